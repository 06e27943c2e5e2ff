//! Findings counted by rule and by family, and the table of them for people.
//!
//! In go the findings shown, seed by seed; out come counts, the most frequent first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::closing;
use super::{Look, Report, SeedReport, Summary};
use crate::finding::Level;

/// How many findings there are of each rule.
#[derive(Debug, Clone, Default)]
pub struct Statistics {
    families: BTreeMap<String, Counts>,
    rules: BTreeMap<String, Counts>,
}

/// The findings of one rule or family, by level, and how many seeds have any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
    /// Seeds in which there is one.
    pub files: usize,
}

impl Counts {
    const fn findings(self) -> usize {
        self.errors + self.warnings + self.notes
    }

    const fn add(&mut self, level: Level) {
        match level {
            Level::Error => self.errors += 1,
            Level::Warning => self.warnings += 1,
            Level::Note | Level::Off => self.notes += 1,
        }
    }
}

impl Statistics {
    /// Counts what is shown of one seed.
    pub fn count(&mut self, seed: &SeedReport<'_>) {
        for notice in seed.notices {
            self.families.entry(family(notice.code).to_owned()).or_default().add(notice.level);
            self.rules.entry(notice.code.to_owned()).or_default().add(notice.level);
        }
        let rules: BTreeSet<_> = seed.notices.iter().map(|notice| notice.code).collect();
        let families: BTreeSet<_> = rules.iter().map(|rule| family(rule)).collect();
        let counted = |counts: &mut BTreeMap<String, Counts>, name: &str| counts.entry(name.to_owned()).or_default().files += 1;
        rules.iter().for_each(|rule| counted(&mut self.rules, rule));
        families.iter().for_each(|family| counted(&mut self.families, family));
    }

    /// Every family that has findings, those with most first, and then by name.
    pub fn families(&self) -> Vec<(&str, Counts)> {
        in_order(self.families.iter())
    }

    /// Every rule that has findings, in the same order.
    pub fn rules(&self) -> Vec<(&str, Counts)> {
        in_order(self.rules.iter())
    }

    fn table(&self) -> String {
        if self.rules.is_empty() {
            return String::new();
        }
        let row = |counts: Counts, name: &str| {
            format!("{:6}  {:8}  {:5}  {:5}  {name}\n", counts.errors, counts.warnings, counts.notes, counts.files)
        };
        let mut table = String::from("errors  warnings  notes  files\n");
        for (name, counts) in self.families() {
            table.push_str(&row(counts, name));
            for (rule, counts) in self.rules().into_iter().filter(|(rule, _)| family(rule) == name) {
                table.push_str(&row(counts, &format!("  {rule}")));
            }
        }
        table
    }
}

fn family(rule: &str) -> &str {
    rule.split('/').next().unwrap_or(rule)
}

fn in_order<'a>(counts: impl Iterator<Item = (&'a String, &'a Counts)>) -> Vec<(&'a str, Counts)> {
    let mut all: Vec<_> = counts.map(|(name, counts)| (name.as_str(), *counts)).collect();
    all.sort_by_key(|(_, counts)| Reverse(counts.findings()));
    all
}

/// The table in the place of the findings.
#[derive(Debug, Clone, Default)]
pub struct Table {
    statistics: Statistics,
    closing: Option<Look>,
}

impl Table {
    /// A table; the closing lines follow where they are given a look.
    pub fn new(closing: Option<Look>) -> Self {
        Self { closing, ..Self::default() }
    }
}

impl Report for Table {
    fn seed(&mut self, _: &mut dyn Write, seed: &SeedReport<'_>) -> io::Result<()> {
        self.statistics.count(seed);
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let table = self.statistics.table();
        out.write_all(table.as_bytes())?;
        let Some(look) = self.closing else { return Ok(()) };
        if !table.is_empty() {
            writeln!(out)?;
        }
        closing::write(out, summary, &[], look.colour)
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::report::Notice;
    use crate::report::tests::Sketch;

    fn counted(seeds: &[&[(&'static str, Level)]]) -> Table {
        let sketch = Sketch::new("<<one>>");
        let mut table = Table::default();
        for rules in seeds {
            let notice = |(code, level): &(&'static str, Level)| Notice { code, level: *level, ..sketch.notices().remove(0) };
            let notices: Vec<_> = rules.iter().map(notice).collect();
            let coverage = Some(Default::default());
            let (prose, blocks) = (sketch.prose.as_str(), [].as_slice());
            let seed = SeedReport { source: &sketch.source, notices: &notices, prose, blocks, fails_from: None, coverage };
            table.seed(&mut Vec::new(), &seed).unwrap();
        }
        table
    }

    #[test]
    fn findings_are_counted_by_rule_and_family() {
        let (a, b, c) = ("sourcing/rumour", "sourcing/vague-authority", "language/cliche");
        let mut table = counted(&[
            &[(a, Level::Warning), (b, Level::Warning), (b, Level::Note)],
            &[(b, Level::Error), (c, Level::Note)],
            &[],
            &[(c, Level::Note)],
        ]);
        let written = |table: &mut Table| {
            let mut out = Vec::new();
            table.end(&mut out, &Summary { files: 4, errors: 1, warnings: 2, notes: 3, ..Summary::default() }).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_snapshot!(written(&mut table), @r"
        errors  warnings  notes  files
             1         2      1      2  sourcing
             1         1      1      2    sourcing/vague-authority
             0         1      0      1    sourcing/rumour
             0         0      2      2  language
             0         0      2      2    language/cliche
        ");
        table.closing = Some(Look::default());
        assert!(written(&mut table).ends_with("language/cliche\n\n6 findings in 4 files: 1 error, 2 warnings, 3 notes\n"));
        assert_eq!(written(&mut counted(&[])), "");
    }
}
