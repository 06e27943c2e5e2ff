//! SARIF 2.1.0 (OASIS, 2020), within the limits of GitHub's code scanning.
//!
//! Of findings beyond the limit, the lightest and last give way; what was left out or cut is told in the file itself and to
//! the caller. Columns and character offsets count UTF-16 code units, as editors and the format's own default do.

mod shape;

use std::collections::HashMap;
use std::io::{self, Write};

use serde_json::value::RawValue;

use super::lines::{Lines, Unit};
use super::notice::{Aside, Notice};
use super::{Report, SeedReport, Summary};
use super::{address, closing};
use crate::finding::{Confidence, Level};
use crate::span::Span;
use shape::{
    ArtifactChange, ArtifactLocation, Configuration, Driver, Fix, Invocation, Kind, Location, Log, Markdown, Notification,
    PhysicalLocation, Prints, Properties, Region, Related, Replacement, Result, Rule, Run, Text, Tool,
};

/// Results of a run that GitHub takes.
const MOST_RESULTS: usize = 25_000;
/// Locations of a result that it takes, the first included.
const MOST_LOCATIONS: usize = 1_000;
/// Characters of a rule's description that it takes.
const LONGEST: usize = 1_024;
/// What the file says of a file that could not be read, and of what was left out.
const UNREADABLE: &str = "unreadable";
const LEFT_OUT: &str = "left-out";
const FAULTY: &str = "faulty-configuration";

/// The log, kept until all is known: of too many results the weightiest are written.
#[derive(Debug, Default)]
pub struct Sarif {
    rules: Vec<Rule>,
    numbers: HashMap<String, usize>,
    /// The results of each level, errors first, each with its turn.
    results: [Vec<(usize, Box<RawValue>)>; 3],
    found: usize,
    /// Texts and lists that were cut.
    cut: usize,
    unreadable: Vec<Notification>,
    /// Faults in configuration and rules, which standard error tells.
    faults: usize,
}

impl Sarif {
    /// With how many faults there are in configuration and rules.
    pub fn new(faults: usize) -> Self {
        Self { faults, ..Self::default() }
    }

    /// The number of the notice's rule.
    fn rule(&mut self, notice: &Notice<'_>) -> usize {
        if let Some(number) = self.numbers.get(notice.code) {
            return *number;
        }
        let number = self.rules.len();
        let rule = rule(notice, &mut self.cut);
        self.rules.push(rule);
        self.numbers.insert(notice.code.to_owned(), number);
        number
    }

    fn result(&mut self, notice: &Notice<'_>, lines: &Lines<'_>) -> Result {
        let rule_index = self.rule(notice);
        let shown = notice.asides.len().min(MOST_LOCATIONS - 1);
        self.cut += usize::from(shown < notice.asides.len());
        let related = notice.asides[..shown].iter().enumerate();
        let prints = notice.fingerprint.clone().map(|seedlint| Prints { seedlint });
        Result {
            rule_id: notice.code.to_owned(),
            rule_index,
            level: level(notice.level),
            message: Text::new(plain(&notice.told())),
            locations: vec![Location { physical: place(&notice.source.name, lines, notice.span) }],
            partial_fingerprints: prints,
            related_locations: related.map(|(index, aside)| aside_of(index + 1, aside, notice, lines)).collect(),
            fixes: notice.edit.iter().map(|words| fix(notice, words, lines)).collect(),
        }
    }

    /// Which results are written, in their turn: the weightiest, of a level the first.
    fn kept(&mut self) -> Vec<Box<RawValue>> {
        let mut room = MOST_RESULTS;
        let mut kept = Vec::new();
        for results in &mut self.results {
            results.truncate(room);
            room -= results.len();
            kept.append(results);
        }
        kept.sort_by_key(|(turn, _)| *turn);
        kept.into_iter().map(|(_, result)| result).collect()
    }

    fn notifications(&self) -> Vec<Notification> {
        let left_out = self.left_out().map(|told| Notification::new(LEFT_OUT, "warning", told, None));
        left_out.into_iter().chain(self.unreadable.iter().cloned()).collect()
    }
}

impl Report for Sarif {
    fn seed(&mut self, _: &mut dyn Write, seed: &SeedReport<'_>) -> io::Result<()> {
        if seed.notices.is_empty() {
            return Ok(());
        }
        let lines = Lines::of(&seed.source.text);
        for notice in seed.notices {
            let result = self.result(notice, &lines);
            let results = &mut self.results[Level::Error as usize - (notice.level.max(Level::Note) as usize)];
            // More of a level than are taken in all are never written.
            if results.len() < MOST_RESULTS {
                results.push((self.found, serde_json::value::to_raw_value(&result)?));
            }
            self.found += 1;
        }
        Ok(())
    }

    fn unreadable(&mut self, _: &mut dyn Write, name: &str, message: &str) -> io::Result<()> {
        let told = format!("{name}: {message}");
        self.unreadable.push(Notification::new(UNREADABLE, "error", told, Some(ArtifactLocation { uri: address::of(name) })));
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let notifications = self.notifications();
        let faulty = (self.faults > 0)
            .then(|| format!("{} in configuration or rules; standard error tells which", closing::counted(self.faults, "fault")));
        let run = Run {
            tool: Tool { driver: driver(std::mem::take(&mut self.rules)) },
            invocations: [Invocation {
                execution_successful: summary.unreadable == 0 && self.faults == 0,
                tool_execution_notifications: notifications,
                tool_configuration_notifications: faulty.map(|told| Notification::new(FAULTY, "error", told, None)).into_iter().collect(),
            }],
            column_kind: "utf16CodeUnits",
            results: self.kept(),
            properties: Properties { summary: summary.into() },
        };
        let log = Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
        let mut written = serde_json::to_vec(&log)?;
        written.push(b'\n');
        out.write_all(&written)
    }

    fn left_out(&self) -> Option<String> {
        let mut told = Vec::new();
        if self.found > MOST_RESULTS {
            let many = self.found - MOST_RESULTS;
            told.push(format!("{many} of {} findings are left out, the lightest: GitHub takes {MOST_RESULTS} of a run", self.found));
        }
        if self.cut > 0 {
            told.push(format!("{} texts or lists of places are cut: they are longer than GitHub takes", self.cut));
        }
        (!told.is_empty()).then(|| told.join("; "))
    }
}

fn driver(rules: Vec<Rule>) -> Driver {
    let text = |text: &str| Text::new(text.to_owned());
    let kind = |id, said: &str| Kind { id, short_description: text(said), full_description: text(said), help: text(said) };
    let home = env!("CARGO_PKG_HOMEPAGE");
    Driver {
        name: "seedlint",
        semantic_version: env!("CARGO_PKG_VERSION"),
        information_uri: (!home.is_empty()).then_some(home),
        rules,
        notifications: [
            kind(UNREADABLE, "a file could not be read"),
            kind(LEFT_OUT, "something is left out of this report"),
            kind(FAULTY, "something is wrong with configuration or rules"),
        ],
    }
}

/// What a notice tells of its rule. What is too long is cut, and counted.
fn rule(notice: &Notice<'_>, cut: &mut usize) -> Rule {
    let mut within = |text: &str| {
        let Some((at, _)) = text.char_indices().nth(LONGEST) else { return Text::new(text.to_owned()) };
        *cut += 1;
        let last = text[..at].char_indices().next_back().map_or(at, |(last, _)| last);
        Text::new(format!("{}…", &text[..last]))
    };
    let (summary, why) = notice.about.map_or((notice.code, notice.code), |about| (about.summary, about.why));
    let help = notice.about.and_then(|about| about.help);
    let authority = notice.about.map(|about| about.authority).unwrap_or_default();
    let level = notice.about.map_or(notice.level, |about| about.level);
    Rule {
        id: notice.code.to_owned(),
        name: friendly_name(notice.code),
        short_description: within(summary),
        full_description: within(why),
        help: Markdown { text: help_text(why, help, authority), markdown: help_markdown(notice.code, why, help, authority) },
        help_uri: notice.url.map(str::to_owned),
        default_configuration: Configuration { enabled: level != Level::Off, level: self::level(level) },
        properties: shape::RuleProperties {
            tags: [notice.family().to_owned()],
            precision: notice.confidence.map_or("very-high", Confidence::name),
            severity: match level {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Note | Level::Off => "recommendation",
            },
        },
    }
}

/// `sourcing/vague-authority` as `SourcingVagueAuthority`, which is how readers of SARIF name rules.
fn friendly_name(code: &str) -> String {
    let words = code.split(|c: char| !c.is_alphanumeric());
    words.flat_map(|word| word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1))).collect()
}

fn help_text(why: &str, help: Option<&str>, authority: &[String]) -> String {
    let mut text = why.trim().to_owned();
    help.iter().for_each(|help| text.push_str(&format!("\n\nWhat would satisfy it: {}", help.trim())));
    if !authority.is_empty() {
        text.push_str(&format!("\n\nOn the authority of: {}", authority.join("; ")));
    }
    text
}

fn help_markdown(code: &str, why: &str, help: Option<&str>, authority: &[String]) -> String {
    let mut text = format!("{}\n", why.trim());
    help.iter().for_each(|help| text.push_str(&format!("\n**What would satisfy it**: {}\n", help.trim())));
    if !authority.is_empty() {
        text.push_str("\n**On the authority of**\n\n");
        authority.iter().for_each(|name| text.push_str(&format!("* {name}\n")));
    }
    text.push_str(&format!("\nTo allow one finding: `<!-- seedlint: allow({code}) why it may stand -->`\n"));
    text
}

fn place(name: &str, lines: &Lines<'_>, span: Span) -> PhysicalLocation {
    PhysicalLocation { artifact_location: ArtifactLocation { uri: address::of(name) }, region: region(lines, span) }
}

fn region(lines: &Lines<'_>, span: Span) -> Region {
    let (start, end) = (lines.measured(span.start, Unit::Utf16), lines.measured(span.end, Unit::Utf16));
    let units = |offset| lines.units_before(offset, Unit::Utf16);
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        char_offset: units(span.start),
        char_length: units(span.end) - units(span.start),
        byte_offset: span.start,
        byte_length: span.len(),
    }
}

fn aside_of(id: usize, aside: &Aside<'_>, notice: &Notice<'_>, lines: &Lines<'_>) -> Related {
    let name = &aside.source.name;
    let here = std::ptr::eq(aside.source, notice.source);
    let physical = if here { place(name, lines, aside.span) } else { place(name, &Lines::of(&aside.source.text), aside.span) };
    Related { id, physical, message: Text::new(aside.note.to_owned()) }
}

fn fix(notice: &Notice<'_>, words: &str, lines: &Lines<'_>) -> Fix {
    Fix {
        description: Text::new(format!("write “{words}”")),
        artifact_changes: [ArtifactChange {
            artifact_location: ArtifactLocation { uri: address::of(&notice.source.name) },
            replacements: [Replacement { deleted_region: region(lines, notice.span), inserted_content: Text::new(words.to_owned()) }],
        }],
    }
}

/// A message in which nothing is taken for a link to one of its places (section 3.11.6 of the standard).
fn plain(text: &str) -> String {
    if !text.contains("](") {
        return text.to_owned();
    }
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
        Level::Off => "none",
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use serde_json::Value;

    use super::*;
    use crate::report::tests::Sketch;

    fn written(sketch: &Sketch, report: &mut Sarif) -> Value {
        serde_json::from_str(&sketch.written(report)).unwrap()
    }

    #[test]
    fn a_finding_is_a_result() {
        let sketch = Sketch::new("\u{feff}The [[𝔘x]],\r\n<<𝔘 “experts”\r\nbelieve>>, will fail.\n");
        let log = written(&sketch, &mut Sarif::default());
        assert_snapshot!(log["runs"][0]["results"], @r#"[{"level":"warning","locations":[{"physicalLocation":{"artifactLocation":{"uri":"seeds/a.md"},"region":{"byteLength":27,"byteOffset":15,"charLength":21,"charOffset":10,"endColumn":8,"endLine":3,"startColumn":1,"startLine":2}}}],"message":{"text":"who are “𝔘 “experts” believe”?\nhelp: name the source, or cite one in the same sentence"},"partialFingerprints":{"seedlint/v1":"0123456789abcdef"},"relatedLocations":[{"id":1,"message":{"text":"also here"},"physicalLocation":{"artifactLocation":{"uri":"seeds/a.md"},"region":{"byteLength":5,"byteOffset":7,"charLength":3,"charOffset":4,"endColumn":8,"endLine":1,"startColumn":5,"startLine":1}}}],"ruleId":"sourcing/vague-authority","ruleIndex":0}]"#);
        assert_snapshot!(log["runs"][0]["tool"]["driver"]["rules"], @r#"[{"defaultConfiguration":{"enabled":true,"level":"warning"},"fullDescription":{"text":"Readers cannot weigh what nobody stands for."},"help":{"markdown":"Readers cannot weigh what nobody stands for.\n\n**What would satisfy it**: name the source, or cite one in the same sentence\n\nTo allow one finding: `<!-- seedlint: allow(sourcing/vague-authority) why it may stand -->`\n","text":"Readers cannot weigh what nobody stands for.\n\nWhat would satisfy it: name the source, or cite one in the same sentence"},"id":"sourcing/vague-authority","name":"SourcingVagueAuthority","properties":{"precision":"high","problem.severity":"warning","tags":["sourcing"]},"shortDescription":{"text":"unnamed people who are said to say something"}}]"#);
        assert_snapshot!(log["runs"][0]["invocations"], @r#"[{"executionSuccessful":true}]"#);
    }

    #[test]
    fn what_could_not_be_read_is_a_notification() {
        let mut report = Sarif::new(2);
        report.unreadable(&mut Vec::new(), "we, ird:.md", "not UTF-8 at byte 0").unwrap();
        let mut out = Vec::new();
        report.end(&mut out, &Summary { unreadable: 1, ..Summary::default() }).unwrap();
        let log: Value = serde_json::from_slice(&out).unwrap();
        assert_snapshot!(log["runs"][0]["invocations"], @r#"[{"executionSuccessful":false,"toolConfigurationNotifications":[{"descriptor":{"id":"faulty-configuration"},"level":"error","message":{"text":"2 faults in configuration or rules; standard error tells which"}}],"toolExecutionNotifications":[{"descriptor":{"id":"unreadable"},"level":"error","locations":[{"physicalLocation":{"artifactLocation":{"uri":"we%2C%20ird%3A.md"}}}],"message":{"text":"we, ird:.md: not UTF-8 at byte 0"}}]}]"#);
        assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
    }

    #[test]
    fn the_lightest_give_way_and_it_is_told() {
        let sketch = Sketch::new("<<one>>");
        let mut notices: Vec<_> = std::iter::repeat_n(sketch.notices().remove(0), MOST_RESULTS + 2).collect();
        notices[MOST_RESULTS + 1].level = Level::Error;
        notices[0].level = Level::Note;
        let (prose, blocks) = (sketch.prose.as_str(), [].as_slice());
        let seed = SeedReport { source: &sketch.source, notices: &notices, prose, blocks, fails_from: None, coverage: None };
        let mut report = Sarif::default();
        let mut out = Vec::new();
        report.seed(&mut out, &seed).unwrap();
        report.end(&mut out, &Summary::default()).unwrap();
        let log: Value = serde_json::from_slice(&out).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert_eq!((results.len(), &results[0]["level"]), (MOST_RESULTS, &"warning".into()));
        assert_eq!(results.last().unwrap()["level"], "error");
        let told = "2 of 25002 findings are left out, the lightest: GitHub takes 25000 of a run";
        assert_eq!(report.left_out().as_deref(), Some(told));
        assert_eq!(log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"], told);
    }

    #[test]
    fn texts_and_lists_that_are_too_long_are_cut_and_it_is_told() {
        let mut sketch = Sketch::new("<<one>>");
        sketch.finding.labels = (0..2_000).map(|_| crate::finding::Label { span: Span::new(0, 1), note: "here".into() }).collect();
        let why = "é".repeat(2_000);
        let mut notices = sketch.notices();
        notices[0].about = notices[0].about.map(|about| super::super::About { why: &why, ..about });
        let mut report = Sarif::default();
        let lines = Lines::of(&sketch.source.text);
        let result = report.result(&notices[0], &lines);
        assert_eq!((result.related_locations.len(), report.cut), (MOST_LOCATIONS - 1, 2));
        let description = serde_json::to_value(&report.rules[0]).unwrap()["fullDescription"]["text"].as_str().unwrap().to_owned();
        assert_eq!((description.chars().count(), description.ends_with("é…")), (LONGEST, true));
        assert_eq!(report.left_out().as_deref(), Some("2 texts or lists of places are cut: they are longer than GitHub takes"));
    }
}
