//! Exceptions tried on a seed before any is written.
//!
//! In goes a seed with its findings; out come the comments that allow what fails and change nothing else, the entries of a
//! configuration that allow what no comment can, and the findings that neither can allow.

use std::collections::HashSet;

use super::entries;
use super::placing::{self, Place};
use crate::cli::arguments::Check;
use crate::cli::around::Surroundings;
use crate::cli::check::{self, Judged};
use crate::cli::houses::House;
use crate::cli::seeds::Item;
use crate::document::{Block, Document, JOINT, OPAQUE};
use crate::finding::{Finding, Level, RuleId};
use crate::source::Source;
use crate::triage;
use crate::triage::allow::{Allow, Reach, Target};

/// A comment that is to be inserted, and which findings it is for.
pub(super) struct Edit {
    place: Place,
    rules: Vec<String>,
    file: bool,
    pub(super) findings: Vec<usize>,
}

impl Edit {
    fn comment(&self, reason: &str) -> String {
        format!("<!-- seedlint: {}({}) {reason} -->", if self.file { "allow-file" } else { "allow" }, self.rules.join(", "))
    }
}

/// An entry of a configuration, and which findings it is for.
pub(super) struct Entry {
    pub(super) rule: RuleId,
    /// Words that tell the findings; none where they have no place in the text.
    pub(super) text: Option<String>,
    pub(super) findings: Vec<usize>,
}

impl Entry {
    fn allow(&self) -> Allow {
        let reach = self.text.clone().map_or(Reach::File, Reach::Words);
        Allow { target: Target::Rule(self.rule), reach, in_force: true }
    }
}

pub(super) fn fails(house: &House, judged: &Judged, level: Level, finding: &Finding) -> bool {
    check::standing(house, &judged.levels, finding.rule).level >= level
}

pub(super) fn is_hygiene(house: &House, finding: &Finding) -> bool {
    matches!(house.rules.rule(finding.rule).family(), "hygiene" | "claims")
}

/// A seed in which comments are tried.
pub(super) struct Trial<'a> {
    pub(super) check: &'a Check,
    pub(super) surroundings: &'a Surroundings,
    pub(super) house: &'a House,
    pub(super) item: &'a Item,
    pub(super) source: &'a Source,
    pub(super) judged: &'a Judged,
    pub(super) reason: &'a str,
}

impl Trial<'_> {
    /// The comments that allow what fails, and the findings that no comment can allow.
    pub(super) fn plan(&self, level: Level) -> (Vec<Edit>, Vec<usize>) {
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
    pub(super) fn with(&self, edits: &[Edit]) -> String {
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
        let judged = self.judge(&source, &[]);
        let gone: Vec<usize> = edits.iter().flat_map(|edit| edit.findings.iter().copied()).collect();
        let shown = self.judged.outcome.shown.iter().enumerate();
        let stay = shown.filter(|(at, _)| !gone.contains(at)).map(|(_, finding)| finding);
        page(&judged.document) == page(&self.judged.document) && words(self.judged, stay) == words(&judged, judged.outcome.shown.iter())
    }

    fn judge(&self, source: &Source, further: &[Allow]) -> Judged {
        check::judge(self.check, self.house, self.surroundings, self.item, source, further)
    }

    /// The entries that allow these findings, and the findings that no entry does. With fewer entries no finding goes that
    /// stayed with more of them, so that what is tried last holds.
    pub(super) fn entries(&self, rest: &[usize]) -> (Vec<Entry>, Vec<usize>) {
        let mut entries: Vec<Entry> = Vec::new();
        for at in rest {
            let finding = &self.judged.outcome.shown[*at];
            let text = match self.telling(finding) {
                None if !check::standing(self.house, &self.judged.levels, finding.rule).whole => continue,
                text => text,
            };
            match entries.iter_mut().find(|entry| (entry.rule, &entry.text) == (finding.rule, &text)) {
                Some(entry) => entry.findings.push(*at),
                None => entries.push(Entry { rule: finding.rule, text, findings: vec![*at] }),
            }
        }
        let mut tried = usize::MAX;
        while !entries.is_empty() && entries.len() < tried {
            tried = entries.len();
            let allows: Vec<_> = entries.iter().map(Entry::allow).collect();
            let judged = self.judge(self.source, &allows);
            let stay: HashSet<_> = judged.outcome.shown.iter().map(|finding| (finding.rule.0, finding.span)).collect();
            let gone = |at: &usize| {
                let finding = &self.judged.outcome.shown[*at];
                !stay.contains(&(finding.rule.0, finding.span))
            };
            let mut used = judged.outcome.used.iter().skip(judged.entries.len());
            entries.retain_mut(|entry| {
                entry.findings.retain(gone);
                used.next().is_some_and(|used| *used) && !entry.findings.is_empty()
            });
        }
        let allowed: HashSet<_> = entries.iter().flat_map(|entry| &entry.findings).collect();
        let left = rest.iter().filter(|at| !allowed.contains(at)).copied().collect();
        (entries, left)
    }

    /// Words that tell a finding, unless it has no place in the text, or nothing tells it.
    fn telling(&self, finding: &Finding) -> Option<String> {
        if check::standing(self.house, &self.judged.levels, finding.rule).whole {
            return None;
        }
        let prose = &self.judged.document.prose;
        let around = triage::fingerprint::place_around(self.source, &self.judged.sentences, finding.span.start);
        entries::telling(prose, around, finding.span).or_else(|| entries::own(self.source, prose, finding.span))
    }

    /// Where a finding stands, by line, and the name of its rule.
    pub(super) fn line_and_rule(&self, at: usize) -> (usize, String) {
        let finding = &self.judged.outcome.shown[at];
        let line = 1 + self.source.text.as_bytes().iter().take(finding.span.start).filter(|byte| **byte == b'\n').count();
        (line, self.house.rules.rule(finding.rule).name.clone())
    }

    /// What is said of each comment: where it stands now, and what it allows.
    pub(super) fn told(&self, edits: &[Edit]) -> Vec<String> {
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
fn page(document: &Document) -> Vec<(String, String)> {
    let block = |block: &Block| (format!("{:?}", block.kind), plain(block.span.of(&document.prose)));
    let fields = document.metadata.fields.iter().map(|field| (field.name.clone(), field.value.clone()));
    document.blocks.iter().map(block).chain(fields).collect()
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
