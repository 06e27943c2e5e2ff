//! `match.fact.date`: times that have nothing to count from, or name no time.

use super::{Found, Seed};
use crate::facts::{Date, DateKind};

/// Relative times, where nothing tells what they count from.
pub(super) fn unanchored(seed: Seed<'_>) -> Vec<Found> {
    found(seed, |date| date.kind == DateKind::Date && date.relative && !date.anchored)
}

/// Times that no calendar has.
pub(super) fn vague(seed: Seed<'_>) -> Vec<Found> {
    found(seed, |date| date.kind == DateKind::Vague)
}

fn found(seed: Seed<'_>, wanted: impl Fn(&Date) -> bool) -> Vec<Found> {
    seed.facts.dates.iter().filter(|date| wanted(date)).map(|date| Found::at(date.span)).collect()
}
