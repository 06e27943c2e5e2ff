//! Lines and brackets that name where a text or a figure comes from: "Source: …", "Via …", "(Source: …)".
//!
//! In go the tokens and marks; out come citations. A bracket supports the sentence it stands in or behind, a short line
//! the sentence before it in its paragraph, any other line no one sentence. It leads somewhere when a reader could find
//! what it names: by an address, by a name that is a link elsewhere in the seed, or by a title with a date.

use std::collections::HashSet;
use std::ops::Range;

use super::{Citation, CitationKind, is_mark, year};
use crate::document::MarkKind;
use crate::facts::Prose;
use crate::language::{Set, TokenKind, folded};

/// The most words of a "Via …" line, which has no colon to tell it.
const VIA_WORDS: usize = 12;
/// The most tokens of a line that are looked at.
const LONGEST: usize = 120;

/// The most tokens of a line that supports the sentence before it, and of a name that is a link.
const SHORT: usize = 24;

/// Source lines and brackets, by place; none within another.
pub(super) fn find(prose: Prose<'_>) -> Vec<Citation> {
    let labels = prose.language.set("source-label");
    let linked = linked_names(prose);
    let mut lines: Vec<Citation> = Vec::new();
    for sentence in prose.sentences {
        let mut start = sentence.tokens.start;
        while start < sentence.tokens.end {
            let end = (start + 1..sentence.tokens.end).find(|i| prose.tokens[*i].after_line_break()).unwrap_or(sentence.tokens.end);
            let length = prose.language.longest(labels, &prose.tokens[start..end]);
            if length > 0 {
                let end = line_end(prose, sentence.block, start);
                lines.extend(line(prose, start..end, length, &linked).map(|line| supporting(prose, line, start..end)));
            } else {
                brackets(prose, start..end, labels, &linked, &mut lines);
            }
            start = end.max(start + 1);
        }
    }
    lines
}

/// Adds the "(Source: …)" among `tokens`.
fn brackets(prose: Prose<'_>, tokens: Range<usize>, labels: Set, linked: &HashSet<Vec<u64>>, lines: &mut Vec<Citation>) {
    let mut open = tokens.start;
    while open < tokens.end {
        let within = lines.last().is_some_and(|line| line.span.end > prose.tokens[open].start as usize);
        let close = if is_mark(prose, open, "(") { ")" } else { "]" };
        let label = if !within && (is_mark(prose, open, "(") || is_mark(prose, open, "[")) {
            prose.language.longest(labels, &prose.tokens[open + 1..])
        } else {
            0
        };
        let colon = label > 0 && is_mark(prose, open + 1 + label, ":");
        // A stop within the brackets may have ended the sentence.
        let reach = prose.tokens.len().min(open + LONGEST);
        let closing = if colon { (open + 1..reach).find(|i| is_mark(prose, *i, close)) } else { None };
        if let Some(closing) = closing
            && let Some(inside) = line(prose, open + 1..closing, label, linked)
        {
            let behind = open == tokens.start;
            let sentence = prose.sentence_at(prose.tokens[open].start as usize);
            let sentence = if behind { sentence.and_then(|sentence| closed_before(prose, sentence, open)) } else { sentence };
            lines.push(Citation { span: prose.place(open..closing + 1), sentence, ..inside });
            open = closing;
        }
        open += 1;
    }
}

/// The line, with the sentence right before it in its paragraph, if the line is short.
fn supporting(prose: Prose<'_>, line: Citation, tokens: Range<usize>) -> Citation {
    let sentence = prose.sentence_at(line.span.start).filter(|_| tokens.len() <= SHORT);
    Citation { sentence: sentence.and_then(|sentence| closed_before(prose, sentence, tokens.start)), ..line }
}

/// The sentence of the same block that a stop closes right before token `at` of sentence `sentence`.
fn closed_before(prose: Prose<'_>, sentence: usize, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let holder = prose.sentence_at(prose.tokens.get(before)?.start as usize)?;
    let stop = |i: usize| [".", "!", "?", "...", "…"].iter().any(|mark| is_mark(prose, i, mark)) || prose.tokens[i].dotted();
    let closing = |i: usize| prose.tokens[i].kind == TokenKind::Quote || is_mark(prose, i, ")") || is_mark(prose, i, "]");
    let closed = stop(before) || (closing(before) && before.checked_sub(1).is_some_and(stop));
    (closed && prose.sentences[holder].block == prose.sentences.get(sentence)?.block).then_some(holder)
}

/// The words of every link that leads to an address, as hashes.
fn linked_names(prose: Prose<'_>) -> HashSet<Vec<u64>> {
    let links = prose.document.marks.iter().filter_map(|mark| match &mark.kind {
        MarkKind::Link { target, text } if !target.trim().is_empty() && !target.starts_with('#') => Some(*text),
        _ => None,
    });
    links.map(|text| name(prose, prose.tokens_in(text))).filter(|name| !name.is_empty()).collect()
}

/// The words among the first tokens, as hashes, a leading "the" left out.
fn name(prose: Prose<'_>, tokens: Range<usize>) -> Vec<u64> {
    let end = tokens.end.min(tokens.start + SHORT);
    let words = (tokens.start..end).filter(|i| prose.tokens[*i].is_word());
    words.skip_while(|i| super::text_is(prose, *i, &const { folded(["the"]) })).map(|i| prose.tokens[i].hash).collect()
}

/// Whether a bare domain stands among `tokens`: `dam.example`.
fn names_domain(prose: Prose<'_>, mut tokens: Range<usize>) -> bool {
    let fused = |i: usize| prose.tokens.get(i).is_some_and(|token| !token.spaced());
    tokens.any(|i| {
        let end = prose.tokens.get(i + 2).map_or("", |token| token.span().of(prose.text()));
        prose.tokens[i].is_word()
            && is_mark(prose, i + 1, ".")
            && fused(i + 1)
            && fused(i + 2)
            && end.len() > 1
            && end.bytes().all(|byte| byte.is_ascii_lowercase())
    })
}

/// Where the line that begins at token `start` ends: at a line break or its block's end, however many stops it has.
fn line_end(prose: Prose<'_>, block: usize, start: usize) -> usize {
    let block = prose.document.blocks.get(block).map_or(start + 1, |block| prose.tokens_in(block.span).end);
    let reach = block.min(start + LONGEST);
    (start + 1..reach).find(|i| prose.tokens[*i].after_line_break()).unwrap_or(reach)
}

fn line(prose: Prose<'_>, tokens: Range<usize>, label: usize, linked: &HashSet<Vec<u64>>) -> Option<Citation> {
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
    let address = inside().any(|mark| matches!(&mark.kind, MarkKind::Link { target, .. } if !target.trim().is_empty()))
        || names_domain(prose, after..tokens.end)
        || linked.contains(&name(prose, after..tokens.end));
    let dated = tokens.clone().any(|i| year(prose, i).is_some());
    let capitals = (after..tokens.end).filter(|i| prose.tokens[*i].capital()).count();
    let titled = inside().any(|mark| mark.kind == MarkKind::Emphasis)
        || (after..tokens.end).any(|i| prose.tokens[i].kind == TokenKind::Quote)
        || capitals >= 2;
    Some(Citation { resolved: address || (dated && titled), ..Citation::to(span, CitationKind::SourceLine, None, None) })
}

fn is_via(prose: Prose<'_>, i: usize) -> bool {
    super::text_is(prose, i, &const { folded(["via"]) })
}
