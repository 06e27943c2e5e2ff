//! Where sentences begin and end.
//!
//! In go the blocks of a document and their tokens; out come sentences in order. Nothing crosses the end of a block.
//! [`stops`] says where a sentence may end; [`enumerations`] where an item of a list that runs on in one block begins.

mod enumerations;
mod stops;

use std::ops::Range;

use crate::document::Document;
use crate::language::{Language, Token};
use crate::span::Span;
use enumerations::Enumeration;
use stops::Stops;

/// One sentence, or a heading, title, list item or cell, which count as sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From its first character to its last, closing quotation marks and brackets included; trimmed of white space.
    pub span: Span,
    /// The indexes of its tokens.
    pub tokens: Range<usize>,
    /// The index of its block in the document.
    pub block: usize,
}

/// Cuts each block into sentences.
pub fn find(language: &Language, document: &Document, tokens: &[Token]) -> Vec<Sentence> {
    let stops = Stops::new(language, &document.prose);
    let mut at = 0;
    let mut out = Vec::new();
    for (block, b) in document.blocks.iter().enumerate() {
        let first = at;
        while at < tokens.len() && (tokens[at].start as usize) < b.span.end {
            at += 1;
        }
        cut(stops, &tokens[first..at], |range| {
            let own = first + range.start..first + range.end;
            let span = tokens[own.start].span().join(tokens[own.end - 1].span());
            out.push(Sentence { span, tokens: own, block });
        });
    }
    out
}

/// Cuts the tokens of one block; `sentence` gets the range of each sentence, none of them empty.
fn cut(stops: Stops<'_>, tokens: &[Token], mut sentence: impl FnMut(Range<usize>)) {
    let mut start = 0;
    let mut at = 0;
    let mut items = Enumeration::opening(stops.prose, tokens);
    while at < tokens.len() {
        let begins = at > start && items.as_mut().is_some_and(|items| items.goes_on(stops.prose, tokens, at));
        if begins || (at > start && stops.separates(tokens[at])) {
            sentence(start..at);
            start = at;
        }
        if stops.separates(tokens[at]) {
            sentence(start..at + 1);
            start = at + 1;
            at = start;
            continue;
        }
        let Some(stop) = stops.at(tokens, start, at) else {
            at += 1;
            continue;
        };
        at = stop.end;
        if stop.ends {
            sentence(start..at);
            start = at;
        }
    }
    if start < tokens.len() {
        sentence(start..tokens.len());
    }
}
