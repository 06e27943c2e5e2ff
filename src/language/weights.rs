//! Weights: words, pairs of words and marks that speak for or against something said of a sentence, and the score
//! that they sum to.
//!
//! In go weight files and the tokens of a sentence; out comes a [`Score`]. A linear model: the sum of the bias and of
//! the weight of every feature that the sentence shows, each counted once however often it stands, makes the probability
//! `1 / (1 + exp(-scale × sum))`. A later file of the same name replaces an earlier one.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::features::{Feature, Features, MARKS, Mark, NAME, NUMBER, Shown};
use super::lexicon::name_of;
use super::packed::ByHash;
use super::sets::Set;
use super::tokens::{Token, fold_hash};
use super::{Language, Table, Vocabulary};
use crate::finding::Fault;
use crate::source::Source;
use crate::span::Span;
use crate::toml_file::{self, Spanned};

/// A file of weights, as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    /// What a sentence without features sums to.
    bias: Spanned<f64>,
    /// Multiplies the sum.
    #[serde(default = "one")]
    scale: Spanned<f64>,
    #[serde(default)]
    words: Listed,
    #[serde(default)]
    pairs: Listed,
    #[serde(default)]
    marks: Listed,
    #[allow(dead_code, reason = "for readers of the file; required so that no weights go without")]
    learnt: Learnt,
}

type Listed = BTreeMap<Spanned<String>, Spanned<f64>>;

fn one() -> Spanned<f64> {
    Spanned::new(0..0, 1.0)
}

/// Where weights come from.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(dead_code, reason = "for readers of the file")]
struct Learnt {
    /// The labelled data, or "by hand".
    from: String,
    /// Its licence.
    #[serde(default)]
    licence: String,
    /// What learns them again.
    #[serde(default)]
    command: String,
    /// What they were measured at, and how.
    #[serde(default)]
    measured: String,
}

/// One file of weights, ready to score.
#[derive(Debug, Serialize, Deserialize)]
pub struct Weights {
    bias: f64,
    scale: f64,
    marks: Vec<(String, f64)>,
    /// The weights of words and pairs.
    entries: Vec<f64>,
    /// Their places among the entries, by key; counted from one.
    by_key: ByHash,
    features: Features,
}

/// What a sentence scores, and why.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Score {
    /// From 0 to 1.
    pub probability: f64,
    /// What speaks for it, heaviest first; at most five.
    pub reasons: Vec<Reason>,
}

/// One feature that speaks for a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// How much it adds to the sum.
    pub weight: f64,
    /// The index of its mark, for [`Weights::mark`]; `None` for words.
    pub mark: Option<usize>,
    /// Where it stands first.
    pub span: Span,
}

/// How many reasons a score gives.
pub const REASONS: usize = 5;

impl Weights {
    /// The weights of every file, by the file's name without folder and ending. Every fault goes to `faults`.
    pub fn load(files: &[Arc<Source>], language: &Language, faults: &mut Vec<Fault>) -> BTreeMap<String, Self> {
        let mut weights = BTreeMap::new();
        for source in files {
            if let Some(written) = toml_file::read::<Written>(source, faults) {
                weights.insert(name_of(source).to_owned(), Self::compile(source, &written, language, faults));
            }
        }
        weights
    }

    fn compile(source: &Arc<Source>, written: &Written, language: &Language, faults: &mut Vec<Fault>) -> Self {
        let mut sound = |value: &Spanned<f64>| {
            let finite = value.get_ref().is_finite();
            if !finite {
                faults.push(Fault::new(source, toml_file::place(value), "a weight is a finite number"));
            }
            if finite { *value.get_ref() } else { 0.0 }
        };
        let (bias, scale) = (sound(&written.bias), sound(&written.scale));
        let marks: Vec<_> = written.marks.iter().map(|(name, weight)| (name, sound(weight))).collect();
        let entries: Vec<_> = written.words.iter().chain(&written.pairs).map(|(key, weight)| (key, sound(weight))).collect();

        let mut weights =
            Self { bias, scale, marks: Vec::new(), entries: Vec::new(), by_key: ByHash::default(), features: Features::default() };
        let mut keys = Vec::new();
        let mut known = Vec::new();
        for (name, weight) in marks {
            if let Some(mark) = mark_of(source, name, language, faults) {
                known.push(mark);
                weights.marks.push((name.get_ref().trim_matches(['{', '}']).to_owned(), weight));
            }
        }
        weights.features = Features::new(known, language);
        for (i, (written_key, weight)) in entries.into_iter().enumerate() {
            let pair = i >= written.words.len();
            let key = match written_key.get_ref().split(' ').collect::<Vec<_>>().as_slice() {
                [word] if !pair => fold_hash(word),
                [first, second] if pair => pair_key(fold_hash(first), fold_hash(second)),
                _ => {
                    let message = if pair { "a pair is two words with one space between" } else { "a word holds no space" };
                    faults.push(Fault::new(source, toml_file::place(written_key), message));
                    continue;
                }
            };
            weights.entries.push(weight);
            keys.push((key, u32::try_from(weights.entries.len()).unwrap_or(0)));
        }
        weights.by_key = ByHash::of(&keys);
        weights
    }

    /// Scores for the sentences of a document.
    pub fn scorer<'a>(&'a self, language: &'a Language, prose: &'a str, vocabulary: &Vocabulary) -> Scorer<'a> {
        Scorer {
            weights: self,
            shown: self.features.shown(language, prose, vocabulary),
            by_word: vocabulary.table(|token| self.by_key.get(token.hash)),
            keys: [NUMBER, NAME].map(fold_hash),
            number: self.by_key.get(fold_hash(NUMBER)),
            name: self.by_key.get(fold_hash(NAME)),
            seen: vec![0; self.marks.len() + self.entries.len()],
            sentence: 0,
        }
    }

    /// The name of a mark, by its index.
    pub fn mark(&self, index: usize) -> &str {
        self.marks.get(index).map_or("", |(name, _)| name)
    }
}

/// Weights as they score the sentences of a document.
pub struct Scorer<'a> {
    weights: &'a Weights,
    shown: Shown<'a>,
    /// The place of each word among the entries, counted from one; so of numbers and names.
    by_word: Table<u32>,
    /// The keys of numbers and names.
    keys: [u64; 2],
    number: u32,
    name: u32,
    /// Of each mark and entry: the sentence that was the last to show it.
    seen: Vec<u32>,
    sentence: u32,
}

impl Scorer<'_> {
    /// Scores the tokens of one sentence. Linear.
    pub fn score(&mut self, tokens: &[Token]) -> Score {
        let Self { weights, shown, by_word, keys, number, name, seen, sentence } = self;
        *sentence += 1;
        let [number_key, name_key] = *keys;
        let mut sum = weights.bias;
        let mut reasons = Vec::new();
        shown.visit(tokens, |feature, place| {
            let entry = match feature {
                Feature::Mark(_) => 0,
                Feature::Word(key) if key == number_key => *number,
                Feature::Word(key) if key == name_key => *name,
                Feature::Word(_) => *by_word.of(tokens[place.start]),
                Feature::Pair(first, second) => weights.by_key.get(pair_key(first, second)),
            };
            let (index, weight, mark) = match (feature, (entry as usize).checked_sub(1)) {
                (Feature::Mark(mark), _) => (mark, weights.marks[mark].1, Some(mark)),
                (_, Some(entry)) => (weights.marks.len() + entry, weights.entries[entry], None),
                (_, None) => return,
            };
            if std::mem::replace(&mut seen[index], *sentence) != *sentence {
                sum += weight;
                if weight > 0.0 {
                    reasons.push(Reason { weight, mark, span: place_of(tokens, place) });
                }
            }
        });
        reasons.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.span.start.cmp(&b.span.start)));
        reasons.truncate(REASONS);
        Score { probability: 1.0 / (1.0 + (-weights.scale * sum).exp()), reasons }
    }
}

/// The mark that a name stands for: one of [`MARKS`], or a lexicon as `{name}`.
fn mark_of(source: &Arc<Source>, written: &Spanned<String>, language: &Language, faults: &mut Vec<Fault>) -> Option<Mark> {
    let name = written.get_ref().as_str();
    let (message, help) = match name.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
        Some(lexicon) => match language.set(lexicon) {
            Set::NONE => (format!("no lexicon is called `{lexicon}`"), toml_file::did_you_mean(lexicon, language.lexicons.names())),
            set => return Some(Mark::Lexicon(set)),
        },
        None => match MARKS.iter().find(|(known, _)| *known == name) {
            Some((_, mark)) => return Some(*mark),
            None => (format!("unknown mark `{name}`"), toml_file::did_you_mean(name, MARKS.map(|(known, _)| known))),
        },
    };
    let fault = Fault::new(source, toml_file::place(written), message);
    faults.push(match help {
        Some(help) => fault.help(help),
        None => fault,
    });
    None
}

fn place_of(tokens: &[Token], place: Range<usize>) -> Span {
    match tokens.get(place) {
        Some([first, .., last]) => first.span().join(last.span()),
        Some([only]) => only.span(),
        _ => Span::default(),
    }
}

/// The key of two adjacent words, from theirs.
const fn pair_key(first: u64, second: u64) -> u64 {
    // The rotation tells the first from the second; the product spreads what they share over all bits.
    (first ^ second.rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Format;

    const LEXICON: &str = "source = 'x'\nwords = ['in no small part', 'greatest']\n";
    const SOUND: &str = "bias = -1.0\n[words]\nmay = 2.0\nmany = 0.5\n'<number>' = -0.25\n[pairs]\n'<start> some' = 1.5\n'<name> may' = 0.5\n\
                         [marks]\nquestion = -3.0\nname = 0.25\n'{extreme}' = 1.0\nagentless = 1.0\n[learnt]\nfrom = 'by hand'\n";

    fn file(name: &str, text: &str) -> Arc<Source> {
        Arc::new(Source::new(name, Format::Plain, text))
    }

    fn language(weights: &str) -> (Language, Vec<Fault>) {
        let mut faults = Vec::new();
        let sourceless = file("sourceless-verb.toml", "source = 'x'\nwords = ['thought']\n");
        let lexicons = [file("extreme.toml", LEXICON), sourceless];
        let language = Language::load(&lexicons, &[file("weights/w.toml", weights)], &mut faults);
        (language, faults)
    }

    fn scored(language: &Language, text: &str) -> (f64, Vec<String>) {
        let tokens = language.tokens(text, [Span::new(0, text.len())]);
        let weights = language.weights("w").expect("loaded");
        let score = weights.scorer(language, text, tokens.vocabulary()).score(&tokens);
        let sum = (score.probability / (1.0 - score.probability)).ln();
        ((sum * 100.0).round() / 100.0, score.reasons.iter().map(|reason| reason.span.of(text).to_owned()).collect())
    }

    #[test]
    fn features_sum_once_each_and_the_heaviest_come_first() {
        let (language, faults) = language(SOUND);
        assert!(faults.is_empty(), "{faults:?}");
        let cases: [(&str, f64, &[&str]); 11] = [
            ("", -1.0, &[]),
            ("It may rain.", 1.0, &["may"]),
            ("It may, may, may rain.", 1.0, &["may"]),
            ("Some may go.", 2.5, &["may", "Some"]),
            ("“Some may go.", 2.5, &["may", "Some"]),
            ("Only some may go.", 1.0, &["may"]),
            ("Many of 12 and 13.", -0.75, &["Many"]),
            ("It falls in May.", -0.75, &["It falls in May."]),
            ("Then Ada Byron may go.", 1.75, &["may", "Ada Byron may", "Then Ada Byron may go."]),
            ("May it go?", -2.0, &["May"]),
            ("It is often thought of, in no small part.", 1.0, &["is often thought", "in no small part"]),
        ];
        for (text, sum, reasons) in cases {
            assert_eq!(scored(&language, text), (sum, reasons.iter().map(|r| (*r).to_owned()).collect()), "{text}");
        }
    }

    #[test]
    fn every_fault_is_told_at_its_place() {
        let cases = [
            ("bias = 0\n[wordz]\n", "wordz", "unknown key `wordz`"),
            ("bias = 0\n[marks]\nquestin = 1\n", "questin", "unknown mark `questin`"),
            ("bias = 0\n[marks]\n'{extrem}' = 1\n", "'{extrem}'", "no lexicon is called `extrem`"),
            ("bias = 0\n[words]\n'a b' = 1\n", "'a b'", "a word holds no space"),
            ("bias = 0\n[pairs]\n'a  b' = 1\n", "'a  b'", "a pair is two words with one space between"),
            ("bias = 0\n[words]\na = nan\n", "nan", "a weight is a finite number"),
        ];
        for (text, place, message) in cases {
            let text = format!("{text}[learnt]\nfrom = 'by hand'\n");
            let (_, faults) = language(&text);
            let told: Vec<_> = faults.iter().map(|fault| (fault.span.of(&text), fault.message.as_str())).collect();
            assert_eq!(told, [(place, message)]);
        }
        let (_, faults) = language("bias = 0\n[marks]\nquestin = 1\n[learnt]\nfrom = 'by hand'\n");
        assert_eq!(faults[0].help.as_deref(), Some("did you mean `question`?"));
    }

    #[test]
    fn built_in_weights_have_no_fault_and_stay_small() {
        let mut faults = Vec::new();
        let language = Language::load(&crate::builtin::folder("lexicons"), &crate::builtin::folder("weights"), &mut faults);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(language.weights_names(), ["claim", "hedge", "hedge-research"]);
        for name in language.weights_names() {
            let size = language.weights(name).map_or(0, |weights| weights.entries.len() + weights.marks.len());
            assert!((50..2000).contains(&size), "{name}: {size}");
        }
    }

    #[test]
    fn long_sentences_take_no_longer_a_token() {
        let (language, _) = language(SOUND);
        let text = "may ".repeat(300_000);
        assert_eq!(scored(&language, &text).1, ["may"]);
    }
}
