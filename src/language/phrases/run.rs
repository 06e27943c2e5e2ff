//! A program run over tokens.
//!
//! In go a [`Program`] and the tokens of one sentence; out comes the longest [`Way`] through it from one of them. Runs by
//! backtracking in which no step is tried twice at one token, so that the cost is at most steps × tokens whatever the phrase.

use serde::{Deserialize, Serialize};

use super::super::sets::{Literal, Set, Sets};
use super::super::tokens::{Token, TokenKind};
use super::program::{Program, Start, Step, Test};
use super::syntax::Shape;

/// Lexicons that shapes lean on, looked up once.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct ShapeSets {
    pub(super) number_word: Set,
    pub(super) not_adverb: Set,
}

impl ShapeSets {
    /// Whether a token is of this shape, by its spelling alone; of a number, whether one may begin with it.
    pub(super) fn fits(self, shape: Shape, sets: &Sets, prose: &str, token: Token) -> bool {
        let word = token.kind == TokenKind::Word;
        match shape {
            Shape::Number => matches!(token.kind, TokenKind::Number | TokenKind::Symbol) || sets.holds(self.number_word, token),
            Shape::Capital => word && token.capital(),
            Shape::Acronym => token.upper() || (token.dotted() && token.capital()),
            Shape::Adverb => word && token.span().len() > 4 && token.text(prose).ends_with("ly") && !sets.holds(self.not_adverb, token),
        }
    }
}

/// How many tokens a number has at most, spelled out: "one million two hundred thirty-four thousand five hundred six". A longer
/// row is a row of numbers, which would be walked again from each of them.
const LONGEST_NUMBER: usize = 16;

/// Where programs run: the tokens of one sentence.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) sets: &'a Sets,
    pub(super) shapes: ShapeSets,
    pub(super) prose: &'a str,
    pub(super) tokens: &'a [Token],
}

/// One run of a program.
pub(super) struct Run<'a> {
    pub(super) program: &'a Program,
    pub(super) place: Place<'a>,
    /// The token that the match begins with.
    pub(super) start: usize,
}

/// The longest way through a program: one past its last token, and the token ranges of its captures by slot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) end: usize,
    pub(super) captures: Vec<Option<(usize, usize)>>,
}

/// Room for runs, kept between them.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// By distance from the first token and step: the run that was last there.
    seen: Vec<u32>,
    run: u32,
    captures: Vec<Option<(usize, usize)>>,
}

impl Scratch {
    /// Notes that `step` is tried `distance` tokens after the first. False where this run was there before.
    fn enter(&mut self, steps: usize, step: usize, distance: usize) -> bool {
        let at = distance * steps + step;
        if self.seen.len() <= at {
            self.seen.resize(at + steps, 0);
        }
        std::mem::replace(&mut self.seen[at], self.run) != self.run
    }
}

impl Run<'_> {
    /// The longest match.
    pub(super) fn longest(&self, scratch: &mut Scratch) -> Option<Way> {
        scratch.run = scratch.run.wrapping_add(1).max(1);
        scratch.captures.clear();
        scratch.captures.resize(self.program.captures.len(), None);
        let mut best = None;
        self.walk(0, self.start, self.start, scratch, &mut best);
        best
    }

    /// Tries `step` at the token `at`, quotation marks passed over. `last` is one past the last token matched.
    fn walk(&self, step: usize, at: usize, last: usize, scratch: &mut Scratch, best: &mut Option<Way>) {
        let Step { test, hyphen } = &self.program.steps[step];
        match test {
            Test::End => {
                // A match does not end inside a hyphenated word.
                let inside = self.place.tokens.get(last).is_some_and(|token| token.joined());
                if !inside && best.as_ref().is_none_or(|way| way.end < last) {
                    *best = Some(Way { end: last, captures: scratch.captures.clone() });
                }
                return;
            }
            Test::Jump(to) => return self.walk(*to, at, last, scratch, best),
            Test::Split(a, b) => {
                if !scratch.enter(self.program.steps.len(), step, at - self.start) {
                    return;
                }
                self.walk(*a, at, last, scratch, best);
                return self.walk(*b, at, last, scratch, best);
            }
            _ => {}
        }
        let at = self.place.past_quotes(at);
        let Some(token) = self.place.tokens.get(at).copied() else { return };
        if token.joined() && !hyphen {
            return;
        }
        match test {
            Test::Words(words) if words.hold(token) => self.walk(step + 1, at + 1, at + 1, scratch, best),
            Test::Any if token.is_word() => self.walk(step + 1, at + 1, at + 1, scratch, best),
            Test::Shape(shape) => {
                if let Some(end) = self.place.shape(*shape, at) {
                    self.walk(step + 1, end, end, scratch, best);
                }
            }
            Test::Set { set, slot } => {
                if self.place.sets.holds(*set, token) {
                    self.captured(*slot, (at, at + 1), step, scratch, best);
                }
                for entry in self.place.sets.longer(*set, token) {
                    if let Some(end) = self.place.entry(entry, at) {
                        self.captured(*slot, (at, end), step, scratch, best);
                    }
                }
            }
            _ => {}
        }
    }

    fn captured(&self, slot: Option<usize>, place: (usize, usize), step: usize, scratch: &mut Scratch, best: &mut Option<Way>) {
        let before = slot.map(|slot| scratch.captures[slot].replace(place));
        self.walk(step + 1, place.1, place.1, scratch, best);
        if let (Some(slot), Some(before)) = (slot, before) {
            scratch.captures[slot] = before;
        }
    }
}

impl Place<'_> {
    /// The first token from `at` on that is no quotation mark.
    pub(super) fn past_quotes(&self, at: usize) -> usize {
        at + self.tokens[at.min(self.tokens.len())..].iter().take_while(|token| token.kind == TokenKind::Quote).count()
    }

    /// Whether a token may be what a test asks for.
    pub(super) fn may_be(&self, test: Start, token: Token) -> bool {
        match test {
            Start::Word(hash) => token.hash == hash,
            Start::Set(set) => self.sets.begins(set, token),
            Start::Shape(shape) => self.shapes.fits(shape, self.sets, self.prose, token),
        }
    }

    /// One past the end of a set phrase that begins at `at`.
    pub(super) fn entry(&self, entry: &[Literal], at: usize) -> Option<usize> {
        let mut at = at;
        for (i, literal) in entry.iter().enumerate() {
            let here = if i == 0 { at } else { self.past_quotes(at) };
            let token = *self.tokens.get(here)?;
            if !literal.is(token) || (i > 0 && token.joined() && !literal.hyphen) {
                return None;
            }
            at = here + 1;
        }
        Some(at)
    }

    /// One past the end of a token or number of this shape at `at`.
    fn shape(&self, shape: Shape, at: usize) -> Option<usize> {
        match shape {
            Shape::Number => self.number(at),
            shape => self.shapes.fits(shape, self.sets, self.prose, self.tokens[at]).then_some(at + 1),
        }
    }

    /// One past the end of `12`, `€ 1,200`, `4.1 %`, `twenty-five`, `three million`.
    pub(super) fn number(&self, at: usize) -> Option<usize> {
        let kind = |i: usize| self.tokens.get(i).map(|token| token.kind);
        let mut end = at;
        if kind(end) == Some(TokenKind::Symbol) && kind(end + 1) == Some(TokenKind::Number) {
            end += 1;
        }
        let is_number =
            |i: usize| self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number || self.sets.holds(self.shapes.number_word, *t));
        let digits = end;
        while is_number(end) && end - digits < LONGEST_NUMBER {
            end += 1;
        }
        if end == digits {
            return None;
        }
        if self.tokens.get(end).is_some_and(|token| token.is(self.prose, "%") || token.is(self.prose, "‰")) {
            end += 1;
        }
        Some(end)
    }
}
