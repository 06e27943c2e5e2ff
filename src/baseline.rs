//! The baseline: a file of findings that stood when a desk began to check, or that it took over since.
//!
//! In goes the file's text; out come [`Entry`]s by seed, each with its place, or faults. The other way round the same file is
//! written: sorted, one entry a line, so that a difference shows what came and what went. Knows no rule and no seed.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use crate::finding::Fault;
use crate::paths;
use crate::source::Source;
use crate::span::Span;
use crate::toml_file::{self, Spanned};
use crate::tree;

/// The version of the file that is written, and the only one that is read.
const VERSION: i64 = 1;
/// How many digits a fingerprint has.
const DIGITS: usize = 16;

/// What is known of each seed, by the name that [`key`] gives it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    /// The seeds, by name.
    pub seeds: BTreeMap<String, Listed>,
}

/// What is known of one seed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listed {
    /// Where the file names the seed.
    pub place: Span,
    /// Its findings. Equal ones are listed as often as they stand.
    pub entries: Vec<Entry>,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The rule, for people; the fingerprint knows it, too.
    pub rule: String,
    /// What stays the same of the finding when the text around it changes.
    pub fingerprint: String,
}

/// The file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[allow(dead_code, reason = "looked at before the rest")]
    version: i64,
    #[serde(default)]
    seeds: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
}

/// What a file of any version says.
#[derive(Debug, Deserialize)]
struct AnyVersion {
    version: Spanned<i64>,
}

/// Reads a baseline. Every fault goes to `faults`; a file with one is not read at all, since what it does not know would be
/// told as new.
pub fn read(source: &Arc<Source>, faults: &mut Vec<Fault>) -> Option<Baseline> {
    if let Some(place) = conflict(&source.text) {
        let fault = Fault::new(source, place, "a merge left a conflict here");
        faults.push(fault.help("take either side, and then let `seedlint baseline update` write what stands"));
        return None;
    }
    let before = faults.len();
    let version = toml_file::read::<AnyVersion>(source, faults)?.version;
    if *version.get_ref() != VERSION {
        // What another version means by the rest is not known.
        faults.truncate(before);
        let message = format!("a baseline of version {}; this seedlint reads version {VERSION}", version.get_ref());
        let newer = *version.get_ref() > VERSION;
        let help = if newer { "a newer seedlint wrote it: take that one" } else { "no seedlint wrote such a file" };
        faults.push(Fault::new(source, toml_file::place(&version), message).help(help));
        return None;
    }
    faults.truncate(before);
    let raw = toml_file::read::<Raw>(source, faults)?;
    let mut baseline = Baseline::default();
    for (name, lines) in raw.seeds {
        let mut listed = Listed { place: toml_file::place(&name), entries: Vec::with_capacity(lines.len()) };
        for line in &lines {
            match entry(line.get_ref()) {
                Some(entry) => listed.entries.push(entry),
                None => {
                    let fault = Fault::new(source, toml_file::place(line), "no entry of a baseline");
                    faults.push(fault.help("a rule and a fingerprint, such as `language/cliche 0123456789abcdef`"));
                }
            }
        }
        baseline.seeds.insert(name.into_inner(), listed);
    }
    (faults.len() == before).then_some(baseline)
}

fn entry(line: &str) -> Option<Entry> {
    let (rule, fingerprint) = line.split_once(' ')?;
    let sound = fingerprint.len() == DIGITS && fingerprint.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'));
    (sound && rule.contains('/')).then(|| Entry { rule: rule.to_owned(), fingerprint: fingerprint.to_owned() })
}

/// The first line that a merge left to mark a conflict.
fn conflict(text: &str) -> Option<Span> {
    let mut at = 0;
    text.split_inclusive('\n').find_map(|line| {
        let place = Span::new(at, at + line.trim_end().len());
        at += line.len();
        ["<<<<<<< ", "=======\n", "=======\r\n", ">>>>>>> ", "||||||| "].iter().any(|mark| line.starts_with(mark)).then_some(place)
    })
}

/// The text of a baseline.
pub fn written(baseline: &Baseline) -> String {
    let mut text = format!("{HEADER}version = {VERSION}\n\n[seeds]\n");
    for (name, listed) in baseline.seeds.iter().filter(|(_, listed)| !listed.entries.is_empty()) {
        text.push_str(&format!("{} = [\n", quoted(name)));
        let mut entries: Vec<_> = listed.entries.iter().collect();
        entries.sort();
        entries.iter().for_each(|Entry { rule, fingerprint }| text.push_str(&format!("  \"{rule} {fingerprint}\",\n")));
        text.push_str("]\n");
    }
    text
}

const HEADER: &str = "# Findings that seedlint does not tell, since they stood before. `seedlint baseline update` writes this file.\n";

/// A name as a basic string, whatever is in it.
fn quoted(name: &str) -> String {
    let mut quoted = String::from("\"");
    for character in name.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            _ if character.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(character))),
            _ => quoted.push(character),
        }
    }
    quoted + "\""
}

/// How a baseline in `folder` names the seed at `path`: relative to the folder, with `/`. What is not UTF-8 is written as `%`
/// and two digits, and so is `%` itself, so that no two seeds have one name.
pub fn key(folder: &Path, path: &Path) -> String {
    let (folder, path) = (paths::absolute(folder), paths::absolute(path));
    let shared = folder.components().zip(path.components()).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n(Path::new(".."), folder.components().count() - shared);
    let down = path.components().skip(shared).map(|part| Path::new(part.as_os_str()).to_owned());
    let relative = up.map(Path::to_owned).chain(down).reduce(|above, below| above.join(below)).unwrap_or_default();
    let mut key = String::new();
    for chunk in tree::bytes_of(&relative).utf8_chunks() {
        key.push_str(&chunk.valid().replace('%', "%25"));
        chunk.invalid().iter().for_each(|byte| key.push_str(&format!("%{byte:02X}")));
    }
    key
}

/// The path of the seed that a baseline in `folder` names so.
pub fn path_of(folder: &Path, key: &str) -> std::path::PathBuf {
    paths::absolute(&paths::absolute(folder).join(tree::path_of_bytes(&paths::unescaped(key.as_bytes()))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Format;

    fn told(text: &str) -> Result<Baseline, Vec<(String, String, String)>> {
        let source = Arc::new(Source::new("b.toml", Format::Plain, text));
        let mut faults = Vec::new();
        let read = read(&source, &mut faults);
        let told = |fault: Fault| (fault.span.of(text).to_owned(), fault.message, fault.help.unwrap_or_default());
        read.ok_or_else(|| faults.into_iter().map(told).collect())
    }

    fn entry(rule: &str, digit: char) -> Entry {
        Entry { rule: rule.to_owned(), fingerprint: digit.to_string().repeat(DIGITS) }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let names = ["a \"b\"\\c.md", "é/東.md", "b.md", "a\u{7f}\n.md"];
        let entries = vec![entry("b/c", '2'), entry("a/b", '1'), entry("b/c", '2'), entry("b/c", '0')];
        let listed = Listed { place: Span::default(), entries };
        let seeds = names.iter().map(|name| ((*name).to_owned(), listed.clone()));
        let baseline = Baseline { seeds: seeds.chain([("empty.md".to_owned(), Listed::default())]).collect() };
        let text = written(&baseline);
        let read = told(&text).unwrap();
        assert_eq!(read.seeds.keys().collect::<Vec<_>>(), baseline.seeds.keys().filter(|name| *name != "empty.md").collect::<Vec<_>>());
        let sorted = [entry("a/b", '1'), entry("b/c", '0'), entry("b/c", '2'), entry("b/c", '2')];
        assert!(read.seeds.values().all(|listed| listed.entries == sorted));
        assert_eq!(written(&read), text);
        assert_eq!(read.seeds["b.md"].place.of(&text), "\"b.md\"");
        assert_eq!(told(&written(&Baseline::default())), Ok(Baseline::default()));
        // Each entry has a line of its own.
        assert_eq!(text.lines().filter(|line| line.contains("b/c")).count(), 12);
    }

    #[test]
    fn a_broken_baseline_is_a_fault_at_its_place() {
        let entry = "a rule and a fingerprint, such as `language/cliche 0123456789abcdef`";
        for (text, at, message, help) in [
            ("", "", "the key `version` is missing", ""),
            (
                "version = 2\nfuture = 1\n",
                "2",
                "a baseline of version 2; this seedlint reads version 1",
                "a newer seedlint wrote it: take that one",
            ),
            ("version = 0\n", "0", "a baseline of version 0; this seedlint reads version 1", "no seedlint wrote such a file"),
            ("version = \"1\"\n", "\"1\"", "string \"1\" is not i64", ""),
            ("version = 1\nseed = {}\n", "seed", "unknown key `seed`", "did you mean `seeds`?"),
            ("version = 1\n[seeds]\n\"a.md\" = [\"x\"]\n", "\"x\"", "no entry of a baseline", entry),
            ("version = 1\n[seeds]\n\"a.md\" = [\"a/b 0123456789ABCDEF\"]\n", "\"a/b 0123456789ABCDEF\"", "no entry of a baseline", entry),
            ("version = 1\n[seeds]\n\"a.md\" = [\"a/b 0123\"]\n", "\"a/b 0123\"", "no entry of a baseline", entry),
            ("version = 1\n[seeds]\n\"a.md\" = []\n\"a.md\" = []\n", "\"a.md\"", "duplicate key", ""),
            (
                "version = 1\n[seeds]\n<<<<<<< HEAD\n\"a.md\" = []\n=======\n>>>>>>> x\n",
                "<<<<<<< HEAD",
                "a merge left a conflict here",
                "take either side, and then let `seedlint baseline update` write what stands",
            ),
        ] {
            let faults = told(text).expect_err(text);
            let found: Vec<_> = faults.iter().map(|(at, message, help)| (at.as_str(), message.as_str(), help.as_str())).collect();
            assert_eq!(found, [(at, message, help)], "{text}");
        }
        assert!(told("version = 1\n[seeds]\n\"a.md\" = [\"a/b 01234567").is_err(), "a file that was cut off");
    }

    #[cfg(unix)]
    #[test]
    fn a_seed_has_one_name() {
        let odd = tree::path_of_bytes(b"/desk/caf\xe9.md");
        for (path, named) in [
            (Path::new("/desk/seeds/a.md"), "seeds/a.md"),
            (Path::new("/other/b.md"), "../other/b.md"),
            (Path::new("/desk/x/../100%.md"), "100%25.md"),
            (Path::new("/desk/caf%E9.md"), "caf%25E9.md"),
            (&odd, "caf%E9.md"),
        ] {
            assert_eq!(key(Path::new("/desk"), path), named);
            assert_eq!(path_of(Path::new("/desk"), named), paths::absolute(path));
        }
    }
}
