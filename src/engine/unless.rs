//! What silences a finding: facts about its sentence, phrases, an expression.
//!
//! In go a finding's rule and place; out comes whether something that the rule names under `unless` stands near enough.

use std::ops::Range;

use super::Seed;
use crate::facts::DateKind;
use crate::finding::RuleId;
use crate::language::ByHash;
use crate::rules::{SentenceFact, Within};
use crate::span::Span;

/// The rules whose silencing phrases stand in a sentence, by [`key`] of rule and sentence.
pub(super) type Silencing = ByHash<()>;

/// What was asked before. A long sentence with many findings is looked at once a rule, and so is a whole document; what many
/// rules ask of one sentence is found once for all of them.
#[derive(Default)]
pub(super) struct Asked {
    /// Whether a rule is silenced in a stretch of sentences, by [`key`] of the rule and the first of them.
    silenced: ByHash<bool>,
    /// Of each sentence, a bit for each [`SentenceFact`]: whether it was asked for, and whether it holds.
    facts: Vec<(u16, u16)>,
}

impl Asked {
    fn holds(&mut self, seed: Seed<'_>, fact: SentenceFact, sentence: usize) -> bool {
        if self.facts.is_empty() {
            self.facts = vec![(0, 0); seed.facts.sentences.len()];
        }
        let bit = 1 << fact as u16;
        let Some((asked, held)) = self.facts.get_mut(sentence) else { return false };
        if *asked & bit == 0 {
            *asked |= bit;
            if holds(seed, fact, sentence) {
                *held |= bit;
            }
        }
        *held & bit != 0
    }
}

/// One key of a rule and a sentence; the product spreads them over all bits.
pub(super) const fn key(rule: RuleId, sentence: usize) -> u64 {
    ((rule.0 as u64) << 32 ^ sentence as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32)
}

/// Whether the finding of a rule at a place is silenced.
pub(super) fn silenced(seed: Seed<'_>, id: RuleId, span: Span, phrases: &Silencing, asked: &mut Asked) -> bool {
    let unless = &seed.rules.rule(id).unless;
    if unless.is_empty() {
        return false;
    }
    let Some(sentence) = seed.prose.sentence_at(span.start) else { return false };
    let near = sentences_near(seed, sentence, unless.within);
    let key = key(id, near.start);
    if let Some(known) = asked.silenced.get(&key) {
        return *known;
    }
    let silenced = silenced_within(seed, id, near, phrases, asked);
    asked.silenced.insert(key, silenced);
    silenced
}

fn silenced_within(seed: Seed<'_>, id: RuleId, mut near: Range<usize>, phrases: &Silencing, asked: &mut Asked) -> bool {
    let unless = &seed.rules.rule(id).unless;
    let mut by_fact = |sentence: usize| unless.facts.iter().any(|fact| asked.holds(seed, *fact, sentence));
    let by_phrase = |sentence: usize| unless.phrases && phrases.contains_key(&key(id, sentence));
    let by_pattern = |sentence: usize| {
        let regex = unless.pattern.as_ref().and_then(crate::rules::Pattern::regex);
        regex.is_some_and(|regex| regex.is_match(seed.facts.sentences[sentence].span.of(seed.prose.text())))
    };
    near.any(|sentence| by_fact(sentence) || by_phrase(sentence) || by_pattern(sentence))
}

fn sentences_near(seed: Seed<'_>, sentence: usize, within: Within) -> Range<usize> {
    let sentences = &seed.facts.sentences;
    let block = sentences[sentence].block;
    match within {
        Within::Sentence => sentence..sentence + 1,
        Within::NextSentence => sentence..sentence + 1 + usize::from(sentences.get(sentence + 1).is_some_and(|next| next.block == block)),
        Within::Paragraph => {
            sentences.partition_point(|other| other.block < block)..sentences.partition_point(|other| other.block <= block)
        }
        Within::Document => 0..sentences.len(),
    }
}

fn holds(seed: Seed<'_>, fact: SentenceFact, sentence: usize) -> bool {
    let standing = || seed.facts.standing.get(sentence).copied().unwrap_or_default();
    match fact {
        SentenceFact::Cited => standing().cited,
        SentenceFact::Sourced => standing().sourced || standing().cited,
        SentenceFact::Attributed => standing().attributed,
        SentenceFact::Quoted => standing().quoted,
        SentenceFact::Question => ends_with_question_mark(seed, sentence),
        SentenceFact::Conditional => has_word(seed, sentence, "conditional"),
        SentenceFact::OwnAct => begins_in_first_person(seed, sentence),
        SentenceFact::SecondPerson => has_word(seed, sentence, "second-person"),
        SentenceFact::Dated => {
            let span = seed.facts.sentences[sentence].span;
            let dates = &seed.facts.dates;
            let first = dates.partition_point(|date| date.span.start < span.start);
            let mut inside = dates[first..].iter().take_while(|date| date.span.start < span.end);
            inside.any(|date| span.covers(date.span) && date.kind == DateKind::Date && !date.relative)
        }
    }
}

fn ends_with_question_mark(seed: Seed<'_>, sentence: usize) -> bool {
    let tokens = seed.prose.tokens_of(sentence).iter().rev();
    tokens.take(4).any(|token| token.span().of(seed.prose.text()).starts_with('?'))
}

/// Whether a sentence outside its quotations has a word of a lexicon.
fn has_word(seed: Seed<'_>, sentence: usize, lexicon: &str) -> bool {
    let set = seed.prose.language.set(lexicon);
    seed.prose.tokens_of(sentence).iter().any(|token| seed.prose.language.holds(set, *token))
}

/// Whether the first pronoun of a sentence, within its first eight words, is "I" or "we".
fn begins_in_first_person(seed: Seed<'_>, sentence: usize) -> bool {
    let set = seed.prose.language.set("first-person");
    seed.prose.tokens_of(sentence).iter().filter(|token| token.is_word()).take(8).any(|token| seed.prose.language.holds(set, *token))
}
