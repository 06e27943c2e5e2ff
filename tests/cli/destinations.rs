//! Reports in files, and several in one run.

use std::fs;

use crate::stage::{SEED, Stage};

fn stage() -> Stage {
    Stage::house().with(&[("seeds/mill.md", SEED)])
}

#[test]
fn several_reports_are_written_in_one_run() {
    let stage = stage();
    let alone = |format: &str| stage.run(&format!("check --select house --format {format}")).out;
    let [human, short, json, jsonl] = ["human", "short", "json", "jsonl"].map(alone);
    let answer = stage.run("check --select house --format human --format json=out.json --format=short=./out.txt --format jsonl=a=b");
    assert_eq!((answer.status, &answer.out, answer.err.as_str()), (Some(1), &human, ""));
    for (file, text) in [("out.json", &json), ("out.txt", &short), ("a=b", &jsonl)] {
        assert_eq!(&fs::read_to_string(stage.path(file)).unwrap(), text, "{file}");
    }
    // With a file alone, nothing is printed; `-` is standard output.
    let answer = stage.run("check --select house --color always --format human=out.txt");
    assert_eq!((answer.out.as_str(), fs::read_to_string(stage.path("out.txt")).unwrap()), ("", human));
    assert_eq!(stage.run("check --select house --format short=-").out, short);
    assert_eq!(fs::read_dir(stage.path("")).unwrap().count(), 7, "nothing else is left");
}

#[test]
fn contradictory_destinations_are_usage_errors() {
    let stage = stage().with(&[("there/out.json", "")]);
    for (arguments, told) in [
        ("--format json --format short", "only one report can go to standard output: write `--format short=FILE` for the other"),
        ("--format json=- --format short", "only one report can go to standard output"),
        ("--format json=out --format short=out", "two reports cannot be written to one file: out"),
        ("--format json=out --format short=./seeds/../out", "two reports cannot be written to one file: seeds/../out"),
        ("--format json=there/out.json --format json=there/../there/out.json", "two reports cannot be written to one file"),
        ("--format json=", "a file must stand behind `=`"),
        ("--format yaml", "invalid value 'yaml'"),
        ("--format yaml=out", "invalid value 'yaml'"),
    ] {
        let answer = stage.run(&format!("check {arguments}"));
        assert!(answer.status == Some(2) && answer.out.is_empty() && answer.err.contains(told), "{arguments}: {answer}");
    }
    assert!(!stage.path("out").exists());
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_is_that_file() {
    let stage = stage();
    stage.write("real/out.json", "old");
    std::os::unix::fs::symlink("real", stage.path("link")).unwrap();
    std::os::unix::fs::symlink("real/out.json", stage.path("out.json")).unwrap();
    let answer = stage.run("check --format json=real/new --format short=link/new");
    assert!(answer.status == Some(2) && answer.err.contains("two reports cannot be written to one file"), "{answer}");
    assert_eq!(stage.run("check --format json=out.json").status, Some(1));
    assert!(fs::symlink_metadata(stage.path("out.json")).unwrap().is_symlink());
    assert!(fs::read_to_string(stage.path("real/out.json")).unwrap().starts_with("{\"version\""));
}

#[test]
fn a_file_that_cannot_be_written_is_told_before_anything_is_read() {
    let stage = stage();
    for (file, told) in [
        ("none/out.json", "none/out.json: the report cannot be written: there is no such folder"),
        ("seeds", "seeds: the report cannot be written: it is a folder"),
        ("seeds/mill.md/out", "there is no such folder"),
        ("seeds/mill.md", "it is a seed; name another file, or exclude it"),
    ] {
        let answer = stage.run(&format!("check --format human --format json={file}"));
        assert!(answer.status == Some(2) && answer.out.is_empty() && answer.err.contains(told), "{file}: {answer}");
    }
    assert_eq!(fs::read_to_string(stage.path("seeds/mill.md")).unwrap(), SEED);
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_that_was_not_written_whole_is_trouble_and_leaves_the_old_one() {
    let stage = stage();
    let answer = stage.run("check --exit-zero --format short --format json=/dev/full");
    assert_eq!((answer.status, answer.lines().len() > 2), (Some(2), true), "the other report is whole");
    assert!(answer.err.contains("/dev/full: the report cannot be written: No space left on device"), "{answer}");
    assert_eq!(stage.run("check --exit-zero --format json=/dev/null").status, Some(0));
    // Limited to 4 KiB a file, it fails half-way.
    stage.write("out.json", "old");
    stage.write("seeds/long.md", SEED.repeat(100));
    let program = env!("CARGO_BIN_EXE_seedlint");
    let limited = format!("trap '' XFSZ; ulimit -f 8; exec {program} check --exit-zero --format json=out.json");
    let output = std::process::Command::new("sh").args(["-c", &limited]).current_dir(stage.path("")).output().unwrap();
    let answer = stage.answer(output);
    assert_eq!(answer.status, Some(2), "{answer}");
    assert_eq!(fs::read_to_string(stage.path("out.json")).unwrap(), "old");
    let names: Vec<_> = fs::read_dir(stage.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().ends_with(".new")), "{names:?}");
}

#[test]
fn what_cannot_be_done_is_trouble_and_the_reports_are_written_all_the_same() {
    let stage = stage();
    stage.write("seeds/bad.md", [0xff, 0xfe]);
    let answer = stage.run("check --select house --format json=out.json --format jsonl=out.jsonl");
    assert_eq!((answer.status, answer.out.as_str()), (Some(2), ""));
    let document: serde_json::Value = serde_json::from_slice(&fs::read(stage.path("out.json")).unwrap()).unwrap();
    assert_eq!((document["findings"].as_array().map(Vec::len), &document["summary"]["unreadable"]), (Some(3), &1.into()));
}

#[test]
fn quiet_and_statistics_hold_for_each_report() {
    let stage = stage();
    let alone = stage.run("check --select house --format human --quiet").out;
    let answer = stage.run("check --select house --quiet --format json --format human=out.txt");
    assert_eq!((fs::read_to_string(stage.path("out.txt")).unwrap(), answer.json()["summary"]["files"].as_u64()), (alone, Some(1)));
    let answer = stage.run("check --select house --statistics --format json=out.json");
    assert_eq!(answer.out, "");
    assert!(fs::read_to_string(stage.path("out.json")).unwrap().contains("\"statistics\":{"));
}

/// A stage with everything that steers a check, and a seed that did not change.
fn steered() -> Stage {
    let config = "extends = \"base.toml\"\nrules = [\"rules\"]\n[seeds]\nexclude = [\"seeds/drafts\"]\n[gate]\nbaseline = \"old.toml\"\n";
    Stage::repository(&[
        ("seedlint.toml", config),
        ("base.toml", ""),
        ("old.toml", "version = 1\n"),
        ("rules/lexicons/mills.toml", "source = \"the house\"\nwords = [\"mill\"]\n"),
        ("seeds/.seedlintignore", "*.out.md\n"),
        ("seeds/mill.md", SEED),
        ("seeds/mill.claims.toml", ""),
        ("seeds/mill.checks.toml", ""),
        ("seeds/below/.seedlint.toml", "rules = [\"own\"]\n[gate]\nbaseline = \"old.toml\"\n"),
        ("seeds/below/own/house/jargon.toml", crate::stage::JARGON),
        ("seeds/below/old.toml", "version = 1\n"),
        ("seeds/below/quay.md", SEED),
        ("factcheck/sources.toml", ""),
        (
            "factcheck/archive.lock",
            "[archive.\"sha256:9b1c\"]\ntext = \"t1:ff70ae15643c\"\ncaptured = 2026-08-20\npath = \"kept/iop.txt\"\n",
        ),
        ("factcheck/kept/iop.txt", "Output fell.\n"),
    ])
}

#[test]
fn what_is_read_is_never_written_over() {
    let stage = steered();
    stage.write("list", "seeds/mill.md\n");
    let seed = "it is a seed; name another file, or exclude it";
    let config = "it is a configuration of seedlint; name another file";
    let rules = "it is a rule file or a list of words that checks go by; name another file";
    let ledger = "it belongs to a ledger of claims; name another file";
    for (file, why) in [
        ("seeds/mill.md", seed),
        ("./rules/../seeds/mill.md", seed),
        ("seeds/below/quay.md", seed),
        ("seedlint.toml", config),
        ("seeds/below/.seedlint.toml", config),
        ("base.toml", config),
        ("old.toml", "it is a baseline; name another file"),
        ("seeds/below/old.toml", "it is a baseline; name another file"),
        ("rules/house/jargon.toml", rules),
        ("rules/lexicons/mills.toml", rules),
        ("seeds/below/own/house/jargon.toml", rules),
        ("seeds/.seedlintignore", "it says which files are no seeds; name another file"),
        ("seeds/mill.claims.toml", ledger),
        ("seeds/mill.checks.toml", ledger),
        ("factcheck/sources.toml", ledger),
        ("factcheck/archive.lock", ledger),
        ("factcheck/kept/iop.txt", ledger),
    ] {
        let before = fs::read(stage.path(file)).unwrap();
        for options in ["--since HEAD", "--staged", "--staged --since HEAD --new-only", "", "--fix"] {
            let answer = stage.run(&format!("check {options} --format json=out.json --format short={file}"));
            let name = file.trim_start_matches("./");
            let told = format!("seedlint: error: {name}: the report cannot be written: {why}\n");
            assert_eq!((answer.status, answer.err.as_str(), answer.out.as_str()), (Some(2), told.as_str(), ""), "{file} {options}");
            assert_eq!(fs::read(stage.path(file)).unwrap(), before, "{file} {options}");
            assert!(!stage.path("out.json").exists());
        }
    }
    let answer = stage.run("check --files-from list --format json=list");
    let told = "seedlint: error: list: the report cannot be written: it is the list of files to check; name another file\n";
    assert_eq!((answer.status, answer.err.as_str()), (Some(2), told));
}

#[test]
fn seeds_of_folders_that_were_asked_for_are_never_written_over() {
    let stage = steered().with(&[("notes/a.md", SEED), ("notes/b.txt", SEED)]);
    stage.commit();
    for (paths, file) in [("notes", "notes/a.md"), ("notes notes/b.txt", "notes/b.txt"), ("notes/b.txt seeds", "notes/b.txt")] {
        let answer = stage.run(&format!("check --since HEAD --format json={file} {paths}"));
        assert!(answer.status == Some(2) && answer.err.contains("it is a seed;"), "{paths}: {answer}");
        assert_eq!(fs::read_to_string(stage.path(file)).unwrap(), SEED);
    }
}

#[test]
fn texts_that_no_report_is_are_never_written_over() {
    let linked = "# The mill\n\nSee [the note](../other/note.html) and [the text](../other/note.txt). Critics say so.\n";
    let stage = steered().with(&[
        ("docs/p.md", linked),
        ("docs/q.md", "# Quay\n"),
        ("other/note.html", "<p>A note.\n"),
        ("other/note.txt", "no entry\nsays a note: error[x]: here\n"),
        ("other/works.bib", "@book{mill}\n"),
        ("other/seedlint.markdown", "## seedlint\n\nA linter with 3 findings in mind.\n"),
        ("list", "docs\n"),
    ]);
    stage.commit();
    let text = "it is a text, and no report of seedlint; name another file";
    for (arguments, file, why) in [
        ("docs/p.md", "docs/q.md", text),
        ("docs/p.md", "other/note.html", text),
        ("docs/p.md", "other/note.txt", text),
        ("", "other/seedlint.markdown", text),
        ("docs/p.md", "other/works.bib", "it is a bibliography; name another file"),
        ("--files-from list --since HEAD", "docs/q.md", "it is a seed; name another file, or exclude it"),
        ("--files-from list --staged", "docs/q.md", "it is a seed; name another file, or exclude it"),
        ("--files-from list --since HEAD --new-only", "docs/p.md", "it is a seed; name another file, or exclude it"),
    ] {
        let before = fs::read(stage.path(file)).unwrap();
        let answer = stage.run(&format!("check {arguments} --format json={file}"));
        let told = format!("seedlint: error: {file}: the report cannot be written: {why}\n");
        assert_eq!((answer.status, answer.err.as_str()), (Some(2), told.as_str()), "{arguments} {file}");
        assert_eq!(fs::read(stage.path(file)).unwrap(), before, "{arguments} {file}");
    }
}

#[test]
fn what_git_keeps_is_never_written_over() {
    let stage = steered();
    let before = fs::read(stage.path(".git/index")).unwrap();
    for file in [".git/index", ".git/new.json", ".git/refs/out", "seeds/../.git/HEAD"] {
        let answer = stage.run(&format!("check --format json={file}"));
        assert!(answer.status == Some(2) && answer.err.contains("it lies in a folder of git; name another file"), "{file}: {answer}");
    }
    assert_eq!(fs::read(stage.path(".git/index")).unwrap(), before);
    assert!(!stage.path(".git/new.json").exists());
    // One that lies elsewhere.
    fs::rename(stage.path(".git"), stage.path("kept")).unwrap();
    stage.write(".git", "gitdir: kept\n");
    for file in [".git", "kept/index", "kept/new.json"] {
        let answer = stage.run(&format!("check --format json={file}"));
        assert!(answer.status == Some(2) && answer.err.contains("it lies in a folder of git; name another file"), "{file}: {answer}");
    }
    assert_eq!(fs::read(stage.path("kept/index")).unwrap(), before);
}

#[test]
fn a_report_of_any_format_is_known_for_one() {
    let clean = "---\nauthor: Ann Mill\ndate: 2026-01-02\nsource: own\n---\n# Mill\n\nHello.\n";
    let stage = Stage::house().with(&[("seeds/mill.md", SEED), ("clean/a.md", clean)]);
    let formats = ["human", "short", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "html"];
    let asked: String = formats.iter().map(|format| format!(" --format {format}={format}.md")).collect();
    for options in ["seeds", "clean", "--statistics seeds", "--statistics clean", "--quiet seeds", "--min-level error seeds", "none.md"] {
        formats.iter().for_each(|format| _ = fs::remove_file(stage.path(format!("{format}.md"))));
        for round in 1..=2 {
            let answer = stage.run(&format!("check {options}{asked}"));
            assert!(!answer.err.contains("the report cannot be written"), "{options}, round {round}: {answer}");
            assert!(formats.iter().all(|format| stage.path(format!("{format}.md")).exists()), "{options}");
        }
    }
}

#[test]
fn nothing_is_mended_for_a_report_that_is_refused() {
    let text = "They utilise the mill.\n";
    let stage = crate::fix::house().with(&[("docs/p.md", text), ("docs/q.md", "# Quay\n")]);
    for file in ["docs/q.md", "docs/p.md", "none/out.json", "docs"] {
        let answer = stage.run(&format!("check --fix docs/p.md --format json={file}"));
        assert!(answer.status == Some(2) && answer.err.contains("the report cannot be written"), "{file}: {answer}");
        assert_eq!(fs::read_to_string(stage.path("docs/p.md")).unwrap(), text, "{file}");
    }
    let answer = stage.run("check --fix docs/p.md --format json=out.json");
    assert!(answer.err.contains("mended: 1 place"), "{answer}");
}

#[test]
fn a_report_that_stands_is_written_over() {
    let stage = steered();
    for file in [
        "out.json",
        "out.md",
        "seeds/drafts/out.md",
        "seeds/new.out.md",
        "seeds/.out.md",
        "seeds/out.json",
        "rules/out.json",
        "factcheck/out.html",
    ] {
        for options in if file == "out.md" { &["--since HEAD", "--staged", "", ""][..] } else { &["--staged"] } {
            stage.write(file, if file.ends_with("json") { "an older report" } else { "## seedlint\n\n2 findings in 1 file: 2 notes\n" });
            let answer = stage.run(&format!("check --exit-zero --select house {options} --format json={file}"));
            assert_eq!((answer.status, answer.err.as_str()), (Some(0), ""), "{file} {options}");
            assert!(fs::read_to_string(stage.path(file)).unwrap().starts_with("{\"version\""), "{file} {options}");
        }
        fs::remove_file(stage.path(file)).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn other_names_of_a_file_are_that_file() {
    let stage = steered();
    std::os::unix::fs::symlink("seeds/mill.md", stage.path("link.json")).unwrap();
    std::os::unix::fs::symlink("seeds", stage.path("folder")).unwrap();
    std::os::unix::fs::symlink("seedlint.toml", stage.path("config.json")).unwrap();
    fs::hard_link(stage.path("seeds/mill.md"), stage.path("hard.json")).unwrap();
    for file in ["link.json", "folder/mill.md", "folder/../seeds/mill.md", "config.json"] {
        for options in ["--since HEAD", "--staged"] {
            let answer = stage.run(&format!("check {options} --format json={file}"));
            assert!(answer.status == Some(2) && answer.err.contains("the report cannot be written: it is a"), "{file}: {answer}");
        }
    }
    // Two outputs, one file under two names.
    fs::write(stage.path("one.json"), "").unwrap();
    fs::hard_link(stage.path("one.json"), stage.path("two.json")).unwrap();
    let answer = stage.run("check --format json=one.json --format short=two.json");
    assert!(answer.status == Some(2) && answer.err.contains("two reports cannot be written to one file: two.json"), "{answer}");
    assert_eq!(fs::read_to_string(stage.path("seeds/mill.md")).unwrap(), SEED);
}
