//! The baselines of configurations, held against seeds.
//!
//! In go the houses and the seeds; out come what is known of each seed and, at the end, what is listed and stands no more. A
//! seed that git knows to be renamed keeps its entries.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::exceptions;
use super::gate::Gate;
use super::houses::{House, Houses};
use super::seeds::{self, Item};
use crate::baseline::{self, Baseline, Entry, Listed};
use crate::finding::{Detail, Fault, Finding, Level, RuleId};
use crate::input;
use crate::paths;
use crate::source::{Format, Source, decoded};
use crate::span::Span;
use crate::triage::Fingerprints;

/// The baselines in force.
#[derive(Default)]
pub(super) struct Baselines {
    pub(super) files: Vec<BaselineFile>,
}

/// One file.
pub(super) struct BaselineFile {
    pub(super) path: PathBuf,
    /// What seeds are named relative to.
    pub(super) folder: PathBuf,
    pub(super) source: Arc<Source>,
    /// Whether there is such a file yet.
    pub(super) stands: bool,
    pub(super) baseline: Baseline,
    /// The houses that go by it.
    pub(super) houses: Vec<usize>,
    /// By the name of a seed, the one that it is listed under since it was renamed.
    pub(super) renamed: HashMap<String, String>,
    /// The names of listed seeds that are not there any more, nor renamed.
    pub(super) gone: Vec<String>,
    /// The names of listed seeds that stand and are none any more: their configuration leaves them out.
    pub(super) left_out: Vec<String>,
    /// What is listed and was not met: the seed's name, what there is to say, and the house.
    stale: Vec<(String, usize, usize)>,
}

impl Baselines {
    /// Loads the baselines that the houses name. One that is not there is a fault where it `must_stand`.
    pub(super) fn load(houses: &Houses, gate: &Gate, must_stand: bool, faults: &mut Vec<Fault>) -> Self {
        let mut all = Self::default();
        for (number, house) in houses.all().iter().enumerate() {
            let Some(named) = &house.config.baseline else { continue };
            if let Some(file) = all.files.iter_mut().find(|file| file.path == named.value) {
                file.houses.push(number);
                continue;
            }
            let wrong = |message: String| Fault::new(&named.at.source, named.at.span, message);
            let (text, stands) = match houses.tree.read(&named.value).map_err(|error| (error.kind(), error.to_string())) {
                Err((std::io::ErrorKind::NotFound, _)) if !must_stand => (baseline::written(&Baseline::default()), false),
                Err((std::io::ErrorKind::NotFound, _)) => {
                    let name = paths::seen_from_here(&named.value);
                    let fault = wrong("there is no such baseline".to_owned());
                    faults.push(match &houses.tree {
                        crate::tree::Tree::Disk => fault.help(format!("`seedlint baseline update` writes {name}")),
                        crate::tree::Tree::Kept(_) => fault.help(format!("{name} is not in the index; `git add` puts it there")),
                    });
                    continue;
                }
                Err((_, error)) => {
                    faults.push(wrong(format!("the baseline cannot be read: {error}")));
                    continue;
                }
                Ok(bytes) => match decoded(bytes) {
                    Ok(text) => (text, true),
                    Err(error) => {
                        faults.push(wrong(format!("the baseline cannot be read: {error}")));
                        continue;
                    }
                },
            };
            let source = Arc::new(Source::new(paths::seen_from_here(&named.value), Format::Plain, text));
            let Some(baseline) = baseline::read(&source, faults) else { continue };
            let folder = named.value.parent().map_or_else(PathBuf::new, Path::to_owned);
            let mut file = BaselineFile {
                path: named.value.clone(),
                folder,
                source,
                stands,
                baseline,
                houses: vec![number],
                renamed: HashMap::new(),
                gone: Vec::new(),
                left_out: Vec::new(),
                stale: Vec::new(),
            };
            file.follow(houses, gate);
            all.files.push(file);
        }
        all
    }

    /// The baseline that a house goes by.
    pub(super) fn of_house(&self, house: usize) -> Option<&BaselineFile> {
        self.files.iter().find(|file| file.houses.contains(&house))
    }

    /// Gives each seed what is known of it.
    pub(super) fn give(&self, items: &mut [Item]) {
        for item in items {
            let Some(file) = self.of_house(item.house) else { continue };
            let entries = file.of_seed(&item.path).map(|(_, listed)| listed.entries.as_slice()).unwrap_or_default();
            item.baseline = Some(Arc::new(entries.iter().map(|entry| entry.fingerprint.clone()).collect()));
        }
    }

    /// Finds out which listed seeds are none any more. One that was named is read all the same, and is one.
    pub(super) fn leave_out(&mut self, houses: &Houses, items: &[Item]) {
        for file in &mut self.files {
            let read: HashSet<&str> = items.iter().filter_map(|item| file.of_seed(&item.path)).map(|(name, _)| name).collect();
            let is_none = |name: &&String| {
                let path = baseline::path_of(&file.folder, name);
                let is_gone = file.gone.contains(*name) || file.renamed.values().any(|old| old == *name);
                let chosen = || file.houses.iter().any(|number| seeds::globs(&houses.get(*number).config).choose(&path));
                !read.contains(name.as_str()) && !is_gone && (!chosen() || input::passes_over(&houses.tree, &path))
            };
            let left_out: Vec<_> = file.baseline.seeds.keys().filter(is_none).cloned().collect();
            file.left_out = left_out;
        }
    }

    /// Notes what is listed of a seed and was not `met` in it, by rules that were looked for. Where there is an earlier
    /// version, what it did not have either is not told again.
    pub(super) fn note(&mut self, item: &Item, house: &House, levels: &[Level], met: &Fingerprints, earlier: Option<&Fingerprints>) {
        let Some(file) = self.files.iter_mut().find(|file| file.houses.contains(&item.house)) else { return };
        let Some((name, listed)) = file.of_seed(&item.path) else { return };
        let mut left = earlier.cloned();
        let mut stale = stale(house, levels, listed, met);
        stale.retain(|entry| left.as_mut().is_none_or(|left| left.take(&entry.fingerprint)));
        if !stale.is_empty() {
            let told = (name.to_owned(), stale.len(), item.house);
            file.stale.push(told);
        }
    }

    /// What is listed and stands no more: of each file, the house and what there is to say. `whole` says of an absolute path
    /// whether all seeds below it were read.
    pub(super) fn stale(self, houses: &Houses, whole: impl Fn(&Path) -> bool) -> Vec<(Arc<Source>, usize, Vec<Finding>)> {
        let mut told = Vec::new();
        for file in self.files {
            let gone = file.gone.iter().chain(&file.left_out).filter(|name| whole(&baseline::path_of(&file.folder, name)));
            let gone = gone.map(|name| (name.clone(), 0, file.houses[0]));
            let mut all: Vec<_> = file.stale.iter().cloned().chain(gone).collect();
            all.sort();
            let finding = |(name, count, house): (String, usize, usize)| {
                let rule = exceptions::hygiene(houses.get(house)).stale?;
                let why = if file.left_out.contains(&name) { "is no seed any more" } else { "is not there any more" };
                Some(finding(rule, file.baseline.seeds.get(&name)?, &name, count, why))
            };
            let findings: Vec<_> = all.into_iter().filter_map(finding).collect();
            if !findings.is_empty() {
                told.push((file.source, file.houses[0], findings));
            }
        }
        told
    }
}

impl BaselineFile {
    /// Finds out what became of listed seeds that are not there any more.
    fn follow(&mut self, houses: &Houses, gate: &Gate) {
        let path = |name: &String| baseline::path_of(&self.folder, name);
        let mut gone: Vec<_> = self.baseline.seeds.keys().filter(|name| houses.tree.is_missing(&path(name))).cloned().collect();
        if !gone.is_empty() {
            let renames = gate.renames_since_written(&self.path, &self.source.text);
            let names = renames.iter().map(|(new, old)| (baseline::key(&self.folder, new), baseline::key(&self.folder, old)));
            // What is listed under its own name needs no other.
            self.renamed = names.filter(|(new, old)| gone.contains(old) && !self.baseline.seeds.contains_key(new)).collect();
            gone.retain(|name| !self.renamed.values().any(|old| old == name));
        }
        self.gone = gone;
    }

    /// What is listed of the seed at `path`, and under which name.
    pub(super) fn of_seed(&self, path: &Path) -> Option<(&str, &Listed)> {
        let key = baseline::key(&self.folder, path);
        let name = self.renamed.get(&key).unwrap_or(&key);
        self.baseline.seeds.get_key_value(name).map(|(name, listed)| (name.as_str(), listed))
    }
}

/// The entries that were not met although their rules were looked for, or are none any more.
pub(super) fn stale<'l>(house: &House, levels: &[Level], listed: &'l Listed, met: &Fingerprints) -> Vec<&'l Entry> {
    let mut left = met.clone();
    let looked_for = |rule: &str| house.rules.named(rule).is_none_or(|id| levels[id.0 as usize] > Level::Off);
    listed.entries.iter().filter(|entry| !left.take(&entry.fingerprint) && looked_for(&entry.rule)).collect()
}

fn finding(rule: RuleId, listed: &Listed, name: &str, count: usize, why: &str) -> Finding {
    let (entries, match_) = if count == 1 { ("entry", "matches") } else { ("entries", "match") };
    let fault = match count {
        0 => format!("the baseline lists `{name}`, which {why}"),
        _ => format!("{count} {entries} for `{name}` {match_} nothing any more"),
    };
    // The name without its quotation marks.
    let span = Span::new(listed.place.start + 1, (listed.place.end - 1).max(listed.place.start + 1));
    Finding { rule, span, details: vec![(Arc::from("fault"), Detail::Words(fault))], labels: Vec::new() }
}
