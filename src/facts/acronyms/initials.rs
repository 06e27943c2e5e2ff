//! Words whose initials fit a short form that no bracket introduces.
//!
//! In go prose and its short forms; out come, for each, words of the same sentence that spell it exactly, and for the
//! whole document a table of capitalised or quoted words by their initials. Looks at a bounded stretch from each word.

use std::collections::{HashMap, HashSet};

use super::introductions::{Introduction, is_minor};
use super::shapes::Form;
use crate::facts::Prose;
use crate::language::{Token, TokenKind};
use crate::span::Span;

/// How far from a short form its sentence is searched, in tokens.
const SENTENCE_REACH: usize = 60;
/// The most letters that are looked for.
const MOST_LETTERS: usize = 9;

/// For each short form: words of its sentence that spell it, each word one letter, minor words passed over.
pub fn in_sentences(prose: Prose<'_>, forms: &[Form], introductions: &[Introduction]) -> Vec<Option<Span>> {
    let mut longs: Vec<Span> = introductions.iter().map(|introduction| prose.place(introduction.long.clone())).collect();
    longs.sort_unstable();
    let taken = |span: Span| {
        let next = longs.partition_point(|long| long.start <= span.start);
        longs[next.saturating_sub(2)..longs.len().min(next + 1)].iter().any(|long| long.overlaps(span))
    };
    let mut seen: HashMap<&str, (usize, Option<Span>)> = HashMap::new();
    forms
        .iter()
        .map(|form| {
            let place = prose.tokens[form.tokens.start].start as usize;
            let sentence = prose.sentence_at(place)?;
            if let Some((known, span)) = seen.get(form.key.as_str())
                && *known == sentence
            {
                return *span;
            }
            let range = prose.sentences[sentence].tokens.clone();
            let start = range.start.max(form.tokens.start.saturating_sub(SENTENCE_REACH));
            let end = range.end.min(form.tokens.end + SENTENCE_REACH);
            let letters = letters(&form.key)?;
            let span = (start..end.max(start)).rev().find_map(|at| spelled_from(prose, at, end, &letters, letters.len() == 2)).filter(|span| !taken(*span));
            seen.insert(&form.key, (sentence, span));
            span
        })
        .collect()
}

/// The letters of a key that can be spelled by initials: two to nine capitals, perhaps with small letters between, which
/// minor words give.
fn letters(key: &str) -> Option<Vec<char>> {
    let letters: Vec<char> = key.chars().filter(|c| c.is_alphabetic()).collect();
    let plain = letters.len() == key.chars().filter(|c| *c != '-').count();
    (plain && (2..=MOST_LETTERS).contains(&letters.len())).then_some(letters)
}

/// The words from token `at` on that spell `letters`, if they do. `names`: all but the minor ones must be capitalised.
fn spelled_from(prose: Prose<'_>, at: usize, end: usize, letters: &[char], names: bool) -> Option<Span> {
    let text = prose.text();
    let first = initial(prose.tokens[at], text)?;
    if first != letters[0].to_ascii_lowercase() || is_minor(&prose.tokens[at].text(text)) || prose.tokens[at].joined() {
        return None;
    }
    let mut given = 0;
    for i in at..end {
        let token = prose.tokens[i];
        let Some(initial) = initial(token, text) else {
            if token.is(text, "-") || token.kind == TokenKind::Clitic {
                continue;
            }
            return None;
        };
        let written = token.text(text);
        if is_grammar(&written) || names && !token.capital() && !is_minor(&written) {
            return None;
        }
        if initial == letters[given].to_lowercase().next()? {
            given += 1;
            if given == letters.len() {
                return (!is_minor(&written)).then(|| prose.place(at..i + 1));
            }
        } else if !is_minor(&written) {
            return None;
        }
    }
    None
}

/// Whether a word is a pronoun, an auxiliary or the like, which no long form holds.
fn is_grammar(word: &str) -> bool {
    const GRAMMAR: [&str; 66] = [
        "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do", "does", "did", "can", "could", "will", "would", "may",
        "might", "must", "shall", "should", "that", "this", "these", "those", "which", "who", "whom", "whose", "what", "when", "where", "while",
        "it", "they", "their", "them", "we", "our", "you", "your", "he", "his", "she", "her", "not", "no", "nor", "neither", "than", "then", "so",
        "also", "more", "most", "much", "many", "some", "any", "such", "each", "both", "either", "there", "if",
    ];
    word.len() <= 7 && !word.starts_with(char::is_uppercase) && GRAMMAR.contains(&word)
}

/// The first letter of a word that is no short form itself, in lower case.
fn initial(token: Token, text: &str) -> Option<char> {
    let word = token.kind == TokenKind::Word && !token.upper() && !token.dotted();
    word.then(|| token.span().of(text).chars().next()).flatten()?.to_lowercase().next()
}

/// Names by their initials.
#[derive(Debug, Default)]
pub struct Names {
    by_key: HashMap<String, Vec<Span>>,
}

impl Names {
    /// The words whose initials fit `key`: the nearest before `span`, else the nearest after it.
    pub fn nearest(&self, key: &str, span: Span) -> Option<Span> {
        let spans = self.by_key.get(key)?;
        let before = spans.partition_point(|name| name.end <= span.start);
        before.checked_sub(1).and_then(|at| spans.get(at)).or_else(|| spans.get(before)).copied()
    }
}

/// The capitalised or quoted words of the whole document that spell one of the short forms.
pub fn in_document(prose: Prose<'_>, forms: &[Form]) -> Names {
    let mut wanted: HashMap<char, Vec<(&str, Vec<char>)>> = HashMap::new();
    let mut seen = HashSet::new();
    for form in forms {
        if seen.insert(form.key.as_str())
            && let Some(letters) = letters(&form.key)
        {
            wanted.entry(letters[0].to_ascii_lowercase()).or_default().push((&form.key, letters));
        }
    }
    let mut names = Names::default();
    if wanted.is_empty() {
        return names;
    }
    let text = prose.text();
    for sentence in prose.sentences {
        for at in sentence.tokens.clone() {
            let token = prose.tokens[at];
            let quoted = at > sentence.tokens.start && prose.tokens[at - 1].kind == TokenKind::Quote;
            let Some(candidates) = initial(token, text).filter(|_| token.capital() || quoted).and_then(|initial| wanted.get(&initial))
            else {
                continue;
            };
            let end = sentence.tokens.end.min(at + 2 * MOST_LETTERS);
            for (key, letters) in candidates {
                if let Some(span) = spelled_from(prose, at, end, letters, !quoted) {
                    names.by_key.entry((*key).to_owned()).or_default().push(span);
                }
            }
        }
    }
    names
}
