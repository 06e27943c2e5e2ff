//! A rule file, exactly as it is written.

use serde::Deserialize;
use toml::Spanned;

use super::matcher::{FactMatch, FoundBy, Score};
use super::{Scope, SentenceFact, Within};
use crate::finding::{Confidence, Level};

/// A rule file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawRule {
    pub(super) summary: Spanned<String>,
    pub(super) level: Level,
    pub(super) confidence: Confidence,
    pub(super) message: Spanned<String>,
    pub(super) help: Option<Spanned<String>>,
    pub(super) why: Spanned<String>,
    #[serde(default)]
    pub(super) authority: Vec<String>,
    #[serde(default)]
    pub(super) formerly: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) scope: Option<Spanned<Scope>>,
    #[serde(rename = "match")]
    pub(super) matcher: Option<Spanned<RawMatch>>,
    pub(super) found_by: Option<Spanned<FoundBy>>,
    #[serde(default)]
    pub(super) unless: RawUnless,
    pub(super) once: Option<Once>,
    pub(super) fix: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) examples: RawExamples,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Once {
    Document,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawMatch {
    pub(super) phrases: Option<Spanned<Vec<Spanned<String>>>>,
    pub(super) pattern: Option<Spanned<String>>,
    pub(super) score: Option<Spanned<Score>>,
    pub(super) fact: Option<Spanned<FactMatch>>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct RawUnless {
    pub(super) facts: Vec<SentenceFact>,
    pub(super) phrases: Vec<Spanned<String>>,
    pub(super) pattern: Option<Spanned<String>>,
    pub(super) within: Within,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct RawExamples {
    pub(super) flags: Vec<Spanned<String>>,
    pub(super) passes: Vec<Spanned<String>>,
    pub(super) format: RawFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawFormat {
    #[default]
    Markdown,
    Plain,
    Html,
}
