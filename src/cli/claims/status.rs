//! `seedlint claims status`: how many claims are in which state, seed by seed.

use std::collections::BTreeMap;

use serde_json::json;

use super::super::Verdict;
use super::super::terminal::Terminal;
use super::arguments::{Format, Status};
use super::counted;
use super::desk::Desk;
use crate::ledger::state::State;

pub(super) fn run(asked: &Status, terminal: &mut Terminal) -> Verdict {
    let mut desk = Desk::open(&asked.seeds, terminal);
    let opened = desk.with_ledger(terminal);
    let (mut all, mut records) = (BTreeMap::new(), Vec::new());
    for opened in &opened {
        let today = desk.today;
        let bench = opened.bench(desk.shelf(opened.house, terminal), today);
        let synced = opened.synced();
        let mut states: BTreeMap<State, usize> = BTreeMap::new();
        for (id, claim) in &synced.claims.claims {
            let now = (!synced.anchors.lost.contains_key(id)).then_some(claim.hash);
            *states.entry(bench.standing(id, claim.kind, now).state).or_default() += 1;
        }
        states.iter().for_each(|(state, count)| *all.entry(*state).or_insert(0) += count);
        match asked.format {
            Format::Human => terminal.line(&format!("{}: {}", opened.name(), told(&states))),
            Format::Json => {
                let states: BTreeMap<_, _> = states.iter().map(|(state, count)| (state.name(), count)).collect();
                let signed = bench.signed(&opened.seed.hash());
                records.push(json!({ "path": opened.name(), "document": synced.claims.id, "states": states, "signed": signed }));
            }
        }
    }
    match asked.format {
        Format::Json => {
            let document = json!({ "version": 1, "as_of": desk.today.to_string(), "seeds": records });
            terminal.print(|out| writeln!(out, "{document:#}"));
        }
        Format::Human if opened.len() > 1 => {
            terminal.line(&format!("{}: {}", counted(opened.len(), "seed"), told(&all)));
        }
        Format::Human => {}
    }
    if desk.trouble { Verdict::Trouble } else { Verdict::Clean }
}

/// `12 claims: 1 false, 2 stale, 9 exempt`, heaviest first.
fn told(states: &BTreeMap<State, usize>) -> String {
    let claims = counted(states.values().sum(), "claim");
    let each: Vec<_> = states.iter().rev().map(|(state, count)| format!("{count} {}", state.name())).collect();
    if each.is_empty() { claims } else { format!("{claims}: {}", each.join(", ")) }
}
