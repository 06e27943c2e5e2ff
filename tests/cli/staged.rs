//! `check --staged`: what is in the index, and nothing that is not.

use std::fs;

use crate::repository::{CLEAN, FAULTY, git, git_in, program};
use crate::stage::{HOUSE, JARGON, Stage};

#[test]
fn the_index_is_judged_and_not_the_disk() {
    let stage = Stage::repository(&[("seeds/a.md", CLEAN), ("seeds/b.md", CLEAN), ("seeds/old.md", FAULTY)]);
    stage.check("--staged").finds(&[]);
    stage.stage_text("seeds/a.md", FAULTY, CLEAN);
    stage.stage_text("seeds/b.md", CLEAN, FAULTY);
    stage.write("seeds/untracked.md", FAULTY);
    stage.check("--staged").finds(&["seeds/a.md:3"]);
    stage.check("--staged seeds").finds(&["seeds/a.md:3"]);
    stage.check("--staged seeds/b.md").finds(&[]);
    // What is named is read, changed or not.
    stage.check("--staged seeds/old.md").finds(&["seeds/old.md:3"]);
    stage.check("").finds(&["seeds/b.md:3", "seeds/old.md:3", "seeds/untracked.md:3"]);
    let answer = stage.run("check --staged --select house --format json");
    assert_eq!(answer.json()["summary"]["files"], 1, "{answer}");
    assert_eq!(answer.json()["findings"][0]["path"], "seeds/a.md");
    // Deleted on the disk alone, deleted in the index alone.
    fs::remove_file(stage.path("seeds/a.md")).unwrap();
    stage.check("--staged").finds(&["seeds/a.md:3"]);
    stage.git("rm --quiet --cached seeds/a.md");
    stage.write("seeds/a.md", FAULTY);
    stage.check("--staged").finds(&[]);
}

#[test]
fn only_what_is_to_be_committed_counts() {
    let stage = Stage::repository(&[]);
    stage.write("seeds/planned.md", FAULTY);
    stage.git("add --intent-to-add seeds/planned.md");
    stage.check("--staged").finds(&[]);
    stage.git("add seeds/planned.md");
    stage.check("--staged").finds(&["seeds/planned.md:3"]);
    stage.check("--staged --show-files").finds_files(&["seeds/planned.md"]);
}

impl crate::stage::Answer {
    fn finds_files(&self, files: &[&str]) {
        assert_eq!((self.lines(), self.status), (files.to_vec(), Some(0)), "{self}");
    }
}

#[test]
fn before_the_first_commit_all_is_new() {
    let stage = Stage::unborn();
    stage.check("--staged").refuses_config();
    stage.git("add seedlint.toml rules");
    stage.check("--staged").finds(&[]);
    stage.stage_text("seeds/a.md", FAULTY, CLEAN);
    stage.check("--staged").finds(&["seeds/a.md:3"]);
    stage.check("--staged --new-only").finds(&["seeds/a.md:3"]);
    stage.check("--staged --since HEAD").finds(&["seeds/a.md:3"]);
    stage.check("--staged --since main").refuses("there is no revision `main`");
}

impl crate::stage::Answer {
    /// The configuration lies on the disk alone.
    fn refuses_config(&self) {
        let fault = "error[config]: the configuration cannot be read: not in the index; `git add` puts it there\n";
        assert!(self.status == Some(2) && self.err.starts_with(fault), "{self}");
    }
}

#[test]
fn configuration_rules_and_ignore_files_are_those_of_the_index() {
    let stage = Stage::repository(&[]);
    stage.stage_text("seeds/a.md", FAULTY, FAULTY);
    // A configuration, a rule and an exclusion that are not staged have no say.
    stage.write("seedlint.toml", "rules = [\"rules\"]\n[seeds]\nexclude = [\"seeds/a.md\"]\n");
    stage.write("rules/house/jargon.toml", JARGON.replace("\"warning\"", "\"off\""));
    stage.write(".seedlintignore", "a.md\n");
    stage.check("--staged").finds(&["seeds/a.md:3"]);
    stage.write("rules/house/broken.toml", "summary = 3\n");
    stage.check("--staged").finds(&["seeds/a.md:3"]);
    assert_eq!(stage.check("").status, Some(2));
    fs::remove_file(stage.path("rules/house/broken.toml")).unwrap();
    // Staged they do, whatever the disk has by now.
    for (path, text) in [
        ("seedlint.toml", "rules = [\"rules\"]\n[seeds]\nexclude = [\"seeds/a.md\"]\n"),
        (".seedlintignore", "seeds/*\n!b.md\n"),
        (".seedlintignore", "/seeds/\n"),
    ] {
        let old = stage.path(path).exists().then(|| HOUSE[0].1).filter(|_| path == "seedlint.toml").unwrap_or_default();
        stage.stage_text(path, text, old);
        stage.check("--staged").finds(&[]);
        stage.check("--staged seeds").finds(&[]);
        stage.stage_text(path, old, text);
        stage.check("--staged").finds(&["seeds/a.md:3"]);
    }
    stage.stage_text("rules/house/jargon.toml", &JARGON.replace("~utilise", "~mill").replace("utilise", "mill"), JARGON);
    let answer = stage.check("--staged");
    assert!(answer.out.contains("“mill” is jargon") && !answer.out.contains("utilises"), "{answer}");
    // A file that is named is read all the same, unless the configuration is to hold for it, too.
    stage.stage_text(".seedlintignore", "a.md\n", "");
    stage.check("--staged seeds/a.md").finds(&["seeds/a.md:3"]);
    let left_out = stage.check("--staged --force-exclude seeds/a.md");
    assert_eq!((left_out.status, left_out.out.as_str()), (Some(0), ""), "{left_out}");
}

#[test]
fn what_steers_the_check_has_to_be_staged() {
    let stage = Stage::repository(&[]);
    stage.stage_text("seeds/a.md", FAULTY, FAULTY);
    stage.write("seeds/.seedlint.toml", "[levels]\nhouse = \"off\"\n");
    stage.run("check --staged").refuses_config();
    let answer = stage.run("check --staged --config seeds/.seedlint.toml");
    answer.refuses_config();
    assert!(answer.err.contains("seeds/.seedlint.toml:1:1"), "{answer}");
    stage.check("--staged --config seedlint.toml").finds(&["seeds/a.md:3"]);
    // Outside of the repository there is no index.
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("house.toml"), format!("rules = ['{}']\n", stage.path("rules").display())).unwrap();
    stage.check(&format!("--staged --config {}", outside.path().join("house.toml").display())).finds(&["seeds/a.md:3"]);
    fs::remove_file(stage.path("seeds/.seedlint.toml")).unwrap();
    for (config, at) in [("rules = [\"editorial\"]\n", "seedlint.toml:1:10"), ("extends = \"base.toml\"\n", "seedlint.toml:1:11")] {
        stage.stage_text("seedlint.toml", config, config);
        stage.write("editorial/house/jargon.toml", JARGON);
        stage.write("base.toml", "rules = [\"rules\"]\n");
        let answer = stage.run("check --staged");
        assert!(answer.status == Some(2) && answer.err.contains(at), "{answer}");
        assert_eq!(stage.run("check --no-config seeds/a.md").status, Some(0));
    }
}

#[test]
fn what_a_seed_links_to_is_looked_up_in_the_index() {
    let stage = Stage::repository(&[("seeds/c.md", "# Toll\n")]);
    let text = "See [the toll](b.md), [the levy](c.md#toll).\n";
    let check = "check --staged --quiet --format short --select references/missing-file,references/missing-bibliography";
    stage.stage_text("seeds/a.md", text, text);
    stage.write("seeds/b.md", "# Toll\n");
    assert_eq!(stage.run(check).places(), ["seeds/a.md:1"], "on the disk alone");
    stage.git("add seeds/b.md");
    stage.run(check).finds(&[]);
    fs::remove_file(stage.path("seeds/b.md")).unwrap();
    stage.run(check).finds(&[]);
    let cites = "---\nbibliography: s.bib\n---\n\nIt stands [@holt2021].\n";
    stage.stage_text("seeds/a.md", cites, cites);
    stage.write("seeds/s.bib", "@book{holt2021, title = {The mill}, year = {2021}}\n");
    assert_eq!(stage.run(check).places(), ["seeds/a.md:2"]);
    stage.git("add seeds/s.bib");
    stage.run(check).finds(&[]);
}

#[test]
fn paths_are_those_of_the_current_folder() {
    let stage = Stage::repository(&[]);
    stage.stage_text("seeds/x/a.md", FAULTY, CLEAN);
    stage.stage_text("notes/n.md", FAULTY, CLEAN);
    stage.check_in("seeds", "--staged x").finds(&["x/a.md:3"]);
    stage.check_in("seeds", "--staged x/a.md").finds(&["x/a.md:3"]);
    stage.check_in("seeds", "--staged ./x/../x").finds(&["x/../x/a.md:3"]);
    stage.check_in("seeds/x", "--staged .").finds(&["a.md:3"]);
    stage.check_in("seeds", "--staged ../notes").finds(&["../notes/n.md:3"]);
    stage.check_in("", "--staged .").finds(&["notes/n.md:3", "seeds/x/a.md:3"]);
    let whole = stage.path("seeds");
    stage.check_in("seeds", &format!("--staged {}", whole.display())).finds(&["STAGE/seeds/x/a.md:3"]);
    // Without a path: the seeds of the configuration.
    assert_eq!(stage.check_in("", "--staged").places(), ["seeds/x/a.md:3"]);
    assert_eq!(stage.check_in("seeds/x", "--staged").places().len(), 1);
    stage.write("list", "seeds/x/a.md\nnotes/n.md\n");
    stage.check("--staged --files-from list").finds(&["notes/n.md:3", "seeds/x/a.md:3"]);
}

#[test]
fn a_path_that_is_not_staged_is_trouble() {
    let stage = Stage::repository(&[("seeds/a.md", CLEAN)]);
    stage.write("seeds/b.md", FAULTY);
    stage.check("--staged seeds/b.md").refuses("seeds/b.md: not in the index; `git add` puts it there");
    stage.check("--staged seeds/gone.md").refuses("seeds/gone.md: does not exist");
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("a.md"), FAULTY).unwrap();
    let outside = outside.path().join("a.md");
    let answer = stage.run(&format!("check --quiet --staged {}", outside.display()));
    answer.refuses(&format!("{}: outside of the repository", outside.display()));
    stage.make_folder("empty");
    let answer = stage.check("--staged empty");
    assert_eq!((answer.status, answer.err.as_str()), (Some(0), "seedlint: warning: empty: no seeds here\n"), "{answer}");
    for options in ["--staged -", "--since HEAD -", "--new-only", "--staged --add-allow x", "--since HEAD --add-allow x"] {
        let answer = stage.check(options);
        assert_eq!((answer.status, answer.out.as_str()), (Some(2), ""), "{options}");
    }
}

#[test]
fn hidden_and_excluded_files_and_links_stay_out() {
    let stage = Stage::repository(&[]);
    stage
        .write("seedlint.toml", "rules = [\"rules\"]\n[seeds]\ninclude = [\"seeds/**\"]\nexclude = [\"seeds/drafts\"]\ntypes = [\"md\"]\n");
    for path in ["seeds/.a.md", "seeds/.x/a.md", "seeds/drafts/a.md", "seeds/a.txt", "other/a.md", "seeds/b.md"] {
        stage.write(path, FAULTY);
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink("b.md", stage.path("seeds/link.md")).unwrap();
    stage.git("add --all");
    stage.check("--staged").finds(&["seeds/b.md:3"]);
    stage.check("--staged .").finds(&["seeds/b.md:3"]);
    #[cfg(unix)]
    stage.check("--staged seeds/link.md").refuses("seeds/link.md: a symbolic link; name the file that it leads to");
}

#[test]
fn what_git_keeps_is_not_ignored() {
    let stage = Stage::repository(&[(".gitignore", "seeds/kept.md\n")]);
    stage.stage_text("seeds/kept.md", FAULTY, CLEAN);
    stage.check("--staged").finds(&["seeds/kept.md:3"]);
}

#[test]
fn a_conflict_is_told_and_never_passed() {
    let stage = Stage::repository(&[("seeds/a.md", CLEAN)]);
    stage.git("checkout --quiet -b side");
    stage.write("seeds/a.md", "# Side\n");
    stage.commit();
    stage.git("checkout --quiet main");
    stage.write("seeds/a.md", "# Main\n");
    stage.commit();
    assert!(!git_in(&stage.path(""), "merge side").status.success());
    let message = "seeds/a.md: unmerged; resolve the conflict, and stage the result";
    stage.check("--staged").refuses(message);
    stage.stage_text("seeds/b.md", FAULTY, CLEAN);
    let answer = stage.check("--staged");
    assert_eq!((answer.places(), answer.status), (vec!["seeds/b.md:3".to_owned()], Some(2)), "{answer}");
    assert_eq!(answer.err, format!("seedlint: error: {message}\n"));
    // Resolved, the merge is still in progress.
    stage.stage_text("seeds/a.md", FAULTY, CLEAN);
    stage.check("--staged").finds(&["seeds/a.md:3", "seeds/b.md:3"]);
}

#[test]
fn a_conflict_in_the_configuration_is_trouble() {
    let stage = Stage::repository(&[("seeds/a.md", CLEAN)]);
    stage.git("checkout --quiet -b side");
    stage.write("seedlint.toml", "rules = [\"rules\"]\n# side\n");
    stage.commit();
    stage.git("checkout --quiet main");
    stage.write("seedlint.toml", "rules = [\"rules\"]\n# main\n");
    stage.commit();
    assert!(!git_in(&stage.path(""), "merge side").status.success());
    let answer = stage.check("--staged");
    assert_eq!(answer.status, Some(2));
    assert!(answer.err.contains("seedlint.toml: unmerged;"), "{answer}");
    assert!(answer.err.contains("the configuration cannot be read: unmerged;"), "{answer}");
}

#[test]
fn detached_heads_and_work_trees_are_repositories() {
    let stage = Stage::repository(&[("seeds/a.md", CLEAN)]);
    stage.git("checkout --quiet --detach");
    stage.stage_text("seeds/a.md", FAULTY, CLEAN);
    stage.check("--staged").finds(&["seeds/a.md:3"]);
    stage.git("worktree add --quiet beside -b other");
    let beside = stage.path("beside");
    stage.check_in("beside", "--staged").finds(&[]);
    fs::write(beside.join("seeds/b.md"), FAULTY).unwrap();
    git(&beside, "add seeds/b.md");
    stage.check_in("beside", "--staged").finds(&["seeds/b.md:3"]);
    stage.check_in("beside", "--since HEAD").finds(&["seeds/b.md:3"]);
    stage.check("--staged").finds(&["seeds/a.md:3"]);
}

#[test]
fn a_submodule_is_a_repository_of_its_own() {
    let inner = Stage::repository(&[("seeds/a.md", CLEAN)]);
    let stage = Stage::repository(&[]);
    stage.git(&format!("submodule --quiet add {} seeds/inner", inner.path("").display()));
    stage.commit();
    fs::write(stage.path("seeds/inner/seeds/a.md"), FAULTY).unwrap();
    git(&stage.path("seeds/inner"), "add seeds/a.md");
    stage.check_in("seeds/inner", "--staged").finds(&["seeds/a.md:3"]);
    stage.check_in("seeds/inner", "--since HEAD").finds(&["seeds/a.md:3"]);
    stage.check("--staged").finds(&[]);
    let why = "in a submodule, which is a repository of its own; run seedlint inside of it";
    fs::remove_file(stage.path("seeds/inner/seedlint.toml")).unwrap();
    stage.run("check --quiet --staged seeds/inner/seeds/a.md").refuses(&format!("seeds/inner/seeds/a.md: {why}"));
    stage.check("--staged seeds/inner").refuses(&format!("seeds/inner: {why}"));
    stage.run("check --quiet --since HEAD").refuses(&format!("seeds/inner/seeds/a.md: {why}"));
}

/// A hook that checks what is staged, for real.
#[cfg(unix)]
#[test]
fn a_hook_stops_a_commit() {
    use std::os::unix::fs::PermissionsExt;
    let stage = Stage::repository(&[("seeds/a.md", CLEAN), ("seeds/b.md", CLEAN)]);
    let hook = stage.path(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, format!("#!/bin/sh\nexec {} check --staged --select house\n", program().display())).unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    let commit = |folder: &str, arguments: &str| git_in(&stage.path(folder), &format!("commit --quiet --message x {arguments}"));
    stage.stage_text("seeds/a.md", FAULTY, CLEAN);
    let stopped = commit("", "");
    let told = String::from_utf8_lossy(&stopped.stderr).into_owned();
    assert!(!stopped.status.success() && told.contains("seeds/a.md:3:11"), "{told}");
    stage.stage_text("seeds/a.md", "# New\n", FAULTY);
    assert!(commit("", "").status.success());
    // A commit of some paths has an index of its own, beside that of the repository.
    stage.stage_text("seeds/a.md", CLEAN, CLEAN);
    stage.write("seeds/b.md", FAULTY);
    assert!(commit("", "seeds/a.md").status.success(), "the other is not part of it");
    assert!(!commit("", "seeds/b.md").status.success());
    assert!(!commit("seeds", "b.md").status.success(), "from a folder below");
    assert!(!commit("", "--all").status.success());
    stage.git("worktree add --quiet beside -b other");
    fs::write(stage.path("beside/seeds/a.md"), FAULTY).unwrap();
    assert!(!commit("beside", "--all").status.success());
    fs::write(stage.path("beside/seeds/a.md"), "# Other\n").unwrap();
    let passed = commit("beside", "--all");
    assert!(passed.status.success(), "{}", String::from_utf8_lossy(&passed.stderr));
}

#[test]
fn the_environment_of_a_hook_is_heeded() {
    let stage = Stage::repository(&[("seeds/a.md", CLEAN)]);
    fs::copy(stage.path(".git/index"), stage.path("other-index")).unwrap();
    stage.stage_text("seeds/a.md", FAULTY, CLEAN);
    let check = "check --staged --quiet --format short --select house";
    let with = |variables: &[(&str, String)]| {
        let variables = variables.iter().map(|(name, value)| (*name, value.clone()));
        stage.answer(stage.command(check).envs(variables).output().unwrap())
    };
    with(&[]).finds(&["seeds/a.md:3"]);
    with(&[("GIT_INDEX_FILE", "other-index".into())]).finds(&[]);
    with(&[("GIT_INDEX_FILE", "gone".into())]).refuses("there is no index at gone, which GIT_INDEX_FILE names");
    with(&[("GIT_DIR", ".git".into()), ("GIT_INDEX_FILE", ".git/index".into())]).finds(&["seeds/a.md:3"]);
    let (folder, tree) = (stage.path(".git").display().to_string(), stage.path("").display().to_string());
    with(&[("GIT_DIR", folder.clone()), ("GIT_WORK_TREE", tree.clone())]).finds(&["seeds/a.md:3"]);
    let index = stage.path("other-index").display().to_string();
    with(&[("GIT_DIR", folder), ("GIT_WORK_TREE", tree), ("GIT_INDEX_FILE", index)]).finds(&[]);
}

#[test]
fn stored_line_ends_count() {
    let stage = Stage::repository(&[(".gitattributes", "*.md text eol=crlf\n"), ("seeds/a.md", CLEAN)]);
    stage.git("config core.autocrlf true");
    stage.stage_text("seeds/a.md", &FAULTY.replace('\n', "\r\n"), &CLEAN.replace('\n', "\r\n"));
    let answer = stage.run("check --staged --select house --format json");
    let finding = &answer.json()["findings"][0];
    assert_eq!((&finding["line"], &finding["start"]), (&3.into(), &22.into()), "{answer}");
}

#[cfg(target_os = "linux")]
#[test]
fn names_need_not_be_utf8() {
    use std::os::unix::ffi::OsStrExt;
    let stage = Stage::repository(&[]);
    for path in [b"seeds/caf\xe9.md".as_slice(), b"seeds/d\xe9j\xe0/vu.md"] {
        stage.write(std::ffi::OsStr::from_bytes(path), FAULTY);
    }
    stage.git("add --all");
    stage.check("--staged").finds(&["seeds/caf\u{fffd}.md:3", "seeds/d\u{fffd}j\u{fffd}/vu.md:3"]);
    stage.check("--staged --new-only").finds(&["seeds/caf\u{fffd}.md:3", "seeds/d\u{fffd}j\u{fffd}/vu.md:3"]);
    stage.commit();
    stage.check("--staged").finds(&[]);
    stage.check("--since HEAD~1").finds(&["seeds/caf\u{fffd}.md:3", "seeds/d\u{fffd}j\u{fffd}/vu.md:3"]);
    stage.check("--since HEAD").finds(&[]);
}

#[test]
fn what_cannot_be_read_is_trouble() {
    let stage = Stage::repository(&[("seeds/a.md", CLEAN)]);
    stage.stage_text("seeds/a.md", FAULTY, CLEAN);
    let id = stage.git("rev-parse :seeds/a.md");
    let object = stage.path(format!(".git/objects/{}/{}", &id[..2], &id[2..]));
    let content = fs::read(&object).unwrap();
    fs::remove_file(&object).unwrap();
    let answer = stage.check("--staged");
    assert!(answer.status == Some(2) && answer.err.starts_with("seedlint: error: seeds/a.md: git cannot read its content"), "{answer}");
    fs::write(&object, content).unwrap();
    stage.check("--staged").finds(&["seeds/a.md:3"]);
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12345\n";
    stage.stage_text("seeds/a.md", pointer, CLEAN);
    stage.check("--staged").refuses("seeds/a.md: kept by Git LFS, and git has no more than a pointer to it");
    let index = fs::read(stage.path(".git/index")).unwrap();
    for broken in [&index[..index.len() / 2], b"no index at all", b"", &[&index[..40], &[0xff; 60], &index[100..]].concat()] {
        fs::write(stage.path(".git/index"), broken).unwrap();
        let answer = stage.check("--staged");
        assert!(answer.status == Some(2) && answer.out.is_empty(), "{answer}");
        assert!(answer.err.starts_with("seedlint: error: the index cannot be read: "), "{answer}");
    }
}

#[test]
fn without_a_repository_nothing_is_checked() {
    let stage = Stage::house().with(&[("seeds/a.md", CLEAN)]);
    for options in ["--staged", "--since HEAD", "--staged --new-only"] {
        stage.check(options).refuses("this is no git repository, nor is a folder above");
    }
    stage.git("init --quiet --bare bare.git");
    stage.check_in("bare.git", "--staged").refuses("a bare repository has no files to check");
    let stage = Stage::repository(&[("seeds/a.md", CLEAN)]);
    fs::write(stage.path(".git/HEAD"), "ref: refs/heads/../x\n").unwrap();
    assert_eq!(stage.check("--staged").status, Some(2));
    fs::write(stage.path(".git/HEAD"), format!("{}\n", "1".repeat(40))).unwrap();
    let answer = stage.check("--staged");
    assert!(answer.status == Some(2) && answer.err.starts_with("seedlint: error: HEAD cannot be read: "), "{answer}");
}

/// Only who may give files away can make this happen.
#[cfg(unix)]
#[test]
fn the_repository_of_another_is_refused() {
    let stage = Stage::repository(&[("seeds/a.md", FAULTY)]);
    let given = ["", ".git"].iter().all(|path| std::os::unix::fs::chown(stage.path(path), Some(12_345), None).is_ok());
    if given && std::process::Command::new("git").args(["config", "--system", "safe.directory"]).output().is_ok_and(|o| o.stdout.is_empty())
    {
        let trust = "if you trust it: `git config --global --add safe.directory FOLDER`";
        stage.check("--staged").refuses(&format!("the repository belongs to somebody else; {trust}"));
        stage.check("--since HEAD").refuses(&format!("the repository belongs to somebody else; {trust}"));
        // Without git, nothing is asked of it.
        stage.check("").finds(&["seeds/a.md:3"]);
    }
}

#[test]
fn a_staged_deletion_may_break_a_seed_that_did_not_change() {
    let faulty = "The owner utilises the mill. See [the toll](b.md#toll), [the works](x.d/c.md).\n";
    let stage = Stage::repository(&[
        ("seeds/a.md", faulty),
        ("seeds/b.md", "# Toll\n\n## Levy\n"),
        ("seeds/d.md", "See [nothing](nowhere.md).\n"),
        ("seeds/e.md", "---\nbibliography: works.bib\n---\n\nSee [the levy](b&period;md#levy), as it stands [@holt2021].\n"),
        ("seeds/works.bib", "@book{holt2021, title = {The mill}, year = {2021}}\n"),
        ("seeds/x.d/c.md", "# Works\n"),
    ]);
    let check =
        "check --staged --quiet --format short --fail-on note --select house,references/missing-file,references/missing-bibliography";
    let run = |options: &str| stage.run(&format!("{check} {options}"));
    run("").finds(&[]);
    for (change, places) in [
        ("rm --quiet seeds/b.md", ["seeds/a.md:1", "seeds/e.md:5"].as_slice()),
        ("mv seeds/b.md seeds/c.md", &["seeds/a.md:1", "seeds/e.md:5"]),
        ("rm --quiet seeds/works.bib", &["seeds/e.md:2"]),
        ("rm --quiet -r seeds/x.d", &["seeds/a.md:1"]),
    ] {
        stage.git(change);
        // What stood before in a seed that did not change is not told.
        run("").finds(places);
        run("--since HEAD").finds(places);
        // What is named is read whole.
        assert!(run("seeds/a.md").out.contains("“utilises” is jargon"), "{change}");
        stage.git("reset --quiet --hard");
    }
    // A place in a page may go, too; a page that keeps its places breaks nothing.
    stage.stage_text("seeds/b.md", "# Toll\n\nMore.\n", "");
    run("").finds(&["seeds/e.md:5"]);
    stage.stage_text("seeds/b.md", "# Toll\n\nMore.\n\n## Levy\n", "");
    run("").finds(&[]);
    assert_eq!(run("--show-files").lines(), ["seeds/b.md"]);
}

#[test]
fn whichever_way_git_writes_the_index() {
    for version in ["2", "3", "4"] {
        let stage = Stage::repository(&[("seeds/a.md", CLEAN), ("seeds/x/b.md", CLEAN), ("seeds/x/old.md", FAULTY)]);
        stage.git(&format!("update-index --index-version {version}"));
        stage.write("seeds/announced.md", FAULTY);
        stage.git("add --intent-to-add seeds/announced.md");
        stage.stage_text("seeds/x/b.md", FAULTY, CLEAN);
        stage.stage_text("seeds/x/y/new.md", FAULTY, CLEAN);
        stage.check("--staged").finds(&["seeds/x/b.md:3", "seeds/x/y/new.md:3"]);
        stage.git("write-tree");
        stage.check("--staged").finds(&["seeds/x/b.md:3", "seeds/x/y/new.md:3"]);
        stage.git("read-tree HEAD");
        stage.check("--staged").finds(&[]);
    }
    let stage = Stage::repository(&[("seeds/a.md", CLEAN)]);
    stage.git("update-index --split-index");
    let split = "the index cannot be read: it is a split index, which is not supported; `git update-index --no-split-index` joins it";
    stage.check("--staged").refuses(split);
}
