//! The JSON Schema of a configuration, made from the very types that it is read into. Only tests make it: what they find
//! committed is what users get.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::PROFILES;
use super::raw::File;
use crate::finding::Level;
use crate::source::Format;

/// What a configuration is.
pub fn of_config(generator: SchemaGenerator) -> Schema {
    generator.into_root_schema_for::<File>()
}

/// Words that are checked only after they are read, since their faults are told in words of their own.
pub fn profiles(_: &mut SchemaGenerator) -> Schema {
    let each = PROFILES.iter().map(|profile| json_schema!({ "const": profile.name, "description": profile.summary }));
    json_schema!({ "oneOf": each.collect::<Vec<_>>() })
}

/// The endings that tell a format.
pub fn types(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": { "enum": Format::ENDINGS.map(|(ending, _)| ending) } })
}

/// Every level that can fail a check, and `never`.
pub fn fail_on(_: &mut SchemaGenerator) -> Schema {
    let levels = Level::ALL.into_iter().filter(|level| *level != Level::Off).map(Level::name);
    json_schema!({ "enum": levels.chain(["never"]).collect::<Vec<_>>() })
}
