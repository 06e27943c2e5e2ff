//! `seedlint sources list`, `show`, `uses`, `verify`: what is known of sources. Never writes.

use serde_json::json;

use super::super::super::Verdict;
use super::super::super::terminal::Terminal;
use super::super::arguments::Format;
use super::super::counted;
use super::super::desk::Desk;
use super::Open;
use super::arguments::{List, Show, Uses, Verify};
use crate::kinds::Named;
use crate::ledger::quotation::Outcome;
use crate::ledger::sources::{Entry, Register};

pub(super) fn list(asked: &List, terminal: &mut Terminal) -> Verdict {
    let open = match Open::at(&asked.register, terminal) {
        Ok(open) => open,
        Err(message) => return refused(&message, terminal),
    };
    if open.register.sources.is_empty() {
        return refused(
            &format!("{}: no source is registered; `seedlint sources add ID --kind KIND --title WORDS`", open.name()),
            terminal,
        );
    }
    match asked.format {
        Format::Human => open.register.sources.iter().for_each(|(id, entry)| terminal.line(&line(id, entry, &open.register))),
        Format::Json => {
            let source = |(id, entry): (&String, &Entry)| {
                let archived = open
                    .register
                    .archived(id)
                    .map(|archived| json!({ "text": archived.text, "captured": archived.captured.to_string(), "path": archived.path }));
                json!({ "id": id, "kind": entry.kind, "title": entry.title, "url": entry.url, "retracted": entry.retracted, "confidential": entry.confidential, "archived": archived })
            };
            let document = json!({ "version": 1, "sources": open.register.sources.iter().map(source).collect::<Vec<_>>() });
            terminal.print(|out| writeln!(out, "{document:#}"));
        }
    }
    Verdict::Clean
}

fn refused(message: &str, terminal: &mut Terminal) -> Verdict {
    terminal.tell("error", message);
    Verdict::Trouble
}

fn line(id: &str, entry: &Entry, register: &Register) -> String {
    let mut marks = Vec::new();
    marks.extend(register.archived(id).map(|archived| format!("archived {}", archived.captured)));
    marks.extend(entry.retracted.then(|| "withdrawn".to_owned()));
    marks.extend(entry.confidential.then(|| "confidential".to_owned()));
    let marks = if marks.is_empty() { String::new() } else { format!("  ({})", marks.join(", ")) };
    format!("{id}  {}  {}{marks}", entry.kind, entry.title)
}

pub(super) fn show(asked: &Show, terminal: &mut Terminal) -> Verdict {
    let shown = Open::at(&asked.register, terminal).and_then(|open| {
        let entry = open.entry(&asked.id)?;
        terminal.line(&line(&asked.id, entry, &open.register));
        for (name, value) in [("publisher", &entry.publisher), ("url", &entry.url), ("archive", &entry.archive)] {
            value.iter().for_each(|value| terminal.line(&format!("  {name}: {value}")));
        }
        if let Some(archived) = open.register.archived(&asked.id) {
            terminal.line(&format!("  text: {}, in {}", archived.text, crate::paths::name_of(&open.folder.join(&archived.path))));
        }
        if !entry.derives_from.is_empty() {
            terminal.line(&format!("  derives from: {}", entry.derives_from.join(", ")));
        }
        Ok(())
    });
    shown.map_or_else(|message| refused(&message, terminal), |()| Verdict::Clean)
}

pub(super) fn uses(asked: &Uses, terminal: &mut Terminal) -> Verdict {
    let mut desk = Desk::open(&asked.seeds, terminal);
    let opened = desk.with_ledger(terminal);
    let today = desk.today;
    let (mut claims, mut seeds) = (0, 0);
    for opened in &opened {
        let shelf = desk.shelf(opened.house, terminal);
        let bench = opened.bench(shelf, today);
        let synced = opened.synced();
        let before = claims;
        for (id, claim) in &synced.claims.claims {
            let standing = bench.standing_of(id, claim, synced.anchors.lost.contains_key(id));
            let rests = |source: &str| source == asked.id || shelf.register.derives(source, &asked.id);
            let Some((key, check)) = standing.check.filter(|(_, check)| check.sources.iter().any(|cited| rests(&cited.id))) else {
                continue;
            };
            claims += 1;
            let place = synced
                .anchors
                .bound
                .get(id)
                .map_or_else(|| opened.name().to_owned(), |bound| format!("{}:{}", opened.name(), opened.line(bound.sentence)));
            terminal.line(&format!("c:{id}  {}  {place}  {key}: {}", standing.state.name(), check.verdict.name()));
            terminal.line(&format!("       {}: {}", claim.kind.name(), claim.text));
        }
        seeds += usize::from(claims > before);
    }
    if !opened.is_empty() {
        terminal.line(&format!("{} in {} rest on {}", counted(claims, "claim"), counted(seeds, "seed"), asked.id));
    }
    if desk.trouble { Verdict::Trouble } else { Verdict::Clean }
}

pub(super) fn verify(asked: &Verify, terminal: &mut Terminal) -> Verdict {
    let mut desk = Desk::open(&asked.seeds, terminal);
    let opened = std::mem::take(&mut desk.opened);
    let houses: std::collections::BTreeSet<usize> = opened.iter().map(|opened| opened.house).collect();
    let (mut whole, mut wrong, mut quotes) = (0, 0, 0);
    for house in houses {
        let shelf = desk.shelf(house, terminal);
        for (id, entry) in shelf.register.sources.iter().filter(|(_, entry)| entry.archive.is_some()) {
            match shelf.text(id) {
                Ok(_) => whole += 1,
                Err(message) => {
                    wrong += 1;
                    let again = if entry.confidential {
                        String::new()
                    } else {
                        format!("; `seedlint sources archive {id} FILE` takes it in again")
                    };
                    terminal.line(&format!("{id}  {message}{again}"));
                }
            }
        }
    }
    for opened in &opened {
        let shelf = desk.shelf(opened.house, terminal);
        for (key, check) in &opened.checks.read.what.checks {
            for cited in check.sources.iter().filter(|cited| cited.quote.is_some() && shelf.register.is_as_read(cited)) {
                let (Some(quote), Ok(text)) = (&cited.quote, shelf.text(&cited.id)) else { continue };
                quotes += 1;
                if !matches!(text.hold(quote).outcome, Outcome::Exact { .. } | Outcome::Pieces(_)) {
                    wrong += 1;
                    terminal.line(&format!("{key} in {}: {} does not say “{quote}”", super::super::records::file_of(opened), cited.id));
                }
            }
        }
    }
    let bad = if wrong > 0 { format!("; {wrong} wrong") } else { String::new() };
    terminal.line(&format!("{} whole, {} held against theirs{bad}", counted(whole, "archived text"), counted(quotes, "quote")));
    match (desk.trouble, wrong) {
        (true, _) => Verdict::Trouble,
        (false, 0) => Verdict::Clean,
        (false, _) => Verdict::Findings,
    }
}
