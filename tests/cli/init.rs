//! `init`: what a repository starts from. Nothing that stands is written over.

use std::fs;

use insta::assert_snapshot;

use crate::repository::{CLEAN, FAULTY, git_in, program};
use crate::stage::Stage;

#[test]
fn a_configuration_is_written_once() {
    let stage = Stage::empty();
    assert_snapshot!(stage.run("init"), @r"
    exit status 0
    --- standard output
    seedlint.toml is written: what is checked, and how

      Next: `seedlint` checks the seeds. Where many findings stand already, take the `#` from before `baseline` in
      seedlint.toml; `seedlint baseline update` then lists them, and from then on only new ones are told.
    ");
    // What it writes is understood, and changes nothing.
    stage.write("seeds/mill.md", CLEAN);
    assert_eq!(stage.run("check --exit-zero").status, Some(0));
    assert_snapshot!(stage.run("init"), @r"
    exit status 2
    --- standard error
    seedlint: error: seedlint.toml stands already; nothing is written
    ");
}

#[test]
fn what_is_written_next_to_a_configuration_leaves_it_as_it_is() {
    let stage = Stage::empty().with(&[("seedlint.toml", "# own\n")]);
    assert_snapshot!(stage.run("init --pre-commit"), @r"
    exit status 0
    --- standard output
    .pre-commit-config.yaml is written: run `pre-commit install` to have it run before each commit
    ");
    assert_eq!(fs::read_to_string(stage.path("seedlint.toml")).unwrap(), "# own\n");
    assert_snapshot!(stage.run("init --pre-commit"), @r"
    exit status 2
    --- standard error
    seedlint: error: .pre-commit-config.yaml stands already; nothing is written
    ");
    stage.git("init --quiet --initial-branch=main .");
    assert_eq!(stage.run("init --hook --workflow").status, Some(0));
    assert!(stage.path(".git/hooks/pre-commit").exists() && stage.path(".github/workflows/seeds.yml").exists());
}

#[test]
fn the_next_step_that_is_told_can_be_done() {
    let stage = Stage::empty().with(&[("seeds/mill.md", FAULTY)]);
    stage.run("init");
    let written = fs::read_to_string(stage.path("seedlint.toml")).unwrap();
    stage.write("seedlint.toml", written.replace("# baseline = ", "baseline = "));
    assert_eq!(stage.run("baseline update").status, Some(0));
    assert_eq!(stage.run("check").status, Some(0));
}

#[test]
fn every_line_of_the_configuration_can_be_switched_on() {
    let stage = Stage::empty();
    stage.run("init");
    let written = fs::read_to_string(stage.path("seedlint.toml")).unwrap();
    // What is prose among the comments has no ` = `.
    let on: Vec<&str> = written.lines().map(|line| line.strip_prefix("# ").filter(|line| line.contains(" = ")).unwrap_or(line)).collect();
    stage.write("seedlint.toml", on.join("\n"));
    stage.run("rules new house/utilise");
    stage.write("seedlint-baseline.toml", "version = 1\n");
    let answer = stage.run("config show");
    assert_eq!(answer.status, Some(0), "{answer}");
}

#[test]
fn outside_a_repository_there_is_no_hook() {
    let stage = Stage::empty();
    assert_snapshot!(stage.run("init --hook"), @r"
    exit status 2
    --- standard error
    seedlint: error: this is no git repository, nor is a folder above
    ");
    assert!(!stage.path("seedlint.toml").exists());
}

#[test]
fn all_or_nothing_is_written() {
    let stage = Stage::empty();
    stage.git("init --quiet --initial-branch=main .");
    // The last of the files has no place to go.
    stage.write(".github", "no folder");
    let answer = stage.run("init --hook --pre-commit --workflow");
    assert!(answer.status == Some(2) && answer.err.contains(".github/workflows/seeds.yml cannot be written: "), "{answer}");
    for path in ["seedlint.toml", ".pre-commit-config.yaml", ".git/hooks/pre-commit"] {
        assert!(!stage.path(path).exists(), "{path} is left");
    }
    fs::remove_file(stage.path(".github")).unwrap();
    assert_eq!(stage.run("init --hook --pre-commit --workflow").status, Some(0));
}

#[test]
fn the_hook_stops_a_commit_of_what_is_staged() {
    let stage = Stage::empty();
    stage.git("init --quiet --initial-branch=main .");
    let answer = stage.run("init --hook --workflow --pre-commit");
    assert_snapshot!(answer, @r"
    exit status 0
    --- standard output
    seedlint.toml is written: what is checked, and how
    .git/hooks/pre-commit is written: git runs it before each commit
    .pre-commit-config.yaml is written: run `pre-commit install` to have it run before each commit
    .github/workflows/seeds.yml is written: GitHub runs it on each pull request

      Next: `seedlint` checks the seeds. Where many findings stand already, take the `#` from before `baseline` in
      seedlint.toml; `seedlint baseline update` then lists them, and from then on only new ones are told.
    ");
    // The hook calls the program by its name.
    let hook = stage.path(".git/hooks/pre-commit");
    let text = fs::read_to_string(&hook).unwrap();
    fs::write(&hook, text.replace("exec seedlint", &format!("exec {}", program().display()))).unwrap();
    stage.write("seeds/mill.md", "# The mill\n\nCritics say the mill is the oldest in the world.\n");
    stage.git("add --all");
    stage.write("seeds/mill.md", CLEAN);
    let refused = git_in(&stage.path(""), "commit --quiet --message mill");
    let told = String::from_utf8_lossy(&refused.stderr).into_owned() + &String::from_utf8_lossy(&refused.stdout);
    assert!(!refused.status.success() && told.contains("sourcing/vague-authority"), "{told}");
    // The other way round, it goes through.
    stage.git("add --all");
    stage.write("seeds/mill.md", FAULTY);
    let done = git_in(&stage.path(""), "commit --quiet --message mill");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
