//! `check --fix` and `--diff`: what has one certain wording.

use std::fs;

use insta::assert_snapshot;

use crate::stage::Stage;

/// A house whose rules mend, and nothing else.
pub fn house() -> Stage {
    Stage::empty().with(&[
        ("seedlint.toml", "rules = [\"rules\"]\n"),
        ("rules/house/utilise.toml", &rule("utilise", "use")),
        ("rules/house/use.toml", &rule("use the use of", "use")),
    ])
}

fn rule(from: &str, to: &str) -> String {
    format!(
        "summary = \"it\"\nlevel = \"warning\"\nconfidence = \"high\"\nmessage = \"“{{match}}” is long\"\nhelp = \"write it short\"\nwhy = \"Short is \
         short.\"\nfix = \"{to}\"\nmatch.phrases = [\"{from}\"]\n[examples]\nflags = [\"They <<{from}>> it.\", \"We <<{from}>> it.\"]\n\
         passes = [\"They row.\", \"We row.\"]\n"
    )
}

const SELECT: &str = "--select house";

#[test]
fn the_patch_is_what_is_written() {
    let stage = house()
        .with(&[("seeds/a.md", "# The mill\r\n\r\nThey utilise the mill 🦀 and utilise\r\nit.\r\n"), ("seeds/b.md", "They use it.\n")]);
    assert_snapshot!(stage.run(&format!("check --diff {SELECT}")), @r"
    exit status 1
    --- standard output
    --- a/seeds/a.md
    +++ b/seeds/a.md
    @@ -1,4 +1,4 @@
     # The mill
     
    -They utilise the mill 🦀 and utilise
    +They use the mill 🦀 and use
     it.
    ");
    assert_snapshot!(stage.run(&format!("check --fix {SELECT}")), @r"
    exit status 0
    --- standard output
    all clear: nothing to flag in 2 files
    --- standard error
    seedlint: note: mended: 2 places in 1 file
    ");
    let mended = fs::read_to_string(stage.path("seeds/a.md")).unwrap();
    assert_eq!(mended, "# The mill\r\n\r\nThey use the mill 🦀 and use\r\nit.\r\n");
    assert_snapshot!(stage.run(&format!("check --diff {SELECT}")), @r"
    exit status 0
    ");
    assert_eq!(fs::read_to_string(stage.path("seeds/a.md")).unwrap(), mended);
}

#[test]
fn what_an_edit_makes_is_mended_too() {
    let stage = house().with(&[("seeds/a.md", "They utilise the use of it.\n")]);
    stage.run(&format!("check --fix {SELECT}"));
    assert_eq!(fs::read_to_string(stage.path("seeds/a.md")).unwrap(), "They use it.\n");
}

#[test]
fn two_rules_that_undo_each_other_come_to_an_end() {
    let stage = house().with(&[("rules/house/back.toml", &rule("use", "utilise")), ("seeds/a.md", "They use it.\n")]);
    let answer = stage.run(&format!("check --fix --exit-zero {SELECT}"));
    assert_eq!(answer.status, Some(0), "{answer}");
}

#[test]
fn what_may_stand_is_left() {
    let text = "They utilise it. <!-- seedlint: allow(house/utilise) her words -->\n";
    let stage = house().with(&[("seeds/a.md", text)]);
    assert_eq!(stage.run(&format!("check --fix {SELECT}")).status, Some(0));
    assert_eq!(fs::read_to_string(stage.path("seeds/a.md")).unwrap(), text);
}

#[test]
fn words_among_markup_are_left() {
    let text = "They **util**ise it, and `utilise` it.\n";
    let stage = house().with(&[("seeds/a.md", text)]);
    stage.run(&format!("check --fix {SELECT}"));
    assert_eq!(fs::read_to_string(stage.path("seeds/a.md")).unwrap(), text);
}

#[test]
fn a_line_that_says_more_than_words_is_left() {
    let text =
        "Advertisement ![photo](a.jpg)\n\nAdvertisement[^1]\n\n- Advertisement\n  - It rained.\n\n[^1]: The *Gazette*, 3 May 2021.\n";
    let stage = Stage::empty().with(&[("seeds/a.md", text), ("seeds/b.md", "It rained.\n\n## Advertisement\n\nIt shone.\n")]);
    stage.run("check --fix --select residue/page-furniture");
    assert_eq!(fs::read_to_string(stage.path("seeds/a.md")).unwrap(), text);
    assert_eq!(fs::read_to_string(stage.path("seeds/b.md")).unwrap(), "It rained.\n\n\nIt shone.\n");
}

#[test]
fn standard_input_and_the_index_have_no_file_to_change() {
    let stage = house();
    assert_snapshot!(stage.run_with_input("check --fix -", "x"), @r"
    exit status 2
    --- standard error
    error: --fix and --diff change files: name them, standard input has none

    Usage: seedlint [OPTIONS] <COMMAND>

    For more information, try '--help'.
    ");
    assert_eq!(stage.run("check --diff --staged").status, Some(2));
    assert_eq!(stage.run("check --fix --diff").status, Some(2));
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_to_is_told_of() {
    use std::os::unix::fs::PermissionsExt as _;
    let stage = house().with(&[("seeds/a.md", "They utilise it.\n")]);
    fs::set_permissions(stage.path("seeds/a.md"), fs::Permissions::from_mode(0o444)).unwrap();
    assert_snapshot!(stage.run(&format!("check --fix {SELECT}")), @r"
    exit status 2
    --- standard error
    seedlint: error: seeds/a.md: it is left as it is: it may not be written to
    ");
}

#[test]
fn the_rules_that_come_along_mend() {
    let stage = Stage::empty().with(&[(
        "seeds/a.md",
        "---\ntitle: The mill\ndate: 2021-05-03\nauthor: Ann Lee\nsource: https://example.org/mill\n---\n\nThe Ministry of Mills closed it last month, \
         the clerk Jan Moor said. On Friday the MOM sold it; “we sold it on Friday,” Moor said. Since last December it stood still.\n\nShare on \
         Facebook\n\nIt was old.\n",
    )]);
    stage.run("check --fix --extend-select dates/relative");
    assert_snapshot!(fs::read_to_string(stage.path("seeds/a.md")).unwrap(), @r"
    ---
    title: The mill
    date: 2021-05-03
    author: Ann Lee
    source: https://example.org/mill
    ---

    The Ministry of Mills closed it in April 2021, the clerk Jan Moor said. On 30 April 2021 the MOM sold it; “we sold it on Friday,” Moor said. Since December 2020 it stood still.


    It was old.
    ");
}

/// Whenever it is killed, each file is the old one or the new one. tests/gate/run does this three hundred times.
#[cfg(unix)]
#[test]
fn each_file_is_mended_whole_or_not_at_all() {
    let stage = house();
    let seeds: Vec<_> = (0..12).map(|number| format!("seeds/{number}.md")).collect();
    let (old, new) = ("They utilise it.\n", "They use it.\n");
    let start = || seeds.iter().for_each(|seed| stage.write(seed, old));
    start();
    let whole = std::time::Instant::now();
    stage.run(&format!("check --fix {SELECT}"));
    let whole = whole.elapsed();
    for round in 0..16 {
        start();
        let mut child = stage
            .command(&format!("check --fix {SELECT}"))
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(whole * (8 + round) / 24);
        child.kill().unwrap();
        child.wait().unwrap();
        for seed in &seeds {
            let text = fs::read_to_string(stage.path(seed)).unwrap();
            assert!(text == old || text == new, "{seed}: {text}");
        }
    }
    // What was left over is in nobody's way.
    stage.run(&format!("check --fix {SELECT}"));
    assert!(seeds.iter().all(|seed| fs::read_to_string(stage.path(seed)).unwrap() == new));
}
