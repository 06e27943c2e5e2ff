//! `claims sync`, `status`, `next` and `show` after edits.

use super::{begun, claims, edit, id, read, states, verify};

#[test]
fn each_binding_that_is_not_by_equality_is_said() {
    let stage = begun();
    let (output, mill) = (id(&stage, "Output"), id(&stage, "mill"));
    edit(&stage, "12%", "21%");
    edit(&stage, " The mill at Nedre Quay lost 40 workers.", "");
    edit(&stage, "Nobody knows why.", "Exports fell by 9 percent.");
    let before = read(&stage, "seeds/rates.claims.toml");
    let checked = claims(&stage, "sync --check", &[]);
    assert_eq!((checked.status, read(&stage, "seeds/rates.claims.toml")), (Some(1), before), "{checked}");
    let answer = claims(&stage, "sync", &[]);
    assert_eq!(answer.status, Some(0), "{answer}");
    let exports = id(&stage, "Exports");
    let expected = format!(
        "seeds/rates.md
  c:{output}  edited     line 6  (in its place, likeness 0.85)
      Output fell [-12%-] {{+21%+}} in March, the statistics agency said.
      unchanged: date March · who the statistics agency · name March
  c:{exports}  new        line 8  (figure)
  c:{mill}  lost
      was: The mill at Nedre Quay lost 40 workers.
      `seedlint claims retire c:{mill} --why cut`, or put it back; a later sync looks again
4 claims in 1 ledger; 1 brought up to date
"
    );
    assert_eq!(answer.out, expected);
    let again = claims(&stage, "sync --check", &[]);
    assert_eq!((again.status, again.out.as_str()), (Some(0), "4 claims in 1 ledger; 0 would change\n"));
}

#[test]
fn only_a_cosmetic_edit_stays_verified() {
    for (from, to, state) in [
        ("12% in March, the", "12 % in March – the", "1 clean"),
        ("12%", "**12**%", "1 clean"),
        ("12%", "1.2%", "1 stale"),
        ("12%", "21%", "1 stale"),
        ("fell", "rose", "1 stale"),
        ("March", "August", "1 stale"),
        ("agency", "ministry", "1 stale"),
        ("fell", "did not fall", "1 stale"),
        (
            "Output fell 12% in March, the statistics agency said.",
            "In March, output fell 12%, according to the statistics agency.",
            "1 stale",
        ),
        ("Output fell 12% in March, the statistics agency said. ", "", "1 orphaned"),
    ] {
        let stage = begun();
        verify(&stage);
        edit(&stage, from, to);
        assert!(states(&stage).contains(state), "{to}: {}", states(&stage));
        claims(&stage, "sync", &[]);
        assert!(states(&stage).contains(state), "{to}, synced: {}", states(&stage));
    }
}

#[test]
fn next_says_what_an_edit_did_and_what_the_source_says() {
    let stage = begun();
    verify(&stage);
    edit(&stage, "12%", "21%");
    let output = id(&stage, "Output");
    let answer = claims(&stage, "next --as-of 2026-09-01 --limit 1", &[]);
    let expected = format!(
        "  1  stale         c:{output}  seeds/rates.md:6  (1 part, 9 words)
       figure: 1 part changed: Output fell [-12%-] {{+21%+}} in March, the statistics agency said.
       was verified by Amara Okoro on 2026-08-22
       unchanged: date March · who the statistics agency · name March
       iop, table 1: “Production output fell by 11.96% in March 2026”
       seedlint claims mark c:{output}
to do: 1 claim of 9 words in 1 seed
exempt: 2 claims; the fewest are in seeds/rates.md (2)
"
    );
    assert_eq!(answer.out, expected, "{answer}");
    let json = claims(&stage, "next --format json --as-of 2026-09-01", &[]).json();
    assert_eq!(
        (json["jobs"][0]["state"].as_str(), json["jobs"][0]["parts"].as_u64(), json["all"].as_u64()),
        (Some("stale"), Some(1), Some(3))
    );
    let shown = claims(&stage, &format!("show {output} --as-of 2026-09-01"), &[]);
    for line in [
        "stale  figure  seeds/rates.md:6",
        "since then: Output fell [-12%-] {+21%+} in March",
        "unchanged: date March",
        "iop (Index of Production), table 1: “Production output fell by 11.96% in March 2026”",
    ] {
        assert!(shown.out.contains(line), "{line}: {shown}");
    }
}

#[test]
fn a_seed_that_moves_takes_its_ledger_along_and_a_copy_begins_its_own() {
    let stage = begun();
    let output = id(&stage, "Output");
    for ending in ["md", "claims.toml", "checks.toml"] {
        std::fs::copy(stage.path(format!("seeds/rates.{ending}")), stage.path(format!("seeds/copy.{ending}"))).unwrap();
    }
    let copied = claims(&stage, "status", &[]);
    assert_eq!(copied.status, Some(2), "{copied}");
    assert!(copied.err.contains("this is the ledger of rates.md, which stands beside copy.md"), "{copied}");
    for ending in ["claims.toml", "checks.toml"] {
        std::fs::remove_file(stage.path(format!("seeds/copy.{ending}"))).unwrap();
    }
    claims(&stage, "init", &[]);
    assert!(!read(&stage, "seeds/copy.claims.toml").contains(&format!("[claim.{output}]")), "a document of its own");
    for ending in ["md", "claims.toml", "checks.toml"] {
        std::fs::rename(stage.path(format!("seeds/rates.{ending}")), stage.path(format!("seeds/levels.{ending}"))).unwrap();
    }
    let moved = claims(&stage, "status seeds/levels.md", &[]);
    assert_eq!((moved.status, moved.out.as_str()), (Some(0), "seeds/levels.md: 3 claims: 3 exempt\n"), "{moved}");
    let answer = claims(&stage, "sync", &[]);
    let written = read(&stage, "seeds/levels.claims.toml");
    assert!(answer.status == Some(0) && written.contains("document = \"levels.md\"") && written.contains(&output), "{answer}");
}

#[test]
fn a_seed_that_became_empty_orphans_its_claims() {
    let stage = begun();
    verify(&stage);
    stage.write("seeds/rates.md", "");
    assert_eq!(states(&stage), "seeds/rates.md: 3 claims: 3 orphaned");
    claims(&stage, "sync", &[]);
    stage.write("seeds/rates.md", super::SEED);
    assert_eq!(states(&stage), "seeds/rates.md: 3 claims: 2 exempt, 1 clean");
}

#[test]
fn what_is_cut_can_be_retired() {
    let stage = begun();
    let mill = id(&stage, "mill");
    let by = ["--by", "Lea Roe"];
    let early = claims(&stage, &format!("retire {mill} --why cut --as-of 2026-08-02"), &by);
    assert_eq!(early.status, Some(2), "{early}");
    assert!(early.err.contains(&format!("c:{mill} still stands in seeds/rates.md, line 6")), "{early}");
    edit(&stage, " The mill at Nedre Quay lost 40 workers.", "");
    assert_eq!(states(&stage), "seeds/rates.md: 3 claims: 1 orphaned, 2 exempt");
    let retired = claims(&stage, &format!("retire {mill} --why cut --as-of 2026-08-02"), &by);
    assert_eq!(retired.status, Some(0), "{retired}");
    claims(&stage, "sync", &[]);
    assert_eq!(states(&stage), "seeds/rates.md: 2 claims: 2 exempt");
}
