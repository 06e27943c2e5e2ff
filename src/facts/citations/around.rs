//! What stands around a seed: the files that it links to, and the files of sources that it names.
//!
//! What has to be looked up is told here ([`outside`]), and what was found comes back as [`Around`]; the looking up is done
//! elsewhere, since facts read no files. What was not looked up counts as sound.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::document::bibtex::Bibtex;
use crate::document::{Document, MarkKind, unescaped};
use crate::language::fold_hash;

/// What a relative path names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Neighbour {
    /// Nothing.
    Missing,
    /// Something whose inside is not known.
    Present,
    /// A text with these places to link to, each as it is and as [`spelt`].
    Page(Arc<HashSet<String>>),
}

/// A file of sources, read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Works {
    /// The keys of its entries.
    pub keys: HashSet<String>,
    /// The author (folded hash of a family name's first word) and year of each.
    pub dated: HashSet<(u64, u32)>,
    /// What is wrong in it; each begins with `line:column: `.
    pub faults: Vec<String>,
    /// Whether something in it could not be read, and may have been an entry.
    pub gaps: bool,
}

impl Works {
    /// The works of a file of this text.
    pub fn of(text: &str, read: &Bibtex) -> Self {
        let name = |name: &str| name.split([' ', '-']).map(fold_hash).collect::<Vec<_>>();
        let dated =
            read.works.iter().flat_map(|work| work.names.iter().flat_map(|of| name(of)).filter_map(|hash| Some((hash, work.year?))));
        let place = |at: usize| {
            let before = &text[..at];
            let column = before.rfind('\n').map_or(before, |end| &before[end + 1..]).chars().count() + 1;
            format!("{}:{column}", before.matches('\n').count() + 1)
        };
        Self {
            keys: read.works.iter().map(|work| work.key.clone()).collect(),
            dated: dated.collect(),
            faults: read.faults.iter().map(|(span, fault)| format!("{}: {fault}", place(span.start))).collect(),
            gaps: read.gaps,
        }
    }
}

/// What became of a file of sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shelf {
    /// There is no such file.
    Missing,
    /// It is there, in a form that is not read.
    Unknown,
    /// It was read.
    Read(Arc<Works>),
}

/// What was found around a seed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Around {
    /// By path as [`Outside`] gives it.
    pub files: HashMap<String, Neighbour>,
    /// By name as the front matter gives it.
    pub bibliographies: BTreeMap<String, Shelf>,
}

impl Around {
    /// What stands around the example of a rule: every file that it names, but for those whose names begin with `missing`;
    /// a file of sources is in a form that is not read, unless its name begins with `empty` (it has no entry) or with `broken`
    /// (it has a fault).
    pub fn in_example(document: &Document) -> Self {
        let is = |name: &str, what: &str| name.rsplit('/').next().is_some_and(|name| name.starts_with(what));
        let Outside { files, bibliographies } = outside(document);
        let neighbour = |name: String| {
            let neighbour = if is(&name, "missing") { Neighbour::Missing } else { Neighbour::Present };
            (name, neighbour)
        };
        let shelf = |name: String| {
            let faults = if is(&name, "broken") { vec!["1:1: this entry has no key".to_owned()] } else { Vec::new() };
            let read = is(&name, "empty") || is(&name, "broken");
            let works = || Shelf::Read(Arc::new(Works { faults, ..Works::default() }));
            let shelf = if is(&name, "missing") { Shelf::Missing } else { Shelf::Unknown };
            (name, if read { works() } else { shelf })
        };
        Self { files: files.into_keys().map(neighbour).collect(), bibliographies: bibliographies.into_iter().map(shelf).collect() }
    }
}

/// The letters and digits of an id. Programs that make pages do not agree on what becomes of the others: "analytics.example"
/// may become `analyticsexample` or `analytics-example`. Of an id without letters and digits, the id.
pub fn spelt(id: &str) -> String {
    let letters: String = id.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if letters.is_empty() { id.to_owned() } else { letters }
}

/// What a seed names beyond itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outside {
    /// Paths relative to the seed, each with whether a place in the file is named, too.
    pub files: BTreeMap<String, bool>,
    /// Files of sources, relative to the seed.
    pub bibliographies: Vec<String>,
}

/// The field of the front matter that names files of sources, as pandoc has it.
pub(super) const BIBLIOGRAPHY: &str = "bibliography";

/// What has to be looked up to know where a seed's pointers lead.
pub fn outside(document: &Document) -> Outside {
    let mut outside = Outside::default();
    for mark in &document.marks {
        if let MarkKind::Link { target, .. } | MarkKind::Image { target } = &mark.kind
            && let Some(path) = Path::of(target)
        {
            *outside.files.entry(path.file).or_default() |= path.place.is_some();
        }
    }
    let named = document.metadata.fields.iter().filter(|field| field.name == BIBLIOGRAPHY && !field.value.trim().is_empty());
    outside.bibliographies = named.map(|field| field.value.trim().to_owned()).collect();
    outside
}

/// A target that names another file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) file: String,
    /// The id behind `#`.
    pub(super) place: Option<String>,
}

impl Path {
    /// A path with a file's extension, relative to the seed. What begins at a site's root, or names a page as an address does
    /// (`../about/`), says nothing of files.
    pub(super) fn of(target: &str) -> Option<Self> {
        let target = target.trim();
        let (path, place) = target.split_once('#').map_or((target, None), |(path, place)| (path, Some(place)));
        let path = path.split('?').next().unwrap_or_default();
        let scheme = path.split(['/', '.']).next().is_some_and(|first| first.contains(':'));
        // The document blots out template tags, of five bytes and more, with this letter.
        let template = target.contains("xxxxx") || target.contains(['{', '<']);
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        let extension = name.rsplit_once('.').is_some_and(|(stem, extension)| {
            !stem.is_empty() && (1..=8).contains(&extension.len()) && extension.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        let relative = !path.starts_with(['/', '\\']) && !scheme && !template && extension;
        let place = place.map(unescaped).filter(|place| !place.is_empty());
        relative.then(|| Self { file: unescaped(path), place })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_that_name_files() {
        for (target, file, place) in [
            ("notes.md", Some("notes.md"), None),
            ("../a%20b/notes.md#the-%C3%A9", Some("../a b/notes.md"), Some("the-é")),
            ("chart.png?raw=1", Some("chart.png"), None),
            ("./x.y/notes.md#", Some("./x.y/notes.md"), None),
            ("dam.example", Some("dam.example"), None),
            ("https://dam.example/x.html", None, None),
            ("mailto:a@dam.example", None, None),
            ("//dam.example/x.html", None, None),
            ("/files/x.pdf", None, None),
            ("C:\\x.pdf", None, None),
            ("#place", None, None),
            ("../about/", None, None),
            ("page", None, None),
            (".hidden", None, None),
            ("{{ root }}/x.md", None, None),
            ("", None, None),
        ] {
            let path = Path::of(target);
            assert_eq!(path.as_ref().map(|path| path.file.as_str()), file, "{target}");
            assert_eq!(path.and_then(|path| path.place).as_deref(), place, "{target}");
        }
    }
}
