//! Deletes, moves, splits, merges and rewords the sentences of real documents one at a time, and counts how many claims are
//! found again, bound to another sentence, or reported lost.
//!
//! `cargo run --release --example reanchor -- DOCUMENTS.jsonl [SENTENCES]`: a JSON object a line, whose field `text` is a document
//! in Markdown. SENTENCES is how many are edited, spread evenly over those of all documents (default 1,000).

#![allow(clippy::print_stdout, clippy::expect_used, reason = "a command that prints figures, and stops where it cannot")]

use std::collections::HashMap;

use seedlint::builtin;
use seedlint::language::Language;
use seedlint::ledger::anchor::{self, How};
use seedlint::ledger::seed::{self, Seed};
use seedlint::ledger::sync;
use seedlint::source::{Format, Source};

/// Words for words, as a copy editor would put them.
const SYNONYMS: [(&str, &str); 24] = [
    ("but", "yet"),
    ("also", "likewise"),
    ("use", "employ"),
    ("help", "aid"),
    ("many", "numerous"),
    ("show", "demonstrate"),
    ("because", "since"),
    ("about", "around"),
    ("new", "recent"),
    ("people", "persons"),
    ("make", "create"),
    ("need", "require"),
    ("big", "large"),
    ("start", "begin"),
    ("get", "obtain"),
    ("between", "among"),
    ("often", "frequently"),
    ("however", "nonetheless"),
    ("while", "whereas"),
    ("important", "significant"),
    ("said", "stated"),
    ("was", "had been"),
    ("will", "is going to"),
    ("are", "remain"),
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("the path of a file of documents");
    let wanted: usize = arguments.next().map_or(1000, |count| count.parse().expect("a number"));
    let language = builtin::language();
    let file = std::fs::read_to_string(path).expect("a file that can be read");
    let texts = file.lines().map(|line| {
        let record: serde_json::Value = serde_json::from_str(line).expect("a JSON object a line");
        record["text"].as_str().expect("a field `text`").to_owned()
    });
    let texts: Vec<String> = texts.collect();
    let documents: Vec<Paragraphs> = texts.iter().map(|text| Paragraphs::of(&read(&language, text))).collect();
    let all: usize = documents.iter().map(|document| document.places().len()).sum();
    let step = (all / wanted).max(1);
    println!("{} documents, {all} sentences of 40 characters or more that stand once; every {step}th is edited", documents.len());
    for edit in Edit::ALL {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let mut number = 0;
        for document in &documents {
            for place in document.places() {
                number += 1;
                if number % step == 0
                    && let Some(outcome) = document.edited(edit, place, &language)
                {
                    *counts.entry(outcome).or_default() += 1;
                }
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_unstable();
        let total: usize = counts.iter().map(|(_, count)| count).sum();
        let shown = counts.iter().map(|(outcome, count)| format!("{outcome} {count} ({:.1} %)", 100.0 * *count as f64 / total as f64));
        println!("{edit:?}: {total} edits: {}", shown.collect::<Vec<_>>().join(", "));
    }
}

fn read(language: &Language, text: &str) -> Seed {
    let source = Source::new("a.md", Format::Markdown, text);
    let reading = seedlint::read(language, Default::default(), &source);
    let mut seed = seed::read(&source, &reading.document, &reading.facts);
    // Every sentence is to be found again, not only those that are worth checking.
    seed.sentences.iter_mut().for_each(|sentence| sentence.candidate = !sentence.heading);
    seed
}

/// A document as paragraphs of sentences, and whether each is a heading.
#[derive(Clone)]
struct Paragraphs(Vec<(bool, Vec<String>)>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edit {
    Nothing,
    Remove,
    RemoveNextToEdited,
    MoveToTheEnd,
    MoveAndChangeADigit,
    Split,
    Merge,
    Reword,
    ChangeADigit,
    RewriteItsParagraph,
}

impl Edit {
    const ALL: [Self; 10] = [
        Self::Nothing,
        Self::Remove,
        Self::RemoveNextToEdited,
        Self::MoveToTheEnd,
        Self::MoveAndChangeADigit,
        Self::Split,
        Self::Merge,
        Self::Reword,
        Self::ChangeADigit,
        Self::RewriteItsParagraph,
    ];
}

impl Paragraphs {
    fn of(seed: &Seed) -> Self {
        let mut blocks: Vec<(bool, Vec<String>)> = Vec::new();
        let mut last = None;
        for sentence in &seed.sentences {
            if last.replace(sentence.block) != Some(sentence.block) {
                blocks.push((sentence.heading, Vec::new()));
            }
            // What would be markup if it were written again is none.
            let words = sentence.wording.replace(['`', '*', '_', '<', '>', '[', ']', '#', '|', '\\', '&', '$', '~'], "");
            if let Some((_, sentences)) = blocks.last_mut().filter(|_| !words.trim().is_empty()) {
                sentences.push(words);
            }
        }
        blocks.retain(|(_, sentences)| !sentences.is_empty());
        Self(blocks)
    }

    fn text(&self) -> String {
        let block = |(heading, sentences): &(bool, Vec<String>)| format!("{}{}", if *heading { "# " } else { "" }, sentences.join(" "));
        self.0.iter().map(block).collect::<Vec<_>>().join("\n\n")
    }

    /// The sentences that are edited: long enough to tell, and said once.
    fn places(&self) -> Vec<(usize, usize)> {
        let mut counts: HashMap<&String, usize> = HashMap::new();
        self.0.iter().flat_map(|(_, sentences)| sentences).for_each(|sentence| *counts.entry(sentence).or_default() += 1);
        let blocks = self.0.iter().enumerate().filter(|(_, (heading, _))| !heading);
        let places = blocks.flat_map(|(block, (_, sentences))| sentences.iter().enumerate().map(move |(at, words)| (block, at, words)));
        places.filter(|(_, _, words)| words.chars().count() >= 40 && counts[words] == 1).map(|(block, at, _)| (block, at)).collect()
    }

    /// Makes one edit; what became of the claim. `None` where the edit cannot be made there, or the sentence is not read as one.
    fn edited(&self, edit: Edit, (block, at): (usize, usize), language: &Language) -> Option<&'static str> {
        let words = self.0[block].1[at].clone();
        let mut edited = self.clone();
        let sentences = &mut edited.0[block].1;
        // What the claim's sentence reads after the edit; none where it is gone.
        let mut expected = vec![words.clone()];
        match edit {
            Edit::Nothing => {}
            Edit::Remove => {
                sentences.remove(at);
                expected.clear();
            }
            Edit::RemoveNextToEdited => {
                let beside = sentences.get(at + 1).cloned()?;
                sentences[at + 1] = reworded(&beside).or_else(|| digit(&beside))?;
                sentences.remove(at);
                expected.clear();
            }
            Edit::MoveToTheEnd => {
                sentences.remove(at);
                edited.0.push((false, vec![words.clone()]));
            }
            Edit::MoveAndChangeADigit => {
                sentences.remove(at);
                expected = vec![digit(&words)?];
                edited.0.push((false, expected.clone()));
            }
            Edit::Split => {
                let (one, other) = split(&words)?;
                expected = vec![one.clone(), other.clone()];
                sentences.splice(at..=at, [one, other]);
            }
            Edit::Merge => {
                let next = sentences.get(at + 1)?.clone();
                let merged = format!("{}, and {}", words.trim_end_matches(['.', '!', '?', '"', '”']), lowered(&next));
                expected = vec![merged.clone()];
                sentences.splice(at..=at + 1, [merged]);
            }
            Edit::Reword => {
                expected = vec![reworded(&words)?];
                sentences[at].clone_from(&expected[0]);
            }
            Edit::ChangeADigit => {
                expected = vec![digit(&words)?];
                sentences[at].clone_from(&expected[0]);
            }
            Edit::RewriteItsParagraph => {
                for sentence in sentences.iter_mut() {
                    *sentence =
                        reworded(sentence).or_else(|| digit(sentence)).unwrap_or_else(|| format!("In short, {}", lowered(sentence)));
                }
                expected = vec![sentences[at].clone()];
            }
        }
        edited.0.retain(|(_, sentences)| !sentences.is_empty());
        outcome(language, &self.text(), &edited.text(), &words, &expected)
    }
}

fn outcome(language: &Language, was: &str, now: &str, words: &str, expected: &[String]) -> Option<&'static str> {
    let (was, now) = (read(language, was), read(language, now));
    let claims = sync::begin("a.md", &was).claims;
    let id = claims.claims.iter().find(|(_, claim)| claim.text == words)?.0;
    let anchors = anchor::anchor(&claims, &now, |_| false);
    let Some(bound) = anchors.bound.get(id) else {
        let right = expected.is_empty();
        return Some(if right { "right (lost)" } else { "lost" });
    };
    let found = now.sentences.get(bound.sentence).map(|sentence| sentence.wording.as_str())?;
    // A sentence that the edit made is read otherwise than it was written: not what is measured here.
    if !expected.is_empty() && !expected.iter().any(|words| now.sentences.iter().any(|sentence| sentence.wording == *words)) {
        return None;
    }
    Some(match (expected.iter().any(|words| words == found), bound.how) {
        (true, How::Split { .. }) => "right (as split)",
        (true, How::Merged { .. }) => "right (as merged)",
        (true, _) => "right",
        (false, _) => "WRONG",
    })
}

/// Another digit in the place of the first.
fn digit(words: &str) -> Option<String> {
    let at = words.find(|c: char| c.is_ascii_digit())?;
    let next = (words.as_bytes()[at] - b'0' + 3) % 10;
    Some(format!("{}{next}{}", &words[..at], &words[at + 1..]))
}

fn reworded(words: &str) -> Option<String> {
    let mut changed = 0;
    let one = |word: &str| match SYNONYMS.iter().find(|(plain, _)| *plain == word) {
        Some((_, other)) => {
            changed += 1;
            (*other).to_owned()
        }
        None => word.to_owned(),
    };
    let reworded = words.split(' ').map(one).collect::<Vec<_>>().join(" ");
    (changed > 0).then_some(reworded)
}

/// At a conjunction in the middle.
fn split(words: &str) -> Option<(String, String)> {
    let joints = [", and ", ", but ", ", which ", " and ", " because "];
    let (at, joint) = joints.iter().find_map(|joint| {
        let places = words.match_indices(joint).map(|(at, _)| at);
        places
            .filter(|at| *at > words.len() / 4 && *at < words.len() * 3 / 4)
            .min_by_key(|at| at.abs_diff(words.len() / 2))
            .map(|at| (at, joint))
    })?;
    let rest = &words[at + joint.len()..];
    let mut letters = rest.chars();
    let first = letters.next().filter(|first| first.is_lowercase())?;
    Some((format!("{}.", &words[..at]), format!("They {}{}", first, letters.as_str())))
}

fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_lowercase(), letters.as_str()))
}
