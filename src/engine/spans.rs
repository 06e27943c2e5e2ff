//! `match.fact.date`: spans that end before they begin, and how long they are said to last.
//!
//! "From 2014 to 2009", "born in 1950, died in 2010 aged 70", "the 12 years from 2001 to 2011".

use super::numbers::is;
use super::points::{Point, points, tied};
use super::{Found, Seed};
use crate::facts::{Date, DateKind};
use crate::span::Span;

/// Times that end before they begin: "from 2014 to 2009", "born in 1950, died in 1920".
pub(super) fn reversed(seed: Seed<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (_, points) in points(seed) {
        for pair in points.windows(2) {
            let (first, last) = (pair[0], pair[1]);
            let start = tied(seed, first, last).or_else(|| lived(seed, first, last)).filter(|_| last.is_before(first));
            if let Some(start) = start {
                found.push(Found::at(seed.prose.place(start..last.tokens.1)));
            }
        }
    }
    found
}

/// "Born in 1950 … died in 2010", in one sentence with no other date between; where it begins.
fn lived(seed: Seed<'_>, first: Point, last: Point) -> Option<usize> {
    const NEAR: usize = 3;
    let behind =
        |point: Point, words: &[&str]| (1..=NEAR).filter_map(|back| point.tokens.0.checked_sub(back)).find(|at| is(seed, *at, words));
    let born = behind(first, &["born"])?;
    let died = behind(last, &["died", "dies", "killed", "buried"]).filter(|died| *died > first.tokens.1.saturating_sub(1))?;
    // "His father died in 1920": somebody else.
    let other = (first.tokens.1..died).any(|at| is(seed, at, &["his", "her", "their", "whose", "father", "mother", "who"]));
    (!other).then_some(born)
}

/// Ages that do not fit the years of birth and death: "born in 1950, died in 2010 aged 70", "(1950–2010) died at the age of 70".
pub(super) fn misaged(seed: Seed<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (sentence, points) in points(seed) {
        for pair in points.windows(2) {
            let (first, last) = (pair[0], pair[1]);
            let bracketed = first.tokens.0.checked_sub(1).is_some_and(|at| is(seed, at, &["("])) && tied(seed, first, last).is_some();
            if !first.is_before(last) || !(bracketed || lived(seed, first, last).is_some()) || points.len() > 2 {
                continue;
            }
            let (least, most) = first.years_to(last);
            if let Some((age, span)) = age_in(seed, sentence).filter(|(age, _)| !(least..=most).contains(age) && *age < 130) {
                let expected = if least == most { least.to_string() } else { format!("{least} or {most}") };
                let place = Found::at(span).words("expected", expected).words("age", age.to_string());
                found.push(place.label(first.span, "from this year").label(last.span, "to this one"));
            }
        }
    }
    found
}

/// The one age at which somebody died in a sentence: "aged 70", "at the age of 70".
fn age_in(seed: Seed<'_>, sentence: usize) -> Option<(i32, Span)> {
    let range = seed.prose.sentences.get(sentence)?.tokens.clone();
    let from = seed.facts.quantities.partition_point(|quantity| quantity.tokens.0 < range.start);
    let mut ages = seed.facts.quantities[from..].iter().take_while(|quantity| quantity.tokens.0 < range.end).filter(|quantity| {
        let start = quantity.tokens.0;
        let of = start >= 2 && is(seed, start - 1, &["of"]) && is(seed, start - 2, &["age"]);
        quantity.value.fract() == 0.0
            && (of || start >= 1 && is(seed, start - 1, &["aged", "age"]))
            && !is(seed, quantity.tokens.1, &["days", "weeks", "months", "to", "and", "or"])
    });
    let only = ages.next().filter(|_| ages.next().is_none())?;
    let died = range.clone().any(|at| is(seed, at, &["died", "dies", "killed", "dead", "passed"]));
    // "She left school aged 16 and died in 2010".
    let lead = (range.start..only.tokens.0).rev().find(|at| is(seed, *at, &["died", "dies", "killed", "dead", "and", "when", "who"]));
    let near = lead.is_some_and(|at| is(seed, at, &["died", "dies", "killed", "dead"]));
    let start = only.tokens.0 - if is(seed, only.tokens.0 - 1, &["of"]) { 2 } else { 1 };
    (died && near).then(|| (only.value as i32, seed.prose.place(start..only.tokens.1)))
}

/// Years in number that do not fit the two years beside them: "the 12 years from 2001 to 2011", "from 2001 to 2011, a span of 12 years".
pub(super) fn misspanned(seed: Seed<'_>) -> Vec<Found> {
    let durations: Vec<_> = seed.facts.dates.iter().filter(|date| date.kind == DateKind::Duration).collect();
    let mut found = Vec::new();
    for (_, points) in points(seed) {
        let [first, last] = points[..] else { continue };
        let Some(start) = tied(seed, first, last).filter(|_| first.is_before(last)) else { continue };
        let near = durations.partition_point(|duration| duration.span.end <= first.span.start);
        let around = [near.checked_sub(1), Some(near)].into_iter().flatten().filter_map(|at| durations.get(at));
        for duration in around {
            let Some(years) = years(duration) else { continue };
            let tokens = seed.prose.tokens_in(duration.span);
            let exact = last.year - first.year;
            let hedge = (0..=2).filter_map(|back| tokens.start.checked_sub(back)).any(|at| {
                is(seed, at, &["about", "almost", "around", "nearly", "over", "roughly", "some", "than", "next", "another", "every"])
            });
            let slack = if hedge { 2 } else { 0 };
            let parts = i32::from(first.month.is_some() || last.month.is_some());
            let fits = (exact - slack - parts..=exact + 1 + slack).contains(&years);
            if beside(seed, tokens.clone(), start, last.tokens.1) && !fits {
                let sum = format!("{} - {} = {exact}", last.year, first.year);
                found.push(Found::at(duration.span).words("sum", sum).label(first.span, "from this year").label(last.span, "to this one"));
            }
        }
    }
    found
}

/// Whole years of a duration, as TIMEX3 writes it.
fn years(duration: &Date) -> Option<i32> {
    duration.value.as_deref()?.strip_prefix('P')?.strip_suffix('Y')?.parse().ok()
}

/// Whether a duration stands right before a span of years or right behind it: "the 12 years (2001–2011)", "2001 to 2011, a period of 12 years".
fn beside(seed: Seed<'_>, duration: std::ops::Range<usize>, start: usize, end: usize) -> bool {
    const GAP: usize = 5;
    let filler = |at: usize| {
        is(
            seed,
            at,
            &[",", "(", "—", "–", "a", "of", "span", "period", "stretch", "the", "total", "all", "or", "running", "-year", "term", "for"],
        )
    };
    if duration.end <= start {
        return start - duration.end <= 2
            && (duration.end..start).all(|at| is(seed, at, &[",", "(", "period", "span", "term", "stretch", "running"]));
    }
    duration.start > end && duration.start - end <= GAP && is(seed, end, &[",", "(", "—", "–"]) && (end..duration.start).all(filler)
}

#[cfg(test)]
mod tests {
    use crate::engine::tests::check;

    #[test]
    fn times_that_run_backwards() {
        check(
            "dates/reversed-span",
            &[
                ("The mill ran from 2014 to 2009.", "from 2014 to 2009"),
                ("It stood still between June 2020 and March 2019.", "between June 2020 and March 2019"),
                ("The painter Ana Rask (1950–1912) lived here.", "1950–1912"),
                ("Rask was born in 1950 in Ulm and died in 1920.", "born in 1950 in Ulm and died in 1920"),
                ("The mill ran from 2009 to 2014.", ""),
                ("It stood still between March 2019 and June 2020.", ""),
                ("It ran from 2014 to March 2014.", ""),
                ("See report 12-2014-2009.", ""),
                ("It ran in 2014 and 2009.", ""),
                ("The painter (1912–1950) lived here.", ""),
                ("Rask was born in 1950; her father died in 1920.", ""),
            ],
        );
    }

    #[test]
    fn ages_and_years() {
        check(
            "dates/wrong-age",
            &[
                ("Rask was born in 1950 and died in 2010 aged 70.", "aged 70"),
                ("Ana Rask (1950–2010) died at the age of 72.", "age of 72"),
                ("Rask was born on 3 May 1950 and died on 2 May 2010 aged 60.", "aged 60"),
                ("Rask was born in 1950 and died in 2010 aged 59.", ""),
                ("Rask was born on 3 May 1950 and died on 3 May 2010 aged 60.", ""),
                ("Rask, born in 1950, left school aged 16 and died in 2010.", ""),
            ],
        );
        check(
            "dates/wrong-duration",
            &[
                ("In the 12 years from 2001 to 2011 it fell.", "the 12 years"),
                ("It ran from 2001 to 2011, a span of 15 years.", "15 years"),
                ("It ran for seven years (2001–2011).", "seven years"),
                ("In the ten years from 2001 to 2011 it fell.", ""),
                ("In the eleven years from 2001 to 2011 it fell.", ""),
                ("In nearly 12 years from 2001 to 2011 it fell.", ""),
                ("It spent two years of the time from 2001 to 2011 at sea.", ""),
            ],
        );
    }
}
