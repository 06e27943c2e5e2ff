//! Opens seeds with their ledgers, and the register of sources; writes ledgers back.
//!
//! In go the seeds that a command asks for; out come [`Opened`] seeds. Whatever is wrong with a ledger is drawn at its place, and
//! that seed is left out and counted as trouble.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use super::super::around::Surroundings;
use super::super::houses::Houses;
use super::super::ledgers::archived_text;
use super::super::rewrite;
use super::super::seeds::{self, Item};
use super::super::terminal::Terminal;
use super::arguments::Seeds;
use crate::document::Document;
use crate::facts::Needs;
use crate::finding::Fault;
use crate::ledger::anchor;
use crate::ledger::checks::{self, Checks};
use crate::ledger::claims::{self, Claims};
use crate::ledger::file::{self, Read};
use crate::ledger::policy::Policy;
use crate::ledger::quotation::Text;
use crate::ledger::seed::{self, Seed};
use crate::ledger::sources::{self, Register};
use crate::ledger::state::Bench;
use crate::ledger::{id, sync};
use crate::paths;
use crate::source::{Format, Source, decoded};
use crate::span::Span;
use crate::tree::Tree;

/// A seed with its ledger.
pub(super) struct Opened {
    /// The seed's file.
    pub(super) path: PathBuf,
    /// As it was read.
    pub(super) source: Source,
    /// As the ledger sees it.
    pub(super) seed: Seed,
    /// What its front matter says of its author.
    pub(super) author: Option<String>,
    /// Its claims file.
    pub(super) claims: LedgerFile<Claims>,
    /// Its checks file.
    pub(super) checks: LedgerFile<Checks>,
    /// The number of its house.
    pub(super) house: usize,
}

/// A file of a ledger: where it is, what stands in it, and what that says.
pub(super) struct LedgerFile<T> {
    /// Where it is, or would be.
    pub(super) path: PathBuf,
    /// Its text; `None` where there is no such file.
    pub(super) text: Option<Arc<Source>>,
    /// What it says; empty where there is no such file.
    pub(super) read: Read<T>,
}

impl<T> LedgerFile<T> {
    /// The fault at a record.
    pub(super) fn fault(&self, header: &str, message: impl Into<String>) -> Option<Fault> {
        self.text.as_ref().map(|source| Fault::new(source, self.read.place(&source.text, header), message))
    }

    /// Writes the file anew, if it still is what was read.
    pub(super) fn write(&self, text: &str) -> Result<(), String> {
        match &self.text {
            Some(read) if read.text == text => Ok(()),
            Some(read) => rewrite::replace(&self.path, &read.text, text),
            None => rewrite::create(&self.path, text),
        }
        .map_err(|message| format!("{}: {message}; nothing was written, run the command again", paths::name_of(&self.path)))
    }
}

/// What a command works on.
pub(super) struct Desk {
    pub(super) houses: Houses,
    /// The seeds that were found, in order of name.
    pub(super) opened: Vec<Opened>,
    /// How many seeds have no ledger.
    pub(super) without: Vec<String>,
    /// Whether anything could not be read.
    pub(super) trouble: bool,
    /// What counts as today.
    pub(super) today: Date,
    registers: BTreeMap<usize, Shelf>,
}

impl Shelf {
    /// The archived text of a source. The error says why nothing can be held against it.
    pub(super) fn text(&self, id: &str) -> Result<Text, String> {
        archived_text(&Tree::Disk, &self.folder, &self.register, id)
    }
}

/// A register with the folder that its archive's paths are relative to, and what is asked of those who rest on it.
pub(super) struct Shelf {
    pub(super) register: Register,
    pub(super) policy: Policy,
    pub(super) folder: PathBuf,
}

impl Desk {
    /// Opens every seed that is asked for.
    pub(super) fn open(asked: &Seeds, terminal: &mut Terminal) -> Self {
        Self::open_for(asked, true, terminal)
    }

    /// The same for those who count states, and need no parts of what stayed as it was.
    pub(super) fn open_bare(asked: &Seeds, terminal: &mut Terminal) -> Self {
        Self::open_for(asked, false, terminal)
    }

    fn open_for(asked: &Seeds, parts: bool, terminal: &mut Terminal) -> Self {
        let mut houses = Houses::new(&asked.config);
        let (items, missing) = seeds::find(&asked.paths(), &mut houses, terminal);
        let faults = std::mem::take(&mut houses.faults);
        terminal.faults(&faults);
        let today = asked.as_of.unwrap_or_else(today);
        let trouble = !missing.is_empty() || !faults.is_empty();
        let mut desk = Self { houses, opened: Vec::new(), without: Vec::new(), trouble, today, registers: BTreeMap::new() };
        let surroundings = Surroundings::default();
        for item in &items {
            desk.add(item, &surroundings, parts, terminal);
        }
        let folders = items.iter().filter_map(|item| item.path.parent()).chain(asked.paths.iter().map(PathBuf::as_path));
        let folders: BTreeSet<PathBuf> =
            folders.map(|folder| if folder.as_os_str().is_empty() { ".".into() } else { folder.to_owned() }).collect();
        let mut faults = Vec::new();
        for folder in folders {
            for claims in without_seed(&folder) {
                if let Err(message) = ledger_file(&claims, seed_gone, &mut faults) {
                    terminal.tell("error", &message);
                    desk.trouble = true;
                }
            }
        }
        desk.trouble |= !faults.is_empty();
        terminal.ledger_faults(&faults);
        desk
    }

    fn add(&mut self, item: &Item, surroundings: &Surroundings, parts: bool, terminal: &mut Terminal) {
        let Some(path) = item.place() else {
            self.trouble = true;
            return terminal.tell("error", "standard input has no ledger: name a file");
        };
        let house = self.houses.get(item.house);
        let mut faults = Vec::new();
        let ledger = ledger_file(&file::claims_path(path), claims::read, &mut faults)
            .and_then(|claims| Ok((claims, ledger_file(&file::checks_path(path), checks::read, &mut faults)?)));
        let stays = |seed: &Seed| {
            let known = |(claims, _): &(LedgerFile<Claims>, _)| anchor::anchor(&claims.read.what, seed, |_| false).is_same();
            ledger.as_ref().is_ok_and(known)
        };
        let read = |source: Source| {
            let needs = Needs { claims_alone: true, ..Needs::default() };
            let reading = surroundings.read(Some(path), &house.document, &house.language, needs, &source);
            let bare = (!parts).then(|| seed::bare(&source, &reading.document, &reading.facts)).filter(stays);
            let seed = bare.unwrap_or_else(|| seed::read(&source, &reading.document, &reading.facts));
            (source, seed, author(&reading.document))
        };
        match (item.with_text(read), ledger) {
            (Ok((source, seed, author)), Ok((claims, checks))) => {
                let house = item.house;
                let opened = Opened { path: path.to_owned(), source, seed, author, claims, checks, house };
                faults.extend(opened.renamed());
                if faults.is_empty() {
                    if !opened.has_ledger() {
                        self.without.push(item.name().to_owned());
                    }
                    return self.opened.push(opened);
                }
            }
            (Err(trouble), _) => terminal.tell("error", &format!("{}: {}", trouble.name, trouble.message)),
            (_, Err(message)) => terminal.tell("error", &message),
        }
        self.trouble = true;
        terminal.ledger_faults(&faults);
    }

    /// The seeds that have a ledger. Those without are told of, if they were asked for; where there are none at all, trouble.
    pub(super) fn with_ledger(&mut self, terminal: &mut Terminal) -> Vec<Opened> {
        let opened: Vec<_> = std::mem::take(&mut self.opened).into_iter().filter(Opened::has_ledger).collect();
        if opened.is_empty() {
            if !self.trouble {
                terminal.tell("error", "no seed here has a ledger; `seedlint claims init` begins them");
            }
            self.trouble = true;
        } else if !self.without.is_empty() {
            let many = if self.without.len() == 1 { "1 seed has".to_owned() } else { format!("{} seeds have", self.without.len()) };
            terminal.tell("note", &format!("{many} no ledger yet, such as {}; `seedlint claims init` begins it", self.without[0]));
        }
        opened
    }

    /// The sources that the seeds of a house rest on. Where the register is faulty, that is told once, and it counts as empty.
    pub(super) fn shelf(&mut self, house: usize, terminal: &mut Terminal) -> &Shelf {
        if !self.registers.contains_key(&house) {
            let folder = self.factcheck_folder(house);
            let mut faults = Vec::new();
            let register = register(&folder, &mut faults);
            if let Err(message) = &register {
                terminal.tell("error", message);
            }
            self.trouble |= register.is_err() || !faults.is_empty();
            terminal.ledger_faults(&faults);
            let policy = self.houses.get(house).asked.policy.clone();
            self.registers.insert(house, Shelf { register: register.unwrap_or_default(), policy, folder });
        }
        &self.registers[&house]
    }

    /// `factcheck/` beside the configuration, or in the current folder where there is none.
    pub(super) fn factcheck_folder(&self, house: usize) -> PathBuf {
        seeds::factcheck_folder(&self.houses.get(house).config)
    }

    /// The one claim that a user means, with its seed. Otherwise that is told.
    pub(super) fn find(&mut self, written: &str, terminal: &mut Terminal) -> Option<(Opened, String)> {
        let mut opened = self.with_ledger(terminal);
        let ids = opened.iter().flat_map(|opened| opened.claims.read.what.claims.keys()).map(String::as_str);
        match id::meant(written, ids) {
            Ok(found) => {
                let found = found.to_owned();
                let at = opened.iter().position(|opened| opened.claims.read.what.claims.contains_key(&found))?;
                Some((opened.swap_remove(at), found))
            }
            Err(message) => {
                if !opened.is_empty() {
                    terminal.tell("error", &format!("{message}; `seedlint claims next` lists those with something to do"));
                }
                None
            }
        }
    }
}

impl Opened {
    pub(super) fn has_ledger(&self) -> bool {
        self.claims.text.is_some() || self.checks.text.is_some()
    }

    /// How reports name it.
    pub(super) fn name(&self) -> &str {
        &self.source.name
    }

    /// The name of the seed's file.
    pub(super) fn file_name(&self) -> String {
        self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// The fault of a ledger that is of another seed, which still stands: a copy, or two seeds whose names differ in their endings.
    fn renamed(&self) -> Option<Fault> {
        let document = &self.claims.read.what.document;
        let other = self.path.with_file_name(document);
        if self.claims.text.is_none() || *document == self.file_name() || !other.exists() {
            return None;
        }
        let message = format!("this is the ledger of {document}, which stands beside {}", self.file_name());
        let help =
            "a copy of a seed begins a ledger of its own: remove the copies of this file and of the checks, and run `seedlint claims init`";
        self.claims.fault("document", message).map(|fault| fault.help(help))
    }

    /// The claims as a sync would have them, and what it would say.
    pub(super) fn synced(&self) -> sync::Synced {
        let retired = |id: &str| self.checks.read.what.retired.contains_key(id);
        if self.claims.text.is_none() {
            return sync::begin(&self.file_name(), &self.seed);
        }
        sync::sync(&self.claims.read.what, &self.file_name(), &self.seed, retired)
    }

    /// Whether the claims are as a sync would write them.
    pub(super) fn in_sync(&self) -> bool {
        self.claims.text.as_ref().is_some_and(|source| source.text.replace("\r\n", "\n") == self.synced().claims.written())
    }

    /// A claim whose sentence is as it was at the last sync. The error names what comes first.
    pub(super) fn claim_in_sync(&self, id: &str) -> Result<&claims::Claim, String> {
        let claim = &self.claims.read.what.claims[id];
        let synced = self.synced();
        let stands = synced.anchors.bound.contains_key(id) && synced.claims.claims[id].hash == claim.hash;
        let first = || format!("the sentence of c:{id} changed since the last sync; `seedlint claims sync {}` comes first", self.name());
        stands.then_some(claim).ok_or_else(first)
    }

    /// What states are derived from.
    pub(super) fn bench<'a>(&'a self, shelf: &'a Shelf, today: Date) -> Bench<'a> {
        Bench::new(&self.checks.read.what, &shelf.register, &shelf.policy, self.author.as_deref(), today)
    }

    /// The line of a sentence, from 1.
    pub(super) fn line(&self, sentence: usize) -> usize {
        let start = self.seed.sentences.get(sentence).map_or(0, |sentence| sentence.span.start);
        Span::new(0, start).of(&self.source.text).matches('\n').count() + 1
    }
}

/// Today, by universal time: the same for everybody who shares a ledger.
pub(in crate::cli) fn today() -> Date {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date()
}

/// Who acts: as asked, else as git knows them. The error names what to do.
pub(super) fn person(by: Option<&str>, folder: &Path) -> Result<String, String> {
    let asked = |key: &str| {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let output = std::process::Command::new("git").args(["config", "--get", key]).current_dir(folder).output().ok()?;
        let value = String::from_utf8(output.stdout).ok()?.trim().to_owned();
        (output.status.success() && !value.is_empty()).then_some(value)
    };
    let person = match by {
        Some(by) => by.trim().to_owned(),
        None => match (asked("user.name"), asked("user.email")) {
            (Some(name), Some(email)) => format!("{name} <{email}>"),
            (name, _) => name.unwrap_or_default(),
        },
    };
    if file::name_of(&person).is_empty() {
        return Err("a record needs the name of who makes it: --by \"NAME <EMAIL>\", or `git config user.name NAME`".to_owned());
    }
    Ok(person)
}

fn author(document: &Document) -> Option<String> {
    document.metadata.get("author").map(|field| field.value.clone())
}

/// Reads a file of a ledger. The error is of a file that stands and cannot be read.
fn ledger_file<T: Default>(
    path: &Path,
    read: impl Fn(&Arc<Source>, &mut Vec<Fault>) -> Option<Read<T>>,
    faults: &mut Vec<Fault>,
) -> Result<LedgerFile<T>, String> {
    let Some(source) = text_at(path)? else {
        return Ok(LedgerFile { path: path.to_owned(), text: None, read: Read { what: T::default(), places: BTreeMap::new() } });
    };
    let read = read(&source, faults).unwrap_or(Read { what: T::default(), places: BTreeMap::new() });
    Ok(LedgerFile { path: path.to_owned(), text: Some(source), read })
}

/// The claims files of a folder whose seed is gone.
fn without_seed(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let seeds = |claims: &Path| {
        let name = claims.to_string_lossy();
        let stem = name.strip_suffix(".claims.toml")?.to_owned();
        Some(Format::ENDINGS.iter().any(|(ending, _)| Path::new(&format!("{stem}.{ending}")).exists()))
    };
    let mut claims: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(|path| seeds(path) == Some(false)).collect();
    claims.sort();
    claims.into_iter().map(|path| path.strip_prefix("./").map(Path::to_owned).unwrap_or(path)).collect()
}

/// The fault of a claims file whose seed is gone, besides its own.
fn seed_gone(source: &Arc<Source>, faults: &mut Vec<Fault>) -> Option<Read<Claims>> {
    let read = claims::read(source, faults)?;
    let place = read.places.get("document").copied().unwrap_or_default();
    let message = format!("the seed {} is not there", read.what.document);
    let help = "move this file and the checks where the seed went, under its name, or remove them with it";
    faults.push(Fault::new(source, place, message).help(help));
    Some(read)
}

/// The text of a file, if there is one.
pub(super) fn text_at(path: &Path) -> Result<Option<Arc<Source>>, String> {
    let name = paths::name_of(path);
    let text = match fs::read(path) {
        Ok(bytes) => decoded(bytes).map_err(|message| format!("{name}: {message}"))?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("{name}: {error}")),
    };
    Ok(Some(Arc::new(Source::new(name, Format::Plain, text))))
}

fn register(folder: &Path, faults: &mut Vec<Fault>) -> Result<Register, String> {
    let read = |name: &str| text_at(&folder.join(name));
    let sources = read("sources.toml")?.and_then(|source| sources::read(&source, faults)).unwrap_or_default();
    let archive = read("archive.lock")?.and_then(|source| sources::read_manifest(&source, faults)).unwrap_or_default();
    Ok(Register { sources, archive })
}
