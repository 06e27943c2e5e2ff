//! Seeds that cannot be read, or that are strange: each is named, and the others are still reported.

use insta::assert_snapshot;

use crate::stage::{SEED, Stage};

fn stage() -> Stage {
    Stage::house().with(&[("seeds/mill.md", SEED)])
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_reported() {
    for (name, bytes, message) in [
        ("a.md", &b"Caf\xe9 at the mill.\n"[..], "not UTF-8 at byte 3"),
        ("a.md", b"The mill\xe2\x80", "not UTF-8 at byte 8"),
        ("a.md", b"\xff\xfeT\0h\0e\0", "UTF-16; seeds are UTF-8"),
        ("a.md", b"\xfe\xff\0T\0h\0e", "UTF-16; seeds are UTF-8"),
        ("a.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        ("z.txt", b"a\0b", "binary"),
    ] {
        let stage = stage();
        stage.write(format!("seeds/{name}"), bytes);
        for options in ["", "--jobs 1"] {
            let answer = stage.run(&format!("check --select house --format short {options}"));
            assert_eq!((answer.status, answer.err), (Some(2), format!("seedlint: error: seeds/{name}: {message}\n")));
            assert_eq!(answer.out.lines().count(), 3);
        }
        for format in ["json", "jsonl"] {
            let answer = stage.run(&format!("check --select house --format {format}"));
            let summary = if format == "json" { answer.json() } else { answer.json_lines().pop().unwrap() };
            assert_eq!((answer.status, &summary["summary"]["unreadable"], &summary["summary"]["files"]), (Some(2), &1.into(), &1.into()));
        }
        let human = stage.run("check --select house");
        assert!(human.out.ends_with("in 1 file: 1 error, 1 warning, 1 note\n1 file could not be read\n"), "{human}");
    }
}

#[test]
fn what_is_not_there_or_is_no_seed_is_named() {
    let stage = stage().with(&[("seeds/report.pdf", "%PDF"), ("LICENCE", "no seed")]);
    assert_snapshot!(stage.run("check --select house/secret --format short missing.md seeds seeds/report.pdf LICENCE gone/too.md"), @r"
    exit status 2
    --- standard output
    seeds/mill.md:5:35: error[house/secret]: “embargo 7” must not be printed
    --- standard error
    seedlint: error: missing.md: does not exist
    seedlint: error: seeds/report.pdf: no known format is written in `.pdf` files
    seedlint: error: LICENCE: the name has no ending that tells the format
    seedlint: error: gone/too.md: does not exist
    ");
    let only = stage.run("check missing.md");
    assert_eq!((only.status, only.out.as_str()), (Some(2), "no files were read\n1 file could not be read\n"));
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_and_a_folder_called_like_a_seed() {
    let stage = stage();
    std::os::unix::fs::symlink("nowhere", stage.path("seeds/dangling.md")).unwrap();
    stage.make_folder("seeds/folder.md");
    assert_eq!(stage.run("check --select house/archaism").status, Some(0), "in a folder, links are passed over");
    let answer = stage.run("check --select house/archaism --format short seeds/dangling.md seeds/folder.md seeds/mill.md");
    assert_snapshot!(answer, @r"
    exit status 2
    --- standard output
    seeds/mill.md:3:5: note[house/archaism]: “erstwhile” is out of use
    --- standard error
    seedlint: error: seeds/dangling.md: does not exist
    seedlint: warning: seeds/folder.md: no seeds here
    ");
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8_is_shown_as_nearly_as_can_be() {
    use std::os::unix::ffi::OsStrExt;
    let stage = Stage::house();
    stage.write(std::ffi::OsStr::from_bytes(b"caf\xe9.md"), "They utilise it.\n");
    let answer = stage.run("check --select house --format short .");
    assert_eq!((answer.status, answer.out.as_str()), (Some(1), "caf\u{fffd}.md:1:6: warning[house/jargon]: “utilise” is jargon\n"));
    stage.run("check --select house --format json .").json();
    let mut named = stage.command("check --select house --format short");
    let named = stage.answer(named.arg(std::ffi::OsStr::from_bytes(b"caf\xe9.md")).output().unwrap());
    assert_eq!(named.status, Some(1));
}

#[cfg(unix)]
#[test]
fn no_text_and_no_name_steers_the_terminal() {
    let stage = Stage::house();
    let name = "a\u{1b}[2J\nb.md";
    stage.write(name, "They utilise \u{1b}[31mred\u{7} \u{9b}2J \u{202e}and embargo 1\u{202c}.\n");
    stage.write("b\u{7}.md", b"\xff");
    for command in ["check", "check --format short", "check --show-files", "inspect", "inspect --format mask"] {
        let answer = stage.run(command);
        let steers = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!answer.out.contains(steers) && !answer.err.contains(steers), "{command}: {answer}");
        assert!(answer.out.contains("a\\u{1b}[2J\\nb.md"), "{command}: {answer}");
        assert!(command.starts_with("check --show") || answer.err.contains("b\\u{7}.md: not UTF-8 at byte 0"), "{command}: {answer}");
    }
    assert_eq!(stage.run("check --format json").json()["files"][0]["path"], name);
}

#[test]
fn strange_texts_are_read() {
    for (text, found) in [
        ("", 0),
        ("\u{feff}", 0),
        ("\n\n\n", 0),
        ("\u{feff}They utilise it.", 1),
        ("They utilise it.\rThey utilise it.\r", 2),
        ("---\n", 0),
        ("<!-- They utilise it.", 0),
        ("```\nThey utilise it.", 0),
        ("\u{2028}They utilise it.\u{2029}", 1),
    ] {
        let stage = Stage::house();
        stage.write("a.md", text);
        let answer = stage.run("check --select house --format short a.md");
        assert_eq!((answer.lines().len(), answer.err.as_str()), (found, ""), "{text:?}: {answer}");
        for format in ["human", "jsonl"] {
            assert_ne!(stage.run(&format!("check --format {format} a.md")).status, Some(2), "{text:?}");
        }
    }
}

#[test]
fn front_matter_that_does_not_end_is_an_error() {
    let stage = Stage::empty().with(&[("a.md", "---\ntitle: The mill\ndate: 2024-03-01\n\nThe mill stands.\n")]);
    let answer = stage.run("check a.md --format short --min-level error");
    assert_eq!(answer.status, Some(1));
    assert_eq!(answer.lines(), ["a.md:1:1: error[metadata/malformed-front-matter]: front matter does not end; close it with a line `---`"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_goes_meanwhile_is_named() {
    let stage = Stage::house().with(&[("m.md", SEED), ("z.md", SEED)]);
    // A pipe that is read first: when it is, the files are found, and not yet read.
    let pipe = stage.path("a.md");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut command = stage.command("check --select house --format short --jobs 1 a.md m.md z.md");
    let child = command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let opened = std::fs::OpenOptions::new().write(true).open(&pipe).unwrap();
    std::fs::remove_file(stage.path("m.md")).unwrap();
    drop(opened);
    let answer = stage.answer(child.wait_with_output().unwrap());
    assert_eq!((answer.status, answer.err.as_str()), (Some(2), "seedlint: error: m.md: no such file or directory\n"));
    assert_eq!(answer.lines().len(), 3, "{answer}");
    assert_eq!(stage.run("check --show-files .").lines(), ["z.md"], "what is no file is passed over in a folder");
}
