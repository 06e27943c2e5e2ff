//! Byte offsets into lines and columns, for one text.
//!
//! In goes a text, once; out come positions, each found by a binary search and a look at a few hundred bytes, also where
//! the whole text is one line of a hundred megabytes. Lines end at `\n`; a `\r` before it counts as a character.

use crate::span::Span;

/// How many bytes lie between two places whose number of characters is kept.
const STRIDE: usize = 256;

/// The lines of a text.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    /// Where each line starts, in bytes.
    starts: Vec<usize>,
    /// How many characters start before each multiple of [`STRIDE`] bytes, and how many of them UTF-16 writes as two units.
    before: Vec<(usize, usize)>,
}

/// What columns count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Unicode scalar values.
    Characters,
    /// Code units of UTF-16, as editors count.
    Utf16,
    /// Bytes of UTF-8; a byte order mark counts as three.
    Bytes,
}

/// Where a byte stands: line and column, both from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters (Unicode scalar values).
    pub column: usize,
}

impl<'a> Lines<'a> {
    /// Reads the lines of `text`.
    pub fn of(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        starts.extend(bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1));
        let mut before = Vec::with_capacity(bytes.len() / STRIDE + 1);
        let mut counted = (0, 0);
        for stretch in bytes.chunks(STRIDE) {
            before.push(counted);
            counted = (counted.0 + characters_that_start(stretch), counted.1 + pairs_that_start(stretch));
        }
        before.push(counted);
        Self { text, starts, before }
    }

    /// The position of the byte at `offset`; of the end of the text, where it lies further on.
    pub fn at(&self, offset: usize) -> Position {
        self.measured(offset, Unit::Characters)
    }

    /// The same position, its column counted in `unit`.
    pub fn measured(&self, offset: usize, unit: Unit) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        Position { line, column: self.units_before(offset, unit) - self.units_before(start, unit) + 1 }
    }

    /// Where a span begins, and where it ends: the position just past its last character.
    pub fn of_span(&self, span: Span) -> (Position, Position) {
        (self.at(span.start), self.at(span.end))
    }

    /// How many lines there are; a text that ends in a line break has an empty last one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Each line's place, its line break included.
    pub fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        let ends = self.starts.iter().skip(1).copied().chain([self.text.len()]);
        self.starts.iter().zip(ends).map(|(start, end)| Span::new(*start, end))
    }

    /// How many units stand before a character that starts at `offset`. A byte order mark is no character of the text.
    pub fn units_before(&self, offset: usize, unit: Unit) -> usize {
        if unit == Unit::Bytes {
            return offset;
        }
        let stride = offset / STRIDE;
        let (characters, pairs) = self.before[stride];
        let rest = &self.text.as_bytes()[stride * STRIDE..offset];
        let mark = usize::from(offset > 0 && self.text.starts_with('\u{feff}'));
        let characters = characters + characters_that_start(rest) - mark;
        if unit == Unit::Utf16 { characters + pairs + pairs_that_start(rest) } else { characters }
    }
}

/// How many bytes of UTF-8 are a character's first.
fn characters_that_start(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte).cast_signed() >= -0x40).count()
}

/// How many bytes of UTF-8 are the first of a character that UTF-16 writes as a pair of surrogates.
fn pairs_that_start(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte >= 0xf0).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_lines_and_columns() {
        for (text, offset, line, column) in [
            ("", 0, 1, 1),
            ("", 9, 1, 1),
            ("ab", 1, 1, 2),
            ("ab", 2, 1, 3),
            ("a\nb", 1, 1, 2),
            ("a\nb", 2, 2, 1),
            ("a\n", 2, 2, 1),
            ("a\r\nb", 3, 2, 1),
            ("a\r\nb", 1, 1, 2),
            ("é“x”\nz", 5, 1, 3),
            ("é“x”\nz", 10, 2, 1),
            // In the middle of a character: the character.
            ("é“x”\nz", 3, 1, 2),
            ("e\u{301}x", 3, 1, 3),
            ("👩‍💻x", 11, 1, 4),
            // A byte order mark counts as nothing.
            ("\u{feff}ab", 0, 1, 1),
            ("\u{feff}ab", 3, 1, 1),
            ("\u{feff}ab", 4, 1, 2),
            ("\u{feff}a\nb", 5, 2, 1),
            ("\u{feff}", 3, 1, 1),
        ] {
            assert_eq!(Lines::of(text).at(offset), Position { line, column }, "{text:?} at {offset}");
        }
    }

    #[test]
    fn columns_are_counted_in_the_unit_asked_for() {
        let text = "\u{feff}𝔘é\r\n👩‍💻 “x”";
        let lines = Lines::of(text);
        for (offset, line, characters, utf16, bytes) in
            [(0, 1, 1, 1, 1), (3, 1, 1, 1, 4), (7, 1, 2, 3, 8), (9, 1, 3, 4, 10), (11, 2, 1, 1, 1), (22, 2, 4, 6, 12), (26, 2, 6, 8, 16)]
        {
            let column = |unit| lines.measured(offset, unit).column;
            let columns = [Unit::Characters, Unit::Utf16, Unit::Bytes].map(column);
            assert_eq!((lines.at(offset).line, columns), (line, [characters, utf16, bytes]), "at {offset}");
        }
        let astral = "𝔘é ".repeat(200);
        assert_eq!(Lines::of(&astral).measured(astral.len(), Unit::Utf16).column, 801);
        assert_eq!(Lines::of(&astral).units_before(astral.len(), Unit::Characters), 600);
    }

    #[test]
    fn every_offset_of_a_long_text_agrees_with_counting() {
        let text = "Zwölf “Boxkämpfer” jagen\nViktor quer über\r\nden großen Sylter Deich. ".repeat(40);
        let lines = Lines::of(&text);
        for (offset, _) in text.char_indices() {
            let before = &text[..offset];
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            let counted = Position { line: before.matches('\n').count() + 1, column: before[start..].chars().count() + 1 };
            assert_eq!(lines.at(offset), counted, "at {offset}");
        }
        assert_eq!(lines.spans().map(|span| span.of(&text)).collect::<String>(), text);
    }
}
