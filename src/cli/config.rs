//! `seedlint config show` and `config file`: what is in force, and where each value came from.

use std::path::{Path, PathBuf};

use super::Verdict;
use super::arguments::{Config, ShowConfig};
use super::houses::{House, Houses};
use super::terminal::Terminal;
use crate::config::{self, Criteria, Exception, Factcheck, Globs, LevelFor, Origin, PROFILES, Place, SeedGate, Written};
use crate::finding::Level;
use crate::paths;
use crate::source::Format;

pub(super) fn run(config: &Config, terminal: &mut Terminal) -> Verdict {
    let (Config::Show(asked) | Config::File(asked)) = config;
    let path = asked.path.clone().unwrap_or_else(|| PathBuf::from("."));
    if !path.exists() {
        terminal.tell("error", &format!("{}: no such file or folder", path.display()));
        return Verdict::Trouble;
    }
    let mut houses = Houses::new(&asked.config);
    let number = houses.of_folder(folder_of(asked, &path));
    let faults = std::mem::take(&mut houses.faults);
    terminal.faults(&faults);
    let house = houses.get(number);
    match config {
        Config::File(_) => match &house.file {
            Some(file) => terminal.line(&paths::name_of(file)),
            None => terminal.tell("note", "no configuration is in force; the defaults hold"),
        },
        Config::Show(_) => shown(house, asked.path.as_deref()).lines().for_each(|line| terminal.line(line)),
    }
    if faults.is_empty() { Verdict::Clean } else { Verdict::Trouble }
}

fn folder_of<'a>(asked: &ShowConfig, path: &'a Path) -> &'a Path {
    let folder = if path.is_dir() { Some(path) } else { path.parent() };
    folder.filter(|folder| asked.path.is_some() && !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The configuration as a `seedlint.toml` that would say the same, with the origin of each value as a comment. With a
/// `path`: the levels in force there, and the overrides that hold there.
fn shown(house: &House, path: Option<&Path>) -> String {
    let config = &house.config;
    let mut text = Text::default();
    for file in &config.files {
        text.comment(&format!("read from {}", paths::seen_from_here(file)));
    }
    if config.files.is_empty() {
        text.comment("no file: these are the defaults");
    }
    let profile = config.profile.as_ref();
    text.value("profile", &quoted(profile.map_or(PROFILES[0].name, |written| written.value.name)), profile.map(|written| &written.at));
    text.list("rules", config.rules.iter().map(|written| (below(&config.folder, &written.value), Some(&written.at))));

    text.section("seeds");
    text.globs("include", config.include.as_ref(), &["**"]);
    text.globs("exclude", config.exclude.as_ref(), &[]);
    match &config.types {
        Some(types) => text.list("types", types.iter().map(|written| (written.value.clone(), Some(&written.at)))),
        None => text.list("types", Format::ENDINGS.map(|(ending, _)| (ending.to_owned(), None)).into_iter()),
    }

    text.section("vocabulary");
    text.list("acronyms", config.acronyms.iter().map(origin));
    text.section("metadata");
    text.list("required", config.required.iter().flatten().map(origin));
    text.section("document");
    text.list("presets", config.presets.iter().flatten().map(origin));
    text.list("ignore", config.ignore.iter().flatten().map(|pattern| (pattern.value.to_string(), Some(&pattern.at))));
    text.gate(config);
    text.factcheck(&config.factcheck);

    text.section("levels");
    text.levels(config.levels.iter().filter(|level| is_family(&level.name.value)));
    let here = path.unwrap_or(Path::new("."));
    let levels = config.levels_at(here);
    for (_, rule) in house.rules.iter() {
        let (level, from) = levels.of(&rule.name, rule.level);
        // A rule that its family puts to sleep is not off by its own name, and the family of an override may wake it.
        let asleep = level == Level::Off && by_family(from, &rule.name);
        let line = format!("{}{} = {}", if asleep { "# " } else { "" }, quoted(&rule.name), quoted(level.name()));
        let from = match from {
            Origin::Rule if rule.own => rule.source.name.clone(),
            Origin::Rule => "the rule".to_owned(),
            Origin::Profile(profile) => format!("profile {}", profile.name),
            Origin::Written(place) => place_of(place),
        };
        text.from(&line, &from);
    }
    for over in config.overrides.iter().filter(|over| path.is_none_or(|path| over.paths.set.is_match(paths::absolute(path)))) {
        text.line("\n[[override]]");
        text.globs("paths", Some(&over.paths), &[]);
        if let Some(profile) = &over.profile {
            text.value("profile", &quoted(profile.value.name), Some(&profile.at));
        }
        if !over.levels.is_empty() {
            text.line("[override.levels]");
            text.levels(over.levels.iter());
        }
    }
    for exception in &config.allow {
        text.exception(exception);
    }
    text.0
}

/// Whether a level is set for the family of a rule, and not for the rule by its name.
fn by_family(origin: Origin<'_>, rule: &str) -> bool {
    match origin {
        Origin::Rule => false,
        Origin::Profile(profile) => !profile.levels.iter().any(|(name, _)| *name == rule),
        Origin::Written(place) => is_family(place.span.of(&place.source.text)),
    }
}

fn is_family(name: &str) -> bool {
    !name.contains('/')
}

/// A path as the configuration in `folder` would write it.
fn below(folder: &Path, path: &Path) -> String {
    paths::name_of(path.strip_prefix(folder).unwrap_or(path))
}

fn origin(written: &Written<String>) -> (String, Option<&Place>) {
    (written.value.clone(), Some(&written.at))
}

fn quoted(word: &str) -> String {
    toml::Value::from(word).to_string()
}

/// `seedlint.toml:12`.
fn place_of(place: &Place) -> String {
    let line = place.source.text[..place.span.start].matches('\n').count() + 1;
    format!("{}:{line}", place.source.name)
}

#[derive(Default)]
struct Text(String);

impl Text {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    /// A line, and where it comes from.
    fn from(&mut self, line: &str, from: &str) {
        self.line(&format!("{line:47} # {from}"));
    }

    fn levels<'a>(&mut self, levels: impl Iterator<Item = &'a LevelFor>) {
        for level in levels {
            self.from(&format!("{} = {}", quoted(&level.name.value), quoted(level.level.name())), &place_of(&level.name.at));
        }
    }

    fn comment(&mut self, comment: &str) {
        self.line(&format!("# {comment}"));
    }

    fn section(&mut self, name: &str) {
        self.line(&format!("\n[{name}]"));
    }

    fn value(&mut self, key: &str, value: &str, place: Option<&Place>) {
        let from = place.map_or_else(|| "the default".to_owned(), place_of);
        self.from(&format!("{key} = {value}"), &from);
    }

    fn list<'a>(&mut self, key: &str, items: impl Iterator<Item = (String, Option<&'a Place>)>) {
        let (words, places): (Vec<_>, Vec<_>) = items.unzip();
        let words = words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", ");
        let mut from: Vec<_> = places.into_iter().flatten().map(place_of).collect();
        from.dedup();
        let from = if from.is_empty() { "the default".to_owned() } else { from.join(", ") };
        self.from(&format!("{key} = [{words}]"), &from);
    }

    fn exception(&mut self, exception: &Exception) {
        self.line("\n[[allow]]");
        for glob in &exception.path.written {
            self.value("path", &quoted(&glob.value), Some(&glob.at));
        }
        for (key, written) in [("rule", Some(&exception.rule)), ("text", exception.text.as_ref()), ("reason", Some(&exception.reason))] {
            if let Some(written) = written {
                self.value(key, &quoted(&written.value), Some(&written.at));
            }
        }
    }

    fn gate(&mut self, config: &config::Config) {
        self.section("gate");
        let fail_on = config.fail_on.as_ref();
        let level = fail_on.map_or(Level::Warning, |written| written.value);
        self.value("fail-on", &quoted(if level == Level::Off { "never" } else { level.name() }), fail_on.map(|written| &written.at));

        if let Some(baseline) = &config.baseline {
            self.value("baseline", &quoted(&below(&config.folder, &baseline.value)), Some(&baseline.at));
        }
    }

    /// What is asked of fact-checks; of nothing that is written nothing.
    fn factcheck(&mut self, asked: &Factcheck) {
        if let Some(independent) = &asked.independent_checker {
            self.section("factcheck");
            self.value("independent-checker", &independent.value.to_string(), Some(&independent.at));
        }
        for (name, criteria) in &asked.criteria {
            self.section(&format!("factcheck.criteria.{}", quoted(name)));
            self.criteria(criteria);
        }
        for demand in &asked.policy {
            self.line("\n[[factcheck.policy]]");
            if !demand.kinds.is_empty() {
                self.list("kinds", demand.kinds.iter().map(origin));
            }
            self.line(&format!("criteria = {}", quoted(&demand.criteria)));
        }
        for trust in &asked.trust {
            self.line("\n[[factcheck.trust]]");
            self.value("source", &quoted(&trust.source.value), Some(&trust.source.at));
            self.value("until", &trust.until.value.to_string(), Some(&trust.until.at));
        }
        for (status, gate) in [("draft", &asked.draft), ("review", &asked.review), ("published", &asked.published)] {
            if *gate == SeedGate::default() {
                continue;
            }
            self.section(&format!("factcheck.gate.{status}"));
            if let Some(deny) = &gate.deny {
                self.list("deny", deny.iter().map(origin));
            }
            for (key, share) in [("sourced", &gate.sourced), ("verified", &gate.verified)] {
                share.iter().for_each(|share| self.value(key, &format!("{:?}", share.value), Some(&share.at)));
            }
            gate.sign_off.iter().for_each(|people| self.value("sign-off", &people.value.to_string(), Some(&people.at)));
        }
    }

    fn criteria(&mut self, criteria: &Criteria) {
        criteria.implies.iter().for_each(|name| self.line(&format!("implies = {}", quoted(name))));
        let counts = [("sources", criteria.sources), ("independent", criteria.independent), ("checkers", criteria.checkers)];
        counts.iter().filter(|(_, count)| *count > 0).for_each(|(key, count)| self.line(&format!("{key} = {count}")));
        let asked = [("locator", criteria.locator), ("archive", criteria.archive), ("quote", criteria.quote)];
        asked.iter().filter(|(_, asked)| *asked).for_each(|(key, _)| self.line(&format!("{key} = true")));
        for (key, word) in [("role", &criteria.role), ("level", &criteria.level)] {
            word.iter().for_each(|word| self.value(key, &quoted(&word.value), Some(&word.at)));
        }
    }

    fn globs(&mut self, key: &str, globs: Option<&Globs>, default: &[&str]) {
        match globs {
            Some(globs) => self.list(key, globs.written.iter().map(origin)),
            None => self.list(key, default.iter().map(|glob| ((*glob).to_owned(), None))),
        }
    }
}
