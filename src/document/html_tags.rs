//! HTML tags and comments, as far as other formats need them.
//!
//! In goes a stretch of text that holds HTML; out come its comments and tags in order. Tag soup has a reading: what does
//! not close is no tag. Knows no document.

use crate::span::Span;

/// A comment or a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// `<!-- … -->`, delimiters included.
    Comment(Span),
    /// `<name …>` or `</name>`.
    Tag(Tag<'a>),
}

/// A tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Its place, angle brackets included.
    pub span: Span,
    /// Its name as written.
    pub name: &'a str,
    /// Whether it is an end tag.
    pub closing: bool,
    attributes: &'a str,
}

impl Tag<'_> {
    /// Whether it has that name, in any case.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute, `&amp;` resolved.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/' || c == '=');
            let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/'))?;
            let (key, after) = rest.split_at(end);
            let after = after.trim_start();
            let Some(value) = after.strip_prefix('=').map(str::trim_start) else {
                rest = after;
                continue;
            };
            let (value, after) = match value.chars().next()? {
                quote @ ('"' | '\'') => value[1..].split_once(quote)?,
                _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
            };
            if key.eq_ignore_ascii_case(name) {
                return Some(value.replace("&amp;", "&"));
            }
            rest = after;
        }
    }
}

/// The comments in `span` of `text`, which is otherwise no HTML. One that does not close is none.
pub(super) fn comments(text: &str, span: Span) -> Vec<Span> {
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

/// The comments and tags in `span` of `text`. A comment that does not close goes on to the end, as in HTML.
pub(super) fn pieces(text: &str, span: Span) -> Vec<Piece<'_>> {
    let slice = span.of(text);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = slice[from..].find('<').map(|hit| from + hit) {
        let end = if slice[start..].starts_with("<!--") {
            match slice[start + 4..].find("-->").map(|end| start + 4 + end + 3) {
                Some(end) => {
                    found.push(Piece::Comment(Span::new(span.start + start, span.start + end)));
                    end
                }
                None => {
                    found.push(Piece::Comment(Span::new(span.start + start, span.end).trim(text)));
                    return found;
                }
            }
        } else {
            match tag(slice, start) {
                Some(Ok(tag)) => {
                    found.push(Piece::Tag(Tag { span: Span::new(span.start + tag.span.start, span.start + tag.span.end), ..tag }));
                    tag.span.end
                }
                Some(Err(end)) => end,
                None => return found,
            }
        };
        from = end;
    }
    found
}

/// The tag at `start`, or else where to look on; none where a quotation mark in it never closes.
fn tag(text: &str, start: usize) -> Option<Result<Tag<'_>, usize>> {
    let closing = text[start + 1..].starts_with('/');
    let name_start = start + 1 + usize::from(closing);
    let name_length = text[name_start..].find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len() - name_start);
    let name = &text[name_start..name_start + name_length];
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Some(Err(name_start));
    }
    let attributes_start = name_start + name_length;
    let mut at = attributes_start;
    loop {
        let hit = at + text[at..].find(['"', '\'', '<', '>'])?;
        match text.as_bytes()[hit] {
            b'>' => {
                let attributes = &text[attributes_start..hit];
                return Some(Ok(Tag { span: Span::new(start, hit + 1), name, closing, attributes }));
            }
            b'<' => return Some(Err(hit)),
            quote => at = hit + 1 + text[hit + 1..].find(char::from(quote))? + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let pieces = pieces(text, Span::new(0, text.len()));
        let show = |piece: &Piece<'_>| match piece {
            Piece::Comment(span) => format!("comment {}", span.of(text)),
            Piece::Tag(tag) => {
                let id = tag.attribute("id").map(|id| format!(" id={id}")).unwrap_or_default();
                let href = tag.attribute("href").map(|href| format!(" href={href}")).unwrap_or_default();
                format!("{}{}{id}{href}", if tag.closing { "/" } else { "" }, tag.name)
            }
        };
        pieces.iter().map(show).collect()
    }

    #[test]
    fn tags_and_comments_are_found() {
        let cases: &[(&str, &[&str])] = &[
            ("a <b>c</b>", &["b", "/b"]),
            ("<a id=\"x\" href='y?a&amp;b'>", &["a id=x href=y?a&b"]),
            ("<a hidden id=x>", &["a id=x"]),
            ("<a data-id=x ID = 'z'/>", &["a id=z"]),
            ("<a title='a>b' id=x >", &["a id=x"]),
            ("x <!-- <b> --> y", &["comment <!-- <b> -->"]),
            ("x <!-- open", &["comment <!-- open"]),
            ("1 < 2 <b", &[]),
            ("<a <b>", &["b"]),
            ("<a id=\"x>", &[]),
            ("<é>", &[]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), *expected, "{text:?}");
        }
    }

    #[test]
    fn comments_are_found_in_text() {
        let text = "it's <b <!-- one --> and <!-- two\n--> <!-- three";
        let found = comments(text, Span::new(0, text.len()));
        assert_eq!(found.iter().map(|span| span.of(text)).collect::<Vec<_>>(), ["<!-- one -->", "<!-- two\n-->"]);
    }
}
