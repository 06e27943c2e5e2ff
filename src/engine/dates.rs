//! `match.fact.date`: times that have nothing to count from, name no time, or name a day that never was.

use super::{Found, Seed};
use crate::facts::{Date, DateKind, MONTHS};
use crate::language::{TokenKind, fold_hash};

/// Relative times, where nothing tells what they count from.
pub(super) fn unanchored(seed: Seed<'_>) -> Vec<Found> {
    found(seed, |date| date.kind == DateKind::Date && date.relative && !date.anchored)
}

/// Relative times that the seed's own date makes a day, a month or a year, with its words: what could stand in their place.
pub(super) fn relative(seed: Seed<'_>) -> Vec<Found> {
    let dates = seed.facts.dates.iter().filter(|date| date.kind == DateKind::Date && date.relative && date.anchored);
    dates.filter_map(|date| Some(Found::at(date.span).words("date", in_words(seed, date)?))).collect()
}

/// A date in words that fit where a relative one stands: "on 2 May 2021" for "yesterday", "2 May 2021" behind "on". None where they
/// would not: among other words of time ("earlier this year"), for "today" and its like, which mostly mean our days.
fn in_words(seed: Seed<'_>, date: &Date) -> Option<String> {
    let tokens = seed.prose.tokens_in(date.span);
    let words = &seed.prose.tokens[tokens.clone()];
    let vague = ["today", "tonight", "now", "tomorrow", "morning", "afternoon", "evening", "night", "end", "beginning", "middle", "half"];
    if words.iter().any(|token| vague.iter().any(|word| token.hash == fold_hash(word)) || token.kind == TokenKind::Number) {
        return None;
    }
    let parts = date.value.as_deref()?.split('-').map(str::parse).collect::<Result<Vec<usize>, _>>().ok()?;
    let (year, month, day) = (*parts.first()?, parts.get(1), parts.get(2));
    let month = match month {
        Some(month) => Some(MONTHS.split(' ').nth(month.checked_sub(1)?)?),
        None => None,
    };
    let capital = |month: &str| month[..1].to_uppercase() + &month[1..];
    let (preposition, written) = match (month, day) {
        (Some(month), Some(day)) => ("on", format!("{day} {} {year}", capital(month))),
        (Some(month), None) => ("in", format!("{} {year}", capital(month))),
        (None, _) => ("in", year.to_string()),
    };
    let before = tokens.start.checked_sub(1).map(|before| seed.prose.tokens[before]).filter(|_| !words[0].after_line_break());
    let led = before.is_some_and(|before| seed.prose.language.holds(seed.prose.language.set("preposition"), before));
    let time = ["earlier", "later", "early", "late", "mid", "the", "this", "that", "a", "each", "every"];
    let tangled = before.is_some_and(|before| time.iter().any(|word| before.hash == fold_hash(word)));
    let owns = seed.prose.tokens.get(tokens.end).is_some_and(|after| after.kind == TokenKind::Clitic);
    let opens = words[0].capital() && before.is_none_or(|before| before.is(seed.prose.text(), "."));
    let led_by = |preposition: &str| if opens { capital(preposition) } else { preposition.to_owned() };
    (!tangled).then(|| if led || owns { written } else { format!("{} {written}", led_by(preposition)) })
}

/// Times that no calendar has.
pub(super) fn vague(seed: Seed<'_>) -> Vec<Found> {
    found(seed, |date| date.kind == DateKind::Vague)
}

fn found(seed: Seed<'_>, wanted: impl Fn(&Date) -> bool) -> Vec<Found> {
    seed.facts.dates.iter().filter(|date| wanted(date)).map(|date| Found::at(date.span)).collect()
}

/// Days that their month does not have.
pub(super) fn impossible(seed: Seed<'_>) -> Vec<Found> {
    // Without its year, 29 February may be one of a leap year.
    let named = |date: &Date, year: usize| date.span.of(seed.prose.text()).contains(&year.to_string());
    let impossible = |date: &Date, (year, month, day): (usize, usize, usize)| {
        day > days_in(year, month) && ((month, day) != (2, 29) || named(date, year))
    };
    found(seed, |date| day(date).is_some_and(|day| impossible(date, day)))
}

/// Dates in figures of which two countries read the month and the day the other way round: "03/04/2021".
pub(super) fn ambiguous(seed: Seed<'_>) -> Vec<Found> {
    let text = seed.prose.text();
    found(seed, |date| {
        let parts = date.span.of(text).split('/').count();
        // "/2021/03/04/2021/ferry" is a path.
        let inside = text[..date.span.start].ends_with('/') || text[date.span.end..].starts_with('/');
        parts == 3 && !inside && date.value.as_deref().is_some_and(|value| value.ends_with("-XX-XX"))
    })
}

/// Dates with weekday and year, of which the weekday is another.
pub(super) fn mismatched(seed: Seed<'_>) -> Vec<Found> {
    const DAYS: [&str; 7] = ["Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
    let mismatched = |date: &Date| {
        let (year, month, day) = day(date).filter(|(year, month, day)| *day <= days_in(*year, *month))?;
        let words = date.span.of(seed.prose.text());
        let first = words.split(|c: char| !c.is_alphabetic()).next().filter(|first| first.len() >= 3)?;
        let written = DAYS.iter().position(|name| name.get(..first.len()).is_some_and(|start| start.eq_ignore_ascii_case(first)))?;
        let dated = words.contains(&year.to_string());
        let is = weekday(year, month, day);
        (dated && written != is).then(|| Found::at(date.span).words("weekday", DAYS[is]))
    };
    seed.facts.dates.iter().filter_map(mismatched).collect()
}

/// Year, month and day of a date that names all three.
fn day(date: &Date) -> Option<(usize, usize, usize)> {
    let mut parts = date.value.as_deref().filter(|value| value.len() == 10)?.split('-').map(str::parse);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) = (parts.next(), parts.next(), parts.next()) else { return None };
    (date.kind == DateKind::Date && (1..=12).contains(&month)).then_some((year, month, day))
}

const fn days_in(year: usize, month: usize) -> usize {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day of the week, from 0 for Saturday, by Zeller's congruence.
const fn weekday(year: usize, month: usize, day: usize) -> usize {
    let (year, month) = if month < 3 { (year - 1, month + 12) } else { (year, month) };
    (day + 13 * (month + 1) / 5 + year + year / 4 + 6 * (year / 100) + year / 400) % 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_week() {
        // A Tuesday, a Saturday, a Monday, a Thursday.
        for (date, expected) in [((2025, 3, 4), 3), ((2000, 1, 1), 0), ((1969, 7, 21), 2), ((2024, 2, 29), 5)] {
            assert_eq!(weekday(date.0, date.1, date.2), expected, "{date:?}");
        }
        assert_eq!([days_in(2024, 2), days_in(1900, 2), days_in(2000, 2), days_in(2021, 4)], [29, 28, 29, 30]);
    }
}
