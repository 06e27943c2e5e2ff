//! The register of sources and the manifest of the archive.
//!
//! In go two files (`factcheck/sources.toml`, which people write; `factcheck/archive.lock`, which tools do); out come plain
//! values. Whether what they name is there, and what is in it, is looked up by others and comes in as texts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use toml::value::Datetime;

use super::canonical::{self, Value};
use super::checks::Cited;
use super::file;
use crate::finding::Fault;
use crate::source::Source;
use crate::toml_file::{self, Spanned, place};

/// What a source may be.
pub const KINDS: [&str; 12] =
    ["book", "calculation", "dataset", "document", "interview", "law", "news", "observation", "paper", "post", "recording", "release"];

/// One source.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Entry {
    /// One of [`KINDS`].
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// Who put it out.
    pub publisher: Option<String>,
    /// Where it is.
    pub url: Option<String>,
    /// The hash of its bytes, under which the archive has it: `sha256:…`.
    pub archive: Option<String>,
    /// The sources that it rests on: the wire story, the release, the data.
    pub derives_from: Vec<String>,
    /// Whether it was withdrawn.
    pub retracted: bool,
    /// Whether who it is must not be told.
    pub confidential: bool,
    /// Who else in the house knows who it is.
    pub known_to: Vec<String>,
}

/// One thing in the archive.
#[derive(Debug, Clone, PartialEq)]
pub struct Archived {
    /// The hash of its text, as [`text_hash`] makes it.
    pub text: String,
    /// When it was taken in.
    pub captured: Date,
    /// The path of its text, relative to the manifest.
    pub path: String,
}

/// Everything that is known of sources.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Register {
    /// Each source by its id.
    pub sources: BTreeMap<String, Entry>,
    /// Each thing in the archive by the hash of its bytes.
    pub archive: BTreeMap<String, Archived>,
}

impl Register {
    /// What the archive has of a source.
    pub fn archived(&self, source: &str) -> Option<&Archived> {
        self.archive.get(self.sources.get(source)?.archive.as_ref()?)
    }

    /// Whether a source is what it was when it was read for a judgement: known, not withdrawn, its text the same.
    pub fn is_as_read(&self, cited: &Cited) -> bool {
        let same = |text: &String| self.archived(&cited.id).is_some_and(|archived| archived.text == *text);
        let known = self.sources.get(&cited.id).is_some_and(|entry| !entry.retracted);
        known && cited.text.as_ref().is_none_or(same)
    }

    /// Whether a source rests on another, be it through others.
    pub fn derives(&self, source: &str, from: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![source];
        while let Some(id) = open.pop() {
            let own = self.sources.get(id).map(|entry| entry.derives_from.as_slice()).unwrap_or_default();
            if own.iter().any(|id| id == from) {
                return true;
            }
            open.extend(own.iter().map(String::as_str).filter(|id| seen.insert(*id)));
        }
        false
    }

    /// How many of these sources rest on nothing in common: the roots that can be reached.
    pub fn independent<'a>(&'a self, sources: impl IntoIterator<Item = &'a str>) -> usize {
        let mut roots = BTreeSet::new();
        for source in sources {
            let mut seen = BTreeSet::new();
            let mut open = vec![source];
            while let Some(id) = open.pop() {
                let from = self.sources.get(id).map(|entry| entry.derives_from.as_slice()).unwrap_or_default();
                if from.is_empty() {
                    roots.insert(id);
                }
                open.extend(from.iter().map(String::as_str).filter(|id| seen.insert(*id)));
            }
        }
        roots.len()
    }
}

/// The hash of a source's bytes, under which the archive has it.
pub fn bytes_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold("sha256:".to_owned(), |hash, byte| hash + &format!("{byte:02x}"))
}

/// The hash of a source's text: what is read counts, not how its lines end.
pub fn text_hash(text: &str) -> String {
    let digest = Sha256::digest(text.replace("\r\n", "\n"));
    digest.iter().take(6).fold("t1:".to_owned(), |hash, byte| hash + &format!("{byte:02x}"))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSources {
    #[serde(default)]
    source: BTreeMap<Spanned<String>, RawEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawEntry {
    kind: Spanned<String>,
    title: String,
    publisher: Option<String>,
    #[serde(rename = "published")]
    _published: Option<Datetime>,
    url: Option<String>,
    #[serde(rename = "accessed")]
    _accessed: Option<Datetime>,
    archive: Option<Spanned<String>>,
    #[serde(rename = "wayback")]
    _wayback: Option<String>,
    #[serde(default)]
    derives_from: Vec<Spanned<String>>,
    #[serde(default)]
    retracted: bool,
    #[serde(default)]
    confidential: bool,
    #[serde(default)]
    known_to: Vec<String>,
}

/// Reads a register. `None` where anything is wrong with it; each fault goes to `faults`.
pub fn read(source: &Arc<Source>, faults: &mut Vec<Fault>) -> Option<BTreeMap<String, Entry>> {
    let before = faults.len();
    let raw: RawSources = file::is_readable(source, faults).then(|| toml_file::read(source, faults)).flatten()?;
    let known: BTreeSet<&String> = raw.source.keys().map(Spanned::get_ref).collect();
    for (key, entry) in &raw.source {
        if !KINDS.contains(&entry.kind.get_ref().as_str()) {
            let help = format!("it may be {}", KINDS.map(|kind| format!("`{kind}`")).join(", "));
            faults.push(Fault::new(source, place(&entry.kind), format!("unknown kind `{}`", entry.kind.get_ref())).help(help));
        }
        for from in entry.derives_from.iter().filter(|from| !known.contains(from.get_ref())) {
            faults.push(Fault::new(source, place(from), format!("no source is called `{}`", from.get_ref())));
        }
        if entry.confidential && entry.known_to.is_empty() {
            let message = "somebody else in the house has to know who a confidential source is";
            faults.push(Fault::new(source, place(key), message).help("name them by office in `known-to`"));
        }
    }
    let entry = |(key, raw): (Spanned<String>, RawEntry)| {
        let derives_from = raw.derives_from.into_iter().map(Spanned::into_inner).collect();
        let RawEntry { title, publisher, url, retracted, confidential, known_to, .. } = raw;
        let archive = raw.archive.map(Spanned::into_inner);
        let kind = raw.kind.into_inner();
        (key.into_inner(), Entry { kind, title, publisher, url, archive, derives_from, retracted, confidential, known_to })
    };
    let sources = raw.source.into_iter().map(entry).collect();
    (faults.len() == before).then_some(sources)
}

/// The text of a register in which a source has another hash of its bytes. All else stays as it is.
pub fn with_archive(source: &Arc<Source>, id: &str, hash: &str) -> Result<String, String> {
    let raw: RawSources = toml_file::read(source, &mut Vec::new()).ok_or("the register is faulty")?;
    let (key, entry) =
        raw.source.iter().find(|(key, _)| key.get_ref() == id).ok_or_else(|| format!("no source is registered as `{id}`"))?;
    let mut value = String::new();
    canonical::quoted(&mut value, hash);
    let text = &source.text;
    if let Some(written) = &entry.archive {
        let place = place(written);
        return Ok(format!("{}{value}{}", &text[..place.start], &text[place.end..]));
    }
    // Behind the header of its table.
    let start = text[..place(key).start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    if !text[start..end].trim_start().starts_with('[') {
        return Err(format!("{}: write `archive = {value}` into the entry of {id} by hand", source.name));
    }
    let new_line = if text[start..end].ends_with('\r') { "\r\n" } else { "\n" };
    let (before, behind) = text.split_at((end + 1).min(text.len()));
    let gap = if before.ends_with('\n') { "" } else { new_line };
    Ok(format!("{before}{gap}archive = {value}{new_line}{behind}"))
}

const HEAD: &str = "# Written by `seedlint sources archive`: which text was taken in, and when. Do not edit.\n";

/// A manifest as it is written.
pub fn written_manifest(archive: &BTreeMap<String, Archived>) -> String {
    let mut out = HEAD.to_owned();
    for (hash, archived) in archive {
        out.push_str("\n[archive.");
        canonical::quoted(&mut out, hash);
        out.push_str("]\n");
        canonical::field(&mut out, "text", &Value::Text(archived.text.clone()));
        canonical::field(&mut out, "captured", &Value::Day(archived.captured));
        canonical::field(&mut out, "path", &Value::Text(archived.path.clone()));
    }
    out
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawManifest {
    #[serde(default)]
    archive: BTreeMap<String, RawArchived>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawArchived {
    text: String,
    captured: Spanned<Datetime>,
    path: String,
}

/// Reads a manifest. `None` where anything is wrong with it; each fault goes to `faults`.
pub fn read_manifest(source: &Arc<Source>, faults: &mut Vec<Fault>) -> Option<BTreeMap<String, Archived>> {
    let before = faults.len();
    let raw: RawManifest = file::is_readable(source, faults).then(|| toml_file::read(source, faults)).flatten()?;
    let mut archive = BTreeMap::new();
    for (key, raw) in raw.archive {
        if let Some(captured) = file::day(source, &raw.captured, faults) {
            archive.insert(key, Archived { text: raw.text, captured, path: raw.path });
        }
    }
    (faults.len() == before).then_some(archive)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Format;

    /// What was read, and each fault with the words at its place.
    type Told = (Option<BTreeMap<String, Entry>>, Vec<(String, String)>);

    fn read_text(text: &str) -> Told {
        let source = Arc::new(Source::new("sources.toml", Format::Plain, text));
        let mut faults = Vec::new();
        let read = read(&source, &mut faults);
        (read, faults.into_iter().map(|fault| (fault.span.of(text).to_owned(), fault.message)).collect())
    }

    #[test]
    fn a_register_says_where_it_is_wrong() {
        for (text, at, message) in [
            ("[source.a]\nkind = 'tale'\ntitle = 'A'\n", "'tale'", "unknown kind `tale`"),
            ("[source.a]\nkind = 'news'\ntitle = 'A'\nderives-from = ['b']\n", "'b'", "no source is called `b`"),
            (
                "[source.a]\nkind = 'interview'\ntitle = 'A'\nconfidential = true\n",
                "a",
                "somebody else in the house has to know who a confidential source is",
            ),
            ("[source.a]\nkind = 'news'\ntitel = 'A'\n", "titel", "unknown key `titel`"),
        ] {
            let (read, faults) = read_text(text);
            assert!(read.is_none() && faults.contains(&(at.to_owned(), message.to_owned())), "{faults:?}");
        }
    }

    #[test]
    fn outlets_that_repeat_one_wire_story_are_one_source() {
        let text = "[source.wire]\nkind = 'news'\ntitle = 'Wire'\n
[source.one]\nkind = 'news'\ntitle = 'One'\nderives-from = ['wire']\n
[source.two]\nkind = 'news'\ntitle = 'Two'\nderives-from = ['one', 'two']\n
[source.own]\nkind = 'dataset'\ntitle = 'Own'\n";
        let register = Register { sources: read_text(text).0.unwrap(), ..Register::default() };
        for (sources, independent) in [(vec!["one"], 1), (vec!["one", "two", "wire"], 1), (vec!["one", "own"], 2), (vec![], 0)] {
            assert_eq!(register.independent(sources.iter().copied()), independent, "{sources:?}");
        }
    }

    #[test]
    fn line_ends_of_a_text_do_not_count() {
        assert_eq!(text_hash("a\r\nb"), text_hash("a\nb"));
        assert_ne!(text_hash("a\nb"), text_hash("a b"));
    }
}
