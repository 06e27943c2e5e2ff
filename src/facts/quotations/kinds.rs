//! Whether a quotation is somebody's words, or names a term or a title.
//!
//! In go the tokens of a quotation and those beside it; out comes its kind. Up to three words that nobody says are a term; so
//! is whatever is written as the title of a work. Which verbs say something is told by lexicons.

use std::ops::Range;

use super::QuotationKind;
use crate::facts::Prose;
use crate::language::{Set, Token, TokenKind};

/// A term, or a word held at arm's length, has at most so many words.
const TERM_WORDS: usize = 3;
/// The title of a work has at most so many.
const TITLE_WORDS: usize = 14;
/// A verb of speech that introduces a quotation stands within so many tokens before it.
const BEFORE: usize = 8;
/// One that follows it, behind a comma, within so many after it: `,” the minister of finance told reporters`.
const AFTER: usize = 8;

/// Behind one of these a word that could be a verb of speech is a noun: `the claim`, `of reports`.
const NOUN_FOLLOWS: [&str; 16] =
    ["the", "a", "an", "of", "in", "on", "for", "to", "his", "her", "its", "their", "this", "these", "such", "no"];

/// How close a verb of speech is bound to a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cue {
    None,
    /// It stands near: `called the plan “a mess”`.
    Near,
    /// A comma or colon binds them: `said: “…”`, `“…,” she said`.
    Bound,
}

/// What is needed to tell kinds apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kinds<'a> {
    prose: Prose<'a>,
    say: Set,
    tag: Set,
    small: Set,
}

impl<'a> Kinds<'a> {
    pub(super) fn new(prose: Prose<'a>) -> Self {
        let set = |name| prose.language.set(name);
        Self { prose, say: set("~say"), tag: set("~quotation-tag"), small: set("title-word") }
    }

    /// The kind of the quotation with the tokens `whole`, the marks left out `inside`, which holds so many words.
    pub(super) fn kind(self, whole: Range<usize>, inside: Range<usize>, words: usize) -> QuotationKind {
        let short = words <= TERM_WORDS;
        let title = words <= TITLE_WORDS && self.is_title(&self.prose.tokens[inside.clone()]);
        if !short && !title {
            return QuotationKind::Direct;
        }
        match self.cue(whole.clone(), inside.clone()) {
            _ if !title && self.is_utterance(&whole, &inside) => QuotationKind::Direct,
            Cue::Bound => QuotationKind::Direct,
            Cue::Near if !title => QuotationKind::Direct,
            _ => QuotationKind::Term,
        }
    }

    /// Whether all main words have capitals, two at least, as in the title of a work. Shouting is no title.
    fn is_title(self, inside: &[Token]) -> bool {
        if inside.len() > 4 * TITLE_WORDS {
            return false;
        }
        let mut main = 0;
        let mut shouted = true;
        let words = inside.iter().filter(|token| token.kind == TokenKind::Word && !token.joined());
        for (i, word) in words.enumerate() {
            if !word.capital() && (i == 0 || !self.prose.language.holds(self.small, *word)) {
                return false;
            }
            main += usize::from(word.capital());
            shouted &= word.upper();
        }
        main >= 2 && !shouted
    }

    /// Whether it opens a sentence and ends one: “It rained.” is said, however short.
    fn is_utterance(self, whole: &Range<usize>, inside: &Range<usize>) -> bool {
        let tokens = self.prose.tokens;
        let opens = tokens.get(whole.start).and_then(|open| self.prose.sentence_at(open.start as usize));
        let opens = opens.is_some_and(|sentence| self.prose.sentences[sentence].tokens.start == whole.start);
        opens && tokens[inside.clone()].last().is_some_and(|token| self.text(*token).starts_with(['.', '!', '?', '…']))
    }

    fn cue(self, whole: Range<usize>, inside: Range<usize>) -> Cue {
        let tokens = self.prose.tokens;
        let Some(sentence) = tokens.get(whole.start).and_then(|open| self.prose.sentence_at(open.start as usize)) else {
            return Cue::None;
        };
        let own = self.prose.sentences[sentence].tokens.clone();
        let last = tokens[inside].last().map_or("", |token| self.text(*token));
        let ahead = whole.end..own.end.min(whole.end + AFTER);
        let comma = tokens.get(whole.end).is_some_and(|token| self.text(*token) == ",");
        if (comma || last.starts_with([',', '?', '!', '—', '–', '-', '…']) || last.starts_with("..")) && self.speaks(ahead) {
            return Cue::Bound;
        }
        let behind = own.start.max(whole.start.saturating_sub(BEFORE))..whole.start;
        let link = tokens.get(behind.clone()).and_then(<[Token]>::last).map_or("", |token| self.text(*token));
        match link {
            // “He had one word: “No.””
            ":" if last.starts_with(['.', '!', '?']) => Cue::Bound,
            "," | ":" if self.speaks((behind.start..behind.end - 1).rev()) => Cue::Bound,
            _ if self.speaks(behind.rev()) => Cue::Near,
            _ => Cue::None,
        }
    }

    /// Whether a verb of speech stands among the tokens `order` before anything that parts it from the quotation.
    fn speaks(self, order: impl Iterator<Item = usize>) -> bool {
        let tokens = self.prose.tokens;
        let parts =
            |token: &Token| token.kind == TokenKind::Quote || matches!(self.text(*token), ";" | ":" | "." | "(" | ")" | "which" | "who");
        let says = |token: &Token| [self.say, self.tag].iter().any(|set| self.prose.language.holds(*set, *token));
        // “the claim”, “of reports”, “Holt’s joke”: nouns.
        let noun = |i: usize| {
            i.checked_sub(1).is_some_and(|before| {
                let before = self.prose.tokens[before];
                before.kind == TokenKind::Clitic || NOUN_FOLLOWS.contains(&&*before.text(self.prose.text()).to_lowercase())
            })
        };
        order.take_while(|i| !parts(&tokens[*i])).any(|i| !tokens[i].joined() && says(&tokens[i]) && !noun(i))
    }

    fn text(self, token: Token) -> &'a str {
        token.span().of(&self.prose.document.prose)
    }
}
