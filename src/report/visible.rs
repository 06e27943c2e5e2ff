//! Characters that a terminal obeys instead of showing, made visible, so that no text steers the reader's terminal.
//!
//! Control characters (escape codes among them), line and paragraph separators, and the marks that reorder other text
//! (Unicode Standard Annex 9: embeddings, overrides, isolates).

use std::borrow::Cow;

/// Whether a terminal would obey `character`.
pub const fn is_obeyed(character: char) -> bool {
    matches!(character, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// One visible character for one that a terminal would obey: the control pictures of Unicode, and else U+FFFD. For texts
/// drawn in columns.
pub fn picture(character: char) -> char {
    match character {
        '\0'..='\u{1f}' => char::from_u32(u32::from(character) + 0x2400).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '\u{2421}',
        other if is_obeyed(other) => char::REPLACEMENT_CHARACTER,
        other => other,
    }
}

/// A text with such characters written as escapes (`\u{1b}`, `\n`): for names and messages.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut written = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_obeyed(character) { written.extend(character.escape_default()) } else { written.push(character) }
    }
    Cow::Owned(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_shown() {
        for (text, written) in [
            ("plain “text”", "plain “text”"),
            ("\u{1b}[31mred", "\\u{1b}[31mred"),
            ("a\nb\tc\r", "a\\nb\\tc\\r"),
            ("\u{9b}2J", "\\u{9b}2J"),
            ("\u{202e}abc", "\\u{202e}abc"),
            ("مرحبا e\u{301} 👩‍💻", "مرحبا e\u{301} 👩‍💻"),
        ] {
            assert_eq!(escaped(text), written);
        }
        assert_eq!("\0\u{1b}\u{7f}\u{9b}\u{2066}é".chars().map(picture).collect::<String>(), "␀␛␡\u{fffd}\u{fffd}é");
    }
}
