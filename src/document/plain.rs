//! Plain text: blocks between blank lines.
//!
//! In goes a text; out comes its [`Document`]. One line break is a space; a blank line, or one that holds only a comment,
//! is a wall. A line that begins with a bullet begins a list item where the lines around it make a list.

use super::html_tags::{self, Piece};
use super::mask::Mask;
use super::{BREAK, Block, BlockKind, Document, Mark, MarkKind, OPAQUE, addresses, front_matter};
use crate::span::Span;

/// The most words that a title has.
const TITLE_WORDS: usize = 20;
/// What a list item can begin with, a space behind it.
const BULLETS: [char; 11] = ['-', '*', '+', '•', '‣', '◦', '▪', '●', '·', '–', '○'];

/// Reads plain text.
pub(super) fn read(text: &str) -> Document {
    let (mut metadata, base) = front_matter::read(text);
    let body = Span::new(base, text.len());
    let mut mask = Mask::new(text);
    mask.keep(body);
    let mut marks = Vec::new();
    for piece in html_tags::pieces(text, body, false) {
        if let Piece::Comment(span) = piece {
            mask.fill(span, BREAK);
            marks.push(Mark { span, kind: MarkKind::Comment });
        }
    }
    let mut reader = Reader { text, mask, blocks: Vec::new() };
    let stanzas = reader.stanzas(body);
    for (number, stanza) in stanzas.iter().enumerate() {
        if number == 0 && reader.is_title(stanza, stanzas.len()) {
            reader.block(BlockKind::Title, stanza[0]);
        } else {
            reader.stanza(stanza);
        }
    }
    let Reader { mut mask, blocks, .. } = reader;
    for block in &blocks {
        for address in addresses::find(text, block.span) {
            mask.fill(address.span, OPAQUE);
            marks.push(Mark { span: address.span, kind: MarkKind::Link { target: address.target, text: Span::empty(address.span.start) } });
        }
    }
    marks.sort_by_key(|mark| (mark.span.start, usize::MAX - mark.span.end));
    let prose = mask.finish();
    if let Some(Block { kind: BlockKind::Title, span }) = blocks.first() {
        metadata.add_title(&prose, *span);
    }
    Document { prose, blocks, marks, metadata }
}

struct Reader<'a> {
    text: &'a str,
    mask: Mask<'a>,
    blocks: Vec<Block>,
}

impl Reader<'_> {
    /// The lines of the body, without their ends, in groups without a blank line between.
    fn stanzas(&self, body: Span) -> Vec<Vec<Span>> {
        let mut stanzas = Vec::new();
        let mut lines = Vec::new();
        let mut at = body.start;
        let slice = body.of(self.text);
        for line in slice.split_inclusive(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
            let span = Span::new(at, at + line.len());
            at = span.end;
            // The second half of `\r\n` is no line.
            if line == "\n" && self.text[..span.start].ends_with('\r') {
                continue;
            }
            let blank = self.mask.is_blank(span);
            if !blank {
                lines.push(span.trim(self.text));
            }
            if (blank || line.ends_with('\u{2029}')) && !lines.is_empty() {
                stanzas.push(std::mem::take(&mut lines));
            }
        }
        if !lines.is_empty() {
            stanzas.push(lines);
        }
        stanzas
    }

    /// Whether the first group of lines is a title: one line, not long, that does not end as a sentence does.
    fn is_title(&self, stanza: &[Span], stanzas: usize) -> bool {
        let [line] = stanza else { return false };
        let words = line.of(self.text);
        let stop = words.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '*', '_']);
        stanzas > 1
            && !stop.ends_with(['.', '…', ':', ';', ','])
            && words.split_whitespace().count() <= TITLE_WORDS
            && bullet(words).is_none()
            && !words.starts_with('>')
            && addresses::find(self.text, *line).first().is_none_or(|address| address.span != *line)
    }

    fn stanza(&mut self, lines: &[Span]) {
        let list = Listing::of(self.text, lines);
        let mut open: Option<(BlockKind, Span)> = None;
        for (number, line) in lines.iter().enumerate() {
            let written = line.of(self.text);
            let quoted = quote_prefix(written);
            let (kind, text, begins) = if quoted > 0 {
                let text = Span::new(line.start + quoted, line.end).trim(self.text);
                (BlockKind::Quote, text, text.is_empty())
            } else if let Some(length) = bullet(written).filter(|_| list.is_item(number)) {
                (BlockKind::ListItem, Span::new(line.start + length, line.end).trim(self.text), true)
            } else {
                // A line goes on with the item before it, but not with a quotation.
                let kind =
                    open.map_or(BlockKind::Paragraph, |(kind, _)| if kind == BlockKind::Quote { BlockKind::Paragraph } else { kind });
                (kind, *line, false)
            };
            self.mask.fill(Span::new(line.start, text.start), BREAK);
            open = match open {
                Some((before, span)) if before == kind && !begins => Some((kind, span.join(text))),
                before => {
                    if let Some((kind, span)) = before {
                        self.block(kind, span);
                    }
                    Some((kind, text))
                }
            };
        }
        if let Some((kind, span)) = open {
            self.block(kind, span);
        }
    }

    fn block(&mut self, kind: BlockKind, span: Span) {
        let span = span.trim(self.text);
        if !self.mask.is_blank(span) {
            self.blocks.push(Block { kind, span });
        }
    }
}

/// Which lines of a group begin list items.
struct Listing {
    first: bool,
    items: usize,
    after_colon: Vec<bool>,
}

impl Listing {
    fn of(text: &str, lines: &[Span]) -> Self {
        let items = lines.iter().filter(|line| bullet(line.of(text)).is_some()).count();
        let first = lines.first().is_some_and(|line| bullet(line.of(text)).is_some());
        let colon = |line: &Span| line.of(text).ends_with(':');
        let after_colon = std::iter::once(false).chain(lines.iter().map(colon)).collect();
        Self { first, items, after_colon }
    }

    /// Whether a line with a bullet begins an item, and is not a wrapped line that happens to begin with a dash.
    fn is_item(&self, number: usize) -> bool {
        self.items > 1 || (number == 0 && self.first) || self.after_colon.get(number).is_some_and(|colon| *colon)
    }
}

/// The length of the bullet or number that a line begins with, in bytes, the space behind it included.
fn bullet(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let marker = if BULLETS.contains(&first) {
        first.len_utf8()
    } else {
        let opened = usize::from(first == '(');
        let rest = &line[opened..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let letter = usize::from(rest.starts_with(|c: char| c.is_ascii_alphabetic()));
        let length = if (1..=3).contains(&digits) { digits } else { letter };
        let closed =
            rest.as_bytes().get(length) == Some(&b')') || (opened == 0 && length == digits && rest.as_bytes().get(length) == Some(&b'.'));
        if length == 0 || !closed {
            return None;
        }
        opened + length + 1
    };
    let after = &line[marker..];
    after.starts_with([' ', '\t', '\u{a0}']).then(|| marker + (after.len() - after.trim_start().len()))
}

/// The length of the `> ` that a line of a quoted e-mail begins with, in bytes; 0 where it does not.
fn quote_prefix(line: &str) -> usize {
    let rest = line.trim_start_matches(['>', ' ']);
    let prefix = &line[..line.len() - rest.len()];
    let quoted = prefix.starts_with('>') && (prefix.ends_with(' ') || prefix.ends_with(">>") || rest.is_empty());
    if quoted { prefix.len() } else { 0 }
}
