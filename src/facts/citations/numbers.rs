//! Numbers that stand for sources: `[3]`, `[12, 14]`, `[2–5]`, raised ones (`³`), and "see note 4".
//!
//! In go the tokens and the list of sources; out come citations. A lone bracketed number in a seed without a list of
//! sources may be anything, and is left alone.

use std::collections::HashSet;
use std::ops::Range;

use super::bibliography::Bibliography;
use super::{Citation, CitationKind, is_mark, keys, raised_number, supported, text_is, whole_number};
use crate::facts::Prose;
use crate::language::{TokenKind, folded};
use crate::span::Span;

/// The largest number of a note; what is larger is a year or a quantity.
const LARGEST: u32 = 999;

/// Numbers, by place. The entries that they lead to go into `used`.
pub(super) fn find(prose: Prose<'_>, bibliography: &Bibliography, used: &mut HashSet<Span>) -> Vec<Citation> {
    let mut bracketed = Vec::new();
    let mut citations = Vec::new();
    let mut i = 0;
    while i < prose.tokens.len() {
        if let Some(close) = keys::closing(prose, i) {
            let place = prose.place(i..close + 1);
            if let Some(list) = number_list(prose, i + 1..close)
                && follows_words(prose, i)
                && !bibliography.labels(place)
            {
                bracketed.push((place, list));
            }
            i = close;
        } else if let Some(note) = see_note(prose, bibliography, i).or_else(|| raised(prose, bibliography, i)) {
            citations.push(note);
        }
        i += 1;
    }
    let counts = bibliography.section.is_some() || !bibliography.numbers.is_empty() || bracketed.len() > 1;
    let mut ranges = Ranges::of(bibliography);
    for (span, list) in bracketed.into_iter().filter(|_| counts) {
        let whole = list.iter().filter(|range| ranges.take(**range)).count() == list.len();
        let target = list.first().and_then(|(first, _)| bibliography.numbers.get(first)).copied().filter(|_| whole);
        citations.push(Citation::to(span, CitationKind::Key, target, supported(prose, span.start)));
    }
    used.extend(ranges.used().filter_map(|number| bibliography.numbers.get(&number)));
    citations
}

/// Which numbers of the list of sources there are, and which were pointed to; a range of them costs no more than one.
struct Ranges {
    /// Below each number, how many there are.
    below: Vec<u32>,
    /// At each number, how many ranges begin less how many ended before.
    begun: Vec<i64>,
}

impl Ranges {
    fn of(bibliography: &Bibliography) -> Self {
        let mut below = vec![0; LARGEST as usize + 2];
        for number in 0..=LARGEST {
            below[number as usize + 1] = below[number as usize] + u32::from(bibliography.numbers.contains_key(&number));
        }
        Self { begun: vec![0; below.len()], below }
    }

    /// Notes that the numbers of a range are pointed to. Says whether all of them are there.
    fn take(&mut self, (first, last): (u32, u32)) -> bool {
        self.begun[first as usize] += 1;
        self.begun[last as usize + 1] -= 1;
        self.below[last as usize + 1] - self.below[first as usize] == last + 1 - first
    }

    fn used(&self) -> impl Iterator<Item = u32> {
        let open = self.begun.iter().scan(0, |open, begun| {
            *open += begun;
            Some(*open)
        });
        (0..).zip(open).filter(|(_, open)| *open > 0).map(|(number, _)| number)
    }
}

/// The numbers between brackets, as ranges of one and more; `None` where something else stands there.
fn number_list(prose: Prose<'_>, tokens: Range<usize>) -> Option<Vec<(u32, u32)>> {
    let mut numbers: Vec<(u32, u32)> = Vec::new();
    let mut range = false;
    for i in tokens {
        let token = prose.tokens[i];
        match token.kind {
            TokenKind::Number => {
                // "12,14" is one token.
                for part in token.span().of(prose.text()).split(',') {
                    let number = part.parse().ok().filter(|number| (1..=LARGEST).contains(number))?;
                    let joined = token.joined() || range;
                    match numbers.last_mut() {
                        Some((_, last)) if joined && *last < number => *last = number,
                        _ => numbers.push((number, number)),
                    }
                    range = false;
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
    keys::closing(prose, open).is_some_and(|close| prose.tokens.get(close + 1).is_none_or(|next| !next.is_word()))
}

/// A raised number behind a word or a stop, where the seed numbers its notes: "failed.³", "failed³". A square or a cube ("40 m²")
/// counts only where a note bears its number.
fn raised(prose: Prose<'_>, bibliography: &Bibliography, i: usize) -> Option<Citation> {
    if bibliography.numbers.is_empty() {
        return None;
    }
    let token = prose.tokens[i];
    // Markup before a number that stands behind a stop belongs to no token.
    let from = if token.kind == TokenKind::Number && i > 0 && !token.spaced() { prose.tokens[i - 1].end } else { token.start };
    let (length, number) = raised_number(Span::new(from as usize, token.end as usize).of(prose.text()))?;
    let place = Span::new(token.end as usize - length, token.end as usize);
    let alone = length >= token.span().len();
    // A line that begins with it is a note.
    if (alone && (i == 0 || token.spaced())) || bibliography.lists(place) && token.after_line_break() {
        return None;
    }
    let target = bibliography.numbers.get(&number).copied();
    let base = token.span().of(prose.text());
    let unit = !alone && base[..base.len() - length].chars().filter(|c| c.is_alphabetic()).count() <= 3;
    let sure = alone && !prose.tokens[i - 1].is_word();
    let counts = if target.is_some() { !unit } else { sure };
    counts.then(|| Citation::to(place, CitationKind::Footnote, target, supported(prose, place.start)))
}

/// "see note 4", "cf. footnote 12": a note of this seed, unless it goes on to say of what else.
fn see_note(prose: Prose<'_>, bibliography: &Bibliography, i: usize) -> Option<Citation> {
    if !text_is(prose, i, &const { folded(["note", "footnote", "endnote"]) }) || i == 0 {
        return None;
    }
    let number = whole_number(prose, i + 1).filter(|number| (1..=LARGEST).contains(number))?;
    let stop = usize::from(is_mark(prose, i - 1, "."));
    let leads = i > stop && text_is(prose, i - 1 - stop, &const { folded(["see", "cf", "supra", "infra", "also"]) });
    let elsewhere = text_is(prose, i + 2, &const { folded(["of", "in", "to", "on"]) });
    if !leads || elsewhere {
        return None;
    }
    let target = bibliography.notes.get(&number).or_else(|| bibliography.numbers.get(&number)).copied();
    let span = prose.place(i..i + 2);
    Some(Citation::to(span, CitationKind::Footnote, target, supported(prose, span.start)))
}
