//! The literals that a regular expression needs: without one of them in the text, it cannot match.
//!
//! In goes an expression; out come literals (their ASCII letters in lower case) of which one must occur, so that the expression is compiled and run
//! only where one was seen. Follows the idea of required literals in Russ Cox, "Regular Expression Matching with a Trigram
//! Index" (2012), without the trigrams.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use regex_syntax::hir::{Class, Hir, HirKind};
use serde::{Deserialize, Serialize};

use super::{Matcher, Rule};
use crate::finding::RuleId;

/// The literals of all patterns, looked for at once.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Literals {
    /// Each literal with the rule that needs it.
    needed: Vec<(RuleId, String)>,
    /// Rules whose pattern needs none.
    free: Vec<RuleId>,
    #[serde(skip)]
    automaton: OnceLock<Option<AhoCorasick>>,
}

impl Literals {
    pub(super) fn of(rules: &[Rule]) -> Self {
        let mut literals = Self::default();
        for (index, rule) in rules.iter().enumerate() {
            let Matcher::Pattern(pattern) = &rule.matcher else { continue };
            let id = super::number(index);
            literals.needed.extend(pattern.literals.iter().map(|literal| (id, literal.clone())));
            literals.free.extend(pattern.literals.is_empty().then_some(id));
        }
        literals
    }

    /// The rules whose pattern may match in `text`: those that need no literal, and those of which one occurs. In order.
    pub fn possible(&self, text: &str) -> Vec<RuleId> {
        let build = || AhoCorasick::builder().ascii_case_insensitive(true).build(self.needed.iter().map(|(_, literal)| literal)).ok();
        let mut possible = self.free.clone();
        match self.automaton.get_or_init(build) {
            Some(automaton) => {
                possible.extend(automaton.find_overlapping_iter(text).map(|found| self.needed[found.pattern().as_usize()].0))
            }
            // Too many literals for one automaton: every pattern has to be tried.
            None => possible.extend(self.needed.iter().map(|(id, _)| *id)),
        }
        possible.sort_unstable();
        possible.dedup();
        possible
    }
}

/// More alternatives than this are no help.
const MOST: usize = 64;

/// Literals, in lower case, of which at least one occurs in every match; empty where the expression needs none. Fails
/// where the expression does not parse.
pub(super) fn required(expression: &str) -> Result<Vec<String>, Box<regex_syntax::Error>> {
    let hir = regex_syntax::Parser::new().parse(expression).map_err(Box::new)?;
    Ok(needed(&hir).filter(|literals| literals.len() <= MOST && literals.iter().all(|l| l.len() > 1)).unwrap_or_default())
}

/// The names of an expression's groups, in order.
pub(super) fn groups(expression: &str) -> Vec<String> {
    fn collect(hir: &Hir, names: &mut Vec<String>) {
        match hir.kind() {
            HirKind::Capture(capture) => {
                names.extend(capture.name.as_deref().map(str::to_owned));
                collect(&capture.sub, names);
            }
            HirKind::Repetition(repetition) => collect(&repetition.sub, names),
            HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().for_each(|part| collect(part, names)),
            HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => {}
        }
    }
    let mut names = Vec::new();
    if let Ok(hir) = regex_syntax::Parser::new().parse(expression) {
        collect(&hir, &mut names);
    }
    names
}

/// The literals that `hir` needs; `None` where it needs none.
fn needed(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => needed(&repetition.sub),
        HirKind::Alternation(branches) => branches.iter().map(needed).collect::<Option<Vec<_>>>().map(|sets| sets.concat()),
        HirKind::Concat(parts) => parts_needed(parts),
        _ => letters(hir).map(|literal| vec![literal]),
    }
}

/// The most telling need of the parts of a sequence: the set whose shortest literal is longest.
fn parts_needed(parts: &[Hir]) -> Option<Vec<String>> {
    let mut sets = Vec::new();
    let mut run = String::new();
    for part in parts {
        if let Some(literal) = letters(part) {
            run.push_str(&literal);
        } else {
            sets.push(vec![std::mem::take(&mut run)]);
            sets.extend(needed(part));
        }
    }
    sets.push(vec![run]);
    let telling = |set: &Vec<String>| set.iter().map(String::len).min().unwrap_or(0);
    sets.into_iter().filter(|set| telling(set) > 0).max_by_key(|set| (telling(set), std::cmp::Reverse(set.len())))
}

/// The letters of a literal, or of a class that holds one letter in both cases.
fn letters(hir: &Hir) -> Option<String> {
    match hir.kind() {
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0).ok().map(str::to_ascii_lowercase),
        HirKind::Class(Class::Unicode(class)) => one_letter(class.iter().flat_map(|range| range.start()..=range.end())),
        HirKind::Class(Class::Bytes(class)) => one_letter(class.iter().flat_map(|range| range.start()..=range.end()).map(char::from)),
        _ => None,
    }
}

/// The ASCII letter that a class holds in one case or both, and nothing beside. `k` and `s` have a third form in Unicode,
/// which counts as the letter not being there; under `(?-u)` they have not.
fn one_letter(mut class: impl Iterator<Item = char>) -> Option<String> {
    let few: Vec<char> = class.by_ref().take(4).collect();
    let first = few.first().filter(|first| first.is_ascii())?.to_ascii_lowercase();
    let same = few.len() < 4 && few.iter().all(|c| c.to_ascii_lowercase() == first) && class.next().is_none();
    same.then(|| first.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_need_their_literals() {
        for (expression, literals) in [
            ("Leave a Reply", vec!["leave a reply"]),
            (r"^\s*(Tweet|Pin it)\s*$", vec!["tweet", "pin it"]),
            (r"(?i)lorem +ipsum", vec!["lorem"]),
            (r"(?i)tbd", vec!["tbd"]),
            // A `k` or `s` breaks a literal, but not among bytes.
            (r"(?i)\(source", vec!["ource"]),
            (r"(?i-u)\(source", vec!["(source"]),
            (r"\{\{.*?\}\}", vec!["}}"]),
            (r"[A-Z]+", vec![]),
            (r"(abc)?", vec![]),
            (r"abc|\d", vec![]),
            (r"x+yz", vec!["yz"]),
            ("é", vec!["é"]),
        ] {
            assert_eq!(required(expression).unwrap_or_else(|error| panic!("{error}")), literals, "{expression}");
        }
    }
}
