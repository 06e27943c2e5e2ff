//! Pages: what is read of them, and where findings stand in them.

use insta::assert_snapshot;

use crate::stage::{HOUSE, Stage};

const PAGE: &str = "<!DOCTYPE html>\r
<html lang=en><head><title>The mill</title><script>utilise()</script></head>\r
<body><nav>They utilise it.</nav>\r
<h1>The mill</h1>\r
<P>The own&#101;r uti<B>lis</B>es the mill; caf&eacute;s <a title='utilise' href=x>utilise</a> it.\r
<p hidden>They utilise it.<p>It is under embargo&nbsp;7.\r
<!-- They utilise it. -->\r
";

fn stage() -> Stage {
    Stage::house().with(&[("seeds/mill.html", PAGE)])
}

#[test]
fn findings_stand_where_their_words_stand() {
    let stage = stage();
    assert_snapshot!(stage.run("check --select house/jargon --format short seeds"), @r"
    exit status 1
    --- standard output
    seeds/mill.html:5:19: warning[house/jargon]: “utilises” is jargon
    seeds/mill.html:5:84: warning[house/jargon]: “utilise” is jargon
    ");
    assert_snapshot!(stage.run("check --select house/jargon --quiet seeds"), @r"
    exit status 1
    --- standard output
    warning[house/jargon]: “utilises” is jargon
      ┌─ seeds/mill.html:5:19
      │
    5 │ <P>The own&#101;r uti<B>lis</B>es the mill; caf&eacute;s <a title='utilise' href=x>utilise</a>
      │                   ^^^^^^^^^^^^^^^
      │
      = help: write “use”

    warning[house/jargon]: “utilise” is jargon
      ┌─ seeds/mill.html:5:84
      │
    5 │ <P>The own&#101;r uti<B>lis</B>es the mill; caf&eacute;s <a title='utilise' href=x>utilise</a>
      │                                                                                    ^^^^^^^
    ");
    for line in stage.run("check --select house --format jsonl seeds").json_lines().iter().filter(|line| line.get("rule").is_some()) {
        let number = |key: &str| usize::try_from(line[key].as_u64().unwrap()).unwrap();
        assert_eq!(line["text"], PAGE[number("start")..number("end")], "{line}");
    }
}

#[test]
fn pages_are_seeds() {
    let stage =
        stage().with(&[("seeds/a.htm", "<p>They utilise it."), ("seeds/b.HTML", "<p>They utilise it."), ("seeds/c.xhtml", "<p>no")]);
    assert_eq!(stage.run("check --show-files seeds").lines(), ["seeds/a.htm", "seeds/b.HTML", "seeds/mill.html"]);
    let answer = stage.run_with_input(
        "check --select house/jargon --format short --stdin-filename x.html -",
        "<p title='utilise'>They <b>utilise</b> it.",
    );
    assert_eq!(answer.lines(), ["x.html:1:28: warning[house/jargon]: “utilise” is jargon"]);
    stage.write("seedlint.toml", "rules = [\"rules\"]\n[seeds]\ntypes = [\"html\"]\n");
    assert_eq!(stage.run("check --show-files seeds").lines(), ["seeds/b.HTML", "seeds/mill.html"]);
}

#[test]
fn another_encoding_is_trouble() {
    let stage = Stage::house();
    stage.write("old.htm", b"<meta charset=iso-8859-1><p>caf\xe9 utilise");
    assert_snapshot!(stage.run("check --select house --quiet old.htm"), @r"
    exit status 2
    --- standard error
    seedlint: error: old.htm: not UTF-8 at byte 31
    ");
}

#[test]
fn the_head_of_a_page_is_its_metadata() {
    let stage = Stage::empty();
    stage.write("seedlint.toml", "[metadata]\nrequired = [\"title\", \"date\", \"author\", \"source\"]\n");
    let body = "<p>It fell last year.</p>";
    stage.write("bare.html", format!("<html>{body}"));
    let head = "<title>The mill</title><meta name=author content='Ann Lee'><meta name=date content=2021-05-03><link rel=canonical href=https://a.example>";
    stage.write("whole.html", format!("<html><head>{head}</head>{body}"));
    assert_snapshot!(stage.run("check --select metadata,dates/unanchored --format short bare.html whole.html"), @r"
    exit status 1
    --- standard output
    bare.html:1:10: error[metadata/required-field]: `title` is required, and the front matter lacks it
    bare.html:1:10: error[metadata/required-field]: `date` is required, and the front matter lacks it
    bare.html:1:10: error[metadata/required-field]: `author` is required, and the front matter lacks it
    bare.html:1:10: error[metadata/required-field]: `source` is required, and the front matter lacks it
    bare.html:1:18: warning[dates/unanchored]: “last year”: the text carries no date to count from
    ");
}

#[test]
fn a_configuration_says_what_is_no_prose() {
    let text = "They utilise it.\n\n::: {.note}\nWe utilise it.\n:::\n\nThey §utilise§ it.\n";
    let stage = Stage::house().with(&[("a.md", text)]);
    let found = |stage: &Stage| stage.run("check --select house/jargon --format short a.md").lines().join("\n");
    assert_eq!(found(&stage).lines().count(), 3);
    stage.write("seedlint.toml", format!("{}[document]\npresets = ['pandoc']\nignore = ['§.*?§', '(?m)^We .*']\n", HOUSE[0].1));
    assert_snapshot!(found(&stage), @r"
    a.md:1:6: warning[house/jargon]: “utilise” is jargon
    ");
    assert_snapshot!(stage.run("inspect --format mask a.md").lines()[1], @r"
    They utilise it.                                  They ▒▒▒▒▒▒▒▒▒▒▒ it.
    ");
    stage.write(
        "seedlint.toml",
        format!("{}[document]\npresets = ['pandok', 'rst']\nignore = ['a(b', 'c{{2', 'ok']\nignored = []\n", HOUSE[0].1),
    );
    assert_snapshot!(stage.run("config file"), @r"
    exit status 2
    --- standard output
    STAGE/seedlint.toml
    --- standard error
    error[config]: unknown preset `pandok`
      ┌─ seedlint.toml:3:12
      │
    3 │ presets = ['pandok', 'rst']
      │            ^^^^^^^^
      │
      = help: did you mean `pandoc`?

    error[config]: unknown preset `rst`
      ┌─ seedlint.toml:3:22
      │
    3 │ presets = ['pandok', 'rst']
      │                      ^^^^^
      │
      = help: it may be `jekyll`, `hugo`, `mdx`, `docusaurus`, `pandoc`, `obsidian`

    error[config]: this regular expression does not compile: unclosed group
      ┌─ seedlint.toml:4:13
      │
    4 │ ignore = ['a(b', 'c{2', 'ok']
      │             ^

    error[config]: this regular expression does not compile: unclosed counted repetition
      ┌─ seedlint.toml:4:20
      │
    4 │ ignore = ['a(b', 'c{2', 'ok']
      │                    ^^

    error[config]: unknown key `ignored`
      ┌─ seedlint.toml:5:1
      │
    5 │ ignored = []
      │ ^^^^^^^
      │
      = help: did you mean `ignore`?
    ");
}

#[test]
fn an_example_may_be_a_page() {
    let stage = stage();
    let rule = HOUSE[3]
        .1
        .replace("passes = ", "format = \"html\"\npasses = ")
        .replace("<<Erstwhile>> it", "<p title='erstwhile'><<Erst<b>while>></b> it");
    stage.write("rules/house/archaism.toml", rule);
    assert_snapshot!(stage.run("rules test rules/house/archaism.toml"), @r"
    exit status 0
    --- standard output
    1 rule, 4 examples as marked
    ");
}
