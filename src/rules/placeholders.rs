//! The placeholders of a text: `who are “{match}”?`.
//!
//! In goes the text of a message, help or fix; out come the names between its braces, for checking. Filling them is the
//! report's work.

use std::ops::Range;

/// Each placeholder with its bytes, braces included. A brace that no other closes, or that holds anything but a name, is
/// text.
pub(super) fn find(text: &str) -> Vec<(&str, Range<usize>)> {
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let open = text.match_indices('{').map(|(at, _)| at);
    let closed = open.filter_map(|at| text[at + 1..].find('}').map(|len| (&text[at + 1..at + 1 + len], at..at + len + 2)));
    closed.filter(|(name, _)| is_name(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_found_at_their_places() {
        for (text, names) in [
            ("who are “{match}”?", vec!["match"]),
            ("{a}{b}", vec!["a", "b"]),
            ("{ x } {} {Ab} {", vec![]),
            ("{x {y}", vec!["y"]),
            ("é {min-uses} é", vec!["min-uses"]),
            ("", vec![]),
        ] {
            let found = find(text);
            assert_eq!(found.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names, "{text:?}");
            assert!(found.iter().all(|(name, at)| text[at.clone()] == format!("{{{name}}}")));
        }
    }
}
