//! What git says of a check: which seeds count, where they are read, and what their earlier versions have.
//!
//! In go the options and the seeds that were found; out come those that are to be checked, each with the place of its earlier
//! version. Where git cannot answer, nothing is checked: a guess would pass for a check.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use super::arguments::Check;
use super::around::Surroundings;
use super::houses::{House, Houses};
use super::ledgers;
use super::seeds::{self, Item};
use super::terminal::Terminal;
use super::threads;
use crate::git::{self, Git, Now, Revision};
use crate::input::{self, Trouble};
use crate::ledger::file;
use crate::paths;
use crate::source::{Format, Source};
use crate::tree::{self, Entry, Id, Kept, Kind, Tree};

/// What a check is held against.
#[derive(Default)]
pub(super) struct Gate {
    /// Where seeds and all that steers their check are read.
    pub(super) tree: Tree,
    /// What folders are taken to hold where only what is staged counts: the files that differ from HEAD, and seeds of which the
    /// ledger does, absolute.
    pub(super) among: Option<Arc<BTreeSet<PathBuf>>>,
    against: Option<Against>,
}

struct Against {
    git: Arc<Git>,
    now: Now,
    base: Revision,
    files: Arc<Kept>,
    surroundings: Surroundings,
    /// Whether findings that the earlier version has are known.
    compares: bool,
    new_only: bool,
}

impl Gate {
    /// The gate that is asked for. The error is for users.
    pub(super) fn open(check: &Check) -> Result<Self, String> {
        let asked = &check.git;
        if !asked.staged && asked.since.is_none() {
            return Ok(Self::default());
        }
        let git = git::open()?;
        let base = asked.since.as_ref().map_or_else(|| git.head(), |revision| git.merge_base(revision))?;
        // In a large repository both take their time, and neither needs the other.
        let (files, index) = thread::scope(|scope| {
            let index = asked.staged.then(|| scope.spawn(|| git::open().and_then(|git| git.index())));
            let files = git.files(base);
            (files, index.map(|index| index.join().unwrap_or_else(|_| Err("the index cannot be read".to_owned()))))
        });
        let files = Arc::new(files?);
        let (mut tree, mut among, mut now) = (Tree::Disk, None, Now::Disk);
        if let Some(index) = index {
            let index = Arc::new(index?);
            // What has not changed itself may have findings since something that it links to has.
            among = asked.since.is_none().then(|| Arc::new(concerned(&index, &files)));
            (tree, now) = (Tree::Kept(index), Now::Index);
        }
        let surroundings = Surroundings::in_tree(Tree::Kept(Arc::clone(&files)));
        let (compares, new_only) = (asked.since.is_some(), asked.new_only);
        Ok(Self { tree, among, against: Some(Against { git, now, base, files, surroundings, compares, new_only }) })
    }

    /// Whether all that is in a folder is read, and not only what changed.
    pub(super) const fn reads_all(&self) -> bool {
        self.against.is_none()
    }

    /// The staged files that a merge left open, as reports name them.
    pub(super) fn unmerged(&self) -> Vec<String> {
        let Tree::Kept(index) = &self.tree else { return Vec::new() };
        let open = index.entries().iter().filter(|entry| entry.kind == Kind::Unmerged);
        open.map(|entry| paths::seen_from_here(&index.path_of(entry))).collect()
    }

    /// Keeps the seeds that are to be checked, and notes where their earlier versions lie. Those that cannot be held against
    /// anything are told and given back. The error is for users.
    pub(super) fn choose(
        &self,
        items: &mut Vec<Item>,
        houses: &Houses,
        jobs: usize,
        terminal: &mut Terminal,
    ) -> Result<Vec<Trouble>, String> {
        let Some(against) = self.against.as_ref().filter(|against| against.compares || against.new_only) else { return Ok(Vec::new()) };
        let mut strangers = Vec::new();
        items.retain(|item| match against.stranger(&item.path) {
            Some(why) => {
                terminal.tell("error", &format!("{}: {why}", item.name()));
                strangers.push(Trouble { name: item.name().to_owned(), message: why.to_string() });
                false
            }
            None => true,
        });
        let renames = against.renames(items)?;
        let touched = if against.compares { against.touched()? } else { HashSet::new() };
        let registers: Vec<bool> = houses.all().iter().map(|house| against.register_stands(house, &self.tree)).collect();
        let mut chosen = Vec::new();
        let work = |index: usize| match against.before(&items[index], houses, &renames, &touched, &self.tree) {
            Before::Same if !against.ledger_stands(&items[index], registers[items[index].house], &self.tree) => {
                Before::Was(items[index].path.clone())
            }
            before => before,
        };
        threads::in_order(jobs, items.len(), work, |_, before| chosen.push(before));
        let mut chosen = chosen.into_iter();
        items.retain_mut(|item| match chosen.next() {
            Some(Before::Same) | None => false,
            Some(Before::Was(_)) if against.new_only => false,
            Some(Before::Was(path)) => {
                item.before = Some(path);
                true
            }
            Some(Before::Nothing) => true,
        });
        Ok(strangers)
    }

    /// The earlier version of a seed, and what stood around it. One that is no text has nothing that could be known.
    pub(super) fn earlier(&self, item: &Item, format: Format) -> Result<Option<(Source, &Surroundings)>, Trouble> {
        let (Some(against), Some(path)) = (&self.against, &item.before) else { return Ok(None) };
        let Some(entry) = against.files.entry(path) else { return Ok(None) };
        let unreadable = |message| Trouble { name: item.name().to_owned(), message: format!("its earlier version: {message}") };
        let bytes = against.files.read(entry).map_err(unreadable)?;
        let extension = path.extension().and_then(|extension| extension.to_str());
        let format = extension.and_then(Format::of_extension).unwrap_or(format);
        Ok(input::from_bytes(item.name(), format, &bytes).ok().map(|source| (source, &against.surroundings)))
    }

    /// Which files were renamed since the file at `path` got its present content, by new path. Without git: none.
    pub(super) fn renames_since_written(&self, path: &Path, text: &str) -> HashMap<PathBuf, PathBuf> {
        let git = self.against.as_ref().map_or_else(git::open, |against| Ok(Arc::clone(&against.git)));
        let now = self.against.as_ref().map_or(Now::Disk, |against| against.now);
        let found = git.ok().zip(git::id_of(text.as_bytes()).ok());
        let found = found.and_then(|(git, id)| git.written(path, id).and_then(|since| git.renames(since, now).ok()));
        found.unwrap_or_default()
    }
}

/// What a seed was at the base.
enum Before {
    /// The same, with the same around it.
    Same,
    /// A seed with another text, or elsewhere.
    Was(PathBuf),
    /// No seed.
    Nothing,
}

impl Against {
    /// Why a path cannot be held against the base, where it cannot.
    fn stranger(&self, path: &Path) -> Option<&'static str> {
        if self.files.below(path).is_none() {
            return Some("outside of the repository");
        }
        self.files.submodule_around(path).map(|_| "in a submodule, which is a repository of its own; run seedlint inside of it")
    }

    fn at(&self, path: &Path) -> Option<&Entry> {
        self.files.entry(path).filter(|entry| entry.kind == Kind::File)
    }

    /// Whether a file is as it was, or is not there as before.
    fn stands(&self, path: &Path, tree: &Tree) -> bool {
        match (self.at(path), content(tree, path)) {
            (None, now) => now.is_none(),
            (Some(entry), now) => now.is_some_and(|ids| ids.contains(&entry.id)),
        }
    }

    fn register_stands(&self, house: &House, tree: &Tree) -> bool {
        ledgers::REGISTER.iter().all(|name| self.stands(&ledgers::factcheck_folder(house).join(name), tree))
    }

    /// Whether what the ledger says of a seed is what it said, the seed being the same.
    fn ledger_stands(&self, item: &Item, register: bool, tree: &Tree) -> bool {
        let [claims, checks] = [file::claims_path(&item.path), file::checks_path(&item.path)];
        let has = || tree.is_file(&claims) || tree.is_file(&checks);
        self.stands(&claims, tree) && self.stands(&checks, tree) && (register || !has())
    }

    /// What was renamed, looked up only where a seed was not there before under its name.
    fn renames(&self, items: &[Item]) -> Result<HashMap<PathBuf, PathBuf>, String> {
        if items.iter().all(|item| self.at(&item.path).is_some()) {
            return Ok(HashMap::new());
        }
        self.git.renames(self.base, self.now)
    }

    /// The last words of the names of files that a seed may link to and that are not what they were.
    fn touched(&self) -> Result<HashSet<Vec<u8>>, String> {
        let changed = self.git.changed(self.base, self.now)?;
        let names = changed.iter().filter_map(|path| path.file_name());
        let last = |name: &std::ffi::OsStr| words(&tree::bytes_of(Path::new(name))).last().map(<[u8]>::to_vec);
        Ok(names.filter_map(last).collect())
    }

    fn before(&self, item: &Item, houses: &Houses, renames: &HashMap<PathBuf, PathBuf>, touched: &HashSet<Vec<u8>>, tree: &Tree) -> Before {
        if let Some(entry) = self.at(&item.path) {
            let same = content(tree, &item.path).is_some_and(|ids| ids.contains(&entry.id));
            let around = || !touched.is_empty() && tree.read(&item.path).is_ok_and(|bytes| mentions(&bytes, touched));
            return if same && !around() { Before::Same } else { Before::Was(self.files.path_of(entry)) };
        }
        let path = self.files.below(&item.path).map(|below| self.files.root().join(tree::path_of_bytes(&below)));
        let old = path.and_then(|path| renames.get(&path));
        // What was renamed into a seed but was none itself was never checked.
        let old = old.filter(|old| seeds::globs(houses.get(item.house)).choose(old) && self.at(old).is_some());
        old.map_or(Before::Nothing, |old| Before::Was(old.clone()))
    }
}

/// The hashes of what may have been committed as the content of a file: as it is, and with the line ends that git stores.
fn content(tree: &Tree, path: &Path) -> Option<Vec<Id>> {
    if let Tree::Kept(kept) = tree {
        return kept.entry(path).map(|entry| vec![entry.id]);
    }
    let bytes = tree.read(path).ok()?;
    let mut ids = vec![git::id_of(&bytes).ok()?];
    if bytes.windows(2).any(|pair| pair == b"\r\n") {
        let is_plain = |at: &usize| !(bytes[*at] == b'\r' && bytes.get(at + 1) == Some(&b'\n'));
        let plain: Vec<_> = (0..bytes.len()).filter(is_plain).map(|at| bytes[at]).collect();
        ids.push(git::id_of(&plain).ok()?);
    }
    Some(ids)
}

/// Whether a text holds one of these words, be it as an address has it: `%20` for a space.
fn mentions(text: &[u8], names: &HashSet<Vec<u8>>) -> bool {
    let unescaped = |word: &[u8]| words(&paths::unescaped(word)).last().is_some_and(|last| names.contains(last));
    words(text).any(|word| names.contains(word.strip_suffix(b".").unwrap_or(word)) || (word.contains(&b'%') && unescaped(word)))
}

/// What may be a part of a file's name, and stands between other marks.
fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let parts = |byte: &u8| !(byte.is_ascii_alphanumeric() || !byte.is_ascii() || matches!(byte, b'.' | b'-' | b'_' | b'%'));
    text.split(parts).filter(|word| !word.is_empty())
}

/// The files that differ, and the seeds of which the ledger does, or the register that it rests on.
fn concerned(now: &Kept, base: &Kept) -> BTreeSet<PathBuf> {
    let mut concerned = differing(now, base);
    // What was deleted counts, too.
    let ledgers: BTreeSet<PathBuf> = concerned.iter().cloned().chain(differing(base, now)).collect();
    let registers: BTreeSet<&Path> = ledgers
        .iter()
        .filter(|path| ledgers::REGISTER.iter().any(|name| path.ends_with(Path::new(ledgers::FOLDER).join(name))))
        .filter_map(|path| path.parent()?.parent())
        .collect();
    let is_ledger = |path: &PathBuf| path.to_string_lossy().ends_with(".toml");
    if registers.is_empty() && !ledgers.iter().any(is_ledger) {
        return concerned;
    }
    let seeds = now.entries().iter().filter(|entry| entry.kind == Kind::File).map(|entry| now.path_of(entry));
    let seeds = seeds.filter(|path| path.extension().and_then(|ending| ending.to_str()).and_then(Format::of_extension).is_some());
    let seeds = seeds.filter(|path| {
        let [claims, checks] = [file::claims_path(path), file::checks_path(path)];
        let has = || now.entry(&claims).is_some() || now.entry(&checks).is_some();
        ledgers.contains(&claims) || ledgers.contains(&checks) || registers.iter().any(|folder| path.starts_with(folder)) && has()
    });
    concerned.extend(seeds);
    concerned
}

/// The files that are not in both trees with the same content, as `now` has them.
fn differing(now: &Kept, base: &Kept) -> BTreeSet<PathBuf> {
    let mut base = base.entries().iter().peekable();
    let differs = |entry: &&Entry| {
        while base.next_if(|other| other.path.cmp(&entry.path) == Ordering::Less).is_some() {}
        base.next_if(|other| other.path == entry.path).is_none_or(|other| (other.id, other.kind) != (entry.id, entry.kind))
    };
    let differing = now.entries().iter().filter(differs).filter(|entry| entry.kind == Kind::File);
    differing.map(|entry| now.path_of(entry)).collect()
}
