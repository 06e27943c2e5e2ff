//! `match.fact.date`: spans that end before they begin, and how long they are said to last.
//!
//! "From 2014 to 2009", "born in 1950, died in 2010 aged 70", "the 12 years from 2001 to 2011".

use std::ops::Range;

use super::numbers::{is, is_hedged};
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

/// "Born in 1950 … died in 2010", of one person, in one sentence with no other date between; where it begins.
fn lived(seed: Seed<'_>, first: Point, last: Point) -> Option<usize> {
    const NEAR: usize = 3;
    const CLAUSE: usize = 20;
    let behind =
        |point: Point, words: &[&str]| (1..=NEAR).filter_map(|back| point.tokens.0.checked_sub(back)).find(|at| is(seed, *at, words));
    let born = behind(first, &["born"])?;
    let died = behind(last, &["died", "dies", "killed", "buried"]).filter(|died| *died > first.tokens.1.saturating_sub(1))?;
    let between = first.tokens.1..died;
    (between.len() <= CLAUSE && (goes_on(seed, between.clone()) || is_opening(seed, born, between))).then_some(born)
}

/// Whether the words up to a verb bring in nobody else who could be its subject: "in Ulm and", ", the son of a smith, and later",
/// "; he was". A clause of its own, or a name behind a comma or "and", may be of somebody else.
fn goes_on(seed: Seed<'_>, between: Range<usize>) -> bool {
    let adverb = |at: usize| {
        is(seed, at, &["was", "were", "is", "had", "been", "later", "then", "also"])
            || seed.prose.tokens[at].text(seed.prose.text()).ends_with("ly")
    };
    let mut end = between.end;
    while end > between.start && adverb(end - 1) {
        end -= 1;
    }
    let pronoun = end > between.start && is(seed, end - 1, &["he", "she", "they"]);
    let end = end - usize::from(pronoun);
    let joined = end == between.start || is(seed, end - 1, &["and", "but", ",", ";", "–", "—"]);
    let apart = |at: usize| {
        let next = seed.prose.tokens[at + 1];
        let phrase = next.capital() || is(seed, at + 1, &["the", "a", "an", "another", "one"]);
        let closed = (at + 1..end).find(|at| is(seed, *at, &[",", "and", ";"]) || *at + 1 == end);
        // A place or an apposition is closed by a comma of its own: ", Norland, and".
        is(seed, at, &["and", ",", ";", "but"])
            && phrase
            && !closed.is_some_and(|close| is(seed, close, &[",", "and", ";"]) && is_brief(at, close))
    };
    joined && is_of_one_clause(seed, between.start..end) && !(between.start..end.saturating_sub(1)).any(apart)
}

/// Whether so few words stand between two marks that they hold a name or an apposition and no clause.
const fn is_brief(open: usize, close: usize) -> bool {
    const WORDS: usize = 5;
    close - open <= WORDS + 1
}

/// Whether the birth opens the sentence, and one subject stands between comma and verb: "Born in 1950 in Ulm, Ana Rask died".
fn is_opening(seed: Seed<'_>, born: usize, between: Range<usize>) -> bool {
    let opens = seed.prose.tokens[born].capital();
    let comma = between.clone().rev().find(|at| is(seed, *at, &[","]));
    opens && comma.is_some_and(|comma| is_of_one_clause(seed, between.clone()) && !(comma..between.end).any(|at| is(seed, at, &["and"])))
}

/// Whether no word opens another clause, and none brings in kin: "where the king", "his father".
fn is_of_one_clause(seed: Seed<'_>, mut between: Range<usize>) -> bool {
    let [relative, conjunction] = ["relative", "conjunction"].map(|name| seed.prose.language.set(name));
    between.all(|at| {
        let token = seed.prose.tokens[at];
        let other = ["his", "her", "their", "its", "whose", "father", "mother", "after", "before", "until", "since", "as", "(", ")", ":"];
        let joint = is(seed, at, &["and", "but", "then"]);
        !is(seed, at, &other) && !seed.prose.language.holds(relative, token) && (joint || !seed.prose.language.holds(conjunction, token))
    })
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
            let other = (0..=2).filter_map(|back| tokens.start.checked_sub(back)).any(|at| is(seed, at, &["next", "another", "every"]));
            let hedge = other || is_hedged(seed, tokens.start + 1, 3);
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
fn beside(seed: Seed<'_>, duration: Range<usize>, start: usize, end: usize) -> bool {
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
                ("Rask, born in 1950, died in 1920.", "born in 1950, died in 1920"),
                ("Born in 1950 in Ulm, Ana Rask died in 1920.", "Born in 1950 in Ulm, Ana Rask died in 1920"),
                ("Rask was born in 1950; she was killed in 1920.", "born in 1950; she was killed in 1920"),
                ("Rask was born in 1340 in the town where the king was buried in 1320.", ""),
                ("Rask was born in 1340 and the king was buried in 1320.", ""),
                ("Rask was born in 1340, Holt died in 1320.", ""),
                ("Rask was born in 1340 after Holt fell and died in 1320.", ""),
                ("Rask was born in 1340 to a mother killed in 1320.", ""),
                ("Born in 1340, Rask lived where the king died in 1320.", ""),
                ("Rask (born in 1340) and Holt (died in 1320) share a grave.", ""),
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
