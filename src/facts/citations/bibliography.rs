//! The seed's own list of sources: entries below a heading such as "References", and lines that begin with `[3]`.
//!
//! In goes the prose; out comes a [`Bibliography`] to look numbers, keys and authors up in.

use std::collections::HashMap;

use super::{is_mark, whole_number, year};
use crate::document::{BlockKind, MarkKind};
use crate::facts::Prose;
use crate::language::fold_hash;
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
    /// Entries by author's name (folded hash) and year.
    pub(super) works: HashMap<(u64, u32), Span>,
    /// The definitions of notes whose label is a number.
    pub(super) notes: HashMap<u32, Span>,
    /// Where each definition `[3] …` has its number, which is no pointer.
    pub(super) labels: Vec<Span>,
    /// The blocks that list sources, in order.
    pub(super) entries: Vec<Span>,
}

impl Bibliography {
    /// Whether a place stands in the list of sources itself.
    pub(super) fn lists(&self, place: Span) -> bool {
        let before = self.entries.partition_point(|entry| entry.start <= place.start);
        before.checked_sub(1).and_then(|i| self.entries.get(i)).is_some_and(|entry| entry.covers(place))
    }
}

/// Reads the list of sources.
pub(super) fn read(prose: Prose<'_>) -> Bibliography {
    let heading = prose.language.set("bibliography-heading");
    let mut bibliography = Bibliography::default();
    let mut ordinal = 0;
    let mut open = false;
    for block in &prose.document.blocks {
        let tokens = prose.tokens_in(block.span);
        let Some(words) = prose.tokens.get(tokens.clone()).filter(|words| !words.is_empty()) else { continue };
        let length = prose.language.longest(heading, words);
        let named = length > 0 && (words.len() == length || (words.len() == length + 1 && is_mark(prose, tokens.end - 1, ":")));
        if named && block.kind != BlockKind::ListItem {
            open = true;
            ordinal = 0;
            bibliography.section.get_or_insert(block.span);
            continue;
        }
        if matches!(block.kind, BlockKind::Heading(_) | BlockKind::Title) {
            open = false;
            continue;
        }
        if open {
            bibliography.entries.push(block.span);
        }
        for entry in lines(prose, tokens) {
            if open && block.kind == BlockKind::ListItem && entry.start == prose.tokens_in(block.span).start {
                ordinal += 1;
                bibliography.numbers.entry(ordinal).or_insert(block.span);
            }
            bibliography.entry(prose, entry, open);
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

/// The lines of a block, as ranges of tokens.
fn lines(prose: Prose<'_>, tokens: std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
    let mut lines = Vec::new();
    let mut start = tokens.start;
    for i in tokens.clone().skip(1) {
        if prose.tokens[i].after_line_break() {
            lines.push(start..i);
            start = i;
        }
    }
    lines.push(start..tokens.end);
    lines
}

impl Bibliography {
    /// Takes in one line: by its number wherever it stands, by its authors and year in a list of sources.
    fn entry(&mut self, prose: Prose<'_>, line: std::ops::Range<usize>, listed: bool) {
        let place = prose.place(line.clone());
        let first = line.start;
        let bracketed = is_mark(prose, first, "[") && is_mark(prose, first + 2, "]") && line.len() > 3;
        if bracketed && let Some(number) = whole_number(prose, first + 1) {
            self.numbers.entry(number).or_insert(place);
            self.labels.push(prose.place(first..first + 3));
        } else if listed
            && let Some(number) = whole_number(prose, first)
            && (is_mark(prose, first + 1, ".") || is_mark(prose, first + 1, ")"))
        {
            self.numbers.entry(number).or_insert(place);
        }
        if !listed {
            return;
        }
        let Some(published) = line.clone().find_map(|i| year(prose, i)) else { return };
        let names = line.filter(|i| prose.tokens[*i].capital()).take(AUTHORS);
        for name in names {
            self.works.entry((fold_hash(&prose.tokens[name].text(prose.text())), published)).or_insert(place);
        }
    }
}
