//! How much each sentence is a factual claim worth checking, and of what kind.

use super::{Date, Prose, Standing};
use crate::span::Span;

/// What one sentence claims.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// From 0 to 1; 0.5 and above counts as a claim worth checking.
    pub score: f64,
    /// What would have to be checked first.
    pub kind: ClaimKind,
    /// What speaks for the score, heaviest first, at most five: "number", "past tense", a word.
    pub reasons: Vec<String>,
    /// The words that decide the kind: the figure, the superlative; else the sentence.
    pub focus: Span,
}

/// Kinds of claims, as in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimKind {
    /// A number of something.
    Figure,
    /// When something happened.
    Date,
    /// That something happened.
    Event,
    /// More, less or other than something else.
    Comparison,
    /// First, only, largest.
    Superlative,
    /// That one thing brought about another.
    Causal,
    /// That somebody said something.
    Attribution,
    /// Somebody's very words.
    Quote,
    /// What will happen.
    Prediction,
    /// A judgement.
    Opinion,
    /// Anything else that can be checked.
    Other,
}

/// Judges each sentence, by index.
pub fn find(prose: Prose<'_>, _dates: &[Date], _standing: &[Standing]) -> Vec<Claim> {
    prose.sentences.iter().map(|s| Claim { score: 0.0, kind: ClaimKind::Other, reasons: Vec::new(), focus: s.span }).collect()
}
