//! Reports for those who know files by their paths below a repository's root, wherever seedlint runs.
//!
//! In go what any report is told; the report inside is told the same, with other names.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Report, SeedReport, Summary};
use crate::paths;
use crate::source::Source;

/// A report that names files from a root.
pub struct FromRoot {
    report: Box<dyn Report>,
    root: PathBuf,
}

impl FromRoot {
    /// A report in which files below the absolute folder `root` are named from there. Others keep their names.
    pub fn new(report: Box<dyn Report>, root: PathBuf) -> Self {
        Self { report, root }
    }

    /// The name of a file that is called `name` in the current folder.
    fn name(&self, name: &str) -> String {
        // Standard input without a name lies nowhere.
        if name.starts_with('<') {
            return name.to_owned();
        }
        paths::absolute(Path::new(name)).strip_prefix(&self.root).map_or_else(|_| name.to_owned(), paths::name_of)
    }
}

impl Report for FromRoot {
    fn seed(&mut self, out: &mut dyn Write, seed: &SeedReport<'_>) -> io::Result<()> {
        let source = Source { name: self.name(&seed.source.name), ..seed.source.clone() };
        let mut notices = seed.notices.to_vec();
        for notice in &mut notices {
            if std::ptr::eq(notice.source, seed.source) {
                notice.source = &source;
            }
            notice.asides.iter_mut().filter(|aside| std::ptr::eq(aside.source, seed.source)).for_each(|aside| aside.source = &source);
        }
        self.report.seed(out, &SeedReport { source: &source, notices: &notices, ..*seed })
    }

    fn unreadable(&mut self, out: &mut dyn Write, name: &str, message: &str) -> io::Result<()> {
        self.report.unreadable(out, &self.name(name), message)
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        self.report.end(out, summary)
    }

    fn left_out(&self) -> Option<String> {
        self.report.left_out()
    }
}
