//! What weights see of a sentence: its words, its pairs of adjacent words, and marks of its shape.
//!
//! In go the tokens of a sentence; out come [`Feature`]s, each with the tokens that show it. Scoring and learning read
//! the same features through [`Features::visit`], so that what was learnt is what is scored. Knows no weight.
//!
//! What is folded: case and apostrophes (as tokens are); a number in digits is `<number>`; a capitalised word that opens
//! no sentence is `<name>`, as are acronyms, and a run of names is one. So weights hold no names, and the month of May
//! is not the verb.

use std::collections::HashSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Language;
use super::lexicon::Set;
use super::tokens::{Token, TokenKind, fold_hash};

/// How a number in digits is written in a file of weights.
pub const NUMBER: &str = "<number>";
/// How a name is written in a file of weights.
pub const NAME: &str = "<name>";
/// How the beginning of a sentence is written in a pair.
pub const START: &str = "<start>";

/// One thing that a sentence shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// A word, by its key: its folded hash, or that of [`NUMBER`] or [`NAME`].
    Word(u64),
    /// Two adjacent words, by their keys; the first may be [`START`].
    Pair(u64, u64),
    /// A mark, by its index in [`Features`].
    Mark(usize),
}

/// A predicate of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    /// A number in digits.
    Number,
    /// A number in digits that reads as a year, 1500 to 2099.
    Year,
    /// `%`.
    Percent,
    /// A sign of currency.
    Currency,
    /// A name.
    Name,
    /// Two names or more, runs counting once.
    Names,
    /// A verb in the past tense or a past participle: a word in `-ed`, or of the lexicon `past-tense`.
    PastTense,
    /// A question mark.
    Question,
    /// An exclamation mark.
    Exclamation,
    /// A double quotation mark.
    Quotation,
    /// A bracket.
    Bracket,
    /// At most five words.
    Brief,
    /// At least 25 words.
    Long,
    /// A form of `be`, perhaps an adverb, and a participle of the lexicon `sourceless-verb`: "is widely thought".
    Agentless,
    /// A word or set phrase of a lexicon, written `{name}`.
    Lexicon(Set),
}

/// The marks that stand in code, and how files of weights name them.
pub const MARKS: [(&str, Mark); 14] = [
    ("number", Mark::Number),
    ("year", Mark::Year),
    ("percent", Mark::Percent),
    ("currency", Mark::Currency),
    ("name", Mark::Name),
    ("names", Mark::Names),
    ("past-tense", Mark::PastTense),
    ("question", Mark::Question),
    ("exclamation", Mark::Exclamation),
    ("quotation", Mark::Quotation),
    ("bracket", Mark::Bracket),
    ("brief", Mark::Brief),
    ("long", Mark::Long),
    ("agentless", Mark::Agentless),
];

/// The marks that are looked for.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Features {
    /// Lexicons, each with its index.
    lexicons: Vec<(usize, Set)>,
    /// Marks that a word shows.
    verbs: Vec<(usize, Mark)>,
    /// Marks that other tokens show.
    shapes: Vec<(usize, Mark)>,
    /// Marks that only the whole sentence shows.
    whole: Vec<(usize, Mark)>,
    /// First words of the set phrases of the lexicons among them.
    heads: HashSet<u64>,
    past: Option<Set>,
    sourceless: Option<Set>,
    /// The forms of `be`, by hash.
    be: Vec<u64>,
}

/// What an element of the sentence is to a pair.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Key(u64),
    Name(u64),
    Break,
}

impl Features {
    /// Looks for `marks`, whose order gives each its index.
    pub fn new(marks: Vec<Mark>, language: &Language) -> Self {
        let mut features =
            Self { past: Some(language.set("past-tense")), sourceless: Some(language.set("sourceless-verb")), ..Self::default() };
        features.be = ["is", "are", "was", "were", "be", "been", "being", "'s", "'re"].map(fold_hash).to_vec();
        for (i, mark) in marks.into_iter().enumerate() {
            match mark {
                Mark::Lexicon(set) => features.lexicons.push((i, set)),
                Mark::PastTense | Mark::Agentless => features.verbs.push((i, mark)),
                Mark::Name | Mark::Names | Mark::Brief | Mark::Long => features.whole.push((i, mark)),
                _ => features.shapes.push((i, mark)),
            }
        }
        features.heads = features.lexicons.iter().flat_map(|(_, set)| language.lexicons.heads(*set)).collect();
        features
    }

    /// Shows `visit` every feature of the sentence and the tokens that show it, in order; what stands twice is shown
    /// twice. Linear in the tokens.
    pub fn visit(&self, language: &Language, prose: &str, tokens: &[Token], mut visit: impl FnMut(Feature, Range<usize>)) {
        let [number, name, start] = [NUMBER, NAME, START].map(fold_hash);
        let mut before = Element::Key(start);
        // Where the element before begins, since a run of names is one.
        let mut since = 0;
        let mut opens = true;
        let mut names = 0_u32;
        let mut words = 0_u32;
        for (i, token) in tokens.iter().enumerate() {
            let element = match token.kind {
                TokenKind::Number => Element::Key(number),
                TokenKind::Word if is_name(*token, opens) => Element::Name(name),
                TokenKind::Word | TokenKind::Clitic => Element::Key(token.hash),
                TokenKind::Quote if before == Element::Key(start) => before,
                _ => Element::Break,
            };
            if token.is_word()
                && let Element::Key(key) | Element::Name(key) = element
            {
                words += 1;
                visit(Feature::Word(key), i..i + 1);
            }
            match (before, element) {
                (Element::Name(_), Element::Name(_)) => {}
                (Element::Key(a) | Element::Name(a), Element::Key(b) | Element::Name(b)) => {
                    let from = if before == Element::Key(start) { i } else { since };
                    visit(Feature::Pair(a, b), from..i + 1);
                }
                _ => {}
            }
            names += u32::from(matches!(element, Element::Name(_)) && !matches!(before, Element::Name(_)));
            self.marks_of(language, prose, &tokens[i..], |mark, length| visit(Feature::Mark(mark), i..i + length));
            if token.kind == TokenKind::Word || token.kind == TokenKind::Number {
                opens = false;
            } else if token.kind == TokenKind::Quote || matches!(token.span().of(prose), "." | "!" | "?" | ":" | "...") {
                opens = true;
            }
            if element != before || !matches!(element, Element::Name(_)) {
                since = i;
            }
            before = element;
        }
        for (i, mark) in &self.whole {
            let shown = match mark {
                Mark::Name => names > 0,
                Mark::Names => names > 1,
                Mark::Brief => words <= 5,
                _ => words >= 25,
            };
            if shown {
                visit(Feature::Mark(*i), 0..tokens.len());
            }
        }
    }

    /// The marks that the first of `tokens` shows, and how many tokens show them.
    fn marks_of(&self, language: &Language, prose: &str, tokens: &[Token], mut visit: impl FnMut(usize, usize)) {
        let Some(&token) = tokens.first() else { return };
        if self.heads.contains(&token.hash) {
            let lengths = self.lexicons.iter().map(|(i, set)| (*i, language.longest(*set, tokens)));
            lengths.filter(|(_, length)| *length > 0).for_each(|(i, length)| visit(i, length));
        } else if token.word != 0 {
            let shown = language.lexicons.sets_of(token).filter_map(|set| self.lexicons.iter().find(|(_, other)| *other == set));
            shown.for_each(|(i, _)| visit(*i, 1));
        }
        let shapes = if matches!(token.kind, TokenKind::Word | TokenKind::Clitic) { &self.verbs } else { &self.shapes };
        for (i, mark) in shapes {
            let length = match mark {
                Mark::Agentless => self.agentless(language, tokens),
                mark => usize::from(self.shows(*mark, language, prose, token)),
            };
            if length > 0 {
                visit(*i, length);
            }
        }
    }

    /// How many of the first `tokens` say that something is thought or said, without who thinks or says it.
    fn agentless(&self, language: &Language, tokens: &[Token]) -> usize {
        let Some(sourceless) = self.sourceless.filter(|_| tokens.first().is_some_and(|be| self.be.contains(&be.hash))) else { return 0 };
        tokens.iter().take(4).skip(1).position(|token| language.holds(sourceless, *token)).map_or(0, |at| at + 2)
    }

    fn shows(&self, mark: Mark, language: &Language, prose: &str, token: Token) -> bool {
        let text = || token.span().of(prose);
        match (mark, token.kind) {
            (Mark::Number, TokenKind::Number) => true,
            (Mark::Year, TokenKind::Number) => is_year(text()),
            (Mark::Percent, TokenKind::Symbol) => text().starts_with('%'),
            (Mark::Currency, TokenKind::Symbol) => {
                text().starts_with(|c: char| matches!(c, '$' | '¢' | '£' | '¥' | '\u{20a0}'..='\u{20cf}'))
            }
            (Mark::Question, TokenKind::Punctuation) => text().starts_with('?'),
            (Mark::Exclamation, TokenKind::Punctuation) => text().starts_with('!'),
            (Mark::Bracket, TokenKind::Punctuation) => matches!(text(), "(" | "["),
            (Mark::Quotation, TokenKind::Quote) => matches!(text(), "\"" | "“" | "«" | "„"),
            (Mark::PastTense, TokenKind::Word | TokenKind::Clitic) => {
                let lower = text();
                lower.len() > 4 && lower.ends_with("ed") && !lower.ends_with("eed")
                    || self.past.is_some_and(|past| language.holds(past, token))
            }
            _ => false,
        }
    }
}

/// Whether a word is a name by its looks. One that opens a sentence is capitalised whatever it is.
fn is_name(token: Token, opens: bool) -> bool {
    let pronoun = token.end - token.start == 1 && token.capital();
    token.upper() || token.inner_capital() || (token.capital() && !opens && !pronoun)
}

/// Whether a number in digits reads as a year.
pub fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse::<u16>().is_ok_and(|year| (1500..2100).contains(&year))
}
