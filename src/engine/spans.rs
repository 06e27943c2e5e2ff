//! `match.fact.number.reversed` and `match.fact.date`: spans that end before they begin, and how long they are said to last.
//!
//! "Between 80 and 40 million", "pages 45–31", "from 2014 to 2009", "born in 1950, died in 2010 aged 70", "the 12 years from
//! 2001 to 2011", "ten years ago, in 2005".

use super::numbers::is;
use super::{Found, Seed};
use crate::facts::{Date, DateKind, Quantity, Unit};
use crate::language::TokenKind;
use crate::span::Span;

/// Numbers between which there is nothing: "between 80 and 40 million", "pages 45–31".
pub(super) fn reversed_numbers(seed: Seed<'_>) -> Vec<Found> {
    let between = seed.facts.quantities.windows(2).filter_map(|pair| between_reversed(seed, &pair[0], &pair[1]));
    let mut found: Vec<_> = between.collect();
    found.extend(pages_reversed(seed));
    found.sort_by_key(|found| found.span);
    found
}

fn between_reversed(seed: Seed<'_>, first: &Quantity, second: &Quantity) -> Option<Found> {
    const HOURS: f64 = 24.0;
    const BEFORE: usize = 6;
    let start = first.tokens.0.checked_sub(1).filter(|at| is(seed, *at, &["between"]))?;
    let next = is(seed, first.tokens.1, &["and"]) && first.tokens.1 + 1 == second.tokens.0;
    let unit = first.unit == second.unit || first.unit == Unit::Things;
    // "80 and 40 million": the unit of the second is that of both, unless the first can stand for itself.
    let scale = if first.step < second.step && second.step >= 1e3 && first.value < 1e3 { second.step.max(1.0) } else { 1.0 };
    let scaled = [1e3, 1e6, 1e9, 1e12].into_iter().rev().find(|unit| scale >= *unit / 10.0 && second.value >= *unit).unwrap_or(1.0);
    let value = first.value * if scale > 1.0 { scaled } else { 1.0 };
    let reversed = value > second.value && value / second.value < 20.0;
    let clock = first.unit == Unit::Things && second.unit == Unit::Things && first.value <= HOURS && second.value <= HOURS / 2.0 && scale == 1.0;
    let chosen = (1..=BEFORE).filter_map(|back| start.checked_sub(back)).any(|at| {
        is(seed, at, &["difference", "differences", "gap", "choice", "choose", "chose", "ratio", "relation", "relationship", "match", "game", "vote", "split", "distance"])
    });
    (next && unit && reversed && !clock && !chosen).then(|| Found::at(seed.prose.place(start..second.tokens.1)))
}

/// Labels of what is numbered in order.
const ORDERED: &[&str] = &[
    "page", "pages", "pp", "pp.", "p.", "chapters", "lines", "verses", "sections", "paragraphs", "articles", "ages", "aged", "footnotes",
];

fn pages_reversed(seed: Seed<'_>) -> Vec<Found> {
    let (text, tokens) = (seed.prose.text(), seed.prose.tokens);
    let number = |at: usize| tokens.get(at).filter(|token| token.kind == TokenKind::Number).map(|token| token.text(text));
    let mut found = Vec::new();
    for at in 1..tokens.len() {
        if tokens[at].kind != TokenKind::Number {
            continue;
        }
        let label = if is(seed, at - 1, &["."]) && at > 1 { at - 2 } else { at - 1 };
        if !is(seed, label, ORDERED) {
            continue;
        }
        let dash = ["–", "-", "—"].iter().any(|mark| tokens.get(at + 1).is_some_and(|dash| dash.is(text, mark)));
        let next = if dash { at + 2 } else if tokens.get(at + 1).is_some_and(|next| next.joined()) { at + 1 } else { continue };
        let (Some(first), Some(last)) = (number(at), number(next)) else { continue };
        // "345–47" means 347.
        if first.len() == last.len()
            && let (Ok(one), Ok(other)) = (first.parse::<u32>(), last.parse::<u32>())
            && one > other
            && tokens.get(next + 1).is_none_or(|after| !after.joined())
        {
            found.push(Found::at(seed.prose.place(label..next + 1)));
        }
    }
    found
}

/// A time whose year the text says, and how exactly.
#[derive(Clone, Copy)]
struct Point {
    span: Span,
    /// The indexes of its tokens.
    tokens: (usize, usize),
    year: i32,
    month: Option<i32>,
    day: Option<i32>,
}

impl Point {
    /// From a date; `None` where the text does not say its year.
    fn of(seed: Seed<'_>, date: &Date) -> Option<Self> {
        let value = date.value.as_deref().filter(|_| date.kind == DateKind::Date && !date.relative)?;
        let tokens = seed.prose.tokens_in(date.span);
        let point = Self::read(value, date.span, (tokens.start, tokens.end))?;
        date.span.of(seed.prose.text()).contains(&point.year.to_string()).then_some(point)
    }

    /// From what TIMEX3 writes: a year, a month, a day.
    fn read(value: &str, span: Span, tokens: (usize, usize)) -> Option<Self> {
        let mut parts = value.split('-');
        let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
        let mut part = |most: i32| match parts.next() {
            None => Some(None),
            Some(part) => part.get(..2).filter(|_| part.len() == 2 || part.as_bytes()[2] == b'T')?.parse().ok().filter(|n| (1..=most).contains(n)).map(Some),
        };
        Some(Self { span, tokens, year, month: part(12)?, day: part(31)? })
    }

    /// Whether it ends before the other begins, as far as both are told.
    fn is_before(self, other: Self) -> bool {
        let pairs = [(Some(self.year), Some(other.year)), (self.month, other.month), (self.day, other.day)];
        for pair in pairs {
            match pair {
                (Some(one), Some(two)) if one == two => {}
                (Some(one), Some(two)) => return one < two,
                _ => return false,
            }
        }
        false
    }

    /// Full years from this one to a later: the least and the most.
    fn years_to(self, later: Self) -> (i32, i32) {
        let years = later.year - self.year;
        let day = |point: Self| point.month.zip(point.day);
        match (day(self), day(later)) {
            (Some(from), Some(to)) => (years - i32::from(to < from), years - i32::from(to < from)),
            _ => (years - 1, years),
        }
    }
}

/// The dates of each sentence whose years are said.
fn points(seed: Seed<'_>) -> Vec<(usize, Vec<Point>)> {
    let mut sentences: Vec<(usize, Vec<Point>)> = Vec::new();
    for point in seed.facts.dates.iter().filter_map(|date| Point::of(seed, date)) {
        let Some(sentence) = seed.prose.sentence_at(point.span.start) else { continue };
        match sentences.last_mut().filter(|(last, _)| *last == sentence) {
            Some((_, points)) => points.push(point),
            None => sentences.push((sentence, vec![point])),
        }
    }
    sentences
}

/// How two dates are tied to be the ends of one span; where it begins.
fn tied(seed: Seed<'_>, first: Point, last: Point) -> Option<usize> {
    let (text, tokens) = (seed.prose.text(), seed.prose.tokens);
    let before = first.tokens.0.checked_sub(1);
    let gap = first.tokens.1..last.tokens.0;
    let one = |words: &[&str]| gap.len() == 1 && is(seed, gap.start, words);
    if let Some(before) = before.filter(|at| is(seed, *at, &["from"]) && one(&["to", "through", "until", "till"])
        || is(seed, *at, &["between"]) && one(&["and"]))
    {
        return Some(before);
    }
    // "2014–2009", and no part of something longer, such as the number of a report.
    let dash = gap.len() == 1 && ["–", "-"].iter().any(|mark| tokens[gap.start].is(text, mark));
    let hyphen = gap.is_empty() && tokens.get(last.tokens.0).is_some_and(|token| token.joined());
    let bracket = before.is_some_and(|at| is(seed, at, &["("])) && is(seed, last.tokens.1, &[")", ";", ","]);
    let tight = !tokens.get(gap.start).is_some_and(|dash| dash.spaced()) && !tokens[last.tokens.0].spaced();
    let alone = !tokens[first.tokens.0].joined() && tokens.get(last.tokens.1).is_none_or(|after| !after.joined() && !(after.kind == TokenKind::Number && !after.spaced()));
    let marked = before.is_none_or(|at| tokens[first.tokens.0].spaced() || is(seed, at, &["("]));
    ((dash && (tight || bracket) || hyphen) && alone && marked).then_some(first.tokens.0)
}

/// Times that end before they begin: "from 2014 to 2009", "born in 1950, died in 1920".
pub(super) fn reversed_dates(seed: Seed<'_>) -> Vec<Found> {
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
    let behind = |point: Point, words: &[&str]| (1..=NEAR).filter_map(|back| point.tokens.0.checked_sub(back)).find(|at| is(seed, *at, words));
    let born = behind(first, &["born"])?;
    let died = behind(last, &["died", "dies", "killed", "buried"]).filter(|died| *died > first.tokens.1.saturating_sub(1))?;
    // "His father died in 1920": somebody else.
    let other = (first.tokens.1..died).any(|at| is(seed, at, &["his", "her", "their", "whose", "father", "mother", "who", "and"]) && !is(seed, at, &["and"]));
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
        quantity.value.fract() == 0.0 && (of || start >= 1 && is(seed, start - 1, &["aged", "age"])) && !is(seed, quantity.tokens.1, &["days", "weeks", "months", "to", "and", "or"])
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
    let filler = |at: usize| is(seed, at, &[",", "(", "—", "–", "a", "of", "span", "period", "stretch", "the", "total", "all", "or", "running", "-year", "term", "for"]);
    if duration.end <= start {
        return start - duration.end <= 2 && (duration.end..start).all(|at| is(seed, at, &[",", "(", "period", "span", "term", "stretch", "running"]));
    }
    duration.start > end && duration.start - end <= GAP && is(seed, end, &[",", "(", "—", "–"]) && (end..duration.start).all(filler)
}

/// "Ten years ago, in 2005" in a seed of another year than 2015; "in 2018, the 20th anniversary of the 1988 flood".
pub(super) fn misreckoned(seed: Seed<'_>) -> Vec<Found> {
    let now = seed.facts.dated.as_deref().and_then(|value| Point::read(value, Span::default(), (0, 0)));
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
    let present = range.clone().any(|at| is(seed, at, &["this"]) && is(seed, at + 1, &["year", "month", "week", "spring", "summer", "autumn", "fall", "winter"]));
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
    const WORDS: [(&str, i32); 8] =
        [("fifth", 5), ("tenth", 10), ("twentieth", 20), ("thirtieth", 30), ("fortieth", 40), ("fiftieth", 50), ("sixtieth", 60), ("hundredth", 100)];
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
        let counted = tokens.end.checked_sub(1).is_some_and(|last| is(seed, last, &["ago"])) && is(seed, tokens.end.saturating_sub(2), &["year", "years"]);
        let Some(year) = ago.value.as_deref().filter(|value| value.len() == 4).and_then(|value| value.parse::<i32>().ok()) else { continue };
        let (first, second) = if tokens.start < point.tokens.0 { (tokens.end, point.tokens.0) } else { (point.tokens.1, tokens.start) };
        let apposed = second.saturating_sub(first) <= 3 && second > first
            && (first..second).all(|at| is(seed, at, &[",", "(", "in", "on", "—", "–", "back", "about", "some", "almost", "nearly"]))
            && is(seed, first, &[",", "(", "—", "–", "in"]);
        let count = now.year - year;
        let hedge = (1..=2).filter_map(|back| tokens.start.checked_sub(back)).chain([tokens.start]).any(|at| {
            is(seed, at, &["about", "almost", "around", "nearly", "over", "roughly", "some", "than"])
        });
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
    let now = seed.facts.dated.as_deref().and_then(|value| Point::read(value, Span::default(), (0, 0)));
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

/// So many tokens may stand between a verb and its date.
const CLAUSE: usize = 7;
/// Words that say that a time is thought of, and not lived through; or that begin another clause.
const THOUGHT: &[&str] = &[
    "will", "would", "could", "should", "may", "might", "can", "to", "by", "until", "till", "through", "for", "expected", "planned", "scheduled", "due", "set", "slated",
    "projected", "forecast", "predicted", "estimated", "if", "when", "that", "which", "who", "because", "of", "from", "between", "than", "not", "approved", "budget", "fiscal",
    "proposed", "like", "as", "updated", "revised", "corrected", "modified", "edited", "accessed", "retrieved",
];

/// "Opened in June 2027", "since 2027": where the verb stands.
fn is_past(seed: Seed<'_>, point: Point, start: usize) -> Option<usize> {
    let preposition = point.tokens.0.checked_sub(1).filter(|at| *at > start)?;
    if is(seed, preposition, &["since"]) {
        return Some(preposition);
    }
    if !is(seed, preposition, &["in", "on"]) {
        return None;
    }
    // "2008's film".
    if seed.prose.tokens.get(point.tokens.1).is_some_and(|after| after.kind == TokenKind::Clitic) {
        return None;
    }
    let lowest = start.max(preposition.saturating_sub(CLAUSE));
    let verb = (lowest..preposition).rev().find(|at| is(seed, *at, &["was", "were", "had", "began", "opened", "closed", "died", "won", "took", "became", "started", "ended", "fell", "rose", "killed"]))?;
    let thought = (start..preposition).any(|at| is(seed, at, THOUGHT)) || (verb..preposition).any(|at| !seed.prose.tokens[at].is_word());
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
            || is(seed, at, &["have", "be", "remember", "remembered", "recall", "celebrate", "mark", "as", "than", "that", "which", "who", "of", "from", "since", "for", "not", "n’t", "to", "what", "how", "we", "i", "was", "were"])
                && !(is(seed, at, &["be"]) && at == verb + 1)
            || (text.ends_with("ed") && !(at == verb + 2 && is(seed, verb + 1, &["be"])))
    });
    let closes = seed.prose.tokens.get(point.tokens.1).is_none_or(|after| !after.is_word() || is(seed, point.tokens.1, &["and", "at", "in"]));
    (!other && closes).then_some(verb)
}

#[cfg(test)]
mod tests {
    use crate::engine::told;

    fn check(rule: &str, cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            assert_eq!(told(rule, text), *expected, "{rule}: {text}");
        }
    }

    #[test]
    fn numbers_that_run_backwards() {
        check("numbers/reversed-range", &[
            ("It drew between 80 and 40 million guests.", "between 80 and 40 million"),
            ("It cost between $80 million and $40 million.", "between $80 million and $40 million"),
            ("Between 60 and 40 percent came.", "Between 60 and 40 percent"),
            ("See pages 45-31 of the report.", "pages 45-31"),
            ("See pp. 145–131.", "pp. 145–131"),
            ("It drew between 40 and 80 million guests.", ""),
            ("It drew between 900 and 1.2 million guests.", ""),
            ("The gate is open between 9 and 5.", ""),
            ("See pages 345–47.", ""),
            ("The club won 45–31.", ""),
            ("The difference between 60 and 40 percent is large.", ""),
        ]);
    }

    #[test]
    fn times_that_run_backwards() {
        check("dates/reversed-span", &[
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
        ]);
    }

    #[test]
    fn ages_and_years() {
        check("dates/wrong-age", &[
            ("Rask was born in 1950 and died in 2010 aged 70.", "aged 70"),
            ("Ana Rask (1950–2010) died at the age of 72.", "age of 72"),
            ("Rask was born on 3 May 1950 and died on 2 May 2010 aged 60.", "aged 60"),
            ("Rask was born in 1950 and died in 2010 aged 59.", ""),
            ("Rask was born on 3 May 1950 and died on 3 May 2010 aged 60.", ""),
            ("Rask, born in 1950, left school aged 16 and died in 2010.", ""),
        ]);
        check("dates/wrong-duration", &[
            ("In the 12 years from 2001 to 2011 it fell.", "the 12 years"),
            ("It ran from 2001 to 2011, a span of 15 years.", "15 years"),
            ("It ran for seven years (2001–2011).", "seven years"),
            ("In the ten years from 2001 to 2011 it fell.", ""),
            ("In the eleven years from 2001 to 2011 it fell.", ""),
            ("In nearly 12 years from 2001 to 2011 it fell.", ""),
            ("It spent two years of the time from 2001 to 2011 at sea.", ""),
        ]);
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
