//! A rule file, exactly as it is written.

use serde::Deserialize;

use super::fact_match::RawFact;
use super::matcher::{FoundBy, Score};
use super::{Scope, SentenceFact, Within};
use crate::finding::{Confidence, Level};
use crate::toml_file::Spanned;

/// A rule of seedlint: one TOML file, whose path is its name.
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "seedlint rule"))]
#[cfg_attr(test, schemars(extend("oneOf" = [{ "required": ["match"] }, { "required": ["found-by"] }])))]
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawRule {
    /// What it flags, in a few words, for lists. No full stop at the end.
    pub(super) summary: Spanned<String>,
    /// What an editor wants to be stopped by. A configuration can change it.
    pub(super) level: Level,
    /// How often it is right.
    pub(super) confidence: Confidence,
    /// What is wrong; `{match}` stands for the words at fault. No full stop at the end.
    pub(super) message: Spanned<String>,
    /// What would satisfy the rule. No full stop at the end.
    pub(super) help: Option<Spanned<String>>,
    /// Why it matters to a reader, in one short paragraph.
    pub(super) why: Spanned<String>,
    /// Style guides and standards that say so.
    #[serde(default)]
    pub(super) authority: Vec<String>,
    /// Old names of the rule.
    #[serde(default)]
    pub(super) formerly: Vec<Spanned<String>>,
    /// Where it looks. Default: the author's own prose.
    #[serde(default)]
    pub(super) scope: Option<Spanned<Scope>>,
    /// What it looks for: one of the matchers.
    #[serde(rename = "match")]
    pub(super) matcher: Option<Spanned<RawMatch>>,
    /// Who finds what it speaks of, where that is no matcher.
    pub(super) found_by: Option<Spanned<FoundBy>>,
    /// What silences it; any one of these suffices.
    #[serde(default)]
    pub(super) unless: RawUnless,
    /// Whether a thing is reported at its first place only.
    pub(super) once: Option<Once>,
    /// The wording that should stand instead, where one is certain; `{match}` stands for the words at fault. Empty: they go, and
    /// with them a line that says nothing else.
    pub(super) fix: Option<Spanned<String>>,
    /// The placeholder whose place the fix changes, where that is not the match.
    pub(super) fix_at: Option<Spanned<String>>,
    /// Texts that are tests.
    #[serde(default)]
    pub(super) examples: RawExamples,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Once {
    /// Once in a document: the other places are shown beside the first.
    Document,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(extend("minProperties" = 1, "maxProperties" = 1)))]
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawMatch {
    /// Phrases over words, in the phrase language.
    pub(super) phrases: Option<Spanned<Vec<Spanned<String>>>>,
    /// A regular expression over the masked prose, or over lines or the raw text as `scope` says.
    pub(super) pattern: Option<Spanned<String>>,
    /// Sentences whose weighted words pass a threshold.
    pub(super) score: Option<Spanned<Score>>,
    /// What a fact is or lacks.
    pub(super) fact: Option<Spanned<RawFact>>,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct RawUnless {
    /// Facts about the sentence.
    pub(super) facts: Vec<SentenceFact>,
    /// Phrases in it.
    pub(super) phrases: Vec<Spanned<String>>,
    /// A regular expression that matches in it.
    pub(super) pattern: Option<Spanned<String>>,
    /// How far from the match they may stand.
    pub(super) within: Within,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct RawExamples {
    /// Texts in which the rule finds what `<<` and `>>` mark; at least two.
    pub(super) flags: Vec<Spanned<String>>,
    /// Texts in which it finds nothing; at least two.
    pub(super) passes: Vec<Spanned<String>>,
    /// How they are written.
    pub(super) format: RawFormat,
}

#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawFormat {
    /// Markdown.
    #[default]
    Markdown,
    /// Plain text.
    Plain,
    Html,
}
