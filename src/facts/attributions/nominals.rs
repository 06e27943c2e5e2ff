//! Cues that are no verbs: "according to", "reportedly", "is confident that", "the claim that", "her view of".
//!
//! In go word classes and a place in a sentence; out comes a [`Cue`] where the words there are one.

use std::ops::Range;

use super::CueKind;
use super::cues::{Clause, Cue, subject};
use super::sources;
use super::words::Class;

impl Clause<'_, '_> {
    /// "According to X, …", "…, in the words of X".
    pub(super) fn according(&self, i: usize) -> Option<Cue> {
        let after = i + self.words.length(i);
        let source = sources::right(self.words, after, self.tokens.end)?;
        let first = i == self.tokens.start || !self.words.is_word(i - 1);
        let content = if first && i <= self.tokens.start + 2 { source.end..self.tokens.end } else { self.tokens.start..i };
        Some(Cue { tokens: i..after, kind: CueKind::Speech, source: Some(subject(source)), content })
    }

    /// "Reportedly", "rumour has it".
    pub(super) fn hearsay(&self, i: usize) -> Cue {
        Cue { tokens: i..i + self.words.length(i), kind: CueKind::Sourceless, source: None, content: self.tokens.clone() }
    }

    /// "X is confident that".
    pub(super) fn attitude(&self, i: usize) -> Option<Cue> {
        let group = self.group(i);
        let after = i + 1;
        let complement =
            self.words.is(after, Class::THAT.or(Class::TO).or(Class::OF)) || self.text_is(after, &["about", "with", "by", "over", "at"]);
        if !complement || !group.auxiliary.is_some_and(|class| class.any(Class::BE)) {
            return None;
        }
        let source = sources::left(self.words, group.start, self.tokens.start)?;
        Some(Cue { tokens: group.start..after, kind: CueKind::Belief, source: Some(source), content: after..self.tokens.end })
    }

    /// "the claim that", "X's warning about", "a statement by X".
    pub(super) fn nominal(&self, i: usize) -> Option<Cue> {
        let after = i + 1;
        let possessor = self.possessor(i);
        let that = self.words.is(after, Class::THAT);
        let by = (self.words.is(after, Class::BY) || self.text_is(after, &["from"]))
            .then(|| sources::right(self.words, after + 1, self.tokens.end))
            .flatten();
        let attributes = self.words.is(after, Class::PREPOSITION) || that || self.words.is_quote(after);
        let source = possessor.or(by);
        if self.text_is(after, &["whether"]) || !(that || (source.is_some() && attributes)) {
            return None;
        }
        let kind = match &source {
            None => CueKind::Sourceless,
            Some(_) if self.words.is(i, Class::BELIEVE_NOUN) => CueKind::Belief,
            Some(_) => CueKind::Speech,
        };
        Some(Cue { tokens: i..after, kind, source: source.map(subject), content: after..self.tokens.end })
    }

    /// The possessor of the noun at `i`: "Roe's claim", "her view".
    fn possessor(&self, i: usize) -> Option<Range<usize>> {
        let low = self.tokens.start.max(i.saturating_sub(4));
        for j in (low..i).rev() {
            if self.words.is(j, Class::POSSESSIVE) {
                return sources::left(self.words, j, self.tokens.start).map(|subject| subject.tokens);
            }
            if self.text_is(j, &["his", "her", "their", "its", "my", "our"]) {
                return Some(j..j + 1);
            }
            if !self.words.is_word(j) || self.words.is(j, Class::FUNCTION) {
                return None;
            }
        }
        None
    }
}
