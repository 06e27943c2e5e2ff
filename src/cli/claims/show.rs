//! `seedlint claims show`: one claim, its state, and every judgement of it with the words that changed since.

use super::super::Verdict;
use super::super::terminal::Terminal;
use super::arguments::Show;
use super::desk::{Desk, Opened};
use crate::kinds::Named;
use crate::ledger::checks::Check;
use crate::ledger::file::name_of;
use crate::ledger::parts::{self, Comparison, Part};
use crate::ledger::sources::Register;
use crate::ledger::state::Standing;

pub(super) fn run(asked: &Show, terminal: &mut Terminal) -> Verdict {
    let mut desk = Desk::open(&asked.seeds, terminal);
    let Some((opened, id)) = desk.find(&asked.claim, terminal) else { return Verdict::Trouble };
    let today = desk.today;
    let shelf = desk.shelf(opened.house, terminal);
    let synced = opened.synced();
    let Some(claim) = synced.claims.claims.get(&id) else { return Verdict::Trouble };
    let bound = synced.anchors.bound.get(&id).map(|bound| bound.sentence);
    let standing = opened.bench(shelf, today).standing_of(&id, claim, bound.is_none());
    let place = bound.map_or_else(|| opened.name().to_owned(), |sentence| format!("{}:{}", opened.name(), opened.line(sentence)));
    terminal.line(&format!("c:{id}  {}  {}  {place}", standing.state.name(), claim.kind.name()));
    terminal.line(&format!("  {}", claim.text));
    if !claim.parts.is_empty() {
        terminal.line(&format!("  parts: {}", written(&claim.parts)));
    }
    if let Some(from) = &claim.from {
        terminal.line(&format!("  split off c:{from}"));
    }
    reasons(&standing, terminal);
    history(&opened, &id, &claim.text, &claim.parts, &shelf.register, terminal);
    if desk.trouble { Verdict::Trouble } else { Verdict::Clean }
}

fn reasons(standing: &Standing<'_>, terminal: &mut Terminal) {
    if let (Some((_, check)), Some((key, against))) = (standing.check, standing.against) {
        let line = format!(
            "  {} says {}, but {} says {} ({key})",
            name_of(&check.by),
            check.verdict.name(),
            name_of(&against.by),
            against.verdict.name()
        );
        terminal.line(&line);
    }
    for unmet in &standing.unmet {
        terminal.line(&format!("  needs {unmet}"));
    }
}

fn history(opened: &Opened, id: &str, text: &str, now: &[Part], register: &Register, terminal: &mut Terminal) {
    let checks = &opened.checks.read.what;
    if let Some(exempt) = checks.exempt.get(id) {
        let until = exempt.until.map(|day| format!(" until {day}")).unwrap_or_default();
        terminal.line(&format!("  exempt since {}{until}: {}", exempt.on, exempt.reason));
    }
    let mut records: Vec<_> = checks.checks.iter().filter(|(_, check)| check.claim == id).collect();
    records.sort_by_key(|(key, check)| (check.on, key.as_str()));
    for (key, check) in records {
        terminal.line(&format!("  {key}  {}  {}, {}", judged(check), name_of(&check.by), check.on));
        if check.text != text {
            terminal.line(&format!("    since then: {}", parts::marked(&parts::compare(&check.text, text))));
            let survived = Comparison::of(&check.parts, now).survived;
            if !survived.is_empty() {
                terminal.line(&format!("    unchanged: {}", written(&survived)));
            }
        }
        for cited in &check.sources {
            let title = register.sources.get(&cited.id).map_or("not in the register", |entry| entry.title.as_str());
            let at = cited.at.as_ref().map(|at| format!(", {at}")).unwrap_or_default();
            let quote = cited.quote.as_ref().map(|quote| format!(": “{quote}”")).unwrap_or_default();
            terminal.line(&format!("    source: {} ({title}){at}{quote}", cited.id));
        }
        for (name, words) in [("note", &check.note), ("correction", &check.correction), ("searched", &check.search)] {
            words.iter().for_each(|words| terminal.line(&format!("    {name}: {words}")));
        }
    }
}

fn judged(check: &Check) -> String {
    let level = check.level.map(|level| format!(" ({})", level.name())).unwrap_or_default();
    let until = check.valid_until.map(|day| format!(" until {day}")).unwrap_or_default();
    format!("{}{level}{until}", check.verdict.name())
}

fn written(parts: &[Part]) -> String {
    parts.iter().map(Part::written).collect::<Vec<_>>().join(" · ")
}
