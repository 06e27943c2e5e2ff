//! Finds expressions of time: the order of trials, and the phrases that point or count ("last year", "two weeks ago").
//!
//! In go the tokens of one sentence; out come mentions, which say what the words mean by themselves. Each trial looks
//! ahead a fixed number of tokens, so that the whole is linear. Dates of the calendar are read in `calendar.rs`.

use super::counts::length;
use super::mention::{Fields, Meaning, Mention, Moment, Shift, Year};
use super::words::{Form, Number, Origin, Pointing, Unit, Word, Words};
use crate::facts::Prose;
use crate::language::{Set, Token, TokenKind};

/// The lexicons that the grammar looks words up in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sets {
    idiom: Set,
    vague: [(Set, &'static str); 3],
    recurring: Set,
    pub(super) holiday: Set,
    pub(super) numbered: Set,
}

impl Sets {
    /// Looks the lexicons up by name.
    pub(super) fn of(prose: Prose<'_>) -> Self {
        let set = |name| prose.language.set(name);
        Self {
            idiom: set("time-idiom"),
            vague: [(set("time-present"), "PRESENT_REF"), (set("time-past"), "PAST_REF"), (set("time-future"), "FUTURE_REF")],
            recurring: set("time-recurring"),
            holiday: set("holiday"),
            numbered: set("~numbered-thing"),
        }
    }

    /// Whether an entry begins with `token` that is a date, or that stands in the way of one.
    pub(super) fn open(self, prose: Prose<'_>, token: Token) -> bool {
        let [present, past, future] = self.vague.map(|(set, _)| set);
        [self.idiom, present, past, future, self.recurring, self.holiday].iter().any(|set| prose.language.begins(*set, token))
    }
}

/// What a trial found: one past its last token, and what it means.
pub(super) type Found = Option<(usize, Meaning)>;

/// Reads one sentence.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) prose: Prose<'a>,
    pub(super) words: &'a Words,
    pub(super) sets: Sets,
    pub(super) tokens: &'a [Token],
    /// The index of the sentence's first token in the document.
    pub(super) base: usize,
    /// The sentence's index.
    pub(super) sentence: usize,
}

impl Reader<'_> {
    /// Appends every expression of time in the sentence to `mentions`.
    pub(super) fn read(self, mentions: &mut Vec<Mention>) {
        let mut at = 0;
        while at < self.tokens.len() {
            at = self.step(at, mentions).max(at + 1);
        }
    }

    /// What token `i` can be in a date; [`Word::Other`] outside the sentence.
    pub(super) fn word(self, i: usize) -> Word {
        self.tokens.get(i).map_or(Word::Other, |token| self.words.word(*token))
    }

    /// What stands before token `i`.
    pub(super) fn before(self, i: usize) -> Word {
        i.checked_sub(1).map_or(Word::Other, |i| self.word(i))
    }

    /// The token at `i`.
    pub(super) fn token(self, i: usize) -> Option<Token> {
        self.tokens.get(i).copied()
    }

    /// Whether token `i` is exactly this mark.
    pub(super) fn mark(self, i: usize, mark: &str) -> bool {
        self.token(i).is_some_and(|token| token.is(self.prose.text(), mark))
    }

    /// Whether a hyphen joins token `i` to the one before.
    pub(super) fn joined(self, i: usize) -> bool {
        self.token(i).is_some_and(Token::joined)
    }

    /// Whether token `i` is a word with a capital.
    pub(super) fn capital(self, i: usize) -> bool {
        self.token(i).is_some_and(|token| token.kind == TokenKind::Word && token.capital())
    }

    fn push(self, start: usize, end: usize, meaning: Meaning, mentions: &mut Vec<Mention>) {
        mentions.push(Mention { tokens: self.base + start..self.base + end, sentence: self.sentence, meaning });
    }

    /// Tries everything at token `at`; gives the token to go on from.
    fn step(self, at: usize, mentions: &mut Vec<Mention>) -> usize {
        let opens = |i: usize| self.token(i).is_some_and(|token| self.words.opens(token));
        let opening = opens(at) || self.word(at) == Word::The && opens(at + 1);
        if !opening {
            return at + 1;
        }
        if self.is_listed_at(at) {
            let idiom = self.prose.language.longest(self.sets.idiom, &self.tokens[at..]);
            if idiom > 0 {
                return at + idiom;
            }
            if let Some((end, meaning)) = self.listed(at) {
                self.push(at, end, meaning, mentions);
                return end;
            }
        }
        let noun = if self.word(at) == Word::The { at + 1 } else { at };
        if let Some((start, end, meaning)) = self.range_head(noun) {
            self.push(start, end, meaning, mentions);
            return end;
        }
        if let Some((end, meaning)) = self.phrase(at, noun) {
            let start = if bare(&meaning) && matches!(self.word(noun), Word::Month(..) | Word::Whole(..)) { noun } else { at };
            self.push(start, end, meaning.clone(), mentions);
            return match self.tail(end, &meaning) {
                Some((start, end, meaning)) => {
                    self.push(start, end, meaning, mentions);
                    end
                }
                None => end,
            };
        }
        at + 1
    }

    /// Whether a lexicon lists what begins with the token at `i`.
    pub(super) fn is_listed_at(self, i: usize) -> bool {
        self.token(i).is_some_and(|token| self.words.listed(token))
    }

    /// What a lexicon lists as vague or as recurring.
    fn listed(self, at: usize) -> Found {
        let rest = &self.tokens[at..];
        let language = self.prose.language;
        for (set, value) in self.sets.vague {
            let length = language.longest(set, rest);
            let goes_on = matches!(
                self.word(at + length),
                Word::Before | Word::After | Word::Unit(..) | Word::Count(_) | Word::Whole(..) | Word::Few | Word::Ago(..)
            );
            if length > 0 && !goes_on {
                return Some((at + length, Meaning::Vague(value)));
            }
        }
        let length = language.longest(self.sets.recurring, rest);
        // "The Daily Telegraph", "Newsweek Weekly".
        let named = length == 1 && self.capital(at) && (at > 0 || self.capital(at + 1));
        (length > 0 && !named).then(|| (at + length, Meaning::Set("XXXX".to_owned())))
    }

    /// Every kind of phrase, the ones that enclose others first. `at` may be an article, `noun` is what follows it.
    fn phrase(self, at: usize, noun: usize) -> Found {
        self.border(noun)
            .or_else(|| self.day_part_of(noun))
            .or_else(|| self.edge(noun))
            .or_else(|| self.counted(noun))
            .or_else(|| self.calendar(noun, false))
            .or_else(|| self.stretch(noun))
            .or_else(|| self.then(at, noun))
            .or_else(|| self.every(noun))
    }

    /// "the end of March", "the first half of 2020", "the last week of August", "year-end".
    fn border(self, at: usize) -> Found {
        if let Word::Unit(unit @ (Unit::Year | Unit::Month | Unit::Week), Number::One) = self.word(at) {
            let possessive = self.token(at + 1).is_some_and(|token| token.kind == TokenKind::Clitic);
            let end = at + 1 + usize::from(possessive);
            return (self.word(end) == Word::Border && self.of(end + 1).is_none()).then(|| (end + 1, near(unit)));
        }
        let (part, of) = match (self.word(at), self.word(at + 1)) {
            (Word::Border, _) => (None, at + 1),
            (Word::Ordinal(n), Word::Half) if n <= 2 => (Some(if n == 1 { "H1" } else { "H2" }), at + 2),
            (Word::Ordinal(n), Word::Unit(Unit::Quarter, Number::One)) if n <= 4 => {
                let part = ["Q1", "Q2", "Q3", "Q4"][usize::from(n.max(1)) - 1];
                if self.of(at + 2).is_none() {
                    return Some((at + 2, Meaning::Calendar(Fields { part: Some(part), ..Fields::default() })));
                }
                (Some(part), at + 2)
            }
            (Word::Ordinal(_) | Word::Stretch | Word::Pointing(Pointing::Last), Word::Unit(unit, _)) if !unit.code().1 => (None, at + 2),
            (Word::Stretch | Word::Pointing(Pointing::Last) | Word::Edge, Word::Half) => (None, at + 2),
            (Word::Edge, Word::Unit(..)) => (None, at + 2),
            (Word::Other, Word::Half) if self.is_text(at, "latter") => (Some("H2"), at + 2),
            (Word::Edge | Word::Other, Word::Other) if self.is_latter_part(at) => (None, at + 2),
            _ => return None,
        };
        let (end, meaning) = self.target(self.of(of)?)?;
        Some((end, narrowed(meaning, part)))
    }

    /// Whether "early part", "latter half" and the like stand here.
    fn is_latter_part(self, at: usize) -> bool {
        let text = |i: usize| self.token(i).map(|token| token.text(self.prose.text()).to_lowercase()).unwrap_or_default();
        text(at + 1) == "part" && (self.word(at) == Word::Edge || matches!(text(at).as_str(), "latter" | "better" | "later" | "greater"))
    }

    /// One past "of".
    fn of(self, at: usize) -> Option<usize> {
        // "an end-of-the-year party" is of any year.
        (self.word(at) == Word::Of && !self.joined(at)).then_some(at + 1)
    }

    /// What a border or an edge is of: a date, or "the year".
    fn target(self, at: usize) -> Found {
        let article = self.word(at) == Word::The;
        let noun = at + usize::from(article);
        if let Word::Unit(unit, Number::One) = self.word(noun)
            && article
            && !unit.code().1
            && !matches!(self.word(noun + 1), Word::Whole(..))
        {
            return Some((noun + 1, near(unit)));
        }
        self.calendar(noun, true).or_else(|| self.weekday_or_day(noun))
    }

    /// "the 6th" where a day is sure to be meant.
    fn weekday_or_day(self, at: usize) -> Found {
        match self.word(at) {
            Word::Nth(day) if (1..=31).contains(&day) => {
                Some((at + 1, Meaning::Calendar(Fields { day: u8::try_from(day).ok(), ..Fields::default() })))
            }
            _ => None,
        }
    }

    /// "the morning of 6 June", "the early morning hours of 5 May".
    fn day_part_of(self, at: usize) -> Found {
        let at = at + usize::from(self.word(at) == Word::Edge);
        let Word::DayPart(part) = self.word(at) else { return None };
        let hours = matches!(self.word(at + 1), Word::Unit(Unit::Hour, _));
        let of = at + 1 + usize::from(hours);
        if !matches!(self.word(of), Word::Of | Word::On) {
            return None;
        }
        let article = usize::from(self.word(of + 1) == Word::The);
        let (end, meaning) = self.target(of + 1).or_else(|| self.first_of_range(of + 1 + article))?;
        Some((end, timed(meaning, Moment::Part(part))?))
    }

    /// The first day of "11–19 October".
    fn first_of_range(self, at: usize) -> Found {
        self.range_head(at).map(|(_, end, meaning)| (end, meaning))
    }

    /// "early 2019", "mid-May", "late last year", "early in the morning of 6 May", "later that month".
    fn edge(self, at: usize) -> Found {
        let (Word::Edge | Word::Later(_)) = self.word(at) else { return None };
        let comparative = matches!(self.word(at), Word::Later(_));
        let mut next = at + 1;
        let within = matches!(self.word(next), Word::In | Word::On);
        next += usize::from(within);
        // "later" and "earlier" go with what points, not with a bare date.
        let points = matches!(self.word(next), Word::Pointing(Pointing::This | Pointing::Same | Pointing::Last) | Word::Today(_))
            || self.word(next) == Word::The && self.word(next + 1) == Word::Pointing(Pointing::Same);
        if comparative && !within && !points {
            return None;
        }
        let noun = next + usize::from(self.word(next) == Word::The);
        if let Some(found) = self.day_part_of(noun) {
            return Some(found);
        }
        if self.word(next) == Word::The && !within && !matches!(self.word(noun), Word::Pointing(_)) {
            return None;
        }
        self.target(next)
    }

    /// Whether a phrase ends before token `i`: at a mark, at the sentence's end, or before a word that opens another.
    pub(super) fn closes(self, i: usize) -> bool {
        let Some(token) = self.token(i) else { return true };
        if !token.is_word() {
            return !matches!(token.kind, TokenKind::Opaque | TokenKind::Symbol);
        }
        matches!(
            self.word(i),
            Word::And | Word::In | Word::On | Word::At | Word::By | Word::From | Word::To | Word::For | Word::Preposition | Word::Or
        ) || [
            "but", "when", "as", "with", "which", "was", "were", "had", "is", "has", "he", "she", "they", "it", "we", "would", "because",
            "while",
        ]
        .iter()
        .any(|word| self.is_text(i, word))
    }

    /// Whether token `i` reads so, in any case.
    pub(super) fn is_text(self, i: usize, word: &str) -> bool {
        self.token(i).is_some_and(|token| token.span().of(self.prose.text()).eq_ignore_ascii_case(word))
    }

    /// "at that time", "by this point", "during this period", "at the same time", "on that date".
    fn then(self, at: usize, noun: usize) -> Found {
        let opens = matches!(
            self.before(at),
            Word::At
                | Word::By
                | Word::Preposition
                | Word::From
                | Word::To
                | Word::Around
                | Word::On
                | Word::In
                | Word::For
                | Word::Before
                | Word::After
        );
        if !opens {
            return None;
        }
        let (end, pointing) = match self.word(noun) {
            Word::Pointing(pointing @ (Pointing::This | Pointing::Same)) => (noun + 1, Some(pointing)),
            _ => (noun, None),
        };
        let end = end + usize::from(pointing.is_some() && self.word(end) == Word::Pointing(Pointing::Same));
        let at_time = self.is_text(end, "time") && self.before(at) == Word::At && noun > at;
        match self.word(end) {
            Word::Time | Word::Date | Word::Period if pointing.is_some() && self.before(at) != Word::For => Some((end + 1, Meaning::Then)),
            Word::Time if at_time && (self.closes(end + 1) || self.word(end + 1) == Word::Of) => Some((end + 1, Meaning::Then)),
            _ => None,
        }
    }

    /// "every Friday", "each year", "every two weeks", "Sundays".
    fn every(self, at: usize) -> Found {
        if let Word::Weekday(day, Form::Plural) = self.word(at) {
            return Some((at + 1, Meaning::Set(format!("XXXX-WXX-{day}"))));
        }
        if self.word(at) == Word::Weekend(Number::Many) {
            return Some((at + 1, Meaning::Set("XXXX-WXX-WE".to_owned())));
        }
        if self.word(at) != Word::Every {
            return None;
        }
        let (unit_at, count) = self.count(at + 1).unwrap_or((at + 1, Some(1)));
        let unit_at = unit_at + usize::from(self.is_text(unit_at, "other") || matches!(self.word(unit_at), Word::Ordinal(_)));
        let value = match self.word(unit_at) {
            Word::Unit(unit, _) => length(unit, count),
            Word::Weekday(day, _) => format!("XXXX-WXX-{day}"),
            Word::Month(month, Form::Full) if self.capital(unit_at) => format!("XXXX-{month:02}"),
            Word::Season(season) => format!("XXXX-{}", season.code().0),
            Word::DayPart(part) => format!("XXXX-XX-XX{}", part.code()),
            Word::Weekend(_) => "XXXX-WXX-WE".to_owned(),
            _ => return None,
        };
        Some((unit_at + 1, Meaning::Set(value)))
    }

    /// "last year", "this week", "the following day", "last December", "next Friday", "that evening", "this weekend".
    pub(super) fn pointing(self, at: usize) -> Found {
        let (mut pointing, mut noun) = match self.word(at) {
            Word::Pointing(pointing) => (pointing, at + 1),
            Word::After if self.is_text(at, "following") => (Pointing::After, at + 1),
            Word::Before if self.is_text(at, "preceding") => (Pointing::Before, at + 1),
            _ => return None,
        };
        let article = self.before(at) == Word::The;
        if pointing != Pointing::Last && self.word(noun) == Word::Pointing(Pointing::Same) {
            pointing = Pointing::Same;
            noun += 1;
        } else if pointing == Pointing::This && self.word(noun) == Word::Stretch {
            noun += 1;
        }
        // A participle without article is a preposition: "following January's attack".
        if pointing == Pointing::After && !article {
            return None;
        }
        let pointing = if article && pointing == Pointing::Next { Pointing::After } else { pointing };
        let (by, origin) = pointing.shift();
        let shift = |unit, by, origin, time| Some((noun + 1, Meaning::Shift(Shift { unit, by: Some(by), origin, time })));
        match self.word(noun) {
            // "the last year" is a length; "last day" and "next hour" point at nothing.
            Word::Unit(unit, Number::One) if !unit.code().1 => match pointing {
                Pointing::Last if article || unit == Unit::Day => None,
                Pointing::Next | Pointing::This if unit == Unit::Day => shift(unit, by, Origin::Text, None),
                _ => shift(unit, by, origin, None),
            },
            Word::Weekend(Number::One) => shift(Unit::Week, by, origin, Some(Moment::Weekend)),
            Word::DayPart(part) => {
                let origin = if pointing == Pointing::Next { Origin::Text } else { origin };
                (!(pointing == Pointing::Last && article)).then_some(())?;
                shift(Unit::Day, by, origin, Some(Moment::Part(part)))
            }
            Word::Month(_, Form::Full) | Word::Weekday(_, Form::Full) | Word::Season(_) => {
                let conjunction = pointing == Pointing::Same && !article && !matches!(self.word(noun), Word::Season(_));
                let verb = pointing == Pointing::Same && !article && self.is_text(noun, "fall");
                if conjunction || verb {
                    return None;
                }
                let (end, meaning) = self.calendar(noun, true)?;
                let Meaning::Calendar(fields) = meaning else { return None };
                let pointing = if fields.year.is_some() { None } else { Some(pointing) };
                Some((end, Meaning::Calendar(Fields { pointing, generic: false, ..fields })))
            }
            _ => {
                let (end, Meaning::Calendar(fields)) = self.holiday(noun)? else { return None };
                Some((end, Meaning::Calendar(Fields { pointing: Some(pointing), generic: false, ..fields })))
            }
        }
    }
}

/// "the year", "the month": of the writer in news, of the tale in a tale.
fn near(unit: Unit) -> Meaning {
    Meaning::Shift(Shift { unit, by: Some(0), origin: Origin::Near, time: None })
}

/// Whether an article before it is no part of the phrase: "the 2024 budget", "the March offensive".
fn bare(meaning: &Meaning) -> bool {
    let Meaning::Calendar(fields) = meaning else { return false };
    fields.day.is_none()
        && (fields.year.is_some() || fields.month.is_some())
        && fields.season.is_none()
        && fields.pointing.is_none()
        && fields.part.is_none()
        && fields.time.is_none()
        && !fields.feast
}

/// The half or quarter of a year.
fn narrowed(meaning: Meaning, part: Option<&'static str>) -> Meaning {
    match (meaning, part) {
        (Meaning::Calendar(fields), Some(_)) if fields.month.is_none() && fields.season.is_none() && fields.part.is_none() => {
            Meaning::Calendar(Fields { part, ..fields })
        }
        (Meaning::Shift(Shift { unit: Unit::Year, by: Some(by), origin, .. }), Some(_)) => {
            Meaning::Calendar(Fields { year: Some(Year::Counted(by, origin)), part, ..Fields::default() })
        }
        (meaning, _) => meaning,
    }
}

/// The part of a day.
pub(super) fn timed(meaning: Meaning, time: Moment) -> Option<Meaning> {
    match meaning {
        Meaning::Calendar(fields) if fields.day.is_some() || fields.weekday.is_some() || fields.feast => {
            Some(Meaning::Calendar(Fields { time: Some(time), ..fields }))
        }
        Meaning::Shift(shift) if shift.unit == Unit::Day => Some(Meaning::Shift(Shift { time: Some(time), ..shift })),
        _ => None,
    }
}
