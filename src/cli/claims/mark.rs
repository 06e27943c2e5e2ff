//! `seedlint claims mark`: records a judgement of one claim, and refuses what would not be one. Each refusal says what would do.

use super::super::Verdict as Exit;
use super::super::terminal::Terminal;
use super::arguments::Mark;
use super::desk::{Desk, Opened, Shelf};
use super::records::{append, file_of, ready, told};
use super::template::{self, Draft, DraftSource};
use crate::kinds::Named;
use crate::ledger::checks::{Check, Cited};
use crate::ledger::claims::Claim;
use crate::ledger::locator;
use crate::ledger::parts::{self, Comparison};
use crate::ledger::quotation::{Note, Outcome};
use crate::ledger::verdict::{Level, Role, Verdict};
use crate::toml_file::did_you_mean;

pub(super) fn run(asked: &Mark, terminal: &mut Terminal) -> Exit {
    let mut desk = Desk::open(&asked.seeds(), terminal);
    let Some((opened, id)) = desk.find(&asked.claim, terminal) else { return Exit::Trouble };
    let done = mark(asked, &mut desk, &opened, &id, terminal);
    told(done, terminal)
}

fn mark(asked: &Mark, desk: &mut Desk, opened: &Opened, id: &str, terminal: &mut Terminal) -> Result<String, String> {
    let by = ready(desk, opened, asked.by.by.as_deref(), "recorded", terminal)?;
    let claim = opened.claim_in_sync(id)?;
    let sentence = opened.synced().anchors.bound.get(id).map_or(0, |bound| bound.sentence);
    let draft = if asked.verdict.is_some() {
        template::of_options(asked)?
    } else {
        let about = about(opened, id, claim, opened.line(sentence));
        template::of_editor(id, &about, &by, terminal)?
    };
    let kept = draft.file.as_ref().map(|file| format!("; what you wrote is kept in {}", file.display())).unwrap_or_default();
    let today = desk.today;
    let shelf = desk.shelf(opened.house, terminal);
    let check = judge(&draft, id, claim, shelf, asked.ack).map_err(|message| format!("{message}{kept}"))?;
    let check = Check { by, on: today, ..check };
    if let Some(unknown) = check.replaces.iter().find(|key| !opened.checks.read.what.checks.contains_key(*key)) {
        return Err(format!("no record has the key `{unknown}`; `seedlint claims show c:{id}` lists them{kept}"));
    }
    let mut checks = opened.checks.read.what.clone();
    let key = checks.append(check);
    append(opened, &checks).map_err(|message| format!("{message}{kept}"))?;
    draft.file.iter().for_each(|file| drop(std::fs::remove_file(file)));
    let bench = crate::ledger::state::Bench::new(&checks, &shelf.register, &shelf.policy, opened.author.as_deref(), today);
    let standing = bench.standing_of(id, claim, false);
    let unmet = if standing.unmet.is_empty() { String::new() } else { format!(": needs {}", standing.unmet.join(", ")) };
    Ok(format!("{key} in {}: c:{id} is {}{unmet}", file_of(opened), standing.state.name()))
}

/// What stands above the template: the sentence, and what was last said of it.
fn about(opened: &Opened, id: &str, claim: &Claim, line: usize) -> Vec<String> {
    let mut about = vec![format!("c:{id}  {}", claim.text), format!("{}, line {line}; {}", opened.name(), claim.kind.name())];
    let mut earlier: Vec<_> = opened.checks.read.what.checks.iter().filter(|(_, check)| check.claim == id).collect();
    earlier.sort_by_key(|(key, check)| (check.on, key.as_str()));
    if let Some((key, check)) = earlier.last() {
        about.push(format!("last: {} by {} on {} ({key})", check.verdict.name(), check.by, check.on));
        if check.hash != claim.hash {
            about.push(format!("since then: {}", parts::marked(&parts::compare(&check.text, &claim.text))));
            let survived = Comparison::of(&check.parts, &claim.parts).survived;
            about.push(format!("unchanged: {}", survived.iter().map(parts::Part::written).collect::<Vec<_>>().join(" · ")));
        }
        let quotes = check.sources.iter().filter_map(|cited| cited.quote.as_ref().map(|quote| format!("{}: “{quote}”", cited.id)));
        about.extend(quotes);
    }
    about
}

/// A draft as a judgement, or why it is none. Who and when are filled in by the caller.
fn judge(draft: &Draft, id: &str, claim: &Claim, shelf: &Shelf, ack: bool) -> Result<Check, String> {
    let names = Verdict::NAMES.map(|(name, _)| name);
    let verdict = Verdict::named(&draft.verdict).ok_or_else(|| match draft.verdict.as_str() {
        "" => format!("the verdict is blank, so nothing was recorded; it may be {}", names.join(", ")),
        word => {
            format!("`{word}` is no verdict; {}", did_you_mean(word, names).unwrap_or_else(|| format!("it may be {}", names.join(", "))))
        }
    })?;
    let level = match &draft.level {
        Some(word) => Some(Level::named(word).ok_or_else(|| format!("`{word}` is no level; it may be content or attribution"))?),
        None => None,
    };
    let lacks = match verdict {
        Verdict::Verified if level.is_none() => Some("what was verified: --level content (it is so) or attribution (somebody said so)"),
        Verdict::NeedsFix if draft.correction.is_none() => Some("what the text should say: --correction"),
        Verdict::Disputed | Verdict::NotCheckable if draft.note.is_none() => Some("a reason: --note"),
        Verdict::NotFound if draft.search.is_none() => Some("where evidence was searched for: --search"),
        Verdict::Withdrawn if draft.replaces.is_empty() => Some("the record that is withdrawn: --replaces KEY"),
        _ => None,
    };
    if let Some(lacks) = lacks {
        return Err(format!("{} needs {lacks}", verdict.name()));
    }
    let mut sources = Vec::with_capacity(draft.sources.len());
    for source in &draft.sources {
        sources.push(cited(source, shelf, ack)?);
    }
    if !draft.compared {
        let how = if draft.file.is_some() { "write \"yes\" behind `compared`" } else { "--attest says so" };
        return Err(format!("nobody says that the wording was compared with its sources; {how}"));
    }
    Ok(Check {
        claim: id.to_owned(),
        hash: claim.hash,
        text: claim.text.clone(),
        verdict,
        level,
        parts: claim.parts.clone(),
        by: String::new(),
        on: jiff::civil::Date::ZERO,
        note: draft.note.clone(),
        correction: draft.correction.clone(),
        search: draft.search.clone(),
        valid_until: draft.valid_until,
        replaces: draft.replaces.clone(),
        sources,
    })
}

/// One source as it is recorded, or why it cannot be.
fn cited(source: &DraftSource, shelf: &Shelf, ack: bool) -> Result<Cited, String> {
    let register = &shelf.register;
    let DraftSource { id, at, role, quote } = source;
    if !register.sources.contains_key(id) {
        let near = did_you_mean(id, register.sources.keys().map(String::as_str));
        let file = crate::paths::name_of(&shelf.folder.join("sources.toml"));
        let what = near.unwrap_or_else(|| format!("`seedlint sources add {id} --kind KIND --title WORDS` adds it to {file}"));
        return Err(format!("no source is registered as `{id}`; {what}"));
    }
    let filled = |text: &String| Some(text.clone()).filter(|text| !text.trim().is_empty());
    let role = match filled(role) {
        Some(word) => Some(
            Role::named(&word).ok_or_else(|| format!("`{word}` is no role; it may be {}", Role::NAMES.map(|(name, _)| name).join(", ")))?,
        ),
        None => None,
    };
    if let Some(at) = filled(at) {
        locator::check(&at)?;
    }
    let (at, quote) = (filled(at), filled(quote));
    if let Some(quote) = &quote {
        hold(id, quote, at.is_some(), shelf, ack)?;
    }
    let text = register.archived(id).map(|archived| archived.text.clone());
    Ok(Cited { id: id.clone(), at, role, quote, text })
}

/// Holds a quote against the archived text of its source; the error says what is wrong with it.
fn hold(id: &str, quote: &str, placed: bool, shelf: &Shelf, ack: bool) -> Result<(), String> {
    let text = shelf.text(id).map_err(|message| {
        format!("{message}, so nobody can say whether {id} holds these words; leave --quote out, or `seedlint sources archive {id} FILE`")
    })?;
    let held = text.hold(quote);
    let text = &text.source;
    match &held.outcome {
        Outcome::Exact { times, .. } if *times > 1 && !placed => {
            return Err(format!("{id} says this {times} times; --at tells where"));
        }
        Outcome::Exact { .. } | Outcome::Pieces(_) => {}
        Outcome::Near { place, .. } => {
            let differs = parts::marked(&parts::compare(place.of(&text.text), quote));
            return Err(format!("{id} does not say this, but nearly: {differs}"));
        }
        Outcome::Missing => return Err(format!("{id} does not say this, and nothing like it; `unsupported` is the verdict for that")),
    }
    let turns = held.notes.iter().find_map(|note| match note {
        Note::Hides { omitted, word } => Some(("leaves out", *omitted, *word)),
        Note::Truncated { rest, word } => Some(("stops before", *rest, *word)),
        Note::Inserted(_) => None,
    });
    match turns {
        Some((what, words, turn)) if !ack => {
            let (words, turn) = (words.of(&text.text), turn.of(&text.text));
            Err(format!("the quote {what} “{words}”, and “{turn}” may turn the sense; --ack says that you saw it"))
        }
        _ => Ok(()),
    }
}
