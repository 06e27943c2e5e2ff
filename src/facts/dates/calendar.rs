//! Dates of the calendar: days, months, years, decades, centuries, weekdays, seasons, quarters, feasts, times of day.
//!
//! In goes a place in a sentence; out comes the longest date that begins there. `loose` says that what stands before
//! (an "early", an "end of") already makes a date of it, so that "May" is the month and "1200" a year.

use super::grammar::{Found, Reader};
use super::mention::{Fields, Meaning, Moment, Shift, Year};
use super::words::{DayPart, Form, Number, Origin, Pointing, Season, Unit, Word};
use crate::language::TokenKind;

impl Reader<'_> {
    /// The date that begins at `at`.
    pub(super) fn calendar(self, at: usize, loose: bool) -> Found {
        let found = match self.word(at) {
            Word::Whole(..) => self.numeric(at).or_else(|| self.day_first(at)).or_else(|| self.hour(at)).or_else(|| self.year(at, loose)),
            Word::Nth(_) | Word::Ordinal(_) | Word::Count(_) => {
                self.day_first(at).or_else(|| self.century(at)).or_else(|| self.lone_day(at))
            }
            Word::Dotted(year, month, day) => Some((at + 1, calendar_day(year, month, day))),
            Word::Month(..) => self.month_first(at, loose),
            Word::Weekday(..) => self.weekday(at),
            Word::Season(season) => self.season(at, season, loose),
            Word::Tens(value, digits) => self.decade(at, value, digits, loose),
            Word::Nineties(tens) => {
                let age = matches!(self.before(at), Word::Possessive);
                let opens = loose || self.before(at) == Word::The;
                (!age && opens).then_some((at + 1, Meaning::Nineties(tens)))
            }
            Word::Part(part) => {
                let (end, year) = self.year_after(at + 1).map_or((at + 1, None), |(end, year)| (end, Some(year)));
                Some((end, Meaning::Calendar(Fields { part: Some(part), year, ..Fields::default() })))
            }
            Word::Fiscal => self.fiscal(at),
            Word::Clock(_) | Word::Hour(_) => self.hour(at),
            Word::Today(days) => Some(self.today(at, days)),
            Word::Tonight => Some((at + 1, day_shift(0, Some(Moment::Part(DayPart::Night))))),
            Word::Pointing(_) | Word::After | Word::Before => self.pointing(at),
            Word::Unit(Unit::Year, Number::One) if matches!(self.word(at + 1), Word::Whole(..)) => self.year(at + 1, true),
            Word::Era(_) if matches!(self.word(at + 1), Word::Whole(..)) => self.year_of_era(at),
            _ => None,
        };
        found.or_else(|| self.holiday(at))
    }

    /// "2021-01-06", "2021-01", "06/01/2021".
    fn numeric(self, at: usize) -> Found {
        let Word::Whole(first, digits) = self.word(at) else { return None };
        let slash = |i: usize| self.mark(i, "/") && !self.token(i).is_some_and(|token| token.spaced());
        if digits == 4 && self.joined(at + 1) {
            let Word::Whole(month, 2) = self.word(at + 1) else { return None };
            if !(1..=12).contains(&month) || !(1000..=2100).contains(&first) {
                return None;
            }
            return match self.word(at + 2) {
                Word::Whole(day, 2) | Word::DayTime(day) if self.joined(at + 2) && (1..=31).contains(&day) => {
                    Some((at + 3, calendar_day(first, month, day)))
                }
                // "2008-09" is a season of sport or a school year more often than a month.
                _ if month >= first % 100 => None,
                _ => Some((at + 2, Meaning::Calendar(Fields { year: said(first), month: small(month), ..Fields::default() }))),
            };
        }
        if !(slash(at + 1) && slash(at + 3)) {
            return None;
        }
        match (digits, self.word(at + 2), self.word(at + 4)) {
            (4, Word::Whole(month, 1 | 2), Word::Whole(day, 1 | 2)) if (1..=12).contains(&month) && (1..=31).contains(&day) => {
                Some((at + 5, calendar_day(first, month, day)))
            }
            (1 | 2, Word::Whole(second, 1 | 2), Word::Whole(year, length @ (2 | 4))) => {
                let fits = first.min(second) >= 1 && first.min(second) <= 12 && first.max(second) <= 31;
                let year = if length == 2 { if year < 50 { 2000 + year } else { 1900 + year } } else { year };
                fits.then_some((at + 5, Meaning::Slashed(first, second, year)))
            }
            _ => None,
        }
    }

    /// "6 January 2021", "the 6th of January", "sixth of January".
    pub(super) fn day_first(self, at: usize) -> Found {
        let (day, mut end, ordinal) = match self.word(at) {
            Word::Whole(day, 1 | 2) | Word::Nth(day) => (day, at + 1, matches!(self.word(at), Word::Nth(_))),
            Word::Ordinal(day) => (u32::from(day), at + 1, true),
            Word::Count(tens) => match self.word(at + 1) {
                Word::Ordinal(day) if self.joined(at + 1) && tens >= 20 => (tens + u32::from(day), at + 2, true),
                _ => return None,
            },
            _ => return None,
        };
        if !(1..=31).contains(&day) {
            return None;
        }
        if ordinal && self.is_text(end, "day") && self.word(end + 1) == Word::Of {
            end += 1;
        }
        let spelt = !matches!(self.word(at), Word::Whole(..) | Word::Nth(_));
        if self.word(end) == Word::Of && ordinal {
            end += 1;
        } else if spelt {
            return None;
        }
        let Word::Month(month, form) = self.word(end) else { return None };
        if !self.capital(end) && (matches!(month, 3 | 5) || form == Form::Short) {
            return None;
        }
        end += 1;
        // "6 Jan. 2021": the stop belongs to the month, unless it ends the sentence.
        let stop = form == Form::Short && self.mark(end, ".");
        let after = if stop { end + 1 } else { end };
        let fields = Fields { month: Some(month), day: small(day), ..Fields::default() };
        if let Some((end, year)) = self.year_after(after) {
            return Some((end, Meaning::Calendar(Fields { year: Some(year), ..fields })));
        }
        Some((end, Meaning::Calendar(fields)))
    }

    /// "January 6, 2021", "Jan. 6", "February 2021", "May".
    pub(super) fn month_first(self, at: usize, loose: bool) -> Found {
        let Word::Month(month, form) = self.word(at) else { return None };
        let common = matches!(month, 3 | 5) || form == Form::Short || matches!(month, 4 | 6 | 8);
        if common && !self.capital(at) {
            return None;
        }
        let next = at + 1 + usize::from(form == Form::Short && self.mark(at + 1, "."));
        let fields = Fields { month: Some(month), ..Fields::default() };
        if let Word::DayYear(day, year) = self.word(next) {
            return Some((next + 1, Meaning::Calendar(Fields { day: small(day), year: said(year), ..fields })));
        }
        if let Some((end, day)) = self.day_after(at, next) {
            let fields = Fields { day: Some(day), ..fields };
            return Some(match self.year_after(end) {
                Some((end, year)) => (end, Meaning::Calendar(Fields { year: Some(year), ..fields })),
                None => (end, Meaning::Calendar(fields)),
            });
        }
        if let Some((end, year)) = self.year_after(next) {
            return Some((end, Meaning::Calendar(Fields { year: Some(year), ..fields })));
        }
        if form == Form::Short {
            let opens =
                next > at + 1 && matches!(self.before(at), Word::In | Word::Preposition | Word::Of | Word::To | Word::From | Word::By);
            return (opens || loose && next > at + 1).then_some((next, Meaning::Calendar(fields)));
        }
        (loose && (!matches!(month, 3 | 5) || self.capital(at)) || self.is_month(at, month)).then_some((at + 1, Meaning::Calendar(fields)))
    }

    /// The day after a month's name at `month`.
    fn day_after(self, month: usize, at: usize) -> Option<(usize, u8)> {
        let (end, day, plain) = match self.word(at) {
            Word::Whole(day, 1 | 2) => (at + 1, day, true),
            Word::Nth(day) => (at + 1, day, false),
            Word::The => match self.word(at + 1) {
                Word::Nth(day) => (at + 2, day, false),
                _ => return None,
            },
            _ => return None,
        };
        // "In May 20 people died", "by March 10% had gone".
        let counts = plain && matches!(self.before(month), Word::In) && self.is_lower_noun(end);
        let rate = self.token(end).is_some_and(|token| token.kind == TokenKind::Symbol)
            || self.is_text(end, "percent")
            || self.is_text(end, "per");
        if !(1..=31).contains(&day) || counts || rate {
            return None;
        }
        Some((end, small(day)?))
    }

    /// Whether a month's name that stands alone is the month. "May", "March", "April", "June" and "August" are also a verb
    /// and people.
    fn is_month(self, at: usize, month: u8) -> bool {
        if !matches!(month, 3 | 4 | 5 | 6 | 8) {
            // "October Revolution" is in the lexicon of set phrases; a month beside any other name is the month.
            return true;
        }
        let opens = matches!(
            self.before(at),
            Word::In
                | Word::Of
                | Word::By
                | Word::Preposition
                | Word::From
                | Word::To
                | Word::Before
                | Word::After
                | Word::And
                | Word::Or
                | Word::Edge
                | Word::Every
                | Word::Around
                | Word::Pointing(_)
                | Word::Ago(..)
                | Word::Later(_)
                | Word::For
        );
        let dash =
            usize::from(self.mark(at + 1, "–") || self.mark(at + 1, "-") || matches!(self.word(at + 1), Word::To | Word::And | Word::Or));
        if (dash == 1 || self.joined(at + 1)) && self.capital(at) && matches!(self.word(at + 1 + dash), Word::Month(..)) {
            return true;
        }
        let name = self.capital(at + 1) && !matches!(self.word(at + 1), Word::Month(..) | Word::Weekday(..));
        let surname = at > 0 && self.capital(at - 1) && !opens;
        let verb = self.is_text(at, "May") && self.is_modal_complement(at + 1);
        if surname || verb && !matches!(self.before(at), Word::In | Word::Preposition) {
            return false;
        }
        match self.before(at) {
            // "the March election", "a May deadline", but not "the March on the capital".
            Word::The | Word::A => {
                self.token(at + 1).is_some_and(|token| token.kind == TokenKind::Word && !token.capital())
                    && !self.closes(at + 1)
                    && self.word(at + 1) != Word::Of
            }
            _ if opens => {
                !(name && matches!(self.before(at), Word::By | Word::And | Word::Or | Word::To | Word::From | Word::For | Word::Of))
            }
            _ => matches!(month, 3 | 4 | 6 | 8) && at > 0 && !name && self.mark(at - 1, ","),
        }
    }

    /// Whether a pronoun or a bare verb follows, as it does after the modal "may".
    fn is_modal_complement(self, at: usize) -> bool {
        ["i", "we", "he", "she", "they", "it", "be", "have", "not", "god", "you", "the"].iter().any(|word| self.is_text(at, word))
    }

    /// "Friday", "Friday night", "Friday, July 21, 2017", "Tues. 6 Jan".
    pub(super) fn weekday(self, at: usize) -> Found {
        let Word::Weekday(day, form) = self.word(at) else { return None };
        if form == Form::Plural || !self.capital(at) && form == Form::Short {
            return None;
        }
        let mut end = at + 1 + usize::from(form == Form::Short && self.mark(at + 1, "."));
        if self.is_day_name(at) {
            return None;
        }
        let indefinite =
            self.before(at) == Word::A || at > 0 && ["any", "one", "some", "another"].iter().any(|word| self.is_text(at - 1, word));
        let fields = Fields { weekday: Some(day), generic: indefinite && !self.is_dated_noun(at + 1), ..Fields::default() };
        let mut time = None;
        if ["mornings", "afternoons", "evenings", "nights"].iter().any(|part| self.is_text(end, part)) {
            return Some((end + 1, Meaning::Set(format!("XXXX-WXX-{day}"))));
        }
        if let Word::DayPart(part) = self.word(end) {
            (end, time) = (end + 1, Some(Moment::Part(part)));
        }
        let next = end + usize::from(self.mark(end, ",") || time.is_some() && self.word(end) == Word::Of);
        let next = next + usize::from(self.word(next) == Word::The);
        let date = match self.word(next) {
            Word::Month(..) => self.month_first(next, false),
            Word::Whole(..) | Word::Nth(_) => self.day_first(next).or_else(|| self.numeric(next)),
            _ => None,
        };
        if let Some((end, Meaning::Calendar(date))) = date
            && date.day.is_some()
        {
            return Some((end, Meaning::Calendar(Fields { weekday: Some(day), time, ..date })));
        }
        if form == Form::Short {
            return None;
        }
        if let Word::Pointing(pointing @ (Pointing::Last | Pointing::Next)) = self.word(end)
            && self.closes(end + 1)
        {
            return Some((end + 1, Meaning::Calendar(Fields { pointing: Some(pointing), time, ..fields })));
        }
        Some((end, Meaning::Calendar(Fields { time, ..fields })))
    }

    /// Whether what stands at `at`, behind a day and a part of it, was said or done on one day: "a Friday statement".
    fn is_dated_noun(self, at: usize) -> bool {
        let at = at + usize::from(matches!(self.word(at), Word::DayPart(_)));
        self.token(at).is_some_and(|token| self.prose.language.holds(self.prose.language.set("~dated-noun"), token))
    }

    /// "the summer of 1940", "winter", "spring 1918".
    fn season(self, at: usize, season: Season, loose: bool) -> Found {
        let fields = Fields { season: Some(season), ..Fields::default() };
        let comma = usize::from(self.mark(at + 1, ",") && matches!(self.word(at + 2), Word::Whole(_, 4)));
        if let Some((end, year)) = self.year_after(at + 1 + comma) {
            return Some((end, Meaning::Calendar(Fields { year: Some(year), ..fields })));
        }
        // "1982 summer" is read from its year; "Winter Palace", "Arab Spring", "a hot spring" are none.
        let named = self.capital(at) && at > 0;
        let article = self.before(at) == Word::The;
        let opens = loose
            || article
            || matches!(
                self.before(at),
                Word::In | Word::By | Word::Preposition | Word::To | Word::From | Word::Of | Word::After | Word::Before
            );
        let common = matches!(season, Season::Spring) || self.is_text(at, "fall");
        let closes = self.closes(at + 1) || loose && self.word(at + 1) != Word::Of;
        let verb = common && matches!(self.before(at), Word::To | Word::Of);
        if named || !opens || verb || self.word(at + 1) == Word::Of && !self.is_period_name(at + 2) || common && !closes {
            return None;
        }
        Some((at + 1, Meaning::Calendar(Fields { generic: !article && !loose, ..fields })))
    }

    /// Whether "of" what stands here may follow a season: "the winter of discontent" may not.
    fn is_period_name(self, at: usize) -> bool {
        matches!(self.word(at), Word::Whole(..) | Word::Pointing(_))
    }

    /// "the 1990s", "the '90s", "1990's", "320s BC".
    fn decade(self, at: usize, value: u32, digits: u8, loose: bool) -> Found {
        let end = at + 1;
        if let Word::Era(before) = self.word(end) {
            let value = i32::try_from(value).unwrap_or(0);
            return Some((end + 1, Meaning::Decade(if before { -value } else { value })));
        }
        match digits {
            4 if value.is_multiple_of(100) && value <= 1900 => Some((end, Meaning::Century(i32::try_from(value / 100 + 1).unwrap_or(0)))),
            4 if (1000..=2100).contains(&value) => Some((end, Meaning::Decade(i32::try_from(value).unwrap_or(0)))),
            2 if self.before(at) != Word::Possessive => {
                let quoted = at > 0 && self.token(at - 1).is_some_and(|token| token.kind == TokenKind::Quote);
                let opens = loose || self.before(at) == Word::The && !self.is_text(at + 1, "and") || quoted;
                opens.then(|| (end, Meaning::Nineties(u8::try_from(value).unwrap_or(0))))
            }
            _ => None,
        }
    }

    /// "the 19th century", "nineteenth-century", "the 5th century BC".
    fn century(self, at: usize) -> Found {
        let (number, end) = match self.word(at) {
            Word::Nth(number) => (number, at + 1),
            Word::Ordinal(number) => (u32::from(number), at + 1),
            Word::Count(tens) => match self.word(at + 1) {
                Word::Ordinal(number) if self.joined(at + 1) && tens >= 20 => (tens + u32::from(number), at + 2),
                _ => return None,
            },
            _ => return None,
        };
        let number = i32::try_from(number).ok().filter(|number| (1..=30).contains(number))?;
        if matches!(self.word(end), Word::Unit(Unit::Century, _)) {
            return Some(match self.word(end + 1) {
                Word::Era(before) => (end + 2, Meaning::Century(if before { -number } else { number })),
                _ => (end + 1, Meaning::Century(number)),
            });
        }
        if self.word(end) == Word::Anniversary {
            return Some((end + 1, Meaning::Event));
        }
        // "the 19th and 20th centuries", "the 19th- and 20th-century ports".
        let hyphen = usize::from(self.mark(end, "-"));
        let joins = matches!(self.word(end + hyphen), Word::And | Word::To | Word::Or) || self.mark(end, "–");
        let next = end + hyphen + 1;
        let second = matches!(self.word(next), Word::Nth(_) | Word::Ordinal(_));
        (joins && second && matches!(self.word(next + 1), Word::Unit(Unit::Century, _))).then_some((end, Meaning::Century(number)))
    }

    /// "on the 6th", with nothing after it that the number could count.
    fn lone_day(self, at: usize) -> Found {
        let Word::Nth(day) = self.word(at) else {
            return (matches!(self.word(at), Word::Ordinal(_)) && self.word(at + 1) == Word::Anniversary)
                .then_some((at + 2, Meaning::Event));
        };
        if self.word(at + 1) == Word::Anniversary {
            return Some((at + 2, Meaning::Event));
        }
        let opens = self.before(at) == Word::The
            && at >= 2
            && matches!(
                self.word(at - 2),
                Word::On | Word::By | Word::To | Word::From | Word::Preposition | Word::And | Word::Before | Word::After
            );
        if !(1..=31).contains(&day) || !opens || !self.closes(at + 1) {
            return None;
        }
        let (end, year) = match self.year_after(at + 1) {
            Some((end, year @ Year::Counted(..))) => (end, Some(year)),
            _ => (at + 1, None),
        };
        Some((end, Meaning::Calendar(Fields { day: small(day), year, ..Fields::default() })))
    }

    /// "fiscal 2020", "the fiscal year 2020", "FY2020".
    fn fiscal(self, at: usize) -> Found {
        let year_word = matches!(self.word(at + 1), Word::Unit(Unit::Year, Number::One));
        let (end, year) = self.year_after(at + 1 + usize::from(year_word))?;
        matches!(year, Year::Said(_)).then_some((end, Meaning::Calendar(Fields { year: Some(year), ..Fields::default() })))
    }
}

/// A year in full.
pub(super) fn said(year: u32) -> Option<Year> {
    i32::try_from(year).ok().map(Year::Said)
}

/// A day or month.
pub(super) fn small(number: u32) -> Option<u8> {
    u8::try_from(number).ok()
}

fn calendar_day(year: u32, month: u32, day: u32) -> Meaning {
    Meaning::Calendar(Fields { year: said(year), month: small(month), day: small(day), ..Fields::default() })
}

pub(super) fn day_shift(by: i32, time: Option<Moment>) -> Meaning {
    Meaning::Shift(Shift { unit: Unit::Day, by: Some(by), origin: Origin::Writer, time })
}
