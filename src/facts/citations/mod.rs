//! Pointers to sources, whether they lead anywhere or not.
//!
//! In goes the prose with its marks; out come [`Citation`]s by place. Markup is read from the document's marks
//! ([`marks`]); numbers, keys, authors with years and "Source:" lines from the tokens, held against the seed's list of
//! sources ([`bibliography`]). What only looks like a pointer, in a seed that lists no sources, is none.

mod author_year;
mod bibliography;
mod keys;
mod marks;
mod source_lines;

use super::Prose;
use crate::kinds::CitationKind;
use crate::language::TokenKind;
use crate::span::Span;

/// One pointer to a source, or one thing that a pointer could lead to and none does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The pointer: `[^1]`, the link, "Source: …".
    pub span: Span,
    /// What it is.
    pub kind: CitationKind,
    /// Where it leads in this seed, if it leads somewhere in it.
    pub target: Option<Span>,
    /// Whether it leads somewhere: into this seed, or to an address outside.
    pub resolved: bool,
    /// The sentence that it supports; a note mark after the stop belongs to the sentence it closes. `None` where it
    /// supports none, as a definition or a "Source:" line that stands by itself.
    pub sentence: Option<usize>,
}

/// Finds every citation.
pub fn find(prose: Prose<'_>) -> Vec<Citation> {
    let bibliography = bibliography::read(prose);
    let mut citations = marks::find(prose);
    let lines = source_lines::find(prose);
    // What stands in a "Source:" line is part of it, and supports no sentence by itself.
    let in_line = |place: Span| {
        let before = lines.partition_point(|line| line.span.start <= place.start);
        before.checked_sub(1).is_some_and(|i| lines[i].span.covers(place))
    };
    citations.iter_mut().filter(|citation| in_line(citation.span)).for_each(|citation| citation.sentence = None);
    citations.extend(keys::find(prose, &bibliography));
    citations.extend(author_year::find(prose, &bibliography));
    citations.extend(lines);
    citations.sort_by_key(|citation| (citation.span.start, citation.span.end));
    citations
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

/// A number without separators, as notes and years are written.
fn whole_number(prose: Prose<'_>, i: usize) -> Option<u32> {
    let token = prose.tokens.get(i).filter(|token| token.kind == TokenKind::Number)?;
    token.span().of(prose.text()).parse().ok()
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

fn text_is(prose: Prose<'_>, i: usize, texts: &[&str]) -> bool {
    let Some(written) = prose.tokens.get(i).map(|token| token.text(prose.text())) else { return false };
    texts.iter().any(|text| written.eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests;
