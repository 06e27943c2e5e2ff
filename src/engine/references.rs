//! `match.fact.reference`: phrases that point at something which is nowhere in the seed.

use super::{Found, Seed};
use crate::kinds::Named;
use crate::rules::FactMatch;

/// Phrases of the kinds that are asked for, without anything that they can mean.
pub(super) fn unresolved(seed: Seed<'_>, asked: &FactMatch) -> Vec<Found> {
    let open = seed.facts.references.iter().filter(|reference| reference.candidate.is_none() && asked.holds(reference.kind.name()));
    open.map(|reference| Found::at(reference.span).words("kind", reference.kind.name())).collect()
}
