//! `match.phrases`: the phrases of all rules in one pass over the tokens, sentence by sentence.

use std::ops::Range;

use super::unless::Silencing;
use super::{Found, Seed};
use crate::finding::{Finding, RuleId};
use crate::language::Token;
use crate::rules::{RuleSet, Scope};

/// What phrases match, and where phrases silence: of each rule that runs.
pub(super) fn find(seed: Seed<'_>) -> (Vec<Finding>, Silencing) {
    let mut findings = Vec::new();
    let mut silencing = Silencing::new();
    for (number, sentence) in seed.facts.sentences.iter().enumerate() {
        let tokens = seed.prose.tokens_of(number);
        for hit in seed.rules.phrases.find(seed.prose.language, seed.prose.text(), tokens) {
            let id = RuleId(hit.owner / 2);
            if !seed.runs(id) {
                continue;
            }
            if hit.owner == RuleSet::unless_owner(id) {
                silencing.insert((id, number));
                continue;
            }
            let whole = sentence.tokens.start + hit.tokens.start..sentence.tokens.start + hit.tokens.end;
            if seed.rules.rule(id).scope == Scope::Line && !fills_line(seed.prose.tokens, whole) {
                continue;
            }
            let place = |range: Range<usize>| seed.prose.place(sentence.tokens.start + range.start..sentence.tokens.start + range.end);
            let found = Found::at(place(hit.tokens));
            let found = hit.captures.into_iter().fold(found, |found, (name, range)| found.place(&name, place(range)));
            findings.push(found.by(id));
        }
    }
    (findings, silencing)
}

/// Whether no other word stands in the line of these tokens.
fn fills_line(tokens: &[Token], hit: Range<usize>) -> bool {
    // From the hit outwards, so that the first other word ends the look.
    let mut line_begins = tokens[hit.start].after_line_break();
    for token in tokens[..hit.start].iter().rev() {
        if line_begins {
            break;
        }
        if token.is_word() {
            return false;
        }
        line_begins = token.after_line_break();
    }
    !tokens[hit.end..].iter().take_while(|token| !token.after_line_break()).any(|token| token.is_word())
}
