//! `seedlint claims sync`: brings claims up to date with their seeds, and says each binding that was made other than by equality.

use super::super::Verdict;
use super::super::terminal::Terminal;
use super::arguments::Sync;
use super::counted;
use super::desk::{Desk, Opened};
use crate::kinds::Named;
use crate::ledger::anchor::{How, Place};
use crate::ledger::claims::Claims;
use crate::ledger::parts::{self, Comparison, PartKind};
use crate::ledger::sync::{Change, Synced, What};

pub(super) fn run(asked: &Sync, terminal: &mut Terminal) -> Verdict {
    let mut desk = Desk::open(&asked.seeds, terminal);
    let opened = desk.with_ledger(terminal);
    let (mut changed, mut claims) = (0, 0);
    for opened in &opened {
        let synced = opened.synced();
        claims += synced.claims.claims.len();
        let written = synced.claims.written();
        if opened.claims.text.as_ref().is_some_and(|source| source.text == written) {
            continue;
        }
        changed += 1;
        tell(opened, &synced, terminal);
        if !asked.check
            && let Err(message) = opened.claims.write(&written)
        {
            desk.trouble = true;
            terminal.tell("error", &message);
        }
    }
    if !opened.is_empty() {
        let done = if asked.check { "would change" } else { "brought up to date" };
        terminal.line(&format!("{} in {}; {changed} {done}", counted(claims, "claim"), counted(opened.len(), "ledger")));
    }
    match (desk.trouble, asked.check && changed > 0) {
        (true, _) => Verdict::Trouble,
        (false, true) => {
            terminal.tell("error", "ledgers are not up to date; `seedlint claims sync` brings them there");
            Verdict::Findings
        }
        (false, false) => Verdict::Clean,
    }
}

fn tell(opened: &Opened, synced: &Synced, terminal: &mut Terminal) {
    terminal.line(opened.name());
    for change in &synced.changes {
        tell_change(opened, &opened.claims.read.what, synced, change, terminal);
    }
    if synced.changes.is_empty() {
        terminal.line("  what no claim stands in changed, or where claims stand");
    }
}

/// One change, and what there was `before`.
pub(super) fn tell_change(opened: &Opened, before: &Claims, synced: &Synced, change: &Change, terminal: &mut Terminal) {
    terminal.line(&format!("  {}", line(opened, synced, change)));
    details(before, synced, change).iter().for_each(|further| terminal.line(&format!("      {further}")));
}

/// `c:7f3kq  edited  line 14  (one for one, likeness 0.93)`
fn line(opened: &Opened, synced: &Synced, change: &Change) -> String {
    let place = change.sentence.map(|sentence| format!("line {}", opened.line(sentence)));
    let (what, how) = match &change.what {
        What::New => ("new", synced.claims.claims.get(&change.id).map(|claim| claim.kind.name().to_owned())),
        What::SplitOff { from } => ("split off", Some(format!("from c:{from}"))),
        What::Moved => ("moved", None),
        What::Cosmetic { .. } => ("cosmetic", Some("says the same".to_owned())),
        What::Relinked { .. } => ("relinked", None),
        What::Reworded { how, .. } => ("edited", Some(how_found(*how))),
        What::Lost(lost) => (
            "lost",
            lost.nearest.map(|(sentence, likeness)| {
                let why = if lost.unclear { "more than one sentence could be it, such as" } else { "nearest is" };
                format!("{why} line {}, likeness {likeness:.2}", opened.line(sentence))
            }),
        ),
    };
    let how = how.map(|how| format!("  ({how})")).unwrap_or_default();
    format!("c:{}  {what:<9}  {}{how}", change.id, place.unwrap_or_default()).trim_end().to_owned()
}

fn how_found(how: How) -> String {
    match how {
        How::Same | How::Moved => "equal".to_owned(),
        How::Edited { likeness, place } => {
            let place = match place {
                Place::OneForOne => "one for one",
                Place::Same => "in its place",
                Place::Elsewhere => "elsewhere",
            };
            format!("{place}, likeness {likeness:.2}")
        }
        How::Split { covered, .. } => format!("split, {:.0} % of it here and beside", covered * 100.0),
        How::Merged { covered } => format!("made one with another, {:.0} % from the two", covered * 100.0),
    }
}

/// The difference, and what survived it.
fn details(before: &Claims, synced: &Synced, change: &Change) -> Vec<String> {
    let now = synced.claims.claims.get(&change.id);
    match (&change.what, now) {
        (What::Reworded { was, .. } | What::Cosmetic { was }, Some(now)) => {
            let mut lines = vec![parts::marked(&parts::compare(was, &now.text))];
            let before = before.claims.get(&change.id).map(|claim| claim.parts.as_slice()).unwrap_or_default();
            let survived = Comparison::of(before, &now.parts).survived;
            if !survived.is_empty() && matches!(change.what, What::Reworded { .. }) {
                lines.push(format!("unchanged: {}", survived.iter().map(parts::Part::written).collect::<Vec<_>>().join(" · ")));
            }
            lines
        }
        (What::Relinked { was }, Some(now)) => {
            let links = now.parts.iter().filter(|part| part.kind == PartKind::Link).map(|part| part.words.clone()).collect::<Vec<_>>();
            vec![parts::marked(&parts::compare(&was.join(" "), &links.join(" ")))]
        }
        (What::Lost(_), Some(now)) => vec![
            format!("was: {}", now.text),
            format!("`seedlint claims retire c:{} --why cut`, or put it back; a later sync looks again", change.id),
        ],
        _ => Vec::new(),
    }
}
