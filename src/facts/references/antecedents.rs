//! What a phrase may mean though nothing described it, and whether it is meant in general and means nothing in particular.
//!
//! In go a phrase of reference and what was mentioned before it; out come faint candidates and yes or no. An unresolved
//! reference is a reproach, so whatever a patient reader would take for the thing meant is a candidate here.

use super::Reader;
use super::heads::{Class, Heads};
use super::mentions::Mentions;
use crate::facts::Prose;
use crate::language::{Table, Token, TokenKind, folded};
use crate::span::Span;

/// Fields of the front matter that say what the text is about.
const ABOUT: [&str; 5] = ["title", "subtitle", "description", "excerpt", "summary"];
/// A field that is longer, in bytes, is not looked through for every phrase.
const LONG: usize = 1000;
/// How many tokens of a sentence are looked at for such words.
const FAR: usize = 30;

/// What the noun at `head` may mean: a bare mention, a verb, a link in the sentence before, the text's own title.
pub(super) fn faint(reader: &Reader<'_>, mentions: &Mentions, head: usize, class: Class) -> Option<Span> {
    let noun = reader.token(head)?;
    mentions.faint(reader.heads, noun, class, reader.number).or_else(|| link_before(reader, class)).or_else(|| *reader.front.told.of(noun))
}

/// A link in the sentence before, which leads to the text that is meant.
fn link_before(reader: &Reader<'_>, class: Class) -> Option<Span> {
    if matches!(class, Class::Side | Class::Effort | Class::Speech | Class::Meeting) {
        return None;
    }
    let before = reader.prose.sentences.get(reader.number.checked_sub(1)?)?.span;
    let next = reader.links.partition_point(|link| link.end <= before.start);
    reader.links.get(next).copied().filter(|link| link.overlaps(before))
}

/// What the front matter says that the text is about.
pub(super) struct Front {
    /// The text's title: what "this project" is where nothing stands before it.
    pub(super) title: Option<Span>,
    /// Of each noun that references turn on: the field that holds it.
    told: Table<Option<Span>>,
}

impl Front {
    pub(super) fn of(prose: Prose<'_>, heads: &Heads) -> Self {
        let about = ABOUT.iter().filter_map(|name| prose.document.metadata.get(name)).filter(|field| field.value.len() < LONG);
        let about: Vec<_> = about.map(|field| (field.value.to_lowercase(), field.span)).collect();
        let told = |noun: Token| {
            heads.class(noun)?;
            let stem = noun.text(prose.text()).to_lowercase();
            let stem = stem.strip_suffix("ies").or_else(|| stem.strip_suffix('s')).unwrap_or(&stem);
            about.iter().find(|(text, _)| text.contains(stem)).map(|(_, span)| *span)
        };
        Self { title: prose.document.metadata.get("title").map(|field| field.span), told: prose.vocabulary.table(told) }
    }
}

/// Whether a mark parts two clauses: what is general in one need not be in the other.
fn ends_clause(prose: Prose<'_>, token: Token) -> bool {
    token.kind == TokenKind::Quote || [",", ";", ":", "(", ")", "–", "—", "--"].iter().any(|mark| token.is(prose.text(), mark))
}

/// Whether a word looks like a past tense.
fn is_past(prose: Prose<'_>, token: Token) -> bool {
    token.is_one_of(&const { folded(["was", "were", "had", "did", "said", "told", "went", "came", "made", "took"]) })
        || token.kind == TokenKind::Word && token.end - token.start > 4 && token.text(prose.text()).ends_with("ed")
}

/// Whether "the policy", from `at` to `head`, is meant in general: a plural, one of two kinds of things, or any in a
/// sentence that holds for all.
pub(super) fn is_general(reader: &Reader<'_>, at: usize, head: usize, class: Class) -> bool {
    if class == Class::Side {
        return false;
    }
    let plural = reader.token(head).is_some_and(|noun| reader.is_plural(noun));
    let joins = |at: usize| reader.word_is(at, &const { folded(["and", "or"]) });
    // "The pact and both its parties": another thing follows; "the deal and was gone": another clause does.
    let goes_on = reader.token(head + 2).is_some_and(|next| reader.heads.bounds(next) || is_past(reader.prose, next))
        || reader.word_is(head + 2, &const { folded(["both", "another", "what", "how", "why", "whether", "where"]) });
    let among = reader.word_is(head + 1, &const { folded(["/", "itself", "themselves"]) })
        || joins(head + 1) && !goes_on
        // At the head of a sentence, "and" goes on from the one before.
        || at > reader.bounds.start + 1 && joins(at - 1)
        || at > reader.bounds.start && reader.word_is(at - 1, &const { folded(["between", "both"]) })
        || reader.token(head + 1).zip(reader.token(head + 2)).is_some_and(|(mark, next)| {
            // The first of a list: "the laws, rules, and habits".
            mark.is(reader.prose.text(), ",") && next.kind == TokenKind::Word && reader.heads.class(next).is_some()
        });
    let meeting = class == Class::Meeting && reader.is_plural(reader.prose.tokens[head]);
    let opens = at == reader.bounds.start || reader.prose.tokens[at - 1].kind == TokenKind::Quote;
    // What is told as past is no rule: "when he left the talks", "if he had a plan for the talks".
    let within = |i: &usize| reader.token(*i).is_some_and(|token| !ends_clause(reader.prose, token));
    let clause = |test: &dyn Fn(Token) -> bool| {
        let token = |i: usize| reader.token(i).is_some_and(test);
        (reader.bounds.start.max(at.saturating_sub(FAR))..at).rev().take_while(within).any(token)
            || (head + 1..reader.bounds.end.min(head + FAR)).take_while(within).any(token)
    };
    let general = clause(&|token| reader.heads.generalises(token)) && !clause(&|token| is_past(reader.prose, token));
    // Talks and remarks are many only in grammar.
    let one = reader.word_is(head, &const { folded(["talks", "negotiations", "remarks"]) });
    plural && !one && !(meeting && opens) || among || !opens && general
}
