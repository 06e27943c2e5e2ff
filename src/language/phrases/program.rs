//! A phrase's tree into a program.
//!
//! In go a [`Sequence`] and the lexicons; out comes a [`Program`]: a list of steps with branches, which lead on only. Knows
//! no token of a text.

use serde::{Deserialize, Serialize};

use super::super::lexicon::Lexicons;
use super::super::sets::{Literal, Set};
use super::super::tokens::Token;
use super::index::Second;
use super::syntax::{Item, PhraseError, Sequence, Shape, What};
use crate::toml_file;

/// A compiled phrase.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Program {
    pub(super) steps: Vec<Step>,
    /// The names of what it captures, by slot.
    pub(super) captures: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Step {
    pub(super) test: Test,
    /// A hyphen before the token is asked for or allowed.
    pub(super) hyphen: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Test {
    /// One of these words or marks.
    Words(Words),
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

/// Words of which a token must be one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Words {
    /// Sorted by hash.
    literals: Vec<Literal>,
    /// The lower six bits of their hashes, for a look before the search.
    seen: u64,
}

impl Words {
    fn of(mut literals: Vec<Literal>) -> Self {
        literals.sort_by_key(|literal| literal.hash);
        let seen = literals.iter().fold(0, |seen, literal| seen | 1 << (literal.hash % 64));
        Self { literals, seen }
    }

    /// Whether `token` is one of them, whatever stands before it.
    pub(super) fn hold(&self, token: Token) -> bool {
        self.seen >> (token.hash % 64) & 1 == 1 && {
            let from = self.literals.partition_point(|literal| literal.hash < token.hash);
            self.literals[from..].iter().take_while(|literal| literal.hash == token.hash).any(|literal| literal.is(token))
        }
    }
}

/// What a token is tested for, for the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Start {
    Word(u64),
    Set(Set),
    Shape(Shape),
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
                let literals = self.literals(*token, text, *inflected);
                self.push(Test::Words(Words::of(literals)), hyphen);
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
        // Alternatives of one word each are one test.
        let single = |alternative: &&Sequence| matches!(&alternative[..], [Item { what: What::Word { .. }, hyphen: false, .. }]);
        let mut words = Vec::new();
        for item in alternatives.iter().filter(single).flatten() {
            if let What::Word { token, text, inflected } = &item.what {
                words.extend(self.literals(*token, text, *inflected));
            }
        }
        let others = alternatives.iter().filter(|alternative| !single(alternative)).map(Some);
        let branches: Vec<_> = (!words.is_empty()).then_some(None).into_iter().chain(others).collect();
        for (i, branch) in branches.iter().enumerate() {
            let split = (i + 1 < branches.len()).then(|| self.push(Test::Split(0, 0), false));
            match branch {
                None => _ = self.push(Test::Words(Words::of(std::mem::take(&mut words))), hyphen),
                Some(alternative) => {
                    for (j, item) in alternative.iter().enumerate() {
                        self.item(item, item.hyphen || (hyphen && j == 0))?;
                    }
                }
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

    /// What a token must be to be this word or, `inflected`, any of its forms.
    fn literals(&self, token: Token, text: &str, inflected: bool) -> Vec<Literal> {
        if inflected { self.lexicons.inflected(text, token) } else { vec![Literal::of(token)] }
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
    /// What the first token may be, and after each such token what may come second; `None` where anything may, or nothing.
    pub(super) fn openings(&self) -> Vec<(Start, Option<Vec<Second>>)> {
        let mut openings = Vec::new();
        for (step, _) in self.tests_from(0) {
            let seconds = self.seconds(step + 1);
            openings.extend(self.starts(step).into_iter().map(|start| (start, seconds.clone())));
        }
        openings
    }

    fn seconds(&self, step: usize) -> Option<Vec<Second>> {
        let tests = self.tests_from(step);
        let ends = tests.iter().any(|(step, _)| matches!(self.steps[*step].test, Test::End));
        let seconds = || tests.iter().flat_map(|(step, reach)| self.starts(*step).into_iter().map(|test| Second { test, reach: *reach }));
        (!ends).then(|| seconds().collect())
    }

    /// What a token may be at a step that tests one.
    fn starts(&self, step: usize) -> Vec<Start> {
        match &self.steps[step].test {
            Test::Words(words) => words.literals.iter().map(|word| Start::Word(word.hash)).collect(),
            Test::Set { set, .. } => vec![Start::Set(*set)],
            Test::Shape(shape) => vec![Start::Shape(*shape)],
            Test::Any | Test::Split(..) | Test::Jump(_) | Test::End => Vec::new(),
        }
    }

    /// The steps of the tests that can come next at `step`, [`Test::End`] among them, each with the number of tokens of any
    /// kind that may stand before at most.
    fn tests_from(&self, step: usize) -> Vec<(usize, u8)> {
        let mut open = vec![(step, 0_u8)];
        let mut reached: Vec<Option<u8>> = vec![None; self.steps.len()];
        while let Some((at, reach)) = open.pop() {
            if reached[at].is_some_and(|known| known >= reach) {
                continue;
            }
            reached[at] = Some(reach);
            match &self.steps[at].test {
                Test::Split(a, b) => open.extend([(*b, reach), (*a, reach)]),
                Test::Jump(to) => open.push((*to, reach)),
                Test::Any => open.push((at + 1, reach.saturating_add(1))),
                Test::Words(_) | Test::Set { .. } | Test::Shape(_) | Test::End => {}
            }
        }
        let tested = |step: &usize| !matches!(self.steps[*step].test, Test::Split(..) | Test::Jump(_) | Test::Any);
        reached.into_iter().enumerate().filter_map(|(step, reach)| Some((step, reach?))).filter(|(step, _)| tested(step)).collect()
    }
}
