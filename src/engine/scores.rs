//! `match.score`: sentences whose weighted words pass a threshold, with the words that weigh most.

use super::{Found, Seed};
use crate::facts::unquoted;
use crate::rules::Score;

pub(super) fn find(seed: Seed<'_>, score: &Score) -> Vec<Found> {
    let language = seed.prose.language;
    let Some(weights) = language.weights(&score.weights.name) else { return Vec::new() };
    let mut scorer = weights.scorer(language, seed.prose.text(), seed.prose.vocabulary);
    let quotations = &seed.facts.quotations;
    let mut from = 0;
    let mut found = Vec::new();
    for (number, sentence) in seed.facts.sentences.iter().enumerate() {
        while quotations.get(from).is_some_and(|quotation| quotation.span.end <= sentence.span.start) {
            from += 1;
        }
        let tokens = unquoted(seed.prose.tokens_of(number), &quotations[from..]);
        let scored = scorer.score(&tokens);
        if scored.probability < score.threshold {
            continue;
        }
        // Marks such as "a question" have no words of their own to underline.
        let mut reasons = scored.reasons.iter().filter(|reason| reason.mark.is_none()).map(|reason| reason.span);
        let heaviest = reasons.next().unwrap_or(sentence.span);
        let further: Vec<_> = reasons.take(3).collect();
        let words = std::iter::once(&heaviest).chain(&further).map(|span| format!("“{}”", words_at(seed, *span)));
        let finding = Found::at(heaviest).words("reasons", words.collect::<Vec<_>>().join(", "));
        found.push(further.iter().fold(finding, |finding, span| finding.label(*span, "and this")));
    }
    found
}

fn words_at(seed: Seed<'_>, span: crate::span::Span) -> String {
    let tokens = seed.prose.tokens[seed.prose.tokens_in(span)].iter().map(|token| token.text(seed.prose.text()));
    tokens.collect::<Vec<_>>().join(" ")
}
