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
