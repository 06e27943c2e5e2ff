//! `match.fact.claim`: what can be checked, and nothing says where.

use super::{Found, Seed};
use crate::kinds::Named;
use crate::rules::FactMatch;

/// Claims of the kinds and from the score on that are asked for, which nothing backs.
pub(super) fn unsourced(seed: Seed<'_>, asked: &FactMatch) -> Vec<Found> {
    let min_score = asked.share("min-score");
    let claims = seed.facts.claims.iter().zip(&seed.facts.standing);
    let open = claims.filter(|(claim, standing)| {
        let backed = standing.sourced || standing.cited || standing.quoted;
        claim.score >= min_score && !backed && asked.holds(claim.kind.name())
    });
    open.map(|(claim, _)| Found::at(claim.focus).words("kind", claim.kind.name()).words("reasons", claim.reasons.join(", "))).collect()
}
