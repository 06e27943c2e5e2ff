//! What the files of a ledger have in common when they are read: version, conflicts, seals, days, names.
//!
//! In goes a source; out come faults, each at its place. Nothing here opens a file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use super::canonical::{self, Fields};
use crate::finding::Fault;
use crate::source::Source;
use crate::span::Span;
use crate::toml_file::{Spanned, place};

/// The version of the files that this version of seedlint writes, and the only one that it reads.
pub const FORMAT: usize = 1;

/// What was read, and where each of its records stands, by header: `check.7f3kq-260822-ao`, and `document`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Read<T> {
    /// What it says.
    pub what: T,
    /// Where records' keys stand, as far as that was noted.
    pub places: BTreeMap<String, Span>,
}

impl<T> Read<T> {
    /// Where the key of a record stands in the text that was read.
    pub fn place(&self, text: &str, header: &str) -> Span {
        let searched = || {
            let start = text.find(&format!("\n[{header}]\n"))? + 2;
            Some(Span::new(start + header.find('.')? + 1, start + header.len()))
        };
        self.places.get(header).copied().or_else(searched).unwrap_or_default()
    }
}

/// The claims of a seed: `rates.md` has `rates.claims.toml`.
pub fn claims_path(seed: &Path) -> PathBuf {
    seed.with_extension("claims.toml")
}

/// The checks of a seed: `rates.md` has `rates.checks.toml`.
pub fn checks_path(seed: &Path) -> PathBuf {
    seed.with_extension("checks.toml")
}

/// Whether the file can be read at all: it is of a known version, and no merge was left undone in it. Notes what is wrong.
pub(super) fn is_readable(source: &Arc<Source>, faults: &mut Vec<Fault>) -> bool {
    if let Some(span) = conflict(&source.text) {
        let help = format!("`seedlint claims resolve {}` unites both sides", source.name);
        faults.push(Fault::new(source, span, "a merge was left undone here").help(help));
        return false;
    }
    if let Some((span, written)) = version(&source.text).filter(|(_, written)| *written != FORMAT.to_string()) {
        let message = format!("this file is of format {written}, and this version of seedlint reads format {FORMAT}");
        faults.push(Fault::new(source, span, message).help("a newer seedlint wrote it; use that one"));
        return false;
    }
    true
}

/// The first marker of a conflict that git left.
fn conflict(text: &str) -> Option<Span> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if is_marker(line) {
            return Some(Span::new(at, at + line.trim_end().len()));
        }
        at += line.len();
    }
    None
}

/// Whether git writes such a line around the sides of a conflict.
pub(super) fn is_marker(line: &str) -> bool {
    let line = line.trim_end();
    ["<<<<<<<", "|||||||", ">>>>>>>"]
        .iter()
        .any(|marker| line.strip_prefix(marker).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
        || line == "======="
}

/// The version that a file says, and where: the value of `format` before the first table.
fn version(text: &str) -> Option<(Span, &str)> {
    let mut at = 0;
    for line in text.split_inclusive('\n').take_while(|line| !line.starts_with('[')) {
        if let Some((name, _)) = line.split_once('=')
            && name.trim() == "format"
        {
            let span = Span::new(at + name.len() + 1, at + line.len()).trim(text);
            return Some((span, span.of(text)));
        }
        at += line.len();
    }
    None
}

/// What is wrong with a record whose seal does not fit.
pub const TAMPERED: &str = "the seal does not fit this record: it was edited by hand, or a merge lost a part of it";

/// Holds a record that was read against its seal.
pub(super) fn check_seal(source: &Arc<Source>, header: &str, fields: &Fields, seal: &Spanned<String>, faults: &mut Vec<Fault>) {
    if canonical::seal(&canonical::body(header, fields)) != *seal.get_ref() {
        let help = format!("take the record as it was from `git log -p -- {}`; to change a judgement, append another", source.name);
        faults.push(Fault::new(source, place(seal), TAMPERED).help(help));
    }
}

/// A date of TOML as a day.
pub(super) fn day(source: &Arc<Source>, written: &Spanned<toml::value::Datetime>, faults: &mut Vec<Fault>) -> Option<Date> {
    let day = civil(written.get_ref());
    if day.is_none() {
        faults.push(Fault::new(source, place(written), "a day is written like 2026-08-22"));
    }
    day
}

/// A date without a time of day as a day.
pub fn civil(value: &toml::value::Datetime) -> Option<Date> {
    let date = value.date.filter(|_| value.time.is_none() && value.offset.is_none())?;
    Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
}

/// Notes a person without a name. `Amara Okoro <amara@example.org>` has one, `<amara@example.org>` has none.
pub(super) fn check_person(source: &Arc<Source>, written: &Spanned<String>, faults: &mut Vec<Fault>) {
    if name_of(written.get_ref()).is_empty() {
        let help = "`git config user.name` tells it, or the option --by";
        faults.push(Fault::new(source, place(written), "nobody is named here").help(help));
    }
}

/// The name of a person, without the address.
pub fn name_of(person: &str) -> &str {
    person.split('<').next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ledgers_lie_beside_their_seeds() {
        assert_eq!(claims_path(Path::new("seeds/rates.md")), Path::new("seeds/rates.claims.toml"));
        assert_eq!(checks_path(Path::new("rates.v2.txt")), Path::new("rates.v2.checks.toml"));
    }

    #[test]
    fn conflicts_and_versions_are_seen() {
        for (text, at, message) in [
            ("format = 1\n<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\n", "<<<<<<< ours", "a merge was left undone here"),
            ("format = 1\r\n=======\r\n", "=======", "a merge was left undone here"),
            ("format = 2\n", "2", "this file is of format 2, and this version of seedlint reads format 1"),
        ] {
            let source = Arc::new(Source::new("a", crate::source::Format::Plain, text));
            let mut faults = Vec::new();
            assert!(!is_readable(&source, &mut faults));
            assert_eq!((faults[0].span.of(text), faults[0].message.as_str()), (at, message));
        }
        let sound = Arc::new(Source::new("a", crate::source::Format::Plain, "format = 1\nx = \"======= <<<<<<<\"\n[a]\nformat = 2\n"));
        assert!(is_readable(&sound, &mut Vec::new()));
    }
}
