//! `check --since REV` and `--new-only`: what the version before did not have.

use std::fs;

use crate::repository::{CLEAN, FAULTY, git, git_in};
use crate::stage::Stage;

/// A text with three findings, and enough around them that an edit leaves most of it.
const OLD: &str = "# The mill

The owner utilises the mill. It stands by the river.

The erstwhile mill stands. Few remember it, and fewer want it back.

It has a wheel, a sluice and a yard. The town wants to utilise the yard.
";

#[test]
fn only_what_is_new_is_told() {
    let stage = Stage::repository(&[("seeds/a.md", OLD), ("seeds/b.md", FAULTY)]);
    stage.check("--since HEAD").finds(&[]);
    let added = "A line above.\n\n".to_owned() + OLD;
    for (text, places) in [
        (added.clone(), vec![]),
        // What merely moved.
        ("# The mill\n\nThe erstwhile mill stands. The owner utilises the mill.\n\nThe town wants to utilise the yard.\n".into(), vec![]),
        (OLD.replace("The owner", "A river runs. The owner"), vec![]),
        // Words of a finding's sentence that changed make it another.
        (OLD.replace("The owner utilises", "Its owner utilises"), vec!["seeds/a.md:3"]),
        (format!("{added}\nThey utilise it.\n"), vec!["seeds/a.md:11"]),
        // The same words once more are one finding more.
        (format!("{OLD}\nThe owner utilises the mill.\n"), vec!["seeds/a.md:9"]),
        (OLD.replace("\n\nThe erstwhile", " It utilises it.\n\nThe erstwhile"), vec!["seeds/a.md:3"]),
        (OLD.to_uppercase(), vec![]),
        (OLD.replace('\n', "\r\n"), vec![]),
        (CLEAN.to_owned(), vec![]),
    ] {
        stage.write("seeds/a.md", &text);
        stage.check("--since HEAD").finds(&places);
        stage.git("add --all");
        stage.check("--since HEAD --staged").finds(&places);
        stage.check("--since HEAD seeds/a.md seeds/b.md").finds(&places);
        stage.check_in("seeds", "--since HEAD .").finds(&places.iter().map(|place| &place[6..]).collect::<Vec<_>>());
    }
}

#[test]
fn what_was_there_is_counted_as_known() {
    let stage = Stage::repository(&[("seeds/a.md", OLD), ("seeds/b.md", FAULTY)]);
    stage.write("seeds/a.md", format!("{OLD}\nThey utilise it.\n"));
    let answer = stage.run("check --since HEAD --select house --format json");
    let summary = &answer.json()["summary"];
    assert_eq!((&summary["files"], &summary["warnings"], &summary["known"]), (&1.into(), &1.into(), &3.into()), "{answer}");
    let answer = stage.run("check --since HEAD --select house");
    assert!(answer.out.ends_with("1 finding in 1 file: 1 warning (3 known from before)\n"), "{answer}");
    stage.write("seeds/a.md", OLD.to_owned() + "\n");
    let answer = stage.run("check --since HEAD --select house");
    assert!(answer.out.ends_with("nothing new to flag in 1 file (3 known from before)\n"), "{answer}");
    // What is known does not fail, whatever its level.
    assert_eq!(stage.run("check --since HEAD --select house --fail-on note").status, Some(0));
}

#[test]
fn fingerprints_are_those_of_a_whole_check() {
    let stage = Stage::repository(&[("seeds/a.md", "# The mill\n\nThey utilise it.\n")]);
    stage.write("seeds/a.md", "# The mill\n\nThey utilise it and utilise it. They utilise it.\n");
    let fingerprints = |options: &str| {
        let lines = stage.run(&format!("check --select house --format jsonl {options}")).json_lines();
        let found = lines.iter().filter_map(|line| Some(line.get("fingerprint")?.as_str()?.to_owned()));
        found.collect::<Vec<_>>()
    };
    let whole = fingerprints("");
    assert_eq!(whole.len(), 3);
    assert_eq!(fingerprints("--since HEAD"), whole[..2]);
}

#[test]
fn what_a_deletion_broke_is_found() {
    let text = "# The mill\n\nThe Nedre Quay Board (NQB) owns it.\n\nThe NQB sold it. The NQB left.\n";
    let stage = Stage::repository(&[("seeds/a.md", text)]);
    stage.write("seeds/a.md", text.replace("The Nedre Quay Board (NQB) owns it.\n\n", ""));
    let answer = stage.run("check --since HEAD --quiet --format short --select references/undefined-acronym");
    assert_eq!(answer.places(), ["seeds/a.md:3"], "{answer}");
}

#[test]
fn a_seed_may_break_though_it_did_not_change() {
    let check = "check --quiet --format short --fail-on note --select references/missing-file,references/missing-bibliography";
    let link = "See [the toll](b.md), [a map](plan%20two.md).\n";
    let cites = "---\nbibliography: works.bib\n---\n\nIt stands [@holt2021].\n";
    let works = "@book{holt2021, title = {The mill}, year = {2021}}\n";
    let stage = Stage::repository(&[
        ("seeds/a.md", link),
        ("seeds/b.md", "# Toll\n"),
        ("seeds/plan two.md", "# Plan\n"),
        ("seeds/c.md", cites),
        ("seeds/works.bib", works),
        ("seeds/d.md", "See [nothing](nowhere.md).\n"),
    ]);
    stage.run(&format!("{check} --since HEAD")).finds(&[]);
    for (gone, place) in [("seeds/b.md", "seeds/a.md:1"), ("seeds/plan two.md", "seeds/a.md:1"), ("seeds/works.bib", "seeds/c.md:2")] {
        let text = fs::read(stage.path(gone)).unwrap();
        fs::remove_file(stage.path(gone)).unwrap();
        stage.run(&format!("{check} --since HEAD")).finds(&[place]);
        stage.run(&format!("{check} --since HEAD --staged")).finds(&[]);
        stage.git("add --all");
        stage.run(&format!("{check} --since HEAD --staged")).finds(&[place]);
        // What was edited, too, is held against what stood around it then.
        stage.write("seeds/a.md", format!("{link}\nMore.\n"));
        stage.run(&format!("{check} --since HEAD")).finds(&[place]);
        stage.write("seeds/a.md", link);
        stage.write(gone, text);
        stage.git("add --all");
    }
}

#[test]
fn a_link_may_be_written_in_many_ways() {
    let stage = Stage::repository(&[("seeds/b&c_d.md", "# Toll\n\n## Levy\n"), ("seeds/!!.md", "# Odd\n"), ("seeds/w,w.bib", "")]);
    let link = |target: &str| format!("See [the toll]({target}).\n");
    let page = |target: &str| format!("<title>Toll</title><p>See <a href=\"{target}\">the toll</a>.</p>\n");
    let targets = ["b&c\\_d.md", "b&amp;c&#95;d.md", "b%26c%5Fd.md", "b&c&lowbar;d.md", "./b&c\\_%64.md#levy", "<b&c_d.m&#100;>"];
    for (number, target) in targets.iter().enumerate() {
        stage.write(format!("seeds/a{number}.md"), link(target));
    }
    stage.write("seeds/a6.html", page("b&amp;c&#x5f;d.md#levy"));
    stage.write("seeds/a7.md", "---\nbibliography: \"w\\x2Cw\\x2Ebib\"\n---\n\nIt stands.\n");
    stage.write("seeds/a8.md", link("!!.md"));
    stage.commit();
    let check = "check --since HEAD --quiet --format short --fail-on note --select references/missing-file,references/missing-bibliography";
    stage.run(check).finds(&[]);
    for gone in ["seeds/b&c_d.md", "seeds/!!.md", "seeds/w,w.bib"] {
        fs::remove_file(stage.path(gone)).unwrap();
    }
    let places = stage.run(check).places();
    let files: Vec<_> = places.iter().map(|place| &place[6..8]).collect();
    assert_eq!(files, ["a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"], "{places:?}");
}

#[test]
fn the_base_is_where_the_lines_parted() {
    let stage = Stage::repository(&[("seeds/a.md", CLEAN)]);
    stage.git("checkout --quiet -b side");
    stage.write("seeds/a.md", FAULTY);
    stage.commit();
    stage.git("checkout --quiet main");
    stage.write("seeds/main.md", FAULTY);
    stage.write("seeds/a.md", format!("{FAULTY}\nThey utilise it.\n"));
    stage.commit();
    stage.git("checkout --quiet side");
    // What main has by now is none of this branch's business.
    stage.check("--since main").finds(&["seeds/a.md:3"]);
    stage.check("--since main --staged").finds(&["seeds/a.md:3"]);
    stage.git("checkout --quiet --detach");
    stage.check("--since main").finds(&["seeds/a.md:3"]);
    stage.git("tag --annotate --message x before main~1");
    stage.check("--since before").finds(&["seeds/a.md:3"]);
    stage.check("--since HEAD~1").finds(&["seeds/a.md:3"]);
    stage.check("--since side").finds(&[]);
}

#[test]
fn a_rename_is_followed() {
    let stage = Stage::repository(&[("seeds/a.md", OLD), ("seeds/keep.md", CLEAN)]);
    let rename = |text: &str| {
        let _ = fs::remove_file(stage.path("seeds/a.md"));
        stage.write("seeds/x/b.md", text);
    };
    let edited = format!("{OLD}\nThey utilise it.\n");
    for (text, places, new) in [
        (OLD, vec![], false),
        (&edited, vec!["seeds/x/b.md:9"], false),
        // Another text under another name is a new seed.
        ("# The dam\n\nIt is to utilise the brook. Nobody asked the town.\n\nThe levy pays for it.\n", vec!["seeds/x/b.md:3"], true),
    ] {
        rename(text);
        stage.check("--since HEAD").finds(&places);
        stage.check("--since HEAD --new-only").finds(if new { &["seeds/x/b.md:3"] } else { &[] });
        stage.git("add --all");
        for options in ["--since HEAD", "--since HEAD --staged"] {
            stage.check(options).finds(&places);
            stage.check(&format!("{options} --new-only")).finds(if new { &["seeds/x/b.md:3"] } else { &[] });
        }
        stage.check("--staged --new-only").finds(if new { &["seeds/x/b.md:3"] } else { &[] });
    }
    stage.git("reset --quiet --hard");
    stage.git("mv seeds/a.md seeds/b.md");
    stage.commit();
    stage.check("--since HEAD~1").finds(&[]);
}

#[test]
fn a_copy_is_new_and_so_is_what_was_no_seed() {
    let stage = Stage::repository(&[("seeds/a.md", OLD), ("seeds/drafts/d.md", OLD)]);
    stage.write("seedlint.toml", "rules = [\"rules\"]\n[seeds]\nexclude = [\"seeds/drafts\"]\n");
    stage.commit();
    stage.write("seeds/copy.md", OLD);
    let all = ["seeds/copy.md:3", "seeds/copy.md:5", "seeds/copy.md:7"];
    for add in [false, true] {
        if add {
            stage.git("add --all");
            stage.check("--staged --new-only").finds(&all);
        }
        stage.check("--since HEAD").finds(&all);
        stage.check("--since HEAD --new-only").finds(&all);
    }
    stage.git("rm --quiet --force seeds/copy.md");
    stage.git("mv seeds/drafts/d.md seeds/d.md");
    let all = ["seeds/d.md:3", "seeds/d.md:5", "seeds/d.md:7"];
    stage.check("--since HEAD").finds(&all);
    stage.check("--since HEAD --new-only --staged").finds(&all);
}

#[test]
fn new_only_leaves_out_what_was_there() {
    let stage = Stage::repository(&[("seeds/a.md", CLEAN)]);
    stage.write("seeds/a.md", FAULTY);
    stage.write("seeds/b.md", FAULTY);
    stage.check("--since HEAD").finds(&["seeds/a.md:3", "seeds/b.md:3"]);
    stage.check("--since HEAD --new-only").finds(&["seeds/b.md:3"]);
    stage.check("--since HEAD --new-only seeds/a.md").finds(&[]);
    stage.git("add --all");
    stage.check("--staged --new-only").finds(&["seeds/b.md:3"]);
    let answer = stage.check("--since HEAD --new-only --show-files");
    assert_eq!(answer.lines(), ["seeds/b.md"], "{answer}");
}

#[test]
fn files_that_git_passes_over_are_new_where_they_are_named() {
    let stage = Stage::repository(&[(".gitignore", "seeds/own.md\n"), ("seeds/a.md", CLEAN)]);
    stage.write("seeds/own.md", FAULTY);
    stage.check("--since HEAD").finds(&[]);
    stage.check("--since HEAD seeds/own.md").finds(&["seeds/own.md:3"]);
    // Git was told not to look, and seedlint was not.
    stage.git("update-index --assume-unchanged seeds/a.md");
    stage.write("seeds/a.md", FAULTY);
    stage.check("--since HEAD").finds(&["seeds/a.md:3"]);
    // Gone from the index, and not from the disk.
    stage.git("update-index --no-assume-unchanged seeds/a.md");
    stage.git("rm --quiet --cached seeds/a.md");
    stage.check("--since HEAD").finds(&["seeds/a.md:3"]);
}

#[test]
fn line_ends_of_the_disk_change_nothing() {
    let stage = Stage::repository(&[("seeds/a.md", OLD)]);
    stage.git("config core.autocrlf true");
    stage.write("seeds/a.md", OLD.replace('\n', "\r\n"));
    let answer = stage.run("check --since HEAD --select house --format json");
    assert_eq!(answer.json()["summary"]["files"], 0, "{answer}");
    stage.write("seeds/a.md", format!("{OLD}\nThey utilise it.\n").replace('\n', "\r\n"));
    stage.check("--since HEAD").finds(&["seeds/a.md:9"]);
}

#[test]
fn exceptions_that_go_bring_their_findings_back() {
    let text = "<!-- seedlint: allow(house/jargon) as the deed has it -->\nThe owner utilises the mill.\n";
    let stage = Stage::repository(&[("seeds/a.md", text)]);
    stage.write("seeds/a.md", "The owner utilises the mill.\n");
    stage.check("--since HEAD").finds(&["seeds/a.md:1"]);
    // One that allowed nothing before is not told again; one that this change left over is.
    let entry = "[[allow]]\npath = \"seeds/a.md\"\nrule = \"house/jargon\"\ntext = \"utilises the mill\"\nreason = \"the deed\"\n";
    stage.write("seedlint.toml", format!("rules = [\"rules\"]\n{entry}{}", entry.replace("the mill", "the dam")));
    stage.commit();
    stage.write("seeds/a.md", "The owner uses the mill.\n");
    let answer = stage.run("check --since HEAD --quiet --format short --select house,hygiene");
    assert_eq!(answer.places(), ["seedlint.toml:5"], "{answer}");
}

#[test]
fn a_revision_that_cannot_be_had_is_trouble() {
    let stage = Stage::repository(&[("seeds/a.md", FAULTY)]);
    stage.check("--since gone").refuses("there is no revision `gone`");
    stage.check(&format!("--since {}", "1".repeat(40))).refuses(&format!("there is no revision `{}`", "1".repeat(40)));
    for (revision, message) in [
        ("HEAD..HEAD", "`HEAD..HEAD` names no revision: "),
        ("HEAD:seeds/a.md", "`HEAD:seeds/a.md` names no commit: "),
        ("HEAD^{tree}", "`HEAD^{tree}` names no commit: "),
        ("HEAD~7", "there is no revision `HEAD~7`"),
    ] {
        for staged in ["", "--staged"] {
            let answer = stage.check(&format!("--since {revision} {staged}"));
            let told = answer.err.strip_prefix("seedlint: error: ").is_some_and(|told| told.starts_with(message));
            assert!(told && answer.status == Some(2) && answer.out.is_empty(), "{revision}: {answer}");
        }
    }
    let answer = stage.answer(stage.command("check --since").arg("").output().unwrap());
    assert_eq!((answer.status, answer.out.as_str()), (Some(2), ""), "{answer}");
    stage.git("checkout --quiet --orphan other");
    stage.write("seeds/a.md", CLEAN);
    stage.commit();
    stage.check("--since main").refuses("`main` and HEAD have no commit in common");
}

#[test]
fn a_version_before_that_cannot_be_read_is_trouble() {
    let stage = Stage::repository(&[("seeds/a.md", FAULTY)]);
    let id = stage.git("rev-parse HEAD:seeds/a.md");
    stage.write("seeds/a.md", format!("{FAULTY}\nMore.\n"));
    stage.commit();
    fs::remove_file(stage.path(format!(".git/objects/{}/{}", &id[..2], &id[2..]))).unwrap();
    let answer = stage.check("--since HEAD~1");
    assert!(answer.status == Some(2) && answer.err.contains("seeds/a.md: its earlier version: git cannot read its content"), "{answer}");
    let tree = stage.git("rev-parse HEAD~1:seeds");
    fs::remove_file(stage.path(format!(".git/objects/{}/{}", &tree[..2], &tree[2..]))).unwrap();
    let answer = stage.check("--since HEAD~1");
    assert!(answer.status == Some(2) && answer.err.contains("a commit cannot be read: "), "{answer}");
    // One that was no text has no findings, and all are new.
    let stage = Stage::repository(&[]);
    stage.write("seeds/a.md", b"# The mill\n\nThe owner utilises the caf\xe9.\n");
    stage.commit();
    stage.write("seeds/a.md", FAULTY);
    stage.check("--since HEAD").finds(&["seeds/a.md:3"]);
}

#[test]
fn a_shallow_clone_says_what_to_fetch() {
    let stage = Stage::repository(&[("seeds/a.md", CLEAN)]);
    stage.git("checkout --quiet -b side");
    for text in ["# One\n", FAULTY] {
        stage.write("seeds/a.md", text);
        stage.commit();
    }
    stage.git("checkout --quiet main");
    stage.write("seeds/main.md", FAULTY);
    stage.commit();
    let clones = tempfile::tempdir().unwrap();
    git(clones.path(), &format!("clone --quiet --depth 1 --branch side file://{} shallow", stage.path("").display()));
    let shallow = clones.path().join("shallow");
    let check = || {
        let mut command = stage.command("check --quiet --format short --select house --since origin/main");
        stage.answer(command.current_dir(&shallow).output().unwrap())
    };
    let fetch = "fetch more of the history: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout";
    check().refuses(&format!("no revision `origin/main` is in this shallow clone; {fetch}"));
    git(&shallow, "fetch --quiet --depth 1 origin main:refs/remotes/origin/main");
    check().refuses(&format!("what `origin/main` and HEAD have in common is not in this shallow clone; {fetch}"));
    assert!(git_in(&shallow, "fetch --quiet --unshallow").status.success());
    check().finds(&["seeds/a.md:3"]);
}

#[test]
fn a_check_changes_nothing_in_the_repository() {
    fn list(folder: &std::path::Path, all: &mut Vec<(std::path::PathBuf, u64, std::time::SystemTime)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let (path, about) = entry.map(|entry| (entry.path(), entry.metadata().unwrap())).unwrap();
            if about.is_dir() {
                list(&path, all);
            } else {
                all.push((path, about.len(), about.modified().unwrap()));
            }
        }
    }
    let stage = Stage::repository(&[("seeds/a.md", OLD), ("seeds/b.md", FAULTY)]);
    stage.git("mv seeds/a.md seeds/c.md");
    stage.write("seeds/b.md", CLEAN);
    stage.write("seeds/d.md", FAULTY);
    let files = || {
        let mut all = Vec::new();
        list(&stage.path(""), &mut all);
        all.sort();
        all
    };
    let before = files();
    for options in ["--staged", "--since HEAD", "--since HEAD --staged", "--since HEAD --new-only", ""] {
        stage.check(options);
        assert_eq!(files(), before, "{options}");
    }
}
