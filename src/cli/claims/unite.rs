//! `seedlint claims merge-driver` and `resolve`: two sides of a ledger made one, record by record, where git would go line by
//! line. What cannot be united stays in sight, between markers.

use std::path::Path;
use std::sync::Arc;

use super::super::Verdict;
use super::super::rewrite;
use super::super::terminal::Terminal;
use super::arguments::{MergeDriver, Resolve};
use super::desk::text_at;
use crate::ledger::checks::{self, Checks};
use crate::ledger::claims::{self, Claims};
use crate::ledger::merge::{self, Conflict, Merged};
use crate::paths;
use crate::source::{Format, Source};

/// What a file of a ledger says.
enum Ledger {
    Claims(Claims),
    Checks(Checks),
}

/// As git calls it: the union goes where our side was. Exits with 1 where somebody has to look.
pub(super) fn driver(asked: &MergeDriver, terminal: &mut Terminal) -> Verdict {
    let read = |path: &Path| text_at(path).map(|source| source.map(|source| source.text.clone()).unwrap_or_default());
    let texts = read(&asked.base).and_then(|base| Ok((base, read(&asked.ours)?, read(&asked.theirs)?)));
    let (base, ours, theirs) = match texts {
        Ok(texts) => texts,
        Err(message) => {
            terminal.tell("error", &message);
            return Verdict::Trouble;
        }
    };
    let name = asked.path.as_deref().unwrap_or("the ledger");
    // Where a side cannot be read, nobody can say what is in it: both are left whole.
    let text = match unite(name, [&base, &ours, &theirs], terminal) {
        Some((text, conflicts)) if conflicts.is_empty() => return done(rewrite::replace(&asked.ours, &ours, &text), name, terminal),
        Some((text, conflicts)) => merge::with_markers(&text, &conflicts),
        None => format!("<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"),
    };
    terminal
        .tell("error", &format!("{name}: both sides changed the same records; `seedlint claims resolve {name}` once one of each is gone"));
    match done(rewrite::replace(&asked.ours, &ours, &text), name, terminal) {
        Verdict::Clean => Verdict::Findings,
        trouble => trouble,
    }
}

fn done(written: Result<(), String>, name: &str, terminal: &mut Terminal) -> Verdict {
    match written {
        Ok(()) => Verdict::Clean,
        Err(message) => {
            terminal.tell("error", &format!("{name}: {message}"));
            Verdict::Trouble
        }
    }
}

/// Unites both sides of the conflicts that git left in files.
pub(super) fn resolve(asked: &Resolve, terminal: &mut Terminal) -> Verdict {
    let mut verdict = Verdict::Clean;
    for path in &asked.files {
        let outcome = resolve_one(path, terminal).unwrap_or_else(|message| {
            terminal.tell("error", &message);
            Verdict::Trouble
        });
        verdict = verdict.max(outcome);
    }
    verdict
}

fn resolve_one(path: &Path, terminal: &mut Terminal) -> Result<Verdict, String> {
    let name = paths::name_of(path);
    let source = text_at(path)?.ok_or_else(|| format!("{name}: does not exist"))?;
    let Some((ours, theirs)) = merge::sides(&source.text) else {
        return Err(format!("{name}: there is no conflict here that could be resolved"));
    };
    let Some((text, conflicts)) = unite(&name, ["", &ours, &theirs], terminal) else {
        return Err(format!("{name}: was left as it is; each side has to be readable"));
    };
    // Claims can be had from the seed again: a sync finds what either side says of them.
    let judged = conflicts.iter().filter(|conflict| !conflict.header.starts_with("claim."));
    let headers: Vec<_> = judged.map(|conflict| conflict.header.as_str()).collect();
    if !headers.is_empty() {
        let message =
            format!("{name}: the sides differ in {}; leave one of each between the markers, whole, and run this again", headers.join(", "));
        terminal.tell("error", &message);
        return Ok(Verdict::Findings);
    }
    rewrite::replace(path, &source.text, &text).map_err(|message| format!("{name}: {message}"))?;
    let further = if text.contains("\ncensus = ") { "; `seedlint claims sync` brings it up to date with the seed" } else { "" };
    terminal.line(&format!("{name}: both sides are one{further}"));
    Ok(Verdict::Clean)
}

/// The union of two sides as it is written, and what both changed. `None` where a text cannot be read, which is told.
fn unite(name: &str, [base, ours, theirs]: [&str; 3], terminal: &mut Terminal) -> Option<(String, Vec<Conflict>)> {
    let [base, ours, theirs] =
        [("base", base), ("ours", ours), ("theirs", theirs)].map(|(side, text)| read(&format!("{name} ({side})"), text, terminal));
    match (base?, ours?, theirs?) {
        (base, Ledger::Claims(ours), Ledger::Claims(theirs)) => {
            let base = if let Ledger::Claims(base) = base { base } else { Claims::default() };
            let Merged { union, conflicts } = merge::claims(&base, &ours, &theirs);
            Some((union.written(), conflicts))
        }
        (base, Ledger::Checks(ours), Ledger::Checks(theirs)) => {
            let base = if let Ledger::Checks(base) = base { base } else { Checks::default() };
            let Merged { union, conflicts } = merge::checks(&base, &ours, &theirs);
            Some((union.written(), conflicts))
        }
        _ => {
            terminal.tell("error", &format!("{name}: one side is a file of claims, and the other of checks"));
            None
        }
    }
}

fn read(name: &str, text: &str, terminal: &mut Terminal) -> Option<Ledger> {
    let source = Arc::new(Source::new(name, Format::Plain, text));
    let mut faults = Vec::new();
    let ledger = if text.is_empty() {
        Some(Ledger::Checks(Checks::default()))
    } else if text.contains("\ncensus = ") {
        claims::read(&source, &mut faults).map(|read| Ledger::Claims(read.what))
    } else {
        checks::read(&source, &mut faults).map(|read| Ledger::Checks(read.what))
    };
    terminal.ledger_faults(&faults);
    ledger
}
