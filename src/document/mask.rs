//! The masked prose while it is built.
//!
//! In go a text and, piece by piece, what each stretch of it is; out comes a string of exactly as many bytes. Every
//! format's reader builds its mask here. Knows no format.

use super::{BREAK, JOINT, OPAQUE};
use crate::span::Span;

/// What stands for no prose in the text that parsers get: a letter, so that it can stand wherever words can.
pub(super) const BLOT: char = 'x';

/// A mask of a text. What nobody names is a break.
#[derive(Debug)]
pub(super) struct Mask<'a> {
    text: &'a str,
    bytes: Vec<u8>,
}

impl<'a> Mask<'a> {
    /// A mask in which nothing of `text` is prose yet.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, bytes: vec![BREAK as u8; text.len()] }
    }

    /// Lets a stretch stand as it is. NUL and 0x1A in the text itself, which would be taken for fillers, become breaks.
    pub(super) fn keep(&mut self, span: Span) {
        for (to, from) in self.slots(span) {
            *to = if *from == JOINT as u8 || *from == OPAQUE as u8 { BREAK as u8 } else { *from };
        }
    }

    /// Lets everything stand, NUL and 0x1A too: for a copy of the text in which a few stretches are blotted out.
    pub(super) fn keep_all(&mut self) {
        self.bytes.copy_from_slice(self.text.as_bytes());
    }

    /// Lets a stretch stand but for its line breaks, which are layout.
    pub(super) fn keep_flowing(&mut self, span: Span) {
        self.keep(span);
        for (to, from) in self.slots(span) {
            if matches!(from, b'\n' | b'\r' | b'\x0c') {
                *to = BREAK as u8;
            }
        }
    }

    /// Lets only the line breaks of a stretch stand; the rest is a break in layout.
    pub(super) fn keep_lines(&mut self, span: Span) {
        for (to, from) in self.slots(span) {
            *to = if matches!(from, b'\n' | b'\r') { *from } else { BREAK as u8 };
        }
    }

    /// Fills a stretch, byte by byte.
    pub(super) fn fill(&mut self, span: Span, filler: char) {
        for (to, _) in self.slots(span) {
            *to = filler as u8;
        }
    }

    /// Shows other characters in the place of a stretch, and pads them with joints. Characters that do not fit any more are
    /// left out: only `&nLt;` and `&nGt;`, whose second character is a combining mark, are longer than the entity itself.
    pub(super) fn show(&mut self, span: Span, characters: &str) {
        self.fill(span, JOINT);
        let mut at = span.start;
        for character in characters.chars() {
            if at + character.len_utf8() > span.end {
                break;
            }
            let shown = if character == JOINT || character == OPAQUE { BREAK } else { character };
            if let Some(slots) = self.bytes.get_mut(at..at + shown.len_utf8()) {
                shown.encode_utf8(slots);
            }
            at += shown.len_utf8();
        }
    }

    /// Fills a stretch, where any of it is shown: as it is, or blotted out. An address may have taken its beginning.
    pub(super) fn hide(&mut self, span: Span, filler: char) {
        let seen = |(to, from): (&mut u8, &u8)| !to.is_ascii_whitespace() && [*from, BLOT as u8].contains(to);
        let shown = self.slots(span).any(seen);
        if shown {
            self.fill(span, filler);
        }
    }

    /// From the first to the last character of a stretch that a reader sees so far; the stretch itself where there is none.
    pub(super) fn seen(&self, span: Span) -> Span {
        let bytes = self.bytes.get(span.range()).unwrap_or_default();
        let is_seen = |byte: &u8| !byte.is_ascii_whitespace() && *byte != JOINT as u8;
        match (bytes.iter().position(is_seen), bytes.iter().rposition(is_seen)) {
            (Some(first), Some(last)) => Span::new(span.start + first, span.start + last + 1),
            _ => span,
        }
    }

    /// What a reader sees of a stretch so far, without joints.
    pub(super) fn shown(&self, span: Span) -> String {
        let bytes: Vec<u8> = self.bytes.get(span.range()).unwrap_or_default().iter().copied().filter(|byte| *byte != JOINT as u8).collect();
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// Whether a reader sees anything in a stretch: a character that is neither white space nor a joint.
    pub(super) fn is_blank(&self, span: Span) -> bool {
        let bytes = self.bytes.get(span.range()).unwrap_or_default();
        bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == JOINT as u8)
            || std::str::from_utf8(bytes).is_ok_and(|slice| slice.chars().all(|c| c.is_whitespace() || c == JOINT))
    }

    /// The masked prose.
    pub(super) fn finish(self) -> String {
        String::from_utf8(self.bytes).unwrap_or_else(|error| {
            // Cannot be: stretches begin and end between characters. If it were, only their pieces would be lost.
            error.into_bytes().into_iter().map(|byte| if byte.is_ascii() { char::from(byte) } else { BREAK }).collect()
        })
    }

    /// The bytes of the mask in a stretch, each beside the text's. None where the stretch cuts a character.
    fn slots(&mut self, span: Span) -> impl Iterator<Item = (&mut u8, &u8)> {
        let (to, from) = match (self.bytes.get_mut(span.range()), self.text.get(span.range())) {
            (Some(to), Some(from)) => (to, from.as_bytes()),
            _ => (&mut [][..], &[][..]),
        };
        to.iter_mut().zip(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_kept_filled_and_shown() {
        let text = "é**b** &amp; &nGt; \0\u{1a}x";
        let mut mask = Mask::new(text);
        mask.keep(Span::new(0, text.len()));
        mask.fill(Span::new(2, 4), JOINT);
        mask.fill(Span::new(5, 7), JOINT);
        mask.show(Span::new(8, 13), "&");
        mask.show(Span::new(14, 19), "\u{226b}\u{20d2}");
        let prose = mask.finish();
        assert_eq!(prose, "é\0\0b\0\0 &\0\0\0\0 \u{226b}\0\0   x");
        assert_eq!(prose.len(), text.len());
    }

    #[test]
    fn many_bytes_are_filled_with_as_many() {
        let mut mask = Mask::new("“é”");
        mask.fill(Span::new(0, 5), OPAQUE);
        assert_eq!(mask.finish(), "\u{1a}\u{1a}\u{1a}\u{1a}\u{1a}   ");
    }

    #[test]
    fn a_stretch_that_cuts_a_character_is_left_alone() {
        let mut mask = Mask::new("é");
        mask.keep(Span::new(0, 1));
        mask.show(Span::new(1, 9), "x");
        assert_eq!(mask.finish().len(), 2);
    }
}
