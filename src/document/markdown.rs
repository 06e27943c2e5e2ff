//! Markdown.

use super::{Block, BlockKind, Document};
use crate::span::Span;

/// Reads Markdown.
pub(super) fn read(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut start = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            if let Some(s) = start.take() {
                blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(s, at).trim(text) });
            }
        } else if start.is_none() {
            start = Some(at);
        }
        at += line.len();
    }
    if let Some(s) = start {
        blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(s, at).trim(text) });
    }
    Document { prose: text.to_owned(), blocks, ..Document::default() }
}
