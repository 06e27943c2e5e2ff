//! Years: when a number is one.
//!
//! In goes a place in a sentence; out comes a year. A number of four digits is a year by what stands beside it: "in 1998",
//! "(1998)", "the 2024 budget", but not "2,000", "1998 people", "Resolution 1973", "$1900".

use super::calendar::said;
use super::grammar::{Found, Reader};
use super::mention::{Fields, Meaning, Year};
use super::words::{Number, Pointing, Season, Unit, Word};
use crate::language::TokenKind;

impl Reader<'_> {
    /// The year that begins at `at`, with its era.
    pub(super) fn year(self, at: usize, loose: bool) -> Found {
        let Word::Whole(value, digits) = self.word(at) else { return None };
        let only = |end, year| Some((end, Meaning::Calendar(Fields { year: Some(year), ..Fields::default() })));
        let number = i32::try_from(value).ok()?;
        if let Some((end, before)) = self.era(at + 1) {
            return only(end, Year::Said(if before { -number } else { number }));
        }
        if let Some(before) = self.era_of_range(at) {
            return only(at + 1, Year::Said(if before { -number } else { number }));
        }
        if digits == 4 && (1000..=2100).contains(&value) {
            let sure = loose && !self.is_counted(at + 1);
            return (sure || self.is_year(at, value)).then(|| self.with_season(at, Year::Said(number)));
        }
        let opens = loose || matches!(self.before(at), Word::In | Word::Preposition | Word::To | Word::From | Word::By | Word::Edge);
        if digits == 3 && opens && (self.closes(at + 1) || loose) && !self.is_counted(at + 1) {
            return only(at + 1, Year::Short(number));
        }
        None
    }

    /// "1982 summer", "2020 fiscal year".
    fn with_season(self, at: usize, year: Year) -> (usize, Meaning) {
        let fields = Fields { year: Some(year), ..Fields::default() };
        match self.word(at + 1) {
            Word::Season(season) if season != Season::Spring && !self.capital(at + 1) => {
                (at + 2, Meaning::Calendar(Fields { season: Some(season), ..fields }))
            }
            _ => (at + 1, Meaning::Calendar(fields)),
        }
    }

    /// "AD 70".
    pub(super) fn year_of_era(self, at: usize) -> Found {
        let (Word::Era(before), Word::Whole(value, 1..=4)) = (self.word(at), self.word(at + 1)) else { return None };
        let capitals = self.token(at).is_some_and(|token| token.upper());
        let value = i32::try_from(value).ok()?;
        let year = Some(Year::Said(if before { -value } else { value }));
        capitals.then_some((at + 2, Meaning::Calendar(Fields { year, ..Fields::default() })))
    }

    /// One past an era ("BC", "B.C"), and whether it is the one before Christ.
    fn era(self, at: usize) -> Option<(usize, bool)> {
        if let Word::Era(before) = self.word(at) {
            return self.token(at).is_some_and(|token| token.upper()).then_some((at + 1, before));
        }
        let letters = self.is_text(at, "B") && self.mark(at + 1, ".") && self.is_text(at + 2, "C");
        letters.then_some((at + 3, true))
    }

    /// The era of "318" in "318–311 BC", "from 318 to 311 BC".
    fn era_of_range(self, at: usize) -> Option<bool> {
        let link = matches!(self.word(at + 1), Word::To | Word::And | Word::Or) || self.mark(at + 1, "–") || self.mark(at + 1, "/");
        let next = if link {
            at + 2
        } else if self.joined(at + 1) {
            at + 1
        } else {
            return None;
        };
        matches!(self.word(next), Word::Whole(_, 1..=4)).then(|| self.era(next + 1))?.map(|(_, before)| before)
    }

    /// Whether the four digits at `at` are a year, by what stands beside them.
    fn is_year(self, at: usize, value: u32) -> bool {
        let prefixed = self.joined(at) && !self.is_prefix(at - 1);
        let money = at > 0 && self.token(at - 1).is_some_and(|token| token.kind == TokenKind::Symbol);
        if prefixed || money || self.is_numbered(at) || self.is_counted(at + 1) && !self.is_year_attribute(at, value) {
            return false;
        }
        let before = self.before(at);
        match before {
            Word::In
            | Word::Of
            | Word::Preposition
            | Word::From
            | Word::Edge
            | Word::Season(_)
            | Word::Month(..)
            | Word::Before
            | Word::After => true,
            Word::To | Word::By | Word::And | Word::Or | Word::The | Word::For | Word::Possessive => value >= 1400 || self.is_listed(at),
            Word::Around => value >= 1400 && !value.is_multiple_of(100) && self.closes(at + 1),
            Word::Whole(..) | Word::Count(_) | Word::Times(_) => false,
            Word::At | Word::A => value >= 1700,
            _ if self.is_text(at.wrapping_sub(1), "than") => false,
            _ => (1500..=2100).contains(&value),
        }
    }

    /// Whether the word before a hyphen makes a year of what is behind it: "post-1945", "mid-1990".
    fn is_prefix(self, at: usize) -> bool {
        ["post", "pre", "mid", "early", "late", "ex"].iter().any(|prefix| self.is_text(at, prefix))
            || matches!(self.word(at), Word::Whole(_, 4) | Word::Month(..))
    }

    /// Whether the number belongs to what stands before it: "Resolution 1973", "page 1066", "No. 1984".
    fn is_numbered(self, at: usize) -> bool {
        let before = at - usize::from(at > 0 && self.mark(at - 1, "."));
        before > 0 && self.token(before - 1).is_some_and(|token| self.prose.language.holds(self.sets.numbered, token))
    }

    /// Whether another year stands just before, as in "1914, 1915 and 1200".
    fn is_listed(self, at: usize) -> bool {
        at >= 2 && matches!(self.word(at - 2), Word::Whole(_, 4))
    }

    /// Whether what follows is counted by the number: a plural, a unit, a percentage.
    fn is_counted(self, at: usize) -> bool {
        let symbol = self.token(at).is_some_and(|token| token.kind == TokenKind::Symbol && !self.mark(at, "&"));
        symbol
            || self.joined(at) && matches!(self.word(at), Word::Unit(..))
            || matches!(self.word(at), Word::Unit(_, Number::Many) | Word::Times(_) | Word::Weekend(Number::Many))
            || self.is_lower_noun(at)
    }

    /// Whether a plural noun in lower case stands here, by its ending, or a collective.
    pub(super) fn is_lower_noun(self, at: usize) -> bool {
        const COLLECTIVE: [&str; 12] =
            ["people", "men", "women", "children", "percent", "km", "miles", "metres", "feet", "dead", "members", "police"];
        let Some(token) = self.token(at) else { return false };
        if token.kind != TokenKind::Word || token.capital() || !token.spaced() {
            return false;
        }
        let text = token.text(self.prose.text());
        COLLECTIVE.contains(&&*text) || text.len() > 4 && text.ends_with('s') && !text.ends_with("ss") && !text.ends_with("us")
    }

    /// Whether a year may stand before a plural here, as in "the 2008 elections"; a round number counts rather.
    fn is_year_attribute(self, at: usize, value: u32) -> bool {
        let opens = match self.before(at) {
            Word::The | Word::Possessive => true,
            Word::In
            | Word::Of
            | Word::Preposition
            | Word::From
            | Word::Edge
            | Word::Season(_)
            | Word::Month(..)
            | Word::After
            | Word::Before => !value.is_multiple_of(50),
            _ => {
                at > 0
                    && self
                        .token(at - 1)
                        .is_some_and(|token| token.kind == TokenKind::Clitic || token.kind == TokenKind::Word && token.capital())
            }
        };
        let unit = matches!(self.word(at + 1), Word::Unit(..)) || self.token(at + 1).is_some_and(|token| token.kind == TokenKind::Symbol);
        opens && !unit && (1800..=2100).contains(&value)
    }

    /// The year behind a month, day, season or feast: ", 2021", "of 1940", "of that year", "'44", "72 BC".
    pub(super) fn year_after(self, at: usize) -> Option<(usize, Year)> {
        let comma = usize::from(self.mark(at, ","));
        match self.word(at + comma) {
            Word::Whole(year, _) => {
                if let Some((end, before)) = self.era(at + comma + 1) {
                    let year = i32::try_from(year).ok()?;
                    return Some((end, Year::Said(if before { -year } else { year })));
                }
            }
            Word::Of if comma == 0 => return self.year_of(at + 1),
            _ => {}
        }
        match self.word(at + comma) {
            Word::Whole(year, 4)
                if (1000..=2100).contains(&year) && !(comma == 1 && year.is_multiple_of(50) && self.is_lower_noun(at + 2)) =>
            {
                said(year).map(|year| (at + comma + 1, year))
            }
            _ => self.year_tail(at),
        }
    }

    /// "'44".
    fn year_tail(self, at: usize) -> Option<(usize, Year)> {
        let quote = self.token(at).is_some_and(|token| token.kind == TokenKind::Quote);
        match self.word(at + 1) {
            Word::Whole(year, 2) if quote && !self.token(at + 1).is_some_and(|token| token.spaced()) => {
                i32::try_from(year).ok().map(|year| (at + 2, Year::Tail(year)))
            }
            _ => None,
        }
    }

    /// What follows "of": "1940", "the year 1940", "that year", "the same year", "next year".
    fn year_of(self, at: usize) -> Option<(usize, Year)> {
        let article = usize::from(self.word(at) == Word::The);
        let at = at + article;
        if let Word::Pointing(first) = self.word(at) {
            let second = self.word(at + 1) == Word::Pointing(Pointing::Same);
            let noun = at + 1 + usize::from(second);
            let pointing = if second { Pointing::Same } else { first };
            let (by, origin) = if article == 1 && first == Pointing::Next { Pointing::After.shift() } else { pointing.shift() };
            return matches!(self.word(noun), Word::Unit(Unit::Year, Number::One)).then_some((noun + 1, Year::Counted(by, origin)));
        }
        let at = at + usize::from(matches!(self.word(at), Word::Unit(Unit::Year, Number::One)));
        let (end, Meaning::Calendar(fields)) = self.year(at, true)? else { return None };
        let year =
            fields.year.filter(|year| !matches!(year, Year::Short(_)) && fields == Fields { year: fields.year, ..Fields::default() })?;
        Some((end, year))
    }
}
