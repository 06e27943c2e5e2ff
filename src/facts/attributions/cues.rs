//! The words that attribute, one sentence at a time: verbs, nouns, adverbs and set phrases of speech and thought.
//!
//! In go word classes and a sentence; out come [`Cue`]s in order, each with its source and content as ranges of tokens.
//! Knows the grammar of a clause as far as the closed classes tell it; knows no quotation but whether a token is quoted.

use std::ops::Range;

use super::CueKind;
use super::sources::{self, Subject};
use super::words::{Class, Form, Words};
use crate::language::TokenKind;

/// Nouns for those who can speak.
const PARTY: Class = Class::ROLE.or(Class::ORGANISATION).or(Class::PUBLICATION).or(Class::AUTHORITY);

/// One cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cue {
    /// The words that attribute, auxiliaries included.
    pub(super) tokens: Range<usize>,
    pub(super) kind: CueKind,
    pub(super) source: Option<Subject>,
    /// What is said; may hold the cue where the source stands in the middle.
    pub(super) content: Range<usize>,
}

/// One sentence under examination.
pub(super) struct Clause<'w, 'a> {
    pub(super) words: &'w Words<'a>,
    /// The sentence's tokens.
    pub(super) tokens: Range<usize>,
    /// Of every token of the document: whether it stands in a quotation.
    pub(super) quoted: &'w [bool],
}

/// The words before a verb that go with it.
pub(super) struct Group {
    /// Where they begin; the verb itself where there are none.
    pub(super) start: usize,
    /// The class of the auxiliary nearest to the verb.
    pub(super) auxiliary: Option<Class>,
}

impl Clause<'_, '_> {
    /// Every cue of the sentence. A cue inside what another says is left out: only the outermost attributes.
    pub(super) fn cues(&self) -> Vec<Cue> {
        let mut cues: Vec<Cue> = Vec::new();
        let mut said_until = self.tokens.start;
        let mut i = self.tokens.start;
        while i < self.tokens.end {
            let candidate = if self.quoted.get(i) == Some(&true) { None } else { self.candidate(i, cues.last()) };
            i += match candidate {
                Some(cue) => {
                    let length = cue.tokens.end.saturating_sub(i).max(1);
                    let coordinated = cue.tokens.start > 0
                        && self.words.is(sources::skip_back(self.words, cue.tokens.start, self.tokens.start).saturating_sub(1), Class::AND);
                    let postposed = cue.content.end <= cue.tokens.start;
                    let nested = cue.tokens.start < said_until && !coordinated && !postposed && !cues.is_empty();
                    if !nested {
                        // Looked for once for each stretch, so that the time stays linear.
                        if cue.content.start >= cue.tokens.end && said_until <= cue.content.start {
                            said_until = self.clause_end(cue.content.start);
                        }
                        cues.push(cue);
                    }
                    length
                }
                None => 1,
            };
        }
        cues
    }

    fn candidate(&self, i: usize, earlier: Option<&Cue>) -> Option<Cue> {
        let class = self.words.class(i);
        if class.any(Class::ACCORDING) {
            return self.according(i);
        }
        if class.any(Class::HEARSAY) {
            return Some(self.hearsay(i));
        }
        if class.any(Class::ATTITUDE)
            && let Some(cue) = self.attitude(i)
        {
            return Some(cue);
        }
        let verbal = if class.any(Class::VERB) && !class.any(Class::PREPOSITION) { self.verbal(i, earlier) } else { None };
        verbal.or_else(|| if class.any(Class::SAY_NOUN) { self.nominal(i) } else { None })
    }

    /// Where the clause that begins at `from` gives way to another: a semicolon, or a comma with a conjunction.
    fn clause_end(&self, from: usize) -> usize {
        let joint = |i: &usize| {
            self.words.is_mark(*i, &[";"])
                || (self.words.is_mark(*i, &[","]) && self.words.is(i + 1, Class::AND) && !self.words.is(i + 2, Class::THAT))
                || (self.words.is_mark(*i, &[","])
                    && self.words.is(i + 1, Class::CONJUNCTION)
                    && !self.words.is(i + 1, Class::AND.or(Class::THAT)))
        };
        (from..self.tokens.end).find(joint).unwrap_or(self.tokens.end)
    }

    fn verbal(&self, i: usize, earlier: Option<&Cue>) -> Option<Cue> {
        let form = self.words.form(i);
        let group = self.group(i);
        let after = i + self.words.length(i);
        let host_is_it = |at: usize| at > self.tokens.start && self.words.is(at - 1, Class::SUBJECT.or(Class::RELATIVE));
        let reduced = form == Form::Past && group.auxiliary.is_none() && self.words.is(after, Class::BY);
        let passive = reduced
            || form == Form::Past
                && group.auxiliary.is_some_and(|class| {
                    class.any(Class::BE)
                        && (!class.any(Class::HAVE) || (host_is_it(group.start) && self.words.is(after, Class::THAT.or(Class::TO))))
                });
        if passive {
            return self.passive(i, &group, after);
        }
        if group.start > self.tokens.start && self.words.is(group.start - 1, Class::TO) && form == Form::Base {
            return self.infinitive(i, &group, after, earlier);
        }
        match form {
            Form::Ing if group.auxiliary.is_none_or(|class| !class.any(Class::BE)) => self.participle(i, after, earlier),
            _ => self.finite(i, form, &group, after, earlier),
        }
    }

    /// The auxiliaries and adverbs before the verb at `i`.
    pub(super) fn group(&self, i: usize) -> Group {
        let mut group = Group { start: i, auxiliary: None };
        let low = self.tokens.start.max(i.saturating_sub(8));
        let mut at = i;
        while at > low {
            let before = at - 1;
            if self.words.is(before, Class::AUXILIARY) {
                group.auxiliary = group.auxiliary.or(Some(self.words.class(before)));
                group.start = before;
            } else if !(self.words.is_adverb(before) || self.words.is(before, Class::NOT)) || self.words.is(before, Class::CAPITAL) {
                break;
            }
            at = before;
        }
        group
    }

    /// "It is said that", "X is accused of", "was told by Y".
    fn passive(&self, i: usize, group: &Group, after: usize) -> Option<Cue> {
        let class = self.words.class(i);
        let said = self.words.is(after, Class::THAT.or(Class::TO).or(Class::WH)) || self.text_is(after, &["as"]);
        let clause = said || (!class.any(Class::NEEDS_CLAUSE) && self.text_is(after, &["of", "for", "about"]));
        if (class.any(Class::NEEDS_CLAUSE) || !class.any(Class::SAY.or(Class::BELIEVE).or(Class::ACT))) && !clause {
            return None;
        }
        let tokens = group.start..after;
        let content = if self.words.is(after, Class::THAT) { after..self.tokens.end } else { self.tokens.clone() };
        let by = self.by_phrase(after);
        let kind = if by.is_some() { self.kind(i, by.as_ref()) } else { CueKind::Sourceless };
        Some(Cue { tokens, kind, source: by.map(subject), content })
    }

    /// The agent of a passive that ends before `from`.
    fn by_phrase(&self, from: usize) -> Option<Range<usize>> {
        let stop = self.tokens.end.min(from + 12);
        let by = (from..stop)
            .take_while(|i| !self.words.is_mark(*i, &[",", ";", ":"]) && !self.words.is(*i, Class::TO.or(Class::THAT)))
            .find(|i| self.words.is(*i, Class::BY))?;
        let agent = sources::right(self.words, by + 1, self.tokens.end)?;
        let head = agent.end - 1;
        let time = self.words.token(agent.start).is_some_and(|token| token.kind == TokenKind::Number);
        let doing =
            self.words.token(head).is_some_and(|token| token.span().of(self.words.prose.text()).ends_with("ing")) && agent.len() == 1;
        (!time && !doing).then_some(agent)
    }

    /// "declined to say", "went on to claim".
    fn infinitive(&self, i: usize, group: &Group, after: usize, earlier: Option<&Cue>) -> Option<Cue> {
        let class = self.words.class(i);
        if !class.any(Class::SAY.or(Class::ACT)) || (class.any(Class::NEEDS_CLAUSE) && !self.clause_follows(after)) {
            return None;
        }
        let to = group.start - 1;
        let low = self.tokens.start.max(to.saturating_sub(2));
        let leads = (low..to).rev().find(|j| self.words.is(*j, Class::CATENATIVE))?;
        if earlier.is_some_and(|cue| cue.tokens.end == to) {
            return None;
        }
        let verb = self.group(leads).start;
        let source = sources::left(self.words, verb, self.tokens.start).or_else(|| self.topic())?;
        let kind = self.kind(i, Some(&source.tokens));
        Some(Cue { tokens: to..after, kind, source: Some(source), content: after..self.tokens.end })
    }

    /// ", saying that …", "after warning that …".
    fn participle(&self, i: usize, after: usize, earlier: Option<&Cue>) -> Option<Cue> {
        let class = self.words.class(i);
        let start = sources::skip_back(self.words, i, self.tokens.start);
        // Behind a noun or an adjective it describes ("a promising plan"), or says what that does ("a leaflet warning of").
        let leads = Class::CONJUNCTION.or(Class::PREPOSITION).or(Class::CATENATIVE);
        let before = start.checked_sub(1).filter(|before| *before >= self.tokens.start);
        let opens = before.is_none_or(|before| !self.words.is_word(before) || (start == i && self.words.is(before, leads)))
            || (start < i && self.words.is(start, Class::WEEKDAY));
        let doer = !opens && before.is_some_and(|before| self.is_doer(before, class, after));
        if !(opens || doer) || before.is_some_and(|before| self.words.is(before, Class::OF)) {
            return None;
        }
        let object = self.clause_follows(after) || self.object_follows(after);
        if class.any(Class::NEEDS_CLAUSE) && !self.clause_follows(after) || !object {
            return None;
        }
        if class.any(Class::INTEND) && !class.any(Class::SAY.or(Class::ACT)) && !self.words.is(after, Class::TO) {
            return None;
        }
        let source = match earlier {
            _ if doer => sources::left(self.words, i, self.tokens.start),
            Some(cue) if cue.source.is_some() => cue.source.clone(),
            _ => self.topic().filter(|topic| topic.tokens.end <= i),
        }?;
        let kind = self.kind(i, Some(&source.tokens));
        Some(Cue { tokens: i..after, kind, source: Some(source), content: after..self.tokens.end })
    }

    /// Whether the word at `i` is somebody or something that the participle behind it tells of.
    fn is_doer(&self, i: usize, participle: Class, after: usize) -> bool {
        self.words.is(i, Class::PUBLICATION.or(Class::ROLE).or(Class::AUTHORITY))
            || (self.words.is(i, Class::CAPITAL) && participle.any(Class::SAY))
            || (self.words.is_plural(i)
                && i > self.tokens.start
                && self.words.is_word(i - 1)
                && !self.words.is(i - 1, Class::SUBJECT)
                && !self.words.is_adverb(i - 1)
                && self.words.is(after, Class::THAT))
    }

    /// "X said", ", said X", "X has said".
    fn finite(&self, i: usize, form: Form, group: &Group, after: usize, earlier: Option<&Cue>) -> Option<Cue> {
        let class = self.words.class(i);
        let start = sources::skip_back(self.words, group.start, self.tokens.start);
        let before = start.checked_sub(1).filter(|before| *before >= self.tokens.start);
        if class.any(Class::RESUME) && !self.resumes(group.start, before?) {
            return None;
        }
        let inverted = group.auxiliary.is_none() && matches!(form, Form::Past | Form::Third) && self.inverts(before, i, after);
        if inverted && let Some(source) = sources::right(self.words, after, self.tokens.end) {
            let kind = self.kind(i, Some(&source));
            return Some(Cue { tokens: i..after, kind, content: self.tokens.start..i, source: Some(subject(source)) });
        }
        if !self.is_verb(i, form, group, before?, after) {
            return None;
        }
        let coordinated = self.words.is(before?, Class::AND);
        let source = match (coordinated, earlier) {
            (true, Some(cue)) => cue.source.clone().or_else(|| self.topic()),
            (true, None) => self.topic(),
            _ => sources::left(self.words, group.start, self.tokens.start)
                .map(|source| self.surveyed(&source, group.start).unwrap_or(source)),
        }?;
        let postposed = self.postposed(source.tokens.start, after);
        let text = class.any(Class::WRITE) && self.object_follows(after) && self.words.is(self.head(&source.tokens), Class::PUBLICATION);
        if !postposed && !text && !self.complement(i, class, after) {
            return None;
        }
        if self.text_is(source.tokens.start, &["you", "there"]) || (!class.any(Class::SAY) && self.is_bare(&source.tokens)) {
            return None;
        }
        let group_alone = group.start == i && form == Form::Past && !coordinated;
        if group_alone && !postposed && self.is_reduced(class, &source.tokens, after) {
            return None;
        }
        let kind = self.kind(i, Some(&source.tokens));
        let content = if postposed { self.tokens.start..source.tokens.start } else { after..self.tokens.end };
        Some(Cue { tokens: group.start..after, kind, source: Some(source), content })
    }

    /// The text that opens the sentence, where what was taken for the subject of the verb is part of a time or a place that is told of
    /// it: "A poll by Holt of 40 towns between 3 and 7 May found".
    fn surveyed(&self, taken: &Subject, verb: usize) -> Option<Subject> {
        let before = taken.tokens.start.checked_sub(1).filter(|before| *before > self.tokens.start)?;
        if !self.words.is(before, Class::PREPOSITION.or(Class::AND)) || verb - self.tokens.start > sources::REACH {
            return None;
        }
        let topic = sources::right(self.words, self.tokens.start, self.tokens.end).filter(|topic| topic.end < taken.tokens.start)?;
        let other = Class::AUXILIARY.or(Class::RELATIVE).or(Class::SUBJECT).or(Class::VERB);
        let plain = |i: usize| self.words.is_word(i) && (!self.words.is(i, other) || self.words.is(i, Class::CAPITAL));
        if !self.words.is(self.head(&topic), Class::PUBLICATION) || !(topic.end..taken.tokens.end).all(plain) {
            return None;
        }
        let maker = self.words.is(topic.end, Class::BY).then(|| sources::right(self.words, topic.end + 1, taken.tokens.start)).flatten();
        Some(subject(topic.start..maker.map_or(topic.end, |maker| maker.end)))
    }

    /// Whether a quotation ends right before the verb group or its subject: "“…,” she went on".
    fn resumes(&self, verb: usize, before: usize) -> bool {
        let source = || sources::left(self.words, verb, self.tokens.start);
        let quoted = |i: usize| i.checked_sub(1).is_some_and(|i| self.words.is_quote(i));
        self.words.is_quote(before) || source().is_some_and(|source| quoted(source.tokens.start))
    }

    /// The subject of the sentence's first clause.
    pub(super) fn topic(&self) -> Option<Subject> {
        let mut from = self.tokens.start;
        while from < self.tokens.end.min(self.tokens.start + sources::REACH)
            && (self.words.is_quote(from) || self.words.is(from, Class::AND))
        {
            from += 1;
        }
        let participle = self.words.token(from).is_some_and(|token| token.span().of(self.words.prose.text()).ends_with("ing"));
        if self.words.is(from, Class::PREPOSITION.or(Class::CONJUNCTION)) || self.words.is_adverb(from) || participle {
            let stop = self.tokens.end.min(from + sources::REACH);
            from = (from..stop).find(|i| self.words.is_mark(*i, &[","]))? + 1;
        }
        sources::right(self.words, from, self.tokens.end).map(subject)
    }

    pub(super) fn kind(&self, i: usize, source: Option<&Range<usize>>) -> CueKind {
        let class = self.words.class(i);
        let text = source.is_some_and(|source| self.words.is(self.head(source), Class::PUBLICATION));
        if class.any(Class::WRITE) && text {
            CueKind::Text
        } else if class.any(Class::SAY.or(Class::ACT)) {
            CueKind::Speech
        } else if class.any(Class::BELIEVE) {
            CueKind::Belief
        } else if class.any(Class::INTEND) {
            CueKind::Intention
        } else {
            CueKind::Text
        }
    }

    /// Whether a would-be source is one lower-case word that is no plural, title or pronoun: "possible that suspected".
    fn is_bare(&self, source: &Range<usize>) -> bool {
        let known = Class::SUBJECT.or(Class::QUANTIFIER).or(Class::DETERMINER).or(Class::CAPITAL);
        source.len() == 1 && !self.words.is(source.start, known.or(PARTY)) && !self.words.is_plural(source.start)
    }

    /// Whether the past form is a participle behind what it describes: "the ones mentioned in it".
    fn is_reduced(&self, class: Class, source: &Range<usize>, after: usize) -> bool {
        let known = Class::SUBJECT.or(Class::QUANTIFIER).or(Class::CAPITAL).or(PARTY);
        class.any(Class::WRITE.or(Class::ACT))
            && !self.words.is(self.head(source), known)
            && self.words.is(after, Class::PREPOSITION.or(Class::AND))
            && !self.clause_follows(after)
    }

    /// The noun that heads a phrase: the last word before what a preposition adds.
    pub(super) fn head(&self, phrase: &Range<usize>) -> usize {
        let end = (phrase.start + 1..phrase.end).find(|i| self.words.is(*i, Class::PREPOSITION)).unwrap_or(phrase.end);
        end.saturating_sub(1)
    }

    pub(super) fn text_is(&self, i: usize, texts: &[&str]) -> bool {
        self.words.token(i).is_some_and(|token| {
            let text = token.span().of(self.words.prose.text());
            texts.iter().any(|other| other.eq_ignore_ascii_case(text))
        })
    }
}

/// A source without an apposition.
pub(super) fn subject(tokens: Range<usize>) -> Subject {
    Subject { tokens, apposition: None }
}
