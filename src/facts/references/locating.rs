//! Phrases that point to a place in a text: "in the same paragraph", "see above", "in the previous section".
//!
//! In go prose and the places that it has named or set off so far; out comes such a phrase and the place that it can
//! mean. A phrase without one leaves its reader to search.

use std::ops::Range;

use super::heads::Heads;
use super::{Read, ReferenceKind};
use crate::document::BlockKind;
use crate::facts::{Prose, Sentence};
use crate::language::{TokenKind, folded};
use crate::span::Span;

/// The places of a text that a phrase can point to, as far as it has been read.
#[derive(Debug, Default)]
pub struct Places {
    /// The latest part that was cited by number: "paragraph 5", "p. 12".
    numbered: Option<Span>,
    headings: [Option<Span>; 2],
    paragraphs: [Option<Span>; 2],
    block: Option<usize>,
}

impl Places {
    /// Keeps what begins at token `at`.
    pub fn note(&mut self, prose: Prose<'_>, heads: &Heads, at: usize, sentence: &Sentence) {
        if self.block != Some(sentence.block) {
            self.block = Some(sentence.block);
            if let Some(block) = prose.document.blocks.get(sentence.block) {
                let latest = match block.kind {
                    BlockKind::Heading(_) => &mut self.headings,
                    BlockKind::Paragraph => &mut self.paragraphs,
                    _ => return,
                };
                *latest = [Some(block.span), latest[0]];
            }
        }
        let token = prose.tokens[at];
        let numbered = prose.tokens[..sentence.tokens.end].get(at + 1).is_some_and(|next| next.kind == TokenKind::Number);
        if numbered && (heads.is_locator(token) || token.is_one_of(&const { folded(["article"]) })) {
            self.numbered = Some(prose.place(at..at + 2));
        }
    }
}

/// The phrase that begins at token `at`, if it points to a place.
pub fn read(prose: Prose<'_>, heads: &Heads, bounds: Range<usize>, at: usize, places: &Places) -> Option<Read> {
    let is = |at: usize, words: &[u64]| bounds.contains(&at) && prose.tokens[at].is_one_of(words);
    let locator = |at: usize| bounds.contains(&at) && heads.is_locator(prose.tokens[at]) && !prose.tokens[at].capital();
    let lead = usize::from(is(at, &const { folded(["in", "on", "from", "of", "to"]) }));
    let the = at + lead;
    if is(the, &const { folded(["the"]) }) {
        let which = the + 1;
        if is(which, &const { folded(["same"]) }) && locator(which + 1) && !is(which + 1, &const { folded(["page", "pages", "table"]) }) {
            return Some((at..which + 2, ReferenceKind::Locating, places.numbered));
        }
        let back = is(which, &const { folded(["previous", "preceding", "last", "foregoing", "above"]) });
        if (back || is(which, &const { folded(["next", "following"]) }))
            && locator(which + 1)
            && !is(which + 1, &const { folded(["page", "pages", "table"]) })
        {
            let candidate = if back { previous(prose, which + 1, places) } else { next(prose, which + 1, at) };
            return Some((at..which + 2, ReferenceKind::Locating, candidate));
        }
        if locator(which) && is(which + 1, &const { folded(["above", "below"]) }) {
            return Some((at..which + 2, ReferenceKind::Locating, None));
        }
        return None;
    }
    if is(at, &const { folded(["see"]) }) && is(at + 1, &const { folded(["above", "below"]) }) {
        return Some((at..at + 2, ReferenceKind::Locating, None));
    }
    if is(at, &const { folded(["as"]) }) {
        let verb = at
            + 1
            + usize::from(is(at + 1, &const { folded(["was", "already", "has", "we", "i"]) }))
            + usize::from(is(at + 2, &const { folded(["been", "have"]) }));
        let mentioned = bounds.contains(&verb) && heads.is_mention(prose.tokens[verb]);
        if mentioned && is(verb + 1, &const { folded(["above", "below", "earlier", "previously", "before", "elsewhere"]) }) {
            return Some((at..verb + 2, ReferenceKind::Locating, None));
        }
        let inner = is(at + 1, &const { folded(["previously", "already", "earlier"]) })
            && bounds.contains(&(at + 2))
            && is(at + 2, &const { folded(["mentioned", "noted", "stated", "discussed", "described"]) });
        return inner.then_some((at..at + 3, ReferenceKind::Locating, None));
    }
    None
}

/// The part before this one: the heading before, or the paragraph before.
fn previous(prose: Prose<'_>, noun: usize, places: &Places) -> Option<Span> {
    match prose.tokens[noun].is_one_of(&const { folded(["paragraph", "paragraphs"]) }) {
        true => places.paragraphs[1],
        false => places.headings[1],
    }
}

/// The part after this one.
fn next(prose: Prose<'_>, noun: usize, at: usize) -> Option<Span> {
    let paragraph = prose.tokens[noun].is_one_of(&const { folded(["paragraph", "paragraphs"]) });
    let place = prose.tokens[at].start as usize;
    let blocks = &prose.document.blocks;
    let from = blocks.partition_point(|block| block.span.start <= place);
    let wanted = |kind: BlockKind| if paragraph { kind == BlockKind::Paragraph } else { matches!(kind, BlockKind::Heading(_)) };
    blocks[from..].iter().take(200).find(|block| wanted(block.kind)).map(|block| block.span)
}
