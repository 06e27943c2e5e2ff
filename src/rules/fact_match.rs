//! `match.fact.<fact>.<fault> = { … }`: as it is written, and read by the table of [`QUESTIONS`].
//!
//! In goes what a rule file says; out comes a [`FactMatch`], or each fault at its place: a fact, fault or parameter that is
//! unknown, a value that the parameter does not take.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::questions::{Ask, Parameter, QUESTIONS, Question, Takes};
use crate::span::Span;
use crate::toml_file::{self, Spanned};

/// A question with its parameters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactMatch {
    /// What is asked.
    pub ask: Ask,
    /// The value of each parameter of the question, in the order of its row.
    values: Vec<Value>,
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Value {
    Names(Vec<String>),
    Number(f64),
    Flag(bool),
}

impl FactMatch {
    /// The question's row.
    pub fn question(&self) -> &'static Question {
        Question::of(self.ask)
    }

    /// Whether a fact of this kind is meant: all are where none is named.
    pub fn holds(&self, kind: &str) -> bool {
        let kinds = self.names("kinds");
        kinds.is_empty() || kinds.iter().any(|name| name == kind)
    }

    /// The names that a parameter lists.
    pub fn names(&self, parameter: &str) -> &[String] {
        if let Some(Value::Names(names)) = self.value(parameter) { names } else { &[] }
    }

    /// A count; 0 where the question has no such parameter.
    pub fn count(&self, parameter: &str) -> usize {
        self.share(parameter) as usize
    }

    /// A share; 0 where the question has no such parameter.
    pub fn share(&self, parameter: &str) -> f64 {
        if let Some(Value::Number(number)) = self.value(parameter) { *number } else { 0.0 }
    }

    /// Whether a flag is set.
    pub fn flag(&self, parameter: &str) -> bool {
        self.value(parameter) == Some(&Value::Flag(true))
    }

    fn value(&self, parameter: &str) -> Option<&Value> {
        let at = self.question().parameters.iter().position(|known| known.name == parameter)?;
        self.values.get(at)
    }
}

/// A table with places.
type Table<T> = BTreeMap<Spanned<String>, Spanned<T>>;

/// What stands under `match.fact`.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub(super) struct RawFact(Table<Table<Table<RawValue>>>);

/// The value of a parameter, as written.
#[derive(Debug, Clone)]
pub(super) enum RawValue {
    Names(Vec<Spanned<String>>),
    Number(f64),
    Flag(bool),
}

impl<'de> Deserialize<'de> for RawValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = RawValue;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of names, a number, `true` or `false`")
            }

            fn visit_bool<E: de::Error>(self, flag: bool) -> Result<RawValue, E> {
                Ok(RawValue::Flag(flag))
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
        raw.0.iter().flat_map(|(fact, faults)| faults.get_ref().iter().map(move |(fault, table)| (fact, fault, table))).collect();
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
    let strange = raw.0.keys().filter(|fact| !facts.contains(&fact.get_ref().as_str()));
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
    let table = table.get_ref();
    let values = question.parameters.iter().map(|parameter| {
        let written = table.iter().find(|(name, _)| name.get_ref() == parameter.name).map(|(_, value)| value);
        if written.is_none() && matches!(parameter.takes, Takes::Fields) {
            told.push((at, format!("the parameter `{}` is missing", parameter.name), None));
        }
        written.and_then(|written| value(parameter, written, told)).unwrap_or_else(|| absent(parameter.takes))
    });
    let values = values.collect();
    let names = question.parameters.iter().map(|parameter| parameter.name);
    let strange = table.keys().filter(|name| !question.parameters.iter().any(|parameter| name.get_ref() == parameter.name));
    told.extend(strange.map(|name| unknown("parameter", name, names.clone())));
    FactMatch { ask: question.ask, values }
}

/// What a parameter is where it is absent.
fn absent(takes: Takes) -> Value {
    match takes {
        Takes::Kinds(_) | Takes::Fields => Value::Names(Vec::new()),
        Takes::Count(_, absent) => Value::Number(absent as f64),
        Takes::Share(absent) => Value::Number(absent),
        Takes::Flag => Value::Flag(false),
    }
}

/// What is written, if the parameter takes it.
fn value(parameter: &Parameter, written: &Spanned<RawValue>, told: &mut Vec<Told>) -> Option<Value> {
    let plain = |names: &[Spanned<String>]| Value::Names(names.iter().map(|name| name.get_ref().clone()).collect());
    let wanted = match (parameter.takes, written.get_ref()) {
        (Takes::Count(least, _), RawValue::Number(number)) if *number >= least as f64 && number.fract() == 0.0 && *number < 1e9 => {
            return Some(Value::Number(*number));
        }
        (Takes::Share(_), RawValue::Number(number)) if (0.0..=1.0).contains(number) => return Some(Value::Number(*number)),
        (Takes::Flag, RawValue::Flag(flag)) => return Some(Value::Flag(*flag)),
        (Takes::Fields, RawValue::Names(names)) if !names.is_empty() => return Some(plain(names)),
        (Takes::Kinds(known), RawValue::Names(names)) if !names.is_empty() => {
            let known = known();
            let strange = names.iter().filter(|name| !known.contains(&name.get_ref().as_str()));
            told.extend(strange.map(|name| unknown("kind", name, known.iter().copied())));
            return Some(plain(names));
        }
        (Takes::Count(least, _), _) => format!("a whole number, {least} or more"),
        (Takes::Share(_), _) => "a number from 0 to 1".to_owned(),
        (Takes::Flag, _) => "`true` or `false`".to_owned(),
        (Takes::Kinds(_) | Takes::Fields, _) => "a list with one name at least".to_owned(),
    };
    told.push((toml_file::place(written), format!("`{}` is {wanted}", parameter.name), None));
    None
}
