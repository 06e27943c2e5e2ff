//! Whether a word is a verb here, and whether what stands around it is what it takes when it attributes.
//!
//! In go word classes and places in a sentence; out come yes and no. There is no tagger: closed classes, endings and the
//! words on either side decide.

use super::cues::{Clause, Group};
use super::sources;
use super::words::{Class, Form};

impl Clause<'_, '_> {
    /// Whether source and verb stand behind or inside what is said: `…, X said.`
    pub(super) fn postposed(&self, source: usize, after: usize) -> bool {
        let opens = source > self.tokens.start + 2
            && (self.words.is_mark(source - 1, &[",", "—", "–", "―", "--", "?", "!"]) || self.words.is_quote(source - 1)
                // "…, as its annual report shows."
                || (self.text_is(source - 1, &["as"]) && self.words.is_mark(source - 2, &[","])));
        let closes = after >= self.tokens.end
            || self.words.is_mark(after, &[".", ",", ":", ";", "—", "–", "―", "--", ")"])
            || self.words.is_quote(after)
            || self.words.is(after, Class::PREPOSITION.or(Class::WEEKDAY).or(Class::ADVERB))
            || self.words.is_adverb(after);
        opens && closes && !self.words.is(after, Class::TO)
    }

    /// Whether the verb at `i` stands before its subject: after a quotation or a comma, with a noun phrase behind it.
    pub(super) fn inverts(&self, before: Option<usize>, i: usize, after: usize) -> bool {
        if !self.words.is(i, Class::SAY.or(Class::BELIEVE).or(Class::ACT).or(Class::WRITE)) {
            return false;
        }
        let quoted = before.is_some_and(|before| self.words.is_quote(before));
        let boundary = before.is_some_and(|before| {
            self.words.is_quote(before) || (self.words.is_mark(before, &[",", "—", "–", "―", "--"]) && before > self.tokens.start + 2)
        });
        let name = self.words.is(after, Class::CAPITAL) || self.words.is(after, Class::DETERMINER.or(Class::ROLE).or(Class::AUTHORITY));
        let own = self.words.is(after, Class::SUBJECT);
        let object = self.words.is(after, Class::THAT) || self.words.is_quote(after);
        let plain = self.words.is_word(after) && !self.words.is(after, Class::FUNCTION.or(Class::ADVERB));
        if !boundary || object || !(name || (quoted && (own || plain))) {
            return false;
        }
        // "Mara Holt, an engineer, told reporters on Monday": what stands behind is no subject.
        let apposed = sources::left(self.words, i, self.tokens.start).filter(|source| !quoted && self.is_apposed(source));
        apposed.map_or_else(|| self.ends_soon(after), |source| !self.is_whole(&source) && self.ends_with(after))
    }

    /// Whether a name or title opens the sentence, with an apposition between it and the verb.
    fn is_apposed(&self, source: &sources::Subject) -> bool {
        let known = Class::CAPITAL.or(Class::ROLE).or(Class::AUTHORITY).or(Class::ORGANISATION);
        source.apposition.is_some()
            && source.tokens.start <= self.tokens.start + 4
            && source.tokens.clone().any(|i| self.words.is(i, known))
    }

    /// Whether a subject begins its sentence and names somebody: "Mara Holt, 52," and "The mayor, a Socialist," leave nothing before
    /// the verb that could have been said.
    fn is_whole(&self, source: &sources::Subject) -> bool {
        let known = Class::CAPITAL.or(Class::ROLE).or(Class::AUTHORITY).or(Class::ORGANISATION).or(Class::DETERMINER);
        let begins = (self.tokens.start..source.tokens.start)
            .all(|i| !self.words.is_word(i) || self.words.is(i, Class::CONJUNCTION.or(Class::AND)) || self.words.is_adverb(i));
        begins && source.tokens.clone().all(|i| !self.words.is_word(i) || self.words.is(i, known))
    }

    /// Whether the noun phrase at `from` ends the sentence, and its head is somebody or something that speaks.
    fn ends_with(&self, from: usize) -> bool {
        let speaks = Class::CAPITAL.or(Class::ROLE).or(Class::AUTHORITY).or(Class::ORGANISATION).or(Class::PUBLICATION).or(Class::SUBJECT);
        sources::right(self.words, from, self.tokens.end)
            .filter(|phrase| self.words.is(self.head(phrase), speaks))
            .is_some_and(|phrase| (phrase.end..self.tokens.end.min(phrase.end + 3)).all(|i| !self.words.is_word(i)))
    }

    /// Whether no finite verb follows the noun phrase at `from`, which then is a subject and no object.
    fn ends_soon(&self, from: usize) -> bool {
        let Some(phrase) = sources::right(self.words, from, self.tokens.end) else { return false };
        phrase.end >= self.tokens.end
            || !self.words.is_word(phrase.end)
            || (self.words.is(phrase.end, Class::PREPOSITION.or(Class::RELATIVE).or(Class::WEEKDAY).or(Class::ADVERB).or(Class::AND))
                && !self.words.is(phrase.end, Class::THAT))
    }

    /// Whether the word at `i`, which a lexicon calls a verb, is one here, to judge by what stands before it.
    pub(super) fn is_verb(&self, i: usize, form: Form, group: &Group, before: usize, after: usize) -> bool {
        if let Some(auxiliary) = group.auxiliary {
            return match form {
                Form::Ing => auxiliary.any(Class::BE),
                Form::Past => true,
                _ => !auxiliary.any(Class::BE.or(Class::HAVE)),
            };
        }
        let noun = self.words.is(i, Class::NOUN_TOO.or(Class::ROLE));
        // "The attacks there might stop": a place, no subject.
        let place = noun && self.text_is(after, &["there"]);
        let object = self.words.is(after, Class::DETERMINER.or(Class::OBJECT).or(Class::WH));
        let clause = !place && (self.clause_follows(after) || object);
        let class = self.words.class(before);
        let joined = self.words.token(i).is_some_and(crate::language::Token::joined);
        if joined || class.any(Class::POSSESSIVE) {
            return false;
        }
        if class.any(Class::SUBJECT.or(Class::RELATIVE)) {
            return true;
        }
        if class.any(Class::QUANTIFIER) {
            return clause || !noun;
        }
        if class.any(Class::DETERMINER) {
            return false;
        }
        if class.any(Class::AND) {
            return form == Form::Past || (!noun && (clause || form == Form::Third));
        }
        if class.any(Class::PREPOSITION.or(Class::OBJECT).or(Class::CONJUNCTION)) {
            return false;
        }
        let plural = |i: usize| self.words.is_plural(i) || self.words.is(i, Class::AUTHORITY);
        let base_subject = plural(before)
            || (form == Form::Base
                && sources::left(self.words, i, self.tokens.start).is_some_and(|source| {
                    plural(self.head(&source.tokens)) || source.tokens.clone().any(|j| self.words.is(j, Class::AND))
                }));
        match form {
            Form::Past => true,
            Form::Third => {
                // A capital at the sentence's start says little: "New reports came".
                let subject = Class::ROLE.or(Class::PUBLICATION).or(Class::ORGANISATION);
                let named = (class.any(Class::CAPITAL) && before > self.tokens.start) || class.any(subject);
                let other = Class::PREPOSITION.or(Class::AUXILIARY).or(Class::CONJUNCTION).or(Class::ADVERB).or(Class::RELATIVE);
                let object = !place && (!self.words.is_word(after) || after >= self.tokens.end || !self.words.is(after, other));
                !noun || clause || (named && object) || self.words.is(after, Class::TO)
            }
            Form::Base => {
                (base_subject && (!noun || clause || self.words.is(after, Class::TO)))
                    || (self.words.is_word(before) && !noun && self.words.is(i, Class::SAY.or(Class::BELIEVE)))
                    || (self.words.is_mark(before, &[",", ")"]) && !noun && clause)
            }
            Form::Ing => false,
        }
    }

    /// Whether what follows the verb is what it takes when it attributes.
    pub(super) fn complement(&self, i: usize, class: Class, after: usize) -> bool {
        let clause = self.clause_follows(after);
        let only = |wanted: Class| class.any(wanted);
        if only(Class::NEEDS_CLAUSE) {
            return clause || (only(Class::INTEND) && self.words.is(after, Class::TO));
        }
        if only(Class::SAY.or(Class::BELIEVE).or(Class::ACT)) || clause {
            return true;
        }
        if only(Class::INTEND) {
            let mut near = after..self.tokens.end.min(after + 8);
            let object = self.words.is(after, Class::OBJECT.or(Class::CAPITAL).or(Class::DETERMINER));
            return self.words.is(after, Class::TO)
                || self.words.is(i, Class::WANT)
                || near.clone().any(|j| self.words.is(j, Class::NOT) && self.words.is(j + 1, Class::TO))
                || (object && near.any(|j| self.words.is(j, Class::TO)));
        }
        false
    }

    /// Whether a clause or a quotation begins at `from`, or after "to reporters", "on Monday", "in a statement".
    pub(super) fn clause_follows(&self, from: usize) -> bool {
        let mut i = from;
        let stop = self.tokens.end.min(from + 14);
        // How many words a preposition in between still covers.
        let mut aside = 0;
        while i < stop && !self.words.is(i, Class::AUXILIARY) {
            // "in that region": behind a preposition it points.
            let that = self.words.is(i, Class::THAT) && (i == from || !self.words.is(i - 1, Class::PREPOSITION));
            if self.words.is_quote(i) || self.words.is_mark(i, &[":"]) || that {
                return true;
            }
            if i == from && self.words.is(i, Class::SUBJECT.or(Class::WH)) {
                return true;
            }
            if self.words.is_mark(i, &[","]) {
                return self.words.is_quote(i + 1) && i + 1 < self.tokens.end;
            }
            let passes = self.words.is_adverb(i)
                || self.words.is(i, Class::WEEKDAY)
                || (aside > 0 && self.words.is_word(i))
                || (self.words.is(i, Class::PREPOSITION) && !self.words.is(i, Class::OF));
            aside = if self.words.is(i, Class::PREPOSITION) { 5_usize } else { aside.saturating_sub(1) };
            if !passes {
                break;
            }
            i += 1;
        }
        self.bare_clause(from)
    }

    /// Whether a clause without "that" begins at `from`: a noun phrase with an auxiliary behind it.
    fn bare_clause(&self, from: usize) -> bool {
        if !self.words.is(from, Class::DETERMINER.or(Class::CAPITAL).or(Class::QUANTIFIER)) && !self.words.is_plural(from) {
            return false;
        }
        let stop = self.tokens.end.min(from + 8);
        (from + 1..stop)
            .take_while(|i| self.words.is_word(*i) && !self.words.is(*i, Class::TO.or(Class::RELATIVE)))
            .any(|i| self.words.is(i, Class::AUXILIARY))
    }

    pub(super) fn object_follows(&self, from: usize) -> bool {
        from < self.tokens.end
            && (self.words.is_word(from) || self.words.is_quote(from))
            && !self.words.is(from, Class::CONJUNCTION.or(Class::AUXILIARY))
    }
}
