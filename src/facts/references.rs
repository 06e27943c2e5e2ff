//! Phrases that a reader would have to look up: "the document", "this agreement", "the aforementioned effort".

use super::{Acronym, Prose};
use crate::span::Span;

/// One phrase that refers to something named elsewhere, or nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The phrase.
    pub span: Span,
    /// How it refers.
    pub kind: ReferenceKind,
    /// What it most likely means, if something that stands before it can be meant.
    pub candidate: Option<Span>,
}

/// How a phrase refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReferenceKind {
    /// "the document", "the two sides".
    Definite,
    /// "this agreement", "these talks".
    Demonstrative,
    /// "the aforementioned effort", "said report".
    Aforementioned,
    /// "in the same paragraph", "see above": a place in some text.
    Locating,
    /// "February 2021's agreement", "a 2019 study": a document that only its date tells apart.
    Dated,
}

/// Finds every reference.
pub fn find(_prose: Prose<'_>, _acronyms: &[Acronym]) -> Vec<Reference> {
    Vec::new()
}
