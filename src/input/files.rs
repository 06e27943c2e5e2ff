//! Seeds among the files of a disk.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::GlobSet;
use ignore::{DirEntry, WalkBuilder};

use super::{Seed, Trouble, kept, reason};
use crate::paths::{absolute, name_of};
use crate::source::Format;
use crate::tree::Tree;

/// Which files are wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Files and folders, as given.
    pub paths: Vec<PathBuf>,
    /// What is chosen of the files in a folder.
    pub globs: Globs,
    /// Whether `globs` and ignore files also hold for files that are named.
    pub force_exclude: bool,
    /// Where they are.
    pub tree: Tree,
    /// In a kept tree, what folders are taken to hold, by absolute path; `None` for all that is there.
    pub among: Option<Arc<BTreeSet<PathBuf>>>,
}

/// What is chosen of the files in a folder. Globs match absolute paths.
#[derive(Debug, Clone, Default)]
pub struct Globs {
    /// Of these, one has to match. `None`: any file does.
    pub include: Option<GlobSet>,
    /// Of these, none may match the file, nor a folder around it below the folder given. `None`: none does.
    pub exclude: Option<GlobSet>,
    /// The endings that a file may have, lower case, without the dot. `None`: those of every known format.
    pub types: Option<Vec<String>>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Each file once, by name.
    pub seeds: Vec<Seed>,
    /// What was asked for and is not there or cannot be read.
    pub troubles: Vec<Trouble>,
    /// Folders that were given and hold no seed that is wanted.
    pub empty: Vec<String>,
    /// How many files were named and left out, for [`Wanted::force_exclude`].
    pub left_out: usize,
}

/// `seeds/` in `folder` if it stands, else the folder: what is linted when no path is given.
pub fn usual_folder(tree: &Tree, folder: &Path) -> PathBuf {
    let seeds = folder.join("seeds");
    if tree.is_dir(&seeds) { seeds } else { folder.to_owned() }
}

/// Finds the seeds that are wanted. A file that is named is a seed whatever [`Wanted::globs`] say, unless
/// [`Wanted::force_exclude`]; one of no known format is trouble. In folders, hidden files, symbolic links and what
/// `.gitignore` and `.seedlintignore` name are passed over, inside a repository or not.
pub fn find(wanted: &Wanted) -> Found {
    let mut found = Found::default();
    for path in &wanted.paths {
        if let Tree::Kept(tree) = &wanted.tree {
            kept::find(tree, path, wanted, &mut found);
            continue;
        }
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk(path, wanted, &mut found),
            Ok(_) => named(path, wanted, &mut found),
            Err(error) => found.troubles.push(Trouble { name: name_of(path), message: refusal(&error) }),
        }
    }
    once(&mut found.seeds, wanted.paths.len() > 1);
    found.seeds.sort_by(|one, other| one.name.cmp(&other.name));
    found
}

impl Globs {
    /// Whether a file that was come upon in a folder is chosen.
    pub fn choose(&self, path: &Path) -> bool {
        let typed = extension(path).is_some_and(|extension| {
            let wanted = self.types.as_ref().is_none_or(|types| types.contains(&extension));
            wanted && Format::of_extension(&extension).is_some()
        });
        let path = absolute(path);
        typed && self.include.as_ref().is_none_or(|include| include.is_match(&path)) && !self.excludes(&path)
    }

    fn excludes(&self, absolute: &Path) -> bool {
        self.exclude.as_ref().is_some_and(|exclude| exclude.is_match(absolute))
    }
}

/// The seeds of a folder.
fn walk(folder: &Path, wanted: &Wanted, found: &mut Found) {
    let before = found.seeds.len();
    let globs = wanted.globs.clone();
    let enter = move |entry: &DirEntry| entry.depth() == 0 || !is_folder(entry) || !globs.excludes(&absolute(entry.path()));
    for entry in walker(folder).filter_entry(enter).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) && wanted.globs.choose(entry.path()) => {
                let Some(format) = format_of(entry.path()) else { continue };
                found.seeds.push(Seed { name: name_of(entry.path()), path: entry.into_path(), format, named: false });
            }
            Ok(_) => {}
            Err(error) => found.troubles.push(trouble(folder, &error)),
        }
    }
    if found.seeds.len() == before {
        found.empty.push(name_of(folder));
    }
}

/// Hidden files and symbolic links are passed over; of ignore files only those that travel with the seeds count, so that
/// two machines see the same.
fn walker(folder: &Path) -> WalkBuilder {
    let mut walker = WalkBuilder::new(folder);
    walker.follow_links(false).hidden(true).ignore(false).require_git(false).git_ignore(true).git_global(false).git_exclude(false);
    walker.add_custom_ignore_filename(".seedlintignore");
    walker
}

/// A file that was named.
fn named(path: &Path, wanted: &Wanted, found: &mut Found) {
    if wanted.force_exclude && (!wanted.globs.choose(path) || is_ignored(path)) {
        found.left_out += 1;
        return;
    }
    match format_of(path) {
        Some(format) => found.seeds.push(Seed { path: path.to_owned(), name: name_of(path), format, named: true }),
        None => found.troubles.push(Trouble { name: name_of(path), message: unknown_format(path) }),
    }
}

/// Whether an ignore file keeps a file from being come upon in a folder.
pub fn passes_over(tree: &Tree, path: &Path) -> bool {
    match tree {
        Tree::Kept(kept) if kept.entry(path).is_some() => kept::is_ignored(kept, path),
        _ => is_ignored(path),
    }
}

/// Whether a walk from the file system's root down to `path` would pass it over.
fn is_ignored(path: &Path) -> bool {
    let path = absolute(path);
    // From the highest folder that may hold ignore files for it; a walk that only goes where the file is.
    let top = path.ancestors().skip(1).find(|folder| folder.join(".git").exists()).or_else(|| path.parent());
    let Some(top) = top else { return false };
    let target = path.clone();
    let mut walk = walker(top).filter_entry(move |entry| target.starts_with(entry.path())).build();
    !walk.any(|entry| entry.is_ok_and(|entry| entry.path() == path && entry.file_type().is_some_and(|kind| kind.is_file())))
}

/// Leaves each file once, under the name that came first. A walk from one path comes upon each file once.
fn once(seeds: &mut Vec<Seed>, several: bool) {
    if !several {
        return;
    }
    let mut kept: Vec<Seed> = Vec::with_capacity(seeds.len());
    let mut places = HashMap::new();
    for seed in seeds.drain(..) {
        let path = std::fs::canonicalize(&seed.path).unwrap_or_else(|_| seed.path.clone());
        match places.entry(path) {
            Entry::Vacant(place) => {
                place.insert(kept.len());
                kept.push(seed);
            }
            Entry::Occupied(place) => kept[*place.get()].named |= seed.named,
        }
    }
    *seeds = kept;
}

fn extension(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

pub(super) fn format_of(path: &Path) -> Option<Format> {
    Format::of_extension(&extension(path)?)
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

pub(super) fn unknown_format(path: &Path) -> String {
    match path.extension() {
        Some(extension) => format!("no known format is written in `.{}` files", extension.to_string_lossy()),
        None => "the name has no ending that tells the format".to_owned(),
    }
}

fn refusal(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::NotFound { "does not exist".to_owned() } else { reason(error) }
}

/// What a walk stumbled over, with the path where that is known.
fn trouble(folder: &Path, error: &ignore::Error) -> Trouble {
    let (mut name, mut inner) = (name_of(folder), error);
    loop {
        inner = match inner {
            ignore::Error::WithPath { path, err } => {
                name = name_of(path);
                err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            ignore::Error::Io(error) => return Trouble { name, message: refusal(error) },
            other => return Trouble { name, message: other.to_string() },
        };
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use globset::{Glob, GlobSetBuilder};
    use tempfile::TempDir;

    use super::*;

    fn tree(files: &[&str]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let (path, text) = file.split_once('=').unwrap_or((file, ""));
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    /// The names found, without the folder they are in.
    fn names(folder: &TempDir, found: &Found) -> Vec<String> {
        let base = format!("{}/", name_of(folder.path()));
        found.seeds.iter().map(|seed| seed.name.replace(&base, "")).collect()
    }

    fn wanted(folder: &TempDir, paths: &[&str]) -> Wanted {
        let paths = paths.iter().map(|path| folder.path().join(path)).collect();
        Wanted { paths, ..Wanted::default() }
    }

    fn glob(folder: &TempDir, pattern: &str) -> Option<GlobSet> {
        let glob = Glob::new(&folder.path().join(pattern).display().to_string()).unwrap();
        GlobSetBuilder::new().add(glob).build().ok()
    }

    const FILES: &[&str] = &[
        "b.md",
        "a.txt",
        "a-b/x.md",
        "a/x.md",
        "a/y.MARKDOWN",
        "picture.png",
        ".hidden.md",
        ".hidden/z.md",
        "out/o.md",
        "notes/draft.md",
        "notes/kept.md",
        ".gitignore=out/\n",
        "notes/.seedlintignore=draft*\n",
    ];

    #[test]
    fn a_folder_is_walked_in_order() {
        let folder = tree(FILES);
        let found = find(&wanted(&folder, &["."]));
        assert_eq!(names(&folder, &found), ["a-b/x.md", "a.txt", "a/x.md", "a/y.MARKDOWN", "b.md", "notes/kept.md"]);
        assert_eq!(found.troubles, []);
    }

    #[test]
    fn named_files_are_read_whatever_is_ignored() {
        let folder = tree(FILES);
        let paths = [".hidden.md", "out/o.md", "notes/draft.md", "b.md"];
        let mut wanted = wanted(&folder, &paths);
        wanted.globs.exclude = glob(&folder, "b.md");
        assert_eq!(names(&folder, &find(&wanted)), [".hidden.md", "b.md", "notes/draft.md", "out/o.md"]);
        wanted.force_exclude = true;
        fs::create_dir(folder.path().join(".git")).unwrap();
        assert_eq!(names(&folder, &find(&wanted)), [] as [&str; 0]);
        wanted.paths.push(folder.path().join("a/x.md"));
        assert_eq!(names(&folder, &find(&wanted)), ["a/x.md"]);
    }

    #[test]
    fn globs_choose() {
        let folder = tree(FILES);
        for (include, exclude, types, chosen) in [
            (None, Some("a"), None, vec!["a-b/x.md", "a.txt", "b.md", "notes/kept.md"]),
            (None, Some("a/**"), None, vec!["a-b/x.md", "a.txt", "b.md", "notes/kept.md"]),
            (Some("a/**"), Some("a/x.md"), None, vec!["a/y.MARKDOWN"]),
            (Some("notes/*"), None, None, vec!["notes/kept.md"]),
            (None, None, Some(vec!["txt".to_owned()]), vec!["a.txt"]),
        ] {
            let mut wanted = wanted(&folder, &["."]);
            wanted.globs.include = include.and_then(|pattern| glob(&folder, pattern));
            wanted.globs.exclude = exclude.and_then(|pattern| glob(&folder, pattern));
            wanted.globs.types = types;
            assert_eq!(names(&folder, &find(&wanted)), chosen, "{include:?} {exclude:?}");
        }
    }

    #[test]
    fn trouble_does_not_stop_the_rest() {
        let folder = tree(&["a.md", "b.pdf", "c", "empty/x.png"]);
        let found = find(&wanted(&folder, &["missing.md", "b.pdf", "c", "a.md", "empty"]));
        assert_eq!(names(&folder, &found), ["a.md"]);
        let troubles: Vec<_> = found.troubles.iter().map(|trouble| trouble.message.as_str()).collect();
        assert_eq!(
            troubles,
            ["does not exist", "no known format is written in `.pdf` files", "the name has no ending that tells the format"]
        );
        assert_eq!(found.empty, [name_of(&folder.path().join("empty"))]);
    }

    #[test]
    fn a_file_is_read_once() {
        let folder = tree(&["a/x.md", "a/y.md"]);
        let found = find(&wanted(&folder, &["a/x.md", "a", "./a/../a/y.md", "a/x.md"]));
        assert_eq!(names(&folder, &found), ["a/x.md", "a/y.md"]);
        assert!(found.seeds.iter().all(|seed| seed.named));
        assert!(find(&wanted(&folder, &["a"])).seeds.iter().all(|seed| !seed.named));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_passed_over_unless_named() {
        let folder = tree(&["a/x.md"]);
        std::os::unix::fs::symlink(folder.path().join("a/x.md"), folder.path().join("link.md")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("a"), folder.path().join("round")).unwrap();
        std::os::unix::fs::symlink("nowhere", folder.path().join("broken.md")).unwrap();
        assert_eq!(names(&folder, &find(&wanted(&folder, &["."]))), ["a/x.md"]);
        assert_eq!(names(&folder, &find(&wanted(&folder, &["link.md"]))), ["link.md"]);
        assert_eq!(find(&wanted(&folder, &["broken.md"])).troubles[0].message, "does not exist");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_not_utf8_is_shown_as_nearly_as_can_be() {
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(std::ffi::OsStr::from_bytes(b"caf\xe9.md")), "text").unwrap();
        let found = find(&wanted(&folder, &["."]));
        assert_eq!(names(&folder, &found), ["caf\u{fffd}.md"]);
        assert_eq!(found.seeds[0].read().unwrap().text, "text");
    }
}
