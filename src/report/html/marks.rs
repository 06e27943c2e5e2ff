//! The words of one row as HTML, with every finding marked in place.
//!
//! Places may lie in each other, cross, be empty, and reach over several rows: a mark is closed where it must be and opened
//! again. Markup is set apart from words, so that the page can hide it.

use std::cmp::Reverse;

use super::escape;
use super::rows::Row;
use crate::document::{BREAK, BlockKind, JOINT, OPAQUE};
use crate::span::Span;

/// So many marks may be open at a place; one more is set as a point, so that no page grows with the square of its findings.
const DEEPEST: usize = 16;
/// Longer places are taken to hold words.
const LOOKED_AT: usize = 1_000;

/// One place to mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The place.
    pub span: Span,
    /// The number of the finding.
    pub number: usize,
    /// Of its other places, which; 0 for its own.
    pub aside: usize,
    /// The class that says how it looks.
    pub class: &'static str,
    /// Whether there is nothing but markup, which is shown there for once.
    pub bare: bool,
}

/// Whether the prose at `span` is nothing but markup. Of a long place only the beginning is looked at.
pub fn is_bare(prose: &str, span: Span) -> bool {
    let bytes = span.of(prose).as_bytes();
    bytes.len() <= LOOKED_AT && bytes.iter().all(|byte| matches!(char::from(*byte), BREAK | JOINT))
}

/// Sets the rows of one seed, in order.
#[derive(Debug)]
pub struct Setter<'a> {
    text: &'a str,
    prose: &'a str,
    /// By start, and longest first.
    marks: Vec<Mark>,
    next: usize,
    /// Those that are open, the outermost first.
    open: Vec<usize>,
    /// Whether tags are shown.
    shows_tags: bool,
}

/// What a stretch of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Run {
    Words,
    /// A character that is written by its name, as `&mdash;`: what the prose has in its place.
    Resolved(char),
    /// It stands in the sentence and is no word: code, an address, a key.
    Opaque,
    /// Markup inside or beside a word.
    Joint,
    /// Markup between words.
    Break,
    /// The sign of a list.
    Bullet,
}

impl<'a> Setter<'a> {
    /// Sets `text`, whose masked prose is `prose`; `shows_tags` where it is no page.
    pub fn new(text: &'a str, prose: &'a str, shows_tags: bool, mut marks: Vec<Mark>) -> Self {
        marks.sort_by_key(|mark| (mark.span.start, Reverse(mark.span.end), mark.number, mark.aside));
        Self { text, prose, marks, next: 0, open: Vec::new(), shows_tags }
    }

    /// Whether a mark begins in `span` or reaches into it.
    pub fn is_marked(&self, span: Span) -> bool {
        !self.open.is_empty() || self.marks.get(self.next).is_some_and(|mark| self.begins_in(mark, span))
    }

    /// Whether a mark begins there; one at the end of the text belongs to the last row.
    fn begins_in(&self, mark: &Mark, span: Span) -> bool {
        mark.span.start < span.end || span.end == self.text.len()
    }

    /// Adds the row to `out`, and the numbers of the findings whose own place begins in it to `numbers`.
    pub fn set(&mut self, row: &Row, out: &mut String, numbers: &mut Vec<usize>) {
        let end = row.span.end;
        self.open.iter().for_each(|mark| begin(&self.marks[*mark], false, out));
        let mut at = row.span.start;
        loop {
            self.close(at, out);
            while let Some(mark) = self.marks.get(self.next).filter(|mark| mark.span.start <= at && self.begins_in(mark, row.span)) {
                if mark.aside == 0 {
                    numbers.push(mark.number);
                }
                begin(mark, true, out);
                if mark.span.end <= at || self.open.len() >= DEEPEST {
                    out.push_str("</mark>");
                } else {
                    self.open.push(self.next);
                }
                self.next += 1;
            }
            if at >= end {
                break;
            }
            let starts = self.marks.get(self.next).map(|mark| mark.span.start);
            let ends = self.open.iter().map(|mark| self.marks[*mark].span.end);
            let stop = ends.chain(starts).filter(|place| *place > at).min().map_or(end, |place| place.min(end));
            self.stretch(row, Span::new(at, stop), out);
            at = stop;
        }
        self.open.iter().for_each(|_| out.push_str("</mark>"));
    }

    /// Closes the marks that end at `at`, and for each those inside it, which are opened again.
    fn close(&mut self, at: usize, out: &mut String) {
        let Some(first) = self.open.iter().position(|mark| self.marks[*mark].span.end <= at) else { return };
        self.open[first..].iter().for_each(|_| out.push_str("</mark>"));
        let inner = self.open.split_off(first);
        for mark in inner.into_iter().filter(|mark| self.marks[*mark].span.end > at) {
            begin(&self.marks[mark], false, out);
            self.open.push(mark);
        }
    }

    /// Adds a stretch in which no mark begins or ends.
    fn stretch(&self, row: &Row, span: Span, out: &mut String) {
        let Some((kind, block)) = row.block else { return escape::push(out, span.of(self.text)) };
        let (mut start, mut run) = (span.start, Run::Words);
        // White space behind markup: it is markup only where markup goes on.
        let mut space = None;
        for (at, character) in span.of(self.text).char_indices().map(|(at, character)| (span.start + at, character)) {
            if character.is_whitespace() {
                space = space.or((run != Run::Words).then_some(at));
                continue;
            }
            let next = self.run(at, kind, block);
            let behind = space.take();
            if next != run || matches!(next, Run::Resolved(_)) {
                self.push(run, &self.text[start..behind.unwrap_or(at)], out);
                self.push(Run::Words, &self.text[behind.unwrap_or(at)..at], out);
                (start, run) = (at, next);
            }
        }
        let end = space.unwrap_or(span.end);
        self.push(run, &self.text[start..end], out);
        self.push(Run::Words, &self.text[end..span.end], out);
    }

    fn push(&self, run: Run, text: &str, out: &mut String) {
        let class = match run {
            _ if text.is_empty() => return,
            Run::Words => return escape::push(out, text),
            Run::Opaque => "o",
            // A tag in what is no page is no markup that its reader expects.
            Run::Joint | Run::Break if self.shows_tags && text.starts_with('<') => "o",
            Run::Bullet => "b",
            Run::Joint => "m",
            Run::Resolved(character) => {
                escape::push(out, character.encode_utf8(&mut [0; 4]));
                "m"
            }
            Run::Break => {
                out.push(' ');
                "m"
            }
        };
        out.push_str(&format!("<span class=\"{class}\">"));
        escape::push(out, text);
        out.push_str("</span>");
    }

    fn run(&self, at: usize, kind: BlockKind, block: Span) -> Run {
        let written = self.text.as_bytes()[at];
        // In the middle of what stands for a name, the prose has no character that begins.
        match self.prose.get(at..).and_then(|prose| prose.chars().next()) {
            Some(OPAQUE) => Run::Opaque,
            Some(masked) if self.text[at..].starts_with(masked) => Run::Words,
            Some(BREAK) if kind == BlockKind::ListItem && at < block.start => Run::Bullet,
            Some(BREAK) if written == b'&' => Run::Resolved(BREAK),
            Some(BREAK) => Run::Break,
            Some(JOINT) | None => Run::Joint,
            Some(resolved) => Run::Resolved(resolved),
        }
    }
}

fn begin(mark: &Mark, first: bool, out: &mut String) {
    let Mark { number, class, .. } = mark;
    let point = match mark.span.is_empty() {
        true => " point",
        false if mark.bare => " bare",
        false => "",
    };
    let id = match (first, mark.aside) {
        (true, 0) => format!(" id=\"f{number}\" aria-describedby=\"n{number}\""),
        (true, aside) => format!(" id=\"f{number}-{aside}\""),
        (false, _) => String::new(),
    };
    out.push_str(&format!("<mark{id} class=\"{class}{point}\" data-n=\"{number}\">"));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text set in rows that end where `rows` says, with marks at the places; numbers of findings as the rows tell them.
    fn set(text: &str, rows: &[usize], places: &[(usize, usize)]) -> String {
        let marks = places.iter().enumerate();
        let marks = marks.map(|(number, (start, end))| Mark { span: Span::new(*start, *end), number, aside: 0, class: "x", bare: false });
        let mut setter = Setter::new(text, text, false, marks.collect());
        let mut from = 0;
        let mut out = String::new();
        for end in rows {
            let row = Row { span: Span::new(from, *end), block: Some((BlockKind::Paragraph, Span::new(from, *end))) };
            let mut numbers = Vec::new();
            setter.set(&row, &mut out, &mut numbers);
            out.push_str(&format!("{numbers:?}\n"));
            from = *end;
        }
        let short = out.replace(" class=\"x\" data-n=", "").replace(" aria-describedby=\"n", "\"").replace("<mark id=\"f", "<#");
        let short: String = short.replace("</mark>", "}").replace("<mark\"", "<").replace("\">", "{");
        regex::Regex::new(r#"<#(\d+)""\d+""\d+( point)?|<(\d+)"#).map(|found| found.replace_all(&short, "<$1$3").into_owned()).unwrap()
    }

    #[test]
    fn marks_are_nested_crossed_empty_and_long() {
        for (rows, places, expected) in [
            (&[6][..], &[][..], "abcdef[]\n"),
            (&[6], &[(1, 3)], "a<0{bc}def[0]\n"),
            (&[6], &[(1, 5), (2, 3)], "a<0{b<1{c}de}f[0, 1]\n"),
            (&[6], &[(1, 4), (2, 6)], "a<0{b<1{cd}}<1{ef}[0, 1]\n"),
            (&[6], &[(2, 3), (1, 5), (2, 4)], "a<1{b<2{<0{c}d}e}f[1, 2, 0]\n"),
            (&[6], &[(0, 6), (0, 6)], "<0{<1{abcdef}}[0, 1]\n"),
            (&[3, 6], &[(1, 5)], "a<0{bc}[0]\n<0{de}f[]\n"),
            (&[3, 6], &[(3, 4), (1, 3)], "a<1{bc}[1]\n<0{d}ef[0]\n"),
        ] {
            assert_eq!(set("abcdef", rows, places), expected, "{places:?}");
        }
    }

    #[test]
    fn empty_places_are_points() {
        let point = |rows, places| set("abcdef", rows, places).matches('}').count();
        assert_eq!((point(&[6], &[(2, 2)]), point(&[6], &[(6, 6)]), point(&[3, 6], &[(0, 0), (3, 3), (6, 6)])), (1, 1, 3));
    }

    #[test]
    fn every_finding_is_set_once_however_many_there_are() {
        let text = "é ".repeat(3_000);
        let marks: Vec<_> =
            (0..3_000).map(|number| Mark { span: Span::new(number * 3, 9_000), number, aside: 0, class: "x", bare: false }).collect();
        let mut setter = Setter::new(&text, &text, false, marks);
        let (mut out, mut numbers) = (String::new(), Vec::new());
        setter.set(&Row { span: Span::new(0, 9_000), block: None }, &mut out, &mut numbers);
        assert_eq!((numbers, out.matches("<mark").count()), ((0..3_000).collect(), out.matches("</mark>").count()));
        assert_eq!(out.matches(" id=").count(), 3_000);
    }

    #[test]
    fn markup_is_set_apart() {
        let (text, prose) = ("- a **b** `c`&mdash;&nbsp;d", "  a \0\0b\0\0 \u{1a}\u{1a}\u{1a}—\0\0\0\0 \0\0\0\0\0d");
        assert_eq!(text.len(), prose.len());
        let mut setter = Setter::new(text, prose, true, Vec::new());
        let mut out = String::new();
        let row = Row { span: Span::new(0, text.len()), block: Some((BlockKind::ListItem, Span::new(2, text.len()))) };
        setter.set(&row, &mut out, &mut Vec::new());
        assert_eq!(
            out,
            "<span class=\"b\">-</span> a <span class=\"m\">**</span>b<span class=\"m\">**</span> <span class=\"o\">`c`</span>—<span class=\"m\">&amp;</span>\
             <span class=\"m\">mdash;</span> <span class=\"m\">&amp;</span><span class=\"m\">nbsp;</span>d"
        );
    }
}
