//! Words that are somebody else's: between quotation marks, or set off as a block.

use super::Prose;
use crate::span::Span;

/// One quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// With its quotation marks.
    pub span: Span,
    /// Without them.
    pub inner: Span,
    /// How it is set off.
    pub kind: QuotationKind,
    /// How many words it holds.
    pub words: usize,
    /// Whether its closing mark was found (or, in a quotation of several paragraphs, stands later).
    pub closed: bool,
}

/// How a quotation is set off, and what it seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuotationKind {
    /// Somebody's words.
    Direct,
    /// A word or two held at arm's length, a term being named, a title.
    Term,
    /// A block quote.
    Block,
}

/// Finds every quotation.
pub fn find(_prose: Prose<'_>) -> Vec<Quotation> {
    Vec::new()
}
