//! seedlint.toml exactly as it is written, with the places of what may be wrong in it.

use std::collections::BTreeMap;

use serde::Deserialize;

#[cfg(test)]
use super::schema;
use crate::toml_file::Spanned;

/// A configuration of seedlint: `seedlint.toml`, `.seedlint.toml` or `.config/seedlint.toml`.
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "seedlint.toml"))]
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct File {
    /// Another configuration, whose values hold where this one has none. Relative to this file.
    pub extends: Option<Spanned<String>>,
    /// `true`, for readers: nothing above matters, as the search ends at every configuration.
    pub root: Option<Spanned<bool>>,
    /// Which files are seeds.
    #[serde(default)]
    pub seeds: Seeds,
    /// Folders of rule files, word lists and weights that add to the built-in ones or replace them.
    #[serde(default)]
    pub rules: Vec<Spanned<String>>,
    /// What kind of text the seeds are.
    #[cfg_attr(test, schemars(schema_with = "schema::profiles", default))]
    pub profile: Option<Spanned<String>>,
    /// Levels of rules and families; a rule's name beats its family's.
    #[cfg_attr(test, schemars(with = "BTreeMap<String, crate::finding::Level>"))]
    #[serde(default)]
    pub levels: Levels,
    /// Levels and profiles for some paths; of several that match, later ones win.
    #[serde(default, rename = "override")]
    pub overrides: Vec<Override>,
    /// Findings that may stand, where the format of a seed has no comments.
    #[serde(default)]
    pub allow: Vec<Allow>,
    /// Words that the desk's readers know.
    #[serde(default)]
    pub vocabulary: Vocabulary,
    /// What the front matter of seeds has to hold.
    #[serde(default)]
    pub metadata: Metadata,
    /// What is no prose in the text of seeds.
    #[serde(default)]
    pub document: Document,
    /// What fails a check.
    #[serde(default)]
    pub gate: Gate,
    /// What the desk asks of its fact-checks.
    #[serde(default)]
    pub factcheck: Factcheck,
}

/// Rule or family, and its level.
pub type Levels = BTreeMap<Spanned<String>, Spanned<String>>;

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Seeds {
    /// Which files of a folder are seeds. Globs, relative to this file's folder.
    pub include: Option<Vec<Spanned<String>>>,
    /// Which are not. Globs, relative to this file's folder.
    pub exclude: Option<Vec<Spanned<String>>>,
    /// The endings of seeds' names.
    #[cfg_attr(test, schemars(schema_with = "schema::types", default))]
    pub types: Option<Vec<Spanned<String>>>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Override {
    /// Which paths it holds for. Globs, relative to this file's folder.
    pub paths: Vec<Spanned<String>>,
    /// What kind of text the seeds are.
    #[cfg_attr(test, schemars(schema_with = "schema::profiles", default))]
    pub profile: Option<Spanned<String>>,
    /// Levels of rules and families; a rule's name beats its family's.
    #[cfg_attr(test, schemars(with = "BTreeMap<String, crate::finding::Level>"))]
    #[serde(default)]
    pub levels: Levels,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Allow {
    /// In which files: a path or a glob, relative to this file's folder.
    pub path: Spanned<String>,
    /// The rule or family that is allowed.
    pub rule: Spanned<String>,
    /// Words that the finding is about, or that stand in its sentence, whatever they look like. Without them, all findings.
    pub text: Option<Spanned<String>>,
    /// Why it may stand.
    pub reason: Spanned<String>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Vocabulary {
    /// Short forms that need not be spelled out.
    #[serde(default)]
    pub acronyms: Vec<Spanned<String>>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Metadata {
    /// Fields that each seed's front matter must have.
    pub required: Option<Vec<Spanned<String>>>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Gate {
    /// From which level on a check exits with status 1.
    #[cfg_attr(test, schemars(schema_with = "schema::fail_on", default))]
    pub fail_on: Option<Spanned<String>>,
    /// The file of findings that are not told, since they stood before. Relative to this file's folder.
    pub baseline: Option<Spanned<String>>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Document {
    /// Sets of patterns of what is no prose in the sources of one program: `jekyll`, `hugo`, `mdx`, `docusaurus`, `pandoc`,
    /// `obsidian`.
    pub presets: Option<Vec<Spanned<String>>>,
    /// Regular expressions of what is no prose.
    pub ignore: Option<Vec<Spanned<String>>>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Factcheck {
    /// Whether the author of a seed may not check it.
    pub independent_checker: Option<Spanned<bool>>,
    /// What a verification may have to bring, under names of the desk's own.
    #[cfg_attr(test, schemars(with = "BTreeMap<String, Criteria>"))]
    #[serde(default)]
    pub criteria: BTreeMap<Spanned<String>, Criteria>,
    /// Which criteria hold for which claims. Of several that match, the higher bar counts, value by value.
    #[serde(default)]
    pub policy: Vec<Policy>,
    /// Sources that are enough by themselves, for a while.
    #[serde(default)]
    pub trust: Vec<Trust>,
    /// What a seed has to pass, by the status that its front matter says.
    #[serde(default)]
    pub gate: Gates,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Criteria {
    /// Other criteria, which are asked for as well.
    pub implies: Option<Spanned<String>>,
    /// How many sources.
    #[serde(default)]
    pub sources: usize,
    /// How many of them that rest on nothing in common.
    #[serde(default)]
    pub independent: usize,
    /// How many people who judged the same wording alike.
    #[serde(default)]
    pub checkers: usize,
    /// Whether each source needs a place in it.
    #[serde(default)]
    pub locator: bool,
    /// Whether each source has to be in the archive.
    #[serde(default)]
    pub archive: bool,
    /// Whether a source has to be quoted, word for word.
    #[serde(default)]
    pub quote: bool,
    /// What one of the sources has to be: `primary`, `secondary`, `tertiary`, `expert`, `on-scene`.
    pub role: Option<Spanned<String>>,
    /// What has to be verified: `attribution`, that somebody said so, or `content`, that it is so.
    pub level: Option<Spanned<String>>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Policy {
    /// Kinds of claims, such as `figure` or `quote`. Without any, all claims.
    #[serde(default)]
    pub kinds: Vec<Spanned<String>>,
    /// The criteria that they have to meet.
    pub criteria: Spanned<String>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Trust {
    /// The id of a source; `*` at the end stands for any rest.
    pub source: Spanned<String>,
    /// The last day, such as 2027-06-01.
    #[cfg_attr(test, schemars(with = "String"))]
    pub until: Spanned<toml::value::Datetime>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Gates {
    /// For drafts, and for seeds that say no status.
    #[serde(default)]
    pub draft: SeedGate,
    /// For seeds under review.
    #[serde(default)]
    pub review: SeedGate,
    /// For published seeds, and for those of any other status.
    #[serde(default)]
    pub published: SeedGate,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SeedGate {
    /// The states that no claim may be in, such as `false` or `stale`.
    pub deny: Option<Vec<Spanned<String>>>,
    /// The share of checkable claims that have to name a source in the text, from 0 to 1.
    pub sourced: Option<Spanned<f64>>,
    /// The share of checkable claims that have to be verified, from 0 to 1.
    pub verified: Option<Spanned<f64>>,
    /// How many people have to sign the seed off as it stands.
    pub sign_off: Option<Spanned<usize>>,
}
