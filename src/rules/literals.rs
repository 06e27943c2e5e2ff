//! The literals that a regular expression needs: without one of them in the text, it cannot match.
//!
//! In goes an expression; out come literals (their ASCII letters in lower case) of which one must occur, so that the expression is compiled and run
//! only where one was seen. Follows the idea of required literals in Russ Cox, "Regular Expression Matching with a Trigram
//! Index" (2012), without the trigrams.

use std::collections::BTreeMap;
use std::sync::OnceLock;

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
    pairs: OnceLock<Pairs>,
}

/// Of each literal two bytes side by side, the rarest that it has: a text is searched for these, and at each for the rest.
#[derive(Debug)]
struct Pairs {
    /// One bit for each pair of bytes: whether it is one of them. Small enough to be near at hand.
    wanted: Vec<u64>,
    /// For each pair of bytes, which of `literals` are its own.
    slots: Vec<u16>,
    /// The literals of a pair, by number, and where in each it stands.
    literals: Vec<Vec<(usize, usize)>>,
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

    /// The rules whose pattern may match in `text`, in order: those that need no literal, and those of which one occurs, with
    /// the places where one begins, in order.
    pub fn possible(&self, text: &str) -> Vec<(RuleId, Vec<usize>)> {
        let pairs = self.pairs.get_or_init(|| Pairs::of(&self.needed));
        let mut seen: BTreeMap<RuleId, Vec<usize>> = self.free.iter().map(|id| (*id, Vec::new())).collect();
        let text = text.as_bytes();
        for (at, two) in text.windows(2).enumerate() {
            let pair = u16::from_be_bytes([two[0], two[1]]);
            if pairs.wanted[usize::from(pair) / 64] >> (pair % 64) & 1 == 0 {
                continue;
            }
            for (literal, place) in &pairs.literals[usize::from(pairs.slots[usize::from(pair)])] {
                let (id, needed) = &self.needed[*literal];
                let Some(start) = at.checked_sub(*place) else { continue };
                if text.get(start..start + needed.len()).is_some_and(|stretch| stretch.eq_ignore_ascii_case(needed.as_bytes())) {
                    seen.entry(*id).or_default().push(start);
                }
            }
        }
        seen.values_mut().for_each(|places| places.sort_unstable());
        seen.into_iter().collect()
    }
}

impl Pairs {
    fn of(needed: &[(RuleId, String)]) -> Self {
        let mut by_pair: BTreeMap<[u8; 2], Vec<(usize, usize)>> = BTreeMap::new();
        for (number, (_, literal)) in needed.iter().enumerate() {
            let windows = literal.as_bytes().windows(2).enumerate();
            if let Some((place, window)) = windows.min_by_key(|(_, window)| commonness(window[0]) * commonness(window[1])) {
                by_pair.entry([window[0], window[1]]).or_default().push((number, place));
            }
        }
        let mut pairs = Self { wanted: vec![0; (1 << 16) / 64], slots: vec![0; 1 << 16], literals: Vec::with_capacity(by_pair.len()) };
        for (([first, second], literals), slot) in by_pair.into_iter().zip(0..) {
            // Every way to write the two, so that no byte of the text need be folded.
            for pair in [first, first.to_ascii_uppercase()].into_iter().flat_map(|a| [[a, second], [a, second.to_ascii_uppercase()]]) {
                let pair = u16::from_be_bytes(pair);
                pairs.wanted[usize::from(pair) / 64] |= 1 << (pair % 64);
                pairs.slots[usize::from(pair)] = slot;
            }
            pairs.literals.push(literals);
        }
        pairs
    }
}

/// How common a byte is in English prose, roughly.
const fn commonness(byte: u8) -> u32 {
    match byte {
        b' ' | b'e' | b't' | b'a' => 12,
        b'o' | b'i' | b'n' | b's' | b'h' | b'r' => 8,
        b'd' | b'l' | b'c' | b'u' | b'm' | b'w' | b'f' | b'g' | b'y' | b'p' => 4,
        b'b' | b'v' | b'k' => 2,
        _ => 1,
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
    fn literals_are_seen_wherever_they_stand() {
        let needed = ["leave a reply", "tbd", "}}", "é"].into_iter().zip(0..).map(|(literal, id)| (RuleId(id), literal.to_owned()));
        let literals = Literals { needed: needed.collect(), free: vec![RuleId(9)], pairs: OnceLock::new() };
        for (text, possible) in [
            ("", "9"),
            ("Leave a Reply", "0@0 9"),
            ("leave a repl", "9"),
            ("y a leave a reply; TBD, tbd", "0@4 1@19,24 9"),
            ("tb", "9"),
            ("{{x}}", "2@3 9"),
            ("caf\u{e9}", "3@3 9"),
        ] {
            let places = |places: &[usize]| places.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
            let shown = |(id, at): &(RuleId, Vec<usize>)| if at.is_empty() { id.0.to_string() } else { format!("{}@{}", id.0, places(at)) };
            assert_eq!(literals.possible(text).iter().map(shown).collect::<Vec<_>>().join(" "), possible, "{text:?}");
        }
    }

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
