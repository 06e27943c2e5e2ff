//! `match.fact.date`: times that have nothing to count from, or name no time.

use super::{Found, Seed};
use crate::facts::{Date, DateKind};
use crate::rules::DateFault;

pub(super) fn find(seed: Seed<'_>, fault: &DateFault) -> Vec<Found> {
    let wanted = |date: &&Date| match fault {
        DateFault::Unanchored(_) => date.kind == DateKind::Date && date.relative && !date.anchored,
        DateFault::Vague(_) => date.kind == DateKind::Vague,
    };
    seed.facts.dates.iter().filter(wanted).map(|date| Found::at(date.span)).collect()
}
