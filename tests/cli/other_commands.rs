//! `explain`, `rules list`, `inspect`, help.

use insta::assert_snapshot;

use crate::stage::Stage;

#[test]
fn a_rule_is_explained() {
    let stage = Stage::house();
    let answer = stage.run("explain house/jargon");
    assert_snapshot!(answer, @r#"
    exit status 0
    --- standard output
    house/jargon: a word of jargon
    level warning, confidence high, rules/house/jargon.toml

    Why it matters
      Plain words are read faster.

    What it says
      “{match}” is jargon

    What would satisfy it
      write “use”

    Flagged
      They utilised it.
           ^^^^^^^^
      We utilise it.
         ^^^^^^^

    Not flagged
      We use it.
      They used it.

    On the authority of
      The house's own style guide

    To allow one finding, on a line before its paragraph
      <!-- seedlint: allow(house/jargon) why it may stand -->

    To change its level, in seedlint.toml
      [levels]
      "house/jargon" = "off"
    "#);
    assert_eq!(stage.run("explain jargon").out, answer.out, "the name alone will do where one rule bears it");
}

#[test]
fn every_rule_can_be_explained() {
    let stage = Stage::empty();
    let listed = stage.run("rules list --format json").json();
    let names: Vec<_> = listed.as_array().unwrap().iter().map(|rule| rule["name"].as_str().unwrap().to_owned()).collect();
    assert!(names.len() > 30 && names.is_sorted());
    for name in names.iter().step_by(9) {
        let answer = stage.run(&format!("explain {name}"));
        assert_eq!((answer.status, answer.err.as_str()), (Some(0), ""));
        assert!(answer.out.starts_with(&format!("{name}: ")) && answer.out.contains("Why it matters\n"), "{answer}");
    }
}

#[test]
fn an_unknown_rule_is_an_error_with_a_hint() {
    let stage = Stage::house();
    for (name, message) in [
        ("house/jargn", "no rule is named `house/jargn`; did you mean `house/jargon`?"),
        ("sourcing/vague-autority", "no rule is named `sourcing/vague-autority`; did you mean `sourcing/vague-authority`?"),
        ("jargn", "no rule is named `jargn`; did you mean `house/jargon`?"),
        ("zzz", "no rule is named `zzz`"),
    ] {
        let answer = stage.run(&format!("explain {name}"));
        assert_eq!((answer.status, answer.out, answer.err), (Some(2), String::new(), format!("seedlint: error: {message}\n")));
    }
}

#[test]
fn a_family_is_listed() {
    let stage = Stage::house();
    assert_snapshot!(stage.run("explain house"), @r"
    exit status 0
    --- standard output
    house: a family of 3 rules

      house/archaism  note     a word of old
      house/jargon    warning  a word of jargon
      house/secret    error    something that must not be printed

    `seedlint explain RULE` tells more of each
    ");
    assert!(stage.run("explain sourcing").out.starts_with("sourcing: a family of "));
    assert_eq!(stage.run("explain sourcng").err, "seedlint: error: no rule is named `sourcng`; did you mean `sourcing`?\n");
}

#[test]
fn rules_are_listed_with_the_level_in_force() {
    let stage = Stage::house();
    stage.write("seedlint.toml", "rules = [\"rules\"]\n[levels]\nhouse = \"off\"\n");
    let listed = stage.run("rules list --format json").json();
    let jargon = listed.as_array().unwrap().iter().find(|rule| rule["name"] == "house/jargon").unwrap();
    let expected = serde_json::json!({
        "name": "house/jargon", "level": "off", "confidence": "high", "summary": "a word of jargon", "own": true
    });
    assert_eq!(*jargon, expected);
    let table = stage.run("rules list");
    assert_eq!(table.status, Some(0));
    let line = table.lines().into_iter().find(|line| line.starts_with("house/jargon ")).unwrap();
    assert_eq!(line.split_whitespace().collect::<Vec<_>>().join(" "), "house/jargon off high a word of jargon (your own)");
}

#[test]
fn a_reading_is_shown() {
    let stage = Stage::empty().with(&[("a.md", "# Dams\n\nThe *dam* stands at `x`, “firmly”.\n"), ("b.txt", "")]);
    assert_snapshot!(stage.run("inspect a.md --format mask"), @r"
    exit status 0
    --- standard output
    a.md
      Dams  The ·dam· stands at ▒▒▒, “firmly”.
    ");
    let human = stage.run("inspect a.md");
    assert!(human.out.starts_with("a.md\n  title: Dams\n  heading\n    1:3 Dams\n"), "{human}");
    let lines = stage.run("inspect --format jsonl .").json_lines();
    let paths: Vec<_> = lines.iter().map(|line| line["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["a.md", "b.txt"]);
    for key in ["metadata", "blocks", "sentences", "quotations", "attributions", "acronyms", "dates", "references", "citations"] {
        assert!(lines.iter().all(|line| line.get(key).is_some()), "{key}");
    }
    assert_eq!((lines[0]["version"].clone(), lines[0]["sentences"][1]["start"].clone()), (1.into(), 8.into()));
    assert_eq!(stage.run("inspect missing.md a.md --format jsonl").status, Some(2));
}

#[test]
fn schemas_are_printed() {
    let stage = Stage::empty();
    for (of, key) in [("rule", "match"), ("config", "levels")] {
        let answer = stage.run(&format!("schema {of}"));
        assert_eq!((answer.status, answer.err.as_str()), (Some(0), ""));
        assert!(answer.json()["properties"].get(key).is_some(), "{answer}");
    }
    assert_eq!(stage.run("schema lexicon").status, Some(2));
    let none = stage.run("schema");
    assert!(none.status == Some(2) && none.err.contains("<rule|config>"), "{none}");
}

#[test]
fn shells_learn_every_command() {
    let stage = Stage::empty();
    for (shell, line) in [
        ("bash", "complete -F _seedlint"),
        ("zsh", "#compdef seedlint"),
        ("fish", "complete -c seedlint"),
        ("elvish", "set edit:completion:arg-completer[seedlint]"),
        ("powershell", "Register-ArgumentCompleter -Native -CommandName 'seedlint'"),
    ] {
        let answer = stage.run(&format!("completions {shell}"));
        assert_eq!((answer.status, answer.err.as_str()), (Some(0), ""), "{shell}");
        for word in [line, "check", "explain", "inspect", "min-confidence", "force-exclude"] {
            assert!(answer.out.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(stage.run("completions csh").status, Some(2));
}

#[test]
fn each_command_has_a_page_in_the_manual() {
    let stage = Stage::empty();
    for (arguments, title, words) in [
        ("man", ".TH seedlint 1", vec!["seedlint\\-check(1)", "Exit status"]),
        ("man check", ".TH seedlint-check 1", vec!["min\\-confidence", "nothing less sure"]),
        ("man rules test", ".TH seedlint-rules-test 1", vec!["Rule files, and folders of them"]),
    ] {
        let answer = stage.run(arguments);
        assert_eq!((answer.status, answer.err.as_str()), (Some(0), ""), "{arguments}");
        assert!(answer.out.contains(title) && words.iter().all(|word| answer.out.contains(word)), "{answer}");
    }
    let unknown = stage.run("man rules tset");
    let told = "seedlint: error: `seedlint rules` has no command `tset`; it may be `list`, `test`, `score`, `new`\n";
    assert_eq!((unknown.status, unknown.err.as_str()), (Some(2), told));
}

#[test]
fn help_and_version_are_printed() {
    let stage = Stage::empty();
    for (arguments, beginning) in
        [("--help", "An editorial linter"), ("check --help", "Check seeds"), ("--version", concat!("seedlint ", env!("CARGO_PKG_VERSION")))]
    {
        let answer = stage.run(arguments);
        assert_eq!((answer.status, answer.err.as_str()), (Some(0), ""));
        assert!(answer.out.starts_with(beginning), "{answer}");
    }
}

#[test]
fn usage_errors_are_status_2() {
    let stage = Stage::empty();
    for arguments in [
        "check --format xml",
        "check --nope",
        "check --min-level off",
        "check --jobs many",
        "check --quiet --verbose",
        "check --config x.toml --no-config",
        "explain",
        "config show --color sometimes",
    ] {
        let answer = stage.run(arguments);
        assert_eq!((answer.status, answer.out.as_str()), (Some(2), ""), "{arguments}");
        assert!(answer.err.starts_with("error: "), "{answer}");
    }
}

#[test]
fn a_command_that_is_mistyped_is_no_path() {
    let stage = Stage::empty().with(&[("mans", "x")]);
    for (arguments, near) in [("chek", "check"), ("chek seeds", "check"), ("--color never rule list", "rules"), ("expalin x", "explain")] {
        let answer = stage.run(arguments);
        let hint = format!("does not exist; did you mean the command `{near}`?\n");
        assert!(answer.status == Some(2) && answer.err.contains(&hint), "{answer}");
    }
    for arguments in ["mans", "seeds", "chek.md", "./chek", "check chek"] {
        assert!(!stage.run(arguments).err.contains("did you mean"), "{arguments}");
    }
}
