//! Faults in configurations, rules and lexicons: every one at its place, in one run, on standard error alone.

use insta::assert_snapshot;

use crate::stage::{JARGON, SEED, Stage};

fn stage(config: &str) -> Stage {
    Stage::house().with(&[("seedlint.toml", config), ("seeds/mill.md", SEED)])
}

#[test]
fn every_fault_of_a_rule_is_drawn_in_one_run() {
    let stage = Stage::empty().with(&[
        ("seedlint.toml", "rules = [\"own\"]\n"),
        (
            "own/house/broken.toml",
            "sumary = \"a banned word\"
level = \"warn\"
message = \"avoid “{word}”.\"
why = \"House style.\"
match.phrases = [\"(utilise|leverage\", \"use ~{nothing} it\", 3]
unless.facts = [\"sourcd\"]
unless.pattern = 'a[b-'

[examples]
flags = [\"We <<utilise>> it.\", \"They leverage it.\"]
passes = [\"We use it.\", \"They use it.\"]
",
        ),
    ]);
    let answer = stage.run("rules test own");
    assert_eq!((answer.status, answer.out.as_str()), (Some(2), "0 rules, 0 examples as marked\n"));
    assert_snapshot!(answer.err, @r#"
    error[rule]: unknown key `sumary`
      ┌─ own/house/broken.toml:1:1
      │
    1 │ sumary = "a banned word"
      │ ^^^^^^
      │
      = help: did you mean `summary`?

    error[rule]: the key `confidence` is missing
      ┌─ own/house/broken.toml:1:1
      │
    1 │ sumary = "a banned word"
      │ ^

    error[rule]: unknown value `warn`
      ┌─ own/house/broken.toml:2:9
      │
    2 │ level = "warn"
      │         ^^^^^^
      │
      = help: it may be `off`, `note`, `warning`, `error`

    error[rule]: nothing fills `{word}`
      ┌─ own/house/broken.toml:3:19
      │
    3 │ message = "avoid “{word}”."
      │                   ^^^^^^
      │
      = help: this rule fills `{match}`

    error[rule]: a full stop at the end
      ┌─ own/house/broken.toml:3:26
      │
    3 │ message = "avoid “{word}”."
      │                          ^
      │
      = help: messages are no sentences: leave the full stop out

    error[rule]: this `(` is never closed
      ┌─ own/house/broken.toml:5:19
      │
    5 │ match.phrases = ["(utilise|leverage", "use ~{nothing} it", 3]
      │                   ^

    error[rule]: no lexicon is named `nothing`
      ┌─ own/house/broken.toml:5:44
      │
    5 │ match.phrases = ["(utilise|leverage", "use ~{nothing} it", 3]
      │                                            ^^^^^^^^^^

    error[rule]: integer `3` is not a string
      ┌─ own/house/broken.toml:5:60
      │
    5 │ match.phrases = ["(utilise|leverage", "use ~{nothing} it", 3]
      │                                                            ^

    error[rule]: unknown value `sourcd`
      ┌─ own/house/broken.toml:6:17
      │
    6 │ unless.facts = ["sourcd"]
      │                 ^^^^^^^^
      │
      = help: did you mean `sourced`?

    error[rule]: this regular expression does not compile: unclosed character class
      ┌─ own/house/broken.toml:7:20
      │
    7 │ unless.pattern = 'a[b-'
      │                    ^

    error[rule]: nothing is marked in this example
       ┌─ own/house/broken.toml:10:32
       │
    10 │ flags = ["We <<utilise>> it.", "They leverage it."]
       │                                ^^^^^^^^^^^^^^^^^^^
       │
       = help: put `<<` and `>>` around the words at fault

    seedlint: warning: no rules here
    "#);
}

#[test]
fn the_rest_is_checked_in_spite_of_a_fault() {
    let stage = stage("rules = [\"rules\"]\nprofile = \"newz\"\n");
    for (options, lines) in [("--format short", 3), ("--format short --exit-zero", 3)] {
        let answer = stage.run(&format!("check --select house {options}"));
        assert_eq!((answer.status, answer.lines().len()), (Some(2), lines), "{answer}");
        assert!(answer.err.starts_with("error[config]: unknown profile `newz`\n"), "{answer}");
    }
    let json = stage.run("check --select house --format json");
    assert_eq!((json.status, json.json()["summary"]["errors"].clone()), (Some(2), 1.into()), "never into a data format");
}

#[test]
fn every_fault_of_a_configuration_is_drawn_in_one_run() {
    let answer = stage(
        "extends = \"seedlint.toml\"
rules = [\"rules\", \"nowhere\"]
profile = \"newz\"
proflie = \"news\"

[levels]
sourcng = \"note\"
\"house/jargn\" = \"off\"
house = \"warnin\"

[seeds]
include = [\"a[\"]

[gate]
fail-on = \"sometimes\"
",
    )
    .run("check --quiet --select house/archaism");
    assert_snapshot!(answer.err, @r#"
    seedlint: warning: .: no seeds here
    error[config]: a configuration cannot extend itself
      ┌─ seedlint.toml:1:11
      │
    1 │ extends = "seedlint.toml"
      │           ^^^^^^^^^^^^^^^

    error[config]: there is no such folder
      ┌─ seedlint.toml:2:19
      │
    2 │ rules = ["rules", "nowhere"]
      │                   ^^^^^^^^^
      │
      = help: looked for nowhere

    error[config]: unknown profile `newz`
      ┌─ seedlint.toml:3:11
      │
    3 │ profile = "newz"
      │           ^^^^^^
      │
      = help: did you mean `news`?

    error[config]: unknown key `proflie`
      ┌─ seedlint.toml:4:1
      │
    4 │ proflie = "news"
      │ ^^^^^^^
      │
      = help: did you mean `profile`?

    error[config]: no rule or family is named `sourcng`
      ┌─ seedlint.toml:7:1
      │
    7 │ sourcng = "note"
      │ ^^^^^^^
      │
      = help: did you mean `sourcing`?

    error[config]: no rule or family is named `house/jargn`
      ┌─ seedlint.toml:8:1
      │
    8 │ "house/jargn" = "off"
      │ ^^^^^^^^^^^^^
      │
      = help: did you mean `house/jargon`?

    error[config]: unknown level `warnin`
      ┌─ seedlint.toml:9:9
      │
    9 │ house = "warnin"
      │         ^^^^^^^^
      │
      = help: did you mean `warning`?

    error[config]: unclosed character class; missing ']'
       ┌─ seedlint.toml:12:12
       │
    12 │ include = ["a["]
       │            ^^^^

    error[config]: `sometimes` is no level that can fail a check
       ┌─ seedlint.toml:15:11
       │
    15 │ fail-on = "sometimes"
       │           ^^^^^^^^^^^
       │
       = help: it may be `error`, `warning`, `note`, `never`
    "#);
    assert_eq!(answer.status, Some(2));
}

#[test]
fn broken_toml_is_told_at_its_place() {
    let answer = stage("rules = [\"rules\"]\nprofile = = \"news\"\n").run("check --quiet --select house/jargon --format short");
    assert_snapshot!(answer, @r#"
    exit status 2
    --- standard output
    seeds/mill.md:5:11: warning[house/jargon]: “utilises” is jargon
    --- standard error
    error[config]: extra `=`, expected nothing
      ┌─ seedlint.toml:2:11
      │
    2 │ profile = = "news"
      │           ^

    error[config]: unexpected key or value, expected newline, `#`
      ┌─ seedlint.toml:2:13
      │
    2 │ profile = = "news"
      │             ^
    "#);
}

#[test]
fn a_configuration_that_is_not_there() {
    let stage = stage("");
    stage.make_folder("folder");
    for command in ["check", "explain jargon", "rules list", "rules test", "rules new a/b", "inspect", "config show", "config file"] {
        let answer = stage.run(&format!("{command} --config nowhere.toml"));
        let told = "seedlint: error: nowhere.toml: does not exist\n";
        assert_eq!(
            (answer.status, answer.out.as_str(), answer.err.as_str()),
            (Some(2), "", told),
            "nothing is done by defaults: {command}"
        );
    }
    let answer = stage.run("check --config folder");
    assert_eq!((answer.out.as_str(), answer.err.as_str()), ("", "seedlint: error: folder: is a folder, not a configuration\n"));
}

#[test]
fn lexicons_in_a_circle_are_drawn_in_each_file() {
    let stage = stage("rules = [\"rules\"]\n").with(&[
        ("rules/lexicons/self.toml", "source = \"by hand\"\nwords = [\"one\", \"{self}\"]\n"),
        ("rules/lexicons/ebb.toml", "source = \"by hand\"\nwords = [\"ebb\", \"{flood}\"]\n"),
        ("rules/lexicons/flood.toml", "source = \"by hand\"\nwords = [\"{ebb}\"]\n"),
    ]);
    let answer = stage.run("rules test rules");
    assert_snapshot!(answer.err, @r#"
    error[lexicon]: the lexicon `ebb` comes back to itself
      ┌─ rules/lexicons/ebb.toml:2:17
      │
    2 │ words = ["ebb", "{flood}"]
      │                 ^^^^^^^^^
      │
      ┌─ rules/lexicons/flood.toml:2:10
      │
    2 │ words = ["{ebb}"]
      │          ------- and on from here
      │
      = help: let one of these entries go

    error[lexicon]: the lexicon `self` comes back to itself
      ┌─ rules/lexicons/self.toml:2:17
      │
    2 │ words = ["one", "{self}"]
      │                 ^^^^^^^^
      │
      = help: let one of these entries go
    "#);
    assert_eq!(answer.status, Some(2));
}

#[test]
fn each_kind_of_file_is_told_by_what_it_is_and_not_by_its_name() {
    let stage = stage("rules = [\"rules\"]\n").with(&[
        ("rules/lexicons/fish.toml", "words = [3]\n"),
        ("rules/weights/fish.toml", "bias = \"none\"\n"),
        ("rules/house/weights.toml", "level = 3\n"),
        ("rules/house/lexicons/fish.toml", "level = 3\n"),
    ]);
    let told = stage.run("rules test").err;
    let mut kinds: Vec<_> = told
        .lines()
        .filter_map(|line| line.strip_prefix("error[").and_then(|line| line.split(']').next()).or_else(|| line.split("┌─ ").nth(1)))
        .collect::<Vec<_>>()
        .chunks(2)
        .map(|pair| format!("{} {}", pair[0], pair[1].split(':').next().unwrap()))
        .collect();
    kinds.dedup();
    assert_eq!(
        kinds,
        [
            "lexicon rules/lexicons/fish.toml",
            "rule rules/house/lexicons/fish.toml",
            "rule rules/house/weights.toml",
            "weights rules/weights/fish.toml",
        ],
        "{told}"
    );
}

#[test]
fn two_rules_of_one_name_are_a_fault() {
    let stage = stage("rules = [\"rules\", \"more\"]\n").with(&[("more/house/jargon.toml", JARGON)]);
    let answer = stage.run("check --quiet --format short --select house/archaism");
    assert_snapshot!(answer, @r#"
    exit status 2
    --- standard output
    seeds/mill.md:3:5: note[house/archaism]: “erstwhile” is out of use
    --- standard error
    error[rule]: two rules are named `house/jargon`
      ┌─ more/house/jargon.toml:1:1
      │
    1 │ summary = "a word of jargon"
      │ ^
      │
      ┌─ rules/house/jargon.toml:1:1
      │
    1 │ summary = "a word of jargon"
      │ - the other one
      │
      = help: rename one of the two files
    "#);
}

#[test]
fn a_name_that_no_rule_can_have() {
    let stage = stage("rules = [\"rules\"]\n").with(&[("rules/house/My Rule.toml", JARGON)]);
    let answer = stage.run("rules list");
    assert_eq!(answer.status, Some(2));
    assert!(answer.err.starts_with("error[rule]: `house/My Rule` cannot be the name of a rule\n"), "{answer}");
}

#[test]
fn each_command_tells_faults_and_fails() {
    let stage = stage("rules = [\"rules\"]\nprofile = \"newz\"\n");
    for command in ["check", "check --show-files", "rules list", "rules test", "explain modal", "inspect", "config show", "config file"] {
        let answer = stage.run(command);
        assert_eq!(answer.status, Some(2), "{command}");
        assert!(answer.err.contains("error[config]: unknown profile `newz`"), "{command}: {answer}");
        assert!(!answer.out.is_empty(), "{command} does the rest");
    }
}

#[test]
fn configurations_in_a_circle_and_bytes_that_are_no_text() {
    let stage = stage("extends = \"a.toml\"\n").with(&[("a.toml", "extends = \"b.toml\"\n"), ("b.toml", "extends = \"a.toml\"\n")]);
    let circle = stage.run("config file");
    assert!(circle.err.starts_with("error[config]: the configurations extend each other in a circle\n  ┌─ b.toml:1:11\n"), "{circle}");
    stage.write("seedlint.toml", b"# \xff\n");
    let broken = stage.run("config file");
    assert!(broken.err.starts_with("error[config]: the configuration cannot be read: not UTF-8 at byte 2\n"), "{broken}");
    assert_eq!((circle.status, broken.status), (Some(2), Some(2)));
    stage.write("seedlint.toml", "rules = [\"rules\"]\n");
    stage.write("rules/house/binary.toml", b"\xff\xfe");
    let rule = stage.run("check --select house");
    assert!(rule.err.starts_with("error[rule]: this cannot be read: not UTF-8 at byte 0\n"), "{rule}");
    assert_eq!(rule.status, Some(2));
}
