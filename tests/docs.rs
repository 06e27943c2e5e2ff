//! What the documentation shows is so: its files load, its transcripts are what the program prints, its links lead somewhere.
//!
//! The word behind the language of a code block says what is done with it:
//!
//! | block | what is done |
//! |---|---|
//! | `toml file=PATH`, `markdown file=PATH`, … | written into the folder in which the transcripts of the page run; TOML is loaded too |
//! | `toml file=PATH faulty` | written and not loaded: it shows what is reported |
//! | `toml part` | keys of a rule file, which load once the keys that a rule must have are added |
//! | `console` | each `$ command` is run, and its output compared; a line `…` stands for any lines |
//!
//! Every TOML block bears one of these marks. In a comment, `<!-- docs: file PATH: TEXT -->` writes a file that is not shown, and
//! `<!-- docs: seeds -->` copies the project's seeds, `<!-- docs: run COMMAND -->` runs what need not be shown. A table headed "Phrase, Matches, Does not match" or "Phrase, Message" is
//! held against the phrase language. The table headed "fact and fault" is written from the rows in the code.
//!
//! `UPDATE_DOCS=1 cargo test --test docs` writes the outputs anew, but for those with a line `…`.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot read its files fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use seedlint::document::MarkKind;
use seedlint::finding::Fault;
use seedlint::language::Language;
use seedlint::rules::{self, Parameter, QUESTIONS, Question, RuleFile, Takes};
use seedlint::source::{Format, Source};
use seedlint::{builtin, config, document, examples};
use tempfile::TempDir;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every page of the documentation, by path.
fn pages() -> BTreeMap<PathBuf, String> {
    let markdown = |folder: PathBuf| {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect::<Vec<_>>()
    };
    let paths = markdown(root()).into_iter().chain(markdown(root().join("docs")));
    paths.map(|path| (path.clone(), fs::read_to_string(&path).unwrap())).collect()
}

/// One code block: what stands behind its fence, its text, and the bytes of its text in the page.
struct Block {
    language: String,
    words: Vec<String>,
    text: String,
    place: std::ops::Range<usize>,
    line: usize,
}

impl Block {
    fn file(&self) -> Option<&str> {
        self.words.iter().find_map(|word| word.strip_prefix("file="))
    }

    fn is(&self, word: &str) -> bool {
        self.words.iter().any(|other| other == word)
    }
}

/// The code blocks and the comments of a page, in order.
enum Piece {
    Block(Block),
    Comment(String),
}

fn pieces(page: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut open: Option<Block> = None;
    for (event, range) in Parser::new_ext(page, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let mut words = info.split_whitespace().map(str::to_owned);
                let language = words.next().unwrap_or_default();
                let start = page[range.start..].find('\n').map_or(range.end, |at| range.start + at + 1);
                let line = page[..range.start].matches('\n').count() + 1;
                open = Some(Block { language, words: words.collect(), text: String::new(), place: start..start, line });
            }
            Event::Text(text) => {
                if let Some(block) = &mut open {
                    block.text.push_str(&text);
                    block.place.end = range.end;
                }
            }
            Event::End(TagEnd::CodeBlock) => pieces.extend(open.take().map(Piece::Block)),
            Event::Html(text) => pieces.push(Piece::Comment(text.trim().to_owned())),
            _ => {}
        }
    }
    pieces
}

/// A folder in which the transcripts of one page run, and what they would have to say instead.
struct Stage {
    folder: TempDir,
    page: String,
    /// The lexicons and weights written so far.
    words: Vec<PathBuf>,
    failures: Vec<String>,
    changes: Vec<(std::ops::Range<usize>, String)>,
}

impl Stage {
    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn comment(&self, comment: &str) {
        let Some(asked) = comment.strip_prefix("<!-- docs: ").and_then(|rest| rest.strip_suffix(" -->")) else { return };
        if let Some(command) = asked.strip_prefix("run ") {
            let (printed, status) = self.run(command);
            assert_eq!(status, 0, "{}: {command}: {printed}", self.page);
        } else if asked == "seeds" {
            for entry in fs::read_dir(root().join("seeds")).unwrap() {
                let path = entry.unwrap().path();
                self.write(&format!("seeds/{}", path.file_name().unwrap().to_string_lossy()), &fs::read_to_string(path).unwrap());
            }
        } else {
            let (path, text) = asked.strip_prefix("file ").and_then(|rest| rest.split_once(": ")).unwrap_or_else(|| panic!("{asked}"));
            self.write(path, &format!("{text}\n"));
        }
    }

    fn fail(&mut self, block: &Block, told: impl std::fmt::Display) {
        self.failures.push(format!("{}:{}: {told}", self.page, block.line));
    }

    fn block(&mut self, block: &Block) {
        if let Some(path) = block.file() {
            self.write(path, &block.text);
            if path.contains("lexicons/") || path.contains("weights/") {
                self.words.push(self.folder.path().join(path));
            }
        }
        match (block.language.as_str(), block.file()) {
            ("console", _) => self.transcript(block),
            ("toml", _) if block.is("faulty") => {}
            ("toml", Some(path)) if path.ends_with("seedlint.toml") => {
                let mut faults = Vec::new();
                config::load(&self.folder.path().join(path), &mut faults);
                faults.iter().for_each(|fault| self.fail(block, told(fault)));
            }
            ("toml", Some(path)) => {
                let faults = if path.contains("lexicons/") || path.contains("weights/") {
                    faults_of_words(&self.words)
                } else {
                    faults_of_rule(path, &block.text)
                };
                faults.iter().for_each(|fault| self.fail(block, told(fault)));
            }
            ("toml", None) if block.is("part") => {
                let faults = faults_of_rule("part/part.toml", &completed(&block.text));
                faults.iter().for_each(|fault| self.fail(block, told(fault)));
            }
            ("toml", None) => self.fail(block, "this TOML block says neither `file=` nor `part`"),
            _ => {}
        }
    }

    /// Runs the commands of a block and compares what each prints.
    fn transcript(&mut self, block: &Block) {
        let mut runs: Vec<(&str, Vec<&str>)> = Vec::new();
        for line in block.text.lines() {
            match (line.strip_prefix("$ "), runs.last_mut()) {
                (Some(command), _) => runs.push((command, Vec::new())),
                (None, Some((_, output))) => output.push(line),
                (None, None) => self.failures.push(format!("{}:{}: a transcript begins with a command", self.page, block.line)),
            }
        }
        let mut written = String::new();
        let mut status = 0;
        for (command, expected) in runs {
            let (output, code) = if command == "echo $?" { (format!("{status}\n"), 0) } else { self.run(command) };
            status = code;
            let lines: Vec<_> = output.lines().collect();
            if !agree(&expected, &lines) {
                self.fail(block, format_args!("`{command}` prints\n{output}"));
            }
            let kept = if expected.contains(&"…") { expected } else { lines };
            written.push_str(&format!("$ {command}\n"));
            kept.iter().for_each(|line| written.push_str(&format!("{line}\n")));
        }
        self.changes.push((block.place.clone(), written));
    }

    /// What a command prints, and its exit status. `cargo run … --` is the built program.
    fn run(&self, command: &str) -> (String, i32) {
        let program = Path::new(env!("CARGO_BIN_EXE_seedlint"));
        let command = match command.split_once(" -- ") {
            Some((cargo, rest)) if cargo.starts_with("cargo run") => format!("seedlint {rest}"),
            _ => command.to_owned(),
        };
        let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
        let run = Command::new("sh")
            .args(["-c", &format!("{{ {command}\n}} 2>&1")])
            .current_dir(self.folder.path())
            .env("PATH", path)
            .env_remove("FORCE_COLOR")
            .envs(GIT)
            .env_remove("GITHUB_REPOSITORY")
            .env_remove("CLICOLOR_FORCE")
            .output()
            .unwrap();
        let printed = String::from_utf8(run.stdout).unwrap();
        let here = fs::canonicalize(self.folder.path()).unwrap();
        (printed.replace(&format!("{}/", here.display()), "/home/ann/desk/"), run.status.code().unwrap_or(-1))
    }
}

/// Git with nothing of the caller's settings.
const GIT: [(&str, &str); 6] = [
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_AUTHOR_NAME", "Ann Lee"),
    ("GIT_AUTHOR_EMAIL", "ann@example.org"),
    ("GIT_COMMITTER_NAME", "Ann Lee"),
    ("GIT_COMMITTER_EMAIL", "ann@example.org"),
];

/// Whether the lines printed are those expected, where `…` stands for any lines.
fn agree(expected: &[&str], printed: &[&str]) -> bool {
    match expected.split_first() {
        None => printed.is_empty(),
        Some((&"…", rest)) => (0..=printed.len()).any(|skipped| agree(rest, &printed[skipped..])),
        Some((line, rest)) => printed.split_first().is_some_and(|(first, others)| first == line && agree(rest, others)),
    }
}

fn told(fault: &Fault) -> String {
    format!("{} [{}]", fault.message, fault.span.of(&fault.source.text))
}

/// The faults of the lexicons and weights among `own`.
fn faults_of_words(own: &[PathBuf]) -> Vec<Fault> {
    let below = |name: &str| {
        let files = own.iter().filter(move |path| path.parent().is_some_and(|folder| folder.ends_with(name)));
        let sources = files.map(|path| Arc::new(Source::new(path.display().to_string(), Format::Plain, fs::read_to_string(path).unwrap())));
        sources.collect::<Vec<_>>()
    };
    let mut faults = Vec::new();
    let [lexicons, weights] = ["lexicons", "weights"].map(|name| [builtin::folder(name), below(name)].concat());
    Language::load(&lexicons, &weights, &mut faults);
    faults
}

/// The faults of a rule file, those in its examples included.
fn faults_of_rule(path: &str, text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let language = builtin::language();
    let parts: Vec<_> = path.trim_end_matches(".toml").rsplit('/').take(2).collect();
    let source = Arc::new(Source::new(path, Format::Plain, text));
    let file = RuleFile { name: format!("{}/{}", parts[1], parts[0]), source, own: true };
    let set = rules::load(&[file], &language, &mut faults);
    let mut tally = examples::Tally::default();
    if text.contains("[examples]") && !text.contains("# any") {
        set.iter().for_each(|(id, _)| examples::run(&set, &language, id, &mut tally, &mut faults));
    }
    faults
}

/// Some keys of a rule with the others that it must have.
fn completed(part: &str) -> String {
    let has = |key: &str| part.lines().any(|line| line.starts_with(key));
    let required = [
        ("summary", "summary = 'x'"),
        ("level", "level = 'note'"),
        ("confidence", "confidence = 'low'"),
        ("message", "message = 'x'"),
        ("why", "why = 'x'"),
        ("match", "match.phrases = ['mill']"),
    ];
    let missing: Vec<_> = required.iter().filter(|(key, _)| !has(key)).map(|(_, line)| *line).collect();
    format!("{}\n{part}\n[examples] # any\nflags = ['<<x>>', '<<x>>']\npasses = ['x', 'x']\n", missing.join("\n"))
}

const FACTS_HEADER: &str = "| fact and fault | finds | parameters | placeholders | shown beside |\n";

/// Where a page has the table of what can be asked of facts.
fn facts_table_in(page: &str) -> Option<std::ops::Range<usize>> {
    let start = page.find(FACTS_HEADER)?;
    Some(start..page[start..].find("\n\n").map_or(page.len(), |end| start + end + 1))
}

/// That table, from the rows in the code.
fn facts_table() -> String {
    let codes = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let parameter = |parameter: &Parameter| {
        let Parameter { name, takes, says } = parameter;
        match takes {
            Takes::Kinds(kinds) => format!("`{name}` (all): {says}: {}", codes(&kinds())),
            Takes::Count(1, absent) => format!("`{name}` ({absent}): {says}"),
            Takes::Count(least, absent) => format!("`{name}` ({absent}): {says}, {least} at least"),
            Takes::Share(absent) => format!("`{name}` ({absent}): {says}"),
            Takes::Fields => format!("`{name}` (required): {says}"),
            Takes::Flag => format!("`{name}` (false): {says}"),
        }
    };
    let row = |question: &Question| {
        let parameters: Vec<_> = question.parameters.iter().map(parameter).collect();
        let placeholders: Vec<_> = question.placeholders.iter().map(|name| format!("{{{name}}}")).collect();
        let placeholders = codes(&placeholders.iter().map(String::as_str).collect::<Vec<_>>());
        let cells = [
            format!("`{}.{}`", question.fact, question.fault),
            question.finds.into(),
            parameters.join("; "),
            placeholders,
            question.labels.into(),
        ];
        cells.iter().map(|cell| if cell.is_empty() { "| ".to_owned() } else { format!("| {cell} ") }).collect::<String>() + "|\n"
    };
    format!("{FACTS_HEADER}|---|---|---|---|---|\n{}", QUESTIONS.iter().map(row).collect::<String>())
}

#[test]
fn what_is_shown_is_so() {
    let mut failures = Vec::new();
    for (path, page) in pages() {
        let name = path.strip_prefix(root()).unwrap().display().to_string();
        let mut stage =
            Stage { folder: tempfile::tempdir().unwrap(), page: name, words: Vec::new(), failures: Vec::new(), changes: Vec::new() };
        // So that no configuration above the folder is found.
        fs::create_dir(stage.folder.path().join(".git")).unwrap();
        for piece in pieces(&page) {
            match piece {
                Piece::Block(block) => stage.block(&block),
                Piece::Comment(comment) => stage.comment(&comment),
            }
        }
        if let Some(facts) = facts_table_in(&page) {
            if page[facts.clone()] != facts_table() {
                stage.failures.push(format!("{}: the table of facts is not that of the code", stage.page));
            }
            let place = stage.changes.partition_point(|(place, _)| place.start < facts.start);
            stage.changes.insert(place, (facts, facts_table()));
        }
        if std::env::var_os("UPDATE_DOCS").is_some() {
            let mut updated = page.clone();
            stage.changes.iter().rev().for_each(|(place, text)| updated.replace_range(place.clone(), text));
            fs::write(&path, updated).unwrap();
        }
        failures.append(&mut stage.failures);
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn links_lead_somewhere() {
    let anchors = |text: &str| -> BTreeSet<String> {
        let document = document::read(&Source::new("page.md", Format::Markdown, text));
        let ids = document.marks.into_iter().filter_map(|mark| if let MarkKind::Anchor { id } = mark.kind { Some(id) } else { None });
        ids.collect()
    };
    let mut broken = Vec::new();
    for (path, page) in pages() {
        let shown = path.strip_prefix(root()).unwrap().display();
        let document = document::read(&Source::new("page.md", Format::Markdown, page.as_str()));
        for mark in document.marks {
            let target = match mark.kind {
                MarkKind::Link { target, .. } | MarkKind::Image { target } => target,
                MarkKind::UndefinedLink { label } => {
                    broken.push(format!("{shown}: [{label}] is defined nowhere"));
                    continue;
                }
                _ => continue,
            };
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (file, anchor) = target.split_once('#').map_or((target.as_str(), None), |(file, anchor)| (file, Some(anchor)));
            let to = if file.is_empty() { path.clone() } else { path.parent().unwrap().join(file) };
            let sound = to.exists() && anchor.is_none_or(|anchor| anchors(&fs::read_to_string(&to).unwrap()).contains(anchor));
            if !sound {
                broken.push(format!("{shown}: {target} leads nowhere"));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

/// The rows of the tables with these headers in a page: of each cell, its code spans, or its text where it has none.
fn table(page: &str, headers: &[&str]) -> Vec<Vec<Vec<String>>> {
    let page = fs::read_to_string(root().join(page)).unwrap();
    let (mut rows, mut row, mut cell, mut header, mut wanted) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), false);
    let mut text = String::new();
    for event in Parser::new_ext(&page, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::TableHead) => header.clear(),
            Event::End(TagEnd::TableHead) => wanted = header == headers,
            Event::Start(Tag::TableRow) => row = Vec::new(),
            Event::End(TagEnd::TableRow) if wanted => rows.push(std::mem::take(&mut row)),
            Event::Start(Tag::TableCell) => {
                cell = Vec::new();
                text.clear();
            }
            Event::End(TagEnd::TableCell) => {
                header.push(text.clone());
                let spans = std::mem::take(&mut cell);
                row.push(if spans.is_empty() && !text.is_empty() { vec![text.clone()] } else { spans });
            }
            Event::Text(words) => text.push_str(&words),
            Event::Code(code) => {
                cell.push(code.to_string());
                text.push_str(&format!("`{code}`"));
            }
            _ => {}
        }
    }
    assert!(!rows.is_empty(), "no table is headed {headers:?}");
    rows
}

/// The rule with this one phrase, and what is wrong with it.
fn of_phrase(phrase: &str) -> (rules::RuleSet, Language, Vec<Fault>) {
    let text = completed(&format!("match.phrases = [{}]", toml::Value::from(phrase)));
    let source = Arc::new(Source::new("part/part.toml", Format::Plain, text));
    let file = RuleFile { name: "part/part".into(), source, own: true };
    let (language, mut faults) = (builtin::language(), Vec::new());
    let set = rules::load(&[file], &language, &mut faults);
    (set, language, faults)
}

#[test]
fn phrases_match_as_their_page_says() {
    for row in table("docs/phrases.md", &["Phrase", "Matches", "Does not match"]) {
        let [phrase, matches, others] = row.as_slice() else { panic!("{row:?}") };
        let (set, language, faults) = of_phrase(&phrase[0]);
        assert_eq!(faults, [], "{phrase:?}");
        for (text, wanted) in matches.iter().map(|text| (text, true)).chain(others.iter().map(|text| (text, false))) {
            let tokens = language.tokens(text, [seedlint::span::Span::new(0, text.len())]);
            let hits: Vec<_> = set.phrases.search(&language, text, tokens.vocabulary()).find(&tokens).collect();
            let whole = hits.iter().any(|hit| hit.tokens.end - hit.tokens.start == tokens.len());
            assert_eq!(if wanted { whole } else { !hits.is_empty() }, wanted, "{phrase:?} in {text:?}: {hits:?}");
        }
    }
}

#[test]
fn faults_of_phrases_are_told_as_their_page_says() {
    for row in table("docs/phrases.md", &["Phrase", "Message"]) {
        let page = fs::read_to_string(root().join("docs/phrases.md")).unwrap();
        let (_, _, faults) = of_phrase(row[0].first().map_or("", String::as_str));
        let fault = faults.first().unwrap_or_else(|| panic!("{row:?} has no fault"));
        assert!(page.contains(&fault.message.replace('|', "\\|")), "{row:?}: {}", fault.message);
        for quoted in &row[1] {
            assert!(fault.message.contains(quoted.as_str()), "{row:?}: {}", fault.message);
        }
    }
}

#[test]
fn each_family_finds_its_example() {
    let rows = table("README.md", &["Family", "What it finds", "For example"]);
    let mut families = BTreeSet::new();
    for row in &rows {
        let (family, example) = (&row[0][0], &row[2][0]);
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.md"), format!("{example}\n")).unwrap();
        if family == "claims" {
            fs::write(folder.path().join("a.checks.toml"), "format = 1\n").unwrap();
        }
        let seedlint = Command::new(env!("CARGO_BIN_EXE_seedlint"))
            .args(["check", "--no-config", "--fail-on", "note", "--select", family, "a.md"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert_eq!(seedlint.status.code(), Some(1), "{family} finds nothing in {example:?}");
        families.insert(family.clone());
    }
    let known: BTreeSet<_> = builtin::rules().iter().map(|rule| rule.name.split('/').next().unwrap().to_owned()).collect();
    assert_eq!(families, known);
}

/// What the program says may stand where it finds `zzzzzzzz`.
fn names_in_place_of(faults: &[Fault]) -> Vec<String> {
    let help = faults.iter().find(|fault| fault.message.contains("zzzzzzzz")).and_then(|fault| fault.help.clone()).unwrap_or_default();
    help.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_key_and_every_fact_is_documented() {
    let page = |name: &str| fs::read_to_string(root().join("docs").join(name)).unwrap();
    let mut missing = Vec::new();
    let mut require = |page: &str, name: String| {
        if !page.contains(&name) {
            missing.push(name);
        }
    };
    let rule = |line: &str| names_in_place_of(&faults_of_rule("part/part.toml", &completed(line)));
    let keys = rule("zzzzzzzz = 1");
    assert!(keys.len() > 10, "{keys:?}");
    keys.into_iter().for_each(|key| require(&page("rules.md"), format!("`{key}`").replace("`examples`", "`[examples]`")));
    for kind in rule("match.fact.zzzzzzzz.x = {}") {
        let mut faults = rule(&format!("match.fact.{kind}.zzzzzzzz = {{}}"));
        assert!(!faults.is_empty(), "{kind}");
        faults.drain(..).for_each(|fault| require(&page("rules.md"), format!("`{kind}.{fault}`")));
    }
    for fact in rule("unless.facts = ['zzzzzzzz']").into_iter().chain(rule("scope = 'zzzzzzzz'")).chain(rule("unless.within = 'zzzzzzzz'"))
    {
        require(&page("rules.md"), format!("`{fact}`"));
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("seedlint.toml");
    for section in [
        "",
        "[seeds]\n",
        "[[override]]\npaths = ['x']\n",
        "[[allow]]\npath = 'x'\nrule = 'x'\nreason = 'x'\n",
        "[vocabulary]\n",
        "[metadata]\n",
        "[gate]\n",
    ] {
        fs::write(&file, format!("{section}zzzzzzzz = 1\n")).unwrap();
        let mut faults = Vec::new();
        config::load(&file, &mut faults);
        let keys = names_in_place_of(&faults);
        assert!(!keys.is_empty(), "{section}");
        keys.into_iter().for_each(|key| require(&page("configuration.md"), key));
    }
    assert!(missing.is_empty(), "not documented: {missing:?}");
}

#[test]
fn every_option_is_documented_and_no_other() {
    let page = fs::read_to_string(root().join("docs/command-line.md")).unwrap();
    let options = |text: &str| -> BTreeSet<String> {
        let starts = text.match_indices("--").filter(|(at, _)| !text[..*at].ends_with(|c: char| c == '-' || c.is_alphanumeric()));
        let names = starts.map(|(at, _)| text[at..].split(|c: char| !(c == '-' || c.is_ascii_lowercase())).next().unwrap().to_owned());
        names.filter(|name| name.len() > 3 && !name[2..].contains("--")).collect()
    };
    let mut known = BTreeSet::from(["--version".to_owned()]);
    for command in [
        "check",
        "explain",
        "rules list",
        "rules test",
        "rules score",
        "rules new",
        "inspect",
        "baseline update",
        "baseline prune",
        "init",
        "config show",
        "config file",
        "claims init",
        "claims sync",
        "claims status",
        "claims next",
        "claims show",
        "claims mark",
        "claims exempt",
        "claims retire",
        "claims confirm",
        "claims sign",
        "claims diff",
        "claims log",
        "claims audit",
        "claims fmt",
        "sources add",
        "sources archive",
        "sources list",
        "sources uses",
        "sources verify",
        "claims resolve",
        "claims merge-driver",
        "schema",
        "completions",
        "man",
    ] {
        let help = Command::new(env!("CARGO_BIN_EXE_seedlint")).args(command.split(' ')).arg("--help").output().unwrap();
        known.extend(options(&String::from_utf8(help.stdout).unwrap()));
        assert!(page.contains(&format!("seedlint {command}")), "`seedlint {command}` is not documented");
    }
    assert_eq!(options(&page), known);
}
