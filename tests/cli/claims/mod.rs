//! `seedlint claims …` as users meet it.

mod beginning;
mod broken_ledgers;
mod checking;
mod judging;
mod looking_back;
mod merging;
mod signing;
mod sources;
mod syncing;

use crate::stage::{Answer, Stage};

const SEED: &str = "---
author: Lea Roe
---
# Output

Output fell 12% in March, the statistics agency said. The mill at Nedre Quay lost 40 workers.

“We will not cut again this year,” Mara Holt told reporters. Nobody knows why.
";

const SOURCES: &str = "[source.iop]
kind = \"dataset\"
title = \"Index of Production\"
archive = \"sha256:aa\"

[source.wire]
kind = \"news\"
title = \"Wire story\"
";

/// What the archive has of `iop`.
const IOP: &str = "Production output fell by 11.96% in March 2026, but rose in April. The mill was not closed. The mill stands.\n";

const LOCK: &str = "[archive.\"sha256:aa\"]
text = \"t1:1ff3329faf52\"
captured = 2026-08-20
path = \"iop.txt\"
";

/// A seed, a register, an archive.
fn desk() -> Stage {
    let stage = Stage::empty().with(&[("seeds/rates.md", SEED)]);
    stage.with(&[("factcheck/sources.toml", SOURCES), ("factcheck/archive.lock", LOCK), ("factcheck/iop.txt", IOP)])
}

/// The same with its ledger begun on 1 August 2026.
fn begun() -> Stage {
    let stage = desk();
    let answer = claims(&stage, "init --as-of 2026-08-01", &[]);
    assert_eq!(answer.status, Some(0), "{answer}");
    stage
}

/// Runs `seedlint claims …`; `further` are arguments with spaces in them.
fn claims(stage: &Stage, arguments: &str, further: &[&str]) -> Answer {
    let mut command = stage.command(&format!("claims {arguments}"));
    command.args(further);
    stage.answer(command.output().unwrap())
}

/// The id of the claim that says this.
fn id(stage: &Stage, words: &str) -> String {
    let text = std::fs::read_to_string(stage.path("seeds/rates.claims.toml")).unwrap();
    let records: Vec<_> = text.split("[claim.").skip(1).collect();
    let record = records.iter().find(|record| record.lines().nth(1).unwrap().contains(words)).unwrap_or_else(|| panic!("{words}: {text}"));
    record.split(']').next().unwrap().to_owned()
}

/// Marks the claim that says `words`, on a day of August 2026.
fn mark(stage: &Stage, words: &str, day: u8, arguments: &str, further: &[&str]) -> Answer {
    let id = id(stage, words);
    let arguments = format!("mark {id} {arguments} --as-of 2026-08-{day:02}");
    claims(stage, &arguments, &[&["--by", "Amara Okoro <amara@example.org>"], further].concat())
}

/// Verifies the claim that output fell, with a quote, on 22 August 2026.
fn verify(stage: &Stage) {
    let quote = ["--at", "table 1", "--quote", "Production output fell by 11.96% in March 2026"];
    let answer = mark(stage, "Output fell", 22, "verified --level content --attest --ack --source iop", &quote);
    assert_eq!(answer.status, Some(0), "{answer}");
}

/// The states of the claims, as `status` counts them on 1 September 2026.
fn states(stage: &Stage) -> String {
    let answer = claims(stage, "status --as-of 2026-09-01", &[]);
    assert_eq!(answer.status, Some(0), "{answer}");
    answer.out.trim_end().to_owned()
}

/// Changes the seed.
fn edit(stage: &Stage, from: &str, to: &str) {
    let text = std::fs::read_to_string(stage.path("seeds/rates.md")).unwrap();
    assert!(text.contains(from), "{from}: {text}");
    stage.write("seeds/rates.md", text.replacen(from, to, 1));
}

fn read(stage: &Stage, path: &str) -> String {
    std::fs::read_to_string(stage.path(path)).unwrap()
}
