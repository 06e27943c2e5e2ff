//! The formats of `check`, of one small seed.

use insta::assert_snapshot;
use regex::Regex;

use crate::stage::{Answer, SEED, Stage};

fn stage() -> Stage {
    Stage::house().with(&[("seeds/mill.md", SEED), ("seeds/well.txt", "The well\n\nThe well is deep.\n")])
}

/// How many claims there are hangs on weights that are learnt anew now and then.
fn without_claims(answer: &Answer) -> String {
    let counts = Regex::new(r#"("(?:checkable|sourced)":)\d+|(?m:^.* checkable claim.*\n)+\n"#).unwrap();
    counts.replace_all(&answer.to_string(), "$1").into_owned()
}

#[test]
fn human() {
    assert_snapshot!(without_claims(&stage().run("check --select house")), @r"
    exit status 1
    --- standard output
    note[house/archaism]: “erstwhile” is out of use
      ┌─ seeds/mill.md:3:5
      │
    3 │ The erstwhile mill stands.
      │     ^^^^^^^^^

    warning[house/jargon]: “utilises” is jargon
      ┌─ seeds/mill.md:5:11
      │
    5 │ The owner utilises the mill under embargo 7.
      │           ^^^^^^^^
      │
      = help: write “use”

    error[house/secret]: “embargo 7” must not be printed
      ┌─ seeds/mill.md:5:35
      │
    5 │ The owner utilises the mill under embargo 7.
      │                                   ^^^^^^^^^

    3 findings in 2 files: 1 error, 1 warning, 1 note
    ");
}

#[test]
fn short() {
    assert_snapshot!(stage().run("check --select house --format short"), @r"
    exit status 1
    --- standard output
    seeds/mill.md:3:5: note[house/archaism]: “erstwhile” is out of use
    seeds/mill.md:5:11: warning[house/jargon]: “utilises” is jargon
    seeds/mill.md:5:35: error[house/secret]: “embargo 7” must not be printed
    ");
}

#[test]
fn jsonl() {
    let answer = stage().run("check --select house/jargon --format jsonl");
    assert_snapshot!(without_claims(&answer), @r#"
    exit status 1
    --- standard output
    {"version":1,"path":"seeds/mill.md","rule":"house/jargon","level":"warning","confidence":"high","message":"“utilises” is jargon","help":"write “use”","url":null,"start":50,"end":58,"line":5,"column":11,"end_line":5,"end_column":19,"text":"utilises","fingerprint":"844cabdd9d89dbc8","labels":[],"edit":null,"claim":null}
    {"version":1,"file":{"path":"seeds/mill.md","claims":{"checkable":,"sourced":,"verified":0}}}
    {"version":1,"file":{"path":"seeds/well.txt","claims":{"checkable":,"sourced":,"verified":0}}}
    {"version":1,"summary":{"files":2,"errors":0,"warnings":1,"notes":0,"suppressed":0,"known":0,"settled":0,"hidden":0,"overlapped":0,"unreadable":0,"claims":{"checkable":,"sourced":,"verified":0}}}
    "#);
    answer.json_lines();
}

#[test]
fn json_holds_the_same() {
    let stage = stage();
    let document = stage.run("check --select house --format json").json();
    let lines = stage.run("check --select house --format jsonl").json_lines();
    let having = |key: &str| lines.iter().filter(|line| line.get(key).is_some()).cloned().collect::<Vec<_>>();
    assert_eq!(document["version"], 1);
    assert_eq!(document["findings"], serde_json::Value::from(having("rule")));
    let files: Vec<_> = having("file").into_iter().map(|line| line["file"].clone()).collect();
    assert_eq!(document["files"], serde_json::Value::from(files));
    assert_eq!(document["summary"], having("summary")[0]["summary"]);
    assert_eq!(document["findings"].as_array().map(Vec::len), Some(3));
}

#[test]
fn statistics_stand_in_the_place_of_findings_and_beside_them_in_data() {
    let stage = stage().with(&[("seeds/c.md", "They utilise what others utilise.\n")]);
    assert_snapshot!(without_claims(&stage.run("check --select house --statistics")), @r"
    exit status 1
    --- standard output
    errors  warnings  notes  files
         1         3      1      2  house
         0         3      0      2    house/jargon
         0         0      1      1    house/archaism
         1         0      0      1    house/secret

    5 findings in 3 files: 1 error, 3 warnings, 1 note
    ");
    assert_snapshot!(stage.run("check --select house --statistics --format short --min-level warning --fail-on never"), @r"
    exit status 0
    --- standard output
    errors  warnings  notes  files
         1         3      0      2  house
         0         3      0      2    house/jargon
         1         0      0      1    house/secret
    ");
    let quiet = stage.run("check --select house --statistics --quiet");
    assert!(quiet.out.ends_with("house/secret\n") && quiet.status == Some(1), "{quiet}");
    let document = stage.run("check --select house --statistics --format json").json();
    let lines = stage.run("check --select house --statistics --format jsonl").json_lines();
    assert_eq!(document["statistics"], lines[lines.len() - 2]["statistics"]);
    assert_eq!(document["findings"].as_array().map(Vec::len), Some(5), "findings are there all the same");
    assert_snapshot!(document["statistics"], @r#"
    {"families":[{"errors":1,"family":"house","files":2,"notes":1,"warnings":3}],"rules":[{"errors":0,"files":2,"notes":0,"rule":"house/jargon","warnings":3},{"errors":0,"files":1,"notes":1,"rule":"house/archaism","warnings":0},{"errors":1,"files":1,"notes":0,"rule":"house/secret","warnings":0}]}
    "#);
    assert!(stage.run("check --format json").json().get("statistics").is_none());
}

#[test]
fn places_in_json_are_places_in_the_file() {
    let stage = Stage::house();
    let text = "\u{feff}Zwölf “Mühlen”.\r\n\r\nDie 👩‍💻 utilised it.\r\n";
    stage.write("a.md", text);
    let line = &stage.run("check a.md --select house --format jsonl").json_lines()[0];
    let number = |key: &str| usize::try_from(line[key].as_u64().unwrap()).unwrap();
    assert_eq!(&text[number("start")..number("end")], "utilised");
    assert_eq!((number("line"), number("column"), number("end_line"), number("end_column")), (3, 9, 3, 17));
}

#[test]
fn columns_begin_behind_a_byte_order_mark() {
    let stage = Stage::house();
    stage.write("a.md", "\u{feff}Utilise it.\n");
    let answer = stage.run("check a.md --select house --format short");
    assert_eq!(answer.out, "a.md:1:1: warning[house/jargon]: “Utilise” is jargon\n");
}

#[test]
fn a_path_is_as_given_or_walked() {
    let stage = stage();
    for (arguments, name) in [
        ("check ./seeds/mill.md", "seeds/mill.md"),
        ("check seeds/../seeds", "seeds/../seeds/mill.md"),
        ("check ./", "seeds/mill.md"),
        ("check", "seeds/mill.md"),
    ] {
        let answer = stage.run(&format!("{arguments} --select house/jargon --format short"));
        assert_eq!(answer.out, format!("{name}:5:11: warning[house/jargon]: “utilises” is jargon\n"), "{arguments}");
    }
    let absolute = stage.run(&format!("check {} --select house/jargon --format short", stage.path("seeds/mill.md").display()));
    assert_eq!(absolute.lines(), ["STAGE/seeds/mill.md:5:11: warning[house/jargon]: “utilises” is jargon"]);
}

#[test]
fn nothing_found_is_said_so() {
    assert_snapshot!(without_claims(&stage().run("check seeds/well.txt --select house")), @r"
    exit status 0
    --- standard output
    all clear: nothing to flag in 1 file
    ");
}
