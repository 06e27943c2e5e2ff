//! Points and stretches of the calendar: how they shift, and how TIMEX3 writes them.
//!
//! Knows no text. Years before Christ are below zero; jiff does the arithmetic of days, for years it knows.

use jiff::civil;

use super::mention::{Fields, Moment};
use super::words::Unit;

/// A stretch of the calendar that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    /// The nth; below zero, before Christ.
    Century(i32),
    /// By its first year.
    Decade(i32),
    Year(i32),
    /// A season, quarter or half by its letters.
    Part(i32, &'static str),
    Month(i32, u8),
    /// The week that holds a day.
    Week(civil::Date),
    Day(i32, u8, u8),
}

impl Stretch {
    /// The stretch of a day.
    pub(super) fn of(date: civil::Date) -> Self {
        Self::Day(i32::from(date.year()), date.month().unsigned_abs(), date.day().unsigned_abs())
    }

    /// Its year, where it lies in one.
    pub(super) fn year(self) -> Option<i32> {
        match self {
            Self::Century(_) | Self::Decade(_) => None,
            Self::Year(year) | Self::Part(year, _) | Self::Month(year, _) | Self::Day(year, ..) => Some(year),
            Self::Week(date) => Some(i32::from(date.year())),
        }
    }

    /// Its month, where it lies in one.
    pub(super) fn month(self) -> Option<u8> {
        match self {
            Self::Month(_, month) | Self::Day(_, month, _) => Some(month),
            Self::Week(date) => Some(date.month().unsigned_abs()),
            _ => None,
        }
    }

    /// Its day as a date.
    pub(super) fn date(self) -> Option<civil::Date> {
        match self {
            Self::Day(year, month, day) => date(year, month, day),
            Self::Week(date) => Some(date),
            _ => None,
        }
    }

    /// As TIMEX3 writes it.
    pub(super) fn write(self, time: Option<Moment>) -> String {
        let value = match self {
            Self::Century(number) if number < 0 => format!("BC{:02}", -number - 1),
            Self::Century(number) => format!("{:02}", number - 1),
            Self::Decade(year) if year < 0 => format!("BC{:03}", -year / 10),
            Self::Decade(year) => format!("{:03}", year / 10),
            Self::Year(year) => year_text(year),
            Self::Part(year, part) => format!("{}-{part}", year_text(year)),
            Self::Month(year, month) => format!("{}-{month:02}", year_text(year)),
            Self::Week(date) => {
                let week = date.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Self::Day(year, month, day) => format!("{}-{month:02}-{day:02}", year_text(year)),
        };
        value + &time_text(time)
    }

    /// The stretch of size `unit` that lies `by` units from this one; `Err` with what is known of its value where this one
    /// is too coarse to count from.
    pub(super) fn shifted(self, unit: Unit, by: i32) -> Result<Self, String> {
        let partly = || self.year().map(|year| partial(Some(year), unit)).unwrap_or_else(|| partial(None, unit));
        match unit {
            Unit::Second | Unit::Minute => self.date().map(Self::of).ok_or_else(partly),
            Unit::Hour => self.date().and_then(|date| days_on(date, by / 24)).map(Self::of).ok_or_else(partly),
            Unit::Day => self.date().and_then(|date| days_on(date, by)).map(Self::of).ok_or_else(partly),
            Unit::Week | Unit::Fortnight => {
                let days = by.saturating_mul(if unit == Unit::Week { 7 } else { 14 });
                self.date().and_then(|date| days_on(date, days)).map(Self::Week).ok_or_else(partly)
            }
            Unit::Month => match (self.year(), self.month()) {
                (Some(year), Some(month)) => {
                    let months = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(by);
                    let year = i32::try_from(months.div_euclid(12)).unwrap_or(year);
                    Ok(Self::Month(year, u8::try_from(months.rem_euclid(12) + 1).unwrap_or(1)))
                }
                _ => Err(partly()),
            },
            Unit::Quarter => match (self.year(), self.month()) {
                (Some(year), Some(month)) => {
                    let quarters = i64::from(year) * 4 + i64::from((month - 1) / 3) + i64::from(by);
                    let year = i32::try_from(quarters.div_euclid(4)).unwrap_or(year);
                    let part = ["Q1", "Q2", "Q3", "Q4"][usize::try_from(quarters.rem_euclid(4)).unwrap_or(0)];
                    Ok(Self::Part(year, part))
                }
                _ => Err(partly()),
            },
            Unit::Year => self.year().map(|year| Self::Year(year.saturating_add(by))).ok_or_else(partly),
            Unit::Decade => {
                let year = if let Self::Decade(year) = self { Some(year) } else { self.year() };
                year.map(|year| Self::Decade((year - year.rem_euclid(10)).saturating_add(by.saturating_mul(10)))).ok_or_else(partly)
            }
            Unit::Century => {
                let number = match self {
                    Self::Century(number) => Some(number),
                    Self::Decade(year) => Some(year.div_euclid(100) + 1),
                    other => other.year().map(|year| (year - 1).div_euclid(100) + 1),
                };
                number.map(|number| Self::Century(number.saturating_add(by))).ok_or_else(partly)
            }
        }
    }
}

/// A date that jiff knows.
pub(super) fn date(year: i32, month: u8, day: u8) -> Option<civil::Date> {
    civil::Date::new(i16::try_from(year).ok().filter(|year| *year > 0)?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The date so many days on.
pub(super) fn days_on(date: civil::Date, days: i32) -> Option<civil::Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// The date nearest to `from` in one direction that falls on `weekday` (Monday is 1), `from` itself included.
pub(super) fn weekday_from(from: civil::Date, weekday: u8, forward: bool) -> Option<civil::Date> {
    let now = i32::from(from.weekday().to_monday_one_offset());
    let ahead = (i32::from(weekday) - now).rem_euclid(7);
    days_on(from, if forward { ahead } else { ahead - if ahead == 0 { 0 } else { 7 } })
}

/// The stretch that fields mean in a given year.
pub(super) fn in_year(fields: &Fields, year: i32) -> Stretch {
    match (fields.month, fields.day, fields.season, fields.part) {
        (Some(month), Some(day), ..) => Stretch::Day(year, month, day),
        (Some(month), ..) => Stretch::Month(year, month),
        (_, _, Some(season), _) => Stretch::Part(year, season.code().0),
        (.., Some(part)) => Stretch::Part(year, part),
        _ => Stretch::Year(year),
    }
}

/// What fields say where no year is known, with X for what is missing; `None` where nothing is known.
pub(super) fn without_year(fields: &Fields) -> Option<String> {
    let value = match (fields.month, fields.day, fields.weekday, fields.season, fields.part) {
        (Some(month), Some(day), ..) => format!("XXXX-{month:02}-{day:02}"),
        (Some(month), ..) => format!("XXXX-{month:02}"),
        (_, Some(day), ..) => format!("XXXX-XX-{day:02}"),
        (_, _, Some(weekday), ..) => format!("XXXX-WXX-{weekday}"),
        (.., Some(season), _) => format!("XXXX-{}", season.code().0),
        (.., Some(part)) => format!("XXXX-{part}"),
        _ => match fields.time {
            Some(Moment::Clock(_)) => String::new(),
            _ => return None,
        },
    };
    Some(value + &time_text(fields.time))
}

/// What is known of a value of size `unit` in a year.
pub(super) fn partial(year: Option<i32>, unit: Unit) -> String {
    let year = year.map_or_else(|| "XXXX".to_owned(), year_text);
    match unit {
        Unit::Week | Unit::Fortnight => format!("{year}-WXX"),
        Unit::Month => format!("{year}-XX"),
        Unit::Quarter => format!("{year}-QX"),
        Unit::Year => year,
        Unit::Decade => "XXX".to_owned(),
        Unit::Century => "XX".to_owned(),
        _ => format!("{year}-XX-XX"),
    }
}

fn year_text(year: i32) -> String {
    if year < 0 { format!("BC{:04}", -year) } else { format!("{year:04}") }
}

fn time_text(time: Option<Moment>) -> String {
    match time {
        None => String::new(),
        Some(Moment::Weekend) => "-WE".to_owned(),
        Some(Moment::Part(part)) => part.code().to_owned(),
        Some(Moment::Clock(clock)) => format!("T{:02}:{:02}", clock.hour, clock.minute),
    }
}
