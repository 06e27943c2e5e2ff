//! What leads over to a quotation without being a cue by its own grammar: a verb or a saying right before the mark, a label.
//!
//! In go a sentence and the place in it where a quotation opens; out comes a [`Cue`]. It is asked only about quotations, and
//! its answer counts only where no other cue names the speaker, so it may trust the mark: "clerks who kept thinking “…”",
//! "our motto is “…”", "Roe: “…”", "the answers were these: “…”".

use std::collections::HashMap;
use std::ops::Range;

use super::CueKind;
use super::cues::{Clause, Cue, subject};
use super::sources::{self, Subject};
use super::words::{Class, Form, Words};
use crate::document::Block;
use crate::language::{Set, TokenKind};

/// The most words of a label.
const LABEL: usize = 5;
/// How far before the mark a saying may stand, in tokens.
const NEAR: usize = 6;

/// What leads are found by.
pub(super) struct Leads {
    saying: Set,
    tag: Set,
    aside: Set,
    /// How often each label opens a block, by the hashes of its words.
    labels: HashMap<u64, u32>,
}

impl Leads {
    /// Looks the sets up and counts the labels of the document.
    pub(super) fn new(words: &Words<'_>) -> Self {
        let set = |name| words.prose.language.set(name);
        let mut leads = Self { saying: set("~saying-noun"), tag: set("~quotation-tag"), aside: set("aside-label"), labels: HashMap::new() };
        for block in &words.prose.document.blocks {
            if let Some(label) = leads.label(words, block) {
                *leads.labels.entry(key(words, &label)).or_default() += 1;
            }
        }
        leads
    }

    /// What leads over to the quotation whose mark stands at `open`, in the sentence of `clause`.
    pub(super) fn find(&self, clause: &Clause<'_, '_>, block: &Block, open: usize) -> Option<Cue> {
        let content = open..clause.tokens.end;
        self.verb(clause, open)
            .or_else(|| self.saying(clause, open))
            .map(|(tokens, kind, source)| Cue { tokens, kind, source: Some(source), content: content.clone() })
            .or_else(|| self.labelled(clause.words, block, &content))
            .or_else(|| self.colon(clause, open))
    }

    /// The verb of saying or thinking right before the mark, and whoever does it.
    fn verb(&self, clause: &Clause<'_, '_>, open: usize) -> Option<(Range<usize>, CueKind, Subject)> {
        let words = clause.words;
        let comma = open > clause.tokens.start && words.is_mark(open - 1, &[",", ":"]);
        let i = open.checked_sub(1 + usize::from(comma)).filter(|i| *i > clause.tokens.start)?;
        let tag = words.token(i).is_some_and(|token| words.prose.language.holds(self.tag, token));
        let noun = words.is(i - 1, Class::DETERMINER.or(Class::POSSESSIVE).or(Class::PREPOSITION)) && !words.is(i - 1, Class::TO);
        if !(tag || words.is(i, Class::SAY.or(Class::BELIEVE).or(Class::ACT).or(Class::WRITE))) || noun {
            return None;
        }
        let group = clause.group(i);
        let leads = group.start.checked_sub(2).filter(|verb| *verb > clause.tokens.start && words.is(*verb, Class::CATENATIVE));
        let leads = leads.filter(|verb| words.is(verb + 1, Class::TO));
        let far = words.form(i) == Form::Ing && group.auxiliary.is_none() || words.is(group.start.saturating_sub(1), Class::TO);
        let object = group.start.checked_sub(1).filter(|before| *before >= clause.tokens.start && words.is(*before, Class::OBJECT));
        let near = || sources::left(words, group.start, clause.tokens.start);
        let source = match object {
            Some(object) => Some(subject(object..object + 1)),
            None if leads.is_some() => {
                sources::left(words, clause.group(leads.unwrap_or(i)).start, clause.tokens.start).or_else(|| clause.topic())
            }
            None if far => clause.topic().filter(|topic| topic.tokens.end <= i).or_else(near),
            None => near().or_else(|| clause.topic().filter(|topic| topic.tokens.end <= i)),
        }?;
        let speaks = !clause.text_is(source.tokens.start, &["there"]);
        let kind = if tag { CueKind::Speech } else { clause.kind(i, Some(&source.tokens)) };
        speaks.then_some((group.start..i + 1, kind, source))
    }

    /// The saying, or the answer or comment of somebody, that the quotation is: "our motto is “…”", "in Roe’s words, “…”".
    fn saying(&self, clause: &Clause<'_, '_>, open: usize) -> Option<(Range<usize>, CueKind, Subject)> {
        let words = clause.words;
        let low = clause.tokens.start.max(open.saturating_sub(NEAR));
        let passes = |i: usize| {
            words.is_mark(i, &[",", ":"]) || words.is(i, Class::AUXILIARY.or(Class::BE).or(Class::THAT).or(Class::TO)) || words.is_adverb(i)
        };
        let noun = (low..open).rev().find(|i| !passes(*i))?;
        let known = words.token(noun).is_some_and(|token| words.prose.language.holds(self.saying, token));
        if !known || words.token(noun).is_some_and(|token| token.kind != TokenKind::Word) {
            return None;
        }
        let source = sources::left(words, noun + 1, clause.tokens.start)?;
        let owner = (source.tokens.start..noun).rev().find(|i| words.is(*i, Class::POSSESSIVE)).map(|i| source.tokens.start..i);
        Some((noun..noun + 1, CueKind::Text, owner.filter(|owner| !owner.is_empty()).map_or(source, subject)))
    }

    /// The label of the block that the quotation stands in, where it names a speaker: "**Roe:** …".
    fn labelled(&self, words: &Words<'_>, block: &Block, content: &Range<usize>) -> Option<Cue> {
        let label = self.label(words, block)?;
        let names = label.len() > 1 && label.clone().all(|i| words.is(i, Class::CAPITAL) || words.is_mark(i, &["."]));
        let often = self.labels.get(&key(words, &label)).is_some_and(|count| *count > 1);
        (names || often).then(|| Cue {
            tokens: label.end..label.end + 1,
            kind: CueKind::Speech,
            source: Some(subject(label)),
            content: content.clone(),
        })
    }

    /// The subject of a clause that ends in a colon right before the mark, in this sentence or the one before: "She stood up: “…”",
    /// "Answers that we got: “…”".
    fn colon(&self, clause: &Clause<'_, '_>, open: usize) -> Option<Cue> {
        let words = clause.words;
        let colon = open.checked_sub(1).filter(|before| words.is_mark(*before, &[":"]))?;
        let sentence = words.prose.sentence_at(words.token(colon)?.start as usize)?;
        let before = Clause { words, tokens: words.prose.sentences[sentence].tokens.clone(), quoted: clause.quoted };
        let source = before.topic().filter(|topic| topic.tokens.end <= colon)?;
        if words.token(source.tokens.start).is_some_and(|token| words.prose.language.holds(self.aside, token)) {
            return None;
        }
        Some(Cue { tokens: colon..colon + 1, kind: CueKind::Text, source: Some(source), content: open..clause.tokens.end })
    }

    /// The words before the colon that the block opens with.
    fn label(&self, words: &Words<'_>, block: &Block) -> Option<Range<usize>> {
        let first = words.prose.tokens_in(block.span).start;
        let start = first + usize::from(words.is_quote(first));
        let stop = |i: &usize| !(words.is_word(*i) || words.is_mark(*i, &["."]));
        let end = (start..start + LABEL + 1).find(stop)?;
        let word = words.token(start)?;
        let aside = words.prose.language.holds(self.aside, word);
        let verb = (start..end).any(|i| words.is(i, Class::AUXILIARY.or(Class::SUBJECT).or(Class::VERB)) && !words.is(i, Class::CAPITAL));
        (end > start && words.is_mark(end, &[":"]) && word.capital() && !aside && !verb).then_some(start..end)
    }
}

/// What tells one label from another.
fn key(words: &Words<'_>, label: &Range<usize>) -> u64 {
    let hashes = words.prose.tokens[label.clone()].iter().map(|token| token.hash);
    hashes.fold(0, |key, hash| key.rotate_left(5) ^ hash)
}
