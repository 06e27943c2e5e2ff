//! `match.fact.metadata`: what the front matter lacks, or why it cannot be read.

use super::{Found, Seed};
use crate::document::BlockKind;
use crate::kinds::CitationKind;
use crate::span::Span;

/// A field that is absent under each of these names.
pub(super) fn missing(seed: Seed<'_>, names: &[String]) -> Vec<Found> {
    let metadata = &seed.prose.document.metadata;
    let Some(field) = names.first() else { return Vec::new() };
    let named = |wanted: &str| names.iter().any(|name| name == wanted);
    let present = names.iter().any(|name| metadata.get(name).is_some())
        || (named("source") && gives_source(seed))
        || (named("date") && seed.facts.dateline.is_some());
    // What the configuration requires is told by the rule for that.
    if present || names.iter().any(|name| seed.settings.required.contains(name)) || !has_prose(seed) {
        return Vec::new();
    }
    vec![Found::at(head(seed)).words("field", field)]
}

/// The fields that the configuration requires and that are absent.
pub(super) fn required(seed: Seed<'_>) -> Vec<Found> {
    let metadata = &seed.prose.document.metadata;
    let absent = seed.settings.required.iter().filter(|name| metadata.get(name).is_none());
    absent.map(|name| Found::at(head(seed)).words("field", name)).collect()
}

/// Why the front matter cannot be read.
pub(super) fn malformed(seed: Seed<'_>) -> Vec<Found> {
    seed.prose.document.metadata.faults.iter().map(|(span, fault)| Found::at(*span).words("fault", fault)).collect()
}

/// Whether a line of the seed gives its source in a way that leads to it.
fn gives_source(seed: Seed<'_>) -> bool {
    seed.facts.citations.iter().any(|citation| citation.kind == CitationKind::SourceLine && citation.resolved)
}

/// A seed without a paragraph is no seed yet: nothing is missing from it.
fn has_prose(seed: Seed<'_>) -> bool {
    seed.prose.document.blocks.iter().any(|block| block.kind == BlockKind::Paragraph)
}

/// Where to look for what is not there: the first line of the seed's prose.
fn head(seed: Seed<'_>) -> Span {
    let text = seed.source.text.as_str();
    let Some(first) = seed.prose.document.blocks.first() else { return Span::empty(0) };
    let line = first.span.of(text).split('\n').next().unwrap_or_default();
    Span::new(first.span.start, first.span.start + line.trim_end().len())
}
