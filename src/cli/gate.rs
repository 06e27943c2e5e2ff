//! What git says of a check: which seeds count, where they are read, and what their earlier versions have.
//!
//! In go the options and the seeds that were found; out come those that are to be checked, each with the place of its earlier
//! version. Where git cannot answer, nothing is checked: a guess would pass for a check.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::Check;
use super::around::{self, Surroundings};
use super::houses::{House, Houses};
use super::ledgers;
use super::seeds::{self, Item};
use super::terminal::Terminal;
use super::threads;
use crate::document;
use crate::facts;
use crate::git::{self, Change, Git, Now, Revision};
use crate::input::{self, Trouble};
use crate::ledger::file;
use crate::paths;
use crate::source::{Format, Source, decoded};
use crate::tree::{self, Entry, Id, Kept, Kind, Tree};

/// What a check is held against.
#[derive(Default)]
pub(super) struct Gate {
    /// Where seeds and all that steers their check are read.
    pub(super) tree: Tree,
    /// What folders are taken to hold where only what is staged counts, by absolute path: the files that differ from HEAD, seeds
    /// of which the ledger does, and those that lead to what is not there any more.
    pub(super) among: Option<Arc<BTreeSet<PathBuf>>>,
    /// The files that are among them without differing, below the root.
    led: HashSet<Vec<u8>>,
    git: Option<(Arc<Git>, Now)>,
    against: Option<Against>,
}

struct Against {
    git: Arc<Git>,
    now: Now,
    base: Revision,
    files: Arc<Kept>,
    surroundings: Surroundings,
    /// The last words of the names of files that a seed may lead to and that are not what they were; none where the disk tells.
    touched: Option<HashSet<Vec<u8>>>,
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
        let (compares, new_only) = (asked.since.is_some(), asked.new_only);
        let against = |now, files: Kept, touched| {
            let files = Arc::new(files);
            let surroundings = Surroundings::in_tree(Tree::Kept(Arc::clone(&files)));
            Against { git: Arc::clone(&git), now, base, files, surroundings, touched, compares, new_only }
        };
        if !asked.staged {
            let against = Some(against(Now::Disk, git.files(base)?, None));
            return Ok(Self { git: Some((git, Now::Disk)), against, ..Self::default() });
        }
        let staged = git.index()?;
        let changes = git.staged_since(base, &staged)?;
        let index = &staged.files;
        let touched = touched(index, &changes);
        let mut led = HashSet::new();
        let mut among = None;
        if !compares {
            let mut files: BTreeSet<PathBuf> = differing(&changes).map(|entry| index.path_of(entry)).collect();
            if !new_only {
                let leading = leading(index, &changes, &touched, check.paths.jobs);
                files.extend(leading.iter().map(|entry| index.path_of(entry)));
                led.extend(leading.into_iter().map(|entry| entry.path.clone()));
            }
            for entry in of_ledgers(index, &changes) {
                led.remove(&entry.path);
                files.insert(index.path_of(entry));
            }
            among = Some(Arc::new(files));
        }
        let held = compares || new_only || !led.is_empty();
        let against = held.then(|| against(Now::Index, git.files_before(&staged, &changes), Some(touched)));
        Ok(Self { tree: Tree::Kept(Arc::new(staged.files)), among, led, git: Some((git, Now::Index)), against })
    }

    /// Whether all that is in a folder is read, and not only what changed.
    pub(super) const fn reads_all(&self) -> bool {
        self.git.is_none()
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
        let Some(against) = &self.against else { return Ok(Vec::new()) };
        if !(against.compares || against.new_only) {
            // What did not change itself has only those findings that are new since something that it leads to changed.
            let is_led = |item: &&mut Item| !item.named() && against.files.below(&item.path).is_some_and(|below| self.led.contains(&below));
            items.iter_mut().filter(is_led).for_each(|item| item.before = Some(paths::absolute(&item.path)));
            return Ok(Vec::new());
        }
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
        let touched = against.touched()?;
        let mut chosen = Vec::new();
        let registers: Vec<bool> = houses.all().iter().map(|house| against.register_stands(house, &self.tree)).collect();
        let work = |index: usize| {
            let item = &items[index];
            match against.before(item, houses, &renames, &touched, &self.tree) {
                Before::Same if !against.ledger_stands(item, registers[item.house], &self.tree) => Before::Was(item.path.clone()),
                before => before,
            }
        };
        threads::in_order(jobs, items.len(), work, |_, before| chosen.push(before));
        let mut chosen = chosen.into_iter();
        items.retain_mut(|item| match chosen.next() {
            Some(Before::Same) => false,
            // What nobody looked at is checked.
            None => true,
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
        let (git, now) = match &self.git {
            Some((git, now)) => (Ok(Arc::clone(git)), *now),
            None => (git::open(), Now::Disk),
        };
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
        let folder = seeds::factcheck_folder(&house.config);
        ledgers::REGISTER.iter().all(|name| self.stands(&folder.join(name), tree))
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

    /// The last words of the names of files that a seed may lead to and that are not what they were.
    fn touched(&self) -> Result<Cow<'_, HashSet<Vec<u8>>>, String> {
        if !self.compares {
            return Ok(Cow::Owned(HashSet::new()));
        }
        if let Some(touched) = &self.touched {
            return Ok(Cow::Borrowed(touched));
        }
        let changed = self.git.changed(self.base, self.now)?;
        let names = changed.iter().filter_map(|path| path.file_name());
        Ok(Cow::Owned(names.map(|name| last_word(&tree::bytes_of(Path::new(name)))).collect()))
    }

    fn before(&self, item: &Item, houses: &Houses, renames: &HashMap<PathBuf, PathBuf>, touched: &HashSet<Vec<u8>>, tree: &Tree) -> Before {
        if let Some(entry) = self.at(&item.path) {
            let same = content(tree, &item.path).is_some_and(|ids| ids.contains(&entry.id));
            // What cannot be read is for the check to tell.
            let around = || !touched.is_empty() && tree.read(&item.path).map_or(true, |bytes| leads(&item.path, &bytes, touched));
            return if same && !around() { Before::Same } else { Before::Was(self.files.path_of(entry)) };
        }
        let path = self.files.below(&item.path).map(|below| self.files.root().join(tree::path_of_bytes(&below)));
        let old = path.and_then(|path| renames.get(&path));
        // What was renamed into a seed but was none itself was never checked.
        let old = old.filter(|old| seeds::globs(&houses.get(item.house).config).choose(old) && self.at(old).is_some());
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

/// Whether a text holds one of these words.
fn mentions(text: &[u8], names: &HashSet<Vec<u8>>) -> bool {
    words(text).any(|word| {
        let word = word.to_ascii_lowercase();
        names.contains(&word) || word.strip_suffix(b".").is_some_and(|word| names.contains(word))
    })
}

/// What a file's name is looked for by: its last word, which stands in any text that leads to it unless it is escaped there.
fn last_word(name: &[u8]) -> Vec<u8> {
    words(name).last().unwrap_or_default().to_ascii_lowercase()
}

/// Whether the text of a seed may lead to one of the files that are named so.
fn leads(path: &Path, text: &[u8], names: &HashSet<Vec<u8>>) -> bool {
    // A name without a letter or a digit has no word to look for.
    if names.contains(b"".as_slice()) || mentions(text, names) {
        return true;
    }
    if !text.iter().any(|byte| matches!(byte, b'\\' | b'&' | b'%')) {
        return false;
    }
    // A link may be escaped in the manner of Markdown, HTML, addresses, YAML or TOML: those who read it know.
    let (Some(format), Ok(text)) = (format_of(path), decoded(text.to_vec())) else { return true };
    let outside = seeds::within_borders("", || Ok(facts::outside(&document::read(&Source::new("", format, text)))));
    outside
        .map_or(true, |outside| outside.files.keys().chain(&outside.bibliographies).any(|file| names.contains(&last_word(file.as_bytes()))))
}

/// What may be a part of a file's name, and stands between other marks.
fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let parts = |byte: &u8| !(byte.is_ascii_alphanumeric() || !byte.is_ascii() || matches!(byte, b'.' | b'-' | b'_' | b'%'));
    text.split(parts).filter(|word| !word.is_empty())
}

/// What is staged of the files that changed.
fn differing(changes: &[Change]) -> impl Iterator<Item = &Entry> {
    changes.iter().filter_map(|change| change.now.as_ref()).filter(|entry| entry.kind == Kind::File)
}

/// The staged seeds of which the ledger changed, or the register that it rests on.
fn of_ledgers<'k>(index: &'k Kept, changes: &[Change]) -> Vec<&'k Entry> {
    let path = |entry: &Entry| tree::path_of_bytes(&entry.path);
    let changed = changes.iter().filter_map(|change| change.now.as_ref().or(change.before.as_ref())).map(path);
    let changed: BTreeSet<PathBuf> =
        changed.filter(|path| path.extension().is_some_and(|ending| ending == "toml" || ending == "lock")).collect();
    if changed.is_empty() {
        return Vec::new();
    }
    let is_register = |path: &&PathBuf| ledgers::REGISTER.iter().any(|name| path.ends_with(Path::new(ledgers::FOLDER).join(name)));
    let registers: Vec<&Path> = changed.iter().filter(is_register).filter_map(|path| path.parent()?.parent()).collect();
    let is_concerned = |entry: &&Entry| {
        let seed = path(entry);
        let [claims, checks] = [file::claims_path(&seed), file::checks_path(&seed)];
        let has = || [&claims, &checks].iter().any(|path| index.entry(&index.root().join(path)).is_some());
        changed.contains(&claims) || changed.contains(&checks) || registers.iter().any(|folder| seed.starts_with(folder)) && has()
    };
    let is_seed = |entry: &&Entry| entry.kind == Kind::File && format_of(&path(entry)).is_some();
    index.entries().iter().filter(is_seed).filter(is_concerned).collect()
}

/// The last words of the names of files that lack something that a seed may lead to, or that say which sources there are.
fn touched(index: &Kept, changes: &[Change]) -> HashSet<Vec<u8>> {
    let mut names = HashSet::new();
    for Change { before, now } in changes {
        let Some(entry) = before.as_ref().or(now.as_ref()) else { continue };
        let path = tree::path_of_bytes(&entry.path);
        let is_kept = now.as_ref().is_some_and(|now| now.kind == Kind::File) && before.as_ref().is_none_or(|was| was.kind == Kind::File);
        let is_register = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("bib"));
        if !is_kept {
            // With a file, the folders around it may go.
            let dotted = path.ancestors().skip(1).filter_map(Path::file_name).filter(|name| name.to_string_lossy().contains('.'));
            names.extend(dotted.map(|name| last_word(&tree::bytes_of(Path::new(name)))));
        }
        if !is_kept || is_register || lacks(index, &path, before.as_ref(), now.as_ref()) {
            names.insert(last_word(entry.path.rsplit(|byte| *byte == b'/').next().unwrap_or_default()));
        }
    }
    names
}

/// Whether a page lacks a place for links that it had, or may.
fn lacks(index: &Kept, path: &Path, before: Option<&Entry>, now: Option<&Entry>) -> bool {
    let (Some(before), Some(now)) = (before, now) else { return false };
    let Some(format) = format_of(path).filter(|format| *format != Format::Plain) else { return false };
    let places = |entry| {
        let text = index.read(entry).and_then(decoded).ok()?;
        seeds::within_borders("", || Ok(around::places(&Source::new("", format, text)))).ok()
    };
    // Where the earlier text cannot be read, nobody knew its places.
    places(before).is_none_or(|before| places(now).is_none_or(|now| !before.is_subset(&now)))
}

/// The staged texts that did not change and may lead to one of the files that are named so.
fn leading<'k>(index: &'k Kept, changes: &[Change], names: &HashSet<Vec<u8>>, jobs: usize) -> Vec<&'k Entry> {
    if names.is_empty() {
        return Vec::new();
    }
    let changed: HashSet<&[u8]> = differing(changes).map(|entry| entry.path.as_slice()).collect();
    let is_text = |entry: &&Entry| entry.kind == Kind::File && format_of(&tree::path_of_bytes(&entry.path)).is_some();
    let texts: Vec<_> = index.entries().iter().filter(is_text).filter(|entry| !changed.contains(entry.path.as_slice())).collect();
    let mut leading = Vec::new();
    // What cannot be read is for the check to tell.
    let work = |at: usize| index.read(texts[at]).map_or(true, |bytes| leads(&tree::path_of_bytes(&texts[at].path), &bytes, names));
    threads::in_order(jobs, texts.len(), work, |at, leads| leading.extend(leads.then(|| texts[at])));
    leading
}

fn format_of(path: &Path) -> Option<Format> {
    path.extension().and_then(|extension| Format::of_extension(&extension.to_string_lossy()))
}
