//! Workflow commands of GitHub Actions: an annotation a finding, on the line where it stands.
//!
//! Escaped as `@actions/core` does. GitHub shows ten annotations of each level a step, and the first ten; so errors come
//! first, everything is written for the log, and a notice tells where there is more than is shown.

use std::io::{self, Write};

use super::lines::Lines;
use super::notice::Notice;
use super::{Report, SeedReport, Summary};
use crate::finding::Level;

/// How many annotations of a level GitHub shows of one step.
const SHOWN: usize = 10;

/// The commands, kept until all are known: errors come first.
#[derive(Debug, Clone, Default)]
pub struct GitHub {
    errors: Vec<String>,
    warnings: Vec<String>,
    notices: Vec<String>,
}

impl GitHub {
    fn commands(&mut self, level: Level) -> (&'static str, &mut Vec<String>) {
        match level {
            Level::Error => ("error", &mut self.errors),
            Level::Warning => ("warning", &mut self.warnings),
            Level::Note | Level::Off => ("notice", &mut self.notices),
        }
    }

    /// What GitHub will not show as annotations.
    fn more(&self) -> Option<String> {
        let levels = [(&self.errors, "error"), (&self.warnings, "warning"), (&self.notices, "note")];
        let many = levels.iter().filter(|(commands, _)| commands.len() > SHOWN);
        let many: Vec<_> = many.map(|(commands, name)| format!("{} {name}s", commands.len())).collect();
        let told = || {
            format!(
                "{}: GitHub shows ten annotations of each level. All are in the log of this step, and in the job summary where \
                 `--format markdown` is written to GITHUB_STEP_SUMMARY",
                many.join(", ")
            )
        };
        (!many.is_empty()).then(told)
    }
}

impl Report for GitHub {
    fn seed(&mut self, _: &mut dyn Write, seed: &SeedReport<'_>) -> io::Result<()> {
        if seed.notices.is_empty() {
            return Ok(());
        }
        let lines = Lines::of(&seed.source.text);
        for notice in seed.notices {
            let (name, commands) = self.commands(notice.level);
            commands.push(command(name, notice, &lines));
        }
        Ok(())
    }

    fn unreadable(&mut self, _: &mut dyn Write, name: &str, message: &str) -> io::Result<()> {
        self.errors.push(format!("::error title=could not be read,file={}::{}\n", property(name), data(message)));
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, _: &Summary) -> io::Result<()> {
        let more = self.more().map(|more| format!("::notice title=seedlint::{}\n", data(&more)));
        let commands = self.errors.iter().chain(&self.warnings).chain(&more).chain(&self.notices);
        out.write_all(commands.map(String::as_str).collect::<String>().as_bytes())
    }
}

/// One annotation. GitHub takes columns only where a place begins and ends in one line.
fn command(name: &str, notice: &Notice<'_>, lines: &Lines<'_>) -> String {
    let (start, end) = lines.of_span(notice.span);
    let (title, file) = (property(notice.code), property(&notice.source.name));
    let columns = if start.line == end.line { format!(",col={},endColumn={}", start.column, end.column) } else { String::new() };
    format!("::{name} title={title},file={file},line={},endLine={}{columns}::{}\n", start.line, end.line, data(&notice.told_with_fix()))
}

/// A text behind `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::Sketch;

    #[test]
    fn a_finding_is_a_command() {
        for (text, place, words) in [
            ("one\r\ntwo <<100 %>> say", "line=2,endLine=2,col=5,endColumn=10", "100 %25"),
            ("<<a\r\nb>>", "line=1,endLine=2", "a b"),
            ("𝔘 <<>>", "line=1,endLine=1,col=3,endColumn=3", ""),
        ] {
            let mut sketch = Sketch::new(text);
            sketch.source.name = "we, ird:%.md".into();
            let expected = format!(
                "::warning title=sourcing/vague-authority,file=we%2C ird%3A%25.md,{place}::who are “{words}”?%0A\
                 help: name the source, or cite one in the same sentence\n"
            );
            assert_eq!(sketch.written(&mut GitHub::default()), expected);
        }
    }

    #[test]
    fn errors_come_first_and_more_than_is_shown_is_told() {
        let mut report = GitHub::default();
        let mut out = Vec::new();
        let sketch = Sketch::new("<<one>>");
        let notices: Vec<_> = [Level::Note, Level::Error, Level::Warning]
            .into_iter()
            .flat_map(|level| sketch.notices().into_iter().map(move |notice| Notice { level, ..notice }))
            .cycle()
            .take(31)
            .collect();
        let seed =
            SeedReport { source: &sketch.source, notices: &notices, prose: &sketch.prose, blocks: &[], fails_from: None, coverage: None };
        report.seed(&mut out, &seed).unwrap();
        report.unreadable(&mut out, "b.md", "not UTF-8\n::error::x").unwrap();
        assert!(out.is_empty());
        report.end(&mut out, &Summary::default()).unwrap();
        let written = String::from_utf8(out).unwrap();
        let kinds: Vec<_> = written.lines().map(|line| line.split(' ').next().unwrap()).collect();
        assert_eq!(kinds, [["::error"; 11].as_slice(), &["::warning"; 10], &["::notice"; 12]].concat());
        assert_eq!(written.lines().nth(10), Some("::error title=could not be read,file=b.md::not UTF-8%0A::error::x"));
        let more = "::notice title=seedlint::11 errors, 11 notes: GitHub shows ten annotations of each level. ";
        assert!(written.lines().nth(21).is_some_and(|line| line.starts_with(more)), "{written}");
        assert_eq!(sketch.written(&mut GitHub::default()).lines().count(), 1);
    }
}
