//! Reviewdog's Diagnostic Format: one JSON document, whose columns are bytes of UTF-8, from 1, the end not included.

use std::io::{self, Write};

use serde::Serialize;

use super::lines::{Lines, Unit};
use super::notice::{Aside, Notice};
use super::{Report, SeedReport, Summary};
use crate::finding::Level;
use crate::source::Source;
use crate::span::Span;

/// The document, written seed by seed.
#[derive(Debug, Clone, Default)]
pub struct Rdjson {
    begun: bool,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: &'a str,
    location: Location<'a>,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<Code<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
    #[serde(rename = "related_locations", skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    location: Location<'a>,
}

impl Rdjson {
    fn diagnostic(&mut self, written: &mut Vec<u8>, diagnostic: &Diagnostic<'_>) -> io::Result<()> {
        let begun = self.begin(written);
        written.extend_from_slice(if begun { b",\n" } else { b"\n" });
        Ok(serde_json::to_writer(written, diagnostic)?)
    }

    /// Opens the document, unless it was.
    fn begin(&mut self, written: &mut Vec<u8>) -> bool {
        let begun = std::mem::replace(&mut self.begun, true);
        if !begun {
            written.extend_from_slice(b"{\"source\":{\"name\":\"seedlint\"},\"diagnostics\":[");
        }
        begun
    }
}

impl Report for Rdjson {
    fn seed(&mut self, out: &mut dyn Write, seed: &SeedReport<'_>) -> io::Result<()> {
        if seed.notices.is_empty() {
            return Ok(());
        }
        let lines = Lines::of(&seed.source.text);
        let mut written = Vec::new();
        for notice in seed.notices {
            let told = notice.told();
            let diagnostic = Diagnostic {
                message: &told,
                location: Location { path: &notice.source.name, range: Some(range(&lines, notice.span)) },
                severity: severity(notice.level),
                code: Some(Code { value: notice.code, url: notice.url }),
                suggestions: notice.edit.iter().map(|text| Suggestion { range: range(&lines, notice.span), text }).collect(),
                related: notice.asides.iter().map(|aside| related(aside, notice, &lines)).collect(),
            };
            self.diagnostic(&mut written, &diagnostic)?;
        }
        out.write_all(&written)
    }

    fn unreadable(&mut self, out: &mut dyn Write, name: &str, message: &str) -> io::Result<()> {
        let mut written = Vec::new();
        let diagnostic = Diagnostic {
            message: &format!("could not be read: {message}"),
            location: Location { path: name, range: None },
            severity: severity(Level::Error),
            code: None,
            suggestions: Vec::new(),
            related: Vec::new(),
        };
        self.diagnostic(&mut written, &diagnostic)?;
        out.write_all(&written)
    }

    fn end(&mut self, out: &mut dyn Write, _: &Summary) -> io::Result<()> {
        let mut written = Vec::new();
        self.begin(&mut written);
        written.extend_from_slice(b"]}\n");
        out.write_all(&written)
    }
}

fn related<'a>(aside: &Aside<'a>, notice: &Notice<'_>, lines: &Lines<'_>) -> Related<'a> {
    let elsewhere = |source: &Source| range(&Lines::of(&source.text), aside.span);
    let range = if std::ptr::eq(aside.source, notice.source) { range(lines, aside.span) } else { elsewhere(aside.source) };
    Related { message: aside.note, location: Location { path: &aside.source.name, range: Some(range) } }
}

fn range(lines: &Lines<'_>, span: Span) -> Range {
    let at = |offset| {
        let position = lines.measured(offset, Unit::Bytes);
        Position { line: position.line, column: position.column }
    };
    Range { start: at(span.start), end: at(span.end) }
}

const fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "ERROR",
        Level::Warning => "WARNING",
        Level::Note | Level::Off => "INFO",
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::report::tests::Sketch;

    #[test]
    fn columns_are_bytes() {
        let sketch = Sketch::new("\u{feff}The [[𝔘]],\r\né <<“experts”\r\nbelieve>>, will fail.\n");
        assert_snapshot!(sketch.written(&mut Rdjson::default()), @r#"
        {"source":{"name":"seedlint"},"diagnostics":[
        {"message":"who are ““experts” believe”?\nhelp: name the source, or cite one in the same sentence","location":{"path":"seeds/a.md","range":{"start":{"line":2,"column":4},"end":{"line":3,"column":8}}},"severity":"WARNING","code":{"value":"sourcing/vague-authority"},"related_locations":[{"message":"also here","location":{"path":"seeds/a.md","range":{"start":{"line":1,"column":8},"end":{"line":1,"column":12}}}}]}]}
        "#);
    }

    #[test]
    fn without_findings_it_is_a_document_all_the_same() {
        let mut out = Vec::new();
        Rdjson::default().end(&mut out, &Summary::default()).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "{\"source\":{\"name\":\"seedlint\"},\"diagnostics\":[]}\n");
    }
}
