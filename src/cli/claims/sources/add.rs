//! `seedlint sources add`: a table more in the register. What stands there stays as it is, comments and all.

use std::sync::Arc;

use super::Open;
use super::arguments::Add;
use crate::ledger::canonical::{self, Value};
use crate::ledger::sources;
use crate::source::{Format, Source};

pub(super) fn add(asked: &Add, open: &Open) -> Result<String, String> {
    let id = &asked.id;
    let sound = id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if id.is_empty() || !sound {
        return Err(format!("`{id}` is no id of a source; it has letters a to z, digits and hyphens"));
    }
    if let Some(entry) = open.register.sources.get(id) {
        return Err(format!("{id} is registered already, as “{}”; `seedlint sources archive {id} FILE` takes in its text", entry.title));
    }
    if asked.title.trim().is_empty() {
        return Err("a source needs a title: --title".to_owned());
    }
    let before = open.texts[0].as_ref().map(|source| source.text.as_str()).unwrap_or_default();
    let gap = match before {
        "" => "",
        text if text.ends_with("\n\n") => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let text = format!("{before}{gap}{}", table(asked));
    // What the register would refuse is not written.
    let mut faults = Vec::new();
    let source = Arc::new(Source::new(open.name(), Format::Plain, text.as_str()));
    if sources::read(&source, &mut faults).is_none() {
        let told = faults.first().map(|fault| match &fault.help {
            Some(help) => format!("{}; {help}", fault.message),
            None => fault.message.clone(),
        });
        return Err(told.unwrap_or_else(|| "the register would be faulty".to_owned()));
    }
    open.write(0, &text)?;
    let next = if asked.confidential { String::new() } else { format!("; `seedlint sources archive {id} FILE` takes in its text") };
    Ok(format!("{id} is registered in {}{next}", open.name()))
}

/// The table of a source.
fn table(asked: &Add) -> String {
    let text = |text: &String| Value::Text(text.clone());
    let mut out = format!("[source.{}]\n", asked.id);
    let mut field = |name: &str, value: Option<Value>| value.iter().for_each(|value| canonical::field(&mut out, name, value));
    field("kind", Some(text(&asked.kind)));
    field("title", Some(text(&asked.title)));
    field("publisher", asked.publisher.as_ref().map(text));
    field("published", asked.published.map(Value::Day));
    field("url", asked.url.as_ref().map(text));
    let list = |list: &Vec<String>| (!list.is_empty()).then(|| Value::Words(list.clone()));
    field("derives-from", list(&asked.derives_from));
    if asked.confidential {
        out.push_str("confidential = true\n");
    }
    let mut field = |name: &str, value: Option<Value>| value.iter().for_each(|value| canonical::field(&mut out, name, value));
    field("known-to", list(&asked.known_to));
    out
}
