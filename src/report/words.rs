//! The words at a place, as messages quote them.

use std::borrow::Cow;

use crate::document::{BREAK, JOINT, OPAQUE};
use crate::source::Source;
use crate::span::Span;

/// How many characters of a match a message quotes.
const LONGEST: usize = 60;

/// The masked words at `span`, joined by single spaces; where the mask leaves none, the text's own.
pub fn at(source: &Source, prose: &str, span: Span) -> String {
    let masked = joined(span.of(prose));
    if masked.is_empty() { joined(span.of(&source.text)) } else { masked }
}

/// The same, [`shortened`]; of a long place only both ends are looked at.
pub fn in_short(source: &Source, prose: &str, span: Span) -> String {
    const LOOKED_AT: usize = 4 * LONGEST;
    if span.len() <= 2 * LOOKED_AT {
        return shortened(&at(source, prose, span));
    }
    let between = |offset: &usize| prose.is_char_boundary(*offset) && source.text.is_char_boundary(*offset);
    let head = (span.start..=span.start + LOOKED_AT).rev().find(between).unwrap_or(span.start);
    let tail = (span.end - LOOKED_AT..=span.end).find(between).unwrap_or(span.end);
    let (head, tail) = (at(source, prose, Span::new(span.start, head)), at(source, prose, Span::new(tail, span.end)));
    shortened(&format!("{head} … {tail}"))
}

/// The words of masked prose, without fillers, joined by single spaces.
fn joined(prose: &str) -> String {
    let prose = if prose.contains(JOINT) { Cow::Owned(prose.replace(JOINT, "")) } else { Cow::Borrowed(prose) };
    let words = prose.split(|c: char| c.is_whitespace() || c == BREAK || c == OPAQUE).filter(|word| !word.is_empty());
    words.fold(String::new(), |mut all, word| {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(word);
        all
    })
}

/// `words`, with an ellipsis for their middle where they are long: cut between words, if the words are not too long.
pub fn shortened(words: &str) -> String {
    if words.chars().nth(LONGEST).is_none() {
        return words.to_owned();
    }
    let half = LONGEST / 2;
    let head = words.char_indices().nth(half).map_or(words, |(at, _)| &words[..at]);
    let tail = words.char_indices().nth_back(half - 4).map_or(words, |(at, _)| &words[at..]);
    // A word of more than half of what is kept is cut rather than lost.
    let head = head.rfind(' ').filter(|at| *at > head.len() / 2).map_or(head, |at| &head[..at]);
    let tail = tail.find(' ').filter(|at| *at < tail.len() / 2).map_or(tail, |at| &tail[at + 1..]);
    format!("{} … {}", head.trim_end(), tail.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Format;

    #[test]
    fn fillers_are_no_words() {
        let source = Source::new("a.md", Format::Markdown, "a <!-- x --> b&amp;c");
        for (prose, span, words) in [
            ("un\0\0told  riches      ", 0..22, "untold riches"),
            ("the \u{1a}\u{1a}\u{1a} command", 0..15, "the command"),
            ("line\r\n  break", 0..13, "line break"),
            ("a            b&\0\0\0\0c", 0..20, "a b&c"),
            // Wholly masked: the text's own words.
            ("a            b&\0\0\0\0c", 2..12, "<!-- x -->"),
            ("", 0..0, ""),
        ] {
            assert_eq!(at(&source, prose, span.into()), words, "{prose:?}");
        }
    }

    #[test]
    fn long_words_lose_their_middle() {
        let long = "the committee that had been convened in the spring did not in the end agree on anything";
        assert_eq!(shortened(long), "the committee that had been … the end agree on anything");
        assert_eq!(shortened("short enough"), "short enough");
        assert_eq!(shortened(&"ü".repeat(100)), format!("{} … {}", "ü".repeat(30), "ü".repeat(27)));
        assert!(shortened(&"wörter ".repeat(50)).chars().count() <= LONGEST + 1);
        for text in [long.to_owned(), "wörter ".repeat(500), format!("first {}last", "“é” ".repeat(200)), "ü".repeat(999)] {
            let source = Source::new("a.md", Format::Markdown, text.as_str());
            assert_eq!(in_short(&source, &text, Span::new(0, text.len())), shortened(&at(&source, &text, Span::new(0, text.len()))));
        }
    }
}
