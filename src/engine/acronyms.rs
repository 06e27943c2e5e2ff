//! `match.fact.acronym`: short forms that nothing introduces, or too late, or for nothing.

use std::collections::BTreeMap;

use super::{Found, Seed};
use crate::document::MarkKind;
use crate::facts::Acronym;
use crate::finding::Label;
use crate::language::fold_hash;
use crate::rules::{FactMatch, Reach, Scope};
use crate::span::Span;

/// Those that nothing spells out, used and long as is asked.
pub(super) fn undefined(seed: Seed<'_>, asked: &FactMatch) -> Vec<Found> {
    let marks = seed.prose.document.marks.iter().filter(|mark| mark.kind == MarkKind::Abbreviation);
    let marked: Vec<Span> = marks.map(|mark| mark.span).collect();
    // Marks stand in order.
    let told = |acronym: &&Acronym| {
        let after = marked.partition_point(|mark| mark.start <= acronym.span.start);
        after > 0 && marked[after - 1].covers(acronym.span)
    };
    let untold = groups(seed).into_iter().filter(|(_, uses)| !uses.iter().any(told));
    untold.filter_map(|(text, uses)| undefined_in(seed, asked, text, &uses)).collect()
}

/// Those that are spelled out only after their first use.
pub(super) fn late(seed: Seed<'_>) -> Vec<Found> {
    let late = |(text, uses): (&str, Vec<&Acronym>)| {
        let introduction = introduction(&uses)?;
        let first = authorial(seed, &uses).into_iter().next().filter(|first| first.end <= introduction.span.start)?;
        let found = Found::at(first).words("acronym", text);
        Some(with_long(found, introduction).label(introduction.span, "spelled out only here"))
    };
    groups(seed).into_iter().filter_map(late).collect()
}

/// Those that are introduced and never used.
pub(super) fn unused(seed: Seed<'_>) -> Vec<Found> {
    let unused = |(text, uses): (&str, Vec<&Acronym>)| {
        let introduction = introduction(&uses).filter(|_| uses.len() == 1)?;
        Some(with_long(Found::at(introduction.span).words("acronym", text), introduction))
    };
    groups(seed).into_iter().filter_map(unused).collect()
}

/// Those that are introduced for two things.
pub(super) fn conflicting(seed: Seed<'_>) -> Vec<Found> {
    let conflicting = |(text, uses): (&str, Vec<&Acronym>)| {
        let first = introduction(&uses)?;
        let meant = first.long?;
        let second = uses.iter().find(|other| other.introduced && other.long.is_some_and(|long| differ(seed, meant, long)))?;
        let found = with_long(Found::at(second.span).words("acronym", text), second);
        Some(found.place("first", meant).label(meant, "it is short for this, too"))
    };
    groups(seed).into_iter().filter_map(conflicting).collect()
}

/// Short forms of what has another short form already.
pub(super) fn doubled(seed: Seed<'_>) -> Vec<Found> {
    let mut by_long: BTreeMap<Vec<u64>, &Acronym> = BTreeMap::new();
    let mut found = Vec::new();
    for acronym in seed.facts.acronyms.iter().filter(|acronym| acronym.introduced) {
        let Some(long) = acronym.long else { continue };
        let first = *by_long.entry(words(seed, long)).or_insert(acronym);
        if first.text != acronym.text && first.text.len() > 1 && !acronym.text.eq_ignore_ascii_case(&first.text) {
            let place = with_long(Found::at(acronym.span).words("acronym", &acronym.text), acronym);
            found.push(place.words("first", &first.text).label(first.span, "its first short form"));
        }
    }
    found
}

/// The words of a place, but for articles; a plural counts as its singular.
fn words(seed: Seed<'_>, span: Span) -> Vec<u64> {
    let words = seed.prose.tokens[seed.prose.tokens_in(span)].iter().filter(|token| token.is_word());
    let text = words
        .map(|word| word.text(seed.prose.text()).to_lowercase())
        .filter(|word| !matches!(word.as_str(), "the" | "a" | "an" | "’s" | "'s"));
    text.map(|word| fold_hash(word.strip_suffix('s').unwrap_or(&word))).collect()
}

/// Whether two long forms are two things: most words of the one are missing from the other.
fn differ(seed: Seed<'_>, one: Span, other: Span) -> bool {
    let (one, other) = (words(seed, one), words(seed, other));
    let shared = one.iter().filter(|word| other.contains(word)).count();
    shared * 2 < one.len().max(other.len())
}

/// The short forms that need an expansion, each with its uses.
fn groups<'a>(seed: Seed<'a>) -> Vec<(&'a str, Vec<&'a Acronym>)> {
    let mut by_text: BTreeMap<&str, Vec<&Acronym>> = BTreeMap::new();
    for acronym in &seed.facts.acronyms {
        by_text.entry(&acronym.text).or_default().push(acronym);
    }
    by_text.into_iter().filter(|(text, uses)| !known(seed, text, uses) && is_short_form(text)).collect()
}

fn introduction<'a>(uses: &[&'a Acronym]) -> Option<&'a Acronym> {
    uses.iter().copied().find(|acronym| acronym.introduced)
}

/// Whether a short form needs no expansion.
fn known(seed: Seed<'_>, text: &str, uses: &[&Acronym]) -> bool {
    seed.settings.acronyms.iter().any(|known| known == text) || uses.iter().any(|acronym| acronym.known)
}

/// Whether the form is short for something: all its letters are capitals, as those of a product's name often are not, and
/// not all the same one, as in a grade. `FY24` is a date.
fn is_short_form(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    let first = letters.clone().next();
    let grade = letters.clone().all(|letter| Some(letter) == first);
    let year = text.strip_prefix("FY").is_some_and(|year| !year.is_empty() && year.bytes().all(|b| b.is_ascii_digit()));
    letters.all(char::is_uppercase) && !grade && !year
}

/// Whether a form stands in brackets behind a name that begins with its first letter: it is introduced there, even if the
/// letters in between cannot be made out.
fn follows_name(seed: Seed<'_>, acronym: &Acronym) -> bool {
    const REACH: usize = 12;
    let (text, tokens) = (seed.prose.text(), seed.prose.tokens);
    let at = tokens.partition_point(|token| (token.start as usize) < acronym.span.start);
    let bracketed = at > 0 && tokens[at - 1].is(text, "(");
    let first = acronym.text.chars().next();
    bracketed && tokens[at.saturating_sub(REACH)..at - 1].iter().any(|token| token.capital() && token.text(text).chars().next() == first)
}

/// Whether a form is part of something longer that needs no expansion: an address (`SAM.gov`), a firm's name, a name that
/// goes on behind it in capitals ("the IDEA Lab").
fn is_part_of_name(seed: Seed<'_>, acronym: &Acronym) -> bool {
    let text = seed.prose.text();
    let tokens = seed.prose.tokens;
    let after = tokens.partition_point(|token| (token.start as usize) < acronym.span.end);
    // "SAM.gov", "github.example/SAM/code".
    let address = tokens.get(after).is_some_and(|stop| stop.is(text, ".") && !stop.spaced())
        && tokens.get(after + 1).is_some_and(|ending| ending.is_word() && !ending.spaced() && !ending.capital());
    let path = after >= 2 && tokens[after - 2].is(text, "/") && !tokens[after - 1].spaced() && !tokens[after - 2].spaced();
    let firm = seed.prose.language.set("company-form");
    let name = tokens[after.min(tokens.len())..].iter().take(4).take_while(|token| token.capital() || token.is(text, ","));
    let goes_on = tokens
        .get(after)
        .is_some_and(|next| next.capital() && !next.upper() && next.is_word() && next.spaced() && !next.after_line_break());
    let begun = after >= 2 && !tokens[after - 1].after_line_break() && {
        let (before, earlier) = (tokens[after - 2], after.checked_sub(3).map(|at| tokens[at]));
        // "with Hound CI", but not "Hound CI" at a sentence's start, where the capital says nothing.
        let inside = earlier.is_some_and(|earlier| {
            earlier.is_word() && seed.prose.sentence_at(earlier.start as usize) == seed.prose.sentence_at(acronym.span.start)
        });
        before.is_word() && before.capital() && !before.upper() && inside
    };
    address
        || path
        || goes_on
        || begun
        || opens_dateline(seed, acronym)
        || name.into_iter().any(|token| seed.prose.language.holds(firm, *token))
}

/// Whether a form stands in the dateline of a wire report, "OSLO, 14 March (NTB) —", which names a town and an agency.
fn opens_dateline(seed: Seed<'_>, acronym: &Acronym) -> bool {
    const LONGEST: usize = 16;
    let text = seed.prose.text();
    let Some(sentence) = seed.prose.sentence_at(acronym.span.start) else { return false };
    let tokens = seed.prose.tokens_of(sentence);
    let dash = tokens.iter().take(LONGEST).find(|token| token.spaced() && ["—", "–", "-", "--"].iter().any(|mark| token.is(text, mark)));
    tokens.first().is_some_and(|first| first.upper()) && dash.is_some_and(|dash| acronym.span.end <= dash.start as usize)
}

fn undefined_in(seed: Seed<'_>, asked: &FactMatch, text: &str, uses: &[&Acronym]) -> Option<Found> {
    let named = |acronym: &&Acronym| acronym.long.is_some() || follows_name(seed, acronym);
    if introduction(uses).is_some() || uses.iter().any(named) {
        return None;
    }
    let uses: Vec<_> = uses.iter().copied().filter(|acronym| !is_part_of_name(seed, acronym)).collect();
    let places = authorial(seed, &uses);
    let (first, others) = places.split_first()?;
    let guess = uses.iter().find_map(|acronym| acronym.guess);
    let short = places.len() < asked.count("min-uses") || text.chars().count() < asked.count("min-letters");
    if short || (asked.flag("spelled-out") && guess.is_none()) {
        return None;
    }
    if uses.iter().filter_map(|acronym| acronym.guess).any(|guess| is_plain(seed, guess, *first)) {
        return None;
    }
    let mut found = Found::at(*first).words("acronym", text).words("uses", places.len().to_string());
    if let Some(guess) = guess {
        found = found.place("guess", guess).label(guess, "it may stand for this, which nothing ties to it");
    }
    Some(found.others(others, "also here"))
}

/// Whether the author's own words shortly before a short form, in its block or the two before, spell it out: a reader ties
/// the two together. Words that stand in a quotation do not speak for the author.
fn is_plain(seed: Seed<'_>, guess: Span, first: Span) -> bool {
    const NEAR: usize = 2;
    let block = |span: Span| seed.prose.document.blocks.partition_point(|block| block.span.start <= span.start);
    let near = guess.end <= first.start && block(first) <= block(guess) + NEAR;
    near && seed.places.hold(Scope::Prose, Reach::Own, guess)
}

fn with_long(found: Found, acronym: &Acronym) -> Found {
    match acronym.long {
        Some(long) => Found { labels: vec![Label { span: long, note: "the long form".into() }], ..found.place("long", long) },
        None => found,
    }
}

/// The places of a short form in the author's prose.
fn authorial(seed: Seed<'_>, uses: &[&Acronym]) -> Vec<Span> {
    uses.iter().map(|acronym| acronym.span).filter(|span| seed.places.hold(Scope::Prose, Reach::Own, *span)).collect()
}

#[cfg(test)]
mod tests {
    use crate::engine::tests::told;

    #[test]
    fn short_forms_and_what_they_are_short_for() {
        for (rule, text, expected) in [
            ("references/conflicting-acronym", "The Quarry Review Board (QRB) met the Quay Repair Bank (QRB).", "QRB"),
            ("references/conflicting-acronym", "The Quarry Review Board (QRB) met. The Quarry Review Boards (QRB) fell.", ""),
            ("references/conflicting-acronym", "The Quarry Review Board (QRB) met. The QRB fell.", ""),
            ("references/second-acronym", "The Quarry Review Board (QRB) met. The Quarry Review Board (QREB) fell.", "QREB"),
            ("references/second-acronym", "The Quarry Review Board (QRB) met. The Quarry Review Board (QRB) fell.", ""),
            ("references/second-acronym", "The Quarry Review Board (QRB) met the Quarry Repair Board (QREB).", ""),
        ] {
            assert_eq!(told(rule, text), expected, "{rule}: {text}");
        }
    }
}
