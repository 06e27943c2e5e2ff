//! What weights see of a sentence: its words, its pairs of adjacent words, and marks of its shape.
//!
//! In go the tokens of a sentence; out come [`Feature`]s, each with the tokens that show it. Scoring and learning read
//! the same features through [`Shown::visit`], so that what was learnt is what is scored. What a spelling shows by itself
//! is found once a document. Knows no weight.
//!
//! What is folded: case and apostrophes (as tokens are); a number in digits is `<number>`; a capitalised word that opens
//! no sentence is `<name>`, as are acronyms, and a run of names is one. So weights hold no names, and the month of May
//! is not the verb.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::sets::Set;
use super::tokens::{Token, TokenKind, fold_hash};
use super::{Language, Table, Vocabulary};

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
    past: Option<Set>,
    sourceless: Option<Set>,
    /// The forms of `be`, by hash.
    be: Vec<u64>,
    /// The keys of [`NUMBER`], [`NAME`] and [`START`].
    keys: [u64; 3],
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
        features.keys = [NUMBER, NAME, START].map(fold_hash);
        for (i, mark) in marks.into_iter().enumerate() {
            match mark {
                Mark::Lexicon(set) => features.lexicons.push((i, set)),
                Mark::PastTense | Mark::Agentless => features.verbs.push((i, mark)),
                Mark::Name | Mark::Names | Mark::Brief | Mark::Long => features.whole.push((i, mark)),
                _ => features.shapes.push((i, mark)),
            }
        }
        features
    }

    /// The features of a document's sentences.
    pub fn shown<'a>(&'a self, language: &'a Language, prose: &'a str, vocabulary: &Vocabulary) -> Shown<'a> {
        let mut marks = Vec::new();
        let table = vocabulary.table(|token| {
            let mut marks_of = |leading| {
                let from = marks.len();
                self.marks_of(language, prose, token, leading, &mut marks);
                from..marks.len()
            };
            let alone = marks_of(false);
            let heads = language.lexicons.sets.heads_of(token).next().is_some();
            let leading = if heads { marks_of(true) } else { alone.clone() };
            let opens = match token.kind {
                TokenKind::Word | TokenKind::Number => Some(false),
                TokenKind::Quote => Some(true),
                _ if matches!(token.span().of(prose), "." | "!" | "?" | ":" | "...") => Some(true),
                _ => None,
            };
            Spelling { alone, leading, opens }
        });
        Shown { features: self, language, table, marks }
    }

    /// Appends the marks that a spelling shows by itself, or, `leading` a set phrase, may begin to show.
    fn marks_of(&self, language: &Language, prose: &str, token: Token, leading: bool, marks: &mut Vec<Showing>) {
        let sets = &language.lexicons.sets;
        let lexicons = if language.knows(token) { self.lexicons.as_slice() } else { &[] };
        let shown = lexicons.iter().filter(|(_, set)| if leading { sets.begins(*set, token) } else { sets.holds(*set, token) });
        marks.extend(shown.map(|(mark, set)| if leading { Showing::Entry(*mark, *set) } else { Showing::Mark(*mark) }));
        let shapes = if matches!(token.kind, TokenKind::Word | TokenKind::Clitic) { &self.verbs } else { &self.shapes };
        marks.extend(shapes.iter().filter_map(|(i, mark)| match mark {
            Mark::Agentless => self.be.contains(&token.hash).then_some(Showing::Agentless(*i)),
            mark => self.shows(*mark, language, prose, token).then_some(Showing::Mark(*i)),
        }));
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

/// The features of a document's sentences, those that a spelling shows by itself found before.
pub struct Shown<'a> {
    features: &'a Features,
    language: &'a Language,
    table: Table<Spelling>,
    marks: Vec<Showing>,
}

/// What a spelling shows.
struct Spelling {
    /// Where its marks stand where no set phrase can.
    alone: Range<usize>,
    /// Where its marks stand where one may.
    leading: Range<usize>,
    /// Whether what follows opens a sentence, if it tells.
    opens: Option<bool>,
}

/// A mark that a token shows, by its index.
enum Showing {
    /// By itself.
    Mark(usize),
    /// If an entry of the set begins with it.
    Entry(usize, Set),
    /// If something is said or thought behind this form of `be`.
    Agentless(usize),
}

impl Shown<'_> {
    /// Shows `visit` every feature of the sentence and the tokens that show it, in order; what stands twice is shown
    /// twice. Linear in the tokens.
    pub fn visit(&self, tokens: &[Token], mut visit: impl FnMut(Feature, Range<usize>)) {
        let [number, name, start] = self.features.keys;
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
            let spelling = self.table.of(*token);
            let marks = if token.leads() { &spelling.leading } else { &spelling.alone };
            for showing in &self.marks[marks.clone()] {
                let (mark, length) = self.mark(showing, &tokens[i..]);
                if length > 0 {
                    visit(Feature::Mark(mark), i..i + length);
                }
            }
            opens = spelling.opens.unwrap_or(opens);
            if element != before || !matches!(element, Element::Name(_)) {
                since = i;
            }
            before = element;
        }
        for (i, mark) in &self.features.whole {
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

    /// A mark that the first of `tokens` may show, and how many tokens show it.
    fn mark(&self, showing: &Showing, tokens: &[Token]) -> (usize, usize) {
        match showing {
            Showing::Mark(mark) => (*mark, 1),
            Showing::Entry(mark, set) => (*mark, self.language.longest(*set, tokens)),
            Showing::Agentless(mark) => (*mark, self.agentless(tokens)),
        }
    }

    /// How many of the first `tokens`, a form of `be` in front, say that something is thought or said, without who thinks
    /// or says it.
    fn agentless(&self, tokens: &[Token]) -> usize {
        let Some(sourceless) = self.features.sourceless else { return 0 };
        tokens.iter().take(4).skip(1).position(|token| self.language.holds(sourceless, *token)).map_or(0, |at| at + 2)
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
