//! Blocks, marks and mask of a page, piece by piece.
//!
//! In go words, things that are no words, and markup between them, in order of place; out comes the [`Document`]. A block
//! goes from its first to its last piece that a reader sees. Knows no tags.

use std::collections::HashSet;

use super::entities;
use super::tokens::Attribute;
use crate::document::mask::Mask;
use crate::document::{BREAK, Block, BlockKind, Document, JOINT, Mark, MarkKind, Metadata, OPAQUE, addresses};
use crate::span::Span;

/// Marks that open a quotation where `<q>` stands, outside and inside another.
const OPENING: [&str; 2] = ["“", "‘"];

pub(super) struct Prose<'a> {
    text: &'a str,
    pub mask: Mask<'a>,
    pub blocks: Vec<Block>,
    pub marks: Vec<Mark>,
    /// The block that is being read.
    run: Option<Span>,
    /// Whether its last piece is a line break.
    broke: bool,
    /// A note that ends with the block that is being read: its id, and where it begins.
    pub note: Option<(String, usize)>,
    /// Where the last mark of a note stands.
    last_note_mark: Option<Span>,
}

impl<'a> Prose<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mask = Mask::new(text);
        Self { text, mask, blocks: Vec::new(), marks: Vec::new(), run: None, broke: false, note: None, last_note_mark: None }
    }

    pub(super) fn mark(&mut self, span: Span, kind: MarkKind) {
        if !span.is_empty() {
            self.marks.push(Mark { span, kind });
        }
    }

    /// Whether words stand in the block that is being read, but for the mark of a note.
    pub(super) fn has_words(&self) -> bool {
        self.run.is_some_and(|run| run.len() > 5)
    }

    /// Text. `lines`: its lines are lines, and a blank one is a wall.
    pub(super) fn words(&mut self, span: Span, lines: bool, kind: BlockKind, linked: bool) {
        if !lines {
            return self.flow(span, linked, false);
        }
        let mut stanza: Option<Span> = None;
        let mut at = span.start;
        for line in span.of(self.text).split_inclusive('\n') {
            let place = Span::new(at, at + line.len());
            at = place.end;
            let whole = line.ends_with('\n') && self.text[..place.start].ends_with('\n');
            if !line.trim().is_empty() {
                stanza = Some(stanza.map_or(place, |stanza| stanza.join(place)));
            } else if whole {
                if let Some(stanza) = stanza.take() {
                    self.flow(stanza, linked, true);
                }
                self.flush(place.start, kind);
            } else {
                stanza = stanza.map(|stanza| stanza.join(place));
                self.mask.keep_lines(place);
            }
        }
        if let Some(stanza) = stanza {
            self.flow(stanza, linked, true);
        }
    }

    fn flow(&mut self, span: Span, linked: bool, lines: bool) {
        let seen = span.trim(self.text);
        if seen.is_empty() {
            return;
        }
        if lines {
            self.mask.keep(span);
        } else {
            self.mask.keep_flowing(span);
        }
        self.references(seen);
        self.addresses(seen, linked);
        // `&nbsp;` is no word.
        if !self.mask.is_blank(seen) {
            self.extend(seen);
            self.broke = false;
        }
    }

    /// Shows the characters that references stand for.
    fn references(&mut self, span: Span) {
        let mut at = span.start;
        while let Some(hit) = Span::new(at, span.end).of(self.text).find('&').map(|hit| at + hit) {
            at = hit + 1;
            if let Some(reference) = entities::at(Span::new(hit, span.end).of(self.text), false) {
                at = hit + reference.length;
                let characters = if reference.first.is_ascii_whitespace() { " ".to_owned() } else { reference.characters() };
                self.mask.show(Span::new(hit, at), &characters);
            }
        }
    }

    fn addresses(&mut self, span: Span, linked: bool) {
        for address in addresses::find(self.text, span) {
            self.mask.fill(address.span, OPAQUE);
            if !linked {
                let target = entities::resolved(&address.target, false).into_owned();
                self.mark(address.span, MarkKind::Link { target, text: Span::empty(address.span.start) });
            }
        }
    }

    fn extend(&mut self, span: Span) {
        self.run = Some(self.run.map_or(span, |run| run.join(span)));
    }

    /// Markup in a line. Before its first word it is layout.
    pub(super) fn joint(&mut self, span: Span, filler: char) {
        if self.run.is_some() {
            self.mask.fill(span, filler);
        }
    }

    /// Whether what was read last ends in a word, without a space behind it. Of much markup behind it, only the beginning counts.
    pub(super) fn ends_in_word(&self, at: usize) -> bool {
        const FURTHEST: usize = 200;
        let Some(run) = self.run else { return false };
        let gap = &self.text.as_bytes()[run.end..at.min(run.end + FURTHEST)];
        self.text[..run.end].ends_with(char::is_alphanumeric) && !gap.windows(2).any(|pair| pair == b"> ")
    }

    /// What a reader sees, and is no word.
    pub(super) fn thing(&mut self, span: Span) {
        self.mask.fill(span, OPAQUE);
        self.extend(span);
        self.broke = false;
    }

    /// Takes out a piece of a line.
    pub(super) fn blank(&mut self, span: Span) {
        self.mask.fill(span, BREAK);
    }

    /// The mark of a note: a link, whose words are what is marked.
    pub(super) fn note_mark(&mut self, link: Span, words: Span, label: String) {
        let seen = self.mask.seen(words);
        self.mask.fill(link, JOINT);
        self.extend(link);
        self.last_note_mark = Some(seen);
        self.mark(seen, MarkKind::NoteReference { label });
    }

    /// A line break; two of them part blocks.
    pub(super) fn line_break(&mut self, span: Span, kind: BlockKind) {
        if self.run.is_none() {
            return;
        }
        if self.broke {
            self.flush(span.start, kind);
            return;
        }
        self.mask.fill(span, BREAK);
        self.mask.show(Span::new(span.start, span.start + 1), "\n");
        self.broke = true;
    }

    /// The mark that `<q>` stands for, unless the words bring their own.
    pub(super) fn quotation_mark(&mut self, tag: Span, outer: bool) {
        self.mask.fill(tag, JOINT);
        if !self.brings_marks(tag.end) {
            self.mask.show(tag, OPENING[usize::from(!outer)]);
            self.extend(tag);
        }
    }

    /// The mark that `</q>` stands for.
    pub(super) fn closing_mark(&mut self, open: Span, tag: Span, mark: char) {
        self.mask.fill(tag, JOINT);
        if !self.brings_marks(open.end) {
            self.mask.show(tag, mark.encode_utf8(&mut [0; 4]));
            self.extend(tag);
        }
    }

    fn brings_marks(&self, at: usize) -> bool {
        let words = self.text[at..].trim_start();
        ["\"", "“", "‘", "'", "«", "„", "&quot;", "&ldquo;", "&lsquo;", "&#8220;", "&#8216;", "&laquo;"]
            .iter()
            .any(|mark| words.starts_with(mark))
    }

    /// What stands raised: with the marks of notes, brackets and commas are part of the mark; a bare number behind the end of
    /// a word or sentence is a mark without a link.
    pub(super) fn superscript(&mut self, span: Span, inside: Span) {
        const LONGEST: usize = 500;
        if inside.len() > LONGEST {
            return;
        }
        let words = self.mask.shown(inside);
        let marked = self.last_note_mark.is_some_and(|mark| inside.covers(mark));
        let bare = words.trim_matches(|c: char| c.is_whitespace() || "[]()".contains(c));
        let number = (1..=3).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_digit());
        if (marked && !words.contains(char::is_alphanumeric)) || (number && self.ends_words(span.start)) {
            self.mask.fill(span, JOINT);
            self.extend(span);
        }
    }

    /// Whether a long word or a sentence ends before a place. What is raised behind a short one may be a power: `km²`.
    fn ends_words(&self, at: usize) -> bool {
        let start = self.run.map_or(at, |run| run.start);
        let mut before = Span::new(start, at).of(self.text).chars().rev().take(4);
        match before.next() {
            Some(c) if c.is_alphabetic() => before.filter(|c| c.is_alphabetic()).count() == 3,
            Some(c) => ".,;:!?…”’\"')".contains(c),
            None => false,
        }
    }

    /// Whether the tag of a link says that it is the mark of a note.
    pub(super) fn is_called_note(&self, link: Span) -> bool {
        let tag = link.of(self.text).split('>').next().unwrap_or_default().to_ascii_lowercase();
        ["footnote", "noteref", "fnref", "endnote"].iter().any(|word| tag.contains(word))
    }

    /// Ends the block that is being read.
    pub(super) fn flush(&mut self, at: usize, kind: BlockKind) -> Option<Block> {
        self.broke = false;
        let note = self.note.take();
        let run = self.run.take()?.trim(self.text);
        self.mask.fill(Span::new(run.end, at.max(run.end)), BREAK);
        if self.mask.is_blank(run) {
            return None;
        }
        let kind = if note.is_some() && kind != BlockKind::Quote { BlockKind::Footnote } else { kind };
        if let Some((label, start)) = note {
            self.mark(Span::new(start.min(run.start), run.end), MarkKind::NoteDefinition { label });
        }
        let block = Block { kind, span: run };
        self.blocks.push(block);
        Some(block)
    }

    /// Leaves out what stands in these gaps.
    pub(super) fn leave_out(&mut self, gaps: &[Span]) {
        self.blocks.retain(|block| !within(gaps, block.span.start));
        self.marks.retain(|mark| matches!(mark.kind, MarkKind::Anchor { .. } | MarkKind::Comment) || !within(gaps, mark.span.start));
        for gap in gaps {
            self.mask.fill(*gap, BREAK);
            self.mark(*gap, MarkKind::Unseen);
        }
    }

    /// The first heading of level 1: its words, and where they stand.
    pub(super) fn title(&self) -> Option<Attribute> {
        let span = self.blocks.iter().find(|block| block.kind == BlockKind::Heading(1))?.span;
        let value = self.mask.shown(span).replace(OPAQUE, " ").split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Attribute { value, span })
    }

    /// The document.
    pub(super) fn tell(mut self, metadata: Metadata) -> Document {
        self.resolve_notes();
        self.marks.sort_by_key(|mark| (mark.span.start, usize::MAX - mark.span.end));
        Document { prose: self.mask.finish(), blocks: self.blocks, marks: self.marks, metadata }
    }

    /// A mark that leads to a place which is no note is a link to that place.
    fn resolve_notes(&mut self) {
        let mut notes = HashSet::new();
        let mut places = HashSet::new();
        for mark in &self.marks {
            match &mark.kind {
                MarkKind::NoteDefinition { label } => notes.insert(label.clone()),
                MarkKind::Anchor { id } => places.insert(id.clone()),
                _ => false,
            };
        }
        for mark in &mut self.marks {
            if let MarkKind::NoteReference { label } = &mark.kind
                && !notes.contains(label)
                && places.contains(label)
            {
                mark.kind = MarkKind::Link { target: format!("#{label}"), text: mark.span };
            }
        }
    }
}

/// Whether one of these spans, which are in order and disjoint, holds a place.
pub(super) fn within(spans: &[Span], at: usize) -> bool {
    let after = spans.partition_point(|span| span.start <= at);
    after > 0 && spans[after - 1].holds(at)
}
