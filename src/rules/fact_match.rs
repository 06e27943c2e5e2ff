//! `match.fact.<fact>.<fault> = { … }`: as it is written, and read by the table of [`QUESTIONS`].
//!
//! In goes what a rule file says; out comes a [`FactMatch`], or each fault at its place: a fact, fault or parameter that is
//! unknown, a value that the parameter does not take.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use toml::Spanned;

use super::questions::{Ask, Parameter, QUESTIONS, Question, Takes};
use crate::span::Span;
use crate::toml_file;

/// A question with its parameters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactMatch {
    /// What is asked.
    pub ask: Ask,
    /// Kinds of the fact, by name; all where none is named.
    pub kinds: Vec<String>,
    /// Names of fields.
    pub fields: Vec<String>,
    /// The count that the question knows: of uses, of words.
    pub count: usize,
    /// The share that it knows: of probability.
    pub share: f64,
}

impl FactMatch {
    /// Whether a fact of this kind is meant.
    pub fn holds(&self, kind: &str) -> bool {
        self.kinds.is_empty() || self.kinds.iter().any(|name| name == kind)
    }

    /// The question's row.
    pub fn question(&self) -> &'static Question {
        Question::of(self.ask)
    }
}

/// A table with places.
type Table<T> = BTreeMap<Spanned<String>, Spanned<T>>;

/// What stands under `match.fact`.
pub(super) type RawFact = Table<Table<Table<RawValue>>>;

/// The value of a parameter.
#[derive(Debug, Clone)]
pub(super) enum RawValue {
    Names(Vec<Spanned<String>>),
    Number(f64),
}

impl<'de> Deserialize<'de> for RawValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = RawValue;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of names or a number")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<RawValue, E> {
                self.visit_f64(number as f64)
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<RawValue, E> {
                Ok(RawValue::Number(number))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<RawValue, A::Error> {
                let mut names = Vec::new();
                while let Some(name) = seq.next_element()? {
                    names.push(name);
                }
                Ok(RawValue::Names(names))
            }
        }
        deserializer.deserialize_any(Read)
    }
}

/// A fault: its place, what is wrong, and what would mend it.
pub(super) type Told = (Span, String, Option<String>);

/// Reads what stands under `match.fact`, at `place`; `whole` unless something in it had to be left out. Comes back with what is asked even if a parameter is at fault.
pub(super) fn read(raw: &RawFact, place: Span, whole: bool, told: &mut Vec<Told>) -> Option<FactMatch> {
    let asked: Vec<_> =
        raw.iter().flat_map(|(fact, faults)| faults.get_ref().iter().map(move |(fault, table)| (fact, fault, table))).collect();
    let mut read = None;
    for (fact, fault, table) in &asked {
        let of_fact = || QUESTIONS.iter().filter(|question| question.fact == fact.get_ref().as_str());
        match of_fact().find(|question| question.fault == fault.get_ref().as_str()) {
            Some(question) => read = Some(parameters(question, table, toml_file::place(fault), told)),
            None if of_fact().next().is_some() => told.push(unknown("fault of this fact", fault, of_fact().map(|question| question.fault))),
            None => {}
        }
    }
    let mut facts: Vec<_> = QUESTIONS.iter().map(|question| question.fact).collect();
    facts.dedup();
    let strange = raw.keys().filter(|fact| !facts.contains(&fact.get_ref().as_str()));
    told.extend(strange.map(|fact| unknown("kind of fact", fact, facts.iter().copied())));
    match asked.len() {
        0 if whole && told.is_empty() => {
            told.push((place, "no fault of a fact is named".into(), Some("write `match.fact.date.vague = {}` or another".into())))
        }
        0 | 1 => {}
        _ => {
            let second = toml_file::place(asked[1].1);
            told.push((second, "a rule asks one thing of one fact".into(), Some("a second one is a second rule".into())));
        }
    }
    read
}

/// `written` is none of `known`.
fn unknown(what: &str, written: &Spanned<String>, known: impl Iterator<Item = &'static str> + Clone) -> Told {
    let name = written.get_ref();
    let near = toml_file::did_you_mean(name, known.clone());
    let help = near.unwrap_or_else(|| match known.map(|name| format!("`{name}`")).collect::<Vec<_>>() {
        names if names.is_empty() => "it takes none: `{}`".to_owned(),
        names => format!("it may be {}", names.join(", ")),
    });
    (toml_file::place(written), format!("no {what} is named `{name}`"), Some(help))
}

fn parameters(question: &'static Question, table: &Spanned<Table<RawValue>>, at: Span, told: &mut Vec<Told>) -> FactMatch {
    let mut read = FactMatch { ask: question.ask, kinds: Vec::new(), fields: Vec::new(), count: 0, share: 0.0 };
    for parameter in question.parameters {
        let value = table.get_ref().iter().find(|(name, _)| name.get_ref() == parameter.name).map(|(_, value)| value);
        match (parameter.takes, value) {
            (Takes::Count(_, absent), None) => read.count = absent,
            (Takes::Share(absent), None) => read.share = absent,
            (Takes::Fields, None) => told.push((at, format!("the parameter `{}` is missing", parameter.name), None)),
            (Takes::Kinds(_), None) => {}
            (_, Some(value)) => set(&mut read, parameter, value, told),
        }
    }
    let names = question.parameters.iter().map(|parameter| parameter.name);
    let strange = table.get_ref().keys().filter(|name| !question.parameters.iter().any(|parameter| name.get_ref() == parameter.name));
    told.extend(strange.map(|name| unknown("parameter", name, names.clone())));
    read
}

fn set(read: &mut FactMatch, parameter: &Parameter, value: &Spanned<RawValue>, told: &mut Vec<Told>) {
    let mut refuse = |what: &str| told.push((toml_file::place(value), format!("`{}` is {what}", parameter.name), None));
    match (parameter.takes, value.get_ref()) {
        (Takes::Count(least, _), RawValue::Number(number)) if *number >= least as f64 && number.fract() == 0.0 && *number < 1e9 => {
            read.count = *number as usize;
        }
        (Takes::Count(least, _), _) => refuse(&format!("a whole number, {least} or more")),
        (Takes::Share(_), RawValue::Number(number)) if (0.0..=1.0).contains(number) => read.share = *number,
        (Takes::Share(_), _) => refuse("a number from 0 to 1"),
        (Takes::Kinds(_) | Takes::Fields, RawValue::Names(names)) if names.is_empty() => refuse("a list with one name at least"),
        (Takes::Fields, RawValue::Names(names)) => read.fields = names.iter().map(|name| name.get_ref().clone()).collect(),
        (Takes::Kinds(known), RawValue::Names(names)) => {
            read.kinds = names.iter().map(|name| name.get_ref().clone()).collect();
            let known = known();
            let strange = names.iter().filter(|name| !known.contains(&name.get_ref().as_str()));
            told.extend(strange.map(|name| unknown("kind", name, known.iter().copied())));
        }
        (Takes::Kinds(_) | Takes::Fields, RawValue::Number(_)) => refuse("a list of names"),
    }
}
