//! seedlint.toml: what is written, and what is meant.
//!
//! In goes a file and what it extends; out comes a [`Config`], with every value's place, and every fault at its own. Nothing
//! here knows rules: names of rules and families keep their places, so that cli can check them.

mod discovery;
mod exception;
mod factcheck;
mod globs;
mod levels;
mod profiles;
mod raw;
mod read;
#[cfg(test)]
pub mod schema;

use std::path::PathBuf;
use std::sync::Arc;

use regex::Regex;

use crate::finding::Level;
use crate::source::Source;
use crate::span::Span;

pub use discovery::{Finder, NAMES, folder_of};
pub use exception::Exception;
pub use factcheck::{Criteria, Factcheck, SeedGate};
pub use globs::{Globs, escaped};
pub use levels::{Levels, Origin};
pub use profiles::{PROFILES, Profile};
pub use read::{load, load_from};

/// A place in a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// Where in it.
    pub span: Span,
}

/// A value, and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<T> {
    /// What is written.
    pub value: T,
    /// Where.
    pub at: Place,
}

/// A configuration as it is meant, with what it extends. `None` is what nothing is written about.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The file, and then those that it extends, nearest first.
    pub files: Vec<PathBuf>,
    /// The absolute folder that it holds for.
    pub folder: PathBuf,
    /// Which files of a folder are seeds. A list replaces an inherited one.
    pub include: Option<Globs>,
    /// Which are not.
    pub exclude: Option<Globs>,
    /// The endings of seeds' names, lower case, without the dot.
    pub types: Option<Vec<Written<String>>>,
    /// Folders of rule files, absolute; inherited ones first. One that is not there is a fault, and among them.
    pub rules: Vec<Written<PathBuf>>,
    /// The profile chosen.
    pub profile: Option<Written<&'static Profile>>,
    /// Levels of rules and families; of each name one, an inherited one only where this file has none.
    pub levels: Vec<LevelFor>,
    /// Levels for some paths only; inherited ones first, and later ones win.
    pub overrides: Vec<Override>,
    /// Findings that are allowed in some files; inherited ones first.
    pub allow: Vec<Exception>,
    /// Short forms that need no expansion, inherited ones too.
    pub acronyms: Vec<Written<String>>,
    /// Metadata that each seed must have. A list replaces an inherited one.
    pub required: Option<Vec<Written<String>>>,
    /// Names of sets of patterns of what is no prose, to be checked by those who know them. A list replaces an inherited one.
    pub presets: Option<Vec<Written<String>>>,
    /// Patterns of what is no prose. A list replaces an inherited one.
    pub ignore: Option<Vec<Written<Regex>>>,
    /// The lightest level that fails a check; [`Level::Off`] for `never`.
    pub fail_on: Option<Written<Level>>,
    /// The file of findings that stood before, absolute. It need not stand.
    pub baseline: Option<Written<PathBuf>>,
    /// What is asked of fact-checks.
    pub factcheck: Factcheck,
}

/// The level of a rule or of a family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelFor {
    /// `family` or `family/name`.
    pub name: Written<String>,
    /// Its level.
    pub level: Level,
}

/// Levels for some paths.
#[derive(Debug, Clone)]
pub struct Override {
    /// Which.
    pub paths: Globs,
    /// The profile there.
    pub profile: Option<Written<&'static Profile>>,
    /// Levels of rules and families there.
    pub levels: Vec<LevelFor>,
}

impl Config {
    /// Every name of a rule or a family that it holds, to be checked by those who know them.
    pub fn names(&self) -> impl Iterator<Item = &Written<String>> {
        let over = self.overrides.iter().flat_map(|over| &over.levels);
        let allowed = self.allow.iter().map(|exception| &exception.rule);
        self.levels.iter().chain(over).map(|level| &level.name).chain(allowed)
    }

    /// Gives each name of a rule or family that has another by now, as `present` says, that other one. Where both are
    /// written, what is written later holds.
    pub fn rename<'n>(&mut self, present: impl Fn(&str) -> Option<&'n str>) {
        for layer in std::iter::once(&mut self.levels).chain(self.overrides.iter_mut().map(|over| &mut over.levels)) {
            for mut level in std::mem::take(layer) {
                if let Some(name) = present(&level.name.value) {
                    level.name.value = name.to_owned();
                }
                layer.retain(|other| other.name.value != level.name.value);
                layer.push(level);
            }
        }
    }
}
