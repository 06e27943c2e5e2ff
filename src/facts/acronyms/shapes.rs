//! What looks like a short form, and what only seems to.
//!
//! In goes prose; out come runs of tokens that are shaped like short forms: `NATO`, `U.N.`, `R&D`, `MoUs`, `IPv6`,
//! `COVID-19`, `LTE-A`. Roman numerals, words in capitals for emphasis, units, model numbers and initials of persons are
//! told apart here. Knows no expansions.

use std::ops::Range;

use crate::facts::Prose;
use crate::language::{ByHash, Set, Table, Token, TokenKind};

/// A run of tokens that looks like a short form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The indexes of its tokens.
    pub tokens: Range<usize>,
    /// What tells short forms apart: the text without stops, spaces and plural `s`.
    pub key: String,
    /// Whether something else is more likely (a numeral, emphasis, a unit), so that only an introduction makes it one.
    pub doubtful: bool,
}

/// Every run of tokens shaped like a short form, in order.
pub fn find(prose: Prose<'_>) -> Vec<Form> {
    let tokens = prose.tokens;
    let text = prose.text();
    let spaced = is_tokenised(prose);
    let surroundings = Surroundings::of(prose);
    let shapes = prose.vocabulary.table(|token| Shape::of(&token.text(text), token));
    let mut forms = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let end = run_end(text, tokens, &shapes, at, spaced);
        if end == at {
            at += 1;
            continue;
        }
        // `EU-UK` is two, unless the pair itself is known, as `COVID-19` is.
        let each_known = tokens[at..end].iter().all(|token| prose.language.holds(surroundings.known, *token));
        let step = if each_known { 1 } else { end - at };
        for start in (at..end).step_by(step) {
            let key = key(prose, start..start + step);
            let doubtful = surroundings.speak_against(prose, start..start + step, &key);
            forms.push(Form { tokens: start..start + step, key, doubtful });
        }
        at = end;
    }
    forms
}

/// What tells short forms apart: the text without stops, spaces and plural `s`.
pub fn key(prose: Prose<'_>, tokens: Range<usize>) -> String {
    let mut key = String::new();
    for token in &prose.tokens[tokens] {
        if token.kind == TokenKind::Punctuation {
            continue;
        }
        if !key.is_empty() {
            key.push('-');
        }
        key.extend(token.text(prose.text()).chars().filter(|c| *c != '.'));
    }
    singular(&key).to_owned()
}

/// A short form without its plural `s`.
pub fn singular(text: &str) -> &str {
    match text.strip_suffix('s') {
        Some(stem) if stem.chars().filter(|c| c.is_uppercase()).count() >= 2 && stem.ends_with(|c: char| c.is_uppercase()) => stem,
        _ => text,
    }
}

/// Whether the prose was cut into tokens before it came here, so that a spaced hyphen may stand inside a short form.
fn is_tokenised(prose: Prose<'_>) -> bool {
    let is_stop = prose.vocabulary.table(|token| matches!(token.span().of(prose.text()), "." | "," | "(" | ")"));
    let (mut apart, mut tight) = (0_usize, 0_usize);
    for stop in prose.tokens.iter().filter(|token| *is_stop.of(**token)) {
        *(if stop.spaced() { &mut apart } else { &mut tight }) += 1;
    }
    apart > 2 * tight
}

/// The end of the short form that begins at token `at`; `at` itself where none does.
fn run_end(text: &str, tokens: &[Token], shapes: &Table<Shape>, at: usize, tokenised: bool) -> usize {
    let shape = *shapes.of(tokens[at]);
    if !matches!(shape, Shape::Short | Shape::Part) || (shape == Shape::Part && at > 0 && tokens[at].joined()) {
        return at;
    }
    let mut end = at + 1;
    let mut whole = shape == Shape::Short;
    while let Some(next) = tokens.get(end) {
        let gap = usize::from(tokenised && next.is(text, "-") && next.spaced());
        let Some(part) = tokens.get(end + gap) else { break };
        if !(part.joined() || gap == 1 && part.spaced()) {
            break;
        }
        match *shapes.of(*part) {
            Shape::Short => whole = true,
            Shape::Part if end == at + 1 || part.kind == TokenKind::Number => {}
            _ => break,
        }
        end += gap + 1;
    }
    let designation = end > at + 1 && tokens[end - 1].kind == TokenKind::Number && tokens[at].span().len() <= 2;
    let goes_on = tokens.get(end).is_some_and(|next| next.joined() && next.capital() && shape == Shape::Part);
    if whole && !designation && !goes_on { end } else { at }
}

/// How one token looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A short form by itself.
    Short,
    /// A letter or number that is one only beside another: the `A` of `LTE-A`, the `19` of `COVID-19`.
    Part,
    /// Neither.
    Other,
}

impl Shape {
    fn of(text: &str, token: Token) -> Self {
        let singular = singular(text);
        let capitals = singular.chars().filter(|c| c.is_uppercase()).count();
        let letters = singular.chars().filter(|c| c.is_alphabetic()).count();
        let digits = singular.chars().filter(|c| c.is_numeric()).count();
        match token.kind {
            TokenKind::Number if letters == 0 => {
                if digits <= 4 && singular.len() == digits {
                    Self::Part
                } else {
                    Self::Other
                }
            }
            TokenKind::Number if capitals < letters || digits > 2 => Self::Other,
            // `3D`, `5G`; other single letters behind a digit are units: `5M`, `10K`.
            TokenKind::Number => match singular.as_bytes() {
                [_, b'D' | b'G'] => Self::Short,
                _ if letters >= 2 => Self::Short,
                _ => Self::Other,
            },
            TokenKind::Word if token.dotted() => {
                if capitals >= 2 && capitals == letters {
                    Self::Short
                } else {
                    Self::Other
                }
            }
            TokenKind::Word if singular.contains(['\'', '’']) || letters > 12 || digits > 2 => Self::Other,
            TokenKind::Word if capitals >= 2 && capitals * 2 >= letters => Self::Short,
            TokenKind::Word if letters == 1 && capitals == 1 => Self::Part,
            _ => Self::Other,
        }
    }
}

/// What the whole document says about its words in capitals.
struct Surroundings {
    /// Words that occur in lower case, by hash.
    lower: ByHash<()>,
    known: Set,
    emphasis: Set,
    unit: Set,
    states: Set,
    /// By sentence: whether most of its words are in capitals.
    shouted: Vec<bool>,
}

impl Surroundings {
    fn of(prose: Prose<'_>) -> Self {
        let set = |name| prose.language.set(name);
        // A name counts like a word in lower case (`Wallace`, `WALLACE`), unless it is so short that it may be one by chance.
        let ordinary = |t: &Token| t.kind == TokenKind::Word && !t.inner_capital() && (!t.capital() || t.end - t.start > 3);
        let lower = prose.vocabulary.iter().filter(ordinary).map(|t| (t.hash, ())).collect();
        let shouted = (0..prose.sentences.len()).map(|sentence| is_shouted(prose.tokens_of(sentence))).collect();
        Self {
            lower,
            known: set("acronym-known"),
            emphasis: set("capitals-emphasis"),
            unit: set("unit-symbol"),
            states: set("us-state-code"),
            shouted,
        }
    }

    /// Whether a run is the party and state of an American legislator: `D-N.Y.`, `R-IN`.
    fn is_party(&self, prose: Prose<'_>, tokens: &Range<usize>) -> bool {
        let [party, state] = &prose.tokens[tokens.clone()] else { return false };
        let named = matches!(party.span().of(prose.text()), "R" | "D" | "I");
        named && (state.dotted() || prose.language.holds(self.states, *state))
    }

    /// Whether the short form at `tokens` is more likely something else.
    fn speak_against(&self, prose: Prose<'_>, tokens: Range<usize>, key: &str) -> bool {
        let (text, all, language) = (prose.text(), prose.tokens, prose.language);
        let first = all[tokens.start];
        let before = tokens.start.checked_sub(1).map(|at| all[at]);
        let single = tokens.len() == 1;
        let shouted = prose.sentence_at(first.start as usize).is_some_and(|sentence| self.shouted.get(sentence) == Some(&true));
        if shouted || key.chars().count() > 10 && single {
            return true;
        }
        if language.longest(self.known, &all[tokens.start..]) == tokens.len() {
            return false;
        }
        let after_number = before.is_some_and(|before| before.kind == TokenKind::Number);
        let after_comma = before.is_some_and(|before| before.is(text, ","));
        let code = in_code(text, all, &tokens);
        let initials = first.dotted() && all.get(tokens.end).is_some_and(|next| next.capital() && next.spaced() && !next.upper());
        code || self.is_party(prose, &tokens)
            || is_label(prose, &tokens)
            || all[tokens.clone()].iter().any(|token| language.holds(self.emphasis, *token))
            || single
                && (is_roman(key)
                    || initials
                    || self.lower.contains_key(&first.hash)
                    || after_number && language.holds(self.unit, first)
                    || after_comma && language.holds(self.states, first))
    }
}

/// Whether a run opens its paragraph as a label or a dateline: `MK: We went.`, `OSLO (Reuters)`, `OSLO, Norway —`.
fn is_label(prose: Prose<'_>, tokens: &Range<usize>) -> bool {
    const DASHES: [&str; 3] = ["—", "–", "--"];
    let text = prose.text();
    let first = prose.tokens[tokens.start];
    let mark = |at: usize, marks: &[&str]| prose.tokens.get(at).is_some_and(|token| marks.iter().any(|mark| token.is(text, mark)));
    if tokens.start > 0 && !first.after_line_break() {
        return false;
    }
    let dash = mark(tokens.end, &DASHES) || mark(tokens.end, &[","]) && (tokens.end + 1..tokens.end + 5).any(|at| mark(at, &DASHES));
    mark(tokens.end, &[":"]) || first.end - first.start >= 4 && (dash || mark(tokens.end, &["("]))
}

/// Whether a short form is a part of a code, strung together by stops and strokes and with a number in it:
/// `ECE/TRANS/WP.29/2005`.
fn in_code(text: &str, all: &[Token], tokens: &Range<usize>) -> bool {
    const REACH: usize = 12;
    let links = |at: usize| all.get(at).is_some_and(|t| !t.spaced() && (t.is(text, "/") || t.is(text, ".")));
    let tight = |at: usize| all.get(at).is_some_and(|t| !t.spaced() && (t.is_word() || t.kind == TokenKind::Punctuation));
    let is_number = |at: usize| all.get(at).is_some_and(|t| t.kind == TokenKind::Number);
    let mut end = tokens.end;
    while end < tokens.end + REACH && links(end) && tight(end + 1) {
        end += 2;
    }
    let mut start = tokens.start;
    while start >= 2 && start + REACH > tokens.start && links(start - 1) && tight(start) && all[start - 2].is_word() {
        start -= 2;
    }
    (start..tokens.start).chain(tokens.end..end).any(is_number)
}

/// Whether most words of a sentence are in capitals: a headline, a shout.
fn is_shouted(tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|t| t.kind == TokenKind::Word && t.end - t.start > 1);
    let (mut capitals, mut all) = (0_usize, 0_usize);
    for word in words {
        all += 1;
        capitals += usize::from(word.upper());
    }
    all >= 3 && capitals * 3 >= all * 2
}

/// Whether a word is a Roman numeral that news prose writes: up to 49, or longer ones that mix their letters.
fn is_roman(text: &str) -> bool {
    let small = text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let large =
        text.len() >= 3 && text.contains(['I', 'V', 'X']) && text.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M'));
    (small || large) && is_valid_roman(text)
}

/// Whether the digits of a Roman numeral stand in order: written again from its value, it is the same.
fn is_valid_roman(text: &str) -> bool {
    const DIGITS: [(&str, u32); 13] = [
        ("M", 1000),
        ("CM", 900),
        ("D", 500),
        ("CD", 400),
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    let value = |c| DIGITS.iter().find(|(digit, _)| digit.starts_with(c) && digit.len() == 1).map_or(0, |(_, value)| *value);
    let values: Vec<u32> = text.chars().map(value).collect();
    let mut total = 0_i64;
    for (i, value) in values.iter().enumerate() {
        let less = values.get(i + 1).is_some_and(|next| next > value);
        total += i64::from(*value) * if less { -1 } else { 1 };
    }
    let mut rest = u32::try_from(total).unwrap_or(0);
    let mut written = String::new();
    for (digit, value) in DIGITS {
        while rest >= value && written.len() < text.len() {
            written.push_str(digit);
            rest -= value;
        }
    }
    written == text
}
