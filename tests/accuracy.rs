//! How often the rules are right on the passages in `tests/labelled`, held against what `recorded.toml` there says.
//!
//! The passages were labelled by an editor's judgement before the program read them; what it misses and what it says in vain
//! stays in the record. Where a rule is right less often than recorded, the build fails; where it is right more often, it fails as
//! well, so that the record is raised and the gain is held. `UPDATE_ACCURACY=1 cargo test --test accuracy` writes the record anew;
//! read the difference before you keep it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot read its files fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

/// Seeds are held against the rules about metadata, and the passages, which have none, against all others.
const METADATA: &str = "metadata";
/// Rules that look at exceptions or ledgers, of which passages have none.
const ELSEWHERE: [&str; 2] = ["claims", "hygiene"];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
struct Counts {
    found: usize,
    missed: usize,
    #[serde(rename = "false")]
    wrong: usize,
}

impl Counts {
    /// Precision and recall as fractions, the part and the whole.
    const fn shares(self) -> [(&'static str, usize, usize); 2] {
        [("precision", self.found, self.found + self.wrong), ("recall", self.found, self.found + self.missed)]
    }
}

/// What `rules score --format json` says, as far as it matters here.
#[derive(Deserialize)]
struct Scored {
    rows: usize,
    rules: BTreeMap<String, Counts>,
}

/// `tests/labelled/recorded.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recorded {
    texts: usize,
    rules: BTreeMap<String, Counts>,
}

/// A labelled text, as far as it matters here.
#[derive(Deserialize)]
struct Row {
    text: String,
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Finding {
    rule: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The families of rules; folders of words are none.
fn families() -> BTreeSet<String> {
    let names = fs::read_dir(root().join("rules")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !matches!(name.as_str(), "lexicons" | "weights") && !ELSEWHERE.contains(&name.as_str())).collect()
}

fn files() -> Vec<PathBuf> {
    let files = fs::read_dir(root().join("tests/labelled")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|extension| extension == "jsonl")).collect();
    files.sort();
    files
}

fn score(files: &[PathBuf], families: &[String]) -> Scored {
    let seedlint = Command::new(env!("CARGO_BIN_EXE_seedlint"))
        .args(["rules", "score", "--no-config", "--format", "json", "--select", &families.join(",")])
        .args(files)
        .current_dir(root())
        .output()
        .unwrap();
    assert_eq!(seedlint.status.code(), Some(0), "{}", String::from_utf8_lossy(&seedlint.stderr));
    serde_json::from_slice(&seedlint.stdout).unwrap()
}

/// The number of texts, and the counts of every rule that is labelled or reported.
fn scored() -> Recorded {
    let is_metadata = |path: &PathBuf| path.file_stem().is_some_and(|name| name == METADATA);
    let (seeds, passages): (Vec<_>, Vec<_>) = files().into_iter().partition(is_metadata);
    let (of_seeds, of_passages): (Vec<_>, Vec<_>) = families().into_iter().partition(|family| family == METADATA);
    let (seeds, passages) = (score(&seeds, &of_seeds), score(&passages, &of_passages));
    let rules = seeds.rules.into_iter().chain(passages.rules).filter(|(_, counts)| *counts != Counts::default()).collect();
    Recorded { texts: seeds.rows + passages.rows, rules }
}

fn record() -> (PathBuf, String) {
    let path = root().join("tests/labelled/recorded.toml");
    let text = fs::read_to_string(&path).unwrap();
    (path, text)
}

/// The comment of `text`, and below it the counts of now.
fn rewritten(text: &str, now: &Recorded) -> String {
    let comment = text.lines().take_while(|line| line.starts_with('#')).fold(String::new(), |comment, line| comment + line + "\n");
    let mut written = format!("{comment}\ntexts = {}\n\n[rules]\n", now.texts);
    for (rule, Counts { found, missed, wrong }) in &now.rules {
        let _ = writeln!(written, "{rule:?} = {{ found = {found}, missed = {missed}, false = {wrong} }}");
    }
    written
}

/// What differs, a line each: what fell, and apart from it what rose or changed otherwise.
fn differences(before: &Recorded, now: &Recorded) -> (Vec<String>, Vec<String>) {
    let (mut fallen, mut others) = (Vec::new(), Vec::new());
    if before.texts != now.texts {
        others.push(format!("{} texts, and {} in the record", now.texts, before.texts));
    }
    for rule in before.rules.keys().chain(now.rules.keys()).collect::<BTreeSet<_>>() {
        let of = |record: &Recorded| record.rules.get(rule).copied().unwrap_or_default();
        let (was, is) = (of(before), of(now));
        if was == is {
            continue;
        }
        let (fallen_before, others_before) = (fallen.len(), others.len());
        for ((what, part_was, whole_was), (_, part, whole)) in was.shares().into_iter().zip(is.shares()) {
            // As fractions: nothing is lost in rounding. A share of nothing is neither more nor less than another.
            let (now, then) = (part * whole_was, part_was * whole);
            let line = |verb: &str| format!("{rule}: {what} {verb} from {part_was} of {whole_was} to {part} of {whole}");
            // What is never right can still be wrong more often.
            if now < then || (what == "precision" && part == 0 && whole > whole_was) {
                fallen.push(line("fell"));
            } else if now > then {
                others.push(line("rose"));
            }
        }
        if (fallen.len(), others.len()) == (fallen_before, others_before) {
            others.push(format!("{rule}: {is:?}, and in the record {was:?}"));
        }
    }
    (fallen, others)
}

#[test]
fn every_rule_is_as_often_right_as_recorded() {
    let now = scored();
    let (path, text) = record();
    if std::env::var_os("UPDATE_ACCURACY").is_some() {
        return fs::write(path, rewritten(&text, &now)).unwrap();
    }
    let recorded = toml::from_str(&text).unwrap_or_else(|error| panic!("tests/labelled/recorded.toml: {error}"));
    let (fallen, others) = differences(&recorded, &now);
    let shown = |lines: &[String]| lines.iter().fold(String::new(), |shown, line| shown + "\n  " + line);
    assert!(
        fallen.is_empty(),
        "rules that are right less often than tests/labelled/recorded.toml says:{}{}",
        shown(&fallen),
        shown(&others)
    );
    let raise = "UPDATE_ACCURACY=1 cargo test --test accuracy";
    assert!(others.is_empty(), "nothing fell; `{raise}` writes what rose or changed into the record:{}", shown(&others));
}

#[test]
fn a_fall_is_told_from_a_rise() {
    let record = |found, missed, wrong| Recorded { texts: 1, rules: BTreeMap::from([("a/b".into(), Counts { found, missed, wrong })]) };
    for (before, now, fallen, others) in [
        (record(2, 1, 1), record(2, 1, 1), vec![], vec![]),
        (record(2, 1, 1), record(2, 1, 2), vec!["a/b: precision fell from 2 of 3 to 2 of 4"], vec![]),
        (record(2, 1, 1), record(2, 1, 0), vec![], vec!["a/b: precision rose from 2 of 3 to 2 of 2"]),
        (record(2, 1, 0), record(1, 2, 0), vec!["a/b: recall fell from 2 of 3 to 1 of 3"], vec![]),
        (record(2, 1, 0), record(0, 3, 0), vec!["a/b: recall fell from 2 of 3 to 0 of 3"], vec![]),
        (
            record(2, 1, 0),
            record(3, 0, 1),
            vec!["a/b: precision fell from 2 of 2 to 3 of 4"],
            vec!["a/b: recall rose from 2 of 3 to 3 of 3"],
        ),
        (record(0, 0, 0), record(0, 0, 1), vec!["a/b: precision fell from 0 of 0 to 0 of 1"], vec![]),
        (record(0, 1, 1), record(0, 1, 2), vec!["a/b: precision fell from 0 of 1 to 0 of 2"], vec![]),
    ] {
        let told = differences(&before, &now);
        assert_eq!((told.0.iter().map(String::as_str).collect(), told.1.iter().map(String::as_str).collect()), (fallen, others));
    }
}

#[test]
fn the_passages_are_many_and_a_third_of_them_is_sound() {
    let (mut texts, mut sound, mut labelled) = (BTreeSet::new(), 0, BTreeSet::new());
    for file in files() {
        for line in fs::read_to_string(&file).unwrap().lines() {
            let row: Row = serde_json::from_str(line).unwrap();
            assert!(texts.insert(row.text.clone()), "{}: twice: {}", file.display(), row.text);
            sound += usize::from(row.findings.is_empty());
            labelled.extend(row.findings.into_iter().map(|finding| finding.rule));
        }
    }
    assert!(texts.len() >= 120 && 3 * sound >= texts.len(), "{sound} of {} are sound", texts.len());
    let of = |family: &String| labelled.iter().any(|rule| Path::new(rule).starts_with(family));
    assert_eq!(families().iter().filter(|family| !of(family)).collect::<Vec<_>>(), [""; 0], "families without a label");
}
