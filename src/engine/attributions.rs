//! `match.fact.attribution`: words said by nobody, or by nobody whom a reader could ask.

use super::{Found, Seed};
use crate::facts::{Attribution, CueKind};
use crate::rules::AttributionFault;

pub(super) fn find(seed: Seed<'_>, fault: &AttributionFault) -> Vec<Found> {
    let wanted = |attribution: &&Attribution| match fault {
        AttributionFault::Sourceless(_) => attribution.kind == CueKind::Sourceless,
        AttributionFault::Unidentified(_) => {
            matches!(attribution.kind, CueKind::Speech | CueKind::Text) && attribution.source.is_some() && !attribution.identified
        }
    };
    seed.facts.attributions.iter().filter(wanted).map(found).collect()
}

fn found(attribution: &Attribution) -> Found {
    match attribution.source {
        Some(source) => Found::at(source).place("source", source).place("cue", attribution.cue),
        None => Found::at(attribution.cue).place("cue", attribution.cue),
    }
}
