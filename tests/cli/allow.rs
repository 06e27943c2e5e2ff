//! Exceptions: what a comment or `seedlint.toml` allows, what is told of exceptions that are at fault, and `--add-allow`.

use std::fs;

use insta::assert_snapshot;

use crate::stage::{Answer, Stage};

/// A seed whose first paragraph is flagged, and whose second is.
const TWO: &str = "They utilise it.\n\nThey utilise it again.\n";

fn with_seed(text: &str) -> Stage {
    Stage::house().with(&[("seeds/a.md", text)])
}

/// Rule and line of each finding of the families that count here.
fn found(stage: &Stage, options: &str) -> (Vec<String>, Option<i32>) {
    let answer = stage.run(&format!("check --format short --select house,hygiene {options}"));
    assert_eq!(answer.err, "", "{options}");
    (lines(&answer), answer.status)
}

fn lines(answer: &Answer) -> Vec<String> {
    let line = |line: &&str| {
        let mut parts = line.splitn(4, ':');
        let (path, line, rule) = (parts.next()?, parts.next()?, parts.nth(1)?);
        Some(format!("{path}:{line} {}", rule.split(['[', ']']).nth(1)?))
    };
    answer.lines().iter().filter_map(line).collect()
}

#[test]
fn a_comment_allows_what_it_stands_for() {
    for (seed, expected, status) in [
        (TWO.to_owned(), vec!["seeds/a.md:1 house/jargon", "seeds/a.md:3 house/jargon"], 1),
        (format!("<!-- seedlint: allow(house/jargon) her words -->\n{TWO}"), vec!["seeds/a.md:4 house/jargon"], 1),
        (format!("<!-- seedlint: allow-file(house/jargon) her words -->\n\n{TWO}"), vec![], 0),
        (format!("---\ntitle: x\n---\n\n<!-- seedlint: allow-file(house/jargon) her words -->\n\n{TWO}"), vec![], 0),
        ("They utilise it. <!-- seedlint: allow(house) her words -->\n".to_owned(), vec![], 0),
        ("```\n<!-- seedlint: allow(house) x -->\n```\n\nThey utilise it.\n".to_owned(), vec!["seeds/a.md:5 house/jargon"], 1),
    ] {
        let expected = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(found(&with_seed(&seed), ""), (expected, Some(status)), "{seed}");
    }
}

#[test]
fn what_is_allowed_is_counted_and_does_not_fail() {
    let stage = with_seed("They utilise it. <!-- seedlint: allow(house) her words -->\n");
    let answer = stage.run("check --select house --fail-on note");
    assert_snapshot!(answer, @r"
    exit status 0
    --- standard output
    all clear: nothing to flag in 1 file (1 suppressed)
    ");
    for format in ["json", "jsonl"] {
        let answer = stage.run(&format!("check --select house --format {format}"));
        assert!(answer.out.contains("\"suppressed\":1"), "{answer}");
        assert_eq!(answer.status, Some(0));
    }
}

#[test]
fn exceptions_at_fault_are_findings() {
    let stage = with_seed(
        "<!-- seedlint: allow-file(house) a column -->

They utilise it.

<!-- seedlint: allow(house/secret) no longer under embargo -->
Nothing here. <!-- seedlint: allow(house/archaism) -->

<!-- seedlint: allow(house/jargn, speculation) so she said -->
<!-- seedlint: alow(house/jargon) so she said -->
Nothing here.
",
    );
    let answer = stage.run("check --select house,hygiene");
    assert_snapshot!(answer, @r"
    exit status 1
    --- standard output
    note[hygiene/blanket-allow]: the whole family `house` is allowed in the whole file
      ┌─ seeds/a.md:1:27
      │
    1 │ <!-- seedlint: allow-file(house) a column -->
      │                           ^^^^^
      │
      = help: name the rules that are meant, or allow them block by block

    warning[hygiene/unused-allow]: nothing here is flagged by `house/secret`
      ┌─ seeds/a.md:5:1
      │
    5 │ <!-- seedlint: allow(house/secret) no longer under embargo -->
      │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      │
      = help: delete the exception, or move it to what it is meant for

    warning[hygiene/allow-without-reason]: an exception needs a reason, and without one allows nothing
      ┌─ seeds/a.md:6:15
      │
    6 │ Nothing here. <!-- seedlint: allow(house/archaism) -->
      │               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      │
      = help: say behind the brackets why it may stand: `allow(family/name) her words, from the minutes`

    warning[hygiene/unknown-allow]: no rule or family is named `house/jargn`
      ┌─ seeds/a.md:8:22
      │
    8 │ <!-- seedlint: allow(house/jargn, speculation) so she said -->
      │                      ^^^^^^^^^^^
      │
      = help: did you mean `house/jargon`?

    warning[hygiene/unknown-allow]: no command is named `alow`
      ┌─ seeds/a.md:9:16
      │
    9 │ <!-- seedlint: alow(house/jargon) so she said -->
      │                ^^^^
      │
      = help: did you mean `allow`?

    5 findings in 1 file: 4 warnings, 1 note (1 suppressed)
    ");
    // A rule that did not run has nothing to say of its exceptions.
    let (found, _) = found(&stage, "--ignore house/secret,hygiene/unknown-allow,hygiene/allow-without-reason");
    assert_eq!(found, ["seeds/a.md:1 hygiene/blanket-allow"]);
}

#[test]
fn levels_hold_for_the_rules_about_exceptions_too() {
    let stage = with_seed("Nothing. <!-- seedlint: allow(house/jargon) gone -->\n");
    assert_eq!(found(&stage, ""), (vec!["seeds/a.md:1 hygiene/unused-allow".to_owned()], Some(1)));
    for (level, status) in [("note", 0), ("error", 1)] {
        stage.write("seedlint.toml", format!("rules = [\"rules\"]\n[levels]\nhygiene = \"{level}\"\n"));
        let answer = stage.run("check --format short --fail-on error");
        assert!(answer.out.contains(&format!("{level}[hygiene/unused-allow]")), "{answer}");
        assert_eq!(answer.status, Some(status));
    }
    stage.write("seedlint.toml", "rules = [\"rules\"]\n[levels]\n\"hygiene/unused-allow\" = \"off\"\n");
    assert_eq!(lines(&stage.run("check --format short")).iter().filter(|line| line.contains("hygiene")).count(), 0);
}

#[test]
fn the_rules_about_exceptions_are_rules() {
    let stage = Stage::empty();
    let listed = stage.run("rules list");
    for name in ["allow-without-reason", "blanket-allow", "unknown-allow", "unused-allow"] {
        assert!(listed.out.contains(&format!("hygiene/{name} ")), "{listed}");
        let explained = stage.run(&format!("explain hygiene/{name}"));
        assert!(explained.status == Some(0) && explained.out.contains("On the authority of"), "{explained}");
    }
}

#[test]
fn a_former_name_still_allows() {
    let stage = with_seed("They utilise it. <!-- seedlint: allow(house/big-word) her words -->\n");
    let jargon = crate::stage::JARGON.replace("authority", "formerly = [\"house/big-word\"]\nauthority");
    stage.write("rules/house/jargon.toml", jargon);
    assert_eq!(found(&stage, ""), (vec![], Some(0)));
}

const ENTRIES: &str = "rules = [\"rules\"]

[[allow]]
path   = \"seeds/a.txt\"
rule   = \"house/jargon\"
text   = \"they utilise Ann's mill\"
reason = \"her own words\"

[[allow]]
path   = \"seeds/*.txt\"
rule   = \"house/secret\"
reason = \"the embargo ended\"
";

#[test]
fn the_configuration_allows_where_no_comment_can_stand() {
    let stage = Stage::house().with(&[
        ("seedlint.toml", ENTRIES),
        ("seeds/a.txt", "They\nutilise  Ann’s mill.\n\nThey utilise it.\n"),
        ("seeds/b.txt", "See embargo 12.\n"),
        ("seeds/b.md", "See embargo 12.\n"),
    ]);
    let expected = vec!["seeds/a.txt:4 house/jargon".to_owned(), "seeds/b.md:1 house/secret".to_owned()];
    assert_eq!(found(&stage, ""), (expected, Some(1)));
    let shown = stage.run("config show").out;
    let (_, allow) = shown.split_once("[[allow]]\n").unwrap();
    assert_snapshot!(allow, @r#"
    path = "seeds/a.txt"                            # seedlint.toml:4
    rule = "house/jargon"                           # seedlint.toml:5
    text = "they utilise Ann's mill"                # seedlint.toml:6
    reason = "her own words"                        # seedlint.toml:7

    [[allow]]
    path = "seeds/*.txt"                            # seedlint.toml:10
    rule = "house/secret"                           # seedlint.toml:11
    reason = "the embargo ended"                    # seedlint.toml:12
    "#);
}

#[test]
fn an_entry_that_allows_nothing_is_a_finding_in_the_configuration() {
    let stage = Stage::house().with(&[
        ("seedlint.toml", ENTRIES),
        ("seeds/a.txt", "They use Ann’s mill.\n"),
        ("seeds/b.txt", "Nothing.\n"),
        ("notes/c.txt", "See embargo 7.\n"),
    ]);
    let both = ["seedlint.toml:6 hygiene/unused-allow", "seedlint.toml:10 hygiene/unused-allow"];
    for (options, expected) in [
        ("", both.as_slice()),
        ("seeds", &both),
        // Whether another file that the glob is for needs the entry is not known.
        ("seeds/a.txt", &both[..1]),
        ("seeds/b.txt", &[]),
        ("notes", &[]),
        ("seeds --ignore house/jargon", &both[1..]),
        ("seeds --ignore hygiene", &[]),
    ] {
        let (found, _) = found(&stage, options);
        let of_config: Vec<_> = found.iter().filter(|line| line.starts_with("seedlint.toml")).map(String::as_str).collect();
        assert_eq!(of_config, expected, "{options}");
    }
    let answer = stage.run("check --select hygiene --format short");
    assert_eq!(answer.status, Some(0), "what did not run cannot tell: {answer}");
    let answer = stage.run("check --select house,hygiene");
    assert_snapshot!(answer, @r#"
    exit status 1
    --- standard output
    warning[hygiene/unused-allow]: nothing here is flagged by `house/jargon`
      ┌─ seedlint.toml:6:10
      │
    6 │ text   = "they utilise Ann's mill"
      │          ^^^^^^^^^^^^^^^^^^^^^^^^^
      │
      = help: delete the exception, or move it to what it is meant for

    warning[hygiene/unused-allow]: nothing here is flagged by `house/secret`
       ┌─ seedlint.toml:10:10
       │
    10 │ path   = "seeds/*.txt"
       │          ^^^^^^^^^^^^^

    2 findings in 2 files: 2 warnings
    "#);
    let json = stage.run("check --select house,hygiene --format json").json();
    assert_eq!(json["findings"][0]["path"], "seedlint.toml");
    assert_eq!(json["files"].as_array().map(Vec::len), Some(2), "the configuration is no seed");
    assert_eq!((&json["summary"]["files"], &json["summary"]["warnings"]), (&2.into(), &2.into()));
}

#[test]
fn an_entry_for_a_file_that_is_gone_is_told() {
    let stage = Stage::house().with(&[("seedlint.toml", ENTRIES), ("seeds/x/a.md", "Fine.\n"), ("seeds/b.txt", "See embargo 7.\n")]);
    for (options, told) in [("", true), ("seeds", true), ("seeds/x", false), ("seeds/b.txt", false)] {
        let (found, _) = found(&stage, options);
        assert_eq!(found.contains(&"seedlint.toml:6 hygiene/unused-allow".to_owned()), told, "{options}");
    }
}

#[test]
fn an_inherited_entry_is_told_once() {
    let stage = Stage::house().with(&[
        ("base.toml", "rules = [\"rules\"]\n[[allow]]\npath = \"**/*.txt\"\nrule = \"house\"\nreason = \"why\"\n"),
        ("seedlint.toml", "extends = \"base.toml\"\n"),
        ("deep/seedlint.toml", "extends = \"../base.toml\"\n"),
        ("deep/b.txt", "Nothing.\n"),
        ("a.txt", "Nothing.\n"),
    ]);
    assert_eq!(found(&stage, ".").0, ["base.toml:3 hygiene/unused-allow"]);
    // One use anywhere is a use.
    stage.write("deep/b.txt", "They utilise it.\n");
    assert_eq!(found(&stage, "."), (vec![], Some(0)));
}

#[test]
fn faults_in_entries_are_told_at_their_places() {
    let stage = with_seed(TWO);
    stage.write(
        "seedlint.toml",
        "rules = [\"rules\"]\n[[allow]]\npath = \"a[\"\nrule = \"house/jargn\"\nreason = \" \"\n\n[[allow]]\npath = \"a.txt\"\nrule = \"hygiene\"\nreason = \"why\"\n",
    );
    assert_snapshot!(stage.run("config file"), @r#"
    exit status 2
    --- standard output
    STAGE/seedlint.toml
    --- standard error
    error[config]: unclosed character class; missing ']'
      ┌─ seedlint.toml:3:8
      │
    3 │ path = "a["
      │        ^^^^

    error[config]: no rule or family is named `house/jargn`
      ┌─ seedlint.toml:4:8
      │
    4 │ rule = "house/jargn"
      │        ^^^^^^^^^^^^^
      │
      = help: did you mean `house/jargon`?

    error[config]: an exception without a reason
      ┌─ seedlint.toml:5:10
      │
    5 │ reason = " "
      │          ^^^
      │
      = help: say why it may stand

    error[config]: no exception can allow `hygiene`
      ┌─ seedlint.toml:9:8
      │
    9 │ rule = "hygiene"
      │        ^^^^^^^^^
      │
      = help: mend what it speaks of, or set its level under `[levels]`
    "#);
}

fn text_of(stage: &Stage, path: &str) -> String {
    fs::read_to_string(stage.path(path)).unwrap()
}

/// Runs `--add-allow` and holds that a second run adds nothing and that the check passes then.
fn add(stage: &Stage) -> Answer {
    let answer = stage.answer(stage.command("check --select house,hygiene --add-allow").arg("as agreed").output().unwrap());
    let before = text_of(stage, "seeds/a.md");
    let again = stage.answer(stage.command("check --select house,hygiene --add-allow").arg("as agreed").output().unwrap());
    assert_eq!((again.out.as_str(), again.err.as_str(), again.status), ("nothing to allow\n", "", Some(0)));
    assert_eq!(text_of(stage, "seeds/a.md"), before);
    let (found, status) = found(stage, "");
    assert_eq!((found.iter().filter(|line| line.contains("hygiene")).count(), status), (0, Some(0)));
    answer
}

#[test]
fn exceptions_are_written_where_they_break_nothing() {
    let stage = with_seed(
        "---
title: They utilise it
---

# They utilise it

They utilise it and utilise it under embargo 7. The erstwhile mill.

- They utilise it
- fine
  1. They utilise it

  over two lines and utilise it

| a | b |
|---|---|
| They utilise it | See embargo 8 |

> [!TIP]
> They utilise it.

    They utilise it.

Text.[^1]

[^1]: They utilise it.
",
    );
    assert_snapshot!(add(&stage), @r"
    exit status 0
    --- standard output
    seeds/a.md:7: allow(house/jargon, house/secret)
    seeds/a.md:10: allow(house/jargon)
    seeds/a.md:12: allow(house/jargon)
    seeds/a.md:14: allow(house/jargon)
    seeds/a.md:18: allow(house/jargon)
    seeds/a.md:18: allow(house/secret)
    seeds/a.md:21: allow(house/jargon)
    seeds/a.md:27: allow(house/jargon)
    10 findings allowed
    ");
    assert_snapshot!(text_of(&stage, "seeds/a.md"), @r"
    ---
    title: They utilise it
    ---

    # They utilise it

    <!-- seedlint: allow(house/jargon, house/secret) as agreed -->
    They utilise it and utilise it under embargo 7. The erstwhile mill.

    - They utilise it <!-- seedlint: allow(house/jargon) as agreed -->
    - fine
      1. They utilise it <!-- seedlint: allow(house/jargon) as agreed -->

      over two lines and utilise it <!-- seedlint: allow(house/jargon) as agreed -->

    | a | b |
    |---|---|
    | They utilise it <!-- seedlint: allow(house/jargon) as agreed --> | See embargo 8 <!-- seedlint: allow(house/secret) as agreed --> |

    > [!TIP]
    > They utilise it. <!-- seedlint: allow(house/jargon) as agreed -->

        They utilise it.

    Text.[^1]

    [^1]: They utilise it. <!-- seedlint: allow(house/jargon) as agreed -->
    ");
    assert!(!stage.path("seedlint.toml.new").exists());
    assert_eq!(fs::read_dir(stage.path("seeds")).unwrap().count(), 1, "nothing is left beside the seed");
}

#[test]
fn exceptions_are_written_into_html() {
    let stage = with_seed("Fine.\n").with(&[(
        "seeds/b.html",
        "<!DOCTYPE html>\r
<html><head><title>They utilise it</title></head>\r
<body>\r
  <p>They utilise it under embargo 7.</p>\r
<ul><li>They utilise it.</ul>\r
<blockquote>They utilise it.</blockquote>\r
</body></html>\r
",
    )]);
    assert_eq!(
        add(&stage).out,
        "seeds/b.html:4: allow(house/jargon, house/secret)\nseeds/b.html:6: allow(house/jargon)\n3 findings allowed\n"
    );
    let written = text_of(&stage, "seeds/b.html");
    assert_eq!(written.matches('\n').count(), written.matches("\r\n").count());
    assert!(written.contains("\n  <!-- seedlint: allow(house/jargon, house/secret) as agreed -->\r\n  <p>They"), "{written}");
    assert!(written.contains("<li><!-- seedlint: allow(house/jargon) as agreed -->They"), "{written}");
}

#[test]
fn entries_are_written_where_no_comment_can_stand() {
    let config = "# ours\nrules = [ 'rules' ] # all\n\n[levels]\n\"house/archaism\" = \"warning\"";
    let stage = Stage::house().with(&[
        ("seedlint.toml", config),
        ("seeds/a.md", "---\ntitle: x\n---\n\nFine.\n"),
        (
            "seeds/b [1].txt",
            "They utilise it.\n\nThe erstwhile mill upon the river was sold to the town of Arnhem in the year of the flood.\n",
        ),
    ]);
    assert_snapshot!(add(&stage), @r"
    exit status 0
    --- standard output
    seedlint.toml: [[allow]] house/jargon in seeds/b [1].txt: “They utilise it.”
    seedlint.toml: [[allow]] house/archaism in seeds/b [1].txt: “erstwhile mill upon the river was sold to”
    2 findings allowed
    ");
    let written = text_of(&stage, "seedlint.toml");
    assert_snapshot!(written, @r#"
    # ours
    rules = [ 'rules' ] # all

    [levels]
    "house/archaism" = "warning"

    [[allow]]
    path   = "seeds/b [[]1[]].txt"
    rule   = "house/jargon"
    text   = "They utilise it."
    reason = "as agreed"

    [[allow]]
    path   = "seeds/b [[]1[]].txt"
    rule   = "house/archaism"
    text   = "erstwhile mill upon the river was sold to"
    reason = "as agreed"
    "#);
    assert!(written.starts_with(config));
}

/// The seeds of the project, with faults of every family in three formats.
#[test]
fn whatever_fails_can_be_allowed() {
    let stage = Stage::empty();
    for entry in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds")).unwrap() {
        let path = entry.unwrap().path();
        stage.write(format!("seeds/{}", path.file_name().unwrap().to_string_lossy()), fs::read(&path).unwrap());
    }
    let check = |options: &str| stage.run(&format!("check --format short --ignore hygiene {options}"));
    let before = check("");
    let notes = |answer: &Answer| answer.lines().iter().filter(|line| line.contains(": note[")).count();
    assert!(before.lines().len() > notes(&before) + 50, "{before}");
    let answer = stage.run("check --ignore hygiene --add-allow why");
    assert_eq!(answer.status, Some(0), "{answer}");
    let after = check("");
    assert_eq!((after.status, after.lines().len()), (Some(0), notes(&before)), "{after}");
    assert_eq!(stage.run("check --ignore hygiene --add-allow why").out, "nothing to allow\n");
}

#[test]
fn a_configuration_is_written_where_there_is_none() {
    let stage = Stage::empty().with(&[("seeds/a.md", "Fine.\n"), ("seeds/b.txt", "Critics say the mill will close.\n")]);
    let answer = stage.answer(stage.command("check --add-allow").arg("a column").output().unwrap());
    assert_snapshot!(answer, @r"
    exit status 0
    --- standard output
    seedlint.toml: [[allow]] sourcing/vague-authority in seeds/b.txt: “Critics say the mill will close.”
    1 finding allowed
    ");
    assert_eq!(stage.run("check --quiet").status, Some(0));
    // Without a configuration there is nowhere to write.
    let stage = Stage::empty().with(&[("seeds/b.txt", "Critics say the mill will close.\n")]);
    let answer = stage.answer(stage.command("check --no-config --add-allow").arg("a column").output().unwrap());
    assert_snapshot!(answer, @r"
    exit status 1
    --- standard output
    nothing allowed
    --- standard error
    seedlint: warning: seeds/b.txt: no comment can allow sourcing/vague-authority here, and no configuration in force reaches it
    seedlint: note: 1 finding left that neither a comment nor an entry can allow here: mend or answer them
    ");
    assert!(!stage.path("seedlint.toml").exists());
}

#[test]
fn what_fails_is_what_is_allowed() {
    for (options, expected) in [
        ("--fail-on error", "They utilise it.\n\n<!-- seedlint: allow(house/secret) x -->\nSee embargo 7, erstwhile.\n"),
        (
            "--fail-on note",
            "<!-- seedlint: allow(house/jargon) x -->\nThey utilise it.\n\n<!-- seedlint: allow(house/secret, house/archaism) x -->\nSee embargo 7, erstwhile.\n",
        ),
        ("--fail-on never", "They utilise it.\n\nSee embargo 7, erstwhile.\n"),
        ("--select house/jargon", "<!-- seedlint: allow(house/jargon) x -->\nThey utilise it.\n\nSee embargo 7, erstwhile.\n"),
    ] {
        let stage = with_seed("They utilise it.\n\nSee embargo 7, erstwhile.\n");
        let select = if options.contains("--select") { "" } else { "--select house" };
        let answer = stage.run(&format!("check {select} {options} --add-allow x"));
        assert_eq!((text_of(&stage, "seeds/a.md").as_str(), answer.status), (expected, Some(0)), "{options}: {answer}");
    }
}

#[test]
fn an_entry_is_written_only_if_it_allows() {
    // The mask leaves nothing of the image but the full stop behind it.
    let stage = Stage::empty().with(&[("a.md", "Fine words.\n\n> ![](missing.png).\n")]);
    let answer = stage.run("check a.md --select references,hygiene --add-allow known");
    assert_snapshot!(answer, @r"
    exit status 0
    --- standard output
    seedlint.toml: [[allow]] references/missing-file in a.md: “![](missing.png)”
    1 finding allowed
    ");
    let answer = stage.run("check a.md --select references,hygiene");
    assert_eq!((answer.out.contains("(1 suppressed)"), answer.status), (true, Some(0)), "{answer}");

    // No words tell this one, and an entry without any would be for the whole file.
    let rule = crate::stage::JARGON.replace("phrases = [\"~utilise\"]", "pattern = '!!!'");
    let rule = rule.split("[examples]").next().unwrap().to_owned()
        + "[examples]\nflags = [\"<<!!!>>\", \"So <<!!!>>\"]\npasses = [\"!\", \"So!\"]\n";
    let stage = Stage::house().with(&[("rules/house/shout.toml", &rule), ("a.txt", "Fine.\n\n!!!\n\nThey utilise it.\n")]);
    let config = text_of(&stage, "seedlint.toml");
    let answer = stage.run("check a.txt --select house,hygiene --add-allow known");
    assert_snapshot!(answer, @r"
    exit status 1
    --- standard output
    seedlint.toml: [[allow]] house/jargon in a.txt: “They utilise it.”
    1 finding allowed
    --- standard error
    seedlint: warning: a.txt:3: neither a comment nor an entry can allow house/shout here
    seedlint: note: 1 finding left that neither a comment nor an entry can allow here: mend or answer them
    ");
    assert!(text_of(&stage, "seedlint.toml").starts_with(&config) && !text_of(&stage, "seedlint.toml").contains("shout"));
    assert_eq!(found(&stage, "a.txt"), (vec!["a.txt:3 house/shout".to_owned()], Some(1)));
}

#[test]
fn unused_entries_are_left_and_fail() {
    let files = [("seedlint.toml", ENTRIES), ("seeds/b.txt", "See embargo 7.\n\nThey utilise it.\n")];
    for (seed, options, left) in [
        ("They utilise Ann’s mill.\n", "", 0),
        ("They use Ann’s mill.\n", "", 1),
        ("They use Ann’s mill.\n", "--fail-on error", 0),
        ("They use Ann’s mill.\n", "--ignore hygiene", 0),
        ("They use Ann’s mill.\n", "seeds/b.txt", 0),
        ("", "", 1),
    ] {
        let stage = Stage::house().with(&files);
        if !seed.is_empty() {
            stage.write("seeds/a.txt", seed);
        }
        let answer = stage.run(&format!("check --select house,hygiene {options} --add-allow why"));
        let said = format!("seedlint: note: {left} finding left that neither a comment nor an entry can allow here: mend or answer them\n");
        let expected = if left > 0 { (said.as_str(), Some(1)) } else { ("", Some(0)) };
        assert_eq!((answer.err.as_str(), answer.status), expected, "{seed} {options}");
        assert_eq!(found(&stage, options).1, answer.status, "the check says the same: {seed} {options}");
    }
}

#[test]
fn metadata_is_allowed_for_the_file() {
    let stage = Stage::empty().with(&[
        ("seedlint.toml", "[metadata]\nrequired = [\"title\", \"desk\"]\n"),
        ("seeds/a.md", "---\ntitle: The mill\n---\nIt stands.\n"),
    ]);
    assert_eq!(stage.run("check --select metadata/required-field --add-allow syndicated").status, Some(0));
    assert_eq!(
        text_of(&stage, "seeds/a.md"),
        "---\ntitle: The mill\n---\n\n<!-- seedlint: allow-file(metadata/required-field) syndicated -->\nIt stands.\n"
    );
    assert_eq!(stage.run("check --select metadata/required-field,hygiene").status, Some(0));
}

#[test]
fn what_cannot_be_allowed_is_said() {
    let stage = with_seed(TWO);
    for (reason, options, message) in [
        (" — ", "", "an exception needs a reason: say behind --add-allow why the findings may stand"),
        ("a --> b", "", "a comment cannot hold this reason: leave `-->` and `<!--` out"),
        ("why", "-", "nothing can be written to standard input; name the file"),
        ("why", "--select nothing", "no rule or family is named `nothing`"),
    ] {
        let answer = stage.answer(stage.command(&format!("check {options} --add-allow")).arg(reason).output().unwrap());
        assert_eq!((answer.status, answer.err), (Some(2), format!("seedlint: error: {message}\n")), "{reason}");
    }
    stage.write("seedlint.toml", "rules = [\"rules\"]\nprofil = \"news\"\n");
    assert_eq!(stage.run("check --add-allow why").status, Some(2));
    assert_eq!(text_of(&stage, "seeds/a.md"), TWO, "nothing was written");
    // Exceptions at fault are mended, not allowed; the rest is done.
    let stage = with_seed("They utilise it.\n\n<!-- seedlint: allow(house/secret) gone -->\nFine.\n");
    let answer = stage.run("check --select house,hygiene --add-allow why");
    assert_snapshot!(answer, @r"
    exit status 1
    --- standard output
    seeds/a.md:1: allow(house/jargon)
    1 finding allowed
    --- standard error
    seedlint: note: 1 finding left that neither a comment nor an entry can allow here: mend or answer them
    ");
}

#[cfg(unix)]
#[test]
fn a_seed_that_may_not_be_written_stays() {
    use std::os::unix::fs::PermissionsExt;
    let stage = with_seed(TWO);
    fs::set_permissions(stage.path("seeds/a.md"), fs::Permissions::from_mode(0o444)).unwrap();
    let answer = stage.run("check --select house --add-allow why");
    assert_eq!(answer.status, Some(2));
    assert_eq!(answer.err, "seedlint: error: seeds/a.md: nothing was written: it may not be written to\n");
    assert_eq!(text_of(&stage, "seeds/a.md"), TWO);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_nothing_half_written() {
    let seed = "Critics say the mill will close.\n";
    for (name, written) in [("a.txt", "seedlint.toml"), ("a.md", "a.md")] {
        let stage = Stage::empty().with(&[(name, seed)]);
        let before = fs::read_dir(stage.path("")).unwrap().count();
        // No file may get any longer, as if the disk were full.
        let mut command = std::process::Command::new("/bin/sh");
        command.args(["-c", "trap '' XFSZ; ulimit -f 0; exec \"$0\" check --add-allow why \"$1\"", env!("CARGO_BIN_EXE_seedlint"), name]);
        let answer = stage.answer(command.current_dir(stage.path("")).env_clear().output().unwrap());
        assert!(answer.err.starts_with(&format!("seedlint: error: {written}: nothing was written: ")), "{answer}");
        assert_eq!((answer.status, text_of(&stage, name).as_str()), (Some(2), seed));
        assert_eq!(fs::read_dir(stage.path("")).unwrap().count(), before, "nothing is left");
    }
}
