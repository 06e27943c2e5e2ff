//! Sources that bear no name and still are one: a definite office, an institution, a record that somebody keeps.
//!
//! In go word classes and noun phrases; out comes yes or no. "The mayor", "police", "the indictment", "county records" can be asked or
//! looked up; "officials", "the report", "a spokesman" cannot. Which nouns do that is for the lexicons to say.

use std::ops::Range;

use super::words::{Class, Words};
use crate::facts::Prose;
use crate::language::{Set, TokenKind};

/// How many tokens a clause may take that says who made a text public: "a table that the county released".
const CLAUSE: usize = 8;

/// The nouns and verbs that tell.
pub(super) struct Offices {
    sole: Set,
    body: Set,
    record: Set,
    keeper: Set,
    unarticled: Set,
    publishing: Set,
}

impl Offices {
    pub(super) fn new(prose: Prose<'_>) -> Self {
        let set = |name| prose.language.set(name);
        Self {
            sole: set("~sole-office"),
            body: set("~body-office"),
            record: set("~record"),
            keeper: set("record-keeper"),
            unarticled: set("unarticled-institution"),
            publishing: set("~publishing-verb"),
        }
    }

    /// Whether the noun phrase is one by itself.
    pub(super) fn is_one(&self, words: &Words<'_>, core: &Range<usize>) -> bool {
        let number = words.token(core.start).is_some_and(|token| token.kind == TokenKind::Number);
        let some = number || words.is(core.start, Class::QUANTIFIER) || is_text(words, core.start, &["a", "an", "no"]);
        if ends_in(words, self.unarticled, core).is_some() {
            return !some;
        }
        // Of one report among many the keeper says too little.
        let many = words.is_plural(core.end.saturating_sub(1));
        let kept = many && self.is_text(words, core) && (core.start..core.end.saturating_sub(1)).any(|i| self.keeps(words, i, core.end));
        if kept && !some {
            return true;
        }
        if !is_text(words, core.start, &["the", "its", "his", "her", "their"]) {
            return false;
        }
        let single = !words.is_plural(core.end.saturating_sub(1));
        let owned = is_text(words, core.start, &["its", "his", "her"]) && self.is_text(words, core);
        let of_body = ends_in(words, self.body, core)
            .is_some_and(|noun| (core.start..noun).any(|i| words.is(i, Class::ORGANISATION) && !words.is_plural(i)));
        owned || ends_in(words, self.record, core).is_some() || (single && (of_body || ends_in(words, self.sole, core).is_some()))
    }

    /// Whether the noun phrase is a text that somebody makes or keeps.
    pub(super) fn is_text(&self, words: &Words<'_>, core: &Range<usize>) -> bool {
        words.is(core.end.saturating_sub(1), Class::PUBLICATION) || ends_in(words, self.record, core).is_some()
    }

    /// The phrase that says whose the text or office at `core` is: "figures | from the municipality", "the director | of the museum",
    /// "a table | that the county released".
    pub(super) fn keeper(&self, words: &Words<'_>, core: &Range<usize>, end: usize) -> Option<Range<usize>> {
        let text = self.is_text(words, core);
        let office = is_text(words, core.start, &["the"]) && ends_in(words, self.body, core).is_some();
        let behind = core.end + 1;
        if behind < end && (text && is_text(words, core.end, &["from", "by"]) || office && is_text(words, core.end, &["of", "at", "for"])) {
            return Some(behind..end);
        }
        let relative = text && core.end == end && words.is(end, Class::RELATIVE);
        let verb =
            (behind + 1..behind + CLAUSE).find(|i| words.token(*i).is_some_and(|token| words.prose.language.holds(self.publishing, token)));
        verb.filter(|_| relative).map(|verb| behind..verb)
    }

    /// Whether a keeper of records stands at `i`, within the phrase that ends at `end`.
    fn keeps(&self, words: &Words<'_>, i: usize, end: usize) -> bool {
        words.prose.tokens.get(i..end).is_some_and(|tokens| words.prose.language.longest(self.keeper, tokens) > 0)
    }
}

/// Where the entry of a set begins that the phrase ends in.
fn ends_in(words: &Words<'_>, set: Set, core: &Range<usize>) -> Option<usize> {
    core.clone()
        .find(|i| words.prose.tokens.get(*i..core.end).is_some_and(|tokens| words.prose.language.longest(set, tokens) == tokens.len()))
}

fn is_text(words: &Words<'_>, i: usize, texts: &[&str]) -> bool {
    words.token(i).is_some_and(|token| {
        let text = token.span().of(words.prose.text());
        texts.iter().any(|other| other.eq_ignore_ascii_case(text))
    })
}
