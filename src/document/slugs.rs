//! The ids that GitHub gives to headings.
//!
//! In goes a heading's words; out comes its id. The rule is that of github/html-pipeline: lower case, punctuation out,
//! spaces to hyphens, and a number behind an id that was given before.

use std::collections::HashMap;

/// The ids given so far.
#[derive(Debug, Default)]
pub(super) struct Slugs {
    given: HashMap<String, usize>,
}

impl Slugs {
    /// The id of the next heading; empty for a heading without a letter or digit.
    pub(super) fn give(&mut self, heading: &str) -> String {
        let base: String = heading
            .trim()
            .chars()
            .flat_map(char::to_lowercase)
            .filter(|c| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '-' | '_'))
            .map(|c| if c.is_whitespace() { '-' } else { c })
            .collect();
        if base.is_empty() {
            return base;
        }
        let mut id = base.clone();
        while self.given.contains_key(&id) {
            let number = self.given.entry(base.clone()).or_insert(0);
            *number += 1;
            id = format!("{base}-{number}");
        }
        self.given.insert(id.clone(), 0);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_githubs() {
        let mut slugs = Slugs::default();
        let cases = [
            ("What We Know", "what-we-know"),
            ("What we know", "what-we-know-1"),
            ("What we know", "what-we-know-2"),
            ("What we know 1", "what-we-know-1-1"),
            ("Costs & benefits: 2.5%", "costs--benefits-25"),
            ("Zürich’s côté_x", "zürichs-côté_x"),
            ("!?", ""),
        ];
        for (heading, id) in cases {
            assert_eq!(slugs.give(heading), id, "{heading:?}");
        }
    }
}
