//! What seedlint knows of English: tokens, lexicons, inflection, the phrase language, weighted words.
//!
//! In go lexicon and weight files; out comes a [`Language`], which facts and rules share, so that there is one matcher.
//! Nothing here knows a document, a rule or a finding in a seed.

pub mod features;
mod inflection;
mod lexicon;
mod packed;
mod phrases;
mod reading;
mod sets;
mod tokens;
mod vocabulary;
mod weights;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::finding::Fault;
use crate::source::Source;
use crate::span::Span;

pub use phrases::{Hit, PhraseError, PhraseSet};
pub use sets::Set;
pub use tokens::{Token, TokenKind, Tokens, fold_hash, folded};
pub use vocabulary::{ByHash, Table, Vocabulary};
pub use weights::{Reason, Score, Scorer, Weights};

/// A language's words, ready for look-up. Can be stored as it is, and so be ready without a file being read.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Language {
    lexicons: lexicon::Lexicons,
    weights: BTreeMap<String, Weights>,
}

impl Language {
    /// Loads lexicon files, and weight files, whose marks may name lexicons. Faults are added to `faults`; what is sound
    /// is kept.
    pub fn load(lexicons: &[Arc<Source>], weights: &[Arc<Source>], faults: &mut Vec<Fault>) -> Self {
        let mut language = Self { lexicons: lexicon::Lexicons::load(lexicons, faults), weights: BTreeMap::new() };
        language.weights = Weights::load(weights, &language, faults);
        language
    }

    /// The weights of a name such as `hedge`; `None` where no file gives them.
    pub fn weights(&self, name: &str) -> Option<&Weights> {
        self.weights.get(name)
    }

    /// Every lexicon's name, sorted.
    pub fn lexicons(&self) -> impl Iterator<Item = &str> {
        self.lexicons.names()
    }

    /// The tokens of the given stretches of masked prose, in order.
    pub fn tokens(&self, prose: &str, spans: impl IntoIterator<Item = Span>) -> Tokens {
        let mut read = Tokens { list: Vec::with_capacity(prose.len() / 5), vocabulary: Vocabulary::default() };
        for span in spans {
            reading::read(prose, span, &self.lexicons.sets, &mut read.vocabulary, &mut read.list);
        }
        reading::mark_leads(&mut read.list, &self.lexicons.sets);
        read
    }

    /// The names of the weights that are loaded, sorted.
    pub fn weights_names(&self) -> Vec<&str> {
        self.weights.keys().map(String::as_str).collect()
    }

    /// The set of words that a name stands for: `say` (as written in the lexicon) or `~say` (with inflected forms).
    /// [`Set::NONE`], which holds nothing, where there is no such lexicon.
    pub fn set(&self, name: &str) -> Set {
        self.lexicons.set(name)
    }

    /// Whether some set holds `token` or has a set phrase that begins with it.
    pub const fn knows(&self, token: Token) -> bool {
        token.row != 0
    }

    /// Whether `set` holds `token` by itself.
    #[inline]
    pub fn holds(&self, set: Set, token: Token) -> bool {
        self.lexicons.sets.holds(set, token)
    }

    /// Whether an entry of `set` begins with `token`, or is it.
    #[inline]
    pub fn begins(&self, set: Set, token: Token) -> bool {
        self.lexicons.sets.begins(set, token)
    }

    /// How many tokens, from the start of `tokens`, the longest entry of `set` covers; 0 where none does.
    #[inline]
    pub fn longest(&self, set: Set, tokens: &[Token]) -> usize {
        self.lexicons.sets.longest(set, tokens)
    }
}
