//! The census: which sentences a seed had when it was last looked at, in order, each as half of its hash.
//!
//! It keeps a claim that vanished from being taken for a text that was there before, and says between which sentences it
//! stood. One line a block, so that changes to two paragraphs merge; `#` stands before the sentences of a heading.

use std::collections::HashSet;

use super::normal::Brief;
use super::seed::Seed;

/// The sentences of a seed by their hashes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Census {
    /// Its blocks, in order; none is empty.
    pub blocks: Vec<Block>,
}

/// The sentences of one block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Block {
    /// Whether it is a heading.
    pub heading: bool,
    /// Its sentences, in order.
    pub sentences: Vec<Brief>,
}

impl Census {
    /// Of a seed as it stands.
    pub fn of(seed: &Seed) -> Self {
        let mut census = Self::default();
        let mut last = None;
        for sentence in &seed.sentences {
            if last.replace(sentence.block) != Some(sentence.block) {
                census.blocks.push(Block { heading: sentence.heading, sentences: Vec::new() });
            }
            if let Some(block) = census.blocks.last_mut() {
                block.sentences.push(sentence.hash.brief());
            }
        }
        census
    }

    /// Every sentence in order, each with the last heading's hash before it.
    pub fn placed(&self) -> Vec<(Brief, Option<Brief>)> {
        let mut section = None;
        let mut placed = Vec::new();
        for block in &self.blocks {
            if block.heading {
                section = block.sentences.first().copied();
            }
            placed.extend(block.sentences.iter().map(|sentence| (*sentence, section)));
        }
        placed
    }

    /// One string a block, as ledgers write it.
    pub fn written(&self) -> Vec<String> {
        let block = |block: &Block| {
            let mut line = if block.heading { "#".to_owned() } else { String::new() };
            for sentence in &block.sentences {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(&format!("{sentence:08x}"));
            }
            line
        };
        self.blocks.iter().map(block).collect()
    }

    /// A block that was written; the error says what is wrong.
    pub fn read_block(line: &str) -> Result<Block, String> {
        let mut words = line.split_whitespace().peekable();
        let heading = words.next_if_eq(&"#").is_some();
        let sentence = |word: &str| u32::from_str_radix(word, 16).ok().filter(|_| word.len() == 8);
        let sentences: Option<Vec<_>> = words.map(sentence).collect();
        match sentences {
            Some(sentences) if !sentences.is_empty() => Ok(Block { heading, sentences }),
            _ => Err("a line of the census holds hashes of eight digits, 0 to f".to_owned()),
        }
    }

    /// Both: these blocks, and those of `other` that are not among them, each behind the one that it stands behind there.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        let own: HashSet<_> = self.blocks.iter().map(|block| &block.sentences).collect();
        let mut both: Vec<&Block> = self.blocks.iter().collect();
        let mut at = 0;
        for block in &other.blocks {
            if own.contains(&block.sentences) {
                at = both.iter().position(|own| own.sentences == block.sentences).map_or(at, |place| place + 1);
            } else {
                both.insert(at, block);
                at += 1;
            }
        }
        Self { blocks: both.into_iter().cloned().collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::seed::tests::seed;
    use super::*;

    #[test]
    fn a_census_is_read_as_written() {
        let census = Census::of(&seed("# Mills\n\nThe mill burnt. It was old.\n\n## Rivers\n\nThe river rose."));
        let written = census.written();
        assert_eq!(written.iter().map(|line| line.len()).collect::<Vec<_>>(), [10, 17, 10, 8], "{written:?}");
        let read: Result<Vec<_>, _> = written.iter().map(|line| Census::read_block(line)).collect();
        assert_eq!(read, Ok(census.blocks.clone()));
        let placed = census.placed();
        assert_eq!(placed[2].1, Some(placed[0].0));
        assert_eq!(placed[4].1, Some(placed[3].0));
        for wrong in ["", "#", "12", "0123456g", "# 012345678"] {
            assert!(Census::read_block(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn two_censuses_make_one() {
        let (one, other) = (Census::of(&seed("One burnt.\n\nTwo burnt.")), Census::of(&seed("Two burnt.\n\nThree burnt.")));
        let both = one.with(&other);
        assert_eq!(both.blocks.len(), 3);
        assert_eq!(both.with(&one), both);
    }
}
