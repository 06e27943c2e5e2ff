//! Who says, thinks or wants what.

use super::{Citation, Prose, Quotation};
use crate::span::Span;

/// One attribution: a cue, and what it ties together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// Who is said to say it; `None` for a cue without a source ("it is thought that").
    pub source: Option<Span>,
    /// Whether the source is named or can be identified, so that a reader could ask it.
    pub identified: bool,
    /// The words that attribute.
    pub cue: Span,
    /// What the cue says of the source.
    pub kind: CueKind,
    /// What is said.
    pub content: Span,
    /// Whether the content is quoted word for word.
    pub direct: bool,
    /// The sentence that holds the cue.
    pub sentence: usize,
    /// The quotation whose speaker this names, by index.
    pub quotation: Option<usize>,
}

/// What a cue says of its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CueKind {
    /// It said so.
    Speech,
    /// A text says so.
    Text,
    /// It thinks so.
    Belief,
    /// It wants so.
    Intention,
    /// Nobody is named: "is thought to", "reportedly".
    Sourceless,
}

/// Finds every attribution.
pub fn find(_prose: Prose<'_>, _quotations: &[Quotation], _citations: &[Citation]) -> Vec<Attribution> {
    Vec::new()
}
