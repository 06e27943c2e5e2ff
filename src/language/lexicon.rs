//! Lexicons: named lists of words and set phrases, as written in TOML and as looked up.
//!
//! In go lexicon files and the irregular forms; out comes [`Lexicons`], the sets of words by name. A lexicon `say` gives the set `say` (the words as written) and, where it says how its words
//! inflect, the set `~say` (all their forms). An entry may name another lexicon, `{other}` or `~{other}`. A later file of
//! the same name replaces an earlier one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::inflection::{self, Inflection};
use super::sets::{Growing, Literal, Set, Sets, literals};
use super::tokens::{self, Token};
use crate::finding::Fault;
use crate::source::Source;
use crate::span::Span;
use crate::toml_file::{self, Spanned};

/// A lexicon file, as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    /// Where the list comes from.
    #[allow(dead_code, reason = "for readers of the file; required so that no list goes without")]
    source: String,
    /// How its words inflect under `~{…}`.
    #[serde(default)]
    inflect: Kind,
    /// Words, set phrases, and `{other}` lexicons.
    #[serde(default)]
    words: Vec<Spanned<String>>,
    /// Forms that spelling does not tell, by base form, for every lexicon and phrase: `say = ["says", "said", "saying"]`.
    #[serde(default)]
    irregular: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Clone, Copy, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    #[default]
    None,
    Verb,
    Noun,
    Adjective,
}

impl From<Kind> for Inflection {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::None => Self::None,
            Kind::Verb => Self::Verb,
            Kind::Noun => Self::Noun,
            Kind::Adjective => Self::Adjective,
        }
    }
}

/// The sets of a language.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Lexicons {
    names: BTreeMap<String, Set>,
    /// The words of each set.
    pub sets: Sets,
    irregular: BTreeMap<String, Vec<String>>,
    /// The lexicons that say how their words inflect.
    inflecting: BTreeSet<String>,
}

impl Lexicons {
    /// Compiles lexicon files. A file's name without folder and ending is the lexicon's name. Every fault goes to
    /// `faults`; what is sound is kept.
    pub fn load(files: &[Arc<Source>], faults: &mut Vec<Fault>) -> Self {
        let mut written = BTreeMap::new();
        let mut irregular = BTreeMap::new();
        for source in files {
            let name = name_of(source);
            if let Some(mut lexicon) = toml_file::read::<Written>(source, faults) {
                irregular.extend(std::mem::take(&mut lexicon.irregular));
                written.insert(name.to_owned(), (Arc::clone(source), lexicon));
            }
        }
        let mut lexicons = Self { irregular, ..Self::default() };
        let mut growing = Growing::default();
        let mut cycles = Vec::new();
        for name in written.keys() {
            let mut words = Vec::new();
            collect(name, &written, &mut vec![], &mut words, faults, &mut cycles);
            let plain = lexicons.add_set(name.clone());
            let inflected = lexicons.add_set(format!("~{name}"));
            if words.iter().any(|(_, inflection, _)| *inflection != Inflection::None) {
                lexicons.inflecting.insert(name.clone());
            }
            for (word, inflection, forced) in words {
                let forms = lexicons.forms(&word, inflection);
                if forced {
                    forms.iter().for_each(|form| growing.add(plain, form));
                } else {
                    growing.add(plain, &word);
                }
                forms.iter().for_each(|form| growing.add(inflected, form));
            }
        }
        lexicons.sets = growing.grown(lexicons.names.len());
        lexicons
    }

    /// The set of a name such as `say` or `~say`; [`Set::NONE`] for one that no lexicon has.
    pub fn set(&self, name: &str) -> Set {
        self.names.get(name).copied().unwrap_or(Set::NONE)
    }

    /// Every lexicon's name, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str).filter(|name| !name.starts_with('~'))
    }

    /// Whether a lexicon, or one that it names, says how its words inflect.
    pub fn inflects(&self, name: &str) -> bool {
        self.inflecting.contains(name)
    }

    /// What a token must be to be any form of the word `text`, which was read as `token`.
    pub fn inflected(&self, text: &str, token: Token) -> Vec<Literal> {
        let forms = self.forms(text, Inflection::Any);
        forms.iter().map(|form| Literal { hash: tokens::fold_hash(form), ..Literal::of(token) }).collect()
    }

    /// Every form of a word or set phrase; of a phrase, its first word inflects as a verb and its last otherwise.
    pub fn forms(&self, entry: &str, inflection: Inflection) -> Vec<String> {
        let entry = entry.trim();
        let (before, word, after) = match (inflection, entry.find(' '), entry.rfind(' ')) {
            (Inflection::None, ..) => return vec![entry.to_owned()],
            (Inflection::Verb, Some(space), _) => ("", &entry[..space], &entry[space..]),
            (_, _, Some(space)) => (&entry[..=space], &entry[space + 1..], ""),
            _ => ("", entry, ""),
        };
        let regular = inflection::regular(word, inflection);
        let forms = match self.irregular.get(word) {
            Some(forms) => std::iter::once(word).chain(forms.iter().map(String::as_str)).map(str::to_owned).collect(),
            None => regular,
        };
        forms.into_iter().map(|form| format!("{before}{form}{after}")).collect()
    }

    fn add_set(&mut self, name: String) -> Set {
        let set = Set(u16::try_from(self.names.len()).unwrap_or(u16::MAX));
        self.names.insert(name, set);
        set
    }
}

/// A file's name without folder and ending.
pub fn name_of(source: &Source) -> &str {
    let file = source.name.rsplit('/').next().unwrap_or_default();
    file.strip_suffix(".toml").unwrap_or(file)
}

type Files = BTreeMap<String, (Arc<Source>, Written)>;

/// The words of lexicon `name` and of those it names, each with how it inflects and whether its forms are meant though
/// no `~` stands before the outer name.
fn collect(
    name: &str,
    files: &Files,
    path: &mut Vec<(Arc<Source>, Span)>,
    words: &mut Vec<(String, Inflection, bool)>,
    faults: &mut Vec<Fault>,
    cycles: &mut Vec<String>,
) {
    let Some((source, lexicon)) = files.get(name) else { return };
    for entry in &lexicon.words {
        let written = entry.get_ref();
        let (forced, inner) = match written.strip_prefix('~') {
            Some(rest) => (true, rest),
            None => (false, written.as_str()),
        };
        let Some(other) = inner.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
            if literals(written).is_empty() {
                faults.push(Fault::new(source, toml_file::place(entry), "this entry holds no word"));
            }
            words.push((written.clone(), lexicon.inflect.into(), false));
            continue;
        };
        let place = toml_file::place(entry);
        if !files.contains_key(other) {
            let mut fault = Fault::new(source, place, format!("no lexicon is named `{other}`"));
            fault.help = toml_file::did_you_mean(other, files.keys().map(String::as_str));
            if !faults.contains(&fault) {
                faults.push(fault);
            }
            continue;
        }
        path.push((Arc::clone(source), place));
        if let Some(at) = path.iter().position(|(seen, _)| name_of(seen) == other) {
            report_cycle(other, &path[at..], faults, cycles);
        } else {
            let from = words.len();
            collect(other, files, path, words, faults, cycles);
            words[from..].iter_mut().for_each(|word| word.2 |= forced);
        }
        path.pop();
    }
}

/// One fault for each cycle, whichever lexicon it was entered from, underlined in each file that takes part.
fn report_cycle(name: &str, path: &[(Arc<Source>, Span)], faults: &mut Vec<Fault>, cycles: &mut Vec<String>) {
    let mut members: Vec<_> = path.iter().map(|(source, _)| source.name.clone()).collect();
    members.sort();
    let key = members.join("\n");
    if cycles.contains(&key) {
        return;
    }
    cycles.push(key);
    let (source, place) = &path[0];
    let fault = Fault::new(source, *place, format!("the lexicon `{name}` comes back to itself")).help("let one of these entries go");
    faults.push(path[1..].iter().fold(fault, |fault, (source, place)| fault.also(source, *place, "and on from here")));
}
