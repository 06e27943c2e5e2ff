//! Looks up what stands around a seed: the files that it links to, the files of sources that it names.
//!
//! In goes a document and its path; out comes [`Around`], which facts are found with. Each file is read once, however many
//! seeds name it. Nothing here judges: a file that cannot be read counts as there.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::ledgers::Registers;
use crate::Reading;
use crate::document::{self, Document, MarkKind, bibtex};
use crate::facts::{self, Around, Needs, Neighbour, Shelf, Works, spelt};
use crate::language::Language;
use crate::paths;
use crate::source::{Format, Source, decoded};
use crate::tree::Tree;

/// A file that is longer is not looked into.
const LONGEST: u64 = 16 * 1024 * 1024;

/// What was looked up so far.
#[derive(Default)]
pub(super) struct Surroundings {
    pub(super) tree: Tree,
    /// What the ledgers of seeds rest on.
    pub(super) registers: Registers,
    pages: Mutex<HashMap<PathBuf, Neighbour>>,
    shelves: Mutex<HashMap<PathBuf, Shelf>>,
}

impl Surroundings {
    /// Those in a tree.
    pub(super) fn in_tree(tree: Tree) -> Self {
        Self { tree, ..Self::default() }
    }

    /// Reads a seed that lies at `path`, with what stands around it. A seed that lies nowhere has nothing around it.
    pub(super) fn read(
        &self,
        path: Option<&Path>,
        options: &document::Options,
        language: &Language,
        needs: Needs<'_>,
        source: &Source,
    ) -> Reading {
        let document = document::read_with(source, options);
        let around = path.map(|path| self.of(path, &document));
        let facts = facts::find(language, Needs { around: around.as_ref(), ..needs }, &document);
        Reading { document, facts }
    }

    fn of(&self, path: &Path, document: &Document) -> Around {
        let outside = facts::outside(document);
        let folder = path.parent().unwrap_or(Path::new("."));
        let files = outside.files.into_iter().map(|(name, place)| {
            let neighbour = self.neighbour(&folder.join(&name), place);
            (name, neighbour)
        });
        let shelves = outside.bibliographies.into_iter().map(|name| {
            let shelf = self.shelf(&folder.join(&name));
            (name, shelf)
        });
        Around { files: files.collect(), bibliographies: shelves.collect() }
    }

    /// What a path names; what is inside only where somebody links to a place in it.
    fn neighbour(&self, path: &Path, place: bool) -> Neighbour {
        let extension = path.extension().map(|extension| extension.to_string_lossy());
        let page = extension.and_then(|extension| Format::of_extension(&extension)).filter(|format| *format != Format::Plain);
        match page.filter(|_| place) {
            _ if self.tree.is_missing(path) => Neighbour::Missing,
            None => Neighbour::Present,
            Some(format) => remembered(&self.pages, path, || match text_of(&self.tree, path) {
                Some(text) => Neighbour::Page(Arc::new(places(&Source::new("", format, text)))),
                None => Neighbour::Present,
            }),
        }
    }

    fn shelf(&self, path: &Path) -> Shelf {
        let bibtex = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("bib"));
        if self.tree.is_missing(path) {
            return Shelf::Missing;
        }
        let read =
            || text_of(&self.tree, path).map_or(Shelf::Unknown, |text| Shelf::Read(Arc::new(Works::of(&text, &bibtex::read(&text)))));
        if bibtex { remembered(&self.shelves, path, read) } else { Shelf::Unknown }
    }
}

/// What is remembered of a path, or else what `look` finds there.
fn remembered<T: Clone>(known: &Mutex<HashMap<PathBuf, T>>, path: &Path, look: impl FnOnce() -> T) -> T {
    let path = paths::absolute(path);
    // What a panic left behind is whole: nothing is changed once it is in.
    let of = |known: &Mutex<HashMap<PathBuf, T>>| known.lock().unwrap_or_else(PoisonError::into_inner).get(&path).cloned();
    if let Some(known) = of(known) {
        return known;
    }
    let found = look();
    known.lock().unwrap_or_else(PoisonError::into_inner).insert(path, found.clone());
    found
}

fn text_of(tree: &Tree, path: &Path) -> Option<String> {
    tree.read_short(path, LONGEST).and_then(|bytes| decoded(bytes).ok())
}

/// The places that a text has for links, each as it is and as [`spelt`].
pub(super) fn places(source: &Source) -> HashSet<String> {
    let marks = document::read(source).marks.into_iter();
    let ids = marks.filter_map(|mark| if let MarkKind::Anchor { id } = mark.kind { Some(id) } else { None });
    ids.flat_map(|id| [spelt(&id), id]).collect()
}
