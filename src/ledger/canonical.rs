//! How ledgers are written: one way for each value, so that equal ledgers are equal bytes, and the seal over a record.
//!
//! A record is a table; its last line is its seal, over the canonical text of all lines before. A seal therefore covers values,
//! not bytes: however a file is laid out or its lines end, what was read is written again and held against it. It catches
//! edits by hand and merges that lost a line. It is no signature: who wants one signs commits.

use jiff::civil::Date;
use sha2::{Digest, Sha256};

/// Changes whenever one record would get another seal.
const VERSION: &str = "k1";

/// A value of a record.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A whole number.
    Whole(usize),
    /// A day.
    Day(Date),
    /// Texts on one line.
    Words(Vec<String>),
    /// Texts, a line each.
    Lines(Vec<String>),
    /// Tables of texts, a line each.
    Rows(Vec<Vec<(&'static str, String)>>),
}

/// The values of a record by name, in the order in which they are written.
pub type Fields = Vec<(&'static str, Value)>;

/// A record without its seal: `[check.7f3kq-260822-ao]` and a line a field.
pub fn body(header: &str, fields: &Fields) -> String {
    let mut out = format!("[{header}]\n");
    fields.iter().for_each(|(name, value)| field(&mut out, name, value));
    out
}

/// A record with its seal.
pub fn record(header: &str, fields: &Fields) -> String {
    let mut out = body(header, fields);
    let seal = seal(&out);
    field(&mut out, "seal", &Value::Text(seal));
    out
}

/// The seal of a record without one.
pub fn seal(body: &str) -> String {
    let digest = Sha256::digest(body);
    let digits: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("{VERSION}:{digits}")
}

/// One field.
pub fn field(out: &mut String, name: &str, value: &Value) {
    out.push_str(name);
    out.push_str(" = ");
    match value {
        Value::Text(text) => quoted(out, text),
        Value::Whole(number) => out.push_str(&number.to_string()),
        Value::Day(day) => out.push_str(&day.to_string()),
        Value::Words(words) => list(out, words, |out, word| quoted(out, word)),
        Value::Lines(lines) => each_on_a_line(out, lines, |out, line| quoted(out, line)),
        Value::Rows(rows) => each_on_a_line(out, rows, |out, row| inline(out, row)),
    }
    out.push('\n');
}

fn list<T>(out: &mut String, items: &[T], one: impl Fn(&mut String, &T)) {
    out.push('[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        one(out, item);
    }
    out.push(']');
}

fn each_on_a_line<T>(out: &mut String, items: &[T], one: impl Fn(&mut String, &T)) {
    out.push_str("[\n");
    for item in items {
        out.push_str("  ");
        one(out, item);
        out.push_str(",\n");
    }
    out.push(']');
}

fn inline(out: &mut String, row: &[(&'static str, String)]) {
    out.push_str("{ ");
    for (index, (name, value)) in row.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        out.push_str(name);
        out.push_str(" = ");
        quoted(out, value);
    }
    out.push_str(" }");
}

/// A basic string of TOML, on one line whatever it holds. A line that ends as on Windows ends as everywhere.
pub fn quoted(out: &mut String, text: &str) {
    out.push('"');
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' if characters.peek() == Some(&'\n') => {}
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn records_are_written_one_way() {
        let rows = Value::Rows(vec![vec![("id", "iop".to_owned()), ("quote", "a \"b\"".to_owned())]]);
        let fields = vec![
            ("text", Value::Text("It \\ fell\r\n12%\u{7}".to_owned())),
            ("nth", Value::Whole(2)),
            ("on", Value::Day(date(2026, 8, 22))),
            ("parts", Value::Words(vec!["number 12%".to_owned(), "not not".to_owned()])),
            ("sources", rows),
        ];
        let written = record("check.x", &fields);
        assert_eq!(
            written,
            "[check.x]
text = \"It \\\\ fell\\n12%\\u0007\"
nth = 2
on = 2026-08-22
parts = [\"number 12%\", \"not not\"]
sources = [
  { id = \"iop\", quote = \"a \\\"b\\\"\" },
]
seal = \"k1:e2024500f105\"
"
        );
        assert!(written.parse::<toml::Table>().is_ok());
    }

    proptest! {
        #[test]
        fn texts_come_back_as_they_were(text in "\\PC{0,20}[\\x00-\\x20\\x7f\"\\\\\u{85}]{0,6}\\PC{0,5}") {
            let mut out = "x = ".to_owned();
            quoted(&mut out, &text);
            let table: toml::Table = out.parse().expect("TOML");
            let unix = text.replace("\r\n", "\n");
            prop_assert_eq!(table["x"].as_str(), Some(unix.as_str()));
        }
    }
}
