//! Keys: `[@holt2021]`, `[see @holt2021, p. 4; @lee]`, `@holt2021` in the sentence, `[holt2021]`.
//!
//! In go the tokens and the list of sources; out come citations. A key with `@` is one wherever it stands in brackets; without,
//! only where the seed lists sources, and the key looks like one or is one of theirs.

use std::ops::Range;

use super::bibliography::Bibliography;
use super::{Citation, CitationKind, is_mark, supported};
use crate::facts::Prose;
use crate::span::Span;

/// The most tokens between the brackets.
pub(super) const LONGEST: usize = 40;
/// The most bytes of a key.
const LONGEST_KEY: usize = 60;

/// Keys, by place.
pub(super) fn find(prose: Prose<'_>, bibliography: &Bibliography) -> Vec<Citation> {
    let mut citations = Vec::new();
    let mut i = 0;
    while i < prose.tokens.len() {
        if let Some(close) = closing(prose, i) {
            let place = prose.place(i..close + 1);
            if !bibliography.labels(place) {
                bracket(prose, bibliography, place, &mut citations);
            }
            i = close;
        } else if is_mark(prose, i, "@") {
            citations.extend(in_sentence(prose, bibliography, prose.tokens[i].start as usize));
        }
        i += 1;
    }
    citations
}

/// The bracket that closes the one at token `open`, if no other opens between them.
pub(super) fn closing(prose: Prose<'_>, open: usize) -> Option<usize> {
    if !is_mark(prose, open, "[") {
        return None;
    }
    let close = (open + 1..prose.tokens.len().min(open + LONGEST)).find(|i| is_mark(prose, *i, "]") || is_mark(prose, *i, "["))?;
    is_mark(prose, close, "]").then_some(close)
}

/// The keys in one bracket. A bracket with one is the citation; of several, each.
fn bracket(prose: Prose<'_>, bibliography: &Bibliography, place: Span, citations: &mut Vec<Citation>) {
    let inner = Span::new(place.start + 1, place.end - 1);
    let marked = marked_keys(prose.text(), inner);
    let (keys, sure) = if marked.is_empty() { (bare_keys(prose.text(), inner, bibliography), false) } else { (marked, true) };
    let alone = keys.len() == 1;
    for (span, key) in keys {
        if sure || counts(bibliography, &key) {
            citations.push(citation(prose, bibliography, if alone { place } else { span }, &key));
        }
    }
}

fn citation(prose: Prose<'_>, bibliography: &Bibliography, span: Span, key: &str) -> Citation {
    let target = bibliography.keys.get(key).copied();
    let resolved = target.is_some() || bibliography.shelved(key);
    let fault = (!resolved).then(|| match bibliography.has_keys() {
        true => format!("no entry has the key `{key}`"),
        false => "the front matter names no file of sources, as `bibliography: refs.bib` does".to_owned(),
    });
    Citation { resolved, fault, ..Citation::to(span, CitationKind::Key, target, supported(prose, span.start)) }
}

/// The keys with `@` in `place`: pandoc's syntax, `@key` or `@{key}`.
fn marked_keys(text: &str, place: Span) -> Vec<(Span, String)> {
    let slice = place.of(text);
    let mut keys = Vec::new();
    for (at, _) in slice.match_indices('@') {
        let attached = slice[..at].ends_with(|c: char| c.is_alphanumeric());
        if !attached && let Some((length, key)) = key_at(&slice[at + 1..]) {
            keys.push((Span::new(place.start + at, place.start + at + 1 + length), key));
        }
    }
    keys
}

/// The key that a text begins with, and how long it is as written.
fn key_at(text: &str) -> Option<(usize, String)> {
    if let Some(rest) = text.strip_prefix('{') {
        let end = rest.find(['}', ' ', '\n'])?;
        return rest[end..].starts_with('}').then(|| (end + 2, rest[..end].to_owned())).filter(|(_, key)| !key.is_empty());
    }
    let inside = |c: char| c.is_alphanumeric() || ":.#$%&-+?~/_".contains(c);
    let end = text.find(|c: char| !inside(c)).unwrap_or(text.len());
    let key = text[..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '_');
    let begins = key.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    (begins && key.len() <= LONGEST_KEY).then(|| (key.len(), key.to_owned()))
}

/// "@holt2021 says": in a sentence a handle looks the same, so that only what is listed counts, or looks much like a key.
fn in_sentence(prose: Prose<'_>, bibliography: &Bibliography, at: usize) -> Option<Citation> {
    let text = prose.text();
    let attached = text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '/'));
    let (length, key) = key_at(&text[at + 1..])?;
    let known = bibliography.keys.contains_key(&key) || (bibliography.has_keys() && has_year(&key));
    (!attached && known).then(|| citation(prose, bibliography, Span::new(at, at + 1 + length), &key))
}

/// The keys without `@` between brackets: `[holt2021]`, `[holt2021, p. 4]`, `[Hol21; Lee19]`.
fn bare_keys(text: &str, place: Span, bibliography: &Bibliography) -> Vec<(Span, String)> {
    if bibliography.section.is_none() && !bibliography.has_keys() {
        return Vec::new();
    }
    let slice = place.of(text);
    let mut keys = Vec::new();
    let mut start = 0;
    for part in slice.split_inclusive([',', ';']) {
        let key = part.trim_end_matches([',', ';']).trim();
        if !is_key(key) {
            break;
        }
        let at = place.start + start + part.find(key).unwrap_or(0);
        keys.push((Span::new(at, at + key.len()), key.to_owned()));
        start += part.len();
    }
    keys
}

/// Whether a word without `@` is a key of the seed, or can be none but a key.
fn counts(bibliography: &Bibliography, key: &str) -> bool {
    let style = |known: &String| has_year(known) == has_year(key) && known.len().abs_diff(key.len()) < 8;
    bibliography.keys.contains_key(key) || has_year(key) || bibliography.keys.keys().any(style)
}

/// A letter first, then letters, digits and joints, one digit at least, no space.
fn is_key(word: &str) -> bool {
    word.starts_with(char::is_alphabetic)
        && (4..=LONGEST_KEY).contains(&word.len())
        && word.contains(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '+' | '.'))
}

/// Whether a key has a year in it, as `holt2021`, `Holt-2021a` and `holt:2021:dams` have.
fn has_year(key: &str) -> bool {
    let mut runs = key.split(|c: char| !c.is_ascii_digit());
    key.starts_with(char::is_alphabetic)
        && runs.any(|run| run.len() == 4 && run.parse().is_ok_and(|year: u32| (1500..=2100).contains(&year)))
}

/// The label in brackets that a line of a list begins with, `[3] …`, `[holt2021] …`, and what it says.
pub(super) fn label(prose: Prose<'_>, line: Range<usize>) -> Option<(Span, String)> {
    let close = closing(prose, line.start).filter(|close| close + 1 < line.end)?;
    let place = prose.place(line.start..close + 1);
    let inner = Span::new(place.start + 1, place.end - 1).of(prose.text()).trim();
    let number = inner.len() <= 3 && inner.bytes().all(|b| b.is_ascii_digit()) && !inner.is_empty();
    let key = inner.strip_prefix('@').unwrap_or(inner);
    (number || is_key(key)).then(|| (place, key.to_owned()))
}
