//! Ledgers as seedlint itself writes them, read line by line: many times faster than TOML in general.
//!
//! In goes a text; out come its records, each held against its seal, or nothing where the text is laid out in any other way or a
//! seal does not fit. Then the general reader has its say, which also tells what is wrong. A record whose very bytes fit its seal
//! is one that [`super::canonical`] wrote, so no other form of TOML has to be known here.

use std::borrow::Cow;

use jiff::civil::Date;

use super::canonical;
use super::file::FORMAT;
use crate::span::Span;

/// A value as it was read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    Text(Cow<'a, str>),
    Whole(usize),
    Day(Date),
    /// Texts, on one line or a line each.
    List(Vec<Cow<'a, str>>),
    Rows(Vec<Fields<'a>>),
}

/// Values by name, in the order in which they stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Fields<'a>(Vec<(&'a str, Value<'a>)>);

/// One record without its seal, which fits.
#[derive(Debug)]
pub(super) struct Record<'a> {
    /// The name of its table: `check`.
    pub(super) table: &'a str,
    /// Its key.
    pub(super) key: &'a str,
    pub(super) fields: Fields<'a>,
}

/// A whole file.
#[derive(Debug)]
pub(super) struct Plain<'a> {
    /// What stands above the first record, but for the version.
    pub(super) head: Fields<'a>,
    /// Where each value of the head stands.
    pub(super) places: Vec<(&'a str, Span)>,
    pub(super) records: Vec<Record<'a>>,
}

/// Reads a file that is written as seedlint writes it.
pub(super) fn read(text: &str) -> Option<Plain<'_>> {
    let mut lines = Lines { text, at: 0 };
    let mut plain = Plain { head: Fields::default(), places: Vec::new(), records: Vec::new() };
    while lines.peek().starts_with('#') {
        lines.next()?;
    }
    if lines.next()?.strip_prefix("format = ")? != FORMAT.to_string() {
        return None;
    }
    while !lines.is_done() {
        if lines.peek().is_empty() {
            lines.next()?;
            plain.records.push(record(&mut lines)?);
        } else if plain.records.is_empty() {
            let start = lines.at;
            let (name, value) = field(&mut lines)?;
            plain.places.push((name, Span::new(start + name.len() + " = ".len(), lines.at - 1)));
            plain.head.0.push((name, value));
        } else {
            return None;
        }
    }
    Some(plain)
}

fn record<'a>(lines: &mut Lines<'a>) -> Option<Record<'a>> {
    let start = lines.at;
    let header = lines.next()?.strip_prefix('[')?.strip_suffix(']')?;
    let (table, key) = header.split_once('.')?;
    let bare = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !(bare(table) && bare(key)) {
        return None;
    }
    let mut fields = Fields::default();
    loop {
        let end = lines.at;
        let (name, value) = field(lines)?;
        if name == "seal" {
            let fits = value == Value::Text(canonical::seal(lines.text.get(start..end)?).into());
            return fits.then_some(Record { table, key, fields });
        }
        fields.0.push((name, value));
    }
}

/// A line, or several where the value goes on.
fn field<'a>(lines: &mut Lines<'a>) -> Option<(&'a str, Value<'a>)> {
    let (name, written) = lines.next()?.split_once(" = ")?;
    let value = match written.as_bytes().first()? {
        b'"' => whole(text(written)?).map(Value::Text)?,
        b'[' if written == "[" => further(lines)?,
        b'[' => Value::List(list(written.strip_prefix('[')?.strip_suffix(']')?)?),
        _ if written.bytes().all(|byte| byte.is_ascii_digit()) => Value::Whole(written.parse().ok()?),
        _ => Value::Day(written.parse().ok()?),
    };
    Some((name, value))
}

/// Values with a line each, up to the bracket that closes.
fn further<'a>(lines: &mut Lines<'a>) -> Option<Value<'a>> {
    let (mut texts, mut rows) = (Vec::new(), Vec::new());
    loop {
        let line = lines.next()?;
        if line == "]" {
            break;
        }
        let item = line.strip_prefix("  ")?.strip_suffix(',')?;
        match item.strip_prefix("{ ") {
            Some(rest) => rows.push(row(rest.strip_suffix(" }")?)?),
            None => texts.push(whole(text(item)?)?),
        }
    }
    match (texts.is_empty(), rows.is_empty()) {
        (_, true) => Some(Value::List(texts)),
        (true, false) => Some(Value::Rows(rows)),
        (false, false) => None,
    }
}

fn row(mut rest: &str) -> Option<Fields<'_>> {
    let mut fields = Fields::default();
    loop {
        let (name, behind) = rest.split_once(" = ")?;
        let (value, behind) = text(behind)?;
        fields.0.push((name, Value::Text(value)));
        if behind.is_empty() {
            return Some(fields);
        }
        rest = behind.strip_prefix(", ")?;
    }
}

fn list(mut rest: &str) -> Option<Vec<Cow<'_, str>>> {
    let mut texts = Vec::new();
    loop {
        let (value, behind) = text(rest)?;
        texts.push(value);
        if behind.is_empty() {
            return Some(texts);
        }
        rest = behind.strip_prefix(", ")?;
    }
}

fn whole<'a>((text, behind): (Cow<'a, str>, &str)) -> Option<Cow<'a, str>> {
    behind.is_empty().then_some(text)
}

/// The string that a text begins with, and what stands behind it.
fn text(written: &str) -> Option<(Cow<'_, str>, &str)> {
    let body = written.strip_prefix('"')?;
    let end = body.find(['"', '\\'])?;
    if body.as_bytes()[end] == b'"' {
        return Some((body[..end].into(), &body[end + 1..]));
    }
    let mut out = body[..end].to_owned();
    let mut rest = &body[end..];
    loop {
        let at = rest.find(['"', '\\'])?;
        out.push_str(&rest[..at]);
        if rest.as_bytes()[at] == b'"' {
            return Some((out.into(), &rest[at + 1..]));
        }
        let mut behind = rest[at + 1..].chars();
        match behind.next()? {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'u' => {
                let digits = behind.as_str().get(..4)?;
                out.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
                behind = behind.as_str()[4..].chars();
            }
            c @ ('"' | '\\') => out.push(c),
            _ => return None,
        }
        rest = behind.as_str();
    }
}

struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lines<'a> {
    fn is_done(&self) -> bool {
        self.at == self.text.len()
    }

    /// The next line without its end; empty at the end of the text.
    fn peek(&self) -> &'a str {
        self.text[self.at..].split('\n').next().unwrap_or_default()
    }

    /// The same, and on. `None` where the text ends before the line does.
    fn next(&mut self) -> Option<&'a str> {
        let length = self.text[self.at..].find('\n')?;
        let line = &self.text[self.at..self.at + length];
        self.at += length + 1;
        (!line.ends_with('\r')).then_some(line)
    }
}

impl<'a> Fields<'a> {
    /// Takes the value of a name out, if it comes next.
    fn take(&mut self, name: &str) -> Option<Value<'a>> {
        let at = self.0.iter().position(|(known, _)| *known == name)?;
        Some(self.0.remove(at).1)
    }

    /// Whether nothing is left that nobody asked for.
    pub(super) fn is_done(&self) -> bool {
        self.0.is_empty()
    }

    /// A text. The outer `None` is another kind of value.
    pub(super) fn text(&mut self, name: &str) -> Option<Option<String>> {
        match self.take(name) {
            None => Some(None),
            Some(Value::Text(text)) => Some(Some(text.into_owned())),
            Some(_) => None,
        }
    }

    /// A whole number.
    pub(super) fn whole(&mut self, name: &str) -> Option<Option<usize>> {
        match self.take(name) {
            None => Some(None),
            Some(Value::Whole(number)) => Some(Some(number)),
            Some(_) => None,
        }
    }

    /// A day.
    pub(super) fn day(&mut self, name: &str) -> Option<Option<Date>> {
        match self.take(name) {
            None => Some(None),
            Some(Value::Day(day)) => Some(Some(day)),
            Some(_) => None,
        }
    }

    /// Texts; none where the name is not there.
    pub(super) fn list(&mut self, name: &str) -> Option<Vec<Cow<'a, str>>> {
        match self.take(name) {
            None => Some(Vec::new()),
            Some(Value::List(texts)) => Some(texts),
            Some(_) => None,
        }
    }

    /// Tables; none where the name is not there.
    pub(super) fn rows(&mut self, name: &str) -> Option<Vec<Fields<'a>>> {
        match self.take(name) {
            None => Some(Vec::new()),
            Some(Value::Rows(rows)) => Some(rows),
            Some(_) => None,
        }
    }
}
