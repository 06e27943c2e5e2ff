//! `seedlint check`: seeds in, findings out.

use std::time::Instant;

use super::Verdict;
use super::arguments::{Check, FailOn, Format, MinConfidence, MinLevel};
use super::houses::{self, House, Houses};
use super::profile::{self, Profile};
use super::seeds::{self, Item};
use super::terminal::Terminal;
use super::threads;
use crate::engine::Settings;
use crate::facts::Needs;
use crate::finding::{Confidence, Level, RuleId};
use crate::report::{Coverage, Human, Json, JsonLines, Notice, Report, RuleText, SeedReport, Short, Statistics, Summary, Table};
use crate::rules::{Rule, Scope};
use crate::source::Source;
use crate::triage::{self, Outcome, Standing, Threshold, fingerprint};

/// A seed with what became of its findings.
struct Checked {
    source: Source,
    prose: String,
    levels: Vec<Level>,
    outcome: Outcome,
    fingerprints: Vec<String>,
    coverage: Coverage,
    profile: Option<Profile>,
}

pub(super) fn run(check: &Check, terminal: &mut Terminal) -> Verdict {
    let mut houses = Houses::new(&check.config);
    let (items, missing) = seeds::find(&check.paths, &mut houses, terminal);
    let faults = std::mem::take(&mut houses.faults);
    terminal.faults(&faults);
    if let Err(message) = check_selection(check, &mut houses) {
        terminal.tell("error", &message);
        return Verdict::Trouble;
    }
    if check.verbose {
        tell_houses(&houses, items.len(), terminal);
    }
    if check.show_files {
        items.iter().for_each(|item| terminal.line(item.name()));
        return if missing > 0 || !faults.is_empty() { Verdict::Trouble } else { Verdict::Clean };
    }
    let mut summary = Summary { unreadable: missing, ..Summary::default() };
    let verdict = report(check, &houses, &items, &mut summary, terminal);
    // The process ends now, and with it all of this; to free it piece by piece would only take time.
    std::mem::forget(houses);
    let trouble = summary.unreadable > 0 || !faults.is_empty();
    match verdict {
        _ if trouble => Verdict::Trouble,
        Verdict::Findings if check.exit_zero => Verdict::Clean,
        verdict => verdict,
    }
}

/// Checks every item, reports each in its turn, and says whether any finding fails.
fn report(check: &Check, houses: &Houses, items: &[Item], summary: &mut Summary, terminal: &mut Terminal) -> Verdict {
    let mut format = format(check, terminal);
    let mut verdict = Verdict::Clean;
    // Whether a finding that fails the check is to be seen.
    let mut explained = false;
    let mut profile = Profile::default();
    // Times tell of a seed only where nothing else is done meanwhile.
    let jobs = if check.profile_rules { 1 } else { check.paths.jobs };
    let work = |index: usize| {
        let item = &items[index];
        item.with_text(|source| check_source(check, houses.get(item.house), item, source))
    };
    threads::in_order(jobs, items.len(), work, |index, checked| {
        let reported = checked.and_then(|mut checked| {
            checked.profile.take().into_iter().for_each(|of_seed| profile.add(of_seed));
            let house = houses.get(items[index].house);
            if let Some(level) = fails_from(check, house).filter(|level| checked.outcome.heaviest >= Some(*level)) {
                verdict = Verdict::Findings;
                explained |= checked.outcome.shown.iter().any(|finding| checked.levels[finding.rule.0 as usize] >= level);
            }
            seeds::within_borders(items[index].name(), || {
                let notices = notices(house, &checked);
                let report = SeedReport { source: &checked.source, notices: &notices, coverage: checked.coverage };
                terminal.print(|out| format.seed(out, &report).and_then(|()| out.flush()));
                summary.count(&report);
                summary.hidden += checked.outcome.hidden;
                summary.overlapped += checked.outcome.overlapped;
                Ok(())
            })
        });
        if let Err(trouble) = reported {
            summary.unreadable += 1;
            terminal.tell("error", &format!("{}: {}", trouble.name, trouble.message));
        }
    });
    let silent = check.quiet && !check.statistics && matches!(check.format, Format::Human | Format::Short);
    if !silent {
        terminal.print(|out| format.end(out, summary));
    }
    if check.profile_rules {
        terminal.aside(&profile.table());
    }
    if verdict == Verdict::Findings && !(explained || check.quiet || check.exit_zero) {
        terminal.tell("note", "findings that are not shown fail this check; --min-level and --min-confidence hide them");
    }
    verdict
}

/// What writes the report. For people, statistics stand in the place of the findings; in data they are added.
fn format(check: &Check, terminal: &Terminal) -> Box<dyn Report> {
    let statistics = check.statistics.then(Statistics::default);
    match check.format {
        Format::Human if check.statistics => Box::new(Table::new((!check.quiet).then(|| terminal.look()))),
        Format::Short if check.statistics => Box::new(Table::new(None)),
        Format::Human => Box::new(Human::new(terminal.look())),
        Format::Short => Box::new(Short),
        Format::Json => Box::new(Json::new(statistics)),
        Format::Jsonl => Box::new(JsonLines::new(statistics)),
    }
}

/// Lints one item.
fn check_source(check: &Check, house: &House, item: &Item, source: Source) -> Checked {
    let levels = selected(check, house, house.levels(&item.path));
    let config = &house.config;
    let acronyms: Vec<_> = config.acronyms.iter().map(|written| written.value.clone()).collect();
    let required: Vec<_> = config.required.iter().flatten().map(|written| written.value.clone()).collect();
    let settings = Settings { levels: &levels, acronyms: &acronyms, required: &required };
    let begun = Instant::now();
    let reading = crate::read(&house.language, Needs::default(), &source);
    let read_in = begun.elapsed();
    let profile = check.profile_rules.then(|| profile::measure(house, &source, &reading, read_in, settings));
    let findings = crate::lint(&house.rules, &house.language, &source, &reading, settings);

    let threshold = Threshold { level: min_level(check.min_level), confidence: min_confidence(check.min_confidence) };
    let outcome = triage::decide(findings, &|id| standing(house, &levels, id), threshold);
    let sentences: Vec<_> = reading.facts.sentences.iter().map(|sentence| sentence.span).collect();
    let fingerprints = match check.format {
        Format::Json | Format::Jsonl => {
            let names: Vec<_> = outcome.shown.iter().map(|finding| house.rules.rule(finding.rule).name.as_str()).collect();
            fingerprint::of_seed(&source, &reading.document.prose, &sentences, &outcome.shown, &names)
        }
        Format::Human | Format::Short => Vec::new(),
    };
    let (checkable, sourced) = reading.facts.coverage();
    let coverage = Coverage { checkable, sourced, verified: 0 };
    Checked { source, prose: reading.document.prose, levels, outcome, fingerprints, coverage, profile }
}

fn standing<'a>(house: &'a House, levels: &[Level], id: RuleId) -> Standing<'a> {
    let rule = house.rules.rule(id);
    Standing { name: &rule.name, level: levels[id.0 as usize], confidence: rule.confidence, whole: rule.scope == Scope::Document }
}

fn notices<'a>(house: &'a House, checked: &'a Checked) -> Vec<Notice<'a>> {
    let shown = checked.outcome.shown.iter().enumerate();
    let notice = |(index, finding): (usize, &'a crate::finding::Finding)| {
        let rule: &Rule = house.rules.rule(finding.rule);
        let text = RuleText {
            name: &rule.name,
            level: checked.levels[finding.rule.0 as usize],
            confidence: rule.confidence,
            message: &rule.message,
            help: rule.help.as_deref(),
            fix: rule.fix.as_deref(),
            url: None,
        };
        let mut notice = Notice::of_finding(&checked.source, &checked.prose, finding, text);
        notice.fingerprint = checked.fingerprints.get(index).cloned();
        notice
    };
    shown.map(notice).collect()
}

/// The levels in force after `--select`, `--extend-select` and `--ignore`. A rule that is selected by name or family runs
/// even if it is off: at its own level, or as a warning where that is off too.
fn selected(check: &Check, house: &House, mut levels: Vec<Level>) -> Vec<Level> {
    let names =
        |list: &[String], rule: &Rule| list.iter().any(|name| *name == rule.name || *name == rule.family() || rule.formerly.contains(name));
    for (id, rule) in house.rules.iter() {
        let level = &mut levels[id.0 as usize];
        let asked = names(&check.select, rule) || names(&check.extend_select, rule);
        if asked && *level == Level::Off {
            *level = if rule.level == Level::Off { Level::Warning } else { rule.level };
        }
        if (!check.select.is_empty() && !asked) || names(&check.ignore, rule) {
            *level = Level::Off;
        }
    }
    levels
}

/// Every name that is selected or ignored is known to some house.
fn check_selection(check: &Check, houses: &mut Houses) -> Result<(), String> {
    if houses.all().is_empty() {
        houses.of_folder(std::path::Path::new("."));
    }
    for name in [&check.select, &check.extend_select, &check.ignore].into_iter().flatten() {
        if !houses.all().iter().any(|house| houses::is_known(&house.rules, name)) {
            let hint = houses.all().iter().find_map(|house| houses::suggestion(&house.rules, name));
            return Err(format!("no rule or family is named `{name}`{}", hint.map(|hint| format!("; {hint}")).unwrap_or_default()));
        }
    }
    Ok(())
}

fn tell_houses(houses: &Houses, seeds: usize, terminal: &mut Terminal) {
    for house in houses.all() {
        let file = house.file.as_ref().map_or_else(|| "no configuration".to_owned(), |file| file.display().to_string());
        let own = house.rules.rules.iter().filter(|rule| rule.own).count();
        terminal.tell("note", &format!("{file}: {} rules, {own} of them your own", house.rules.rules.len()));
    }
    terminal.tell("note", &format!("{seeds} seed{} to read", if seeds == 1 { "" } else { "s" }));
}

/// The lightest level that fails: what is asked for, else what the configuration says, else a warning; `None` for never.
fn fails_from(check: &Check, house: &House) -> Option<Level> {
    match check.fail_on {
        Some(FailOn::Error) => Some(Level::Error),
        Some(FailOn::Warning) => Some(Level::Warning),
        Some(FailOn::Note) => Some(Level::Note),
        Some(FailOn::Never) => None,
        None => {
            house.config.fail_on.as_ref().map_or(Some(Level::Warning), |written| (written.value != Level::Off).then_some(written.value))
        }
    }
}

const fn min_level(level: MinLevel) -> Level {
    match level {
        MinLevel::Note => Level::Note,
        MinLevel::Warning => Level::Warning,
        MinLevel::Error => Level::Error,
    }
}

const fn min_confidence(confidence: MinConfidence) -> Confidence {
    match confidence {
        MinConfidence::Low => Confidence::Low,
        MinConfidence::Medium => Confidence::Medium,
        MinConfidence::High => Confidence::High,
    }
}
