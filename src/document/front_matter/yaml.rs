//! YAML front matter.
//!
//! saphyr-parser gives events with places counted in characters; they become fields with places in bytes. Values stay
//! text: a date is what is written. Nesting is kept on a stack of our own, never on the program's.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::{fault_place, unquoted};
use crate::document::Metadata;
use crate::span::Span;

/// How many quoted values with lines that are not indented are read; each costs another run of the parser.
const MOST_FOLDS: usize = 20;

/// A mapping or sequence whose end was not yet seen.
#[derive(Debug, Clone, Copy)]
struct Level {
    /// How long the dotted name is outside.
    name: usize,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A mapping whose next scalar is a key.
    Key,
    /// A mapping whose next node is a value.
    Value,
    Sequence,
    /// A collection that is itself a key, which has no name here.
    Nameless,
}

/// Why and where the parser stopped.
struct Stop {
    /// The byte in the text.
    at: usize,
    reason: String,
}

/// Reads the YAML in `content` of `text`.
///
/// Quoted values whose further lines are not indented are no YAML, but most of the world's readers take them, so where one
/// stops the parser its line breaks, which stand for spaces, are read as spaces.
pub(super) fn read(text: &str, content: Span, metadata: &mut Metadata) {
    let mut yaml = Cow::Borrowed(content.of(text));
    let mut folded: Option<(usize, Stop)> = None;
    let mut folds = 0;
    loop {
        let mut found = Metadata::default();
        let Some(stop) = events(text, content, &yaml, &mut found) else { return metadata.append(found) };
        // Where the fold did not help, the fault is the first one.
        let stop = match folded.take() {
            Some((end, first)) if stop.at <= end => first,
            _ => stop,
        };
        let end = folded_end(yaml.as_bytes(), stop.at - content.start).filter(|_| folds < MOST_FOLDS);
        let Some(end) = end.map(|end| content.start + end) else {
            metadata.append(found);
            let place = fault_place(text, content, stop.at);
            return metadata.add_fault(place, format!("front matter is no YAML: {}", stop.reason));
        };
        let scalar = stop.at - content.start..end - content.start;
        let line = yaml[scalar.clone()].replace(['\n', '\r'], " ");
        yaml.to_mut().replace_range(scalar, &line);
        folded = Some((end, stop));
        folds += 1;
    }
}

/// The end of the quoted scalar at `at`, if it runs over several lines.
fn folded_end(yaml: &[u8], at: usize) -> Option<usize> {
    let quote = *yaml.get(at).filter(|byte| matches!(byte, b'"' | b'\''))?;
    let mut broken = false;
    let mut i = at + 1;
    while let Some(byte) = yaml.get(i) {
        let next_is_quote = yaml.get(i + 1) == Some(&quote);
        match byte {
            b'\n' | b'\r' => broken = true,
            b'\\' if quote == b'"' => i += 1,
            // `''` in single quotation marks is an apostrophe.
            b'\'' if quote == b'\'' && next_is_quote => i += 1,
            byte if *byte == quote => return broken.then_some(i + 1),
            _ => {}
        }
        i += 1;
    }
    None
}

/// Reads one run of the parser's events over `yaml`, which is as long as `content`.
fn events(text: &str, content: Span, yaml: &str, metadata: &mut Metadata) -> Option<Stop> {
    let bytes = Bytes::of(yaml);
    let byte = |character: usize| content.start + bytes.offset(character);
    let mut names = Names::default();
    let mut parser = Parser::new_from_str(yaml);
    while let Some(event) = parser.next_event() {
        let (event, place) = match event {
            Ok(event) => event,
            Err(error) => return Some(Stop { at: byte(error.marker().index()), reason: error.info().to_owned() }),
        };
        let span = Span::new(byte(place.start.index()), byte(place.end.index()));
        match event {
            Event::Scalar(value, style, ..) => names.scalar(text, &value, style, span, metadata),
            Event::Alias(_) => names.scalar(text, span.trim(text).of(text), ScalarStyle::Plain, span, metadata),
            Event::SequenceStart(..) => names.open(Kind::Sequence),
            Event::MappingStart(..) => names.open(Kind::Key),
            Event::SequenceEnd | Event::MappingEnd => names.close(),
            // What follows a second `---` is no front matter.
            Event::DocumentEnd => return None,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {}
        }
    }
    None
}

/// The dotted name of the value that comes next, and the collections around it.
#[derive(Debug, Default)]
struct Names {
    name: String,
    levels: Vec<Level>,
}

impl Names {
    fn scalar(&mut self, text: &str, value: &str, style: ScalarStyle, span: Span, metadata: &mut Metadata) {
        match self.levels.last().map(|level| level.kind) {
            Some(Kind::Key) => self.key(value),
            Some(Kind::Nameless) => {}
            Some(Kind::Value | Kind::Sequence) => {
                let (value, span) = written(text, value, style, span);
                metadata.add_field(&self.name, value, span);
                self.end_value();
            }
            None => metadata.add_fault(span.trim(text), "front matter has no fields; write `key: value`".to_owned()),
        }
    }

    fn key(&mut self, key: &str) {
        let Some(level) = self.levels.last_mut() else { return };
        self.name.truncate(level.name);
        if level.name > 0 {
            self.name.push('.');
        }
        self.name.push_str(key);
        level.kind = Kind::Value;
    }

    fn open(&mut self, kind: Kind) {
        let nameless = self.levels.last().is_some_and(|level| matches!(level.kind, Kind::Key | Kind::Nameless));
        self.levels.push(Level { name: self.name.len(), kind: if nameless { Kind::Nameless } else { kind } });
    }

    fn close(&mut self) {
        if let Some(level) = self.levels.pop() {
            self.name.truncate(level.name);
        }
        match self.levels.last().map(|level| level.kind) {
            Some(Kind::Key) => self.key("?"),
            _ => self.end_value(),
        }
    }

    /// A value was read: in a mapping, a key comes next.
    fn end_value(&mut self) {
        if let Some(level) = self.levels.last_mut().filter(|level| level.kind == Kind::Value) {
            level.kind = Kind::Key;
        }
    }
}

/// A scalar's value and place, nulls as nothing and quotation marks left out.
fn written<'a>(text: &str, value: &'a str, style: ScalarStyle, span: Span) -> (&'a str, Span) {
    match style {
        ScalarStyle::Plain if matches!(value, "~" | "null" | "Null" | "NULL") => ("", Span::empty(span.start)),
        ScalarStyle::DoubleQuoted | ScalarStyle::SingleQuoted => (value, unquoted(text, span.trim(text), &["\"", "'"])),
        ScalarStyle::Plain => (value, span.trim(text)),
        ScalarStyle::Literal | ScalarStyle::Folded => (value.trim_end(), span.trim(text)),
    }
}

/// Where each character of a text begins.
enum Bytes {
    /// All are one byte long.
    Ascii(usize),
    Mixed(Vec<usize>),
}

impl Bytes {
    fn of(text: &str) -> Self {
        if text.is_ascii() {
            Self::Ascii(text.len())
        } else {
            Self::Mixed(text.char_indices().map(|(at, _)| at).chain([text.len()]).collect())
        }
    }

    fn offset(&self, character: usize) -> usize {
        match self {
            Self::Ascii(length) => character.min(*length),
            Self::Mixed(starts) => starts.get(character).or(starts.last()).copied().unwrap_or(0),
        }
    }
}
