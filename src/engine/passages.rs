//! `match.fact.passage`: passages that stand twice.

use super::{Found, Seed};

/// Passages of `min_words` or more that stand twice.
pub(super) fn repeated(seed: Seed<'_>, min_words: usize) -> Vec<Found> {
    let long = seed.facts.repetitions.iter().filter(|repetition| repetition.words >= min_words);
    long.map(|repetition| {
        Found::at(repetition.span).words("words", repetition.words.to_string()).label(repetition.first, "it stands here first")
    })
    .collect()
}
