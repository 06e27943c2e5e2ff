//! Where a comment can stand so that it acts on a block and changes nothing that a reader sees.
//!
//! In go a seed's text and a block; out comes a place. In Markdown a paragraph or heading gets a line of its own before it;
//! such a line would end a list or a table, so that their parts get the comment behind their words. Inside a block quote,
//! a comment would be somebody else's, and plain text has none.

use crate::document::{Block, BlockKind, Document};
use crate::source::{Format, Source};

/// Where a comment goes, in bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// On a line of its own before the line that begins here, with as much white space before it as that line has.
    Line(usize),
    /// Right behind these words.
    Behind(usize),
    /// Right before these words.
    Before(usize),
    /// On a line of its own behind what ends here, a blank line between.
    Below(usize),
    /// On a line of its own before everything, a blank line behind it.
    Top(usize),
}

impl Place {
    /// The offset at which a text is inserted.
    pub(super) const fn at(self) -> usize {
        match self {
            Self::Line(at) | Self::Behind(at) | Self::Before(at) | Self::Below(at) | Self::Top(at) => at,
        }
    }

    /// What is inserted there so that `comment` stands in its place.
    pub(super) fn insertion(self, text: &str, comment: &str) -> String {
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        match self {
            Self::Line(at) => {
                let line = &text[at..];
                let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
                format!("{indent}{comment}{end}")
            }
            Self::Behind(_) => format!(" {comment}"),
            Self::Before(_) => comment.to_owned(),
            Self::Below(_) => format!("{end}{end}{comment}"),
            Self::Top(_) => format!("{comment}{end}{end}"),
        }
    }
}

/// Where a comment stands that acts on `block`, if anywhere.
pub(super) fn for_block(source: &Source, block: Block) -> Option<Place> {
    let text = &source.text;
    let line = line_of(text, block.span.start);
    let before = &text[line..block.span.start];
    if block.kind == BlockKind::Quote || source.format == Format::Plain {
        return None;
    }
    if source.format == Format::Markdown {
        let prefix = if matches!(block.kind, BlockKind::Heading(_)) { before.trim_start().trim_start_matches('#') } else { before };
        let alone = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_)) && prefix.trim().is_empty();
        return Some(if alone { Place::Line(line) } else { Place::Behind(block.span.end) });
    }
    let alone = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::ListItem)
        && (before.trim().is_empty() || is_one_tag(before.trim()));
    Some(if alone { Place::Line(line) } else { Place::Before(block.span.start) })
}

/// Where a comment stands that acts on the whole file.
pub(super) fn for_file(source: &Source, document: &Document) -> Option<Place> {
    let text = &source.text;
    if source.format == Format::Plain {
        return None;
    }
    if let Some(front) = document.metadata.span {
        return Some(Place::Below(front.end));
    }
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    if source.format == Format::Markdown {
        return Some(Place::Top(start));
    }
    // Nothing may stand before a page's document type, and what stands in its head is soon lost.
    let opened = ["<body", "<!doctype"].into_iter().find_map(|tag| behind_tag(text, tag));
    Some(opened.map_or(Place::Top(start), Place::Below))
}

/// Where the line of a place begins; behind the byte-order mark on the first one.
fn line_of(text: &str, at: usize) -> usize {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    if text[line..].starts_with('\u{feff}') { line + '\u{feff}'.len_utf8() } else { line }
}

/// Whether a text is `<name …>`, and nothing else.
fn is_one_tag(text: &str) -> bool {
    text.strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
        .is_some_and(|inside| inside.starts_with(|c: char| c.is_ascii_alphabetic()) && !inside.contains(['<', '>']))
}

/// The end of the first tag that begins with `opening`, whatever its case.
fn behind_tag(text: &str, opening: &str) -> Option<usize> {
    let at = text.as_bytes().windows(opening.len()).position(|window| window.eq_ignore_ascii_case(opening.as_bytes()))?;
    Some(at + text[at..].find('>')? + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;

    const COMMENT: &str = "<!-- x -->";

    /// The text with a comment for the block that holds `!`.
    fn placed(format: Format, text: &str) -> Option<String> {
        let source = Source::new("a", format, text);
        let document = document::read(&source);
        let at = text.rfind('!').unwrap();
        let block = document.blocks.iter().find(|block| block.span.holds(at)).unwrap();
        let place = for_block(&source, *block)?;
        let mut text = text.to_owned();
        text.insert_str(place.at(), &place.insertion(&source.text, COMMENT));
        Some(text)
    }

    #[test]
    fn comments_in_markdown_break_nothing() {
        for (text, expected) in [
            ("One.\n\nTwo!\n", "One.\n\n<!-- x -->\nTwo!\n"),
            ("Two!", "<!-- x -->\nTwo!"),
            ("\u{feff}Two!", "\u{feff}<!-- x -->\nTwo!"),
            ("  Two\nlines!\n", "  <!-- x -->\n  Two\nlines!\n"),
            ("One.\r\n\r\nTwo!\r\n", "One.\r\n\r\n<!-- x -->\r\nTwo!\r\n"),
            ("One.\n## Two!\nThree.\n", "One.\n<!-- x -->\n## Two!\nThree.\n"),
            ("Two!\n===\n", "<!-- x -->\nTwo!\n===\n"),
            ("- one\n- two!\n- three\n", "- one\n- two! <!-- x -->\n- three\n"),
            ("1. one\n\n   two!\n", "1. one\n\n   two! <!-- x -->\n"),
            ("- # two!\n", "- # two! <!-- x -->\n"),
            ("| a | b! |\n|---|---|\n| c | d |\n", "| a | b! <!-- x --> |\n|---|---|\n| c | d |\n"),
            ("a[^1]\n\n[^1]: b!\n", "a[^1]\n\n[^1]: b! <!-- x -->\n"),
            ("> [!NOTE]\n> Mine!\n", "> [!NOTE]\n> Mine! <!-- x -->\n"),
            ("---\na: b\n---\nTwo!\n", "---\na: b\n---\n<!-- x -->\nTwo!\n"),
        ] {
            assert_eq!(placed(Format::Markdown, text).as_deref(), Some(expected), "{text:?}");
            let kinds = |text: &str| {
                let document = document::read(&Source::new("a", Format::Markdown, text));
                document.blocks.iter().map(|block| block.kind).collect::<Vec<_>>()
            };
            assert_eq!(kinds(text), kinds(expected), "{text:?}");
        }
        assert_eq!(placed(Format::Markdown, "> Two!\n"), None);
        assert_eq!(placed(Format::Plain, "Two!\n"), None);
    }

    #[test]
    fn comments_in_html_break_nothing() {
        for (text, expected) in [
            ("<p>Two!</p>", "<!-- x -->\n<p>Two!</p>"),
            ("<p>One.</p>\n  <p class=\"a\">Two!</p>", "<p>One.</p>\n  <!-- x -->\n  <p class=\"a\">Two!</p>"),
            ("<p>\n  Two!\n</p>", "<p>\n  <!-- x -->\n  Two!\n</p>"),
            ("<p>One.</p><p><b>Two</b>!</p>", "<p>One.</p><p><b><!-- x -->Two</b>!</p>"),
            ("<ul>\n<li>one<li>two!</ul>", "<ul>\n<li>one<li><!-- x -->two!</ul>"),
            ("<ul>\n<li>two!\n</ul>", "<ul>\n<!-- x -->\n<li>two!\n</ul>"),
            ("<table><tr>\n<td>two!</td></tr></table>", "<table><tr>\n<td><!-- x -->two!</td></tr></table>"),
        ] {
            assert_eq!(placed(Format::Html, text).as_deref(), Some(expected), "{text:?}");
        }
        assert_eq!(placed(Format::Html, "<blockquote><p>Two!</p></blockquote>"), None);
    }

    #[test]
    fn comments_for_the_file_stand_at_the_top() {
        for (format, text, expected) in [
            (Format::Markdown, "Two!\n", "<!-- x -->\n\nTwo!\n"),
            (Format::Markdown, "\u{feff}Two!\n", "\u{feff}<!-- x -->\n\nTwo!\n"),
            (Format::Markdown, "---\na: b\n---\nTwo!\n", "---\na: b\n---\n\n<!-- x -->\nTwo!\n"),
            (Format::Markdown, "", "<!-- x -->\n\n"),
            (Format::Html, "<p>Two!", "<!-- x -->\n\n<p>Two!"),
            (Format::Html, "<!DOCTYPE html>\n<p>Two!", "<!DOCTYPE html>\n\n<!-- x -->\n<p>Two!"),
            (Format::Html, "<!DOCTYPE html>\n<body id=x>\n<p>Two!", "<!DOCTYPE html>\n<body id=x>\n\n<!-- x -->\n<p>Two!"),
        ] {
            let source = Source::new("a", format, text);
            let place = for_file(&source, &document::read(&source)).unwrap();
            let mut text = text.to_owned();
            text.insert_str(place.at(), &place.insertion(&source.text, COMMENT));
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn a_line_with_one_tag_can_have_another_before_it() {
        for (text, is) in [("<p>", true), ("<p class=\"a\">", true), ("", false), ("<p><b>", false), ("a <p>", false), ("</p>", false)] {
            assert_eq!(is_one_tag(text), is, "{text}");
        }
        assert_eq!(behind_tag("<!DOCTYPE html><BODY id=x>a", "<body"), Some(26));
    }
}
