//! Masked prose into tokens.
//!
//! In goes masked prose, a stretch at a time; out come tokens in order, and the vocabulary that they make. Knows where a token
//! begins and ends, and which flags it takes from what stands before it; knows no rule.

use super::Vocabulary;
use super::sets::Sets;
use super::tokens::{DOTTED, JOINED, LEADS, LINE, SPACED, Token, TokenKind, offset};
use crate::span::Span;

/// Marks the tokens where a set phrase may stand: those that are with the next the first two words of one. Quotation marks
/// between the two do not count.
pub fn mark_leads(tokens: &mut [Token], sets: &Sets) {
    let mut next: Option<Token> = None;
    for token in tokens.iter_mut().rev() {
        if next.is_some_and(|next| sets.may_lead(*token, next)) {
            token.flags |= LEADS;
        }
        if token.kind != TokenKind::Quote {
            next = Some(*token);
        }
    }
}

/// Reads the tokens of one stretch of masked prose and appends them to `tokens`, and new spellings to `vocabulary`. `sets` are
/// those whose rows the tokens keep.
pub fn read(prose: &str, span: Span, sets: &Sets, vocabulary: &mut Vocabulary, tokens: &mut Vec<Token>) {
    Reader { prose, text: span.of(prose), base: span.start, at: 0, before: LINE | SPACED, sets, vocabulary, tokens }.run();
}

struct Reader<'a> {
    prose: &'a str,
    text: &'a str,
    base: usize,
    at: usize,
    /// Flags that the next token inherits from what stands before it.
    before: u8,
    sets: &'a Sets,
    vocabulary: &'a mut Vocabulary,
    tokens: &'a mut Vec<Token>,
}

impl Reader<'_> {
    fn run(&mut self) {
        while let Some(c) = self.text[self.at..].chars().next() {
            match c {
                ' ' => self.skip(c, SPACED),
                'a'..='z' | 'A'..='Z' => match self.plain_end(b"'&.") {
                    Some(end) => self.push(self.at, end, TokenKind::Word, 0),
                    None => self.word(),
                },
                '0'..='9' => match self.plain_end(b",.:") {
                    Some(end) => self.push(self.at, end, TokenKind::Number, 0),
                    None => self.number_token(),
                },
                '\n' | '\u{2028}' | '\u{2029}' => self.skip(c, LINE | SPACED),
                c if c.is_whitespace() => self.skip(c, SPACED),
                // Fillers, zero-width spaces and the byte-order mark are no characters of the prose.
                '\0' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' => self.skip(c, 0),
                '\u{1a}' => self.run_of(c, TokenKind::Opaque),
                c if c.is_numeric() => self.number_token(),
                c if c.is_alphabetic() => self.word(),
                '-' | '‐' | '‑' if self.hyphen_joins() => self.skip(c, JOINED),
                '"' | '“' | '”' | '„' | '«' | '»' | '‹' | '›' | '\'' | '‘' | '’' | '‚' | '`' => {
                    self.push(self.at, self.at + c.len_utf8(), TokenKind::Quote, 0);
                }
                '%' | '‰' | '&' | '+' | '=' | '<' | '>' | '~' | '°' | '§' | '@' | '#' | '^' | '|' => self.run_of(c, TokenKind::Symbol),
                c if is_currency(c) => self.run_of(c, TokenKind::Symbol),
                '.' | '-' | '!' | '?' | '*' | '_' => self.run_of(c, TokenKind::Punctuation),
                c => self.push(self.at, self.at + c.len_utf8(), TokenKind::Punctuation, 0),
            }
        }
    }

    /// The end of the letters and digits of ASCII from here on, as most words are written; `None` where `further` or what is
    /// no ASCII stands behind them, and they may not be the whole token.
    fn plain_end(&self, further: &[u8]) -> Option<usize> {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let plain = rest.get(length).is_none_or(|next| next.is_ascii() && *next != 0 && !further.contains(next));
        // A stop after several letters is no part of a word.
        (plain || length > 1 && rest[0].is_ascii_alphabetic() && rest[length] == b'.').then_some(self.at + length)
    }

    fn skip(&mut self, c: char, flags: u8) {
        self.at += c.len_utf8();
        self.before |= flags;
    }

    fn push(&mut self, from: usize, to: usize, kind: TokenKind, flags: u8) {
        let (start, end) = (self.base + from, self.base + to);
        let (text, sets) = (&self.text[from..to], self.sets);
        let word = self.vocabulary.word(self.prose, kind, start, end, || Token::spelled(text, start, kind, flags, sets));
        self.tokens.push(Token { start: offset(start), end: offset(end), flags: word.flags | self.before, ..word });
        self.before = 0;
        self.at = to;
    }

    /// A run of one mark, fillers inside allowed.
    fn run_of(&mut self, mark: char, kind: TokenKind) {
        let mut end = self.at;
        for (i, c) in self.text[self.at..].char_indices() {
            if c == mark {
                end = self.at + i + c.len_utf8();
            } else if c != '\0' {
                break;
            }
        }
        self.push(self.at, end, kind, 0);
    }

    /// Whether the hyphen here stands between two characters of one hyphenated word.
    fn hyphen_joins(&self) -> bool {
        let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = self.text[..self.at].chars().rev().find(|c| *c != '\0');
        let after = self.text[self.at..].chars().skip(1).find(|c| *c != '\0');
        joins(before) && joins(after)
    }

    /// The character behind `c`, which stands at `at`. What pads an entity is none.
    fn behind(&self, at: usize, c: char) -> Option<char> {
        self.text[at + c.len_utf8()..].chars().find(|c| *c != '\0')
    }

    fn number_token(&mut self) {
        let mut end = self.at;
        for (i, c) in self.text[self.at..].char_indices() {
            let inside = match c {
                ',' | '.' | ':' | '’' | '\u{a0}' | '\u{202f}' => self.behind(self.at + i, c).is_some_and(char::is_numeric),
                c => c.is_alphanumeric() || is_mark(c),
            };
            if inside {
                end = self.at + i + c.len_utf8();
            } else if c != '\0' {
                break;
            }
        }
        self.push(self.at, end, TokenKind::Number, 0);
    }

    fn word(&mut self) {
        if let Some(end) = self.dotted_end() {
            return self.push(self.at, end, TokenKind::Word, DOTTED);
        }
        let start = self.at;
        let mut end = start;
        let mut apostrophe = None;
        for (i, c) in self.text[start..].char_indices() {
            if c.is_alphanumeric() || is_mark(c) {
                end = start + i + c.len_utf8();
            } else if is_apostrophe(c) && self.behind(start + i, c).is_some_and(char::is_alphabetic) {
                apostrophe = Some(start + i);
            } else if c == '&'
                && self.behind(start + i, c).is_some_and(char::is_uppercase)
                && self.text[start..start + i].chars().all(|c| c.is_uppercase() || c == '\0')
            {
                // `AT&T`, `R&D`: one word.
            } else if c != '\0' && c != '\u{ad}' {
                break;
            }
        }
        match apostrophe.and_then(|at| self.clitic_start(start, at, end)) {
            Some(split) => {
                self.push(start, split, TokenKind::Word, 0);
                self.push(split, end, TokenKind::Clitic, 0);
            }
            None => self.push(start, end, TokenKind::Word, 0),
        }
    }

    /// Where the clitic begins in a word whose last apostrophe stands at `apostrophe`, if what follows is one.
    fn clitic_start(&self, start: usize, apostrophe: usize, end: usize) -> Option<usize> {
        let after = &self.text[apostrophe..end];
        let tail: String = after.chars().skip(1).filter(|c| *c != '\0').flat_map(char::to_lowercase).collect();
        match tail.as_str() {
            "s" | "re" | "ve" | "ll" | "d" | "m" => Some(apostrophe),
            "t" => {
                let head = &self.text[start..apostrophe];
                let n = head.char_indices().rev().find(|(_, c)| *c != '\0')?;
                (n.1.eq_ignore_ascii_case(&'n') && n.0 > 0).then_some(start + n.0)
            }
            _ => None,
        }
    }

    /// The end of a dotted abbreviation that starts here: two or more single letters, each with a stop behind it.
    fn dotted_end(&self) -> Option<usize> {
        let mut end = self.at;
        let mut letters = 0;
        let mut chars = self.text[self.at..].chars();
        // No abbreviation is longer; a run of letters and stops without end is read in linear time.
        while let (Some(letter), Some('.')) = (chars.next(), chars.next()) {
            if !letter.is_alphabetic() || letters == 8 {
                break;
            }
            letters += 1;
            end += letter.len_utf8() + 1;
        }
        let goes_on = self.text[end..].chars().next().is_some_and(char::is_alphanumeric);
        (letters >= 2 && !goes_on).then_some(end)
    }
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

const fn is_currency(c: char) -> bool {
    matches!(c, '$' | '¢' | '£' | '¤' | '¥' | '\u{20a0}'..='\u{20cf}')
}

/// Combining marks, which belong to the letter before: the blocks of Unicode 16 that prose in Latin, Greek, Cyrillic,
/// Hebrew, Arabic and Devanagari script uses, and the variation selectors and joiners of emoji.
const fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{900}'..='\u{903}'
        | '\u{93a}'..='\u{94f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens as `text`, with `~` before a joined one, separated by single spaces.
    fn shown(text: &str) -> String {
        let mut tokens = Vec::new();
        read(text, Span::new(0, text.len()), &Sets::default(), &mut Vocabulary::default(), &mut tokens);
        let words = tokens.iter().map(|t| format!("{}{}", if t.joined() { "~" } else { "" }, t.text(text)));
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn prose_falls_into_tokens() {
        let cases = [
            ("Critics say so.", "Critics say so ."),
            ("there’s no way", "there ’s no way"),
            ("aren't, won’t", "are n't , wo n’t"),
            ("O’Brien’s o'clock", "O’Brien ’s o'clock"),
            ("its first-ever pact", "its first ~ever pact"),
            ("Afghan- and energy-related", "Afghan - and energy ~related"),
            ("the U.S. and e.g. France", "the U.S. and e.g. France"),
            ("J. Smith", "J . Smith"),
            ("up 4.1% to $1,200.50.", "up 4.1 % to $ 1,200.50 ."),
            ("at 10:30 on the 2nd", "at 10:30 on the 2nd"),
            ("99-paragraph", "99 ~paragraph"),
            ("Wait... what?!", "Wait ... what ? !"),
            ("un\0\0bel\0\0ievable \0\0end\0\0", "un\0\0bel\0\0ievable end".replace('\0', "").as_str()),
            ("a.b.c.d.e.f.g.h.i.j", "a . b . c . d . e . f . g . h . i . j"),
            ("see \u{1a}\u{1a}\u{1a} there", "see \u{1a}\u{1a}\u{1a} there"),
            ("AT&T and R&D", "AT&T and R&D"),
            ("the board’\0\0\0\0s AT&\0\0\0\0T 1,\0\0\u{0}500", "the board ’s AT&T 1,500"),
            ("cafe\u{301} noir", "cafe\u{301} noir"),
            ("“Neo-NAM”", "“ Neo ~NAM ”"),
            ("", ""),
        ]
        .map(|(text, tokens)| (text.to_owned(), tokens.to_owned()));
        for (text, tokens) in cases {
            assert_eq!(shown(&text), tokens, "{text:?}");
        }
    }

    #[test]
    fn shapes_are_seen() {
        let text = "NATO CARs McCoy May a.m. IIb A";
        let mut tokens = Vec::new();
        read(text, Span::new(0, text.len()), &Sets::default(), &mut Vocabulary::default(), &mut tokens);
        let shapes: Vec<_> = tokens.iter().map(|t| (t.upper(), t.inner_capital(), t.capital(), t.dotted())).collect();
        assert_eq!(
            shapes,
            [
                (true, true, true, false),
                (true, true, true, false),
                (false, true, true, false),
                (false, false, true, false),
                (false, false, false, true),
                (false, true, true, false),
                (false, false, true, false),
            ]
        );
    }
}
