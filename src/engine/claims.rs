//! `match.fact.claim`: what can be checked, and nothing says where.

use super::{Found, Seed};
use crate::kinds::Named;
use crate::rules::ClaimFault;

pub(super) fn find(seed: Seed<'_>, fault: &ClaimFault) -> Vec<Found> {
    let ClaimFault::Unsourced(unsourced) = fault;
    let kinds: Vec<&str> = unsourced.kinds.iter().map(|kind| kind.name.as_str()).collect();
    let claims = seed.facts.claims.iter().zip(&seed.facts.standing);
    let open = claims.filter(|(claim, standing)| {
        let backed = standing.sourced || standing.cited || standing.quoted;
        claim.score >= unsourced.min_score && !backed && (kinds.is_empty() || kinds.contains(&claim.kind.name()))
    });
    open.map(|(claim, _)| Found::at(claim.focus).words("kind", claim.kind.name()).words("reasons", claim.reasons.join(", "))).collect()
}
