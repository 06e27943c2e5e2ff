//! The noun phrase that is a source: left of a verb, or right of a verb or preposition.
//!
//! In go word classes and a place in a sentence; out comes a range of tokens, the head with what is needed to know it.
//! Looks at most [`REACH`] tokens far, so that the time stays linear.

use std::ops::Range;

use super::words::{Class, Form, Words};
use crate::language::TokenKind;

/// How many tokens a noun phrase and what stands between it and its verb may take.
pub(super) const REACH: usize = 40;
/// The longest source worth reporting, in tokens.
const LONGEST: usize = 14;

/// A subject as found, and how it is tied to its verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subject {
    /// The tokens of the noun phrase, apposition left out.
    pub(super) tokens: Range<usize>,
    /// The tokens of an apposition or parenthesis between it and the verb.
    pub(super) apposition: Option<Range<usize>>,
}

/// Steps back from a verb over adverbs, days and parentheses to the end of its subject.
pub(super) fn skip_back(words: &Words<'_>, from: usize, start: usize) -> usize {
    let mut end = from;
    let low = start.max(from.saturating_sub(REACH));
    while end > low {
        let before = end - 1;
        if words.is(before, Class::WEEKDAY) {
            end = if before > start && words.is(before - 1, Class::ON) { before - 1 } else { before };
        } else if words.is_adverb(before) && !words.is(before, Class::CAPITAL) {
            end = before;
        } else if before >= low + 2 && words.is_mark(before, &[","]) && words.is_adverb(before - 1) && words.is_mark(before - 2, &[","]) {
            // "Some, however, doubt it."
            end = before - 2;
        } else if words.is(before, Class::TIME)
            && before > start
            && is_text(words, before - 1, &["this", "last", "next", "that", "earlier"])
        {
            end = before - 1;
        } else {
            break;
        }
    }
    end
}

/// The subject of the verb group that begins at `verb`, within the sentence that begins at `start`.
pub(super) fn left(words: &Words<'_>, verb: usize, start: usize) -> Option<Subject> {
    let end = skip_back(words, verb, start);
    let last = end.checked_sub(1).filter(|last| *last >= start)?;
    if words.is_mark(last, &[",", ")", "]", "—", "–", "―", "--"]) {
        return apposed(words, last, start);
    }
    if words.is(last, Class::RELATIVE) && last > start {
        let comma = words.is_mark(last - 1, &[","]);
        let antecedent = phrase_ending(words, last - usize::from(comma), start);
        if antecedent.is_some() || !words.is(last, Class::THAT) {
            return antecedent.map(|tokens| Subject { tokens, apposition: None });
        }
    }
    let mut tokens = phrase_ending(words, end, start)?;
    // "The engineers I met said": the subject stands before a clause that has its own.
    if tokens.start > start && words.is(tokens.start - 1, Class::SUBJECT) && !words.is(last, Class::CAPITAL) {
        tokens = phrase_ending(words, tokens.start - 1, start).unwrap_or(tokens);
    }
    Some(Subject { tokens, apposition: None })
}

/// The subject before an apposition or parenthesis whose closing mark stands at `close`.
fn apposed(words: &Words<'_>, close: usize, start: usize) -> Option<Subject> {
    let opener: &[&str] = if words.is_mark(close, &[","]) {
        &[","]
    } else if words.is_mark(close, &[")"]) {
        &["("]
    } else if words.is_mark(close, &["]"]) {
        &["["]
    } else {
        &["—", "–", "―", "--"]
    };
    let low = start.max(close.saturating_sub(REACH));
    let mut open = (low..close).rev().find(|i| words.is_mark(*i, opener) || words.is_quote(*i))?;
    if words.is_quote(open) {
        return None;
    }
    // A list inside the apposition: "X, a doctor, writer and father, said" begins at the comma after the name.
    while opener == [","] && open > low + 1 && !words.is(open - 1, Class::CAPITAL) {
        match (low..open).rev().find(|i| words.is_mark(*i, opener)) {
            Some(earlier) if words.is(earlier - usize::from(earlier > start), Class::CAPITAL) => open = earlier,
            _ => break,
        }
    }
    let tokens = phrase_ending(words, open, start)?;
    let behind = tokens.start > start && words.is(tokens.start - 1, Class::PREPOSITION);
    let person = Class::CAPITAL.or(Class::ROLE).or(Class::PUBLICATION).or(Class::ORGANISATION).or(Class::AUTHORITY).or(Class::SUBJECT);
    let describes = words.is(open + 1, Class::DETERMINER.or(Class::RELATIVE).or(Class::ROLE).or(Class::PREPOSITION).or(Class::CAPITAL))
        || words.token(open + 1).is_some_and(|token| token.kind == TokenKind::Number);
    let known = tokens.clone().any(|i| words.is(i, person));
    (known || (describes && !behind)).then_some(Subject { tokens, apposition: Some(open + 1..close) })
}

/// The noun phrase whose last token stands before `end`.
fn phrase_ending(words: &Words<'_>, end: usize, start: usize) -> Option<Range<usize>> {
    let last = end.checked_sub(1).filter(|last| *last >= start)?;
    // The stop of "Jr." and "Inc." belongs to the name.
    let suffix = last > start && words.is_mark(last, &["."]) && words.is(last - 1, Class::CAPITAL);
    let head = last - usize::from(suffix);
    if words.is(head, Class::SUBJECT) || (words.is(head, Class::QUANTIFIER) && !words.is(head, Class::CAPITAL)) {
        return Some(head..end);
    }
    let stops = Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::AUXILIARY).or(Class::OBJECT).or(Class::DETERMINER);
    if !words.is_word(head) || words.is(head, stops) {
        return words.is(head, Class::DETERMINER).then_some(head..end).filter(|_| demonstrative(words, head));
    }
    let low = start.max(end.saturating_sub(REACH));
    let mut first = head;
    while first > low && end - first < LONGEST {
        match before(words, first, head, low) {
            Some(next) => first = next,
            None => break,
        }
    }
    Some(first..end)
}

fn demonstrative(words: &Words<'_>, i: usize) -> bool {
    words.token(i).is_some_and(|token| matches!(token.text(words.prose.text()).to_ascii_lowercase().as_str(), "this" | "these" | "those"))
}

/// Where the phrase begins that takes in what stands before `first`, or `None` where it begins at `first`.
fn before(words: &Words<'_>, first: usize, head: usize, low: usize) -> Option<usize> {
    let i = first - 1;
    if words.is(first, Class::DETERMINER.or(Class::SUBJECT)) {
        // "the head of | the agency": only a preposition or a quantifier leads further.
        return preposition(words, i, low);
    }
    if words.is(i, Class::POSSESSIVE) {
        return (i > low && words.is_word(i - 1)).then(|| i - 1);
    }
    if words.is(i, Class::DETERMINER.or(Class::QUANTIFIER)) {
        return Some(i);
    }
    if words.is_mark(i, &["."]) {
        // A stop inside a sentence closes an abbreviation or an initial: "Sen. Roe", "J. Roe".
        let joins = i > low && words.is_word(i - 1) && words.is(i - 1, Class::CAPITAL) && words.is(first, Class::CAPITAL);
        return joins.then(|| i - 1);
    }
    if words.is(i, Class::AND) {
        let pair = i > low && words.is(i - 1, Class::CAPITAL) && words.is(first, Class::CAPITAL);
        return pair.then(|| i - 1);
    }
    if !words.is_word(i) {
        return None;
    }
    if words.is(i, Class::PREPOSITION) {
        return preposition(words, i, low);
    }
    if words.is(i, Class::SUBJECT.or(Class::OBJECT).or(Class::CONJUNCTION).or(Class::AUXILIARY).or(Class::RELATIVE)) {
        return None;
    }
    let verb =
        words.is(i, Class::VERB) && !words.is(i, Class::CAPITAL) && !words.is(i, Class::ROLE.or(Class::SAY_NOUN).or(Class::PUBLICATION));
    let joined = words.token(first).is_some_and(crate::language::Token::joined);
    if joined {
        return Some(i);
    }
    if verb && matches!(words.form(i), Form::Past | Form::Third) {
        return None;
    }
    // A name takes titles before it and nothing else in lower case: "he met minister Jane Roe".
    let lower_before_name = words.is(first, Class::CAPITAL) && words.is(head, Class::CAPITAL) && !words.is(i, Class::CAPITAL);
    if lower_before_name {
        let number = words.token(i).is_some_and(|token| token.kind == TokenKind::Number);
        return (words.is(i, Class::ROLE) || number || former(words, i)).then_some(i);
    }
    (!words.is_adverb(i)).then_some(i)
}

fn former(words: &Words<'_>, i: usize) -> bool {
    words.token(i).is_some_and(|token| matches!(token.text(words.prose.text()).as_ref(), "former" | "then" | "ex" | "late"))
}

/// Where the phrase begins whose prepositional attribute begins at `i`.
fn preposition(words: &Words<'_>, i: usize, low: usize) -> Option<usize> {
    let attributes = words.is(i, Class::OF.or(Class::ON))
        || is_text(words, i, &["for", "at", "from", "in", "with", "to", "behind", "near", "within", "by"]);
    let noun = i > low
        && words.is_word(i - 1)
        && !words.is(i - 1, Class::FUNCTION.or(Class::RELATIVE).or(Class::ADVERB))
        && !words.is_adverb(i - 1)
        && (!words.is(i - 1, Class::VERB)
            || words.is(i - 1, Class::ROLE.or(Class::SAY_NOUN).or(Class::PUBLICATION))
            || words.is(i, Class::OF));
    let quantity = i > low && words.is(i, Class::OF) && words.is(i - 1, Class::QUANTIFIER);
    // Place and time stand before the subject too; only nouns for people, bodies and texts take them as attributes.
    let known = i > low
        && (words.is(i, Class::OF)
            || words.is(i - 1, Class::ROLE.or(Class::PUBLICATION).or(Class::ORGANISATION).or(Class::AUTHORITY))
            || words.is_plural(i - 1));
    (attributes && ((noun && known) || quantity)).then(|| i - 1)
}

fn is_text(words: &Words<'_>, i: usize, texts: &[&str]) -> bool {
    words.token(i).is_some_and(|token| {
        let text = token.span().of(words.prose.text());
        texts.iter().any(|other| other.eq_ignore_ascii_case(text))
    })
}

/// The noun phrase that begins at `from`, within the sentence that ends at `end`.
pub(super) fn right(words: &Words<'_>, from: usize, end: usize) -> Option<Range<usize>> {
    let mut i = from;
    let high = end.min(from + LONGEST);
    while i < high && (words.is(i, Class::DETERMINER.or(Class::QUANTIFIER)) || (i == from && words.is_adverb(i))) {
        i += 1;
    }
    if i < high && i == from && words.is(i, Class::SUBJECT) && !is_text(words, i, &["there"]) {
        return Some(i..i + 1);
    }
    let content = i;
    while i < high {
        let next = words.is(i + 1, Class::CAPITAL) || words.is(i + 1, Class::DETERMINER) || words.is_word(i + 1);
        let stop = if words.is_mark(i, &["."]) {
            !(i > content && words.is(i - 1, Class::CAPITAL) && i + 1 < end && words.is(i + 1, Class::CAPITAL))
        } else if words.is(i, Class::POSSESSIVE) {
            !next
        } else if words.is(i, Class::AND) {
            !(i > content && words.is(i - 1, Class::CAPITAL) && words.is(i + 1, Class::CAPITAL))
        } else if words.is(i, Class::PREPOSITION) {
            let attributes = words.is(i, Class::OF) || is_text(words, i, &["for", "at", "from", "with"]);
            !(attributes && i > content && next && !words.is(i + 1, Class::WEEKDAY))
        } else {
            !words.is_word(i)
                || words.is(
                    i,
                    Class::CONJUNCTION.or(Class::AUXILIARY).or(Class::RELATIVE).or(Class::SUBJECT).or(Class::OBJECT).or(Class::WEEKDAY),
                )
                || (i > content && words.is_adverb(i))
                || (i > content && words.is(i - 1, Class::CAPITAL) && !words.is(i, Class::CAPITAL))
                || (i > content
                    && words.is(i, Class::VERB)
                    && !words.is(i, Class::CAPITAL.or(Class::SAY_NOUN).or(Class::ROLE).or(Class::PUBLICATION)))
        };
        if stop {
            break;
        }
        i += 1;
    }
    (i > content).then_some(from..i)
}
