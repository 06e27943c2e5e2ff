//! `seedlint schema`: what rule files and configurations may say, as JSON Schema, for editors that complete and check TOML.

use super::Verdict;
use super::arguments::{Schema, SchemaOf};
use super::terminal::Terminal;

const RULE: &str = include_str!("../../schemas/rule.json");
const CONFIG: &str = include_str!("../../schemas/config.json");

pub(super) fn run(asked: &Schema, terminal: &mut Terminal) -> Verdict {
    let schema = match asked.of {
        SchemaOf::Rule => RULE,
        SchemaOf::Config => CONFIG,
    };
    terminal.print(|out| out.write_all(schema.as_bytes()));
    Verdict::Clean
}

#[cfg(test)]
mod tests {
    use std::fs;

    use schemars::generate::SchemaSettings;
    use schemars::transform::{RecursiveTransform, Transform};
    use schemars::{Schema, SchemaGenerator};
    use serde_json::Value;

    use super::*;
    use crate::{config, rules};

    /// TOML has no null: a key that may be absent is absent.
    fn without_null(schema: &mut Schema) {
        let Some(object) = schema.as_object_mut() else { return };
        let is_null = |schema: &Value| schema.get("type").is_some_and(|kind| kind == "null");
        if let Some(Value::Array(kinds)) = object.get_mut("type") {
            kinds.retain(|kind| kind != "null");
            if let [one] = kinds.as_slice() {
                let one = one.clone();
                object.insert("type".into(), one);
            }
        }
        if let Some(Value::Array(any)) = object.get_mut("anyOf") {
            any.retain(|schema| !is_null(schema));
            // What stands beside a `$ref` does not count in draft 7.
            if any.len() == 1
                && let Some(one) = object.remove("anyOf")
            {
                object.insert("allOf".into(), one);
            }
        }
        if object.get("default").is_some_and(Value::is_null) {
            object.remove("default");
        }
    }

    /// Draft 7 is what editors of TOML know.
    fn written(of: impl FnOnce(SchemaGenerator) -> Schema) -> String {
        let mut schema = of(SchemaSettings::draft07().into_generator());
        RecursiveTransform(without_null).transform(&mut schema);
        serde_json::to_string_pretty(&schema).unwrap() + "\n"
    }

    /// `UPDATE_SCHEMAS=1 cargo test --lib schema` writes them anew.
    #[test]
    fn what_is_printed_is_what_the_types_say() {
        for (file, printed, current) in
            [("rule.json", RULE, written(rules::schema::of_rule)), ("config.json", CONFIG, written(config::schema::of_config))]
        {
            if std::env::var_os("UPDATE_SCHEMAS").is_some() {
                fs::write(format!("{}/schemas/{file}", env!("CARGO_MANIFEST_DIR")), current).unwrap();
            } else {
                assert!(printed == current, "schemas/{file} is not current: UPDATE_SCHEMAS=1 cargo test --lib schema");
            }
        }
    }
}
