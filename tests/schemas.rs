//! The JSON Schemas that `seedlint schema` prints: what seedlint takes, they take.
//!
//! A validator would bring some forty crates with it. The schemas use a dozen words of the language; those are checked here, and
//! any other fails the test.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot read its files fails")]

use std::fs;
use std::process::Command;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};
use seedlint::builtin;
use serde_json::{Map, Value};

fn schema(of: &str) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_seedlint")).args(["schema", of]).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    serde_json::from_slice(&output.stdout).unwrap()
}

fn value(toml: &str) -> Value {
    in_json(&toml::Value::Table(toml.parse::<toml::Table>().unwrap_or_else(|error| panic!("{error}: {toml}"))))
}

/// As editors hold a file against a schema: a day is a text.
fn in_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::Datetime(day) => day.to_string().into(),
        toml::Value::Array(items) => items.iter().map(in_json).collect(),
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), in_json(value))).collect(),
        other => serde_json::to_value(other).unwrap(),
    }
}

/// What a schema refuses in a value; nothing where it takes it.
fn refused(root: &Value, schema: &Value, value: &Value, place: &str, refusals: &mut Vec<String>) {
    let Value::Object(schema) = schema else {
        if *schema == Value::Bool(false) {
            refusals.push(format!("{place}: unknown"));
        }
        return;
    };
    let takes = |schema: &Value| {
        let mut refusals = Vec::new();
        refused(root, schema, value, place, &mut refusals);
        refusals.is_empty()
    };
    let counted = |schemas: &Value| schemas.as_array().unwrap().iter().filter(|schema| takes(schema)).count();
    let size = |value: &Value| value.as_object().map(Map::len);
    for (word, asked) in schema {
        let number = || asked.as_u64().and_then(|number| usize::try_from(number).ok());
        let sound = match word.as_str() {
            "$schema" | "title" | "description" | "default" | "definitions" | "format" => true,
            "$ref" => {
                let target = root.pointer(asked.as_str().unwrap().strip_prefix('#').unwrap()).expect("a definition");
                refused(root, target, value, place, refusals);
                true
            }
            "type" => match asked.as_str().unwrap() {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "integer" => value.is_u64() || value.is_i64(),
                "number" => value.is_number(),
                other => panic!("type {other}"),
            },
            "const" => asked == value,
            "enum" => asked.as_array().unwrap().contains(value),
            "oneOf" => counted(asked) == 1,
            "anyOf" => counted(asked) >= 1,
            "allOf" => counted(asked) == asked.as_array().unwrap().len(),
            "minimum" => value.as_f64() >= asked.as_f64(),
            "minProperties" => size(value) >= number(),
            "maxProperties" => size(value) <= number(),
            "required" => asked.as_array().unwrap().iter().all(|key| value.get(key.as_str().unwrap()).is_some()),
            "items" => {
                let items = value.as_array().into_iter().flatten().enumerate();
                items.for_each(|(index, item)| refused(root, asked, item, &format!("{place}/{index}"), refusals));
                true
            }
            "properties" | "additionalProperties" => {
                let known = schema.get("properties");
                for (key, item) in value.as_object().into_iter().flatten() {
                    let own = known.and_then(|known| known.get(key));
                    let held = if word == "properties" { own } else { own.is_none().then_some(asked) };
                    held.into_iter().for_each(|held| refused(root, held, item, &format!("{place}/{key}"), refusals));
                }
                true
            }
            other => panic!("the schema says `{other}`, which is not checked here"),
        };
        if !sound {
            refusals.push(format!("{place}: {word} {asked}"));
        }
    }
}

fn refusals(schema: &Value, toml: &str) -> Vec<String> {
    let mut found = Vec::new();
    refused(schema, schema, &value(toml), "", &mut found);
    found
}

#[test]
fn every_built_in_rule_is_taken() {
    let schema = schema("rule");
    let rules = builtin::rules();
    assert!(rules.len() > 50);
    for rule in rules {
        assert_eq!(refusals(&schema, &rule.source.text), Vec::<String>::new(), "{}", rule.name);
    }
}

/// Every sound configuration and rule that the pages show.
#[test]
fn every_documented_example_is_taken() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/");
    let (rule, config) = (schema("rule"), schema("config"));
    let mut taken = [0, 0];
    let folder = fs::read_dir(format!("{root}docs")).unwrap().map(|entry| entry.unwrap().path());
    for path in folder.chain(["README.md", "CONTRIBUTING.md"].map(|page| format!("{root}{page}").into())).filter(|path| path.is_file()) {
        let page = fs::read_to_string(&path).unwrap();
        let mut info = None;
        for event in Parser::new(&page) {
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(words))) => info = Some(words.to_string()),
                Event::Text(text) => {
                    let Some(info) = info.take().filter(|info| info.starts_with("toml file=") && !info.contains("faulty")) else {
                        continue;
                    };
                    if info.contains("lexicons/") || info.contains("weights/") {
                        continue;
                    }
                    let kind = usize::from(info.contains("seedlint.toml"));
                    taken[kind] += 1;
                    assert_eq!(refusals([&rule, &config][kind], &text), Vec::<String>::new(), "{}: {info}", path.display());
                }
                _ => {}
            }
        }
    }
    assert!(taken[0] >= 2 && taken[1] >= 3, "{taken:?}");
}

#[test]
fn what_seedlint_refuses_is_refused() {
    let (rule, config) = (schema("rule"), schema("config"));
    let whole = "summary = 'x'\nlevel = 'note'\nconfidence = 'low'\nmessage = 'x'\nwhy = 'x'\n";
    for (part, refused) in [
        ("match.phrases = ['x']", false),
        ("match.fact.claim.unsourced = { kinds = ['figure'], min-score = 0.5 }", false),
        ("match.fact.acronym.undefined = {}\nunless = { facts = ['sourced'], within = 'paragraph' }", false),
        ("found-by = 'ledger'", false),
        ("", true),
        ("match = {}", true),
        ("match.phrases = ['x']\nfound-by = 'ledger'", true),
        ("match = { phrases = ['x'], pattern = 'x' }", true),
        ("match.phrases = [3]", true),
        ("match.phrase = ['x']", true),
        ("match.fact.claim.unsource = {}", true),
        ("match.fact.acronym.undefined = { min-use = 1 }", true),
        ("match.phrases = ['x']\nscope = 'title'", true),
        ("match.phrases = ['x']\nunless.facts = ['sourcd']", true),
    ] {
        assert_eq!(!refusals(&rule, &format!("{whole}{part}")).is_empty(), refused, "{part}");
    }
    assert!(!refusals(&rule, &whole.replace("note", "warn")).is_empty());
    for (text, refused) in [
        ("", false),
        ("profile = 'research'\n[levels]\nlanguage = 'off'\n[gate]\nfail-on = 'never'", false),
        ("[[override]]\npaths = ['x']\nlevels = { a = 'note' }", false),
        ("[gate]\nbaseline = 'old.toml'", false),
        ("[gate]\nbaseline = 3", true),
        ("profile = 'newz'", true),
        ("proflie = 'news'", true),
        ("[levels]\nlanguage = 'warn'", true),
        ("[gate]\nfail-on = 'off'", true),
        ("[seeds]\ntypes = ['pdf']", true),
        ("[[override]]\nlevels = { a = 'note' }", true),
    ] {
        assert_eq!(!refusals(&config, text).is_empty(), refused, "{text}");
    }
}
