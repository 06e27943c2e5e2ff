//! How much each sentence is a factual claim worth checking, and of what kind.
//!
//! In go sentences and the facts that stand before claims; out comes one [`Claim`] a sentence. The score is that of the
//! weights `claim`; what cannot be a claim (a heading, a question, an instruction, the author's stated opinion without a
//! figure) keeps its rank but stays below one half. The kind is the first of this list that the sentence shows, most
//! of it outside quotation marks: an opinion stated in the first person, a quotation of four words and more, a
//! prediction, a figure, a superlative, a comparison, a cause, an attribution, a date, an event, an opinion. So a
//! sentence that holds both a figure and a superlative is a figure: figures are checked first, and are most often wrong.

mod figures;

use super::{Date, DateKind, Prose, Quotation, QuotationKind, Standing, hedges};
use crate::document::BlockKind;
use crate::kinds::ClaimKind;
use crate::language::features::{Feature, Features, Mark, Shown};
use crate::language::{Language, Reason, Score, Set, Token, TokenKind, Weights};
use crate::span::Span;
use figures::Figures;

/// What one sentence claims.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// From 0 to 1; 0.5 and above counts as a claim worth checking.
    pub score: f64,
    /// What would have to be checked first.
    pub kind: ClaimKind,
    /// What speaks for the score, heaviest first, at most five: "number", "past tense", a word.
    pub reasons: Vec<String>,
    /// The words that decide the kind: the figure, the superlative; else the sentence.
    pub focus: Span,
}

/// The shortest quotation, in words, whose wording is what has to be checked.
const QUOTED_WORDS: usize = 4;

/// Judges each sentence, by index.
pub fn find(prose: Prose<'_>, quotations: &[Quotation], dates: &[Date], standing: &[Standing]) -> Vec<Claim> {
    let weights = prose.language.weights("claim");
    let mut scorer = weights.map(|weights| weights.scorer(prose.language, prose.text(), prose.vocabulary));
    let kinds = Kinds::new(prose.language);
    let shown = kinds.features.shown(prose.language, prose.text(), prose.vocabulary);
    let (mut quotation, mut date) = (0, 0);
    let mut claims = Vec::with_capacity(prose.sentences.len());
    for (i, sentence) in prose.sentences.iter().enumerate() {
        let start = sentence.span.start;
        while quotations.get(quotation).is_some_and(|q| q.span.end <= start) {
            quotation += 1;
        }
        while dates.get(date).is_some_and(|d| d.span.end <= start) {
            date += 1;
        }
        let near = Near {
            prose,
            sentence: i,
            quotations: &quotations[quotation..],
            dates: &dates[date..],
            attributed: standing.get(i).is_some_and(|standing| standing.attributed),
        };
        let (kind, focus) = kinds.kind(&shown, &near);
        let stated = !kinds.no_statement(&near, kind);
        let score = scorer.as_mut().map(|scorer| scorer.score(near.tokens()));
        claims.push(claim(weights.zip(score), &near, kind, focus, stated));
    }
    claims
}

/// One sentence, and the facts from its beginning on.
struct Near<'a> {
    prose: Prose<'a>,
    sentence: usize,
    quotations: &'a [Quotation],
    dates: &'a [Date],
    attributed: bool,
}

impl<'a> Near<'a> {
    fn tokens(&self) -> &'a [Token] {
        self.prose.tokens_of(self.sentence)
    }

    fn span(&self) -> Span {
        self.prose.sentences[self.sentence].span
    }

    /// The dates in the sentence.
    fn dates(&self) -> impl Iterator<Item = &'a Date> + use<'a> {
        let end = self.span().end;
        self.dates.iter().take_while(move |date| date.span.start < end)
    }

    /// The first quotation that begins in the sentence and is long enough to be checked, or the one that covers it.
    fn quotation(&self) -> Option<Span> {
        let span = self.span();
        let checked = |q: &&Quotation| q.kind != QuotationKind::Term && q.words >= QUOTED_WORDS && q.span.end > span.start;
        let found = self.quotations.iter().take_while(|q| q.span.start < span.end).find(checked)?;
        Some(Span::new(found.span.start.max(span.start), found.span.end.min(span.end)))
    }
}

fn claim(scored: Option<(&Weights, Score)>, near: &Near<'_>, kind: ClaimKind, focus: Span, stated: bool) -> Claim {
    let Some((weights, score)) = scored else { return Claim { score: 0.0, kind, reasons: Vec::new(), focus } };
    let mut reasons = Vec::with_capacity(score.reasons.len());
    for reason in &score.reasons {
        let words = reason_words(weights, near.prose.text(), reason);
        if !reasons.contains(&words) {
            reasons.push(words);
        }
    }
    // Halved, it stays in its rank among its like.
    let score = if stated { score.probability } else { score.probability / 2.0 };
    Claim { score, kind, reasons, focus }
}

/// A mark by its name, words as they stand, in lower case.
fn reason_words(weights: &Weights, text: &str, reason: &Reason) -> String {
    match reason.mark {
        Some(mark) => weights.mark(mark).replace('-', " "),
        None => {
            let shown = reason.span.of(text).replace('\0', "");
            let mut words = String::with_capacity(shown.len());
            for word in shown.split_whitespace() {
                words.extend((!words.is_empty()).then_some(' '));
                words.push_str(word);
            }
            match words.is_ascii() {
                true => words.make_ascii_lowercase(),
                false => words = words.to_lowercase(),
            }
            words
        }
    }
}

/// What tells the kinds apart.
struct Kinds {
    features: Features,
    figures: Figures,
    imperative: Set,
    second_person: Set,
}

/// The marks that decide, in the order of [`Kinds::features`].
const DECIDING: [(&str, ClaimKind); 5] = [
    ("prediction", ClaimKind::Prediction),
    ("extreme", ClaimKind::Superlative),
    ("comparison", ClaimKind::Comparison),
    ("causal", ClaimKind::Causal),
    ("opinion", ClaimKind::Opinion),
];
const OWN_OPINION: usize = DECIDING.len();
const PAST_TENSE: usize = OWN_OPINION + 1;

/// Where the sentence first shows each mark.
type Places = [Option<Span>; PAST_TENSE + 1];

impl Kinds {
    fn new(language: &Language) -> Self {
        let mut marks: Vec<_> = DECIDING.iter().map(|(name, _)| Mark::Lexicon(language.set(name))).collect();
        marks.extend([Mark::Lexicon(language.set("own-opinion")), Mark::PastTense]);
        Self {
            features: Features::new(marks, language),
            figures: Figures::new(language),
            imperative: language.set("imperative"),
            second_person: language.set("second-person"),
        }
    }

    /// The kind of a sentence, and the words that decide it.
    fn kind(&self, shown: &Shown<'_>, near: &Near<'_>) -> (ClaimKind, Span) {
        let tokens = hedges::unquoted(near.tokens(), near.quotations);
        let places = places(shown, &tokens);
        let dates = near.dates().filter(|date| matches!(date.kind, DateKind::Date | DateKind::Duration));
        let figure = self.figures.find(near.prose.language, near.prose.text(), &tokens, dates);
        let of = |kind| DECIDING.iter().position(|(_, other)| *other == kind).and_then(|at| places[at]).map(|place| (kind, place));
        let own = places[OWN_OPINION].filter(|_| figure.is_none()).map(|place| (ClaimKind::Opinion, place));
        let date = || near.dates().find(|date| date.kind == DateKind::Date).map(|date| (ClaimKind::Date, date.span));
        own.or_else(|| near.quotation().map(|place| (ClaimKind::Quote, place)))
            .or_else(|| of(ClaimKind::Prediction))
            .or_else(|| figure.map(|place| (ClaimKind::Figure, place)))
            .or_else(|| of(ClaimKind::Superlative))
            .or_else(|| of(ClaimKind::Comparison))
            .or_else(|| of(ClaimKind::Causal))
            .or_else(|| near.attributed.then(|| (ClaimKind::Attribution, near.span())))
            .or_else(date)
            .or_else(|| places[PAST_TENSE].map(|place| (ClaimKind::Event, place)))
            .or_else(|| of(ClaimKind::Opinion))
            .unwrap_or_else(|| (ClaimKind::Other, near.span()))
    }

    /// Whether the sentence states nothing that could be checked.
    fn no_statement(&self, near: &Near<'_>, kind: ClaimKind) -> bool {
        let tokens = near.tokens();
        let text = near.prose.text();
        let block = near.prose.document.blocks.get(near.prose.sentences[near.sentence].block);
        let heading = block.is_some_and(|block| matches!(block.kind, BlockKind::Title | BlockKind::Heading(_)));
        let last = tokens.iter().rev().find(|token| !matches!(token.kind, TokenKind::Quote | TokenKind::Opaque) && !token.is(text, ")"));
        let question = last.is_some_and(|token| token.kind == TokenKind::Punctuation && token.span().of(text).starts_with('?'));
        // A number of any sort makes an opinion's sentence checkable.
        let opinion = kind == ClaimKind::Opinion && !self.figures.any_number(near.prose.language, tokens);
        heading || question || opinion || self.instructs(near.prose.language, text, tokens)
    }

    /// Whether the sentence opens with an imperative.
    fn instructs(&self, language: &Language, text: &str, tokens: &[Token]) -> bool {
        let words = tokens.iter().position(|token| token.is_word()).map_or(&tokens[..0], |at| &tokens[at..]);
        let length = language.longest(self.imperative, words);
        let next = words.get(length);
        // "Read and write speeds fell", "Follow-ups", "Take That sang": no imperatives.
        let object = next.is_none_or(|next| !next.joined() && (!next.is(text, "and") || language.holds(self.second_person, *next)));
        length > 0 && object
    }
}

fn places(shown: &Shown<'_>, tokens: &[Token]) -> Places {
    let mut places = Places::default();
    shown.visit(tokens, |feature, at| {
        if let Feature::Mark(mark) = feature
            && let Some(place @ None) = places.get_mut(mark)
        {
            *place = tokens.get(at).and_then(|shown| Some(shown.first()?.span().join(shown.last()?.span())));
        }
    });
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::source::{Format, Source};

    fn claims(text: &str, format: Format) -> Vec<(Claim, String)> {
        let language = Language::load(&builtin::folder("lexicons"), &builtin::folder("weights"), &mut Vec::new());
        let facts = crate::read(&language, Default::default(), &Source::new("x", format, text)).facts;
        facts.claims.into_iter().map(|claim| (claim.clone(), claim.focus.of(text).to_owned())).collect()
    }

    #[test]
    fn kinds_and_focus_follow_the_order_of_precedence() {
        use ClaimKind::{Attribution, Causal, Comparison, Date, Event, Figure, Opinion, Prediction, Quote, Superlative};
        let cases = [
            ("Unemployment fell to 4.1 percent.", Figure, "4.1 percent"),
            ("The repairs cost $12 million.", Figure, "$12 million"),
            ("The largest dam holds 3% of it.", Figure, "3%"),
            ("The repairs will cost $12 million.", Prediction, "will"),
            ("It is the largest dam in the valley.", Superlative, "largest"),
            ("The new dam is higher than the old one.", Comparison, "higher"),
            ("The flood led to a shortage of grain.", Causal, "led to"),
            ("Holt said that the dam leaks.", Attribution, "Holt said that the dam leaks."),
            ("The dam opened on 3 March 1961.", Date, "3 March 1961"),
            ("The engineers repaired the dam.", Event, "repaired"),
            ("Holt said, “The dam has leaked since spring.”", Quote, "“The dam has leaked since spring.”"),
            ("I think the dam is safe.", Opinion, "I think"),
        ];
        for (text, kind, focus) in cases {
            let found = claims(text, Format::Plain);
            assert_eq!((found[0].0.kind, found[0].1.as_str()), (kind, focus), "{text}");
        }
    }

    #[test]
    fn figures_are_numbers_of_something() {
        for text in ["The Boeing 737 landed in Oslo.", "He came 2nd.", "In 1987 it closed."] {
            assert_ne!(claims(text, Format::Plain)[0].0.kind, ClaimKind::Figure, "{text}");
        }
    }

    #[test]
    fn statements_of_fact_are_claims_and_the_rest_is_not() {
        let cases = [
            ("The state spent 40 million dollars on roads and cut taxes by 12 percent.", true),
            ("Exports fell by 9 percent in 2021, the steepest drop since 1991.", true),
            ("Did the state spend 40 million dollars and cut taxes by 12 percent?", false),
            ("Please send 40 million dollars to cut taxes by 12 percent.", false),
            ("I think we ought to hope for better days.", false),
            ("# The state spent 40 million dollars and cut taxes by 12 percent", false),
            ("Thank you very much, and good night.", false),
        ];
        for (text, claimed) in cases {
            let found = claims(text, Format::Markdown);
            assert_eq!(found[0].0.score >= 0.5, claimed, "{text} {found:?}");
        }
    }

    #[test]
    fn reasons_can_be_read() {
        let found = claims("The state spent 40 percent of it on roads.", Format::Plain);
        let reasons = &found[0].0.reasons;
        assert!(reasons.contains(&"past tense".to_owned()) && reasons.len() <= 5, "{reasons:?}");
        assert!(reasons.iter().all(|reason| !reason.contains(['<', '{', '\n'])), "{reasons:?}");
    }
}
