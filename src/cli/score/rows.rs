//! Labelled texts, as a file of JSON lines gives them.
//!
//! In go the bytes of a file and the rules in force; out come rows, and every row that cannot be read, told by its line.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::cli::houses::suggestion;
use crate::finding::{Level, RuleId};
use crate::rules::{Matcher, RuleSet};
use crate::source::{Format, Source};
use crate::span::Span;

/// A text with what should be found in it.
#[derive(Debug)]
pub(super) struct Row {
    /// In its file, from 1.
    pub(super) line: usize,
    pub(super) source: Source,
    /// Where it is taken to lie; nowhere, if the row does not say.
    pub(super) path: Option<PathBuf>,
    pub(super) labels: Vec<Label>,
    /// The rules whose every finding is labelled; `None` for all that are scored.
    pub(super) complete: Option<Vec<RuleId>>,
}

/// What a rule should find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) rule: RuleId,
    pub(super) span: Span,
}

/// What names in a file may name.
#[derive(Clone, Copy)]
pub(super) struct Names<'h> {
    pub(super) rules: &'h RuleSet,
    /// The level of each rule in force.
    pub(super) levels: &'h [Level],
}

/// A row as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with `text` and `findings`")]
struct RawRow {
    text: String,
    format: Option<String>,
    path: Option<PathBuf>,
    findings: Vec<RawLabel>,
    rules: Option<Vec<String>>,
}

/// A finding as written: its place is `start` and `end`, in bytes of the text, or `words` that stand in it once.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with `rule` and its place")]
struct RawLabel {
    rule: String,
    start: Option<usize>,
    end: Option<usize>,
    words: Option<String>,
}

/// Reads the rows of the file called `name`. Each fault is a whole message: file, line, what is wrong.
pub(super) fn read(name: &str, text: &str, names: Names<'_>, faults: &mut Vec<String>) -> Vec<Row> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut rows = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(raw) => match row(name, number + 1, raw, names) {
                Ok(row) => rows.push(row),
                Err(wrong) => faults.extend(wrong.into_iter().map(|wrong| format!("{name}:{}: {wrong}", number + 1))),
            },
            Err(error) => faults.push(format!("{name}:{}:{}: {}", number + 1, error.column().max(1), without_place(&error))),
        }
    }
    rows
}

/// What serde says, without the place, which it counts from the start of the line.
fn without_place(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or(&said);
    if error.is_data() { said.to_owned() } else { format!("no JSON on this line: {said}") }
}

fn row(name: &str, line: usize, raw: RawRow, names: Names<'_>) -> Result<Row, Vec<String>> {
    let mut wrong = Vec::new();
    let mut complete = Vec::new();
    for named in raw.rules.iter().flatten() {
        keep(ids(names, named), &mut wrong).into_iter().for_each(|ids| complete.extend(ids));
    }
    let complete = raw.rules.is_some().then_some(complete);
    let mut labels = Vec::new();
    for finding in &raw.findings {
        let rule = keep(id(names.rules, &finding.rule), &mut wrong);
        let span = keep(place(finding, &raw.text), &mut wrong);
        let (Some(rule), Some(span)) = (rule, span) else { continue };
        if complete.as_ref().is_some_and(|complete| !complete.contains(&rule)) {
            wrong.push(format!("a finding of `{}`, which `rules` does not name", finding.rule));
        }
        labels.push(Label { rule, span });
    }
    let format = keep(format(raw.format.as_deref(), raw.path.as_deref()), &mut wrong).unwrap_or_default();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(Row { line, source: Source::new(format!("{name}:{line}"), format, raw.text), path: raw.path, labels, complete })
}

fn keep<T>(read: Result<T, String>, wrong: &mut Vec<String>) -> Option<T> {
    read.map_err(|message| wrong.push(message)).ok()
}

/// The one that is named, else the one that the path's ending tells, else Markdown.
fn format(named: Option<&str>, path: Option<&Path>) -> Result<Format, String> {
    let Some(named) = named else {
        let ending = path.and_then(Path::extension).map(|ending| ending.to_string_lossy());
        return Ok(ending.and_then(|ending| Format::of_extension(&ending)).unwrap_or_default());
    };
    Format::of_extension(named).ok_or_else(|| format!("unknown format `{named}`: it may be `md`, `txt` or `html`"))
}

/// The rule of a name, or those of the family of a name which are not off.
pub(super) fn ids(names: Names<'_>, name: &str) -> Result<Vec<RuleId>, String> {
    let Names { rules, levels } = names;
    if rules.named(name).is_some() || !rules.rules.iter().any(|rule| rule.family() == name) {
        return id(rules, name).map(|id| vec![id]);
    }
    let family = rules.iter().filter(|(_, rule)| rule.family() == name && !matches!(rule.matcher, Matcher::Elsewhere(_)));
    Ok(family.map(|(id, _)| id).filter(|id| levels[id.0 as usize] > Level::Off).collect())
}

fn id(rules: &RuleSet, name: &str) -> Result<RuleId, String> {
    let Some(id) = rules.named(name) else {
        let help = suggestion(rules, name).map(|help| format!("; {help}")).unwrap_or_default();
        return Err(format!("no rule is named `{name}`{help}"));
    };
    if matches!(rules.rule(id).matcher, Matcher::Elsewhere(_)) {
        return Err(format!("`{name}` speaks of exceptions or the baseline, which labelled texts have none of"));
    }
    Ok(id)
}

fn place(label: &RawLabel, text: &str) -> Result<Span, String> {
    match (label.start, label.end, label.words.as_deref()) {
        (Some(start), Some(end), None) if start <= end && text.get(start..end).is_some() => Ok(Span::new(start, end)),
        (Some(start), Some(end), None) => Err(format!(
            "{start} to {end} is no place of the text, whose bytes are 0 to {}: both have to lie between characters",
            text.len()
        )),
        (None, None, Some(words)) if !words.is_empty() => {
            let mut places = text.match_indices(words);
            match (places.next(), places.count()) {
                (Some((start, _)), 0) => Ok(Span::new(start, start + words.len())),
                (Some(_), more) => Err(format!("“{words}” stands {} times in the text: say which by `start` and `end`", more + 1)),
                (None, _) => Err(format!("“{words}” does not stand in the text")),
            }
        }
        _ => Err(format!("the place of a finding of `{}` is `start` and `end`, or `words`", label.rule)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;

    fn read_one(line: &str) -> Result<Row, String> {
        let (rules, mut faults) = (builtin::rule_set(), Vec::new());
        let levels: Vec<_> = rules.rules.iter().map(|rule| rule.level).collect();
        let mut rows = read("a.jsonl", line, Names { rules: &rules, levels: &levels }, &mut faults);
        match faults.is_empty() {
            true => Ok(rows.remove(0)),
            false => Err(faults.join("\n")),
        }
    }

    #[test]
    fn a_place_is_offsets_or_words() {
        for (finding, place) in [
            (r#"{"rule": "sourcing/rumour", "start": 0, "end": 2}"#, Span::new(0, 2)),
            (r#"{"rule": "sourcing/rumour", "start": 3, "end": 3}"#, Span::empty(3)),
            (r#"{"rule": "sourcing/rumour", "words": "é b"}"#, Span::new(0, 4)),
        ] {
            let row = read_one(&format!(r#"{{"text": "é b c c", "findings": [{finding}]}}"#)).unwrap();
            assert_eq!(row.labels.iter().map(|label| label.span).collect::<Vec<_>>(), [place], "{finding}");
        }
    }

    #[test]
    fn the_format_is_told_or_follows_from_the_path() {
        for (keys, format) in [
            ("", Format::Markdown),
            (r#""format": "txt", "#, Format::Plain),
            (r#""path": "seeds/a.html", "#, Format::Html),
            (r#""path": "seeds/a.html", "format": "md", "#, Format::Markdown),
            (r#""path": "seeds/a", "#, Format::Markdown),
        ] {
            let row = read_one(&format!(r#"{{{keys}"text": "a", "findings": []}}"#)).unwrap();
            assert_eq!(row.source.format, format, "{keys}");
        }
    }

    #[test]
    fn what_a_row_is_complete_for_may_be_a_family() {
        let rules = builtin::rule_set();
        let complete = |keys: &str| read_one(&format!(r#"{{"text": "a", "findings": []{keys}}}"#)).unwrap().complete;
        assert_eq!(complete(""), None);
        assert_eq!(complete(r#", "rules": []"#), Some(vec![]));
        assert_eq!(complete(r#", "rules": ["sourcing/rumour"]"#).map(|ids| ids.len()), Some(1));
        let family = complete(r#", "rules": ["sourcing"]"#).unwrap();
        let of_family = |id: &RuleId| rules.rule(*id).family() == "sourcing" && rules.rule(*id).level > Level::Off;
        assert!(family.len() > 5 && family.iter().all(of_family));
        assert_eq!(
            complete(r#", "rules": ["sourcing/unsourced-claim"]"#).map(|ids| ids.len()),
            Some(1),
            "named, it counts though it is off"
        );
    }

    #[test]
    fn a_bad_row_is_told_with_its_line() {
        for (row, told) in [
            ("{", "a.jsonl:1:1: no JSON on this line: EOF while parsing an object"),
            ("[]", "a.jsonl:1:2: invalid length 0, expected an object with `text` and `findings`"),
            (r#"{"text": "a"}"#, "a.jsonl:1:13: missing field `findings`"),
            (
                r#"{"text": "a", "findings": [], "rule": 1}"#,
                "a.jsonl:1:36: unknown field `rule`, expected one of `text`, `format`, `path`, `findings`, `rules`",
            ),
            (r#"{"text": "a", "findings": [], "format": "doc"}"#, "a.jsonl:1: unknown format `doc`: it may be `md`, `txt` or `html`"),
            (r#"{"text": "a", "findings": [], "rules": ["sorcing"]}"#, "a.jsonl:1: no rule is named `sorcing`; did you mean `sourcing`?"),
            (
                r#"{"text": "é", "findings": [{"rule": "sourcing/rumour", "start": 0, "end": 1}]}"#,
                "a.jsonl:1: 0 to 1 is no place of the text, whose bytes are 0 to 2: both have to lie between characters",
            ),
            (
                r#"{"text": "a a", "findings": [{"rule": "sourcing/rumour", "words": "a"}]}"#,
                "a.jsonl:1: “a” stands 2 times in the text: say which by `start` and `end`",
            ),
            (r#"{"text": "a", "findings": [{"rule": "sourcing/rumour", "words": "b"}]}"#, "a.jsonl:1: “b” does not stand in the text"),
            (
                r#"{"text": "a", "findings": [{"rule": "sourcing/rumour", "start": 1}]}"#,
                "a.jsonl:1: the place of a finding of `sourcing/rumour` is `start` and `end`, or `words`",
            ),
            (
                r#"{"text": "a", "findings": [{"rule": "sourcing/rumour", "words": "a"}], "rules": ["language"]}"#,
                "a.jsonl:1: a finding of `sourcing/rumour`, which `rules` does not name",
            ),
            (
                r#"{"text": "a", "findings": [{"rule": "hygiene/unused-allow", "words": "a"}]}"#,
                "a.jsonl:1: `hygiene/unused-allow` speaks of exceptions or the baseline, which labelled texts have none of",
            ),
        ] {
            assert_eq!(read_one(row).map(|_| ()).unwrap_err(), told, "{row}");
        }
    }
}
