//! Times of day, "today" and its neighbours, and feasts.
//!
//! In goes a place in a sentence; out comes the time or feast that begins there, with the date right behind it.

use super::calendar::{day_shift, small};
use super::grammar::{Found, Reader, timed};
use super::mention::{Fields, Meaning, Moment};
use super::words::{Clock, Word};

impl Reader<'_> {
    /// "10:30 a.m.", "5 pm", "noon", "10 o'clock", "0530 hours", with a date right behind it ("8 p.m. Friday").
    pub(super) fn hour(self, at: usize) -> Found {
        let (end, clock) = match self.word(at) {
            Word::Hour(hour) => (at + 1, Clock { hour, minute: 0, plain: true }),
            Word::Clock(clock) => match self.word(at + 1) {
                Word::Meridiem(afternoon) => (at + 2, Clock { hour: half_day(clock.hour, afternoon), plain: true, ..clock }),
                Word::Zone => (at + 2, clock),
                _ if clock.plain => (at + 1, clock),
                _ => {
                    let opens = matches!(
                        self.before(at),
                        Word::At | Word::By | Word::To | Word::From | Word::Before | Word::After | Word::Around | Word::Preposition
                    );
                    opens.then_some((at + 1, clock))?
                }
            },
            Word::Whole(hour @ 1..=12, 1 | 2) => {
                let hour = small(hour)?;
                match self.word(at + 1) {
                    Word::Meridiem(afternoon) => (at + 2, Clock { hour: half_day(hour, afternoon), minute: 0, plain: true }),
                    Word::OClock => (at + 2, Clock { hour, minute: 0, plain: true }),
                    _ => return None,
                }
            }
            Word::Count(hour @ 1..=12) if self.word(at + 1) == Word::OClock => {
                (at + 2, Clock { hour: small(hour)?, minute: 0, plain: true })
            }
            Word::Whole(time, 4) if time < 2400 && time % 100 < 60 => {
                let zone = self.word(at + 1) == Word::Zone || time % 5 == 0 && time < 1000 && self.is_text(at + 1, "hours");
                zone.then_some((at + 2, Clock { hour: small(time / 100)?, minute: small(time % 100)?, plain: true }))?
            }
            _ => return None,
        };
        let end = end + usize::from(self.word(end) == Word::Zone);
        let next = end + usize::from(self.mark(end, ",") && matches!(self.word(end + 1), Word::Month(..)));
        let next = next + usize::from(self.word(next) == Word::The);
        let date = match self.word(next) {
            Word::Month(..) => self.month_first(next, false),
            Word::Weekday(..) => self.weekday(next),
            Word::Today(days) => Some(self.today(next, days)),
            Word::Pointing(_) | Word::After => self.pointing(next),
            _ => None,
        };
        let time = Moment::Clock(clock);
        if let Some((end, date)) = date
            && let Some(meaning) = timed(date, time)
        {
            return Some((end, meaning));
        }
        Some((end, Meaning::Calendar(Fields { time: Some(time), ..Fields::default() })))
    }

    /// "today", "yesterday morning".
    pub(super) fn today(self, at: usize, days: i32) -> (usize, Meaning) {
        match self.word(at + 1) {
            Word::DayPart(part) => (at + 2, day_shift(days, Some(Moment::Part(part)))),
            _ => (at + 1, day_shift(days, None)),
        }
    }

    /// "Christmas", "New Year's Eve 1999", "Christmas night".
    pub(super) fn holiday(self, at: usize) -> Found {
        if !self.is_listed_at(at) || !self.capital(at) {
            return None;
        }
        let length = self.prose.language.longest(self.sets.holiday, self.tokens.get(at..)?);
        if length == 0 {
            return None;
        }
        let mut end = at + length;
        // "the Easter Rising", "Father Christmas".
        let named = self.capital(end) && matches!(self.word(end), Word::Other)
            || at > 1 && self.capital(at - 1) && self.word(at - 1) == Word::Other;
        if named {
            return None;
        }
        let (month, day) = self.feast(at, end).map_or((None, None), |(month, day)| (Some(month), Some(day)));
        let mut fields = Fields { month, day, feast: true, generic: true, ..Fields::default() };
        if let Word::DayPart(part) = self.word(end) {
            (end, fields.time) = (end + 1, Some(Moment::Part(part)));
        }
        let end = match self.year_after(end) {
            Some((end, year)) => {
                fields.year = Some(year);
                end
            }
            None => end,
        };
        Some((end, Meaning::Calendar(fields)))
    }

    /// Month and day of a feast that has its fixed day.
    pub(super) fn feast(self, at: usize, end: usize) -> Option<(u8, u8)> {
        let eve = self.is_text(end - 1, "Eve");
        let second = self.is_text(at + 1, "day");
        const FIXED: [(&str, bool, u8, u8); 8] = [
            ("christmas", false, 12, 25),
            ("boxing", true, 12, 26),
            ("halloween", false, 10, 31),
            ("bastille", true, 7, 14),
            ("may", true, 5, 1),
            ("armistice", true, 11, 11),
            ("anzac", true, 4, 25),
            ("epiphany", false, 1, 6),
        ];
        if self.is_text(at, "new") {
            return Some(if eve { (12, 31) } else { (1, 1) });
        }
        let found = FIXED.iter().find(|(name, with_day, ..)| self.is_text(at, name) && (!with_day || second))?;
        Some((found.2, if eve { found.3 - 1 } else { found.3 }))
    }
}

/// An hour on the clock of twelve as one of twenty-four.
const fn half_day(hour: u8, afternoon: bool) -> u8 {
    match (hour, afternoon) {
        (12, false) => 0,
        (1..=11, true) => hour + 12,
        _ => hour,
    }
}
