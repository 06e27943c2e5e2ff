//! Tokens: words, numbers, punctuation, each with its place.
//!
//! In goes the spelling of a token; out comes what can be told of it by its looks. Case, apostrophes and markup inside words are
//! folded here, once, so that nothing downstream looks at characters again. `reading` says where one ends.
//!
//! A clitic is a token of its own (`there` + `’s`, `do` + `n’t`); a hyphenated word is its parts, each but the first
//! marked [`Token::joined`]; a dotted abbreviation (`U.S.`, `a.m.`) is one word; a run of one punctuation mark
//! (`...`, `--`) is one token.

use std::borrow::Cow;
use std::ops::Deref;

use super::Vocabulary;
use super::sets::Sets;
use crate::span::Span;

/// The tokens of a document, in order, with its vocabulary.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tokens {
    pub(super) list: Vec<Token>,
    pub(super) vocabulary: Vocabulary,
}

impl Tokens {
    /// Every spelling that the tokens have.
    pub const fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }
}

impl Deref for Tokens {
    type Target = [Token];

    fn deref(&self) -> &[Token] {
        &self.list
    }
}

/// One token of the prose. Small and plain: a document has many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte, in the source's text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// [`fold_hash`] of its text: equal for two tokens that differ in case or kind of apostrophe only.
    pub hash: u64,
    /// Which spelling of the document's [`Vocabulary`] it is.
    pub(super) word: u32,
    /// The row of [`Sets`] that says which lexicons hold it; 0 for a word that none does.
    pub(super) row: u16,
    /// What it is.
    pub kind: TokenKind,
    pub(super) flags: u8,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A word that begins with a letter.
    Word,
    /// A token that begins with a digit: `12`, `3.5`, `1,000`, `2nd`, `1990s`.
    Number,
    /// A piece torn off a word: `’s`, `n’t`, `’ll`.
    Clitic,
    /// A stop, comma, dash, bracket or other mark.
    Punctuation,
    /// A quotation mark, single or double, straight or curly.
    Quote,
    /// A currency sign, `%`, `&`, `+` and their like.
    Symbol,
    /// Something that stands in the sentence but is no word.
    Opaque,
}

pub(super) const SPACED: u8 = 1;
pub(super) const LINE: u8 = 1 << 1;
pub(super) const JOINED: u8 = 1 << 2;
pub(super) const CAPITAL: u8 = 1 << 3;
pub(super) const UPPER: u8 = 1 << 4;
pub(super) const INNER: u8 = 1 << 5;
pub(super) const DOTTED: u8 = 1 << 6;
pub(super) const LEADS: u8 = 1 << 7;

impl Token {
    /// The token of a spelling at `start`, with nothing before it.
    pub(super) fn spelled(text: &str, start: usize, kind: TokenKind, mut flags: u8, sets: &Sets) -> Self {
        let mut hash = Fnv::new();
        let mut letters = 0_u32;
        let mut capitals = 0_u32;
        for c in text.chars() {
            hash.fold(c);
            if c.is_alphabetic() {
                if c.is_uppercase() {
                    capitals += 1;
                    flags |= if letters == 0 { CAPITAL } else { INNER };
                }
                letters += 1;
            }
        }
        if capitals >= 2 && letters == capitals + u32::from(text.ends_with('s')) {
            flags |= UPPER;
        }
        let is_word = matches!(kind, TokenKind::Word | TokenKind::Number | TokenKind::Clitic);
        let row = if is_word { sets.row(hash.0, flags & CAPITAL != 0, flags & INNER != 0) } else { 0 };
        Self { start: offset(start), end: offset(start + text.len()), hash: hash.0, word: 0, row, kind, flags }
    }

    /// Its place.
    pub const fn span(self) -> Span {
        Span { start: self.start as usize, end: self.end as usize }
    }

    /// Whether white space or a break stands before it.
    pub const fn spaced(self) -> bool {
        self.flags & SPACED != 0
    }

    /// Whether a line break stands before it.
    pub const fn after_line_break(self) -> bool {
        self.flags & LINE != 0
    }

    /// Whether a hyphen joins it to the token before.
    pub const fn joined(self) -> bool {
        self.flags & JOINED != 0
    }

    /// Whether its first letter is a capital.
    pub const fn capital(self) -> bool {
        self.flags & CAPITAL != 0
    }

    /// Whether it has at least two letters, all capitals (digits, `&` and a plural `s` aside).
    pub const fn upper(self) -> bool {
        self.flags & UPPER != 0
    }

    /// Whether a capital follows its first letter.
    pub const fn inner_capital(self) -> bool {
        self.flags & INNER != 0
    }

    /// Whether it is a dotted abbreviation such as `U.S.` or `e.g.`, its last stop included.
    pub const fn dotted(self) -> bool {
        self.flags & DOTTED != 0
    }

    /// Whether the first two words of some set phrase may stand here, so that it is worth looking for one.
    pub(super) const fn leads(self) -> bool {
        self.flags & LEADS != 0
    }

    /// The same token where what follows it has changed: any set phrase may stand here.
    #[must_use]
    pub const fn before_a_gap(self) -> Self {
        Self { flags: self.flags | LEADS, ..self }
    }

    /// Whether it is a word, a number or a clitic.
    pub const fn is_word(self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number | TokenKind::Clitic)
    }

    /// Its text as a reader sees it, markup inside the word left out.
    pub fn text(self, prose: &str) -> Cow<'_, str> {
        let slice = self.span().of(prose);
        if slice.contains('\0') { Cow::Owned(slice.replace('\0', "")) } else { Cow::Borrowed(slice) }
    }

    /// Whether its text is exactly `mark`; for punctuation and symbols.
    pub fn is(self, prose: &str, mark: &str) -> bool {
        (self.end - self.start) as usize == mark.len() && self.span().of(prose) == mark
    }

    /// Whether it is one of `words`, which are [`folded`].
    pub fn is_one_of(self, words: &[u64]) -> bool {
        words.contains(&self.hash)
    }
}

/// The hash by which words are told apart: 64-bit FNV-1a (Fowler, Noll, Vo) over the text in lower case, with every
/// apostrophe as `'` and without fillers.
pub fn fold_hash(text: &str) -> u64 {
    let mut hash = Fnv::new();
    text.chars().for_each(|c| hash.fold(c));
    hash.0
}

/// The [`fold_hash`] of each of these words of ASCII.
pub const fn folded<const N: usize>(words: [&str; N]) -> [u64; N] {
    let mut hashes = [0; N];
    let mut word = 0;
    while word < N {
        let mut hash = Fnv::new();
        let bytes = words[word].as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            hash.byte(bytes[at].to_ascii_lowercase());
            at += 1;
        }
        hashes[word] = hash.0;
        word += 1;
    }
    hashes
}

struct Fnv(u64);

impl Fnv {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    const fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ byte as u64).wrapping_mul(0x0100_0000_01b3);
    }

    fn fold(&mut self, c: char) {
        match c {
            '\0' => {}
            '’' | '‘' | 'ʼ' | '′' => self.byte(b'\''),
            c if c.is_ascii() => self.byte(c.to_ascii_lowercase() as u8),
            c => {
                let mut buffer = [0; 4];
                for lower in c.to_lowercase() {
                    lower.encode_utf8(&mut buffer).bytes().for_each(|b| self.byte(b));
                }
            }
        }
    }
}

/// Offsets are kept in four bytes; the reader refuses larger files before they come here.
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_apostrophes_fold() {
        assert_eq!(fold_hash("Don’t"), fold_hash("don't"));
        assert_eq!(fold_hash("ÉTÉ"), fold_hash("été"));
        assert_ne!(fold_hash("us"), fold_hash("U.S."));
        assert_eq!(folded(["May", "o'clock", ","]), ["may", "O’Clock", ","].map(fold_hash));
    }
}
