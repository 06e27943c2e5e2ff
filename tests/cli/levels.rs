//! What is shown, and what fails.

use crate::stage::{SEED, Stage};

fn stage() -> Stage {
    Stage::house().with(&[("seeds/mill.md", SEED)])
}

/// The rules of the findings, without family, in order.
fn found(answer: &crate::stage::Answer) -> Vec<String> {
    let name = |line: &&str| line.split(['/', ']']).find(|word| ["jargon", "secret", "archaism"].contains(word)).map(str::to_owned);
    answer.lines().iter().filter_map(name).collect()
}

#[test]
fn findings_are_chosen_and_fail() {
    let stage = stage();
    for (options, shown, status) in [
        ("--select house", vec!["archaism", "jargon", "secret"], 1),
        ("--select house/archaism", vec!["archaism"], 0),
        ("--select house/archaism,house/jargon", vec!["archaism", "jargon"], 1),
        ("--select house/archaism --select house/jargon", vec!["archaism", "jargon"], 1),
        ("--select house --ignore house/secret", vec!["archaism", "jargon"], 1),
        ("--select house --ignore house", vec![], 0),
        ("--select house --min-level warning", vec!["jargon", "secret"], 1),
        ("--select house --min-level error", vec!["secret"], 1),
        ("--select house --min-confidence medium", vec!["jargon", "secret"], 1),
        ("--select house --min-confidence high", vec!["jargon"], 1),
        // What is hidden fails all the same: levels alone decide.
        ("--select house --min-confidence high --fail-on error", vec!["jargon"], 1),
        ("--select house/archaism --min-level error --fail-on note", vec![], 1),
        ("--select house/archaism --min-confidence high --fail-on note", vec![], 1),
        ("--select house/archaism --min-level error", vec![], 0),
        ("--select house --fail-on error", vec!["archaism", "jargon", "secret"], 1),
        ("--select house/jargon --fail-on error", vec!["jargon"], 0),
        ("--select house/archaism --fail-on note", vec!["archaism"], 1),
        ("--select house/archaism --fail-on warning", vec!["archaism"], 0),
        ("--select house --fail-on never", vec!["archaism", "jargon", "secret"], 0),
        ("--select house --exit-zero", vec!["archaism", "jargon", "secret"], 0),
        ("--select house --fail-on note --exit-zero", vec!["archaism", "jargon", "secret"], 0),
    ] {
        let answer = stage.run(&format!("check --format short {options}"));
        assert_eq!((found(&answer), answer.status), (shown.iter().map(|s| (*s).to_owned()).collect(), Some(status)), "{options}");
        assert!(answer.err.is_empty() || options.contains("--min"), "{answer}");
    }
}

#[test]
fn what_is_not_shown_is_counted() {
    let stage = stage();
    let answer = stage.run("check --select house --min-level error");
    assert!(answer.out.ends_with("1 finding in 1 file: 1 error (2 below the level or confidence asked for)\n"), "{answer}");
    let answer = stage.run("check --select house --min-level error --format json");
    assert_eq!(answer.json()["summary"]["hidden"], 2);
    let nothing = stage.run("check --select house/jargon --min-level error --color always");
    assert!(nothing.out.ends_with("nothing to show in 1 file (1 below the level or confidence asked for)\n"), "{nothing}");
    assert!(!nothing.out.contains("\u{1b}[1;32m"), "no green: {nothing}");
    let note = "seedlint: note: findings that are not shown fail this check; --min-level and --min-confidence hide them\n";
    assert_eq!((nothing.status, nothing.err.as_str()), (Some(1), note));
    assert_eq!(stage.run("check --select house/jargon --min-level error --quiet").err, "");
    assert_eq!(stage.run("check --select house --min-level error").err, "", "what is shown explains the status");
}

#[test]
fn a_finding_within_another_is_counted() {
    let stage = stage().with(&[(
        "rules/house/phrase.toml",
        &crate::stage::JARGON
            .replace("~utilise", "~utilise the mill")
            .replace("They <<utilised>> it", "They <<utilised the mill>>")
            .replace("We <<utilise>> it", "We <<utilise the mill>>"),
    )]);
    let answer = stage.run("check --select house/jargon,house/phrase --format json");
    assert_eq!((&answer.json()["summary"]["warnings"], &answer.json()["summary"]["overlapped"]), (&1.into(), &1.into()), "{answer}");
}

#[test]
fn a_former_name_stands_for_the_present_one() {
    let renamed = crate::stage::JARGON.replace("match.phrases", "formerly = [\"style/jargon\"]\nmatch.phrases");
    for (config, level) in [
        ("[levels]\n\"style/jargon\" = \"error\"", "error"),
        ("[levels]\n\"style/jargon\" = \"error\"\nhouse = \"note\"", "error"),
        ("[[override]]\npaths = [\"seeds/**\"]\nlevels = { \"style/jargon\" = \"note\" }", "note"),
        // Of the two names of one rule, what is written later holds, and what a file says itself above what it extends.
        ("[levels]\n\"style/jargon\" = \"error\"\n\"house/jargon\" = \"note\"", "note"),
        ("extends = \"base.toml\"\n[levels]\n\"house/jargon\" = \"note\"", "note"),
        ("extends = \"base.toml\"", "error"),
    ] {
        let stage = stage().with(&[("rules/house/jargon.toml", &renamed), ("base.toml", "[levels]\n\"style/jargon\" = \"error\"\n")]);
        let (extends, rest) = if config.starts_with("extends") { config.split_once('\n').unwrap_or((config, "")) } else { ("", config) };
        stage.write("seedlint.toml", format!("{extends}\nrules = [\"rules\"]\n{rest}\n"));
        let answer = stage.run("check --format short --select style/jargon");
        assert!(answer.out.contains(&format!(": {level}[house/jargon]: ")) && answer.err.is_empty(), "{config}: {answer}");
    }
}

#[test]
fn the_configuration_sets_levels_and_the_command_line_wins() {
    for (config, options, shown, status) in [
        ("[levels]\nhouse = \"off\"", "", vec![], 0),
        ("[levels]\nhouse = \"off\"\n\"house/secret\" = \"note\"", "", vec!["note secret"], 0),
        ("[levels]\nhouse = \"note\"", "", vec!["note archaism", "note jargon", "note secret"], 0),
        // What is selected by name runs, at its own level.
        ("[levels]\nhouse = \"off\"", "--extend-select house/secret", vec!["error secret"], 1),
        ("[levels]\nhouse = \"off\"", "--select house", vec!["note archaism", "warning jargon", "error secret"], 1),
        ("[gate]\nfail-on = \"never\"", "", vec!["note archaism", "warning jargon", "error secret"], 0),
        ("[gate]\nfail-on = \"error\"\n[levels]\n\"house/secret\" = \"off\"", "", vec!["note archaism", "warning jargon"], 0),
        ("[gate]\nfail-on = \"note\"", "--select house/archaism", vec!["note archaism"], 1),
        ("[gate]\nfail-on = \"never\"", "--fail-on error", vec!["note archaism", "warning jargon", "error secret"], 1),
        ("[gate]\nfail-on = \"note\"", "--fail-on never", vec!["note archaism", "warning jargon", "error secret"], 0),
        ("[[override]]\npaths = [\"seeds/*\"]\nlevels = { house = \"off\" }", "", vec![], 0),
        ("[[override]]\npaths = [\"other/*\"]\nlevels = { house = \"off\" }", "--select house/archaism", vec!["note archaism"], 0),
    ] {
        let stage = stage();
        stage.write("seedlint.toml", format!("rules = [\"rules\"]\n{config}\n"));
        let answer = stage.run(&format!("check --format short {options}"));
        let found: Vec<_> = answer
            .lines()
            .into_iter()
            .filter_map(|line| {
                let (level, rest) = line.split(": ").nth(1)?.split_once("[house/")?;
                Some(format!("{level} {}", rest.trim_end_matches(']')))
            })
            .collect();
        assert_eq!((found, answer.status), (shown.iter().map(|s| (*s).to_owned()).collect(), Some(status)), "{config} {options}\n{answer}");
    }
}

#[test]
fn names_that_are_not_known_are_a_usage_error() {
    let stage = stage();
    for (options, message) in [
        ("--select speculatoin", "no rule or family is named `speculatoin`; did you mean `speculation`?"),
        ("--ignore jargon", "no rule or family is named `jargon`; did you mean `house/jargon`?"),
        ("--extend-select house/jargn", "no rule or family is named `house/jargn`; did you mean `house/jargon`?"),
        ("--select nothing-of-the-kind", "no rule or family is named `nothing-of-the-kind`"),
    ] {
        let answer = stage.run(&format!("check {options}"));
        assert_eq!((answer.status, answer.err, answer.out.as_str()), (Some(2), format!("seedlint: error: {message}\n"), ""));
    }
}

#[test]
fn trouble_outranks_findings() {
    let stage = stage();
    for options in ["", "--exit-zero", "--fail-on never", "--format json", "--quiet"] {
        let answer = stage.run(&format!("check seeds missing.md {options}"));
        assert_eq!(answer.status, Some(2), "{options}");
        assert!(answer.out.contains("house/secret"), "the rest is reported: {answer}");
        assert_eq!(answer.err, "seedlint: error: missing.md: does not exist\n");
    }
}
