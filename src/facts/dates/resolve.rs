//! What relative dates count from, and what they then are.
//!
//! In go the mentions of a document in order, and its date; out come dates with values. Two kinds of text are told apart:
//! news, in which "in May" means the May nearest to the document's date, and tales, in which it means the May of the year
//! the tale has come to. A tale is a text without date, or one whose dates lie mostly more than a year from its own.

use std::collections::BTreeSet;

use super::labels::{is_label, is_of_issue, opening_year};
use super::mention::{Fields, Meaning, Mention, Moment, Shift, Year};
use super::value::{Stretch, days_on, in_year, partial, weekday_from, without_year};
use super::words::{Origin, Pointing, Season, Unit};
use super::{Date, DateKind};
use crate::facts::Prose;
use crate::language::Set;

/// How many words may stand before a year that opens a sentence.
const OPENING: usize = 3;
/// How many tokens a heading has at most.
const SHORT: usize = 10;

/// How near a word must stand that says that a date recurs, in tokens.
const NEAR: usize = 8;

/// Which way the verbs beside a date look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tense {
    Past,
    Future,
    Unknown,
}

/// What one date in full weighs, and two bare years.
const PASSING: usize = 2;

/// The latest year that two digits may mean in a text without date.
const LATEST: i32 = 2029;
/// For how many sentences a day stays what a weekday counts from, where the document has no date of its own.
const WEEKDAY_REACH: usize = 3;

/// What relative dates count from, as far as the text has been read.
pub(super) struct Anchors<'a> {
    prose: Prose<'a>,
    future: Set,
    past: Set,
    recurring: Set,
    /// The document's own date.
    document: Option<Stretch>,
    tale: bool,
    /// The year that a text without date says it speaks of.
    opening: Option<i32>,
    /// The first year that the text says in full, for dates that stand before any.
    first_year: Option<i32>,
    /// Every year that the text says in full, in order.
    years: BTreeSet<i32>,
    /// The date last mentioned, and its parts; a coarser mention of the same year leaves the finer parts be.
    last: Option<Stretch>,
    year: Option<i32>,
    month: Option<(i32, u8)>,
    day: Option<Stretch>,
    /// The sentence of the last day.
    day_sentence: usize,
    /// The last year that was said together with a month, and its sentence.
    full: Option<(usize, i32)>,
    /// The year last mentioned at all, and its sentence.
    mentioned: Option<(usize, i32)>,
}

/// What became of a mention.
struct Answer {
    kind: DateKind,
    value: Option<String>,
    relative: bool,
    anchored: bool,
    stretch: Option<Stretch>,
}

impl Answer {
    /// A date that is known.
    fn known(stretch: Stretch, time: Option<Moment>, relative: bool) -> Self {
        Self { kind: DateKind::Date, value: Some(stretch.write(time)), relative, anchored: true, stretch: Some(stretch) }
    }

    /// A relative date of which only `value` is known.
    const fn partly(value: Option<String>, anchored: bool) -> Self {
        Self { kind: DateKind::Date, value, relative: true, anchored, stretch: None }
    }

    /// What needs no other date and is none.
    const fn of_kind(kind: DateKind, value: String) -> Self {
        Self { kind, value: Some(value), relative: false, anchored: true, stretch: None }
    }
}

impl<'a> Anchors<'a> {
    /// Before the first mention. `document` is the document's date.
    pub(super) fn new(prose: Prose<'a>, document: Option<Stretch>, mentions: &[Mention]) -> Self {
        Self {
            prose,
            future: prose.language.set("future-cue"),
            past: prose.language.set("past-cue"),
            recurring: prose.language.set("recurring-cue"),
            document,
            tale: is_tale(document, mentions),
            opening: if document.is_none() { opening_year(prose, mentions) } else { None },
            first_year: mentions.iter().find_map(|mention| said_year(&mention.meaning)),
            years: mentions.iter().filter_map(|mention| said_year(&mention.meaning)).collect(),
            last: None,
            year: None,
            month: None,
            day: None,
            day_sentence: 0,
            full: None,
            mentioned: None,
        }
    }

    /// The date that mention number `i` is; `None` if it turns out to be none.
    pub(super) fn resolve(&mut self, mentions: &[Mention], i: usize) -> Option<Date> {
        let mention = &mentions[i];
        let answer = match &mention.meaning {
            Meaning::Calendar(fields) => self.calendar(*fields, mention, mentions.get(i + 1))?,
            Meaning::Decade(year) => Answer::known(Stretch::Decade(*year), None, false),
            Meaning::Nineties(tens) => {
                let year = self.near_year(i32::from(*tens));
                Answer::known(Stretch::Decade(year), None, false)
            }
            Meaning::Century(number) => Answer::known(Stretch::Century(*number), None, false),
            Meaning::Shift(_) if self.is_name(mention) => return None,
            Meaning::Shift(shift) => self.shift(*shift, mention),
            Meaning::Slashed(first, second, year) => self.slashed(*first, *second, *year),
            Meaning::Then => {
                let last = self.last?;
                Answer { stretch: None, ..Answer::known(last, None, true) }
            }
            Meaning::Event => Answer::partly(None, true),
            Meaning::Duration(value) => Answer::of_kind(DateKind::Duration, value.clone()),
            Meaning::Set(value) => Answer::of_kind(DateKind::Set, value.clone()),
            Meaning::Vague(value) => Answer {
                relative: true,
                anchored: self.document.is_some() || self.last.is_some(),
                ..Answer::of_kind(DateKind::Vague, (*value).to_owned())
            },
        };
        self.remember(mention, &answer);
        let Answer { kind, value, relative, anchored, .. } = answer;
        Some(Date { span: self.prose.place(mention.tokens.clone()), kind, value, relative, anchored })
    }

    /// Takes note of a date, for later ones to count from.
    fn remember(&mut self, mention: &Mention, answer: &Answer) {
        let Some(stretch) = answer.stretch else { return };
        // In a tale the writer's own day is beside the story.
        let aside = matches!(mention.meaning, Meaning::Shift(Shift { origin: Origin::Writer, .. }));
        if self.tale && aside && self.last.is_some() {
            return;
        }
        self.last = Some(stretch);
        let Some(year) = stretch.year() else { return };
        self.mentioned = Some((mention.sentence, year));
        if !self.comes_into_force(mention, stretch) {
            return;
        }
        if self.year != Some(year) && self.tale {
            (self.month, self.day) = (None, None);
        }
        self.year = Some(year);
        if let Some(month) = stretch.month() {
            self.month = Some((year, month));
            if said_year(&mention.meaning).is_some() {
                self.full = Some((mention.sentence, year));
            }
            if matches!(stretch, Stretch::Day(..)) {
                (self.day, self.day_sentence) = (Some(stretch), mention.sentence);
            } else if self.day.is_some_and(|day| day.month() != Some(month)) {
                self.day = None;
            }
        }
    }

    /// Whether the text goes on from this date. A year in passing ("the charter of 1722", "a bridge due in 1931") is no step of the
    /// tale; one that opens its sentence, or stands in a heading, is.
    fn comes_into_force(&self, mention: &Mention, stretch: Stretch) -> bool {
        if !self.tale || !matches!(stretch, Stretch::Year(_)) {
            return true;
        }
        let Some(sentence) = self.prose.sentences.get(mention.sentence) else { return true };
        self.year.is_none() || mention.tokens.start <= sentence.tokens.start + OPENING || sentence.tokens.len() <= SHORT
    }

    /// The year nearest to the one in force that ends in these two digits.
    fn near_year(&self, tail: i32) -> i32 {
        let writer = self.document.and_then(Stretch::year).unwrap_or(LATEST);
        let base = self.year.filter(|_| self.tale).unwrap_or(writer);
        let century = base - base.rem_euclid(100);
        [century - 100, century, century + 100]
            .map(|century| century + tail)
            .into_iter()
            .filter(|year| *year <= writer.max(base))
            .min_by_key(|year| (year - base).abs())
            .unwrap_or(century + tail)
    }

    /// A date of the calendar.
    fn calendar(&self, fields: Fields, mention: &Mention, next: Option<&Mention>) -> Option<Answer> {
        let known = |year: i32, relative| Some(Answer::known(in_year(&fields, year), fields.time, relative));
        match fields.year {
            Some(Year::Said(year)) => return known(year, false),
            Some(Year::Tail(tail)) => return known(self.near_year(tail), false),
            Some(Year::Short(number)) => {
                let year = self.year.filter(|year| (-999..1000).contains(year))?;
                return known(if year < 0 { -number } else { number }, false);
            }
            Some(Year::Counted(by, origin)) => {
                return match self.base(origin, Unit::Year).and_then(Stretch::year) {
                    Some(year) => known(year + by, true),
                    None => Some(Answer::partly(without_year(&fields), false)),
                };
            }
            None => {}
        }
        if let Some(pointing) = fields.pointing {
            return Some(self.pointed(fields, pointing, mention));
        }
        if fields.weekday.is_some() && fields.month.is_none() && fields.generic {
            return Some(Answer { relative: false, ..Answer::partly(without_year(&fields), true) });
        }
        if let Some(weekday) = fields.weekday.filter(|_| fields.month.is_none()) {
            let answer = self.weekday(weekday, fields, mention);
            let named = !answer.anchored && self.counts_from_event(mention);
            return Some(if named { Answer { anchored: true, ..answer } } else { answer });
        }
        if fields.month.is_none() && fields.season.is_none() && fields.part.is_none() && !fields.feast {
            return self.day_or_time(fields);
        }
        let year = borrowed_year(mention, next, self.prose)
            .or_else(|| self.year_in_force(&fields, mention))
            .or_else(|| self.year_of_weekday(&fields));
        match year {
            Some(year) => known(year, true),
            None => {
                let any = fields.generic || fields.part.is_some() || self.recurs(&fields, mention);
                Some(Answer { relative: !any, ..Answer::partly(without_year(&fields), false) })
            }
        }
    }

    /// Whether "Today" is the end of a name in capitals: "USA Today".
    fn is_name(&self, mention: &Mention) -> bool {
        let token = self.prose.tokens.get(mention.tokens.start).filter(|_| mention.tokens.len() == 1);
        let before = mention.tokens.start.checked_sub(1).map(|before| self.prose.tokens[before]);
        token.zip(before).is_some_and(|(token, before)| token.capital() && !token.upper() && before.upper() && before.is_word())
    }

    /// Whether a weekday counts from what is named behind it: "the Friday before a release".
    fn counts_from_event(&self, mention: &Mention) -> bool {
        let text = self.prose.text();
        let is = |i: usize, words: &[&str]| self.prose.tokens.get(i).is_some_and(|token| words.iter().any(|word| token.is(text, word)));
        let end = mention.tokens.end;
        let the = is(mention.tokens.start, &["the", "The"]);
        the && is(end, &["before", "after"]) && is(end + 1, &["a", "an", "the", "each", "every", "his", "her", "their", "its", "our"])
    }

    /// Whether a day or month comes back every year: "observed May 9", "every year on May 9", "September means school".
    fn recurs(&self, fields: &Fields, mention: &Mention) -> bool {
        let Some(sentence) = self.prose.sentences.get(mention.sentence) else { return false };
        let low = sentence.tokens.start.max(mention.tokens.start.saturating_sub(NEAR));
        let near = &self.prose.tokens[low..sentence.tokens.end.min(mention.tokens.end + NEAR)];
        let cue = |at: usize| self.prose.language.longest(self.recurring, &near[at..]) > 0;
        if (0..near.len()).any(cue) {
            return true;
        }
        // A bare month as the subject of a verb in the present.
        let bare = *fields == (Fields { month: fields.month, ..Fields::default() });
        let text = |i: usize| self.prose.tokens.get(i).map(|token| token.text(self.prose.text())).unwrap_or_default();
        let opens = mention.tokens.start == sentence.tokens.start || text(mention.tokens.start - 1) == ",";
        let verb = text(mention.tokens.end);
        let present = verb.len() > 1 && verb.ends_with('s') && verb != "was" && verb.starts_with(char::is_lowercase);
        bare && opens && mention.tokens.len() == 1 && present
    }

    /// "the 6th", "10:30 a.m."
    fn day_or_time(&self, fields: Fields) -> Option<Answer> {
        if let Some(day) = fields.day {
            let month = self.month.or_else(|| self.document.filter(|_| !self.tale).and_then(|date| Some((date.year()?, date.month()?))));
            return Some(match month {
                Some((year, month)) => Answer::known(Stretch::Day(year, month, day), fields.time, true),
                None => Answer::partly(without_year(&fields), false),
            });
        }
        let day = self.day.or_else(|| self.document.filter(|date| !self.tale && matches!(date, Stretch::Day(..))));
        let value = day.map(|day| day.write(fields.time)).or_else(|| without_year(&fields));
        // A time of day is understood by itself; that it is of no day known is no fault.
        Some(Answer { value, relative: false, anchored: true, kind: DateKind::Date, stretch: None })
    }

    /// The year that a month, season or feast without one belongs to.
    fn year_in_force(&self, fields: &Fields, mention: &Mention) -> Option<i32> {
        if self.tale {
            return self.year.or(self.first_year.filter(|_| self.document.is_some())).or_else(|| self.document.and_then(Stretch::year));
        }
        if let Some((sentence, year)) = self.full
            && sentence == mention.sentence
        {
            return Some(year);
        }
        let document = self.document?;
        let year = document.year()?;
        let (Some(now), Some(month)) = (document.month(), fields.month.or(fields.season.map(|season| season.code().1))) else {
            return Some(year);
        };
        let behind = i32::from(now) - i32::from(month);
        Some(match self.tense(mention) {
            Tense::Past if behind < -1 && fields.season.is_none() => year - 1,
            Tense::Future if behind > 2 => year + 1,
            Tense::Unknown if behind <= -9 => year - 1,
            Tense::Unknown if behind >= 9 => year + 1,
            _ => year,
        })
    }

    /// The one year that the text says in which the day falls on its weekday: "Monday, October 6", where it says 2014 elsewhere.
    fn year_of_weekday(&self, fields: &Fields) -> Option<i32> {
        let (weekday, month, day) = (fields.weekday?, fields.month?, fields.day?);
        let falls =
            |year: &&i32| Stretch::Day(**year, month, day).date().is_some_and(|date| weekday_from(date, weekday, true) == Some(date));
        let mut years = self.years.iter().filter(falls);
        years.next().copied().filter(|_| years.next().is_none())
    }

    /// A weekday: the latest past one, unless the verbs look ahead; in a tale the first from the day it has come to.
    fn weekday(&self, weekday: u8, fields: Fields, mention: &Mention) -> Answer {
        let near = self.document.is_some() || mention.sentence <= self.day_sentence + WEEKDAY_REACH;
        let tale_day = self.day.filter(|_| self.tale && near).and_then(Stretch::date);
        let found = match (tale_day, self.document.and_then(Stretch::date)) {
            (Some(day), _) => weekday_from(day, weekday, true),
            (None, Some(day)) => weekday_from(day, weekday, self.tense(mention) == Tense::Future),
            (None, None) => None,
        };
        match found {
            Some(date) => Answer::known(Stretch::of(date), fields.time, true),
            // A text that has come to a year or month says of which week as little as one that has not.
            None => Answer::partly(without_year(&fields), self.document.is_some()),
        }
    }

    /// "last December", "next Friday", "that summer", "the previous April".
    fn pointed(&self, fields: Fields, pointing: Pointing, mention: &Mention) -> Answer {
        let (by, origin) = pointing.shift();
        let unit = if fields.weekday.is_some() { Unit::Day } else { Unit::Month };
        let opening = self.opening.filter(|_| by == 0 && unit == Unit::Month).map(Stretch::Year);
        let Some(base) = self.base(origin, unit).or(opening) else {
            return Answer { relative: !counts_from_tale(origin, mention), ..Answer::partly(without_year(&fields), false) };
        };
        if let Some(weekday) = fields.weekday {
            let found = base.date().and_then(|day| match by {
                -1 => weekday_from(days_on(day, -1)?, weekday, false),
                0 if origin == Origin::Writer => days_on(day, i32::from(weekday) - i32::from(day.weekday().to_monday_one_offset())),
                0 => weekday_from(day, weekday, true),
                _ => weekday_from(days_on(day, 1)?, weekday, true),
            });
            return found
                .map_or_else(|| Answer::partly(without_year(&fields), true), |date| Answer::known(Stretch::of(date), fields.time, true));
        }
        let Some(year) = base.year() else { return Answer::partly(without_year(&fields), true) };
        let first = fields.month.or(fields.season.map(|season| season.code().1));
        let year = match (first, base.month()) {
            (Some(first), Some(now)) => {
                let last = if fields.season.is_some() { first + 2 } else { first };
                match by {
                    -1 if last < now => year,
                    -1 => year - 1,
                    0 if fields.season == Some(Season::Winter) && now <= 2 => year - 1,
                    0 => year,
                    _ if first > now => year,
                    _ => year + 1,
                }
            }
            _ => year + by,
        };
        Answer::known(in_year(&fields, year), fields.time, true)
    }

    /// What a date counts from.
    fn base(&self, origin: Origin, unit: Unit) -> Option<Stretch> {
        let text = match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Week | Unit::Fortnight => self.day,
            Unit::Month | Unit::Quarter => self.day.or(self.month.map(|(year, month)| Stretch::Month(year, month))),
            Unit::Year => self.mentioned.map(|(_, year)| Stretch::Year(year)),
            Unit::Decade | Unit::Century => None,
        };
        // Where the day that is counted from is not known, the stretch that holds it says at least the year.
        let text = text.or(self.last);
        match origin {
            Origin::Writer => self.document.or(self.opening.filter(|_| unit == Unit::Year).map(Stretch::Year)),
            Origin::Near if self.tale => text.or(self.document),
            Origin::Near => self.document,
            Origin::Text if unit == Unit::Day => text,
            Origin::Text => text.or(self.document.filter(|_| !self.tale)),
        }
    }

    /// So many units from a date.
    fn shift(&self, shift: Shift, mention: &Mention) -> Answer {
        let base = self.base(shift.origin, shift.unit);
        let Some(by) = shift.by else {
            if shift.origin == Origin::Writer {
                return Answer { relative: true, anchored: base.is_some(), ..Answer::of_kind(DateKind::Vague, "PAST_REF".to_owned()) };
            }
            // "months or years later" with no date before it speaks of no date in particular.
            let value = base.and_then(Stretch::year).map(|year| partial(Some(year), shift.unit));
            return Answer { relative: base.is_some(), ..Answer::partly(value, true) };
        };
        let Some(base) = base else {
            // Hours count from an event that the text tells of, whether dated or not; so do "that day", "the next morning" and,
            // where it is told of as past, "the end of the year".
            let told = match shift.origin {
                Origin::Writer => is_label(self.prose, mention) || is_of_issue(self.prose, mention),
                Origin::Near => shift.unit == Unit::Day || self.tense(mention) == Tense::Past,
                Origin::Text => by == 0 || by.abs() == 1 && shift.unit == Unit::Day,
            };
            let told = told || shift.unit.code().1 && shift.origin != Origin::Writer;
            return Answer { relative: !told && !counts_from_tale(shift.origin, mention), ..Answer::partly(None, told) };
        };
        match base.shifted(shift.unit, by) {
            Ok(stretch) => Answer::known(stretch, shift.time, true),
            Err(value) => Answer::partly(Some(value), true),
        }
    }

    /// "06/01/2021": read so that it fits the calendar, or else the document's date.
    fn slashed(&self, first: u32, second: u32, year: u32) -> Answer {
        let day = |month: u32, day: u32| {
            let stretch = Stretch::Day(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
            (month <= 12).then_some(stretch)
        };
        let known = |stretch: Stretch| Answer::known(stretch, None, false);
        match (day(first, second), day(second, first)) {
            (Some(american), None) => known(american),
            (None, Some(european)) => known(european),
            (Some(american), Some(_)) if first == second || self.document == Some(american) => known(american),
            (Some(_), Some(european)) if self.document == Some(european) => known(european),
            _ => Answer { relative: false, ..Answer::partly(i32::try_from(year).ok().map(|year| partial(Some(year), Unit::Day)), true) },
        }
    }

    /// The tense that the nearest cue around a mention tells, in its sentence.
    fn tense(&self, mention: &Mention) -> Tense {
        const REACH: usize = 12;
        let Some(sentence) = self.prose.sentences.get(mention.sentence) else { return Tense::Unknown };
        let cue = |i: usize| {
            let token = self.prose.tokens[i];
            if self.prose.language.holds(self.future, token) {
                Some(Tense::Future)
            } else if self.prose.language.holds(self.past, token) || self.is_regular_past(i) {
                Some(Tense::Past)
            } else {
                None
            }
        };
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        (1..=REACH)
            .find_map(|step| {
                let before = start.checked_sub(step).filter(|i| *i >= sentence.tokens.start).and_then(cue);
                before.or_else(|| Some(end + step - 1).filter(|i| *i < sentence.tokens.end).and_then(cue))
            })
            .unwrap_or(Tense::Unknown)
    }

    fn is_regular_past(&self, i: usize) -> bool {
        let text = self.prose.tokens[i].text(self.prose.text());
        text.len() > 4 && text.ends_with("ed")
    }
}

/// Whether a time counts from what was just told, and does not drift with the day of reading: "two years later", "the next Monday".
const fn counts_from_tale(origin: Origin, mention: &Mention) -> bool {
    matches!(origin, Origin::Text) && mention.sentence > 0
}

/// The year that a meaning says in full.
const fn said_year(meaning: &Meaning) -> Option<i32> {
    match meaning {
        Meaning::Calendar(Fields { year: Some(Year::Said(year)), .. }) => Some(*year),
        _ => None,
    }
}

/// The year of "from June to August 1940" for its June: where a date without year is tied to the next, which has one.
fn borrowed_year(mention: &Mention, next: Option<&Mention>, prose: Prose<'_>) -> Option<i32> {
    let next = next?;
    let (Meaning::Calendar(first), Meaning::Calendar(second)) = (&mention.meaning, &next.meaning) else { return None };
    let Some(Year::Said(year)) = second.year else { return None };
    let between = prose.tokens.get(mention.tokens.end..next.tokens.start)?;
    let ties = between.len() <= 2
        && between.iter().all(|token| {
            let word = token.span().of(prose.text());
            ["–", "-", "—", "/", ",", "to", "and", "or", "through", "until", "the"].iter().any(|tie| word.eq_ignore_ascii_case(tie))
        });
    if !ties || second.month.is_none() && second.season.is_none() {
        return None;
    }
    let earlier = first.month.zip(second.month).is_some_and(|(first, second)| first > second);
    Some(if earlier { year - 1 } else { year })
}

/// Whether most dates that are said in full lie more than a year from the document's own. One, or two years in passing
/// ("a 2019 survey"), tell no tale.
fn is_tale(document: Option<Stretch>, mentions: &[Mention]) -> bool {
    let Some(own) = document.and_then(Stretch::year) else { return true };
    let (mut far, mut near) = (0_usize, 0_usize);
    for mention in mentions {
        match &mention.meaning {
            Meaning::Calendar(fields) => {
                let weight = if fields.month.is_some() { 2 } else { 1 };
                match fields.year {
                    Some(Year::Said(year)) if (year - own).abs() <= 1 => near += weight,
                    Some(Year::Said(_) | Year::Short(_)) => far += weight,
                    None if fields.weekday.is_some() => near += 1,
                    _ => {}
                }
            }
            Meaning::Shift(Shift { origin: Origin::Writer, .. }) => near += 1,
            _ => {}
        }
    }
    far > near.max(PASSING)
}
