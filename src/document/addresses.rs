//! Addresses that stand bare in running text: `https://…`, `www.…`, e-mail.
//!
//! In goes a stretch of text; out come the places of its addresses and where they lead. The ends are found as in GitHub
//! Flavored Markdown's extended autolinks: marks that close a sentence or a bracket do not belong to the address.

use crate::paths;
use crate::span::Span;

/// One bare address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// Its place, angle brackets around it included.
    pub span: Span,
    /// Where it leads, with a scheme.
    pub target: String,
}

/// The addresses in `span` of `text`, in order.
pub(super) fn find(text: &str, span: Span) -> Vec<Address> {
    let slice = span.of(text);
    let mut found = Vec::new();
    let (mut from, mut at) = (0, 0);
    // Each kind of address has one of these characters early in it, and prose has few of them.
    while let Some(hit) = slice[at..].find(['@', ':', '.']).map(|hit| at + hit) {
        at = hit + 1;
        let address = match slice.as_bytes()[hit] {
            b':' => web(slice, from, hit),
            b'.' => bare_host(slice, from, hit),
            _ => mail(slice, from, hit),
        };
        if let Some(Address { span: found_span, target }) = address {
            (from, at) = (found_span.end, found_span.end);
            found.push(Address { span: Span::new(span.start + found_span.start, span.start + found_span.end), target });
        }
    }
    found
}

/// An address with a scheme, whose colon stands at `colon`.
fn web(text: &str, from: usize, colon: usize) -> Option<Address> {
    if !text[colon..].starts_with("://") {
        return None;
    }
    let start = ["https", "http", "ftp"].iter().find_map(|scheme| {
        let start = colon.checked_sub(scheme.len()).filter(|start| *start >= from)?;
        text.get(start..colon).is_some_and(|slice| slice.eq_ignore_ascii_case(scheme)).then_some(start)
    })?;
    if text[from..start].ends_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let end = end(text, colon + 3)?;
    Some(bracketed(text, start, end, text[start..end].to_owned()))
}

/// An address that begins with `www.`, whose stop stands at `stop`.
fn bare_host(text: &str, from: usize, stop: usize) -> Option<Address> {
    let start = stop.checked_sub(3).filter(|start| *start >= from)?;
    let begins = text.get(start..stop)?.eq_ignore_ascii_case("www") && !text[from..start].ends_with(|c: char| c.is_alphanumeric());
    let end = if begins { end(text, stop + 1)? } else { return None };
    text[stop + 1..end].contains('.').then(|| bracketed(text, start, end, format!("http://{}", &text[start..end])))
}

/// An e-mail address, whose `@` stands at `at`.
fn mail(text: &str, from: usize, at: usize) -> Option<Address> {
    let local = |b: u8| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b);
    let before = text[from..at].bytes().rev().take(64).take_while(|b| local(*b)).count();
    let start = at - before + text[at - before..at].bytes().take_while(|b| !b.is_ascii_alphanumeric()).count();
    let domain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
    let mut end = at + 1 + text[at + 1..].bytes().take(255).take_while(|b| domain(*b)).count();
    while matches!(text.as_bytes()[end - 1], b'.' | b'-') {
        end -= 1;
    }
    let dotted = text[at..end].find('.').is_some_and(|dot| dot > 1);
    (start < at && dotted).then(|| bracketed(text, start, end, format!("mailto:{}", &text[start..end])))
}

/// The end of the address whose host begins at `host`; none where there is no host.
fn end(text: &str, host: usize) -> Option<usize> {
    let stops = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '<' | '>' | '"' | '“' | '”' | '‘' | '’' | '«' | '»' | '`' | '\u{feff}' | '\u{200b}')
    };
    // Asked first, so that a long run of marks is not read again and again.
    if !text[host..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let run = text[host..].find(stops).unwrap_or(text.len() - host);
    let mut address = &text[host..host + run];
    let count = |c: char| address.matches(c).count();
    let (mut round, mut square) = (count('('), count('['));
    let (mut round_closed, mut square_closed) = (count(')'), count(']'));
    while let Some(last) = address.chars().next_back() {
        match last {
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '…' | '|' | '\\' => {}
            ')' if round_closed > round => round_closed -= 1,
            ']' if square_closed > square => square_closed -= 1,
            '(' => round -= 1,
            '[' => square -= 1,
            _ => break,
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    Some(host + address.len())
}

/// The address, widened to the angle brackets that RFC 3986 recommends around addresses in text.
fn bracketed(text: &str, start: usize, end: usize, target: String) -> Address {
    let around = text[..start].ends_with('<') && text[end..].starts_with('>');
    Address { span: if around { Span::new(start - 1, end + 1) } else { Span::new(start, end) }, target }
}

/// Where a link leads, with `%20` and its like resolved. As it is where that gives no text.
pub fn unescaped(target: &str) -> String {
    String::from_utf8(paths::unescaped(target.as_bytes())).unwrap_or_else(|_| target.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        let cases: &[(&str, &[(&str, &str)])] = &[
            ("See https://example.org/a?b=1.", &[("https://example.org/a?b=1", "https://example.org/a?b=1")]),
            ("(http://example.org/x_(y))", &[("http://example.org/x_(y)", "http://example.org/x_(y)")]),
            ("[https://example.org]", &[("https://example.org", "https://example.org")]),
            ("at www.example.org, or", &[("www.example.org", "http://www.example.org")]),
            ("<https://example.org/a>", &[("<https://example.org/a>", "https://example.org/a")]),
            ("“https://example.org”", &[("https://example.org", "https://example.org")]),
            ("write to ann.lee@example.org.", &[("ann.lee@example.org", "mailto:ann.lee@example.org")]),
            (
                "HTTPS://A.EXAMPLE and ftp://b.example;",
                &[("HTTPS://A.EXAMPLE", "HTTPS://A.EXAMPLE"), ("ftp://b.example", "ftp://b.example")],
            ),
            ("xhttp://example.org", &[]),
            ("www. and www.x and http:// and a@b and @home", &[]),
            ("Note: it ended at 10:30. Yes...", &[]),
            ("https://", &[]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let found = find(text, Span::new(0, text.len()));
            let shown: Vec<_> = found.iter().map(|a| (a.span.of(text), a.target.as_str())).collect();
            assert_eq!(shown, *expected, "{text:?}");
        }
    }

    #[test]
    fn escapes_are_resolved() {
        for (target, resolved) in [
            ("a%20b", "a b"),
            ("fn%3A1", "fn:1"),
            ("%c3%A9%", "é%"),
            ("a%zz%", "a%zz%"),
            ("%ff", "%ff"),
            ("é%", "é%"),
            ("%é", "%é"),
            ("", ""),
        ] {
            assert_eq!(unescaped(target), resolved, "{target}");
        }
    }
}
