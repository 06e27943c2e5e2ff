//! Rule files into rules: every file is read, every fault of every file is told.
//!
//! In go sources and a language; out comes a [`RuleSet`] of the rules that are sound. A rule's name is its path,
//! `family/name.toml`; a user's rule with a built-in's name replaces it.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::raw::{RawExamples, RawFormat, RawMatch, RawRule};
use super::{Ask, Example, Examples, FoundBy, Literals, Matcher, Pattern, QUESTIONS, Rule, RuleSet, Scope, Unless};
use super::{fact_match, literals, marked, placeholders};
use crate::finding::Fault;
use crate::language::{Language, PhraseError, PhraseSet};
use crate::source::{Format, Source};
use crate::span::Span;
use crate::toml_file::{self, Spanned};

/// One rule file.
#[derive(Debug, Clone)]
pub struct RuleFile {
    /// `family/name`, from its path.
    pub name: String,
    /// Its text.
    pub source: Arc<Source>,
    /// Whether a user wrote it.
    pub own: bool,
}

/// Loads rule files. Faults are added to `faults`; the rules that are sound come back, sorted by name.
pub fn load(files: &[RuleFile], language: &Language, faults: &mut Vec<Fault>) -> RuleSet {
    let mut by_name: BTreeMap<&str, &RuleFile> = BTreeMap::new();
    for file in files {
        check_name(file, faults);
        match by_name.get(file.name.as_str()) {
            Some(first) if first.own && file.own => {
                let fault = Fault::new(&file.source, Span::empty(0), format!("two rules are named `{}`", file.name));
                faults.push(fault.help("rename one of the two files").also(&first.source, Span::empty(0), "the other one"));
            }
            Some(first) if first.own => {}
            _ => {
                by_name.insert(&file.name, file);
            }
        }
    }
    let empty = || RuleSet { rules: Vec::new(), phrases: PhraseSet::new(language), literals: Literals::default() };
    let mut set = empty();
    for file in by_name.into_values() {
        let stands = files.iter().find(|other| !other.own && file.own && other.name == file.name).and_then(found_by);
        let before = faults.len();
        let read = toml_file::read_to_check::<RawRule>(&file.source, faults);
        let broken = faults.len() > before;
        match read {
            Some((raw, true)) => {
                let rule = Loader { file, stands, broken, language, faults, set: &mut set }.rule(raw);
                set.rules.push(rule);
            }
            // Without all that is required it is no rule, but the rest of its faults are told, too.
            Some((raw, false)) => drop(Loader { file, stands, broken, language, faults, set: &mut empty() }.rule(raw)),
            None => {}
        }
    }
    set.literals = Literals::of(&set.rules);
    set.phrases.enter();
    check_former_names(&set, faults);
    set
}

/// Who finds what the rule of a file speaks of, if it has no matcher.
fn found_by(file: &RuleFile) -> Option<FoundBy> {
    let raw: RawRule = toml_file::read(&file.source, &mut Vec::new())?;
    raw.found_by.map(Spanned::into_inner)
}

/// Names are words of lower case letters, digits and hyphens, so that they can be written after `allow`.
fn check_name(file: &RuleFile, faults: &mut Vec<Fault>) {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let sound = file.name.split_once('/').is_some_and(|(family, name)| word(family) && word(name));
    if !sound {
        let fault = Fault::new(&file.source, Span::empty(0), format!("`{}` cannot be the name of a rule", file.name));
        faults.push(fault.help("name folder and file in lower case letters, digits and hyphens: `family/rule-name.toml`"));
    }
}

fn check_former_names(set: &RuleSet, faults: &mut Vec<Fault>) {
    let names: HashSet<&str> = set.rules.iter().map(|rule| rule.name.as_str()).collect();
    for rule in &set.rules {
        if let Some(old) = rule.formerly.iter().find(|old| names.contains(old.as_str())) {
            let at = rule.source.text.find(&format!("\"{old}\"")).map_or(Span::empty(0), |at| Span::new(at, at + old.len() + 2));
            faults.push(Fault::new(&rule.source, at, format!("`{old}` is the name of a rule that stands")));
        }
    }
}

struct Loader<'a> {
    file: &'a RuleFile,
    /// Who finds what the built-in rule of the same name speaks of, if it has no matcher.
    stands: Option<FoundBy>,
    /// Whether something in it had to be left out.
    broken: bool,
    language: &'a Language,
    faults: &'a mut Vec<Fault>,
    set: &'a mut RuleSet,
}

impl Loader<'_> {
    fn fault(&mut self, span: Span, message: impl Into<String>, help: impl Into<Option<String>>) {
        let mut fault = Fault::new(&self.file.source, span, message);
        fault.help = help.into();
        self.faults.push(fault);
    }

    fn fault_inside(&mut self, value: &Spanned<String>, inner: Span, message: impl Into<String>, help: impl Into<Option<String>>) {
        let span = toml_file::place_inside(&self.file.source, value, inner);
        self.fault(span, message, help);
    }

    fn rule(mut self, raw: RawRule) -> Rule {
        let id = super::number(self.set.rules.len());
        let mut placeholders = vec!["match".to_owned()];
        let before = self.faults.len();
        let matcher = self.matcher(&raw, RuleSet::match_owner(id), &mut placeholders);
        if let Matcher::Elsewhere(by) = &matcher {
            placeholders.extend(by.placeholders().iter().map(|name| (*name).to_owned()));
        }
        let unless = self.unless(&raw, RuleSet::unless_owner(id));
        let looks_for_nothing = |raw: &RawMatch| raw.phrases.is_none() && matches!(matcher, Matcher::Phrases);
        let lost = self.broken && raw.found_by.is_none() && raw.matcher.as_ref().is_none_or(|raw| looks_for_nothing(raw.get_ref()));
        let at_fault = lost || self.faults.len() > before;
        self.check_texts(&raw);
        let mut examples = self.examples(&raw.examples, !(self.broken || matches!(matcher, Matcher::Elsewhere(_))));
        if at_fault {
            // They would only tell once more that the rule does not find what it should.
            (examples.flags, examples.passes) = (Vec::new(), Vec::new());
        }
        Rule {
            name: self.file.name.clone(),
            source: Arc::clone(&self.file.source),
            own: self.file.own,
            message: self.text(raw.message.clone(), &placeholders),
            help: raw.help.clone().map(|help| self.text(help, &placeholders)),
            fix: raw.fix.clone().map(|fix| self.text(fix, &placeholders)),
            fix_at: raw.fix_at.clone().and_then(|at| self.fix_at(&at, raw.fix.is_some(), &placeholders)),
            scope: self.scope(&raw, &matcher),
            summary: raw.summary.into_inner(),
            level: raw.level,
            confidence: raw.confidence,
            why: raw.why.into_inner().trim().to_owned(),
            authority: raw.authority,
            formerly: raw.formerly.into_iter().map(Spanned::into_inner).collect(),
            matcher,
            unless,
            once: raw.once.is_some(),
            examples,
        }
    }

    fn matcher(&mut self, raw: &RawRule, owner: u32, placeholders: &mut Vec<String>) -> Matcher {
        match (&raw.matcher, &raw.found_by) {
            (Some(matcher), None) => self.one_matcher(matcher, owner, placeholders),
            (None, Some(found_by)) => {
                self.check_found_by(found_by);
                Matcher::Elsewhere(*found_by.get_ref())
            }
            (Some(matcher), Some(_)) => {
                self.fault(toml_file::place(matcher), "a rule has `match` or `found-by`, not both", None);
                Matcher::Phrases
            }
            (None, None) if self.broken => Matcher::Phrases,
            (None, None) => {
                self.fault(Span::empty(0), "this rule looks for nothing", "write `match.phrases = […]` or another matcher".to_owned());
                Matcher::Phrases
            }
        }
    }

    fn one_matcher(&mut self, matcher: &Spanned<RawMatch>, owner: u32, placeholders: &mut Vec<String>) -> Matcher {
        let raw = matcher.get_ref();
        let written = [raw.phrases.is_some(), raw.pattern.is_some(), raw.score.is_some(), raw.fact.is_some()];
        let matchers = written.iter().filter(|is| **is).count();
        // One that could not be read has its own fault.
        if matchers > 1 || (matchers == 0 && !self.broken) {
            let help = "write one of `match.phrases`, `match.pattern`, `match.score`, `match.fact`; a second one is a second rule";
            self.fault(toml_file::place(matcher), "a rule has exactly one matcher", help.to_owned());
        }
        if let Some(phrases) = &raw.phrases {
            if phrases.get_ref().is_empty() {
                self.fault(toml_file::place(phrases), "this list of phrases is empty", None);
            }
            phrases.get_ref().iter().for_each(|phrase| self.phrase(phrase, owner, placeholders));
            return Matcher::Phrases;
        }
        if let Some(pattern) = &raw.pattern {
            placeholders.extend(literals::groups(pattern.get_ref()));
            return Matcher::Pattern(self.pattern(pattern));
        }
        if let Some(score) = &raw.score {
            self.check_score(score.get_ref(), toml_file::place(score));
            placeholders.push("reasons".to_owned());
            return Matcher::Score(score.get_ref().clone());
        }
        if let Some(fact) = &raw.fact {
            let mut told = Vec::new();
            let read = fact_match::read(fact.get_ref(), toml_file::place(fact), !self.broken, &mut told);
            told.into_iter().for_each(|(place, message, help)| self.fault(place, message, help));
            // Of what is unknown nobody can say what it fills.
            let asked = QUESTIONS.iter().filter(|question| read.as_ref().is_none_or(|read| read.ask == question.ask));
            placeholders.extend(asked.flat_map(|question| question.placeholders.iter().map(|name| (*name).to_owned())));
            return read.map_or(Matcher::Phrases, Matcher::Fact);
        }
        Matcher::Phrases
    }

    /// A rule without a matcher has no code of its own that finds anything: a user's can only take the place of a built-in one.
    fn check_found_by(&mut self, found_by: &Spanned<FoundBy>) {
        if self.file.own && self.stands != Some(*found_by.get_ref()) {
            let message = match self.stands {
                Some(_) => "the built-in rule of this name is found elsewhere",
                None => "nothing finds what this rule speaks of",
            };
            let help = "write `match`; `found-by` stands only in a rule that takes the place of a built-in one with the same";
            self.fault(toml_file::place(found_by), message, help.to_owned());
        }
    }

    fn phrase(&mut self, phrase: &Spanned<String>, owner: u32, placeholders: &mut Vec<String>) {
        match self.set.phrases.add(owner, phrase.get_ref(), self.language) {
            Ok(captures) => placeholders.extend(captures),
            Err(PhraseError { span, message, help }) => self.fault_inside(phrase, span, message, help),
        }
    }

    fn pattern(&mut self, written: &Spanned<String>) -> Pattern {
        let mut sound = true;
        let literals = match literals::required(written.get_ref()) {
            Ok(literals) => literals,
            Err(error) => {
                let (span, message) = match error.as_ref() {
                    regex_syntax::Error::Parse(error) => (*error.span(), error.kind().to_string()),
                    regex_syntax::Error::Translate(error) => (*error.span(), error.kind().to_string()),
                    other => (regex_syntax::ast::Span::splat(regex_syntax::ast::Position::new(0, 1, 1)), other.to_string()),
                };
                let inner = Span::new(span.start.offset, span.end.offset);
                self.fault_inside(written, inner, format!("this regular expression does not compile: {message}"), None);
                sound = false;
                Vec::new()
            }
        };
        let pattern = Pattern::new(written.get_ref().clone(), literals);
        // A built-in one compiles, which is tested, and is compiled when it is needed.
        if self.file.own
            && sound
            && let Err(error) = pattern.compile()
        {
            let message = match error {
                regex::Error::CompiledTooBig(_) => "this regular expression is too large".to_owned(),
                other => format!("this regular expression does not compile: {other}"),
            };
            self.fault(toml_file::place(written), message, "repeat less, or make two rules of it".to_owned());
        }
        pattern
    }

    fn check_score(&mut self, score: &super::Score, place: Span) {
        if !(0.0..=1.0).contains(&score.threshold) {
            self.fault(place, "`threshold` is a probability, from 0 to 1", None);
        }
        let known = self.language.weights_names();
        if !known.contains(&score.weights.name.as_str()) {
            let written = &score.weights.name;
            let help = toml_file::did_you_mean(written, known);
            self.fault(score.weights.at, format!("no weights are named `{written}`"), help);
        }
    }

    fn unless(&mut self, raw: &RawRule, owner: u32) -> Unless {
        let unless = &raw.unless;
        unless.phrases.iter().for_each(|phrase| self.phrase(phrase, owner, &mut Vec::new()));
        Unless {
            facts: unless.facts.clone(),
            phrases: !unless.phrases.is_empty(),
            pattern: unless.pattern.as_ref().map(|pattern| self.pattern(pattern)),
            within: unless.within,
        }
    }

    fn scope(&mut self, raw: &RawRule, matcher: &Matcher) -> Scope {
        let asked = |asks: &[Ask]| matches!(matcher, Matcher::Fact(fact) if asks.contains(&fact.ask));
        let whole = asked(&[Ask::MetadataMissing, Ask::MetadataRequired, Ask::MetadataMalformed]);
        let Some(written) = &raw.scope else { return if whole { Scope::Document } else { Scope::Prose } };
        let scope = *written.get_ref();
        if scope == Scope::Raw && !matches!(matcher, Matcher::Pattern(_)) {
            self.fault(toml_file::place(written), "only `match.pattern` looks at the raw text", None);
        }
        if scope == Scope::Line && !matches!(matcher, Matcher::Pattern(_) | Matcher::Phrases) {
            self.fault(toml_file::place(written), "only `match.pattern` and `match.phrases` look at lines", None);
        }
        scope
    }

    /// The text, once its placeholders are known to be filled.
    fn text(&mut self, text: Spanned<String>, known: &[String]) -> String {
        for (name, at) in placeholders::find(text.get_ref()) {
            if !known.iter().any(|known| known == name) {
                let names = known.iter().map(|name| format!("`{{{name}}}`")).collect::<Vec<_>>().join(", ");
                let help = format!("this rule fills {names}");
                self.fault_inside(&text, at.into(), format!("nothing fills `{{{name}}}`"), help);
            }
        }
        text.into_inner()
    }

    /// The name of the place that a fix changes, if the rule fills it.
    fn fix_at(&mut self, at: &Spanned<String>, fixes: bool, known: &[String]) -> Option<String> {
        let name = at.get_ref();
        let sound = fixes && known.contains(name);
        if !fixes {
            self.fault(toml_file::place(at), "`fix-at` without `fix`", "say in `fix` what should stand there".to_owned());
        } else if !sound {
            let names = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            self.fault(toml_file::place(at), format!("nothing fills `{name}`"), format!("this rule fills {names}"));
        }
        sound.then(|| name.clone())
    }

    /// A summary or message begins in lower case and has no full stop, so that all read alike.
    fn check_texts(&mut self, raw: &RawRule) {
        for text in [Some(&raw.summary), Some(&raw.message), raw.help.as_ref()].into_iter().flatten() {
            let written = text.get_ref();
            if written.trim().is_empty() {
                self.fault(toml_file::place(text), "this text is empty", None);
            }
            if written.ends_with('.') && !written.ends_with("..") {
                let help = "messages are no sentences: leave the full stop out".to_owned();
                self.fault_inside(text, Span::new(written.len() - 1, written.len()), "a full stop at the end", help);
            }
        }
        if raw.why.get_ref().trim().is_empty() {
            self.fault(toml_file::place(&raw.why), "a rule says why it matters", None);
        }
    }

    fn examples(&mut self, raw: &RawExamples, needed: bool) -> Examples {
        if needed && (raw.flags.len() < 2 || raw.passes.len() < 2) {
            let at = self.file.source.text.find("[examples]").map_or(Span::empty(0), |at| Span::new(at, at + 10));
            let help = "`flags` show with `<<…>>` what is found, `passes` what is not";
            self.fault(at, "a rule has at least two examples under `flags` and two under `passes`", help.to_owned());
        }
        let flags: Vec<_> = raw.flags.iter().filter_map(|example| self.example(example)).collect();
        let passes: Vec<_> = raw.passes.iter().filter_map(|example| self.example(example)).collect();
        for example in flags.iter().filter(|example| example.marked.is_empty()) {
            self.fault(
                toml_file::place(&example.written),
                "nothing is marked in this example",
                "put `<<` and `>>` around the words at fault".to_owned(),
            );
        }
        for example in passes.iter().filter(|example| !example.marked.is_empty()) {
            self.fault(toml_file::place(&example.written), "an example that passes has nothing marked", None);
        }
        let format = match raw.format {
            RawFormat::Markdown => Format::Markdown,
            RawFormat::Plain => Format::Plain,
            RawFormat::Html => Format::Html,
        };
        Examples { flags, passes, format }
    }

    fn example(&mut self, written: &Spanned<String>) -> Option<Example> {
        match marked::read(written.get_ref()) {
            Ok(marked) => Some(Example { written: written.clone(), text: marked.text, marked: marked.spans }),
            Err((at, message)) => {
                self.fault_inside(written, Span::new(at, at + 2), message, "three or more `<` or `>` in a row are text".to_owned());
                None
            }
        }
    }
}
