//! `seedlint claims audit`: whether ledgers hang together. Seals are held when they are read; here records are held against claims,
//! against each other, against the register, and against the clock. Never writes.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Verdict;
use super::super::terminal::Terminal;
use super::arguments::Audit;
use super::counted;
use super::desk::{Desk, Opened};
use crate::ledger::checks::Check;

pub(super) fn run(asked: &Audit, terminal: &mut Terminal) -> Verdict {
    let mut desk = Desk::open(&asked.seeds, terminal);
    let opened = desk.with_ledger(terminal);
    let (mut wrong, mut records, mut cited) = (0, 0, BTreeMap::<usize, BTreeSet<String>>::new());
    let mut documents: BTreeMap<&str, &str> = BTreeMap::new();
    for opened in &opened {
        let mut faults = faults(&desk, opened);
        let id = opened.claims.read.what.id.as_str();
        if let Some(other) = documents.insert(id, opened.name()).filter(|_| !id.is_empty()) {
            faults.push(format!("has the document id of {other}: one of them is a copy, and needs a ledger of its own"));
        }
        wrong += faults.len();
        faults.iter().for_each(|fault| terminal.line(&format!("{}: {fault}", opened.name())));
        let checks = &opened.checks.read.what;
        records += checks.checks.len() + checks.exempt.len() + checks.retired.len() + checks.signoffs.len();
        let of_house = cited.entry(opened.house).or_default();
        of_house.extend(checks.checks.values().flat_map(|check| check.sources.iter().map(|cited| cited.id.clone())));
    }
    for (house, cited) in cited {
        let register = &desk.shelf(house, terminal).register;
        let unknown: Vec<_> = cited.iter().filter(|id| !register.sources.contains_key(*id)).cloned().collect();
        let unused: Vec<_> = register
            .sources
            .keys()
            .filter(|id| !cited.contains(*id) && !register.sources.keys().any(|other| register.derives(other, id)))
            .cloned()
            .collect();
        let named: BTreeSet<_> = register.sources.values().filter_map(|entry| entry.archive.as_ref()).collect();
        let loose = register.archive.keys().filter(|hash| !named.contains(hash)).count();
        wrong += unknown.len();
        unknown.iter().for_each(|id| {
            terminal.line(&format!("{id}: judgements cite it, and it is not registered; `seedlint sources add {id}` does that"))
        });
        if !unused.is_empty() {
            terminal.line(&format!("nothing cites {}", unused.join(", ")));
        }
        if loose > 0 {
            terminal.line(&format!("{} that no source names any more", counted(loose, "archived text")));
        }
    }
    if !opened.is_empty() {
        let bad = if wrong > 0 { format!("; {wrong} wrong") } else { String::new() };
        terminal.line(&format!("{} in {}, every seal fits{bad}", counted(records, "record"), counted(opened.len(), "ledger")));
    }
    match (desk.trouble, wrong) {
        (true, _) => Verdict::Trouble,
        (false, 0) => Verdict::Clean,
        (false, _) => Verdict::Findings,
    }
}

/// What is wrong in one ledger.
fn faults(desk: &Desk, opened: &Opened) -> Vec<String> {
    let (claims, checks) = (&opened.claims.read.what, &opened.checks.read.what);
    let mut faults = Vec::new();
    let known = |id: &str| claims.claims.contains_key(id) || checks.retired.contains_key(id);
    for (key, check) in &checks.checks {
        if !known(&check.claim) {
            faults.push(format!(
                "check.{key} is of c:{}, which is no claim here; `seedlint claims retire` would have kept its id",
                check.claim
            ));
        }
        for replaced in check.replaces.iter().filter(|replaced| !checks.checks.contains_key(*replaced)) {
            faults.push(format!("check.{key} replaces {replaced}, which is not here"));
        }
    }
    faults.extend(checks.exempt.keys().filter(|id| !known(id)).map(|id| format!("exempt.{id} is of no claim here")));
    let mut seen: Vec<(&String, &Check)> = Vec::new();
    for (key, check) in &checks.checks {
        if let Some((first, _)) = seen.iter().find(|(_, other)| *other == check) {
            faults.push(format!("check.{key} says what check.{first} does"));
        }
        seen.push((key, check));
    }
    if let Some((last, header)) = checks.last().filter(|(last, _)| *last > desk.today) {
        faults.push(format!("{header} is of {last}, and today is {}", desk.today));
    }
    faults
}
