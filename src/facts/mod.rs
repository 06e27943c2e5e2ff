//! What is in the prose: sentences, quotations, attributions, citations, claims, acronyms, dates, dateline, references, repetitions.
//!
//! In go a [`Document`] and a [`Language`]; out come [`Facts`], plain values that point into the seed's text. One file a
//! kind of fact; each is a plain function over [`Prose`] and the facts above it in the list. Nothing here knows rules or
//! levels, and nothing here fails: of any text something can be said, if only that it holds no sentence.

mod acronyms;
mod attributions;
mod citations;
mod claims;
mod dates;
mod hedges;
mod quantities;
mod quotations;
mod references;
mod repetitions;
mod sentences;
mod standing;

use std::ops::Range;

use citations::Citations;

use crate::document::{BlockKind, Document, MarkKind};
use crate::language::{Language, Token, TokenKind, Tokens, Vocabulary};
use crate::span::Span;

pub use crate::kinds::{CitationKind, ClaimKind, CueKind, DateKind, DefinitionKind, QuotationKind, ReferenceKind};
pub use acronyms::Acronym;
pub use attributions::Attribution;
pub use citations::{Around, Citation, Definition, Neighbour, Outside, Shelf, Works, outside, spelt};
pub use claims::Claim;
pub use dates::{Date, MONTHS};
pub use hedges::{Hedge, unquoted};

pub use quantities::{Quantity, Unit};
pub use quotations::Quotation;
pub use references::Reference;
pub use repetitions::Repetition;
pub use sentences::Sentence;
pub use standing::Standing;

/// Everything that was found in one seed. Lists are in order of place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// Every token of every block.
    pub tokens: Tokens,
    /// Every sentence; headings, titles and list items are sentences too.
    pub sentences: Vec<Sentence>,
    /// Words between quotation marks, and block quotes.
    pub quotations: Vec<Quotation>,
    /// Pointers to sources: notes, links, keys, "Source:" lines.
    pub citations: Vec<Citation>,
    /// What they can lead to: notes, anchors, entries of a list of sources.
    pub definitions: Vec<Definition>,
    /// Faults in the files of sources that the front matter names: where they are named, and what is wrong.
    pub unreadable_sources: Vec<(Span, String)>,
    /// Who says, thinks or wants what.
    pub attributions: Vec<Attribution>,
    /// Of each sentence, by index: whether it is attributed, sourced, cited, quoted.
    pub standing: Vec<Standing>,
    /// Of each sentence, by index: how much it is a claim worth checking.
    pub claims: Vec<Claim>,
    /// Of each sentence, by index: how much it hedges; empty where nobody asked.
    pub hedges: Vec<Hedge>,
    /// Every occurrence of a short form.
    pub acronyms: Vec<Acronym>,
    /// Every expression of time.
    pub dates: Vec<Date>,
    /// Where the text itself tells the date of the seed, if the front matter does not.
    pub dateline: Option<Span>,
    /// The date of the seed as TIMEX3 writes it, where front matter or text tell it.
    pub dated: Option<String>,
    /// Numbers with what they count.
    pub quantities: Vec<Quantity>,
    /// Phrases that a reader has to look up elsewhere in the text.
    pub references: Vec<Reference>,
    /// Passages that stand twice.
    pub repetitions: Vec<Repetition>,
}

impl Facts {
    /// Source coverage: how many sentences are claims worth checking, and how many of those a source backs in the text. Only what
    /// the author says in paragraphs and lists counts: headings, cells, captions, notes and lists of sources back claims, and are none.
    pub fn coverage(&self, language: &Language, document: &Document) -> (usize, usize) {
        let checkable = self.checkable(language, document);
        let backed = |at: &&usize| self.standing.get(**at).is_some_and(|standing| standing.sourced || standing.cited);
        (checkable.len(), checkable.iter().filter(backed).count())
    }

    /// The numbers of the sentences that are claims worth checking.
    pub fn checkable(&self, language: &Language, document: &Document) -> Vec<usize> {
        let mut apart: Vec<Span> = self.definitions.iter().filter(|d| d.kind != DefinitionKind::Anchor).map(|d| d.span).collect();
        apart.extend(self.citations.iter().filter(|citation| citation.kind == CitationKind::SourceLine).map(|citation| citation.span));
        apart.extend(document.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Image { .. })).map(|mark| mark.span));
        apart.sort_unstable_by_key(|span| span.start);
        let mut apart = apart.into_iter().peekable();
        let (mut until, mut caption) = (0, None);
        let mut checkable = Vec::new();
        for (at, (sentence, claim)) in self.sentences.iter().zip(&self.claims).enumerate() {
            while let Some(span) = apart.next_if(|span| span.start <= sentence.span.start) {
                until = until.max(span.end);
            }
            if caption.is_none_or(|(block, _)| block != sentence.block) {
                let tokens = self.tokens.get(sentence.tokens.start..).unwrap_or_default();
                caption = Some((sentence.block, is_caption(language, &document.prose, tokens)));
            }
            let captioned = caption.is_some_and(|(_, captioned)| captioned);
            let prose = document.blocks.get(sentence.block).is_some_and(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::ListItem));
            if prose && !captioned && sentence.span.start >= until && claim.score >= CHECKABLE {
                checkable.push(at);
            }
        }
        checkable
    }
}

/// Whether a block that begins with these tokens is a caption or a credit: "Figure 2. …", "Table 3: …", "Photo: …".
fn is_caption(language: &Language, prose: &str, tokens: &[Token]) -> bool {
    let colon = |token: &Token| token.is(prose, ":");
    match tokens {
        [label, next, ..] if colon(next) => language.holds(language.set("credit-label"), *label),
        [label, number, next, ..] if number.kind == TokenKind::Number && language.holds(language.set("figure-label"), *label) => {
            colon(next) || next.is(prose, ".") || next.capital()
        }
        _ => false,
    }
}

/// From this score on a sentence is a claim worth checking.
pub const CHECKABLE: f64 = 0.5;

/// What facts are found in: the masked prose with its tokens and sentences.
#[derive(Debug, Clone, Copy)]
pub struct Prose<'a> {
    /// The words that are known.
    pub language: &'a Language,
    /// Blocks, marks, metadata and the masked prose itself.
    pub document: &'a Document,
    /// Every token, in order.
    pub tokens: &'a [Token],
    /// Every spelling that the tokens have.
    pub vocabulary: &'a Vocabulary,
    /// Every sentence, in order.
    pub sentences: &'a [Sentence],
}

impl<'a> Prose<'a> {
    /// The masked prose, as long as the seed's text.
    pub fn text(self) -> &'a str {
        &self.document.prose
    }

    /// The tokens of sentence number `sentence`.
    pub fn tokens_of(self, sentence: usize) -> &'a [Token] {
        self.sentences.get(sentence).map_or(&[], |s| &self.tokens[s.tokens.clone()])
    }

    /// The sentence that holds the byte at `offset`, or else the last that begins before it.
    pub fn sentence_at(self, offset: usize) -> Option<usize> {
        self.sentences.partition_point(|s| s.span.start <= offset).checked_sub(1)
    }

    /// The indexes of the tokens that lie in `span`.
    pub fn tokens_in(self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|t| (t.start as usize) < span.start);
        let end = self.tokens.partition_point(|t| (t.end as usize) <= span.end);
        start..end.max(start)
    }

    /// The place from the first to the last token of a range of indexes.
    pub fn place(self, tokens: Range<usize>) -> Span {
        match self.tokens.get(tokens) {
            Some([first, .., last]) => first.span().join(last.span()),
            Some([only]) => only.span(),
            _ => Span::default(),
        }
    }
}

/// Facts that are found only where somebody asks for them, and what can only be known from outside a seed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Needs<'a> {
    /// How much each sentence hedges, by the weights of this name.
    pub hedges: Option<&'a str>,
    /// What stands around the seed, where somebody has looked.
    pub around: Option<&'a Around>,
    /// Whether nobody asks for short forms, references and repetitions, as where claims alone count.
    pub claims_alone: bool,
}

/// Finds the facts of a document.
pub fn find(language: &Language, needs: Needs<'_>, document: &Document) -> Facts {
    let tokens = language.tokens(&document.prose, document.blocks.iter().map(|block| block.span));
    let sentences = sentences::find(language, document, &tokens);
    let prose = Prose { language, document, tokens: &tokens, vocabulary: tokens.vocabulary(), sentences: &sentences };
    let quotations = quotations::find(prose);
    let Citations { pointers: citations, definitions, unreadable } = citations::find(prose, needs.around);
    let attributions = attributions::find(prose, &quotations, &citations);
    let standing = standing::find(prose, &quotations, &citations, &attributions);
    let (dates, dateline, dated) = dates::find(prose);
    let claims = claims::find(prose, &quotations, &dates, &standing);
    let hedges = needs.hedges.map(|weights| hedges::find(prose, &quotations, weights)).unwrap_or_default();
    let quantities = quantities::find(prose, &dates);
    let further = !needs.claims_alone;
    let acronyms = if further { acronyms::find(prose) } else { Vec::new() };
    let references = if further { references::find(prose, &acronyms) } else { Vec::new() };
    let repetitions = if further { repetitions::find(prose) } else { Vec::new() };
    Facts {
        sentences,
        quotations,
        citations,
        definitions,
        unreadable_sources: unreadable,
        attributions,
        standing,
        claims,
        hedges,
        acronyms,
        dates,
        dateline,
        dated,
        quantities,
        references,
        repetitions,
        tokens,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::builtin;
    use crate::language::Language;
    use crate::source::{Format, Source};

    #[test]
    fn only_the_prose_of_the_author_is_covered_or_not() {
        let language = Language::load(&builtin::folder("lexicons"), &builtin::folder("weights"), &mut Vec::new());
        let claim = "Unemployment in the county fell to 4.1 percent in March 2021.";
        let cases = [
            (claim.to_owned(), (1, 0)),
            (format!("- {claim}"), (1, 0)),
            (format!("# {claim}"), (0, 0)),
            (format!("| {claim} | b |\n|---|---|\n| {claim} | c |"), (0, 0)),
            (format!("> {claim}"), (0, 0)),
            (format!("Figure 2. {claim}"), (0, 0)),
            (format!("Figure 2 shows the county. {claim}"), (2, 0)),
            (format!("Photo: {claim}"), (0, 0)),
            (format!("{claim}[^1]\n\n[^1]: {claim}"), (1, 1)),
            (format!("{claim}\n\n## Sources\n\n- Holt, Mara. 2019. *{claim}* Ulm: Roe."), (1, 0)),
        ];
        for (text, expected) in cases {
            let reading = crate::read(&language, Default::default(), &Arc::new(Source::new("seed", Format::Markdown, text.as_str())));
            assert_eq!(reading.facts.coverage(&language, &reading.document), expected, "{text:?}");
        }
    }
}
