//! Where a report may be written: over an older one, and never over what seedlint reads.
//!
//! In go the files that reports are to go to, the seeds and the houses; out comes why one of them has to stay as it is. Asks
//! the disk, and writes nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::Check;
use super::houses::Houses;
use super::seeds::{self, Item};
use crate::config::{Config, NAMES};
use crate::input;
use crate::ledger::sources;
use crate::paths;
use crate::source::{Format, Source};

/// Why a report cannot be written where it was asked for, and what would satisfy it; none where all of them can.
pub(super) fn refusal(check: &Check, items: &[Item], houses: &mut Houses) -> Option<String> {
    let mut files = check.formats.iter().filter_map(|asked| asked.file.as_deref());
    files.find_map(|file| {
        let why = kept(file, check, items, houses)?;
        Some(format!("{}: the report cannot be written: {why}; name another file{}", paths::name_of(file), or_exclude(why)))
    })
}

const SEED: &str = "it is a seed";
const CONFIG: &str = "it is a configuration of seedlint";
const RULES: &str = "it is a rule file or a list of words that checks go by";
const BASELINE: &str = "it is a baseline";
const LEDGER: &str = "it belongs to a ledger of claims";
const IGNORE: &str = "it says which files are no seeds";
const LIST: &str = "it is the list of files to check";

fn or_exclude(why: &str) -> &'static str {
    if why == SEED { ", or exclude it" } else { "" }
}

/// What a file is, if it is one that may not be lost.
fn kept(file: &Path, check: &Check, items: &[Item], houses: &mut Houses) -> Option<&'static str> {
    let place = spelled(&file.canonicalize().ok().filter(|place| place.is_file())?);
    let is = |path: &Path| same(path, &place);
    if items.iter().filter_map(Item::place).any(|path| names(path, &place)) || check.paths.paths.iter().any(|path| is(path)) {
        return Some(SEED);
    }
    if check.paths.files_from.as_deref().is_some_and(is) {
        return Some(LIST);
    }
    let name = place.file_name()?.to_string_lossy();
    if name == ".seedlintignore" || name == ".gitignore" {
        return Some(IGNORE);
    }
    if [".claims.toml", ".checks.toml"].iter().any(|ending| name.ends_with(ending)) {
        return Some(LEDGER);
    }
    if NAMES.iter().any(|name| place.ends_with(name)) {
        return Some(CONFIG);
    }
    let mut asked: Vec<PathBuf> = check.paths.paths.iter().filter(|path| path.is_dir()).cloned().collect();
    // What is asked for has its configuration, and so has the folder that the file lies in.
    let folders = asked.iter().map(PathBuf::as_path).chain([Path::new("."), place.parent()?]);
    let configs: Vec<Config> = folders.map(|folder| houses.config_of(folder)).collect();
    asked.extend(configs.iter().map(|config| seeds::usual_folder(&houses.tree, config)));
    let steers = configs.iter().find_map(|config| steers(config, &place));
    let is_seed = || asked.iter().any(|folder| chosen(folder, &place, configs.last(), houses));
    steers.or_else(|| is_seed().then_some(SEED))
}

/// What a file is to a configuration.
fn steers(config: &Config, place: &Path) -> Option<&'static str> {
    let is = |path: &Path| same(path, place);
    let below = |folder: &Path| folder.canonicalize().is_ok_and(|folder| place.starts_with(folder));
    if config.files.iter().any(|file| is(file)) {
        return Some(CONFIG);
    }
    if config.baseline.iter().any(|baseline| is(&baseline.value)) {
        return Some(BASELINE);
    }
    if place.extension().is_some_and(|ending| ending == "toml") && config.rules.iter().any(|folder| below(&folder.value)) {
        return Some(RULES);
    }
    let factcheck = seeds::factcheck_folder(config);
    let manifest = factcheck.join("archive.lock");
    if [&factcheck.join("sources.toml"), &manifest].iter().any(|file| is(file)) {
        return Some(LEDGER);
    }
    let archive = fs::read_to_string(&manifest).ok().filter(|_| below(&factcheck)).and_then(|text| {
        let source = Arc::new(Source::new(paths::name_of(&manifest), Format::Plain, text));
        sources::read_manifest(&source, &mut Vec::new())
    });
    archive.iter().flatten().any(|(_, archived)| is(&factcheck.join(&archived.path))).then_some(LEDGER)
}

/// Whether a file would be come upon as a seed below a folder, changed or not. `own` is the configuration that holds for it.
fn chosen(folder: &Path, place: &Path, own: Option<&Config>, houses: &Houses) -> bool {
    let Some(below) = folder.canonicalize().ok().and_then(|folder| place.strip_prefix(folder).ok().map(Path::to_owned)) else {
        return false;
    };
    // As the folder was named: globs know its path by that name.
    let path = folder.join(&below);
    let hidden = below.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
    !hidden && own.is_some_and(|config| seeds::globs(config).choose(&path)) && !input::passes_over(&houses.tree, &path)
}

/// Whether a path, which often has another last name, leads to the file at `place`. To ask the disk about each would take long
/// where there are many.
fn names(path: &Path, place: &Path) -> bool {
    let alike = |name: &std::ffi::OsStr| Some(name.to_ascii_lowercase()) == place.file_name().map(std::ffi::OsStr::to_ascii_lowercase);
    (path.file_name().is_some_and(alike) || path.is_symlink()) && same(path, place)
}

/// Whether two paths lead to one file, by links or another spelling.
pub(super) fn same(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let of = |path: &Path| fs::metadata(path).map(|known| (known.dev(), known.ino())).ok();
        of(one).is_some_and(|file| of(other) == Some(file))
    }
    #[cfg(not(unix))]
    {
        one.canonicalize().is_ok_and(|place| other.canonicalize().is_ok_and(|other| place == other))
    }
}

/// A whole path as the disk spells it, where upper and lower case make no difference there.
fn spelled(whole: &Path) -> PathBuf {
    let mut path = PathBuf::new();
    for part in whole.components() {
        let written = path.join(part);
        path = as_listed(&path, &written).unwrap_or(written);
    }
    path
}

/// How a folder lists a path in it that it knows in both cases.
fn as_listed(folder: &Path, written: &Path) -> Option<PathBuf> {
    let name = written.file_name()?.to_string_lossy().into_owned();
    let turned: String = name.chars().map(turned).collect();
    if turned == name || !same(&folder.join(&turned), written) {
        return None;
    }
    let entries = fs::read_dir(folder).ok()?.flatten();
    let mut listed: Vec<_> = entries.filter(|entry| entry.file_name().to_string_lossy().to_lowercase() == name.to_lowercase()).collect();
    // Two that both stand are two names of one file.
    listed.retain(|entry| same(&entry.path(), written));
    (listed.len() == 1).then(|| listed.swap_remove(0).path())
}

/// A letter in the other case, where it has one of the same length.
fn turned(letter: char) -> char {
    let mut other: Vec<char> = if letter.is_lowercase() { letter.to_uppercase().collect() } else { letter.to_lowercase().collect() };
    if other.len() == 1 { other.remove(0) } else { letter }
}
