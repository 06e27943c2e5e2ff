//! What the ledger says in a check.

use super::*;

const CHECK: &str = "check --format short --select claims";

fn published(stage: &Stage) {
    edit(stage, "author: Lea Roe\n", "author: Lea Roe\nstatus: published\n");
}

fn rules(answer: &Answer) -> Vec<String> {
    answer.out.lines().filter_map(|line| Some(line.split("[claims/").nth(1)?.split(']').next()?.to_owned())).collect()
}

#[test]
fn a_seed_without_a_ledger_is_linted_only() {
    let stage = desk();
    published(&stage);
    let answer = stage.run(CHECK);
    assert_eq!((rules(&answer), answer.status), (vec![], Some(0)), "{answer}");
}

#[test]
fn the_status_of_a_seed_chooses_what_fails() {
    let stage = begun();
    edit(&stage, "lost 40 workers", "lost 41 workers");
    let draft = stage.run(CHECK);
    assert_eq!((rules(&draft), draft.status), (vec!["unchecked".to_owned()], Some(0)), "{draft}");
    assert!(draft.out.contains("note[claims/unchecked]"), "{draft}");
    published(&stage);
    let answer = stage.run(CHECK);
    assert_eq!((rules(&answer), answer.status), (vec!["unchecked".to_owned()], Some(1)), "{answer}");
    let ledger = read(&stage, "seeds/rates.claims.toml");
    assert!(stage.run("check --format json").out.contains(&format!("\"claim\":\"{}\"", id(&stage, "lost 40"))));
    assert_eq!(read(&stage, "seeds/rates.claims.toml"), ledger);
}

#[test]
fn what_changed_since_it_was_verified_is_shown() {
    let stage = begun();
    verify(&stage);
    let answer = stage.run("check --format json");
    assert!(answer.out.contains("\"verified\":1"), "{answer}");
    edit(&stage, "fell 12%", "fell 21%");
    published(&stage);
    let answer = stage.run(CHECK);
    assert_eq!((rules(&answer), answer.status), (vec!["stale".to_owned()], Some(1)), "{answer}");
    assert!(answer.out.contains("[-12%-] {+21%+}"), "{answer}");
}

#[test]
fn a_broken_seal_fails_whatever_the_status() {
    let stage = begun();
    let checks = read(&stage, "seeds/rates.checks.toml");
    stage.write("seeds/rates.checks.toml", checks.replacen("reason = \"", "reason = \"not ", 1));
    let answer = stage.run(CHECK);
    assert_eq!((rules(&answer), answer.status), (vec!["tampered".to_owned()], Some(1)), "{answer}");
    assert!(answer.out.contains("rates.checks.toml"), "{answer}");
}

#[test]
fn coverage_is_a_bar() {
    let stage = begun();
    stage.write("seedlint.toml", "[factcheck.gate.draft]\nverified = 1.0\n");
    let answer = stage.run(CHECK);
    assert_eq!((rules(&answer), answer.status), (vec!["low-coverage".to_owned()], Some(1)), "{answer}");
    assert!(answer.out.contains("are verified, and 100% have to here"), "{answer}");
    stage.write("seedlint.toml", "[factcheck.gate.draft]\nverified = 0.0\n");
    assert_eq!(stage.run(CHECK).status, Some(0));
}

#[test]
fn a_verified_claim_settles_what_an_exempt_one_does_not() {
    let stage = Stage::empty().with(&[("seeds/rates.md", "Output fell 12% in March. Experts say that the mill lost 40 workers.\n")]);
    let stage = stage.with(&[("factcheck/sources.toml", SOURCES), ("factcheck/archive.lock", LOCK), ("factcheck/iop.txt", IOP)]);
    assert_eq!(claims(&stage, "init --as-of 2026-08-01", &[]).status, Some(0));
    let sourcing = |stage: &Stage| stage.run("check --format short --select sourcing").out.matches("[sourcing/").count();
    let before = sourcing(&stage);
    assert!(before > 0);
    let quote = ["--at", "table 1", "--quote", "Production output fell by 11.96% in March 2026"];
    let answer = mark(&stage, "Experts say", 22, "verified --level content --attest --ack --source iop", &quote);
    assert_eq!(answer.status, Some(0), "{answer}");
    assert!(sourcing(&stage) < before);
    assert!(!stage.run("check --format json --select sourcing").out.contains("\"settled\":0"));
}

#[test]
fn a_seed_of_which_only_the_ledger_changed_is_checked() {
    let stage = Stage::repository(&[("seeds/rates.md", SEED), ("seeds/other.md", "Nothing here.\n"), ("factcheck/sources.toml", SOURCES)]);
    stage.write("factcheck/archive.lock", LOCK);
    stage.write("factcheck/iop.txt", IOP);
    assert_eq!(claims(&stage, "init --as-of 2026-08-01", &[]).status, Some(0));
    stage.commit();
    let found = |asked: &str| rules(&stage.run(&format!("{CHECK} {asked} --fail-on note")));
    let files = |asked: &str| stage.run(&format!("check --show-files {asked}")).lines().len();
    assert_eq!((found("--since HEAD"), files("--since HEAD")), (vec![], 0));
    let answer = mark(&stage, "lost 40", 22, "false --attest --note wrong", &[]);
    assert_eq!(answer.status, Some(0), "{answer}");
    assert_eq!((found("--since HEAD"), files("--since HEAD")), (vec!["false".to_owned()], 1));
    assert_eq!(found("--staged"), Vec::<String>::new());
    stage.git("add seeds");
    assert_eq!((found("--staged"), files("--staged")), (vec!["false".to_owned()], 1));
    assert_eq!(found("--since HEAD --staged"), ["false"]);
    verify(&stage);
    stage.commit();
    assert_eq!(found("--since HEAD"), Vec::<String>::new());
    // The register is everybody's.
    stage.write("factcheck/sources.toml", SOURCES.replacen("archive =", "retracted = true\narchive =", 1));
    assert_eq!((found("--since HEAD"), files("--since HEAD")), (vec!["source-drift".to_owned()], 2));
    assert_eq!(files("--staged"), 0);
    stage.git("add factcheck");
    assert_eq!((found("--staged").len(), files("--staged")), (2, 2), "what is wrong besides is told, too");
    // A ledger that goes takes what it settles with it.
    stage.commit();
    stage.git("rm --quiet seeds/rates.claims.toml");
    assert_eq!(files("--staged"), 1);
}
