//! A phrase's tree into a program, and the program's run over tokens.
//!
//! In go a [`Sequence`] and the lexicons; out comes a [`Program`]: a list of steps with branches, run by backtracking in
//! which no step is tried twice at one token, so that the cost is at most steps × tokens whatever the phrase.

use serde::{Deserialize, Serialize};

use super::super::lexicon::{Lexicons, Literal, Set};
use super::super::tokens::{Token, TokenKind};
use super::syntax::{Item, PhraseError, Sequence, Shape, What};
use crate::toml_file;

/// A compiled phrase.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Program {
    steps: Vec<Step>,
    /// The names of what it captures, by slot.
    pub(super) captures: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Step {
    test: Test,
    /// A hyphen before the token is asked for or allowed.
    hyphen: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
enum Test {
    /// One of these words or marks.
    Words(Vec<Literal>),
    /// An entry of a set, which may take several tokens; its place goes to a slot.
    Set {
        set: Set,
        slot: Option<usize>,
    },
    Shape(Shape),
    /// Any word.
    Any,
    /// Go on at both steps.
    Split(usize, usize),
    /// Go on there.
    Jump(usize),
    End,
}

/// What a program can begin with, or go on with, for the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum Start {
    Word(u64),
    Set(Set),
    Shape(Shape),
}

/// Lexicons that shapes lean on, looked up once.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct ShapeSets {
    pub(super) number_word: Set,
    pub(super) not_adverb: Set,
}

/// Compiles a phrase. Fails where it names a lexicon that does not exist or does not inflect.
pub(super) fn compile(sequence: &Sequence, lexicons: &Lexicons) -> Result<Program, PhraseError> {
    let mut compiler = Compiler { lexicons, steps: Vec::new(), captures: Vec::new() };
    compiler.sequence(sequence)?;
    compiler.push(Test::End, false);
    Ok(Program { steps: compiler.steps, captures: compiler.captures })
}

struct Compiler<'a> {
    lexicons: &'a Lexicons,
    steps: Vec<Step>,
    captures: Vec<String>,
}

impl Compiler<'_> {
    fn push(&mut self, test: Test, hyphen: bool) -> usize {
        self.steps.push(Step { test, hyphen });
        self.steps.len() - 1
    }

    fn sequence(&mut self, sequence: &Sequence) -> Result<(), PhraseError> {
        sequence.iter().try_for_each(|item| self.item(item, item.hyphen))
    }

    fn item(&mut self, item: &Item, hyphen: bool) -> Result<(), PhraseError> {
        match &item.what {
            What::Word { token, text, inflected } => {
                let literals = if *inflected { self.lexicons.inflected(text, *token) } else { vec![Literal::of(*token)] };
                self.push(Test::Words(literals), hyphen);
            }
            What::Lexicon { name, inflected, capture } => {
                let set = self.set(name, *inflected, item)?;
                let slot = capture.as_ref().map(|capture| self.slot(capture));
                self.push(Test::Set { set, slot }, hyphen);
            }
            What::Shape(shape) => {
                self.push(Test::Shape(*shape), hyphen);
            }
            What::Any { least, most } => {
                (0..*least).for_each(|_| {
                    self.push(Test::Any, hyphen);
                });
                let splits: Vec<_> = (*least..*most)
                    .map(|_| {
                        let split = self.push(Test::Split(0, 0), false);
                        // Words that `*3` passes over may be hyphenated.
                        self.push(Test::Any, true);
                        split
                    })
                    .collect();
                let end = self.steps.len();
                splits.into_iter().for_each(|split| self.steps[split].test = Test::Split(split + 1, end));
            }
            What::Group { alternatives, optional } => self.group(alternatives, *optional, hyphen)?,
        }
        Ok(())
    }

    fn group(&mut self, alternatives: &[Sequence], optional: bool, hyphen: bool) -> Result<(), PhraseError> {
        let skip = optional.then(|| self.push(Test::Split(0, 0), false));
        let mut jumps = Vec::new();
        for (i, alternative) in alternatives.iter().enumerate() {
            let split = (i + 1 < alternatives.len()).then(|| self.push(Test::Split(0, 0), false));
            for (j, item) in alternative.iter().enumerate() {
                self.item(item, item.hyphen || (hyphen && j == 0))?;
            }
            jumps.push(self.push(Test::Jump(0), false));
            if let Some(split) = split {
                self.steps[split].test = Test::Split(split + 1, self.steps.len());
            }
        }
        let end = self.steps.len();
        jumps.into_iter().for_each(|jump| self.steps[jump].test = Test::Jump(end));
        if let Some(skip) = skip {
            self.steps[skip].test = Test::Split(skip + 1, end);
        }
        Ok(())
    }

    fn set(&self, name: &str, inflected: bool, item: &Item) -> Result<Set, PhraseError> {
        let plain = self.lexicons.set(name);
        if plain == Set::NONE {
            let help = toml_file::did_you_mean(name, self.lexicons.names());
            return Err(PhraseError::new(item.span, format!("no lexicon is named `{name}`"), help));
        }
        if inflected && !self.lexicons.inflects(name) {
            let help = format!("write `inflect = \"verb\"`, `\"noun\"` or `\"adjective\"` in lexicons/{name}.toml, or leave the `~` out");
            return Err(PhraseError::new(item.span, format!("the lexicon `{name}` does not say how its words inflect"), help));
        }
        Ok(if inflected { self.lexicons.set(&format!("~{name}")) } else { plain })
    }

    fn slot(&mut self, capture: &str) -> usize {
        self.captures.iter().position(|name| name == capture).unwrap_or_else(|| {
            self.captures.push(capture.to_owned());
            self.captures.len() - 1
        })
    }
}

impl Program {
    /// What the first token may be.
    pub(super) fn starts(&self) -> Vec<Start> {
        let mut starts = Vec::new();
        self.tests_from(0, &mut |test| match test {
            Test::Words(words) => starts.extend(words.iter().map(|word| Start::Word(word.hash))),
            Test::Set { set, .. } => starts.push(Start::Set(*set)),
            Test::Shape(shape) => starts.push(Start::Shape(*shape)),
            _ => {}
        });
        starts
    }

    /// What the second token must be one of, for a cheap look before a run; empty where that cannot be told.
    pub(super) fn seconds(&self, lexicons: &Lexicons) -> Vec<Start> {
        let single = match &self.steps[0].test {
            Test::Words(_) => true,
            Test::Set { set, .. } => lexicons.heads(*set).next().is_none(),
            _ => false,
        };
        let mut seconds = Vec::new();
        let mut told = single;
        self.tests_from(1, &mut |test| match test {
            Test::Words(words) => seconds.extend(words.iter().map(|word| Start::Word(word.hash))),
            Test::Set { set, .. } => {
                seconds.push(Start::Set(*set));
                seconds.extend(lexicons.heads(*set).map(Start::Word));
            }
            _ => told = false,
        });
        if told && seconds.len() <= MOST_SECONDS { seconds } else { Vec::new() }
    }

    /// Shows each test that can come next at `step`, [`Test::End`] among them.
    fn tests_from(&self, step: usize, show: &mut impl FnMut(&Test)) {
        let mut open = vec![step];
        let mut seen = vec![false; self.steps.len()];
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            match &self.steps[at].test {
                Test::Split(a, b) => open.extend([*b, *a]),
                Test::Jump(to) => open.push(*to),
                test => show(test),
            }
        }
    }
}

/// A longer list costs as much to look through as a run.
const MOST_SECONDS: usize = 24;

/// How many tokens a number has at most, spelled out: "one million two hundred thirty-four thousand five hundred six". A longer
/// row is a row of numbers, which would be walked again from each of them.
const LONGEST_NUMBER: usize = 16;

/// One run of a program.
pub(super) struct Run<'a> {
    pub(super) program: &'a Program,
    pub(super) lexicons: &'a Lexicons,
    pub(super) shapes: ShapeSets,
    pub(super) prose: &'a str,
    /// The tokens of one sentence.
    pub(super) tokens: &'a [Token],
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
                let inside = self.tokens.get(last).is_some_and(|token| token.joined());
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
        let at = self.past_quotes(at);
        let Some(token) = self.tokens.get(at).copied() else { return };
        if token.joined() && !hyphen {
            return;
        }
        match test {
            Test::Words(words) if words.iter().any(|word| word.is(token)) => self.walk(step + 1, at + 1, at + 1, scratch, best),
            Test::Any if token.is_word() => self.walk(step + 1, at + 1, at + 1, scratch, best),
            Test::Shape(shape) => {
                let end = self.shape(*shape, at);
                if end > at {
                    self.walk(step + 1, end, end, scratch, best);
                }
            }
            Test::Set { set, slot } => {
                if self.lexicons.holds(*set, token) {
                    self.captured(*slot, (at, at + 1), step, scratch, best);
                }
                for entry in self.lexicons.longer(*set, token) {
                    if let Some(end) = self.entry(entry, at) {
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

    fn past_quotes(&self, at: usize) -> usize {
        at + self.tokens[at.min(self.tokens.len())..].iter().take_while(|token| token.kind == TokenKind::Quote).count()
    }

    /// One past the end of a set phrase that begins at `at`.
    fn entry(&self, entry: &[Literal], at: usize) -> Option<usize> {
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

    /// One past the end of a token or number of this shape at `at`; `at` where there is none.
    fn shape(&self, shape: Shape, at: usize) -> usize {
        let token = self.tokens[at];
        let is = match shape {
            Shape::Number => return self.number(at),
            Shape::Capital => token.kind == TokenKind::Word && token.capital(),
            Shape::Acronym => token.upper() || (token.dotted() && token.capital()),
            Shape::Adverb => {
                token.kind == TokenKind::Word
                    && token.span().len() > 4
                    && token.text(self.prose).ends_with("ly")
                    && !self.lexicons.holds(self.shapes.not_adverb, token)
            }
        };
        at + usize::from(is)
    }

    /// `12`, `€ 1,200`, `4.1 %`, `twenty-five`, `three million`.
    fn number(&self, at: usize) -> usize {
        let kind = |i: usize| self.tokens.get(i).map(|token| token.kind);
        let mut end = at;
        if kind(end) == Some(TokenKind::Symbol) && kind(end + 1) == Some(TokenKind::Number) {
            end += 1;
        }
        let is_number =
            |i: usize| self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number || self.lexicons.holds(self.shapes.number_word, *t));
        let digits = end;
        while is_number(end) && end - digits < LONGEST_NUMBER {
            end += 1;
        }
        if end == digits {
            return at;
        }
        if self.tokens.get(end).is_some_and(|token| token.is(self.prose, "%") || token.is(self.prose, "‰")) {
            end += 1;
        }
        end
    }
}
