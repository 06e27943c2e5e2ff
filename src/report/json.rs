//! The machine-readable contract of `check`: JSON Lines, and the same as one JSON document.
//!
//! Shapes of its own, so that a change inside is no change for scripts; keys are only ever added. Each seed is written as
//! its turn comes.

use std::io::{self, Write};

use serde::Serialize;

use super::lines::Lines;
use super::notice::{Aside, Notice};
use super::statistics::{self, Statistics};
use super::{Coverage, Report, SeedReport, Summary};
use crate::span::Span;

const VERSION: u32 = 1;

/// One object a finding, one a seed, one at the end.
#[derive(Debug, Clone, Default)]
pub struct JsonLines {
    statistics: Option<Statistics>,
}

/// One document. Only its list of seeds is kept for the end.
#[derive(Debug, Clone, Default)]
pub struct Json {
    statistics: Option<Statistics>,
    files: Vec<File<String>>,
    begun: bool,
    findings: usize,
}

impl JsonLines {
    /// With `statistics`, findings are counted, too.
    pub const fn new(statistics: Option<Statistics>) -> Self {
        Self { statistics }
    }
}

impl Report for JsonLines {
    fn seed(&mut self, out: &mut dyn Write, seed: &SeedReport<'_>) -> io::Result<()> {
        self.statistics.iter_mut().for_each(|statistics| statistics.count(seed));
        let mut written = Vec::new();
        let lines = Lines::of(&seed.source.text);
        for notice in seed.notices {
            serde_json::to_writer(&mut written, &finding(notice, &lines))?;
            written.push(b'\n');
        }
        if let Some(coverage) = seed.coverage {
            let file = File { path: seed.source.name.as_str(), claims: coverage.into() };
            serde_json::to_writer(&mut written, &FileLine { version: VERSION, file })?;
            written.push(b'\n');
        }
        out.write_all(&written)
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        if let Some(statistics) = &self.statistics {
            let line = StatisticsLine { version: VERSION, statistics: statistics.into() };
            writeln!(out, "{}", serde_json::to_string(&line)?)?;
        }
        let line = SummaryLine { version: VERSION, summary: summary.into() };
        writeln!(out, "{}", serde_json::to_string(&line)?)
    }
}

impl Report for Json {
    fn seed(&mut self, out: &mut dyn Write, seed: &SeedReport<'_>) -> io::Result<()> {
        self.statistics.iter_mut().for_each(|statistics| statistics.count(seed));
        let mut written = Vec::new();
        self.begin(&mut written);
        let lines = Lines::of(&seed.source.text);
        for notice in seed.notices {
            written.extend_from_slice(if self.findings == 0 { b"\n" } else { b",\n" });
            self.findings += 1;
            serde_json::to_writer(&mut written, &finding(notice, &lines))?;
        }
        self.files.extend(seed.coverage.map(|coverage| File { path: seed.source.name.clone(), claims: coverage.into() }));
        out.write_all(&written)
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let mut written = Vec::new();
        self.begin(&mut written);
        written.extend_from_slice(b"],\n\"files\":");
        serde_json::to_writer(&mut written, &self.files)?;
        if let Some(statistics) = &self.statistics {
            written.extend_from_slice(b",\n\"statistics\":");
            serde_json::to_writer(&mut written, &Counted::from(statistics))?;
        }
        written.extend_from_slice(b",\n\"summary\":");
        serde_json::to_writer(&mut written, &Counts::from(summary))?;
        written.extend_from_slice(b"}\n");
        out.write_all(&written)
    }
}

impl Json {
    /// With `statistics`, findings are counted, too.
    pub fn new(statistics: Option<Statistics>) -> Self {
        Self { statistics, ..Self::default() }
    }

    fn begin(&mut self, written: &mut Vec<u8>) {
        if !std::mem::replace(&mut self.begun, true) {
            written.extend_from_slice(format!("{{\"version\":{VERSION},\"findings\":[").as_bytes());
        }
    }
}

#[derive(Serialize)]
struct FindingLine<'a> {
    version: u32,
    path: &'a str,
    rule: &'a str,
    level: &'static str,
    confidence: Option<&'static str>,
    message: &'a str,
    help: Option<&'a str>,
    url: Option<&'a str>,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'a str,
    fingerprint: Option<&'a str>,
    labels: Vec<LabelLine<'a>>,
    /// What the rule says the words should be; null where it does not.
    edit: Option<EditLine<'a>>,
    /// The id of the claim in the ledger; null where it is about none.
    claim: Option<&'a str>,
}

#[derive(Serialize)]
struct EditLine<'a> {
    changes: [ChangeLine<'a>; 1],
    safe: bool,
}

#[derive(Serialize)]
struct ChangeLine<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct LabelLine<'a> {
    path: &'a str,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    message: &'a str,
}

#[derive(Serialize)]
struct FileLine<'a> {
    version: u32,
    file: File<&'a str>,
}

#[derive(Debug, Clone, Serialize)]
struct File<P> {
    path: P,
    claims: Claims,
}

#[derive(Debug, Clone, Copy, Serialize)]
struct Claims {
    checkable: usize,
    sourced: usize,
    verified: usize,
}

#[derive(Serialize)]
struct StatisticsLine<'a> {
    version: u32,
    statistics: Counted<'a>,
}

#[derive(Serialize)]
struct Counted<'a> {
    families: Vec<Family<'a>>,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
struct Family<'a> {
    family: &'a str,
    #[serde(flatten)]
    tally: Tally,
}

#[derive(Serialize)]
struct Rule<'a> {
    rule: &'a str,
    #[serde(flatten)]
    tally: Tally,
}

#[derive(Serialize)]
struct Tally {
    errors: usize,
    warnings: usize,
    notes: usize,
    files: usize,
}

impl From<statistics::Counts> for Tally {
    fn from(statistics::Counts { errors, warnings, notes, files }: statistics::Counts) -> Self {
        Self { errors, warnings, notes, files }
    }
}

impl<'a> From<&'a Statistics> for Counted<'a> {
    fn from(statistics: &'a Statistics) -> Self {
        let families = statistics.families().into_iter().map(|(family, counts)| Family { family, tally: counts.into() });
        let rules = statistics.rules().into_iter().map(|(rule, counts)| Rule { rule, tally: counts.into() });
        Self { families: families.collect(), rules: rules.collect() }
    }
}

#[derive(Serialize)]
struct SummaryLine {
    version: u32,
    summary: Counts,
}

/// The summary as data formats write it.
#[derive(Serialize)]
pub(super) struct Counts {
    files: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    suppressed: usize,
    known: usize,
    settled: usize,
    hidden: usize,
    overlapped: usize,
    unreadable: usize,
    claims: Claims,
}

impl From<Coverage> for Claims {
    fn from(coverage: Coverage) -> Self {
        Self { checkable: coverage.checkable, sourced: coverage.sourced, verified: coverage.verified }
    }
}

impl From<&Summary> for Counts {
    fn from(summary: &Summary) -> Self {
        let Summary { files, errors, warnings, notes, suppressed, known, settled, hidden, overlapped, unreadable, coverage } = *summary;
        Self { files, errors, warnings, notes, suppressed, known, settled, hidden, overlapped, unreadable, claims: coverage.into() }
    }
}

/// The record of a notice in a text whose lines are `lines`.
fn finding<'a>(notice: &'a Notice<'a>, lines: &Lines<'_>) -> FindingLine<'a> {
    let (start, end) = lines.of_span(notice.span);
    FindingLine {
        version: VERSION,
        path: &notice.source.name,
        rule: notice.code,
        level: notice.level.name(),
        confidence: notice.confidence.map(|confidence| confidence.name()),
        message: &notice.message,
        help: notice.help.as_deref(),
        url: notice.url,
        start: notice.span.start,
        end: notice.span.end,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        text: notice.span.of(&notice.source.text),
        fingerprint: notice.fingerprint.as_deref(),
        labels: notice.asides.iter().map(|aside| label(aside, notice, lines)).collect(),
        edit: notice.edit.as_ref().map(|edit| {
            let Span { start, end } = edit.span;
            EditLine { changes: [ChangeLine { start, end, text: &edit.text }], safe: true }
        }),
        claim: notice.claim.as_deref(),
    }
}

fn label<'a>(aside: &Aside<'a>, notice: &Notice<'_>, lines: &Lines<'_>) -> LabelLine<'a> {
    let here = std::ptr::eq(aside.source, notice.source);
    let at = if here { lines.at(aside.span.start) } else { Lines::of(&aside.source.text).at(aside.span.start) };
    LabelLine {
        path: &aside.source.name,
        start: aside.span.start,
        end: aside.span.end,
        line: at.line,
        column: at.column,
        message: aside.note,
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::report::tests::Sketch;

    #[test]
    fn a_line_is_an_object() {
        let sketch = Sketch::new("The [[dam]],\r\n<<“experts” bel\u{1b}ieve>>, will fail.\n");
        assert_snapshot!(sketch.written(&mut JsonLines::default()), @r#"
        {"version":1,"path":"seeds/a.md","rule":"sourcing/vague-authority","level":"warning","confidence":"high","message":"who are ““experts” bel\u001bieve”?","help":"name the source, or cite one in the same sentence","url":null,"start":10,"end":32,"line":2,"column":1,"end_line":2,"end_column":19,"text":"“experts” bel\u001bieve","fingerprint":"0123456789abcdef","labels":[{"path":"seeds/a.md","start":4,"end":7,"line":1,"column":5,"message":"also here"}],"edit":null,"claim":null}
        {"version":1,"file":{"path":"seeds/a.md","claims":{"checkable":41,"sourced":9,"verified":0}}}
        {"version":1,"summary":{"files":1,"errors":0,"warnings":1,"notes":0,"suppressed":1,"known":0,"settled":0,"hidden":0,"overlapped":0,"unreadable":0,"claims":{"checkable":41,"sourced":9,"verified":0}}}
        "#);
    }

    #[test]
    fn a_document_holds_the_same() {
        let written = Sketch::new("The dam, <<experts believe>>, will fail.\n").written(&mut Json::default());
        assert_snapshot!(written, @r#"
        {"version":1,"findings":[
        {"version":1,"path":"seeds/a.md","rule":"sourcing/vague-authority","level":"warning","confidence":"high","message":"who are “experts believe”?","help":"name the source, or cite one in the same sentence","url":null,"start":9,"end":24,"line":1,"column":10,"end_line":1,"end_column":25,"text":"experts believe","fingerprint":"0123456789abcdef","labels":[],"edit":null,"claim":null}],
        "files":[{"path":"seeds/a.md","claims":{"checkable":41,"sourced":9,"verified":0}}],
        "summary":{"files":1,"errors":0,"warnings":1,"notes":0,"suppressed":1,"known":0,"settled":0,"hidden":0,"overlapped":0,"unreadable":0,"claims":{"checkable":41,"sourced":9,"verified":0}}}
        "#);
        let lines = Sketch::new("The dam, <<experts believe>>, will fail.\n").written(&mut JsonLines::default());
        let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let document: serde_json::Value = serde_json::from_str(&written).unwrap();
        assert_eq!(document["findings"][0], lines[0]);
        assert_eq!(document["files"][0], lines[1]["file"]);
        assert_eq!(document["summary"], lines[2]["summary"]);
    }

    #[test]
    fn a_document_without_seeds_is_one() {
        let mut out = Vec::new();
        Json::default().end(&mut out, &Summary::default()).unwrap();
        let document: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(document["findings"], serde_json::json!([]));
        assert_eq!(document["files"], serde_json::json!([]));
    }

    #[test]
    fn offsets_are_bytes_and_columns_characters() {
        for (text, expected) in [
            ("é <<ab>>c", [3, 5, 1, 3, 1, 5]),
            ("one\ntwo <<three\nfour>>", [8, 18, 2, 5, 3, 5]),
            ("<<>>", [0, 0, 1, 1, 1, 1]),
            ("one\n<<>>", [4, 4, 2, 1, 2, 1]),
            ("👩‍💻<<x>>", [11, 12, 1, 4, 1, 5]),
        ] {
            let written = Sketch::new(text).written(&mut JsonLines::default());
            let line: serde_json::Value = serde_json::from_str(written.lines().next().unwrap()).unwrap();
            let found = ["start", "end", "line", "column", "end_line", "end_column"].map(|key| line[key].as_u64().unwrap());
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
