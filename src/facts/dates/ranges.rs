//! Ranges of days and years that share their month, year or century: "11–19 October", "April 8–12, 1901", "1939–45".
//!
//! In goes a place in a sentence; out comes the date of the end that does not say all of itself.

use super::calendar::{said, small};
use super::grammar::Reader;
use super::mention::{Fields, Meaning, Year};
use super::words::Word;

impl Reader<'_> {
    /// What follows a range: the "45" of "1939–45", the "12" of "April 8–12, 1901".
    pub(super) fn tail(self, at: usize, meaning: &Meaning) -> Option<(usize, usize, Meaning)> {
        let Meaning::Calendar(fields) = meaning else { return None };
        let dash = self.mark(at, "–") || self.mark(at, "-") || self.mark(at, "—") || self.mark(at, "/") || self.mark(at, "--");
        let start = at + usize::from(dash);
        if !dash && !self.joined(at) {
            let word = matches!(self.word(at), Word::And | Word::To) && fields.month.is_some() && fields.day.is_some();
            return if word { self.second_day(*fields, at + 1, false) } else { None };
        }
        if let Some(year) = fields.only_year() {
            return match self.word(start) {
                Word::Whole(tail, 2) if year > 0 && i32::try_from(tail).is_ok_and(|tail| tail > year % 100 || tail == 0) => {
                    let tail = i32::try_from(tail).ok()?;
                    let year = year - year % 100 + tail + if tail == 0 { 100 } else { 0 };
                    Some((start, start + 1, Meaning::Calendar(Fields { year: Some(Year::Said(year)), ..Fields::default() })))
                }
                Word::Whole(next, 4) if (1000..=2100).contains(&next) => {
                    Some((start, start + 1, Meaning::Calendar(Fields { year: said(next), ..Fields::default() })))
                }
                _ => None,
            };
        }
        self.second_day(*fields, start, true)
    }

    /// The second day of a range whose first day has the month before it. `sure`: a dash joins the two.
    fn second_day(self, first: Fields, at: usize, sure: bool) -> Option<(usize, usize, Meaning)> {
        if first.day.is_none() || first.month.is_none() || first.year.is_some() {
            return None;
        }
        let (Word::Whole(day, 1 | 2) | Word::Nth(day)) = self.word(at) else { return None };
        if !(1..=31).contains(&day) || matches!(self.word(at + 1), Word::Month(..)) || !sure && !self.closes(at + 1) {
            return None;
        }
        let (end, year) = self.year_after(at + 1).map_or((at + 1, None), |(end, year)| (end, Some(year)));
        Some((at, end, Meaning::Calendar(Fields { day: small(day), year, ..first })))
    }

    /// The first day of a range whose month stands behind the second: the "11" of "11–19 October".
    pub(super) fn range_head(self, at: usize) -> Option<(usize, usize, Meaning)> {
        let (Word::Whole(day, 1 | 2) | Word::Nth(day)) = self.word(at) else { return None };
        let dash = self.mark(at + 1, "–") || self.mark(at + 1, "-") || self.mark(at + 1, "—") || self.mark(at + 1, "/");
        let next = match self.word(at + 1) {
            _ if self.joined(at + 1) => at + 1,
            Word::And | Word::To | Word::Or => at + 2,
            _ if dash => at + 2,
            _ => return None,
        };
        let next = next + usize::from(self.word(next) == Word::The);
        let (_, Meaning::Calendar(second)) = self.day_first(next)? else { return None };
        let day = small(day).filter(|day| (1..=31).contains(day))?;
        Some((at, at + 1, Meaning::Calendar(Fields { day: Some(day), ..second })))
    }
}
