//! `match.phrases`: the phrases of all rules in one pass over the tokens, sentence by sentence.

use std::ops::Range;

use super::unless::{self, Silencing};
use super::{Found, Seed};
use crate::finding::Finding;
use crate::language::Token;
use crate::rules::{RuleSet, Scope};

/// What phrases match, and where phrases silence: of each rule that runs.
pub(super) fn find(seed: Seed<'_>) -> (Vec<Finding>, Silencing) {
    let mut findings = Vec::new();
    let mut silencing = Silencing::default();
    let mut search = seed.rules.phrases.search(seed.prose.language, seed.prose.text(), seed.prose.vocabulary);
    for (number, sentence) in seed.facts.sentences.iter().enumerate() {
        for hit in search.find(seed.prose.tokens_of(number)) {
            let id = RuleSet::rule_of(hit.owner);
            if !seed.runs(id) {
                continue;
            }
            if hit.owner == RuleSet::unless_owner(id) {
                silencing.insert(unless::key(id, number), ());
                continue;
            }
            let whole = sentence.tokens.start + hit.tokens.start..sentence.tokens.start + hit.tokens.end;
            if seed.rules.rule(id).scope == Scope::Line && !fills_line(seed.prose.text(), seed.prose.tokens, whole) {
                continue;
            }
            let place = |range: Range<usize>| seed.prose.place(sentence.tokens.start + range.start..sentence.tokens.start + range.end);
            let found = Found::at(place(hit.tokens));
            let found = hit.captures.into_iter().fold(found, |found, (name, range)| found.place(name, place(range)));
            findings.push(found.by(id));
        }
    }
    (findings, silencing)
}

/// Whether no other word stands in the line of these tokens. Marks that part the entries of a menu end a line, too.
fn fills_line(prose: &str, tokens: &[Token], hit: Range<usize>) -> bool {
    let parts = |token: &Token| ["|", ">", "»", "›", "·", "•"].iter().any(|mark| token.is(prose, mark));
    // From the hit outwards, so that the first other word ends the look.
    let before = (0..hit.start).rev().take_while(|at| !tokens[at + 1].after_line_break()).map(|at| &tokens[at]);
    let after = tokens[hit.end..].iter().take_while(|token| !token.after_line_break());
    let mut others = before.take_while(|token| !parts(token)).chain(after.take_while(|token| !parts(token)));
    // A comma joins what stands there to a sentence, of which the line may be a part.
    !others.any(|token| token.is_word() || token.is(prose, ","))
}
