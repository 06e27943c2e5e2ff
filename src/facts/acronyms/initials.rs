//! Words whose initials fit a short form that no bracket introduces.
//!
//! In go prose and its short forms; out come, for each, words of the same sentence that spell it exactly, and for the
//! whole document a table of capitalised or quoted words by their initials. Looks at a bounded stretch from each word.

use std::collections::HashMap;
use std::ops::Range;

use super::introductions::{Introduction, is_minor};
use super::shapes::Form;
use crate::facts::Prose;
use crate::language::{Table, Token, TokenKind};
use crate::span::Span;

/// How far from a short form its sentence is searched, in tokens.
const SENTENCE_REACH: usize = 60;
/// The most tokens of a name before a bracket.
const LONGEST_NAME: usize = 22;
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
            let span = (start..end.max(start))
                .rev()
                .find_map(|at| spelled_from(prose, at, end, &letters, letters.len() == 2))
                .filter(|span| !taken(*span));
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
        } else if !is_minor(&written) || ["a", "an", "the"].contains(&&*written) {
            return None;
        }
    }
    None
}

/// Whether a word is a pronoun, an auxiliary or the like, which no long form holds.
fn is_grammar(word: &str) -> bool {
    const GRAMMAR: [&str; 66] = [
        "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do", "does", "did", "can", "could", "will", "would",
        "may", "might", "must", "shall", "should", "that", "this", "these", "those", "which", "who", "whom", "whose", "what", "when",
        "where", "while", "it", "they", "their", "them", "we", "our", "you", "your", "he", "his", "she", "her", "not", "no", "nor",
        "neither", "than", "then", "so", "also", "more", "most", "much", "many", "some", "any", "such", "each", "both", "either", "there",
        "if",
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
    by_spelling: HashMap<Spelling, Vec<Span>>,
    owned: Owned,
}

/// The names that have a short form of their own in brackets behind them, in order.
#[derive(Debug, Default)]
struct Owned(Vec<Span>);

impl Owned {
    fn of(prose: Prose<'_>, forms: &[Form], introductions: &[Introduction]) -> Self {
        let text = prose.text();
        let bracketed = forms.iter().filter_map(|form| {
            let last = form.tokens.start.checked_sub(1)?;
            let quoted = usize::from(prose.tokens[last].kind == TokenKind::Quote);
            let open = last.checked_sub(quoted).filter(|at| prose.tokens[*at].is(text, "("))?;
            let in_name = |at: usize| {
                let token = prose.tokens[at];
                let word = token.kind == TokenKind::Word && (token.capital() || is_minor(&token.text(text)));
                word || token.kind == TokenKind::Clitic || token.is(text, "&") || token.is(text, "-")
            };
            let run = (open.saturating_sub(LONGEST_NAME)..open).rev().take_while(|at| in_name(*at));
            let start = run.filter(|at| prose.tokens[*at].capital() && !is_minor(&prose.tokens[*at].text(text))).last()?;
            Some(prose.place(start..open))
        });
        let aligned = introductions.iter().map(|introduction| prose.place(introduction.long.clone()));
        let mut owned: Vec<Span> = aligned.chain(bracketed).collect();
        owned.sort_unstable_by_key(|span| (span.start, span.end));
        Self(owned)
    }

    /// Whether a place is a part of one of these names: "Relief Commission" in "the Norland Relief Commission (NRC)".
    fn hold_part(&self, part: Span) -> bool {
        // Two names at most begin at one place: the one in front of the bracket, and as much of it as the letters spell.
        const BACK: usize = 4;
        let next = self.0.partition_point(|name| name.start <= part.start);
        self.0[next.saturating_sub(BACK)..next].iter().any(|name| name.covers(part) && *name != part)
    }
}

/// Initials in lower case, one after the other, as a number: letters are hashed as they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
struct Spelling(u64);

impl Spelling {
    fn of(key: &str) -> Self {
        key.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).fold(Self::default(), Self::then)
    }

    fn then(self, letter: char) -> Self {
        Self((self.0 ^ u64::from(letter)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23).wrapping_add(1))
    }
}

impl Names {
    /// The words whose initials fit `key`: the nearest before `span`, else the nearest after it; none where those are part of a
    /// longer name with a short form of its own.
    pub fn nearest(&self, key: &str, span: Span) -> Option<Span> {
        letters(key)?;
        let spans = self.by_spelling.get(&Spelling::of(key))?;
        let before = spans.partition_point(|name| name.end <= span.start);
        let nearest = before.checked_sub(1).and_then(|at| spans.get(at)).or_else(|| spans.get(before)).copied();
        nearest.filter(|name| !self.owned.hold_part(*name))
    }

    /// Keeps each run of words from the first of `tokens` on that is looked for.
    fn collect(&mut self, prose: Prose<'_>, initials: &Table<Initial>, tokens: Range<usize>, quoted: bool) {
        let (mut all, mut major) = (Spelling::default(), Spelling::default());
        for at in tokens.clone() {
            let (initial, minor) = match *initials.of(prose.tokens[at]) {
                Initial::Of { letter, minor } => (letter, minor),
                Initial::Over => continue,
                Initial::Wall => return,
            };
            if !(minor || prose.tokens[at].capital() || quoted) || minor && at == tokens.start {
                return;
            }
            all = all.then(initial);
            if minor {
                continue;
            }
            let passed_over = all != major.then(initial);
            major = major.then(initial);
            let spellings = [Some(major), passed_over.then_some(all)];
            for spelling in spellings.into_iter().flatten() {
                let place = prose.place(tokens.start..at + 1);
                if let Some(spans) = self.by_spelling.get_mut(&spelling) {
                    spans.push(place);
                }
            }
        }
    }
}

/// What a word gives to a spelling.
#[derive(Debug, Clone, Copy)]
enum Initial {
    /// Its first letter; minor words may be passed over.
    Of { letter: char, minor: bool },
    /// Nothing: it is passed over.
    Over,
    /// An end.
    Wall,
}

impl Initial {
    fn given_by(token: Token, text: &str) -> Self {
        match initial(token, text) {
            Some(letter) => Self::Of { letter, minor: is_minor(&token.text(text)) },
            None if token.is(text, "-") || token.kind == TokenKind::Clitic => Self::Over,
            None => Self::Wall,
        }
    }
}

/// The capitalised or quoted words of the whole document that spell one of the short forms: each word one letter, and
/// either every minor word too or none.
pub fn in_document(prose: Prose<'_>, forms: &[Form], introductions: &[Introduction]) -> Names {
    let spelled = forms.iter().filter(|form| letters(&form.key).is_some());
    let by_spelling = spelled.map(|form| (Spelling::of(&form.key), Vec::new())).collect();
    let mut names = Names { by_spelling, owned: Owned::of(prose, forms, introductions) };
    if names.by_spelling.is_empty() {
        return names;
    }
    let initials = prose.vocabulary.table(|token| Initial::given_by(token, prose.text()));
    for sentence in prose.sentences {
        for at in sentence.tokens.clone() {
            let quoted = at > sentence.tokens.start && prose.tokens[at - 1].kind == TokenKind::Quote;
            names.collect(prose, &initials, at..sentence.tokens.end.min(at + 2 * MOST_LETTERS), quoted);
        }
    }
    names
}
