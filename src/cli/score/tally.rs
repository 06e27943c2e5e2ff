//! Outcomes counted by rule: precision, recall, and the table of them.
//!
//! In go places with their outcomes; out come lines for people, and a record for programs. Knows no rules engine.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::rows::Row;
use crate::finding::RuleId;
use crate::rules::RuleSet;
use crate::span::Span;

/// How one place turned out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Outcome {
    /// Labelled, and found.
    Found,
    /// Labelled, and not found.
    Missed,
    /// Found, and not labelled.
    False,
}

/// A place of a row's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) rule: RuleId,
    pub(super) span: Span,
    pub(super) outcome: Outcome,
    /// The rule that reports what is missed; the one that what is falsely reported is labelled with.
    pub(super) instead: Option<RuleId>,
}

/// How often each outcome came up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub(super) struct Counts {
    found: usize,
    missed: usize,
    #[serde(rename = "false")]
    wrong: usize,
}

impl Counts {
    const fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Found => self.found += 1,
            Outcome::Missed => self.missed += 1,
            Outcome::False => self.wrong += 1,
        }
    }

    /// The share of what is reported that is labelled; none where nothing is reported.
    fn precision(self) -> Option<f64> {
        share(self.found, self.found + self.wrong)
    }

    /// The share of what is labelled that is reported; none where nothing is labelled.
    fn recall(self) -> Option<f64> {
        share(self.found, self.found + self.missed)
    }

    /// The harmonic mean of precision and recall.
    fn f1(self) -> Option<f64> {
        share(2 * self.found, 2 * self.found + self.missed + self.wrong)
    }
}

#[allow(clippy::cast_precision_loss, reason = "nobody labels 2^53 places")]
fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The outcomes of every row.
pub(super) struct Tally {
    rows: usize,
    /// Of each rule that is scored, by name.
    rules: BTreeMap<String, Counts>,
    /// Of all rules, by number.
    names: Vec<String>,
    mistakes: Vec<Mistake>,
}

/// One place that turned out otherwise than labelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Mistake {
    file: String,
    line: usize,
    rule: String,
    outcome: Outcome,
    start: usize,
    end: usize,
    words: String,
    /// The rule that reports what is missed, or that what is reported is labelled with.
    instead: Option<String>,
}

/// What `--format json` writes.
#[derive(Serialize)]
pub(super) struct Record<'t> {
    rows: usize,
    all: Scores,
    rules: BTreeMap<&'t str, Scores>,
    mistakes: &'t [Mistake],
}

#[derive(Serialize)]
struct Scores {
    #[serde(flatten)]
    counts: Counts,
    precision: Option<f64>,
    recall: Option<f64>,
    f1: Option<f64>,
}

impl From<Counts> for Scores {
    fn from(counts: Counts) -> Self {
        Self { counts, precision: counts.precision(), recall: counts.recall(), f1: counts.f1() }
    }
}

impl Tally {
    /// Nothing counted yet, of each of the rules in `scored`.
    pub(super) fn new(rules: &RuleSet, scored: &[RuleId]) -> Self {
        let names = rules.rules.iter().map(|rule| rule.name.clone()).collect();
        let rules = scored.iter().map(|id| (rules.rule(*id).name.clone(), Counts::default())).collect();
        Self { rows: 0, rules, names, mistakes: Vec::new() }
    }

    /// Adds what came of a row of the file called `name`.
    pub(super) fn add(&mut self, name: &str, row: &Row, places: Vec<Place>) {
        self.rows += 1;
        for place in places {
            let rule = self.name(place.rule);
            self.rules.entry(rule.clone()).or_default().count(place.outcome);
            if place.outcome != Outcome::Found {
                let Place { span: Span { start, end }, outcome, instead, .. } = place;
                let words = place.span.of(&row.source.text).to_owned();
                let instead = instead.map(|id| self.name(id));
                self.mistakes.push(Mistake { file: name.to_owned(), line: row.line, rule, outcome, start, end, words, instead });
            }
        }
    }

    fn name(&self, id: RuleId) -> String {
        self.names.get(id.0 as usize).cloned().unwrap_or_default()
    }

    fn all(&self) -> Counts {
        self.rules.values().fold(Counts::default(), |all, counts| Counts {
            found: all.found + counts.found,
            missed: all.missed + counts.missed,
            wrong: all.wrong + counts.wrong,
        })
    }

    /// For people: each miss and each false alarm, a line each.
    pub(super) fn places(&self) -> impl Iterator<Item = String> + '_ {
        self.mistakes.iter().map(|mistake| {
            let Mistake { file, line, rule, words, instead, .. } = mistake;
            let (outcome, other) = if mistake.outcome == Outcome::Missed { ("missed", "reported") } else { ("false", "labelled") };
            let instead = instead.as_ref().map(|rule| format!(" ({other} as {rule})")).unwrap_or_default();
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let words =
                if words.is_empty() { "no words, at the place where something is missing".to_owned() } else { format!("“{words}”") };
            format!("{file}:{line}: {outcome}: {rule}: {words}{instead}")
        })
    }

    /// For people: a line a rule, by name, and one for all. Rules that are neither labelled nor reported are only counted.
    pub(super) fn table(&self) -> String {
        let met: Vec<_> = self.rules.iter().filter(|(_, counts)| **counts != Counts::default()).collect();
        let width = met.iter().map(|(name, _)| name.len()).max().unwrap_or(0).max("all rules".len());
        let mut table = String::new();
        if !self.mistakes.is_empty() || !met.is_empty() {
            let _ = writeln!(table, "{:width$}  found  missed  false  precision  recall     F1", "rule");
        }
        let mut row = |name: &str, counts: Counts| {
            let percent = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), percent);
            let (precision, recall, f1) = (percent(counts.precision()), percent(counts.recall()), percent(counts.f1()));
            let Counts { found, missed, wrong } = counts;
            let _ = writeln!(table, "{name:width$}  {found:>5}  {missed:>6}  {wrong:>5}  {precision:>9}  {recall:>6}  {f1:>5}");
        };
        met.iter().for_each(|(name, counts)| row(name, **counts));
        if met.len() > 1 {
            row("all rules", self.all());
        }
        let elsewhere = self.mistakes.iter().filter(|mistake| mistake.outcome == Outcome::Missed && mistake.instead.is_some()).count();
        if elsewhere > 0 {
            let _ = writeln!(table, "{elsewhere} of {} missed are reported by another rule", self.all().missed);
        }
        let silent = self.rules.len() - met.len();
        let others = if silent > 0 { format!("; {silent} more neither labelled nor reported") } else { String::new() };
        let counted = |count: usize, thing: &str| format!("{count} {thing}{}", if count == 1 { "" } else { "s" });
        let _ = write!(table, "{}, {}{others}", counted(self.rows, "text"), counted(met.len(), "rule"));
        table
    }

    /// For programs.
    pub(super) fn record(&self) -> Record<'_> {
        let rules = self.rules.iter().map(|(name, counts)| (name.as_str(), (*counts).into())).collect();
        Record { rows: self.rows, all: self.all().into(), rules, mistakes: &self.mistakes }
    }

    /// A message for each rule that falls short of what is asked for.
    pub(super) fn short_of(&self, precision: Option<f64>, recall: Option<f64>) -> Vec<String> {
        let mut short = Vec::new();
        for (name, counts) in &self.rules {
            for (what, is, least) in [("precision", counts.precision(), precision), ("recall", counts.recall(), recall)] {
                if let (Some(is), Some(least)) = (is, least)
                    && is < least
                {
                    short.push(format!("{name}: {what} is {}, less than {}", percent(is), percent(least)));
                }
            }
        }
        short
    }
}

/// A share in percent, rounded down: what is short of all is never shown as 100.
fn percent(share: f64) -> String {
    format!("{} %", (share * 100.0 + 1e-9).floor())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_what_there_is() {
        for (found, missed, wrong, shares) in [
            (0, 0, 0, (None, None, None)),
            (0, 2, 0, (None, Some(0.0), Some(0.0))),
            (0, 0, 2, (Some(0.0), None, Some(0.0))),
            (3, 1, 0, (Some(1.0), Some(0.75), Some(6.0 / 7.0))),
            (1, 1, 3, (Some(0.25), Some(0.5), Some(2.0 / 6.0))),
        ] {
            let counts = Counts { found, missed, wrong };
            assert_eq!((counts.precision(), counts.recall(), counts.f1()), shares, "{counts:?}");
        }
    }

    #[test]
    fn a_percentage_is_rounded_down() {
        for (share, shown) in [(0.0, "0 %"), (0.29, "29 %"), (0.58, "58 %"), (0.999, "99 %"), (1.0, "100 %"), (2.0 / 3.0, "66 %")] {
            assert_eq!(percent(share), shown);
        }
    }
}
