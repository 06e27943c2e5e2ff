//! Pointers that lead somewhere: a research note is quiet, and each target that is taken away is missed, at its pointer.

use std::fs;
use std::path::Path;

use crate::stage::Stage;

const NOTE: &str = "tern-colony-note.md";
const SOURCES: &str = "tern-colony.bib";
const TOLL: &str = "orra-bridge-toll.md";

/// The note with its file of sources and the seed that it links to.
fn stage() -> Stage {
    let stage = Stage::empty();
    for name in [NOTE, SOURCES, TOLL] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name)).unwrap();
        stage.write(name, text);
    }
    stage
}

/// The rules and words of every finding in the note, of every family; the line where it is not plain from the words.
fn found(stage: &Stage) -> Vec<String> {
    let answer = stage.run(&format!("check --exit-zero --format jsonl {NOTE}"));
    assert_eq!(answer.status, Some(0), "{answer}");
    let objects = answer.json_lines();
    let findings = objects.iter().filter(|object| object.get("rule").is_some());
    let shown = |finding: &serde_json::Value| {
        let words = finding["text"].as_str().unwrap().split_whitespace().take(4).collect::<Vec<_>>().join(" ");
        format!("{}: {words}", finding["rule"].as_str().unwrap())
    };
    findings.map(shown).collect()
}

fn edit(stage: &Stage, name: &str, from: &str, to: &str) {
    let text = fs::read_to_string(stage.path(name)).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from}");
    stage.write(name, text.replace(from, to));
}

#[test]
fn the_note_untouched_is_quiet() {
    assert_eq!(found(&stage()), [""; 0]);
}

#[test]
fn what_is_taken_away_is_missed() {
    let entry = "- Harbour Trust (2022). *Wardens’ book, Skarven spit, 2018 to 2022*. Tolvik: Harbour Trust.\n";
    let dahl = "@techreport{dahl2022,";
    let cases: &[(&str, &str, &str, &[&str])] = &[
        (NOTE, "[^hale]: Harbour Trust, *Storm report*, 2019, p. 3.\n", "", &["references/broken-note: [^hale]"]),
        (NOTE, "[^weeks]: In 2020", "In 2020", &["references/broken-note: [^weeks]"]),
        (NOTE, "<a id=\"nest-counts\"></a>\n", "", &["references/broken-link: [below](#nest-counts)"]),
        (NOTE, "## Method {#method}", "## How it was done", &["references/broken-link: [here described](#method)"]),
        (NOTE, "[register]: https://rings.example.org/skarven\n", "", &["references/broken-link: [ring register][register]"]),
        (NOTE, entry, "", &["references/missing-entry: Harbour Trust 2022"]),
        (
            NOTE,
            "bibliography: tern-colony.bib\n",
            "",
            &["references/missing-entry: [@dahl2022, table 2]", "references/missing-entry: [@dahl2022, table 2]"],
        ),
        (
            SOURCES,
            dahl,
            "@techreport{dahl2021,",
            &["references/missing-entry: [@dahl2022, table 2]", "references/missing-entry: [@dahl2022, table 2]"],
        ),
        (SOURCES, "@article{rask2019,", "@comment{rask2019,", &["references/missing-entry: @rask2019"]),
        (TOLL, "## Who pays", "## Who does not", &["references/missing-file: [for lorries](orra-bridge-toll.md#who-pays)"]),
        // The other way round: a target that nothing points to, a label that is borne twice, a file that cannot be read.
        (NOTE, "[^weeks] A nest", " A nest", &["references/unused-note: [^weeks]: In 2020 the"]),
        (NOTE, " (Moen and Rask 2017)", "", &["references/uncited-entry: Moen, A. and Rask,"]),
        (NOTE, "[^hale]: Harbour", "[^weeks]: Again.\n\n[^hale]: Harbour", &["references/duplicate-label: [^weeks]: Again."]),
        (NOTE, "## Counts", "## Counts {#method}", &["references/duplicate-label: ## Counts {#method}"]),
        (SOURCES, "  year        = 2022,\n}", "  year        = 2022,", &["references/unreadable-bibliography: tern-colony.bib"]),
        (SOURCES, "= {2019}", "{2019}", &["references/unreadable-bibliography: tern-colony.bib"]),
    ];
    for (name, from, to, expected) in cases {
        let stage = stage();
        edit(&stage, name, from, to);
        assert_eq!(found(&stage), *expected, "{name}: {from:?} became {to:?}");
    }
}

#[test]
fn files_that_are_gone_are_missed() {
    for (name, expected) in [
        (TOLL, "references/missing-file: [for lorries](orra-bridge-toll.md#who-pays)"),
        (SOURCES, "references/missing-bibliography: tern-colony.bib"),
    ] {
        let stage = stage();
        fs::remove_file(stage.path(name)).unwrap();
        assert_eq!(found(&stage), [expected], "{name}");
    }
}

#[test]
fn a_fault_in_a_file_of_sources_is_told_with_its_place() {
    let stage = stage();
    edit(&stage, SOURCES, "  year    = {2019},", "  year    {2019},");
    let answer = stage.run(&format!("check --format short {NOTE}"));
    let expected = format!("{NOTE}:6:15: error[references/unreadable-bibliography]: {SOURCES}:14:3: `year` has no `=` and value");
    assert_eq!((answer.status, answer.lines()[0]), (Some(1), expected.as_str()));
}

#[test]
fn what_could_not_be_looked_up_counts_as_sound() {
    let text = |sources: &str| format!("---\nbibliography: {sources}\n---\n\nThe mill fell (Holt, 2021, p. 4) and burned [@nokey].\n");
    let entry = "@book{moor2020, author = {Moor, Jan}, year = {2020}}\n";
    for (sources, written, expected) in [
        // A form that is not read, an entry that cannot be read: what is looked for may be there.
        ("refs.yaml", "x", ""),
        ("refs.bib", "@book{moor2020, author {Moor}}\n", "references/unreadable-bibliography"),
        // A key that is borne twice hides no entry.
        ("refs.bib", &*entry.repeat(2), "references/unreadable-bibliography references/missing-entry"),
        ("refs.bib", entry, "references/missing-entry"),
    ] {
        let stage = Stage::empty().with(&[("a.md", &text(sources)), (sources, written)]);
        let answer = stage.run("check a.md --select references --format jsonl --exit-zero");
        let rules: Vec<_> = answer.json_lines().iter().filter_map(|line| line["rule"].as_str().map(str::to_owned)).collect();
        assert_eq!(rules.join(" "), expected, "{sources}: {written}");
    }
}

#[test]
fn what_is_read_from_standard_input_is_looked_up_where_its_name_says() {
    let stage = stage();
    let text = "See [the toll](orra-bridge-toll.md) and [the gate](gate.md).\n";
    let count = |options: &str| {
        let answer = stage.run_with_input(&format!("check - {options} --select references --format jsonl --exit-zero"), text);
        answer.json_lines().iter().filter(|object| object["rule"] == "references/missing-file").count()
    };
    assert_eq!((count("--stdin-filename note.md"), count("")), (1, 0));
}

#[test]
fn links_to_other_folders_count_from_the_seed() {
    let stage = Stage::empty().with(&[
        ("notes/a.md", "See [b](../b%20c/b.md#the-gate), [d](../b%20c/d.md), ![](../b%20c/), and [e](#the-gate).\n"),
        ("b c/b.md", "# The gate\n"),
    ]);
    let answer = stage.run("check --select references --format short --fail-on never notes");
    let messages: Vec<_> = answer.lines().into_iter().filter(|line| line.starts_with("notes")).collect();
    assert_eq!(
        messages,
        [
            "notes/a.md:1:34: error[references/missing-file]: “d” leads nowhere: there is no file `../b c/d.md`",
            "notes/a.md:1:74: error[references/broken-link]: “e” leads nowhere",
        ]
    );
}
