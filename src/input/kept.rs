//! Seeds in a tree that somebody keeps, such as the index of a repository.
//!
//! What is chosen in a folder is what would be on a disk, but for `.gitignore`: a file that git keeps is not ignored.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::files::{Found, Wanted, format_of, unknown_format};
use super::{Seed, Trouble};
use crate::paths::{absolute, name_of};
use crate::tree::{self, Kept, Kind};

/// The file that says which seeds of a folder are passed over.
const IGNORE: &str = ".seedlintignore";

/// Finds what one path names.
pub(super) fn find(kept: &Kept, path: &Path, wanted: &Wanted, found: &mut Found) {
    let mut trouble = |message: &str| found.troubles.push(Trouble { name: name_of(path), message: message.to_owned() });
    match kept.entry(path).map(|entry| entry.kind) {
        Some(Kind::File) => named(kept, path, wanted, found),
        Some(Kind::Link) => trouble("a symbolic link; name the file that it leads to"),
        Some(Kind::Submodule) => trouble(SUBMODULE),
        Some(Kind::Unmerged) => trouble(tree::UNMERGED),
        None if kept.below(path).is_none() => trouble("outside of the repository"),
        None if wanted.tree.is_dir(path) => walk(kept, path, wanted, found),
        None if kept.submodule_around(path).is_some() => trouble(SUBMODULE),
        None if path.is_dir() => found.empty.push(name_of(path)),
        None if path.exists() => trouble("not in the index; `git add` puts it there"),
        None => trouble("does not exist"),
    }
}

const SUBMODULE: &str = "in a submodule, which is a repository of its own; run seedlint inside of it";

/// The seeds of a folder.
fn walk(kept: &Kept, folder: &Path, wanted: &Wanted, found: &mut Found) {
    let Some(base) = kept.below(folder).map(|below| kept.root().join(tree::path_of_bytes(&below))) else { return };
    let mut enter = |path: PathBuf| {
        let Some(below) = kept.root().join(path).strip_prefix(&base).ok().map(Path::to_owned) else { return };
        let hidden = below.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
        let path = folder.join(below);
        let Some(format) = format_of(&path).filter(|_| !hidden && wanted.globs.choose(&path)) else { return };
        if !is_ignored(kept, &path) {
            found.seeds.push(Seed { name: name_of(&path), path, format, named: false });
        }
    };
    match &wanted.among {
        Some(among) => among.iter().for_each(|path| enter(path.clone())),
        None => kept.entries().iter().filter(|entry| entry.kind == Kind::File).for_each(|entry| enter(tree::path_of_bytes(&entry.path))),
    }
}

/// A file that was named.
fn named(kept: &Kept, path: &Path, wanted: &Wanted, found: &mut Found) {
    if wanted.force_exclude && (!wanted.globs.choose(path) || is_ignored(kept, path)) {
        found.left_out += 1;
        return;
    }
    match format_of(path) {
        Some(format) => found.seeds.push(Seed { path: path.to_owned(), name: name_of(path), format, named: true }),
        None => found.troubles.push(Trouble { name: name_of(path), message: unknown_format(path) }),
    }
}

/// Whether a path, or a folder around it, is passed over. Of several files that speak of it, the nearest has its say.
pub(super) fn is_ignored(kept: &Kept, path: &Path) -> bool {
    let whole = absolute(path);
    let around: Vec<_> = whole.ancestors().skip(1).take_while(|folder| folder.starts_with(kept.root())).collect();
    let files: Vec<_> = around.iter().filter_map(|folder| ignore_file(kept, folder)).collect();
    if files.is_empty() {
        return false;
    }
    let says = |path: &Path, folder: bool| {
        let said = files.iter().filter(|file| path.starts_with(file.path()) && path != file.path());
        said.map(|file| file.matched(path, folder)).find(|said| !said.is_none()).is_some_and(|said| said.is_ignore())
    };
    says(&whole, false) || around.iter().any(|folder| says(folder, true))
}

fn ignore_file(kept: &Kept, folder: &Path) -> Option<Gitignore> {
    let bytes = kept.read(kept.entry(&folder.join(IGNORE))?).ok()?;
    let mut builder = GitignoreBuilder::new(folder);
    for line in String::from_utf8_lossy(&bytes).lines() {
        // A line that is no pattern ignores nothing.
        let _ = builder.add_line(None, line);
    }
    builder.build().ok()
}
