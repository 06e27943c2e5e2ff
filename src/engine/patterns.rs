//! `match.pattern`: regular expressions, each run only where a literal that it needs was seen.

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::{Found, Seed};
use crate::document::BlockKind;
use crate::finding::{Finding, RuleId};
use crate::rules::{Matcher, Pattern, Rule, Scope};
use crate::span::Span;

/// What the patterns of the rules that run match.
pub(super) fn find(seed: Seed<'_>) -> Vec<Finding> {
    let rules: Vec<_> =
        seed.rules.iter().filter(|(id, _)| seed.runs(*id)).filter_map(|(id, rule)| pattern_of(rule).map(|p| (id, rule, p))).collect();
    let mut findings = Vec::new();
    for (text, raw) in [(seed.prose.text(), false), (seed.source.text.as_str(), true)] {
        let here: Vec<_> = rules.iter().filter(|(_, rule, _)| (rule.scope == Scope::Raw) == raw).copied().collect();
        for (id, rule, pattern) in possible(text, here) {
            if let Some(regex) = pattern.regex() {
                findings.extend(matches(seed, rule.scope, regex, text).into_iter().map(|found| found.by(id)));
            }
        }
    }
    findings
}

fn pattern_of(rule: &Rule) -> Option<&Pattern> {
    match &rule.matcher {
        Matcher::Pattern(pattern) => Some(pattern),
        _ => None,
    }
}

/// Those of the rules whose pattern needs no literal, or one that occurs in the text.
fn possible<'a>(text: &str, rules: Vec<(RuleId, &'a Rule, &'a Pattern)>) -> Vec<(RuleId, &'a Rule, &'a Pattern)> {
    let literals: Vec<(usize, &str)> = rules
        .iter()
        .enumerate()
        .flat_map(|(i, (_, _, pattern))| pattern.literals.iter().map(move |literal| (i, literal.as_str())))
        .collect();
    let mut seen: Vec<bool> = rules.iter().map(|(_, _, pattern)| pattern.literals.is_empty()).collect();
    let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(literals.iter().map(|(_, literal)| literal));
    match automaton {
        Ok(automaton) => automaton.find_overlapping_iter(text).for_each(|found| seen[literals[found.pattern().as_usize()].0] = true),
        Err(_) => seen.fill(true),
    }
    rules.into_iter().zip(seen).filter_map(|(rule, seen)| seen.then_some(rule)).collect()
}

fn matches(seed: Seed<'_>, scope: Scope, regex: &Regex, text: &str) -> Vec<Found> {
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
        Scope::Line => lines(&seed.source.text).flat_map(|line| within(line.start, line.of(text))).collect(),
        Scope::Prose | Scope::Heading | Scope::Quotation => {
            let heading = |kind: BlockKind| matches!(kind, BlockKind::Title | BlockKind::Heading(_));
            let blocks = seed.prose.document.blocks.iter().filter(|block| heading(block.kind) == (scope == Scope::Heading));
            blocks.flat_map(|block| within(block.span.start, block.span.of(text))).collect()
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
