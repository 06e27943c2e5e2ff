//! Where files are read: on the disk, or in a tree that somebody keeps, such as the index of a repository.
//!
//! In go paths, absolute or relative to the current folder; out come bytes and listings. What lies outside of a kept tree is
//! read on the disk. Nothing here knows who keeps the tree.

use std::fmt;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::paths;

/// Where files are read.
#[derive(Debug, Clone, Default)]
pub enum Tree {
    /// On the disk.
    #[default]
    Disk,
    /// In a tree that somebody keeps.
    Kept(Arc<Kept>),
}

/// Every file of a tree, and how to read one.
pub struct Kept {
    /// The absolute folder that the tree stands for.
    root: PathBuf,
    /// By path.
    entries: Vec<Entry>,
    /// What to say of a path that is not in it.
    absent: &'static str,
    read: Reader,
}

/// Reads one entry. The error says what is wrong.
pub type Reader = Box<dyn Fn(&Entry) -> Result<Vec<u8>, String> + Send + Sync>;

/// What tells one content from another: its hash.
pub type Id = [u8; 20];

/// One path of a kept tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Below the root, with `/`, as bytes: names need not be UTF-8.
    pub path: Vec<u8>,
    /// What it is.
    pub kind: Kind,
    /// Its content.
    pub id: Id,
}

/// What a path of a kept tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File,
    /// A symbolic link; its content is the path that it leads to.
    Link,
    /// A repository of its own.
    Submodule,
    /// A file of which a merge left several versions, and none that holds.
    Unmerged,
}

/// A file or a folder in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// Its path: that of the folder, and its name.
    pub path: PathBuf,
    /// Whether it is a folder and not a file.
    pub folder: bool,
}

/// No link is followed further than through as many others.
const LINKS: usize = 8;

impl Kept {
    /// A tree that stands for the absolute folder `root`. `absent` tells of a path that is not in it.
    pub fn new(root: PathBuf, mut entries: Vec<Entry>, absent: &'static str, read: Reader) -> Self {
        if !entries.is_sorted_by(|one, other| one.path <= other.path) {
            entries.sort_by(|one, other| one.path.cmp(&other.path));
        }
        Self { root, entries, absent, read }
    }

    /// The absolute folder that it stands for.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Every entry, by path.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The absolute path of an entry.
    pub fn path_of(&self, entry: &Entry) -> PathBuf {
        self.root.join(path_of_bytes(&entry.path))
    }

    /// What a path is in the tree; none where nothing is there.
    pub fn entry(&self, path: &Path) -> Option<&Entry> {
        self.at(&self.below(path)?)
    }

    /// The repository of its own that a path lies in.
    pub fn submodule_around(&self, path: &Path) -> Option<&Entry> {
        let below = self.below(path)?;
        let ends = below.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| at);
        ends.filter_map(|end| self.at(&below[..end])).find(|entry| entry.kind == Kind::Submodule)
    }

    /// Reads an entry.
    ///
    /// # Errors
    /// Where its content cannot be read, or none of several versions holds.
    pub fn read(&self, entry: &Entry) -> Result<Vec<u8>, String> {
        match entry.kind {
            Kind::Unmerged => Err(UNMERGED.to_owned()),
            Kind::Submodule => Err("it is a submodule".to_owned()),
            Kind::File | Kind::Link => (self.read)(entry),
        }
    }

    fn at(&self, below: &[u8]) -> Option<&Entry> {
        self.entries.binary_search_by(|entry| entry.path.as_slice().cmp(below)).ok().map(|at| &self.entries[at])
    }

    /// The entries below a folder, each with what its path is below that folder.
    fn inside(&self, folder: &[u8]) -> impl Iterator<Item = (&Entry, &[u8])> {
        let mut prefix = folder.to_vec();
        if !prefix.is_empty() {
            prefix.push(b'/');
        }
        let start = self.entries.partition_point(|entry| entry.path < prefix);
        self.entries[start..].iter().map_while(move |entry| entry.path.strip_prefix(prefix.as_slice()).map(|rest| (entry, rest)))
    }

    fn is_folder(&self, below: &[u8]) -> bool {
        below.is_empty() || self.inside(below).next().is_some()
    }

    /// The path below the root; none for a path outside of the tree. The root's own name has no links in it, the path's may.
    pub fn below(&self, path: &Path) -> Option<Vec<u8>> {
        let whole = paths::absolute(path);
        if let Ok(rest) = whole.strip_prefix(&self.root) {
            return Some(bytes_of(rest));
        }
        let (above, real) = whole.ancestors().find_map(|above| Some((above, fs::canonicalize(above).ok()?)))?;
        let real = real.join(whole.strip_prefix(above).ok()?);
        real.strip_prefix(&self.root).ok().map(bytes_of)
    }

    /// The file that a path names, links followed.
    fn followed(&self, below: &[u8]) -> Option<&Entry> {
        let mut entry = self.at(below)?;
        for _ in 0..LINKS {
            if entry.kind != Kind::Link {
                return Some(entry);
            }
            let target = (self.read)(entry).ok()?;
            let link = self.path_of(entry);
            entry = self.entry(&link.parent()?.join(path_of_bytes(&target)))?;
        }
        None
    }

    fn no_such(&self) -> io::Error {
        io::Error::new(ErrorKind::NotFound, self.absent)
    }
}

/// What is said of a file that a merge left open.
pub const UNMERGED: &str = "unmerged; resolve the conflict, and stage the result";

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept").field("root", &self.root).field("entries", &self.entries.len()).finish_non_exhaustive()
    }
}

impl Tree {
    /// The kept tree that a path lies in, and where in it; none where the disk is read.
    fn kept(&self, path: &Path) -> Option<(&Kept, Vec<u8>)> {
        let Self::Kept(kept) = self else { return None };
        kept.below(path).map(|below| (&**kept, below))
    }

    /// Whether a path is a file.
    pub fn is_file(&self, path: &Path) -> bool {
        match self.kept(path) {
            Some((kept, below)) => kept.followed(&below).is_some_and(|entry| entry.kind != Kind::Submodule),
            None => path.is_file(),
        }
    }

    /// Whether a path is a folder.
    pub fn is_dir(&self, path: &Path) -> bool {
        match self.kept(path) {
            Some((kept, below)) => kept.is_folder(&below),
            None => path.is_dir(),
        }
    }

    /// Whether nothing is at a path for sure. What cannot be looked at counts as there.
    pub fn is_missing(&self, path: &Path) -> bool {
        match self.kept(path) {
            // What a submodule holds is not looked at.
            Some((kept, below)) => kept.at(&below).is_none() && !kept.is_folder(&below) && kept.submodule_around(path).is_none(),
            None => matches!(path.try_exists(), Ok(false)),
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Where it is not there ([`ErrorKind::NotFound`]) or cannot be read.
    pub fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let Some((kept, below)) = self.kept(path) else { return fs::read(path) };
        let entry = kept.followed(&below).ok_or_else(|| kept.no_such())?;
        kept.read(entry).map_err(io::Error::other)
    }

    /// Reads a file of at most `longest` bytes; none where it is longer, is no file, or cannot be read.
    pub fn read_short(&self, path: &Path, longest: u64) -> Option<Vec<u8>> {
        if self.kept(path).is_none() && !fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() <= longest) {
            return None;
        }
        self.read(path).ok().filter(|bytes| bytes.len() as u64 <= longest)
    }

    /// The files and folders in a folder, but no links.
    ///
    /// # Errors
    /// Where the folder cannot be listed.
    pub fn children(&self, folder: &Path) -> io::Result<Vec<Child>> {
        let mut children = Vec::new();
        if let Some((kept, below)) = self.kept(folder) {
            for (entry, rest) in kept.inside(&below) {
                let name = rest.split(|byte| *byte == b'/').next().unwrap_or(rest);
                let child = Child { path: folder.join(path_of_bytes(name)), folder: name.len() < rest.len() };
                let listed = child.folder || matches!(entry.kind, Kind::File | Kind::Unmerged);
                if listed && children.last() != Some(&child) {
                    children.push(child);
                }
            }
            return Ok(children);
        }
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            // The kind of the entry itself: links are passed over, so that none leads round in a circle.
            let kind = entry.file_type()?;
            if kind.is_dir() || kind.is_file() {
                children.push(Child { path: entry.path(), folder: kind.is_dir() });
            }
        }
        Ok(children)
    }
}

/// A path of bytes, as a path of the system.
#[cfg(unix)]
pub fn path_of_bytes(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

/// A path of bytes, as a path of the system.
#[cfg(not(unix))]
pub fn path_of_bytes(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// A relative path as bytes, with `/`.
#[cfg(unix)]
pub fn bytes_of(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_vec()
}

/// A relative path as bytes, with `/`.
#[cfg(not(unix))]
pub fn bytes_of(path: &Path) -> Vec<u8> {
    path.to_string_lossy().replace('\\', "/").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tree at `/desk`, in which the content of `path=text` is its text.
    #[cfg(unix)]
    fn tree(files: &'static [(&str, Kind, &str)]) -> Tree {
        let entry = |(number, (path, kind, _)): (usize, &(&str, Kind, &str))| {
            let id = [u8::try_from(number).unwrap(); 20];
            Entry { path: path.as_bytes().to_vec(), kind: *kind, id }
        };
        let read = |entry: &Entry| Ok(files[usize::from(entry.id[0])].2.as_bytes().to_vec());
        let entries = files.iter().enumerate().map(entry).collect();
        Tree::Kept(Arc::new(Kept::new(PathBuf::from("/desk"), entries, "not in the index", Box::new(read))))
    }

    #[cfg(unix)]
    #[test]
    fn a_kept_tree_is_read_like_a_disk() {
        let tree = tree(&[
            ("seeds/a.md", Kind::File, "first"),
            ("seeds-b/c.md", Kind::File, "third"),
            ("seeds/x/b.md", Kind::File, "second"),
            ("link.md", Kind::Link, "seeds/./a.md"),
            ("round.md", Kind::Link, "round.md"),
            ("sub", Kind::Submodule, ""),
            ("open.md", Kind::Unmerged, ""),
        ]);
        for (path, file, folder, missing, text) in [
            ("/desk/seeds/a.md", true, false, false, Ok("first")),
            ("/desk/seeds/../seeds/a.md", true, false, false, Ok("first")),
            ("/desk/seeds", false, true, false, Err("not in the index")),
            ("/desk", false, true, false, Err("not in the index")),
            ("/desk/seeds/x", false, true, false, Err("not in the index")),
            ("/desk/see", false, false, true, Err("not in the index")),
            ("/desk/link.md", true, false, false, Ok("first")),
            ("/desk/round.md", false, false, false, Err("not in the index")),
            ("/desk/open.md", true, false, false, Err(UNMERGED)),
            ("/desk/sub", false, false, false, Err("it is a submodule")),
            ("/desk/sub/a.md", false, false, false, Err("not in the index")),
        ] {
            let path = Path::new(path);
            let read = tree.read(path).map(|bytes| String::from_utf8(bytes).unwrap()).map_err(|error| error.to_string());
            assert_eq!(read, text.map(str::to_owned).map_err(str::to_owned), "{path:?}");
            assert_eq!((tree.is_file(path), tree.is_dir(path), tree.is_missing(path)), (file, folder, missing), "{path:?}");
        }
        let names = |folder: &str| {
            let children = tree.children(Path::new(folder)).unwrap();
            children.into_iter().map(|child| (child.path.display().to_string(), child.folder)).collect::<Vec<_>>()
        };
        let expected = [("/desk/seeds/a.md", false), ("/desk/seeds/x", true)].map(|(path, folder)| (path.to_owned(), folder));
        assert_eq!(names("/desk/seeds"), expected);
        let expected = [("/desk/open.md", false), ("/desk/seeds-b", true), ("/desk/seeds", true)];
        assert_eq!(names("/desk"), expected.map(|(path, folder)| (path.to_owned(), folder)));
    }

    #[cfg(unix)]
    #[test]
    fn what_lies_outside_is_on_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.md"), "there").unwrap();
        let tree = tree(&[("a.md", Kind::File, "kept")]);
        assert_eq!(tree.read(&folder.path().join("a.md")).unwrap(), b"there");
        assert!(tree.is_missing(&folder.path().join("b.md")) && tree.is_dir(folder.path()));
        assert_eq!(tree.children(folder.path()).unwrap(), Tree::Disk.children(folder.path()).unwrap());
    }
}
