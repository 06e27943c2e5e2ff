//! Plain text: blocks between blank lines.
//!
//! In goes a text; out comes its [`Document`]. One line break is a space; a blank line, or one that holds only a comment,
//! is a wall. A line that begins with a bullet begins a list item where the lines around it make a list.

use super::html::tokens;
use super::ignored::{self, Options};
use super::mask::Mask;
use super::{BREAK, Block, BlockKind, Document, Mark, MarkKind, OPAQUE, addresses, front_matter};
use crate::span::Span;

/// The most words that a title has.
const TITLE_WORDS: usize = 20;
/// What a list item can begin with, a space behind it.
const BULLETS: [char; 11] = ['-', '*', '+', '•', '‣', '◦', '▪', '●', '·', '–', '○'];

/// Reads plain text.
pub(super) fn read(text: &str, options: &Options) -> Document {
    let (mut metadata, base) = front_matter::read(text);
    let body = Span::new(base, text.len());
    let mut mask = Mask::new(text);
    let stretches = ignored::find(text, base, options);
    mask.keep(body);
    ignored::hide_lines(&mut mask, &stretches);
    let mut marks = Vec::new();
    for span in tokens::comments(text, body) {
        mask.fill(span, BREAK);
        marks.push(Mark { span, kind: MarkKind::Comment });
    }
    let mut reader = Reader { text, mask, blocks: Vec::new() };
    let stanzas = reader.stanzas(body);
    for (number, stanza) in stanzas.iter().enumerate() {
        if number == 0 && stanzas.len() > 1 && reader.is_title(stanza) {
            reader.block(BlockKind::Title, stanza[0]);
        } else {
            let before = number.checked_sub(1).and_then(|before| stanzas.get(before));
            reader.stanza(stanza, is_listed(text, before, stanza, stanzas.get(number + 1)));
        }
    }
    let Reader { mut mask, blocks, .. } = reader;
    ignored::hide(&mut mask, &stretches);
    for block in &blocks {
        // One inside a comment is no prose.
        for address in addresses::find(text, block.span).into_iter().filter(|address| !mask.is_blank(address.span)).collect::<Vec<_>>() {
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
    fn is_title(&self, stanza: &[Span]) -> bool {
        let [line] = stanza else { return false };
        let words = line.of(self.text);
        let stop = words.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '*', '_']);
        !stop.ends_with(['.', '…', ':', ';', ','])
            && words.split_whitespace().count() <= TITLE_WORDS
            && bullet(words).is_none()
            && !words.starts_with('>')
            && addresses::find(self.text, *line).first().is_none_or(|address| address.span != *line)
    }

    /// Reads a group of lines. `listed`: a bullet on its first line begins a list item even if it is the only one.
    fn stanza(&mut self, lines: &[Span], listed: bool) {
        let bullets = lines.iter().filter(|line| bullet(line.of(self.text)).is_some()).count();
        let mut announced = listed;
        let mut open: Option<(BlockKind, Span)> = None;
        let mut level = 0;
        for line in lines {
            let written = line.of(self.text);
            let quoted = quote_prefix(written);
            let item = bullet(written).filter(|_| bullets > 1 || announced);
            announced = written.ends_with(':');
            // A line goes on with the paragraph or item before it; a quotation ends where its marks do.
            let (kind, prefix) = match (open, item) {
                _ if quoted.length > 0 => (BlockKind::Quote, quoted.length),
                (_, Some(length)) => (BlockKind::ListItem, length),
                (Some((BlockKind::ListItem, _)), None) => (BlockKind::ListItem, 0),
                _ => (BlockKind::Paragraph, 0),
            };
            let begins = (kind == BlockKind::ListItem && prefix > 0) || quoted.level != level;
            level = quoted.level;
            let text = Span::new(line.start + prefix, line.end).trim(self.text);
            self.mask.fill(Span::new(line.start, text.start), BREAK);
            let before = open.take();
            open = match before {
                Some((before, span)) if before == kind && !begins && !text.is_empty() => Some((kind, span.join(text))),
                _ => {
                    self.end(before);
                    (!text.is_empty()).then_some((kind, text))
                }
            };
        }
        self.end(open);
    }

    fn end(&mut self, open: Option<(BlockKind, Span)>) {
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

/// Whether a group of lines that begins with a bullet stands in a list: a group beside it begins with one too, or the one
/// before ends with a colon. A lone line that begins with `1.` or a dash is none.
fn is_listed(text: &str, before: Option<&Vec<Span>>, lines: &[Span], after: Option<&Vec<Span>>) -> bool {
    let begins = |lines: &[Span]| lines.first().is_some_and(|line| bullet(line.of(text)).is_some());
    let announces = |lines: &Vec<Span>| lines.last().is_some_and(|line| line.of(text).ends_with(':'));
    begins(lines) && (before.is_some_and(|lines| begins(lines) || announces(lines)) || after.is_some_and(|lines| begins(lines)))
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

/// The marks that a line of a quoted e-mail begins with.
struct QuotePrefix {
    /// In bytes, the space behind them included; 0 where there are none.
    length: usize,
    /// How many there are.
    level: usize,
}

fn quote_prefix(line: &str) -> QuotePrefix {
    let rest = line.trim_start_matches(['>', ' ']);
    let prefix = &line[..line.len() - rest.len()];
    let quoted = prefix.starts_with('>') && (prefix.ends_with(' ') || prefix.ends_with(">>") || rest.is_empty());
    if quoted { QuotePrefix { length: prefix.len(), level: prefix.matches('>').count() } } else { QuotePrefix { length: 0, level: 0 } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tests::{blocks, marks};

    #[test]
    fn blocks_stand_between_blank_lines() {
        let cases: &[(&str, &[&str])] = &[
            ("One line.\nThe next.\n\nA block.", &["paragraph: One line.\nThe next.", "paragraph: A block."]),
            ("A Bridge Too Many\n\nIt fell.", &["title: A Bridge Too Many", "paragraph: It fell."]),
            ("Can a Bridge Fall?\n\nIt fell.", &["title: Can a Bridge Fall?", "paragraph: It fell."]),
            ("It fell.\n\nA bridge.", &["paragraph: It fell.", "paragraph: A bridge."]),
            ("It “fell.”\n\nA bridge.", &["paragraph: It “fell.”", "paragraph: A bridge."]),
            ("A Bridge", &["paragraph: A Bridge"]),
            ("A Bridge\n", &["paragraph: A Bridge"]),
            ("A Bridge\nIt fell.\n\nSo.", &["paragraph: A Bridge\nIt fell.", "paragraph: So."]),
            ("https://a.example\n\nSo.", &["paragraph: @", "paragraph: So."]),
            ("\u{feff}A Bridge\r\n\r\nIt\r\nfell.\r\n", &["title: A Bridge", "paragraph: It\r\nfell."]),
            ("One\r\rTwo.\rThree.", &["title: One", "paragraph: Two.\rThree."]),
            ("One\u{85}two.\u{2028}Three.\u{2029}Four.", &["paragraph: One\u{85}two.\u{2028}Three.", "paragraph: Four."]),
            ("One.\n\u{c}Two.\n\u{c}\nThree.", &["paragraph: One.\n\u{c}Two.", "paragraph: Three."]),
            (" \t\n  Indented.\n\u{a0}\nMore.", &["paragraph: Indented.", "paragraph: More."]),
            ("a\0b\u{1a}c.", &["paragraph: a b c."]),
            ("---\ndate: 2024-05-01\n---\nA Bridge\n\nIt fell.", &["title: A Bridge", "paragraph: It fell."]),
            ("<!-- seedlint: x -->\nA Bridge\n\nIt fell.", &["title: A Bridge", "paragraph: It fell."]),
            ("It <!-- no\nreally --> fell.", &["paragraph: It                    fell."]),
            ("It fell.\n<!-- why -->\nSo.", &["paragraph: It fell.", "paragraph: So."]),
            ("It <!-- fell.", &["paragraph: It <!-- fell."]),
            ("", &[]),
            ("\u{feff}", &[]),
            (" \n\n", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(blocks(&read(text, &Options::default())), *expected, "{text:?}");
        }
    }

    #[test]
    fn lists_and_quotations_are_blocks_of_their_own() {
        let cases: &[(&str, &[&str])] = &[
            (
                "Three:\n- one\n- two,\n  wrapped\n* three",
                &["paragraph: Three:", "list-item: one", "list-item: two,\n  wrapped", "list-item: three"],
            ),
            ("1. One.\n\n2. Two.", &["list-item: One.", "list-item: Two."]),
            ("Take these:\n\n• One.", &["paragraph: Take these:", "list-item: One."]),
            ("a) One\n(b) Two\n12) Three", &["list-item: One", "list-item: Two", "list-item: Three"]),
            // A line that happens to begin with a dash or a number is none.
            ("The bridge fell\n- as expected - at noon.", &["paragraph: The bridge fell\n- as expected - at noon."]),
            ("It fell in\n1999. Then it stood.", &["paragraph: It fell in\n1999. Then it stood."]),
            ("1. It fell. 2. It stood.", &["paragraph: 1. It fell. 2. It stood."]),
            ("-5 degrees\n-6 degrees", &["paragraph: -5 degrees\n-6 degrees"]),
            (
                "He wrote:\n> It fell.\n> All of it.\n>\n>> Why?\nNo idea.",
                &["paragraph: He wrote:", "quote: It fell.\n  All of it.", "quote: Why?", "paragraph: No idea."],
            ),
            (">5 per cent fell.", &["paragraph: >5 per cent fell."]),
        ];
        for (text, expected) in cases {
            assert_eq!(blocks(&read(text, &Options::default())), *expected, "{text:?}");
        }
    }

    #[test]
    fn addresses_and_comments_are_marked() {
        let cases: &[(&str, &[&str])] = &[
            (
                "See https://a.example/b, <www.a.example> or x@a.example.",
                &[
                    "link https://a.example/b: https://a.example/b []",
                    "link http://www.a.example: <www.a.example> []",
                    "link mailto:x@a.example: x@a.example []",
                ],
            ),
            ("It <!-- https://a.example --> fell.", &["comment: <!-- https://a.example -->"]),
            ("[a](b) and *c* and [^1]", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(marks(text, &read(text, &Options::default())), *expected, "{text:?}");
        }
    }

    #[test]
    fn a_title_is_metadata() {
        let cases = [
            ("A  Bridge\n\nIt fell.", Some(("A Bridge", "A  Bridge"))),
            ("---\ntitle: Given\n---\nA Bridge\n\nIt fell.", Some(("Given", "Given"))),
            ("---\ntitle:\n---\nA Bridge\n\nIt fell.", Some(("A Bridge", "A Bridge"))),
            ("It fell.\n\nSo.", None),
        ];
        for (text, expected) in cases {
            let document = read(text, &Options::default());
            let title = document.metadata.get("title");
            assert_eq!(title.map(|field| (field.value.as_str(), field.span.of(text))), expected, "{text:?}");
        }
    }
}
