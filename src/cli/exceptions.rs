//! What a configuration and the comments of a seed allow, translated for triage; and of the entries of configurations, those
//! that allowed nothing in the whole run.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::Paths;
use super::houses::{self, House};
use crate::config::Exception;
use crate::finding::{Detail, Finding, Level, RuleId};
use crate::paths;
use crate::rules::{FoundBy, Matcher};
use crate::source::Source;
use crate::span::Span;
use crate::triage::allow::{Allow, Hygiene, Looked, Reach, Target};

/// Which rules were looked for in a seed.
pub(super) struct Force<'a> {
    pub(super) house: &'a House,
    /// The levels that the configuration sets there.
    pub(super) configured: &'a [Level],
    /// Those in force, after what the command line selects.
    pub(super) levels: &'a [Level],
}

impl Force<'_> {
    /// What a name of a rule or family means; and whether all that it names was looked for.
    pub(super) fn look_up(&self, name: &str) -> Looked {
        let rules = &self.house.rules;
        if let Some(rule) = rules.named(name) {
            return Ok((Target::Rule(rule), self.levels[rule.0 as usize] > Level::Off));
        }
        let family = || rules.iter().filter(|(_, rule)| rule.family() == name).map(|(id, _)| id.0 as usize);
        if family().next().is_none() {
            return Err(houses::suggestion(rules, name));
        }
        let any = family().any(|rule| self.levels[rule] > Level::Off);
        let all = family().all(|rule| self.levels[rule] > Level::Off || self.configured[rule] == Level::Off);
        Ok((Target::Family(name.to_owned()), any && all))
    }

    /// What the configuration allows in the seed at `path`, each with its number among [`crate::config::Config::allow`].
    pub(super) fn entries(&self, path: &Path) -> Vec<(usize, Allow)> {
        let of_seed = |(number, exception): (usize, &Exception)| {
            let (target, in_force) = self.look_up(&exception.rule.value).ok().filter(|_| exception.is_for(path))?;
            let reach = exception.text.as_ref().map_or(Reach::File, |text| Reach::Words(text.value.clone()));
            Some((number, Allow { target, reach, in_force }))
        };
        self.house.config.allow.iter().enumerate().filter_map(of_seed).collect()
    }
}

/// The numbers of the rules that speak of exceptions.
pub(super) fn hygiene(house: &House) -> Hygiene {
    let found_by_triage = |id| matches!(house.rules.rule(id).matcher, Matcher::Elsewhere(FoundBy::Triage));
    Hygiene::numbered(|name| house.rules.named(name).filter(|id| found_by_triage(*id)))
}

/// What became of the entries of all configurations, over the whole run.
#[derive(Default)]
pub(super) struct Tally {
    met: Vec<Met>,
    /// The folders that were read whole, absolute; none where all seeds of the configuration were.
    walked: Option<Vec<PathBuf>>,
}

/// An entry that is for a seed that was read, with its rule in force there.
struct Met {
    house: usize,
    source: Arc<Source>,
    /// The words at fault, should it turn out to allow nothing.
    place: Span,
    rule: String,
    used: bool,
    /// Whether every seed that it is for was read, as far as can be told.
    whole: bool,
}

impl Tally {
    pub(super) fn of(asked: &Paths) -> Self {
        let all = asked.paths.is_empty() && asked.files_from.is_none();
        let folders = || asked.paths.iter().filter(|path| path.is_dir()).map(|path| paths::absolute(path)).collect();
        Self { met: Vec::new(), walked: (!all).then(folders) }
    }

    /// Where no folder is read whole.
    pub(super) const fn of_some() -> Self {
        Self { met: Vec::new(), walked: Some(Vec::new()) }
    }

    /// Notes what the entries of a house's configuration did in the seed at `path`.
    pub(super) fn note(&mut self, number: usize, house: &House, path: &Path, entries: &[(usize, Allow)], used: &[bool]) {
        for (at, (entry, _)) in entries.iter().enumerate().filter(|(_, (_, allow))| allow.in_force) {
            let exception = &house.config.allow[*entry];
            let used = used.get(at).copied().unwrap_or(false);
            let words = exception.text.as_ref().unwrap_or(&exception.path.written[0]);
            let place = words.at.span;
            let source = &words.at.source;
            let at = self.met.iter().position(|met| met.source.name == source.name && met.place == place).unwrap_or_else(|| {
                let base = exception.base();
                let whole = base == paths::absolute(path) || self.walks(&base);
                let source = Arc::clone(source);
                self.met.push(Met { house: number, source, place, rule: exception.rule.value.clone(), used: false, whole });
                self.met.len() - 1
            });
            self.met[at].used |= used;
        }
    }

    /// Notes the entries of a house's configuration for files that are not there any more.
    pub(super) fn note_gone(&mut self, number: usize, house: &House) {
        for exception in house.config.allow.iter().filter(|exception| exception.is_literal()) {
            let base = exception.base();
            let gone = !base.exists() && self.walks(&base);
            let words = exception.text.as_ref().unwrap_or(&exception.path.written[0]);
            if gone && !self.met.iter().any(|met| met.source.name == words.at.source.name && met.place == words.at.span) {
                let (source, rule) = (Arc::clone(&words.at.source), exception.rule.value.clone());
                self.met.push(Met { house: number, source, place: words.at.span, rule, used: false, whole: true });
            }
        }
    }

    /// Whether all seeds below an absolute path were read.
    pub(super) fn walks(&self, base: &Path) -> bool {
        self.walked.as_ref().is_none_or(|folders| folders.iter().any(|folder| base.starts_with(folder)))
    }

    /// The entries that allowed nothing, by configuration: its text, the number of a house that goes by it, and what
    /// there is to say.
    pub(super) fn unused(mut self, finding: impl Fn(usize) -> Option<RuleId>) -> Vec<(Arc<Source>, usize, Vec<Finding>)> {
        self.met.retain(|met| !met.used && met.whole);
        self.met.sort_by(|one, other| (&one.source.name, one.place).cmp(&(&other.source.name, other.place)));
        let mut unused: Vec<(Arc<Source>, usize, Vec<Finding>)> = Vec::new();
        for met in self.met {
            let Some(rule) = finding(met.house) else { continue };
            let details = vec![(Arc::from("rules"), Detail::Words(format!("`{}`", met.rule)))];
            let told = Finding { rule, span: met.place, details, labels: Vec::new() };
            match unused.last_mut().filter(|(source, ..)| source.name == met.source.name) {
                Some((.., findings)) => findings.push(told),
                None => unused.push((met.source, met.house, vec![told])),
            }
        }
        unused
    }
}
