//! What the ledger says of a seed that is checked.
//!
//! In go a seed as it was read, and the tree that its ledger lies in; out come findings of the family `claims`, what a
//! verification settles, and the faults of ledgers. Never writes. A seed without a ledger costs two look-ups of files.

use std::collections::{HashMap, HashSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::around::Surroundings;
use super::claims::{lapse, today};
use super::houses::House;
use super::quoted;
use super::seeds::factcheck_folder;
use crate::Reading;
use crate::finding::{Detail, Fault, Finding, Level, RuleId};
use crate::ledger::checks::{self, Checks};
use crate::ledger::claims::{self, Claims};
use crate::ledger::file::{self, Read, name_of};
use crate::ledger::normal::Hash;
use crate::ledger::parts;
use crate::ledger::policy::Gate;
use crate::ledger::quotation::Text;
use crate::ledger::seed;
use crate::ledger::sources::{self, Register};
use crate::ledger::state::{Bench, Standing, State};
use crate::ledger::sync::{self, Synced};
use crate::paths;
use crate::rules::{FoundBy, Matcher, Rule, Scope};
use crate::source::{Format, Source, decoded};
use crate::span::Span;
use crate::tree::Tree;

/// What came of it.
#[derive(Default)]
pub(super) struct Said {
    pub(super) findings: Vec<Finding>,
    /// The sentences whose claims are all verified, by number.
    pub(super) verified: HashSet<usize>,
    /// The rules whose findings do not fail a seed of this status.
    pub(super) lenient: Vec<RuleId>,
    /// What findings have to show in other files.
    pub(super) elsewhere: Vec<Elsewhere>,
    /// What is wrong with its ledger.
    pub(super) faults: Vec<Fault>,
}

/// A place in another file that a finding has to show.
#[derive(Debug)]
pub(super) struct Elsewhere {
    /// The finding, by its rule and its place.
    pub(super) finding: (RuleId, Span),
    /// The other file.
    pub(super) source: Arc<Source>,
    /// The place in it.
    pub(super) span: Span,
    /// Why it is shown.
    pub(super) note: String,
}

/// A claim in its state.
struct Judged<'a> {
    id: &'a str,
    text: &'a str,
    sentence: Option<usize>,
    standing: Standing<'a>,
}

/// What the ledger of the seed at `path` says, if it has one.
pub(super) fn of(house: &House, surroundings: &Surroundings, path: &Path, source: &Source, reading: &Reading) -> Option<Said> {
    let tree = &surroundings.tree;
    let mut said = Said::default();
    let claims = text_at(tree, &file::claims_path(path), &mut said.faults);
    let checks = text_at(tree, &file::checks_path(path), &mut said.faults);
    if claims.is_none() && checks.is_none() && said.faults.is_empty() {
        return None;
    }
    let claims = claims.map(|text| claims::read(&text, &mut said.faults).map(|read: Read<_>| read.what));
    let checks = checks.map(|text| checks::read(&text, &mut said.faults).map(|read: Read<_>| read.what)).unwrap_or_default();
    let shelf = surroundings.registers.at(tree, factcheck_folder(&house.config));
    said.faults.extend_from_slice(&shelf.faults);
    if !said.faults.is_empty() {
        return Some(said);
    }
    let checks = checks.unwrap_or_default();
    let (seed, synced) = synced(claims.flatten().as_ref(), &checks, path, source, reading);
    let field = |name: &str| reading.document.metadata.get(name);
    let bench = Bench::new(&checks, &shelf.register, &house.asked.policy, field("author").map(|author| author.value.as_str()), today());
    let hashes = seed.sentences.iter().enumerate().map(|(at, sentence)| (sentence.hash, at));
    let first: HashMap<Hash, usize> = hashes.rev().collect();
    let (mut open, mut cited) = (HashSet::new(), HashMap::new());
    for (id, claim) in &synced.claims.claims {
        let lost = synced.anchors.lost.contains_key(id);
        let new = || synced.changes.iter().find(|change| change.id == *id).and_then(|change| change.sentence);
        let sentence = match synced.anchors.bound.get(id) {
            Some(bound) => Some(bound.sentence),
            None if lost => None,
            None => new().or_else(|| first.get(&claim.hash).copied()),
        };
        let standing = bench.standing_of(id, claim, lost);
        if let Some(sentence) = sentence {
            let of_state = if standing.state.verified() { &mut said.verified } else { &mut open };
            of_state.insert(sentence);
            if let Some((_, check)) = standing.check.filter(|(_, check)| check.hash == claim.hash && !check.sources.is_empty()) {
                cited.entry(sentence).or_insert((id.as_str(), check.sources.as_slice()));
            }
        }
        let judged = Judged { id, text: &claim.text, sentence, standing };
        said.findings.extend(finding(house, &judged, &seed));
    }
    quoted::hold(house, &shelf.library(tree, &factcheck_folder(&house.config)), &cited, (source, reading, &seed), &mut said);
    said.verified.retain(|sentence| !open.contains(sentence));
    let status = field("status");
    let gate = house.asked.gates.of(status.map(|status| status.value.as_str()));
    let denied = |state: State| gate.deny.contains(&state);
    said.lenient = State::NAMES.iter().filter(|(_, state)| !denied(*state)).filter_map(|(name, _)| rule(house, name)).collect();
    let place = status.map_or(Span::empty(0), |status| status.span);
    let checkable = reading.facts.checkable(&house.language, &reading.document);
    let sourced = reading.facts.coverage(&house.language, &reading.document).1;
    let verified = checkable.iter().filter(|at| said.verified.contains(at)).count();
    said.findings.extend(too_low(house, gate, place, [checkable.len(), sourced, verified]));
    said.findings.extend(unsigned(house, gate, place, &bench, &seed, &source.name));
    Some(said)
}

/// A seed, and its claims as a sync would have them.
fn synced(claims: Option<&Claims>, checks: &Checks, path: &Path, source: &Source, reading: &Reading) -> (seed::Seed, Synced) {
    let seed = seed::bare(source, &reading.document, &reading.facts);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let Some(claims) = claims else {
        let synced = sync::begin(&name, &seed);
        return (seed, synced);
    };
    let retired = |id: &str| checks.retired.contains_key(id);
    let synced = sync::sync(claims, &name, &seed, retired);
    if synced.anchors.is_same() {
        return (seed, synced);
    }
    // Where a sentence went is told by its parts, too.
    let seed = seed::read(source, &reading.document, &reading.facts);
    let synced = sync::sync(claims, &name, &seed, retired);
    (seed, synced)
}

/// What stands below the bars of a gate; `counts`: checkable claims, sourced ones, verified ones.
fn too_low(house: &House, gate: &Gate, place: Span, counts: [usize; 3]) -> Vec<Finding> {
    let [checkable, sourced, verified] = counts;
    let Some(rule) = rule(house, "low-coverage").filter(|_| checkable > 0) else { return Vec::new() };
    let below = |(bar, has, what): (Option<f64>, usize, &str)| {
        let bar = bar?;
        #[expect(clippy::cast_precision_loss, reason = "no seed has so many claims")]
        let share = has as f64 / checkable as f64;
        let told = || format!("{has} of {checkable} checkable claims {what}, and {:.0}% have to here", bar * 100.0);
        (share < bar).then(|| Finding { rule, span: place, details: vec![("fault".into(), Detail::Words(told()))], labels: Vec::new() })
    };
    [(gate.sourced, sourced, "name a source"), (gate.verified, verified, "are verified")].into_iter().filter_map(below).collect()
}

/// That too few people signed the seed off as it stands.
fn unsigned(house: &House, gate: &Gate, place: Span, bench: &Bench<'_>, seed: &seed::Seed, name: &str) -> Option<Finding> {
    let document = (gate.sign_off > 0).then(|| seed.hash())?;
    let signed = bench.signers(&document).len();
    let rule = rule(house, "unsigned").filter(|_| signed < gate.sign_off)?;
    let lapse = bench.lapsed(&document).map(|(signoff, text)| format!("; {}", lapse(signoff, text))).unwrap_or_default();
    let fault = format!("{signed} of {} have signed it off as it stands{lapse}", gate.sign_off);
    let words = [("fault", fault), ("cure", format!("`seedlint claims sign {name} --attest`"))];
    let details = words.into_iter().map(|(name, words)| (Arc::from(name), Detail::Words(words))).collect();
    Some(Finding { rule, span: place, details, labels: Vec::new() })
}

/// The rule of a name in the family.
fn rule(house: &House, name: &str) -> Option<RuleId> {
    found_by_ledger(house, &format!("claims/{name}"))
}

/// The rule of a name, if the ledger finds what it speaks of.
pub(super) fn found_by_ledger(house: &House, name: &str) -> Option<RuleId> {
    let found = |id: &RuleId| matches!(house.rules.rule(*id).matcher, Matcher::Elsewhere(FoundBy::Ledger));
    house.rules.named(name).filter(found)
}

fn finding(house: &House, judged: &Judged<'_>, seed: &seed::Seed) -> Option<Finding> {
    let Judged { id, text, sentence, standing } = judged;
    if standing.state.passes() {
        return None;
    }
    let rule = rule(house, standing.state.name())?;
    let span = sentence.and_then(|at| seed.sentences.get(at)).map_or(Span::empty(0), |sentence| sentence.span);
    let by = |(_, check): (&str, &checks::Check)| format!("{} on {}", name_of(&check.by), check.on);
    let change = match (standing.state, standing.check) {
        (State::Stale, Some((_, check))) => parts::marked(&parts::compare(&check.text, text)),
        _ => (*text).to_owned(),
    };
    let fault = match (standing.check, standing.against) {
        (Some((_, check)), Some((_, against))) => {
            let says = |check: &checks::Check| format!("{} says {}", name_of(&check.by), check.verdict.name());
            format!("{}, but {}", says(check), says(against))
        }
        (Some((_, check)), None) if standing.state == State::NeedsFix => check.correction.clone().unwrap_or_default(),
        _ => standing.unmet.join(", "),
    };
    let judged = standing.check.map(by).unwrap_or_default();
    let words = [("claim", format!("c:{id}")), ("judged", judged), ("change", change), ("fault", fault)];
    let details = words.into_iter().map(|(name, words)| (Arc::from(name), Detail::Words(words))).collect();
    Some(Finding { rule, span, details, labels: Vec::new() })
}

/// The id of the claim that a finding is about.
pub(super) fn claim_of(finding: &Finding) -> Option<String> {
    let words = finding.details.iter().find(|(name, _)| **name == *"claim")?;
    match &words.1 {
        Detail::Words(words) => words.strip_prefix("c:").map(str::to_owned),
        Detail::Place(_) => None,
    }
}

/// Takes out the findings that verified claims settle, and says how many. What speaks of the document stays.
pub(super) fn settle(house: &House, said: &Said, sentences: &[Span], findings: &mut Vec<Finding>) -> usize {
    let before = findings.len();
    let settles = |rule: &Rule| rule.family() == "sourcing" && rule.scope != Scope::Document;
    findings.retain(|finding| {
        let at = sentences.partition_point(|sentence| sentence.start <= finding.span.start).checked_sub(1);
        let inside = at.is_some_and(|at| said.verified.contains(&at) && finding.span.end <= sentences[at].end);
        !(inside && settles(house.rules.rule(finding.rule)))
    });
    before - findings.len()
}

/// The faults of ledgers as findings, each text by itself.
pub(super) fn faulty(house: &House, faults: &[Fault]) -> Vec<(Arc<Source>, Vec<Finding>)> {
    let mut texts: Vec<(Arc<Source>, Vec<Finding>)> = Vec::new();
    for fault in faults {
        let name = if fault.message == file::TAMPERED { "tampered" } else { "faulty-ledger" };
        let Some(rule) = rule(house, name) else { continue };
        let cure = fault.help.clone().unwrap_or_else(|| "`seedlint claims status` tells more".to_owned());
        let words = [("fault", fault.message.clone()), ("cure", cure)];
        let details = words.into_iter().map(|(name, words)| (Arc::from(name), Detail::Words(words))).collect();
        let found = Finding { rule, span: fault.span, details, labels: Vec::new() };
        match texts.iter_mut().find(|(source, _)| source.name == fault.source.name) {
            Some((_, findings)) => findings.push(found),
            None => texts.push((Arc::clone(&fault.source), vec![found])),
        }
    }
    texts
}

/// Makes notes of findings that do not fail a seed of its status.
pub(super) fn soften(said: &Said, levels: &mut [Level]) {
    for rule in &said.lenient {
        let level = &mut levels[rule.0 as usize];
        *level = (*level).min(Level::Note);
    }
}

/// The folder of the register.
pub(super) const FOLDER: &str = "factcheck";

/// The files of the register.
pub(super) const REGISTER: [&str; 2] = ["sources.toml", "archive.lock"];

/// The registers that were read, by folder: each once, however many seeds rest on it.
#[derive(Default)]
pub(super) struct Registers(Mutex<HashMap<PathBuf, Arc<Shelf>>>);

/// A register, and what is wrong with its files.
struct Shelf {
    register: Register,
    faults: Vec<Fault>,
    /// The texts that were read so far, by the id of their source.
    texts: Mutex<HashMap<String, Held>>,
}

/// A text of the archive, or why there is none.
pub(super) type Held = Arc<Result<Text, String>>;

/// The texts of a register's archive, each read once.
pub(super) struct Library<'a> {
    shelf: &'a Shelf,
    tree: &'a Tree,
    folder: PathBuf,
}

impl Library<'_> {
    pub(super) fn register(&self) -> &Register {
        &self.shelf.register
    }

    /// The archived text of a source.
    pub(super) fn text(&self, id: &str) -> Held {
        let mut texts = self.shelf.texts.lock().unwrap_or_else(PoisonError::into_inner);
        let read = || Arc::new(archived_text(self.tree, &self.folder, &self.shelf.register, id));
        Arc::clone(texts.entry(id.to_owned()).or_insert_with(read))
    }
}

/// The archived text of a source. The error says why nothing can be held against it.
pub(super) fn archived_text(tree: &Tree, folder: &Path, register: &Register, id: &str) -> Result<Text, String> {
    let Some(archived) = register.archived(id) else { return Err(format!("the text of {id} is not in the archive")) };
    let path = folder.join(&archived.path);
    let name = paths::name_of(&path);
    let mut faults = Vec::new();
    let text = text_at(tree, &path, &mut faults);
    match (text, faults.first()) {
        (_, Some(fault)) => Err(format!("{name}: {}", fault.message)),
        (None, None) => Err(format!("{name}: the archived text of {id} is not there")),
        (Some(text), None) if sources::text_hash(&text.text) != archived.text => {
            Err(format!("{name}: this is not the text of {id} that was archived"))
        }
        (Some(text), None) => Ok(Text::of(text)),
    }
}

impl Registers {
    fn at(&self, tree: &Tree, folder: PathBuf) -> Arc<Shelf> {
        // Nothing is changed once it is in. Who comes while it is read waits for it.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(folder).or_insert_with_key(|folder| Arc::new(Shelf::read(tree, folder))))
    }
}

impl Shelf {
    fn read(tree: &Tree, folder: &Path) -> Self {
        let mut faults = Vec::new();
        let [sources, archive] = REGISTER.map(|name| text_at(tree, &folder.join(name), &mut faults));
        let sources = sources.and_then(|source| sources::read(&source, &mut faults)).unwrap_or_default();
        let archive = archive.and_then(|source| sources::read_manifest(&source, &mut faults)).unwrap_or_default();
        Self { register: Register { sources, archive }, faults, texts: Mutex::default() }
    }

    fn library<'a>(&'a self, tree: &'a Tree, folder: &Path) -> Library<'a> {
        Library { shelf: self, tree, folder: folder.to_owned() }
    }
}

/// The text of a file, if there is one. One that cannot be read is a fault.
fn text_at(tree: &Tree, path: &Path, faults: &mut Vec<Fault>) -> Option<Arc<Source>> {
    let source = |text: String| Arc::new(Source::new(paths::seen_from_here(path), Format::Plain, text));
    let read = match tree.read(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        read => read.map_err(|error| error.to_string()).and_then(decoded),
    };
    match read {
        Ok(text) => Some(source(text)),
        Err(message) => {
            faults.push(Fault::new(&source(String::new()), Span::empty(0), format!("it cannot be read: {message}")));
            None
        }
    }
}
