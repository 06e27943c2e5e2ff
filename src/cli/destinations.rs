//! Where a report may be written: over an older one, and never over what may not be lost.
//!
//! In go the files that reports are to go to, the seeds, the paths that they were found by and the houses; out comes why one of
//! them has to stay as it is. Refused are: whatever lies in git's own folder; and of what stands already, seeds (be they left
//! out of this check), the list of files, configurations, baselines, rules and lexicons, ledgers, ignore files, `.bib` files, and
//! any file with the ending of a seed that neither is empty nor begins as a report does. Any other file is written over. Asks the
//! disk, and writes nothing.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::Check;
use super::houses::Houses;
use super::rewrite;
use super::seeds::{self, Item};
use crate::config::{Config, NAMES};
use crate::git;
use crate::input;
use crate::ledger::sources;
use crate::paths;
use crate::source::{Format, Source};

/// Why a report cannot be written where it was asked for, and what would satisfy it; none where all of them can. `named` are the
/// paths that the seeds were found by.
pub(super) fn refusal(check: &Check, named: &[PathBuf], items: &[Item], houses: &mut Houses) -> Option<String> {
    let files: Vec<&Path> = check.formats.iter().filter_map(|asked| asked.file.as_deref()).collect();
    let folders = if files.is_empty() { Vec::new() } else { git::open().map(|git| git.folders()).unwrap_or_default() };
    files.into_iter().find_map(|file| {
        if let Some(reason) = rewrite::obstacle(file) {
            return Some(format!("{}: the report cannot be written: {reason}", paths::name_of(file)));
        }
        let in_git = is_in_git(file, &folders).then_some(GIT);
        let why = in_git.or_else(|| kept(file, check, named, items, houses))?;
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
const GIT: &str = "it lies in a folder of git";
const BIBLIOGRAPHY: &str = "it is a bibliography";
const TEXT: &str = "it is a text, and no report of seedlint";

fn or_exclude(why: &str) -> &'static str {
    if why == SEED { ", or exclude it" } else { "" }
}

/// Whether a file, which may not stand yet, lies in the folder in which git keeps a repository; `folders` are those of this one.
fn is_in_git(file: &Path, folders: &[PathBuf]) -> bool {
    let whole = paths::absolute(file);
    let beside = || Some(whole.parent()?.canonicalize().ok()?.join(whole.file_name()?));
    let places = [Some(whole.clone()), beside(), whole.canonicalize().ok()];
    places.iter().flatten().any(|place| {
        place.components().any(|part| part.as_os_str().eq_ignore_ascii_case(".git"))
            || place.ancestors().skip(1).any(|folder| folders.iter().any(|of_git| same(folder, of_git)))
    })
}

/// What a file is, if it is one that may not be lost.
fn kept(file: &Path, check: &Check, named: &[PathBuf], items: &[Item], houses: &mut Houses) -> Option<&'static str> {
    let place = spelled(&file.canonicalize().ok().filter(|place| place.is_file())?);
    let is = |path: &Path| same(path, &place);
    if items.iter().filter_map(Item::place).any(|path| names(path, &place)) || named.iter().any(|path| is(path)) {
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
    let ending = place.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    if ending == "bib" {
        return Some(BIBLIOGRAPHY);
    }
    let mut asked: Vec<PathBuf> = named.iter().filter(|path| path.is_dir()).cloned().collect();
    // What is asked for has its configuration, and so has the folder that the file lies in.
    let folders = asked.iter().map(PathBuf::as_path).chain([Path::new("."), place.parent()?]);
    let configs: Vec<Config> = folders.map(|folder| houses.config_of(folder)).collect();
    asked.extend(configs.iter().map(|config| seeds::usual_folder(&houses.tree, config)));
    let steers = configs.iter().find_map(|config| steers(config, &place));
    let is_seed = || asked.iter().any(|folder| chosen(folder, &place, configs.last(), houses));
    let is_text = || Format::of_extension(&ending).is_some() && !is_report(&place);
    steers.or_else(|| is_seed().then_some(SEED)).or_else(|| is_text().then_some(TEXT))
}

/// How much of a file is read to know it for a report.
const BEGINNING: u64 = 4096;

/// Whether a file is empty, or begins as a report in one of the formats. One that cannot be read is taken for none.
fn is_report(place: &Path) -> bool {
    let mut bytes = Vec::new();
    let read = fs::File::open(place).and_then(|file| file.take(BEGINNING).read_to_end(&mut bytes));
    read.is_ok() && begins_as_report(&String::from_utf8_lossy(&bytes))
}

/// Whether a text is the beginning of a report.
fn begins_as_report(text: &str) -> bool {
    let begins = |beginnings: &[&str]| beginnings.iter().any(|beginning| text.starts_with(beginning));
    let data = [
        "{\"version\":1,\"findings\":[",
        "{\"version\":1,\"path\":",
        "{\"version\":1,\"file\":",
        "{\"version\":1,\"unreadable\":",
        "{\"version\":1,\"summary\":",
        "{\"source\":{\"name\":\"seedlint\"}",
        "{\"$schema\":\"https://json.schemastore.org/sarif-",
        "[\n{\"description\":",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"seedlint\"",
        "::error title=",
        "::warning title=",
        "::notice title=",
    ];
    if text.is_empty() || text.trim_end() == "[]" || begins(&data) {
        return true;
    }
    if begins(&["<!DOCTYPE html>\n"]) {
        return text.contains("<meta name=\"generator\" content=\"seedlint ");
    }
    let (line, page) = match text.strip_prefix("## seedlint\n\n") {
        Some(page) => (page.lines().next().unwrap_or_default(), true),
        None => (text.lines().next().unwrap_or_default(), false),
    };
    // Nothing more than the number, so that no sentence of a seed is taken for it.
    let counted = line.split_once(' ').is_some_and(|(count, rest)| {
        let is = |beginning| rest.starts_with(beginning);
        count.bytes().all(|byte| byte.is_ascii_digit()) && (is("finding in ") || is("findings in "))
    });
    let nothing =
        ["no files were read", "nothing new to flag in ", "nothing to flag in ", "nothing to show in ", "all clear: nothing to flag in "];
    if counted || nothing.iter().any(|beginning| line.starts_with(beginning)) {
        return true;
    }
    let told = ["error[", "warning[", "note["].iter().any(|level| {
        // For people at the line's beginning; else behind the place.
        line.find(level).is_some_and(|at| (at == 0 || is_place(&line[..at])) && line[at..].contains("]: "))
    });
    let claims = line.ends_with(" %)")
        && [" checkable claims are sourced (", " checkable claim is sourced ("].iter().any(|part| line.contains(part));
    !page && (told || claims || line.starts_with("errors  warnings  notes  "))
}

/// Whether a text is `path:line:column: `.
fn is_place(text: &str) -> bool {
    let mut parts = text.rsplit(':');
    let is_number = |part: Option<&str>| part.is_some_and(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    parts.next() == Some(" ") && is_number(parts.next()) && is_number(parts.next()) && parts.next().is_some()
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
