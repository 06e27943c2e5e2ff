//! `rules test`: the examples of a user's rules.

use insta::assert_snapshot;

use crate::stage::{JARGON, Stage};

#[test]
fn each_outcome_is_drawn_in_the_rule_file() {
    let examples = "[examples]
flags = [
  \"They <<utilise>> it.\",
  \"They <<use>> it.\",
  \"They <<utilise it>>.\",
]
passes = [
  \"They use it.\",
  \"They utilise it.\",
]
";
    let head = JARGON.split("[examples]").next().unwrap();
    let stage = Stage::empty().with(&[("own/house/jargon.toml", &format!("{head}{examples}"))]);
    assert_snapshot!(stage.run("rules test own"), @r#"
    exit status 1
    --- standard output
    1 rule, 2 examples as marked, 3 failed
    --- standard error
    error[rule]: house/jargon: missing: this is marked, and the rule does not find it
       ┌─ own/house/jargon.toml:12:11
       │
    12 │   "They <<use>> it.",
       │           ^^^

    error[rule]: house/jargon: misplaced: the rule finds something else than what is marked
       ┌─ own/house/jargon.toml:13:11
       │
    13 │   "They <<utilise it>>.",
       │           ^^^^^^^^^^
       │           │
       │           found here: “utilise”

    error[rule]: house/jargon: noisy: the rule finds this, and it is not marked
       ┌─ own/house/jargon.toml:17:9
       │
    17 │   "They utilise it.",
       │         ^^^^^^^
    "#);
}

#[test]
fn a_folder_a_file_or_all_that_is_in_force() {
    let stage = Stage::house();
    for (paths, counted) in [
        ("rules", "3 rules, 12 examples as marked"),
        ("rules/house/jargon.toml", "1 rule, 4 examples as marked"),
        ("rules/house/jargon.toml rules/house/secret.toml", "2 rules, 8 examples as marked"),
    ] {
        let answer = stage.run(&format!("rules test {paths}"));
        assert_eq!((answer.status, answer.out.trim_end(), answer.err.as_str()), (Some(0), counted, ""), "{paths}");
    }
    assert_eq!(stage.run("rules test nowhere").status, Some(2));
    stage.make_folder("empty");
    let empty = stage.run("rules test empty");
    assert_eq!((empty.status, empty.err.as_str()), (Some(0), "seedlint: warning: no rules here\n"));
}

#[test]
fn links_among_rules_are_passed_over() {
    #[cfg(unix)]
    {
        let stage = Stage::house();
        std::os::unix::fs::symlink(stage.path("rules"), stage.path("rules/round")).unwrap();
        assert_eq!(stage.run("rules test rules").out, "3 rules, 12 examples as marked\n");
    }
}

/// A rule that needs the lexicon of its own folder.
const MILLS: &str = "summary = \"a mill\"
level = \"warning\"
confidence = \"high\"
message = \"“{match}” is a mill\"
why = \"Mills have names.\"
match.phrases = [\"{mills}\"]
[examples]
flags = [\"The <<watermill>> fell.\", \"A <<windmill>> stood.\"]
passes = [\"It fell.\", \"It stood.\"]
";

const LEXICON: (&str, &str) = ("desk/lexicons/mills.toml", "source = \"our own\"\nwords = [\"watermill\", \"windmill\"]\n");

#[test]
fn a_file_is_read_as_if_a_configuration_named_its_folder() {
    let stage = Stage::empty().with(&[LEXICON, ("desk/house/mill.toml", MILLS), ("desk/bare.toml", MILLS)]);
    for (paths, counted) in [
        ("desk/house/mill.toml", "1 rule, 4 examples as marked"),
        ("desk/house", "1 rule, 4 examples as marked"),
        ("desk/bare.toml", "1 rule, 4 examples as marked"),
        ("desk desk/house desk/bare.toml", "2 rules, 8 examples as marked"),
    ] {
        let answer = stage.run(&format!("rules test {paths}"));
        assert_eq!((answer.status, answer.out.trim_end(), answer.err.as_str()), (Some(0), counted, ""), "{paths}");
    }
    // What lies beside a folder of rules is not its own.
    let stage = Stage::empty().with(&[("desk/house/jargon.toml", JARGON), ("lexicons/x.toml", "nonsense = 1\n")]);
    assert_eq!(stage.run("rules test desk").status, Some(0));
}

#[test]
fn a_lexicon_is_no_rule() {
    let stage = Stage::empty().with(&[LEXICON]);
    let answer = stage.run("rules test desk/lexicons/mills.toml");
    let told = "seedlint: note: desk/lexicons/mills.toml is a lexicon, and has no examples: they are in the rules that use it\n";
    assert_eq!((answer.status, answer.out.as_str(), answer.err.as_str()), (Some(0), "0 rules, 0 examples as marked\n", told));
    stage.write("desk/lexicons/mills.toml", "words = [\"{nowhere}\"]\n");
    assert_eq!(stage.run("rules test desk/lexicons").status, Some(2), "its faults are told all the same");
}

#[test]
fn a_fault_is_told_once_even_if_the_configuration_names_the_folder_too() {
    let stage = Stage::empty().with(&[
        ("seedlint.toml", "rules = [\"desk\"]\n"),
        ("desk/house/mill.toml", MILLS),
        ("desk/lexicons/mills.toml", "source = \"our own\"\nword = [\"watermill\"]\nwords = [\"watermill\", \"windmill\"]\n"),
        ("desk/weights/x.toml", "nonsense = 1\n"),
    ]);
    stage.write("desk/lexicons/broken.toml", b"\xff");
    let told = |paths: &str| stage.run(&format!("rules test {paths}")).err.matches("error[").count();
    let all = told("");
    assert!(all >= 3);
    for paths in ["desk", "desk/house", "desk/house/mill.toml", "desk desk/house"] {
        assert_eq!(told(paths), all, "{paths}");
    }
}

#[test]
fn a_fault_is_not_told_again_by_the_examples() {
    let at_fault = |from: &str, to: &str| {
        assert!(MILLS.contains(from));
        let stage = Stage::empty().with(&[LEXICON, ("desk/house/mill.toml", &MILLS.replace(from, to))]);
        let answer = stage.run("rules test desk");
        assert_eq!(answer.status, Some(2), "{answer}");
        answer.err.lines().filter_map(|line| line.strip_prefix("error[rule]: ")).map(str::to_owned).collect::<Vec<_>>()
    };
    for (from, to, told) in [
        ("{mills}", "{mils}", "no lexicon is named `mils`"),
        ("phrases = [\"{mills}\"]", "phrase = [\"{mills}\"]", "unknown key `phrase`"),
        ("phrases = [\"{mills}\"]", "pattern = '('", "this regular expression does not compile: unclosed group"),
        ("flags =", "flag =", "unknown key `flag`"),
    ] {
        assert_eq!(at_fault(from, to), [told]);
    }
    // What is wrong elsewhere says nothing of the matcher.
    let elsewhere = "level = \"warning\"";
    assert_eq!(at_fault(elsewhere, "levle = \"warning\""), ["unknown key `levle`"]);
    let text = MILLS.replace("is a mill\"", "is a mill.\"").replace("It stood", "A windmill");
    let answer = Stage::empty().with(&[LEXICON, ("desk/house/mill.toml", &text)]).run("rules test desk");
    assert!(answer.err.contains("a full stop at the end") && answer.err.contains("house/mill: noisy"), "{answer}");
}
