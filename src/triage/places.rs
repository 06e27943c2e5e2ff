//! Where comments stand among the blocks of a seed, and how far they reach.
//!
//! A comment inside a block acts on that block. One that stands between blocks acts on what follows, to the end of the next
//! block; a table or a block quote is one as a whole. A comment inside a block quote is somebody else's.

use crate::document::{Block, BlockKind};
use crate::span::Span;

/// Where comments stand among the blocks of a seed.
pub(super) struct Places<'a> {
    text: &'a str,
    blocks: &'a [Block],
    /// Of each block, where it ends, or the table or quotation whose part it is.
    ends: Vec<usize>,
    /// What was found last between two blocks.
    gap: Gap,
}

/// What stands between two blocks.
#[derive(Default)]
struct Gap {
    span: Span,
    /// Where its lines begin, but for the one that goes on with the block before.
    lines: Vec<usize>,
    /// Where HTML's block quotes begin.
    opens: Vec<usize>,
    /// Where they end.
    closes: Vec<usize>,
}

impl Gap {
    fn of(text: &str, span: Span) -> Self {
        let bytes = text.as_bytes();
        let tag = |at: usize, tag: &str| bytes[at..].get(..tag.len()).is_some_and(|slice| slice.eq_ignore_ascii_case(tag.as_bytes()));
        let mut gap = Self { span, ..Self::default() };
        gap.lines.extend((span.start == 0).then_some(0));
        for at in span.range() {
            match bytes[at] {
                b'\n' => gap.lines.push(at + 1),
                b'<' if tag(at, "<blockquote") => gap.opens.push(at),
                b'<' if tag(at, "</blockquote") => gap.closes.push(at),
                _ => {}
            }
        }
        gap
    }

    /// Whether the line of a place begins with the mark of a quotation.
    fn is_marked(&self, text: &str, at: usize) -> bool {
        let line = self.lines.partition_point(|line| *line <= at).checked_sub(1).map(|line| self.lines[line]);
        line.is_some_and(|line| text[line..].trim_start_matches([' ', '\t', '\u{feff}']).starts_with('>'))
    }
}

/// The first of some places, which are in order, from `at` on.
fn next(places: &[usize], at: usize) -> Option<usize> {
    places.get(places.partition_point(|place| *place < at)).copied()
}

impl<'a> Places<'a> {
    /// Among these blocks of a text, which are in order.
    pub(super) fn of(text: &'a str, blocks: &'a [Block]) -> Self {
        let mut ends: Vec<usize> = blocks.iter().map(|block| block.span.end).collect();
        for at in (1..blocks.len()).rev() {
            if goes_on(text, blocks[at - 1], blocks[at]) {
                ends[at - 1] = ends[at];
            }
        }
        Self { text, blocks, ends, gap: Gap::default() }
    }

    /// Whether a comment stands before any text.
    pub(super) fn is_at_top(&self, comment: Span) -> bool {
        self.blocks.first().is_none_or(|first| comment.end <= first.span.start)
    }

    /// The block that holds the comment, and the number of the first block behind it.
    fn around(&self, comment: Span) -> (Option<&Block>, usize) {
        let next = self.blocks.partition_point(|block| block.span.start <= comment.start);
        let before = next.checked_sub(1).map(|before| &self.blocks[before]);
        (before.filter(|block| comment.start < block.span.end), next)
    }

    /// The stretch that a comment acts on.
    pub(super) fn reach(&self, comment: Span) -> Span {
        match self.around(comment) {
            (Some(block), _) => block.span,
            (None, next) => Span::new(comment.end, self.ends.get(next).copied().unwrap_or(self.text.len())),
        }
    }

    /// Whether a comment stands in a quotation, and so is somebody else's.
    pub(super) fn is_quoted(&mut self, comment: Span) -> bool {
        let (around, after) = self.around(comment);
        if let Some(block) = around {
            return block.kind == BlockKind::Quote;
        }
        let follows = self.blocks.get(after).copied();
        let begin = after.checked_sub(1).map_or(0, |before| self.blocks[before].span.end);
        let span = Span::new(begin, follows.map_or(self.text.len(), |block| block.span.start));
        if self.gap.span != span {
            self.gap = Gap::of(self.text, span);
        }
        let quote = follows.is_some_and(|block| block.kind == BlockKind::Quote);
        let follows_marked = follows.is_some_and(|block| self.gap.is_marked(self.text, block.span.start));
        if self.gap.is_marked(self.text, comment.start) {
            // An alert, `> [!NOTE]`, is written as a quotation, but is the author's own voice.
            return quote || !follows_marked;
        }
        let (opens, closes) = (next(&self.gap.opens, comment.end), next(&self.gap.closes, comment.end));
        match (opens, closes) {
            (Some(opens), Some(closes)) => closes < opens,
            (None, Some(_)) => true,
            (Some(_), None) => false,
            (None, None) => quote && !follows_marked,
        }
    }
}

/// Whether a block belongs to the same table or quotation as the one before it.
fn goes_on(text: &str, one: Block, other: Block) -> bool {
    let between = Span::new(one.span.end, other.span.start).of(text);
    let closes = |tag: &str| between.as_bytes().windows(tag.len()).any(|window| window.eq_ignore_ascii_case(tag.as_bytes()));
    one.kind == other.kind
        && matches!(one.kind, BlockKind::TableCell | BlockKind::Quote)
        && inner_lines(between).all(|line| !line.trim().is_empty())
        && !closes("</table")
        && !closes("</blockquote")
}

/// The lines of a text but the first and the last.
fn inner_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut lines: Vec<_> = text.split('\n').skip(1).collect();
    lines.pop();
    lines.into_iter()
}
