//! `seedlint rules score`: how often rules are right, on texts in which what they should find is labelled.
//!
//! The rules see each text as a check would. What one finding hides from the reader of a report counts as found, and is never a
//! false alarm. Exceptions inside the texts allow nothing here.

mod rows;
mod tally;

use std::path::Path;

use super::Verdict;
use super::arguments::{ListFormat, ScoreRules};
use super::around::Surroundings;
use super::check::standing;
use super::houses::{House, Houses};
use super::seeds::within_borders;
use super::terminal::Terminal;
use crate::engine::Settings;
use crate::facts::Needs;
use crate::finding::{Finding, Level, RuleId};
use crate::paths;
use crate::source::decoded;
use crate::span::Span;
use crate::tree::Tree;
use crate::triage::{self, Threshold};
use rows::{Label, Names, Row};
use tally::{Outcome, Place, Tally};

/// The path of a text that does not say where it lies.
const NOWHERE: &str = "labelled";

pub(super) fn run(asked: &ScoreRules, terminal: &mut Terminal) -> Verdict {
    let mut houses = Houses::new(&asked.config);
    let number = houses.of_folder(Path::new("."));
    let config_faults = std::mem::take(&mut houses.faults);
    terminal.faults(&config_faults);
    let house = houses.get(number);
    let mut faults = Vec::new();
    let levels = house.levels(Path::new(NOWHERE));
    let names = Names { rules: &house.rules, levels: &levels };
    let files: Vec<_> = asked.paths.iter().map(|path| read(path, names, &mut faults)).collect();
    let mut selected = Vec::new();
    for name in &asked.select {
        match rows::ids(names, name) {
            Ok(ids) => selected.extend(ids),
            Err(message) => faults.push(format!("--select: {message}")),
        }
    }
    faults.iter().for_each(|fault| terminal.tell("error", fault));
    if !faults.is_empty() || !config_faults.is_empty() {
        return Verdict::Trouble;
    }
    if files.iter().all(|(_, rows)| rows.is_empty()) {
        terminal.tell("warning", "no rows here");
    }
    let scored = if asked.select.is_empty() { named(&files) } else { selected };
    let mut tally = Tally::new(&house.rules, &scored);
    let surroundings = Surroundings::default();
    for (name, rows) in &files {
        for row in rows {
            match within_borders(&row.source.name, || Ok(judge(house, &surroundings, row, &scored))) {
                Ok(places) => tally.add(name, row, places),
                Err(trouble) => {
                    terminal.tell("error", &format!("{}: {}", trouble.name, trouble.message));
                    return Verdict::Trouble;
                }
            }
        }
    }
    report(asked, &tally, terminal)
}

fn report(asked: &ScoreRules, tally: &Tally, terminal: &mut Terminal) -> Verdict {
    match asked.format {
        ListFormat::Human => {
            if asked.verbose {
                tally.places().for_each(|line| terminal.line(&line));
            }
            tally.table().lines().for_each(|line| terminal.line(line));
        }
        ListFormat::Json => match serde_json::to_string_pretty(&tally.record()) {
            Ok(json) => terminal.print(|out| writeln!(out, "{json}")),
            Err(error) => {
                terminal.tell("error", &error.to_string());
                return Verdict::Trouble;
            }
        },
    }
    let short = tally.short_of(asked.min_precision, asked.min_recall);
    short.iter().for_each(|message| terminal.tell("error", message));
    if short.is_empty() { Verdict::Clean } else { Verdict::Findings }
}

/// The rows of a file, and how it is named.
fn read(path: &Path, names: Names<'_>, faults: &mut Vec<String>) -> (String, Vec<Row>) {
    let name = paths::name_of(path);
    let rows = match Tree::Disk.read(path).map_err(|error| crate::input::reason(&error)).and_then(decoded) {
        Ok(text) => rows::read(&name, &text, names, faults),
        Err(message) => {
            faults.push(format!("{name}: {message}"));
            Vec::new()
        }
    };
    (name, rows)
}

/// The rules that the rows name, in their findings or as what they are complete for.
fn named(files: &[(String, Vec<Row>)]) -> Vec<RuleId> {
    let rows = || files.iter().flat_map(|(_, rows)| rows);
    let labelled = rows().flat_map(|row| &row.labels).map(|label| label.rule);
    labelled.chain(rows().flat_map(|row| row.complete.iter().flatten().copied())).collect()
}

/// Lints a row's text, and compares.
fn judge(house: &House, surroundings: &Surroundings, row: &Row, scored: &[RuleId]) -> Vec<Place> {
    let counts = |id: &RuleId| scored.contains(id) && row.complete.as_ref().is_none_or(|complete| complete.contains(id));
    let path = row.path.as_deref();
    let mut levels = house.levels(path.unwrap_or(Path::new(NOWHERE)));
    // Who labels what a rule should find wants to know, be it on or off.
    for (id, level) in house.rules.iter().map(|(id, _)| id).zip(&mut levels).filter(|(id, _)| counts(id)) {
        let own = house.rules.rule(id).level;
        *level = if *level == Level::Off { own.max(Level::Note) } else { *level };
    }
    let acronyms: Vec<_> = house.config.acronyms.iter().map(|written| written.value.clone()).collect();
    let required: Vec<_> = house.config.required.iter().flatten().map(|written| written.value.clone()).collect();
    let settings = Settings { levels: &levels, acronyms: &acronyms, required: &required };
    let reading = surroundings.read(path, &house.document, &house.language, Needs::default(), &row.source);
    let mut findings = crate::lint(&house.rules, &house.language, &row.source, &reading, settings);
    findings.retain(|finding| levels[finding.rule.0 as usize] > Level::Off);
    let mut shown = triage::decide(findings.clone(), &|id| standing(house, &levels, id), None, Threshold::default()).shown;
    shown.retain(|finding| counts(&finding.rule));
    let labels: Vec<_> = row.labels.iter().copied().filter(|label| counts(&label.rule)).collect();
    compare(&labels, &findings, &shown)
}

/// What became of each label, and which of the findings shown answer none; by place.
fn compare(labels: &[Label], findings: &[Finding], shown: &[Finding]) -> Vec<Place> {
    let meets = |one: Span, other: Span| one == other || one.overlaps(other);
    // A finding shows other places of the same thing beside it: the first of two passages, each use of a word.
    let at = |finding: &Finding, span: Span| meets(finding.span, span) || finding.labels.iter().any(|other| meets(other.span, span));
    let answers = |finding: &Finding, label: &Label| finding.rule == label.rule && at(finding, label.span);
    let of_label = |label: &Label| {
        let found = findings.iter().any(|finding| answers(finding, label));
        let other = || shown.iter().find(|finding| meets(finding.span, label.span)).map(|finding| finding.rule);
        let (outcome, instead) = if found { (Outcome::Found, None) } else { (Outcome::Missed, other()) };
        Place { rule: label.rule, span: label.span, outcome, instead }
    };
    let alarm = |finding: &Finding| {
        let other = labels.iter().find(|label| meets(finding.span, label.span)).map(|label| label.rule);
        Place { rule: finding.rule, span: finding.span, outcome: Outcome::False, instead: other }
    };
    let false_alarms = shown.iter().filter(|finding| !labels.iter().any(|label| answers(finding, label)));
    let mut places: Vec<_> = labels.iter().map(of_label).chain(false_alarms.map(alarm)).collect();
    places.sort_by_key(|place| (place.span, place.rule));
    places
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::finding;

    fn finding(rule: u32, start: usize, end: usize) -> Finding {
        Finding { rule: RuleId(rule), span: Span::new(start, end), details: Vec::new(), labels: Vec::new() }
    }

    fn compared(labels: &[(u32, usize, usize)], findings: &[Finding], shown: &[Finding]) -> Vec<Place> {
        let label = |(rule, start, end): &(u32, usize, usize)| Label { rule: RuleId(*rule), span: Span::new(*start, *end) };
        compare(&labels.iter().map(label).collect::<Vec<_>>(), findings, shown)
    }

    fn outcomes(labels: &[(u32, usize, usize)], findings: &[Finding], shown: &[Finding]) -> Vec<(u32, usize, Outcome)> {
        compared(labels, findings, shown).into_iter().map(|place| (place.rule.0, place.span.start, place.outcome)).collect()
    }

    #[test]
    fn a_label_is_found_where_a_finding_of_its_rule_overlaps_it() {
        use Outcome::{False, Found, Missed};
        for (labels, findings, came_out) in [
            (vec![(0, 2, 6)], vec![finding(0, 5, 9)], vec![(0, 2, Found)]),
            (vec![(0, 2, 6)], vec![finding(0, 6, 9)], vec![(0, 2, Missed), (0, 6, False)]),
            (vec![(0, 2, 6)], vec![finding(1, 2, 6)], vec![(0, 2, Missed), (1, 2, False)]),
            (vec![(0, 3, 3)], vec![finding(0, 3, 3)], vec![(0, 3, Found)]),
            (vec![(0, 0, 2), (0, 4, 6)], vec![finding(0, 0, 9)], vec![(0, 0, Found), (0, 4, Found)]),
            (vec![(0, 0, 9)], vec![finding(0, 0, 2), finding(0, 4, 6)], vec![(0, 0, Found)]),
            (vec![], vec![], vec![]),
        ] {
            assert_eq!(outcomes(&labels, &findings, &findings), came_out, "{labels:?} {findings:?}");
        }
    }

    #[test]
    fn what_is_hidden_counts_as_found_and_not_as_false() {
        let all = [finding(0, 0, 9), finding(1, 2, 4), finding(1, 5, 6)];
        assert_eq!(outcomes(&[(0, 0, 9), (1, 2, 4)], &all, &all[..1]), [(0, 0, Outcome::Found), (1, 2, Outcome::Found)]);
    }

    #[test]
    fn a_finding_answers_for_the_places_that_it_shows_beside_it() {
        let other = finding::Label { span: Span::new(8, 9), note: Cow::Borrowed("again") };
        let findings = [Finding { labels: vec![other], ..finding(0, 0, 1) }];
        assert_eq!(outcomes(&[(0, 0, 1), (0, 8, 9)], &findings, &findings), [(0, 0, Outcome::Found), (0, 8, Outcome::Found)]);
        assert_eq!(outcomes(&[(0, 8, 9)], &findings, &findings), [(0, 8, Outcome::Found)]);
    }

    #[test]
    fn another_rule_on_the_same_words_is_named() {
        let findings = [finding(1, 2, 4)];
        let instead: Vec<_> = compared(&[(0, 2, 6)], &findings, &findings).into_iter().map(|place| place.instead).collect();
        assert_eq!(instead, [Some(RuleId(0)), Some(RuleId(1))], "the false alarm, which is shorter, comes first");
    }
}
