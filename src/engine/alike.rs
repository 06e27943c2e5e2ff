//! Spellings of names that differ by one letter, found in time linear in the letters.
//!
//! In go names, the one to be gone by first; out comes for each whether one before it is spelt nearly so. Names that differ in one
//! letter are alike once that letter is blotted out, or left out of the longer: each name is filed under all that it becomes so, and
//! looked up there (the deletion neighbourhoods of Mor and Fraenkel, 1982). Knows nothing of seeds and findings.

use std::collections::HashMap;

use crate::language::fold_hash;

/// The fewest letters of a name that slips are looked for in.
const SHORTEST: usize = 4;
/// More letters than a name has.
const LONGEST: usize = 64;

/// Names filed under what they become by one slip, each by its rank: the lower goes before the higher.
#[derive(Debug, Default)]
pub(super) struct Alike {
    filed: HashMap<(Shape, u64, String), usize>,
}

/// What a name becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Shape {
    /// Itself.
    Whole,
    /// One letter of it is blotted out.
    Blotted,
    /// One letter of it is left out.
    Shortened,
}

impl Alike {
    /// Files a name of a group, such as those of one surname. Names are filed from the lowest rank to the highest.
    pub(super) fn file(&mut self, group: u64, name: &str, rank: usize) {
        for (shape, spelling) in variants(name) {
            self.filed.entry((shape, group, spelling)).or_insert(rank);
        }
    }

    /// The lowest rank among the names of the group that differ from this one by one letter, and go before `rank`.
    pub(super) fn nearest(&self, group: u64, name: &str, rank: usize) -> Option<usize> {
        let filed = variants(name).into_iter().filter_map(|(shape, spelling)| {
            let other = match shape {
                Shape::Whole => Shape::Shortened,
                Shape::Blotted => Shape::Blotted,
                Shape::Shortened => Shape::Whole,
            };
            self.filed.get(&(other, group, spelling)).copied()
        });
        filed.filter(|other| *other < rank).min()
    }
}

/// The letters of a name; one apostrophe is as good as another.
fn letters(name: &str) -> Vec<char> {
    name.chars().map(|c| if matches!(c, '’' | 'ʼ') { '\'' } else { c }).collect()
}

/// Itself, and all that it becomes by such slips as people and transliterations make: not in the first letter, nor at the end, where
/// endings differ, unless a letter is doubled there. "Analysis" and "analyses", "guardsman" and "guardsmen" are no slips.
fn variants(name: &str) -> Vec<(Shape, String)> {
    let letters = letters(name);
    let length = letters.len();
    if !(SHORTEST..=LONGEST).contains(&length) {
        return Vec::new();
    }
    let without = |at: usize, mark: Option<char>| letters[..at].iter().chain(&mark).chain(&letters[at + 1..]).collect::<String>();
    let mut variants = vec![(Shape::Whole, letters.iter().collect())];
    for at in 1..length {
        let plural = at + 2 == length && matches!(letters[at + 1], 's' | 'n');
        if at + 1 < length && !plural {
            variants.push((Shape::Blotted, without(at, Some('\0'))));
        }
        // Of a doubled letter, the last is the one too many.
        let last = letters.get(at + 1) != Some(&letters[at]);
        let doubled = letters[at] == letters[at - 1];
        if length > SHORTEST && last && (at + 1 < length || doubled) {
            variants.push((Shape::Shortened, without(at, None)));
        }
    }
    variants
}

/// Whether two names differ by one letter, as [`Alike`] has it.
pub(super) fn one_letter_apart(one: &str, other: &str) -> bool {
    let mut alike = Alike::default();
    alike.file(0, one, 0);
    letters(one) != letters(other) && alike.nearest(0, other, 1).is_some()
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
        let mut alike = Alike::default();
        for (rank, name) in ["Kalder", "Kelder", "Kolder", "Kaldeer"].into_iter().enumerate() {
            alike.file(u64::from(rank == 1), name, rank);
        }
        assert_eq!(alike.nearest(0, "Kalder", 0), None);
        assert_eq!(alike.nearest(1, "Kelder", 1), None, "the others are of another group");
        assert_eq!([alike.nearest(0, "Kolder", 2), alike.nearest(0, "Kaldeer", 3)], [Some(0), Some(0)]);
        assert_eq!(alike.nearest(1, "Kaldeer", 9), None, "two letters apart");
    }
}
