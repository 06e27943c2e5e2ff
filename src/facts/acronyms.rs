//! Short forms, and what they are short for.

use super::Prose;
use crate::span::Span;

/// One occurrence of a short form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acronym {
    /// Where it stands; a plural `s` included, a possessive not.
    pub span: Span,
    /// The short form itself, without a plural `s`.
    pub text: String,
    /// The expansion that stands nearest before or at it.
    pub long: Option<Span>,
    /// Whether the short form is introduced here: "long form (SHORT)" or "SHORT (long form)".
    pub introduced: bool,
    /// Where nothing introduces it anywhere: words of this seed whose initials fit, nearest first.
    pub guess: Option<Span>,
}

/// Finds every occurrence of every short form.
pub fn find(_prose: Prose<'_>) -> Vec<Acronym> {
    Vec::new()
}
