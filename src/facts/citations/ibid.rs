//! "Ibid.", "op. cit.", "loc. cit.": a citation that stands for one before it.
//!
//! In go the tokens, the notes and the citations so far; out come further citations. One in a note leads to the note before;
//! one in the text to the citation before.

use super::{Citation, CitationKind, Definition, DefinitionKind, is_mark, supported, text_is};
use crate::facts::Prose;
use crate::language::folded;
use crate::span::Span;

/// Adds what stands for a citation before it, in its place.
pub(super) fn add(prose: Prose<'_>, definitions: &[Definition], pointers: &mut Vec<Citation>) {
    let notes: Vec<Span> = definitions.iter().filter(|definition| definition.kind == DefinitionKind::Note).map(|note| note.span).collect();
    let mut found = Vec::new();
    // The citation before the place that is looked at, and the next one to look at.
    let (mut before, mut next) = (None, 0);
    for i in (0..prose.tokens.len()).filter(|i| is_ibid(prose, *i)) {
        let span = prose.place(i..i + 1 + usize::from(is_mark(prose, i + 1, ".")));
        while let Some(pointer) = pointers.get(next).filter(|pointer| pointer.span.end <= span.start) {
            before = if pointer.resolved { pointer.target.or(Some(pointer.span)) } else { before };
            next += 1;
        }
        let note = notes.partition_point(|note| note.start <= span.start).checked_sub(1).filter(|note| notes[*note].covers(span));
        let target = match note {
            Some(note) => note.checked_sub(1).map(|before| notes[before]),
            None => before,
        };
        found.push(Citation::to(span, CitationKind::Ibid, target, supported(prose, span.start)));
    }
    if !found.is_empty() {
        pointers.extend(found);
        pointers.sort_by_key(|citation| (citation.span.start, citation.span.end));
    }
}

/// "Ibid" in brackets, at the start of a note or line, or followed by a stop and a page; not the word in a text about it.
fn is_ibid(prose: Prose<'_>, i: usize) -> bool {
    let begins = i == 0 || prose.tokens[i].after_line_break() || ["(", "[", ";", "."].iter().any(|mark| is_mark(prose, i - 1, mark));
    text_is(prose, i, &const { folded(["ibid", "ibid.", "ibidem"]) }) && begins
}
