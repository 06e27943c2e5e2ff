//! `match.fact.citation`: pointers that lead nowhere, and targets that nothing points to.

use super::{Found, Seed};
use crate::facts::{Citation, CitationKind};
use crate::kinds::Named;
use crate::rules::CitationFault;

pub(super) fn find(seed: Seed<'_>, fault: &CitationFault) -> Vec<Found> {
    let wanted = |citation: &&Citation| match fault {
        CitationFault::Broken(kinds) => {
            let pointer = !matches!(citation.kind, CitationKind::Unused | CitationKind::SourceLine | CitationKind::BareAddress);
            pointer && !citation.resolved && kinds.holds(citation.kind.name())
        }
        CitationFault::Unused(_) => citation.kind == CitationKind::Unused,
        CitationFault::Untraceable(_) => citation.kind == CitationKind::SourceLine && !citation.resolved,
        CitationFault::Bare(_) => citation.kind == CitationKind::BareAddress,
    };
    seed.facts.citations.iter().filter(wanted).map(|citation| Found::at(citation.span).words("kind", citation.kind.name())).collect()
}
