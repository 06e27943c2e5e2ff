//! `rules new`: a rule file to start from.

use std::fs;

use insta::assert_snapshot;

use crate::stage::Stage;

#[test]
fn a_new_rule_is_one_at_once() {
    let stage = Stage::empty();
    assert_snapshot!(stage.run("rules new house/utilise"), @r#"
    exit status 0
    --- standard output
    editorial/house/utilise.toml is written

      It flags the words of its name. Say in it what it should find and why, mark that in its examples, then
        seedlint rules test editorial/house/utilise.toml
      So that checks go by it, name its folder in seedlint.toml:
        rules = ["editorial"]
    "#);
    assert_snapshot!(fs::read_to_string(stage.path("editorial/house/utilise.toml")).unwrap(), @r#"
    # What it flags, in a few words, for lists. No full stop here, in `message` and in `help`.
    summary    = "the words “utilise”"
    # What an editor wants to be stopped by: error, warning or note. `off` runs only where a configuration asks for it.
    level      = "warning"
    # How often it is right: high, medium or low.
    confidence = "medium"
    # What is wrong. {match} stands for the words at fault.
    message    = "“{match}” should not stand here"
    # What would satisfy the rule.
    help       = "say it in other words"
    # Why it matters to a reader, in a sentence or two.
    why        = """
    Say here why a reader is better served without these words.
    """

    # What it looks for. (a|b) is one or the other, (a)? may be absent, ~say is any form of the verb, {lexicon} any of a list of words.
    match.phrases = ["utilise"]

    [examples]
    # Each is a text of its own, in Markdown. << and >> mark exactly what is found.
    flags = [
      "Here we met <<utilise>> first.",
      "Later, <<utilise>> came up again.",
    ]
    # What could be taken for it and is none: an example for each way in which the rule might be wrong.
    passes = [
      "Nobody objected.",
      "“utilise” was what Mara Holt, an engineer, called it.",
    ]
    "#);
    assert_eq!(stage.run("rules test editorial/house/utilise.toml").out, "1 rule, 4 examples as marked\n");
    stage.write("seedlint.toml", "rules = [\"editorial\"]\n");
    stage.write("seeds/a.md", "They utilise it.\n");
    let found = stage.run("check --select house --format short");
    assert_eq!(found.out, "seeds/a.md:1:6: warning[house/utilise]: “utilise” should not stand here\n");
}

#[test]
fn nothing_is_overwritten() {
    let stage = Stage::house().with(&[("own/house/x.toml", "mine")]);
    for (arguments, told) in [
        ("house/x --folder own", "own/house/x.toml stands already"),
        // One name in two folders is a fault.
        ("house/jargon --folder own", "rules/house/jargon.toml is the rule `house/jargon` already"),
    ] {
        let answer = stage.run(&format!("rules new {arguments}"));
        assert_eq!((answer.status, answer.out.as_str()), (Some(2), ""));
        assert_eq!(answer.err, format!("seedlint: error: {told}; nothing is written\n"));
    }
    assert_eq!(fs::read_to_string(stage.path("own/house/x.toml")).unwrap(), "mine");
    assert!(!stage.path("own/house/jargon.toml").exists());
}

#[test]
fn a_new_rule_goes_where_the_desk_keeps_its_own() {
    let stage = Stage::house();
    let answer = stage.run("rules new house/leverage");
    assert_eq!((answer.status, answer.lines()[0]), (Some(0), "rules/house/leverage.toml is written"));
    assert!(!answer.out.contains("seedlint.toml"), "its folder is known: {answer}");
    assert_eq!(stage.run("rules test").status, Some(0));
    let elsewhere = stage.run("rules new --folder desk/rules house/synergy");
    assert_eq!(elsewhere.lines()[0], "desk/rules/house/synergy.toml is written");
    assert!(elsewhere.out.ends_with("    rules = [\"desk/rules\"]\n"), "{elsewhere}");
    // From a folder further down, beside the configuration all the same.
    stage.make_folder("seeds/deep");
    let deep = stage.answer(stage.command("rules new house/deep").current_dir(stage.path("seeds/deep")).output().unwrap());
    assert_eq!(deep.status, Some(0), "{deep}");
    assert!(stage.path("rules/house/deep.toml").exists());
}

#[test]
fn a_built_in_rule_is_copied_to_be_changed() {
    let stage = Stage::empty();
    let answer = stage.run("rules new speculation/modal");
    assert!(answer.status == Some(0) && answer.out.contains("a copy of the built-in rule, and takes its place"), "{answer}");
    let built_in = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/speculation/modal.toml")).unwrap();
    assert_eq!(fs::read_to_string(stage.path("editorial/speculation/modal.toml")).unwrap(), built_in);
    assert_eq!(stage.run("rules test editorial").status, Some(0));
}

#[test]
fn a_name_that_no_rule_can_have_writes_nothing() {
    let stage = Stage::empty();
    let bare = stage.run("rules new rumour");
    let told = "seedlint: error: `rumour` names no family; a rule is named FAMILY/NAME, such as `house/rumour`\n";
    assert_eq!((bare.status, bare.out.as_str(), bare.err.as_str()), (Some(2), "", told));
    for name in ["House", "House/x", "../x", "house/x.toml"] {
        let answer = stage.run(&format!("rules new {name}"));
        assert_eq!(answer.status, Some(2));
        assert!(answer.err.starts_with(&format!("seedlint: error: `{name}` cannot be the name of a rule; name folder")), "{answer}");
    }
    assert_eq!(fs::read_dir(stage.path("")).unwrap().count(), 1, "only .git");
}

#[test]
fn a_folder_that_is_configured_already_is_made() {
    for options in ["", " --folder house"] {
        let stage = Stage::empty().with(&[("seedlint.toml", "rules = [\"house\", \"other\"]\n")]);
        stage.make_folder("other");
        let answer = stage.run(&format!("rules new desk/rumour{options}"));
        assert_eq!((answer.status, answer.err.as_str(), answer.lines()[0]), (Some(0), "", "house/desk/rumour.toml is written"));
        assert!(!answer.out.contains("seedlint.toml"), "its folder is known: {answer}");
        assert_eq!(stage.run("rules test house").status, Some(0));
    }
    let stage = Stage::empty().with(&[("seedlint.toml", "rules = [\"house\", \"gone\"]\n")]);
    let answer = stage.run("rules new desk/rumour");
    assert!(answer.status == Some(2) && answer.err.contains("looked for gone") && !answer.err.contains("looked for house"), "{answer}");
}
