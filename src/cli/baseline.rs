//! `seedlint baseline update` and `prune`: the file of findings that stood before.
//!
//! Both read seeds as a check does, with every rule in force. Nothing is written unless all was read; the file is replaced
//! whole, and not at all where it changed meanwhile.

use std::collections::BTreeMap;

use super::arguments::{Baseline as Asked, KeepBaseline};
use super::around::Surroundings;
use super::baselines::{self, BaselineFile, Baselines};
use super::check::{self, Ground};
use super::gate::Gate;
use super::houses::Houses;
use super::seeds::{self, Item};
use super::terminal::Terminal;
use super::{Verdict, rewrite, threads};
use crate::baseline::{self, Baseline, Entry, Listed};
use crate::finding::Level;
use crate::triage::{Fingerprints, Seen, Threshold};

/// What a seed has now.
struct Read {
    entries: Vec<Entry>,
    met: Fingerprints,
    levels: Vec<Level>,
}

pub(super) fn run(asked: &Asked, terminal: &mut Terminal) -> Verdict {
    let (Asked::Update(keep) | Asked::Prune(keep)) = asked;
    let refuse = |terminal: &mut Terminal, message: &str| {
        terminal.tell("error", message);
        Verdict::Trouble
    };
    if keep.paths.stdin() {
        return refuse(terminal, "a baseline lists files: standard input is none");
    }
    let mut houses = Houses::new(&keep.config);
    let (items, missing) = seeds::find(&keep.paths, &mut houses, terminal);
    let mut faults = std::mem::take(&mut houses.faults);
    let prunes = matches!(asked, Asked::Prune(_));
    let gate = Gate::default();
    let mut baselines = Baselines::load(&houses, &gate, prunes, &mut faults.baselines);
    baselines.leave_out(&houses, &items);
    terminal.faults(&faults);
    if !faults.is_empty() {
        return refuse(terminal, "nothing is written while a configuration, a rule, a lexicon or a baseline is at fault");
    }
    if baselines.files.is_empty() {
        return refuse(
            terminal,
            "no configuration in force names a baseline; write `baseline = \"seedlint-baseline.toml\"` under `[gate]`",
        );
    }
    for item in items.iter().filter(|item| baselines.of_house(item.house).is_none()) {
        terminal.tell("warning", &format!("{}: its configuration names no baseline", item.name()));
    }
    let (read, unread) = read(keep, &houses, &items, terminal);
    if missing.len() + unread > 0 {
        return refuse(terminal, "nothing is written, since not every seed could be read");
    }
    let mut verdict = Verdict::Clean;
    for file in &baselines.files {
        let of_file: Vec<_> = items.iter().zip(&read).filter(|(item, _)| file.houses.contains(&item.house)).collect();
        let new = if prunes { pruned(file, &houses, &of_file) } else { updated(keep, file, &of_file) };
        match write(file, &new) {
            Ok(line) => terminal.line(&line),
            Err(message) => {
                terminal.tell("error", &format!("{}: nothing was written: {message}", file.source.name));
                verdict = Verdict::Trouble;
            }
        }
    }
    verdict
}

/// Lints every seed; how many could not be read.
fn read(keep: &KeepBaseline, houses: &Houses, items: &[Item], terminal: &mut Terminal) -> (Vec<Read>, usize) {
    let surroundings = Surroundings::default();
    let work = |index: usize| {
        let item = &items[index];
        let house = houses.get(item.house);
        item.with_text(|source| {
            let levels = house.levels(&item.path);
            let threshold = Threshold::default();
            let ground = Ground { house, surroundings: &surroundings, path: &item.path, place: item.place(), levels, threshold };
            let judged = check::judge_on(ground, &source, &[], Seen { identify: true, ..Seen::default() }, false);
            let named = judged.outcome.shown.iter().zip(judged.outcome.fingerprints);
            let entry = |(finding, fingerprint): (&crate::finding::Finding, String)| Entry {
                rule: house.rules.rule(finding.rule).name.clone(),
                fingerprint,
            };
            Read { entries: named.map(entry).collect(), met: judged.outcome.met, levels: judged.levels }
        })
    };
    let (mut read, mut unread) = (Vec::new(), 0);
    threads::in_order(keep.paths.jobs, items.len(), work, |_, of_seed| match of_seed {
        Ok(of_seed) => read.push(of_seed),
        Err(trouble) => {
            unread += 1;
            terminal.tell("error", &format!("{}: {}", trouble.name, trouble.message));
        }
    });
    (read, unread)
}

/// What was listed, under the names that seeds bear by now. `keeps_gone` also of seeds that are not there any more, or none.
fn listed_before(file: &BaselineFile, keeps_gone: bool) -> BTreeMap<String, Listed> {
    let new_name = |old: &String| file.renamed.iter().filter(|(_, was)| *was == old).map(|(new, _)| new.clone()).min();
    let stays = |name: &&String| keeps_gone || !(file.gone.contains(*name) || file.left_out.contains(*name));
    let names = file.baseline.seeds.keys().filter(stays);
    names.map(|name| (new_name(name).unwrap_or_else(|| name.clone()), file.baseline.seeds[name].clone())).collect()
}

/// With what stands now. What was not read stays listed, but for seeds that are gone where all was read.
fn updated(keep: &KeepBaseline, file: &BaselineFile, read: &[(&Item, &Read)]) -> Baseline {
    let part = !keep.paths.paths.is_empty() || keep.paths.files_from.is_some();
    let mut seeds = listed_before(file, part);
    for (item, of_seed) in read {
        let listed = Listed { entries: of_seed.entries.clone(), ..Listed::default() };
        seeds.insert(baseline::key(&file.folder, &item.path), listed);
    }
    Baseline { seeds }
}

/// Without what stands no more.
fn pruned(file: &BaselineFile, houses: &Houses, read: &[(&Item, &Read)]) -> Baseline {
    let mut seeds = listed_before(file, false);
    for (item, of_seed) in read {
        let Some(listed) = seeds.get_mut(&baseline::key(&file.folder, &item.path)) else { continue };
        let stale: Vec<Entry> =
            baselines::stale(houses.get(item.house), &of_seed.levels, listed, &of_seed.met).into_iter().cloned().collect();
        for entry in stale {
            if let Some(at) = listed.entries.iter().position(|other| *other == entry) {
                listed.entries.remove(at);
            }
        }
    }
    Baseline { seeds }
}

/// Writes the file if it changes; what there is to say of it.
fn write(file: &BaselineFile, new: &Baseline) -> Result<String, String> {
    let text = baseline::written(new);
    if !file.stands {
        rewrite::create(&file.path, &text)?;
    } else if text != file.source.text {
        rewrite::replace(&file.path, &file.source.text, &text)?;
    }
    let counted = |count: usize, thing: &str| format!("{count} {thing}{}", if count == 1 { "" } else { "s" });
    let sizes = |baseline: &Baseline| {
        let each = baseline.seeds.iter().map(|(name, listed)| (name.clone(), listed.entries.len()));
        each.filter(|(_, entries)| *entries > 0).collect::<BTreeMap<_, _>>()
    };
    let now = sizes(new);
    let findings = counted(now.values().sum(), "finding");
    let (added, gone) = difference(&file.baseline, new);
    let changes: Vec<_> = [(added, "new"), (gone, "gone")].into_iter().filter(|(count, _)| *count > 0).collect();
    let changes = match changes.as_slice() {
        [] => "nothing changed".to_owned(),
        some => some.iter().map(|(count, what)| format!("{count} {what}")).collect::<Vec<_>>().join(", "),
    };
    Ok(format!("{}: {findings} in {} known ({changes})", file.source.name, counted(now.len(), "seed")))
}

/// How many entries came, and how many went. One whose seed was renamed did neither.
fn difference(old: &Baseline, new: &Baseline) -> (usize, usize) {
    let all = |baseline: &Baseline| -> Vec<String> {
        baseline.seeds.values().flat_map(|listed| &listed.entries).map(|entry| entry.fingerprint.clone()).collect()
    };
    let lacks = |some: &Baseline, others: &Baseline| {
        let mut left: Fingerprints = all(others).into_iter().collect();
        all(some).iter().filter(|fingerprint| !left.take(fingerprint)).count()
    };
    (lacks(new, old), lacks(old, new))
}
