//! What git keeps: the index, the tree of a revision, what was renamed. The only file that knows git2.
//!
//! In go a revision as a user names it, and paths; out come [`Kept`] trees and plain maps. Reads only: no object, no index
//! and no reference is ever written. Every error is a sentence for users.

mod index;

use std::collections::HashMap;
use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use git2::{Commit, Delta, Diff, DiffFindOptions, DiffOptions, ErrorCode, Index, ObjectType, Oid, Repository};
use index::Cached;

use crate::paths;
use crate::tree::{self, Entry, Id, Kept, Kind};

/// The repository around the current folder, or the one that a hook is told of by `GIT_DIR`.
pub struct Git {
    /// Several threads read from it, one at a time.
    repository: Mutex<Repository>,
    /// The absolute folder of its files.
    root: PathBuf,
}

/// A tree of files as it was committed; none is the empty one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision(Option<Oid>);

/// What a revision is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Now {
    /// What is staged.
    Index,
    /// What lies on the disk.
    Disk,
}

/// What is staged.
#[derive(Debug)]
pub struct Staged {
    /// The files.
    pub files: Kept,
    /// Which of their folders are as a tree has them.
    cached: Option<Cached>,
}

/// A path that is not the same in the index as in a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What the revision has there.
    pub before: Option<Entry>,
    /// What is staged there.
    pub now: Option<Entry>,
}

/// How alike two files are, in per cent, of which one was renamed into the other.
const ALIKE: u16 = 50;

/// What a file that Git LFS keeps elsewhere begins with.
const LFS: &[u8] = b"version https://git-lfs.github.com/spec/";

/// Opens the repository.
///
/// # Errors
/// Where there is none, it has no files, or it cannot be read; says what is wrong.
pub fn open() -> Result<Arc<Git>, String> {
    let repository = opened().map_err(|error| refusal(&error))?;
    let root = repository.workdir().map(paths::absolute).ok_or("a bare repository has no files to check")?;
    Ok(Arc::new(Git { repository: Mutex::new(repository), root }))
}

fn opened() -> Result<Repository, git2::Error> {
    // libgit2 knows the other variables, and refuses to open where this one is set.
    let Some(folder) = env::var_os("GIT_WORK_TREE") else { return Repository::open_from_env() };
    let repository = env::var_os("GIT_DIR").map_or_else(|| Repository::discover("."), Repository::open)?;
    repository.set_workdir(Path::new(&folder), false)?;
    if let Some(index) = env::var_os("GIT_INDEX_FILE") {
        repository.set_index(&mut Index::open(Path::new(&index))?)?;
    }
    Ok(repository)
}

fn refusal(error: &git2::Error) -> String {
    match error.code() {
        ErrorCode::NotFound => "this is no git repository, nor is a folder above".to_owned(),
        ErrorCode::Owner => {
            "the repository belongs to somebody else; if you trust it: `git config --global --add safe.directory FOLDER`".to_owned()
        }
        _ => format!("the repository cannot be read: {}", told(error)),
    }
}

/// The hash by which git knows a content.
///
/// # Errors
/// Where git cannot hash it.
pub fn id_of(bytes: &[u8]) -> Result<Id, String> {
    Oid::hash_object(ObjectType::Blob, bytes).map(|oid| id(&oid)).map_err(|error| told(&error))
}

fn id(oid: &Oid) -> Id {
    let mut id = Id::default();
    let bytes = oid.as_bytes();
    let length = bytes.len().min(id.len());
    id[..length].copy_from_slice(&bytes[..length]);
    id
}

/// libgit2's words in ours: lower case, no full stop.
fn told(error: &git2::Error) -> String {
    let message = error.message().trim().trim_end_matches('.');
    let mut letters = message.chars();
    letters.next().map_or_else(|| "git gives no reason".to_owned(), |first| first.to_lowercase().chain(letters).collect())
}

impl Git {
    /// The absolute folder of its files.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folders in which git itself keeps the repository: of this work tree, and what work trees have in common.
    pub fn folders(&self) -> Vec<PathBuf> {
        let repository = self.repository();
        vec![repository.path().to_owned(), repository.commondir().to_owned()]
    }

    /// The folder of the hooks that git runs here: that of `core.hooksPath`, else of the repository itself.
    pub fn hooks(&self) -> PathBuf {
        let repository = self.repository();
        let named = repository.config().and_then(|config| config.get_path("core.hooksPath"));
        named.map_or_else(|_| repository.commondir().join("hooks"), |folder| self.root.join(folder))
    }

    fn repository(&self) -> MutexGuard<'_, Repository> {
        // Nothing here is half done when a thread panics.
        self.repository.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is staged. Of a file that is only announced (`git add --intent-to-add`) nothing is.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn index(self: &Arc<Self>) -> Result<Staged, String> {
        let named = env::var_os("GIT_INDEX_FILE");
        let path = named.as_ref().map_or_else(|| self.repository().path().join("index"), PathBuf::from);
        let unreadable = |reason: String| format!("the index cannot be read: {reason}");
        let read = match fs::read(&path) {
            Ok(bytes) => index::read(&bytes).map_err(unreadable)?,
            // For git, an index that is not there is an empty one, of which any check would be passed.
            Err(_) if named.is_some() && !path.is_file() => {
                return Err(format!("there is no index at {}, which GIT_INDEX_FILE names", path.to_string_lossy()));
            }
            Err(error) if error.kind() == ErrorKind::NotFound => index::Index::default(),
            Err(error) => return Err(unreadable(error.to_string())),
        };
        Ok(Staged { files: self.kept(read.entries, "not in the index; `git add` puts it there"), cached: read.cached })
    }

    /// What is staged and not in a revision as it is, by path; and what a revision has that is not staged any more.
    ///
    /// # Errors
    /// Where a folder of the revision cannot be read.
    pub fn staged_since(&self, since: Revision, staged: &Staged) -> Result<Vec<Change>, String> {
        let repository = self.repository();
        let mut changes = Vec::new();
        let compared = compare(&repository, since.0, 0, b"", staged.files.entries(), staged.cached.as_ref(), &mut changes);
        compared.map_err(|error| format!("a commit cannot be read: {}", told(&error)))?;
        Ok(changes)
    }

    /// The files of a revision, of which it is known what was staged since.
    pub fn files_before(self: &Arc<Self>, staged: &Staged, changes: &[Change]) -> Kept {
        let mut after = changes.iter().filter_map(|change| change.now.as_ref()).peekable();
        let same = staged.files.entries().iter().filter(|entry| after.next_if(|other| other.path == entry.path).is_none());
        let before = changes.iter().filter_map(|change| change.before.as_ref());
        self.kept(same.chain(before).cloned().collect(), "not in that revision")
    }

    /// What was committed last; nothing where nothing was yet.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn head(&self) -> Result<Revision, String> {
        let repository = self.repository();
        match head(&repository)? {
            Some(commit) => revision(&commit),
            None => Ok(Revision(None)),
        }
    }

    /// Where the line of commits that leads to HEAD left the one that leads to the revision `named`.
    ///
    /// # Errors
    /// Where no such revision is known, or none is common to both.
    pub fn merge_base(&self, named: &str) -> Result<Revision, String> {
        let repository = self.repository();
        let shallow = repository.is_shallow();
        let ours = head(&repository)?;
        if ours.is_none() && named == "HEAD" {
            return Ok(Revision(None));
        }
        let unknown = |error: &git2::Error| match error.code() {
            ErrorCode::NotFound if shallow => format!("no revision `{named}` is in this shallow clone; {FETCH}"),
            ErrorCode::NotFound => format!("there is no revision `{named}`"),
            _ => format!("`{named}` names no revision: {}", told(error)),
        };
        let object = repository.revparse_single(named).map_err(|error| unknown(&error))?;
        let theirs = object.peel_to_commit().map_err(|error| format!("`{named}` names no commit: {}", told(&error)))?;
        let Some(ours) = ours else { return Ok(Revision(None)) };
        let base = repository.merge_base(ours.id(), theirs.id()).map_err(|error| match error.code() {
            _ if shallow => format!("what `{named}` and HEAD have in common is not in this shallow clone; {FETCH}"),
            ErrorCode::NotFound => format!("`{named}` and HEAD have no commit in common"),
            _ => format!("the history cannot be read: {}", told(&error)),
        })?;
        let commit = repository.find_commit(base).map_err(|error| format!("the history cannot be read: {}", told(&error)))?;
        revision(&commit)
    }

    /// The files of a revision.
    ///
    /// # Errors
    /// Where one of its folders cannot be read.
    pub fn files(self: &Arc<Self>, revision: Revision) -> Result<Kept, String> {
        let mut entries = Vec::new();
        if let Some(tree) = revision.0 {
            list(&self.repository(), tree, 0, &[], &mut entries).map_err(|error| format!("a commit cannot be read: {}", told(&error)))?;
        }
        Ok(self.kept(entries, "not in that revision"))
    }

    fn kept(self: &Arc<Self>, entries: Vec<Entry>, absent: &'static str) -> Kept {
        let git = Arc::clone(self);
        Kept::new(self.root.clone(), entries, absent, Box::new(move |entry| git.read(entry.id)))
    }

    fn read(&self, id: Id) -> Result<Vec<u8>, String> {
        let repository = self.repository();
        let blob = Oid::from_bytes(&id).and_then(|oid| repository.find_blob(oid));
        let blob = blob.map_err(|error| format!("git cannot read its content: {}", told(&error)))?;
        if blob.content().starts_with(LFS) {
            return Err("kept by Git LFS, and git has no more than a pointer to it".to_owned());
        }
        Ok(blob.content().to_vec())
    }

    /// Which files were renamed since a revision, be it with edits: by the new path, the old one. Absolute.
    ///
    /// # Errors
    /// Where the two cannot be compared.
    pub fn renames(&self, since: Revision, now: Now) -> Result<HashMap<PathBuf, PathBuf>, String> {
        let repository = self.repository();
        let renamed = || -> Result<HashMap<PathBuf, PathBuf>, git2::Error> {
            let mut diff = difference(&repository, since, now, true)?;
            diff.find_similar(Some(DiffFindOptions::new().renames(true).for_untracked(true).rename_threshold(ALIKE)))?;
            let renamed = diff.deltas().filter(|delta| delta.status() == Delta::Renamed);
            let path = |bytes: Option<&[u8]>| bytes.map(|bytes| self.root.join(tree::path_of_bytes(bytes)));
            Ok(renamed.filter_map(|delta| Some((path(delta.new_file().path_bytes())?, path(delta.old_file().path_bytes())?))).collect())
        };
        renamed().map_err(|error| format!("what was renamed cannot be found out: {}", told(&error)))
    }

    /// The files of a revision that have another content by now, or are gone. Absolute.
    ///
    /// # Errors
    /// Where the two cannot be compared.
    pub fn changed(&self, since: Revision, now: Now) -> Result<Vec<PathBuf>, String> {
        let repository = self.repository();
        let diff = difference(&repository, since, now, false);
        let diff = diff.map_err(|error| format!("what was changed cannot be found out: {}", told(&error)))?;
        let changed = diff.deltas().filter(|delta| delta.status() != Delta::Added);
        Ok(changed.filter_map(|delta| delta.old_file().path_bytes().map(|bytes| self.root.join(tree::path_of_bytes(bytes)))).collect())
    }

    /// The revision in which the file at `path` got the content that hashes to `content`: HEAD where it is not committed yet.
    /// None where nothing is committed, or the path is not of this repository.
    pub fn written(&self, path: &Path, content: Id) -> Option<Revision> {
        let repository = self.repository();
        let below = paths::absolute(path).strip_prefix(&self.root).ok()?.to_owned();
        let holds = |commit: &Commit<'_>| {
            let entry = commit.tree().and_then(|tree| tree.get_path(&below));
            entry.is_ok_and(|entry| id(&entry.id()) == content)
        };
        let mut commit = head(&repository).ok()??;
        while let Some(parent) = commit.parent(0).ok().filter(|parent| holds(&commit) && holds(parent)) {
            commit = parent;
        }
        revision(&commit).ok()
    }
}

/// What differs from a revision; on the disk also files that git does not know yet, where those are asked for.
fn difference(repository: &Repository, since: Revision, now: Now, untracked: bool) -> Result<Diff<'_>, git2::Error> {
    let tree = since.0.map(|oid| repository.find_tree(oid)).transpose()?;
    let mut options = DiffOptions::new();
    match now {
        Now::Index => repository.diff_tree_to_index(tree.as_ref(), None, Some(&mut options)),
        Now::Disk => {
            options.include_untracked(untracked).recurse_untracked_dirs(untracked);
            repository.diff_tree_to_workdir_with_index(tree.as_ref(), Some(&mut options))
        }
    }
}

const FETCH: &str = "fetch more of the history: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout";

/// The commit that is checked out; none before the first.
fn head(repository: &Repository) -> Result<Option<Commit<'_>>, String> {
    let unreadable = |error: git2::Error| format!("HEAD cannot be read: {}", told(&error));
    match repository.head() {
        Ok(head) => head.peel_to_commit().map(Some).map_err(unreadable),
        Err(error) if error.code() == ErrorCode::UnbornBranch => Ok(None),
        Err(error) => Err(unreadable(error)),
    }
}

fn revision(commit: &Commit<'_>) -> Result<Revision, String> {
    // Fails where the tree is missing or broken, which its number alone would not tell.
    commit.tree().map(|tree| Revision(Some(tree.id()))).map_err(|error| format!("a commit cannot be read: {}", told(&error)))
}

/// Fails where a folder lies deeper than any system could check out, before there is no room left to go on.
fn within_depth(depth: usize) -> Result<(), git2::Error> {
    if depth > index::DEEPEST {
        return Err(git2::Error::from_str(&format!("it has more than {} folders within one another", index::DEEPEST)));
    }
    Ok(())
}

/// Lists what is in a folder of a commit, and below. `depth` is how many folders it lies in.
fn list(repository: &Repository, folder: Oid, depth: usize, above: &[u8], entries: &mut Vec<Entry>) -> Result<(), git2::Error> {
    within_depth(depth)?;
    for entry in &repository.find_tree(folder)? {
        let path = [above, entry.name_bytes()].concat();
        if entry.kind() == Some(ObjectType::Tree) {
            list(repository, entry.id(), depth + 1, &[&path, b"/".as_slice()].concat(), entries)?;
        } else if let Some(kind) = u32::try_from(entry.filemode()).ok().and_then(kind) {
            entries.push(Entry { path, kind, id: id(&entry.id()) });
        }
    }
    Ok(())
}

/// Notes what differs between a folder of a commit and what is staged in it; `depth` is how many folders it lies in. `cached` saves to look into folders that are as they
/// were.
fn compare(
    repository: &Repository,
    folder: Option<Oid>,
    depth: usize,
    above: &[u8],
    now: &[Entry],
    cached: Option<&Cached>,
    changes: &mut Vec<Change>,
) -> Result<(), git2::Error> {
    within_depth(depth)?;
    if let (Some(oid), Some((tree, count))) = (folder, cached.and_then(|cached| cached.tree))
        && tree == id(&oid)
        && count == now.len()
    {
        return Ok(());
    }
    let mut rest = now;
    let new = |entries: &[Entry], changes: &mut Vec<Change>| {
        changes.extend(entries.iter().map(|entry| Change { before: None, now: Some(entry.clone()) }));
    };
    let tree = folder.map(|oid| repository.find_tree(oid)).transpose()?;
    for entry in tree.iter().flat_map(git2::Tree::iter) {
        let is_folder = entry.kind() == Some(ObjectType::Tree);
        let path = [above, entry.name_bytes(), if is_folder { b"/" } else { b"" }].concat();
        // Both are in order of path, in which a folder ends in `/`.
        let (before, from) = rest.split_at(rest.partition_point(|other| other.path < path));
        new(before, changes);
        if is_folder {
            let (inside, behind) = from.split_at(from.partition_point(|other| other.path.starts_with(&path)));
            let cached = cached.and_then(|cached| cached.folder(entry.name_bytes()));
            compare(repository, Some(entry.id()), depth + 1, &path, inside, cached, changes)?;
            rest = behind;
        } else {
            let kind = u32::try_from(entry.filemode()).ok().and_then(kind);
            let was = kind.map(|kind| Entry { path, kind, id: id(&entry.id()) });
            let is = from.first().filter(|other| was.as_ref().is_some_and(|was| was.path == other.path));
            rest = &from[usize::from(is.is_some())..];
            if was.as_ref() != is {
                changes.push(Change { before: was, now: is.cloned() });
            }
        }
    }
    new(rest, changes);
    Ok(())
}

/// What the mode of an entry says.
fn kind(mode: u32) -> Option<Kind> {
    match mode & 0o170_000 {
        0o100_000 => Some(Kind::File),
        0o120_000 => Some(Kind::Link),
        0o160_000 => Some(Kind::Submodule),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_within_one_another_are_read_to_a_depth() {
        // With as much room as a program has; a test has less.
        let work = std::thread::Builder::new().stack_size(8 << 20).spawn(read_to_a_depth);
        work.unwrap().join().unwrap();
    }

    fn read_to_a_depth() {
        let folder = tempfile::tempdir().unwrap();
        let repository = Repository::init(folder.path()).unwrap();
        let blob = repository.blob(b"The mill.").unwrap();
        let mut trees = vec![];
        for depth in 0..index::DEEPEST + 2 {
            let mut builder = repository.treebuilder(None).unwrap();
            match trees.last() {
                None => builder.insert("a.md", blob, 0o100_644).unwrap(),
                Some(below) => builder.insert("a", *below, 0o040_000).unwrap(),
            };
            trees.push(builder.write().unwrap());
            assert_eq!(trees.len(), depth + 1);
        }
        let git = Arc::new(Git { repository: Mutex::new(repository), root: folder.path().to_owned() });
        let none = Staged { files: git.kept(Vec::new(), ""), cached: None };
        let told = "a commit cannot be read: it has more than 2048 folders within one another";
        for (tree, expected) in [(trees[index::DEEPEST], Ok(1)), (trees[index::DEEPEST + 1], Err(told.to_owned()))] {
            let revision = Revision(Some(tree));
            assert_eq!(git.files(revision).map(|files| files.entries().len()), expected);
            assert_eq!(git.staged_since(revision, &none).map(|changes| changes.len()), expected);
        }
    }
}
