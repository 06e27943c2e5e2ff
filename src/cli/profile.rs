//! `check --profile-rules`: how long reading takes, and each rule, and how much each rule finds.
//!
//! Rules run at once and share most of their work: the phrases of all of them are found in one pass. So each is run once more
//! for itself, and what counts is how much longer that takes than running none.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::houses::House;
use crate::Reading;
use crate::engine::Settings;
use crate::finding::{Finding, Level, RuleId};
use crate::source::Source;

/// Each time is the shortest of so many, since all that disturbs a measurement makes it longer.
const RUNS: usize = 5;

/// What one or several seeds cost.
#[derive(Debug, Default)]
pub(super) struct Profile {
    seeds: usize,
    bytes: usize,
    /// Document and facts.
    reading: Duration,
    /// All rules at once.
    linting: Duration,
    findings: usize,
    /// What linting costs without any rule.
    shared: Duration,
    /// Of each rule that runs, by name.
    rules: BTreeMap<String, Cost>,
}

/// What one rule costs above what it shares, and how much it finds.
#[derive(Debug, Default)]
struct Cost {
    time: Duration,
    findings: usize,
}

/// Measures the rules of a house over a seed that was read in the time `reading` tells.
pub(super) fn measure(house: &House, source: &Source, read: &Reading, reading: Duration, settings: Settings<'_>) -> Profile {
    let lint = |levels: &[Level]| {
        let settings = Settings { levels, ..settings };
        shortest(|| crate::lint(&house.rules, &house.language, source, read, settings))
    };
    // So that every expression that this seed needs is compiled, and the seed in the cache.
    lint(settings.levels);
    let mut alone = vec![Level::Off; settings.levels.len()];
    let (shared, _) = lint(&alone);
    let (linting, all) = lint(settings.levels);
    let mut rules = BTreeMap::new();
    for (id, rule) in house.rules.iter() {
        let RuleId(number) = id;
        let level = settings.levels[number as usize];
        if level == Level::Off {
            continue;
        }
        alone[number as usize] = level;
        let (time, found) = lint(&alone);
        alone[number as usize] = Level::Off;
        rules.insert(rule.name.clone(), Cost { time: time.saturating_sub(shared), findings: found.len() });
    }
    Profile { seeds: 1, bytes: source.text.len(), reading, linting, findings: all.len(), shared, rules }
}

fn shortest(mut run: impl FnMut() -> Vec<Finding>) -> (Duration, Vec<Finding>) {
    let mut shortest = Duration::MAX;
    let mut findings = Vec::new();
    for _ in 0..RUNS {
        let begun = Instant::now();
        findings = run();
        shortest = shortest.min(begun.elapsed());
    }
    (shortest, findings)
}

impl Profile {
    /// Adds what other seeds cost.
    pub(super) fn add(&mut self, other: Self) {
        self.seeds += other.seeds;
        self.bytes += other.bytes;
        self.reading += other.reading;
        self.linting += other.linting;
        self.findings += other.findings;
        self.shared += other.shared;
        for (name, cost) in other.rules {
            let sum = self.rules.entry(name).or_default();
            sum.time += cost.time;
            sum.findings += cost.findings;
        }
    }

    /// The table, the dearest rule first.
    pub(super) fn table(&self) -> String {
        let seeds = if self.seeds == 1 { "1 seed" } else { &format!("{} seeds", self.seeds) };
        let mut table = format!("profile of {seeds}, {} bytes\n        ms  findings\n", self.bytes);
        let row = |time: Duration, findings: &str, what: &str| format!("{:10.3}  {findings:>8}  {what}\n", time.as_secs_f64() * 1000.0);
        table.push_str(&row(self.reading, "", "reading: document and facts"));
        table.push_str(&row(self.linting, &self.findings.to_string(), "all rules at once"));
        table.push_str(&row(self.shared, "", "of that, what all rules share"));
        table.push_str(&format!("{:22}each rule run alone, beyond what all share:\n", ""));
        let mut rules: Vec<_> = self.rules.iter().collect();
        rules.sort_by_key(|(_, cost)| Reverse(cost.time));
        for (name, cost) in rules {
            table.push_str(&row(cost.time, &cost.findings.to_string(), &format!("  {name}")));
        }
        table
    }
}
