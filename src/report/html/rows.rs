//! A seed cut into rows: each block of its prose, and what stands between.
//!
//! In go the text and its blocks; out come stretches that follow each other and cover the text, each to be set on its own.

use crate::document::{Block, BlockKind};
use crate::source::Format;
use crate::span::Span;

/// Markup before and behind a block on its line is set with it, up to so many bytes.
const BESIDE: usize = 40;

/// One stretch of a seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// What is set: the block, and the markup beside it on its lines.
    pub span: Span,
    /// The kind of the block, and the block itself; `None` for what is no prose.
    pub block: Option<(BlockKind, Span)>,
}

/// The rows of a text.
pub fn of(text: &str, format: Format, blocks: &[Block]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::with_capacity(blocks.len() * 2);
    let mut from = 0;
    for (index, block) in blocks.iter().enumerate() {
        // Blocks are in order and apart; one that is not would be set as what stands between.
        if block.span.start < from || block.span.end < block.span.start || block.span.end > text.len() {
            continue;
        }
        let before = &text[from..block.span.start];
        let cell = block.kind == BlockKind::TableCell;
        if let Some(Row { span, block: Some((BlockKind::TableCell, of)) }) = rows.last_mut()
            && cell
            && !before.contains('\n')
        {
            *of = of.join(block.span);
            span.end = ending(text, block.span.end, next_start(blocks, index, text), format);
            from = span.end;
            continue;
        }
        let line = before.rfind('\n').map_or(from, |at| from + at + 1);
        let start = if block.span.start - line <= BESIDE { line } else { block.span.start };
        if start > from {
            rows.push(Row { span: Span::new(from, start), block: None });
        }
        let end = ending(text, block.span.end, next_start(blocks, index, text), format);
        rows.push(Row { span: Span::new(start, end), block: Some((block.kind, block.span)) });
        from = end;
    }
    if from < text.len() {
        rows.push(Row { span: Span::new(from, text.len()), block: None });
    }
    rows
}

fn next_start(blocks: &[Block], index: usize, text: &str) -> usize {
    blocks.get(index + 1).map_or(text.len(), |block| block.span.start.min(text.len()))
}

/// Where the row of a block that ends at `end` ends: with its line, unless the next block or much else stands there.
fn ending(text: &str, end: usize, next: usize, format: Format) -> usize {
    let rest = text.get(end..next).unwrap_or_default();
    match rest.find('\n') {
        Some(at) if at <= BESIDE => end + at,
        None if next == text.len() && rest.len() <= BESIDE && format != Format::Html => next,
        _ => end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;
    use crate::source::Source;

    fn rows(format: Format, text: &str) -> Vec<String> {
        let document = document::read(&Source::new("a", format, text));
        let rows = of(text, format, &document.blocks);
        assert_eq!(rows.iter().map(|row| row.span.of(text)).collect::<String>(), text, "the rows cover the text");
        let told = |row: &Row| match row.block {
            Some((kind, _)) => format!("{kind:?} {:?}", row.span.of(text)),
            None => format!("{:?}", row.span.of(text)),
        };
        rows.iter().filter(|row| !row.span.of(text).trim().is_empty()).map(told).collect()
    }

    #[test]
    fn a_seed_is_cut_into_rows() {
        let text = "---\na: b\n---\n\n# The *mill* #\n\nIt **stands\nstill**.\n\n- one\n- two [x](y)\n\n| a | b |\n|---|---|\n| c | d |\n\n```\ncode\n```\n";
        assert_eq!(
            rows(Format::Markdown, text),
            [
                "\"---\\na: b\\n---\\n\\n\"",
                "Heading(1) \"# The *mill* #\"",
                "Paragraph \"It **stands\\nstill**.\"",
                "ListItem \"- one\"",
                "ListItem \"- two [x](y)\"",
                "TableCell \"| a | b |\"",
                "\"\\n|---|---|\\n\"",
                "TableCell \"| c | d |\"",
                "\"\\n\\n```\\ncode\\n```\\n\"",
            ]
        );
        assert_eq!(rows(Format::Plain, "The mill\r\n\r\nIt stands.\r\n"), ["Title \"The mill\\r\"", "Paragraph \"It stands.\\r\""]);
        assert_eq!(rows(Format::Html, "<p>One.</p><p>Two.</p>"), ["Paragraph \"<p>One.\"", "Paragraph \"</p><p>Two.\"", "\"</p>\""]);
        assert_eq!(rows(Format::Plain, ""), [""; 0]);
    }
}
