//! `seedlint check --add-allow REASON`: exceptions for the findings that fail the check.
//!
//! In each seed, first all comments are tried at once. What they make of the text is read and linted again: its blocks and
//! their words must be what they were, and the findings those that were not meant. If not, halves are tried, down to each comment;
//! where none can stand, an entry in the configuration has to do. Nothing is written that was not tried.

mod entries;
mod placing;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::arguments::Check;
use super::around::Surroundings;
use super::check::{self, Judged};
use super::houses::{House, Houses};
use super::seeds::{self, Item};
use super::terminal::Terminal;
use super::{Verdict, rewrite};
use crate::config;
use crate::document::{Block, BlockKind, Document, JOINT, OPAQUE};
use crate::finding::{Finding, Level};
use crate::paths;
use crate::source::Source;
use crate::triage;
use entries::Entry;
use placing::Place;

pub(super) fn run(check: &Check, reason: &str, terminal: &mut Terminal) -> Verdict {
    let reason = match checked_reason(reason) {
        Ok(reason) => reason,
        Err(message) => return refuse(terminal, &message),
    };
    if check.paths.stdin() {
        return refuse(terminal, "nothing can be written to standard input; name the file");
    }
    let mut houses = Houses::new(&check.config);
    let (items, missing) = seeds::find(&check.paths, &mut houses, terminal);
    let faults = std::mem::take(&mut houses.faults);
    terminal.faults(&faults);
    if !faults.is_empty() {
        return refuse(terminal, "nothing is written while a configuration, a rule or a lexicon is at fault");
    }
    if let Err(message) = check::check_selection(check, &mut houses) {
        return refuse(terminal, &message);
    }
    let surroundings = Surroundings::default();
    let mut work =
        Work { check, surroundings, reason, terminal, entries: BTreeMap::new(), comments: 0, allowed: 0, left: 0, troubles: missing };
    for item in &items {
        work.seed(item, houses.get(item.house));
    }
    work.write_entries();
    work.close()
}

fn refuse(terminal: &mut Terminal, message: &str) -> Verdict {
    terminal.tell("error", message);
    Verdict::Trouble
}

/// The reason on one line, if it is one, and a comment can hold it.
fn checked_reason(reason: &str) -> Result<String, String> {
    if !triage::comment::is_reason(reason) {
        return Err("an exception needs a reason: say behind --add-allow why the findings may stand".into());
    }
    if ["-->", "--!>", "<!--"].iter().any(|mark| reason.contains(mark)) {
        return Err("a comment cannot hold this reason: leave `-->` and `<!--` out".into());
    }
    Ok(reason.split_whitespace().collect::<Vec<_>>().join(" "))
}

struct Work<'a> {
    check: &'a Check,
    surroundings: Surroundings,
    reason: String,
    terminal: &'a mut Terminal,
    /// The entries to write, by configuration.
    entries: BTreeMap<PathBuf, Vec<Entry>>,
    comments: usize,
    /// Findings that are allowed now.
    allowed: usize,
    /// Findings that fail and cannot be allowed.
    left: usize,
    troubles: usize,
}

/// A comment that is to be inserted, and which findings it is for.
struct Edit {
    place: Place,
    rules: Vec<String>,
    file: bool,
    findings: Vec<usize>,
}

impl Edit {
    fn comment(&self, reason: &str) -> String {
        format!("<!-- seedlint: {}({}) {reason} -->", if self.file { "allow-file" } else { "allow" }, self.rules.join(", "))
    }
}

impl Work<'_> {
    fn seed(&mut self, item: &Item, house: &House) {
        let Some(level) = check::fails_from(self.check, house) else { return };
        let planned = item.with_text(|source| {
            let judged = check::judge(self.check, house, &self.surroundings, item, &source);
            let trial = Trial {
                check: self.check,
                surroundings: &self.surroundings,
                house,
                item,
                source: &source,
                judged: &judged,
                reason: &self.reason,
            };
            let (edits, rest) = trial.plan(level);
            let text = trial.with(&edits);
            let entries: Vec<_> = rest.iter().map(|at| trial.entry(&judged.outcome.shown[*at])).collect();
            let places = trial.told(&edits);
            let hygiene = judged.outcome.shown.iter().filter(|finding| fails(house, &judged, level, finding) && is_hygiene(house, finding));
            (hygiene.count(), edits, entries, places, source, text)
        });
        match planned {
            Ok((hygiene, edits, entries, places, source, text)) => {
                self.left += hygiene;
                if !edits.is_empty() && self.write(&item.path, item.name(), &source, &text) {
                    self.comments += edits.len();
                    self.allowed += edits.iter().map(|edit| edit.findings.len()).sum::<usize>();
                    places.iter().for_each(|place| self.terminal.line(place));
                }
                entries.into_iter().for_each(|entry| self.note(house, item, entry));
            }
            Err(trouble) => self.trouble(&trouble.name, &trouble.message),
        }
    }

    fn write(&mut self, path: &Path, name: &str, source: &Source, text: &str) -> bool {
        match rewrite::replace(path, &source.text, text) {
            Ok(()) => true,
            Err(message) => {
                self.trouble(name, &format!("nothing was written: {message}"));
                false
            }
        }
    }

    fn trouble(&mut self, name: &str, message: &str) {
        self.troubles += 1;
        self.terminal.tell("error", &format!("{name}: {message}"));
    }

    /// Keeps an entry for the configuration that holds for the seed, or for a new one in the current folder.
    fn note(&mut self, house: &House, item: &Item, (rule, text): (String, Option<String>)) {
        let file = match &house.file {
            Some(file) => Some(file.clone()),
            None if self.check.config.no_config => None,
            None => Some(entries::new_file(&item.path)),
        };
        let named = file.and_then(|file| Some((entries::path_below(&config::folder_of(&file), &item.path)?, file)));
        match named {
            Some((path, file)) => {
                let entries = self.entries.entry(file).or_default();
                match entries.iter_mut().find(|entry| (&entry.path, &entry.rule, &entry.text) == (&path, &rule, &text)) {
                    Some(entry) => entry.findings += 1,
                    None => entries.push(Entry { seed: item.name().to_owned(), path, rule, text, findings: 1 }),
                }
            }
            None => {
                self.left += 1;
                let message = format!("{}: no comment can allow {rule} here, and no configuration in force reaches it", item.name());
                self.terminal.tell("warning", &message);
            }
        }
    }

    fn write_entries(&mut self) {
        for (file, entries) in std::mem::take(&mut self.entries) {
            let name = paths::seen_from_here(&file);
            let stands = file.exists();
            let before = if stands { fs::read_to_string(&file).map_err(|error| error.to_string()) } else { Ok(String::new()) };
            let written = before.and_then(|before| {
                let text = entries::appended(&before, &entries, &self.reason);
                let sound = text.parse::<toml::Table>().is_ok();
                match (sound, stands) {
                    (false, _) => Err("its `allow` is written in another form; add the entries by hand".to_owned()),
                    (true, true) => rewrite::replace(&file, &before, &text),
                    (true, false) => rewrite::create(&file, &text),
                }
            });
            match written {
                Ok(()) => {
                    for Entry { seed, rule, text, findings, .. } in &entries {
                        self.allowed += findings;
                        let text = text.as_ref().map(|text| format!(": “{text}”")).unwrap_or_default();
                        self.terminal.line(&format!("{name}: [[allow]] {rule} in {seed}{text}"));
                    }
                }
                Err(message) => self.trouble(&name, &format!("nothing was written: {message}")),
            }
        }
    }

    fn close(self) -> Verdict {
        let counted = |count: usize, thing: &str| format!("{count} {thing}{}", if count == 1 { "" } else { "s" });
        if !self.check.quiet {
            let done = match self.allowed {
                0 => "nothing to allow".to_owned(),
                allowed => format!("{} allowed", counted(allowed, "finding")),
            };
            self.terminal.line(&done);
        }
        if self.left > 0 {
            let message = format!("{} left that cannot be allowed so: mend or answer them", counted(self.left, "finding"));
            self.terminal.tell("note", &message);
        }
        match (self.troubles, self.left) {
            (0, 0) => Verdict::Clean,
            (0, _) if self.check.exit_zero => Verdict::Clean,
            (0, _) => Verdict::Findings,
            _ => Verdict::Trouble,
        }
    }
}

fn fails(house: &House, judged: &Judged, level: Level, finding: &Finding) -> bool {
    check::standing(house, &judged.levels, finding.rule).level >= level
}

fn is_hygiene(house: &House, finding: &Finding) -> bool {
    house.rules.rule(finding.rule).family() == "hygiene"
}

/// A seed in which comments are tried.
struct Trial<'a> {
    check: &'a Check,
    surroundings: &'a Surroundings,
    house: &'a House,
    item: &'a Item,
    source: &'a Source,
    judged: &'a Judged,
    reason: &'a str,
}

impl Trial<'_> {
    /// The comments that allow what fails, and the findings that no comment can allow.
    fn plan(&self, level: Level) -> (Vec<Edit>, Vec<usize>) {
        let shown = &self.judged.outcome.shown;
        let meant = |at: &usize| fails(self.house, self.judged, level, &shown[*at]) && !is_hygiene(self.house, &shown[*at]);
        let mut edits: Vec<Edit> = Vec::new();
        let mut rest = Vec::new();
        for at in (0..shown.len()).filter(meant) {
            let finding = &shown[at];
            let file = check::standing(self.house, &self.judged.levels, finding.rule).whole;
            let Some(place) = self.place(finding, file) else {
                rest.push(at);
                continue;
            };
            let name = &self.house.rules.rule(finding.rule).name;
            let number = edits.iter().position(|edit| edit.place == place).unwrap_or_else(|| {
                edits.push(Edit { place, rules: Vec::new(), file, findings: Vec::new() });
                edits.len() - 1
            });
            let edit = &mut edits[number];
            if !edit.rules.contains(name) {
                edit.rules.push(name.clone());
            }
            edit.findings.push(at);
        }
        let mut sound = Vec::new();
        self.accept(edits, &mut sound, &mut rest);
        rest.sort_unstable();
        (sound, rest)
    }

    /// Adds to `sound` the comments that hold beside those in it, and to `rest` the findings of the others. Halves are tried
    /// where the whole does not hold, since few are at fault.
    fn accept(&self, mut edits: Vec<Edit>, sound: &mut Vec<Edit>, rest: &mut Vec<usize>) {
        let (before, count) = (sound.len(), edits.len());
        sound.append(&mut edits);
        if count == 0 || self.holds(sound) {
            return;
        }
        let mut edits = sound.split_off(before);
        if count == 1 {
            return rest.extend(edits.into_iter().flat_map(|edit| edit.findings));
        }
        let half = edits.split_off(count / 2);
        self.accept(edits, sound, rest);
        self.accept(half, sound, rest);
    }

    fn place(&self, finding: &Finding, file: bool) -> Option<Place> {
        let document = &self.judged.document;
        if file {
            return placing::for_file(self.source, document);
        }
        let before = document.blocks.partition_point(|block| block.span.start <= finding.span.start).checked_sub(1)?;
        let block = document.blocks[before];
        (finding.span.start <= block.span.end).then(|| placing::for_block(self.source, block)).flatten()
    }

    /// The text with comments in it.
    fn with(&self, edits: &[Edit]) -> String {
        let mut in_order: Vec<_> = edits.iter().collect();
        in_order.sort_by_key(|edit| (edit.place.at(), !edit.file));
        let mut text = String::with_capacity(self.source.text.len() + 80 * edits.len());
        let mut from = 0;
        for edit in in_order {
            text.push_str(&self.source.text[from..edit.place.at()]);
            text.push_str(&edit.place.insertion(&self.source.text, &edit.comment(self.reason)));
            from = edit.place.at();
        }
        text.push_str(&self.source.text[from..]);
        text
    }

    /// Whether with these comments just the findings that they are for are gone, and the page is what it was.
    fn holds(&self, edits: &[Edit]) -> bool {
        if edits.is_empty() {
            return true;
        }
        let source = Source { text: self.with(edits), ..self.source.clone() };
        let judged = check::judge(self.check, self.house, self.surroundings, self.item, &source);
        let gone: Vec<usize> = edits.iter().flat_map(|edit| edit.findings.iter().copied()).collect();
        let shown = self.judged.outcome.shown.iter().enumerate();
        let stay = shown.filter(|(at, _)| !gone.contains(at)).map(|(_, finding)| finding);
        page(&judged.document) == page(&self.judged.document) && words(self.judged, stay) == words(&judged, judged.outcome.shown.iter())
    }

    /// The rule of an entry for a finding, and the words that tell it.
    fn entry(&self, finding: &Finding) -> (String, Option<String>) {
        let rule = self.house.rules.rule(finding.rule).name.clone();
        if check::standing(self.house, &self.judged.levels, finding.rule).whole {
            return (rule, None);
        }
        let around = triage::fingerprint::place_around(self.source, &self.judged.sentences, finding.span.start);
        let prose = &self.judged.document.prose;
        let words = entries::telling(prose, around, finding.span).or_else(|| entries::telling(&self.source.text, around, finding.span));
        (rule, words)
    }

    /// What is said of each comment: where it stands now, and what it allows.
    fn told(&self, edits: &[Edit]) -> Vec<String> {
        let mut in_order: Vec<_> = edits.iter().collect();
        in_order.sort_by_key(|edit| (edit.place.at(), !edit.file));
        let lines = |text: &str| text.matches('\n').count();
        let mut told = Vec::new();
        let mut added = 0;
        for edit in in_order {
            let insertion = edit.place.insertion(&self.source.text, &edit.comment(self.reason));
            let ahead = insertion.find("<!--").map_or(0, |at| lines(&insertion[..at]));
            let line = 1 + lines(&self.source.text[..edit.place.at()]) + added + ahead;
            let verb = if edit.file { "allow-file" } else { "allow" };
            told.push(format!("{}:{line}: {verb}({})", self.item.name(), edit.rules.join(", ")));
            added += lines(&insertion);
        }
        told
    }
}

/// What a reader sees of a document: its blocks with their words, and what its front matter says.
fn page(document: &Document) -> (Vec<(BlockKind, String)>, Vec<(&str, &str)>) {
    let block = |block: &Block| (block.kind, plain(block.span.of(&document.prose)));
    let fields = document.metadata.fields.iter().map(|field| (field.name.as_str(), field.value.as_str()));
    (document.blocks.iter().map(block).collect(), fields.collect())
}

/// The rules of findings and the words they are about, in order of rule.
fn words<'f>(judged: &Judged, findings: impl Iterator<Item = &'f Finding>) -> Vec<(u32, String)> {
    let mut words: Vec<_> = findings.map(|finding| (finding.rule.0, plain(finding.span.of(&judged.document.prose)))).collect();
    words.sort();
    words
}

fn plain(prose: &str) -> String {
    prose.replace([JOINT, OPAQUE], "").split_whitespace().collect::<Vec<_>>().join(" ")
}
