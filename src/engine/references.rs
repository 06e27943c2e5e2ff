//! `match.fact.reference`: phrases that point at something which is nowhere in the seed.

use super::{Found, Seed};
use crate::kinds::Named;
use crate::rules::ReferenceFault;

pub(super) fn find(seed: Seed<'_>, fault: &ReferenceFault) -> Vec<Found> {
    let ReferenceFault::Unresolved(kinds) = fault;
    let open = seed.facts.references.iter().filter(|reference| reference.candidate.is_none() && kinds.holds(reference.kind.name()));
    open.map(|reference| Found::at(reference.span).words("kind", reference.kind.name())).collect()
}
