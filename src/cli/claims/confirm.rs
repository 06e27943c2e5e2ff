//! `seedlint claims confirm`: a judgement of former words is made one of the words that stand. Shows both; where more than the
//! wording changed, a reason is needed.

use std::io::{self, BufRead};

use super::super::Verdict as Exit;
use super::super::terminal::Terminal;
use super::arguments::Confirm;
use super::desk::{Desk, Opened};
use super::records::{append, file_of, ready, told};
use crate::ledger::checks::Check;
use crate::ledger::claims::Claim;
use crate::ledger::file::name_of;
use crate::ledger::normal::Hash;
use crate::ledger::parts::{self, Comparison, Part, PartKind};
use crate::ledger::sources::Register;
use crate::ledger::state::{Bench, State};
use crate::ledger::verdict::{Level, Verdict};

pub(super) fn run(asked: &Confirm, terminal: &mut Terminal) -> Exit {
    let mut desk = Desk::open(&asked.seeds, terminal);
    let Some((opened, id)) = desk.find(&asked.claim, terminal) else { return Exit::Trouble };
    let done = confirm(asked, &mut desk, &opened, &id, terminal);
    told(done, terminal)
}

fn confirm(asked: &Confirm, desk: &mut Desk, opened: &Opened, id: &str, terminal: &mut Terminal) -> Result<String, String> {
    let why = asked.still_true.as_deref();
    let by = ready(desk, opened, asked.by.by.as_deref(), why.unwrap_or("the wording alone changed"), terminal)?;
    let claim = opened.claim_in_sync(id)?;
    let today = desk.today;
    let shelf = desk.shelf(opened.house, terminal);
    let standing = opened.bench(shelf, today).standing_of(id, claim, false);
    let mark = format!("`seedlint claims mark c:{id}`");
    let (_, check) = match (standing.state, standing.check) {
        (State::Stale, Some(check)) => check,
        (state, None) => return Err(format!("c:{id} is {}: there is no judgement to confirm; {mark} records one", state.name())),
        (state, Some(_)) => {
            return Err(format!("c:{id} is {}, and its words were judged as they stand; {mark} judges them anew", state.name()));
        }
    };
    show(check, claim, terminal);
    let corrected = check.verdict == Verdict::NeedsFix && check.correction.as_ref().is_some_and(|to| Hash::of(to) == claim.hash);
    let holds = matches!(check.verdict, Verdict::Verified | Verdict::NotCheckable | Verdict::Opinion | Verdict::NoClaim);
    if !holds && !corrected {
        return Err(format!("it was {} then, and other words need another judgement; {mark}", check.verdict.name()));
    }
    if let Some(source) = drifted(check, &shelf.register) {
        return Err(format!("{source} changed since it was read, was withdrawn, or is gone; {mark} holds the words against it as it is"));
    }
    let changed = changed(check, claim);
    if !changed.is_empty() && !corrected && why.is_none() {
        let them = changed.join(" · ");
        return Err(format!("more than the wording changed: {them}; {mark}, or `seedlint claims confirm c:{id} --still-true \"WHY\"`"));
    }
    if !(asked.attest || compared(&by, terminal)) {
        return Err("nothing was recorded: answer \"yes\", or say --attest".to_owned());
    }
    let verdict = if corrected { Verdict::Verified } else { check.verdict };
    let level = if corrected { Some(check.level.unwrap_or(Level::Content)) } else { check.level };
    let check = Check {
        hash: claim.hash,
        text: claim.text.clone(),
        parts: claim.parts.clone(),
        verdict,
        level,
        by,
        on: today,
        note: why.map(str::to_owned).or_else(|| check.note.clone()),
        correction: None,
        replaces: Vec::new(),
        ..check.clone()
    };
    let mut checks = opened.checks.read.what.clone();
    let key = checks.append(check);
    append(opened, &checks)?;
    let bench = Bench::new(&checks, &shelf.register, &shelf.policy, opened.author.as_deref(), today);
    let standing = bench.standing_of(id, claim, false);
    Ok(format!("{key} in {}: c:{id} is {}", file_of(opened), standing.state.name()))
}

/// The words then and now, and what the sources say.
fn show(check: &Check, claim: &Claim, terminal: &mut Terminal) {
    let level = check.level.map(|level| format!(" ({})", level.name())).unwrap_or_default();
    terminal.line(&format!("was   {}", check.text));
    terminal.line(&format!("      {}{level} by {} on {}", check.verdict.name(), name_of(&check.by), check.on));
    terminal.line(&format!("now   {}", parts::marked(&parts::compare(&check.text, &claim.text))));
    let survived = Comparison::of(&check.parts, &claim.parts).survived;
    if !survived.is_empty() {
        terminal.line(&format!("      unchanged: {}", survived.iter().map(Part::written).collect::<Vec<_>>().join(" · ")));
    }
    for cited in &check.sources {
        let at = cited.at.as_ref().map(|at| format!(", {at}")).unwrap_or_default();
        let quote = cited.quote.as_ref().map(|quote| format!(": “{quote}”")).unwrap_or_default();
        terminal.line(&format!("said  {}{at}{quote}", cited.id));
    }
}

/// What came or went besides words that are none of the parts.
fn changed(check: &Check, claim: &Claim) -> Vec<String> {
    let compared = Comparison::of(&check.parts, &claim.parts);
    let weighs = |part: &&Part| part.kind != PartKind::Link;
    let gone = compared.gone.iter().filter(weighs).map(|part| format!("[-{}-]", part.written()));
    gone.chain(compared.new.iter().filter(weighs).map(|part| format!("{{+{}+}}", part.written()))).collect()
}

/// The first source that is not as it was read.
fn drifted<'a>(check: &'a Check, register: &Register) -> Option<&'a str> {
    check.sources.iter().find(|cited| !register.is_as_read(cited)).map(|cited| cited.id.as_str())
}

/// Asks whether somebody compared the words.
fn compared(by: &str, terminal: &mut Terminal) -> bool {
    terminal.line(&format!("I, {}, have compared this wording with its sources. Type \"yes\" to record:", name_of(by)));
    terminal.flush();
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).is_ok() && answer.trim() == "yes"
}
