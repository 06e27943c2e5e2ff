//! Passages that stand in the seed twice, word for word.

use super::Prose;
use crate::span::Span;

/// One passage that repeats an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repetition {
    /// The later passage.
    pub span: Span,
    /// The earlier one.
    pub first: Span,
    /// How many words they share.
    pub words: usize,
}

/// Finds every repeated passage.
pub fn find(_prose: Prose<'_>) -> Vec<Repetition> {
    Vec::new()
}
