//! `seedlint check`: seeds in, findings out.

use std::collections::HashSet;
use std::path::Path;
use std::time::Instant;

use super::arguments::{Check, FailOn, MinConfidence, MinLevel};
use super::around::Surroundings;
use super::baselines::Baselines;
use super::exceptions::{self, Force, Tally};
use super::gate::Gate;
use super::houses::{self, House, Houses};
use super::ledgers::Elsewhere;
use super::outputs::Outputs;
use super::profile::{self, Profile};
use super::seeds::{self, Found, Item};
use super::terminal::Terminal;
use super::{Verdict, add_allow, destinations, fix, ledgers, threads};
use crate::document::{Block, Document};
use crate::engine::Settings;
use crate::facts::Needs;
use crate::finding::{Confidence, Fault, Finding, Level, RuleId};
use crate::input::Trouble;
use crate::report::{About, Aside, Coverage, Edit, Fix, Notice, RuleText, SeedReport};
use crate::rules::{Rule, Scope};
use crate::source::Source;
use crate::span::Span;
use crate::tree;
use crate::triage::allow::{self, Allow};
use crate::triage::{self, Fingerprints, Known, Outcome, Seen, Standing, Threshold, fingerprint};

/// A seed with what became of its findings.
struct Checked {
    source: Source,
    prose: String,
    blocks: Vec<Block>,
    levels: Vec<Level>,
    outcome: Outcome,
    /// What the configuration allows in it.
    entries: Vec<(usize, Allow)>,
    coverage: Option<Coverage>,
    /// How many findings a verified claim settles.
    settled: usize,
    /// What is wrong with its ledger.
    ledger: Vec<Fault>,
    /// What findings have to show in other files.
    elsewhere: Vec<Elsewhere>,
    profile: Option<Profile>,
    /// What its earlier version has.
    earlier: Option<Earlier>,
}

/// What was found in the earlier version of a seed.
struct Earlier {
    met: Fingerprints,
    /// Of each entry of the configuration, whether it allowed a finding.
    used: Vec<bool>,
}

pub(super) fn run(check: &Check, terminal: &mut Terminal) -> Verdict {
    if let Some(reason) = &check.add_allow {
        return add_allow::run(check, reason, terminal);
    }
    if check.diff {
        return fix::diff(check, terminal);
    }
    if check.fix && !fix::fix(check, terminal) {
        return Verdict::Trouble;
    }
    checked(check, terminal).unwrap_or_else(|message| {
        terminal.tell("error", &message);
        Verdict::Trouble
    })
}

/// Finds the seeds, checks and reports them. The error says why nothing was checked.
fn checked(check: &Check, terminal: &mut Terminal) -> Result<Verdict, String> {
    let gate = Gate::open(check)?;
    let mut houses = Houses::in_tree(&check.config, gate.tree.clone());
    let Found { mut items, troubles: mut missing, named } = seeds::find_among(&check.paths, gate.among.as_ref(), &mut houses, terminal);
    for name in gate.unmerged() {
        terminal.tell("error", &format!("{name}: {}", tree::UNMERGED));
        missing.push(Trouble { name, message: tree::UNMERGED.to_owned() });
    }
    let mut faults = std::mem::take(&mut houses.faults);
    let mut baselines = Baselines::load(&houses, &gate, true, &mut faults.baselines);
    terminal.faults(&faults);
    if !faults.baselines.is_empty() {
        // Without it, all that it knows would be told as new.
        return Ok(Verdict::Trouble);
    }
    missing.extend(gate.choose(&mut items, &houses, check.paths.jobs, terminal)?);
    if gate.reads_all() {
        baselines.leave_out(&houses, &items);
    }
    baselines.give(&mut items);
    check_selection(check, &mut houses)?;
    if check.verbose {
        tell_houses(&houses, items.len(), terminal);
    }
    if check.show_files {
        items.iter().for_each(|item| terminal.line(item.name()));
        return Ok(if !missing.is_empty() || !faults.is_empty() { Verdict::Trouble } else { Verdict::Clean });
    }
    if let Some(refusal) = destinations::refusal(check, &named, &items, &mut houses) {
        return Err(refusal);
    }
    let mut outputs = Outputs::open(check, faults.count(), terminal)?;
    missing.iter().for_each(|trouble| outputs.unreadable(trouble, terminal));
    let verdict = report(check, &houses, &gate, baselines, &items, outputs, terminal);
    // The process ends now, and with it all of this; to free it piece by piece would only take time.
    std::mem::forget(houses);
    Ok(match verdict {
        _ if !faults.is_empty() => Verdict::Trouble,
        Verdict::Findings if check.exit_zero => Verdict::Clean,
        verdict => verdict,
    })
}

/// Checks every item, reports each in its turn, and says whether any finding fails.
fn report(
    check: &Check,
    houses: &Houses,
    gate: &Gate,
    mut baselines: Baselines,
    items: &[Item],
    mut outputs: Outputs,
    terminal: &mut Terminal,
) -> Verdict {
    let surroundings = Surroundings::in_tree(gate.tree.clone());
    let mut told = Told::default();
    let mut profile = Profile::default();
    let mut faulty = HashSet::new();
    let mut tally = if gate.reads_all() { Tally::of(&check.paths) } else { Tally::of_some() };
    // Times tell of a seed only where nothing else is done meanwhile.
    let jobs = if check.profile_rules { 1 } else { check.paths.jobs };
    let work = |index: usize| {
        let item = &items[index];
        item.with_text(|source| check_source(check, houses.get(item.house), gate, &surroundings, item, source)).and_then(|checked| checked)
    };
    threads::in_order(jobs, items.len(), work, |index, checked| {
        let item = &items[index];
        let house = houses.get(item.house);
        let reported = checked.and_then(|mut checked| {
            checked.profile.take().into_iter().for_each(|of_seed| profile.add(of_seed));
            let used = checked.used();
            tally.note(item.house, house, &item.path, &checked.entries, &used);
            let earlier = checked.earlier.as_ref().map(|earlier| &earlier.met);
            baselines.note(item, house, &checked.levels, &checked.outcome.met, earlier);
            told.take(check, house, &checked);
            seeds::within_borders(item.name(), || {
                tell(check, house, &checked, &mut outputs, terminal);
                for (source, findings) in ledgers::faulty(house, &checked.ledger) {
                    // The register is everybody's, and told once.
                    if faulty.insert(source.name.clone()) {
                        let checked = check_entries(check, house, Source::clone(&source), findings);
                        told.take(check, house, &checked);
                        tell(check, house, &checked, &mut outputs, terminal);
                    }
                }
                Ok(())
            })
        });
        if let Err(trouble) = reported {
            terminal.tell("error", &format!("{}: {}", trouble.name, trouble.message));
            outputs.unreadable(&trouble, terminal);
        }
    });
    houses.all().iter().enumerate().for_each(|(number, house)| tally.note_gone(number, house));
    let stale = baselines.stale(houses, |path| gate.reads_all() && tally.walks(path));
    let unused = tally.unused(|number| exceptions::hygiene(houses.get(number)).unused);
    for (source, number, findings) in unused.into_iter().chain(stale) {
        let house = houses.get(number);
        let checked = check_entries(check, house, Source::clone(&source), findings);
        told.take(check, house, &checked);
        tell(check, house, &checked, &mut outputs, terminal);
    }
    let whole_run = outputs.end(terminal);
    if check.profile_rules {
        terminal.aside(&profile.table());
    }
    if told.failing && !(told.explained || check.quiet || check.exit_zero) {
        terminal.tell("note", "findings that are not shown fail this check; --min-level and --min-confidence hide them");
    }
    match (whole_run, told.failing) {
        (false, _) => Verdict::Trouble,
        (true, true) => Verdict::Findings,
        (true, false) => Verdict::Clean,
    }
}

/// What the findings so far come to.
#[derive(Default)]
struct Told {
    /// Whether one fails the check.
    failing: bool,
    /// Whether one that does is to be seen.
    explained: bool,
}

impl Told {
    fn take(&mut self, check: &Check, house: &House, checked: &Checked) {
        if let Some(level) = fails_from(check, house).filter(|level| checked.outcome.heaviest >= Some(*level)) {
            self.failing = true;
            self.explained |= checked.outcome.shown.iter().any(|finding| checked.levels[finding.rule.0 as usize] >= level);
        }
    }
}

/// Reports what was found in one text, and counts it.
fn tell(check: &Check, house: &House, checked: &Checked, outputs: &mut Outputs, terminal: &mut Terminal) {
    let notices = notices(house, checked);
    let report = SeedReport {
        source: &checked.source,
        notices: &notices,
        prose: &checked.prose,
        blocks: &checked.blocks,
        fails_from: fails_from(check, house),
        coverage: checked.coverage,
    };
    outputs.seed(&report, terminal);
    let summary = &mut outputs.summary;
    summary.hidden += checked.outcome.hidden;
    summary.known += checked.outcome.known;
    summary.suppressed += checked.outcome.suppressed;
    summary.overlapped += checked.outcome.overlapped;
    summary.settled += checked.settled;
}

/// A seed that was read and linted, with what became of its findings.
pub(super) struct Judged {
    pub(super) document: Document,
    pub(super) sentences: Vec<Span>,
    pub(super) levels: Vec<Level>,
    pub(super) outcome: Outcome,
    pub(super) entries: Vec<(usize, Allow)>,
    coverage: Coverage,
    settled: usize,
    ledger: Vec<Fault>,
    elsewhere: Vec<Elsewhere>,
    profile: Option<Profile>,
}

/// Where and how a text is judged.
pub(super) struct Ground<'a> {
    pub(super) house: &'a House,
    pub(super) surroundings: &'a Surroundings,
    /// The seed, for what the configuration says of it.
    pub(super) path: &'a Path,
    /// Where the text lies, for what it links to.
    pub(super) place: Option<&'a Path>,
    /// The level in force of each rule.
    pub(super) levels: Vec<Level>,
    pub(super) threshold: Threshold,
}

/// Lints the text of an item, or one that is to take its place. What is allowed in it `further` comes behind what the
/// configuration allows.
pub(super) fn judge(check: &Check, house: &House, surroundings: &Surroundings, item: &Item, source: &Source, further: &[Allow]) -> Judged {
    let seen = Seen { baseline: item.baseline.as_deref(), ..Seen::default() };
    judge_on(ground(check, house, surroundings, item), source, further, seen, false)
}

fn ground<'a>(check: &Check, house: &'a House, surroundings: &'a Surroundings, item: &'a Item) -> Ground<'a> {
    let levels = selected(check, house, house.levels(&item.path));
    Ground { house, surroundings, path: &item.path, place: item.place(), levels, threshold: threshold(check) }
}

/// Lints a text.
pub(super) fn judge_on(ground: Ground<'_>, source: &Source, further: &[Allow], seen: Seen<'_>, profiled: bool) -> Judged {
    let Ground { house, surroundings, path, place, mut levels, threshold } = ground;
    let configured = house.levels(path);
    let config = &house.config;
    let acronyms: Vec<_> = config.acronyms.iter().map(|written| written.value.clone()).collect();
    let required: Vec<_> = config.required.iter().flatten().map(|written| written.value.clone()).collect();
    let settings = Settings { levels: &levels, acronyms: &acronyms, required: &required };
    let begun = Instant::now();
    let reading = surroundings.read(place, &house.document, &house.language, Needs::default(), source);
    let read_in = begun.elapsed();
    let profile = profiled.then(|| profile::measure(house, source, &reading, read_in, settings));
    let mut findings = crate::lint(&house.rules, &house.language, source, &reading, settings);
    let (checkable, sourced) = reading.facts.coverage(&house.language, &reading.document);

    let sentences: Vec<_> = reading.facts.sentences.iter().map(|sentence| sentence.span).collect();
    let said = place.and_then(|place| ledgers::of(house, surroundings, place, source, &reading)).unwrap_or_default();
    let settled = ledgers::settle(house, &said, &sentences, &mut findings);
    let checked = reading.facts.checkable(&house.language, &reading.document);
    let verified = checked.iter().filter(|at| said.verified.contains(at)).count();
    ledgers::soften(&said, &mut levels);
    findings.extend(said.findings);
    let document = reading.document;
    let force = Force { house, configured: &configured, levels: &levels };
    let entries = force.entries(path);
    let allowed: Vec<_> = entries.iter().map(|(_, allow)| allow).chain(further).cloned().collect();
    let known = Known {
        source,
        prose: &document.prose,
        sentences: &sentences,
        comments: &allow::comments(source, &document, &|name| force.look_up(name)),
        entries: &allowed,
        hygiene: exceptions::hygiene(house),
        seen,
    };
    let outcome = triage::decide(findings, &|id| standing(house, &levels, id), Some(&known), threshold);
    Judged {
        document,
        sentences,
        levels,
        outcome,
        entries,
        coverage: Coverage { checkable, sourced, verified },
        settled,
        ledger: said.faults,
        elsewhere: said.elsewhere,
        profile,
    }
}

/// Lints one item, and its earlier version where it is to be held against that. Fails where that cannot be read.
fn check_source(
    check: &Check,
    house: &House,
    gate: &Gate,
    surroundings: &Surroundings,
    item: &Item,
    source: Source,
) -> Result<Checked, Trouble> {
    let earlier = gate.earlier(item, source.format)?.map(|(earlier, surroundings)| {
        // By the rules that hold now, wherever it lay.
        let ground = Ground { place: item.before.as_deref(), threshold: Threshold::default(), ..ground(check, house, surroundings, item) };
        let outcome = judge_on(ground, &earlier, &[], Seen { identify: true, ..Seen::default() }, false).outcome;
        Earlier { met: outcome.met, used: outcome.used }
    });
    let seen = Seen { base: earlier.as_ref().map(|earlier| &earlier.met), baseline: item.baseline.as_deref(), identify: identifies(check) };
    let judged = judge_on(ground(check, house, surroundings, item), &source, &[], seen, check.profile_rules);
    let Judged { document, levels, outcome, entries, coverage, settled, ledger, elsewhere, profile, .. } = judged;
    Ok(Checked {
        source,
        prose: document.prose,
        blocks: document.blocks,
        levels,
        outcome,
        entries,
        coverage: Some(coverage),
        settled,
        ledger,
        elsewhere,
        profile,
        earlier,
    })
}

impl Checked {
    /// Of each entry of the configuration, whether it allowed a finding, or allowed none in the earlier version either.
    fn used(&self) -> Vec<bool> {
        let Some(earlier) = &self.earlier else { return self.outcome.used.clone() };
        self.outcome.used.iter().enumerate().map(|(at, used)| *used || !earlier.used.get(at).copied().unwrap_or(false)).collect()
    }
}

/// How many findings about entries of a configuration fail.
pub(super) fn failing_entries(check: &Check, house: &House, source: &Source, findings: &[Finding]) -> usize {
    let levels = selected(check, house, house.levels(Path::new(&source.name)));
    let fails = |finding: &&Finding| fails_from(check, house).is_some_and(|level| levels[finding.rule.0 as usize] >= level);
    findings.iter().filter(fails).count()
}

/// What there is to say of entries of a configuration that allow nothing.
fn check_entries(check: &Check, house: &House, source: Source, findings: Vec<Finding>) -> Checked {
    let levels = selected(check, house, house.levels(Path::new(&source.name)));
    let outcome = triage::decide(findings, &|id| standing(house, &levels, id), None, threshold(check));
    let prose = source.text.clone();
    let mut checked = Checked {
        source,
        prose,
        blocks: Vec::new(),
        levels,
        outcome,
        entries: Vec::new(),
        coverage: None,
        settled: 0,
        ledger: Vec::new(),
        elsewhere: Vec::new(),
        profile: None,
        earlier: None,
    };
    if identifies(check) {
        let shown = &checked.outcome.shown;
        let names: Vec<_> = shown.iter().map(|finding| house.rules.rule(finding.rule).name.as_str()).collect();
        checked.outcome.fingerprints = fingerprint::of_seed(&checked.source, &checked.prose, &[], shown, &names);
    }
    checked
}

fn threshold(check: &Check) -> Threshold {
    Threshold { level: min_level(check.min_level), confidence: min_confidence(check.min_confidence) }
}

/// Whether a format that is asked for writes fingerprints, as data formats do.
fn identifies(check: &Check) -> bool {
    check.formats.iter().any(|asked| asked.format.has_fingerprints())
}

pub(super) fn standing<'a>(house: &'a House, levels: &[Level], id: RuleId) -> Standing<'a> {
    let rule = house.rules.rule(id);
    Standing { name: &rule.name, level: levels[id.0 as usize], confidence: rule.confidence, whole: rule.scope == Scope::Document }
}

fn notices<'a>(house: &'a House, checked: &'a Checked) -> Vec<Notice<'a>> {
    let shown = checked.outcome.shown.iter().enumerate();
    let notice = |(index, finding): (usize, &'a Finding)| {
        let rule: &Rule = house.rules.rule(finding.rule);
        let text = RuleText {
            name: &rule.name,
            level: checked.levels[finding.rule.0 as usize],
            confidence: rule.confidence,
            message: &rule.message,
            help: rule.help.as_deref(),
            fix: fix_of(rule),
            url: None,
            about: About {
                summary: &rule.summary,
                why: &rule.why,
                authority: &rule.authority,
                help: rule.help.as_deref(),
                level: rule.level,
            },
        };
        let mut notice = Notice::of_finding(&checked.source, &checked.prose, finding, text);
        notice.claim = if rule.family() == "claims" { ledgers::claim_of(finding) } else { None };
        let shown = checked.elsewhere.iter().filter(|place| place.finding == (finding.rule, finding.span));
        notice.asides.extend(shown.map(|place| Aside { source: &place.source, span: place.span, note: &place.note }));
        notice.fingerprint = checked.outcome.fingerprints.get(index).cloned();
        notice
    };
    shown.map(notice).collect()
}

/// What a rule says should stand.
fn fix_of(rule: &Rule) -> Option<Fix<'_>> {
    let template = rule.fix.as_deref()?;
    Some(Fix { template, at: rule.fix_at.as_deref(), lines: rule.scope == Scope::Line })
}

/// The edits that would mend what was found, in order of place; one within another is left for later.
pub(super) fn edits(house: &House, source: &Source, judged: &Judged) -> Vec<Edit> {
    let shown = judged.outcome.shown.iter();
    let edits = shown.filter_map(|finding| Edit::of(fix_of(house.rules.rule(finding.rule))?, source, &judged.document.prose, finding));
    let mut edits: Vec<Edit> = edits.collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut end = 0;
    edits.retain(|edit| {
        let apart = edit.span.start >= end;
        end = if apart { edit.span.end } else { end };
        apart
    });
    edits
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
pub(super) fn check_selection(check: &Check, houses: &mut Houses) -> Result<(), String> {
    if houses.all().is_empty() {
        houses.of_folder(Path::new("."));
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
pub(super) fn fails_from(check: &Check, house: &House) -> Option<Level> {
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
