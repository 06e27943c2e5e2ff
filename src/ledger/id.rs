//! The ids of claims and documents.
//!
//! An id is minted once, from content, so that two branches that meet the same sentence mint the same id; then it is kept,
//! whatever becomes of the wording. Letters that are read as digits (i, l, o) are left out, and u.

use sha2::{Digest, Sha256};

/// Crockford's alphabet of 32.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// The shortest id.
const SHORTEST: usize = 5;
/// The longest, which is all that is drawn from a digest.
const LONGEST: usize = 32;

/// Mints the id of the `ordinal`-th sentence (from 1) of a normal form in a document: the shortest that is not `taken`.
pub fn mint(document: &str, normal: &str, ordinal: usize, taken: impl Fn(&str) -> bool) -> String {
    let whole = digits(&[document, normal, &ordinal.to_string()]);
    let length = (SHORTEST..=LONGEST).find(|length| !taken(&whole[..*length])).unwrap_or(LONGEST);
    whole[..length].to_owned()
}

/// The id of a document, from the name and the normal forms of its sentences when it was first met. A copy has another
/// name, and so another id.
pub fn of_document(name: &str, text: &str) -> String {
    digits(&[name, text])[..12].to_owned()
}

fn digits(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().iter().take(LONGEST).map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect()
}

/// Whether it can be an id.
pub fn is_sound(id: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&id.len()) && id.bytes().all(|byte| ALPHABET.contains(&byte))
}

/// Which of `known` a user means by `c:7f3k`, `7f3k` or any other beginning that only one has. The error says what to write.
pub fn meant<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Result<&'a str, String> {
    let start = written.strip_prefix("c:").unwrap_or(written);
    let mut matching: Vec<&str> = known.into_iter().filter(|id| id.starts_with(start)).collect();
    matching.sort_unstable();
    match matching[..] {
        [only] => Ok(only),
        [exact, ..] if exact == start => Ok(exact),
        [] => Err(format!("no claim is called `{written}`")),
        [one, other, ..] => Err(format!("`{written}` may be c:{one} or c:{other}; write more of it")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_from_content() {
        let free = |_: &str| false;
        let id = mint("d", "Output fell", 1, free);
        assert_eq!(id, mint("d", "Output fell", 1, free));
        assert!(id.len() == 5 && is_sound(&id), "{id}");
        for (document, normal, ordinal) in [("e", "Output fell", 1), ("d", "Output rose", 1), ("d", "Output fell", 2)] {
            assert_ne!(id, mint(document, normal, ordinal, free));
        }
        assert_ne!(mint("dO", "x", 1, free), mint("d", "Ox", 1, free), "parts do not run together");
    }

    #[test]
    fn an_id_that_is_taken_grows() {
        let short = mint("d", "Output fell", 1, |_| false);
        let longer = mint("d", "Output fell", 1, |id| id == short);
        assert!(longer.starts_with(&short) && longer.len() == 6);
    }

    #[test]
    fn beginnings_are_enough_where_they_are_clear() {
        let known = ["7f3kq", "7f3kqa", "x0m2d"];
        assert_eq!(meant("c:x0", known), Ok("x0m2d"));
        assert_eq!(meant("7f3kq", known), Ok("7f3kq"));
        assert_eq!(meant("7f", known), Err("`7f` may be c:7f3kq or c:7f3kqa; write more of it".to_owned()));
        assert_eq!(meant("zz", known), Err("no claim is called `zz`".to_owned()));
    }
}
