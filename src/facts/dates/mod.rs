//! Expressions of time, their values, and whether the text says enough to know which time is meant.

mod addresses;
mod calendar;
mod clock;
mod counts;
mod grammar;
mod labels;
mod mention;
mod numerals;
mod ranges;
mod resolve;
#[cfg(test)]
mod tests;
mod value;
mod words;
mod years;

use super::Prose;
use crate::kinds::DateKind;
use crate::span::Span;
use grammar::{Reader, Sets};
use mention::{Meaning, Mention, Year};
use resolve::Anchors;
use value::Stretch;
use words::Words;
pub use words::{MONTHS, WEEKDAYS};

/// One expression of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: DateKind,
    /// Its value as TimeML's TIMEX3 writes it (`2021-12`, `2013-W11`, `1939-SU`, `P1M`), if it can be known.
    pub value: Option<String>,
    /// Whether it is relative: to be understood it needs another date.
    pub relative: bool,
    /// Whether the document and its metadata suffice to know which time is meant.
    pub anchored: bool,
}

/// The fields of the front matter that may hold the document's date, the likeliest first.
const DATE_FIELDS: [&str; 12] = [
    "date",
    "published",
    "date_published",
    "datePublished",
    "published_at",
    "publication_date",
    "pubdate",
    "issued",
    "created",
    "date_created",
    "created_at",
    "updated",
];

/// Finds every expression of time, where the text itself tells its date, if the front matter does not, and that date as
/// TIMEX3 writes it.
pub fn find(prose: Prose<'_>) -> (Vec<Date>, Option<Span>, Option<String>) {
    let sets = Sets::of(prose);
    let words = Words::of(prose, |token| sets.open(prose, token));
    let mut mentions = Vec::new();
    for (sentence, at) in prose.sentences.iter().zip(0..) {
        let tokens = prose.tokens_of(at);
        Reader { prose, words: &words, sets, tokens, base: sentence.tokens.start, sentence: at }.read(&mut mentions);
    }
    let told = document_date(prose);
    let dateline = if told.is_none() { dateline(prose, &mentions) } else { None };
    let dated = told.or(dateline.map(|(_, date)| date));
    let mut anchors = Anchors::new(prose, dated, &mentions);
    let mut dates: Vec<_> = (0..mentions.len()).filter_map(|i| anchors.resolve(&mentions, i)).collect();
    addresses::anchor(prose, &mut dates);
    (dates, dateline.map(|(place, _)| place), dated.map(|date| date.write(None)))
}

/// The document's date, from the first field of its front matter that holds one.
fn document_date(prose: Prose<'_>) -> Option<Stretch> {
    let fields = DATE_FIELDS.iter().filter_map(|name| prose.document.metadata.get(name));
    fields.into_iter().find_map(|field| iso_date(&field.value).or_else(|| written_date(&field.value)))
}

/// "March 19, 2014", "Wed, 19 Mar 2014 10:00:00": the month by its name, the day and the year by their digits.
fn written_date(text: &str) -> Option<Stretch> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let month = |part: &str| {
        let name = part.get(..3).filter(|_| part.starts_with(char::is_alphabetic))?.to_ascii_lowercase();
        (1..=12).zip(MONTHS).find(|(_, month)| *month == name).map(|(number, _)| number)
    };
    let parts = || text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).take(8);
    let year = parts().filter(|part| part.len() == 4).find_map(|part| part.parse().ok())?;
    let month = parts().find_map(month)?;
    let day = parts().filter(|part| part.len() <= 2).find_map(|part| part.parse().ok()).filter(|day| (1..=31).contains(day));
    Some(day.map_or(Stretch::Month(year, month), |day| Stretch::Day(year, month, day)))
}

/// `2021-01-06` with anything behind it, `2021/1/6`, `2021-01`, `2021`.
fn iso_date(text: &str) -> Option<Stretch> {
    let mut numbers = text.trim().split(|c: char| !c.is_ascii_digit()).take(3);
    let year = numbers.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let mut number = || numbers.next()?.parse::<u8>().ok();
    let month = number().filter(|month| (1..=12).contains(month));
    let day = number().filter(|day| (1..=31).contains(day));
    Some(match (month, day) {
        (Some(month), Some(day)) => Stretch::Day(year, month, day),
        (Some(month), None) => Stretch::Month(year, month),
        _ => Stretch::Year(year),
    })
}

/// The document's date where its text tells it: a full date that stands nearly alone among the first sentences, or in the
/// dateline that opens a wire report, before a dash.
fn dateline(prose: Prose<'_>, mentions: &[Mention]) -> Option<(Span, Stretch)> {
    const FIRST_SENTENCES: usize = 6;
    const OTHER_WORDS: usize = 6;
    mentions.iter().take_while(|mention| mention.sentence < FIRST_SENTENCES).find_map(|mention| {
        let Meaning::Calendar(fields) = &mention.meaning else { return None };
        let (Some(Year::Said(year)), Some(month), Some(day)) = (fields.year, fields.month, fields.day) else { return None };
        let sentence = &prose.sentences[mention.sentence].tokens;
        let alone = sentence.len() <= mention.tokens.len() + OTHER_WORDS;
        let early = mention.tokens.start <= sentence.start + OTHER_WORDS;
        let mut behind = prose.tokens[mention.tokens.end.min(sentence.end)..sentence.end].iter().take(OTHER_WORDS);
        let dashed = behind.any(|token| token.is(prose.text(), "—") || token.is(prose.text(), "–") || token.is(prose.text(), "-"));
        (alone || (early && dashed)).then(|| (prose.place(mention.tokens.clone()), Stretch::Day(year, month, day)))
    })
}
