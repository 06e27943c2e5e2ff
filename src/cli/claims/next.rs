//! `seedlint claims next`: the jobs that are left, what is wrong first, then the smallest.

use std::cmp::Reverse;

use serde_json::json;

use super::super::Verdict;
use super::super::terminal::Terminal;
use super::arguments::{Format, Next};
use super::counted;
use super::desk::{Desk, Opened};
use crate::kinds::Named;
use crate::ledger::checks::Check;
use crate::ledger::claims::Claim;
use crate::ledger::file::name_of;
use crate::ledger::normal::Hash;
use crate::ledger::parts::{self, Comparison};
use crate::ledger::state::{Standing, State};
use crate::ledger::verdict::Verdict as Judged;

/// One thing to do.
struct Job {
    id: String,
    state: State,
    place: String,
    /// How much it is, in parts and words to look at.
    size: (usize, usize),
    /// What it is about.
    about: String,
    /// What helps to judge it: what survived an edit, what the source says.
    beside: Vec<String>,
    /// What would settle it.
    command: String,
}

pub(super) fn run(asked: &Next, terminal: &mut Terminal) -> Verdict {
    let mut desk = Desk::open(&asked.seeds, terminal);
    let opened = desk.with_ledger(terminal);
    let mut jobs = Vec::new();
    let mut smallest: Option<(usize, &str)> = None;
    for opened in &opened {
        let today = desk.today;
        let bench = opened.bench(desk.shelf(opened.house, terminal), today);
        let synced = opened.synced();
        let before = jobs.len();
        for (id, claim) in &synced.claims.claims {
            let bound = synced.anchors.bound.get(id).map(|bound| bound.sentence);
            let lost = synced.anchors.lost.contains_key(id);
            let standing = bench.standing_of(id, claim, lost);
            if !standing.state.passes() || standing.state == State::Exempt {
                let sentence = bound.or_else(|| opened.seed.sentences.iter().position(|sentence| sentence.hash == claim.hash && !lost));
                jobs.push(job(opened, id, claim, &standing, sentence));
            }
        }
        let exempt = jobs[before..].iter().filter(|job| job.state == State::Exempt).count();
        if exempt > 0 && smallest.is_none_or(|(least, _)| exempt < least) {
            smallest = Some((exempt, opened.name()));
        }
    }
    // Exempt claims come last, as the lightest; of what is equally heavy the smallest job first.
    jobs.sort_by_key(|job| (Reverse(job.state), job.size, job.place.clone(), job.id.clone()));
    match asked.format {
        Format::Json => tell_json(&jobs, asked.limit, terminal),
        Format::Human if !opened.is_empty() => tell(&jobs, asked.limit, smallest, opened.len(), terminal),
        Format::Human => {}
    }
    if desk.trouble { Verdict::Trouble } else { Verdict::Clean }
}

fn job(opened: &Opened, id: &str, claim: &Claim, standing: &Standing<'_>, sentence: Option<usize>) -> Job {
    let name = opened.name();
    let place = sentence.map_or_else(|| name.to_owned(), |sentence| format!("{name}:{}", opened.line(sentence)));
    let words = claim.text.split_whitespace().count();
    let judged = standing.check.map(|(_, check)| check);
    let mark = format!("seedlint claims mark c:{id}");
    let (size, about, command) = match (standing.state, judged) {
        (State::Stale, Some(check)) => {
            let touched = Comparison::of(&check.parts, &claim.parts);
            let changed = touched.gone.len().max(touched.new.len());
            (
                (changed, words),
                format!("{} changed: {}", counted(changed, "part"), parts::marked(&parts::compare(&check.text, &claim.text))),
                if confirmable(check, claim) { format!("seedlint claims confirm c:{id}") } else { mark },
            )
        }
        (State::Orphaned, _) => ((0, words), claim.text.clone(), format!("seedlint claims retire c:{id} --why cut")),
        (State::Weak, Some(_)) => ((standing.unmet.len(), words), format!("needs {}", standing.unmet.join(", ")), mark),
        (State::NeedsFix, Some(check)) => ((1, words), check.correction.iter().map(|to| format!("should read: {to}")).collect(), mark),
        (State::Conflicted, _) => ((1, words), claim.text.clone(), format!("seedlint claims show c:{id}")),
        _ => ((claim.parts.len().max(1), words), claim.text.clone(), mark),
    };
    let beside = match judged {
        Some(check) if standing.state == State::Stale => beside(check, claim),
        _ => Vec::new(),
    };
    Job { beside, id: id.to_owned(), state: standing.state, place, size, about: format!("{}: {about}", claim.kind.name()), command }
}

/// Whether no more than the wording changed of what stood.
fn confirmable(check: &Check, claim: &Claim) -> bool {
    let changed = Comparison::of(&check.parts, &claim.parts);
    let corrected = check.verdict == Judged::NeedsFix && check.correction.as_ref().is_some_and(|to| Hash::of(to) == claim.hash);
    corrected || check.verdict == Judged::Verified && changed.gone.is_empty() && changed.new.is_empty()
}

/// What survived an edit, and the source's words.
fn beside(check: &Check, claim: &Claim) -> Vec<String> {
    let survived = Comparison::of(&check.parts, &claim.parts).survived;
    let unchanged = survived.iter().map(parts::Part::written).collect::<Vec<_>>().join(" · ");
    let quoted = check.sources.iter().filter_map(|cited| {
        let at = cited.at.as_ref().map(|at| format!(", {at}")).unwrap_or_default();
        cited.quote.as_ref().map(|quote| format!("{}{at}: “{quote}”", cited.id))
    });
    let verified = format!("was {} by {} on {}", check.verdict.name(), name_of(&check.by), check.on);
    std::iter::once(verified).chain((!unchanged.is_empty()).then(|| format!("unchanged: {unchanged}"))).chain(quoted).collect()
}

fn tell(jobs: &[Job], limit: usize, smallest: Option<(usize, &str)>, seeds: usize, terminal: &mut Terminal) {
    for (number, job) in jobs.iter().take(limit).enumerate() {
        let size = format!("{}, {}", counted(job.size.0, "part"), counted(job.size.1, "word"));
        terminal.line(&format!("{:>3}  {:<12}  c:{}  {}  ({size})", number + 1, job.state.name(), job.id, job.place));
        terminal.line(&format!("       {}", job.about));
        job.beside.iter().for_each(|line| terminal.line(&format!("       {line}")));
        terminal.line(&format!("       {}", job.command));
    }
    let exempt = jobs.iter().filter(|job| job.state == State::Exempt).count();
    let due: Vec<_> = jobs.iter().filter(|job| job.state != State::Exempt).collect();
    let words = due.iter().map(|job| job.size.1).sum();
    terminal.line(&format!("to do: {} of {} in {}", counted(due.len(), "claim"), counted(words, "word"), counted(seeds, "seed")));
    if let Some((least, name)) = smallest {
        terminal.line(&format!("exempt: {}; the fewest are in {name} ({least})", counted(exempt, "claim")));
    }
}

fn tell_json(jobs: &[Job], limit: usize, terminal: &mut Terminal) {
    let job = |job: &Job| {
        let (parts, words) = job.size;
        json!({ "claim": job.id, "state": job.state.name(), "place": job.place, "parts": parts, "words": words, "about": job.about, "beside": job.beside, "command": job.command })
    };
    let document = json!({ "version": 1, "jobs": jobs.iter().take(limit).map(job).collect::<Vec<_>>(), "all": jobs.len() });
    terminal.print(|out| writeln!(out, "{document:#}"));
}
