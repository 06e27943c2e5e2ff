//! Template tags of site generators: `{{ … }}` and `{% … %}` (Liquid, Jinja, Hugo shortcodes).
//!
//! In goes a text; out come the places of its tags. What a generator puts there is unknown, so a tag is no prose, but it
//! does stand in the sentence.

use crate::span::Span;

/// A tag is no longer than this, in bytes: what was opened and not closed nearby is no tag.
const LONGEST: usize = 2_000;

/// Every tag, in order. A tag holds no blank line and no other tag.
pub(super) fn find(text: &str) -> Vec<Span> {
    let mut tags: Vec<Span> = Vec::new();
    for (start, _) in text.match_indices('{') {
        if tags.last().is_some_and(|last| start < last.end) {
            continue;
        }
        let close = match &text.as_bytes()[start..] {
            [_, b'{', ..] => "}}",
            [_, b'%', ..] => "%}",
            _ => continue,
        };
        let mut end = (start + LONGEST).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let inside = &text[start + 2..end.max(start + 2)];
        let inside = inside.split("\n\n").next().unwrap_or_default();
        if let Some(len) = inside.find(close) {
            tags.push(Span::new(start, start + 2 + len + close.len()));
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found() {
        for (text, tags) in [
            ("a {% image \"x.png\" %} b", vec!["{% image \"x.png\" %}"]),
            ("[x]({{ \"/y\" | url }}) {{z}}", vec!["{{ \"/y\" | url }}", "{{z}}"]),
            ("{{< figure >}}", vec!["{{< figure >}}"]),
            ("{%\n a\n%}", vec!["{%\n a\n%}"]),
            ("{{ a\n\n}}", vec![]),
            ("{ a } {{ {% b", vec![]),
            ("", vec![]),
            ("{", vec![]),
        ] {
            assert_eq!(find(text).into_iter().map(|tag| tag.of(text)).collect::<Vec<_>>(), tags, "{text:?}");
        }
        let many = "{{é".repeat(20_000);
        assert_eq!(find(&many), []);
    }
}
