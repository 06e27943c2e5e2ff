//! Texts with placeholders: `who are “{match}”?`.
//!
//! In goes the text of a message, help or fix; out comes a [`Template`]. Filling it is the report's work.

use std::ops::Range;

/// A text with placeholders.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Template {
    /// Its parts in order.
    pub parts: Vec<Part>,
}

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Words as they stand.
    Text(String),
    /// What fills the place of `{name}`.
    Placeholder(String),
}

impl Template {
    /// Reads a template, and gives each placeholder with its bytes, braces included, for checking. A brace that no other
    /// closes, or that holds anything but a name, is text.
    pub fn parse(text: &str) -> (Self, Vec<(String, Range<usize>)>) {
        let mut parts = Vec::new();
        let mut placeholders = Vec::new();
        let mut plain = String::new();
        let mut at = 0;
        while let Some(open) = text[at..].find('{').map(|open| at + open) {
            let name = text[open + 1..].find('}').map(|len| &text[open + 1..open + 1 + len]);
            let is_name = |name: &&str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            plain.push_str(&text[at..open]);
            if let Some(name) = name.filter(is_name) {
                if !plain.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut plain)));
                }
                at = open + name.len() + 2;
                placeholders.push((name.to_owned(), open..at));
                parts.push(Part::Placeholder(name.to_owned()));
            } else {
                plain.push('{');
                at = open + 1;
            }
        }
        plain.push_str(&text[at..]);
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        (Self { parts }, placeholders)
    }

    /// The text with each placeholder replaced by what `fill` says of its name; nothing where it says nothing.
    pub fn filled(&self, fill: impl Fn(&str) -> Option<String>) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Placeholder(name) => fill(name).unwrap_or_default(),
        };
        self.parts.iter().map(part).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_found_and_filled() {
        for (text, names, filled) in [
            ("who are “{match}”?", vec!["match"], "who are “MATCH”?"),
            ("{a}{b}", vec!["a", "b"], "AB"),
            ("{ x } {} {Ab} {", vec![], "{ x } {} {Ab} {"),
            ("é {min-uses} é", vec!["min-uses"], "é MIN-USES é"),
            ("", vec![], ""),
        ] {
            let (template, found) = Template::parse(text);
            assert_eq!(found.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), names, "{text:?}");
            assert!(found.iter().all(|(name, at)| text[at.clone()] == format!("{{{name}}}")));
            assert_eq!(template.filled(|name| Some(name.to_uppercase())), filled, "{text:?}");
        }
    }
}
