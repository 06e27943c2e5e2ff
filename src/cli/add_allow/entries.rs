//! `[[allow]]` entries for findings where no comment can stand.

use std::path::{Path, PathBuf};

use crate::config;
use crate::document::{JOINT, OPAQUE};
use crate::paths;
use crate::source::Source;
use crate::span::Span;

/// Fewer characters than these may well be found in other sentences, too.
const TELLING: usize = 40;

/// An entry to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The seed as reports name it.
    pub(super) seed: String,
    /// The seed as the configuration names it.
    pub(super) path: String,
    pub(super) rule: String,
    /// Words that tell the finding; none where it has no place in the text.
    pub(super) text: Option<String>,
    /// How many findings it is for.
    pub(super) findings: usize,
}

/// The seed at `path` as a configuration that holds for `folder` names it; none where it cannot.
pub(super) fn path_below(folder: &Path, path: &Path) -> Option<String> {
    let below = paths::absolute(path).strip_prefix(folder).ok().map(PathBuf::from)?;
    below.to_str().map(|_| config::escaped(&paths::name_of(&below)))
}

/// Where a configuration that holds for the seed at `path` is to stand, if there is none: in the current folder; else in the
/// seed's repository, beyond which no configuration is looked for; else beside the seed.
pub(super) fn new_file(path: &Path) -> PathBuf {
    let (here, path) = (paths::absolute(Path::new(".")), paths::absolute(path));
    let around = || path.ancestors().skip(1);
    let folder = around().find(|folder| **folder == *here || folder.join(".git").exists()).or_else(|| around().next());
    folder.unwrap_or(&here).join(config::NAMES[0])
}

/// Words of the prose around a place, as many of its sentence as it takes to be telling.
pub(super) fn telling(prose: &str, sentence: Span, found: Span) -> Option<String> {
    let whole = sentence.of(prose);
    let clip = |at: usize| at.clamp(sentence.start, sentence.end) - sentence.start;
    let mut start = whole.get(..clip(found.start))?.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let mut end = word_end(whole, clip(found.end).max(start));
    while shown(whole.get(start..end)?).chars().count() < TELLING {
        let rest = &whole[end..];
        if !rest.trim().is_empty() {
            end = word_end(whole, end + (rest.len() - rest.trim_start().len()));
        } else if start > 0 {
            start = whole[..start].trim_end().rfind(char::is_whitespace).map_or(0, |at| at + 1);
        } else {
            break;
        }
    }
    Some(shown(whole.get(start..end)?)).filter(|words| is_telling(words))
}

/// The words of a place itself; where the mask leaves none, the text's own, as exceptions are held against it.
pub(super) fn own(source: &Source, prose: &str, found: Span) -> Option<String> {
    let masked = shown(found.of(prose));
    let words = if masked.is_empty() { shown(found.of(&source.text)) } else { masked };
    Some(words).filter(|words| is_telling(words))
}

/// Mere punctuation stands in every other sentence.
fn is_telling(words: &str) -> bool {
    words.contains(char::is_alphanumeric)
}

/// The next white space from `at` on, or the end.
fn word_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find(char::is_whitespace)).map_or(text.len(), |length| at + length)
}

/// Masked prose without its fillers, single spaces between the words.
fn shown(prose: &str) -> String {
    prose.replace(JOINT, "").replace(OPAQUE, " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of a configuration with entries at its end; what stands is left as it is.
pub(super) fn appended(text: &str, entries: &[Entry], reason: &str) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut appended = text.to_owned();
    if !(text.is_empty() || text.ends_with('\n')) {
        appended.push_str(end);
    }
    for Entry { path, rule, text, .. } in entries {
        if !appended.is_empty() {
            appended.push_str(end);
        }
        let text = text.as_ref().map(|text| format!("text   = {}{end}", quoted(text))).unwrap_or_default();
        let (path, rule, reason) = (quoted(path), quoted(rule), quoted(reason));
        appended.push_str(&format!("[[allow]]{end}path   = {path}{end}rule   = {rule}{end}{text}reason = {reason}{end}"));
    }
    appended
}

fn quoted(word: &str) -> String {
    toml::Value::from(word).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_words_are_named_as_are_telling() {
        let telling_of = |prose: &str, found: &str| {
            let at = prose.find(found).unwrap();
            telling(prose, Span::new(0, prose.len()), Span::new(at, at + found.len()))
        };
        for (prose, found, words) in [
            ("Critics say it.", "Critics say", Some("Critics say it.")),
            (
                "On the whole some critics say that the mill upon the river will close.",
                "critics say",
                Some("critics say that the mill upon the river"),
            ),
            ("It stood upon the river for years and then, they say, fell.", "fell", Some("river for years and then, they say, fell.")),
            ("The old mill on the river, “cri\0tics” \u{1a}\u{1a} \n say, fell.", "cri", Some("“critics” say, fell.")),
            ("\u{1a}\u{1a}\u{1a}", "\u{1a}", None),
            ("é é", "é", Some("é é")),
        ] {
            let told = telling_of(prose, found);
            match words {
                Some(words) => assert!(told.as_deref().is_some_and(|told| told.ends_with(words)), "{prose}: {told:?}"),
                None => assert_eq!(told, None, "{prose}"),
            }
        }
    }

    #[test]
    fn entries_come_at_the_end() {
        let entry =
            Entry {
                seed: "./a.txt".into(), path: "a.txt".into(), rule: "a/b".into(), text: Some("so “it” \"is\"".into()), findings: 1
            };
        let plain = Entry { text: None, ..entry.clone() };
        let first = "[[allow]]\npath   = \"a.txt\"\nrule   = \"a/b\"\n";
        let with_text = format!("{first}text   = 'so “it” \"is\"'\nreason = \"why\"\n");
        for (text, entries, expected) in [
            ("", vec![entry.clone()], with_text.clone()),
            ("# mine\nprofile = 'news'", vec![entry.clone()], format!("# mine\nprofile = 'news'\n\n{with_text}")),
            ("a = 1\r\n", vec![plain.clone()], format!("a = 1\n\n{first}reason = \"why\"\n").replace('\n', "\r\n")),
            ("", vec![entry, plain], format!("{with_text}\n{first}reason = \"why\"\n")),
        ] {
            let appended = appended(text, &entries, "why");
            assert_eq!(appended, expected);
            assert!(appended.parse::<toml::Table>().is_ok());
        }
    }
}
