//! Whether words spell a short form, and which of them do.
//!
//! In go the letters of a short form and the words that stand beside it; out comes the cheapest way to draw the letters
//! from the words in order, or nothing. The base line is Schwartz and Hearst, “A simple algorithm for identifying
//! abbreviation definitions in biomedical text” (2003): the first letter begins a word, the others follow in order. Here
//! each liberty has a price instead, and a dynamic program over words and letters finds the cheapest reading. Knows no
//! brackets and no sentences.

use std::ops::Range;

/// One word beside a short form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its letters and digits, in lower case.
    pub letters: Vec<char>,
    /// An article, preposition or conjunction, which a short form may pass over.
    pub minor: bool,
    /// A hyphen joins it to the word before.
    pub joined: bool,
    /// It is a short form itself, so all its letters count as initials.
    pub upper: bool,
    /// It begins with a capital.
    pub capital: bool,
    /// Its index among the tokens.
    pub token: usize,
}

/// A reading: the words from the first to the last that give a letter, and what it cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Indexes among the words.
    pub words: Range<usize>,
    /// The sum of its liberties: 0 where each word gives its initial.
    pub cost: f32,
}

/// Where the short form stands, seen from the words: the long form must touch it on that side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The short form stands after the last word.
    After,
    /// The short form stands before the first word.
    Before,
}

// What each liberty costs. A long form is taken up to about 0.45 a letter, so that in a short form of three letters one
// liberty passes and two do not. The prices are judgements, not learnt.

/// Passing over "of", "and", "the".
const SKIP_MINOR: f32 = 0.1;
/// Passing over the second part of a hyphenated word.
const SKIP_JOINED: f32 = 0.5;
/// Passing over any other word.
const SKIP_WORD: f32 = 0.9;
/// Leaving a letter of the short form without a word.
const SKIP_LETTER: f32 = 1.3;
/// Drawing a letter from a word that does not begin with it.
const NOT_INITIAL: f32 = 1.0;
/// Drawing a further letter from inside a word.
const INNER: f32 = 0.5;
/// Drawing the letter right behind the last one.
const INNER_NEXT: f32 = 0.15;
/// What a lower-case letter of the short form pays inside a word, of the full price: `RecNN`.
const LOWER: f32 = 0.3;
/// Beginning with "of", "the" …
const FIRST_MINOR: f32 = 0.6;
/// Ending with "of", "the" …
const LAST_MINOR: f32 = 1.0;
/// A word between the long form and the short form: "machine learning methods (ML)".
const AT_THE_EDGE: f32 = 0.45;
/// What a long form gains by a word that the short form holds whole: the `Women` of `UN-Women`.
const WHOLE_WORD: f32 = 1.2;
/// How many words may stand before a long form that follows its short form; twice as many may follow one before it.
const EDGE_WORDS: usize = 2;

/// The cheapest reading of `short` (its letters and digits as written) in `words`, if it costs no more than `limit`.
pub fn align(short: &[char], words: &[Word], side: Side, limit: f32) -> Option<Reading> {
    let first = *short.first()?;
    if !words.iter().any(|word| opening_cost(first, word, true).is_some()) {
        return None;
    }
    let mut best: Option<Reading> = None;
    // By number of letters given so far: the cost, and the word that gave the first.
    let mut states: Vec<Option<(f32, usize)>> = vec![None; short.len() + 1];
    for (at, word) in words.iter().enumerate() {
        let mut next: Vec<Option<(f32, usize)>> = vec![None; short.len() + 1];
        let skip = skip_cost(word);
        for given in 0..short.len() {
            let (so_far, start) = match (given, states[given]) {
                (0, _) if side == Side::Before && at > EDGE_WORDS => continue,
                (0, _) => (if side == Side::Before { edge_cost(&words[..at]) } else { 0.0 }, at),
                (_, None) => continue,
                (_, Some(state)) => state,
            };
            if given > 0 {
                better(&mut next[given], so_far + skip, start);
            }
            give_letters(&short[given..], word, given == 0, |letters, cost| better(&mut next[given + letters], so_far + cost, start));
            if given > 0 && short.len() >= 4 {
                better(&mut next[given + 1], so_far + SKIP_LETTER + skip, start);
            }
        }
        if let Some((cost, start)) = next[short.len()] {
            let cost = if word.minor { cost + LAST_MINOR } else { cost };
            let after = &words[at + 1..];
            let cost = match side {
                Side::Before => cost,
                Side::After if after.len() > 2 * EDGE_WORDS => f32::INFINITY,
                Side::After => cost + edge_cost(after),
            };
            if cost <= limit && best.as_ref().is_none_or(|best| cost <= best.cost) {
                best = Some(Reading { words: start..at + 1, cost });
            }
        }
        next[short.len()] = None;
        states = next;
    }
    best
}

fn better(state: &mut Option<(f32, usize)>, cost: f32, start: usize) {
    if state.is_none_or(|(known, _)| cost <= known) {
        *state = Some((cost, start));
    }
}

const fn skip_cost(word: &Word) -> f32 {
    match (word.minor, word.joined) {
        (true, _) => SKIP_MINOR,
        (_, true) => SKIP_JOINED,
        _ => SKIP_WORD,
    }
}

/// What it costs that `words` stand between the long form and the short form.
fn edge_cost(words: &[Word]) -> f32 {
    words.iter().map(|word| if word.minor { SKIP_MINOR } else { AT_THE_EDGE }).sum()
}

/// What it costs that `letter` is the first that `word` gives, or `None` where it cannot be. `first`: of the short form.
fn opening_cost(letter: char, word: &Word, first: bool) -> Option<f32> {
    let initial = *word.letters.first()?;
    let lower = fold(letter);
    if initial == lower {
        return Some(if first && word.minor { FIRST_MINOR } else { 0.0 });
    }
    let spelled = |candidates: &[&str]| candidates.iter().any(|candidate| word.letters.iter().copied().eq(candidate.chars()));
    match lower {
        '2' if spelled(&["to", "two", "second"]) => Some(0.0),
        '4' if spelled(&["for", "four", "fourth"]) => Some(0.0),
        '3' if spelled(&["three", "third"]) => Some(0.0),
        '5' if spelled(&["five", "fifth"]) => Some(0.0),
        '&' if spelled(&["and"]) => Some(0.0),
        'x' if word.letters.starts_with(&['e', 'x']) => Some(0.1),
        'x' if spelled(&["cross", "trans"]) => Some(0.1),
        _ if first || word.minor => None,
        _ => word.letters.contains(&lower).then_some(NOT_INITIAL),
    }
}

/// Tells `found` every number of letters of `short` that `word` can give, with the price.
fn give_letters(short: &[char], word: &Word, first: bool, mut found: impl FnMut(usize, f32)) {
    let Some(mut cost) = opening_cost(short[0], word, first) else { return };
    found(1, cost);
    if word.minor {
        return;
    }
    let lower = fold(short[0]);
    let mut at = word.letters.iter().position(|letter| *letter == lower).unwrap_or(0);
    for (given, letter) in short.iter().enumerate().skip(1) {
        let Some(ahead) = word.letters[at + 1..].iter().position(|inner| *inner == fold(*letter)) else { return };
        at += ahead + 1;
        let price = if ahead == 0 { INNER_NEXT } else { INNER };
        cost += match (word.upper, letter.is_lowercase()) {
            (true, _) if ahead == 0 => 0.0,
            (_, true) => price * LOWER,
            _ => price,
        };
        let whole = at + 1 == word.letters.len() && given == at && given >= 2;
        found(given + 1, if whole { -WHOLE_WORD } else { cost });
    }
}

fn fold(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        let minor = ["of", "the", "for", "and", "in", "to"];
        text.split([' ', '-'])
            .enumerate()
            .map(|(token, word)| Word {
                letters: word.to_lowercase().chars().collect(),
                minor: minor.contains(&word),
                joined: text.contains(&format!("-{word}")),
                upper: word.len() > 1 && word.chars().all(char::is_uppercase),
                capital: word.starts_with(char::is_uppercase),
                token,
            })
            .collect()
    }

    fn read(short: &str, text: &str, side: Side) -> String {
        let words = words(text);
        let letters: Vec<char> = short.chars().collect();
        match align(&letters, &words, side, 0.45 * letters.len() as f32) {
            Some(reading) => text.split([' ', '-']).collect::<Vec<_>>()[reading.words].join(" "),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn long_forms_before_a_short_form() {
        let cases = [
            ("RRC", "we asked the River Relief Commission", "River Relief Commission"),
            ("MoF", "staff of the Ministry of Finance", "Ministry of Finance"),
            ("MOF", "staff of the Ministry of Finance", "Ministry of Finance"),
            ("HRF", "the Harbour Repair and Renewal Fund", "Harbour Repair and Renewal Fund"),
            ("B2B", "sales from business-to-business", "business to business"),
            ("RecNN", "a recursive neural network", "recursive neural network"),
            ("GPT", "the Geneva Peace Talks process", "Geneva Peace Talks"),
            ("MURAL", "the MU radar alliance", "MU radar alliance"),
            ("XLM", "the extended lending model", "extended lending model"),
            ("TNT", "trinitrotoluene", "trinitrotoluene"),
            ("ABC", "nothing here fits", "none"),
            ("CDE", "", "none"),
        ];
        for (short, text, expected) in cases {
            assert_eq!(read(short, text, Side::After), expected, "{short} after {text:?}");
        }
    }

    #[test]
    fn long_forms_after_a_short_form() {
        let cases = [
            ("RRC", "River Relief Commission", "River Relief Commission"),
            ("RRC", "the River Relief Commission in Basel", "River Relief Commission"),
            ("RRC", "a body known as River Relief Commission", "none"),
        ];
        for (short, text, expected) in cases {
            assert_eq!(read(short, text, Side::Before), expected, "{short} before {text:?}");
        }
    }
}
