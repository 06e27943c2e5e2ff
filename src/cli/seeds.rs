//! The seeds that a command is asked to read, each with the house it belongs to.

use std::collections::BTreeSet;
use std::fs::File;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::Paths;
use super::houses::Houses;
use super::ledgers;
use super::terminal::Terminal;
use crate::config::Config;
use crate::input::{self, Seed, Trouble, Wanted};
use crate::paths;
use crate::source::Source;
use crate::tree::Tree;
use crate::triage::Fingerprints;

/// One thing to read.
pub(super) struct Item {
    /// Where it is, for levels by path; the name given for standard input.
    pub(super) path: PathBuf,
    /// The number of its house.
    pub(super) house: usize,
    /// Where its earlier version lies, absolute; none where there is none, or nobody asks for one.
    pub(super) before: Option<PathBuf>,
    /// What the baseline knows of it.
    pub(super) baseline: Option<Arc<Fingerprints>>,
    /// Where it is read.
    tree: Tree,
    what: What,
}

enum What {
    File(Seed),
    /// Standard input, which is read once, at once.
    Read(Result<Source, Trouble>),
}

impl Item {
    /// How reports name it.
    pub(super) fn name(&self) -> &str {
        match &self.what {
            What::File(seed) => &seed.name,
            What::Read(Ok(source)) => &source.name,
            What::Read(Err(trouble)) => &trouble.name,
        }
    }

    /// Whether it was asked for itself.
    pub(super) const fn named(&self) -> bool {
        match &self.what {
            What::File(seed) => seed.named,
            What::Read(_) => true,
        }
    }

    /// Where it lies, for what it links to; standard input without a name lies nowhere.
    pub(super) fn place(&self) -> Option<&Path> {
        Some(self.path.as_path()).filter(|path| *path != Path::new(input::STDIN))
    }

    /// Reads its text and does `work` on it. A panic is a bug, and is caught here, at the file's border, so that it costs one
    /// file.
    pub(super) fn with_text<T>(&self, work: impl FnOnce(Source) -> T) -> Result<T, Trouble> {
        within_borders(self.name(), || {
            let source = match &self.what {
                What::File(seed) => seed.read_in(&self.tree),
                What::Read(read) => read.clone(),
            };
            source.map(work)
        })
    }
}

/// Does `work` on the file that is called `name`, and takes a panic for a trouble with that file.
pub(super) fn within_borders<T>(name: &str, work: impl FnOnce() -> Result<T, Trouble>) -> Result<T, Trouble> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(Trouble { name: name.to_owned(), message: "seedlint failed on this file, which is a bug in seedlint".into() })
    })
}

/// What was found.
pub(super) struct Found {
    pub(super) items: Vec<Item>,
    pub(super) troubles: Vec<Trouble>,
    /// The paths that were looked at, those of a list among them; none where the usual ones were.
    pub(super) named: Vec<PathBuf>,
}

/// Finds what `asked` names, by name. Troubles are told and given back; a folder without seeds is a warning.
pub(super) fn find(asked: &Paths, houses: &mut Houses, terminal: &mut Terminal) -> (Vec<Item>, Vec<Trouble>) {
    let Found { items, troubles, .. } = find_among(asked, None, houses, terminal);
    (items, troubles)
}

/// The same where folders are taken to hold no more than certain files, by absolute path.
pub(super) fn find_among(asked: &Paths, among: Option<&Arc<BTreeSet<PathBuf>>>, houses: &mut Houses, terminal: &mut Terminal) -> Found {
    let mut items = Vec::new();
    let (named, mut troubles) = named(asked, terminal);
    let mut left_out = 0;
    for (paths, number) in by_house(named.clone(), houses) {
        let wanted = Wanted {
            paths,
            globs: globs(&houses.get(number).config),
            force_exclude: asked.force_exclude,
            tree: houses.tree.clone(),
            among: among.cloned(),
        };
        let found = input::find(&wanted);
        found.troubles.iter().for_each(|trouble| terminal.tell("error", &format!("{}: {}", trouble.name, trouble.message)));
        troubles.extend(found.troubles);
        left_out += found.left_out;
        found.empty.iter().for_each(|folder| terminal.tell("warning", &format!("{folder}: no seeds here")));
        for seed in found.seeds {
            let own = houses.of_folder(seed.path.parent().unwrap_or(Path::new(".")));
            // A configuration further down has its own word on what is a seed there.
            if own == number || seed.named || globs(&houses.get(own).config).choose(&seed.path) {
                let path = seed.path.clone();
                items.push(Item { path, house: own, before: None, baseline: None, tree: houses.tree.clone(), what: What::File(seed) });
            } else {
                left_out += 1;
            }
        }
    }
    if asked.stdin() {
        items.push(from_stdin(asked, houses));
    }
    if items.is_empty() && left_out > 0 {
        terminal.tell("warning", "nothing is left to read: every file that was named or found is excluded");
    }
    items.sort_by(|one, other| one.name().cmp(other.name()));
    // Two paths that are not UTF-8 may look alike, and standard input may bear the name of a file: only one file is one.
    let same = |one: &Seed, other: &Seed| paths::absolute(&one.path) == paths::absolute(&other.path);
    items.dedup_by(|one, other| matches!((&one.what, &other.what), (What::File(one), What::File(other)) if same(one, other)));
    Found { items, troubles, named: named.unwrap_or_default() }
}

fn from_stdin(asked: &Paths, houses: &mut Houses) -> Item {
    let name = asked.stdin_filename.as_deref();
    let path = name.map_or_else(|| PathBuf::from(input::STDIN), Path::to_owned);
    let house = houses.of_folder(path.parent().unwrap_or(Path::new(".")));
    let what = What::Read(input::from_stdin(std::io::stdin().lock(), name));
    Item { path, house, before: None, baseline: None, tree: Tree::Disk, what }
}

/// The paths that are given or listed, `None` where nothing is, not even standard input; and the lists that could
/// not be read.
fn named(asked: &Paths, terminal: &mut Terminal) -> (Option<Vec<PathBuf>>, Vec<Trouble>) {
    let mut named: Vec<_> = asked.paths.iter().filter(|path| *path != Path::new("-")).cloned().collect();
    let Some(list) = &asked.files_from else { return ((!asked.paths.is_empty()).then_some(named), Vec::new()) };
    let listed = match list.to_str() {
        Some("-") => input::paths_from(std::io::stdin().lock()),
        _ => File::open(list).map_err(|error| input::reason(&error)).and_then(input::paths_from),
    };
    match listed {
        Ok(listed) => named.extend(listed),
        Err(message) => {
            let name = paths::name_of(list);
            terminal.tell("error", &format!("{name}: {message}"));
            return (Some(named), vec![Trouble { name, message }]);
        }
    }
    if named.is_empty() && !asked.stdin() {
        terminal.tell("warning", "nothing to read: the list of files is empty");
    }
    (Some(named), Vec::new())
}

/// Paths, each with the house whose globs choose among the files of a folder. Without any: what the configuration
/// includes, else the usual folder.
fn by_house(named: Option<Vec<PathBuf>>, houses: &mut Houses) -> Vec<(Vec<PathBuf>, usize)> {
    let Some(named) = named else {
        let number = houses.of_folder(Path::new("."));
        let folder = usual_folder(&houses.tree, &houses.get(number).config);
        return vec![(vec![relative(folder)], number)];
    };
    let mut groups: Vec<(Vec<PathBuf>, usize)> = Vec::new();
    for path in named {
        let folder = if houses.tree.is_dir(&path) { &path } else { path.parent().unwrap_or(Path::new(".")) };
        let number = houses.of_folder(folder);
        match groups.iter_mut().find(|(_, other)| *other == number) {
            Some((paths, _)) => paths.push(path),
            None => groups.push((vec![path], number)),
        }
    }
    groups
}

/// Where the seeds of a configuration are, when no path is given.
pub(super) fn usual_folder(tree: &Tree, config: &Config) -> PathBuf {
    let base = base(config);
    match config.include {
        Some(_) => base.to_owned(),
        None if tree.is_dir(Path::new("./seeds")) => PathBuf::from("./seeds"),
        None => input::usual_folder(tree, base),
    }
}

/// `factcheck/` beside the configuration, or in the current folder where there is none.
pub(super) fn factcheck_folder(config: &Config) -> PathBuf {
    base(config).join(ledgers::FOLDER)
}

/// The folder that a configuration holds for. One that is not there, or that could not be read, has none: the current one.
fn base(config: &Config) -> &Path {
    if config.folder.as_os_str().is_empty() { Path::new(".") } else { &config.folder }
}

/// A folder below the current one as a relative path, so that reports name its files as a user would.
fn relative(folder: PathBuf) -> PathBuf {
    let here = paths::absolute(Path::new("."));
    match paths::absolute(&folder).strip_prefix(&here) {
        Ok(below) if below.as_os_str().is_empty() => PathBuf::from("."),
        Ok(below) => below.to_owned(),
        Err(_) => folder,
    }
}

/// What a configuration says are seeds.
pub(super) fn globs(config: &Config) -> input::Globs {
    input::Globs {
        include: config.include.as_ref().map(|globs| globs.set.clone()),
        exclude: config.exclude.as_ref().map(|globs| globs.set.clone()),
        types: config.types.as_ref().map(|types| types.iter().map(|written| written.value.clone()).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_costs_one_file() {
        let failing = within_borders("a.md", || if std::hint::black_box(false) { Ok(()) } else { panic!("a bug") });
        let message = "seedlint failed on this file, which is a bug in seedlint";
        assert_eq!(failing, Err(Trouble { name: "a.md".into(), message: message.into() }));
        assert_eq!(within_borders("a.md", || Ok(3)), Ok(3));
    }
}
