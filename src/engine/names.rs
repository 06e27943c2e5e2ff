//! `match.fact.name`: names that are spelt two ways.

use std::collections::HashMap;

use super::{Found, Seed};
use crate::language::{Token, TokenKind};
use crate::span::Span;

/// So many spellings of one half of a name are compared with one another.
const MOST: usize = 40;
/// The fewest letters of the part that differs.
const SHORTEST: usize = 4;

/// Full names that share one part and differ by one letter in the other: the rarer spelling, or else the later.
pub(super) fn varied(seed: Seed<'_>) -> Vec<Found> {
    let names = full_names(seed);
    let mut places: HashMap<(String, String), Vec<Span>> = HashMap::new();
    for (first, last, span) in &names {
        places.entry((first.clone(), last.clone())).or_default().push(*span);
    }
    let mut spellings: Vec<_> = places.iter().collect();
    spellings.sort_by_key(|(_, places)| places[0]);
    let mut by_part: HashMap<(bool, &str), Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    for (number, ((first, last), spans)) in spellings.iter().enumerate() {
        for (shared, key) in [(true, first), (false, last)] {
            let others = by_part.entry((shared, key)).or_default();
            for other in others.iter().take(MOST) {
                let ((other_first, other_last), other_spans) = &spellings[*other];
                let (one, two) = if shared { (last, other_last) } else { (first, other_first) };
                if one_letter_apart(one, two) {
                    let (rarer, usual) = if spans.len() > other_spans.len() { (other_spans, spans) } else { (spans, other_spans) };
                    let place = Found::at(rarer[0]).place("other", usual[0]).label(usual[0], "spelt otherwise here");
                    found.push(place);
                }
            }
            others.push(number);
        }
    }
    found
}

/// Whether two words differ by one letter, as slips and transliterations do: not at their end, where endings differ, unless it is
/// doubled there.
fn one_letter_apart(one: &str, other: &str) -> bool {
    let letters = |word: &str| word.chars().map(|c| if matches!(c, '’' | 'ʼ') { '\'' } else { c }).collect::<Vec<_>>();
    let (one, other) = (letters(one), letters(other));
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.len() < SHORTEST || long.len() - short.len() > 1 || short == long {
        return false;
    }
    let start = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    let rest = if long.len() > short.len() { short[start..] == long[start + 1..] } else { short[start + 1..] == long[start + 1..] };
    let ending = start + 1 >= long.len();
    let doubled = long.len() > short.len() && start > 0 && long[start] == long[start - 1];
    // "Analysis" and "analyses", "guardsman" and "guardsmen".
    let plural = start + 2 == long.len() && long.len() == short.len() && matches!(long[start + 1], 's' | 'n');
    rest && start > 0 && !plural && (!ending || doubled)
}

/// Two capitalised words that stand together, and no third beside them: first part, last part, place.
fn full_names(seed: Seed<'_>) -> Vec<(String, String, Span)> {
    let text = seed.prose.text();
    let titles = seed.prose.language.set("sentence-opener");
    let weekdays = seed.prose.language.set("weekday");
    let part = |token: &Token| {
        token.kind == TokenKind::Word
            && token.capital()
            && !token.upper()
            && !token.dotted()
            && !seed.prose.language.holds(weekdays, *token)
    };
    let mut names = Vec::new();
    for (number, sentence) in seed.prose.sentences.iter().enumerate() {
        let tokens = seed.prose.tokens_of(number);
        let mut at = 0;
        while at < tokens.len() {
            let run = tokens[at..]
                .iter()
                .enumerate()
                .take_while(|(i, token)| part(token) && (*i == 0 || (token.spaced() && !token.joined())))
                .count();
            let opens = at == 0 && tokens.first().is_some_and(|first| seed.prose.language.holds(titles, *first));
            let hyphenated = tokens.get(at + run).is_some_and(|next| next.joined());
            if run == 2 && !opens && !hyphenated {
                let [first, last] = [tokens[at], tokens[at + 1]];
                let span = seed.prose.place(sentence.tokens.start + at..sentence.tokens.start + at + 2);
                names.push((first.text(text).into_owned(), last.text(text).into_owned(), span));
            }
            at += run.max(1);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_differ_by_one_letter() {
        for (one, other, apart) in [
            ("Mohamed", "Mohammed", true),
            ("Schmidt", "Schmitt", true),
            ("Zelensky", "Zelenskyy", true),
            ("Marie", "Maria", false),
            ("Analysis", "Analyses", false),
            ("Guardsman", "Guardsmen", false),
            ("Korea", "Korean", false),
            ("Smith", "Smiths", false),
            ("East", "West", false),
            ("Holt", "Bolt", false),
            ("Jon", "Joan", false),
            ("Vava’u", "Vava'u", false),
            ("Holt", "Holt", false),
            ("Stephen", "Steven", false),
        ] {
            assert_eq!(one_letter_apart(one, other), apart, "{one} {other}");
            assert_eq!(one_letter_apart(other, one), apart, "{other} {one}");
        }
    }
}
