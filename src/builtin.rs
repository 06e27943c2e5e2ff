//! The rules, lexicons and weights that come with seedlint: the folder `rules/`, embedded by `build.rs`.
//!
//! Out come their texts, and the language and rules that they make, which are stored ready. Knows no file of a user's.

use std::sync::Arc;

use crate::language::Language;
use crate::rules::{RuleFile, RuleSet};
use crate::source::{Format, Source};

/// Every file of `rules/`: its path inside the folder, and its text. Sorted by path.
pub const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

const LANGUAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/language.bin"));
const RULES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"));

/// The language that the built-in lexicons and weights make, as it was stored.
pub fn language() -> Language {
    // What one version of the code stored, the same version reads; tests hold the two ways against each other.
    postcard::from_bytes(LANGUAGE).unwrap_or_else(|_| Language::load(&folder("lexicons"), &folder("weights"), &mut Vec::new()))
}

/// The built-in rules over [`language`], as they were stored: without sources and examples.
pub fn rule_set() -> RuleSet {
    postcard::from_bytes(RULES).unwrap_or_else(|_| crate::rules::load(&rules(), &language(), &mut Vec::new()))
}

/// The files below one folder of `rules/`, such as `lexicons`.
pub fn folder(name: &str) -> Vec<Arc<Source>> {
    let below = |path: &str| path.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'));
    sources(|path| below(path))
}

/// The rule files: all but lexicons and weights.
pub fn rules() -> Vec<RuleFile> {
    let files = sources(|path| !path.starts_with("lexicons/") && !path.starts_with("weights/"));
    files.into_iter().map(|source| RuleFile { name: name_of(&source), source, own: false }).collect()
}

fn name_of(source: &Source) -> String {
    source.name.trim_end_matches(".toml").to_owned()
}

fn sources(wanted: impl Fn(&str) -> bool) -> Vec<Arc<Source>> {
    FILES.iter().filter(|(path, _)| wanted(path)).map(|(path, text)| Arc::new(Source::new(*path, Format::Plain, *text))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Without this, a test that compares what is stored with what the files make would compare the files with themselves.
    #[test]
    fn what_is_stored_can_be_read() {
        assert!(postcard::from_bytes::<Language>(LANGUAGE).is_ok());
        assert!(postcard::from_bytes::<RuleSet>(RULES).is_ok());
    }
}
