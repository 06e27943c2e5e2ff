//! The index as git writes it, versions 2 to 4 (gitformat-index(5)): what is staged, and which folders are as a tree has them.
//!
//! In go the bytes of the file; out come its entries in order of path, and the cached trees. libgit2 reads the same, but
//! keeps the cached trees to itself, without which every folder of a commit has to be read to know that it did not change.

use std::cmp::Ordering;

use sha1::{Digest, Sha1};

use crate::tree::{Entry, Id, Kind};

/// What an index holds.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// What is staged, by path. Of a file that is only announced (`git add --intent-to-add`) nothing is.
    pub(super) entries: Vec<Entry>,
    /// What is cached of the folder of all.
    pub(super) cached: Option<Cached>,
}

/// A folder whose entries are known to be those of a tree, or not; and the folders in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cached {
    name: Vec<u8>,
    /// The tree, and how many entries it has, in folders below, too; none where something in it was staged since.
    pub(super) tree: Option<(Id, usize)>,
    below: Vec<Self>,
}

impl Cached {
    /// What is cached of a folder in this one.
    pub(super) fn folder(&self, name: &[u8]) -> Option<&Self> {
        self.below.iter().find(|folder| folder.name == name)
    }
}

/// The length of a hash.
const HASH: usize = 20;
/// The length of an entry before its path.
const FIXED: usize = 62;
/// The mode of a folder, which only a sparse index has.
const FOLDER: u32 = 0o040_000;
/// No folder lies deeper: its path would be longer than systems take.
pub(super) const DEEPEST: usize = 2_048;
/// No path is longer, for the same reason. Those of version 4 build on one another, so that a small file could hold any number of long ones.
const LONGEST: usize = 4_096;
/// Marks of an entry: it has further marks; and of those, it is only announced.
const EXTENDED: u16 = 0x4000;
const ANNOUNCED: u16 = 0x2000;

/// Reads an index.
///
/// # Errors
/// Where it is broken, or of a kind that is not known; says which.
pub(super) fn read(bytes: &[u8]) -> Result<Index, String> {
    let broken = || "it is broken".to_owned();
    let (body, hash) = bytes.len().checked_sub(HASH).and_then(|end| bytes.split_at_checked(end)).ok_or_else(broken)?;
    // Zeros stand where git was told to leave it out (`index.skipHash`).
    if hash.iter().any(|byte| *byte != 0) && Sha1::digest(body).as_slice() != hash {
        return Err("it is broken: its checksum does not fit".to_owned());
    }
    let mut rest = Rest(body);
    let (Some(b"DIRC"), Some(version), Some(count)) = (rest.take(4), rest.number(), rest.number()) else { return Err(broken()) };
    if !(2..=4).contains(&version) {
        return Err(format!("it is of version {version}, which is not known"));
    }
    let mut index = Index::default();
    let mut path = Vec::new();
    let (mut nameless, mut folders) = (false, false);
    for _ in 0..count {
        let (entry, announced) = entry(&mut rest, version, &mut path).ok_or_else(broken)?;
        if path.is_empty() {
            // It stands for one of a shared index, which a part of this one names further down.
            nameless = true;
            continue;
        }
        let known = index.entries.last();
        match known.map(|known: &Entry| known.path.cmp(&path)) {
            // The versions of one path that a merge left come one after the other.
            Some(Ordering::Equal) if is_unmerged(known) && is_unmerged(entry.as_ref()) => continue,
            Some(Ordering::Equal) => return Err("it is broken: it has two entries for one path".to_owned()),
            Some(Ordering::Greater) => return Err("it is broken: its entries are in no order".to_owned()),
            _ => {}
        }
        folders |= entry.is_none();
        if !announced {
            index.entries.extend(entry);
        }
    }
    while !rest.0.is_empty() {
        let (name, content) = extension(&mut rest).ok_or_else(broken)?;
        match name {
            b"TREE" => index.cached = Some(cached(&mut Rest(content)).ok_or_else(broken)?),
            [b'A'..=b'Z', ..] => {}
            // Without what it says, the entries are not what they seem.
            b"link" => return Err("it is a split index, which is not supported; `git update-index --no-split-index` joins it".to_owned()),
            b"sdir" => {
                return Err(
                    "it is a sparse index, which is not supported; `git sparse-checkout reapply --no-sparse-index` fills it".to_owned()
                );
            }
            name => return Err(format!("it has a part that is not known: {}", String::from_utf8_lossy(name))),
        }
    }
    // Neither a part of a shared index nor a folder goes without the part that tells of it.
    if nameless || folders { Err(broken()) } else { Ok(index) }
}

fn is_unmerged(entry: Option<&Entry>) -> bool {
    entry.is_some_and(|entry| entry.kind == Kind::Unmerged)
}

/// What is not read yet.
struct Rest<'b>(&'b [u8]);

impl<'b> Rest<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// What stands before the next byte `end`, which is taken, too.
    fn until(&mut self, end: u8) -> Option<&'b [u8]> {
        let at = self.0.iter().position(|byte| *byte == end)?;
        let taken = self.take(at)?;
        self.0 = &self.0[1..];
        Some(taken)
    }

    /// A number of four bytes.
    fn number(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_be_bytes)
    }

    /// A number in digits, as the cached trees have them.
    fn digits(&mut self, end: u8) -> Option<i64> {
        std::str::from_utf8(self.until(end)?).ok()?.parse().ok()
    }

    /// A number as the paths of version 4 have it: seven bits a byte, as in the offsets of a pack.
    fn offset(&mut self) -> Option<usize> {
        let mut byte = self.take(1)?[0];
        let mut offset = usize::from(byte & 0x7f);
        while byte & 0x80 != 0 {
            byte = self.take(1)?[0];
            offset = offset.checked_add(1)?.checked_mul(128)?.checked_add(usize::from(byte & 0x7f))?;
        }
        Some(offset)
    }
}

/// Reads one entry, and whether it is only announced. None of it where it is no file; `path` is that of the entry before, and
/// becomes its own.
fn entry(rest: &mut Rest<'_>, version: u32, path: &mut Vec<u8>) -> Option<(Option<Entry>, bool)> {
    let before = rest.0.len();
    let fixed = rest.take(FIXED)?;
    let mode = u32::from_be_bytes(fixed[24..28].try_into().ok()?);
    let id: Id = fixed[40..60].try_into().ok()?;
    let marks = u16::from_be_bytes(fixed[60..62].try_into().ok()?);
    let further = if marks & EXTENDED == 0 { 0 } else { u16::from_be_bytes(rest.take(2).filter(|_| version > 2)?.try_into().ok()?) };
    if version == 4 {
        let kept = path.len().checked_sub(rest.offset()?)?;
        path.truncate(kept);
        path.extend_from_slice(rest.until(0)?);
    } else {
        path.clear();
        path.extend_from_slice(rest.until(0)?);
        // Filled up with one to eight zeros, of which one is read.
        let length = before - rest.0.len();
        rest.take(length.next_multiple_of(8) - length)?;
    }
    if path.len() > LONGEST {
        return None;
    }
    let kind = match ((marks >> 12) & 3, super::kind(mode)) {
        (0, None) if mode == FOLDER => None,
        (0, kind) => Some(kind?),
        _ => Some(Kind::Unmerged),
    };
    Some((kind.map(|kind| Entry { path: path.clone(), kind, id }), further & ANNOUNCED != 0))
}

fn extension<'b>(rest: &mut Rest<'b>) -> Option<(&'b [u8], &'b [u8])> {
    let name = rest.take(4)?;
    let length = rest.number()?;
    Some((name, rest.take(usize::try_from(length).ok()?)?))
}

/// Reads the cached trees: each folder comes before those in it, of which it says how many there are.
fn cached(rest: &mut Rest<'_>) -> Option<Cached> {
    let mut open: Vec<(Cached, i64)> = Vec::new();
    loop {
        let name = rest.until(0)?.to_vec();
        let count = rest.digits(b' ')?;
        let folders = rest.digits(b'\n')?;
        let tree = match usize::try_from(count) {
            Ok(count) => Some((rest.take(HASH)?.try_into().ok()?, count)),
            Err(_) => None,
        };
        open.push((Cached { name, tree, below: Vec::new() }, folders));
        if open.len() > DEEPEST {
            return None;
        }
        while let Some((whole, _)) = open.pop_if(|(_, left)| *left <= 0) {
            let Some((above, left)) = open.last_mut() else { return Some(whole) };
            above.below.push(whole);
            *left -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of version 2 or 3 with entries (mode, marks and path), and what follows them.
    fn file(version: u8, entries: &[(u32, u16, &str)], rest: &[u8]) -> Vec<u8> {
        let mut bytes = [b"DIRC".as_slice(), &[0, 0, 0, version], &u32::try_from(entries.len()).unwrap().to_be_bytes()].concat();
        for (number, (mode, marks, path)) in entries.iter().enumerate() {
            let mut entry =
                [&[0; 24], mode.to_be_bytes().as_slice(), &[0; 12], &[u8::try_from(number).unwrap(); 20], &marks.to_be_bytes()].concat();
            if marks & EXTENDED != 0 {
                entry.extend(ANNOUNCED.to_be_bytes());
            }
            entry.extend(path.as_bytes());
            entry.resize((entry.len() + 8) / 8 * 8, 0);
            bytes.extend(entry);
        }
        bytes.extend(rest);
        bytes.extend([0; 20]);
        bytes
    }

    fn told(bytes: &[u8]) -> Result<Vec<(String, Kind)>, String> {
        let entries = read(bytes)?.entries;
        Ok(entries.into_iter().map(|entry| (String::from_utf8(entry.path).unwrap(), entry.kind)).collect())
    }

    const PLAIN: u32 = 0o100_644;

    #[test]
    fn entries_are_what_is_staged() {
        let entries = [
            (PLAIN, 0, "a.md"),
            (PLAIN, 0x4000, "announced.md"),
            (0o100_755, 0, "b/12345678"),
            (0o120_000, 0, "b/link"),
            (PLAIN, 0x1000, "open.md"),
            (PLAIN, 0x2000, "open.md"),
            (PLAIN, 0x3000, "open.md"),
            (0o160_000, 0, "sub"),
        ];
        let expected = [
            ("a.md", Kind::File),
            ("b/12345678", Kind::File),
            ("b/link", Kind::Link),
            ("open.md", Kind::Unmerged),
            ("sub", Kind::Submodule),
        ];
        assert_eq!(told(&file(3, &entries, b"")), Ok(expected.map(|(path, kind)| (path.to_owned(), kind)).to_vec()));
        assert_eq!(read(&file(3, &entries, b"")).unwrap().entries[2].id, [3; 20]);
        assert_eq!(told(&file(2, &[], b"")), Ok(Vec::new()));
    }

    #[test]
    fn what_git_never_writes_is_broken() {
        let broken = |why: &str| Err(format!("it is broken{why}"));
        assert_eq!(told(&file(3, &[(FOLDER, 0x4000, "a/")], b"")), broken(""));
        let twice = broken(": it has two entries for one path");
        assert_eq!(told(&file(3, &[(PLAIN, 0, "a.md"), (PLAIN, 0, "a.md")], b"")), twice);
        assert_eq!(told(&file(3, &[(PLAIN, 0, "a.md"), (PLAIN, 0x1000, "a.md")], b"")), twice);
        assert_eq!(told(&file(3, &[(PLAIN, 0x1000, "a.md"), (PLAIN, 0, "a.md")], b"")), twice);
        let (longest, longer) = ("a".repeat(LONGEST), "a".repeat(LONGEST + 1));
        assert_eq!(told(&file(3, &[(PLAIN, 0, &longest)], b"")).map(|entries| entries.len()), Ok(1));
        assert_eq!(told(&file(3, &[(PLAIN, 0, &longer)], b"")), broken(""));
        // Each path of version 4 keeps all of the one before.
        let mut growing = file(4, &[], b"");
        growing[8..12].copy_from_slice(&5_000_u32.to_be_bytes());
        growing.truncate(12);
        for _ in 0..5_000 {
            growing.extend([&[0; 24], PLAIN.to_be_bytes().as_slice(), &[0; 34], &[0], b"a", &[0]].concat());
        }
        growing.extend([0; 20]);
        assert_eq!(told(&growing), broken(""));
    }

    #[test]
    fn paths_of_version_4_build_on_one_another() {
        let mut bytes = file(4, &[], b"");
        bytes[11] = 3;
        bytes.truncate(12);
        for (drop, path) in [(&[0][..], "seeds/mill.md"), (&[7], "quay.md"), (&[13], "z")] {
            bytes.extend([&[0; 24], PLAIN.to_be_bytes().as_slice(), &[0; 34], drop, path.as_bytes(), &[0]].concat());
        }
        let broken = bytes.clone();
        bytes.extend([0; 20]);
        assert_eq!(
            told(&bytes).unwrap().iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(),
            ["seeds/mill.md", "seeds/quay.md", "z"]
        );
        // More is dropped than stands there.
        let at = broken.len() - 3;
        let broken = [&broken[..at], &[14], &broken[at + 1..], &[0; 20]].concat();
        assert_eq!(told(&broken), Err("it is broken".to_owned()));
        assert_eq!(Rest(&[0x80, 0x00]).offset(), Some(128));
        assert_eq!(Rest(&[0xff; 12]).offset(), None);
    }

    #[test]
    fn cached_trees_know_their_folders() {
        let tree = [b"\0-1 2\nx\x003 0\n".as_slice(), &[7; 20], b"y\0-1 0\n"].concat();
        let part = [b"TREE".as_slice(), &u32::try_from(tree.len()).unwrap().to_be_bytes(), &tree].concat();
        let cached = read(&file(2, &[], &part)).unwrap().cached.unwrap();
        assert_eq!((cached.tree, cached.folder(b"x").unwrap().tree), (None, Some(([7; 20], 3))));
        assert_eq!((cached.folder(b"y").unwrap().tree, cached.folder(b"z")), (None, None));
        let deep = b"\0-1 1\n".repeat(100_000);
        let part = [b"TREE".as_slice(), &u32::try_from(deep.len()).unwrap().to_be_bytes(), &deep].concat();
        assert_eq!(told(&file(2, &[], &part)), Err("it is broken".to_owned()));
    }

    #[test]
    fn what_is_broken_or_unknown_is_told() {
        let sound = file(2, &[(PLAIN, 0, "a.md"), (PLAIN, 0, "b.md")], b"");
        for cut in 0..sound.len() - 20 {
            let bytes = [&sound[..cut], &[0; 20]].concat();
            assert!(told(&bytes).is_err(), "{cut}");
        }
        let with = |part: &[u8]| told(&file(2, &[], part)).unwrap_err();
        assert_eq!(
            told(&file(2, &[(PLAIN, 0, "b.md"), (PLAIN, 0, "a.md")], b"")),
            Err("it is broken: its entries are in no order".to_owned())
        );
        assert_eq!(told(&file(2, &[(0o777_777, 0, "b.md")], b"")), Err("it is broken".to_owned()));
        assert_eq!(told(&file(5, &[], b"")), Err("it is of version 5, which is not known".to_owned()));
        assert!(with(b"link\0\0\0\0").starts_with("it is a split index"));
        assert!(with(b"sdir\0\0\0\0").starts_with("it is a sparse index"));
        assert_eq!(with(b"news\0\0\0\0"), "it has a part that is not known: news");
        assert_eq!(told(&file(2, &[], b"NEWS\0\0\0\x02xx")), Ok(Vec::new()));
        let mut summed = sound;
        let end = summed.len() - 20;
        let hash = Sha1::digest(&summed[..end]);
        summed[end..].copy_from_slice(&hash);
        assert!(told(&summed).is_ok());
        summed[50] ^= 1;
        assert_eq!(told(&summed), Err("it is broken: its checksum does not fit".to_owned()));
    }
}
