//! Rules: files of TOML, each one rule, loaded into what the engine runs and what reports say.
//!
//! In go rule files and a language; out comes a [`RuleSet`], and every fault of every file at once, each at its
//! place. Knows the names of the kinds of facts, and nothing of documents or findings.

mod fact_match;
mod literals;
mod load;
mod marked;
mod matcher;
mod placeholders;
mod questions;
mod raw;
#[cfg(test)]
pub mod schema;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::finding::{Confidence, Level, RuleId};
use crate::language::PhraseSet;
use crate::source::{Format, Source};
use crate::span::Span;
use crate::toml_file::Spanned;

pub use fact_match::FactMatch;
pub use literals::Literals;
pub use load::{RuleFile, load};
pub use matcher::*;
pub use questions::{Ask, Parameter, QUESTIONS, Question, Reach, Takes};

/// Every rule in force, and the phrases of all of them. Can be stored as it is, without sources and examples, and so be
/// ready without a file being read.
#[derive(Debug, Serialize, Deserialize)]
pub struct RuleSet {
    /// The rules, by name; a rule's index is its [`RuleId`].
    pub rules: Vec<Rule>,
    /// Phrases of `match` under [`RuleSet::match_owner`], of `unless` under [`RuleSet::unless_owner`].
    pub phrases: PhraseSet,
    /// The literals that patterns need.
    pub literals: Literals,
}

impl RuleSet {
    /// The rule of a number.
    pub fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[id.0 as usize]
    }

    /// The rule of a name, present or former.
    pub fn named(&self, name: &str) -> Option<RuleId> {
        let at = self.rules.binary_search_by(|rule| rule.name.as_str().cmp(name)).ok();
        at.or_else(|| self.rules.iter().position(|rule| rule.formerly.iter().any(|old| old == name))).map(number)
    }

    /// Every rule with its number.
    pub fn iter(&self) -> impl Iterator<Item = (RuleId, &Rule)> {
        self.rules.iter().enumerate().map(|(index, rule)| (number(index), rule))
    }

    /// Whose phrases those of a rule's `match` are.
    pub const fn match_owner(id: RuleId) -> u32 {
        id.0 * 2
    }

    /// Whose phrases those of a rule's `unless` are.
    pub const fn unless_owner(id: RuleId) -> u32 {
        id.0 * 2 + 1
    }

    /// Whose rule's phrases those of `owner` are, in `match` or in `unless`.
    pub const fn rule_of(owner: u32) -> RuleId {
        RuleId(owner / 2)
    }
}

fn number(index: usize) -> RuleId {
    RuleId(u32::try_from(index).unwrap_or(u32::MAX))
}

/// One rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rule {
    /// `family/name`.
    pub name: String,
    /// The file it comes from; none for a rule that comes stored.
    #[serde(skip, default = "unstored")]
    pub source: Arc<Source>,
    /// Whether a user wrote it.
    pub own: bool,
    /// What it flags, in a few words.
    pub summary: String,
    /// The level it has where no configuration says otherwise.
    pub level: Level,
    /// How often it is right.
    pub confidence: Confidence,
    /// What is wrong, with placeholders.
    pub message: String,
    /// What would satisfy it, with placeholders.
    pub help: Option<String>,
    /// Why it matters.
    pub why: String,
    /// On whose authority.
    pub authority: Vec<String>,
    /// Its old names.
    pub formerly: Vec<String>,
    /// Where it looks.
    pub scope: Scope,
    /// What it looks for.
    pub matcher: Matcher,
    /// What silences it.
    pub unless: Unless,
    /// Whether a thing is reported at its first place only, the others shown beside it.
    pub once: bool,
    /// What the match should read instead, where one wording is certain; empty where it should go.
    pub fix: Option<String>,
    /// The placeholder whose place the fix changes, where that is not the match.
    pub fix_at: Option<String>,
    /// Its examples; none for a rule that comes stored.
    #[serde(skip)]
    pub examples: Examples,
}

fn unstored() -> Arc<Source> {
    Arc::new(Source::new("", Format::Plain, ""))
}

impl Rule {
    /// The part of its name before the stroke.
    pub fn family(&self) -> &str {
        self.name.split('/').next().unwrap_or_default()
    }
}

/// Where a rule looks.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The author's own prose: no headings, quotations, code or bibliography.
    Prose,
    /// Titles and headings.
    Heading,
    /// What stands between quotation marks, and block quotes.
    Quotation,
    /// Each line of the masked prose, headings and all. A phrase must be all that a line says.
    Line,
    /// The file's own bytes outside code.
    Raw,
    /// The document, once.
    Document,
}

/// What silences a rule; any one of them suffices.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Unless {
    /// Facts about a sentence.
    pub facts: Vec<SentenceFact>,
    /// Whether the rule set holds phrases that do.
    pub phrases: bool,
    /// An expression that does.
    pub pattern: Option<Pattern>,
    /// How far they may stand from the match.
    pub within: Within,
}

impl Unless {
    /// Whether nothing silences the rule.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && !self.phrases && self.pattern.is_none()
    }
}

/// A fact about a sentence that may silence a rule.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SentenceFact {
    /// It carries a note, a link to a source or a key.
    Cited,
    /// It is said by a source that can be identified, or cited.
    Sourced,
    /// Somebody is said to say, think or want it.
    Attributed,
    /// It is a quotation.
    Quoted,
    /// It is a question.
    Question,
    /// It says what would be, not what is.
    Conditional,
    /// Its subject is "I" or "we".
    OwnAct,
    /// It speaks to the reader: "you", "your".
    SecondPerson,
    /// It holds a date that is not relative.
    Dated,
}

/// How far from the match what silences it may stand.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// In its sentence.
    #[default]
    Sentence,
    /// In its sentence or the one after.
    NextSentence,
    /// In its paragraph.
    Paragraph,
    /// Anywhere.
    Document,
}

/// The examples of a rule, as written.
#[derive(Debug, Clone, Default)]
pub struct Examples {
    /// Texts in which the rule finds what is marked.
    pub flags: Vec<Example>,
    /// Texts in which it finds nothing.
    pub passes: Vec<Example>,
    /// How they are written.
    pub format: Format,
}

/// One example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// As written, with its marks.
    pub written: Spanned<String>,
    /// The seed's text, without the marks.
    pub text: String,
    /// What was marked, in bytes of that text.
    pub marked: Vec<Span>,
}
