//! HTML as tags, comments and text, in order of place.
//!
//! In goes a stretch of text that holds HTML; out come its [`Piece`]s, which lie end to end. Where each ends is what the HTML
//! Standard (WHATWG, "Tokenization") says, so that any text has a reading: a tag that does not close is none, a comment that
//! does not close goes on to the end. But a quotation mark in a tag that nothing closes swallows no more than the tag: browsers
//! let it swallow the rest of the page, which nobody would then have checked. Knows no document.

use super::entities;
use crate::span::Span;

/// Elements whose content is no markup: nothing but their own end tag ends it.
const RAW: [&str; 9] = ["script", "style", "title", "textarea", "iframe", "noscript", "xmp", "noembed", "noframes"];

/// A piece of HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) enum Piece<'a> {
    /// `<!-- … -->`, delimiters included.
    Comment(Span),
    /// `<name …>` or `</name>`.
    Tag(Tag<'a>),
    /// Text in which character references may stand.
    Text(Span),
    /// The content of an element of [`RAW`].
    Raw(Span),
    /// What a browser passes over: a doctype, a processing instruction, a tag that does not close.
    Other(Span),
}

/// A tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) struct Tag<'a> {
    /// Its place, angle brackets included.
    pub span: Span,
    /// Its name as written.
    pub name: &'a str,
    /// Whether it is an end tag.
    pub closing: bool,
    /// Whether it ends with `/>`.
    pub closed: bool,
    /// The text it stands in, and where in it its attributes begin.
    text: &'a str,
    attributes: usize,
}

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::document) struct Attribute {
    /// With character references resolved.
    pub value: String,
    /// Where it is written, without quotation marks.
    pub span: Span,
}

impl<'a> Tag<'a> {
    /// Whether it has that name, in any case.
    pub(in crate::document) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute, character references resolved; empty for one without a value.
    pub(in crate::document) fn attribute(&self, name: &str) -> Option<String> {
        self.attribute_at(name).map(|attribute| attribute.value)
    }

    /// The same with its place.
    pub(in crate::document) fn attribute_at(&self, name: &str) -> Option<Attribute> {
        let mut at = self.attributes;
        // Most tags have none.
        while at + 1 < self.span.end {
            match attribute(self.text, at) {
                Step::Attribute { name: key, value, .. } if key.of(self.text).eq_ignore_ascii_case(name) => {
                    return Some(Attribute { value: entities::resolved(value.of(self.text), true).into_owned(), span: value });
                }
                Step::Attribute { next, .. } => at = next,
                Step::End(_) | Step::Unfinished => return None,
            }
        }
        None
    }

    /// Whether an attribute, whose value is a list, names one of `words`, in any case.
    pub(in crate::document) fn names(&self, attribute: &str, words: &[&str]) -> bool {
        self.attribute(attribute)
            .is_some_and(|list| list.split_ascii_whitespace().any(|word| words.iter().any(|other| word.eq_ignore_ascii_case(other))))
    }

    /// Whether it opens an abbreviation and tells its long form.
    pub(in crate::document) fn spells_out(&self) -> bool {
        !self.closing && self.is("abbr") && self.attribute("title").is_some_and(|title| !title.trim().is_empty())
    }

    /// The element, where it is one whose content is no markup.
    fn raw(&self) -> Option<&'a str> {
        (!self.closing && RAW.iter().any(|name| self.is(name))).then_some(self.name)
    }
}

/// The comments in `span` of `text`, which is otherwise no HTML. One that does not close is none.
pub(in crate::document) fn comments(text: &str, span: Span) -> Vec<Span> {
    let slice = span.of(text);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = slice[from..].find("<!--").map(|hit| from + hit) {
        let Some(end) = slice[start + 4..].find("-->").map(|end| start + 4 + end + 3) else { break };
        found.push(Span::new(span.start + start, span.start + end));
        from = end;
    }
    found
}

/// The pieces of `span` of `text`.
pub(in crate::document) fn pieces(text: &str, span: Span) -> Pieces<'_> {
    let end = if text.is_char_boundary(span.end) { span.end } else { text.len() };
    Pieces { text: &text[..end], at: span.start, raw: None }
}

/// See [`pieces`].
#[derive(Debug)]
pub(in crate::document) struct Pieces<'a> {
    /// Up to where the pieces go.
    text: &'a str,
    at: usize,
    /// The element whose raw content comes next.
    raw: Option<&'a str>,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if let Some(content) = self.raw.take().map(|name| self.content(name)).filter(|content| !content.is_empty()) {
            self.at = content.end;
            return Some(Piece::Raw(content));
        }
        let start = self.at;
        let rest = self.text.get(start..).filter(|rest| !rest.is_empty())?;
        let (end, piece) = match markup(rest.as_bytes()) {
            Some(Markup::Comment) => self.comment(start),
            Some(Markup::Bogus) => {
                let end = rest.find('>').map_or(self.text.len(), |hit| start + hit + 1);
                (end, Piece::Other(Span::new(start, end)))
            }
            Some(Markup::Tag { closing }) => self.tag(start, closing),
            None => {
                let end = rest.match_indices('<').map(|(hit, _)| hit).find(|hit| *hit > 0 && markup(&rest.as_bytes()[*hit..]).is_some());
                let end = end.map_or(self.text.len(), |hit| start + hit);
                (end, Piece::Text(Span::new(start, end)))
            }
        };
        self.at = end;
        Some(piece)
    }
}

impl<'a> Pieces<'a> {
    fn comment(&self, start: usize) -> (usize, Piece<'a>) {
        let inside = &self.text[start + 4..];
        let short = [">", "->"].into_iter().find(|end| inside.starts_with(end)).map(str::len);
        let end = short.or_else(|| comment_end(inside));
        match end {
            Some(end) => (start + 4 + end, Piece::Comment(Span::new(start, start + 4 + end))),
            None => (self.text.len(), Piece::Comment(Span::new(start, self.text.len()).trim(self.text))),
        }
    }

    fn tag(&mut self, start: usize, closing: bool) -> (usize, Piece<'a>) {
        let name_start = start + 1 + usize::from(closing);
        let length = self.text[name_start..].find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
        let attributes = length.map_or(self.text.len(), |length| name_start + length);
        let mut at = attributes;
        loop {
            match attribute(self.text, at) {
                Step::Attribute { next, .. } => at = next,
                Step::Unfinished => match self.text[at..].find('>') {
                    Some(length) => return self.whole_tag(start, closing, attributes, at + length + 1),
                    None => return (self.text.len(), Piece::Other(Span::new(start, self.text.len()))),
                },
                Step::End(end) => return self.whole_tag(start, closing, attributes, end),
            }
        }
    }

    fn whole_tag(&mut self, start: usize, closing: bool, attributes: usize, end: usize) -> (usize, Piece<'a>) {
        let closed = self.text[..end - 1].ends_with('/');
        let name = &self.text[start + 1 + usize::from(closing)..attributes];
        let tag = Tag { span: Span::new(start, end), name, closing, closed, text: self.text, attributes };
        self.raw = tag.raw();
        (end, Piece::Tag(tag))
    }

    /// The raw content that begins here: up to the end tag of that name.
    fn content(&self, name: &str) -> Span {
        let rest = &self.text[self.at..];
        let closes = |hit: &usize| {
            let after = &rest.as_bytes()[hit + 2..];
            let named = after.get(..name.len()).is_some_and(|other| other.eq_ignore_ascii_case(name.as_bytes()));
            named && after.get(name.len()).is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
        };
        let end = rest.match_indices("</").map(|(hit, _)| hit).find(closes).unwrap_or(rest.len());
        Span::new(self.at, self.at + end)
    }
}

/// Where the comment ends whose inside begins here.
fn comment_end(inside: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(hit) = inside[from..].find("--").map(|hit| from + hit) {
        if let Some(length) =
            [("-->", 3), ("--!>", 4)].into_iter().find_map(|(end, length)| inside[hit..].starts_with(end).then_some(length))
        {
            return Some(hit + length);
        }
        from = hit + 1;
    }
    None
}

enum Markup {
    Comment,
    /// What is passed over up to the next `>`.
    Bogus,
    Tag {
        closing: bool,
    },
}

/// What begins here, if it is no text.
fn markup(rest: &[u8]) -> Option<Markup> {
    match rest {
        [b'<', b'!', b'-', b'-', ..] => Some(Markup::Comment),
        [b'<', b'!' | b'?', ..] => Some(Markup::Bogus),
        [b'<', b'/', next, ..] if next.is_ascii_alphabetic() => Some(Markup::Tag { closing: true }),
        [b'<', b'/', _, ..] => Some(Markup::Bogus),
        [b'<', next, ..] if next.is_ascii_alphabetic() => Some(Markup::Tag { closing: false }),
        _ => None,
    }
}

/// What comes next in a tag.
enum Step {
    /// `name`, `name=value`, `name="value"`.
    Attribute { name: Span, value: Span, next: usize },
    /// The tag ends, here.
    End(usize),
    /// The text ends, and the tag does not.
    Unfinished,
}

/// The attribute at or behind `at`, which is inside a tag.
fn attribute(text: &str, at: usize) -> Step {
    let from = |at: usize, wanted: fn(u8) -> bool| text.as_bytes()[at..].iter().position(|byte| wanted(*byte)).map(|hit| at + hit);
    let Some(start) = from(at, |byte| !byte.is_ascii_whitespace() && byte != b'/') else { return Step::Unfinished };
    if text.as_bytes()[start] == b'>' {
        return Step::End(start + 1);
    }
    // A name may begin with `=`.
    let first = start + text[start..].chars().next().map_or(1, char::len_utf8);
    let ends_name = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'=');
    let Some(name_end) = from(first, ends_name) else { return Step::Unfinished };
    let name = Span::new(start, name_end);
    let Some(equals) = from(name_end, |byte| !byte.is_ascii_whitespace()) else { return Step::Unfinished };
    if text.as_bytes()[equals] != b'=' {
        return Step::Attribute { name, value: Span::empty(name_end), next: name_end };
    }
    let Some(value) = from(equals + 1, |byte| !byte.is_ascii_whitespace()) else { return Step::Unfinished };
    match text.as_bytes()[value] {
        quote @ (b'"' | b'\'') => match text[value + 1..].find(char::from(quote)) {
            Some(length) => Step::Attribute { name, value: Span::new(value + 1, value + 1 + length), next: value + length + 2 },
            None => Step::Unfinished,
        },
        b'>' => Step::Attribute { name, value: Span::empty(value), next: value },
        _ => match from(value, |byte| byte.is_ascii_whitespace() || byte == b'>') {
            Some(end) => Step::Attribute { name, value: Span::new(value, end), next: end },
            None => Step::Unfinished,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let show = |piece: Piece<'_>| match piece {
            Piece::Comment(span) => format!("comment {}", span.of(text)),
            Piece::Text(span) => format!("text {}", span.of(text)),
            Piece::Raw(span) => format!("raw {}", span.of(text)),
            Piece::Other(_) => "other".to_owned(),
            Piece::Tag(tag) => {
                let id = tag.attribute("id").map(|id| format!(" id={id}")).unwrap_or_default();
                let href =
                    tag.attribute_at("href").map(|href| format!(" href={} [{}]", href.value, href.span.of(text))).unwrap_or_default();
                format!("{}{}{id}{href}", if tag.closing { "/" } else { "" }, tag.name)
            }
        };
        pieces(text, Span::new(0, text.len())).map(show).collect()
    }

    #[test]
    fn text_is_cut_into_pieces() {
        let cases: &[(&str, &[&str])] = &[
            ("a <b>c</b>", &["text a ", "b", "text c", "/b"]),
            ("<A ID=\"x\" HREF='y?a&amp;b'>", &["A id=x href=y?a&b [y?a&amp;b]"]),
            ("<a hidden id=x>", &["a id=x"]),
            ("<a data-id=x ID = 'z'/>", &["a id=z"]),
            ("<a title='a>b' id=x >", &["a id=x"]),
            ("<a id>b", &["a id=", "text b"]),
            ("<a id= >b", &["a id=", "text b"]),
            ("<a\nid=\"x\"\thref=/y/>", &["a id=x href=/y/ [/y/]"]),
            ("<a id=x id=y \"=z =b>", &["a id=x"]),
            ("<h1>x</H1 >", &["h1", "text x", "/H1"]),
            ("<o:p>x</o:p>", &["o:p", "text x", "/o:p"]),
            ("x <!-- <b> --> y", &["text x ", "comment <!-- <b> -->", "text  y"]),
            ("x <!-- open", &["text x ", "comment <!-- open"]),
            (
                "<!--><b><!---><!-- a --!>x<!----->",
                &["comment <!-->", "b", "comment <!--->", "comment <!-- a --!>", "text x", "comment <!----->"],
            ),
            ("<!-- a -- > b -->", &["comment <!-- a -- > b -->"]),
            ("<!DOCTYPE html><?xml version='1'?></ x>y", &["other", "other", "other", "text y"]),
            ("1 < 2 <3 <= <é></>", &["text 1 < 2 <3 <= <é>", "other"]),
            ("1 < 2 <b", &["text 1 < 2 ", "other"]),
            ("x <a href=\"y", &["text x ", "other"]),
            ("x <a href=\"y>z</a>", &["text x ", "a", "text z", "/a"]),
            ("<a id='b>c' href=\"y>z", &["a id=b>c", "text z"]),
            ("<a <b>c", &["a", "text c"]),
            ("<script>if (a < b && '</p>') {}</SCRIPT >x", &["script", "raw if (a < b && '</p>') {}", "/SCRIPT", "text x"]),
            ("<script></script><title>a &amp; <b></title>", &["script", "/script", "title", "raw a &amp; <b>", "/title"]),
            ("<style>a</styles></style", &["style", "raw a</styles></style"]),
            ("<script>", &["script"]),
            ("<", &["text <"]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), *expected, "{text:?}");
        }
    }

    #[test]
    fn only_the_stretch_is_read() {
        let text = "<i>a<b>c";
        let found: Vec<_> = pieces(text, Span::new(3, 7)).collect();
        assert!(
            matches!(found.as_slice(), [Piece::Text(text), Piece::Tag(tag)] if *text == Span::new(3, 4) && tag.span == Span::new(4, 7))
        );
    }

    #[test]
    fn comments_are_found_in_text() {
        let text = "it's <b <!-- one --> and <!-- two\n--> <!-- three";
        let found = comments(text, Span::new(0, text.len()));
        assert_eq!(found.iter().map(|span| span.of(text)).collect::<Vec<_>>(), ["<!-- one -->", "<!-- two\n-->"]);
    }
}
