//! Whether a sentence ends at a stop.
//!
//! In go the tokens of a block and the place of a stop; out comes how far the stop reaches (closing quotation marks,
//! brackets and note marks included) and whether the sentence ends there. Which abbreviations there are and which words open
//! sentences is told by lexicons.

use super::enumerations;
use crate::language::{Language, Set, Token, TokenKind};

/// What is needed to judge stops.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stops<'a> {
    language: &'a Language,
    pub(super) prose: &'a str,
    title: Set,
    inner: Set,
    before_number: Set,
    abbreviation: Set,
    opener: Set,
    say: Set,
}

/// One stop with what belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stop {
    /// The index of the first token after it.
    pub(super) end: usize,
    /// Whether the sentence ends there.
    pub(super) ends: bool,
}

/// What kind of stop it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `.`
    Period,
    /// The last stop of a dotted abbreviation.
    Dotted,
    /// `!` and `?`
    Mark,
    /// `...`, `…`, `. . .`
    Ellipsis,
}

/// How what follows a stop begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// With a capital, or a letter of a script that has none.
    Capital,
    /// With a small letter.
    Small,
    /// With a digit or a sign.
    Digit,
    /// With a mark that goes on with the sentence.
    Mark,
}

impl<'a> Stops<'a> {
    pub(super) fn new(language: &'a Language, prose: &'a str) -> Self {
        let set = |name| language.set(name);
        Self {
            language,
            prose,
            title: set("abbreviation-title"),
            inner: set("abbreviation-inner"),
            before_number: set("abbreviation-number"),
            abbreviation: set("abbreviation"),
            opener: set("sentence-opener"),
            say: set("~say"),
        }
    }

    /// Whether `token` is a rule between passages, `***` or `_____`.
    pub(super) fn separates(self, token: Token) -> bool {
        let text = token.span().of(self.prose);
        match text.as_bytes() {
            [b'*', b'*', b'*', ..] => true,
            [b'-' | b'_' | b'=' | b'#' | b'~', ..] => text.len() >= 5 && token.kind != TokenKind::Word,
            _ => false,
        }
    }

    /// The stop at token `at` of the sentence that begins at `start`, if there is one.
    pub(super) fn at(self, tokens: &[Token], start: usize, at: usize) -> Option<Stop> {
        let kind = self.kind(tokens, at)?;
        let marker = enumerations::marker_length(self.prose, &tokens[start..]);
        if at < start + marker {
            return Some(Stop { end: start + marker, ends: false });
        }
        let (kind, end) = self.reach(tokens, at, kind);
        Some(Stop { end, ends: self.ends(tokens, start, at, end, kind) })
    }

    fn kind(self, tokens: &[Token], at: usize) -> Option<Kind> {
        let token = tokens[at];
        if token.kind != TokenKind::Punctuation {
            return (token.kind == TokenKind::Word && token.dotted()).then_some(Kind::Dotted);
        }
        match token.span().of(self.prose) {
            "." | "。" | "．" => Some(Kind::Period),
            "…" => Some(Kind::Ellipsis),
            text if text.starts_with(['!', '?', '！', '？', '‽', '⁉', '⁈']) => Some(Kind::Mark),
            text if text.starts_with('.') => Some(Kind::Ellipsis),
            _ => None,
        }
    }

    /// How far a stop reaches: over further stops, closing marks and note marks.
    fn reach(self, tokens: &[Token], at: usize, mut kind: Kind) -> (Kind, usize) {
        let mut end = at + 1;
        while let Some(token) = tokens.get(end) {
            let text = token.span().of(self.prose);
            let more = if token.dotted() { None } else { self.kind(tokens, end) };
            if let Some(more) = more {
                kind = match (kind, more) {
                    (_, Kind::Mark) => Kind::Mark,
                    (Kind::Period | Kind::Dotted, _) if token.spaced() => Kind::Ellipsis,
                    (_, Kind::Ellipsis) => Kind::Ellipsis,
                    _ => kind,
                };
                end += 1;
            } else if closes(*token, text) {
                end += 1;
            } else if let Some(note) = self.note(tokens, end) {
                end += note;
            } else {
                break;
            }
        }
        (kind, end)
    }

    /// How many tokens a note mark at `at` covers: `[12]`, `[a]`, `[note 3]`, or a reference the format has masked.
    fn note(self, tokens: &[Token], at: usize) -> Option<usize> {
        let token = tokens[at];
        if token.kind == TokenKind::Opaque && !token.spaced() {
            return Some(1);
        }
        if token.kind == TokenKind::Number && !token.spaced() && token.end - token.start <= 3 {
            return Some(1);
        }
        if !token.is(self.prose, "[") {
            return None;
        }
        let length = tokens[at..].iter().take(8).position(|token| token.is(self.prose, "]"))?;
        let body = &tokens[at + 1..at + length];
        let short = |token: &Token| token.kind != TokenKind::Word || token.end - token.start == 1;
        let named = |token: &Token| ["note", "citation", "needed", "nb"].contains(&&*token.text(self.prose).to_lowercase());
        (!body.is_empty() && body.iter().all(|token| short(token) || named(token)) && body[0].kind != TokenKind::Punctuation)
            .then_some(length + 1)
    }

    /// Whether the sentence that begins at `start` ends with the stop from `at` to `end`.
    fn ends(self, tokens: &[Token], start: usize, at: usize, end: usize, kind: Kind) -> bool {
        let Some(next) = tokens.get(end) else { return true };
        let before = tokens[start..at].last().copied().filter(|_| !tokens[at].spaced());
        if !next.spaced() {
            return self.ends_unspaced(tokens, before, at, end, kind);
        }
        let (lead, how) = self.lead(tokens, end);
        let closed = tokens[at + 1..end].iter().any(|token| closes(*token, token.span().of(self.prose)));
        match (kind, how) {
            (_, Next::Mark) => false,
            (Kind::Mark, Next::Small) => !closed && !before.is_some_and(Token::capital),
            (Kind::Mark, _) => !(closed && self.speaks(tokens, lead)),
            (Kind::Ellipsis, Next::Capital) => !at.checked_sub(1).is_some_and(|i| self.opens(tokens[i])),
            (_, Next::Small) | (Kind::Ellipsis, _) => false,
            (Kind::Dotted, how) => closed || self.dotted_ends(tokens, start, at, lead, how),
            (Kind::Period, how) => closed || before.is_none_or(|before| self.period_ends(tokens, start, before, at, lead, how)),
        }
    }

    /// A stop with no space behind it ends a sentence only between a small word and a capitalised one.
    fn ends_unspaced(self, tokens: &[Token], before: Option<Token>, at: usize, end: usize, kind: Kind) -> bool {
        let next = tokens[end];
        let word = |token: Token| token.kind == TokenKind::Word && token.end - token.start > 1;
        let address = tokens.get(end + 1).is_some_and(|t| !t.spaced() && matches!(t.span().of(self.prose), "." | "@" | "/" | "_" | "("));
        kind != Kind::Dotted
            && kind != Kind::Ellipsis
            && end == at + 1
            && before.is_some_and(|before| word(before) && !before.capital())
            && next.capital()
            && !next.inner_capital()
            && !address
    }

    /// The first word after opening marks, and how it begins.
    fn lead(self, tokens: &[Token], mut at: usize) -> (usize, Next) {
        let limit = at + 4;
        while at < limit && tokens.get(at).is_some_and(|token| self.opens(*token)) {
            at += 1;
        }
        let Some(token) = tokens.get(at) else { return (at, Next::Capital) };
        let how = match token.kind {
            TokenKind::Word if token.capital() || token.inner_capital() => Next::Capital,
            TokenKind::Word if token.span().of(self.prose).starts_with(char::is_lowercase) => Next::Small,
            TokenKind::Word | TokenKind::Opaque => Next::Capital,
            TokenKind::Number | TokenKind::Symbol => Next::Digit,
            TokenKind::Clitic => Next::Small,
            TokenKind::Quote => Next::Capital,
            TokenKind::Punctuation => match token.span().of(self.prose) {
                "•" | "⁃" | "‣" | "◦" | "▪" | "●" => Next::Capital,
                text if text.starts_with(['-', '*', '_']) => Next::Capital,
                _ => Next::Mark,
            },
        };
        (at, how)
    }

    fn opens(self, token: Token) -> bool {
        token.kind == TokenKind::Quote || matches!(token.span().of(self.prose), "(" | "[" | "{" | "¿" | "¡")
    }

    /// `Smith asked`, after a quotation that ends in a question mark: the sentence goes on.
    fn speaks(self, tokens: &[Token], lead: usize) -> bool {
        let names = tokens[lead..].iter().take(4).take_while(|token| token.capital() && !self.language.holds(self.opener, **token)).count();
        names > 0 && tokens.get(lead + names).is_some_and(|token| self.language.holds(self.say, *token))
    }

    fn dotted_ends(self, tokens: &[Token], start: usize, at: usize, lead: usize, how: Next) -> bool {
        let token = tokens[at];
        if self.language.holds(self.inner, token) || how != Next::Capital {
            return false;
        }
        let hour = matches!(&*token.text(self.prose).to_lowercase(), "a.m." | "p.m.");
        if hour && !self.is_opener(tokens, lead) {
            // "At 5 a.m. Smith left": what stands before is no sentence yet.
            return at - start > 3 && tokens.get(lead).is_some_and(|next| !next.upper() && self.language.holds(self.title, *next));
        }
        self.is_opener(tokens, lead)
    }

    fn period_ends(self, tokens: &[Token], start: usize, before: Token, at: usize, lead: usize, how: Next) -> bool {
        let holds = |set| self.language.holds(set, before);
        let next = tokens.get(lead);
        let roman = next.is_some_and(|next| next.upper() && next.span().of(self.prose).bytes().all(|b| b"IVXLCDM".contains(&b)));
        if before.kind != TokenKind::Word {
            // `N°. 5`
            let letter = at - start >= 2 && tokens[at - 2].end - tokens[at - 2].start == 1;
            return !(before.kind == TokenKind::Symbol && letter && how == Next::Digit);
        }
        if (how == Next::Digit || roman) && holds(self.before_number) {
            return false;
        }
        if holds(self.inner) || (holds(self.title) && how == Next::Capital && !holds(self.abbreviation)) {
            return false;
        }
        let initial = before.capital() && before.end - before.start <= 2 && before.text(self.prose).chars().count() == 1;
        if initial || holds(self.abbreviation) || holds(self.title) {
            return how == Next::Capital && (self.is_opener(tokens, lead) || before.text(self.prose).eq_ignore_ascii_case("etc"));
        }
        true
    }

    fn is_opener(self, tokens: &[Token], lead: usize) -> bool {
        let stop = |at: usize| tokens.get(at).is_some_and(|token| !token.spaced() && token.is(self.prose, "."));
        tokens.get(lead).is_some_and(|token| self.language.holds(self.opener, *token)) && !stop(lead + 1)
    }
}

/// Whether a token after a stop closes something that the stop is part of.
fn closes(token: Token, text: &str) -> bool {
    match text {
        ")" | "]" | "}" | "”" | "’" | "»" | "›" => true,
        "\"" | "'" | "“" | "«" => !token.spaced(),
        _ => false,
    }
}
