//! Reports for those who know files by their paths below a repository's root, wherever seedlint runs.
//!
//! In go what any report is told; the report inside is told the same, with other names.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Report, SeedReport, Summary};
use crate::paths;
use crate::source::{STDIN, Source};

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
        if name == STDIN {
            return name.to_owned();
        }
        paths::absolute(Path::new(name)).strip_prefix(&self.root).map_or_else(|_| name.to_owned(), paths::name_of)
    }
}

/// The source of the same name, by its other name.
fn renamed<'a>(sources: &'a BTreeMap<&str, Source>, source: &'a Source) -> &'a Source {
    sources.get(source.name.as_str()).unwrap_or(source)
}

impl Report for FromRoot {
    fn seed(&mut self, out: &mut dyn Write, seed: &SeedReport<'_>) -> io::Result<()> {
        // By name, which is one file's, and not by place in memory: an aside may have read the same file for itself.
        let mut sources: BTreeMap<&str, Source> = BTreeMap::new();
        let shown = seed.notices.iter().flat_map(|notice| notice.asides.iter().map(|aside| aside.source).chain([notice.source]));
        for source in shown.chain([seed.source]) {
            sources.entry(&source.name).or_insert_with(|| Source { name: self.name(&source.name), ..source.clone() });
        }
        let mut notices = seed.notices.to_vec();
        for notice in &mut notices {
            notice.source = renamed(&sources, notice.source);
            notice.asides.iter_mut().for_each(|aside| aside.source = renamed(&sources, aside.source));
        }
        self.report.seed(out, &SeedReport { source: renamed(&sources, seed.source), notices: &notices, ..*seed })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Short;

    #[test]
    fn only_standard_input_lies_nowhere() {
        let root = paths::absolute(Path::new(".")).parent().unwrap().to_owned();
        let here = paths::name_of(paths::absolute(Path::new(".")).strip_prefix(&root).unwrap());
        let report = FromRoot::new(Box::new(Short), root);
        for (name, expected) in
            [("<stdin>", "<stdin>".to_owned()), ("<a>.md", format!("{here}/<a>.md")), ("<stdin>/a.md", format!("{here}/<stdin>/a.md"))]
        {
            assert_eq!(report.name(name), expected);
        }
    }
}
