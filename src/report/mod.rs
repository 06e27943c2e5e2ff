//! Findings and readings into words: one file a format.
//!
//! In go [`Notice`]s, seed by seed as their turn comes, and a [`Summary`] at the end; out come bytes. Every format is a
//! [`Report`]. Nothing here decides what is shown: that is triage's.

mod address;
mod closing;
mod edit;
mod github;
mod gitlab;
mod html;
mod human;
pub mod inspect;
mod json;
mod junit;
mod lines;
mod markdown;
mod notice;
mod rdjson;
mod root;
mod rows;
mod sarif;
mod short;
mod statistics;
mod visible;
mod words;

use std::io::{self, Write};

use crate::document::Block;
use crate::finding::Level;
use crate::source::Source;

pub use edit::{Edit, Fix};
pub use github::GitHub;
pub use gitlab::GitLab;
pub use html::HtmlPage;
pub use human::{Human, Look};
pub use json::{Json, JsonLines};
pub use junit::JUnit;
pub use lines::{Lines, Position};
pub use markdown::MarkdownPage;
pub use notice::{About, Aside, Notice, RuleText};
pub use rdjson::Rdjson;
pub use root::FromRoot;
pub use sarif::Sarif;
pub use short::Short;
pub use statistics::{Statistics, Table};
pub use visible::escaped;

/// A format: says what there is to say of each seed, then closes.
pub trait Report {
    /// Writes one seed's findings, or keeps them for the end.
    ///
    /// # Errors
    /// Where `out` cannot be written to; a closed pipe is the caller's affair.
    fn seed(&mut self, out: &mut dyn Write, seed: &SeedReport<'_>) -> io::Result<()>;

    /// Takes note of a file that could not be read; a format that has no place for it leaves it to standard error.
    ///
    /// # Errors
    /// Where `out` cannot be written to.
    fn unreadable(&mut self, _out: &mut dyn Write, _name: &str, _message: &str) -> io::Result<()> {
        Ok(())
    }

    /// Writes what comes after the last seed.
    ///
    /// # Errors
    /// Where `out` cannot be written to.
    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()>;

    /// What could not be said within the limits of those who read the format; nothing, as a rule.
    fn left_out(&self) -> Option<String> {
        None
    }
}

/// What there is to say of one seed.
#[derive(Debug)]
pub struct SeedReport<'a> {
    /// The seed.
    pub source: &'a Source,
    /// Its findings, in order of place.
    pub notices: &'a [Notice<'a>],
    /// Its masked prose.
    pub prose: &'a str,
    /// Its blocks, in order.
    pub blocks: &'a [Block],
    /// The lightest level that fails the check; none where nothing does.
    pub fails_from: Option<Level>,
    /// How many of its claims are sourced; none for a configuration, which is no seed.
    pub coverage: Option<Coverage>,
}

/// How much of what can be checked names its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Claims worth checking.
    pub checkable: usize,
    /// Those of them that name a source in the text.
    pub sourced: usize,
    /// Those of them that a checker has verified.
    pub verified: usize,
}

impl std::ops::AddAssign for Coverage {
    fn add_assign(&mut self, other: Self) {
        self.checkable += other.checkable;
        self.sourced += other.sourced;
        self.verified += other.verified;
    }
}

/// Everything, counted, over all seeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Seeds that were read.
    pub files: usize,
    /// Findings shown as errors.
    pub errors: usize,
    /// Findings shown as warnings.
    pub warnings: usize,
    /// Findings shown as notes.
    pub notes: usize,
    /// Findings that a comment or the configuration allows.
    pub suppressed: usize,
    /// Findings that the baseline knows.
    pub known: usize,
    /// Findings that a verified claim settles.
    pub settled: usize,
    /// Findings below the level or the confidence that was asked for.
    pub hidden: usize,
    /// Findings that lie in a longer one of their family, or on the same words as a weightier one.
    pub overlapped: usize,
    /// Files that could not be read.
    pub unreadable: usize,
    /// How many claims are sourced, in all seeds.
    pub coverage: Coverage,
}

impl Summary {
    /// Counts one seed as read, with the findings that are shown of it; of what is no seed, the findings alone.
    pub fn count(&mut self, seed: &SeedReport<'_>) {
        if let Some(coverage) = seed.coverage {
            self.files += 1;
            self.coverage += coverage;
        }
        for notice in seed.notices {
            match notice.level {
                Level::Error => self.errors += 1,
                Level::Warning => self.warnings += 1,
                Level::Note | Level::Off => self.notes += 1,
            }
        }
    }

    /// How many findings are shown.
    pub const fn shown(&self) -> usize {
        self.errors + self.warnings + self.notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::BlockKind;
    use crate::finding::{Confidence, Finding, Label, RuleId};
    use crate::source::Format;
    use crate::span::Span;

    /// A paragraph of 3,000 characters in one line.
    pub const LONG: &str = include_str!("long.txt");

    /// A text with a finding in it, `<<so>>`, and labels, `[[so]]`.
    #[derive(Debug)]
    pub struct Sketch {
        pub source: Source,
        pub prose: String,
        pub finding: Finding,
        pub message: &'static str,
        pub help: Option<&'static str>,
    }

    impl Sketch {
        pub fn new(marked: &str) -> Self {
            let (mut text, mut rest) = (String::new(), marked);
            let (mut span, mut labels, mut open) = (Span::default(), Vec::new(), 0);
            while let Some((at, mark)) = ["<<", ">>", "[[", "]]"].into_iter().filter_map(|m| Some((rest.find(m)?, m))).min() {
                text.push_str(&rest[..at]);
                rest = &rest[at + 2..];
                match mark {
                    ">>" => span = Span::new(open, text.len()),
                    "]]" => labels.push(Label { span: Span::new(open, text.len()), note: "also here".into() }),
                    _ => open = text.len(),
                }
            }
            text.push_str(rest);
            let finding = Finding { rule: RuleId(0), span, details: Vec::new(), labels };
            let message = "who are “{match}”?";
            let help = Some("name the source, or cite one in the same sentence");
            Self { prose: text.clone(), source: Source::new("seeds/a.md", Format::Markdown, text), finding, message, help }
        }

        pub fn notices(&self) -> Vec<Notice<'_>> {
            let rule = RuleText {
                name: "sourcing/vague-authority",
                level: Level::Warning,
                confidence: Confidence::High,
                message: self.message,
                fix: None,
                help: self.help,
                url: None,
                about: About {
                    summary: "unnamed people who are said to say something",
                    why: "Readers cannot weigh what nobody stands for.",
                    authority: &[],
                    help: self.help,
                    level: Level::Warning,
                },
            };
            let mut notice = Notice::of_finding(&self.source, &self.prose, &self.finding, rule);
            notice.fingerprint = Some("0123456789abcdef".into());
            vec![notice]
        }

        pub fn written(&self, report: &mut dyn Report) -> String {
            let notices = self.notices();
            let coverage = Some(Coverage { checkable: 41, sourced: 9, verified: 0 });
            let seed = SeedReport {
                source: &self.source,
                notices: &notices,
                prose: &self.prose,
                blocks: &[Block { kind: BlockKind::Paragraph, span: Span::new(0, self.prose.len()) }],
                fails_from: Some(Level::Warning),
                coverage,
            };
            let mut summary = Summary { suppressed: 1, unreadable: 0, ..Summary::default() };
            summary.count(&seed);
            let mut out = Vec::new();
            report.seed(&mut out, &seed).unwrap();
            report.end(&mut out, &summary).unwrap();
            String::from_utf8(out).unwrap()
        }
    }
}
