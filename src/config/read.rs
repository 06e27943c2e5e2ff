//! A file and what it extends, checked.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use regex::Regex;

use super::{Config, Exception, Globs, LevelFor, Override, PROFILES, Place, Profile, Written, discovery, factcheck, globs, raw};
use crate::finding::{Fault, Level};
use crate::paths;
use crate::source::{Format, Source, decoded};
use crate::span::Span;
use crate::toml_file::{self, Spanned};
use crate::tree::Tree;

/// Reads the configuration at `path` with what it extends. Every fault goes to `faults`; what is sound is kept.
pub fn load(path: &Path, faults: &mut Vec<Fault>) -> Config {
    load_from(&Tree::Disk, path, faults)
}

/// The same with every file as it is in a tree.
pub fn load_from(tree: &Tree, path: &Path, faults: &mut Vec<Fault>) -> Config {
    match text_of(tree, path) {
        Ok(text) => File::new(tree, path, text).read(&mut vec![paths::absolute(path)], faults),
        Err(error) => {
            let source = Arc::new(Source::new(paths::seen_from_here(path), Format::Plain, ""));
            faults.push(Fault::new(&source, Span::empty(0), format!("the configuration cannot be read: {error}")));
            Config::default()
        }
    }
}

/// One file while it is read.
struct File<'t> {
    tree: &'t Tree,
    path: PathBuf,
    folder: PathBuf,
    source: Arc<Source>,
}

impl<'t> File<'t> {
    fn new(tree: &'t Tree, path: &Path, text: String) -> Self {
        let source = Arc::new(Source::new(paths::seen_from_here(path), Format::Plain, text));
        Self { tree, path: paths::absolute(path), folder: discovery::folder_of(path), source }
    }

    /// `chain`: the files that lead here by `extends`, this one last.
    fn read(&self, chain: &mut Vec<PathBuf>, faults: &mut Vec<Fault>) -> Config {
        let file = toml_file::read::<raw::File>(&self.source, faults).unwrap_or_default();
        let mut config = file.extends.as_ref().and_then(|base| self.base(base, chain, faults)).unwrap_or_default();
        config.files.insert(0, self.path.clone());
        config.folder.clone_from(&self.folder);
        self.check_root(file.root.as_ref(), faults);
        replace(&mut config.include, file.seeds.include.map(|list| self.globs(list, faults)));
        replace(&mut config.exclude, file.seeds.exclude.map(|list| self.globs(list, faults)));
        replace(&mut config.types, file.seeds.types.map(|list| self.types(list, faults)));
        config.rules.extend(file.rules.into_iter().filter_map(|folder| self.rules(folder, faults)));
        replace(&mut config.profile, file.profile.and_then(|name| self.profile(name, faults)));
        let levels = self.levels(file.levels, faults);
        config.levels.retain(|old| !levels.iter().any(|new| new.name.value == old.name.value));
        config.levels.extend(levels);
        config.overrides.extend(file.overrides.into_iter().map(|over| self.over(over, faults)));
        config.allow.extend(file.allow.into_iter().map(|allow| self.exception(allow, faults)));
        config.acronyms.extend(self.words(file.vocabulary.acronyms, faults));
        replace(&mut config.required, file.metadata.required.map(|list| self.words(list, faults)));
        replace(&mut config.presets, file.document.presets.map(|list| self.words(list, faults)));
        replace(&mut config.ignore, file.document.ignore.map(|list| self.patterns(list, faults)));
        replace(&mut config.baseline, file.gate.baseline.and_then(|path| self.baseline(&path, faults)));
        replace(&mut config.fail_on, file.gate.fail_on.and_then(|word| self.fail_on(word, faults)));
        factcheck::read(file.factcheck, &self.source, &mut config.factcheck, faults);
        config
    }

    /// Every configuration ends the search for others: `root = true` tells it to readers, and the opposite is not so.
    fn check_root(&self, root: Option<&Spanned<bool>>, faults: &mut Vec<Fault>) {
        if let Some(root) = root.filter(|root| !*root.get_ref()) {
            let fault = Fault::new(&self.source, toml_file::place(root), "the search always ends at a configuration");
            faults.push(fault.help("to build on another one, write `extends = \"…\"`"));
        }
    }

    /// The configuration that this one extends. Its path is relative to this file.
    fn base(&self, written: &Spanned<String>, chain: &mut Vec<PathBuf>, faults: &mut Vec<Fault>) -> Option<Config> {
        let span = toml_file::place(written);
        let path = paths::absolute(&self.path.parent().unwrap_or(&self.folder).join(written.get_ref()));
        if chain.contains(&path) {
            let message =
                if path == self.path { "a configuration cannot extend itself" } else { "the configurations extend each other in a circle" };
            faults.push(Fault::new(&self.source, span, message));
            return None;
        }
        match text_of(self.tree, &path) {
            Ok(text) => {
                chain.push(path.clone());
                let base = File::new(self.tree, &path, text).read(chain, faults);
                chain.pop();
                Some(base)
            }
            Err(error) => {
                faults.push(Fault::new(&self.source, span, format!("{} cannot be read: {error}", paths::seen_from_here(&path))));
                None
            }
        }
    }

    fn written<T>(&self, spanned: &Spanned<T>) -> Written<T>
    where
        T: Clone,
    {
        Written { value: spanned.get_ref().clone(), at: Place { source: Arc::clone(&self.source), span: toml_file::place(spanned) } }
    }

    /// A fault at a value, with what it may be instead.
    fn fault(&self, at: &Spanned<String>, message: String, known: &[&str]) -> Fault {
        let fault = Fault::new(&self.source, toml_file::place(at), message);
        match toml_file::did_you_mean(at.get_ref(), known.iter().copied()) {
            Some(help) => fault.help(help),
            None => fault.help(format!("it may be {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))),
        }
    }

    fn globs(&self, list: Vec<Spanned<String>>, faults: &mut Vec<Fault>) -> Globs {
        let written = list.iter().map(|glob| self.written(glob)).collect();
        globs::read(&self.folder, written, |at, message| faults.push(Fault::new(&at.source, at.span, message)))
    }

    fn types(&self, list: Vec<Spanned<String>>, faults: &mut Vec<Fault>) -> Vec<Written<String>> {
        let mut types = Vec::new();
        for ending in list {
            if Format::of_extension(ending.get_ref()).is_some() {
                let Written { value, at } = self.written(&ending);
                types.push(Written { value: value.to_ascii_lowercase(), at });
            } else {
                let message = format!("no known format is written in `.{}` files", ending.get_ref().trim_start_matches('.'));
                faults.push(self.fault(&ending, message, &Format::ENDINGS.map(|(ending, _)| ending)));
            }
        }
        types
    }

    fn rules(&self, folder: Spanned<String>, faults: &mut Vec<Fault>) -> Option<Written<PathBuf>> {
        let Written { value, at } = self.written(&folder);
        let path = paths::absolute(&self.folder.join(&value));
        if self.tree.is_dir(&path) {
            return Some(Written { value: path, at });
        }
        let stands = !self.tree.is_missing(&path);
        let message = if stands { "not a folder" } else { "there is no such folder" };
        faults.push(Fault::new(&self.source, at.span, message).help(format!("looked for {}", paths::seen_from_here(&path))));
        // One that is still to come keeps its place, for those who make it.
        (!stands).then_some(Written { value: path, at })
    }

    fn baseline(&self, path: &Spanned<String>, faults: &mut Vec<Fault>) -> Option<Written<PathBuf>> {
        let Written { value, at } = self.written(path);
        if value.trim().is_empty() {
            let fault = Fault::new(&self.source, at.span, "an empty path");
            faults.push(fault.help("name the file, such as `seedlint-baseline.toml`"));
            return None;
        }
        Some(Written { value: paths::absolute(&self.folder.join(value)), at })
    }

    fn profile(&self, name: Spanned<String>, faults: &mut Vec<Fault>) -> Option<Written<&'static Profile>> {
        if let Some(value) = Profile::named(name.get_ref()) {
            return Some(Written { value, at: self.written(&name).at });
        }
        faults.push(self.fault(&name, format!("unknown profile `{}`", name.get_ref()), &PROFILES.map(|profile| profile.name)));
        None
    }

    fn levels(&self, levels: raw::Levels, faults: &mut Vec<Fault>) -> Vec<LevelFor> {
        let mut read = Vec::new();
        for (name, level) in levels {
            match Level::named(level.get_ref()) {
                Some(level) => read.push(LevelFor { name: self.written(&name), level }),
                None => {
                    faults.push(self.fault(&level, format!("unknown level `{}`", level.get_ref()), &["error", "warning", "note", "off"]))
                }
            }
        }
        // By place, not by name.
        read.sort_by_key(|level| level.name.at.span.start);
        read
    }

    fn over(&self, over: raw::Override, faults: &mut Vec<Fault>) -> Override {
        Override {
            paths: self.globs(over.paths, faults),
            profile: over.profile.and_then(|name| self.profile(name, faults)),
            levels: self.levels(over.levels, faults),
        }
    }

    fn exception(&self, allow: raw::Allow, faults: &mut Vec<Fault>) -> Exception {
        let mut blank = |word: &Spanned<String>, message: &str, help: &str| {
            if !word.get_ref().contains(char::is_alphanumeric) {
                faults.push(Fault::new(&self.source, toml_file::place(word), message).help(help));
            }
        };
        blank(&allow.reason, "an exception without a reason", "say why it may stand");
        allow.text.iter().for_each(|text| blank(text, "no words to look for", "leave `text` out to allow the rule in the whole file"));
        Exception {
            rule: self.written(&allow.rule),
            text: allow.text.as_ref().map(|text| self.written(text)),
            reason: self.written(&allow.reason),
            folder: self.folder.clone(),
            path: self.globs(vec![allow.path], faults),
        }
    }

    fn words(&self, list: Vec<Spanned<String>>, faults: &mut Vec<Fault>) -> Vec<Written<String>> {
        let mut words = Vec::new();
        for word in list {
            if word.get_ref().trim().is_empty() {
                faults.push(Fault::new(&self.source, toml_file::place(&word), "an empty word"));
            } else {
                words.push(self.written(&word));
            }
        }
        words
    }

    fn patterns(&self, list: Vec<Spanned<String>>, faults: &mut Vec<Fault>) -> Vec<Written<Regex>> {
        let mut patterns = Vec::new();
        for written in list {
            if written.get_ref().is_empty() {
                let fault = Fault::new(&self.source, toml_file::place(&written), "an empty pattern leaves nothing out");
                faults.push(fault.help("say what is no prose, or leave it out"));
                continue;
            }
            match Regex::new(written.get_ref()) {
                Ok(value) => patterns.push(Written { value, at: self.written(&written).at }),
                Err(error) => {
                    let (inner, message) = told(written.get_ref(), &error);
                    let place = toml_file::place_inside(&self.source, &written, inner);
                    faults.push(Fault::new(&self.source, place, format!("this regular expression does not compile: {message}")));
                }
            }
        }
        patterns
    }

    fn fail_on(&self, word: Spanned<String>, faults: &mut Vec<Fault>) -> Option<Written<Level>> {
        let level = match word.get_ref().as_str() {
            "never" => Some(Level::Off),
            "off" => None,
            name => Level::named(name),
        };
        match level {
            Some(value) => Some(Written { value, at: self.written(&word).at }),
            None => {
                let message = format!("`{}` is no level that can fail a check", word.get_ref());
                faults.push(self.fault(&word, message, &["error", "warning", "note", "never"]));
                None
            }
        }
    }
}

/// What is wrong with a regular expression, and where in it.
fn told(pattern: &str, error: &regex::Error) -> (Span, String) {
    let (span, message) = match regex_syntax::parse(pattern) {
        Err(regex_syntax::Error::Parse(error)) => (*error.span(), error.kind().to_string()),
        Err(regex_syntax::Error::Translate(error)) => (*error.span(), error.kind().to_string()),
        // It is well formed, but too large.
        _ => return (Span::new(0, pattern.len()), error.to_string().to_lowercase().trim_end_matches('.').to_owned()),
    };
    (Span::new(span.start.offset, span.end.offset), message)
}

/// This file's value wins over an inherited one.
fn replace<T>(inherited: &mut Option<T>, own: Option<T>) {
    if own.is_some() {
        *inherited = own;
    }
}

fn text_of(tree: &Tree, path: &Path) -> Result<String, String> {
    let bytes = tree.read(path).map_err(|error| match error.kind() {
        // What the system says, and not a kept tree.
        std::io::ErrorKind::NotFound if error.raw_os_error().is_some() => "there is no such file".to_owned(),
        _ => error.to_string(),
    })?;
    decoded(bytes)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::config::Origin;

    /// A folder with `name=text` files; `|` stands for a line break.
    fn tree(files: &[&str]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let (name, text) = file.split_once(':').unwrap();
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text.replace('|', "\n")).unwrap();
        }
        folder
    }

    /// The faults of `seedlint.toml` in a folder: file, words at fault, message, help.
    fn faults_in(folder: &TempDir) -> Vec<(String, String, String, String)> {
        let mut faults = Vec::new();
        load(&folder.path().join("seedlint.toml"), &mut faults);
        let base = format!("{}/", paths::name_of(folder.path()));
        let told = |fault: Fault| {
            let file = fault.source.name.replace(&base, "");
            let help = fault.help.unwrap_or_default().replace(&base, "");
            (file, fault.span.of(&fault.source.text).to_owned(), fault.message.replace(&base, ""), help)
        };
        let mut told: Vec<_> = faults.into_iter().map(told).collect();
        told.sort();
        told
    }

    fn sound(folder: &TempDir) -> Config {
        let mut faults = Vec::new();
        let config = load(&folder.path().join("seedlint.toml"), &mut faults);
        assert_eq!(faults, []);
        config
    }

    #[test]
    fn each_fault_is_told_at_its_place() {
        for (text, at, message, help) in [
            ("proflie = 'news'", "proflie", "unknown key `proflie`", "did you mean `profile`?"),
            ("profile = 'analisys'", "'analisys'", "unknown profile `analisys`", "did you mean `analysis`?"),
            ("profile = 'x'", "'x'", "unknown profile `x`", "it may be `news`, `analysis`, `opinion`, `research`"),
            ("[levels]|speculation = 'warn'", "'warn'", "unknown level `warn`", "it may be `error`, `warning`, `note`, `off`"),
            ("[levels]|speculation = 'warnin'", "'warnin'", "unknown level `warnin`", "did you mean `warning`?"),
            ("[levels]|speculation = 3", "3", "integer `3` is not a string", ""),
            ("[gate]|fail-on = 'off'", "'off'", "`off` is no level that can fail a check", "it may be `error`, `warning`, `note`, `never`"),
            ("[seeds]|include = ['a[']", "'a['", "unclosed character class; missing ']'", ""),
            ("[seeds]|exclude = ['../x']", "'../x'", "a glob is relative to the configuration's folder, and cannot leave it", ""),
            ("[seeds]|include = ['./']", "'./'", "an empty glob; `**` matches everything", ""),
            (
                "[seeds]|types = ['docx']",
                "'docx'",
                "no known format is written in `.docx` files",
                "it may be `md`, `markdown`, `txt`, `text`, `html`, `htm`",
            ),
            ("rules = ['editorial/']", "'editorial/'", "there is no such folder", "looked for editorial"),
            ("rules = ['seedlint.toml']", "'seedlint.toml'", "not a folder", "looked for seedlint.toml"),
            ("extends = 'house.toml'", "'house.toml'", "house.toml cannot be read: there is no such file", ""),
            ("extends = 'seedlint.toml'", "'seedlint.toml'", "a configuration cannot extend itself", ""),
            ("[vocabulary]|acronyms = ['']", "''", "an empty word", ""),
            ("[[override]]|levels = { a = 'off' }", "[[override]]", "the key `paths` is missing", ""),
            ("root = false", "false", "the search always ends at a configuration", "to build on another one, write `extends = \"…\"`"),
            ("[[allow]]|path = 'a.txt'|rule = 'a/b'", "[[allow]]", "the key `reason` is missing", ""),
            ("[[allow]]|path = 'a.txt'|rule = 'a/b'|reason = ' - '", "' - '", "an exception without a reason", "say why it may stand"),
            ("[[allow]]|path = 'a['|rule = 'a/b'|reason = 'x'", "'a['", "unclosed character class; missing ']'", ""),
            (
                "[[allow]]|path = '../a'|rule = 'a/b'|reason = 'x'",
                "'../a'",
                "a glob is relative to the configuration's folder, and cannot leave it",
                "",
            ),
            (
                "[[allow]]|path = 'a'|rule = 'a/b'|text = ''|reason = 'x'",
                "''",
                "no words to look for",
                "leave `text` out to allow the rule in the whole file",
            ),
            ("[[allow]]|paths = 'a'|path = 'a'|rule = 'a/b'|reason = 'x'", "paths", "unknown key `paths`", "did you mean `path`?"),
            // What nothing honours yet is refused.
            ("[document]|ignroe = []", "ignroe", "unknown key `ignroe`", "did you mean `ignore`?"),
            ("[document]|presets = ['']", "''", "an empty word", ""),
            ("[document]|ignore = ['a', 'b(c']", "(", "this regular expression does not compile: unclosed group", ""),
            ("[document]|ignore = [\"\\\\d{\"]", "\"\\\\d{\"", "this regular expression does not compile: unclosed counted repetition", ""),
            ("[gate]|baselin = 'x'", "baselin", "unknown key `baselin`", "did you mean `baseline`?"),
            ("[gate]|baseline = ' '", "' '", "an empty path", "name the file, such as `seedlint-baseline.toml`"),
            ("[vocabulary]|names = 'x'", "names", "unknown key `names`", ""),
        ] {
            one_fault(text, at, message, help);
        }
    }

    #[test]
    fn each_fault_of_what_is_asked_of_fact_checks_is_told_at_its_place() {
        for (text, at, message, help) in [
            ("[factcheck.gate.published]|verified = 1.2", "1.2", "a share is a number from 0 to 1", "1.0 asks it of every claim"),
            ("[factcheck.gate.publish]|verified = 1", "publish", "unknown key `publish`", "did you mean `published`?"),
            ("[factcheck.criteria.a]|implies = 'a'", "'a'", "these criteria imply each other in a circle", ""),
            (
                "[factcheck]|policy = [{ criteria = 'legl' }]|criteria.legal = { sources = 2 }",
                "'legl'",
                "no criteria are named `legl`",
                "did you mean `legal`?",
            ),
            ("[factcheck]|policy = [{ criteria = 'x' }]", "'x'", "no criteria are named `x`", "write them under `[factcheck.criteria.x]`"),
            ("[[factcheck.trust]]|source = 'a'", "[[factcheck.trust]]", "the key `until` is missing", ""),
        ] {
            one_fault(text, at, message, help);
        }
    }

    fn one_fault(text: &str, at: &str, message: &str, help: &str) {
        let faults = faults_in(&tree(&[&format!("seedlint.toml:{text}")]));
        let [(_, place, told, advice)] = faults.as_slice() else { panic!("{text}: {faults:#?}") };
        assert_eq!((place.as_str(), told.as_str()), (at, message), "{text}");
        assert!(help.is_empty() || advice == help, "{text}: {advice}");
    }

    #[test]
    fn all_faults_are_told_at_once_in_all_files() {
        let folder = tree(&[
            "seedlint.toml:extends = 'house/base.toml'|profile = 'new'|[levels]|a = 'of'|b = 'note'|[seeds]|includes = []|",
            "house/base.toml:profil = 'news'|[gate]|fail-on = 'always'|",
        ]);
        let places: Vec<_> = faults_in(&folder).into_iter().map(|(file, place, ..)| (file, place)).collect();
        let expected = [
            ("house/base.toml", "'always'"),
            ("house/base.toml", "profil"),
            ("seedlint.toml", "'new'"),
            ("seedlint.toml", "'of'"),
            ("seedlint.toml", "includes"),
        ];
        assert_eq!(places, expected.map(|(file, place)| (file.to_owned(), place.to_owned())));
    }

    #[test]
    fn a_circle_is_a_fault() {
        let folder = tree(&["seedlint.toml:extends = 'x/b.toml'", "x/b.toml:extends = '../c.toml'", "c.toml:extends = 'seedlint.toml'"]);
        let faults = faults_in(&folder);
        let [(file, _, message, _)] = faults.as_slice() else { panic!("{faults:#?}") };
        assert_eq!((file.as_str(), message.as_str()), ("c.toml", "the configurations extend each other in a circle"));
    }

    #[test]
    fn own_values_win_over_inherited_ones() {
        let folder = tree(&[
            "house/rules/x/y.toml:",
            "own/x/y.toml:",
            "seedlint.toml:extends = 'house/base.toml'|rules = ['own']|[seeds]|exclude = []|[levels]|a = 'error'|\
             [vocabulary]|acronyms = ['BWO']|[metadata]|required = ['title']|[document]|ignore = ['x+']",
            "house/base.toml:rules = ['rules']|profile = 'opinion'|[seeds]|exclude = ['drafts']|types = ['TXT']|\
             [levels]|a = 'note'|b = 'off'|[vocabulary]|acronyms = ['KRD']|[metadata]|required = ['date']|[gate]|fail-on = 'never'|baseline = 'old.toml'|\
             [document]|ignore = ['a', 'b']|presets = ['hugo']",
        ]);
        let config = sound(&folder);
        let ignored = config.ignore.iter().flatten().map(|pattern| pattern.value.as_str());
        assert_eq!(ignored.collect::<Vec<_>>(), ["x+"]);
        let words = |list: &[Written<String>]| list.iter().map(|word| word.value.clone()).collect::<Vec<_>>();
        assert_eq!(config.exclude.as_ref().map(|globs| globs.written.len()), Some(0));
        assert_eq!(config.types.as_deref().map(words), Some(vec!["txt".to_owned()]));
        let rules: Vec<_> = config.rules.iter().map(|rules| rules.value.strip_prefix(folder.path()).unwrap()).collect();
        assert_eq!(rules, [Path::new("house/rules"), Path::new("own")]);
        assert_eq!(config.profile.as_ref().map(|profile| profile.value.name), Some("opinion"));
        let levels: Vec<_> = config.levels.iter().map(|level| (level.name.value.as_str(), level.level)).collect();
        assert_eq!(levels, [("b", Level::Off), ("a", Level::Error)]);
        assert_eq!(words(&config.acronyms), ["KRD", "BWO"]);
        assert_eq!(config.presets.as_deref().map(words), Some(vec!["hugo".to_owned()]));
        assert_eq!(config.required.as_deref().map(words), Some(vec!["title".to_owned()]));
        assert_eq!(config.fail_on.as_ref().map(|level| level.value), Some(Level::Off));
        assert_eq!(config.baseline.as_ref().map(|written| written.value.clone()), Some(folder.path().join("house/old.toml")));
        assert_eq!(config.files.len(), 2);
        assert_eq!(config.names().count(), 2);
        assert!(config.fail_on.is_some_and(|level| level.at.source.name.ends_with("house/base.toml")));
    }

    #[test]
    fn what_is_asked_of_fact_checks_is_inherited_value_by_value() {
        let folder = tree(&[
            "seedlint.toml:extends = 'base.toml'|[factcheck]|policy = [{ criteria = 'legal' }]|[factcheck.criteria]|\
             legal = { implies = 'standard', checkers = 2 }|[factcheck.gate.published]|verified = 1",
            "base.toml:[factcheck]|independent-checker = true|policy = [{ kinds = ['quote'], criteria = 'standard' }]|\
             [factcheck.criteria]|standard = { locator = true }|legal = { sources = 3 }|[factcheck.gate.published]|sourced = 0.5|verified = 0.5",
        ]);
        let asked = sound(&folder).factcheck;
        assert_eq!(asked.independent_checker.map(|written| written.value), Some(true));
        assert_eq!((asked.criteria["legal"].sources, asked.criteria["legal"].checkers), (0, 2));
        assert_eq!(asked.policy.iter().map(|demand| demand.criteria.as_str()).collect::<Vec<_>>(), ["standard", "legal"]);
        let shares = [asked.published.sourced, asked.published.verified].map(|share| share.map(|share| share.value));
        assert_eq!(shares, [Some(0.5), Some(1.0)]);
        assert!(asked.draft.verified.is_none());
    }

    #[test]
    fn exceptions_are_inherited_and_keep_their_folder() {
        let folder = tree(&[
            "desk/seedlint.toml:extends = '../house/base.toml'|[[allow]]|path = 'seeds/a.txt'|rule = 'a/b'|text = 'x'|reason = 'why'",
            "house/base.toml:[[allow]]|path = '*.txt'|rule = 'c'|reason = 'so'",
        ]);
        let mut faults = Vec::new();
        let config = load(&folder.path().join("desk/seedlint.toml"), &mut faults);
        assert_eq!(faults, []);
        let rules: Vec<_> = config.allow.iter().map(|exception| exception.rule.value.as_str()).collect();
        assert_eq!(rules, ["c", "a/b"]);
        for (path, is) in [("house/a.txt", [true, false]), ("desk/seeds/a.txt", [false, true]), ("desk/a.txt", [false, false])] {
            assert_eq!([0, 1].map(|at| config.allow[at].is_for(&folder.path().join(path))), is, "{path}");
        }
        assert_eq!(config.names().count(), 2);
    }

    #[test]
    fn globs_are_relative_to_the_folder() {
        let folder = tree(&["a [1]/.config/seedlint.toml:[seeds]|include = ['seeds/**', './notes/*.md', 'one.md', 'drafts/']"]);
        let base = folder.path().join("a [1]");
        let mut faults = Vec::new();
        let config = load(&base.join(".config/seedlint.toml"), &mut faults);
        assert_eq!(faults, []);
        let include = config.include.unwrap().set;
        for (path, matches) in [
            ("seeds/a.md", true),
            ("seeds/x/y/a.md", true),
            ("seeds", false),
            ("notes/a.md", true),
            ("notes/x/a.md", false),
            ("one.md", true),
            ("x/one.md", false),
            ("drafts/x/y.md", true),
            ("../seeds/a.md", false),
        ] {
            assert_eq!(include.is_match(paths::absolute(&base.join(path))), matches, "{path}");
        }
    }

    const LEVELS: &str = "seedlint.toml:profile = 'analysis'
[levels]
sourcing = 'note'
'sourcing/named' = 'error'
'language/cliche' = 'off'
quotations = 'off'
[[override]]
paths = ['opinion']
profile = 'opinion'
levels = { language = 'note', quotations = 'warning', 'sourcing/asleep' = 'note' }
[[override]]
paths = ['opinion/calm/**']
levels = { 'sourcing/named' = 'warning' }
[[override]]
paths = ['opinion/calm/**']
profile = 'research'
levels = { sourcing = 'off' }
";

    #[test]
    fn the_more_specific_level_wins() {
        use Level::{Error, Note, Off, Warning};
        let folder = tree(&[LEVELS]);
        let config = sound(&folder);
        for (path, rule, default, level, by) in [
            ("a.md", "references/x", Error, Error, "rule"),
            ("a.md", "speculation/x", Warning, Note, "analysis"),
            ("a.md", "speculation/asleep", Off, Off, "rule"),
            ("a.md", "sourcing/x", Warning, Note, "sourcing"),
            ("a.md", "sourcing/named", Warning, Error, "'sourcing/named'"),
            ("a.md", "sourcing/asleep", Off, Off, "rule"),
            ("a.md", "language/cliche", Note, Off, "'language/cliche'"),
            ("a.md", "quotations/x", Error, Off, "quotations"),
            ("opinion/a.md", "speculation/x", Warning, Off, "opinion"),
            // A family's level does not wake what its own name puts to sleep, but what the family did.
            ("opinion/a.md", "language/cliche", Note, Off, "'language/cliche'"),
            ("opinion/a.md", "language/x", Error, Note, "language"),
            ("opinion/a.md", "quotations/x", Error, Warning, "quotations"),
            ("opinion/a.md", "sourcing/asleep", Off, Note, "'sourcing/asleep'"),
            ("opinion/a.md", "sourcing/named", Warning, Error, "'sourcing/named'"),
            // The last override that matches comes first; what it does not say, the ones before it do.
            ("opinion/calm/a.md", "sourcing/named", Warning, Off, "sourcing"),
            ("opinion/calm/a.md", "language/x", Error, Note, "language"),
            ("opinion/calm/a.md", "speculation/x", Warning, Off, "research"),
        ] {
            let levels = config.levels_at(&folder.path().join(path));
            let (found, origin) = levels.of(rule, default);
            let origin = match origin {
                Origin::Rule => "rule",
                Origin::Profile(profile) => profile.name,
                Origin::Written(place) => place.span.of(&place.source.text),
            };
            assert_eq!((found, origin), (level, by), "{rule} in {path}");
        }
    }

    #[test]
    fn nothing_written_changes_nothing() {
        let config = sound(&tree(&["seedlint.toml:root = true"]));
        assert!(config.include.is_none() && config.profile.is_none() && config.fail_on.is_none());
        assert_eq!(config.levels_at(Path::new("a.md")).of("a/b", Level::Warning), (Level::Warning, Origin::Rule));
    }

    #[test]
    fn what_cannot_be_read_is_a_fault() {
        let folder = tempfile::tempdir().unwrap();
        let [(_, _, message, _)] = faults_in(&folder).try_into().unwrap();
        assert_eq!(message, "the configuration cannot be read: there is no such file");
        fs::write(folder.path().join("seedlint.toml"), b"# \xff").unwrap();
        let [(_, _, message, _)] = faults_in(&folder).try_into().unwrap();
        assert_eq!(message, "the configuration cannot be read: not UTF-8 at byte 2");
    }
}
