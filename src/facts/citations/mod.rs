//! Pointers to sources, whether they lead anywhere or not, and what they can lead to.
//!
//! In goes the prose with its marks, and what stands around the seed ([`around`]); out come [`Citation`]s and
//! [`Definition`]s by place. Markup is read from the document's marks ([`marks`]); numbers, keys, authors with years and
//! "Source:" lines from the tokens, held against the seed's list of sources ([`bibliography`]) and the files of sources that it
//! names. What only looks like a pointer, in a seed that lists no sources, is none.

mod around;
mod author_year;
mod bibliography;
mod ibid;
mod keys;
mod marks;
mod numbers;
mod source_lines;

use std::collections::HashSet;

use super::Prose;
use crate::kinds::{CitationKind, DefinitionKind};
use crate::language::TokenKind;
use crate::span::Span;

pub use around::{Around, Neighbour, Outside, Shelf, Works, outside, spelt};

/// One pointer to a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The pointer: `[^1]`, the link, "Source: …".
    pub span: Span,
    /// What it is.
    pub kind: CitationKind,
    /// Where it leads in this seed, if it leads somewhere in it.
    pub target: Option<Span>,
    /// Whether it leads somewhere: into this seed, to an address outside, or where nobody looked.
    pub resolved: bool,
    /// Why it leads nowhere, where that takes more words than its kind.
    pub fault: Option<String>,
    /// The sentence that it supports; a note mark after the stop belongs to the sentence it closes. `None` where it
    /// supports none, as an image or a "Source:" line that stands by itself.
    pub sentence: Option<usize>,
}

impl Citation {
    /// A pointer that leads to a place in this seed, or nowhere.
    fn to(span: Span, kind: CitationKind, target: Option<Span>, sentence: Option<usize>) -> Self {
        Self { span, kind, target, resolved: target.is_some(), fault: None, sentence }
    }
}

/// One thing that a pointer can lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The note with its body, the heading or tag, the entry.
    pub span: Span,
    /// What it is.
    pub kind: DefinitionKind,
    /// Whether something in the seed points to it.
    pub used: bool,
    /// The definition before it that bears the same label.
    pub first: Option<Span>,
}

/// Everything that points, everything that is pointed at, and what is wrong in the files of sources.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Citations {
    /// Pointers, by place.
    pub pointers: Vec<Citation>,
    /// What they can lead to, by place.
    pub definitions: Vec<Definition>,
    /// Faults in the files of sources that the front matter names: where they are named, and what is wrong.
    pub unreadable: Vec<(Span, String)>,
}

/// Finds every citation.
pub fn find(prose: Prose<'_>, around: Option<&Around>) -> Citations {
    let bibliography = bibliography::read(prose, around);
    let (mut pointers, mut definitions) = marks::find(prose, around);
    let lines = source_lines::find(prose);
    // What stands in a "Source:" line is part of it, and supports no sentence by itself.
    let in_line = |place: Span| {
        let before = lines.partition_point(|line| line.span.start <= place.start);
        before.checked_sub(1).is_some_and(|i| lines[i].span.covers(place))
    };
    pointers.iter_mut().filter(|citation| in_line(citation.span)).for_each(|citation| citation.sentence = None);
    pointers.extend(keys::find(prose, &bibliography));
    let mut numbered = HashSet::new();
    pointers.extend(numbers::find(prose, &bibliography, &mut numbered));
    pointers.extend(author_year::find(prose, &bibliography));
    pointers.extend(lines);
    pointers.sort_by_key(|citation| (citation.span.start, citation.span.end));
    ibid::add(prose, &definitions, &mut pointers);
    note_uses(&pointers, &mut definitions);
    definitions.extend(bibliography.definitions(&pointers, &numbered));
    definitions.sort_by_key(|definition| (definition.span.start, definition.span.end));
    Citations { pointers, definitions, unreadable: bibliography.unreadable }
}

/// "See note 4" uses a note as its mark does.
fn note_uses(pointers: &[Citation], definitions: &mut [Definition]) {
    let used: HashSet<Span> = pointers.iter().filter_map(|pointer| pointer.target).collect();
    definitions.iter_mut().for_each(|definition| definition.used |= used.contains(&definition.span));
}

/// The sentence that a pointer at `offset` supports: the one that holds it or ends before it, in the same block.
fn supported(prose: Prose<'_>, offset: usize) -> Option<usize> {
    let sentence = prose.sentence_at(offset);
    let block = prose.document.blocks.partition_point(|block| block.span.start <= offset).checked_sub(1);
    match (sentence, block) {
        (Some(sentence), Some(block)) if prose.sentences[sentence].block < block => prose.sentences.get(sentence + 1).map(|_| sentence + 1),
        (Some(sentence), _) => Some(sentence),
        (None, _) => (!prose.sentences.is_empty()).then_some(0),
    }
}

/// A number without separators, as notes and years are written, raised or not.
fn whole_number(prose: Prose<'_>, i: usize) -> Option<u32> {
    let token = prose.tokens.get(i).filter(|token| token.kind == TokenKind::Number)?;
    let text = token.span().of(prose.text());
    text.parse().ok().or_else(|| raised_number(text).filter(|(length, _)| *length == text.len()).map(|(_, number)| number))
}

/// The raised number that a text ends with, of three digits at most, and how many bytes it has.
fn raised_number(text: &str) -> Option<(usize, u32)> {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = |c: char| DIGITS.iter().position(|digit| *digit == c);
    let (mut length, mut number, mut unit) = (0, 0, 1);
    for (c, value) in text.chars().rev().map_while(|c| Some((c, digit(c)?))).take(3) {
        length += c.len_utf8();
        number += unit * u32::try_from(value).ok()?;
        unit *= 10;
    }
    if number > 0 {
        return Some((length, number));
    }
    // `<sup>3</sup>`: five bytes of markup, filled, and digits behind them.
    let digits = text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let marked = (1..=3).contains(&digits) && text[..text.len() - digits].ends_with("\0\0\0\0\0");
    marked.then(|| text[text.len() - digits..].parse().ok().map(|number| (digits, number))).flatten()
}

/// A year, perhaps with the letter that tells one author's works of that year apart.
fn year(prose: Prose<'_>, i: usize) -> Option<u32> {
    let token = prose.tokens.get(i).filter(|token| token.kind == TokenKind::Number)?;
    let text = token.text(prose.text());
    let digits = text.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(&text);
    let number = (digits.len() == 4).then(|| digits.parse().ok()).flatten()?;
    (1500..=2100).contains(&number).then_some(number)
}

fn is_mark(prose: Prose<'_>, i: usize, mark: &str) -> bool {
    prose.tokens.get(i).is_some_and(|token| token.is(prose.text(), mark))
}

fn text_is(prose: Prose<'_>, i: usize, words: &[u64]) -> bool {
    prose.tokens.get(i).is_some_and(|token| token.is_one_of(words))
}

#[cfg(test)]
mod tests;
