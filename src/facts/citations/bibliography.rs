//! The seed's own list of sources, and the files of sources that it names: entries below a heading such as "References", lines
//! that begin with `[3]` or `[holt2021]`, keys in the front matter.
//!
//! In goes the prose, and what was found around it; out comes a [`Bibliography`] to look numbers, keys and authors up in.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::around::{Around, BIBLIOGRAPHY, Shelf, Works};
use super::{Citation, CitationKind, Definition, DefinitionKind, is_mark, keys, whole_number, year};
use crate::document::{Block, BlockKind, MarkKind};
use crate::facts::Prose;
use crate::language::{TokenKind, fold_hash};
use crate::span::Span;

/// How many capitalised words at the start of an entry may be its authors'.
const AUTHORS: usize = 12;

/// What the seed lists as its sources.
#[derive(Debug, Default)]
pub(super) struct Bibliography {
    /// Whether a heading opens a list of sources.
    pub(super) section: Option<Span>,
    /// Entries by number.
    pub(super) numbers: HashMap<u32, Span>,
    /// Entries by key.
    pub(super) keys: HashMap<String, Span>,
    /// Entries by author's name (folded hash) and year.
    pub(super) works: HashMap<(u64, u32), Span>,
    /// The definitions of notes whose label is a number.
    pub(super) notes: HashMap<u32, Span>,
    /// Where each definition `[3] …` has its label, which is no pointer.
    labels: Vec<Span>,
    /// The blocks that list sources, in order.
    blocks: Vec<Span>,
    /// Whether the list that is being read is for further reading, and no entry of it wants a pointer.
    further: bool,
    /// Entries with what they are found by, in order.
    entries: Vec<Entry>,
    /// The files of sources that could be read.
    shelves: Vec<Arc<Works>>,
    /// Whether sources are kept where nobody could look.
    unknown: bool,
    /// Where files of sources are named that have faults, and the faults.
    pub(super) unreadable: Vec<(Span, String)>,
}

#[derive(Debug)]
struct Entry {
    span: Span,
    by: By,
    first: Option<Span>,
}

/// What an entry is found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum By {
    Number,
    Key,
    Work,
}

impl Bibliography {
    /// Whether a place stands in the list of sources itself.
    pub(super) fn lists(&self, place: Span) -> bool {
        let before = self.blocks.partition_point(|block| block.start <= place.start);
        before.checked_sub(1).and_then(|i| self.blocks.get(i)).is_some_and(|block| block.covers(place))
    }

    /// Whether a bracket is the label of an entry.
    pub(super) fn labels(&self, place: Span) -> bool {
        self.labels.binary_search_by_key(&place.start, |label| label.start).is_ok()
    }

    /// Whether the seed says where its keys are explained.
    pub(super) fn has_keys(&self) -> bool {
        !self.keys.is_empty() || !self.shelves.is_empty() || self.unknown
    }

    /// Whether the seed lists sources, or says where they are listed.
    pub(super) fn is_kept(&self) -> bool {
        self.section.is_some() || !self.works.is_empty() || !self.shelves.is_empty() || self.unknown
    }

    /// Whether authors and years can be looked up.
    pub(super) fn has_works(&self) -> bool {
        !self.works.is_empty() || self.shelves.iter().any(|works| !works.dated.is_empty())
    }

    /// Whether a key leads somewhere that is no place of the seed, or may.
    pub(super) fn shelved(&self, key: &str) -> bool {
        self.unknown || self.shelves.iter().any(|works| works.keys.contains(key))
    }

    /// Whether a file of sources holds a work of this author (folded hash) and year, or may.
    pub(super) fn shelved_work(&self, author: u64, year: u32) -> bool {
        self.unknown || self.shelves.iter().any(|works| works.dated.contains(&(author, year)))
    }

    /// The entries, each with whether one of `pointers` leads to it. Where no pointer of its sort leads to any entry, the list is
    /// for further reading, and all count as used. `numbered` are the entries that lists of numbers lead to.
    pub(super) fn definitions(&self, pointers: &[Citation], numbered: &HashSet<Span>) -> Vec<Definition> {
        let mut used = numbered.clone();
        used.extend(pointers.iter().filter(|pointer| is_to_entry(pointer.kind)).filter_map(|pointer| pointer.target));
        let pointed: HashSet<By> = self.entries.iter().filter(|entry| used.contains(&entry.span)).map(|entry| entry.by).collect();
        let mut definitions: Vec<Definition> = Vec::new();
        for entry in &self.entries {
            let used = used.contains(&entry.span) || !pointed.contains(&entry.by);
            match definitions.last_mut().filter(|last| last.span == entry.span) {
                // An entry with a number and an author may be found by either.
                Some(last) => last.used |= used && pointed.contains(&entry.by),
                None => definitions.push(Definition { span: entry.span, kind: DefinitionKind::Entry, used, first: entry.first }),
            }
        }
        definitions
    }

    /// Takes in one entry: by its label wherever it stands, by its authors and year in a list of sources.
    fn entry(&mut self, prose: Prose<'_>, line: Range<usize>, place: Span, listed: bool) {
        let first = line.start;
        if let Some((label, key)) = keys::label(prose, line.clone()) {
            self.labels.push(label);
            match key.parse() {
                Ok(number) => self.number(number, place),
                Err(_) => self.key(key, place),
            }
        } else if listed && let Some(number) = entry_number(prose, first) {
            self.number(number, place);
        }
        if !listed {
            return;
        }
        let Some(published) = line.clone().find_map(|i| year(prose, i)) else { return };
        self.enter(place, By::Work, place);
        for name in line.filter(|i| prose.tokens[*i].capital()).take(AUTHORS) {
            self.works.entry((fold_hash(&prose.tokens[name].text(prose.text())), published)).or_insert(place);
        }
    }

    fn number(&mut self, number: u32, place: Span) {
        let first = *self.numbers.entry(number).or_insert(place);
        self.enter(place, By::Number, first);
    }

    fn key(&mut self, key: String, place: Span) {
        let first = *self.keys.entry(key).or_insert(place);
        self.enter(place, By::Key, first);
    }

    fn enter(&mut self, span: Span, by: By, first: Span) {
        if !self.further {
            self.entries.push(Entry { span, by, first: (first != span).then_some(first) });
        }
    }

    /// Takes in what the front matter says of sources.
    fn front_matter(&mut self, prose: Prose<'_>, around: Option<&Around>) {
        for field in prose.document.metadata.fields.iter().filter(|field| !field.value.trim().is_empty()) {
            if field.name == "references.id" {
                self.keys.entry(field.value.clone()).or_insert(field.span);
            }
            if field.name != BIBLIOGRAPHY {
                continue;
            }
            let name = field.value.trim();
            match around.and_then(|around| around.bibliographies.get(name)) {
                Some(Shelf::Read(works)) => {
                    self.unreadable.extend(works.faults.iter().map(|fault| (field.span, format!("{name}:{fault}"))));
                    // An entry that cannot be read may be the one that is looked for.
                    self.unknown |= works.gaps;
                    self.shelves.push(Arc::clone(works));
                }
                _ => self.unknown = true,
            }
        }
    }
}

/// Whether a pointer leads to an entry of a list.
const fn is_to_entry(kind: CitationKind) -> bool {
    matches!(kind, CitationKind::Key | CitationKind::AuthorYear | CitationKind::Footnote)
}

/// Reads the list of sources.
pub(super) fn read(prose: Prose<'_>, around: Option<&Around>) -> Bibliography {
    let heading = prose.language.set("bibliography-heading");
    let further = prose.language.set("further-heading");
    let mut bibliography = Bibliography::default();
    bibliography.front_matter(prose, around);
    let (mut ordinal, mut style) = (0, None);
    let mut open = false;
    for block in &prose.document.blocks {
        let tokens = prose.tokens_in(block.span);
        let Some(words) = prose.tokens.get(tokens.clone()).filter(|words| !words.is_empty()) else { continue };
        let length = prose.language.longest(heading, words);
        let named = length > 0 && (words.len() == length || (words.len() == length + 1 && is_mark(prose, tokens.end - 1, ":")));
        if named && block.kind != BlockKind::ListItem {
            open = true;
            bibliography.further = prose.language.longest(further, words) == length;
            (ordinal, style) = (0, None);
            bibliography.section.get_or_insert(block.span);
            continue;
        }
        if matches!(block.kind, BlockKind::Heading(_) | BlockKind::Title) {
            open = false;
            continue;
        }
        // A note that happens to stand below the heading is no entry, nor is a paragraph behind a list.
        let kind = *style.get_or_insert(block.kind);
        let open = open && block.kind == kind && kind != BlockKind::Footnote;
        if open {
            bibliography.blocks.push(block.span);
        }
        let item = open && block.kind == BlockKind::ListItem;
        for entry in entries(prose, block, tokens) {
            let place = if item { block.span } else { prose.place(entry.clone()) };
            if item {
                ordinal += 1;
                bibliography.number(ordinal, place);
            }
            bibliography.entry(prose, entry, place, open);
        }
    }
    for mark in &prose.document.marks {
        if let MarkKind::NoteDefinition { label } = &mark.kind
            && let Ok(number) = label.parse()
        {
            bibliography.notes.entry(number).or_insert(mark.span);
        }
    }
    bibliography
}

/// The entries of a block, as ranges of tokens: a list item is one; elsewhere a line that begins like an entry begins one, and
/// other lines go on with it.
fn entries(prose: Prose<'_>, block: &Block, tokens: Range<usize>) -> Vec<Range<usize>> {
    if block.kind == BlockKind::ListItem {
        return vec![tokens];
    }
    let mut entries = Vec::new();
    let mut start = tokens.start;
    for i in tokens.clone().skip(1) {
        if prose.tokens[i].after_line_break() && begins_entry(prose, i) {
            entries.push(start..i);
            start = i;
        }
    }
    entries.push(start..tokens.end);
    entries
}

/// `[3]`, `3.`, `Holt, …`, `Harbour Office (2021)` at the start of a line.
fn begins_entry(prose: Prose<'_>, at: usize) -> bool {
    const LINE: usize = 40;
    let line = at..(at + 1..prose.tokens.len().min(at + LINE)).find(|i| prose.tokens[*i].after_line_break()).unwrap_or(at + LINE);
    let line = line.start..line.end.min(prose.tokens.len());
    let name = prose.tokens[at].capital() && (is_mark(prose, at + 1, ",") || line.clone().any(|i| year(prose, i).is_some()));
    is_mark(prose, at, "[") || entry_number(prose, at).is_some() || name
}

/// The number that a line of a list begins with: `3.`, `3)`, `(3)`, `³ Holt`, `3 Holt`.
fn entry_number(prose: Prose<'_>, first: usize) -> Option<u32> {
    if is_mark(prose, first, "(") && is_mark(prose, first + 2, ")") {
        return whole_number(prose, first + 1);
    }
    let number = whole_number(prose, first).filter(|number| *number < 1000)?;
    let raised = prose.tokens[first].span().of(prose.text()).starts_with(|c: char| !c.is_ascii());
    let next = prose.tokens.get(first + 1)?;
    let name = next.capital() || next.kind == TokenKind::Quote || next.kind == TokenKind::Opaque;
    (is_mark(prose, first + 1, ".") || is_mark(prose, first + 1, ")") || raised || name).then_some(number)
}
