//! `seedlint claims diff`: what a branch did to claims and judgements. Reads git, and never writes.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::super::Verdict;
use super::super::around::Surroundings;
use super::super::terminal::Terminal;
use super::arguments::Diff;
use super::counted;
use super::desk::{Desk, Opened};
use super::sync::tell_change;
use crate::facts::Needs;
use crate::git;
use crate::ledger::checks::{self, Checks};
use crate::ledger::claims::{self, Claims};
use crate::ledger::file::{self, Read, name_of};
use crate::ledger::{seed, sync};
use crate::paths;
use crate::source::{Format, Source, decoded};
use crate::tree::Tree;

pub(super) fn run(asked: &Diff, terminal: &mut Terminal) -> Verdict {
    let tree = match git::open().and_then(|git| git.files(git.merge_base(&asked.revision)?)) {
        Ok(files) => Tree::Kept(Arc::new(files)),
        Err(message) => {
            terminal.tell("error", &message);
            return Verdict::Trouble;
        }
    };
    let mut desk = Desk::open(&asked.seeds, terminal);
    let surroundings = Surroundings::in_tree(tree);
    let (mut changed, mut recorded) = (0, 0);
    let opened = desk.with_ledger(terminal);
    for opened in &opened {
        match diff(&desk, opened, &surroundings, terminal) {
            Ok((claims, records)) => {
                changed += claims;
                recorded += records;
            }
            Err(message) => {
                desk.trouble = true;
                terminal.tell("error", &message);
            }
        }
    }
    if !opened.is_empty() {
        let what = format!("{} changed, {} new", counted(changed, "claim"), counted(recorded, "record"));
        terminal.line(&format!("{what} in {} since {}", counted(opened.len(), "seed"), asked.revision));
    }
    if desk.trouble { Verdict::Trouble } else { Verdict::Clean }
}

/// Tells what became of one seed since; how many claims changed, and how many records are new.
fn diff(desk: &Desk, opened: &Opened, before: &Surroundings, terminal: &mut Terminal) -> Result<(usize, usize), String> {
    let tree = &before.tree;
    let house = desk.houses.get(opened.house);
    let was = match text_at(tree, &opened.path)? {
        Some(text) => {
            let source = Source::new(opened.name(), opened.source.format, text);
            let reading = before.read(
                Some(&opened.path),
                &house.document,
                &house.language,
                Needs { claims_alone: true, ..Needs::default() },
                &source,
            );
            seed::read(&source, &reading.document, &reading.facts)
        }
        None => seed::Seed::default(),
    };
    let known: Option<Claims> = ledger_at(tree, &file::claims_path(&opened.path), claims::read)?;
    let checks: Checks = ledger_at(tree, &file::checks_path(&opened.path), checks::read)?.unwrap_or_default();
    let name = opened.file_name();
    let mut claims = match known {
        Some(known) => sync::sync(&known, &name, &was, |id| checks.retired.contains_key(id)).claims,
        None => sync::begin(&name, &was).claims,
    };
    // Ids are minted from that of the document, which may be younger than the revision.
    if claims.claims.is_empty() {
        claims.id.clone_from(&opened.claims.read.what.id);
    }
    let retired = &opened.checks.read.what.retired;
    let synced = sync::sync(&claims, &name, &opened.seed, |id| retired.contains_key(id));
    let records = new_records(&checks, &opened.checks.read.what);
    if synced.changes.is_empty() && records.is_empty() {
        return Ok((0, 0));
    }
    terminal.line(opened.name());
    synced.changes.iter().for_each(|change| tell_change(opened, &claims, &synced, change, terminal));
    records.values().for_each(|line| terminal.line(&format!("  {line}")));
    Ok((synced.changes.len(), records.len()))
}

/// What was recorded since, by key.
fn new_records(was: &Checks, now: &Checks) -> BTreeMap<String, String> {
    let new = super::log::records(now);
    let old = super::log::records(was);
    let fresh = new.into_iter().filter(|record| !old.iter().any(|known| known.header == record.header));
    fresh.map(|record| (record.header.clone(), format!("{}  {}, {}", record.what, name_of(&record.by), record.on))).collect()
}

fn text_at(tree: &Tree, path: &Path) -> Result<Option<String>, String> {
    match tree.read(path) {
        Ok(bytes) => decoded(bytes).map(Some).map_err(|message| format!("{}: as it was then: {message}", paths::name_of(path))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{}: as it was then: {error}", paths::name_of(path))),
    }
}

type Reader<T> = fn(&Arc<Source>, &mut Vec<crate::finding::Fault>) -> Option<Read<T>>;

/// A file of the ledger as it was then.
fn ledger_at<T>(tree: &Tree, path: &Path, read: Reader<T>) -> Result<Option<T>, String> {
    let Some(text) = text_at(tree, path)? else { return Ok(None) };
    let source = Arc::new(Source::new(paths::name_of(path), Format::Plain, text));
    let mut faults = Vec::new();
    let told = |faults: &[crate::finding::Fault]| faults.first().map(|fault| fault.message.clone()).unwrap_or_default();
    read(&source, &mut faults).map(|read| Some(read.what)).ok_or_else(|| format!("{}: as it was then: {}", source.name, told(&faults)))
}
