//! Which seedlint.toml holds for a folder: the nearest one above.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::paths;
use crate::tree::Tree;

/// What the file may be called, below the folder it holds for; the first that stands wins.
pub const NAMES: [&str; 3] = ["seedlint.toml", ".seedlint.toml", ".config/seedlint.toml"];

/// Finds configurations, and remembers what it found.
#[derive(Debug, Default)]
pub struct Finder {
    tree: Tree,
    known: HashMap<PathBuf, Option<PathBuf>>,
}

impl Finder {
    /// One that looks into a tree.
    pub fn in_tree(tree: Tree) -> Self {
        Self { tree, ..Self::default() }
    }

    /// The configuration that holds for `folder`. The search goes upwards, and ends at the first configuration (one that
    /// says no more than `root = true` will do) or at a folder with `.git`. One that lies on the disk alone, and not in a kept tree,
    /// is found all the same: it cannot be read there, and going by another one would pass for a check.
    pub fn find(&mut self, folder: &Path) -> Option<PathBuf> {
        let folder = paths::absolute(folder);
        let mut passed = Vec::new();
        let mut found = None;
        for above in folder.ancestors() {
            if let Some(known) = self.known.get(above) {
                found.clone_from(known);
                break;
            }
            passed.push(above.to_owned());
            found = NAMES.into_iter().map(|name| above.join(name)).find(|path| self.tree.is_file(path) || path.is_file());
            if found.is_some() || self.is_root(above) || above.join(".git").exists() {
                break;
            }
        }
        self.known.extend(passed.into_iter().map(|folder| (folder, found.clone())));
        found
    }

    fn is_root(&self, folder: &Path) -> bool {
        matches!(&self.tree, Tree::Kept(kept) if kept.root() == folder)
    }
}

/// The folder that a configuration holds for: its own, or the one around `.config`.
pub fn folder_of(file: &Path) -> PathBuf {
    let own = paths::absolute(file).parent().map_or_else(PathBuf::new, Path::to_owned);
    if own.file_name().is_some_and(|name| name == ".config") { own.parent().map_or(own.clone(), Path::to_owned) } else { own }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_nearest_wins_and_git_ends_the_search() {
        let base = tempfile::tempdir().unwrap();
        let at = |path: &str| base.path().join(path);
        for folder in ["a/b/c", "a/d/.config", "a/repo/.git", "a/repo/seeds", "a/both", "a/root/seeds"] {
            fs::create_dir_all(at(folder)).unwrap();
        }
        for file in ["a/seedlint.toml", "a/b/.seedlint.toml", "a/d/.config/seedlint.toml", "a/both/.seedlint.toml", "a/both/seedlint.toml"]
        {
            fs::write(at(file), "").unwrap();
        }
        fs::write(at("a/root/seedlint.toml"), "root = true\n").unwrap();
        // A folder of that name is none.
        fs::create_dir_all(at("a/b/c/seedlint.toml")).unwrap();
        let mut finder = Finder::default();
        for (folder, found) in [
            ("a/b/c", Some("a/b/.seedlint.toml")),
            ("a/b", Some("a/b/.seedlint.toml")),
            ("a/x/y", Some("a/seedlint.toml")),
            ("a/d", Some("a/d/.config/seedlint.toml")),
            ("a/repo/seeds", None),
            ("a/both", Some("a/both/seedlint.toml")),
            // A file that says no more than `root = true` is a configuration like any other.
            ("a/root/seeds", Some("a/root/seedlint.toml")),
            ("a/b/../x", Some("a/seedlint.toml")),
            ("a/b/c", Some("a/b/.seedlint.toml")),
        ] {
            assert_eq!(finder.find(&at(folder)), found.map(at), "{folder}");
        }
    }

    #[test]
    fn a_config_folder_stands_for_the_one_around_it() {
        for (file, folder) in [("/a/seedlint.toml", "/a"), ("/a/.config/seedlint.toml", "/a"), ("/a/x/../b.toml", "/a")] {
            assert_eq!(folder_of(Path::new(file)), Path::new(folder));
        }
    }
}
