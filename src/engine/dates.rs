//! `match.fact.date`: times that have nothing to count from, name no time, or name a day that never was.

use std::ops::Range;

use super::numbers::is_hedged;
use super::{Found, Seed};
use crate::facts::{Date, DateKind, MONTHS};
use crate::language::{Token, TokenKind, fold_hash};

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
/// would not: for "today" and its like, which mostly mean our days, for what counts
/// from the text and not from the day of writing ("at that time"), and where the time is no adverbial ("Friday was wet", "a Friday
/// talk", "they spent last week at sea").
fn in_words(seed: Seed<'_>, date: &Date) -> Option<String> {
    let tokens = seed.prose.tokens_in(date.span);
    let words = &seed.prose.tokens[tokens.clone()];
    if !counts_from_writing(words) {
        return None;
    }
    // What is masked, the marks of a link or a quoted line, would be lost.
    if date.span.of(seed.prose.text()).contains('\0') {
        return None;
    }
    let (preposition, written) = calendar_words(date.value.as_deref()?)?;
    // Of a feast that falls on another day each year, only the year is known.
    if written.len() == 4 && !words.iter().any(|token| among(*token, &["year", "years"])) {
        return None;
    }
    let stands = Adverbial::of(seed, tokens, preposition)?;
    let capital = words[0].capital() && stands == Adverbial::Opening;
    Some(match stands {
        Adverbial::Led | Adverbial::Owner => written,
        _ if capital => format!("{} {written}", capitalised(preposition)),
        _ => format!("{preposition} {written}"),
    })
}

/// Whether words of time count from the day of writing, as "later this year" does and "later in the day" does not, and mean one day,
/// month or year.
fn counts_from_writing(words: &[Token]) -> bool {
    const VAGUE: [&str; 17] = [
        "today",
        "tonight",
        "now",
        "tomorrow",
        "morning",
        "afternoon",
        "evening",
        "night",
        "end",
        "beginning",
        "middle",
        "half",
        "time",
        "same",
        "that",
        "rest",
        "following",
    ];
    let any = |list: &[&str]| words.iter().any(|token| among(*token, list));
    let from_text = any(&["previous"]) || any(&["later", "earlier"]) && !any(&["this"]);
    !any(&VAGUE) && !from_text && !words.iter().any(|token| token.kind == TokenKind::Number)
}

fn among(token: Token, words: &[&str]) -> bool {
    words.iter().any(|word| token.hash == fold_hash(word))
}

/// "2 May 2021" with the preposition before it, from what TIMEX3 writes: a day, a month, a year.
fn calendar_words(value: &str) -> Option<(&'static str, String)> {
    let parts = value.split('-').map(str::parse).collect::<Result<Vec<usize>, _>>().ok()?;
    let year = *parts.first().filter(|_| value.split('-').next().is_some_and(|year| year.len() == 4))?;
    let month = match parts.get(1) {
        Some(month) => Some(capitalised(MONTHS.split(' ').nth(month.checked_sub(1)?)?)),
        None => None,
    };
    Some(match (month, parts.get(2)) {
        (Some(month), Some(day)) => ("on", format!("{day} {month} {year}")),
        (Some(month), None) => ("in", format!("{month} {year}")),
        (None, _) => ("in", year.to_string()),
    })
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// How a time stands in its sentence, if a date can stand there too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Adverbial {
    /// Behind a preposition: "since last month".
    Led,
    /// As an owner: "last month’s storm".
    Owner,
    /// Before the clause: "Last month, the ferry sank".
    Opening,
    /// Behind or in it: "the ferry sank last month".
    Closing,
}

impl Adverbial {
    /// `preposition` is the one that a date would take there. `None` for a subject, an object, a modifier, or where no word tells.
    fn of(seed: Seed<'_>, tokens: Range<usize>, preposition: &str) -> Option<Self> {
        let first = *seed.prose.tokens.get(tokens.start)?;
        let (text, language) = (seed.prose.text(), seed.prose.language);
        let within =
            |at: &usize| seed.prose.sentence_at(seed.prose.tokens[*at].start as usize) == seed.prose.sentence_at(first.start as usize);
        let before = tokens.start.checked_sub(1).filter(within).map(|at| seed.prose.tokens[at]);
        let after = Some(tokens.end).filter(|at| *at < seed.prose.tokens.len() && within(at)).map(|at| seed.prose.tokens[at]);
        let opens = before.is_none_or(|before| before.is(text, ","));
        let is = |set: &str, token: Token| language.holds(language.set(set), token);
        // "What they worked on this year": the verb’s own.
        let particle = before.is_some_and(|before| among(before, &["in", "on"]) && !among(before, &[preposition]));
        let led = !particle
            && before.is_some_and(|before| {
                let leads = ["in", "on", "since", "until", "till", "by", "from", "to", "of", "during", "before", "after", "through", "for"];
                among(before, &leads)
            });
        let time = ["early", "late", "mid", "earlier", "later", "one", "day"];
        let tangled = before.is_some_and(|before| {
            is("determiner", before)
                || is("~time-object-verb", before)
                || among(before, &time)
                || is("preposition", before) && !led && !particle
        });
        // "June" alone is no adverbial: "in May and June", "June was wet".
        let adverbial = led || is("weekday", first) || among(first, &["yesterday", "last", "this", "next"]) || tokens.len() > 1;
        if tangled || is_hedged(seed, tokens.start, 2) || first.joined() || !adverbial {
            return None;
        }
        let Some(after) = after else { return Some(if led { Self::Led } else { Self::Closing }) };
        if after.kind == TokenKind::Clitic {
            return Some(Self::Owner);
        }
        let links = is("preposition", after) && !among(after, &["of", "like", "following"]);
        let clause = links || is("conjunction", after) || is("relative", after);
        let subject = is("determiner", after) || is("subject-pronoun", after) || after.capital() || after.kind == TokenKind::Number;
        let stop = after.kind == TokenKind::Punctuation && !after.joined() || after.kind == TokenKind::Quote;
        match (led, opens) {
            (true, _) => (stop || clause || is("auxiliary", after) || is("subject-pronoun", after)).then_some(Self::Led),
            (false, true) => (stop || subject).then_some(Self::Opening),
            (false, false) => (stop || clause || is("subject-pronoun", after)).then_some(Self::Closing),
        }
    }
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
    use crate::engine::tests::{check, told_details};

    #[test]
    fn words_that_fit_where_a_relative_time_stands() {
        // A Monday.
        let dated = |text: &str| format!("---\ndate: 2021-05-03\n---\n\n{text}");
        for (text, expected) in [
            ("The ferry sank last month.", "in April 2021"),
            ("The ferry sank last\nmonth.", "in April 2021"),
            ("The ferry sank\nlast month.", "in April 2021"),
            ("The ferry sank on\nFriday.", "30 April 2021"),
            ("The ferry sank\non Friday.", "30 April 2021"),
            ("The ferry sank since\nlast month.", "April 2021"),
            ("Last month the ferry sank.", "In April 2021"),
            ("It was old.\nLast month, the ferry sank.", "In April 2021"),
            ("The ferry was old, and last month it sank.", "in April 2021"),
            ("Last month’s storm sank the ferry.", "April 2021"),
            ("The storm on Friday was bad.", "30 April 2021"),
            ("Friday was wet.", ""),
            ("Friday brought rain.", ""),
            ("Last month was wet.", ""),
            ("Last month and this were wet.", ""),
            ("He gave a Friday talk.", ""),
            ("He gave his Friday talk.", ""),
            ("He gave his\nFriday talk.", ""),
            ("Clerks heard Friday talks.", ""),
            ("They spent last month at sea.", ""),
            ("The ferry sank more than a year ago.", ""),
            ("The ferry sank last year.", "in 2020"),
            ("The ferry sank earlier this year.", "in 2021"),
            ("It is the ferry that they worked on this year.", "in 2021"),
            ("It left in May 2020. Later in the day it sank.", ""),
            ("The ferry sank on Thanksgiving.", ""),
            ("The ferry sank two decades ago.", ""),
            ("The ferry sank in [last](https://a.example) month.", ""),
            ("> The ferry sank last\n> month.", ""),
            ("The ferry sank in May 2020. At that time it was old.", ""),
        ] {
            assert_eq!(told_details("dates/relative", &dated(text), "date"), expected, "{text}");
        }
        check("dates/relative", &[("The ferry sank last month.", "")]);
    }

    #[test]
    fn days_of_the_week() {
        // A Tuesday, a Saturday, a Monday, a Thursday.
        for (date, expected) in [((2025, 3, 4), 3), ((2000, 1, 1), 0), ((1969, 7, 21), 2), ((2024, 2, 29), 5)] {
            assert_eq!(weekday(date.0, date.1, date.2), expected, "{date:?}");
        }
        assert_eq!([days_in(2024, 2), days_in(1900, 2), days_in(2000, 2), days_in(2021, 4)], [29, 28, 29, 30]);
    }
}
