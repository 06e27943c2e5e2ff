//! Ledgers that something happened to: each fault at its place, and the file left as it was.

use super::{begun, claims, read, verify};

#[test]
fn each_fault_is_told_at_its_place_and_nothing_is_written() {
    for (file, from, to, told) in [
        ("checks", "\"verified\"", "\"false\"", "the seal does not fit this record"),
        ("checks", "11.96%", "12.96%", "the seal does not fit this record"),
        ("checks", "level = \"content\"\n", "", "the seal does not fit this record"),
        ("checks", "format = 1", "format = 9", "this file is of format 9, and this version of seedlint reads format 1"),
        ("checks", "[exempt.", "<<<<<<< HEAD\n[exempt.", "a merge was left undone here"),
        ("checks", "Amara Okoro ", "", "nobody is named here"),
        ("checks", "seal = ", "seal == ", "rates.checks.toml"),
        ("claims", "fell 12%", "fell 21%", "the seal does not fit this record"),
        ("claims", "format = 1", "format = 2", "this file is of format 2"),
        ("claims", "kind = \"figure\"", "kind = \"figur\"", "unknown kind `figur`"),
        ("claims", "  \"# ", "  \"? ", "a line of the census holds hashes"),
    ] {
        let stage = begun();
        verify(&stage);
        let path = format!("seeds/rates.{file}.toml");
        let broken = read(&stage, &path).replacen(from, to, 1);
        assert!(broken != read(&stage, &path), "{from}");
        stage.write(&path, &broken);
        for command in ["status", "sync", "mark zzzzz false --attest"] {
            let answer = claims(&stage, command, &[]);
            assert_eq!((answer.status, read(&stage, &path) == broken), (Some(2), true), "{command} after {to}: {answer}");
            assert!(answer.err.contains(told) && answer.err.contains(&format!("{path}:")), "{command} after {to}: {answer}");
        }
    }
}

#[test]
fn a_record_that_stands_twice_is_told() {
    let stage = begun();
    let text = read(&stage, "seeds/rates.checks.toml");
    let record = text.split("\n\n").nth(1).unwrap();
    stage.write("seeds/rates.checks.toml", format!("{text}\n{record}\n"));
    let answer = claims(&stage, "status", &[]);
    assert!(answer.status == Some(2) && answer.err.contains("duplicate key"), "{answer}");
}

#[test]
fn a_ledger_without_its_seed_is_told() {
    let stage = begun();
    stage.write("seeds/other.md", "The mill lost 40 workers.\n");
    std::fs::remove_file(stage.path("seeds/rates.md")).unwrap();
    for command in ["status", "status seeds", "sync"] {
        let answer = claims(&stage, command, &[]);
        assert_eq!(answer.status, Some(2), "{command}: {answer}");
        assert!(answer.err.contains("the seed rates.md is not there") && answer.err.contains("seeds/rates.claims.toml:3:12"), "{answer}");
    }
}

#[test]
fn a_register_is_read_with_its_faults() {
    let stage = begun();
    stage.write("factcheck/sources.toml", "[source.iop]\nkind = \"tale\"\ntitle = \"A\"\n");
    let answer = claims(&stage, "status", &[]);
    assert!(answer.status == Some(2) && answer.err.contains("unknown kind `tale`"), "{answer}");
}

#[test]
fn lines_that_end_as_on_windows_are_no_fault() {
    let stage = begun();
    verify(&stage);
    for file in ["seeds/rates.claims.toml", "seeds/rates.checks.toml"] {
        stage.write(file, read(&stage, file).replace('\n', "\r\n"));
    }
    assert_eq!(super::states(&stage), "seeds/rates.md: 3 claims: 2 exempt, 1 clean");
}
