//! Spellings of names that differ by one letter.
//!
//! In go names, the one to be gone by first; out comes for each whether one before it is spelt nearly so. Names that differ in one
//! letter are alike once that letter is blotted out, or left out of the longer: each name is filed under the hashes of all that it
//! becomes so, and looked up there (the deletion neighbourhoods of Mor and Fraenkel, 1982). The hashes are rolled from those of what
//! stands before and behind the letter (Karp and Rabin, 1987), and a hit is held against the letters. A name of more than [`LONGEST`]
//! letters, or alone in its group, is not filed; another takes time linear in its letters, and at most twice as many hashes. Knows
//! nothing of seeds and findings.

use std::collections::HashMap;

use crate::language::fold_hash;

/// The fewest letters of a name that slips are looked for in.
const SHORTEST: usize = 4;
/// More letters than half a name has.
const LONGEST: usize = 24;

/// Names filed under what they become by one slip.
#[derive(Debug, Default)]
pub(super) struct Alike {
    /// How many names each group has.
    groups: HashMap<u64, usize>,
    names: Vec<Name>,
    /// The first of the names that become so.
    filed: HashMap<u64, usize>,
}

#[derive(Debug)]
struct Name {
    group: u64,
    letters: String,
    rank: usize,
}

/// What a name becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Itself.
    Whole,
    /// One letter of it is blotted out.
    Blotted,
    /// One letter of it is left out.
    Shortened,
}

impl Alike {
    /// Files names with their groups, such as those of one surname, and ranks: the lower goes before the higher, and comes first.
    pub(super) fn of<'a>(names: impl Iterator<Item = (u64, &'a str, usize)> + Clone) -> Self {
        let mut alike = Self::default();
        for (group, ..) in names.clone() {
            *alike.groups.entry(group).or_default() += 1;
        }
        for (group, name, rank) in names {
            alike.file(group, name, rank);
        }
        alike
    }

    fn file(&mut self, group: u64, name: &str, rank: usize) {
        let letters = spelling(name);
        let variants = if self.groups.get(&group).is_some_and(|members| *members > 1) { variants(&letters) } else { Vec::new() };
        if variants.is_empty() {
            return;
        }
        let place = self.names.len();
        self.names.push(Name { group, letters, rank });
        for (shape, hash) in variants {
            self.filed.entry(key(shape, group, hash)).or_insert(place);
        }
    }

    /// The lowest rank among the names of the group that differ from this one by one letter, and go before `rank`.
    pub(super) fn nearest(&self, group: u64, name: &str, rank: usize) -> Option<usize> {
        if !self.groups.contains_key(&group) || self.filed.is_empty() {
            return None;
        }
        let letters = spelling(name);
        let filed = variants(&letters).into_iter().filter_map(|(shape, hash)| {
            let other = match shape {
                Shape::Whole => Shape::Shortened,
                Shape::Blotted => Shape::Blotted,
                Shape::Shortened => Shape::Whole,
            };
            let name = self.filed.get(&key(other, group, hash)).and_then(|place| self.names.get(*place))?;
            (name.group == group && differ_in_one(&name.letters, &letters)).then_some(name.rank)
        });
        filed.filter(|other| *other < rank).min()
    }
}

/// A name with all its apostrophes as one.
pub(super) fn spelling(name: &str) -> String {
    name.replace(['’', '‘', 'ʼ', '′'], "'")
}

/// Whether nothing but one letter, the same in neither or left out of one, tells two names apart.
fn differ_in_one(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let Some(at) = short.iter().zip(&long).position(|(one, other)| one != other) else { return long.len() == short.len() + 1 };
    let rest = if short.len() == long.len() { &short[at + 1..] } else { &short[at..] };
    rest == &long[at + 1..]
}

/// What a variant is filed under.
const fn key(shape: Shape, group: u64, hash: u64) -> u64 {
    // The odd constants of SplitMix64 (Steele, Lea and Flood, 2014).
    let mixed = (hash ^ group.rotate_left(17) ^ shape as u64).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (mixed ^ (mixed >> 31)).wrapping_mul(0x94D0_49BB_1331_11EB)
}

/// The hashes of itself, and of all that it becomes by such slips as people and transliterations make: not in the first letter, nor at
/// the end, where endings differ, unless a letter is doubled there. "Analysis" and "analyses", "guardsman" and "guardsmen" are no slips.
fn variants(name: &str) -> Vec<(Shape, u64)> {
    const BASE: u64 = 0x0000_0100_0000_01B3;
    let letters: Vec<char> = name.chars().take(LONGEST + 1).collect();
    let length = letters.len();
    if !(SHORTEST..=LONGEST).contains(&length) {
        return Vec::new();
    }
    let mut powers = [1_u64; LONGEST + 1];
    // The hash of all before each letter.
    let mut before = [0_u64; LONGEST + 1];
    for (at, letter) in letters.iter().enumerate() {
        powers[at + 1] = powers[at].wrapping_mul(BASE);
        before[at + 1] = before[at].wrapping_mul(BASE).wrapping_add(u64::from(*letter));
    }
    let behind = |at: usize| before[length].wrapping_sub(before[at + 1].wrapping_mul(powers[length - at - 1]));
    let mut variants = vec![(Shape::Whole, before[length])];
    for at in 1..length {
        let plural = at + 2 == length && matches!(letters[at + 1], 's' | 'n');
        if at + 1 < length && !plural {
            variants.push((Shape::Blotted, before[at].wrapping_mul(powers[length - at]).wrapping_add(behind(at))));
        }
        // Of a doubled letter, the last is the one too many.
        let last = letters.get(at + 1) != Some(&letters[at]);
        let doubled = letters[at] == letters[at - 1];
        if length > SHORTEST && last && (at + 1 < length || doubled) {
            variants.push((Shape::Shortened, before[at].wrapping_mul(powers[length - at - 1]).wrapping_add(behind(at))));
        }
    }
    variants
}

/// Whether two names differ by one letter, as [`Alike`] has it.
pub(super) fn one_letter_apart(one: &str, other: &str) -> bool {
    let names = [(0, one, 0), (0, other, 1)];
    spelling(one) != spelling(other) && Alike::of(names.into_iter()).nearest(0, other, 1).is_some()
}

/// The group of the names that share one half with a full name: the first of two, or the last.
pub(super) fn group(shared_first: bool, half: &str) -> u64 {
    fold_hash(half).rotate_left(u32::from(shared_first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_differ_by_one_letter() {
        for (one, other, apart) in [
            ("Mohamed", "Mohammed", true),
            ("Schmidt", "Schmitt", true),
            ("Zelensky", "Zelenskyy", true),
            ("Marie", "Maria", false),
            ("Analysis", "Analyses", false),
            ("Guardsman", "Guardsmen", false),
            ("Korea", "Korean", false),
            ("Smith", "Smiths", false),
            ("East", "West", false),
            ("Holt", "Bolt", false),
            ("Jon", "Joan", false),
            ("Ann", "Anna", false),
            ("Anna", "Annna", true),
            ("Bartholomaeusberger-Kaldern", "Bartholomeusberger-Kaldern", false),
            ("Vava’u", "Vava'u", false),
            ("Vava’ou", "Vava'u", true),
            ("Holt", "Holt", false),
            ("Stephen", "Steven", false),
        ] {
            assert_eq!(one_letter_apart(one, other), apart, "{one} {other}");
            assert_eq!(one_letter_apart(other, one), apart, "{other} {one}");
        }
    }

    #[test]
    fn the_nearest_is_the_first_of_its_group() {
        let names = ["Kalder", "Kelder", "Kolder", "Kaldeer", "Moor"].into_iter().enumerate();
        let alike = Alike::of(names.map(|(rank, name)| (u64::from(rank == 1 || rank == 4), name, rank)));
        assert_eq!(alike.nearest(0, "Kalder", 0), None);
        assert_eq!(alike.nearest(1, "Kelder", 1), None, "the others are of another group");
        assert_eq!([alike.nearest(0, "Kolder", 2), alike.nearest(0, "Kaldeer", 3)], [Some(0), Some(0)]);
        assert_eq!(alike.nearest(1, "Kaldeer", 9), None, "two letters apart");
    }

    #[test]
    fn a_group_of_one_takes_no_room() {
        let names: Vec<String> = (0..1000).map(|number| format!("Kalder{number}")).collect();
        let alike = Alike::of(names.iter().enumerate().map(|(rank, name)| (rank as u64, name.as_str(), rank)));
        assert!(alike.filed.is_empty() && alike.names.is_empty());
    }
}
