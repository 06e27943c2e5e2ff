//! How much each sentence hedges, or leans on words that commit to nothing.

use super::{Prose, Quotation};
use crate::language::Token;
use crate::span::Span;

/// How much one sentence hedges.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Hedge {
    /// From 0 to 1; 0.5 and above: it hedges or is weasel-worded.
    pub score: f64,
    /// The words that say so, heaviest first, at most five.
    pub reasons: Vec<Span>,
}

/// Judges each sentence, by index, with the weights of a name such as `hedge`. Words between quotation marks are not the
/// author's and say nothing of a sentence that has words of its own.
pub fn find(prose: Prose<'_>, quotations: &[Quotation], weights: &str) -> Vec<Hedge> {
    let Some(weights) = prose.language.weights(weights) else { return vec![Hedge::default(); prose.sentences.len()] };
    let mut from = 0;
    (0..prose.sentences.len())
        .map(|sentence| {
            let tokens = prose.tokens_of(sentence);
            let start = tokens.first().map_or(0, |token| token.start as usize);
            while quotations.get(from).is_some_and(|quotation| quotation.span.end <= start) {
                from += 1;
            }
            let score = weights.score(prose.language, prose.text(), &unquoted(tokens, &quotations[from..]));
            Hedge { score: score.probability, reasons: score.reasons.iter().filter(|r| r.mark.is_none()).map(|r| r.span).collect() }
        })
        .collect()
}

/// The tokens that stand between no quotation marks, the marks themselves included; all of them where none do.
pub fn unquoted(tokens: &[Token], quotations: &[Quotation]) -> Vec<Token> {
    let mut quotations = quotations.iter().peekable();
    let mut kept = Vec::with_capacity(tokens.len());
    for token in tokens {
        let at = token.start as usize;
        while quotations.next_if(|quotation| quotation.span.end <= at).is_some() {}
        if !quotations.peek().is_some_and(|quotation| quotation.inner.start <= at && at < quotation.inner.end) {
            kept.push(*token);
        }
    }
    if kept.iter().any(|token| token.is_word()) { kept } else { tokens.to_vec() }
}
