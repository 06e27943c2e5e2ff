//! `match.fact.passage`: passages that stand twice.

use super::{Found, Seed};
use crate::rules::PassageFault;

pub(super) fn find(seed: Seed<'_>, fault: &PassageFault) -> Vec<Found> {
    let PassageFault::Repeated(repeated) = fault;
    let long = seed.facts.repetitions.iter().filter(|repetition| repetition.words >= repeated.min_words);
    long.map(|repetition| {
        Found::at(repetition.span).words("words", repetition.words.to_string()).label(repetition.first, "it stands here first")
    })
    .collect()
}
