//! `[[allow]]`: a finding that may stand in some files, and why.

use std::path::{Path, PathBuf};

use super::{Globs, Written};
use crate::paths;

/// A rule or family that is allowed in some files.
#[derive(Debug, Clone)]
pub struct Exception {
    /// Which: one glob, or the path of a file or folder.
    pub path: Globs,
    /// The rule or family.
    pub rule: Written<String>,
    /// The words that a finding has to be about; all findings in the files where none are written.
    pub text: Option<Written<String>>,
    /// Why it may stand; not blank.
    pub reason: Written<String>,
    /// The absolute folder that the path is relative to.
    pub(super) folder: PathBuf,
}

impl Exception {
    /// Whether it is for the file at `path`. A path that holds the marks of a glob may also be meant as it stands.
    pub fn is_for(&self, path: &Path) -> bool {
        let path = paths::absolute(path);
        self.path.set.is_match(&path) || self.path.written.iter().any(|written| path == paths::absolute(&self.folder.join(&written.value)))
    }

    /// Whether it names one path, not a glob of them.
    pub fn is_literal(&self) -> bool {
        !self.path.written.iter().any(|written| is_glob(&written.value))
    }

    /// The absolute path below which all files lie that it is for: itself where it names a file.
    pub fn base(&self) -> PathBuf {
        let mut base = self.folder.clone();
        let parts = self.path.written.iter().flat_map(|written| written.value.split('/'));
        base.extend(parts.take_while(|part| !is_glob(part)));
        paths::absolute(&base)
    }
}

fn is_glob(text: &str) -> bool {
    text.contains(['*', '?', '[', ']', '{', '}', '\\'])
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::config::{Place, globs};
    use crate::source::{Format, Source};
    use crate::span::Span;

    fn exception(path: &str) -> Exception {
        let source = Arc::new(Source::new("seedlint.toml", Format::Plain, ""));
        let written = |value: &str| Written { value: value.to_owned(), at: Place { source: Arc::clone(&source), span: Span::default() } };
        let folder = PathBuf::from("/desk");
        let path = globs::read(&folder, vec![written(path)], |_, _| {});
        Exception { path, rule: written("a/b"), text: None, reason: written("why"), folder }
    }

    #[cfg(unix)]
    #[test]
    fn a_path_is_a_glob_or_itself() {
        for (path, base, matching, other) in [
            ("seeds/a.txt", "/desk/seeds/a.txt", "/desk/seeds/a.txt", "/desk/seeds/b.txt"),
            ("./seeds/a.txt", "/desk/seeds/a.txt", "/desk/seeds/a.txt", "/desk/a.txt"),
            ("seeds/", "/desk/seeds", "/desk/seeds/x/a.txt", "/desk/seed"),
            ("seeds/**/a*.txt", "/desk/seeds", "/desk/seeds/x/ab.txt", "/desk/seeds/b.txt"),
            ("*.txt", "/desk", "/desk/a.txt", "/desk/x/a.txt"),
            ("a[1].txt", "/desk", "/desk/a[1].txt", "/desk/a2.txt"),
            ("a[1].txt", "/desk", "/desk/a1.txt", "/desk/a.txt"),
            (&globs::escaped("a[1].txt"), "/desk", "/desk/a[1].txt", "/desk/a1.txt"),
        ] {
            let exception = exception(path);
            assert_eq!(exception.base(), Path::new(base), "{path}");
            assert!(exception.is_for(Path::new(matching)) && !exception.is_for(Path::new(other)), "{path}");
        }
    }
}
