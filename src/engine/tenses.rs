//! `match.fact.date`: what is told of a time, against the date of the seed.
//!
//! "Ten years ago, in 2001", "the 50th anniversary of the 1955 flood", "was opened in June 2027", "will open in May 2013".

use std::ops::Range;

use super::numbers::{is, is_hedged};
use super::points::{Point, dated, points};
use super::{Found, Seed};
use crate::facts::DateKind;
use crate::language::TokenKind;

/// "Ten years ago, in 2005" in a seed of another year than 2015; "in 2018, the 20th anniversary of the 1988 flood".
pub(super) fn misreckoned(seed: Seed<'_>) -> Vec<Found> {
    let now = dated(seed);
    let mut found = now.map(|now| miscounted_back(seed, now)).unwrap_or_default();
    found.extend(points(seed).iter().filter_map(|(sentence, points)| anniversary(seed, *sentence, points, now)));
    found.sort_by_key(|found| found.span);
    found
}

/// "The 20th anniversary of the 1988 flood": counted to the year in which it is said to be kept, or to the seed's own for what is now.
fn anniversary(seed: Seed<'_>, sentence: usize, points: &[Point], now: Option<Point>) -> Option<Found> {
    const REACH: usize = 8;
    let range = seed.prose.sentences.get(sentence)?.tokens.clone();
    let at = range.clone().find(|at| is(seed, *at, &["anniversary"]) && *at > range.start)?;
    let count = ordinal(&seed.prose.tokens[at - 1].text(seed.prose.text()))?;
    let event = points.iter().find(|point| point.tokens.0 > at && point.tokens.0 <= at + REACH && is(seed, at + 1, &["of"]))?;
    let kept = Kept::new(seed, range.start, at, event.tokens.1);
    let mut others = points.iter().filter(|point| point.span != event.span && kept.falls_in(point.tokens));
    let present = || {
        let units = ["year", "month", "week", "spring", "summer", "autumn", "fall", "winter"];
        range.clone().any(|at| is(seed, at, &["this"]) && is(seed, at + 1, &units) && kept.falls_now((at, at + 2)))
    };
    let to = match (others.next(), others.next()) {
        (Some(only), None) => *only,
        (None, _) => now.filter(|_| present())?,
        _ => return None,
    };
    let years = to.year - event.year;
    let sum = format!("{} - {} = {years}", to.year, event.year);
    let place = seed.prose.place(at - 1..at + 1);
    (years > 0 && (years - count).abs() > 1).then(|| Found::at(place).words("sum", sum).label(event.span, "this year"))
}

/// An anniversary in its sentence, to ask when it is kept. Every other year there is of something else.
struct Kept<'a> {
    seed: Seed<'a>,
    /// The first token of the sentence.
    start: usize,
    /// The token of the word itself.
    anniversary: usize,
    /// One past the year of what is remembered.
    event: usize,
    /// The verb of keeping before the anniversary, and the first token that stands in one clause with it.
    verb: Option<(usize, usize)>,
}

impl<'a> Kept<'a> {
    fn new(seed: Seed<'a>, start: usize, anniversary: usize, event: usize) -> Self {
        let mut kept = Self { seed, start, anniversary, event, verb: None };
        kept.verb = kept.keeping();
        kept
    }

    /// Whether a year is the one of keeping: "in 2010 it marked the anniversary", "2010 marked it", "it was marked in 2010".
    fn falls_in(&self, year: (usize, usize)) -> bool {
        let opens = year.0 == self.start || year.0 == self.start + 1 && is(self.seed, self.start, &["in", "on", "by"]);
        if year.0 < self.anniversary { opens && self.leads(year.1) } else { self.follows(year.0) }
    }

    /// The same of "this year", which is of the clause that it stands in.
    fn falls_now(&self, phrase: (usize, usize)) -> bool {
        if phrase.0 < self.anniversary { self.leads(phrase.1) } else { self.follows(phrase.0) || phrase.0 == self.event }
    }

    /// Whether the verb of keeping is of the clause that begins at token `from`.
    fn leads(&self, from: usize) -> bool {
        // "This" is what ends the stretch, so that few years stand in it and the time stays linear.
        self.verb.is_some_and(|(first, verb)| first <= from && from <= verb && self.is_one_clause(from..verb))
    }

    /// The verb of keeping that has the anniversary as its object or its complement, and where its clause begins at the earliest.
    fn keeping(&self) -> Option<(usize, usize)> {
        let language = self.seed.prose.language;
        let (determiners, keeping) = (language.set("determiner"), language.set("~keeping-verb"));
        let token = |at: usize| self.seed.prose.tokens[at];
        // "The tenth", "its own tenth", "the town’s tenth".
        let verb = (self.start..self.anniversary - 1).rev().find(|at| language.holds(keeping, token(*at)))?;
        let plain = (verb + 1..self.anniversary - 1)
            .all(|at| language.holds(determiners, token(at)) || is(self.seed, at, &["own", "’s", "'s", "also"]) || token(at).capital());
        let infinitive = verb > self.start && is(self.seed, verb - 1, &["to"]);
        // A clause may begin with a mark and the determiner of its subject.
        let first = (self.start..verb).rev().find(|at| !self.goes_on(*at)).map_or(self.start, |at| at.saturating_sub(1));
        (plain && !infinitive).then_some((first, verb))
    }

    /// Whether a year stands right behind what is remembered: "of the 1955 flood, in 2005", "of the 1955 flood was marked in 2005".
    fn follows(&self, year: usize) -> bool {
        const NEAR: usize = 6;
        let near = |at: &usize| *at >= self.event && *at - self.event <= NEAR;
        let Some(preposition) = year.checked_sub(1).filter(|at| near(at) && is(self.seed, *at, &["in", "on"])) else { return false };
        let language = self.seed.prose.language;
        let (auxiliary, keeping) = (language.set("auxiliary"), language.set("~keeping-verb"));
        let between = self.event..preposition;
        let verb = between.clone().find(|at| language.holds(auxiliary, self.seed.prose.tokens[*at]));
        let kept = verb.is_none_or(|verb| {
            let last = preposition - 1;
            last == verb || language.holds(keeping, self.seed.prose.tokens[last]) || is(self.seed, last, &["fall", "fallen", "held"])
        });
        let comma = preposition.checked_sub(1).filter(|at| is(self.seed, *at, &[","]) && verb.is_none());
        kept && self.is_one_clause(between.start..comma.unwrap_or(between.end))
    }

    /// Whether nothing among these tokens opens another clause.
    fn is_one_clause(&self, mut tokens: Range<usize>) -> bool {
        let language = self.seed.prose.language;
        let [relative, conjunction, determiner] = ["relative", "conjunction", "determiner"].map(|name| language.set(name));
        let first = tokens.start;
        tokens.all(|at| {
            let token = self.seed.prose.tokens[at];
            let subject = at <= first + 1 && language.holds(determiner, token);
            let opens = language.holds(relative, token) || language.holds(conjunction, token);
            self.goes_on(at) || !opens && (subject && token.is_word() || at == first && !token.is_word())
        })
    }

    /// Whether a token stands inside a clause wherever it stands: no mark, nor a word that opens a clause or a noun phrase.
    fn goes_on(&self, at: usize) -> bool {
        let language = self.seed.prose.language;
        let token = self.seed.prose.tokens[at];
        let opens = ["relative", "conjunction", "determiner"].iter().any(|name| language.holds(language.set(name), token));
        !opens && (token.is_word() || token.kind == TokenKind::Clitic)
    }
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
            && (first..second).all(|at| is(seed, at, &[",", "(", "in", "on", "—", "–", "back"]) || is_hedged(seed, at + 1, 1))
            && is(seed, first, &[",", "(", "—", "–", "in"]);
        let count = now.year - year;
        let hedge = is_hedged(seed, tokens.start + 1, 3);
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
            ("2010 marked the tenth anniversary of the flood of 1990.", "tenth anniversary"),
            ("The 50th anniversary of the 1955 flood was marked in 2015.", "50th anniversary"),
            ("The 20th anniversary of the 1988 flood, in 2018, was wet.", "20th anniversary"),
            ("The town this year marks the 50th anniversary of the 1955 flood, as a plaque of 2005 says.", "50th anniversary"),
            ("The 50th anniversary of the 1965 flood was marked in 2015.", ""),
            ("A plaque put up in 2001 recalls the 50th anniversary of the 1955 flood.", ""),
            ("The mayor, elected in 2001, spoke on the 50th anniversary of the 1955 flood.", ""),
            ("In 2001 the town began to plan for the 50th anniversary of the 1955 flood.", ""),
            ("On the 50th anniversary of the 1955 flood the town closed the mill that it built in 1980.", ""),
            ("For the 50th anniversary of the 1955 flood it bought what was sold in 2001.", ""),
        ] {
            assert_eq!(told("dates/wrong-years-since", &dated(text)), expected, "{text}");
        }
    }

    #[test]
    fn years_since_are_reckoned_in_linear_time() {
        let text = |middle: &str| format!("---\ndate: 2015-06-01\n---\n\nThe mill {middle}the 20th anniversary of the 1988 flood.");
        for piece in ["this year ", "marks this year ", "this year marks "] {
            let before = std::time::Instant::now();
            let _ = told("dates/wrong-years-since", &text(&piece.repeat(5_000)));
            assert!(before.elapsed().as_secs() < 10, "{piece:?} took {:?}", before.elapsed());
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
