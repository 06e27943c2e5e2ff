//! `claims confirm` and `claims sign`: what holds on after an edit, and who lets a seed go.

use super::*;

fn edited(from: &str, to: &str) -> (Stage, String) {
    let stage = begun();
    verify(&stage);
    let id = id(&stage, "Output fell");
    edit(&stage, from, to);
    assert_eq!(claims(&stage, "sync", &[]).status, Some(0));
    (stage, id)
}

fn confirm(stage: &Stage, id: &str, arguments: &str, further: &[&str]) -> Answer {
    let arguments = format!("confirm {id} {arguments} --as-of 2026-08-23");
    claims(stage, &arguments, &[&["--by", "Lea Roe"], further].concat())
}

fn sign(stage: &Stage, arguments: &str) -> Answer {
    claims(stage, &format!("sign seeds/rates.md {arguments} --as-of 2026-08-24"), &["--by", "Ed Itor <ed@example.org>"])
}

#[test]
fn a_rewording_is_confirmed_once_both_wordings_were_seen() {
    let (stage, id) = edited("fell 12% in March", "fell again by 12% in March");
    assert!(states(&stage).contains("1 stale"), "{}", states(&stage));
    let next = claims(&stage, "next --limit 1 --as-of 2026-09-01", &[]);
    assert!(next.out.contains(&format!("seedlint claims confirm c:{id}")), "{next}");
    let checks = read(&stage, "seeds/rates.checks.toml");
    // Nobody answers.
    let answer = confirm(&stage, &id, "", &[]);
    assert!(answer.status == Some(2) && answer.err.contains("answer \"yes\", or say --attest"), "{answer}");
    assert!(answer.out.starts_with("was   Output fell 12% in March, the statistics agency said.\n"), "{answer}");
    assert!(answer.out.contains("said  iop, table 1: “Production output fell by 11.96% in March 2026”"), "{answer}");
    assert_eq!(read(&stage, "seeds/rates.checks.toml"), checks);
    let answer = stage.run_with_input(&format!("claims confirm {id} --by Lea --as-of 2026-08-23"), "yes\n");
    assert!(answer.status == Some(0) && answer.out.contains("is clean"), "{answer}");
    assert!(states(&stage).contains("1 clean"));
    let answer = confirm(&stage, &id, "--attest", &[]);
    assert!(answer.err.contains("is clean, and its words were judged as they stand"), "{answer}");
}

#[test]
fn more_than_a_rewording_needs_a_reason() {
    let (stage, id) = edited("fell 12%", "fell 11.96%");
    let answer = confirm(&stage, &id, "--attest", &[]);
    assert!(answer.err.contains("more than the wording changed: [-number 12%-] · {+number 11.96%+}"), "{answer}");
    assert!(answer.err.contains("--still-true"), "{answer}");
    let answer = confirm(&stage, &id, "--attest", &["--still-true", " "]);
    assert!(answer.err.contains("a reason has to say something"), "{answer}");
    let answer = confirm(&stage, &id, "--attest", &["--still-true", "as the table has it"]);
    assert_eq!((answer.status, states(&stage).contains("1 clean")), (Some(0), true), "{answer}");
    assert!(read(&stage, "seeds/rates.checks.toml").contains("note = \"as the table has it\""));
}

#[test]
fn what_did_not_hold_then_is_not_confirmed() {
    for (verdict, further) in [("false", vec!["--note", "wrong"]), ("needs-fix", vec!["--correction", "Output fell 13% in March."])] {
        let stage = begun();
        assert_eq!(mark(&stage, "Output fell", 22, &format!("{verdict} --attest"), &further).status, Some(0));
        let id = id(&stage, "Output fell");
        let answer = confirm(&stage, &id, "--attest", &[]);
        assert!(answer.err.contains("were judged as they stand"), "{answer}");
        edit(&stage, "fell 12%", "fell 14%");
        let answer = confirm(&stage, &id, "--attest", &[]);
        assert!(answer.err.contains("`seedlint claims sync seeds/rates.md` comes first"), "{answer}");
        assert_eq!(claims(&stage, "sync", &[]).status, Some(0));
        let answer = confirm(&stage, &id, "--attest", &[]);
        assert!(answer.err.contains(&format!("it was {verdict} then")), "{answer}");
    }
    let (stage, id) = edited("fell 12% in March", "fell again by 12% in March");
    stage.write("factcheck/sources.toml", SOURCES.replacen("archive =", "retracted = true\narchive =", 1));
    let answer = confirm(&stage, &id, "--attest", &[]);
    assert!(answer.err.contains("iop changed since it was read"), "{answer}");
    let mill = self::id(&stage, "lost 40");
    assert!(confirm(&stage, &mill, "--attest", &[]).err.contains("is exempt: there is no judgement to confirm"));
}

#[test]
fn a_correction_that_was_made_is_confirmed() {
    let stage = begun();
    let to = ["--source", "iop", "--correction", "Output fell 11.96% in March, the statistics agency said."];
    assert_eq!(mark(&stage, "Output fell", 22, "needs-fix --attest", &to).status, Some(0));
    edit(&stage, "fell 12%", "fell 11.96%");
    assert_eq!(claims(&stage, "sync", &[]).status, Some(0));
    let id = id(&stage, "Output fell");
    let answer = confirm(&stage, &id, "--attest", &[]);
    assert!(answer.status == Some(0) && answer.out.contains("is clean"), "{answer}");
}

#[test]
fn a_seed_is_signed_as_it_stands_and_any_change_ends_that() {
    let stage = begun();
    stage.write("seedlint.toml", "[factcheck.gate.draft]\nsign-off = 1\n");
    let check = || stage.run("check --format short --select claims");
    let answer = check();
    assert!(answer.status == Some(1) && answer.out.contains("0 of 1 have signed it off as it stands"), "{answer}");
    assert!(stage.run("check --select claims").out.contains("`seedlint claims sign seeds/rates.md --attest`"));
    assert!(sign(&stage, "").err.contains("--attest says so"));
    let checks = read(&stage, "seeds/rates.checks.toml");
    let answer = sign(&stage, "--attest");
    assert_eq!((answer.status, answer.err.as_str()), (Some(0), ""), "{answer}");
    assert!(answer.out.contains("260824-ei in seeds/rates.checks.toml"), "{answer}");
    assert_eq!(check().status, Some(0));
    assert!(states(&stage).ends_with("; signed off by Ed Itor"), "{}", states(&stage));
    assert!(sign(&stage, "--attest").err.contains("Ed Itor has signed it off as it stands"));
    // The text, even where nothing is claimed.
    edit(&stage, "Nobody knows why.", "Nobody says why.");
    assert!(check().out.contains("the text changed since Ed Itor signed on 2026-08-24"), "{}", check());
    assert!(sign(&stage, "--attest").err.contains("`seedlint claims sync seeds/rates.md` comes first"));
    edit(&stage, "Nobody says why.", "Nobody knows why.");
    assert_eq!(check().status, Some(0));
    // The records.
    assert_eq!(mark(&stage, "lost 40", 24, "opinion --attest", &[]).status, Some(0));
    assert!(check().out.contains("more was recorded since Ed Itor signed"), "{}", check());
    assert!(states(&stage).contains("no more signed off"));
    assert_eq!(sign(&stage, "--attest").status, Some(0));
    assert_eq!(check().status, Some(0));
    assert_ne!(read(&stage, "seeds/rates.checks.toml"), checks);
}

#[test]
fn nobody_signs_what_is_open() {
    let stage = begun();
    assert_eq!(mark(&stage, "lost 40", 24, "false --attest", &[]).status, Some(0));
    let answer = sign(&stage, "--attest");
    assert!(answer.status == Some(2) && answer.err.contains("not ready to be signed, with 1 claim: 1 false"), "{answer}");
    assert!(answer.err.contains("`seedlint claims next seeds/rates.md` says what is to do"), "{answer}");
    let answer = claims(&stage, "sign --attest --by Ed", &[]);
    assert!(answer.status == Some(2) && answer.err.contains("a seed is signed off by name"), "{answer}");
    let stage = begun();
    stage.write("seedlint.toml", "[factcheck]\nindependent-checker = true\n");
    let answer = claims(&stage, "sign seeds/rates.md --attest", &["--by", "Lea Roe"]);
    assert!(answer.status == Some(2) && answer.err.contains("the author does not sign off"), "{answer}");
}

#[test]
fn the_judgement_of_the_nearest_words_is_the_one_to_confirm() {
    let (stage, id) = edited("fell 12%", "fell 21%");
    assert_eq!(mark(&stage, "Output fell", 22, "false --attest", &[]).status, Some(0));
    edit(&stage, "fell 21%", "again fell 12%");
    assert_eq!(claims(&stage, "sync", &[]).status, Some(0));
    let next = claims(&stage, "next --limit 1 --as-of 2026-09-01", &[]);
    assert!(next.out.contains("was verified by Amara Okoro") && next.out.contains("claims confirm"), "{next}");
    let answer = confirm(&stage, &id, "--attest", &[]);
    assert!(answer.status == Some(0) && answer.out.contains("is clean"), "{answer}");
}
