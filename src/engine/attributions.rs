//! `match.fact.attribution`: words said by nobody, or by nobody whom a reader could ask.

use super::{Found, Seed};
use crate::facts::{Attribution, CueKind};

/// Words that report and name nobody.
pub(super) fn sourceless(seed: Seed<'_>) -> Vec<Found> {
    let sourceless = |attribution: &&Attribution| attribution.kind == CueKind::Sourceless;
    seed.facts.attributions.iter().filter(sourceless).map(found).collect()
}

/// Sources of speech and text whom a reader could not find.
pub(super) fn unidentified(seed: Seed<'_>) -> Vec<Found> {
    let unidentified = |attribution: &&Attribution| {
        matches!(attribution.kind, CueKind::Speech | CueKind::Text) && attribution.source.is_some() && !attribution.identified
    };
    seed.facts.attributions.iter().filter(unidentified).map(found).collect()
}

fn found(attribution: &Attribution) -> Found {
    match attribution.source {
        Some(source) => Found::at(source).place("source", source).place("cue", attribution.cue),
        None => Found::at(attribution.cue).place("cue", attribution.cue),
    }
}
