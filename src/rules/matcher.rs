//! What a rule looks for: the matchers, with their parameters as a rule file writes them.
//!
//! What can be asked of a fact stands in a table of its own, [`super::questions`].

use std::sync::OnceLock;

use regex::Regex;
use serde::{Deserialize, Deserializer, Serialize};

use super::{FactMatch, Reach};
use crate::span::Span;

/// What a rule looks for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Matcher {
    /// Phrases over words; they live in the rule set, under the rule's number.
    Phrases,
    /// A regular expression.
    Pattern(Pattern),
    /// Sentences whose weighted words pass a threshold.
    Score(Score),
    /// What a fact is or lacks.
    Fact(FactMatch),
    /// Nothing: another part of seedlint finds it.
    Elsewhere(FoundBy),
}

impl Matcher {
    /// What prose is to it: the author's own words, but for facts that are looked at from outside.
    pub fn reach(&self) -> Reach {
        match self {
            Self::Fact(fact) => fact.question().reach,
            Self::Phrases | Self::Pattern(_) | Self::Score(_) | Self::Elsewhere(_) => Reach::Own,
        }
    }
}

/// A regular expression, compiled when first needed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pattern {
    /// As written.
    pub written: String,
    /// Lower-case literals of which one must occur for the expression to match; empty where there is none such.
    pub literals: Vec<String>,
    #[serde(skip)]
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// An expression that is known to parse.
    pub fn new(written: String, literals: Vec<String>) -> Self {
        Self { written, literals, compiled: OnceLock::new() }
    }

    /// The expression, compiled; `None` where it turns out too large to compile, which is told of a user's rule when it is
    /// loaded ([`Pattern::compile`]) and of a built-in one by a test.
    pub fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&self.written).ok()).as_ref()
    }

    /// Compiles the expression now.
    ///
    /// # Errors
    /// Where it is too large, or uses what the engine cannot do.
    pub fn compile(&self) -> Result<(), regex::Error> {
        let regex = Regex::new(&self.written)?;
        self.compiled.get_or_init(|| Some(regex));
        Ok(())
    }
}

/// A name in a rule file, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Placed {
    /// The name.
    pub name: String,
    /// Its place in the file; nowhere in rules that come stored.
    #[serde(skip)]
    pub at: Span,
}

impl<'de> Deserialize<'de> for Placed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // TOML tells places; the form in which rules are stored holds the name alone.
        if deserializer.is_human_readable() {
            let spanned = toml::Spanned::<String>::deserialize(deserializer)?;
            return Ok(Self { at: spanned.span().into(), name: spanned.into_inner() });
        }
        #[derive(Deserialize)]
        struct Stored {
            name: String,
        }
        Stored::deserialize(deserializer).map(|stored| Self { name: stored.name, at: Span::default() })
    }
}

/// `match.score`: which weights, and how much is too much.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Score {
    /// The name of a file in `weights/`.
    pub weights: Placed,
    /// The probability, from 0 to 1, from which a sentence is reported.
    pub threshold: f64,
}

/// Who finds what a rule without a matcher speaks of.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FoundBy {
    /// The claim ledger.
    Ledger,
    /// What decides between findings: unused suppressions, stale baseline entries.
    Triage,
    /// The comparison of seeds with one another.
    Corpus,
}

impl FoundBy {
    /// What fills the texts of a rule that is found there, beside `{match}`.
    pub const fn placeholders(self) -> &'static [&'static str] {
        match self {
            Self::Triage => &["rules", "fault", "cure"],
            Self::Ledger => &["claim", "judged", "change", "fault", "cure"],
            Self::Corpus => &[],
        }
    }
}
