//! `seedlint claims log`: who said what, in order of time; with `--corrections`, what was put right. Never writes.

use jiff::civil::Date;
use serde_json::json;

use super::super::Verdict;
use super::super::terminal::Terminal;
use super::arguments::{Format, Log};
use super::counted;
use super::desk::Desk;
use crate::ledger::checks::Checks;
use crate::ledger::file::name_of;
use crate::ledger::parts;
use crate::ledger::verdict::Verdict as Judged;

/// One record, for people.
pub(super) struct Record {
    /// `check.7f3kq-260822-ao`
    pub(super) header: String,
    /// What it says.
    pub(super) what: String,
    /// Who says so; empty for what stood when the ledger was begun.
    pub(super) by: String,
    pub(super) on: Date,
}

/// Every record of a seed.
pub(super) fn records(checks: &Checks) -> Vec<Record> {
    let mut records = Vec::new();
    let mut add = |header: String, what: String, by: &str, on: Date| records.push(Record { header, what, by: by.to_owned(), on });
    for (key, check) in &checks.checks {
        add(format!("check.{key}"), format!("c:{} {}: {}", check.claim, check.verdict.name(), check.text), &check.by, check.on);
    }
    for (id, exempt) in &checks.exempt {
        add(format!("exempt.{id}"), format!("c:{id} exempt: {}", exempt.reason), exempt.by.as_deref().unwrap_or_default(), exempt.on);
    }
    for (id, retired) in &checks.retired {
        add(format!("retired.{id}"), format!("c:{id} retired ({}): {}", retired.reason, retired.text), &retired.by, retired.on);
    }
    for (key, signoff) in &checks.signoffs {
        add(format!("signoff.{key}"), "signed off".to_owned(), &signoff.by, signoff.on);
    }
    records
}

pub(super) fn run(asked: &Log, terminal: &mut Terminal) -> Verdict {
    let mut desk = Desk::open(&asked.seeds, terminal);
    let opened = desk.with_ledger(terminal);
    let mut lines = Vec::new();
    for opened in &opened {
        let checks = &opened.checks.read.what;
        let synced = opened.synced();
        if asked.corrections {
            for check in checks.checks.values().filter(|check| matches!(check.verdict, Judged::False | Judged::NeedsFix)) {
                // It was put right where other words stand by now, or none.
                let gone = checks.retired.contains_key(&check.claim) || synced.anchors.lost.contains_key(&check.claim);
                let now = synced.claims.claims.get(&check.claim).filter(|claim| !gone && claim.hash != check.hash);
                let what = match now {
                    Some(now) => parts::marked(&parts::compare(&check.text, &now.text)),
                    None if gone => format!("[-{}-]", check.text),
                    None => continue,
                };
                let why = check.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
                let header = format!("c:{}", check.claim);
                lines.push((check.on, opened.name().to_owned(), Record { header, what: what + &why, by: check.by.clone(), on: check.on }));
            }
        } else {
            lines.extend(records(checks).into_iter().map(|record| (record.on, opened.name().to_owned(), record)));
        }
    }
    lines.retain(|(on, ..)| asked.since.is_none_or(|since| *on >= since));
    lines.sort_by(|one, other| (one.0, &one.1, &one.2.header).cmp(&(other.0, &other.1, &other.2.header)));
    match asked.format {
        Format::Human => {
            for (on, seed, record) in &lines {
                let by = if record.by.is_empty() { String::new() } else { format!("  {}", name_of(&record.by)) };
                terminal.line(&format!("{on}{by}  {seed}  {}", record.header));
                terminal.line(&format!("  {}", record.what));
            }
            if !opened.is_empty() {
                let what = if asked.corrections { "correction" } else { "record" };
                terminal.line(&format!("{} in {}", counted(lines.len(), what), counted(opened.len(), "seed")));
            }
        }
        Format::Json => {
            let record = |(on, seed, record): &(Date, String, Record)| json!({ "on": on.to_string(), "path": seed, "record": record.header, "by": record.by, "what": record.what });
            let document = json!({ "version": 1, "records": lines.iter().map(record).collect::<Vec<_>>() });
            terminal.print(|out| writeln!(out, "{document:#}"));
        }
    }
    if desk.trouble { Verdict::Trouble } else { Verdict::Clean }
}
