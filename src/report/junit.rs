//! JUnit's XML: a suite for each seed, a case for each finding.
//!
//! A finding that fails the check is a failure; a lighter one is a case that passes and says in its output what it found. So
//! the verdict of whoever reads the file is that of the check. A seed without findings is one case that passes. The only file
//! that knows quick-xml.

use std::collections::HashMap;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesText, Event};

use super::lines::Lines;
use super::notice::Notice;
use super::visible::{escaped, picture};
use super::{Report, SeedReport, Summary};
use crate::finding::Level;

/// The document, written suite by suite.
#[derive(Debug, Clone, Default)]
pub struct JUnit {
    begun: bool,
}

/// What a case came to.
enum Outcome<'a> {
    Passed,
    /// It passed and has something to say.
    Remarked(&'a str),
    /// It failed: with what level, message and text.
    Failed(&'a str, &'a str, &'a str),
    /// It could not be run: why.
    Broken(&'a str),
}

impl JUnit {
    fn begin(&mut self, written: &mut Vec<u8>) {
        if !std::mem::replace(&mut self.begun, true) {
            written.extend_from_slice(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"seedlint\">\n");
        }
    }

    /// Writes a suite of so many failures and errors, and whatever cases `cases` writes.
    fn suite(
        &mut self,
        out: &mut dyn Write,
        name: &str,
        [tests, failures, errors]: [usize; 3],
        cases: impl FnOnce(&mut Writer<&mut Vec<u8>>) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut written = Vec::new();
        self.begin(&mut written);
        let [tests, failures, errors] = [tests, failures, errors].map(|count| count.to_string());
        let name = clean(&escaped(name));
        let attributes =
            [("name", name.as_str()), ("tests", &tests), ("failures", &failures), ("errors", &errors), ("skipped", "0"), ("time", "0")];
        let mut writer = Writer::new_with_indent(&mut written, b' ', 2);
        writer.create_element("testsuite").with_attributes(attributes).write_inner_content(cases)?;
        written.push(b'\n');
        out.write_all(&written)
    }
}

impl Report for JUnit {
    fn seed(&mut self, out: &mut dyn Write, seed: &SeedReport<'_>) -> io::Result<()> {
        let fails = |notice: &&Notice<'_>| seed.fails_from.is_some_and(|level| notice.level >= level);
        let failures = seed.notices.iter().filter(fails).count();
        let name = &seed.source.name;
        self.suite(out, name, [seed.notices.len().max(1), failures, 0], |writer| {
            if seed.notices.is_empty() {
                return case(writer, name, "nothing to flag", &Outcome::Passed);
            }
            let lines = Lines::of(&seed.source.text);
            let mut seen: HashMap<String, usize> = HashMap::new();
            for notice in seed.notices {
                let title = format!("{}: {}", notice.code, notice.message);
                let count = seen.entry(title.clone()).or_default();
                *count += 1;
                let title = if *count > 1 { format!("{title} ({count})") } else { title };
                let told = told(notice, &lines);
                let level = notice.level.name();
                let outcome = if fails(&notice) { Outcome::Failed(level, &notice.message, &told) } else { Outcome::Remarked(&told) };
                case(writer, name, &title, &outcome)?;
            }
            Ok(())
        })
    }

    fn unreadable(&mut self, out: &mut dyn Write, name: &str, message: &str) -> io::Result<()> {
        self.suite(out, name, [1, 0, 1], |writer| case(writer, name, "can be read", &Outcome::Broken(message)))
    }

    fn end(&mut self, out: &mut dyn Write, _: &Summary) -> io::Result<()> {
        let mut written = Vec::new();
        self.begin(&mut written);
        written.extend_from_slice(b"</testsuites>\n");
        out.write_all(&written)
    }
}

/// `path:line:column: level[rule]: message`, then help and fix.
fn told(notice: &Notice<'_>, lines: &Lines<'_>) -> String {
    let at = lines.at(notice.span.start);
    let (name, level) = (escaped(&notice.source.name), notice.level.name());
    debug_assert!(notice.level > Level::Off, "what is off is not reported");
    format!("{name}:{}:{}: {level}[{}]: {}", at.line, at.column, notice.code, notice.told_with_fix())
}

fn case(writer: &mut Writer<&mut Vec<u8>>, class: &str, name: &str, outcome: &Outcome<'_>) -> io::Result<()> {
    let (class, name) = (clean(&escaped(class)), clean(&escaped(name)));
    let element = writer.create_element("testcase").with_attributes([("classname", class.as_str()), ("name", &name), ("time", "0")]);
    let text = |text: &str| Event::Text(BytesText::new(&clean(text)).into_owned());
    match *outcome {
        Outcome::Passed => element.write_empty()?,
        Outcome::Remarked(told) => element.write_inner_content(|writer| {
            writer.create_element("system-out").write_inner_content(|writer| writer.write_event(text(told)))?;
            Ok(())
        })?,
        Outcome::Failed(level, message, told) => element.write_inner_content(|writer| {
            let failure =
                writer.create_element("failure").with_attributes([("type", level), ("message", clean(&escaped(message)).as_str())]);
            failure.write_inner_content(|writer| writer.write_event(text(told)))?;
            Ok(())
        })?,
        Outcome::Broken(message) => element.write_inner_content(|writer| {
            let error =
                writer.create_element("error").with_attributes([("type", "unreadable"), ("message", clean(&escaped(message)).as_str())]);
            error.write_empty()?;
            Ok(())
        })?,
    };
    Ok(())
}

/// The text with a picture in the place of each character that XML 1.0 forbids.
fn clean(text: &str) -> String {
    let forbidden = |c: char| (c < ' ' && !matches!(c, '\t' | '\n')) || matches!(c, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}');
    text.chars()
        .map(|c| {
            if matches!(c, '\u{fffe}' | '\u{ffff}') {
                char::REPLACEMENT_CHARACTER
            } else if forbidden(c) {
                picture(c)
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::report::tests::Sketch;

    #[test]
    fn a_finding_that_fails_is_a_failure() {
        let sketch = Sketch::new("The dam,\r\n<<“𝔘 & <b>” bel\u{1b}i\u{ffff}eve ]]&gt;>>, will fail.\n");
        assert_snapshot!(sketch.written(&mut JUnit::default()), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="seedlint">
        <testsuite name="seeds/a.md" tests="1" failures="1" errors="0" skipped="0" time="0">
          <testcase classname="seeds/a.md" name="sourcing/vague-authority: who are ““𝔘 &amp; &lt;b&gt;” bel\u{1b}i�eve &amp;gt;”?" time="0">
            <failure type="warning" message="who are ““𝔘 &amp; &lt;b&gt;” bel\u{1b}i�eve &amp;gt;”?">seeds/a.md:2:1: warning[sourcing/vague-authority]: who are ““𝔘 &amp; &lt;b&gt;” bel␛i�eve &amp;gt;”?
        help: name the source, or cite one in the same sentence</failure>
          </testcase>
        </testsuite>
        </testsuites>
        "#);
    }

    #[test]
    fn a_finding_that_fails_nothing_passes_and_is_told() {
        let sketch = Sketch::new("<<one>>");
        let mut notices = [sketch.notices(), sketch.notices()].concat();
        notices.iter_mut().for_each(|notice| notice.level = Level::Note);
        notices[1].edit = Some("two".into());
        let (prose, blocks) = (sketch.prose.as_str(), [].as_slice());
        let mut seed =
            SeedReport { source: &sketch.source, notices: &notices, prose, blocks, fails_from: Some(Level::Warning), coverage: None };
        let mut report = JUnit::default();
        let mut out = Vec::new();
        report.seed(&mut out, &seed).unwrap();
        seed.notices = &[];
        report.seed(&mut out, &seed).unwrap();
        report.unreadable(&mut out, "b\n.md", "not UTF-8 at byte 0").unwrap();
        report.end(&mut out, &Summary::default()).unwrap();
        assert_snapshot!(String::from_utf8(out).unwrap(), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="seedlint">
        <testsuite name="seeds/a.md" tests="2" failures="0" errors="0" skipped="0" time="0">
          <testcase classname="seeds/a.md" name="sourcing/vague-authority: who are “one”?" time="0">
            <system-out>seeds/a.md:1:1: note[sourcing/vague-authority]: who are “one”?
        help: name the source, or cite one in the same sentence</system-out>
          </testcase>
          <testcase classname="seeds/a.md" name="sourcing/vague-authority: who are “one”? (2)" time="0">
            <system-out>seeds/a.md:1:1: note[sourcing/vague-authority]: who are “one”?
        help: name the source, or cite one in the same sentence
        fix: write “two”</system-out>
          </testcase>
        </testsuite>
        <testsuite name="seeds/a.md" tests="1" failures="0" errors="0" skipped="0" time="0">
          <testcase classname="seeds/a.md" name="nothing to flag" time="0"/>
        </testsuite>
        <testsuite name="b\n.md" tests="1" failures="0" errors="1" skipped="0" time="0">
          <testcase classname="b\n.md" name="can be read" time="0">
            <error type="unreadable" message="not UTF-8 at byte 0"/>
          </testcase>
        </testsuite>
        </testsuites>
        "#);
    }
}
