//! `rules score`: how often rules are right on labelled texts.

use insta::assert_snapshot;

use crate::stage::Stage;

/// For the rules of the house: found, missed, false, sound, and a row that is complete for one rule alone.
const LABELLED: &str = r##"{"text": "They utilise the mill.", "findings": [{"rule": "house/jargon", "start": 5, "end": 12}]}
{"text": "# Mills\n\nThey leverage the mill, and the erstwhile mill stands.", "findings": [{"rule": "house/jargon", "words": "leverage"}, {"rule": "house/archaism", "words": "erstwhile"}]}

{"text": "The club is named “Embargo”; its rule is embargo 7.", "format": "txt", "findings": [], "rules": ["house/secret"]}
{"text": "He utilised it under embargo 12.", "findings": [{"rule": "house/secret", "words": "embargo 12"}], "rules": ["house/secret"]}
{"text": "They use it.", "findings": []}
"##;

fn stage() -> Stage {
    Stage::house().with(&[("labelled.jsonl", LABELLED)])
}

#[test]
fn each_rule_has_its_figures() {
    assert_snapshot!(stage().run("rules score labelled.jsonl"), @r"
    exit status 0
    --- standard output
    rule            found  missed  false  precision  recall     F1
    house/archaism      1       0      0      100 %   100 %  100 %
    house/jargon        1       1      0      100 %    50 %   66 %
    house/secret        1       0      1       50 %   100 %   66 %
    all rules           3       1      1       75 %    75 %   75 %
    5 texts, 3 rules
    ");
    assert_snapshot!(stage().run("rules score --verbose labelled.jsonl").lines()[..2].join("\n"), @r"
    labelled.jsonl:2: missed: house/jargon: “leverage”
    labelled.jsonl:4: false: house/secret: “embargo 7”
    ");
}

#[test]
fn programs_read_the_same() {
    let record = stage().run("rules score --format json labelled.jsonl").json();
    assert_eq!(record["rows"], 5);
    assert_eq!(record["all"]["found"], 3);
    let jargon = &record["rules"]["house/jargon"];
    assert_eq!((&jargon["found"], &jargon["missed"], &jargon["false"]), (&1.into(), &1.into(), &0.into()));
    assert_eq!((&jargon["precision"], &jargon["recall"]), (&1.0.into(), &0.5.into()));
    assert_snapshot!(serde_json::to_string(&record["mistakes"]).unwrap(), @r#"[{"end":22,"file":"labelled.jsonl","instead":null,"line":2,"outcome":"missed","rule":"house/jargon","start":14,"words":"leverage"},{"end":54,"file":"labelled.jsonl","instead":null,"line":4,"outcome":"false","rule":"house/secret","start":45,"words":"embargo 7"}]"#);
}

#[test]
fn select_scores_rules_that_no_row_names_and_leaves_others_out() {
    let stage = stage();
    let rules = |options: &str| {
        let record = stage.run(&format!("rules score --format json {options} labelled.jsonl")).json();
        record["rules"].as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(rules(""), ["house/archaism", "house/jargon", "house/secret"]);
    assert_eq!(rules("--select house/jargon,names/spelling-variant"), ["house/jargon", "names/spelling-variant"]);
    // A family brings the rules that are on; a rule that is named counts though it is off.
    stage.write("seedlint.toml", "rules = [\"rules\"]\n[levels]\n\"house/jargon\" = \"off\"\n");
    assert_eq!(rules("--select house"), ["house/archaism", "house/secret"]);
    assert_eq!(rules("--select house/jargon"), ["house/jargon"]);
    let jargon = stage.run("rules score --format json --select house/jargon labelled.jsonl").json();
    assert_eq!(jargon["rules"]["house/jargon"]["found"], 1, "{jargon}");
}

#[test]
fn a_rule_that_falls_short_fails() {
    let stage = stage();
    for (options, status, told) in [
        ("--min-precision 0.5 --min-recall 0.5", 0, ""),
        ("--min-recall 0.6", 1, "seedlint: error: house/jargon: recall is 50 %, less than 60 %\n"),
        ("--min-precision 0.8", 1, "seedlint: error: house/secret: precision is 50 %, less than 80 %\n"),
        ("--min-precision 0.8 --select house/jargon", 0, ""),
    ] {
        let answer = stage.run(&format!("rules score {options} labelled.jsonl"));
        assert_eq!((answer.status, answer.err.as_str()), (Some(status), told), "{options}");
    }
    for share in ["1.5", "-1", "80", "NaN", "much"] {
        let answer = stage.run(&format!("rules score --min-recall={share} labelled.jsonl"));
        assert!(answer.status == Some(2) && answer.err.contains("a share is a number from 0 to 1, such as 0.9"), "{answer}");
    }
}

#[test]
fn what_a_report_hides_is_no_false_alarm() {
    // Two rules of a family on the same words: a report shows the weightier one.
    let rule = |level: &str, phrase: &str| {
        format!(
            "summary = \"x\"\nlevel = \"{level}\"\nconfidence = \"high\"\nmessage = \"x\"\nwhy = \"X.\"\nmatch.phrases = [\"{phrase}\"]
[examples]\nflags = [\"A <<{phrase}>>.\", \"The <<{phrase}>>.\"]\npasses = [\"A.\", \"B.\"]\n"
        )
    };
    let stage = stage().with(&[
        ("rules/hats/long.toml", &rule("warning", "red hat")),
        ("rules/hats/short.toml", &rule("note", "hat")),
        ("hats.jsonl", r#"{"text": "A red hat.", "findings": [{"rule": "hats/long", "words": "red hat"}]}"#),
        ("both.jsonl", r#"{"text": "A red hat.", "findings": [{"rule": "hats/short", "words": "hat"}], "rules": ["hats"]}"#),
    ]);
    let counts = |options: &str, rule: &str| {
        let counts = stage.run(&format!("rules score --format json {options}")).json()["rules"][rule].clone();
        [&counts["found"], &counts["missed"], &counts["false"]].map(|count| count.as_u64().unwrap())
    };
    assert_eq!(counts("--select hats hats.jsonl", "hats/long"), [1, 0, 0]);
    assert_eq!(counts("--select hats hats.jsonl", "hats/short"), [0, 0, 0]);
    assert_eq!(counts("both.jsonl", "hats/short"), [1, 0, 0], "hidden, and yet it was found");
    assert_eq!(counts("both.jsonl", "hats/long"), [0, 0, 1]);
    assert!(
        stage.run("rules score --verbose both.jsonl").out.starts_with("both.jsonl:1: false: hats/long: “red hat” (labelled as hats/short)")
    );
}

#[test]
fn a_path_tells_format_and_levels_and_what_lies_beside() {
    let stage = stage().with(&[
        ("seeds/there.md", "# There\n"),
        (
            "beside.jsonl",
            r#"{"text": "See [it](there.md) and [that](gone.md).", "path": "seeds/a.md", "findings": [{"rule": "references/missing-file", "words": "gone.md"}]}"#,
        ),
        (
            "nowhere.jsonl",
            r#"{"text": "See [that](gone.md).", "findings": [{"rule": "references/missing-file", "words": "gone.md"}]}"#,
        ),
    ]);
    let counts = |file: &str| {
        let all = stage.run(&format!("rules score --format json {file}")).json()["all"].clone();
        [&all["found"], &all["missed"], &all["false"]].map(|count| count.as_u64().unwrap())
    };
    assert_eq!(counts("beside.jsonl"), [1, 0, 0]);
    assert_eq!(counts("nowhere.jsonl"), [0, 1, 0], "what lies nowhere has nothing beside it");
}

#[test]
fn bad_rows_are_told_all_at_once_with_their_lines() {
    let rows = "{\"text\": \"a\", \"findings\": []}
{\"text\": \"a\", \"findings\": [{\"rule\": \"house/jargn\", \"words\": \"a\"}]}
{\"text\": \"a\", \"findings\": [{\"rule\": \"house/jargon\", \"start\": 0, \"end\": 2}]}
not json
";
    let stage = stage().with(&[("bad.jsonl", rows), ("none.jsonl", "\n")]);
    assert_snapshot!(stage.run("rules score bad.jsonl gone.jsonl labelled.jsonl --select huose"), @r"
    exit status 2
    --- standard error
    seedlint: error: bad.jsonl:2: no rule is named `house/jargn`; did you mean `house/jargon`?
    seedlint: error: bad.jsonl:3: 0 to 2 is no place of the text, whose bytes are 0 to 1: both have to lie between characters
    seedlint: error: bad.jsonl:4:2: no JSON on this line: expected ident
    seedlint: error: gone.jsonl: no such file or directory
    seedlint: error: --select: no rule is named `huose`; did you mean `house`?
    ");
    stage.write("latin.jsonl", b"{\"text\": \"caf\xe9\", \"findings\": []}\n");
    assert_snapshot!(stage.run("rules score latin.jsonl"), @r"
    exit status 2
    --- standard error
    seedlint: error: latin.jsonl: not UTF-8 at byte 13
    ");
    assert_snapshot!(stage.run("rules score none.jsonl"), @r"
    exit status 0
    --- standard output
    0 texts, 0 rules
    --- standard error
    seedlint: warning: no rows here
    ");
    assert_eq!(stage.run("rules score").status, Some(2));
    let broken = stage.with(&[("rules/house/broken.toml", "summary = 1\n")]).run("rules score labelled.jsonl");
    assert_eq!((broken.status, broken.out.as_str()), (Some(2), ""));
}
