//! Places where a text says what a short form is short for.
//!
//! In go prose and what looks like short forms; out come introductions: `long (SHORT)`, `SHORT (long)`, `long, or
//! SHORT,`, `SHORT stands for long`, `SHORT = long`, in round and square brackets, with quotation marks and words such as
//! "hereafter" inside. Each looks at a bounded stretch of its own sentence.

use std::ops::Range;

use super::alignment::{Side, Word, align};
use super::shapes::{self, Form};
use crate::facts::Prose;
use crate::language::{Token, TokenKind};

/// One place that introduces a short form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introduction {
    /// The indexes of the tokens of the short form.
    pub short: Range<usize>,
    /// What tells it apart.
    pub key: String,
    /// The indexes of the tokens of the long form.
    pub long: Range<usize>,
}

/// How far a bracket is followed, in tokens.
const BRACKET_REACH: usize = 40;
/// How many words before a short form may hold its long form.
const LONGEST_LONG: usize = 22;
/// What a long form in brackets may cost, by letter of the short form.
const BRACKET_LIMIT: f32 = 0.45;
/// What a long form may cost where only a comma or a verb says so.
const STRICT_LIMIT: f32 = 0.1;

/// Every introduction, by the place of its short form.
pub fn find(prose: Prose<'_>, forms: &[Form]) -> Vec<Introduction> {
    let mut found = Vec::new();
    for (sentence, span) in prose.sentences.iter().enumerate() {
        let first = forms.partition_point(|form| form.tokens.start < span.tokens.start);
        let last = forms.partition_point(|form| form.tokens.start < span.tokens.end);
        let clause = Clause { prose, tokens: prose.tokens_of(sentence), base: span.tokens.start, forms: &forms[first..last] };
        clause.bracketed(&mut found);
        clause.told(&mut found);
    }
    found.sort_by_key(|introduction| introduction.short.start);
    found.dedup_by_key(|introduction| introduction.short.start);
    found
}

/// One sentence with its short forms. Indexes of tokens in here count from the sentence's first.
struct Clause<'a> {
    prose: Prose<'a>,
    tokens: &'a [Token],
    base: usize,
    forms: &'a [Form],
}

impl Clause<'_> {
    fn is(&self, at: usize, mark: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(self.prose.text(), mark))
    }

    fn is_quote(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Quote)
    }

    fn word_is(&self, at: usize, words: &[&str]) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            let text = token.span().of(self.prose.text());
            words.iter().any(|word| text.eq_ignore_ascii_case(word))
        })
    }

    /// The short form whose first token is `at`.
    fn form_from(&self, at: usize) -> Option<&Form> {
        let index = self.forms.binary_search_by_key(&(at + self.base), |form| form.tokens.start).ok()?;
        self.forms.get(index)
    }

    /// The short form whose last token stands right before `at`.
    fn form_to(&self, at: usize) -> Option<&Form> {
        let index = self.forms.partition_point(|form| form.tokens.end <= at + self.base).checked_sub(1)?;
        self.forms.get(index).filter(|form| form.tokens.end == at + self.base)
    }

    /// `long (SHORT)` and `SHORT (long)`.
    fn bracketed(&self, found: &mut Vec<Introduction>) {
        for (open, _) in self.tokens.iter().enumerate().filter(|(_, token)| token.kind == TokenKind::Punctuation) {
            let close = match () {
                () if self.is(open, "(") => ")",
                () if self.is(open, "[") => "]",
                () => continue,
            };
            if let Some((short, key)) = self.short_in_bracket(open + 1, close)
                && let Some(long) = self.before(open, &key, BRACKET_LIMIT)
            {
                self.keep(found, short, key, long);
            } else if let Some(form) = self.form_to(open - usize::from(open > 0 && self.is_quote(open - 1)))
                && let Some(long) = self.long_in_bracket(open + 1, close, &form.key)
            {
                self.keep(found, form.tokens.start - self.base..form.tokens.end - self.base, form.key.clone(), long);
            }
        }
    }

    fn keep(&self, found: &mut Vec<Introduction>, short: Range<usize>, key: String, long: Range<usize>) {
        let shift = |range: Range<usize>| range.start + self.base..range.end + self.base;
        found.push(Introduction { short: shift(short), key, long: shift(long) });
    }

    /// The short form that a bracket opens with, perhaps behind "hereafter" or a quotation mark, and its key.
    fn short_in_bracket(&self, mut at: usize, close: &str) -> Option<(Range<usize>, String)> {
        const LEADS: [&str; 16] = [
            "the",
            "or",
            "hereafter",
            "hereinafter",
            "henceforth",
            "abbreviated",
            "as",
            "to",
            "also",
            "called",
            "known",
            "short",
            "in",
            "aka",
            "abbr",
            "denoted",
        ];
        let stop = at + 5;
        while at < stop && (self.is_quote(at) || self.word_is(at, &LEADS) || self.is(at, ":") || self.is(at, ",")) && !self.form_starts(at)
        {
            at += 1;
        }
        let run = self.run_of_word(at);
        let (tokens, key) = match self.form_from(at) {
            Some(form) if form.tokens.end - self.base >= run => {
                let end = form.tokens.end - self.base;
                // `Joint Submission 3 (JS 3)`.
                let numbered =
                    self.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Number && t.span().len() <= 2) && self.is(end + 1, close);
                let tokens = at..end + usize::from(numbered);
                let key = if numbered { self.key(tokens.clone()) } else { form.key.clone() };
                (tokens, key)
            }
            _ => (at..run, self.loose_key(at..run)?),
        };
        let after = tokens.end;
        let closed = self.is(after, close)
            || [",", ";", ":", "=", "/", "–", "—"].iter().any(|mark| self.is(after, mark))
            || self.is_quote(after)
            || self.word_is(after, &["or", "in", "for", "and", "from"]);
        closed.then_some((tokens, key))
    }

    fn key(&self, tokens: Range<usize>) -> String {
        shapes::key(self.prose, tokens.start + self.base..(tokens.end + self.base).min(self.prose.tokens.len()))
    }

    fn form_starts(&self, at: usize) -> bool {
        self.form_from(at).is_some()
    }

    /// The end of the word at `at` with all that hyphens join to it.
    fn run_of_word(&self, at: usize) -> usize {
        let mut end = at + 1;
        while self.tokens.get(end).is_some_and(|token| token.joined()) {
            end += 1;
        }
        end
    }

    /// The key of a word that only its place in a bracket makes a short form: `UN-Women`, `GloVe`.
    fn loose_key(&self, tokens: Range<usize>) -> Option<String> {
        let token = self.tokens.get(tokens.start).filter(|token| token.kind == TokenKind::Word)?;
        let key = self.key(tokens);
        let capitals = key.chars().filter(|c| c.is_uppercase()).count();
        (capitals >= 2 && key.chars().count() <= 14 && !token.dotted()).then_some(key)
    }

    /// The long form in the bracket whose first token is `from`.
    fn long_in_bracket(&self, from: usize, close: &str, key: &str) -> Option<Range<usize>> {
        let reach = self.tokens.len().min(from + BRACKET_REACH);
        let end = (from..reach).find(|at| self.is(*at, close))?;
        self.after(from..end, key, BRACKET_LIMIT)
    }

    /// The long form that ends before token `at`.
    fn before(&self, at: usize, key: &str, limit: f32) -> Option<Range<usize>> {
        let letters = letters(key);
        let most = (letters.len() * 2 + 6).min(LONGEST_LONG);
        let mut words = Vec::with_capacity(most);
        let mut i = at;
        while i > 0 && words.len() < most {
            i -= 1;
            match self.word(i) {
                Reach::Word(word) => words.push(word),
                Reach::Over => {}
                Reach::Wall => break,
            }
        }
        words.reverse();
        self.aligned(&letters, key, &words, Side::After, limit)
    }

    /// The long form that begins with the first tokens of `range`.
    fn after(&self, range: Range<usize>, key: &str, limit: f32) -> Option<Range<usize>> {
        let letters = letters(key);
        let mut words = Vec::new();
        for i in range {
            match self.word(i) {
                Reach::Word(word) => words.push(word),
                Reach::Over => {}
                Reach::Wall => break,
            }
            if words.len() == LONGEST_LONG {
                break;
            }
        }
        self.aligned(&letters, key, &words, Side::Before, limit)
    }

    fn aligned(&self, letters: &[char], key: &str, words: &[Word], side: Side, limit: f32) -> Option<Range<usize>> {
        let lengths = [letters.to_vec(), repeated(letters)];
        let variants = if lengths[0] == lengths[1] { &lengths[..1] } else { &lengths[..] };
        let limit = limit * letters.len() as f32;
        let readings = variants.iter().filter_map(|letters| align(letters, words, side, limit));
        let best = readings.min_by(|a, b| a.cost.total_cmp(&b.cost))?;
        let end = words.len() - words[best.words.end..].iter().rev().take_while(|word| word.minor).count();
        let named = words[best.words.start].capital && words[best.words.end..end].iter().all(|word| word.capital || word.minor);
        let close = end.max(best.words.end) - best.words.end <= 3;
        let (first, last) =
            (words.get(best.words.start)?, words.get(if named && close { end.max(best.words.end) } else { best.words.end } - 1)?);
        let long = first.token..last.token + 1;
        let same = long.len() <= 3 && self.key(long.clone()).eq_ignore_ascii_case(key);
        (!same && letters.len() >= 2).then_some(long)
    }

    /// What the token at `at` is to a long form.
    fn word(&self, at: usize) -> Reach {
        const WALLS: [&str; 12] = ["(", ")", "[", "]", ";", ":", "!", "?", "=", ".", "{", "}"];
        let text = self.prose.text();
        let token = self.tokens[at];
        match token.kind {
            TokenKind::Opaque => return Reach::Wall,
            TokenKind::Clitic | TokenKind::Quote => return Reach::Over,
            TokenKind::Symbol if !token.is(text, "&") => return Reach::Over,
            TokenKind::Punctuation => return if WALLS.iter().any(|wall| token.is(text, wall)) { Reach::Wall } else { Reach::Over },
            _ => {}
        }
        let written = token.text(text);
        let letters: Vec<char> =
            written.chars().filter(|c| c.is_alphanumeric() || *c == '&').flat_map(char::to_lowercase).take(40).collect();
        let hyphen = at > 0 && self.is(at - 1, "-");
        let upper = token.upper() || token.inner_capital() && !token.dotted();
        Reach::Word(Word {
            minor: is_minor(&written),
            letters,
            joined: token.joined() || hyphen,
            upper,
            capital: token.capital(),
            token: at,
        })
    }

    /// `SHORT stands for long`, `SHORT = long`, `long, or SHORT,`.
    fn told(&self, found: &mut Vec<Introduction>) {
        for form in self.forms {
            let (start, end) = (form.tokens.start - self.base, form.tokens.end - self.base);
            if let Some(from) = self.after_cue(end)
                && let Some(long) = self.after(from..self.tokens.len().min(from + LONGEST_LONG + 4), &form.key, STRICT_LIMIT)
            {
                self.keep(found, start..end, form.key.clone(), long);
            } else if let Some(to) = self.before_cue(start, end)
                && let Some(long) = self.before(to, &form.key, STRICT_LIMIT)
                && long.end + usize::from(self.is_quote(long.end)) == to
            {
                self.keep(found, start..end, form.key.clone(), long);
            }
        }
    }

    /// Where the long form would begin behind a short form that ends at `end`.
    fn after_cue(&self, end: usize) -> Option<usize> {
        let at = end + usize::from(self.is_quote(end)) + usize::from(self.is(end, ",") && !self.word_is(end + 1, &["the", "a"]));
        let cue = match () {
            () if self.word_is(at, &["stands", "stand", "standing", "short"]) && self.word_is(at + 1, &["for"]) => 2,
            () if self.word_is(at, &["is", "was"]) && self.word_is(at + 1, &["short"]) && self.word_is(at + 2, &["for"]) => 3,
            () if self.word_is(at, &["refers"]) && self.word_is(at + 1, &["to"]) => 2,
            () if self.word_is(at, &["means", "denotes", "represents", "or", "abbreviates"]) => 1,
            () if ["=", ":", "–", "—", "--", "-"].iter().any(|mark| self.is(at, mark)) => 1,
            () if self.is(end, ",") => 0,
            () => return None,
        };
        let from = at + cue;
        let from = from + usize::from(self.is_quote(from));
        Some(from + usize::from(self.word_is(from, &["the", "a", "an"])))
    }

    /// Where the long form would end before a short form at `start..end`.
    fn before_cue(&self, start: usize, end: usize) -> Option<usize> {
        const CUES: [&str; 12] = [
            "or",
            "abbreviated",
            "abbreviation",
            "as",
            "hereafter",
            "hereinafter",
            "henceforth",
            "aka",
            "called",
            "known",
            "the",
            "dubbed",
        ];
        let mut at = start;
        while at > 0 && start - at < 4 && (self.is_quote(at - 1) || self.word_is(at - 1, &CUES)) {
            at -= 1;
        }
        let said = at < start - usize::from(start > 0 && self.is_quote(start - 1));
        let comma = at > 0 && [",", "–", "—", "--", "-"].iter().any(|mark| self.is(at - 1, mark));
        let closed = [",", ")", ".", "–", "—", "--", ";", "]", "-"].iter().any(|mark| self.is(end, mark)) || end == self.tokens.len();
        if comma && closed {
            return Some(at - 1);
        }
        (said && !self.word_is(at, &["the", "as"])).then_some(at)
    }
}

/// What a token is to a long form: a word of it, something it may reach over, or a wall.
enum Reach {
    Word(Word),
    Over,
    Wall,
}

/// The letters of a short form that its long form has to give.
fn letters(key: &str) -> Vec<char> {
    key.chars().filter(|c| c.is_alphanumeric() || *c == '&').take(16).collect()
}

/// The letters with a digit read as a repetition: `W3C` as `WWWC`.
fn repeated(letters: &[char]) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(letters.len() + 3);
    for letter in letters {
        match (out.last().copied(), letter.to_digit(10)) {
            (Some(before), Some(times @ 2..=4)) if before.is_alphabetic() => out.extend(std::iter::repeat_n(before, times as usize - 1)),
            _ => out.push(*letter),
        }
    }
    out
}

/// Whether a short form may pass over a word: articles, prepositions, conjunctions, and those of names in languages near
/// to English.
pub fn is_minor(word: &str) -> bool {
    const MINOR: [&str; 36] = [
        "a", "an", "the", "of", "for", "and", "to", "in", "on", "at", "by", "with", "from", "or", "as", "its", "de", "la", "le", "les",
        "des", "du", "del", "der", "die", "das", "und", "für", "et", "pour", "e", "y", "da", "do", "di", "per",
    ];
    word.len() <= 5 && MINOR.iter().any(|minor| word.eq_ignore_ascii_case(minor))
}
