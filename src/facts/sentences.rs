//! Where sentences begin and end.

use std::ops::Range;

use crate::document::Document;
use crate::language::{Language, Token};
use crate::span::Span;

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
pub fn find(_language: &Language, document: &Document, tokens: &[Token]) -> Vec<Sentence> {
    let mut at = 0;
    let mut out = Vec::new();
    for (block, b) in document.blocks.iter().enumerate() {
        let start = at;
        while at < tokens.len() && (tokens[at].start as usize) < b.span.end {
            at += 1;
        }
        if at > start {
            out.push(Sentence { span: b.span, tokens: start..at, block });
        }
    }
    out
}
