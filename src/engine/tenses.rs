//! `match.fact.date`: what is told of a time, against the date of the seed.
//!
//! "Ten years ago, in 2001", "the 50th anniversary of the 1955 flood", "was opened in June 2027", "will open in May 2013".

use super::numbers::is;
use super::points::{Point, dated, points};
use super::{Found, Seed};
use crate::facts::DateKind;

/// "Ten years ago, in 2005" in a seed of another year than 2015; "in 2018, the 20th anniversary of the 1988 flood".
pub(super) fn misreckoned(seed: Seed<'_>) -> Vec<Found> {
    let now = dated(seed);
    let mut found = now.map(|now| miscounted_back(seed, now)).unwrap_or_default();
    found.extend(points(seed).iter().filter_map(|(sentence, points)| anniversary(seed, *sentence, points, now)));
    found.sort_by_key(|found| found.span);
    found
}

/// "The 20th anniversary of the 1988 flood": counted to the other year of the sentence, or to the seed's own for what is now.
fn anniversary(seed: Seed<'_>, sentence: usize, points: &[Point], now: Option<Point>) -> Option<Found> {
    const REACH: usize = 8;
    let range = seed.prose.sentences.get(sentence)?.tokens.clone();
    let at = range.clone().find(|at| is(seed, *at, &["anniversary"]) && *at > range.start)?;
    let count = ordinal(&seed.prose.tokens[at - 1].text(seed.prose.text()))?;
    let event = points.iter().find(|point| point.tokens.0 > at && point.tokens.0 <= at + REACH && is(seed, at + 1, &["of"]))?;
    let mut others = points.iter().filter(|point| point.span != event.span);
    let present = range
        .clone()
        .any(|at| is(seed, at, &["this"]) && is(seed, at + 1, &["year", "month", "week", "spring", "summer", "autumn", "fall", "winter"]));
    let to = match (others.next(), others.next()) {
        (Some(only), None) => *only,
        (None, _) => now.filter(|_| present)?,
        _ => return None,
    };
    let years = to.year - event.year;
    let sum = format!("{} - {} = {years}", to.year, event.year);
    let place = seed.prose.place(at - 1..at + 1);
    (years > 0 && (years - count).abs() > 1).then(|| Found::at(place).words("sum", sum).label(event.span, "this year"))
}

/// The number of "20th", "fiftieth".
fn ordinal(word: &str) -> Option<i32> {
    const WORDS: [(&str, i32); 8] = [
        ("fifth", 5),
        ("tenth", 10),
        ("twentieth", 20),
        ("thirtieth", 30),
        ("fortieth", 40),
        ("fiftieth", 50),
        ("sixtieth", 60),
        ("hundredth", 100),
    ];
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let written = WORDS.iter().find(|(ordinal, _)| word.eq_ignore_ascii_case(ordinal)).map(|(_, value)| *value);
    written.or_else(|| digits.parse().ok().filter(|_| digits.len() < word.len()))
}

fn miscounted_back(seed: Seed<'_>, now: Point) -> Vec<Found> {
    let mut found = Vec::new();
    for pair in seed.facts.dates.windows(2) {
        let (ago, said) = if pair[0].relative { (&pair[0], &pair[1]) } else { (&pair[1], &pair[0]) };
        let Some(point) = Point::of(seed, said).filter(|_| ago.relative && ago.kind == DateKind::Date) else { continue };
        let tokens = seed.prose.tokens_in(ago.span);
        let counted = tokens.end.checked_sub(1).is_some_and(|last| is(seed, last, &["ago"]))
            && is(seed, tokens.end.saturating_sub(2), &["year", "years"]);
        let Some(year) = ago.value.as_deref().filter(|value| value.len() == 4).and_then(|value| value.parse::<i32>().ok()) else {
            continue;
        };
        let (first, second) = if tokens.start < point.tokens.0 { (tokens.end, point.tokens.0) } else { (point.tokens.1, tokens.start) };
        let apposed = second.saturating_sub(first) <= 3
            && second > first
            && (first..second).all(|at| is(seed, at, &[",", "(", "in", "on", "—", "–", "back", "about", "some", "almost", "nearly"]))
            && is(seed, first, &[",", "(", "—", "–", "in"]);
        let count = now.year - year;
        let hedge = (1..=2)
            .filter_map(|back| tokens.start.checked_sub(back))
            .chain([tokens.start])
            .any(|at| is(seed, at, &["about", "almost", "around", "nearly", "over", "roughly", "some", "than"]));
        let slack = 1.max(count / if hedge { 5 } else { 10 });
        if counted && apposed && (point.year - year).abs() > slack {
            let sum = format!("{} - {} = {}", now.year, point.year, now.year - point.year);
            found.push(Found::at(ago.span).words("sum", sum).label(point.span, "this year"));
        }
    }
    found
}

/// Past tenses with a date that lies after the seed's own.
pub(super) fn ahead(seed: Seed<'_>) -> Vec<Found> {
    tensed(seed, |now, point| now.is_before(point), is_past)
}

/// Future tenses with a date that lies before the seed's own.
pub(super) fn overdue(seed: Seed<'_>) -> Vec<Found> {
    tensed(seed, |now, point| point.is_before(now), is_future)
}

fn tensed(seed: Seed<'_>, beyond: impl Fn(Point, Point) -> bool, tense: impl Fn(Seed<'_>, Point, usize) -> Option<usize>) -> Vec<Found> {
    let metadata = &seed.prose.document.metadata;
    let revised = ["updated", "modified", "last_modified", "lastmod", "revised"].iter().any(|name| metadata.get(name).is_some());
    let now = dated(seed);
    let Some(now) = now.filter(|_| !revised) else { return Vec::new() };
    let mut found = Vec::new();
    for (sentence, points) in points(seed) {
        let Some(range) = seed.prose.sentences.get(sentence).map(|sentence| sentence.tokens.clone()) else { continue };
        for point in points.iter().filter(|point| beyond(now, **point)) {
            if let Some(verb) = tense(seed, *point, range.start) {
                let date = seed.facts.dated.as_deref().unwrap_or_default().to_owned();
                found.push(Found::at(seed.prose.place(verb..point.tokens.1)).words("dated", date));
            }
        }
    }
    found
}

/// So far back from its date a sentence may say that it is only thought of.
const SENTENCE: usize = 60;
/// So many tokens may stand between a verb and its date.
const CLAUSE: usize = 7;

/// "Opened in June 2027", "since 2027": where the verb stands.
fn is_past(seed: Seed<'_>, point: Point, start: usize) -> Option<usize> {
    let preposition = point.tokens.0.checked_sub(1).filter(|at| *at > start)?;
    if is(seed, preposition, &["since"]) {
        return Some(preposition);
    }
    if !is(seed, preposition, &["in", "on"]) {
        return None;
    }
    // "2008’s film".
    let after = seed.prose.text()[point.span.end..].chars().next();
    if after.is_some_and(|after| matches!(after, '\'' | '’' | '-' | '–')) {
        return None;
    }
    let lowest = start.max(preposition.saturating_sub(CLAUSE));
    let verb = (lowest..preposition).rev().find(|at| {
        is(
            seed,
            *at,
            &[
                "was", "were", "had", "began", "opened", "closed", "died", "won", "took", "became", "started", "ended", "fell", "rose",
                "killed",
            ],
        )
    })?;
    let thought_of = seed.prose.language.set("irrealis-cue");
    let thought = (start.max(preposition.saturating_sub(SENTENCE))..preposition)
        .any(|at| seed.prose.language.holds(thought_of, seed.prose.tokens[at]))
        || (verb..preposition).any(|at| !seed.prose.tokens[at].is_word());
    let auxiliary = verb.checked_sub(1).filter(|at| *at >= start && is(seed, *at, &["was", "were", "had"]));
    (!thought).then_some(auxiliary.unwrap_or(verb))
}

/// "Will open in May 2019": where the verb stands.
fn is_future(seed: Seed<'_>, point: Point, start: usize) -> Option<usize> {
    let preposition = point.tokens.0.checked_sub(1).filter(|at| *at > start && is(seed, *at, &["in", "on"]))?;
    let lowest = start.max(preposition.saturating_sub(CLAUSE));
    let verb = (lowest..preposition).rev().find(|at| is(seed, *at, &["will"]))?;
    let other = (verb + 1..preposition).any(|at| {
        let token = seed.prose.tokens[at];
        let text = token.text(seed.prose.text());
        !token.is_word()
            || is(
                seed,
                at,
                &[
                    "have",
                    "be",
                    "remember",
                    "remembered",
                    "recall",
                    "celebrate",
                    "mark",
                    "as",
                    "than",
                    "that",
                    "which",
                    "who",
                    "of",
                    "from",
                    "since",
                    "for",
                    "not",
                    "n’t",
                    "to",
                    "what",
                    "how",
                    "we",
                    "i",
                    "was",
                    "were",
                ],
            ) && !(is(seed, at, &["be"]) && at == verb + 1)
            || (text.ends_with("ed") && !(at == verb + 2 && is(seed, verb + 1, &["be"])))
    });
    let closes =
        seed.prose.tokens.get(point.tokens.1).is_none_or(|after| !after.is_word() || is(seed, point.tokens.1, &["and", "at", "in"]));
    (!other && closes).then_some(verb)
}

#[cfg(test)]
mod tests {
    use crate::engine::tests::told;

    #[test]
    fn years_since() {
        let dated = |text: &str| format!("---\ndate: 2015-06-01\n---\n\n{text}");
        for (text, expected) in [
            ("Ten years ago, in 2001, it burned.", "Ten years ago"),
            ("In 1998, three years ago, it burned.", "three years ago"),
            ("Ten years ago, in 2005, it burned.", ""),
            ("Some 50 years ago, in 1969, it burned.", ""),
            ("Ten years ago it burned. In 2001 it stood.", ""),
            ("This year is the 50th anniversary of the 1955 flood.", "50th anniversary"),
            ("In 2010 it marked the tenth anniversary of the flood of 1990.", "tenth anniversary"),
            ("This year is the 50th anniversary of the 1965 flood.", ""),
            ("On the 100th anniversary of the 1776 flood it rained.", ""),
        ] {
            assert_eq!(told("dates/wrong-years-since", &dated(text)), expected, "{text}");
        }
    }

    #[test]
    fn tenses_and_the_date_of_the_seed() {
        let dated = |text: &str| format!("---\ndate: 2015-06-01\n---\n\n{text}");
        for (text, expected) in [
            ("The mill was opened in June 2017.", "was opened in June 2017"),
            ("It has stood empty since 2016.", "since 2016"),
            ("The mill was opened in June 2014.", ""),
            ("The mill was opened in June 2015.", ""),
            ("It was to open in June 2017.", ""),
            ("Rask had the lead in 2017’s film.", ""),
            ("It was expected in June 2017.", ""),
            ("The fair was planned for 2017.", ""),
        ] {
            assert_eq!(told("dates/past-in-future", &dated(text)), expected, "{text}");
        }
        for (text, expected) in [
            ("The fair will open in May 2013.", "will open in May 2013"),
            ("It will be sold in 2014.", "will be sold in 2014"),
            ("The fair will open in July 2015.", ""),
            ("It will be remembered that in 2013 it burned.", ""),
            ("The town will mark its fire in 2013.", ""),
            ("It will use data that were gathered in 2013.", ""),
        ] {
            assert_eq!(told("dates/future-in-past", &dated(text)), expected, "{text}");
        }
        assert_eq!(told("dates/past-in-future", "The mill was opened in June 2027."), "", "no date to hold it against");
    }
}
