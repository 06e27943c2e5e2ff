//! Where sentences begin and end.
//!
//! In go the blocks of a document and their tokens; out come sentences in order. Nothing crosses the end of a block.
//! [`stops`] says where a sentence ends; [`enumerations`] where an item of a list that runs on in one block begins, and
//! [`captions`] where a sentence begins that no stop stands before.

mod captions;
mod enumerations;
mod stops;

use std::ops::Range;

use crate::document::Document;
use crate::language::{Language, Token};
use crate::span::Span;
use captions::Captions;
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
    let splitter = Splitter { stops: Stops::new(language, &document.prose), captions: Captions::new(language, &document.prose) };
    let mut at = 0;
    let mut out = Vec::new();
    for (block, b) in document.blocks.iter().enumerate() {
        let first = at;
        while at < tokens.len() && (tokens[at].start as usize) < b.span.end {
            at += 1;
        }
        splitter.cut(&tokens[first..at], |range| {
            let own = first + range.start..first + range.end;
            let span = tokens[own.start].span().join(tokens[own.end - 1].span());
            out.push(Sentence { span, tokens: own, block });
        });
    }
    out
}

struct Splitter<'a> {
    stops: Stops<'a>,
    captions: Captions<'a>,
}

impl Splitter<'_> {
    /// Cuts the tokens of one block; `sentence` gets the range of each sentence, none of them empty.
    fn cut(&self, tokens: &[Token], mut sentence: impl FnMut(Range<usize>)) {
        let prose = self.stops.prose;
        let mut items = Enumeration::opening(prose, tokens);
        let mut start = 0;
        let mut at = self.captions.head(tokens);
        if at > 0 {
            sentence(0..at);
            start = at;
        }
        while at < tokens.len() {
            let alone = self.stops.separates(tokens, at);
            let begins = alone || items.as_mut().is_some_and(|items| items.goes_on(prose, tokens, at)) || self.captions.credits(tokens, at);
            if begins && at > start {
                sentence(start..at);
                start = at;
            }
            if alone {
                at += 1;
                sentence(start..at);
                start = at;
                continue;
            }
            match self.stops.at(tokens, start, at) {
                Some(stop) => {
                    at = stop.end;
                    if stop.ends {
                        sentence(start..at);
                        start = at;
                    }
                }
                None => at += 1,
            }
        }
        if start < tokens.len() {
            sentence(start..tokens.len());
        }
    }
}
