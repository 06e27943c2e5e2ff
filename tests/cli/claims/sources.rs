//! `seedlint sources …`, and quotations held against the archive.

use super::*;

fn sources(stage: &Stage, arguments: &str, further: &[&str]) -> Answer {
    let mut command = stage.command(&format!("sources {arguments}"));
    command.args(further);
    stage.answer(command.output().unwrap())
}

#[test]
fn a_source_is_registered_and_taken_in() {
    let stage = Stage::empty().with(&[("page.txt", "The river rose by 3 metres, not 4, the mayor said.\n")]);
    assert!(sources(&stage, "list", &[]).err.contains("no source is registered"));
    let answer = sources(&stage, "add wire --kind news", &["--title", "The \"wire\""]);
    assert_eq!(answer.status, Some(0), "{answer}");
    assert!(answer.out.contains("`seedlint sources archive wire FILE`"), "{answer}");
    let answer = sources(
        &stage,
        "add town --kind release --title Town --derives-from wire --url https://town.example/a --published 2026-05-13",
        &[],
    );
    assert_eq!(answer.status, Some(0), "{answer}");
    let answer = sources(&stage, "archive town page.txt --as-of 2026-08-20", &[]);
    assert!(answer.status == Some(0) && answer.out.contains("town: 11 words in factcheck/archive/"), "{answer}");
    assert_eq!(sources(&stage, "archive town page.txt", &[]).out, "town is in the archive as it is\n");
    assert_eq!(sources(&stage, "list", &[]).out, "town  release  Town  (archived 2026-08-20)\nwire  news  The \"wire\"\n");
    let shown = sources(&stage, "show town", &[]).out;
    assert!(shown.contains("url: https://town.example/a") && shown.contains("derives from: wire"), "{shown}");
    assert_eq!(sources(&stage, "list --format json", &[]).json()["sources"][0]["archived"]["captured"], "2026-08-20");
    assert_eq!(read(&stage, "factcheck/sources.toml").matches("archive = ").count(), 1);
    // Another text of the same source.
    stage.write("page.txt", "The river rose by 4 metres.\n");
    let answer = sources(&stage, "archive town page.txt --as-of 2026-08-21", &[]);
    assert!(answer.out.contains("its text changed since town was last taken in: `seedlint sources uses town`"), "{answer}");
    assert_eq!(read(&stage, "factcheck/archive.lock").matches("[archive.").count(), 2, "what was taken in stays");
    assert_eq!(read(&stage, "factcheck/sources.toml").matches("archive = ").count(), 1);
}

#[test]
fn what_people_wrote_into_the_register_stays() {
    let mine =
        "# Ours.\r\n[source.a] # the first\r\nkind = 'news'\r\ntitle = 'A'\r\n\r\n[source]\r\nb = { kind = 'news', title = 'B' }\r\n";
    let stage =
        Stage::empty().with(&[("factcheck/sources.toml", mine), ("a.txt", "Words."), ("b.html", "<p>One <b>two</b>.</p><p>Three.</p>")]);
    assert_eq!(sources(&stage, "archive a b.html", &[]).status, Some(0));
    let text = read(&stage, "factcheck/sources.toml");
    let line = text.lines().find(|line| line.starts_with("archive = ")).unwrap().to_owned();
    assert_eq!(text, mine.replacen("# the first\r\n", &format!("# the first\r\n{line}\r\n"), 1));
    let texts = stage.path("factcheck/archive").read_dir().unwrap().map(|entry| entry.unwrap().path());
    let texts: Vec<_> =
        texts.filter(|path| path.extension().unwrap() == "txt").map(|path| std::fs::read_to_string(path).unwrap()).collect();
    assert_eq!(texts, ["One two.\n\nThree.\n"]);
    let answer = sources(&stage, "archive b a.txt", &[]);
    assert!(answer.status == Some(2) && answer.err.contains("into the entry of b by hand"), "{answer}");
    assert_eq!(read(&stage, "factcheck/sources.toml"), text);
}

#[test]
fn what_is_no_source_is_refused() {
    let stage = desk().with(&[("page.txt", "404: page not found"), ("blank.txt", " \n"), ("scan.pdf", "%PDF"), ("bad.txt", "x")]);
    stage.write("bad.txt", [0xff, 0xfe]);
    let register = read(&stage, "factcheck/sources.toml");
    for (arguments, message) in [
        ("add Wire --kind news --title W", "`Wire` is no id of a source"),
        ("add iop --kind news --title W", "iop is registered already, as “Index of Production”"),
        ("add a --kind tale --title W", "unknown kind `tale`; it may be `book`"),
        ("add a --kind news --title W --derives-from b", "no source is called `b`"),
        ("add a --kind interview --title W --confidential", "name them by office in `known-to`"),
        ("archive wier page.txt", "no source is registered as `wier`; did you mean `wire`?"),
        ("archive wire none.txt", "none.txt: "),
        ("archive wire page.txt", "looks like an error page, with 4 words and “404”; --anyway takes it in"),
        ("archive wire blank.txt", "there is no text in it"),
        ("archive wire scan.pdf", "--text names a file with its text"),
        ("archive wire bad.txt", "not UTF-8"),
        ("archive wire https://example.org/a", "seedlint fetches nothing: save the page"),
        ("show x", "no source is registered as `x`"),
    ] {
        let answer = sources(&stage, arguments, &[]);
        assert!(answer.status == Some(2) && answer.err.contains(message), "{arguments}: {answer}");
    }
    assert_eq!(read(&stage, "factcheck/sources.toml"), register);
    assert!(!stage.path("factcheck/archive").exists());
    assert_eq!(sources(&stage, "archive wire page.txt --anyway", &[]).status, Some(0));
    assert_eq!(sources(&stage, "archive iop scan.pdf --text page.txt --anyway", &[]).status, Some(0));
}

#[test]
fn what_rests_on_a_source_is_listed() {
    let stage = begun();
    verify(&stage);
    let answer = sources(&stage, "uses iop", &[]);
    assert!(answer.out.contains("verified") && answer.out.ends_with("1 claim in 1 seed rest on iop\n"), "{answer}");
    stage.write("factcheck/sources.toml", SOURCES.replacen("archive =", "derives-from = [\"wire\"]\narchive =", 1));
    assert!(sources(&stage, "uses wire", &[]).out.ends_with("1 claim in 1 seed rest on wire\n"));
    assert!(sources(&stage, "uses other", &[]).out.ends_with("0 claims in 0 seeds rest on other\n"));
}

#[test]
fn the_archive_is_held_against_its_hashes() {
    let stage = begun();
    verify(&stage);
    let verify = || sources(&stage, "verify", &[]);
    assert_eq!((verify().status, verify().out.as_str()), (Some(0), "1 archived text whole, 1 quote held against theirs\n"));
    stage.write("factcheck/iop.txt", "Another text.\n");
    let answer = verify();
    assert!(answer.status == Some(1) && answer.out.contains("this is not the text of iop that was archived"), "{answer}");
    std::fs::remove_file(stage.path("factcheck/iop.txt")).unwrap();
    let answer = verify();
    assert!(answer.status == Some(1) && answer.out.contains("the archived text of iop is not there"), "{answer}");
    assert!(answer.out.contains("`seedlint sources archive iop FILE` takes it in again"), "{answer}");
}

const QUOTED: &str = "---\nsource: iop\n---\n“QUOTE,” the agency said in its report.\n";

fn quoted(front: &str, quote: &str) -> Stage {
    let seed = QUOTED.replace("source: iop", front).replace("QUOTE", quote);
    let stage = Stage::empty().with(&[("seeds/rates.md", &seed), ("factcheck/sources.toml", SOURCES), ("factcheck/archive.lock", LOCK)]);
    let stage = stage.with(&[("factcheck/iop.txt", IOP)]);
    assert_eq!(claims(&stage, "init --as-of 2026-08-01", &[]).status, Some(0));
    stage
}

/// The rules that find something in the quotation.
fn found(stage: &Stage) -> Vec<String> {
    let answer = stage.run("check --format short --select quotations");
    let rules = answer.out.lines().filter_map(|line| Some(line.split("[quotations/").nth(1)?.split(']').next()?.to_owned()));
    rules.filter(|rule| !["unattributed", "unlocated"].contains(&rule.as_str())).collect()
}

#[test]
fn quotations_are_held_against_the_archive() {
    for (quote, expected) in [
        ("Production output fell by 11.96% in March 2026, but rose in April", vec![]),
        ("Production output fell by 12.96% in March 2026, but rose in April", vec!["near-quote"]),
        ("Production output fell by 11.96% in March 2026", vec!["truncated-qualifier"]),
        ("Production output … rose in April", vec!["ellipsis-hides"]),
        ("The mill was … closed", vec!["ellipsis-hides"]),
        ("The mill was closed by the owner in May", vec!["not-in-source"]),
    ] {
        assert_eq!(found(&quoted("source: iop", quote)), expected, "{quote}");
    }
    let elsewhere = "The ferry sank in a storm off the coast";
    assert_eq!(found(&quoted("source: iop", elsewhere)), ["not-in-source"]);
    assert_eq!(found(&quoted("source: unknown", elsewhere)), ["not-in-archive"], "nobody says whose words they are");
    let near = quoted("source: iop", "Production output fell by 12.96% in March 2026, but rose in April");
    let answer = near.run("check --select quotations/near-quote");
    assert!(answer.out.contains("factcheck/iop.txt:1:1") && answer.out.contains("the source’s words"), "{answer}");
    assert!(answer.out.contains("iop, named in the front matter, says this in other words"), "{answer}");
    assert_eq!(answer.status, Some(1));
    std::fs::remove_file(near.path("factcheck/iop.txt")).unwrap();
    assert_eq!(found(&near), ["unavailable-source"]);
    // Without a ledger nothing is held.
    std::fs::remove_file(near.path("seeds/rates.claims.toml")).unwrap();
    std::fs::remove_file(near.path("seeds/rates.checks.toml")).unwrap();
    assert_eq!(found(&near), Vec::<String>::new());
}

#[test]
fn what_a_judgement_cites_comes_first() {
    let stage = quoted("author: Lea", "Production output fell by 12.96% in March 2026, but rose in April");
    let check = || stage.run("check --select quotations/near-quote --format short").out;
    assert!(check().contains("iop, in the archive, says this in other words"), "{}", check());
    assert_eq!(mark(&stage, "12.96%", 22, "verified --level attribution --attest --source iop", &[]).status, Some(0));
    assert!(check().contains("iop, cited for c:"), "{}", check());
    let linked = QUOTED
        .replace("source: iop", "author: Lea")
        .replace("report", "[report](https://a.example)")
        .replace("QUOTE", "Production output fell by 12.96% in March 2026");
    stage.write("seeds/rates.md", linked);
    stage.write("factcheck/sources.toml", SOURCES.replacen("archive =", "url = \"https://a.example\"\narchive =", 1));
    assert!(check().contains("iop, linked to in its sentence, says this"), "{}", check());
}
