//! Lines that name where a text or a figure comes from: "Source: …", "Via …".
//!
//! In go the tokens and marks; out come citations that support no one sentence. Such a line leads somewhere when a
//! reader could find what it names: by an address, or by a title with a date.

use std::ops::Range;

use super::{Citation, CitationKind, is_mark, year};
use crate::document::MarkKind;
use crate::facts::Prose;
use crate::language::TokenKind;

/// The most words of a "Via …" line, which has no colon to tell it.
const VIA_WORDS: usize = 12;
/// The most tokens of a line that are looked at.
const LONGEST: usize = 120;

/// Source lines, by place.
pub(super) fn find(prose: Prose<'_>) -> Vec<Citation> {
    let labels = prose.language.set("source-label");
    let mut lines = Vec::new();
    for sentence in prose.sentences {
        let mut start = sentence.tokens.start;
        while start < sentence.tokens.end {
            let end = (start + 1..sentence.tokens.end).find(|i| prose.tokens[*i].after_line_break()).unwrap_or(sentence.tokens.end);
            let length = prose.language.longest(labels, &prose.tokens[start..end]);
            if length > 0 {
                let end = line_end(prose, sentence.block, start);
                lines.extend(line(prose, start..end, length));
            }
            start = end.max(start + 1);
        }
    }
    lines
}

/// Where the line that begins at token `start` ends: at a line break or its block's end, however many stops it has.
fn line_end(prose: Prose<'_>, block: usize, start: usize) -> usize {
    let block = prose.document.blocks.get(block).map_or(start + 1, |block| prose.tokens_in(block.span).end);
    let reach = block.min(start + LONGEST);
    (start + 1..reach).find(|i| prose.tokens[*i].after_line_break()).unwrap_or(reach)
}

fn line(prose: Prose<'_>, tokens: Range<usize>, label: usize) -> Option<Citation> {
    let after = tokens.start + label;
    let colon = is_mark(prose, after, ":");
    let words = prose.tokens[tokens.clone()].iter().filter(|token| token.is_word()).count();
    let names = prose.tokens.get(after).is_some_and(|token| token.capital() || token.kind == TokenKind::Opaque);
    let via = words <= VIA_WORDS && names && prose.tokens[tokens.start].capital() && (label > 1 || is_via(prose, tokens.start));
    if after >= tokens.end || !(colon || via) {
        return None;
    }
    let span = prose.place(tokens.clone());
    let marks = &prose.document.marks;
    let first = marks.partition_point(|mark| mark.span.start < span.start);
    let inside = || marks[first..].iter().take_while(|mark| mark.span.start < span.end);
    let address = inside().any(|mark| matches!(&mark.kind, MarkKind::Link { target, .. } if !target.trim().is_empty()));
    let dated = tokens.clone().any(|i| year(prose, i).is_some());
    let capitals = (after..tokens.end).filter(|i| prose.tokens[*i].capital()).count();
    let titled = inside().any(|mark| mark.kind == MarkKind::Emphasis)
        || (after..tokens.end).any(|i| prose.tokens[i].kind == TokenKind::Quote)
        || capitals >= 2;
    Some(Citation { span, kind: CitationKind::SourceLine, target: None, resolved: address || (dated && titled), sentence: None })
}

fn is_via(prose: Prose<'_>, i: usize) -> bool {
    super::text_is(prose, i, &["via"])
}
