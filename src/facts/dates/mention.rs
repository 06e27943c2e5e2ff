//! What an expression of time means by its own words, before it is known what it counts from.

use std::ops::Range;

use super::words::{Clock, DayPart, Origin, Pointing, Season, Unit};

/// An expression of time as the grammar reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// The indexes of its tokens in the document.
    pub(super) tokens: Range<usize>,
    /// The index of its sentence.
    pub(super) sentence: usize,
    /// What it says.
    pub(super) meaning: Meaning,
}

/// What an expression says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Parts of a calendar date.
    Calendar(Fields),
    /// "the 1990s": the decade's first year.
    Decade(i32),
    /// "the '90s": its tens.
    Nineties(u8),
    /// "the 19th century"; below zero, before Christ.
    Century(i32),
    /// So many units from a date: "last year", "two weeks ago", "the following day".
    Shift(Shift),
    /// Day, month and year in an order that the numbers may not tell.
    Slashed(u32, u32, u32),
    /// "at that time": the date last mentioned.
    Then,
    /// "two days after the vote": counted from something that the phrase names.
    Event,
    /// A length, as TIMEX3 writes it.
    Duration(String),
    /// What recurs, as TIMEX3 writes it.
    Set(String),
    /// TIMEX3's `PRESENT_REF` and its like.
    Vague(&'static str),
}

/// The parts of a calendar date that are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Fields {
    pub(super) year: Option<Year>,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
    /// Monday is 1.
    pub(super) weekday: Option<u8>,
    pub(super) season: Option<Season>,
    /// `Q3`, `H1`.
    pub(super) part: Option<&'static str>,
    pub(super) pointing: Option<Pointing>,
    pub(super) time: Option<Moment>,
    /// A feast whose day in the calendar is not known here.
    pub(super) feast: bool,
    /// Said without article or other word that makes it one of many: "in winter", "at Christmas".
    pub(super) generic: bool,
}

/// How the year is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// In full; below zero, before Christ.
    Said(i32),
    /// By two digits: "'44".
    Tail(i32),
    /// Three digits, a year only where years of three digits are spoken of.
    Short(i32),
    /// "of that year", "of next year".
    Counted(i32, Origin),
}

/// A part of a day or week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    Clock(Clock),
    Part(DayPart),
    Weekend,
}

/// So many units from a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    pub(super) unit: Unit,
    /// `None`: "some days later".
    pub(super) by: Option<i32>,
    pub(super) origin: Origin,
    pub(super) time: Option<Moment>,
}

impl Fields {
    /// Only a year, said in full.
    pub(super) fn only_year(self) -> Option<i32> {
        match self.year {
            Some(Year::Said(year)) if self == (Self { year: self.year, ..Self::default() }) => Some(year),
            _ => None,
        }
    }
}
