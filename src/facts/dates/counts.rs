//! Counts of units: "two weeks ago", "three years later", "the day before", "the past three decades", "a week".
//!
//! In goes a place in a sentence; out comes what a count of units there means: a date so far from another, or a length.

use super::grammar::{Found, Reader};
use super::mention::{Meaning, Shift};
use super::words::{Number, Origin, Pointing, Unit, Word};

impl Reader<'_> {
    /// "two weeks ago", "three years later", "the day before", "two days after the vote"; without such an end, a length.
    pub(super) fn counted(self, at: usize) -> Found {
        let (unit_at, count) = match self.word(at) {
            Word::Unit(_, Number::Many) => (at, None),
            Word::Unit(_, Number::One) if self.before(at) == Word::The => (at, Some(1)),
            _ => self.count(at)?,
        };
        let Word::Unit(unit, number) = self.word(unit_at) else { return None };
        let alone = unit_at == at;
        let mut end = unit_at + 1;
        if self.joined(unit_at) && self.word(end) == Word::Old || self.word(end) == Word::Old {
            return None;
        }
        if self.word(end) == Word::And && self.word(end + 1) == Word::A && self.word(end + 2) == Word::Half {
            end += 3;
        }
        let shift = |by: i32, origin| {
            let by = count.map(|count| by.saturating_mul(i32::try_from(count).unwrap_or(i32::MAX)));
            Meaning::Shift(Shift { unit, by, origin, time: None })
        };
        match self.word(end) {
            Word::Ago(by, origin) => return Some((end + 1, shift(by, origin))),
            Word::Later(by) => return Some((end + 1, shift(by, Origin::Text))),
            Word::From if self.is_text(end + 1, "now") => return Some((end + 2, shift(1, Origin::Writer))),
            side @ (Word::Before | Word::After) if !matches!(self.before(at), Word::For) || alone => {
                return self.beside(end, side, unit, count, shift(if side == Word::Before { -1 } else { 1 }, Origin::Text));
            }
            _ => {}
        }
        let plain = !alone || number == Number::Many && matches!(self.before(at), Word::For | Word::In);
        // "a second", "an hour" stand for a length only in the plural or behind a preposition.
        plain.then(|| (end, Meaning::Duration(length(unit, count))))
    }

    /// What "the day before" or "two days after" counts from. `side` stands at `at`.
    pub(super) fn beside(self, at: usize, side: Word, unit: Unit, count: Option<u32>, shift: Meaning) -> Found {
        match self.word(at + 1) {
            Word::Today(days) if unit == Unit::Day => {
                let by = if side == Word::Before { days - 1 } else { days + 1 };
                let by = count.and(Some(by));
                return Some((at + 2, Meaning::Shift(Shift { unit, by, origin: Origin::Writer, time: None })));
            }
            Word::Pointing(Pointing::Same) if self.closes(at + 2) => return Some((at + 2, shift)),
            _ => {}
        }
        // "in the days after", "in years following" are stretches, not points.
        if count.is_none() && self.before(at - 1) == Word::The {
            return None;
        }
        // A pronoun opens the clause that is counted from: "ten years after they left".
        let clause = ["he", "she", "they", "it", "we"].iter().any(|word| self.is_text(at + 1, word));
        Some((at + 1, if self.closes(at + 1) && !clause { shift } else { Meaning::Event }))
    }

    /// A count: where what is counted begins, and how many; `None` for "a few".
    pub(super) fn count(self, at: usize) -> Option<(usize, Option<u32>)> {
        let (mut end, mut count) = match self.word(at) {
            // "0530 hours" is a time of day.
            Word::Whole(value, length) if length < 4 || length == 4 && value >= 1000 => (at + 1, Some(value)),
            Word::Count(value) => (at + 1, Some(value)),
            Word::A => (at + 1, Some(1)),
            Word::Few => (at + 1, None),
            Word::Times(times) => (at + 1, Some(times)),
            Word::Half if self.word(at + 1) == Word::A => (at + 2, None),
            _ => return None,
        };
        for _ in 0..4 {
            (end, count) = match self.word(end) {
                Word::Count(value) if self.joined(end) => (end + 1, count.map(|count| count + value)),
                Word::Count(value) if count == Some(1) => (end + 1, Some(value)),
                Word::Times(times) => (end + 1, count.map(|count| count.saturating_mul(times))),
                Word::Few => (end + 1, None),
                Word::Of if end > at + 1 || count.is_none() => (end + 1, count),
                Word::Half if self.word(end - 1) == Word::A => (end + 1, None),
                Word::And if self.word(end + 1) == Word::A && self.word(end + 2) == Word::Half => (end + 3, count),
                Word::Or | Word::To if matches!(self.word(end + 1), Word::Count(_) | Word::Whole(..)) => (end + 2, None),
                _ => break,
            };
        }
        Some((end, count))
    }

    /// "the past three decades", "the next six months", "the first two years", "the coming days".
    pub(super) fn stretch(self, at: usize) -> Found {
        let opens = matches!(
            self.word(at),
            Word::Stretch | Word::Pointing(Pointing::Last | Pointing::Next | Pointing::Before | Pointing::After) | Word::Ordinal(1)
        ) || self.word(at) == Word::After;
        if !opens {
            return None;
        }
        let (unit_at, count) = self.count(at + 1).unwrap_or((at + 1, None));
        let counted = unit_at > at + 1;
        let Word::Unit(unit, number) = self.word(unit_at) else { return None };
        let single = number == Number::One && !counted;
        if single && !(self.word(at) == Word::Stretch || self.before(at) == Word::The) || single && unit.code().1 {
            return None;
        }
        let count = if single { Some(1) } else { count };
        Some((unit_at + 1, Meaning::Duration(length(unit, count))))
    }
}

/// A duration as TIMEX3 writes it.
pub(super) fn length(unit: Unit, count: Option<u32>) -> String {
    let (code, in_day) = unit.code();
    let time = if in_day { "T" } else { "" };
    match count {
        Some(count) if unit == Unit::Fortnight => format!("P{}{code}", count.saturating_mul(2)),
        Some(count) => format!("P{time}{count}{code}"),
        None => format!("P{time}X{code}"),
    }
}
