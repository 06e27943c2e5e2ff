//! What is wrong, and where: a [`Finding`] in a seed, a [`Fault`] in a file that steers seedlint.
//!
//! A finding holds numbers and places; its words are made from the rule's texts when it is reported, so the engine
//! never formats. A fault brings its own words, since no rule speaks for it. Reports draw both alike.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::source::Source;
use crate::span::Span;

/// What an editor wants to be stopped by. The order is the order of weight.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Never reported.
    Off,
    /// Worth a look.
    Note,
    /// To be mended or answered before the seed is used.
    Warning,
    /// Certainly wrong.
    Error,
}

impl Level {
    /// Every level, lightest first.
    pub const ALL: [Self; 4] = [Self::Off, Self::Note, Self::Warning, Self::Error];

    /// The word that users write and read.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The level that a word names.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// How often a rule is right. The order is the order of trust.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// About as often as not.
    Low,
    /// Mostly.
    Medium,
    /// Nearly always.
    High,
}

impl Confidence {
    /// Every confidence, lowest first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// The word that users write and read.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// The confidence that a word names.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|confidence| confidence.name() == name)
    }
}

/// A rule's index in the rule set that found the finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RuleId(pub u32);

/// One thing wrong in a seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which rule found it.
    pub rule: RuleId,
    /// The words at fault; empty, at an offset, for something that is missing.
    pub span: Span,
    /// What fills the placeholders of the rule's message, by name; `{match}` needs no entry.
    pub details: Vec<(Arc<str>, Detail)>,
    /// Other places that the reader has to see.
    pub labels: Vec<Label>,
}

/// What stands for a placeholder in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    /// The words at a place of the seed.
    Place(Span),
    /// Words of our own, such as a number or a list of reasons.
    Words(String),
}

/// A second place of the same seed, and why it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// Why it matters; lower case, no full stop.
    pub note: Cow<'static, str>,
}

/// One thing wrong in a rule file, a lexicon, a configuration: reported with that file's own text underlined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file at fault.
    pub source: Arc<Source>,
    /// The place in it.
    pub span: Span,
    /// What is wrong; lower case, no full stop.
    pub message: String,
    /// What would mend it.
    pub help: Option<String>,
    /// Other places, perhaps in other files.
    pub elsewhere: Vec<(Arc<Source>, Span, String)>,
}

impl Fault {
    /// A fault at a place, without help or other places.
    pub fn new(source: &Arc<Source>, span: Span, message: impl Into<String>) -> Self {
        Self { source: Arc::clone(source), span, message: message.into(), help: None, elsewhere: Vec::new() }
    }

    /// The same fault with what would mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same fault with one more place.
    #[must_use]
    pub fn also(mut self, source: &Arc<Source>, span: Span, note: impl Into<String>) -> Self {
        self.elsewhere.push((Arc::clone(source), span, note.into()));
        self
    }
}
