//! `seedlint rules new FAMILY/NAME`: a rule file to start from.
//!
//! What is written is a rule already: it flags the words of its own name, its examples turn out as marked, and each line says
//! what to put in its place. A built-in rule is copied, since a rule of the same name takes its place.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::NewRule;
use super::houses::{House, Houses};
use super::terminal::Terminal;
use super::{Verdict, rewrite};
use crate::config::Place;
use crate::examples::{self, Tally};
use crate::rules::{self, RuleFile};
use crate::source::{Format, Source};
use crate::{builtin, paths};

/// The folder of a desk's own rules, where none is named anywhere.
const USUAL: &str = "editorial";

pub(super) fn run(asked: &NewRule, terminal: &mut Terminal) -> Verdict {
    let mut houses = Houses::new(&asked.config);
    let number = houses.of_folder(Path::new("."));
    let mut faults = std::mem::take(&mut houses.faults);
    let house = houses.get(number);
    let folder = asked.folder.clone().unwrap_or_else(|| usual_folder(house));
    // That the folder is not there is no fault where it is made now.
    let made = |place: &Place| house.config.rules.iter().any(|known| known.at == *place && known.value == paths::absolute(&folder));
    if !folder.exists() {
        faults.config.retain(|fault| !made(&Place { source: Arc::clone(&fault.source), span: fault.span }));
    }
    terminal.faults(&faults);
    match write(asked, folder, house) {
        Ok(written) => {
            next_steps(&written, house).iter().for_each(|line| terminal.line(line));
            if faults.is_empty() { Verdict::Clean } else { Verdict::Trouble }
        }
        Err(message) => {
            terminal.tell("error", &message);
            Verdict::Trouble
        }
    }
}

/// A rule file that was written.
struct Written {
    path: PathBuf,
    /// The folder of rules that it is in.
    folder: PathBuf,
    /// Whether a built-in rule has its name.
    replaces: bool,
}

/// Writes the file into a folder of rules, unless one stands there.
fn write(asked: &NewRule, folder: PathBuf, house: &House) -> Result<Written, String> {
    let name = asked.name.as_str();
    if !name.contains('/') && check_name(&format!("house/{name}")).is_ok() {
        return Err(format!("`{name}` names no family; a rule is named FAMILY/NAME, such as `house/{name}`"));
    }
    check_name(name)?;
    if let Some(rule) = house.rules.rules.iter().find(|rule| rule.own && rule.name == name) {
        return Err(format!("{} is the rule `{name}` already; nothing is written", rule.source.name));
    }
    let path = folder.join(format!("{name}.toml"));
    let built_in = builtin::rules().into_iter().find(|file| file.name == name);
    let text = built_in.as_ref().map_or_else(|| template(name), |file| file.source.text.clone());
    let told = |error: std::io::Error| {
        let shown = paths::seen_from_here(&path);
        match error.kind() {
            std::io::ErrorKind::AlreadyExists => format!("{shown} stands already; nothing is written"),
            _ => format!("{shown} cannot be written: {}", crate::input::reason(&error)),
        }
    };
    fs::create_dir_all(path.parent().unwrap_or(&folder)).map_err(told)?;
    if path.symlink_metadata().is_ok() {
        return Err(told(std::io::ErrorKind::AlreadyExists.into()));
    }
    rewrite::create(&path, &text).map_err(|reason| format!("{} cannot be written: {reason}", paths::seen_from_here(&path)))?;
    Ok(Written { path, folder, replaces: built_in.is_some() })
}

/// Whether a rule may be called so, which those who load rules know.
fn check_name(name: &str) -> Result<(), String> {
    let source = Arc::new(Source::new(name, Format::Plain, template(name)));
    let mut faults = Vec::new();
    rules::load(&[RuleFile { name: name.to_owned(), source, own: true }], &builtin::language(), &mut faults);
    match faults.into_iter().next() {
        Some(fault) => Err(fault.help.map_or(fault.message.clone(), |help| format!("{}; {help}", fault.message))),
        None => Ok(()),
    }
}

/// The first folder of rules that the configuration names; else the usual one beside the configuration, or here.
fn usual_folder(house: &House) -> PathBuf {
    match house.config.rules.first() {
        Some(folder) => folder.value.clone(),
        None => house.config.folder.join(USUAL),
    }
}

/// What was done, and what is to be done next.
fn next_steps(written: &Written, house: &House) -> Vec<String> {
    let path = paths::seen_from_here(&written.path);
    let mut lines = vec![format!("{path} is written"), String::new()];
    if written.replaces {
        lines.push("  It is a copy of the built-in rule, and takes its place. Change what you want otherwise, then".to_owned());
    } else {
        lines.push("  It flags the words of its name. Say in it what it should find and why, mark that in its examples, then".to_owned());
    }
    lines.push(format!("    seedlint rules test {path}"));
    let folder = paths::absolute(&written.folder);
    if !house.config.rules.iter().any(|known| folder == known.value) {
        let base = &house.config.folder;
        let base = if base.as_os_str().is_empty() { paths::absolute(Path::new(".")) } else { base.clone() };
        let shown = toml::Value::from(paths::name_of(folder.strip_prefix(&base).unwrap_or(&folder)));
        lines.push("  So that checks go by it, name its folder in seedlint.toml:".to_owned());
        lines.push(format!("    rules = [{shown}]"));
    }
    lines
}

/// The rule that flags the words of its name. Where they would also be found in what is not marked, it flags others.
fn template(name: &str) -> String {
    let words = name.split_once('/').map_or(name, |(_, name)| name).replace('-', " ");
    let of_name = about(&words);
    if is_sound(&of_name) { of_name } else { about("the words to find") }
}

fn is_sound(text: &str) -> bool {
    let source = Arc::new(Source::new("new/rule.toml", Format::Plain, text));
    let language = builtin::language();
    let mut faults = Vec::new();
    let set = rules::load(&[RuleFile { name: "new/rule".to_owned(), source, own: true }], &language, &mut faults);
    set.iter().for_each(|(id, _)| examples::run(&set, &language, id, &mut Tally::default(), &mut faults));
    faults.is_empty()
}

fn about(words: &str) -> String {
    format!(
        r#"# What it flags, in a few words, for lists. No full stop here, in `message` and in `help`.
summary    = "the words “{words}”"
# What an editor wants to be stopped by: error, warning or note. `off` runs only where a configuration asks for it.
level      = "warning"
# How often it is right: high, medium or low.
confidence = "medium"
# What is wrong. {{match}} stands for the words at fault.
message    = "“{{match}}” should not stand here"
# What would satisfy the rule.
help       = "say it in other words"
# Why it matters to a reader, in a sentence or two.
why        = """
Say here why a reader is better served without these words.
"""

# What it looks for. (a|b) is one or the other, (a)? may be absent, ~say is any form of the verb, {{lexicon}} any of a list of words.
match.phrases = ["{words}"]

[examples]
# Each is a text of its own, in Markdown. << and >> mark exactly what is found.
flags = [
  "Here we met <<{words}>> first.",
  "Later, <<{words}>> came up again.",
]
# What could be taken for it and is none: an example for each way in which the rule might be wrong.
passes = [
  "Nobody objected.",
  "“{words}” was what Mara Holt, an engineer, called it.",
]
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_a_rule_whatever_its_name() {
        for (name, words) in [
            ("utilise", "utilise"),
            ("tired-opening", "tired opening"),
            ("e-mail", "e mail"),
            ("24-7", "24 7"),
            ("2020", "2020"),
            ("a", "a"),
            ("us", "us"),
            ("may", "may"),
            ("no-one", "no one"),
            // These stand in the examples where nothing is marked.
            ("we", "the words to find"),
            ("objected", "the words to find"),
            ("an", "the words to find"),
            ("came-up", "the words to find"),
            ("the-words-to-find", "the words to find"),
        ] {
            let text = template(&format!("house/{name}"));
            assert!(is_sound(&text), "{name}");
            assert!(text.contains(&format!("match.phrases = [\"{words}\"]")), "{name}: {text}");
        }
    }

    #[test]
    fn a_name_that_no_rule_can_have_is_refused() {
        let refusal = |name: &str| check_name(name).unwrap_err();
        for name in ["utilise", "House/x", "house/", "/x", "house/x y", "house/a/b", "../x", "house/x.toml", "", "house/é"] {
            assert!(refusal(name).starts_with(&format!("`{name}` cannot be the name of a rule; name folder and file in lower case")));
        }
        assert_eq!(check_name("house/x-1"), Ok(()));
    }
}
