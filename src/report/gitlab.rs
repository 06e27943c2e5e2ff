//! GitLab's report of code quality: one JSON array.
//!
//! GitLab takes findings of one fingerprint for one finding, also across files, so each gets one that is unique in the report.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::lines::Lines;
use super::{Report, SeedReport, Summary};
use crate::finding::Level;

/// The array, written seed by seed.
#[derive(Debug, Clone, Default)]
pub struct GitLab {
    begun: bool,
}

#[derive(Serialize)]
struct Violation<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Stretch,
}

#[derive(Serialize)]
struct Stretch {
    begin: usize,
    end: usize,
}

impl GitLab {
    fn violation(&mut self, written: &mut Vec<u8>, violation: &Violation<'_>) -> io::Result<()> {
        written.extend_from_slice(if std::mem::replace(&mut self.begun, true) { b",\n" } else { b"[\n" });
        Ok(serde_json::to_writer(written, violation)?)
    }
}

impl Report for GitLab {
    fn seed(&mut self, out: &mut dyn Write, seed: &SeedReport<'_>) -> io::Result<()> {
        if seed.notices.is_empty() {
            return Ok(());
        }
        let lines = Lines::of(&seed.source.text);
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let mut written = Vec::new();
        for notice in seed.notices {
            let own = notice.fingerprint.as_deref().unwrap_or_default();
            let ordinal = seen.entry(own).or_default();
            *ordinal += 1;
            let (start, end) = lines.of_span(notice.span);
            let violation = Violation {
                description: &notice.message,
                check_name: notice.code,
                fingerprint: fingerprint(&seed.source.name, own, *ordinal),
                severity: severity(notice.level),
                location: Location { path: &seed.source.name, lines: Stretch { begin: start.line, end: end.line } },
            };
            self.violation(&mut written, &violation)?;
        }
        out.write_all(&written)
    }

    fn unreadable(&mut self, out: &mut dyn Write, name: &str, message: &str) -> io::Result<()> {
        let mut written = Vec::new();
        let violation = Violation {
            description: &format!("could not be read: {message}"),
            check_name: "unreadable",
            fingerprint: fingerprint(name, "unreadable", 1),
            severity: "blocker",
            location: Location { path: name, lines: Stretch { begin: 1, end: 1 } },
        };
        self.violation(&mut written, &violation)?;
        out.write_all(&written)
    }

    fn end(&mut self, out: &mut dyn Write, _: &Summary) -> io::Result<()> {
        out.write_all(if self.begun { b"\n]\n" } else { b"[]\n" })
    }
}

/// The fingerprint of one of several findings that our own cannot tell apart.
fn fingerprint(path: &str, own: &str, ordinal: usize) -> String {
    let hash = Sha256::digest(format!("{path}\0{own}\0{ordinal}"));
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

const fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "critical",
        Level::Warning => "major",
        Level::Note | Level::Off => "minor",
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::report::tests::Sketch;

    #[test]
    fn a_finding_is_a_violation() {
        let sketch = Sketch::new("The dam,\r\n<<“experts”\r\nbelieve>>, will fail.\n");
        assert_snapshot!(sketch.written(&mut GitLab::default()), @r#"
        [
        {"description":"who are ““experts” believe”?","check_name":"sourcing/vague-authority","fingerprint":"8c800de1eb42983d90b002ef5c8e18fe","severity":"major","location":{"path":"seeds/a.md","lines":{"begin":2,"end":3}}}
        ]
        "#);
    }

    #[test]
    fn no_two_fingerprints_are_alike_in_a_report() {
        let mut report = GitLab::default();
        let mut out = Vec::new();
        for name in ["a.md", "b.md"] {
            let mut sketch = Sketch::new("<<one>>");
            sketch.source.name = name.into();
            let notices = [sketch.notices(), sketch.notices()].concat();
            let (prose, blocks) = (sketch.prose.as_str(), [].as_slice());
            let seed = SeedReport { source: &sketch.source, notices: &notices, prose, blocks, fails_from: None, coverage: None };
            report.seed(&mut out, &seed).unwrap();
        }
        report.unreadable(&mut out, "c.md", "not UTF-8").unwrap();
        report.end(&mut out, &Summary::default()).unwrap();
        let document: serde_json::Value = serde_json::from_slice(&out).unwrap();
        let mut prints: Vec<_> = document.as_array().unwrap().iter().map(|one| one["fingerprint"].as_str().unwrap()).collect();
        prints.sort_unstable();
        prints.dedup();
        assert_eq!(prints.len(), 5);
    }

    #[test]
    fn without_findings_it_is_an_empty_array() {
        let mut out = Vec::new();
        GitLab::default().end(&mut out, &Summary::default()).unwrap();
        assert_eq!(out, b"[]\n");
    }
}
