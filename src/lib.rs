//! seedlint: an editorial linter for seed documents.
//!
//! The modules in reading order. Text goes in at the top, findings come out at the bottom, and nothing walks back.

pub mod finding;
pub mod kinds;
pub mod paths;
pub mod source;
pub mod span;
pub mod toml_file;
pub mod tree;

pub mod git;

pub mod input;

pub mod language;

pub mod document;

pub mod facts;

pub mod rules;

pub mod engine;

pub mod examples;

pub mod ledger;

pub mod triage;

pub mod baseline;

pub mod report;

pub mod config;

pub mod builtin;

pub mod cli;

use document::Document;
use facts::{Facts, Needs};
use finding::Finding;
use language::Language;
use rules::RuleSet;
use source::Source;

/// A seed as it was read: what its format tells, and what its prose says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// Mask, blocks, marks, metadata.
    pub document: Document,
    /// What is in the prose.
    pub facts: Facts,
}

/// Reads a seed. Cannot fail: any text has a reading. `needs` names the facts that cost something and that not everybody
/// asks for.
pub fn read(language: &Language, needs: Needs<'_>, source: &Source) -> Reading {
    let document = document::read(source);
    let facts = facts::find(language, needs, &document);
    Reading { document, facts }
}

/// Holds the rules against a reading. Findings come by place.
pub fn lint(rules: &RuleSet, language: &Language, source: &Source, reading: &Reading, settings: engine::Settings<'_>) -> Vec<Finding> {
    engine::lint(rules, language, source, reading, settings)
}
