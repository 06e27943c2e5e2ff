//! "Ibid.", "op. cit.", "loc. cit.": a citation that stands for one before it.
//!
//! In go the tokens, the notes and the citations so far; out come further citations. One in a note leads to the note before;
//! one in the text to the citation before.

use super::{Citation, CitationKind, Definition, DefinitionKind, is_mark, supported, text_is};
use crate::facts::Prose;

/// Adds what stands for a citation before it, in its place.
pub(super) fn add(prose: Prose<'_>, definitions: &[Definition], pointers: &mut Vec<Citation>) {
    let mut found = Vec::new();
    for i in (0..prose.tokens.len()).filter(|i| is_ibid(prose, *i)) {
        let stop = usize::from(is_mark(prose, i + 1, "."));
        let span = prose.place(i..i + 1 + stop);
        let notes = || definitions.iter().filter(|definition| definition.kind == DefinitionKind::Note);
        let inside = notes().find(|note| note.span.covers(span));
        let target = match inside {
            Some(note) => notes().take_while(|other| other.span.start < note.span.start).last().map(|before| before.span),
            None => {
                let before = pointers.partition_point(|pointer| pointer.span.end <= span.start);
                pointers[..before].iter().rev().find(|pointer| pointer.resolved).map(|pointer| pointer.target.unwrap_or(pointer.span))
            }
        };
        let sentence = supported(prose, span.start);
        found.push(Citation::to(span, CitationKind::Ibid, target, sentence));
    }
    if !found.is_empty() {
        pointers.extend(found);
        pointers.sort_by_key(|citation| (citation.span.start, citation.span.end));
    }
}

/// "Ibid" in brackets, at the start of a note or line, or followed by a stop and a page; not the word in a text about it.
fn is_ibid(prose: Prose<'_>, i: usize) -> bool {
    let begins = i == 0 || prose.tokens[i].after_line_break() || ["(", "[", ";", "."].iter().any(|mark| is_mark(prose, i - 1, mark));
    text_is(prose, i, &["ibid", "ibid.", "ibidem"]) && begins
}
