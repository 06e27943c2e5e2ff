//! What was there before: findings that an earlier version of a seed has, or a baseline lists.
//!
//! In go fingerprints; out comes, for each finding of a seed, whether it is one of those. Each is counted: where two equal
//! findings were known and three are there, one is new.

use std::collections::HashMap;

/// Fingerprints, each as often as it was met.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fingerprints {
    counts: HashMap<String, usize>,
}

impl FromIterator<String> for Fingerprints {
    fn from_iter<I: IntoIterator<Item = String>>(fingerprints: I) -> Self {
        let mut all = Self::default();
        fingerprints.into_iter().for_each(|fingerprint| all.add(fingerprint));
        all
    }
}

impl Fingerprints {
    /// Adds one.
    pub fn add(&mut self, fingerprint: String) {
        *self.counts.entry(fingerprint).or_default() += 1;
    }

    /// How often one was met.
    pub fn count(&self, fingerprint: &str) -> usize {
        self.counts.get(fingerprint).copied().unwrap_or(0)
    }

    /// Takes one out; whether it was there.
    pub fn take(&mut self, fingerprint: &str) -> bool {
        match self.counts.get_mut(fingerprint) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }
}

/// What was there before in one seed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen<'a> {
    /// What its earlier version has.
    pub base: Option<&'a Fingerprints>,
    /// What the baseline lists.
    pub baseline: Option<&'a Fingerprints>,
    /// Whether fingerprints are wanted even where nothing was there before.
    pub identify: bool,
}

impl Seen<'_> {
    /// Whether fingerprints are needed.
    pub(super) const fn identifies(&self) -> bool {
        self.identify || self.base.is_some() || self.baseline.is_some()
    }

    /// Of findings with these fingerprints, in order, which were there before. A finding that both the earlier version and
    /// the baseline have is one, not two.
    pub(super) fn known(&self, fingerprints: &[String]) -> Vec<bool> {
        let mut met = Fingerprints::default();
        let before = |fingerprint: &str| [self.base, self.baseline].into_iter().flatten().map(|seen| seen.count(fingerprint)).max();
        let is_known = |fingerprint: &String| {
            met.add(fingerprint.clone());
            before(fingerprint).is_some_and(|count| met.count(fingerprint) <= count)
        };
        fingerprints.iter().map(is_known).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(fingerprints: &str) -> Fingerprints {
        fingerprints.chars().map(String::from).collect()
    }

    #[test]
    fn each_is_known_as_often_as_it_was_there() {
        for (base, baseline, now, known) in [
            (None, None, "aab", vec![false, false, false]),
            (Some("ab"), None, "aab", vec![true, false, true]),
            (None, Some("aa"), "aab", vec![true, true, false]),
            // The two tell of the same finding.
            (Some("a"), Some("a"), "aab", vec![true, false, false]),
            (Some("a"), Some("b"), "bab", vec![true, true, false]),
            (Some(""), None, "a", vec![false]),
        ] {
            let (base, baseline) = (base.map(all), baseline.map(all));
            let seen = Seen { base: base.as_ref(), baseline: baseline.as_ref(), identify: false };
            let now: Vec<_> = now.chars().map(String::from).collect();
            assert_eq!(seen.known(&now), known, "{base:?} {baseline:?} {now:?}");
        }
    }

    #[test]
    fn what_is_taken_is_gone() {
        let mut left = all("aab");
        let taken = ["a", "a", "a", "c"].map(|fingerprint| left.take(fingerprint));
        assert_eq!((taken, left.count("a"), left.count("b")), ([true, true, false, false], 0, 1));
    }
}
