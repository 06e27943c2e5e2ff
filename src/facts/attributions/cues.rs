//! The words that attribute, one sentence at a time: verbs, nouns, adverbs and set phrases of speech and thought.
//!
//! In go word classes and a sentence; out come [`Cue`]s in order, each with its source and content as ranges of tokens.
//! Knows the grammar of a clause as far as the closed classes tell it; knows no quotation but whether a token is quoted.

use std::ops::Range;

use super::CueKind;
use super::sources::{self, Subject};
use super::words::{Class, Form, Words};

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
struct Group {
    /// Where they begin; the verb itself where there are none.
    start: usize,
    /// The class of the auxiliary nearest to the verb.
    auxiliary: Option<Class>,
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
        let verbal = if class.any(Class::VERB) { self.verbal(i, earlier) } else { None };
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

    /// "According to X, …", "…, in the words of X".
    fn according(&self, i: usize) -> Option<Cue> {
        let after = i + self.words.length(i);
        let source = sources::right(self.words, after, self.tokens.end)?;
        let first = i == self.tokens.start || !self.words.is_word(i - 1);
        let content = if first && i <= self.tokens.start + 2 { source.end..self.tokens.end } else { self.tokens.start..i };
        Some(Cue { tokens: i..after, kind: CueKind::Speech, source: Some(subject(source)), content })
    }

    /// "Reportedly", "rumour has it".
    fn hearsay(&self, i: usize) -> Cue {
        Cue { tokens: i..i + self.words.length(i), kind: CueKind::Sourceless, source: None, content: self.tokens.clone() }
    }

    fn verbal(&self, i: usize, earlier: Option<&Cue>) -> Option<Cue> {
        let form = self.words.form(i);
        let group = self.group(i);
        let after = i + self.words.length(i);
        let host_is_it = |at: usize| at > self.tokens.start && self.words.is(at - 1, Class::SUBJECT);
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

    /// "X is confident that".
    fn attitude(&self, i: usize) -> Option<Cue> {
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

    /// The auxiliaries and adverbs before the verb at `i`.
    fn group(&self, i: usize) -> Group {
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
        let clause = self.words.is(after, Class::THAT.or(Class::TO).or(Class::BY).or(Class::WH))
            || self.text_is(after, &["as", "of", "for", "about"]);
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
        let by = (from..stop).take_while(|i| !self.words.is_mark(*i, &[",", ";", ":"])).find(|i| self.words.is(*i, Class::BY))?;
        let agent = sources::right(self.words, by + 1, self.tokens.end)?;
        let head = agent.end - 1;
        let time = self.words.token(agent.start).is_some_and(|token| token.kind == crate::language::TokenKind::Number);
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
        let source = sources::left(self.words, verb, self.tokens.start).or_else(|| self.topic());
        let kind = self.kind(i, source.as_ref().map(|source| &source.tokens));
        Some(Cue { tokens: to..after, kind, source, content: after..self.tokens.end })
    }

    /// ", saying that …", "after warning that …".
    fn participle(&self, i: usize, after: usize, earlier: Option<&Cue>) -> Option<Cue> {
        let before = i.checked_sub(1).filter(|before| *before >= self.tokens.start);
        if before.is_some_and(|before| self.words.is(before, Class::DETERMINER.or(Class::POSSESSIVE).or(Class::OF))) {
            return None;
        }
        let class = self.words.class(i);
        let object = self.clause_follows(after) || self.object_follows(after);
        if class.any(Class::NEEDS_CLAUSE) && !self.clause_follows(after) || !object {
            return None;
        }
        if class.any(Class::INTEND) && !class.any(Class::SAY.or(Class::ACT)) && !self.words.is(after, Class::TO) {
            return None;
        }
        let source = match earlier {
            Some(cue) if cue.source.is_some() => cue.source.clone(),
            _ => self.topic().filter(|topic| topic.tokens.end <= i),
        };
        let kind = self.kind(i, source.as_ref().map(|source| &source.tokens));
        Some(Cue { tokens: i..after, kind, source, content: after..self.tokens.end })
    }

    /// "X said", ", said X", "X has said".
    fn finite(&self, i: usize, form: Form, group: &Group, after: usize, earlier: Option<&Cue>) -> Option<Cue> {
        let class = self.words.class(i);
        let start = sources::skip_back(self.words, group.start, self.tokens.start);
        let before = start.checked_sub(1).filter(|before| *before >= self.tokens.start);
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
            _ => sources::left(self.words, group.start, self.tokens.start),
        }?;
        let postposed = self.postposed(source.tokens.start, after);
        let text = class.any(Class::WRITE) && self.object_follows(after) && self.words.is(self.head(&source.tokens), Class::PUBLICATION);
        if !postposed && !text && !self.complement(i, class, after) {
            return None;
        }
        if self.text_is(source.tokens.start, &["you", "there"]) {
            return None;
        }
        let kind = self.kind(i, Some(&source.tokens));
        let content = if postposed { self.tokens.start..source.tokens.start } else { after..self.tokens.end };
        Some(Cue { tokens: group.start..after, kind, source: Some(source), content })
    }

    /// Whether source and verb stand behind or inside what is said: `…, X said.`
    fn postposed(&self, source: usize, after: usize) -> bool {
        let opens = source > self.tokens.start + 2
            && (self.words.is_mark(source - 1, &[",", "—", "–", "--", "?", "!"]) || self.words.is_quote(source - 1));
        let closes = after >= self.tokens.end
            || self.words.is_mark(after, &[".", ",", ":", ";", "—", "–", "--", ")"])
            || self.words.is_quote(after)
            || self.words.is(after, Class::PREPOSITION.or(Class::WEEKDAY).or(Class::ADVERB))
            || self.words.is_adverb(after);
        opens && closes && !self.words.is(after, Class::TO)
    }

    /// Whether the verb at `i` stands before its subject: after a quotation or a comma, with a noun phrase behind it.
    fn inverts(&self, before: Option<usize>, i: usize, after: usize) -> bool {
        if !self.words.is(i, Class::SAY.or(Class::BELIEVE).or(Class::ACT)) {
            return false;
        }
        let boundary = before.is_some_and(|before| {
            self.words.is_quote(before) || (self.words.is_mark(before, &[",", "—", "–", "--"]) && before > self.tokens.start + 2)
        });
        let name = self.words.is(after, Class::CAPITAL) || self.words.is(after, Class::DETERMINER.or(Class::ROLE).or(Class::AUTHORITY));
        let own = self.words.is(after, Class::SUBJECT);
        let object = self.words.is(after, Class::THAT) || self.words.is_quote(after);
        boundary && (name || (own && before.is_some_and(|before| self.words.is_quote(before)))) && !object && self.ends_soon(after)
    }

    /// Whether no finite verb follows the noun phrase at `from`, which then is a subject and no object.
    fn ends_soon(&self, from: usize) -> bool {
        let Some(phrase) = sources::right(self.words, from, self.tokens.end) else { return false };
        phrase.end >= self.tokens.end
            || !self.words.is(phrase.end, Class::AUXILIARY.or(Class::CONJUNCTION).or(Class::TO))
            || self.words.is(phrase.end, Class::AND)
    }

    /// Whether the word at `i`, which a lexicon calls a verb, is one here, to judge by what stands before it.
    fn is_verb(&self, i: usize, form: Form, group: &Group, before: usize, after: usize) -> bool {
        if let Some(auxiliary) = group.auxiliary {
            return match form {
                Form::Ing => auxiliary.any(Class::BE),
                Form::Past => true,
                _ => !auxiliary.any(Class::BE.or(Class::HAVE)),
            };
        }
        let noun = self.words.is(i, Class::SAY_NOUN.or(Class::PUBLICATION).or(Class::ROLE));
        let clause = self.clause_follows(after);
        let class = self.words.class(before);
        let joined = self.words.token(i).is_some_and(crate::language::Token::joined);
        if joined || class.any(Class::POSSESSIVE) {
            return false;
        }
        if class.any(Class::SUBJECT.or(Class::RELATIVE)) {
            return true;
        }
        if class.any(Class::QUANTIFIER) {
            return form != Form::Base || clause || !noun;
        }
        if class.any(Class::DETERMINER) {
            return false;
        }
        if class.any(Class::AND) {
            return form == Form::Past || (clause && !noun);
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
            Form::Third => !noun || clause || class.any(Class::CAPITAL.or(Class::ROLE).or(Class::PUBLICATION).or(Class::ORGANISATION)),
            Form::Base => {
                (base_subject && (!noun || clause || self.words.is(after, Class::TO)))
                    || (self.words.is_mark(before, &[",", ")"]) && !noun && clause)
            }
            Form::Ing => false,
        }
    }

    /// Whether what follows the verb is what it takes when it attributes.
    fn complement(&self, i: usize, class: Class, after: usize) -> bool {
        let clause = self.clause_follows(after);
        let only = |wanted: Class| class.any(wanted);
        if only(Class::NEEDS_CLAUSE) {
            return clause || (only(Class::INTEND) && self.words.is(after, Class::TO));
        }
        if only(Class::SAY.or(Class::BELIEVE).or(Class::ACT)) || clause {
            return true;
        }
        if only(Class::INTEND) {
            let near = after..self.tokens.end.min(after + 6);
            return self.words.is(after, Class::TO)
                || self.text_is(
                    i,
                    &[
                        "want", "wants", "wanted", "intend", "intends", "intended", "refuses", "refused", "plans", "planned", "vows",
                        "vowed",
                    ],
                )
                || near.clone().any(|j| self.words.is(j, Class::TO))
                    && self.words.is(after, Class::OBJECT.or(Class::CAPITAL).or(Class::DETERMINER));
        }
        false
    }

    /// Whether a clause or a quotation begins at `from`, or after "to reporters", "on Monday", "in a statement".
    pub(super) fn clause_follows(&self, from: usize) -> bool {
        let mut i = from;
        let stop = self.tokens.end.min(from + 14);
        let mut aside = false;
        while i < stop {
            if self.words.is_quote(i) || self.words.is_mark(i, &[":"]) || self.words.is(i, Class::THAT) {
                return true;
            }
            if i == from && self.words.is(i, Class::SUBJECT.or(Class::WH)) {
                return true;
            }
            let passes = self.words.is_adverb(i)
                || self.words.is(i, Class::WEEKDAY)
                || self.words.is_mark(i, &[","])
                || (aside && self.words.is_word(i))
                || (self.words.is(i, Class::PREPOSITION) && !self.words.is(i, Class::OF));
            if self.words.is(i, Class::PREPOSITION) {
                aside = true;
            }
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

    fn object_follows(&self, from: usize) -> bool {
        from < self.tokens.end
            && (self.words.is_word(from) || self.words.is_quote(from))
            && !self.words.is(from, Class::CONJUNCTION.or(Class::AUXILIARY))
    }

    /// "the claim that", "X's warning about", "a statement by X".
    fn nominal(&self, i: usize) -> Option<Cue> {
        let after = i + 1;
        let before = i.checked_sub(1).filter(|before| *before >= self.tokens.start)?;
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
            Some(_) => self.noun_kind(i),
            None => CueKind::Sourceless,
        };
        let _ = before;
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

    fn noun_kind(&self, i: usize) -> CueKind {
        let belief = [
            "belief",
            "beliefs",
            "fear",
            "fears",
            "hope",
            "hopes",
            "view",
            "views",
            "conviction",
            "doubt",
            "doubts",
            "expectation",
            "suspicion",
            "worry",
            "impression",
            "opinion",
            "perception",
        ];
        if self.text_is(i, &belief) { CueKind::Belief } else { CueKind::Speech }
    }

    /// The subject of the sentence's first clause.
    fn topic(&self) -> Option<Subject> {
        let mut from = self.tokens.start;
        while from < self.tokens.end.min(self.tokens.start + sources::REACH)
            && (self.words.is_quote(from) || self.words.is(from, Class::AND))
        {
            from += 1;
        }
        if self.words.is(from, Class::PREPOSITION.or(Class::CONJUNCTION)) || self.words.is_adverb(from) {
            let stop = self.tokens.end.min(from + sources::REACH);
            from = (from..stop).find(|i| self.words.is_mark(*i, &[","]))? + 1;
        }
        sources::right(self.words, from, self.tokens.end).map(subject)
    }

    fn kind(&self, i: usize, source: Option<&Range<usize>>) -> CueKind {
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

    /// The noun that heads a phrase: the last word before what a preposition adds.
    fn head(&self, phrase: &Range<usize>) -> usize {
        let end = (phrase.start + 1..phrase.end).find(|i| self.words.is(*i, Class::PREPOSITION)).unwrap_or(phrase.end);
        end.saturating_sub(1)
    }

    fn text_is(&self, i: usize, texts: &[&str]) -> bool {
        self.words.token(i).is_some_and(|token| {
            let text = token.span().of(self.words.prose.text());
            texts.iter().any(|other| other.eq_ignore_ascii_case(text))
        })
    }
}

fn subject(tokens: Range<usize>) -> Subject {
    Subject { tokens, apposition: None }
}
