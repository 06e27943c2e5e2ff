//! How much each sentence hedges, or leans on words that commit to nothing.

use super::{Prose, Quotation};
use crate::span::Span;

/// How much one sentence hedges.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Hedge {
    /// From 0 to 1; 0.5 and above: it hedges or is weasel-worded.
    pub score: f64,
    /// The words that say so, heaviest first, at most five.
    pub reasons: Vec<Span>,
}

/// Judges each sentence, by index.
pub fn find(prose: Prose<'_>, _quotations: &[Quotation]) -> Vec<Hedge> {
    vec![Hedge::default(); prose.sentences.len()]
}
