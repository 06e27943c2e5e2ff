//! `seedlint claims sign`: lets a seed go as it stands. A signature holds for this text and these records, and for no others.

use std::collections::BTreeMap;

use super::super::Verdict;
use super::super::terminal::Terminal;
use super::arguments::Sign;
use super::desk::{Desk, Opened};
use super::records::{append, file_of, ready};
use super::status::told;
use crate::ledger::checks::Signoff;
use crate::ledger::file::name_of;
use crate::ledger::state::State;

pub(super) fn run(asked: &Sign, terminal: &mut Terminal) -> Verdict {
    if asked.seeds.paths.is_empty() {
        terminal.tell("error", "a seed is signed off by name: `seedlint claims sign SEED --attest`");
        return Verdict::Trouble;
    }
    let mut desk = Desk::open(&asked.seeds, terminal);
    for opened in desk.with_ledger(terminal) {
        match sign(asked, &mut desk, &opened, terminal) {
            Ok(line) => terminal.line(&line),
            Err(message) => {
                desk.trouble = true;
                terminal.tell("error", &format!("{}: {message}", opened.name()));
            }
        }
    }
    if desk.trouble { Verdict::Trouble } else { Verdict::Clean }
}

fn sign(asked: &Sign, desk: &mut Desk, opened: &Opened, terminal: &mut Terminal) -> Result<String, String> {
    let by = ready(desk, opened, asked.by.by.as_deref(), "signed", terminal)?;
    if !opened.in_sync() {
        return Err(format!("the text changed since the last sync; `seedlint claims sync {}` comes first", opened.name()));
    }
    let today = desk.today;
    let gates = desk.houses.get(opened.house).asked.gates.clone();
    let shelf = desk.shelf(opened.house, terminal);
    if shelf.policy.independent_checker && opened.author.as_deref().map(name_of) == Some(name_of(&by)) {
        return Err("the author does not sign off; --by names somebody else".to_owned());
    }
    let bench = opened.bench(shelf, today);
    let mut states: BTreeMap<State, usize> = BTreeMap::new();
    for (id, claim) in &opened.claims.read.what.claims {
        *states.entry(bench.standing_of(id, claim, false).state).or_default() += 1;
    }
    let open: BTreeMap<State, usize> =
        states.iter().filter(|(state, _)| gates.published.deny.contains(state)).map(|(s, n)| (*s, *n)).collect();
    if !open.is_empty() {
        let name = opened.name();
        return Err(format!("not ready to be signed, with {}; `seedlint claims next {name}` says what is to do", told(&open)));
    }
    let document = opened.seed.hash();
    if bench.signers(&document).contains(name_of(&by)) {
        return Err(format!("{} has signed it off as it stands", name_of(&by)));
    }
    if !asked.attest {
        return Err("a signature says that you read the seed as it stands; --attest says so".to_owned());
    }
    let mut checks = opened.checks.read.what.clone();
    let key = checks.sign(Signoff { document, checks: checks.seal(), by, on: today });
    append(opened, &checks)?;
    let file = file_of(opened);
    Ok(format!("{key} in {file}: {} is signed off as it stands, with {}; any change ends that", opened.name(), told(&states)))
}
