//! Who says, thinks or wants what.
//!
//! In go the prose and its quotations; out come [`Attribution`]s in order of their cues. Words are classed once
//! ([`words`]), cues found sentence by sentence ([`cues`], [`complements`], [`nominals`]) with the noun phrases of their sources ([`sources`]), sources
//! held against the names that the seed has told so far ([`names`], [`offices`]), and quotations given their speakers
//! ([`speakers`]), where need be by what leads over to them ([`leads`]).

mod complements;
mod credits;
mod cues;
mod leads;
mod names;
mod nominals;
mod offices;
mod sources;
mod speakers;
mod words;

use super::{Citation, Prose, Quotation, QuotationKind};
use crate::kinds::CueKind;
use crate::span::Span;
use cues::Clause;
use words::Words;

/// One attribution: a cue, and what it ties together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// Who is said to say it; `None` for a cue without a source ("it is thought that").
    pub source: Option<Span>,
    /// Whether the source is named or can be identified, so that a reader could ask it.
    pub identified: bool,
    /// The words that attribute.
    pub cue: Span,
    /// What the cue says of the source.
    pub kind: CueKind,
    /// What is said.
    pub content: Span,
    /// Whether the content is quoted word for word.
    pub direct: bool,
    /// The sentence that holds the cue.
    pub sentence: usize,
    /// The quotation whose speaker this names, by index.
    pub quotation: Option<usize>,
}

/// Finds every attribution. A quotation that goes on over several sentences or paragraphs has an attribution of its own
/// for each of its parts, with the same source and cue.
pub fn find(prose: Prose<'_>, quotations: &[Quotation], _citations: &[Citation]) -> Vec<Attribution> {
    let words = Words::read(prose);
    let quoted = quoted_tokens(prose, quotations);
    let mut names = names::Names::new(&words);
    let leads = leads::Leads::new(&words);
    let mut attributions = Vec::new();
    let mut led = Vec::with_capacity(quotations.len());
    let mut opening = quotations.iter().peekable();
    for (index, sentence) in prose.sentences.iter().enumerate() {
        let clause = Clause { words: &words, tokens: sentence.tokens.clone(), quoted: &quoted };
        let end = sentence.tokens.end.checked_sub(1).map_or(0, |last| prose.tokens[last].end as usize);
        while let Some(quotation) = opening.next_if(|quotation| quotation.span.start < end) {
            let open = prose.tokens_in(quotation.span).start;
            let block = prose.document.blocks.get(sentence.block).filter(|_| quotation.kind != QuotationKind::Term);
            let cue = block.and_then(|block| leads.find(&clause, block, open));
            led.push(cue.map(|cue| {
                let identified = cue.source.as_ref().is_some_and(|source| names.could_identify(source, sentence.tokens.start, index));
                attribution(prose, cue, identified, index)
            }));
        }
        for cue in clause.cues() {
            let identified = cue.source.as_ref().is_some_and(|source| names.identify(source, sentence.tokens.start, index));
            attributions.push(attribution(prose, cue, identified, index));
        }

        if let Some(cue) = credits::find(&words, sentence, &quoted) {
            let identified = cue.source.as_ref().is_some_and(|source| names.identify(source, sentence.tokens.start, index));
            attributions.push(attribution(prose, cue, identified, index));
        }
        names.read(sentence.tokens.clone(), index);
    }
    speakers::assign(prose, quotations, led, attributions)
}

fn attribution(prose: Prose<'_>, cue: cues::Cue, identified: bool, sentence: usize) -> Attribution {
    Attribution {
        source: cue.source.map(|source| prose.place(source.tokens)),
        identified,
        cue: prose.place(cue.tokens),
        kind: cue.kind,
        content: prose.place(cue.content),
        direct: false,
        sentence,
        quotation: None,
    }
}

/// Of each token: whether it stands in words that are somebody else's.
fn quoted_tokens(prose: Prose<'_>, quotations: &[Quotation]) -> Vec<bool> {
    let mut quoted = vec![false; prose.tokens.len()];
    for quotation in quotations.iter().filter(|quotation| quotation.kind != QuotationKind::Term) {
        let inside = prose.tokens_in(quotation.inner);
        if let Some(tokens) = quoted.get_mut(inside) {
            tokens.fill(true);
        }
    }
    quoted
}

#[cfg(test)]
mod tests;
