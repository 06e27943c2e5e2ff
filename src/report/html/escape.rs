//! Text as HTML: no character of a seed is taken for markup, and none steers the page.

use crate::report::visible::{is_obeyed, picture};

/// Adds `text`, which may stand between tags and inside a quoted attribute. Control characters and those that reorder
/// others are replaced by pictures of themselves; line breaks stay.
pub fn push(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(character),
            '\r' | '\u{feff}' => {}
            other if is_obeyed(other) => out.push(picture(other)),
            other => out.push(other),
        }
    }
}

/// The same as a text of its own.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    push(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup() {
        for (text, written) in [
            ("<script>alert('1' & \"2\")</script>", "&lt;script&gt;alert(&#39;1&#39; &amp; &quot;2&quot;)&lt;/script&gt;"),
            ("a\r\nb\u{0}\u{1b}\u{202e}", "a\nb␀␛\u{fffd}"),
            ("“𝔘” 👩‍💻", "“𝔘” 👩‍💻"),
        ] {
            assert_eq!(escaped(text), written);
        }
    }
}
