//! Globs of a configuration: relative to its folder where they are written, absolute where they are matched.

use std::path::Path;

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

use super::{Place, Written};

/// A list of globs.
#[derive(Debug, Clone)]
pub struct Globs {
    /// As written.
    pub written: Vec<Written<String>>,
    /// Matches absolute paths: of files, and of files in a folder that is matched.
    pub set: GlobSet,
}

/// Reads globs that are relative to `folder`; `fault` is told what is wrong with which. `*` stays within a folder, `**` does
/// not.
pub fn read(folder: &Path, written: Vec<Written<String>>, mut fault: impl FnMut(&Place, String)) -> Globs {
    let base = globset::escape(&folder.to_string_lossy());
    let mut set = GlobSetBuilder::new();
    for glob in &written {
        match absolute(&base, &glob.value) {
            Ok(globs) => {
                set.add(globs.0).add(globs.1);
            }
            Err(message) => fault(&glob.at, message),
        }
    }
    let set = set.build().unwrap_or_else(|error| {
        if let Some(first) = written.first() {
            fault(&first.at, error.to_string());
        }
        GlobSet::empty()
    });
    Globs { written, set }
}

/// The globs of what is written and of everything below it.
fn absolute(base: &str, written: &str) -> Result<(Glob, Glob), String> {
    let trimmed = written.trim_start_matches("./").trim_end_matches('/');
    if trimmed.is_empty() {
        return Err("an empty glob; `**` matches everything".into());
    }
    if trimmed.starts_with('/') || trimmed.split('/').any(|part| part == "..") {
        return Err("a glob is relative to the configuration's folder, and cannot leave it".into());
    }
    let base = base.trim_end_matches('/');
    let build = |pattern: String| GlobBuilder::new(&pattern).literal_separator(true).build().map_err(|error| error.kind().to_string());
    // The glob alone first, so that the message is about what is written.
    build(trimmed.to_owned())?;
    Ok((build(format!("{base}/{trimmed}"))?, build(format!("{base}/{trimmed}/**"))?))
}

/// The glob that matches just this path.
pub fn escaped(path: &str) -> String {
    globset::escape(path)
}
