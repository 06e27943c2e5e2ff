//! How much each sentence hedges, or leans on words that commit to nothing.

use std::borrow::Cow;

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
    let mut scorer = weights.scorer(prose.language, prose.text(), prose.vocabulary);
    let mut from = 0;
    (0..prose.sentences.len())
        .map(|sentence| {
            let tokens = prose.tokens_of(sentence);
            let start = tokens.first().map_or(0, |token| token.start as usize);
            while quotations.get(from).is_some_and(|quotation| quotation.span.end <= start) {
                from += 1;
            }
            let score = scorer.score(&unquoted(tokens, &quotations[from..]));
            Hedge { score: score.probability, reasons: score.reasons.iter().filter(|r| r.mark.is_none()).map(|r| r.span).collect() }
        })
        .collect()
}

/// The tokens that stand between no quotation marks, the marks themselves included; all of them where no word does.
pub fn unquoted<'a>(tokens: &'a [Token], quotations: &[Quotation]) -> Cow<'a, [Token]> {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return Cow::Borrowed(tokens) };
    let mut quotations = quotations.iter().skip_while(|q| q.span.end <= first.start as usize).peekable();
    if quotations.peek().is_none_or(|quotation| quotation.span.start >= last.end as usize) {
        return Cow::Borrowed(tokens);
    }
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let at = token.start as usize;
        while quotations.next_if(|quotation| quotation.span.end <= at).is_some() {}
        if !quotations.peek().is_some_and(|quotation| quotation.inner.start <= at && at < quotation.inner.end) {
            kept.push(*token);
        } else if let Some(last) = kept.last_mut() {
            *last = last.before_a_gap();
        }
    }
    if kept.iter().any(|token| token.is_word()) { Cow::Owned(kept) } else { Cow::Borrowed(tokens) }
}

#[cfg(test)]
mod tests {
    use super::super::Needs;
    use crate::builtin;
    use crate::language::Language;
    use crate::source::{Format, Source};

    fn hedged(language: &Language, text: &str) -> Vec<(bool, Vec<String>)> {
        let source = Source::new("x.txt", Format::Plain, text);
        let hedges = crate::read(language, Needs { hedges: Some("hedge"), ..Needs::default() }, &source).facts.hedges;
        hedges.iter().map(|h| (h.score >= 0.5, h.reasons.iter().map(|r| r.of(text).to_owned()).collect())).collect()
    }

    #[test]
    fn sentences_hedge_or_do_not() {
        let language = Language::load(&builtin::folder("lexicons"), &builtin::folder("weights"), &mut Vec::new());
        let cases = [
            ("Some critics believe that the bridge was perhaps a mistake.", true),
            ("It is widely believed that the mill may have burned down.", true),
            ("The harbour is possibly the oldest of its kind, and probably the largest.", true),
            ("Many regard her as one of the most important painters of the age.", true),
            ("The bridge opened in May 1932.", false),
            ("The council met on 4 May and approved the budget by nine votes to two.", false),
            ("Holt was born in Turin in 1881.", false),
            ("The leaflet read, “Some critics believe that it may perhaps be a mistake.”", false),
        ];
        for (text, hedges) in cases {
            let found = hedged(&language, text);
            assert_eq!(found.iter().any(|(hedged, _)| *hedged), hedges, "{text} {found:?}");
        }
    }

    #[test]
    fn reasons_are_the_words_that_weigh() {
        let language = Language::load(&builtin::folder("lexicons"), &builtin::folder("weights"), &mut Vec::new());
        let found = hedged(&language, "The mill was perhaps the first.");
        assert!(found[0].1.contains(&"perhaps".to_owned()), "{found:?}");
        assert!(found[0].1.len() <= 5);
    }

    #[test]
    fn without_weights_nothing_hedges() {
        assert_eq!(hedged(&Language::default(), "It may rain."), [(false, vec![])]);
    }
}
