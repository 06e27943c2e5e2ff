//! On what each sentence stands: attributed, sourced, cited, quoted.

use super::{Attribution, Citation, Prose, Quotation};

/// What can be said of one sentence's backing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Somebody is said to say, think or want it (wide).
    pub attributed: bool,
    /// Said in speech or text by a source that is named or can be identified, or cited (strict). Rules go by this.
    pub sourced: bool,
    /// It carries a note, a link to a source or a key.
    pub cited: bool,
    /// All of it, but for the words that attribute, stands in a quotation.
    pub quoted: bool,
}

/// Judges each sentence, by index.
pub fn find(prose: Prose<'_>, _quotations: &[Quotation], _citations: &[Citation], _attributions: &[Attribution]) -> Vec<Standing> {
    vec![Standing::default(); prose.sentences.len()]
}
