//! Lexicons: named lists of words and set phrases, as written in TOML and as looked up.
//!
//! In go lexicon files and the irregular forms; out comes [`Lexicons`], in which each known word has a number and each
//! number its sets. A lexicon `say` gives the set `say` (the words as written) and, where it says how its words
//! inflect, the set `~say` (all their forms). An entry may name another lexicon, `{other}` or `~{other}`. A later file of
//! the same name replaces an earlier one.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::inflection::{self, Inflection};
use super::tokens::{self, ByHash, Token, TokenKind};
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
    irregular: HashMap<String, Vec<String>>,
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

/// A set of words, by number; `Set::NONE` holds nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Set(u16);

impl Set {
    /// The set that holds no word, for a name that no lexicon has.
    pub const NONE: Self = Self(u16::MAX);
}

/// One word of a set phrase, or of a phrase of a rule: what a token must be to match it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Literal {
    /// Its folded hash.
    pub hash: u64,
    /// What its capitals ask for.
    pub case: Case,
    /// Written with a hyphen before it, which a space matches too.
    pub hyphen: bool,
}

/// What the capitals of a word as written ask of a token. None: any case will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Written with a capital: the token must have one too.
    capital: bool,
    /// Written with a capital after its first letter: so must the token be.
    inner: bool,
}

impl Case {
    const fn of(token: Token) -> Self {
        Self { capital: token.capital(), inner: token.inner_capital() }
    }

    const fn fits(self, token: Token) -> bool {
        (!self.capital || token.capital()) && (!self.inner || token.inner_capital())
    }
}

impl Literal {
    /// What `token`, read from a lexicon or a phrase, asks of a token of the prose.
    pub const fn of(token: Token) -> Self {
        Self { hash: token.hash, case: Case::of(token), hyphen: token.joined() }
    }

    /// Whether `token` is this word, whatever stands before it.
    pub const fn is(self, token: Token) -> bool {
        self.hash == token.hash && self.case.fits(token)
    }
}

/// The sets of a language.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Lexicons {
    names: HashMap<String, Set>,
    numbers: ByHash<u32>,
    /// The sets that hold a word, each with what its case must be: those of word `n` lie from `starts[n]` to
    /// `starts[n + 1]`.
    members: Vec<(Set, Case)>,
    starts: Vec<u32>,
    /// Set phrases of two words and more, by [`key`] of set and first word.
    longer: ByHash<Vec<Vec<Literal>>>,
    /// Of each set with set phrases, their first words.
    heads: HashMap<Set, Vec<u64>>,
    irregular: HashMap<String, Vec<String>>,
    /// The lexicons that say how their words inflect.
    inflecting: HashSet<String>,
}

impl Lexicons {
    /// Compiles lexicon files. A file's name without folder and ending is the lexicon's name. Every fault goes to
    /// `faults`; what is sound is kept.
    pub fn load(files: &[Arc<Source>], faults: &mut Vec<Fault>) -> Self {
        let mut written = BTreeMap::new();
        let mut irregular = HashMap::new();
        for source in files {
            let name = name_of(source);
            if let Some(mut lexicon) = toml_file::read::<Written>(source, faults) {
                irregular.extend(std::mem::take(&mut lexicon.irregular));
                written.insert(name.to_owned(), (Arc::clone(source), lexicon));
            }
        }
        let mut lexicons = Growing { sets: Self { irregular, ..Self::default() }, members: vec![Vec::new()] };
        let mut cycles = Vec::new();
        for name in written.keys() {
            let mut words = Vec::new();
            collect(name, &written, &mut vec![], &mut words, faults, &mut cycles);
            let plain = lexicons.sets.add_set(name.clone());
            let inflected = lexicons.sets.add_set(format!("~{name}"));
            if words.iter().any(|(_, inflection, _)| *inflection != Inflection::None) {
                lexicons.sets.inflecting.insert(name.clone());
            }
            for (word, inflection, forced) in words {
                let forms = lexicons.sets.forms(&word, inflection);
                if forced {
                    forms.iter().for_each(|form| lexicons.add(plain, form));
                } else {
                    lexicons.add(plain, &word);
                }
                forms.iter().for_each(|form| lexicons.add(inflected, form));
            }
        }
        lexicons.grown()
    }

    /// The set of a name such as `say` or `~say`; [`Set::NONE`] for one that no lexicon has.
    pub fn set(&self, name: &str) -> Set {
        self.names.get(name).copied().unwrap_or(Set::NONE)
    }

    /// Every lexicon's name, in no order.
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

    /// The number of a word by its hash; 0 where no set holds it alone.
    pub fn number(&self, hash: u64) -> u32 {
        self.numbers.get(&hash).copied().unwrap_or(0)
    }

    /// The sets that hold `token` by itself.
    pub fn sets_of(&self, token: Token) -> impl Iterator<Item = Set> + '_ {
        let word = token.word as usize;
        let of_word = self.starts.get(word).zip(self.starts.get(word + 1)).map_or(0..0, |(from, to)| *from as usize..*to as usize);
        self.members[of_word].iter().filter(move |(_, case)| case.fits(token)).map(|(set, _)| *set)
    }

    /// Whether `set` holds `token` by itself.
    pub fn holds(&self, set: Set, token: Token) -> bool {
        token.word != 0 && self.sets_of(token).any(|other| other == set)
    }

    /// The set phrases of two words and more in `set` that begin with the word of `token`.
    pub fn longer(&self, set: Set, token: Token) -> &[Vec<Literal>] {
        self.longer.get(&key(set, token.hash)).map_or(&[], Vec::as_slice)
    }

    /// The first words of the set phrases of `set`.
    pub fn heads(&self, set: Set) -> impl Iterator<Item = u64> + '_ {
        self.heads.get(&set).into_iter().flatten().copied()
    }

    /// How many tokens, from the start of `tokens`, the longest entry of `set` covers; 0 where none does. A hyphen in an
    /// entry matches a space as well; a space matches no hyphen.
    pub fn longest(&self, set: Set, tokens: &[Token]) -> usize {
        let Some(first) = tokens.first() else { return 0 };
        let fits = |entry: &&Vec<Literal>| {
            entry.len() <= tokens.len()
                && entry
                    .iter()
                    .zip(tokens)
                    .enumerate()
                    .all(|(i, (literal, token))| literal.is(*token) && (i == 0 || literal.hyphen || !token.joined()))
        };
        let long = self.longer(set, *first).iter().filter(fits).map(Vec::len).max();
        long.unwrap_or_else(|| usize::from(self.holds(set, *first)))
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

/// Lexicons while words are added.
struct Growing {
    sets: Lexicons,
    /// By word number: the sets that hold the word.
    members: Vec<Vec<(Set, Case)>>,
}

impl Growing {
    fn add(&mut self, set: Set, entry: &str) {
        let literals = literals(entry);
        match literals.as_slice() {
            [] => {}
            [word] => {
                let next = u32::try_from(self.members.len()).unwrap_or(0);
                let number = *self.sets.numbers.entry(word.hash).or_insert(next);
                if number == next {
                    self.members.push(Vec::new());
                }
                let members = &mut self.members[number as usize];
                if !members.contains(&(set, word.case)) {
                    members.push((set, word.case));
                }
            }
            [first, ..] => {
                let heads = self.sets.heads.entry(set).or_default();
                if !heads.contains(&first.hash) {
                    heads.push(first.hash);
                }
                self.sets.longer.entry(key(set, first.hash)).or_default().push(literals);
            }
        }
    }

    /// The lexicons with the sets of all words in one list.
    fn grown(self) -> Lexicons {
        let mut sets = self.sets;
        let mut end = 0;
        sets.starts.push(0);
        for members in self.members {
            end += u32::try_from(members.len()).unwrap_or(0);
            sets.members.extend(members);
            sets.starts.push(end);
        }
        sets
    }
}

/// One key of a set and a word: Fibonacci hashing spreads the few sets over the many words.
const fn key(set: Set, hash: u64) -> u64 {
    hash ^ (set.0 as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The words of an entry; quotation marks and punctuation in it do not count.
fn literals(entry: &str) -> Vec<Literal> {
    let mut read = Vec::new();
    tokens::read(entry, Span::new(0, entry.len()), |_| 0, &mut read);
    read.into_iter().filter(|token| token.is_word() || token.kind == TokenKind::Symbol).map(Literal::of).collect()
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
