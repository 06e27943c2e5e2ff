//! Where it is printed: colour, closed pipes, full disks, quiet.

use std::io::Read;
use std::process::Stdio;

use crate::stage::{SEED, Stage};

fn stage() -> Stage {
    Stage::house().with(&[("seeds/mill.md", SEED)])
}

#[test]
fn quiet_leaves_the_summary_out() {
    let stage = stage();
    let whole = stage.run("check --select house");
    let quiet = stage.run("check --select house --quiet");
    assert_eq!(quiet.status, Some(1));
    assert!(whole.out.starts_with(&quiet.out) && !quiet.out.contains("3 findings"), "{quiet}");
    let json = |options: &str| stage.run(&format!("check --format jsonl {options}")).out;
    assert_eq!(json("--quiet"), json(""), "a data format stays whole");
    assert_eq!(stage.run("check --quiet --select house --ignore house").out, "");
}

#[test]
fn rules_are_profiled_beside_the_report() {
    let stage = Stage::house().with(&[("seeds/mill.md", SEED), ("seeds/well.md", "They utilise it, and utilise it.\n")]);
    for options in ["--select house", "--select house --format json --jobs 4"] {
        let (plain, profiled) = (stage.run(&format!("check {options}")), stage.run(&format!("check {options} --profile-rules")));
        assert_eq!((plain.status, plain.out), (profiled.status, profiled.out));
        let lines: Vec<_> = profiled.err.lines().collect();
        assert_eq!(lines[..2], ["profile of 2 seeds, 118 bytes", "        ms  findings"]);
        let words = |line: &&str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(lines[5].trim(), "each rule run alone, beyond what all share:");
        let mut rows: Vec<_> = lines[2..5].iter().chain(&lines[6..]).map(words).collect();
        assert!(rows.iter().all(|row| row[0].parse::<f64>().is_ok()), "{}", profiled.err);
        rows.iter_mut().for_each(|row| drop(row.remove(0)));
        assert_eq!(rows[0].join(" "), "reading: document and facts");
        assert_eq!(rows[1].join(" "), "5 all rules at once");
        assert_eq!(rows[2].join(" "), "of that, what all rules share");
        let mut rules: Vec<_> = rows[3..].iter().map(|row| row.join(" ")).collect();
        rules.sort();
        assert_eq!(rules, ["1 house/archaism", "1 house/secret", "3 house/jargon"]);
    }
}

#[test]
fn colour_is_asked_for() {
    let stage = stage();
    for (arguments, environment, coloured) in [
        ("", vec![], false),
        ("--color auto", vec![], false),
        ("--color always", vec![], true),
        ("--color never", vec![("FORCE_COLOR", "1")], false),
        ("", vec![("FORCE_COLOR", "1")], true),
        ("", vec![("CLICOLOR_FORCE", "1")], true),
        ("", vec![("CLICOLOR_FORCE", "0")], false),
        ("", vec![("FORCE_COLOR", "1"), ("NO_COLOR", "1")], false),
        ("", vec![("FORCE_COLOR", "1"), ("NO_COLOR", "")], true),
        ("--color always", vec![("NO_COLOR", "1")], true),
    ] {
        let mut command = stage.command(&format!("check --select house {arguments}"));
        let answer = stage.answer(command.envs(environment.clone()).output().unwrap());
        assert_eq!(answer.out.contains("\u{1b}["), coloured, "{arguments} {environment:?}");
    }
    for format in ["short", "json", "jsonl"] {
        assert!(!stage.run(&format!("check --color always --format {format}")).out.contains('\u{1b}'), "{format}");
    }
}

#[test]
fn lines_are_cut_at_the_width_of_the_terminal() {
    let stage = Stage::house().with(&[("a.md", &"They utilise the mill on the hill. ".repeat(20))]);
    let widest = |columns: &str| {
        let output = stage.command("check a.md --select house --quiet").env("COLUMNS", columns).output().unwrap();
        String::from_utf8(output.stdout).unwrap().lines().map(|line| line.chars().count()).max()
    };
    assert!(widest("60") <= Some(60) && widest("90") > Some(60) && widest("nonsense") <= Some(100));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_the_printing_and_not_the_verdict() {
    let stage = Stage::house();
    for number in 0..30 {
        stage.write(format!("seeds/{number}.md"), SEED.repeat(40));
    }
    for format in ["human", "short", "json", "jsonl"] {
        for jobs in [1, 3] {
            let mut command = stage.command(&format!("check --format {format} --jobs {jobs}"));
            let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            let mut few = [0; 20];
            child.stdout.take().unwrap().read_exact(&mut few).unwrap();
            let answer = stage.answer(child.wait_with_output().unwrap());
            assert_eq!((answer.status, answer.err.as_str()), (Some(1), ""), "{format} {jobs}");
        }
    }
    let mut child = stage.command("rules list").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let answer = stage.answer(child.wait_with_output().unwrap());
    assert_eq!((answer.status, answer.err.as_str()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_trouble() {
    let stage = stage();
    for arguments in [
        "check",
        "check --exit-zero --format json",
        "check --fail-on never --format short",
        "rules list",
        "explain modal",
        "inspect",
        "config show",
        "--help",
    ] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let answer = stage.answer(stage.command(arguments).stdout(full).output().unwrap());
        assert_eq!(answer.status, Some(2), "{arguments}");
        if arguments != "--help" {
            assert!(answer.err.starts_with("seedlint: error: standard output cannot be written: "), "{arguments}: {answer}");
        }
    }
}
