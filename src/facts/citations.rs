//! Pointers to sources, whether they lead anywhere or not.

use super::Prose;
use crate::span::Span;

/// One pointer to a source, or one thing that a pointer could lead to and none does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The pointer: `[^1]`, the link, "Source: …".
    pub span: Span,
    /// What it is.
    pub kind: CitationKind,
    /// Where it leads in this seed, if it leads somewhere in it.
    pub target: Option<Span>,
    /// Whether it leads somewhere: into this seed, or to an address outside.
    pub resolved: bool,
    /// The sentence that it supports; a note mark after the stop belongs to the sentence it closes. `None` where it
    /// supports none, as a definition or a "Source:" line at the end.
    pub sentence: Option<usize>,
}

/// What a citation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CitationKind {
    /// A footnote mark.
    Footnote,
    /// A footnote or link definition that nothing refers to.
    Unused,
    /// A link to an address outside.
    Link,
    /// A reference link whose label is defined nowhere.
    Label,
    /// A link to a place in this seed, `#id`.
    Anchor,
    /// An address that stands bare in the text.
    BareAddress,
    /// A bracketed number or key in plain text: `[3]`, `[@smith2020]`.
    Key,
    /// Author and year in brackets.
    AuthorYear,
    /// A line that names a source: "Source: …".
    SourceLine,
}

/// Finds every citation.
pub fn find(_prose: Prose<'_>) -> Vec<Citation> {
    Vec::new()
}
