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
const BEFORE: usize = 5;
/// One that follows it, behind a comma, within so many after it: `,” the minister of finance told reporters`.
const AFTER: usize = 10;

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
        let after = own.end.min(whole.end + AFTER);
        let ahead = tokens.get(whole.end..after).unwrap_or_default();
        let comma = ahead.first().is_some_and(|token| self.text(*token) == ",");
        if (comma || last.starts_with([',', '?', '!', '—', '–', '-', '…']) || last.starts_with("..")) && self.speaks(ahead.iter()) {
            return Cue::Bound;
        }
        let behind = tokens.get(own.start.max(whole.start.saturating_sub(BEFORE))..whole.start).unwrap_or_default();
        match behind.last().map(|token| self.text(*token)) {
            Some("," | ":") if self.speaks(behind[..behind.len() - 1].iter().rev()) => Cue::Bound,
            _ if self.speaks(behind.iter().rev()) => Cue::Near,
            _ => Cue::None,
        }
    }

    /// Whether a verb of speech stands among tokens, before another quotation or the end of the clause.
    fn speaks<'t>(self, tokens: impl Iterator<Item = &'t Token>) -> bool {
        let holds = |token: &Token| [self.say, self.tag].iter().any(|set| self.prose.language.holds(*set, *token));
        tokens
            .take_while(|token| token.kind != TokenKind::Quote && !matches!(self.text(**token), ";" | ":" | "." | "(" | ")"))
            .any(|token| !token.joined() && holds(token))
    }

    fn text(self, token: Token) -> &'a str {
        token.span().of(&self.prose.document.prose)
    }
}
