//! `claims diff`, `log`, `audit` and `fmt`: what was done to a ledger, and whether it hangs together.

use super::*;

fn committed() -> Stage {
    let stage = Stage::repository(&[("seeds/rates.md", SEED), ("factcheck/sources.toml", SOURCES), ("factcheck/archive.lock", LOCK)]);
    stage.write("factcheck/iop.txt", IOP);
    assert_eq!(claims(&stage, "init --as-of 2026-08-01", &[]).status, Some(0));
    stage.commit();
    stage
}

#[test]
fn what_a_branch_did_is_told() {
    let stage = committed();
    let diff = || claims(&stage, "diff HEAD", &[]);
    assert_eq!(diff().out, "0 claims changed, 0 records new in 1 seed since HEAD\n");
    edit(&stage, "lost 40 workers", "lost 41 workers");
    verify(&stage);
    let answer = diff();
    assert!(answer.out.contains("The mill at Nedre Quay lost [-40-] {+41+} workers."), "{answer}");
    assert!(answer.out.contains("verified: Output fell 12% in March, the statistics agency said.  Amara Okoro, 2026-08-22"), "{answer}");
    assert!(answer.out.ends_with("1 claim changed, 1 record new in 1 seed since HEAD\n") && answer.status == Some(0), "{answer}");
    // The same once the ledger is up to date.
    assert_eq!(claims(&stage, "sync", &[]).status, Some(0));
    assert_eq!(diff().out, answer.out);
    assert!(claims(&stage, "diff nowhere", &[]).err.contains("there is no revision `nowhere`"));
}

#[test]
fn who_said_what_is_listed() {
    let stage = begun();
    verify(&stage);
    assert_eq!(mark(&stage, "lost 40", 23, "false --attest", &["--note", "it was 14"]).status, Some(0));
    let log = |arguments: &str| claims(&stage, &format!("log {arguments}"), &[]);
    let answer = log("--since 2026-08-22");
    assert!(answer.out.starts_with("2026-08-22  Amara Okoro  seeds/rates.md  check."), "{answer}");
    assert!(answer.out.ends_with("2 records in 1 seed\n"), "{answer}");
    assert!(log("").out.contains("exempt: stood when the ledger was begun"));
    assert_eq!(log("--since 2026-08-23 --format json").json()["records"][0]["by"], "Amara Okoro <amara@example.org>");
    assert_eq!(log("--corrections").out, "0 corrections in 1 seed\n");
    edit(&stage, "lost 40 workers", "lost 14 workers");
    let answer = log("--corrections");
    assert!(answer.out.contains("lost [-40-] {+14+} workers. (it was 14)") && answer.out.ends_with("1 correction in 1 seed\n"), "{answer}");
}

#[test]
fn ledgers_are_held_against_themselves() {
    let stage = begun();
    verify(&stage);
    let audit = |day: &str| claims(&stage, &format!("audit --as-of {day}"), &[]);
    let answer = audit("2026-09-01");
    assert!(answer.status == Some(0) && answer.out.contains("nothing cites wire\n"), "{answer}");
    assert!(answer.out.ends_with("4 records in 1 ledger, every seal fits\n"), "{answer}");
    let answer = audit("2026-08-20");
    assert!(answer.status == Some(1) && answer.out.contains("is of 2026-08-22, and today is 2026-08-20"), "{answer}");
    verify(&stage);
    assert!(audit("2026-09-01").out.contains("-ao-2 says what check."), "{}", audit("2026-09-01"));
    stage.write("factcheck/sources.toml", SOURCES.replace("source.iop", "source.other"));
    assert!(audit("2026-09-01").out.contains("iop: judgements cite it, and it is not registered"));
    let id = id(&stage, "Output fell");
    let text = read(&stage, "seeds/rates.claims.toml");
    let records: Vec<_> = text.split("\n[claim.").filter(|record| !record.starts_with(&id)).collect();
    stage.write("seeds/rates.claims.toml", records.join("\n[claim."));
    assert!(audit("2026-09-01").out.contains("which is no claim here"), "{}", audit("2026-09-01"));
    let checks = read(&stage, "seeds/rates.checks.toml");
    stage.write("seeds/rates.checks.toml", checks.replacen("Amara", "Lea", 1));
    assert_eq!(audit("2026-09-01").status, Some(2), "a seal that does not fit is trouble for every command");
}

#[test]
fn layout_is_set_right_and_what_is_said_stays() {
    let stage = begun();
    let path = "seeds/rates.checks.toml";
    let written = read(&stage, path);
    assert_eq!(claims(&stage, "fmt --check", &[]).out, "0 files laid out anew\n".replace("laid", "would be laid"));
    stage.write(path, written.replace(" = ", "  =  ").replace('\n', "\r\n"));
    let answer = claims(&stage, "fmt --check", &[]);
    assert_eq!((answer.status, answer.out.as_str()), (Some(1), "seeds/rates.checks.toml\n1 file would be laid out anew\n"));
    assert_eq!(claims(&stage, "fmt", &[]).status, Some(0));
    assert_eq!(read(&stage, path), written);
}

/// Every file of a stage, with its bytes.
fn tree(stage: &Stage) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let (mut open, mut files) = (vec![stage.path("")], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            match entry.is_dir() {
                true if !entry.ends_with(".git") => open.push(entry),
                true => {}
                false => files.push((entry.clone(), std::fs::read(&entry).unwrap())),
            }
        }
    }
    files.sort();
    files
}

#[test]
fn no_reading_command_changes_the_tree() {
    let stage = committed();
    verify(&stage);
    let id = id(&stage, "Output fell");
    let reading = [
        "claims status",
        "claims next",
        "claims diff HEAD",
        "claims log",
        "claims log --corrections",
        "claims audit",
        "claims sync --check",
        "claims fmt --check",
        "sources list",
        "sources show iop",
        "sources uses iop",
        "sources verify",
        "check",
        "check --since HEAD",
        "check --staged",
    ];
    let reading: Vec<String> = reading.iter().map(|line| (*line).to_owned()).chain([format!("claims show {id}")]).collect();
    let refused = [format!("claims mark {id} verified"), format!("claims confirm {id} --by Lea"), "claims sign seeds --by Lea".to_owned()];
    let sound = read(&stage, "seeds/rates.checks.toml");
    let (claims, register) = (read(&stage, "seeds/rates.claims.toml"), SOURCES.to_owned());
    for (path, text) in [
        ("seeds/rates.checks.toml", sound.clone()),
        ("seeds/rates.md", SEED.replace("fell 12%", "fell 21%")),
        ("seeds/rates.md", String::new()),
        ("seeds/rates.checks.toml", sound.replacen("Amara", "Lea", 1)),
        ("seeds/rates.checks.toml", format!("<<<<<<< ours\n{sound}=======\n{sound}>>>>>>> theirs\n")),
        ("seeds/rates.claims.toml", claims.replace("format = 1", "format = 9")),
        ("factcheck/sources.toml", register.replace("dataset", "tale")),
        ("factcheck/iop.txt", "another".to_owned()),
    ] {
        for (path, text) in
            [("seeds/rates.checks.toml", &sound), ("seeds/rates.claims.toml", &claims), ("factcheck/sources.toml", &register)]
        {
            stage.write(path, text);
        }
        stage.write("seeds/rates.md", SEED);
        stage.write("factcheck/iop.txt", IOP);
        stage.write(path, &text);
        let before = (tree(&stage), stage.git("status --porcelain"));
        for command in reading.iter().chain(&refused) {
            let answer = stage.run(command);
            assert!(answer.status.is_some(), "{command}: {answer}");
            assert_eq!((tree(&stage), stage.git("status --porcelain")), before, "{command} with another {path}: {answer}");
        }
    }
}
