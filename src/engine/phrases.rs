//! `match.phrases`: the phrases of all rules in one pass over the tokens, sentence by sentence.

use super::unless::Silencing;
use super::{Found, Seed};
use crate::finding::{Finding, RuleId};
use crate::rules::RuleSet;

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
            let place =
                |range: std::ops::Range<usize>| seed.prose.place(sentence.tokens.start + range.start..sentence.tokens.start + range.end);
            let found = Found::at(place(hit.tokens));
            let found = hit.captures.into_iter().fold(found, |found, (name, range)| found.place(&name, place(range)));
            findings.push(found.by(id));
        }
    }
    (findings, silencing)
}
