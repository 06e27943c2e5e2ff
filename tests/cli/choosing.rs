//! Which seeds are read: paths, folders, standard input, what is excluded.

use insta::assert_snapshot;

use crate::stage::{SEED, Stage};

fn stage() -> Stage {
    Stage::house().with(&[
        ("seeds/mill.md", SEED),
        ("seeds/drafts/new.md", "They utilise it.\n"),
        ("seeds/picture.png", "no seed"),
        ("notes.txt", "Erstwhile.\n"),
        ("README.md", "We utilise nothing.\n"),
    ])
}

#[test]
fn files_are_listed_and_not_read() {
    let stage = stage();
    let listed = |arguments: &str| stage.run(&format!("check --show-files {arguments}")).out.lines().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(listed(""), ["seeds/drafts/new.md", "seeds/mill.md"]);
    assert_eq!(listed("."), ["README.md", "notes.txt", "seeds/drafts/new.md", "seeds/mill.md"]);
    assert_eq!(listed("notes.txt seeds/drafts ./notes.txt"), ["notes.txt", "seeds/drafts/new.md"]);
    let answer = stage.run("check --show-files seeds missing.md");
    assert_eq!((answer.status, answer.lines().len()), (Some(2), 2));
}

#[test]
fn the_configuration_chooses_and_a_named_file_is_read_all_the_same() {
    let stage = stage();
    stage.write(
        "seedlint.toml",
        "rules = [\"rules\"]\n[seeds]\ninclude = [\"seeds/**\", \"*.txt\"]\nexclude = [\"seeds/drafts\"]\ntypes = [\"md\", \"txt\"]\n",
    );
    for (arguments, files) in [
        ("", "notes.txt seeds/mill.md"),
        (".", "notes.txt seeds/mill.md"),
        ("seeds", "seeds/mill.md"),
        ("seeds/drafts/new.md README.md", "README.md seeds/drafts/new.md"),
        ("seeds/drafts/new.md README.md seeds --force-exclude", "seeds/mill.md"),
    ] {
        let answer = stage.run(&format!("check --show-files {arguments}"));
        assert_eq!((answer.lines().join(" ").as_str(), answer.status), (files, Some(0)), "{arguments}");
    }
}

#[test]
fn excludes_that_leave_nothing_are_a_warning() {
    let stage = stage().with(&[
        ("seedlint.toml", "rules = [\"rules\"]\n[seeds]\nexclude = [\"seeds/drafts\", \"notes.txt\"]\n"),
        ("inner/seedlint.toml", "[seeds]\nexclude = [\"**\"]\n"),
        ("inner/a.md", "They utilise it.\n"),
        ("outer/deep/seedlint.toml", "[seeds]\nexclude = [\"**\"]\n"),
        ("outer/deep/a.md", "They utilise it.\n"),
    ]);
    let (all, folder) = ("nothing is left to read: every file that was named or found is excluded", "inner: no seeds here");
    for (arguments, told) in [
        ("--force-exclude seeds/drafts/new.md", all),
        ("--force-exclude seeds/drafts/new.md notes.txt", all),
        ("inner", folder),
        ("outer", all),
    ] {
        for command in ["check", "check --show-files", "inspect"] {
            let answer = stage.run(&format!("{command} {arguments}"));
            let warning = format!("seedlint: warning: {told}\n");
            assert_eq!((answer.status, answer.err), (Some(0), warning), "{command} {arguments}");
        }
    }
    let some = stage.run("check --format short --select house --force-exclude seeds/drafts/new.md seeds/mill.md");
    assert_eq!((some.lines().len(), some.err.as_str()), (3, ""), "something is left");
    assert_eq!(stage.run("check --force-exclude notes.txt missing.md").status, Some(2));
}

#[test]
fn paths_come_from_a_list() {
    let stage = stage().with(&[
        ("list.txt", "notes.txt\r\nseeds/drafts\n\n"),
        ("empty.txt", "\n"),
        ("gone.txt", "seeds/mill.md\nseeds/gone.md\n"),
        ("nul.txt", "notes.txt\0README.md\0"),
        ("changed.txt", "seeds/drafts/new.md\nsrc/main.rs\n"),
        ("src/main.rs", "fn main() {}\n"),
        ("-", "seeds\n"),
    ]);
    let listed = |arguments: &str| stage.run(&format!("check --show-files {arguments}"));
    for (arguments, files) in [
        ("--files-from list.txt", "notes.txt seeds/drafts/new.md"),
        ("--files-from nul.txt", "README.md notes.txt"),
        ("README.md --files-from list.txt", "README.md notes.txt seeds/drafts/new.md"),
        ("--files-from ./-", "seeds/drafts/new.md seeds/mill.md"),
    ] {
        let answer = listed(arguments);
        assert_eq!((answer.lines().join(" ").as_str(), answer.status, answer.err.as_str()), (files, Some(0), ""), "{arguments}");
    }
    for (arguments, status, told) in [
        // An empty list is no list of everything.
        ("--files-from empty.txt", 0, "warning: nothing to read: the list of files is empty"),
        ("--files-from gone.txt", 2, "error: seeds/gone.md: does not exist"),
        ("--files-from nowhere.txt", 2, "error: nowhere.txt: no such file or directory"),
        ("--files-from seeds", 2, "error: seeds: is a directory"),
        ("--files-from changed.txt", 2, "error: src/main.rs: no known format is written in `.rs` files"),
    ] {
        let answer = stage.run(&format!("check --format short {arguments}"));
        assert_eq!((answer.status, answer.err), (Some(status), format!("seedlint: {told}\n")), "{arguments}");
        assert_eq!(answer.out.contains("seeds/mill.md"), arguments.contains("gone.txt"), "the rest is read");
    }
    stage.write("seedlint.toml", "rules = [\"rules\"]\n[seeds]\nexclude = [\"seeds/drafts\"]\n");
    assert_eq!(listed("--files-from changed.txt").lines(), ["seeds/drafts/new.md"], "what is named is read");
    let excluded = listed("--files-from changed.txt --force-exclude");
    let told = "seedlint: warning: nothing is left to read: every file that was named or found is excluded\n";
    assert_eq!((excluded.out.as_str(), excluded.status, excluded.err.as_str()), ("", Some(0), told));
    let piped = stage.run_with_input("check --show-files --files-from -", "notes.txt\nseeds/mill.md\n");
    assert_eq!(piped.lines(), ["notes.txt", "seeds/mill.md"]);
    assert_eq!(stage.run_with_input("inspect --files-from - --format jsonl", "notes.txt\n").json_lines().len(), 1);
    let both = stage.run("check - --files-from -");
    assert_eq!(both.status, Some(2));
    assert!(both.err.starts_with("error: standard input cannot be both a seed and the list of --files-from\n"), "{both}");
    let given = stage.run("check --show-files notes.txt --files-from nowhere.txt");
    assert_eq!((given.status, given.lines()), (Some(2), vec!["notes.txt"]), "the rest is read");
    let seed = stage.run_with_input("check - --files-from empty.txt --format short --select house", "They utilise it.\n");
    assert_eq!((seed.status, seed.lines().len(), seed.err.as_str()), (Some(1), 1, ""));
}

#[test]
fn a_name_for_standard_input_needs_standard_input() {
    let stage = stage();
    for command in ["check", "inspect"] {
        let answer = stage.run(&format!("{command} seeds --stdin-filename a.md"));
        assert_eq!((answer.status, answer.out.as_str()), (Some(2), ""));
        assert!(answer.err.starts_with("error: --stdin-filename names standard input: write `-` among the paths\n"), "{answer}");
    }
}

#[test]
fn ignored_and_hidden_files_are_passed_over() {
    let stage =
        stage().with(&[(".gitignore", "notes.txt\n"), ("seeds/.seedlintignore", "drafts/\n"), ("seeds/.hidden.md", "They utilise it.\n")]);
    assert_eq!(stage.run("check --show-files .").lines(), ["README.md", "seeds/mill.md"]);
    assert_eq!(stage.run("check --show-files notes.txt seeds/.hidden.md").lines(), ["notes.txt", "seeds/.hidden.md"]);
    assert_eq!(stage.run("check --show-files notes.txt seeds/mill.md --force-exclude").lines(), ["seeds/mill.md"]);
}

#[test]
fn the_word_check_may_be_left_out() {
    let stage = stage();
    let whole = stage.run("check seeds");
    assert_eq!(whole.status, Some(1));
    for arguments in ["", "seeds", "./seeds", "seeds/mill.md seeds/drafts"] {
        let answer = stage.run(arguments);
        assert_eq!((answer.status, answer.out, answer.err), (Some(1), whole.out.clone(), String::new()), "{arguments}");
    }
    for arguments in ["--color never", "--color never seeds", "--color=never seeds/mill.md seeds/drafts", "--color never check seeds"] {
        let answer = stage.run(arguments);
        assert_eq!((answer.status, answer.out, answer.err), (Some(1), whole.out.clone(), String::new()), "{arguments}");
    }
    assert_eq!(stage.run_with_input("--color never -", "They utilise it.\n").status, Some(1));
    assert!(stage.run("--color never --quiet seeds").err.starts_with("error: options need the word `check` before them: "));
    assert_eq!(stage.run("--color").status, Some(2));
    assert_snapshot!(stage.run("--format short seeds"), @r"
    exit status 2
    --- standard error
    error: options need the word `check` before them: `seedlint check --format …`

    Usage: seedlint [OPTIONS] <COMMAND>

    For more information, try '--help'.
    ");
}

#[test]
fn a_folder_that_is_called_like_a_command_is_ambiguous() {
    let stage = Stage::house().with(&[("inspect/a.md", "They utilise it.\n")]);
    assert_snapshot!(stage.run("inspect"), @r"
    exit status 2
    --- standard error
    error: `inspect` is a command and a folder here; write `./inspect` for the folder, or say more for the command

    Usage: seedlint [OPTIONS] <COMMAND>

    For more information, try '--help'.
    ");
    assert_eq!(stage.run("./inspect").status, Some(1));
    assert_eq!(stage.run("check inspect").status, Some(1));
    assert_eq!(stage.run("inspect inspect").status, Some(0));
}

#[test]
fn standard_input_is_read() {
    let stage = stage();
    let text = "---\ntitle: embargo 1\n---\n\nThey `utilise` it: erstwhile.\n";
    let found = |arguments: &str| stage.run_with_input(&format!("check --select house --format short {arguments}"), text).out;
    assert_eq!(
        found("-"),
        "<stdin>:5:7: warning[house/jargon]: “utilise” is jargon\n<stdin>:5:20: note[house/archaism]: “erstwhile” is out of use\n",
        "without a name it is plain text"
    );
    assert_eq!(
        found("- --stdin-filename ./seeds/x.md"),
        "seeds/x.md:5:20: note[house/archaism]: “erstwhile” is out of use\n",
        "code is no prose in Markdown"
    );
    let bare = stage.run_with_input("-", "They utilise it.\n");
    assert_eq!(bare.status, Some(1), "{bare}");
    let with_files = stage.run_with_input("check --select house --format short notes.txt -", "They utilise it.\n");
    assert_eq!(with_files.lines().len(), 2, "{with_files}");
}

#[test]
fn standard_input_goes_by_the_configuration_of_its_name() {
    let stage = stage().with(&[("inner/seedlint.toml", "[levels]\nlanguage = \"off\"\n")]);
    let run = |arguments: &str| stage.run_with_input(&format!("check --format short {arguments}"), "They utilise it.\n");
    assert!(run("- --stdin-filename seeds/x.md").out.contains("house/jargon"));
    assert!(!run("- --stdin-filename inner/x.md").out.contains("house/jargon"));
    assert_eq!(run("- --stdin-filename inner/x.md").status, Some(0));
}

#[test]
fn a_folder_without_seeds_is_a_warning() {
    let stage = Stage::house();
    stage.make_folder("empty");
    assert_snapshot!(stage.run("check empty"), @r"
    exit status 0
    --- standard output
    no files were read
    --- standard error
    seedlint: warning: empty: no seeds here
    ");
    assert_snapshot!(stage.run("check"), @r"
    exit status 0
    --- standard output
    no files were read
    --- standard error
    seedlint: warning: .: no seeds here
    ");
    assert_eq!(stage.run("check empty --format json").json()["summary"]["files"], 0);
}

#[test]
fn several_jobs_print_the_same_bytes() {
    let stage = Stage::house();
    for number in 0..40 {
        stage.write(format!("seeds/{number}.md"), SEED.repeat(1 + number % 7));
    }
    for format in ["human", "short", "json", "jsonl"] {
        let run = |jobs: u32| {
            let answer = stage.run(&format!("check --format {format} --jobs {jobs}"));
            (answer.status, answer.out, answer.err)
        };
        let one = run(1);
        assert_eq!(one.0, Some(1));
        assert!(one == run(8) && one == run(0) && one == run(100_000), "{format}");
    }
}
