//! Words that are somebody else's: between quotation marks, or set off as a block.
//!
//! In go tokens, sentences and blocks; out come quotations, outer ones before those within. [`marks`] says which marks
//! belong together, [`kinds`] whether somebody says the words or a term or title is only named; here paragraphs of one quotation
//! are joined. The words of no quotation are the author's.

mod kinds;
mod marks;

use super::Prose;
use crate::document::BlockKind;
use crate::language::{Token, TokenKind};
use crate::span::Span;
use kinds::Kinds;
use marks::{CLASSES, Class, Marks, Pair};

/// One quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// With its quotation marks.
    pub span: Span,
    /// Without them.
    pub inner: Span,
    /// How it is set off.
    pub kind: QuotationKind,
    /// How many words it holds.
    pub words: usize,
    /// Whether its closing mark was found (or, in a quotation of several paragraphs, stands later).
    pub closed: bool,
}

/// How a quotation is set off, and what it seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuotationKind {
    /// Somebody's words.
    Direct,
    /// A word or two held at arm's length, a term being named, a title.
    Term,
    /// A block quote.
    Block,
}

/// Finds every quotation.
pub fn find(prose: Prose<'_>) -> Vec<Quotation> {
    let kinds = Kinds::new(prose);
    let marks = Marks::new(prose.language, prose.text());
    let mut paragraphs = Paragraphs::default();
    let mut found = Vec::new();
    let mut at = 0;
    for block in &prose.document.blocks {
        let first = at;
        at += prose.tokens[at..].partition_point(|token| (token.start as usize) < block.span.end);
        let tokens = &prose.tokens[first..at];
        let counts = running_words(tokens);
        if block.kind == BlockKind::Quote {
            let words = counts[tokens.len()];
            found.push(Quotation { span: block.span, inner: block.span, kind: QuotationKind::Block, words, closed: true });
        }
        paragraphs.next();
        for pair in marks.pairs(tokens) {
            let words = counts[pair.close] - counts[pair.inner];
            let inside = &tokens[pair.inner..pair.close];
            if words == 0 && inside.iter().all(|token| token.kind != TokenKind::Opaque) {
                continue;
            }
            let leads = pair.open < CLASSES && tokens[..pair.open].iter().all(|token| token.kind == TokenKind::Quote);
            paragraphs.meet(found.len(), pair, leads, pair.end == tokens.len());
            found.push(quotation(kinds, prose, first, pair, words));
        }
    }
    paragraphs.join(&mut found);
    found
}

fn quotation(kinds: Kinds<'_>, prose: Prose<'_>, first: usize, pair: Pair, words: usize) -> Quotation {
    let whole = first + pair.open..first + pair.end;
    let inside = first + pair.inner..first + pair.close;
    let inner = prose.place(inside.clone());
    let kind = kinds.kind(whole.clone(), inside, words);
    Quotation { span: prose.place(whole), inner, kind, words, closed: pair.closed }
}

/// At each index how many words stand before that token; a hyphenated word is one, a clitic none.
fn running_words(tokens: &[Token]) -> Vec<usize> {
    let counts = |token: &Token| matches!(token.kind, TokenKind::Word | TokenKind::Number) && !token.joined();
    let mut total = 0;
    let mut running = Vec::with_capacity(tokens.len() + 1);
    running.push(0);
    running.extend(tokens.iter().map(|token| {
        total += usize::from(counts(token));
        total
    }));
    running
}

/// Quotations of several paragraphs: each paragraph opens with a mark, and only the last one has a mark that closes.
#[derive(Debug, Default)]
struct Paragraphs {
    /// By class: the quotation that runs to the end of the block before, and of this one.
    before: [Option<usize>; CLASSES],
    now: [Option<usize>; CLASSES],
    /// Each quotation that goes on in the next block, with the one that it goes on in.
    links: Vec<(usize, usize)>,
    /// Single marks that nothing closes.
    doubtful: Vec<usize>,
}

impl Paragraphs {
    /// Goes on to the next block.
    fn next(&mut self) {
        self.before = std::mem::take(&mut self.now);
    }

    /// Notes quotation number `index`; `leads` if it opens its block, `lasts` if it reaches to the end of the block.
    fn meet(&mut self, index: usize, pair: Pair, leads: bool, lasts: bool) {
        let class = pair.class as usize;
        if leads && let Some(before) = self.before[class].take() {
            self.links.push((before, index));
        }
        if !pair.closed && lasts {
            self.now[class] = Some(index);
        }
        if !pair.closed && pair.class == Class::Single {
            self.doubtful.push(index);
        }
    }

    /// Lets every paragraph of a quotation know whether it is closed in the end, and drops single marks that neither close nor
    /// go on: they were apostrophes.
    fn join(mut self, found: &mut Vec<Quotation>) {
        self.links.sort_unstable();
        for &(before, after) in self.links.iter().rev() {
            found[before].closed = found[after].closed;
        }
        self.doubtful.retain(|index| !found[*index].closed);
        let mut doubtful = self.doubtful.into_iter().peekable();
        let mut index = 0;
        found.retain(|_| {
            let dropped = doubtful.next_if_eq(&index).is_some();
            index += 1;
            !dropped
        });
    }
}
