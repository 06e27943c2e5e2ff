//! `seedlint explain RULE`: what a rule flags, why, on whose authority, with its examples. Of a family, which rules it has.

use std::path::Path;

use super::Verdict;
use super::arguments::Explain;
use super::houses::{self, House, Houses};
use super::terminal::Terminal;
use crate::finding::Level;
use crate::rules::{Example, Rule};

/// Columns for running text.
const WIDTH: usize = 80;

pub(super) fn run(explain: &Explain, terminal: &mut Terminal) -> Verdict {
    let mut houses = Houses::with_examples(&explain.config);
    let number = houses.of_folder(Path::new("."));
    let faults = std::mem::take(&mut houses.faults);
    terminal.faults(&faults);
    let house = houses.get(number);
    let Some(rule) = find(house, &explain.rule) else {
        if house.rules.rules.iter().any(|rule| rule.family() == explain.rule) {
            list_family(house, &explain.rule, terminal);
            return if faults.is_empty() { Verdict::Clean } else { Verdict::Trouble };
        }
        let hint = houses::suggestion(&house.rules, &explain.rule).map(|hint| format!("; {hint}")).unwrap_or_default();
        terminal.tell("error", &format!("no rule is named `{}`{hint}", explain.rule));
        return Verdict::Trouble;
    };
    explained(house, rule).lines().for_each(|line| terminal.line(line));
    if faults.is_empty() { Verdict::Clean } else { Verdict::Trouble }
}

/// The rule of a name, or of a name without its family where only one rule bears it.
fn find<'a>(house: &'a House, name: &str) -> Option<&'a Rule> {
    if let Some(id) = house.rules.named(name) {
        return Some(house.rules.rule(id));
    }
    let mut bare = house.rules.rules.iter().filter(|rule| rule.name.split('/').nth(1) == Some(name));
    bare.next().filter(|_| bare.next().is_none())
}

/// The rules of a family, a line each.
fn list_family(house: &House, family: &str, terminal: &mut Terminal) {
    let levels = house.config.levels_at(Path::new("."));
    let rules: Vec<_> = house.rules.rules.iter().filter(|rule| rule.family() == family).collect();
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    terminal.line(&format!("{family}: a family of {} rule{}", rules.len(), if rules.len() == 1 { "" } else { "s" }));
    terminal.line("");
    for rule in rules {
        let level = levels.of(&rule.name, rule.level).0.name();
        terminal.line(&format!("  {:width$}  {level:7}  {}", rule.name, rule.summary));
    }
    terminal.line("");
    terminal.line("`seedlint explain RULE` tells more of each");
}

fn explained(house: &House, rule: &Rule) -> String {
    let level = house.config.levels_at(Path::new(".")).of(&rule.name, rule.level).0;
    let origin = if rule.own { rule.source.name.as_str() } else { "built in" };
    let mut text = format!("{}: {}\n", rule.name, rule.summary);
    let set = if level == rule.level { String::new() } else { format!(" (by itself {})", rule.level.name()) };
    text.push_str(&format!("level {}{set}, confidence {}, {origin}\n", level.name(), rule.confidence.name()));
    section(&mut text, "Why it matters", &wrapped(&rule.why, "  "));
    section(&mut text, "What it says", &wrapped(&rule.message, "  "));
    if let Some(help) = &rule.help {
        section(&mut text, "What would satisfy it", &wrapped(help, "  "));
    }
    let shown = |examples: &[Example]| examples.iter().map(drawn).collect::<String>();
    if !rule.examples.flags.is_empty() {
        section(&mut text, "Flagged", &shown(&rule.examples.flags));
        section(&mut text, "Not flagged", &shown(&rule.examples.passes));
    }
    if !rule.authority.is_empty() {
        section(&mut text, "On the authority of", &rule.authority.iter().map(|name| format!("  {name}\n")).collect::<String>());
    }
    if !rule.formerly.is_empty() {
        section(&mut text, "Formerly", &format!("  {}\n", rule.formerly.join(", ")));
    }
    if !matches!(rule.family(), "hygiene" | "claims") {
        section(
            &mut text,
            "To allow one finding, on a line before its paragraph",
            &format!("  <!-- seedlint: allow({}) why it may stand -->\n", rule.name),
        );
    }
    let other = if level == Level::Off { "warning" } else { "off" };
    section(&mut text, "To change its level, in seedlint.toml", &format!("  [levels]\n  \"{}\" = \"{other}\"\n", rule.name));
    text
}

fn section(text: &mut String, title: &str, body: &str) {
    text.push_str(&format!("\n{title}\n{body}"));
}

/// An example with its marked words underlined, line by line.
fn drawn(example: &Example) -> String {
    let mut drawn = String::new();
    let mut start = 0;
    for line in example.text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        drawn.push_str(&format!("  {bare}\n"));
        let marked = |at: usize| example.marked.iter().any(|mark| mark.holds(start + at));
        let rule: String = bare.char_indices().map(|(at, _)| if marked(at) { '^' } else { ' ' }).collect();
        if rule.contains('^') {
            drawn.push_str(&format!("  {}\n", rule.trim_end()));
        }
        start += line.len();
    }
    if example.text.contains('\n') {
        drawn.push_str("  --\n");
    }
    drawn
}

/// Running text in lines of at most [`WIDTH`] columns.
fn wrapped(text: &str, indent: &str) -> String {
    let mut lines = String::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH - indent.len() {
            lines.push('\n');
            width = 0;
        }
        lines.push_str(if width == 0 { indent } else { " " });
        lines.push_str(word);
        width += length + usize::from(width > 0);
    }
    lines.push('\n');
    lines
}
