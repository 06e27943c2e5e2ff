//! `match.fact.citation`: pointers that lead nowhere, targets that nothing points to, labels that two things bear.

use super::{Found, Seed};
use crate::facts::{Citation, CitationKind, Definition, DefinitionKind};
use crate::kinds::Named;
use crate::rules::FactMatch;

/// Pointers that lead nowhere.
pub(super) fn broken(seed: Seed<'_>, asked: &FactMatch) -> Vec<Found> {
    let pointer = |citation: &&Citation| !matches!(citation.kind, CitationKind::SourceLine | CitationKind::BareAddress);
    let broken = seed.facts.citations.iter().filter(pointer).filter(|citation| !citation.resolved && asked.holds(citation.kind.name()));
    let found = |citation: &Citation| {
        let fault = citation.fault.as_deref().unwrap_or_else(|| why(citation.kind));
        Found::at(citation.span).words("kind", citation.kind.name()).words("fault", fault)
    };
    broken.map(found).collect()
}

/// Why a pointer of a kind leads nowhere, where nothing more is to be said.
const fn why(kind: CitationKind) -> &'static str {
    match kind {
        CitationKind::Footnote => "no note bears this label",
        CitationKind::Link => "it has no address",
        CitationKind::Label => "nothing defines its label",
        CitationKind::Anchor => "nothing in the text bears this id",
        CitationKind::Key | CitationKind::AuthorYear => "the bibliography has no such entry",
        CitationKind::Ibid => "no citation stands before it",
        CitationKind::File | CitationKind::Bibliography => "there is no such file",
        CitationKind::BareAddress | CitationKind::SourceLine => "it names no source",
    }
}

/// Notes and entries that nothing points to.
pub(super) fn unused(seed: Seed<'_>, asked: &FactMatch) -> Vec<Found> {
    let unused = seed.facts.definitions.iter().filter(|definition| {
        let wanted = definition.kind != DefinitionKind::Anchor && asked.holds(definition.kind.name());
        // One that bears another's label has that fault.
        wanted && !definition.used && definition.first.is_none_or(|first| first == definition.span)
    });
    unused.map(|definition| Found::at(definition.span).words("kind", definition.kind.name())).collect()
}

/// What bears the label of something before it.
pub(super) fn duplicate(seed: Seed<'_>, asked: &FactMatch) -> Vec<Found> {
    let definitions = seed.facts.definitions.iter().filter(|definition| asked.holds(definition.kind.name()));
    let found = |definition: &Definition| {
        let first = definition.first.filter(|first| *first != definition.span)?;
        // A heading with an anchor of its own name right beside it is one place.
        let between = first.end.min(definition.span.start)..definition.span.start;
        if definition.kind == DefinitionKind::Anchor && seed.source.text[between].trim().is_empty() {
            return None;
        }
        Some(Found::at(definition.span).words("kind", definition.kind.name()).label(first, "the first one"))
    };
    definitions.filter_map(found).collect()
}

/// Faults in the files of sources that the front matter names.
pub(super) fn unreadable(seed: Seed<'_>) -> Vec<Found> {
    seed.facts.unreadable_sources.iter().map(|(span, fault)| Found::at(*span).words("fault", fault)).collect()
}

/// "Source: …" lines that name a source and give no way to find it.
pub(super) fn untraceable(seed: Seed<'_>) -> Vec<Found> {
    of_kind(seed, |citation| citation.kind == CitationKind::SourceLine && !citation.resolved)
}

/// Addresses and nothing else.
pub(super) fn bare(seed: Seed<'_>) -> Vec<Found> {
    of_kind(seed, |citation| citation.kind == CitationKind::BareAddress)
}

fn of_kind(seed: Seed<'_>, wanted: impl Fn(&Citation) -> bool) -> Vec<Found> {
    seed.facts.citations.iter().filter(|citation| wanted(citation)).map(|citation| Found::at(citation.span)).collect()
}
