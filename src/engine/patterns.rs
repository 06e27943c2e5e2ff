//! `match.pattern`: regular expressions, each run only where a literal that it needs was seen.

use regex::Regex;

use super::{Found, Seed};
use crate::document::BlockKind;
use crate::finding::Finding;
use crate::rules::{Matcher, Scope};
use crate::span::Span;

/// What the patterns of the rules that run match.
pub(super) fn find(seed: Seed<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (text, raw) in [(seed.prose.text(), false), (seed.source.text.as_str(), true)] {
        for (id, seen) in seed.rules.literals.possible(text).into_iter().filter(|(id, _)| seed.runs(*id)) {
            let rule = seed.rules.rule(id);
            let Matcher::Pattern(pattern) = &rule.matcher else { continue };
            if (rule.scope == Scope::Raw) == raw
                && let Some(regex) = pattern.regex()
            {
                findings.extend(matches(seed, rule.scope, regex, text, &seen).into_iter().map(|found| found.by(id)));
            }
        }
    }
    findings
}

/// What `regex` matches, stretch by stretch as the scope wants. A stretch in which none of the literals `seen` begins is left
/// out; a regex that needs none has an empty list.
fn matches(seed: Seed<'_>, scope: Scope, regex: &Regex, text: &str, seen: &[usize]) -> Vec<Found> {
    let may_match = |stretch: &Span| {
        let next = seen.get(seen.partition_point(|at| *at < stretch.start));
        seen.is_empty() || next.is_some_and(|at| *at < stretch.end)
    };
    let within = |start: usize, slice: &str| {
        let found = regex.captures_iter(slice).filter_map(|captures| {
            let whole = captures.get(0).filter(|whole| !whole.is_empty())?;
            let place = |range: std::ops::Range<usize>| Span::new(start + range.start, start + range.end);
            let named = regex.capture_names().flatten().filter_map(|name| captures.name(name).map(|m| (name, place(m.range()))));
            Some(named.fold(Found::at(place(whole.range())), |found, (name, span)| found.place(name, span)))
        });
        found.collect::<Vec<_>>()
    };
    match scope {
        Scope::Raw => within(0, text),
        Scope::Document => within(0, text).into_iter().take(1).collect(),
        Scope::Line => lines(&seed.source.text).filter(may_match).flat_map(|line| within(line.start, line.of(text))).collect(),
        Scope::Prose | Scope::Heading | Scope::Quotation => {
            let heading = |kind: BlockKind| matches!(kind, BlockKind::Title | BlockKind::Heading(_));
            let blocks = seed.prose.document.blocks.iter().filter(|block| heading(block.kind) == (scope == Scope::Heading));
            blocks.map(|block| block.span).filter(may_match).flat_map(|span| within(span.start, span.of(text))).collect()
        }
    }
}

/// Each line of a text, without its line break.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some(Span::new(start, start + line.trim_end_matches(['\n', '\r']).len()))
    })
}
