//! Exceptions for words: which of them hold at a place.
//!
//! In go the words of each and the place of a finding; out come the numbers of those that hold there. A sentence is looked
//! through once, however many findings it has, and for those exceptions only whose rarest word it has.

use std::collections::{HashMap, HashSet};

use super::Known;
use super::fingerprint::{folded, normalised, place_around};
use crate::finding::Finding;
use crate::span::Span;

/// Exceptions of one rule or family, by words.
#[derive(Debug, Default)]
pub(super) struct Wordings {
    /// The number of each exception, and its words, folded.
    each: Vec<(usize, String)>,
    /// Places in `each`, by the rarest word of each; by none where it has only punctuation.
    by_rarest: HashMap<String, Vec<usize>>,
    /// What holds in the sentences met so far.
    in_sentences: HashMap<Span, Vec<usize>>,
}

impl Wordings {
    /// Of exceptions, each with its number and its words.
    pub(super) fn of(exceptions: Vec<(usize, &str)>) -> Self {
        let each: Vec<_> = exceptions.into_iter().map(|(number, words)| (number, folded(words))).collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for word in each.iter().flat_map(|(_, words)| runs(words)) {
            *counts.entry(word).or_default() += 1;
        }
        let mut by_rarest: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, (_, words)) in each.iter().enumerate() {
            let rarest = runs(words).min_by_key(|word| counts[word]).unwrap_or_default();
            by_rarest.entry(rarest.to_owned()).or_default().push(place);
        }
        Self { each, by_rarest, in_sentences: HashMap::new() }
    }

    /// The numbers of those whose words stand in a finding or in its sentence.
    pub(super) fn at(&mut self, finding: &Finding, known: &Known<'_>) -> Vec<usize> {
        let Known { source, prose, sentences, .. } = known;
        let sentence = place_around(source, sentences, finding.span.start);
        if !self.in_sentences.contains_key(&sentence) {
            self.in_sentences.insert(sentence, self.held_by(&normalised(source, prose, sentence)));
        }
        let mut held = self.held_by(&normalised(source, prose, finding.span));
        held.extend(&self.in_sentences[&sentence]);
        held
    }

    /// The numbers of those whose words stand in a folded text.
    fn held_by(&self, text: &str) -> Vec<usize> {
        let words: HashSet<&str> = runs(text).chain([""]).collect();
        let candidates = words.into_iter().filter_map(|word| self.by_rarest.get(word)).flatten().map(|place| &self.each[*place]);
        candidates.filter(|(_, words)| holds(text, words)).map(|(number, _)| *number).collect()
    }
}

/// The letters and digits of a folded text, as they stand together.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric()).filter(|run| !run.is_empty())
}

/// Whether folded words stand in a folded text, and not only as parts of other words.
fn holds(text: &str, words: &str) -> bool {
    let apart =
        |one: Option<char>, other: Option<char>| !(one.is_some_and(char::is_alphanumeric) && other.is_some_and(char::is_alphanumeric));
    !words.is_empty()
        && text.match_indices(words).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + words.len()..]);
            apart(before.chars().next_back(), words.chars().next()) && apart(words.chars().next_back(), after.chars().next())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_held_whole() {
        let wordings =
            Wordings::of(["mill", "the mill", "ill", "the mill's", "!?", "mill is \"old\"", "", "x"].into_iter().enumerate().collect());
        for (text, held) in [
            ("the mill is \"old\".", vec![0, 1, 5]),
            ("the mills!?", vec![4]),
            ("ill: the mill's", vec![0, 1, 2, 3]),
            ("breathe mill", vec![0]),
            ("", vec![]),
        ] {
            let mut found = wordings.held_by(text);
            found.sort_unstable();
            assert_eq!(found, held, "{text}");
        }
    }

    #[test]
    fn few_exceptions_are_looked_at_in_each_sentence() {
        let words: Vec<String> = (0..500).map(|number| format!("critics say that mill {number} will close")).collect();
        let wordings = Wordings::of(words.iter().map(String::as_str).enumerate().collect());
        assert!(wordings.by_rarest.values().all(|places| places.len() == 1), "{:?}", wordings.by_rarest);
        assert!((0..500).all(|number| wordings.held_by(&words[number]) == [number]));
    }
}
