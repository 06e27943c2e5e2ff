//! The words of a document, each spelling once.
//!
//! In go the tokens of a document as they are read; out comes a number for each spelling, by which whatever depends on a
//! token's spelling alone is found once and then looked up: see [`Vocabulary::table`]. Knows no lexicon.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::tokens::{Token, TokenKind};

/// Every spelling of a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Vocabulary {
    /// The first token of each spelling, without what stands before it.
    words: Vec<Token>,
    /// The latest of each hash of bytes.
    by_bytes: ByHash<u32>,
}

impl Vocabulary {
    /// The token of this spelling, or `read` where it is new. The bytes themselves are compared: two spellings of one hash
    /// cost time and no more.
    pub(super) fn word(&mut self, prose: &str, kind: TokenKind, start: usize, end: usize, read: impl FnOnce() -> Token) -> Token {
        let spelling = &prose.as_bytes()[start..end];
        let hash = hash(spelling) ^ kind as u64;
        if let Some(known) = self.by_bytes.get(&hash).and_then(|word| self.words.get(*word as usize))
            && known.kind == kind
            && prose.as_bytes().get(known.start as usize..known.end as usize) == Some(spelling)
        {
            return *known;
        }
        let word = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let mut token = read();
        token.word = word;
        self.words.push(token);
        self.by_bytes.insert(hash, word);
        token
    }

    /// The first token of each spelling; all that may count of it is its text and kind.
    pub fn iter(&self) -> impl Iterator<Item = Token> + '_ {
        self.words.iter().copied()
    }

    /// What `of` says of each spelling. It is given the first token of each; all that may count is its text and kind.
    pub fn table<T>(&self, of: impl FnMut(Token) -> T) -> Table<T> {
        Table(self.words.iter().copied().map(of).collect())
    }
}

/// Something of each spelling.
#[derive(Debug)]
pub struct Table<T>(Vec<T>);

impl<T> Table<T> {
    /// What was found of the spelling of a token of the same document.
    pub fn of(&self, token: Token) -> &T {
        &self.0[token.word as usize]
    }
}

/// A hash of bytes, eight at a time; the product's two halves are folded, so that all bits depend on all.
fn hash(bytes: &[u8]) -> u64 {
    let fold = |hash: u64, chunk: u64| {
        let product = u128::from(hash ^ chunk) * 0x9e37_79b9_7f4a_7c15;
        (product >> 64) as u64 ^ product as u64
    };
    let (chunks, rest) = bytes.as_chunks();
    let hash = chunks.iter().fold(!(bytes.len() as u64), |hash, chunk| fold(hash, u64::from_le_bytes(*chunk)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    fold(hash, u64::from_le_bytes(last))
}

/// A map by hashes of 64 bits, such as [`super::fold_hash`].
pub type ByHash<V> = HashMap<u64, V, BuildHasherDefault<Hashed>>;

/// Takes a hash for what it is: hashing it again would only cost.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use crate::span::Span;

    #[test]
    fn a_spelling_is_found_once_and_looked_up() {
        let text = "May it rain, may it “rain”; It may.";
        let tokens = Language::default().tokens(text, [Span::new(0, text.len())]);
        let mut asked = Vec::new();
        let lengths = tokens.vocabulary().table(|token| {
            asked.push(token.text(text).into_owned());
            token.span().len()
        });
        assert_eq!(asked, ["May", "it", "rain", ",", "may", "“", "”", ";", "It", "."]);
        assert!(tokens.iter().all(|token| *lengths.of(*token) == token.span().len()));
    }
}
