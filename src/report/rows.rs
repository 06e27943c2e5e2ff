//! A text cut into rows for display: a paragraph of prose is one physical line, and a terminal is 80 to 200 columns wide.
//!
//! In go a text and a width; out comes a copy in which each row ends in a line break and nothing steers a terminal, with
//! the way from places in the text to places in the copy. Built once a text, in linear time. Knows no drawing.

use unicode_width::UnicodeWidthChar;

use super::lines::Lines;
use super::visible::picture;
use crate::span::Span;

/// How wide a tab is at most, in columns.
pub const TAB: usize = 4;
/// How many characters a row holds at most, in widths of a row: stacked marks have no width of their own.
const STACKED: usize = 8;

/// A text as it is displayed.
#[derive(Debug)]
pub struct Rows<'a> {
    text: &'a str,
    lines: Lines<'a>,
    rows: Vec<Row>,
    shown: String,
}

/// A stretch of one line that is displayed as a line of its own.
#[derive(Debug, Clone, Copy)]
struct Row {
    /// Where it starts in the text.
    start: usize,
    /// Where its words end in the text: white space at the end is not displayed.
    end: usize,
    /// Where it starts in the copy.
    shown: usize,
    /// The number of its line, from 1.
    line: usize,
}

impl<'a> Rows<'a> {
    /// Cuts `text` into rows of at most `width` columns, between words where it can.
    pub fn cut(text: &'a str, width: usize) -> Self {
        let lines = Lines::of(text);
        let mut rows = Vec::with_capacity(lines.count() + text.len() / width.max(1));
        let mut shown = String::with_capacity(text.len() + text.len() / width.max(1) + 1);
        for (index, line) in lines.spans().enumerate() {
            let mut start = line.start;
            for end in cuts(text, line, width).into_iter().chain([line.end]) {
                let words = Span::new(start, end).of(text).trim_end();
                rows.push(Row { start, end: start + words.len(), shown: shown.len(), line: index + 1 });
                shown.extend(words.chars().map(stand_in));
                shown.push('\n');
                start = end;
            }
        }
        Self { text, lines, rows, shown }
    }

    /// The copy that is displayed.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The lines of the text.
    pub const fn lines(&self) -> &Lines<'a> {
        &self.lines
    }

    /// How many rows there are; at least one.
    pub const fn count(&self) -> usize {
        self.rows.len()
    }

    /// The row that holds the byte at `offset` of the copy.
    pub fn row_of_shown(&self, offset: usize) -> usize {
        self.rows.partition_point(|row| row.shown <= offset).saturating_sub(1)
    }

    /// The number of the line that a row belongs to, from 1.
    pub fn line_of(&self, row: usize) -> Option<usize> {
        self.rows.get(row).map(|row| row.line)
    }

    /// Where a row stands in the copy, its line break included.
    pub fn shown_row(&self, row: usize) -> Option<Span> {
        let start = self.rows.get(row)?.shown;
        Some(Span::new(start, self.rows.get(row + 1).map_or(self.shown.len(), |next| next.shown)))
    }

    /// The stretches of the copy that stand for `span`: one for each row it touches, without the white space between
    /// them; never none. A stretch without width is widened to the next character that has some, or is empty at the row's end.
    pub fn pieces(&self, span: Span) -> Pieces<'_, 'a> {
        let trimmed = span.trim(self.text);
        let span = if trimmed.is_empty() { span } else { trimmed };
        let first = self.row_at(span.start);
        let last = if span.is_empty() { first } else { self.row_at(span.end - 1).max(first) };
        Pieces { rows: self, span, first, last }
    }

    fn row_at(&self, offset: usize) -> usize {
        self.rows.partition_point(|row| row.start <= offset).saturating_sub(1)
    }

    /// What is displayed of `span` in a row.
    fn piece(&self, row: usize, span: Span) -> Span {
        let Some(row) = self.rows.get(row) else { return Span::default() };
        let (mut start, mut end, mut at, mut width) = (None, row.shown, row.shown, 0);
        for (offset, character) in Span::new(row.start, row.end).of(self.text).char_indices() {
            let offset = row.start + offset;
            if offset >= span.start && start.is_none() {
                (start, end) = (Some(at), at);
            }
            if width > 0 && offset >= span.end {
                break;
            }
            let shown = stand_in(character);
            at += shown.len_utf8();
            if start.is_some() {
                width += columns(shown);
                end = at;
            }
        }
        match start {
            Some(start) if width > 0 => Span::new(start, end),
            _ => Span::empty(at),
        }
    }
}

/// A span by the rows it touches.
#[derive(Debug, Clone, Copy)]
pub struct Pieces<'r, 'a> {
    rows: &'r Rows<'a>,
    span: Span,
    first: usize,
    last: usize,
}

impl Pieces<'_, '_> {
    /// How many rows it touches.
    pub const fn rows(self) -> usize {
        self.last - self.first + 1
    }

    /// What is displayed of it in its first row.
    pub fn first(self) -> Span {
        self.rows.piece(self.first, self.span)
    }

    /// What is displayed of it in its last row.
    pub fn last(self) -> Span {
        self.rows.piece(self.last, self.span)
    }
}

/// Where `line` is cut so that no row is wider than `width`.
fn cuts(text: &str, line: Span, width: usize) -> Vec<usize> {
    let mut cuts = Vec::new();
    if line.len() <= width && line.of(text).is_ascii() && !line.of(text).contains('\t') {
        return cuts;
    }
    // Of the row: where it starts, how wide it is, how many characters it has; and the same at its last space.
    let (mut start, mut column, mut characters) = (line.start, 0, 0);
    let mut space = (line.start, 0, 0);
    let words = line.of(text).trim_end();
    for (offset, character) in words.char_indices() {
        let at = line.start + offset;
        let wide = columns(character);
        let breaks = character.is_whitespace() && character != '\u{a0}' && character != '\u{202f}';
        if at > start && !breaks && (column + wide > width || characters >= width * STACKED) {
            let cut = if space.0 > start { space } else { (at, column, characters) };
            cuts.push(cut.0);
            (start, column, characters) = (cut.0, column - cut.1, characters - cut.2);
            space = (start, 0, 0);
        }
        column += wide;
        characters += 1;
        if breaks {
            space = (at + character.len_utf8(), column, characters);
        }
    }
    cuts
}

/// How a character is displayed; a tab stays, since the drawing knows tab stops.
fn stand_in(character: char) -> char {
    if character == '\t' { character } else { picture(character) }
}

/// How many columns a character takes.
fn columns(character: char) -> usize {
    if character == '\t' { TAB } else { stand_in(character).width().unwrap_or(0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_cut_between_words() {
        for (text, width, shown) in [
            ("", 10, "\n"),
            ("one two three", 8, "one two\nthree\n"),
            ("one two three", 7, "one two\nthree\n"),
            ("one two three\nfour", 80, "one two three\nfour\n"),
            ("one\r\n\r\ntwo\r\n", 80, "one\n\ntwo\n\n"),
            // A word too long for a row.
            ("abcdefghij kl", 4, "abcd\nefgh\nij\nkl\n"),
            // Double width, and marks without width.
            ("東京東京東京", 8, "東京東京\n東京\n"),
            ("e\u{301}e\u{301}e\u{301} x", 3, "e\u{301}e\u{301}e\u{301}\nx\n"),
            ("a\tb\tc", 6, "a\tb\nc\n"),
            ("a \u{1b}[31m b\0", 80, "a ␛[31m b␀\n"),
            // No break at a no-break space.
            ("aa bb\u{a0}cc", 6, "aa\nbb\u{a0}cc\n"),
            ("aaaa      bbbb", 6, "aaaa\nbbbb\n"),
        ] {
            assert_eq!(Rows::cut(text, width).shown(), shown, "{text:?} at {width}");
        }
    }

    #[test]
    fn places_go_to_the_copy() {
        let text = "a \u{1b}[31m “wide” 東京 e\u{301} and so on\r\n\tsecond line \u{9b} here";
        for width in 1..40 {
            let rows = Rows::cut(text, width);
            for (offset, character) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let span = Span::new(offset, offset + character.len_utf8());
                let piece = rows.pieces(span).first();
                if columns(character) > 0 {
                    assert_eq!(piece.of(rows.shown()), picture(character).to_string(), "at width {width}");
                }
            }
        }
    }

    #[test]
    fn pieces_have_width_or_stand_at_the_end_of_a_row() {
        let text = "one \u{200b}two\u{200b} three";
        for (width, span, rows_touched, first, last) in [
            (80, 4..7, 1, "\u{200b}t", "\u{200b}t"),
            (80, 0..3, 1, "one", "one"),
            (80, 3..4, 1, " ", " "),
            (8, 0..21, 2, "one \u{200b}two\u{200b}", "three"),
            (8, 10..13, 1, "", ""),
            (80, 19..19, 1, "", ""),
        ] {
            let rows = Rows::cut(text, width);
            let pieces = rows.pieces(span.clone().into());
            let shown = rows.shown();
            assert_eq!((pieces.rows(), pieces.first().of(shown), pieces.last().of(shown)), (rows_touched, first, last), "{span:?}");
        }
        assert_eq!(Rows::cut("", 10).pieces(Span::empty(0)).first(), Span::empty(0));
        assert_eq!(Rows::cut("abc\n", 10).pieces(Span::empty(4)).first(), Span::empty(4));
    }
}
