//! Sets of words, ready for look-up: which sets hold a word, and which set phrases begin with it.
//!
//! In go the entries of each set; out comes [`Sets`]. Words that the same sets hold share a *row*, a line of bits with one
//! bit a set, much as the characters that a scanner need not tell apart share a class. A token knows the row of its
//! spelling, so that whether a set holds it is one bit. Knows no lexicon file.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::packed::{ByHash, Packed};
use super::tokens::{Token, TokenKind};
use super::{Vocabulary, reading};
use crate::span::Span;

/// A set of words, by number; `Set::NONE` holds nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Set(pub(super) u16);

impl Set {
    /// The set that holds no word, for a name that no lexicon has.
    pub const NONE: Self = Self(u16::MAX);
}

/// One word of a set phrase, or of a phrase of a rule: what a token must be to match it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Literal {
    /// Its folded hash.
    pub hash: u64,
    /// What its capitals ask for.
    pub case: Case,
    /// Written with a hyphen before it, which a space matches too.
    pub hyphen: bool,
}

/// What the capitals of a word as written ask of a token. None: any case will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Case {
    /// Written with a capital: the token must have one too.
    capital: bool,
    /// Written with a capital after its first letter: so must the token be.
    inner: bool,
}

impl Case {
    /// The case of every way to write a word, in the order of [`Case::index`].
    const ALL: [Self; 4] = [Self::new(false, false), Self::new(true, false), Self::new(false, true), Self::new(true, true)];

    const fn new(capital: bool, inner: bool) -> Self {
        Self { capital, inner }
    }

    const fn of(token: Token) -> Self {
        Self::new(token.capital(), token.inner_capital())
    }

    const fn index(self) -> usize {
        self.capital as usize + 2 * self.inner as usize
    }

    const fn fits(self, token: Self) -> bool {
        (!self.capital || token.capital) && (!self.inner || token.inner)
    }
}

impl Literal {
    /// What `token`, read from a lexicon or a phrase, asks of a token of the prose.
    pub const fn of(token: Token) -> Self {
        Self { hash: token.hash, case: Case::of(token), hyphen: token.joined() }
    }

    /// Whether `token` is this word, whatever stands before it.
    pub const fn is(self, token: Token) -> bool {
        self.hash == token.hash && self.case.fits(Case::of(token))
    }
}

/// The words of an entry; quotation marks and punctuation in it do not count.
pub fn literals(entry: &str) -> Vec<Literal> {
    let mut read = Vec::new();
    reading::read(entry, Span::new(0, entry.len()), &Sets::default(), &mut Vocabulary::default(), &mut read);
    read.into_iter().filter(|token| token.is_word() || token.kind == TokenKind::Symbol).map(Literal::of).collect()
}

/// Which sets hold which words.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Sets {
    /// Of each word, by hash: which four of `rows` are its own, counted from one.
    words: ByHash,
    /// The row of a word in each [`Case`].
    rows: Vec<[u32; 4]>,
    /// How many numbers the bits of one row fill twice: once for the sets that hold the word, and once for those with a set
    /// phrase that begins with it.
    width: usize,
    bits: Packed,
    /// Set phrases of two words and more, those of one set and first word side by side.
    phrases: Vec<Vec<Literal>>,
    /// Where those of a set and a first word begin, by [`key`], counted from one; a phrase without words ends them.
    first: ByHash,
    /// The first two words of every set phrase, by [`pair`].
    pairs: ByHash,
}

/// The row of a token whose row has too large a number for a token; it is looked up again by its hash.
const CROWDED: u16 = u16::MAX;

impl Sets {
    /// The row of a word, for its token to keep.
    pub fn row(&self, hash: u64, capital: bool, inner: bool) -> u16 {
        u16::try_from(self.full_row(hash, Case::new(capital, inner))).unwrap_or(CROWDED)
    }

    fn full_row(&self, hash: u64, case: Case) -> usize {
        let word = self.words.get(hash) as usize;
        word.checked_sub(1).map_or(0, |word| self.rows[word][case.index()] as usize)
    }

    /// The bits of a token's row: of the sets that hold it, and of those with set phrases that begin with it.
    #[inline]
    fn bits(&self, token: Token) -> (&[u64], &[u64]) {
        let row = if token.row == CROWDED { self.full_row(token.hash, Case::of(token)) } else { usize::from(token.row) };
        let from = row * 2 * self.width;
        self.bits.0.get(from..from + 2 * self.width).unwrap_or_default().split_at_checked(self.width).unwrap_or_default()
    }

    /// The sets that hold `token` by itself, by number.
    pub fn sets_of(&self, token: Token) -> impl Iterator<Item = Set> + '_ {
        ones(if token.row == 0 { &[] } else { self.bits(token).0 })
    }

    /// The sets with set phrases of two words and more that begin with the word of `token`, by number.
    pub fn heads_of(&self, token: Token) -> impl Iterator<Item = Set> + '_ {
        ones(if token.row == 0 { &[] } else { self.bits(token).1 })
    }

    /// Whether `set` holds `token` by itself.
    #[inline]
    pub fn holds(&self, set: Set, token: Token) -> bool {
        token.row != 0 && is_on(self.bits(token).0, set)
    }

    /// Whether an entry of `set` begins with `token`, or is it.
    #[inline]
    pub fn begins(&self, set: Set, token: Token) -> bool {
        let (alone, head) = self.bits(token);
        token.row != 0 && (is_on(alone, set) || is_on(head, set))
    }

    /// The set phrases of two words and more in `set` that begin with the word of `token`.
    pub fn longer(&self, set: Set, token: Token) -> &[Vec<Literal>] {
        if !token.leads() || !is_on(self.bits(token).1, set) {
            return &[];
        }
        let Some(first) = (self.first.get(key(set, token.hash)) as usize).checked_sub(1) else { return &[] };
        let count = self.phrases[first..].iter().position(Vec::is_empty).unwrap_or(0);
        &self.phrases[first..first + count]
    }

    /// Whether some set phrase begins with these two words.
    pub(super) fn may_lead(&self, first: Token, second: Token) -> bool {
        first.row != 0 && self.pairs.get(pair(first.hash, second.hash)) != 0
    }

    /// How many tokens, from the start of `tokens`, the longest entry of `set` covers; 0 where none does. A hyphen in an
    /// entry matches a space as well; a space matches no hyphen.
    #[inline]
    pub fn longest(&self, set: Set, tokens: &[Token]) -> usize {
        match tokens.first() {
            Some(first) if first.leads() => self.longest_led(set, tokens, *first),
            Some(first) => usize::from(self.holds(set, *first)),
            None => 0,
        }
    }

    /// [`Self::longest`] where a set phrase may stand.
    fn longest_led(&self, set: Set, tokens: &[Token], first: Token) -> usize {
        let fits = |entry: &&Vec<Literal>| {
            entry.len() <= tokens.len()
                && entry
                    .iter()
                    .zip(tokens)
                    .enumerate()
                    .all(|(i, (literal, token))| literal.is(*token) && (i == 0 || literal.hyphen || !token.joined()))
        };
        let long = self.longer(set, first).iter().filter(fits).map(Vec::len).max();
        long.unwrap_or_else(|| usize::from(self.holds(set, first)))
    }
}

fn is_on(bits: &[u64], set: Set) -> bool {
    bits.get(usize::from(set.0) / 64).is_some_and(|bits| bits >> (set.0 % 64) & 1 == 1)
}

fn ones(bits: &[u64]) -> impl Iterator<Item = Set> + '_ {
    bits.iter().zip(0_u16..).flat_map(|(bits, at)| {
        let mut rest = *bits;
        std::iter::from_fn(move || {
            let bit = rest.trailing_zeros();
            (rest != 0).then(|| {
                rest &= rest - 1;
                Set(at * 64 + bit as u16)
            })
        })
    })
}

/// One key of a set and a word: Fibonacci hashing spreads the few sets over the many words.
const fn key(set: Set, hash: u64) -> u64 {
    hash ^ (set.0 as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// One key of two words; the rotation tells the first from the second.
const fn pair(first: u64, second: u64) -> u64 {
    first.rotate_left(23) ^ second
}

/// What a word is in a set: in this case, the set's by itself (`false`) or the first of a set phrase (`true`).
type Member = (Set, Case, bool);

/// Sets while entries are added.
#[derive(Default)]
pub struct Growing {
    /// The sets of each word, by hash.
    members: BTreeMap<u64, Vec<Member>>,
    phrases: BTreeMap<(Set, u64), Vec<Vec<Literal>>>,
}

impl Growing {
    /// Adds an entry to a set.
    pub fn add(&mut self, set: Set, entry: &str) {
        let literals = literals(entry);
        let Some(first) = literals.first() else { return };
        let member = (set, first.case, literals.len() > 1);
        let members = self.members.entry(first.hash).or_default();
        if !members.contains(&member) {
            members.push(member);
        }
        if literals.len() > 1 {
            self.phrases.entry((set, first.hash)).or_default().push(literals);
        }
    }

    /// All that was added to the first `count` sets, ready for look-up.
    pub fn grown(self, count: usize) -> Sets {
        let width = count.div_ceil(64);
        let mut sets = Sets { width, bits: Packed(vec![0; 2 * width]), ..Sets::default() };
        let mut known = HashMap::from([(sets.bits.0.clone(), 0)]);
        let mut row_of = |bits: Vec<u64>| {
            let next = known.len();
            let row = *known.entry(bits).or_insert_with_key(|bits| {
                sets.bits.0.extend(bits);
                next
            });
            u32::try_from(row).unwrap_or(0)
        };
        let mut numbers: HashMap<[u32; 4], u32> = HashMap::new();
        let mut words = Vec::with_capacity(self.members.len());
        for (hash, members) in self.members {
            let rows = Case::ALL.map(|case| {
                let mut bits = vec![0; 2 * width];
                for (set, _, head) in members.iter().filter(|(_, asked, _)| asked.fits(case)) {
                    bits[usize::from(set.0) / 64 + if *head { width } else { 0 }] |= 1 << (set.0 % 64);
                }
                row_of(bits)
            });
            let next = numbers.len();
            let number = *numbers.entry(rows).or_insert_with(|| {
                sets.rows.push(rows);
                u32::try_from(next + 1).unwrap_or(0)
            });
            words.push((hash, number));
        }
        sets.words = ByHash::of(&words);
        let mut first = Vec::with_capacity(self.phrases.len());
        for ((set, hash), phrases) in self.phrases {
            first.push((key(set, hash), u32::try_from(sets.phrases.len() + 1).unwrap_or(0)));
            sets.phrases.extend(phrases);
            sets.phrases.push(Vec::new());
        }
        sets.first = ByHash::of(&first);
        let pairs = sets.phrases.iter().filter_map(|phrase| Some((pair(phrase.first()?.hash, phrase.get(1)?.hash), 1)));
        sets.pairs = ByHash::of(&pairs.collect::<BTreeMap<_, _>>().into_iter().collect::<Vec<_>>());
        sets
    }
}
