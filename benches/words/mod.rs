//! Other words for the phrases of rules: what ten times as many rules would look for.

use std::sync::Arc;

use seedlint::builtin;
use seedlint::rules::RuleFile;
use seedlint::source::{Format, Source};

use crate::prose;

/// Words to choose from: those of the lexicons and of the usual prose. All of them are in [`text`].
pub fn pool() -> Vec<&'static str> {
    let word = |word: &&str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let lexicons = builtin::FILES.iter().filter(|(path, _)| path.starts_with("lexicons/"));
    let mut words: Vec<&str> =
        lexicons.flat_map(|(_, text)| text.split('"').skip(1).step_by(2)).chain(prose::words()).filter(word).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Usual prose, and as much again in which any word of the pool may stand, so that phrases of any words begin to match here
/// and there.
pub fn text(bytes: usize) -> String {
    const SHAPES: [&str; 4] =
        ["The $ of the $ may $ a $.", "A $ $ was $ by $ in the $.", "It has $ the $, $ and $.", "Critics $ that $ $."];
    let (pool, mut pick) = (pool(), prose::chance(1));
    let mut text = prose::of_length(bytes / 2);
    while text.len() < bytes {
        for (i, part) in SHAPES[pick(SHAPES.len())].split('$').enumerate() {
            text.push_str(if i == 0 { "" } else { pool[pick(pool.len())] });
            text.push_str(part);
        }
        text.push_str(if pick(4) == 0 { "\n\n" } else { " " });
    }
    text
}

/// A rule with other words in its phrases, of `match` and of `unless`. A phrase of a single word stays: another common word
/// would be found in every second sentence, which no rule wants.
pub fn varied(file: &RuleFile, mut draw: impl FnMut() -> &'static str) -> RuleFile {
    let mut text = String::new();
    let mut within = false;
    for line in file.source.text.split_inclusive('\n') {
        let begins = line.split_once("phrases = [");
        within |= begins.is_some();
        let (before, phrases) = match begins {
            Some((before, phrases)) => (format!("{before}phrases = ["), phrases),
            None => (String::new(), line),
        };
        text.push_str(&before);
        if within {
            let parts = phrases.split('"').enumerate();
            let parts = parts.map(|(i, part)| if i % 2 == 1 { varied_phrase(part, &mut draw) } else { part.to_owned() });
            text.push_str(&parts.collect::<Vec<_>>().join("\""));
        } else {
            text.push_str(phrases);
        }
        within &= !line.trim_end().ends_with(']');
    }
    RuleFile { source: Arc::new(Source::new(&*file.source.name, Format::Plain, text)), ..file.clone() }
}

fn varied_phrase(phrase: &str, draw: &mut impl FnMut() -> &'static str) -> String {
    if !phrase.contains(' ') {
        return phrase.to_owned();
    }
    let mut varied = String::new();
    let (mut word, mut depth) = (String::new(), 0_u32);
    for c in phrase.chars().chain(std::iter::once(' ')) {
        // Names of lexicons and shapes stay, and so do names of people and places.
        depth = match c {
            '{' | '<' => depth + 1,
            '}' | '>' => depth.saturating_sub(1),
            _ => depth,
        };
        if c.is_alphabetic() || c == '\'' {
            word.push(c);
            continue;
        }
        let plain = depth == 0 && word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        varied.push_str(if plain && c != '}' && c != '>' { draw() } else { &word });
        word.clear();
        varied.push(c);
    }
    varied.pop();
    varied
}
