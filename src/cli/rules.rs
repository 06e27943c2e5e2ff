//! `seedlint rules list` and `rules test`.

use std::path::Path;

use serde::Serialize;

use super::arguments::{ListFormat, ListRules, Rules, TestRules};
use super::houses::{Faults, Houses, OwnFiles, WORDS};
use super::terminal::Terminal;
use super::{Verdict, new_rule, score};
use crate::examples::{self, Tally};
use crate::finding::{Level, RuleId};
use crate::tree::Tree;

pub(super) fn run(rules: &Rules, terminal: &mut Terminal) -> Verdict {
    match rules {
        Rules::List(list) => self::list(list, terminal),
        Rules::Test(test) => self::test(test, terminal),
        Rules::Score(asked) => score::run(asked, terminal),
        Rules::New(new) => new_rule::run(new, terminal),
    }
}

#[derive(Serialize)]
struct Listed<'a> {
    name: &'a str,
    level: &'static str,
    confidence: &'static str,
    summary: &'a str,
    own: bool,
}

fn list(list: &ListRules, terminal: &mut Terminal) -> Verdict {
    let mut houses = Houses::new(&list.config);
    let number = houses.of_folder(Path::new("."));
    let faults = std::mem::take(&mut houses.faults);
    terminal.faults(&faults);
    let house = houses.get(number);
    let levels = house.levels(Path::new("."));
    let listed = house.rules.iter().map(|(id, rule)| Listed {
        name: &rule.name,
        level: levels[id.0 as usize].name(),
        confidence: rule.confidence.name(),
        summary: &rule.summary,
        own: rule.own,
    });
    let listed: Vec<_> = listed.collect();
    match list.format {
        ListFormat::Json => match serde_json::to_string_pretty(&listed) {
            Ok(json) => terminal.print(|out| writeln!(out, "{json}")),
            Err(error) => {
                terminal.tell("error", &error.to_string());
                return Verdict::Trouble;
            }
        },
        ListFormat::Human => {
            let width = listed.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
            for rule in &listed {
                let own = if rule.own { " (your own)" } else { "" };
                terminal.line(&format!("{:width$}  {:7}  {:6}  {}{own}", rule.name, rule.level, rule.confidence, rule.summary));
            }
            let off = levels.iter().filter(|level| **level == Level::Off).count();
            terminal.line("");
            terminal.line(&format!("{} rules, {off} of them off; `seedlint explain RULE` tells more", listed.len()));
        }
    }
    if faults.is_empty() { Verdict::Clean } else { Verdict::Trouble }
}

fn test(test: &TestRules, terminal: &mut Terminal) -> Verdict {
    let mut houses = Houses::with_examples(&test.config);
    let mut own = OwnFiles::default();
    let mut words = 0;
    for path in &test.paths {
        if !path.exists() {
            terminal.tell("error", &format!("{}: no such file or folder", path.display()));
            return Verdict::Trouble;
        }
        if let Some(kind) = kind_of_words(path) {
            terminal.tell("note", &format!("{} is {kind}, and has no examples: they are in the rules that use it", path.display()));
            words += 1;
        }
        own.join(files_at(path, &mut houses.faults));
    }
    let names: Vec<String> = own.rules.iter().map(|file| file.name.clone()).collect();
    let number = houses.of_folder_with(Path::new("."), own);
    let mut faults = std::mem::take(&mut houses.faults);
    let sound = faults.is_empty();
    let house = houses.get(number);
    let wanted: Vec<RuleId> =
        house.rules.iter().filter(|(_, rule)| test.paths.is_empty() || names.contains(&rule.name)).map(|(id, _)| id).collect();
    let mut tally = Tally::default();
    wanted.iter().for_each(|id| examples::run(&house.rules, &house.language, *id, &mut tally, &mut faults.rules));
    terminal.faults(&faults);
    if wanted.is_empty() && (words == 0 || words < test.paths.len()) {
        terminal.tell("warning", "no rules here");
    }
    let failed = if tally.failed > 0 { format!(", {} failed", tally.failed) } else { String::new() };
    let counted = |count: usize, thing: &str| format!("{count} {thing}{}", if count == 1 { "" } else { "s" });
    terminal.line(&format!("{}, {} as marked{failed}", counted(wanted.len(), "rule"), counted(tally.sound, "example")));
    match (sound, tally.failed) {
        (false, _) => Verdict::Trouble,
        (true, 0) => Verdict::Clean,
        (true, _) => Verdict::Findings,
    }
}

/// What a path names, with the lexicons and weights of the folder of rules that it belongs to: as if a configuration named
/// that folder.
fn files_at(path: &Path, faults: &mut Faults) -> OwnFiles {
    let path = crate::paths::absolute(path);
    let family = if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(&path) };
    let around = family.parent().unwrap_or(family);
    let mut files = OwnFiles::default();
    if path.is_file() {
        files.add(&Tree::Disk, around, &path, faults);
    } else if kind_of_words(&path).is_none() {
        files = OwnFiles::list(&Tree::Disk, &path, faults);
    }
    // Rules may also lie in the folder of rules itself.
    let has_words = WORDS.iter().any(|(kind, _)| family.join(kind).is_dir());
    let is_family = files.rules.iter().any(|file| crate::paths::absolute(Path::new(&file.source.name)).parent() == Some(family));
    if has_words || is_family || kind_of_words(&path).is_some() {
        files.join(OwnFiles::list_words(if has_words { family } else { around }, faults));
    }
    files
}

/// What a file is that lies where lexicons or weights do; the same of the folder.
fn kind_of_words(path: &Path) -> Option<&'static str> {
    let path = crate::paths::absolute(path);
    let folder = if path.is_dir() { path.as_path() } else { path.parent()? };
    let name = folder.file_name()?;
    WORDS.iter().find(|(folder, _)| name == *folder).map(|(_, kind)| *kind)
}
