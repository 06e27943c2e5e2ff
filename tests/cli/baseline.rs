//! The baseline: findings that stood before.

use std::fs;

use crate::repository::{CLEAN, FAULTY};
use crate::stage::{Answer, SEED, Stage};

const CONFIG: &str = "rules = [\"rules\"]\n[gate]\nbaseline = \"old.toml\"\n[levels]\nhygiene = \"note\"\n";

/// A house with a baseline, not yet written; only its own rules and those of hygiene are in force.
fn house(files: &[(&str, &str)]) -> Stage {
    let families = ["consistency", "dates", "language", "metadata", "names", "numbers", "quotations", "references", "residue"];
    let off = families.iter().chain(&["sourcing", "speculation"]).map(|family| format!("{family} = \"off\"\n")).collect::<String>();
    Stage::house().with(&[("seedlint.toml", &format!("{CONFIG}{off}"))]).with(files)
}

/// The same in a repository, with the baseline written and committed.
fn repository(files: &[(&str, &str)]) -> Stage {
    let stage = house(files);
    stage.git("init --quiet --initial-branch=main .");
    assert_eq!(stage.run("baseline update").status, Some(0));
    stage.commit();
    stage
}

fn check(stage: &Stage, options: &str) -> Answer {
    stage.run(&format!("check --quiet --format short {options}"))
}

fn baseline(stage: &Stage) -> String {
    fs::read_to_string(stage.path("old.toml")).unwrap()
}

#[test]
fn a_thousand_old_findings_are_green_and_one_new_seed_is_red() {
    let stage = house(&[]);
    for number in 0..1_000 {
        stage.write(format!("seeds/{:02}/{number:04}.md", number % 20), SEED.replace("mill", ["mill", "dam", "quay"][number % 3]));
    }
    assert_eq!(check(&stage, "").status, Some(2), "a baseline that is named has to stand");
    let written = stage.run("baseline update");
    assert_eq!(written.out, "old.toml: 3000 findings in 1000 seeds known (3000 new)\n", "{written}");
    let green = stage.run("check");
    assert!(green.status == Some(0) && green.out.ends_with("nothing new to flag in 1000 files (3000 known from before)\n"), "{green}");
    let json = stage.run("check --format json").json();
    assert_eq!((&json["summary"]["known"], &json["findings"]), (&3_000.into(), &serde_json::json!([])));
    // The same words as elsewhere, in a seed of its own.
    stage.write("seeds/00/new.md", SEED);
    let red = check(&stage, "");
    red.finds(&["seeds/00/new.md:3", "seeds/00/new.md:5", "seeds/00/new.md:5"]);
    // Above an old finding anything may change.
    fs::remove_file(stage.path("seeds/00/new.md")).unwrap();
    stage.write("seeds/00/0000.md", format!("# A new title\n\nA line above.\n\n{SEED}"));
    check(&stage, "").finds(&[]);
    stage.write("seeds/00/0000.md", format!("{SEED}\nThey utilise it.\n"));
    check(&stage, "").finds(&["seeds/00/0000.md:7"]);
}

#[test]
fn the_file_is_made_for_clean_differences() {
    let stage = house(&[("seeds/b.md", SEED), ("seeds/a.md", FAULTY), ("seeds/clean.md", CLEAN)]);
    stage.run("baseline update");
    let text = baseline(&stage);
    let shape: Vec<_> = text
        .lines()
        .map(|line| line.split_once(' ').map_or(line, |_| line.trim_end_matches(|c: char| c.is_ascii_hexdigit() || "\",".contains(c))))
        .collect();
    let expected = [
        "# Findings that seedlint does not tell, since they stood before. `seedlint baseline update` writes this file.",
        "version = 1",
        "",
        "[seeds]",
        "\"seeds/a.md\" = [",
        "  \"house/jargon ",
        "]",
        "\"seeds/b.md\" = [",
        "  \"house/archaism ",
        "  \"house/jargon ",
        "  \"house/secret ",
        "]",
    ];
    assert_eq!(shape.len(), expected.len(), "{text}");
    for (line, expected) in text.lines().zip(expected) {
        assert!(line.starts_with(expected), "{line}");
    }
    // Written again it is the same, and one finding more is one line more.
    assert_eq!(stage.run("baseline update").out, "old.toml: 4 findings in 2 seeds known (nothing changed)\n");
    assert_eq!(baseline(&stage), text);
    stage.write("seeds/a.md", format!("{FAULTY}\nThey utilise it. They utilise it.\n"));
    assert_eq!(stage.run("baseline update seeds/a.md").out, "old.toml: 6 findings in 2 seeds known (2 new)\n");
    let old: Vec<_> = text.lines().collect();
    let more: Vec<_> = baseline(&stage).lines().map(str::to_owned).collect();
    assert_eq!(more.iter().filter(|line| !old.contains(&line.as_str())).count(), 2, "{more:#?}");
    check(&stage, "").finds(&[]);
    stage.write("seeds/a.md", CLEAN);
    assert_eq!(stage.run("baseline prune").out, "old.toml: 3 findings in 1 seed known (3 gone)\n");
    stage.write("seeds/a.md", FAULTY);
    assert_eq!(stage.run("baseline prune").out, "old.toml: 3 findings in 1 seed known (nothing changed)\n", "nothing is added");
    check(&stage, "").finds(&["seeds/a.md:3"]);
}

#[test]
fn what_is_known_is_counted_one_by_one() {
    let stage = house(&[("seeds/a.md", "# The mill\n\nThey utilise it and utilise it.\n\nThey utilise it.\n")]);
    stage.run("baseline update");
    stage.write("seeds/a.md", "# The mill\n\nThey utilise it and utilise it.\n\nThey utilise it.\n\nThey utilise it.\n");
    check(&stage, "").finds(&["seeds/a.md:7"]);
    let stands = |text: &str| {
        stage.write("seeds/a.md", text);
        check(&stage, "").places().into_iter().filter(|place| place.starts_with("seeds/")).collect::<Vec<_>>()
    };
    assert_eq!(stands("# The mill\n\nThey utilise it and utilise it and utilise it.\n").len(), 3, "another sentence");
    assert_eq!(stands("# The mill\n\nThey utilise it.\n\nThey utilise it and utilise it.\n"), [] as [&str; 0]);
    // Options that hide findings do not make known ones new.
    stage.write("seeds/a.md", SEED);
    stage.run("baseline update");
    for options in
        ["--min-level error", "--min-confidence high", "--select house/secret", "--ignore house/jargon", "--select house --fail-on note"]
    {
        let answer = check(&stage, options);
        assert_eq!((answer.lines().len(), answer.status), (0, Some(0)), "{options}: {answer}");
    }
}

#[test]
fn what_is_allowed_is_not_also_known() {
    let allowed = "<!-- seedlint: allow(house/jargon) as the deed has it -->\nThe owner utilises the mill.\n";
    let stage = house(&[("seeds/a.md", allowed)]);
    assert_eq!(stage.run("baseline update").out, "old.toml: 0 findings in 0 seeds known (nothing changed)\n");
    stage.write("seeds/a.md", format!("{allowed}\nThey utilise it.\n"));
    stage.run("baseline update");
    let json = stage.run("check --format json").json();
    assert_eq!((&json["summary"]["suppressed"], &json["summary"]["known"]), (&1.into(), &1.into()), "{json}");
    let human = stage.run("check");
    assert!(human.out.ends_with("nothing new to flag in 1 file (1 suppressed, 1 known from before)\n"), "{human}");
    // Nothing is allowed by hand that the baseline knows.
    let before = fs::read(stage.path("seeds/a.md")).unwrap();
    assert_eq!(stage.run("check --add-allow why").status, Some(0));
    assert_eq!(fs::read(stage.path("seeds/a.md")).unwrap(), before);
}

#[test]
fn entries_that_match_nothing_are_told() {
    let stage = house(&[("seeds/a.md", SEED), ("seeds/b.md", FAULTY), ("seeds/c.md", FAULTY)]);
    stage.run("baseline update");
    stage.write("seeds/a.md", "# The mill\n\nThe erstwhile mill stands.\n");
    fs::remove_file(stage.path("seeds/b.md")).unwrap();
    let answer = stage.run("check");
    assert_eq!(answer.status, Some(0), "what was mended fails nothing: {answer}");
    assert_eq!(
        answer.out,
        "note[hygiene/stale-baseline]: 2 entries for `seeds/a.md` match nothing any more
  ┌─ old.toml:5:2
  │
5 │ \"seeds/a.md\" = [
  │  ^^^^^^^^^^
  │
  = help: `seedlint baseline prune` takes out what is no more

note[hygiene/stale-baseline]: the baseline lists `seeds/b.md`, which is not there any more
   ┌─ old.toml:10:2
   │
10 │ \"seeds/b.md\" = [
   │  ^^^^^^^^^^

2 findings in 2 files: 2 notes (2 known from before)
"
    );
    assert_eq!(check(&stage, "seeds/a.md").places(), ["old.toml:5"], "of what was not read nothing is told");
    assert_eq!(check(&stage, "seeds/c.md").places(), [] as [&str; 0]);
    assert_eq!(check(&stage, "seeds").places(), ["old.toml:5", "old.toml:10"]);
    assert_eq!(
        check(&stage, "--ignore house/secret").out.lines().next().unwrap().split(": ").last(),
        Some("1 entry for `seeds/a.md` matches nothing any more")
    );
    assert_eq!(check(&stage, "--select house,hygiene --fail-on note").status, Some(1));
    assert_eq!(stage.run("baseline prune").out, "old.toml: 2 findings in 2 seeds known (3 gone)\n");
    check(&stage, "--fail-on note").finds(&[]);
}

#[test]
fn a_rename_carries_the_entries() {
    let stage = repository(&[("seeds/a.md", &format!("{SEED}\nThe town remembers. The river runs on.\n")), ("seeds/b.md", FAULTY)]);
    let text = fs::read_to_string(stage.path("seeds/a.md")).unwrap();
    fs::remove_file(stage.path("seeds/a.md")).unwrap();
    stage.write("seeds/x/moved.md", text.replace("The erstwhile", "A line more. The erstwhile"));
    stage.git("add --all");
    check(&stage, "").finds(&[]);
    check(&stage, "--staged").finds(&[]);
    check(&stage, "--since HEAD").finds(&[]);
    check(&stage, "seeds/x").finds(&[]);
    // Once committed, too, and whatever comes after.
    stage.commit();
    check(&stage, "").finds(&[]);
    stage.write("seeds/other.md", CLEAN);
    stage.commit();
    check(&stage, "").finds(&[]);
    stage.write("seeds/x/moved.md", text.replace("The owner", "The heir"));
    assert_eq!(check(&stage, "").places(), ["seeds/x/moved.md:5", "seeds/x/moved.md:5", "old.toml:5"]);
    // A copy beside the one that was renamed is new.
    stage.write("seeds/x/moved.md", &text);
    stage.write("seeds/copy.md", FAULTY);
    check(&stage, "").finds(&["seeds/copy.md:3"]);
    fs::remove_file(stage.path("seeds/copy.md")).unwrap();
    for command in ["baseline prune", "baseline update"] {
        assert_eq!(stage.run(command).out, "old.toml: 4 findings in 2 seeds known (nothing changed)\n", "{command}");
        assert!(baseline(&stage).contains("\"seeds/x/moved.md\" = [") && !baseline(&stage).contains("\"seeds/a.md\""));
        check(&stage, "").finds(&[]);
        stage.git("checkout --quiet old.toml");
    }
}

#[test]
fn the_staged_baseline_counts() {
    let stage = repository(&[("seeds/a.md", FAULTY)]);
    stage.write("seeds/a.md", format!("{FAULTY}\nThey utilise it.\n"));
    stage.git("add --all");
    check(&stage, "--staged").finds(&["seeds/a.md:5"]);
    stage.run("baseline update");
    check(&stage, "--staged").finds(&["seeds/a.md:5"]);
    check(&stage, "").finds(&[]);
    stage.git("add old.toml");
    check(&stage, "--staged").finds(&[]);
    stage.write("old.toml", "broken");
    check(&stage, "--staged").finds(&[]);
    stage.git("rm --quiet --cached --force old.toml");
    let answer = check(&stage, "--staged");
    assert_eq!((answer.status, answer.out.as_str()), (Some(2), ""), "{answer}");
    assert!(
        answer.err.contains("seedlint.toml:3:12") && answer.err.contains("old.toml is not in the index; `git add` puts it there"),
        "{answer}"
    );
}

#[test]
fn base_and_baseline_know_one_finding_once() {
    let stage = repository(&[("seeds/a.md", FAULTY)]);
    stage.write("seeds/a.md", format!("{FAULTY}\nThe owner utilises the mill.\n"));
    check(&stage, "--since HEAD").finds(&["seeds/a.md:5"]);
    // What the change mended is told, and what was stale before is not told again.
    stage.write("seeds/a.md", CLEAN);
    assert_eq!(check(&stage, "--since HEAD").places(), ["old.toml:5"]);
    stage.commit();
    stage.write("seeds/a.md", format!("{CLEAN}\nMore.\n"));
    assert_eq!(check(&stage, "--since HEAD").places(), [] as [&str; 0]);
    assert_eq!(check(&stage, "").places(), ["old.toml:5"]);
}

#[test]
fn a_broken_baseline_is_trouble_and_stays_as_it_was() {
    let stage = house(&[("seeds/a.md", FAULTY)]);
    stage.run("baseline update");
    let sound = baseline(&stage);
    let conflict = sound.replace("\"seeds/a.md\"", "<<<<<<< HEAD\n\"seeds/a.md\"").replace("]\n", "]\n=======\n>>>>>>> side\n");
    for (text, at, message) in [
        (conflict, "old.toml:5:1", "a merge left a conflict here"),
        (
            sound.replace("version = 1", "version = 2\nlater = true"),
            "old.toml:2:11",
            "a baseline of version 2; this seedlint reads version 1",
        ),
        (sound.replace("version = 1\n", ""), "old.toml:1:1", "the key `version` is missing"),
        (sound.replace("house/jargon", "jargon"), "old.toml:6:3", "no entry of a baseline"),
        (sound[..sound.len() - 8].to_owned(), "old.toml:", ""),
        ("\u{0}".to_owned(), "old.toml:1:1", ""),
        (String::new(), "old.toml:1:1", "the key `version` is missing"),
    ] {
        stage.write("old.toml", &text);
        for command in ["check", "check --format json", "check seeds/a.md --quiet", "baseline update", "baseline prune"] {
            let answer = stage.run(command);
            assert_eq!((answer.status, answer.out.as_str()), (Some(2), ""), "{command}: {answer}");
            assert!(answer.err.contains(&format!("error[baseline]: {message}")) && answer.err.contains(at), "{command}: {answer}");
            assert_eq!(baseline(&stage), text);
        }
    }
    stage.write("old.toml", b"\xff\xfe");
    for command in ["check", "baseline update"] {
        let answer = stage.run(command);
        assert!(answer.status == Some(2) && answer.err.contains("the baseline cannot be read: not UTF-8 at byte 0"), "{answer}");
    }
    fs::remove_file(stage.path("old.toml")).unwrap();
    let answer = stage.run("check");
    assert!(answer.status == Some(2) && answer.err.contains("there is no such baseline"), "{answer}");
    assert!(answer.err.contains("`seedlint baseline update` writes old.toml"), "{answer}");
    assert_eq!(stage.run("baseline prune").status, Some(2));
}

#[test]
fn nothing_is_written_where_something_is_wrong() {
    let stage = house(&[("seeds/a.md", FAULTY)]);
    stage.run("baseline update");
    let before = baseline(&stage);
    stage.write("seeds/b.md", FAULTY);
    stage.write("seeds/bad.md", b"\xff");
    for arguments in
        ["baseline update", "baseline prune", "baseline update seeds/gone.md", "baseline update -", "baseline update --no-config"]
    {
        let answer = stage.run(arguments);
        assert_eq!((answer.status, baseline(&stage)), (Some(2), before.clone()), "{arguments}: {answer}");
    }
    fs::remove_file(stage.path("seeds/bad.md")).unwrap();
    stage.write("rules/house/broken.toml", "summary = 3\n");
    assert_eq!((stage.run("baseline update").status, baseline(&stage)), (Some(2), before.clone()));
    fs::remove_file(stage.path("rules/house/broken.toml")).unwrap();
    stage.write("seedlint.toml", "rules = [\"rules\"]\n");
    let answer = stage.run("baseline update");
    answer.refuses("no configuration in force names a baseline; write `baseline = \"seedlint-baseline.toml\"` under `[gate]`");
    stage.write("seedlint.toml", "rules = [\"rules\"]\n[gate]\nbaseline = \"no/such/folder.toml\"\n");
    assert_eq!(stage.run("baseline update").status, Some(2));
    assert!(!stage.path("no").exists());
}

#[test]
fn seeds_are_named_from_where_the_baseline_lies() {
    let stage = house(&[("seeds/a.md", FAULTY), ("notes/n.md", FAULTY)]);
    let update = stage.command("baseline update ../notes a.md").current_dir(stage.path("seeds")).output().unwrap();
    assert_eq!(stage.answer(update).out, "STAGE/old.toml: 2 findings in 2 seeds known (2 new)\n");
    assert!(baseline(&stage).contains("\"notes/n.md\" = [") && baseline(&stage).contains("\"seeds/a.md\" = ["), "{}", baseline(&stage));
    for (folder, paths) in [("", ". notes"), ("seeds", "a.md ../notes"), ("notes", "../seeds .")] {
        let check = stage.command(&format!("check --quiet {paths}")).current_dir(stage.path(folder)).output().unwrap();
        assert_eq!(stage.answer(check).status, Some(0), "{folder}");
    }
    let whole = stage.path("seeds/a.md");
    check(&stage, &whole.display().to_string()).finds(&[]);
    // What is not read stays listed; what is gone does not.
    fs::remove_file(stage.path("notes/n.md")).unwrap();
    stage.write("other/o.md", FAULTY);
    assert_eq!(stage.run("baseline update other").out, "old.toml: 3 findings in 3 seeds known (1 new)\n");
    assert_eq!(stage.run("baseline update").out, "old.toml: 2 findings in 2 seeds known (1 gone)\n");
    let from_stdin = stage.run_with_input("check --quiet - --stdin-filename seeds/a.md", FAULTY);
    assert_eq!(from_stdin.status, Some(0), "{from_stdin}");
    assert_eq!(stage.run_with_input("check --quiet - --stdin-filename seeds/b.md", FAULTY).status, Some(1));
}

#[test]
fn an_inherited_baseline_serves_several_houses() {
    let stage = house(&[("desk/seeds/a.md", FAULTY), ("seeds/b.md", FAULTY), ("desk/seedlint.toml", "extends = \"../seedlint.toml\"\n")]);
    assert_eq!(stage.run("baseline update .").out, "old.toml: 2 findings in 2 seeds known (2 new)\n");
    check(&stage, ".").finds(&[]);
    assert_eq!(stage.run("config show").out.lines().filter(|line| line.contains("old.toml")).count(), 1);
    fs::write(stage.path("desk/seeds/a.md"), SEED).unwrap();
    assert_eq!(check(&stage, "desk").places().len(), 4);
}

/// Whenever it is killed, the file is the old one or the new one.
#[cfg(unix)]
#[test]
fn a_baseline_is_written_whole_or_not_at_all() {
    let stage = house(&[]);
    for number in 0..40 {
        stage.write(format!("seeds/{number}.md"), SEED);
    }
    let texts = ["", &*format!("{SEED}\nThey utilise it.\n")].map(|text| {
        stage.write("seeds/0.md", if text.is_empty() { SEED } else { text });
        stage.run("baseline update");
        baseline(&stage)
    });
    assert_ne!(texts[0], texts[1]);
    let whole = std::time::Instant::now();
    stage.run("baseline update");
    let whole = whole.elapsed();
    for round in 0..16 {
        // Every other time there is no file yet.
        if round % 2 == 0 {
            stage.write("old.toml", &texts[0])
        } else {
            fs::remove_file(stage.path("old.toml")).unwrap()
        }
        let mut child = stage.command("baseline update").stdout(std::process::Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole * (10 + round) / 24);
        child.kill().unwrap();
        child.wait().unwrap();
        match fs::read_to_string(stage.path("old.toml")) {
            Ok(text) => assert!(texts.contains(&text), "{text}"),
            Err(_) => assert_eq!(round % 2, 1, "the old one is lost"),
        }
        stage.write("old.toml", &texts[0]);
    }
}

#[test]
fn what_is_no_seed_any_more_is_stale() {
    let listed =
        [("seeds/a.md", FAULTY), ("seeds/drafts/b.md", FAULTY), ("seeds/c.txt", FAULTY), ("seeds/d.md", FAULTY), ("notes/n.md", FAULTY)];
    let stage = repository(&listed);
    stage.run("baseline update notes");
    let known = baseline(&stage);
    let config = fs::read_to_string(stage.path("seedlint.toml")).unwrap();
    stage.write("seedlint.toml", format!("{config}\n[seeds]\nexclude = [\"seeds/drafts\"]\ntypes = [\"md\"]\n"));
    stage.write("seeds/.seedlintignore", "d.md\n");
    let answer = check(&stage, "");
    let told: Vec<_> = answer.lines().iter().filter_map(|line| line.split_once("]: ")).map(|(_, told)| told.to_owned()).collect();
    let stale = |name: &str| format!("the baseline lists `{name}`, which is no seed any more");
    assert_eq!(told, ["seeds/c.txt", "seeds/d.md", "seeds/drafts/b.md"].map(stale), "{answer}");
    // One that is named is read, and what was read in part says nothing of the rest.
    assert!(!check(&stage, "seeds seeds/drafts/b.md").out.contains("drafts/b.md`, which"));
    assert!(check(&stage, "seeds/a.md").out.is_empty());
    assert!(check(&stage, "--staged").out.is_empty());
    assert_eq!(stage.run("baseline update seeds/a.md").out, "old.toml: 5 findings in 5 seeds known (nothing changed)\n");
    for command in ["baseline prune", "baseline update"] {
        stage.write("old.toml", &known);
        assert_eq!(stage.run(command).out, "old.toml: 2 findings in 2 seeds known (3 gone)\n", "{command}");
        assert!(baseline(&stage).contains("notes/n.md") && baseline(&stage).contains("seeds/a.md"));
        check(&stage, "").finds(&[]);
    }
}
