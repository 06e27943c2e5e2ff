//! Whether a source is named or can be identified, held against the names that the seed has told so far.
//!
//! In go sources and sentences, in reading order; out comes yes or no. Strict: "critics", "officials", "a spokesman" are
//! no names; "the report" is one after "the World Bank's report", "she" is one after "Mara Holt said".

use std::collections::HashSet;
use std::ops::Range;

use super::cues::subject;
use super::offices::Offices;
use super::sources::{REACH, Subject};
use super::words::{Class, Words};

/// How many sentences back a pronoun reaches.
const PRONOUN_REACH: usize = 2;
/// How many tokens may stand between a name and the noun that says what it is.
const NEAR: usize = 5;

/// What has been named.
pub(super) struct Names<'w, 'a> {
    words: &'w Words<'a>,
    offices: Offices,
    /// Words that stand with a capital inside a sentence anywhere in the seed.
    capitalised: HashSet<u64>,
    /// Words of names of several words, and nouns that stand beside a name, so far.
    told: HashSet<u64>,
    /// Whether a text has been named: a treaty, an act, a report.
    text: bool,
    /// The last sentence that holds a name.
    name: Option<usize>,
    /// The last sentence that holds a source, and whether that was identified.
    source: Option<(usize, bool)>,
}

impl<'w, 'a> Names<'w, 'a> {
    pub(super) fn new(words: &'w Words<'a>) -> Self {
        let mut capitalised = HashSet::new();
        for sentence in words.prose.sentences {
            let inside = sentence.tokens.clone().skip(1).filter(|i| words.is(*i, Class::CAPITAL) && !words.is_quote(i - 1));
            capitalised.extend(inside.filter_map(|i| words.token(i)).map(|token| token.hash));
        }
        let offices = Offices::new(words.prose);
        Self { words, offices, capitalised, told: HashSet::new(), text: false, name: None, source: None }
    }

    /// Whether `source` can be identified, by what has been told; as [`Self::identify`], but the source is not remembered.
    pub(super) fn could_identify(&self, source: &Subject, start: usize, sentence: usize) -> bool {
        self.is_identified(source, start, sentence)
    }

    /// Whether `source`, in sentence number `sentence` that begins at token `start`, can be identified.
    pub(super) fn identify(&mut self, source: &Subject, start: usize, sentence: usize) -> bool {
        let identified = self.is_identified(source, start, sentence);
        self.source = Some((sentence, identified));
        identified
    }

    fn is_identified(&self, source: &Subject, start: usize, sentence: usize) -> bool {
        let words = self.words;
        let core = self.core(&source.tokens);
        let Some(head) = core.end.checked_sub(1).filter(|head| *head >= core.start) else { return false };
        if core.len() == 1 && words.is(head, Class::SUBJECT) {
            return self.is_pronoun_of_name(head, start, sentence);
        }
        if self.is_name(head, start, core.len()) {
            return true;
        }
        let apposed = source.apposition.clone().is_some_and(|apposition| self.names_somebody(apposition, words.is_plural(head)));
        if apposed {
            return true;
        }
        let definite = words.token(core.start).is_some_and(|token| {
            matches!(
                token.text(words.prose.text()).to_ascii_lowercase().as_str(),
                "the" | "this" | "that" | "its" | "his" | "her" | "their"
            )
        });
        let told = definite && words.token(head).is_some_and(|token| self.told.contains(&token.hash));
        if self.offices.is_one(words, &core) {
            return true;
        }
        // The phrase inside is shorter, so that this comes to an end.
        let keeper = self.offices.keeper(words, &core, source.tokens.end);
        if keeper.is_some_and(|tokens| self.is_identified(&subject(tokens), start, sentence)) {
            return true;
        }
        let with_name = source.tokens.clone().any(|i| self.is_name(i, start, 2) && !self.is_group(i));
        if words.is(head, Class::PUBLICATION) {
            return with_name || told || (definite && self.text && !words.is_plural(head));
        }
        if words.is(head, Class::ORGANISATION) {
            let own = core.clone().any(|i| self.is_name(i, start, 2));
            // "the ministry said": there is one, and it can be asked.
            return !words.is_plural(head) && (own || told || definite);
        }
        told && words.is(head, Class::ROLE) && !words.is_plural(head)
    }

    /// The phrase without what a preposition adds.
    fn core(&self, tokens: &Range<usize>) -> Range<usize> {
        let end = (tokens.start + 1..tokens.end).find(|i| self.words.is(*i, Class::PREPOSITION)).unwrap_or(tokens.end);
        let closes = end > tokens.start + 1 && (self.words.is(end - 1, Class::POSSESSIVE) || self.words.is_mark(end - 1, &["."]));
        let end = if closes { end - 1 } else { end };
        // "many of the engineers", "the rest of Europe": what counts stands behind "of".
        let quantity = self.words.is(tokens.start, Class::QUANTIFIER) && self.words.is(end, Class::OF);
        if quantity { tokens.clone() } else { tokens.start..end }
    }

    /// Whether the word at `i` is (part of) a name. A capital at a sentence's start says little.
    fn is_name(&self, i: usize, start: usize, length: usize) -> bool {
        let words = self.words;
        if !words.is(i, Class::CAPITAL) || words.is(i, Class::AUTHORITY) || (length == 1 && self.is_group(i)) {
            return false;
        }
        let Some(token) = words.token(i) else { return false };
        if i > start && !words.is_quote(i - 1) {
            return !(words.is(i, Class::ROLE) && words.is_plural(i));
        }
        let common = words.is(i, Class::ROLE.or(Class::PUBLICATION).or(Class::ORGANISATION).or(Class::SAY_NOUN).or(Class::VERB));
        self.capitalised.contains(&token.hash) && !(common && words.is_plural(i))
            || (!common && !words.is_plural(i) && !words.is_adverb(i))
            || token.upper()
    }

    /// Whether the capitalised word is a people or a party's followers: "Germans", "Democrats".
    fn is_group(&self, i: usize) -> bool {
        let Some(token) = self.words.token(i) else { return false };
        let text = token.text(self.words.prose.text());
        !self.told.contains(&token.hash)
            && ["ans", "crats", "ists", "ites", "ives", "als", "ers", "ese"].iter().any(|end| text.ends_with(end))
            && text.len() > 5
    }

    fn is_pronoun_of_name(&self, i: usize, start: usize, sentence: usize) -> bool {
        let words = self.words;
        let text = words.token(i).map(|token| token.text(words.prose.text()).to_ascii_lowercase()).unwrap_or_default();
        if !matches!(text.as_str(), "he" | "she" | "they" | "it") {
            return false;
        }
        let near = |other: usize| sentence - other.min(sentence) <= PRONOUN_REACH;
        match self.source {
            Some((other, identified)) if near(other) => identified,
            _ => self.name.is_some_and(near) || (start.max(i.saturating_sub(REACH))..i).any(|j| self.is_name(j, start, 2)),
        }
    }

    /// Whether an apposition names somebody: all of it for one ("a clerk, Jo Roe,"), an example for many.
    fn names_somebody(&self, apposition: Range<usize>, plural: bool) -> bool {
        let words = self.words;
        let text = |i: usize| words.token(i).map(|token| token.text(words.prose.text()).to_ascii_lowercase()).unwrap_or_default();
        let example = matches!(text(apposition.start).as_str(), "among" | "including" | "like" | "led" | "such" | "notably");
        let name = apposition
            .clone()
            .find(|i| self.is_name(*i, usize::MAX, 2) || (words.is(*i, Class::CAPITAL) && !words.is(*i, Class::AUTHORITY)));
        name.is_some_and(|name| example || (!plural && name <= apposition.start + 1))
    }

    /// Takes in a sentence that has been judged.
    pub(super) fn read(&mut self, tokens: Range<usize>, sentence: usize) {
        let words = self.words;
        let mut name: Option<usize> = None;
        let mut common: Option<usize> = None;
        for i in tokens.clone() {
            let Some(token) = words.token(i) else { break };
            if words.is(i, Class::CAPITAL) && self.is_name(i, tokens.start, 2) {
                let run = name.is_some_and(|name| i - name <= 2) || words.is(i + 1, Class::CAPITAL);
                if run {
                    self.told.insert(token.hash);
                }
                self.text |= words.is(i, Class::PUBLICATION) && run;
                if let Some(near) = common.filter(|near| i - near <= NEAR).and_then(|near| words.token(near)) {
                    self.told.insert(near.hash);
                }
                name = Some(i);
                self.name = Some(sentence);
            } else if words.is(i, Class::ROLE.or(Class::PUBLICATION).or(Class::ORGANISATION)) {
                if name.is_some_and(|name| i - name <= NEAR) {
                    self.told.insert(token.hash);
                }
                common = Some(i);
            }
        }
    }
}
