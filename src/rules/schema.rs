//! The JSON Schema of a rule file, made from the very types that rule files are read into. Only tests make it: what they
//! find committed is what users get.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::matcher::Placed;
use super::raw::RawRule;

/// Adds what a rule file is.
pub fn of_rule(generator: SchemaGenerator) -> Schema {
    generator.into_root_schema_for::<RawRule>()
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
