//! Which phrases may match at a token: the index of a [`super::PhraseSet`].
//!
//! In go programs; out come, for a place in a sentence, the few whose first and second test both fit there. A phrase is
//! entered under each pair of what its first token may be and what its second may be, so that to ask costs as much with ten
//! thousand phrases as with one: a look-up for the second word in each *node*, a node being what a first token may be. All
//! that depends on a token's spelling alone is found once a document: see [`Nodes`].

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::super::packed::ByHash;
use super::super::sets::Set;
use super::super::{Language, Table, Vocabulary};
use super::program::{Program, Start};
use super::run::{Place, ShapeSets};
use super::syntax::Shape;

/// The phrases of a set, by their first two tests.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Index {
    /// The node of a first word, of a first set and of a first shape; counted from one.
    words: ByHash,
    sets: BTreeMap<Set, u32>,
    shapes: Vec<(Shape, u32)>,
    nodes: Vec<Node>,
    /// The list of a node and a second word; counted from one.
    pairs: ByHash,
    lists: Vec<Vec<u32>>,
}

/// What a first token may be, and what may come second after it.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Node {
    /// Phrases that may go on with anything.
    any: Vec<u32>,
    /// Lists of second tokens other than words.
    others: Vec<(Second, u32)>,
    /// The lower six bits of the hashes of second words, for a look before the look-up.
    seen: u64,
    /// How many tokens may stand between the first and the second at most.
    reach: u8,
}

/// A second test, and how many other tokens may stand before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Second {
    pub(super) test: Start,
    pub(super) reach: u8,
}

/// More entries of one phrase than this are not worth their room: it is tried wherever its first token stands.
const MOST_ENTRIES: usize = 2048;

/// The phrases of one node while they are entered.
#[derive(Default)]
struct Growing {
    any: Vec<u32>,
    /// By hash, and whether other tokens may stand before the word.
    words: BTreeMap<(u64, bool), Vec<u32>>,
    others: BTreeMap<Second, Vec<u32>>,
    reach: u8,
}

impl Growing {
    fn enter(&mut self, second: Second, phrase: u32) {
        self.reach = self.reach.max(second.reach);
        match second.test {
            Start::Word(hash) => enter(self.words.entry((hash, second.reach > 0)).or_default(), phrase),
            _ => enter(self.others.entry(second).or_default(), phrase),
        }
    }
}

impl Index {
    /// Enters every program under its number.
    pub(super) fn of<'a>(programs: impl Iterator<Item = &'a Program>) -> Self {
        let mut growing: BTreeMap<Start, Growing> = BTreeMap::new();
        for (program, number) in programs.zip(0_u32..) {
            let openings = program.openings();
            let entries: usize = openings.iter().map(|(_, seconds)| seconds.as_ref().map_or(1, Vec::len)).sum();
            for (first, seconds) in openings {
                let node = growing.entry(first).or_default();
                match seconds.filter(|_| entries <= MOST_ENTRIES) {
                    Some(seconds) => seconds.into_iter().for_each(|second| node.enter(second, number)),
                    None => enter(&mut node.any, number),
                }
            }
        }
        let mut index = Self::default();
        let (mut words, mut pairs) = (Vec::new(), Vec::new());
        for (first, growing) in growing {
            let mut node = Node { any: growing.any, reach: growing.reach, ..Node::default() };
            let number = count(index.nodes.len() + 1);
            for ((hash, far), phrases) in growing.words {
                node.seen |= 1 << (hash % 64);
                pairs.push((pair(number, hash, far), index.list(phrases)));
            }
            for (second, phrases) in growing.others {
                node.others.push((second, index.list(phrases)));
            }
            index.nodes.push(node);
            match first {
                Start::Word(hash) => words.push((hash, number)),
                Start::Set(set) => _ = index.sets.insert(set, number),
                Start::Shape(shape) => index.shapes.push((shape, number)),
            }
        }
        index.words = ByHash::of(&words);
        index.pairs = ByHash::of(&pairs);
        index
    }

    fn list(&mut self, phrases: Vec<u32>) -> u32 {
        self.lists.push(phrases);
        count(self.lists.len())
    }

    /// What each spelling of a document can begin.
    pub(super) fn nodes(&self, language: &Language, prose: &str, shapes: ShapeSets, vocabulary: &Vocabulary) -> Nodes {
        let sets = &language.lexicons.sets;
        let mut nodes = Vec::new();
        let table = vocabulary.table(|token| {
            let from = nodes.len();
            nodes.extend(Some(self.words.get(token.hash)).filter(|node| *node != 0));
            nodes.extend(sets.sets_of(token).filter_map(|set| self.sets.get(&set)));
            let single = self.shapes.iter().filter(|(shape, _)| *shape != Shape::Number);
            nodes.extend(single.filter(|(shape, _)| shapes.fits(*shape, sets, prose, token)).map(|(_, node)| *node));
            let longer = sets.heads_of(token).any(|set| self.sets.contains_key(&set));
            let number = self.shapes.iter().any(|(shape, _)| *shape == Shape::Number) && shapes.fits(Shape::Number, sets, prose, token);
            Begun { nodes: from..nodes.len(), longer, number }
        });
        Nodes { table, nodes }
    }

    /// Appends the numbers of the phrases that may match from the token `at` on, some more than once.
    pub(super) fn candidates(&self, place: &Place<'_>, nodes: &Nodes, at: usize, found: &mut Vec<u32>) {
        let token = place.tokens[at];
        let begun = nodes.table.of(token);
        nodes.nodes[begun.nodes.clone()].iter().for_each(|node| self.after(place, *node, at + 1, found));
        if begun.longer {
            for (set, node) in place.sets.heads_of(token).filter_map(|set| Some((set, *self.sets.get(&set)?))) {
                let ends = place.sets.longer(set, token).iter().filter_map(|entry| place.entry(entry, at));
                ends.for_each(|end| self.after(place, node, end, found));
            }
        }
        if begun.number
            && let Some((_, node)) = self.shapes.iter().find(|(shape, _)| *shape == Shape::Number)
            && let Some(end) = place.number(at)
        {
            self.after(place, *node, end, found);
        }
    }

    /// The phrases of a node of which what may stand second stands at `at`, or behind as many tokens as may lie between.
    fn after(&self, place: &Place<'_>, number: u32, at: usize, found: &mut Vec<u32>) {
        let node = &self.nodes[number as usize - 1];
        found.extend(&node.any);
        let mut list = |list: u32| found.extend(list.checked_sub(1).map_or(&[][..], |at| self.lists[at as usize].as_slice()));
        let mut at = place.past_quotes(at);
        for distance in 0..=node.reach {
            let Some(token) = place.tokens.get(at) else { return };
            if node.seen >> (token.hash % 64) & 1 == 1 {
                if distance == 0 {
                    list(self.pairs.get(pair(number, token.hash, false)));
                }
                if node.reach > 0 {
                    list(self.pairs.get(pair(number, token.hash, true)));
                }
            }
            let others = node.others.iter().filter(|(second, _)| second.reach >= distance && place.may_be(second.test, *token));
            others.for_each(|(_, phrases)| list(*phrases));
            // Only words are passed over.
            if !token.is_word() {
                return;
            }
            at = place.past_quotes(at + 1);
        }
    }
}

/// The nodes of each spelling of a document.
pub(super) struct Nodes {
    table: Table<Begun>,
    nodes: Vec<u32>,
}

/// What a spelling can begin.
struct Begun {
    /// Where the nodes that it enters by itself stand.
    nodes: Range<usize>,
    /// Whether a set phrase may begin with it.
    longer: bool,
    /// Whether a number may.
    number: bool,
}

fn enter(phrases: &mut Vec<u32>, phrase: u32) {
    if phrases.last() != Some(&phrase) {
        phrases.push(phrase);
    }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(0)
}

/// The key of a node and a second word. The product spreads the few nodes over the many words.
const fn pair(node: u32, hash: u64, far: bool) -> u64 {
    hash ^ (node as u64 * 2 + far as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
