//! What a rule looks for: the matchers, with their parameters as a rule file writes them.
//!
//! The tables of `match.fact` are read straight into these types, so that what can be written and what can be asked are
//! the same. Each fault of each kind of fact has one struct; its fields are the parameters, its `Default` their defaults.

use std::sync::OnceLock;

use regex::Regex;
use serde::{Deserialize, Deserializer, Serialize};

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

    /// The expression, compiled; `None` where it turns out too large to compile.
    pub fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&self.written).ok()).as_ref()
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
            Self::Ledger | Self::Corpus => &[],
        }
    }
}

/// `match.fact.<kind>.<fault>`.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactMatch {
    /// Short forms.
    Acronym(AcronymFault),
    /// Who says what.
    Attribution(AttributionFault),
    /// Pointers to sources.
    Citation(CitationFault),
    /// Checkable claims.
    Claim(ClaimFault),
    /// Expressions of time.
    Date(DateFault),
    /// The front matter.
    Metadata(MetadataFault),
    /// Repeated passages.
    Passage(PassageFault),
    /// Quotations.
    Quotation(QuotationFault),
    /// Phrases that point elsewhere.
    Reference(ReferenceFault),
}

/// Takes no parameters: `{}`.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plain {}

/// What can be wrong with a short form.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AcronymFault {
    /// Nothing introduces it.
    Undefined(Undefined),
    /// It is introduced only after its first use.
    Late(Plain),
    /// It is introduced and then never used.
    Unused(Plain),
}

/// Parameters of `acronym.undefined`.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Undefined {
    /// How often it must occur.
    pub min_uses: usize,
    /// How many letters it has at least.
    pub min_letters: usize,
    /// Only where its letters fit words of the text, which then is what it is short for.
    pub spelled_out: bool,
}

impl Default for Undefined {
    fn default() -> Self {
        Self { min_uses: 1, min_letters: 1, spelled_out: false }
    }
}

/// What can be wrong with an attribution.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AttributionFault {
    /// Nobody is named.
    Sourceless(Plain),
    /// The source is not one that a reader could ask.
    Unidentified(Plain),
}

/// What can be wrong with a citation.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CitationFault {
    /// It leads nowhere.
    Broken(Kinds),
    /// Nothing leads to it.
    Unused(Plain),
    /// It names a source and gives no way to find it.
    Untraceable(Plain),
    /// It is an address and nothing else.
    Bare(Plain),
}

/// Parameters of the faults that can be held to kinds of the fact.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Kinds {
    /// The kinds, by name; all where none is named.
    pub kinds: Vec<Placed>,
}

impl Kinds {
    /// Whether a fact of this kind is meant.
    pub fn holds(&self, name: &str) -> bool {
        self.kinds.is_empty() || self.kinds.iter().any(|kind| kind.name == name)
    }
}

/// What can be wrong with a claim.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimFault {
    /// Nothing backs it.
    Unsourced(Unsourced),
}

/// Parameters of `claim.unsourced`.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Unsourced {
    /// The kinds of claims, by name; all where none is named.
    pub kinds: Vec<Placed>,
    /// From which score on.
    pub min_score: f64,
}

impl Default for Unsourced {
    fn default() -> Self {
        Self { kinds: Vec::new(), min_score: 0.5 }
    }
}

/// What can be wrong with an expression of time.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateFault {
    /// It is relative, and nothing tells what it counts from.
    Unanchored(Plain),
    /// It names no time at all.
    Vague(Plain),
}

/// What can be wrong with the metadata.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MetadataFault {
    /// A field is absent.
    Missing(Missing),
    /// A field that the configuration requires is absent.
    Required(Plain),
    /// It cannot be read.
    Malformed(Plain),
}

/// Parameters of `metadata.missing`.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Missing {
    /// The field, and after it other names for the same thing; any one of them suffices.
    pub fields: Vec<String>,
}

/// What can be wrong with a passage.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassageFault {
    /// It stands twice.
    Repeated(Repeated),
}

/// Parameters of `passage.repeated`.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Repeated {
    /// How many words make a passage.
    pub min_words: usize,
}

impl Default for Repeated {
    fn default() -> Self {
        Self { min_words: 12 }
    }
}

/// What can be wrong with a quotation.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuotationFault {
    /// Nobody is said to have said it.
    Unattributed(Quoted),
    /// It quotes a text and gives no page, section, note or link.
    Unlocated(Quoted),
    /// It never ends.
    Unclosed(Plain),
}

/// Parameters of `quotation.unattributed` and `quotation.unlocated`.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Quoted {
    /// From how many words on.
    pub min_words: usize,
}

impl Default for Quoted {
    fn default() -> Self {
        Self { min_words: 4 }
    }
}

/// What can be wrong with a reference.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReferenceFault {
    /// Nothing in the seed can be meant.
    Unresolved(Kinds),
}
