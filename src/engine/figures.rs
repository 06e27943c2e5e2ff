//! `match.fact.number`: one thing with two figures, in the text or between headline and text.

use std::collections::HashMap;

use super::numbers::{is, shown};
use super::{Found, Seed};
use crate::document::BlockKind;
use crate::facts::{Quantity, Unit};
use crate::language::{Token, TokenKind};
use crate::rules::{Reach, Scope};
use crate::span::Span;

/// So many earlier figures of the same digits are looked at.
const MOST: usize = 8;

/// Figures that differ by a thousand or a million, and in nothing else, of the same thing: "$4.6 million", "$4.6 billion".
pub(super) fn rescaled(seed: Seed<'_>) -> Vec<Found> {
    let mut by_digits: HashMap<(Unit, u64), Vec<&Quantity>> = HashMap::new();
    let mut found = Vec::new();
    for quantity in authorial(seed).filter(|quantity| matches!(quantity.unit, Unit::Money(_) | Unit::Things) && quantity.value >= 1e3) {
        let digits = (quantity.value / quantity.step).round();
        // Two digits or more, and not all of them the roundest.
        if !(10.0..1e9).contains(&digits) || digits % 10.0 == 0.0 {
            continue;
        }
        let earlier = by_digits.entry((quantity.unit, digits as u64)).or_default();
        let other = earlier.iter().take(MOST).find(|other| is_slip(other.value, quantity.value) && share_words(seed, other, quantity));
        if let Some(other) = other {
            let place = Found::at(quantity.span).place("other", other.span);
            found.push(place.label(other.span, "the same digits on another scale"));
        }
        earlier.push(quantity);
    }
    found
}

fn is_slip(one: f64, other: f64) -> bool {
    let ratio = one.max(other) / one.min(other);
    [1e3, 1e6].iter().any(|slip| (ratio / slip - 1.0).abs() < 1e-6)
}

/// Whether two figures have a word of substance in common, close by.
fn share_words(seed: Seed<'_>, one: &Quantity, other: &Quantity) -> bool {
    let words = |quantity: &Quantity| {
        const BEFORE: usize = 5;
        const AFTER: usize = 4;
        let sentence = seed.prose.sentence_at(quantity.span.start).map_or(0..0, |sentence| seed.prose.sentences[sentence].tokens.clone());
        let around = sentence.start.max(quantity.tokens.0.saturating_sub(BEFORE))..(quantity.tokens.1 + AFTER).min(sentence.end);
        let outside = around.filter(|at| !(quantity.tokens.0..quantity.tokens.1).contains(at));
        let grammar = ["preposition", "auxiliary", "determiner", "conjunction"].map(|name| seed.prose.language.set(name));
        let of_substance = |token: &Token| {
            token.kind == TokenKind::Word && token.span().len() >= 4 && !grammar.iter().any(|set| seed.prose.language.holds(*set, *token))
        };
        outside.map(|at| seed.prose.tokens[at]).filter(of_substance).map(|token| token.hash).collect::<Vec<_>>()
    };
    let others = words(other);
    words(one).iter().any(|word| others.contains(word))
}

/// "The 12 council members" here and "the 14 council members" there.
pub(super) fn varied(seed: Seed<'_>) -> Vec<Found> {
    let mut by_noun: HashMap<(u64, u64, u64), Vec<&Quantity>> = HashMap::new();
    let mut found = Vec::new();
    for quantity in authorial(seed).filter(|quantity| quantity.unit == Unit::Things && quantity.step == 1.0 && quantity.value >= 4.0) {
        // "Two of the four divisions": the rest has a number of its own.
        let parted = quantity.tokens.0.checked_sub(2).is_some_and(|at| is(seed, at, &["of", "other"]));
        let definite = !parted && quantity.tokens.0.checked_sub(1).is_some_and(|at| is(seed, at, &["the", "all", "its", "their"]));
        let Some(noun) = noun_phrase(seed, quantity.tokens.1).filter(|_| definite) else { continue };
        let earlier = by_noun.entry(noun).or_default();
        let near = |other: &&&Quantity| other.value != quantity.value && (0.5..=2.0).contains(&(other.value / quantity.value));
        // A number that came before is the old one, said again.
        let again = earlier.iter().any(|other| other.value == quantity.value);
        if let Some(other) = earlier.iter().take(MOST).find(near).filter(|_| !again) {
            let place = Found::at(quantity.span).place("other", other.span);
            found.push(place.label(other.span, "another number of them"));
        }
        if earlier.len() < MOST {
            earlier.push(quantity);
        }
    }
    found
}

/// The two words of a noun phrase, or the noun with what it is of: "council members", "members of the board".
fn noun_phrase(seed: Seed<'_>, at: usize) -> Option<(u64, u64, u64)> {
    let language = seed.prose.language;
    let (prepositions, superlatives) = (language.set("preposition"), language.set("superlative"));
    let word = |at: usize| seed.prose.tokens.get(at).copied().filter(|token| token.kind == TokenKind::Word);
    let (first, second) = (word(at)?, word(at + 1)?);
    let apart = [
        "other",
        "others",
        "remaining",
        "new",
        "main",
        "first",
        "last",
        "most",
        "best",
        "largest",
        "biggest",
        "people",
        "years",
        "days",
        "months",
        "hours",
        "minutes",
        "weeks",
        "points",
    ];
    if is(seed, at, &apart) || language.holds(superlatives, first) || first.text(seed.prose.text()).ends_with("est") {
        return None;
    }
    if !language.holds(prepositions, second) {
        let plural = second.text(seed.prose.text()).ends_with('s') && second.span().len() > 3;
        return (plural && first.span().len() > 3).then_some((first.hash, second.hash, 0));
    }
    let article = usize::from(is(seed, at + 2, &["the", "its", "their", "a"]));
    let whole = word(at + 2 + article).filter(|_| is(seed, at + 1, &["of", "on", "in"]))?;
    Some((first.hash, second.hash, whole.hash))
}

/// Numbers in the title that the text gives otherwise: "14 mills close" above "the 12 mills".
pub(super) fn headlined(seed: Seed<'_>) -> Vec<Found> {
    let Some(title) = title(seed) else { return Vec::new() };
    let (above, below): (Vec<&Quantity>, Vec<&Quantity>) = seed.facts.quantities.iter().partition(|quantity| title.covers(quantity.span));
    let mut found = Vec::new();
    for quantity in above.into_iter().filter(|quantity| quantity.value >= 2.0).take(MOST) {
        let same = |other: &&&Quantity| {
            let rounding = quantity.step.max(other.step) / 2.0 + 1e-9;
            (other.value - quantity.value).abs() <= rounding
        };
        // The same number of something else says nothing.
        let elsewhere = |other: &Quantity| {
            let next = seed.prose.tokens.get(other.tokens.1).filter(|token| token.kind == TokenKind::Word);
            next.is_some_and(|next| next.text(seed.prose.text()).ends_with('s')) && quantity.unit == Unit::Things
        };
        let noun = |quantity: &Quantity, by: usize| {
            seed.prose.tokens.get(quantity.tokens.1 + by).filter(|token| token.kind == TokenKind::Word).map(|token| token.hash)
        };
        let wanted = noun(quantity, 0).filter(|_| quantity.unit == Unit::Things);
        let counted = |other: &Quantity| wanted.is_some() && (noun(other, 0) == wanted || noun(other, 1) == wanted);
        if below.iter().any(|other| same(&other) && (counted(other) || !elsewhere(other))) {
            continue;
        }
        let other = below.iter().filter(|other| {
            let near = (0.2..=5.0).contains(&(other.value / quantity.value));
            near && other.unit == quantity.unit && counted(other)
        });
        let places: Vec<Span> = other.map(|other| other.span).collect();
        if let Some(first) = places.first() {
            let place = Found::at(quantity.span).place("other", *first).words("number", shown(quantity.value));
            found.push(place.others(&places, "the text says this"));
        }
    }
    found
}

/// The seed's title: its first heading, if nothing but headings stands before it.
pub(super) fn title(seed: Seed<'_>) -> Option<Span> {
    let first = seed.prose.document.blocks.first()?;
    matches!(first.kind, BlockKind::Title | BlockKind::Heading(1)).then_some(first.span)
}

/// The quantities of the author's own prose.
fn authorial<'a>(seed: Seed<'a>) -> impl Iterator<Item = &'a Quantity> {
    seed.facts.quantities.iter().filter(move |quantity| seed.places.hold(Scope::Prose, Reach::Own, quantity.span))
}

#[cfg(test)]
mod tests {
    use crate::engine::tests::told;

    #[test]
    fn one_thing_with_two_figures() {
        for (rule, text, expected) in [
            ("numbers/scale-slip", "The pier cost $4.6 million. Who pays $4.6 billion for a pier?", "$4.6 billion"),
            (
                "numbers/scale-slip",
                "The harbour moved 1.2 million tonnes of stone. Of 1.2 billion tonnes of stone nothing is left.",
                "1.2 billion",
            ),
            ("numbers/scale-slip", "The pier cost $4.6 million. The county spends $4.6 billion.", ""),
            ("numbers/scale-slip", "The pier cost $4 million. Who pays $4 billion for a pier?", ""),
            ("consistency/two-values", "The 12 council members met. On Friday the 14 council members voted.", "14"),
            ("consistency/two-values", "All nine members of the board came. The eight members of the board left.", "eight"),
            ("consistency/two-values", "The 12 council members met. The two council members left.", ""),
            ("consistency/two-values", "The 12 council members met. On Friday 14 council members voted.", ""),
            ("consistency/two-values", "The 10 largest mills burn coal, the 20 largest mills of all wood.", ""),
            ("consistency/headline-number", "# Storm shuts 14 mills\n\nThe storm shut 12 mills on the Orra.", "14"),
            ("consistency/headline-number", "# Storm shuts 14 mills\n\nThe storm shut fourteen mills, 12 mills of them for good.", ""),
            ("consistency/headline-number", "# Storm shuts 14 mills\n\nThe storm shut 12 mills and 14 wells.", "14"),
            ("consistency/headline-number", "# Storm shuts 14 mills\n\nThe storm shut them.", ""),
            ("consistency/headline-number", "# Storm shuts 1,200 mills\n\nThe storm shut 1,187 mills.", "1,200"),
            ("consistency/headline-number", "# Storm costs 2 million crowns\n\nIt cost 1.9 million crowns.", ""),
        ] {
            assert_eq!(told(rule, text), expected, "{rule}: {text}");
        }
    }
}
