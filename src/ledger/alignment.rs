//! Which sentences of a census are still there.
//!
//! In go two orders of hashes; out comes, for each old sentence, the new one that is equal, and whether it stayed in place;
//! and the gaps between those that did. Time grows with the length, whatever was rewritten or moved.

use std::collections::{HashMap, VecDeque};

use super::normal::Brief;

/// What became of the sentences of a census.
#[derive(Debug, Default)]
pub struct Alignment {
    /// Of each old sentence: the new one that is equal, and whether it moved.
    pub now: Vec<Option<(usize, bool)>>,
    /// Of each old sentence: the gap it stands in, which is the number of sentences before it that stayed in place.
    pub old_gap: Vec<usize>,
    /// Of each new sentence: the gap.
    pub new_gap: Vec<usize>,
    /// The new sentences that nothing in the census is equal to, whether or not it is still there.
    pub unseen: Vec<usize>,
}

/// Aligns an old order of sentences with a new one: patience, as Bram Cohen called it. What stands once on each side is paired
/// where the order is kept, and from there on what is equal beside it.
pub fn align(old: &[Brief], new: &[Brief]) -> Alignment {
    let (before, after) = (places(old), places(new));
    let once = |places: Option<&Vec<usize>>| places.filter(|places| places.len() == 1).and_then(|places| places.first().copied());
    let both = (0..old.len()).filter(|at| once(before.get(&old[*at])).is_some());
    let pairs: Vec<_> = both.filter_map(|at| once(after.get(&old[at])).map(|now| (at, now))).collect();
    let mut now: Vec<Option<(usize, bool)>> = vec![None; old.len()];
    let mut taken = vec![false; new.len()];
    let mut stay = |from: usize, to: usize| {
        let equal = old.get(from).is_some_and(|old| new.get(to) == Some(old)) && now[from].is_none() && !taken[to];
        if equal {
            now[from] = Some((to, false));
            taken[to] = true;
        }
        equal
    };
    let mut anchors = longest_rising(&pairs);
    for (from, to) in &anchors {
        stay(*from, *to);
    }
    // From the beginning, and behind each.
    let (mut from, mut to) = (0, 0);
    while stay(from, to) {
        (from, to) = (from + 1, to + 1);
    }
    for (from, to) in &anchors {
        (1..).take_while(|step| stay(from + step, to + step)).for_each(drop);
    }
    // Before each, and from the end.
    anchors.push((old.len(), new.len()));
    for (from, to) in &anchors {
        (1..=*from.min(to)).take_while(|step| stay(from - step, to - step)).for_each(drop);
    }
    gaps_and_moves(old, new, now, &taken, &before)
}

/// The places of each hash.
fn places(hashes: &[Brief]) -> HashMap<Brief, Vec<usize>> {
    let mut places: HashMap<Brief, Vec<usize>> = HashMap::new();
    hashes.iter().enumerate().for_each(|(at, hash)| places.entry(*hash).or_default().push(at));
    places
}

/// The longest run of pairs, given in order of their first, whose second rise, too.
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // Of each length: the pair that ends such a run lowest; and of each pair the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = Vec::with_capacity(pairs.len());
    for (index, (_, to)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *to);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut rising: Vec<_> = std::iter::successors(ends.last().copied(), |index| before[*index]).map(|index| pairs[index]).collect();
    rising.reverse();
    rising
}

fn gaps_and_moves(
    old: &[Brief],
    new: &[Brief],
    mut now: Vec<Option<(usize, bool)>>,
    taken: &[bool],
    before: &HashMap<Brief, Vec<usize>>,
) -> Alignment {
    let mut places = 0;
    let gap = |stays: bool, places: &mut usize| {
        let gap = *places;
        *places += usize::from(stays);
        gap
    };
    let old_gap = now.iter().map(|now| gap(now.is_some(), &mut places)).collect();
    places = 0;
    let new_gap = taken.iter().map(|taken| gap(*taken, &mut places)).collect();

    let mut elsewhere: HashMap<Brief, VecDeque<usize>> = HashMap::new();
    for at in (0..new.len()).filter(|at| !taken[*at] && before.contains_key(&new[*at])) {
        elsewhere.entry(new[at]).or_default().push_back(at);
    }
    for at in 0..old.len() {
        if now[at].is_none() {
            now[at] = elsewhere.get_mut(&old[at]).and_then(VecDeque::pop_front).map(|at| (at, true));
        }
    }
    let unseen = (0..new.len()).filter(|at| !before.contains_key(&new[*at])).collect();
    Alignment { now, old_gap, new_gap, unseen }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_sentences_stay_or_move() {
        for (old, new, now, unseen) in [
            ("abc", "abc", "a b c", ""),
            ("abc", "axc", "a - c", "x"),
            ("abc", "bca", "A b c", ""),
            ("aab", "ab", "a - b", ""),
            ("abab", "abxab", "a b a b", "x"),
            ("xaay", "yaax", "X A A y", ""),
            ("aaa", "aa", "a a -", ""),
            ("ab", "aab", "a b", ""),
            ("", "ab", "", "ab"),
            ("ab", "", "- -", ""),
        ] {
            let briefs = |text: &str| text.bytes().map(u32::from).collect::<Vec<_>>();
            let alignment = align(&briefs(old), &briefs(new));
            let letter = |at: usize| new.chars().nth(at).unwrap();
            let shown = alignment.now.iter().map(|now| match now {
                Some((at, true)) => letter(*at).to_ascii_uppercase(),
                Some((at, false)) => letter(*at),
                None => '-',
            });
            let shown: Vec<_> = shown.map(String::from).collect();
            assert_eq!(shown.join(" "), now, "{old} {new}");
            assert_eq!(alignment.unseen.iter().map(|at| letter(*at)).collect::<String>(), unseen);
        }
    }

    #[test]
    fn gaps_lie_between_what_stays() {
        let alignment = align(&[1, 2, 3, 4], &[1, 9, 3, 8, 4]);
        assert_eq!((alignment.old_gap, alignment.new_gap), (vec![0, 1, 1, 2], vec![0, 1, 1, 2, 2]));
    }

    #[test]
    fn a_seed_of_many_sentences_takes_no_time() {
        let many = 20_000;
        let begun = std::time::Instant::now();
        let (old, other): (Vec<u32>, Vec<u32>) = ((0..many).collect(), (many..2 * many).collect());
        align(&old, &other);
        align(&old, &old.iter().rev().copied().collect::<Vec<_>>());
        align(&vec![7; many as usize], &vec![7; many as usize / 2]);
        assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
    }
}
