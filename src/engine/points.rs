//! Dates whose year the text says, to be held against one another.
//!
//! In go the dates of a seed; out come [`Point`]s, sentence by sentence, and whether two of them are the ends of one span.

use super::Seed;
use super::numbers::is;
use crate::facts::{Date, DateKind};
use crate::language::TokenKind;
use crate::span::Span;

/// A time whose year the text says, and how exactly.
#[derive(Clone, Copy)]
pub(super) struct Point {
    pub(super) span: Span,
    /// The indexes of its tokens.
    pub(super) tokens: (usize, usize),
    pub(super) year: i32,
    pub(super) month: Option<i32>,
    pub(super) day: Option<i32>,
}

impl Point {
    /// From a date; `None` where the text does not say its year.
    pub(super) fn of(seed: Seed<'_>, date: &Date) -> Option<Self> {
        let value = date.value.as_deref().filter(|_| date.kind == DateKind::Date && !date.relative)?;
        // "2008’s" is one token, of which the date is a part.
        let list = seed.prose.tokens;
        let start = list.partition_point(|token| (token.end as usize) <= date.span.start);
        let end = list.partition_point(|token| (token.start as usize) < date.span.end);
        let point = Self::read(value, date.span, (start, end.max(start)))?;
        date.span.of(seed.prose.text()).contains(&point.year.to_string()).then_some(point)
    }

    /// From what TIMEX3 writes: a year, a month, a day.
    fn read(value: &str, span: Span, tokens: (usize, usize)) -> Option<Self> {
        let mut parts = value.split('-');
        let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
        let mut part = |most: i32| match parts.next() {
            None => Some(None),
            Some(part) => part
                .get(..2)
                .filter(|_| part.len() == 2 || part.as_bytes()[2] == b'T')?
                .parse()
                .ok()
                .filter(|n| (1..=most).contains(n))
                .map(Some),
        };
        Some(Self { span, tokens, year, month: part(12)?, day: part(31)? })
    }

    /// Whether it ends before the other begins, as far as both are told.
    pub(super) fn is_before(self, other: Self) -> bool {
        let pairs = [(Some(self.year), Some(other.year)), (self.month, other.month), (self.day, other.day)];
        for pair in pairs {
            match pair {
                (Some(one), Some(two)) if one == two => {}
                (Some(one), Some(two)) => return one < two,
                _ => return false,
            }
        }
        false
    }

    /// Full years from this one to a later: the least and the most.
    pub(super) fn years_to(self, later: Self) -> (i32, i32) {
        let years = later.year - self.year;
        let day = |point: Self| point.month.zip(point.day);
        match (day(self), day(later)) {
            (Some(from), Some(to)) => (years - i32::from(to < from), years - i32::from(to < from)),
            _ => (years - 1, years),
        }
    }
}

/// The dates of each sentence whose years are said.
pub(super) fn points(seed: Seed<'_>) -> Vec<(usize, Vec<Point>)> {
    let mut sentences: Vec<(usize, Vec<Point>)> = Vec::new();
    for point in seed.facts.dates.iter().filter_map(|date| Point::of(seed, date)) {
        let Some(sentence) = seed.prose.sentence_at(point.span.start) else { continue };
        match sentences.last_mut().filter(|(last, _)| *last == sentence) {
            Some((_, points)) => points.push(point),
            None => sentences.push((sentence, vec![point])),
        }
    }
    sentences
}

/// How two dates are tied to be the ends of one span; where it begins.
pub(super) fn tied(seed: Seed<'_>, first: Point, last: Point) -> Option<usize> {
    let (text, tokens) = (seed.prose.text(), seed.prose.tokens);
    let before = first.tokens.0.checked_sub(1);
    let gap = first.tokens.1..last.tokens.0;
    let one = |words: &[&str]| gap.len() == 1 && is(seed, gap.start, words);
    if let Some(before) = before
        .filter(|at| is(seed, *at, &["from"]) && one(&["to", "through", "until", "till"]) || is(seed, *at, &["between"]) && one(&["and"]))
    {
        return Some(before);
    }
    // "2014–2009", and no part of something longer, such as the number of a report.
    let dash = gap.len() == 1 && ["–", "-"].iter().any(|mark| tokens[gap.start].is(text, mark));
    let hyphen = gap.is_empty() && tokens.get(last.tokens.0).is_some_and(|token| token.joined());
    let bracket = before.is_some_and(|at| is(seed, at, &["("])) && is(seed, last.tokens.1, &[")", ";", ","]);
    let tight = !tokens.get(gap.start).is_some_and(|dash| dash.spaced()) && !tokens[last.tokens.0].spaced();
    let alone = !tokens[first.tokens.0].joined()
        && tokens.get(last.tokens.1).is_none_or(|after| !after.joined() && (after.kind != TokenKind::Number || after.spaced()));
    let marked = before.is_none_or(|at| tokens[first.tokens.0].spaced() || is(seed, at, &["("]));
    ((dash && (tight || bracket) || hyphen) && alone && marked).then_some(first.tokens.0)
}

/// The date of the seed.
pub(super) fn dated(seed: Seed<'_>) -> Option<Point> {
    Point::read(seed.facts.dated.as_deref()?, Span::default(), (0, 0))
}
