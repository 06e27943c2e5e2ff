//! The seeds that come with the project: the built binary finds in each what `seeds/expected.toml` lists, and nothing else.
//!
//! `UPDATE_EXPECTED=1 cargo test --test seeds` writes the list anew; read the difference before you keep it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot read its files fails")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

/// `seeds/expected.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// Seeds without an error or a warning.
    sound: Vec<String>,
    /// By seed: rule and words of each finding, in order of place; runs of white space are one space.
    found: BTreeMap<String, Vec<(String, String)>>,
}

/// What `check --format jsonl` says of one finding, as far as it matters here.
#[derive(Deserialize)]
struct Found {
    path: String,
    rule: String,
    level: String,
    text: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn expected() -> (String, Expected) {
    let text = fs::read_to_string(root().join("seeds/expected.toml")).unwrap();
    let expected = toml::from_str(&text).unwrap_or_else(|error| panic!("seeds/expected.toml: {error}"));
    (text, expected)
}

/// Every finding in `seeds`, and every seed that was read.
fn checked() -> (Vec<Found>, Vec<String>) {
    let seedlint = Command::new(env!("CARGO_BIN_EXE_seedlint"))
        .args(["check", "--no-config", "--exit-zero", "--format", "jsonl", "seeds"])
        .current_dir(root())
        .output()
        .unwrap();
    assert_eq!(seedlint.status.code(), Some(0), "{}", String::from_utf8_lossy(&seedlint.stderr));
    let (mut findings, mut seeds) = (Vec::new(), Vec::new());
    for line in String::from_utf8(seedlint.stdout).unwrap().lines() {
        let object: serde_json::Value = serde_json::from_str(line).unwrap();
        if let Some(path) = object["file"]["path"].as_str() {
            seeds.push(name_of(path));
        } else if object.get("rule").is_some() {
            findings.push(serde_json::from_value(object).unwrap());
        }
    }
    (findings, seeds)
}

fn name_of(path: &str) -> String {
    Path::new(path).file_name().unwrap().to_string_lossy().into_owned()
}

/// Rule and words of each finding, by seed.
fn listed(findings: &[Found], seeds: &[String]) -> BTreeMap<String, Vec<(String, String)>> {
    let mut listed: BTreeMap<_, _> = seeds.iter().map(|seed| (seed.clone(), Vec::new())).collect();
    for finding in findings {
        let words = finding.text.split_whitespace().collect::<Vec<_>>().join(" ");
        listed.get_mut(&name_of(&finding.path)).unwrap().push((finding.rule.clone(), words));
    }
    listed
}

/// The comment and the list of sound seeds of `text`, and below them what is found now.
fn rewritten(text: &str, listed: &BTreeMap<String, Vec<(String, String)>>) -> String {
    let mut written = format!("{}[found]\n", text.split("[found]\n").next().unwrap());
    for (seed, findings) in listed {
        let _ = write!(written, "{seed:?} = [");
        for (rule, words) in findings {
            let _ = write!(written, "\n  [{}, {}],", toml::Value::from(rule.as_str()), toml::Value::from(words.as_str()));
        }
        written.push_str(if findings.is_empty() { "]\n" } else { "\n]\n" });
    }
    written
}

#[test]
fn each_seed_shows_what_is_expected_and_nothing_else() {
    let (findings, seeds) = checked();
    let found = listed(&findings, &seeds);
    let (text, expected) = expected();
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        return fs::write(root().join("seeds/expected.toml"), rewritten(&text, &found)).unwrap();
    }
    let names = |listed: &BTreeMap<String, Vec<(String, String)>>| listed.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(&expected.found), "the seeds in the folder, and those in the list");
    let mut differences = String::new();
    for (seed, found) in &found {
        let (mut missing, mut surplus) = (expected.found[seed].clone(), Vec::new());
        for finding in found {
            match missing.iter().position(|other| other == finding) {
                Some(at) => drop(missing.remove(at)),
                None => surplus.push(finding),
            }
        }
        missing.iter().for_each(|(rule, words)| writeln!(differences, "{seed}: not found: {rule} “{words}”").unwrap());
        surplus.iter().for_each(|(rule, words)| writeln!(differences, "{seed}: not expected: {rule} “{words}”").unwrap());
    }
    assert!(differences.is_empty(), "\n{differences}");
    assert_eq!(found, expected.found, "the order of the findings");
}

#[test]
fn sound_seeds_have_no_warning_and_no_error() {
    let (findings, seeds) = checked();
    let (_, expected) = expected();
    assert!(expected.sound.len() >= 2);
    for seed in &expected.sound {
        assert!(seeds.contains(seed), "{seed} is not in the folder");
        let stops = findings.iter().filter(|finding| name_of(&finding.path) == *seed && finding.level != "note");
        assert_eq!(stops.map(|finding| finding.rule.as_str()).collect::<Vec<_>>(), [""; 0], "{seed}");
    }
}

#[test]
fn the_other_seeds_show_faults_of_every_family() {
    let (findings, _) = checked();
    let folders = fs::read_dir(root().join("rules")).unwrap().map(|entry| name_of(&entry.unwrap().path().to_string_lossy()));
    // What a ledger says of a seed is shown where ledgers are.
    for family in folders.filter(|name| !matches!(name.as_str(), "lexicons" | "weights" | "claims")) {
        assert!(findings.iter().any(|finding| finding.rule.starts_with(&format!("{family}/"))), "no finding of the family {family}");
    }
}
