//! The rules, lexicons and weights that come with seedlint: the folder `rules/`, embedded by `build.rs`.

use std::sync::Arc;

use crate::source::{Format, Source};

/// Every file of `rules/`: its path inside the folder, and its text. Sorted by path.
pub const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// The files below one folder of `rules/`, such as `lexicons`.
pub fn folder(name: &str) -> Vec<Arc<Source>> {
    let below = |path: &str| path.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'));
    sources(|path| below(path))
}

/// The rule files: all but lexicons and weights.
pub fn rules() -> Vec<Arc<Source>> {
    sources(|path| !path.starts_with("lexicons/") && !path.starts_with("weights/"))
}

fn sources(wanted: impl Fn(&str) -> bool) -> Vec<Arc<Source>> {
    FILES.iter().filter(|(path, _)| wanted(path)).map(|(path, text)| Arc::new(Source::new(*path, Format::Plain, *text))).collect()
}
