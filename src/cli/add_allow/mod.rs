//! `seedlint check --add-allow REASON`: exceptions for the findings that fail the check.
//!
//! In each seed, first all comments are tried at once. What they make of the text is read and linted again: its blocks and
//! their words must be what they were, and the findings those that were not meant. If not, halves are tried, down to each comment;
//! where none can stand, an entry in the configuration has to do, which is tried in its turn. Nothing is written that was not
//! tried.

mod entries;
mod placing;
mod trial;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::arguments::Check;
use super::around::Surroundings;
use super::baselines::Baselines;
use super::check;
use super::exceptions::{self, Tally};
use super::gate::Gate;
use super::houses::{House, Houses};
use super::seeds::{self, Item};
use super::terminal::Terminal;
use super::{Verdict, rewrite};
use crate::config;
use crate::paths;
use crate::source::Source;
use crate::triage;
use entries::Entry;
use trial::{Trial, fails, is_hygiene};

pub(super) fn run(check: &Check, reason: &str, terminal: &mut Terminal) -> Verdict {
    let reason = match checked_reason(reason) {
        Ok(reason) => reason,
        Err(message) => return refuse(terminal, &message),
    };
    if check.paths.stdin() {
        return refuse(terminal, "nothing can be written to standard input; name the file");
    }
    let mut houses = Houses::new(&check.config);
    let (mut items, missing) = seeds::find(&check.paths, &mut houses, terminal);
    let mut faults = std::mem::take(&mut houses.faults);
    let baselines = Baselines::load(&houses, &Gate::default(), true, &mut faults.baselines);
    baselines.give(&mut items);
    terminal.faults(&faults);
    if !faults.is_empty() {
        return refuse(terminal, "nothing is written while a configuration, a rule, a lexicon or a baseline is at fault");
    }
    if let Err(message) = check::check_selection(check, &mut houses) {
        return refuse(terminal, &message);
    }
    let surroundings = Surroundings::default();
    let (tally, entries) = (Tally::of(&check.paths), BTreeMap::new());
    let mut work =
        Work { check, surroundings, reason, terminal, tally, entries, comments: 0, allowed: 0, left: 0, troubles: missing.len() };
    for item in &items {
        work.seed(item, houses.get(item.house));
    }
    work.count_unused(&houses);
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
    /// What became of the entries that stand already.
    tally: Tally,
    /// The entries to write, by configuration.
    entries: BTreeMap<PathBuf, Vec<Entry>>,
    comments: usize,
    /// Findings that are allowed now.
    allowed: usize,
    /// Findings that fail and cannot be allowed.
    left: usize,
    troubles: usize,
}

impl Work<'_> {
    /// Counts the entries that stand already and allow nothing.
    fn count_unused(&mut self, houses: &Houses) {
        let mut tally = std::mem::take(&mut self.tally);
        houses.all().iter().enumerate().for_each(|(number, house)| tally.note_gone(number, house));
        for (source, number, findings) in tally.unused(|number| exceptions::hygiene(houses.get(number)).unused) {
            self.left += check::failing_entries(self.check, houses.get(number), &source, &findings);
        }
    }

    fn seed(&mut self, item: &Item, house: &House) {
        let Some(level) = check::fails_from(self.check, house) else { return };
        let planned = item.with_text(|source| {
            let judged = check::judge(self.check, house, &self.surroundings, item, &source, &[]);
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
            let (entries, left) = trial.entries(&rest);
            let left: Vec<_> = left.iter().map(|at| trial.line_and_rule(*at)).collect();
            let places = trial.told(&edits);
            let hygiene = judged.outcome.shown.iter().filter(|finding| fails(house, &judged, level, finding) && is_hygiene(house, finding));
            let hygiene = hygiene.count();
            self.tally.note(item.house, house, &item.path, &judged.entries, &judged.outcome.used);
            (hygiene, edits, entries, left, places, source, text)
        });
        match planned {
            Ok((hygiene, edits, entries, left, places, source, text)) => {
                self.left += hygiene + left.len();
                if !edits.is_empty() && self.write(&item.path, item.name(), &source, &text) {
                    self.comments += edits.len();
                    self.allowed += edits.iter().map(|edit| edit.findings.len()).sum::<usize>();
                    places.iter().for_each(|place| self.terminal.line(place));
                }
                for (line, rule) in left {
                    let message = format!("{}:{line}: neither a comment nor an entry can allow {rule} here", item.name());
                    self.terminal.tell("warning", &message);
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
    fn note(&mut self, house: &House, item: &Item, entry: trial::Entry) {
        let (rule, text, findings) = (house.rules.rule(entry.rule).name.clone(), entry.text, entry.findings.len());
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
                    Some(entry) => entry.findings += findings,
                    None => entries.push(Entry { seed: item.name().to_owned(), path, rule, text, findings }),
                }
            }
            None => {
                self.left += findings;
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
                0 if self.left == 0 && self.troubles == 0 => "nothing to allow".to_owned(),
                0 => "nothing allowed".to_owned(),
                allowed => format!("{} allowed", counted(allowed, "finding")),
            };
            self.terminal.line(&done);
        }
        if self.left > 0 {
            let message =
                format!("{} left that neither a comment nor an entry can allow here: mend or answer them", counted(self.left, "finding"));
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
