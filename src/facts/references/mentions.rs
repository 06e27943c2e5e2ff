//! What a text has named so far, so that a later phrase can mean it.
//!
//! In go the tokens of a sentence, one after the other; out comes, at any moment, the nearest fuller description of a
//! thing: "a trade agreement", "the report that he wrote", "National Water Policy", "India and Nepal". Knows no
//! references.

use std::collections::HashMap;
use std::ops::Range;

use super::heads::{CLASSES, Class, Heads};
use crate::document::BlockKind;
use crate::facts::Prose;
use crate::language::{Token, TokenKind, folded};
use crate::span::Span;

/// How far back a noun phrase is followed, in tokens.
const LONGEST_PHRASE: usize = 8;
/// How many sentences later a verb may still stand for what it brought about.
const VERB_REACH: usize = 2;
/// The same of verbs that few things but these follow from: "met", "signed".
const PLAIN_VERB_REACH: usize = 6;
/// The same of a verb that the noun is made from: "proposed", "the proposal".
const COGNATE_REACH: usize = 10;
/// How many sentences later another noun of the class may still mean the same thing: "a pact", "the treaty".
const SYNONYM_REACH: usize = 5;
/// The same of what bears a name: "Lakes Treaty", "the pact".
const NAME_REACH: usize = 10;

/// What marks an owner: "the bank's report".
const POSSESSIVE: [u64; 2] = folded(["'s", "'"]);

/// Something named, and the number of its sentence.
type Placed = (Span, usize);

/// What was named so far.
#[derive(Default)]
pub struct Mentions {
    /// By spelling, as "the study" means "a study" before it means "six studies".
    by_word: HashMap<u64, Span>,
    by_lemma: HashMap<u64, Span>,
    by_class: [Option<Placed>; CLASSES],
    named_by_class: [Option<Placed>; CLASSES],
    verbs: [Option<Placed>; CLASSES],
    verbs_by_stem: HashMap<u64, Placed>,
    /// What the headline names or tells, which a reader keeps in mind: "Clerks survey mud".
    headline: [Option<Span>; CLASSES],
    /// The latest piece of a newspaper that was not called an article.
    press: Option<Placed>,
    /// Two names joined by "and".
    pair: Option<Placed>,
    /// Two names in one sentence, the latest with its token.
    names: Option<Placed>,
    name: Option<(Token, usize)>,
    /// The latest occurrence of each noun, however little it says, and of any noun of a class with its sentence.
    bare: HashMap<u64, Span>,
    bare_by_class: [Option<Placed>; CLASSES],
    /// Two things of any kind joined by "and".
    couple: Option<Placed>,
}

impl Mentions {
    /// What a phrase whose head is `head` most likely means, in sentence number `sentence`.
    pub fn candidate(&self, heads: &Heads, head: Token, class: Class, sentence: usize) -> Option<Span> {
        if class == Class::Side {
            return within(self.pair, sentence, NAME_REACH);
        }
        let any = heads.is_any_text(head);
        let classes = any.then_some([Class::Document, Class::Agreement, Class::Law, Class::Study, Class::Message]);
        let classes = classes.as_ref().map_or(std::slice::from_ref(&class), |classes| classes.as_slice());
        let latest = |found: &[Option<Placed>; CLASSES], reach: usize| {
            let near = classes.iter().filter_map(|class| found[*class as usize]).filter(|(_, at)| at.saturating_add(reach) >= sentence);
            near.max_by_key(|(span, at)| (*at, *span)).map(|(span, _)| span)
        };
        self.same_noun(heads, head)
            .or_else(|| latest(&self.named_by_class, if any { usize::MAX } else { NAME_REACH }))
            .or_else(|| latest(&self.by_class, SYNONYM_REACH))
            .or_else(|| within(self.verbs[class as usize], sentence, VERB_REACH))
    }

    /// What a phrase may mean that nothing fuller explains: a bare mention of its noun, a verb that brought such a thing about,
    /// a near noun of its class, two things joined by "and".
    pub fn faint(&self, heads: &Heads, head: Token, class: Class, sentence: usize) -> Option<Span> {
        if class == Class::Side {
            return within(self.couple, sentence, VERB_REACH).or_else(|| within(self.names, sentence, 1));
        }
        let plain = matches!(class, Class::Agreement | Class::Law | Class::Speech | Class::Meeting);
        let reach = if plain { PLAIN_VERB_REACH } else { VERB_REACH };
        let cognate = || within(self.verbs_by_stem.get(&heads.stem(head)).copied(), sentence, COGNATE_REACH);
        let verb = || cognate().or_else(|| within(self.verbs[class as usize], sentence, reach));
        let headline = || self.headline[class as usize];
        let press = || if head.is_one_of(&const { folded(["article"]) }) { within(self.press, sentence, NAME_REACH) } else { None };
        let bare = self.bare.get(&heads.lemma(head)).copied();
        // Talks end in a deal, and a deal was talked over.
        let other = match class {
            Class::Agreement => Some(Class::Meeting),
            Class::Meeting => Some(Class::Agreement),
            _ => None,
        };
        let talks = || other.and_then(|other| within(self.bare_by_class[other as usize], sentence, VERB_REACH));
        let kin = || within(self.bare_by_class[class as usize], sentence, VERB_REACH);
        bare.or_else(verb).or_else(kin).or_else(talks).or_else(press).or_else(headline)
    }

    /// The nearest earlier mention of a noun of any kind.
    pub fn same_noun(&self, heads: &Heads, head: Token) -> Option<Span> {
        self.by_word.get(&head.hash).or_else(|| self.by_lemma.get(&heads.lemma(head))).copied()
    }

    /// Keeps what the token at `at` names or brings about.
    pub fn note(&mut self, prose: Prose<'_>, heads: &Heads, at: usize, sentence: usize) {
        let token = prose.tokens[at];
        let bounds = prose.sentences[sentence].tokens.clone();
        if heads.joins(token) {
            self.pair = pair(prose, bounds.clone(), at).map(|pair| (pair, sentence)).or(self.pair);
            let noun = |at: usize| bounds.contains(&at) && prose.tokens[at].kind == TokenKind::Word && !heads.bounds(prose.tokens[at]);
            if at > bounds.start && noun(at - 1) && noun(at + 1) {
                self.couple = Some((prose.place(at - 1..at + 2), sentence));
            }
        }
        self.note_name(prose, heads, at, sentence);
        // The `Bill` of a person is no bill.
        let forename = token.capital() && prose.tokens.get(at + 1).is_some_and(|next| next.capital() && at + 1 < bounds.end);
        if let Some(class) = heads.class(token).filter(|_| !forename) {
            self.note_bare(heads, token, at == bounds.start, sentence);
            let next = prose.tokens[at + 1..bounds.end].first();
            let longer = token.joined() || next.is_some_and(|next| next.joined() || heads.compounds(*next));
            if let Some(phrase) = phrase(prose, heads, bounds, at).filter(|_| !longer) {
                let span = prose.place(phrase.tokens);
                self.by_word.insert(token.hash, span);
                self.by_lemma.insert(heads.lemma(token), span);
                self.by_class[class as usize] = Some((span, sentence));
                if phrase.named {
                    self.named_by_class[class as usize] = Some((span, sentence));
                }
            }
        } else if let Some(class) = heads.class_of_verb(token).filter(|_| !forename && acts(prose, heads, bounds, at)) {
            self.verbs[class as usize] = Some((token.span(), sentence));
            // "Firms reporting losses" made no report that one would speak of long after.
            if !token.text(prose.text()).ends_with("ing") {
                self.verbs_by_stem.insert(heads.stem(token), (token.span(), sentence));
            }
        }
        let block = prose.document.blocks.get(prose.sentences[sentence].block);
        if block.is_some_and(|block| block.kind == BlockKind::Title)
            && let Some(class) = heads.class(token).or_else(|| heads.class_of_verb(token)).filter(|_| !forename)
        {
            self.headline[class as usize] = Some(token.span());
        }
        if heads.is_press(token) {
            self.press = Some((token.span(), sentence));
        }
    }

    /// Keeps two names of one sentence: "Norland attacked Sudland".
    fn note_name(&mut self, prose: Prose<'_>, heads: &Heads, at: usize, sentence: usize) {
        let token = prose.tokens[at];
        let name = token.kind == TokenKind::Word && token.capital() && token.end - token.start > 2;
        if !name || heads.determines(token) || heads.bounds(token) || heads.is_month(token) || heads.is_day(token) {
            return;
        }
        if let Some((first, _)) = self.name.filter(|(first, of)| *of == sentence && first.hash != token.hash) {
            self.names = Some((Span { start: first.span().start, end: token.span().end }, sentence));
        }
        self.name = Some((token, sentence));
    }

    /// Keeps what a reference meant, so that "the document" can mean what "the treaty" before it did.
    pub fn note_meant(&mut self, heads: &Heads, head: Token, meant: Span, sentence: usize) {
        if let Some(class) = heads.class(head).filter(|class| *class != Class::Side) {
            self.by_class[class as usize] = Some((meant, sentence));
        }
    }

    /// Keeps that a noun of a class occurred; `opens`: as the first word of its sentence.
    pub fn note_bare(&mut self, heads: &Heads, token: Token, opens: bool, sentence: usize) {
        if let Some(class) = heads.class(token) {
            self.bare.insert(heads.lemma(token), token.span());
            // `Congress` is a body, no meeting.
            if !token.capital() || opens {
                self.bare_by_class[class as usize] = Some((token.span(), sentence));
            }
        }
    }

    /// Keeps a noun of any kind, for phrases that say that they were mentioned before.
    pub fn note_noun(&mut self, heads: &Heads, token: Token) {
        if token.kind == TokenKind::Word && token.end - token.start > 3 && !heads.bounds(token) && heads.class(token).is_none() {
            self.by_lemma.insert(heads.lemma(token), token.span());
        }
    }

    /// Keeps the expansion of a short form as the latest mention of what its last word names.
    pub fn note_expansion(&mut self, prose: Prose<'_>, heads: &Heads, long: Span, sentence: usize) {
        let Some(last) = prose.tokens_in(long).last().map(|at| prose.tokens[at]) else { return };
        if let Some(class) = heads.class(last) {
            self.by_word.insert(last.hash, long);
            self.by_lemma.insert(heads.lemma(last), long);
            self.by_class[class as usize] = Some((long, sentence));
            self.named_by_class[class as usize] = Some((long, sentence));
        }
    }
}

/// What stands at most `reach` sentences before `sentence`.
fn within(found: Option<Placed>, sentence: usize, reach: usize) -> Option<Span> {
    found.filter(|(_, at)| at.saturating_add(reach) >= sentence).map(|(span, _)| span)
}

/// Whether the word at `at`, which can be a verb, is used as one: "the state" and "Norland's order" are things.
fn acts(prose: Prose<'_>, heads: &Heads, bounds: Range<usize>, at: usize) -> bool {
    let noun = at > bounds.start && {
        let before = prose.tokens[at - 1];
        heads.determines(before) || before.kind == TokenKind::Number || before.kind == TokenKind::Clitic && before.is_one_of(&POSSESSIVE)
    };
    !noun
}

/// A noun phrase that says more than its head.
struct Phrase {
    tokens: Range<usize>,
    /// Its words are capitalised: it bears a name.
    named: bool,
}

/// The noun phrase whose head stands at `head`, if it says which thing is meant.
fn phrase(prose: Prose<'_>, heads: &Heads, bounds: Range<usize>, head: usize) -> Option<Phrase> {
    let tokens = prose.tokens;
    let mut start = head;
    let lowest = bounds.start.max(head.saturating_sub(LONGEST_PHRASE));
    let mut determined = false;
    while start > lowest {
        let before = tokens[start - 1];
        let possessive = before.kind == TokenKind::Clitic && before.is_one_of(&POSSESSIVE);
        if heads.determines(before) {
            // "Bodies that firms report to": the word joins two clauses.
            let joins = before.is_one_of(&const { folded(["that"]) }) && tokens[start].text(prose.text()).ends_with('s') && start < head;
            start -= usize::from(!joins);
            determined |= !joins;
            break;
        }
        if heads.bounds(before) || before.kind == TokenKind::Clitic && !possessive {
            break;
        }
        start -= 1;
        determined |= possessive;
    }
    let inner = &tokens[start..head];
    let named = tokens[head].capital() && inner.last().is_some_and(|before| before.capital() && !heads.determines(*before));
    let bare = tokens[start].is_one_of(&const { folded(["the", "this", "these", "that", "those"]) }) && inner.len() <= 1;
    let explained = tokens.get(head + 1).is_some_and(|next| head + 1 < bounds.end && heads.explains(*next));
    let counted = inner.first().is_some_and(|first| first.kind == TokenKind::Number);
    let after_preposition = start > bounds.start
        && start == head
        && tokens[start - 1].is_one_of(&const { folded(["of", "for", "in", "on", "by", "with", "after", "during", "from"]) });
    let fuller = if bare {
        explained
    } else {
        determined && !inner.is_empty() || named || counted || after_preposition || !inner.is_empty() && explained
    };
    fuller.then_some(Phrase { tokens: start..head + 1, named })
}

/// Two names joined by the conjunction at `at`: "India and Nepal".
fn pair(prose: Prose<'_>, bounds: Range<usize>, at: usize) -> Option<Span> {
    let named = |token: &Token| token.kind == TokenKind::Word && token.capital();
    let before = prose.tokens[bounds.start..at].iter().rev().take(4).take_while(|token| named(token)).count();
    let article = usize::from(prose.tokens.get(at + 1).is_some_and(|token| token.is(prose.text(), "the")));
    let after = prose.tokens[(at + 1 + article).min(bounds.end)..bounds.end].iter().take(4).take_while(|token| named(token)).count();
    (before > 0 && after > 0).then(|| prose.place(at - before..at + 1 + article + after))
}
