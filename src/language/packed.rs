//! Numbers in a row that are stored as bytes, and a hash table of them: what is stored need not be read one by one.
//!
//! In go hashes with numbers; out comes a number by its hash. Knows nothing of what a number means.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Numbers that are stored as they lie in memory, eight bytes each, the lowest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Packed(pub Vec<u64>);

impl Serialize for Packed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<_>>())
    }
}

impl<'de> Deserialize<'de> for Packed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Packed;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("numbers of eight bytes")
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Packed, E> {
                let (numbers, rest) = bytes.as_chunks();
                if !rest.is_empty() {
                    return Err(E::invalid_length(bytes.len(), &self));
                }
                Ok(Packed(numbers.iter().map(|number| u64::from_le_bytes(*number)).collect()))
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}

/// Numbers by hash, in slots of open addressing (linear probing): a hash and its number side by side. No number is 0,
/// which marks a free slot.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ByHash(Packed);

impl ByHash {
    /// A table of these; the last number of a hash counts. The same entries in the same order make the same table.
    pub fn of(entries: &[(u64, u32)]) -> Self {
        if entries.is_empty() {
            return Self::default();
        }
        let slots = (entries.len() + entries.len() / 3 + 1).next_power_of_two();
        let mut table = Self(Packed(vec![0; slots * 2]));
        for (hash, number) in entries {
            let at = table.slot(*hash);
            table.0.0[at] = *hash;
            table.0.0[at + 1] = u64::from(*number);
        }
        table
    }

    /// The number of a hash; 0 where it has none.
    pub fn get(&self, hash: u64) -> u32 {
        if self.0.0.is_empty() {
            return 0;
        }
        // Numbers came in as four bytes.
        self.0.0[self.slot(hash) + 1] as u32
    }

    /// Where the hash lies, or the free slot where it would.
    fn slot(&self, hash: u64) -> usize {
        let slots = self.0.0.len() / 2;
        // Fibonacci hashing: the product spreads the hash over its upper bits.
        let mut at = (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & (slots - 1);
        while self.0.0[at * 2 + 1] != 0 && self.0.0[at * 2] != hash {
            at = (at + 1) & (slots - 1);
        }
        at * 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_hash_has_its_number() {
        let entries: Vec<(u64, u32)> = (0..1000).map(|n| (u64::from(n) << 40, n + 1)).collect();
        let table = ByHash::of(&entries);
        for (hash, number) in entries {
            assert_eq!(table.get(hash), number);
            assert_eq!(table.get(hash + 1), 0);
        }
        assert_eq!(ByHash::default().get(7), 0);
        assert_eq!(ByHash::of(&[(7, 1), (7, 2)]).get(7), 2);
    }
}
