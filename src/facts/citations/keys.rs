//! Bracketed numbers and keys in the prose, `[3]`, `[12, 14]`, `[2–5]`, `[^4]`, `[@smith2020]`, and "see note 4".
//!
//! In go the tokens and the list of sources; out come citations. A lone bracketed number in a seed without a list of
//! sources may be anything, and is left alone.

use super::bibliography::Bibliography;
use super::{Citation, CitationKind, is_mark, supported, text_is, whole_number};
use crate::facts::Prose;
use crate::language::TokenKind;
use crate::span::Span;

/// The largest number of a note; what is larger is a year or a quantity.
const LARGEST: u32 = 999;
/// The most tokens between the brackets.
const LONGEST: usize = 24;

/// Keys and numbers, by place.
pub(super) fn find(prose: Prose<'_>, bibliography: &Bibliography) -> Vec<Citation> {
    let mut numbers = Vec::new();
    let mut citations = Vec::new();
    let mut i = 0;
    while i < prose.tokens.len() {
        if is_mark(prose, i, "[")
            && let Some(close) = (i + 1..prose.tokens.len().min(i + LONGEST)).find(|j| is_mark(prose, *j, "]") || is_mark(prose, *j, "["))
            && is_mark(prose, close, "]")
        {
            let place = prose.place(i..close + 1);
            if let Some(key) = key(prose, place, i + 1) {
                citations.push(key);
            } else if let Some(list) = number_list(prose, i + 1..close)
                && follows_words(prose, i)
                && bibliography.labels.binary_search_by_key(&place.start, |label| label.start).is_err()
            {
                numbers.push((place, list));
            }
            i = close;
        } else if let Some(note) = see_note(prose, bibliography, i) {
            citations.push(note);
        }
        i += 1;
    }
    let counts = bibliography.section.is_some() || !bibliography.numbers.is_empty() || numbers.len() > 1;
    for (span, list) in numbers.into_iter().filter(|_| counts) {
        let found: Vec<Span> = list.iter().filter_map(|number| bibliography.numbers.get(number).copied()).collect();
        let resolved = found.len() == list.len();
        citations.push(Citation {
            span,
            kind: CitationKind::Key,
            target: found.first().copied().filter(|_| resolved),
            resolved,
            sentence: supported(prose, span.start),
        });
    }
    citations
}

/// `[@smith2020]`, `[see @smith2020, p. 4; @lee]`: a key into a file of sources that is kept elsewhere.
fn key(prose: Prose<'_>, span: Span, first: usize) -> Option<Citation> {
    let end = prose.tokens_in(span).end;
    let at = (first..end).find(|i| is_mark(prose, *i, "@"))?;
    let keyed = prose.tokens.get(at + 1).is_some_and(|token| token.is_word() && !token.spaced());
    let sentence = supported(prose, span.start);
    keyed.then_some(Citation { span, kind: CitationKind::Key, target: None, resolved: true, sentence })
}

/// The numbers between brackets, ranges written out; `None` where something else stands there.
fn number_list(prose: Prose<'_>, tokens: std::ops::Range<usize>) -> Option<Vec<u32>> {
    let mut numbers: Vec<u32> = Vec::new();
    let mut range = false;
    for i in tokens {
        let token = prose.tokens[i];
        match token.kind {
            TokenKind::Number => {
                // "12,14" is one token.
                for part in token.span().of(prose.text()).split(',') {
                    let number = part.parse().ok().filter(|number| (1..=LARGEST).contains(number))?;
                    let joined = token.joined() || range;
                    match numbers.last() {
                        Some(last) if joined && *last < number => numbers.extend(last + 1..=number),
                        _ => numbers.push(number),
                    }
                    range = false;
                    // Ranges written out again and again are no list of notes.
                    if numbers.len() > LARGEST as usize {
                        return None;
                    }
                }
            }
            TokenKind::Punctuation if ["–", "-", "—"].iter().any(|dash| is_mark(prose, i, dash)) => range = true,
            TokenKind::Punctuation if is_mark(prose, i, ",") || is_mark(prose, i, ";") => {}
            _ => return None,
        }
    }
    (!numbers.is_empty()).then_some(numbers)
}

/// Whether the bracket stands behind a word or a stop of its line, and not before the word that it replaces ("[10] men").
fn follows_words(prose: Prose<'_>, open: usize) -> bool {
    open > 0 && !prose.tokens[open].after_line_break() && {
        let before = prose.tokens[open - 1];
        (before.is_word() && !prose.tokens[open].spaced())
            || matches!(before.kind, TokenKind::Punctuation | TokenKind::Quote | TokenKind::Symbol)
            || (before.is_word() && ends_or_goes_on(prose, open))
    }
}

fn ends_or_goes_on(prose: Prose<'_>, open: usize) -> bool {
    let close = (open..prose.tokens.len().min(open + LONGEST)).find(|i| is_mark(prose, *i, "]"));
    close.is_some_and(|close| prose.tokens.get(close + 1).is_none_or(|next| !next.is_word()))
}

/// "see note 4", "cf. footnote 12": a note of this seed, unless it goes on to say of what else.
fn see_note(prose: Prose<'_>, bibliography: &Bibliography, i: usize) -> Option<Citation> {
    if !text_is(prose, i, &["note", "footnote", "endnote"]) || i == 0 {
        return None;
    }
    let number = whole_number(prose, i + 1).filter(|number| (1..=LARGEST).contains(number))?;
    let stop = usize::from(is_mark(prose, i - 1, "."));
    let leads = i > stop && text_is(prose, i - 1 - stop, &["see", "cf", "supra", "infra", "also"]);
    let elsewhere = text_is(prose, i + 2, &["of", "in", "to", "on"]);
    if !leads || elsewhere {
        return None;
    }
    let target = bibliography.notes.get(&number).or_else(|| bibliography.numbers.get(&number)).copied();
    let span = prose.place(i..i + 2);
    Some(Citation { span, kind: CitationKind::Footnote, target, resolved: target.is_some(), sentence: supported(prose, span.start) })
}
