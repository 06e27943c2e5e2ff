//! `claims init`.

use super::{begun, claims, desk, read, states};
use crate::stage::Stage;

#[test]
fn everything_that_stands_is_exempt() {
    let stage = desk();
    let before = claims(&stage, "status", &[]);
    assert_eq!(before.status, Some(2), "{before}");
    assert_eq!(before.err, "seedlint: error: no seed here has a ledger; `seedlint claims init` begins them\n");
    let answer = claims(&stage, "init --as-of 2026-08-01", &[]);
    assert_eq!(
        answer.lines(),
        [
            "1 seed, 5 sentences: 3 claims",
            "every claim is exempt as it stands (since 2026-08-01); an edit ends that",
            "`seedlint claims next` shows the cheapest way down",
        ]
    );
    assert_eq!(states(&stage), "seeds/rates.md: 3 claims: 3 exempt");
    assert_eq!(read(&stage, ".gitattributes"), "*.claims.toml text eol=lf merge=seedlint\n*.checks.toml text eol=lf merge=seedlint\n");
}

#[test]
fn nothing_that_stands_is_overwritten() {
    let stage = desk();
    stage.write(".gitattributes", "*.png binary\n*.claims.toml text eol=lf merge=seedlint");
    claims(&stage, "init", &[]);
    assert_eq!(
        read(&stage, ".gitattributes"),
        "*.png binary\n*.claims.toml text eol=lf merge=seedlint\n*.checks.toml text eol=lf merge=seedlint\n"
    );
    let ledger = || (read(&stage, "seeds/rates.claims.toml"), read(&stage, "seeds/rates.checks.toml"));
    let before = ledger();
    stage.write("seeds/other.md", "The mill lost 40 workers.\n");
    let again = claims(&stage, "init --reason other", &[]);
    assert_eq!((again.status, ledger()), (Some(0), before), "{again}");
    assert!(again.out.starts_with("1 seed, 1 sentence: 1 claim\n"), "{again}");
    let third = claims(&stage, "init", &[]);
    assert_eq!(third.status, Some(0), "{third}");
    assert!(third.out.is_empty() && third.err.contains("seeds that have a ledger keep it as it is"), "{third}");
}

#[test]
fn a_ledger_that_lost_its_claims_gets_them_back() {
    let stage = begun();
    let claims_file = read(&stage, "seeds/rates.claims.toml");
    std::fs::remove_file(stage.path("seeds/rates.claims.toml")).unwrap();
    let answer = claims(&stage, "sync", &[]);
    assert_eq!((answer.status, read(&stage, "seeds/rates.claims.toml")), (Some(0), claims_file), "{answer}");
}

#[test]
fn a_folder_without_seeds_is_trouble() {
    for command in ["init", "sync", "status", "next"] {
        let answer = claims(&Stage::empty(), command, &[]);
        assert_eq!(answer.status, Some(2), "{command}: {answer}");
    }
}

#[test]
fn reading_commands_leave_the_tree_as_it_is() {
    let stage = begun();
    stage.write("seeds/broken.md", "The mill lost 40 workers.\n");
    stage.write("seeds/broken.claims.toml", "format = 1\n");
    let tree = || {
        let mut files = Vec::new();
        for folder in ["", "seeds", "factcheck"] {
            for entry in std::fs::read_dir(stage.path(folder)).unwrap().flatten().filter(|entry| entry.path().is_file()) {
                files.push((entry.path(), std::fs::read(entry.path()).unwrap(), entry.metadata().unwrap().modified().unwrap()));
            }
        }
        files.sort();
        files
    };
    super::edit(&stage, "12%", "21%");
    let before = tree();
    for command in
        ["status", "status --format json", "next", "next --format json", "show zzzzz", "sync --check", "mark zzzzz false --attest"]
    {
        let answer = claims(&stage, command, &[]);
        assert_eq!((answer.status, tree() == before), (Some(2), true), "{command}: {answer}");
    }
}
