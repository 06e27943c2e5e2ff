//! seedlint.toml exactly as it is written, with the places of what may be wrong in it.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct File {
    pub extends: Option<Spanned<String>>,
    pub root: Option<Spanned<bool>>,
    #[serde(default)]
    pub seeds: Seeds,
    #[serde(default)]
    pub rules: Vec<Spanned<String>>,
    pub profile: Option<Spanned<String>>,
    #[serde(default)]
    pub levels: Levels,
    #[serde(default, rename = "override")]
    pub overrides: Vec<Override>,
    #[serde(default)]
    pub allow: Vec<Allow>,
    #[serde(default)]
    pub vocabulary: Vocabulary,
    #[serde(default)]
    pub metadata: Metadata,
    #[serde(default)]
    pub gate: Gate,
}

/// Rule or family, and its level.
pub type Levels = BTreeMap<Spanned<String>, Spanned<String>>;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Seeds {
    pub include: Option<Vec<Spanned<String>>>,
    pub exclude: Option<Vec<Spanned<String>>>,
    pub types: Option<Vec<Spanned<String>>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Override {
    pub paths: Vec<Spanned<String>>,
    pub profile: Option<Spanned<String>>,
    #[serde(default)]
    pub levels: Levels,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Allow {
    pub path: Spanned<String>,
    pub rule: Spanned<String>,
    pub text: Option<Spanned<String>>,
    pub reason: Spanned<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Vocabulary {
    #[serde(default)]
    pub acronyms: Vec<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Metadata {
    pub required: Option<Vec<Spanned<String>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Gate {
    pub fail_on: Option<Spanned<String>>,
}
