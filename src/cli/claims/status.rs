//! `seedlint claims status`: how many claims are in which state, seed by seed.

use std::collections::BTreeMap;

use serde_json::json;

use super::super::Verdict;
use super::super::terminal::Terminal;
use super::arguments::{Format, Status};
use super::counted;
use super::desk::{Desk, Opened};
use crate::ledger::checks::Signoff;
use crate::ledger::file::name_of;
use crate::ledger::state::{Bench, State};

pub(super) fn run(asked: &Status, terminal: &mut Terminal) -> Verdict {
    let mut desk = Desk::open_bare(&asked.seeds, terminal);
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
            Format::Human => terminal.line(&format!("{}: {}{}", opened.name(), told(&states), signed(opened, &bench))),
            Format::Json => {
                let states: BTreeMap<_, _> = states.iter().map(|(state, count)| (state.name(), count)).collect();
                let signed = bench.signers(&opened.seed.hash()).len();
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

/// Who let the seed go, or why that holds no more.
fn signed(opened: &Opened, bench: &Bench<'_>) -> String {
    if opened.checks.read.what.signoffs.is_empty() {
        return String::new();
    }
    let document = opened.seed.hash();
    let signers = bench.signers(&document);
    match bench.lapsed(&document) {
        _ if !signers.is_empty() => format!("; signed off by {}", signers.into_iter().collect::<Vec<_>>().join(", ")),
        Some((signoff, text)) => format!("; no more signed off: {}", lapse(signoff, text)),
        None => String::new(),
    }
}

/// `the text changed since Lea Roe signed on 2026-08-30`
pub(in crate::cli) fn lapse(signoff: &Signoff, text: bool) -> String {
    let what = if text { "the text changed" } else { "more was recorded" };
    format!("{what} since {} signed on {}", name_of(&signoff.by), signoff.on)
}

/// `12 claims: 1 false, 2 stale, 9 exempt`, heaviest first.
pub(super) fn told(states: &BTreeMap<State, usize>) -> String {
    let claims = counted(states.values().sum(), "claim");
    let each: Vec<_> = states.iter().rev().map(|(state, count)| format!("{count} {}", state.name())).collect();
    if each.is_empty() { claims } else { format!("{claims}: {}", each.join(", ")) }
}
