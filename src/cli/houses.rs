//! Houses: for each configuration, the language and the rules that it makes, and the level of each rule in each seed.
//!
//! A house has its style: files that go by one `seedlint.toml` share one rule set, loaded once.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::ConfigChoice;
use super::asked::{self, Asked};
use crate::builtin;
use crate::config::{self, Config, Finder};
use crate::document::{self, Preset};
use crate::finding::{Fault, Level};
use crate::language::Language;
use crate::paths;
use crate::rules::{self, Rule, RuleFile, RuleSet};
use crate::source::{Format, Source, decoded};
use crate::span::Span;
use crate::toml_file;
use crate::tree::Tree;

/// What holds for the seeds of one configuration.
pub(super) struct House {
    /// The file; `None` where none is in force.
    pub(super) file: Option<PathBuf>,
    pub(super) config: Config,
    /// What is no prose in its seeds.
    pub(super) document: document::Options,
    /// What is asked of fact-checks.
    pub(super) asked: Asked,
    pub(super) language: Language,
    pub(super) rules: RuleSet,
}

/// Every house that was met, and what is wrong with their files.
pub(super) struct Houses {
    choice: ConfigChoice,
    /// Whether the examples of the built-in rules are needed.
    examples: bool,
    /// Where their files are read.
    pub(super) tree: Tree,
    finder: Finder,
    met: Vec<House>,
    /// What is wrong with their files; not yet told.
    pub(super) faults: Faults,
}

/// What is wrong with the files that steer seedlint, by kind of file.
#[derive(Default)]
pub(super) struct Faults {
    pub(super) baselines: Vec<Fault>,
    pub(super) config: Vec<Fault>,
    pub(super) lexicons: Vec<Fault>,
    pub(super) rules: Vec<Fault>,
    pub(super) weights: Vec<Fault>,
}

impl Faults {
    pub(super) fn is_empty(&self) -> bool {
        self.by_kind().iter().all(|(_, faults)| faults.is_empty())
    }

    pub(super) fn count(&self) -> usize {
        self.by_kind().iter().map(|(_, faults)| faults.len()).sum()
    }

    /// Each kind of file by the name that reports give it, with what is wrong in files of that kind.
    pub(super) fn by_kind(&self) -> [(&'static str, &[Fault]); 5] {
        [
            ("baseline", &self.baselines),
            ("config", &self.config),
            ("lexicon", &self.lexicons),
            ("rule", &self.rules),
            ("weights", &self.weights),
        ]
    }
}

impl Houses {
    pub(super) fn new(choice: &ConfigChoice) -> Self {
        Self::in_tree(choice, Tree::Disk)
    }

    /// The same with every file as it is in a tree.
    pub(super) fn in_tree(choice: &ConfigChoice, tree: Tree) -> Self {
        let finder = Finder::in_tree(tree.clone());
        Self { choice: choice.clone(), examples: false, tree, finder, met: Vec::new(), faults: Faults::default() }
    }

    /// The same with the examples of the built-in rules, which checks do without.
    pub(super) fn with_examples(choice: &ConfigChoice) -> Self {
        Self { examples: true, ..Self::new(choice) }
    }

    pub(super) fn get(&self, number: usize) -> &House {
        &self.met[number]
    }

    pub(super) fn all(&self) -> &[House] {
        &self.met
    }

    /// The number of the house that the files of `folder` belong to.
    pub(super) fn of_folder(&mut self, folder: &Path) -> usize {
        let file = self.file_of(folder);
        if let Some(number) = self.met.iter().position(|house| house.file == file) {
            return number;
        }
        self.enter(file, OwnFiles::default())
    }

    /// The same, with rule files that no configuration names. They make a house of their own.
    pub(super) fn of_folder_with(&mut self, folder: &Path, own: OwnFiles) -> usize {
        let file = self.file_of(folder);
        self.enter(file, own)
    }

    /// The configuration that holds for a folder, without its rules; what is wrong with it is for those who check there.
    pub(super) fn config_of(&mut self, folder: &Path) -> Config {
        let Some(file) = self.file_of(folder) else { return Config::default() };
        let met = self.met.iter().find(|house| house.file.as_ref() == Some(&file));
        met.map_or_else(|| config::load_from(&self.tree, &file, &mut Vec::new()), |house| house.config.clone())
    }

    fn file_of(&mut self, folder: &Path) -> Option<PathBuf> {
        match (&self.choice.config, self.choice.no_config) {
            (Some(file), _) => Some(file.clone()),
            (None, true) => None,
            (None, false) => self.finder.find(folder),
        }
    }

    fn enter(&mut self, file: Option<PathBuf>, own: OwnFiles) -> usize {
        let house = House::load(&self.tree, file, own, self.examples, &mut self.faults);
        self.met.push(house);
        self.met.len() - 1
    }
}

impl House {
    fn load(tree: &Tree, file: Option<PathBuf>, further: OwnFiles, with_examples: bool, faults: &mut Faults) -> Self {
        let mut config = file.as_deref().map_or_else(Config::default, |file| config::load_from(tree, file, &mut faults.config));
        let stand = config.rules.iter().filter(|folder| tree.is_dir(&folder.value));
        let mut folders: Vec<_> = stand.map(|folder| OwnFiles::list(tree, &folder.value, faults)).collect();
        // What is asked for by hand replaces what the configuration brings.
        folders.iter_mut().for_each(|own| own.give_way(&further));
        folders.push(further);
        let (language, rules) = compile(folders, with_examples, faults);
        config.rename(|name| present_name(&rules, name));
        check_names(&config, &rules, &mut faults.config);
        let document = document_options(&config, &mut faults.config);
        let asked = asked::read(&config.factcheck, &mut faults.config);
        Self { file, config, document, asked, language, rules }
    }

    /// The level in force of each rule in the seed at `path`.
    pub(super) fn levels(&self, path: &Path) -> Vec<Level> {
        let levels = self.config.levels_at(path);
        self.rules.iter().map(|(_, rule)| levels.of(&rule.name, rule.level).0).collect()
    }
}

/// The language and the rules that a user's files make with the built-in ones. Without any they stand ready, but for the
/// examples of the built-in rules.
fn compile(folders: Vec<OwnFiles>, with_examples: bool, faults: &mut Faults) -> (Language, RuleSet) {
    let (mut lexicons, mut weights, mut files) = (Vec::new(), Vec::new(), Vec::new());
    for own in folders {
        lexicons.extend(own.lexicons);
        weights.extend(own.weights);
        files.extend(own.rules);
    }
    let own_words = !lexicons.is_empty() || !weights.is_empty();
    let language = if own_words {
        let lexicons = [builtin::folder("lexicons"), lexicons].concat();
        let weights = [builtin::folder("weights"), weights].concat();
        let mut found = Vec::new();
        let language = Language::load(&lexicons, &weights, &mut found);
        let in_weights = |fault: &Fault| weights.iter().any(|source| Arc::ptr_eq(source, &fault.source));
        let (of_weights, of_lexicons): (Vec<_>, Vec<_>) = found.into_iter().partition(in_weights);
        faults.weights.extend(of_weights);
        faults.lexicons.extend(of_lexicons);
        language
    } else {
        builtin::language()
    };
    if !own_words && files.is_empty() && !with_examples {
        return (language, builtin::rule_set());
    }
    let rules = rules::load(&[builtin::rules(), files].concat(), &language, &mut faults.rules);
    (language, rules)
}

/// The folders beside those of the families of rules, and what a file in them is.
pub(super) const WORDS: [(&str, &str); 2] = [("lexicons", "a lexicon"), ("weights", "a file of weights")];

/// Rule files, lexicons and weights of a user's folder.
#[derive(Default)]
pub(super) struct OwnFiles {
    pub(super) rules: Vec<RuleFile>,
    pub(super) lexicons: Vec<Arc<Source>>,
    pub(super) weights: Vec<Arc<Source>>,
}

impl OwnFiles {
    /// Lists the TOML files below `folder`. One that lies in the folder itself has the folder's name as its family.
    pub(super) fn list(tree: &Tree, folder: &Path, faults: &mut Faults) -> Self {
        Self::list_part(tree, folder, folder, faults)
    }

    /// Lists the lexicons and weights of a folder of rules.
    pub(super) fn list_words(folder: &Path, faults: &mut Faults) -> Self {
        let mut own = Self::default();
        for part in WORDS.map(|(kind, _)| folder.join(kind)).into_iter().filter(|part| part.is_dir()) {
            own.join(Self::list_part(&Tree::Disk, folder, &part, faults));
        }
        own
    }

    /// Lists the TOML files below `part`, named by their paths below `folder`.
    fn list_part(tree: &Tree, folder: &Path, part: &Path, faults: &mut Faults) -> Self {
        let mut files = Vec::new();
        if let Err((path, error)) = walk(tree, part, &mut files) {
            tell_once(&mut faults.rules, unreadable(&path, &error.to_string()));
        }
        files.sort();
        let mut own = Self::default();
        for path in files {
            own.add(tree, folder, &path, faults);
        }
        own
    }

    /// Takes in what another folder holds, each file once.
    pub(super) fn join(&mut self, other: Self) {
        let Self { mut rules, mut lexicons, mut weights } = other;
        rules.retain(|new| self.rules.iter().all(|file| file.source.name != new.source.name));
        lexicons.retain(|new| self.lexicons.iter().all(|source| source.name != new.name));
        weights.retain(|new| self.weights.iter().all(|source| source.name != new.name));
        self.rules.extend(rules);
        self.lexicons.extend(lexicons);
        self.weights.extend(weights);
    }

    /// Leaves out the rules that `other` has by the same name, and the files that are there, too.
    fn give_way(&mut self, other: &Self) {
        self.rules.retain(|file| other.rules.iter().all(|new| new.name != file.name));
        self.lexicons.retain(|source| other.lexicons.iter().all(|new| new.name != source.name));
        self.weights.retain(|source| other.weights.iter().all(|new| new.name != source.name));
    }

    /// Adds one file, named by its path below `folder`.
    pub(super) fn add(&mut self, tree: &Tree, folder: &Path, path: &Path, faults: &mut Faults) {
        let read = tree.read(path).map_err(|error| error.to_string()).and_then(decoded);
        let read = read.map(|text| Arc::new(Source::new(paths::seen_from_here(path), Format::Plain, text)));
        let (whole, root) = (paths::absolute(path), paths::absolute(folder));
        let below = paths::name_of(whole.strip_prefix(&root).unwrap_or(&whole));
        let name = below.trim_end_matches(".toml");
        let kind = name.split_once('/').map(|(kind, _)| kind);
        match (kind, read) {
            (Some("lexicons"), Ok(source)) => self.lexicons.push(source),
            (Some("lexicons"), Err(error)) => tell_once(&mut faults.lexicons, unreadable(path, &error)),
            (Some("weights"), Ok(source)) => self.weights.push(source),
            (Some("weights"), Err(error)) => tell_once(&mut faults.weights, unreadable(path, &error)),
            (Some(_), Ok(source)) => self.rules.push(RuleFile { name: name.to_owned(), source, own: true }),
            (None, Ok(source)) => {
                let family = root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                self.rules.push(RuleFile { name: format!("{family}/{name}"), source, own: true });
            }
            (_, Err(error)) => tell_once(&mut faults.rules, unreadable(path, &error)),
        }
    }
}

fn walk(tree: &Tree, folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), (PathBuf, std::io::Error)> {
    for child in tree.children(folder).map_err(|error| (folder.to_owned(), error))? {
        let hidden = child.path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if child.folder && !hidden {
            walk(tree, &child.path, files)?;
        } else if !child.folder && !hidden && child.path.extension().is_some_and(|extension| extension == "toml") {
            files.push(child.path);
        }
    }
    Ok(())
}

/// The same file may be asked for twice: by hand and by a configuration.
fn tell_once(faults: &mut Vec<Fault>, fault: Fault) {
    if !faults.contains(&fault) {
        faults.push(fault);
    }
}

fn unreadable(path: &Path, error: &str) -> Fault {
    let source = Arc::new(Source::new(paths::seen_from_here(path), Format::Plain, ""));
    Fault::new(&source, Span::empty(0), format!("this cannot be read: {error}"))
}

/// What a configuration says is no prose. A preset that nobody knows is a fault.
fn document_options(config: &Config, faults: &mut Vec<Fault>) -> document::Options {
    let mut presets = Vec::new();
    for written in config.presets.iter().flatten() {
        match Preset::named(&written.value) {
            Some(preset) => presets.push(preset),
            None => {
                let names = document::PRESETS.map(|preset| preset.name);
                let help = toml_file::did_you_mean(&written.value, names);
                let known = || format!("it may be {}", names.map(|name| format!("`{name}`")).join(", "));
                let fault = Fault::new(&written.at.source, written.at.span, format!("unknown preset `{}`", written.value));
                faults.push(fault.help(help.unwrap_or_else(known)));
            }
        }
    }
    document::Options::new(presets, config.ignore.iter().flatten().map(|written| written.value.clone()))
}

/// Names in a configuration are names of rules or families that stand.
fn check_names(config: &Config, rules: &RuleSet, faults: &mut Vec<Fault>) {
    for name in config.names() {
        if !is_known(rules, &name.value) {
            let mut fault = Fault::new(&name.at.source, name.at.span, format!("no rule or family is named `{}`", name.value));
            fault.help = suggestion(rules, &name.value);
            faults.push(fault);
        }
    }
    for exception in config.allow.iter().filter(|exception| matches!(exception.rule.value.split('/').next(), Some("hygiene" | "claims"))) {
        let at = &exception.rule.at;
        let fault = Fault::new(&at.source, at.span, format!("no exception can allow `{}`", exception.rule.value));
        faults.push(fault.help("mend what it speaks of, or set its level under `[levels]`"));
    }
}

/// The name that a rule bears now, of a former one.
fn present_name<'r>(rules: &'r RuleSet, name: &str) -> Option<&'r str> {
    rules.named(name).map(|id| rules.rule(id).name.as_str()).filter(|present| *present != name)
}

/// Whether a name is that of a rule or of a family.
pub(super) fn is_known(rules: &RuleSet, name: &str) -> bool {
    rules.named(name).is_some() || rules.rules.iter().any(|rule| rule.family() == name)
}

/// What an unknown name of a rule or family was most likely meant to be.
pub(super) fn suggestion(rules: &RuleSet, name: &str) -> Option<String> {
    let whole = rules.rules.iter().flat_map(|rule| [rule.name.as_str(), rule.family()]);
    // A rule's name without its family is worth a hint, too.
    let bare = |rule: &&Rule, name: &str| rule.name.split('/').nth(1) == Some(name);
    let named = |name: &str| rules.rules.iter().find(|rule| bare(rule, name)).map(|rule| format!("did you mean `{}`?", rule.name));
    let near = || toml_file::nearest(name, rules.rules.iter().filter_map(|rule| rule.name.split('/').nth(1)));
    named(name).or_else(|| toml_file::did_you_mean(name, whole)).or_else(|| near().and_then(named))
}
