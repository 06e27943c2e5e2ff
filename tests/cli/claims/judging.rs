//! `claims mark` and `exempt`.

use super::{begun, claims, edit, id, mark, read, states, verify};

#[test]
fn a_judgement_is_recorded() {
    let stage = begun();
    verify(&stage);
    assert_eq!(states(&stage), "seeds/rates.md: 3 claims: 2 exempt, 1 clean");
    let record = read(&stage, "seeds/rates.checks.toml");
    for line in ["verdict = \"verified\"", "level = \"content\"", "by = \"Amara Okoro <amara@example.org>\"", "on = 2026-08-22"] {
        assert!(record.contains(line), "{record}");
    }
    let again = mark(&stage, "Output", 23, "false --attest", &["--note", "it rose"]);
    assert!(again.out.ends_with("is false\n"), "{again}");
    assert_eq!(read(&stage, "seeds/rates.checks.toml").matches("[check.").count(), 2, "records are only ever added");
}

#[test]
fn what_would_be_no_judgement_is_refused() {
    let stage = begun();
    let before = read(&stage, "seeds/rates.checks.toml");
    let verified = "verified --level content --attest";
    for (arguments, further, told) in [
        ("verifed --attest", vec![], "`verifed` is no verdict; did you mean `verified`?"),
        ("verified --attest", vec![], "verified needs what was verified: --level content"),
        ("verified --level much --attest", vec![], "`much` is no level; it may be content or attribution"),
        ("needs-fix --attest", vec![], "needs-fix needs what the text should say: --correction"),
        ("disputed --attest", vec![], "disputed needs a reason: --note"),
        ("not-checkable --attest", vec![], "not-checkable needs a reason: --note"),
        ("not-found --attest", vec![], "not-found needs where evidence was searched for: --search"),
        ("withdrawn --attest", vec![], "withdrawn needs the record that is withdrawn: --replaces KEY"),
        ("withdrawn --attest --replaces x", vec![], "no record has the key `x`"),
        ("verified --level content", vec![], "nobody says that the wording was compared with its sources; --attest says so"),
        (verified, vec!["--source", "ipo"], "no source is registered as `ipo`; did you mean `iop`?"),
        (
            verified,
            vec!["--source", "census"],
            "no source is registered as `census`; `seedlint sources add census --kind KIND --title WORDS` adds it to factcheck/sources.toml",
        ),
        (verified, vec!["--source", "iop", "--at", "somewhere"], "`somewhere` is no place in a source; write it like `p. 12`"),
        (verified, vec!["--source", "iop", "--role", "main"], "`main` is no role; it may be primary, secondary"),
        (verified, vec!["--at", "p. 2"], "--at, --role and --quote belong to a source"),
        (verified, vec!["--source", "iop", "--quote", "Exports collapsed in the winter"], "iop does not say this, and nothing like it"),
        (
            verified,
            vec!["--source", "iop", "--quote", "output fell by 12.96% in March 2026"],
            "iop does not say this, but nearly: output fell by [-11.96%-] {+12.96%+} in March 2026",
        ),
        (verified, vec!["--source", "iop", "--quote", "The mill"], "iop says this 2 times; --at tells where"),
        (
            verified,
            vec!["--source", "iop", "--quote", "output fell by 11.96% in March 2026"],
            "the quote stops before “but rose in April”, and “but” may turn the sense; --ack says that you saw it",
        ),
        (
            verified,
            vec!["--source", "iop", "--at", "p. 1", "--quote", "The mill was … closed."],
            "the quote leaves out “not”, and “not” may turn the sense",
        ),
        (verified, vec!["--source", "wire", "--quote", "Output fell"], "the text of wire is not in the archive"),
    ] {
        let answer = mark(&stage, "Output", 22, arguments, &further);
        assert_eq!((answer.status, read(&stage, "seeds/rates.checks.toml")), (Some(2), before.clone()), "{arguments}: {answer}");
        assert!(answer.err.contains(told), "{arguments}: {answer}");
    }
}

#[test]
fn an_archive_that_is_not_what_it_was_holds_nothing() {
    let stage = begun();
    let quoted = ["--source", "iop", "--quote", "The mill stands."];
    stage.write("factcheck/iop.txt", "Other words. The mill stands.\n");
    let changed = mark(&stage, "mill", 22, "verified --level content --attest", &quoted);
    assert!(changed.status == Some(2) && changed.err.contains("this is not the text of iop that was archived"), "{changed}");
    std::fs::remove_file(stage.path("factcheck/iop.txt")).unwrap();
    let gone = mark(&stage, "mill", 22, "verified --level content --attest", &quoted);
    assert!(gone.status == Some(2) && gone.err.contains("the archived text of iop is not there"), "{gone}");
}

#[test]
fn a_wording_that_nobody_synced_is_not_judged() {
    let stage = begun();
    edit(&stage, "12%", "21%");
    let answer = mark(&stage, "Output", 22, "false --attest", &[]);
    assert!(answer.err.contains("changed since the last sync; `seedlint claims sync seeds/rates.md` comes first"), "{answer}");
}

#[test]
fn a_record_has_a_name_and_comes_after_the_last() {
    let stage = begun();
    verify(&stage);
    let output = id(&stage, "Output");
    let nameless = claims(&stage, &format!("mark {output} false --attest --as-of 2026-08-23"), &["--by", " <x@example.org>"]);
    assert!(nameless.status == Some(2) && nameless.err.contains("a record needs the name of who makes it: --by"), "{nameless}");
    let early = mark(&stage, "Output", 21, "false --attest", &[]);
    assert_eq!(early.status, Some(2), "{early}");
    for line in [
        "this was recorded on 2026-08-22, and today is 2026-08-21; records are appended in order",
        "seeds/rates.checks.toml:",
        "set the clock, or say the day with --as-of",
    ] {
        assert!(early.err.contains(line), "{line}: {early}");
    }
}

#[test]
fn weak_is_told_at_once() {
    let stage = begun();
    let answer = mark(&stage, "Output", 22, "verified --level content --attest", &[]);
    assert!(answer.status == Some(0) && answer.out.ends_with("is weak: needs 1 source (has 0)\n"), "{answer}");
}

#[test]
fn an_exemption_is_bound_to_its_wording() {
    let stage = begun();
    edit(&stage, "12%", "21%");
    assert_eq!(states(&stage), "seeds/rates.md: 3 claims: 1 unchecked, 2 exempt");
    let arguments = format!("exempt {} --as-of 2026-08-02 --until 2026-12-01", id(&stage, "Output"));
    let further = ["--by", "Lea Roe", "--why", "old figures"];
    assert_eq!(claims(&stage, &arguments, &further).status, Some(0));
    assert_eq!(states(&stage), "seeds/rates.md: 3 claims: 3 exempt");
    assert_eq!(claims(&stage, "status --as-of 2026-12-02", &[]).out, "seeds/rates.md: 3 claims: 1 expired, 2 exempt\n");
    edit(&stage, "21%", "22%");
    assert_eq!(states(&stage), "seeds/rates.md: 3 claims: 1 unchecked, 2 exempt");
    let empty = claims(&stage, &arguments, &["--by", "Lea Roe", "--why", " "]);
    assert!(empty.err.contains("a reason has to say something"), "{empty}");
}

/// What an editor does: a script that changes the template.
#[cfg(unix)]
fn with_editor(stage: &crate::stage::Stage, script: &str, words: &str) -> crate::stage::Answer {
    use std::os::unix::fs::PermissionsExt;
    stage.write("editor.sh", format!("#!/bin/sh\n{script}\n"));
    std::fs::set_permissions(stage.path("editor.sh"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = stage.command(&format!("claims mark {} --as-of 2026-08-22 --by Amara", id(stage, words)));
    command.env("EDITOR", stage.path("editor.sh")).env("PATH", "/usr/bin:/bin").env("TMPDIR", stage.path(""));
    stage.answer(command.output().unwrap())
}

#[cfg(unix)]
#[test]
fn an_editor_opens_on_a_template_with_nothing_filled_in() {
    let stage = begun();
    let blank = with_editor(&stage, "cp \"$1\" seen.txt", "Output");
    assert_eq!(blank.status, Some(2), "{blank}");
    assert!(
        blank.err.contains("the verdict is blank, so nothing was recorded") && blank.err.contains("what you wrote is kept in"),
        "{blank}"
    );
    let seen = read(&stage, "seen.txt");
    assert!(seen.contains("Output fell 12% in March, the statistics agency said.") && seen.contains("verdict = \"\""), "{seen}");
    let fill = |verdict: &str, compared: &str| {
        format!(
            "sed -i.bak -e 's/^verdict = \"\"/verdict = \"{verdict}\"/' -e 's/^level = \"\"/level = \"content\"/' \
             -e 's/^compared = \"\"/compared = \"{compared}\"/' -e 's/^id = \"\"/id = \"iop\"/' -e 's/^at = \"\"/at = \"table 1\"/' \"$1\""
        )
    };
    let alone = with_editor(&stage, &fill("verified", ""), "Output");
    assert!(alone.err.contains("write \"yes\" behind `compared`"), "{alone}");
    let broken = with_editor(&stage, "echo 'levl = 3' >> \"$1\"", "Output");
    assert!(broken.status == Some(2) && broken.err.contains("unknown key `levl`"), "{broken}");
    let failed = with_editor(&stage, "exit 3", "Output");
    assert!(failed.status == Some(2) && failed.err.contains("the editor was left with an error"), "{failed}");
    let done = with_editor(&stage, &fill("verified", "yes"), "Output");
    assert!(done.status == Some(0) && done.out.ends_with("is clean\n"), "{done}");
}

#[test]
fn of_many_who_mark_at_once_no_record_is_lost() {
    let stage = begun();
    let output = id(&stage, "Output");
    let started: Vec<_> = (0..8)
        .map(|number| {
            let mut command = stage.command(&format!("claims mark {output} opinion --attest --as-of 2026-08-22"));
            command.args(["--by", &format!("Person{number}")]);
            command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap()
        })
        .collect();
    let answers: Vec<_> = started.into_iter().map(|child| stage.answer(child.wait_with_output().unwrap())).collect();
    let done = answers.iter().filter(|answer| answer.status == Some(0)).count();
    let text = read(&stage, "seeds/rates.checks.toml");
    assert!(done >= 1 && text.matches("[check.").count() == done, "{done} of 8 recorded: {text}");
    for answer in answers.iter().filter(|answer| answer.status != Some(0)) {
        assert!(answer.err.contains("it has changed since it was read; nothing was written, run the command again"), "{answer}");
    }
    assert_eq!(claims(&stage, "status", &[]).status, Some(0));
}

#[cfg(unix)]
#[test]
fn a_command_that_is_killed_breaks_no_file() {
    let stage = begun();
    let output = id(&stage, "Output");
    let mut recorded = 0;
    for number in 0..25 {
        let mut command = stage.command(&format!("claims mark {output} opinion --attest --as-of 2026-08-22"));
        let mut child = command
            .args(["--by", &format!("P{number}")])
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_micros(number * 1700));
        let _ = child.kill();
        recorded += usize::from(child.wait().unwrap().success());
        let status = claims(&stage, "status", &[]);
        assert_eq!(status.status, Some(0), "{number}: {status}");
    }
    let kept = read(&stage, "seeds/rates.checks.toml").matches("[check.").count();
    assert!(kept >= recorded, "{recorded} were told as recorded, {kept} are there");
}
