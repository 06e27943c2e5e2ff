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
    hour_follower: Set,
    say: Set,
    tag: Set,
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
    /// `[...]`
    Omission,
    /// `:-)`, which closes what it comments on.
    Emoticon,
}

/// How many marks may open a sentence before its first word.
const MARKS: usize = 8;

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
            hour_follower: set("hour-follower"),
            say: set("~say"),
            tag: set("~quotation-tag"),
        }
    }

    /// Whether the token at `at` is a rule between passages, `***` or `_____`.
    pub(super) fn separates(self, tokens: &[Token], at: usize) -> bool {
        let token = tokens[at];
        if !token.spaced() || tokens.get(at + 1).is_some_and(|next| !next.spaced()) {
            return false;
        }
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
        if tokens[start..at].iter().take(MARKS).all(|token| !token.is_word() && token.kind != TokenKind::Opaque) {
            // Dots before the first word: what was left out stood there.
            return Some(Stop { end, ends: false });
        }
        Some(Stop { end, ends: self.ends(tokens, start, at, end, kind) })
    }

    fn kind(self, tokens: &[Token], at: usize) -> Option<Kind> {
        let token = tokens[at];
        if token.kind != TokenKind::Punctuation {
            return (token.kind == TokenKind::Word && token.dotted()).then_some(Kind::Dotted);
        }
        match token.span().of(self.prose) {
            "." | "。" | "．" => Some(Kind::Period),
            "[" => (self.omission(tokens, at) > 0).then_some(Kind::Omission),
            ":" | ";" => (emoticon(self.prose, &tokens[at..]) > 0).then_some(Kind::Emoticon),
            "…" => Some(Kind::Ellipsis),
            text if text.starts_with(['!', '?', '！', '？', '‽', '⁉', '⁈']) => Some(Kind::Mark),
            text if text.starts_with('.') => Some(Kind::Ellipsis),
            _ => None,
        }
    }

    /// How far a stop reaches: over further stops, closing marks and note marks.
    fn reach(self, tokens: &[Token], at: usize, mut kind: Kind) -> (Kind, usize) {
        let mut end = at + self.length(tokens, at, kind);
        while let Some(token) = tokens.get(end) {
            let text = token.span().of(self.prose);
            if token.spaced() && !tokens[at].spaced() && kind != Kind::Ellipsis && self.resumes(tokens, end) {
                break;
            }
            let more = self.kind(tokens, end).filter(|more| !matches!(more, Kind::Dotted | Kind::Omission));
            if let Some(more) = more {
                kind = match (kind, more) {
                    (_, Kind::Mark) => Kind::Mark,
                    (Kind::Period | Kind::Dotted, _) if token.spaced() => Kind::Ellipsis,
                    (_, Kind::Ellipsis) => Kind::Ellipsis,
                    _ => kind,
                };
                end += self.length(tokens, end, more);
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

    /// Whether dots at `at`, which stand behind a stop of their own, stand for what was left out before the next sentence:
    /// `… compounds. . . . The practice …`.
    fn resumes(self, tokens: &[Token], at: usize) -> bool {
        let dots = tokens[at..].iter().take(4).take_while(|token| token.spaced() && token.span().of(self.prose).starts_with(['.', '…']));
        let (count, length) = dots.fold((0, 0), |(count, length), token| (count + 1, length + token.end - token.start));
        length >= 3
            && tokens.get(at + count).is_some_and(|next| next.spaced() && next.kind != TokenKind::Punctuation)
            && self.lead(tokens, at + count).1 == Next::Capital
    }

    /// How many tokens the stop itself covers.
    fn length(self, tokens: &[Token], at: usize, kind: Kind) -> usize {
        match kind {
            Kind::Omission => self.omission(tokens, at),
            Kind::Emoticon => emoticon(self.prose, &tokens[at..]),
            _ => 1,
        }
    }

    /// How many tokens `[...]` or `[…]` covers at `at`; 0 where none stands.
    fn omission(self, tokens: &[Token], at: usize) -> usize {
        let dots = tokens[at + 1..].iter().take(4).take_while(|token| token.span().of(self.prose).starts_with(['.', '…'])).count();
        let closed = dots > 0 && tokens.get(at + 1 + dots).is_some_and(|token| token.is(self.prose, "]"));
        if closed { dots + 2 } else { 0 }
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
        let closed = kind != Kind::Omission && tokens[at + 1..end].iter().any(|token| closes(*token, token.span().of(self.prose)));
        let continues = closed && tokens[end].span().of(self.prose).starts_with(is_dash);
        match (kind, how) {
            (_, Next::Mark) => false,
            // “… so.” – Mara Holt
            _ if continues => false,
            (Kind::Mark, Next::Small) => !closed && !before.is_some_and(Token::capital),
            (Kind::Mark, _) => !(closed && self.speaks(tokens, lead)),
            (Kind::Omission, how) => how == Next::Capital && lead == end && tokens[lead].kind == TokenKind::Word,
            (Kind::Ellipsis | Kind::Emoticon, how) => how == Next::Capital && (closed || !self.trails(tokens, at, lead)),
            (Kind::Dotted, how) => how != Next::Small && (closed || self.dotted_ends(tokens, start, at, lead, how)),
            (Kind::Period, Next::Small) => !closed && before.is_some_and(|before| self.is_plain(before)),
            (Kind::Period, how) => closed || before.is_none_or(|before| self.period_ends(tokens, start, before, at, lead, how)),
        }
    }

    /// Whether dots that stand apart trail off in the midst of a sentence: `we just ... I don’t know`. A capital `I` tells
    /// nothing.
    fn trails(self, tokens: &[Token], at: usize, lead: usize) -> bool {
        tokens[at].spaced() && tokens.get(lead).is_some_and(|token| token.is(self.prose, "I"))
    }

    /// Whether a word before a stop is no abbreviation, so that the stop counts though a small letter follows.
    fn is_plain(self, word: Token) -> bool {
        let holds = |set| self.language.holds(set, word);
        let vowel = |c: char| "aeiouyAEIOUY".contains(c) || !c.is_ascii();
        match word.kind {
            TokenKind::Word => {
                word.end - word.start >= 2
                    && word.span().of(self.prose).contains(vowel)
                    && !(holds(self.inner) || holds(self.abbreviation) || holds(self.title) || holds(self.before_number))
            }
            kind => kind != TokenKind::Number,
        }
    }

    /// A stop with no space behind it ends a sentence only between a small word and a capitalised one.
    fn ends_unspaced(self, tokens: &[Token], before: Option<Token>, at: usize, end: usize, kind: Kind) -> bool {
        // Chinese and Japanese write no spaces.
        if tokens[at].span().of(self.prose).starts_with(['。', '．', '！', '？']) {
            return true;
        }
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
                _ if enumerations::is_bullet_only(self.prose, *token) => Next::Capital,
                text if text.starts_with(['-', '*', '_', '.', '…']) => Next::Capital,
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
        names > 0 && tokens.get(lead + names).is_some_and(|token| [self.say, self.tag].iter().any(|set| self.language.holds(*set, *token)))
    }

    fn dotted_ends(self, tokens: &[Token], start: usize, at: usize, lead: usize, how: Next) -> bool {
        let token = tokens[at];
        if self.language.holds(self.inner, token) || how != Next::Capital {
            return false;
        }
        let hour = matches!(&*token.text(self.prose).to_lowercase(), "a.m." | "p.m.");
        if hour {
            // "At 5 a.m. Smith left": what stands before is no sentence yet.
            let sentence = at - start > 3;
            let goes_on = tokens.get(lead).is_some_and(|next| next.upper() || self.language.holds(self.hour_follower, *next));
            return self.is_opener(tokens, lead) || (sentence && !goes_on);
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
        let initial = before.capital() && before.text(self.prose).chars().count() == 1;
        if (holds(self.inner) && !initial) || (holds(self.title) && how == Next::Capital && !holds(self.abbreviation)) {
            return false;
        }
        if initial || holds(self.abbreviation) || holds(self.title) {
            return how == Next::Capital && (self.is_opener(tokens, lead) || before.text(self.prose).eq_ignore_ascii_case("etc"));
        }
        true
    }

    fn is_opener(self, tokens: &[Token], lead: usize) -> bool {
        let Some(token) = tokens.get(lead) else { return true };
        let after = tokens.get(lead + 1).filter(|after| !after.spaced()).map_or("", |after| after.span().of(self.prose));
        // `Photo: …` and `Note: …` are openings whatever the word.
        after == ":" || (after != "." && self.language.holds(self.opener, *token))
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

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―')
}

/// How many tokens an emoticon at the start of `tokens` covers, such as `:-)` or `;D`; 0 where none stands.
fn emoticon(prose: &str, tokens: &[Token]) -> usize {
    let glued = |at: usize| tokens.get(at).filter(|token| !token.spaced()).map_or("", |token| token.span().of(prose));
    let nose = usize::from(glued(1) == "-");
    let mouth = matches!(glued(1 + nose), ")" | "(" | "D" | "P" | "p");
    let apart = tokens.get(2 + nose).is_none_or(|token| token.spaced() || token.kind == TokenKind::Punctuation);
    if mouth && apart && tokens[0].spaced() { 2 + nose } else { 0 }
}
