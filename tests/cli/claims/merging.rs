//! Ledgers on two branches, merged by git: clean, a conflict that can be seen, or caught by a seal; never a record lost.

use std::process::Command;

use super::{begun, claims, edit, mark, read};
use crate::stage::{Answer, Stage};

/// Runs git in the stage; `None` where this machine has none.
fn git(stage: &Stage, arguments: &[&str]) -> Option<Answer> {
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_seedlint"));
    let path =
        std::env::join_paths([binary.parent().unwrap().to_owned(), "/usr/bin".into(), "/bin".into(), "/usr/local/bin".into()]).unwrap();
    let person = ["-c", "user.name=Lea Roe", "-c", "user.email=lea@example.org", "-c", "commit.gpgsign=false"];
    let mut command = Command::new("git");
    command.args(person).args(arguments).current_dir(stage.path("")).env_clear().env("PATH", path).env("HOME", stage.path(""));
    command.env("GIT_CONFIG_NOSYSTEM", "1");
    command.output().ok().map(|output| stage.answer(output))
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    /// git goes by lines, as it does without a driver.
    Lines,
    /// git takes the lines of both sides.
    Union,
    /// Our driver.
    Driver,
}

/// A repository in which two branches did `one` and `other` to a ledger, with what git said to their merge.
fn merged(way: Way, one: impl Fn(&Stage), other: impl Fn(&Stage)) -> Option<(Stage, Answer)> {
    let stage = begun();
    std::fs::remove_dir(stage.path(".git")).unwrap();
    git(&stage, &["init", "-q", "-b", "main"])?;
    match way {
        Way::Driver => drop(git(&stage, &["config", "merge.seedlint.driver", "seedlint claims merge-driver %O %A %B %P"])),
        Way::Union => stage.write(".gitattributes", "*.toml merge=union\n"),
        Way::Lines => {}
    }
    let commit = |message: &str| {
        git(&stage, &["add", "-A"]);
        let committed = git(&stage, &["commit", "-q", "-m", message]).unwrap();
        assert_eq!(committed.status, Some(0), "{committed}");
    };
    commit("begin");
    git(&stage, &["checkout", "-q", "-b", "other"]);
    other(&stage);
    commit("other");
    git(&stage, &["checkout", "-q", "main"]);
    one(&stage);
    commit("one");
    let answer = git(&stage, &["merge", "-q", "--no-edit", "other"])?;
    Some((stage, answer))
}

fn judge(words: &'static str, by: &'static str, verdict: &'static str) -> impl Fn(&Stage) {
    move |stage| {
        let id = super::id(stage, words);
        let arguments = format!("mark {id} {verdict} --level content --attest --source iop --as-of 2026-08-22");
        let answer = claims(stage, &arguments, &["--by", by, "--note", "seen"]);
        assert_eq!(answer.status, Some(0), "{answer}");
    }
}

/// How many judgements are in a ledger that can be read; `None` where it cannot.
fn judgements(stage: &Stage) -> Option<usize> {
    let answer = claims(stage, "status --as-of 2026-09-01", &[]);
    (answer.status == Some(0)).then(|| read(stage, "seeds/rates.checks.toml").matches("[check.").count())
}

#[test]
fn no_merge_loses_a_judgement_silently() {
    let pairs = [
        (judge("Output", "Amara Okoro", "verified"), judge("mill", "Lea Roe", "false")),
        (judge("Output", "Amara Okoro", "verified"), judge("Output", "Lea Roe", "verified")),
        (judge("Output", "Amara Okoro", "verified"), judge("Output", "Amara Okoro", "false")),
        (judge("Output", "Amara Okoro", "verified"), judge("Output", "Amara Okoro", "verified")),
    ];
    for way in [Way::Lines, Way::Union, Way::Driver] {
        for (number, (one, other)) in pairs.iter().enumerate() {
            let Some((stage, answer)) = merged(way, one, other) else { return };
            let expected = if number == 3 { 1 } else { 2 };
            let found = judgements(&stage);
            let whole = found == Some(expected);
            match way {
                // Either git says so, or the file cannot be read, or everything is there.
                Way::Lines | Way::Union => assert!(answer.status != Some(0) || found.is_none() || whole, "{way:?} {number}: {answer}"),
                // One key with two records is the only conflict.
                Way::Driver if number == 2 => assert!(answer.status == Some(1) && found.is_none(), "{answer}"),
                Way::Driver => assert!(answer.status == Some(0) && whole, "{number}: {answer} {found:?}"),
            }
        }
    }
}

#[test]
fn conflicts_of_lines_are_resolved_by_records() {
    let (one, other) = (judge("Output", "Amara Okoro", "verified"), judge("Output", "Lea Roe", "verified"));
    let Some((stage, answer)) = merged(Way::Lines, one, other) else { return };
    assert!(answer.status == Some(1) && judgements(&stage).is_none(), "two neighbours are a conflict: {answer}");
    let told = claims(&stage, "status", &[]);
    assert!(told.err.contains("a merge was left undone here") && told.err.contains("claims resolve seeds/rates.checks.toml"), "{told}");
    let resolved = claims(&stage, "resolve seeds/rates.checks.toml", &[]);
    assert_eq!((resolved.status, judgements(&stage)), (Some(0), Some(2)), "{resolved}");
    let again = claims(&stage, "resolve seeds/rates.checks.toml", &[]);
    assert!(again.status == Some(2) && again.err.contains("there is no conflict here"), "{again}");
}

#[test]
fn what_both_sides_say_otherwise_stays_in_sight() {
    let (one, other) = (judge("Output", "Amara Okoro", "verified"), judge("Output", "Amara Okoro", "false"));
    let Some((stage, _)) = merged(Way::Driver, one, other) else { return };
    let text = read(&stage, "seeds/rates.checks.toml");
    assert!(text.contains("<<<<<<< ours") && text.contains("verdict = \"verified\"") && text.contains("verdict = \"false\""), "{text}");
    let refused = claims(&stage, "resolve seeds/rates.checks.toml", &[]);
    assert!(refused.status == Some(1) && refused.err.contains("the sides differ in check."), "{refused}");
    assert_eq!(read(&stage, "seeds/rates.checks.toml"), text);
}

#[test]
fn a_lost_line_is_caught_by_the_seal() {
    let stage = begun();
    mark(&stage, "Output", 22, "opinion --attest", &["--note", "a matter of taste"]);
    let text = read(&stage, "seeds/rates.checks.toml");
    for (number, line) in text.lines().enumerate().filter(|(_, line)| line.contains(" = ") && !line.starts_with("format")) {
        let without: Vec<_> = text.lines().enumerate().filter(|(other, _)| *other != number).map(|(_, line)| line).collect();
        stage.write("seeds/rates.checks.toml", without.join("\n"));
        assert_eq!(claims(&stage, "status", &[]).status, Some(2), "without {line}");
    }
}

#[test]
fn edits_of_two_branches_are_united() {
    let sync = |from: &'static str, to: &'static str| {
        move |stage: &Stage| {
            edit(stage, from, to);
            assert_eq!(claims(stage, "sync", &[]).status, Some(0));
        }
    };
    let (one, other) = (sync("12%", "21%"), sync("again this year", "again in 2026"));
    let Some((stage, answer)) = merged(Way::Driver, one, other) else { return };
    assert_eq!(answer.status, Some(0), "{answer}");
    let synced = claims(&stage, "sync", &[]);
    assert!(synced.status == Some(0) && !synced.out.contains("lost"), "{synced}");
}
