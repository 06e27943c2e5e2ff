//! The JSON Schema of a rule file, made from the very types that rule files are read into. Only tests make it: what they
//! find committed is what users get.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::fact_match::RawFact;
use super::matcher::Placed;
use super::questions::{Parameter, QUESTIONS, Question, Takes};
use super::raw::RawRule;

/// Adds what a rule file is.
pub fn of_rule(generator: SchemaGenerator) -> Schema {
    generator.into_root_schema_for::<RawRule>()
}

/// What can stand under `match.fact`: one fault of one fact, with its parameters.
impl JsonSchema for RawFact {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Fact".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut facts: BTreeMap<&str, BTreeMap<&str, Schema>> = BTreeMap::new();
        for question in QUESTIONS {
            facts.entry(question.fact).or_default().insert(question.fault, of_question(question));
        }
        one_of(&facts.into_iter().map(|(fact, faults)| (fact, one_of(&faults))).collect())
    }
}

/// A table with one of these keys.
fn one_of(properties: &BTreeMap<&str, Schema>) -> Schema {
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false, "minProperties": 1, "maxProperties": 1 })
}

fn of_question(question: &Question) -> Schema {
    let parameters = question.parameters;
    let properties: BTreeMap<_, _> = parameters.iter().map(|parameter| (parameter.name, of_parameter(parameter))).collect();
    let required: Vec<_> = parameters.iter().filter(|parameter| matches!(parameter.takes, Takes::Fields)).map(|one| one.name).collect();
    json_schema!({
        "type": "object", "description": question.finds, "properties": properties, "required": required, "additionalProperties": false,
    })
}

fn of_parameter(parameter: &Parameter) -> Schema {
    let says = parameter.says;
    match parameter.takes {
        Takes::Kinds(kinds) => json_schema!({ "type": "array", "items": { "enum": kinds() }, "description": says }),
        Takes::Fields => json_schema!({ "type": "array", "items": { "type": "string" }, "description": says }),
        Takes::Count(least, absent) => json_schema!({ "type": "integer", "minimum": least, "default": absent, "description": says }),
        Takes::Share(absent) => json_schema!({ "type": "number", "minimum": 0, "default": absent, "description": says }),
        Takes::Flag => json_schema!({ "type": "boolean", "default": false, "description": says }),
    }
}

impl JsonSchema for Placed {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Placed".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}
