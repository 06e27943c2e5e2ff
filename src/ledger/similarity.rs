//! How much of one wording is in another.
//!
//! In go wordings; out come shares of their words, rare ones weighing more, so that what a seed is about does not make all
//! its sentences alike. Serves to find a sentence again, and nothing else: `12%` and `21%` are very similar.

use std::collections::HashMap;

/// A wording as its words: sorted, each as often as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words(Vec<u32>);

/// The words of a seed, and how rare each is.
#[derive(Debug, Default)]
pub struct Lexis {
    known: HashMap<String, u32>,
    /// Of each word: in how many wordings it stands.
    frequencies: Vec<u32>,
    wordings: u32,
    weights: Vec<f64>,
}

impl Lexis {
    /// The words of one more wording.
    pub fn learn(&mut self, wording: &str) -> Words {
        let mut words: Vec<u32> = Vec::new();
        for word in wording.split_whitespace() {
            let word = word.trim_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '%' | '$' | '€' | '£'))).to_lowercase();
            match word.chars().any(is_syllable) {
                // Where words are not set apart, each character is one.
                true => word.chars().for_each(|c| words.push(self.number(c.to_string()))),
                false if word.is_empty() => {}
                false => words.push(self.number(word)),
            }
        }
        words.sort_unstable();
        let mut last = None;
        for word in &words {
            if last.replace(*word) != Some(*word) {
                self.frequencies[*word as usize] += 1;
            }
        }
        self.wordings += 1;
        Words(words)
    }

    fn number(&mut self, word: String) -> u32 {
        let next = self.known.len() as u32;
        let number = *self.known.entry(word).or_insert(next);
        if number == next {
            self.frequencies.push(0);
        }
        number
    }

    /// Weighs each word, once all are known.
    pub fn weigh(&mut self) {
        let all = f64::from(self.wordings.max(1));
        self.weights = self.frequencies.iter().map(|frequency| 1.0 + (all / f64::from((*frequency).max(1))).ln()).collect();
    }

    fn weight(&self, word: u32) -> f64 {
        self.weights.get(word as usize).copied().unwrap_or(1.0)
    }

    fn total(&self, words: &Words) -> f64 {
        words.0.iter().map(|word| self.weight(*word)).sum()
    }

    /// The weight of the words that both have.
    fn shared(&self, one: &Words, other: &Words) -> f64 {
        let (mut i, mut j, mut shared) = (0, 0, 0.0);
        while let (Some(a), Some(b)) = (one.0.get(i), other.0.get(j)) {
            if a == b {
                shared += self.weight(*a);
            }
            i += usize::from(a <= b);
            j += usize::from(b <= a);
        }
        shared
    }

    /// How alike two wordings are, from 0 to 1: Dice's coefficient over weighted words.
    pub fn likeness(&self, one: &Words, other: &Words) -> f64 {
        let total = self.total(one) + self.total(other);
        if total == 0.0 { 0.0 } else { 2.0 * self.shared(one, other) / total }
    }

    /// How much of `part` is in `whole`, from 0 to 1.
    pub fn share(&self, part: &Words, whole: &Words) -> f64 {
        let total = self.total(part);
        if total == 0.0 { 0.0 } else { self.shared(part, whole) / total }
    }
}

impl Words {
    /// The words of both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let mut both: Vec<_> = self.0.iter().chain(&other.0).copied().collect();
        both.sort_unstable();
        Self(both)
    }

    /// Each different word, by its number.
    pub fn different(&self) -> impl Iterator<Item = u32> {
        self.0.chunk_by(|one, other| one == other).filter_map(|same| same.first().copied())
    }
}

/// Characters of scripts that set no space between words.
fn is_syllable(c: char) -> bool {
    matches!(u32::from(c), 0x0e00..=0x0eff | 0x2e80..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_words_are_from_none_to_all() {
        let mut lexis = Lexis::default();
        let words: Vec<_> = [
            "Output fell 12% in March, the agency said.",
            "In March, output fell 12%, according to the agency.",
            "Nobody lives there.",
            "Output fell 12% in March.",
            "生産は三月に減った。",
            "生産は四月に減った。",
            "",
        ]
        .map(|wording| lexis.learn(wording))
        .into();
        lexis.weigh();
        let rounded = |value: f64| (value * 100.0).round() as u32;
        for (one, other, likeness) in [(0, 0, 100), (0, 2, 0), (0, 6, 0), (6, 6, 0)] {
            assert_eq!(rounded(lexis.likeness(&words[one], &words[other])), likeness, "{one} {other}");
        }
        assert!((0.7..0.9).contains(&lexis.likeness(&words[0], &words[1])));
        assert!((0.6..0.95).contains(&lexis.likeness(&words[4], &words[5])));
        assert_eq!(rounded(lexis.share(&words[3], &words[0])), 100);
        assert!(lexis.share(&words[0], &words[3]) < 0.8);
        assert_eq!(rounded(lexis.share(&words[0], &words[3].and(&words[1]))), rounded(lexis.share(&words[0], &words[1].and(&words[3]))));
    }
}
