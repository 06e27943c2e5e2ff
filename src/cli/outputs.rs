//! The reports of a check, each on its way to standard output or to a file.
//!
//! Every report is told of every seed in its turn. A file appears, whole, only once everything was reported.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::arguments::Check;
use super::formats::{Asked, Format};
use super::rewrite::Whole;
use super::terminal::Terminal;
use crate::input::Trouble;
use crate::paths;
use crate::report::{
    FromRoot, GitHub, GitLab, HtmlPage, Human, JUnit, Json, JsonLines, Look, MarkdownPage, Rdjson, Report, Sarif, SeedReport, Short,
    Statistics, Summary, Table,
};

/// The reports that were asked for, and what they come to.
pub(super) struct Outputs {
    outputs: Vec<Output>,
    /// What every report ends with.
    pub(super) summary: Summary,
}

struct Output {
    report: Box<dyn Report>,
    /// Whether it ends with what sums it all up.
    sums_up: bool,
    to: To,
}

enum To {
    Terminal,
    /// A file, and why no more can be written to it.
    File(String, Whole, Option<io::Error>),
}

impl Outputs {
    /// Makes room for each report. The error says which file cannot be written, and why. `faults` is how many there are in configuration and rules.
    pub(super) fn open(check: &Check, faults: usize, terminal: &Terminal) -> Result<Self, String> {
        let root = root_above();
        let mut outputs = Vec::with_capacity(check.formats.len());
        for asked in &check.formats {
            let to = match &asked.file {
                None => To::Terminal,
                Some(file) => {
                    let name = paths::name_of(file);
                    let told = |reason: &str| format!("{name}: the report cannot be written: {reason}");
                    let is_taken = |output: &Output| matches!(&output.to, To::File(_, whole, _) if whole.is_in_the_place_of(file));
                    if outputs.iter().any(is_taken) {
                        return Err(told("another report of this run goes to the same file; name another file"));
                    }
                    let whole = Whole::begin(file).map_err(|reason| told(&reason))?;
                    To::File(name, whole, None)
                }
            };
            let quiet = check.quiet && !check.statistics && matches!(asked.format, Format::Human | Format::Short);
            let mut report = report(check, asked, faults, terminal);
            if let Some(root) = root.as_ref().filter(|_| asked.format.names_from_root()) {
                report = Box::new(FromRoot::new(report, root.clone()));
            }
            outputs.push(Output { report, sums_up: !quiet, to });
        }
        Ok(Self { outputs, summary: Summary::default() })
    }

    /// Tells every report of one seed.
    pub(super) fn seed(&mut self, seed: &SeedReport<'_>, terminal: &mut Terminal) {
        for output in &mut self.outputs {
            output.write(terminal, |report, out| report.seed(out, seed));
        }
        self.summary.count(seed);
    }

    /// Tells every report of a file that could not be read.
    pub(super) fn unreadable(&mut self, trouble: &Trouble, terminal: &mut Terminal) {
        for output in &mut self.outputs {
            output.write(terminal, |report, out| report.unreadable(out, &trouble.name, &trouble.message));
        }
        self.summary.unreadable += 1;
    }

    /// Closes every report, and puts the files in their places. Whether everything was read and written; what was not is told,
    /// and what a format had to leave out.
    pub(super) fn end(self, terminal: &mut Terminal) -> bool {
        let mut whole_run = self.summary.unreadable == 0;
        for mut output in self.outputs {
            if output.sums_up {
                output.write(terminal, |report, out| report.end(out, &self.summary));
            }
            let left_out = output.report.left_out();
            let place = match output.to {
                To::Terminal => "standard output".to_owned(),
                To::File(name, whole, lost) => {
                    let done = lost.map_or_else(|| whole.finish(), |error| Err(error.to_string()));
                    if let Err(reason) = done {
                        terminal.tell("error", &format!("{name}: the report cannot be written: {reason}"));
                        whole_run = false;
                        continue;
                    }
                    name
                }
            };
            if let Some(left_out) = left_out {
                terminal.tell("warning", &format!("{place}: {left_out}"));
            }
        }
        whole_run
    }
}

impl Output {
    fn write(&mut self, terminal: &mut Terminal, write: impl FnOnce(&mut dyn Report, &mut dyn Write) -> io::Result<()>) {
        let report = &mut *self.report;
        match &mut self.to {
            // What is printed is seen at once.
            To::Terminal => terminal.print(|out| write(report, out).and_then(|()| out.flush())),
            To::File(_, whole, lost) if lost.is_none() => *lost = write(report, whole).err(),
            To::File(..) => {}
        }
    }
}

/// The root of the repository around the current folder, where that lies below it.
fn root_above() -> Option<PathBuf> {
    let here = paths::absolute(Path::new("."));
    let root = here.ancestors().find(|folder| folder.join(".git").exists())?.to_owned();
    (root != here).then_some(root)
}

/// Where the files of this run of GitHub Actions can be seen, if it is one.
fn github_files() -> Option<String> {
    let [server, repository, commit] =
        ["GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"].map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    Some(format!("{}/{}/blob/{}", server?, repository?, commit?))
}

/// What writes a report. For people, statistics stand in the place of the findings; in data they are added.
fn report(check: &Check, asked: &Asked, faults: usize, terminal: &Terminal) -> Box<dyn Report> {
    let statistics = check.statistics.then(Statistics::default);
    let look = if asked.file.is_some() { Look::default() } else { terminal.look() };
    match asked.format {
        Format::Human if check.statistics => Box::new(Table::new((!check.quiet).then_some(look))),
        Format::Short if check.statistics => Box::new(Table::new(None)),
        Format::Human => Box::new(Human::new(look)),
        Format::Short => Box::new(Short),
        Format::Json => Box::new(Json::new(statistics)),
        Format::Jsonl => Box::new(JsonLines::new(statistics)),
        Format::Sarif => Box::new(Sarif::new(faults)),
        Format::GitHub => Box::new(GitHub::default()),
        Format::GitLab => Box::new(GitLab::default()),
        Format::JUnit => Box::new(JUnit::default()),
        Format::Rdjson => Box::new(Rdjson::default()),
        Format::Html => Box::new(HtmlPage::default()),
        Format::Markdown => Box::new(MarkdownPage::new(github_files(), statistics)),
    }
}
