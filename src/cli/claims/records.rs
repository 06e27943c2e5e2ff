//! `seedlint claims exempt` and `retire`: one record each, appended to the checks of a seed.

use super::super::Verdict;
use super::super::terminal::Terminal;
use super::arguments::{Exempt, Retire};
use super::desk::{Desk, Opened, person};
use crate::ledger::checks::{self, Checks};
use crate::paths;

pub(super) fn exempt(asked: &Exempt, terminal: &mut Terminal) -> Verdict {
    let mut desk = Desk::open(&asked.seeds, terminal);
    let Some((opened, id)) = desk.find(&asked.claim, terminal) else { return Verdict::Trouble };
    let done = ready(&desk, &opened, asked.by.by.as_deref(), &asked.why, terminal).and_then(|by| {
        let synced = opened.synced();
        let claim = synced.claims.claims.get(&id).filter(|_| synced.anchors.bound.contains_key(&id));
        let claim = claim
            .ok_or_else(|| format!("the sentence of c:{id} was not found; `seedlint claims retire c:{id} --why cut`, or put it back"))?;
        let record = checks::Exempt { hash: claim.hash, reason: asked.why.clone(), on: desk.today, by: Some(by), until: asked.until };
        let mut checks = opened.checks.read.what.clone();
        checks.exempt.insert(id.clone(), record);
        append(&opened, &checks)?;
        Ok(format!("c:{id} is exempt as it stands; an edit ends that"))
    });
    told(done, terminal)
}

pub(super) fn retire(asked: &Retire, terminal: &mut Terminal) -> Verdict {
    let mut desk = Desk::open(&asked.seeds, terminal);
    let Some((opened, id)) = desk.find(&asked.claim, terminal) else { return Verdict::Trouble };
    let done = ready(&desk, &opened, asked.by.by.as_deref(), &asked.why, terminal).and_then(|by| {
        let synced = opened.synced();
        if let Some(bound) = synced.anchors.bound.get(&id) {
            let line = opened.line(bound.sentence);
            return Err(format!("c:{id} still stands in {}, line {line}; a claim is retired once its sentence is gone", opened.name()));
        }
        let text = synced.claims.claims.get(&id).map(|claim| claim.text.clone()).unwrap_or_default();
        let mut checks = opened.checks.read.what.clone();
        checks.retired.insert(id.clone(), checks::Retired { text, reason: asked.why.clone(), on: desk.today, by });
        append(&opened, &checks)?;
        Ok(format!("c:{id} is retired; the next `seedlint claims sync` takes it out of the claims"))
    });
    told(done, terminal)
}

/// Who acts, once it is clear that a record can be appended: there is a reason, and the clock is not behind the last record.
pub(super) fn ready(desk: &Desk, opened: &Opened, by: Option<&str>, why: &str, terminal: &mut Terminal) -> Result<String, String> {
    if why.trim().is_empty() {
        return Err("a reason has to say something".to_owned());
    }
    if let Some((last, header)) = opened.checks.read.what.last().filter(|(last, _)| *last > desk.today) {
        let message = format!("this was recorded on {last}, and today is {}; records are appended in order", desk.today);
        let fault = opened.checks.fault(&header, message);
        terminal
            .ledger_faults(&fault.map(|fault| fault.help("set the clock, or say the day with --as-of")).into_iter().collect::<Vec<_>>());
        return Err("nothing was recorded".to_owned());
    }
    person(by, opened.path.parent().unwrap_or(std::path::Path::new(".")))
}

/// Writes the checks of a seed.
pub(super) fn append(opened: &Opened, checks: &Checks) -> Result<(), String> {
    opened.checks.write(&checks.written())
}

/// Tells what came of it.
pub(super) fn told(done: Result<String, String>, terminal: &mut Terminal) -> Verdict {
    match done {
        Ok(line) => {
            terminal.line(&line);
            Verdict::Clean
        }
        Err(message) => {
            terminal.tell("error", &message);
            Verdict::Trouble
        }
    }
}

/// The name of the checks file of a seed.
pub(super) fn file_of(opened: &Opened) -> String {
    paths::name_of(&opened.checks.path)
}
