//! The nouns that phrases of reference turn on, by class, and the closed classes of grammar around them.
//!
//! In goes a language; out come questions about single tokens. Knows no document.

use std::collections::HashSet;

use crate::facts::Prose;
use crate::language::{Set, Token, TokenKind, fold_hash};

/// How many classes there are.
pub const CLASSES: usize = 10;

/// What kind of thing a head noun names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Policies, strategies, charters.
    Document,
    /// Reports, studies, articles.
    Study,
    /// Letters, statements.
    Message,
    /// Rulings, decisions.
    Ruling,
    /// Agreements, deals, treaties.
    Agreement,
    /// Laws, bills, decrees.
    Law,
    /// Speeches, remarks.
    Speech,
    /// Talks, meetings, summits.
    Meeting,
    /// Efforts, plans, projects.
    Effort,
    /// Sides, parties.
    Side,
}

impl Class {
    /// Every class, in the order in which a noun of two is claimed.
    pub const ALL: [Self; CLASSES] = [
        Self::Document,
        Self::Study,
        Self::Message,
        Self::Ruling,
        Self::Agreement,
        Self::Law,
        Self::Speech,
        Self::Meeting,
        Self::Effort,
        Self::Side,
    ];

    const fn nouns(self) -> &'static str {
        match self {
            Self::Document => "~document-noun",
            Self::Study => "~study-noun",
            Self::Message => "~message-noun",
            Self::Ruling => "~ruling-noun",
            Self::Agreement => "~agreement-noun",
            Self::Law => "~law-noun",
            Self::Speech => "~speech-noun",
            Self::Meeting => "~meeting-noun",
            Self::Effort => "~effort-noun",
            Self::Side => "~side-noun",
        }
    }

    const fn verbs(self) -> &'static str {
        match self {
            Self::Document => "~document-verb",
            Self::Study => "~study-verb",
            Self::Message => "~message-verb",
            Self::Ruling => "~ruling-verb",
            Self::Agreement => "~agreement-verb",
            Self::Law => "~law-verb",
            Self::Speech => "~speech-verb",
            Self::Meeting => "~meeting-verb",
            Self::Effort => "~effort-verb",
            Self::Side => "",
        }
    }
}

/// Words that, right behind a head, say which one is meant.
const EXPLAINING: [&str; 43] = [
    "of",
    "that",
    "which",
    "who",
    "whose",
    "whom",
    "where",
    "when",
    "between",
    "on",
    "for",
    "to",
    "from",
    "about",
    "with",
    "against",
    "regarding",
    "concerning",
    "under",
    "in",
    "by",
    "at",
    "among",
    "behind",
    "into",
    "over",
    "toward",
    "towards",
    "we",
    "he",
    "the",
    "a",
    "an",
    "his",
    "her",
    "its",
    "their",
    "whether",
    "they",
    "you",
    "i",
    "she",
    "it",
];

/// Words that open a noun phrase.
const DETERMINERS: [&str; 22] = [
    "a", "an", "the", "this", "these", "that", "those", "its", "their", "his", "her", "our", "my", "your", "some", "any", "another", "one",
    "several", "many", "each", "every",
];

/// Words that end a noun phrase that is read backwards.
const BOUNDS: [&str; 64] = [
    "of", "for", "in", "on", "at", "by", "with", "from", "to", "into", "over", "under", "between", "about", "after", "before", "during",
    "since", "until", "as", "and", "or", "but", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do", "does",
    "did", "can", "could", "will", "would", "may", "might", "must", "shall", "should", "that", "which", "who", "it", "they", "he", "she",
    "we", "not", "if", "when", "while", "than", "unless", "because", "though", "although", "so", "also",
];

/// Words that make a sentence general, so that "the contract" in it is any.
const GENERAL: [&str; 31] = [
    "can",
    "could",
    "may",
    "might",
    "must",
    "shall",
    "should",
    "will",
    "would",
    "if",
    "when",
    "whenever",
    "unless",
    "you",
    "your",
    "we",
    "our",
    "i",
    "often",
    "usually",
    "always",
    "never",
    "typically",
    "generally",
    "sometimes",
    "any",
    "every",
    "each",
    "without",
    "need",
    "needs",
];

/// Words that a phrase of reference can begin with; years aside.
const OPENERS: [&str; 50] = [
    "the",
    "this",
    "these",
    "that",
    "those",
    "both",
    "a",
    "an",
    "its",
    "their",
    "his",
    "her",
    "in",
    "on",
    "from",
    "of",
    "to",
    "see",
    "as",
    "said",
    "last",
    "above",
    "before",
    "previously",
    "earlier",
    "aforementioned",
    "aforesaid",
    "abovementioned",
    "forementioned",
    "aforenamed",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "yesterday",
];

/// The sets that references are found by.
pub struct Heads<'a> {
    prose: Prose<'a>,
    nouns: [Set; CLASSES],
    verbs: [Set; CLASSES],
    text: Set,
    locator: Set,
    mention: Set,
    participle: Set,
    compound: Set,
    explaining: HashSet<u64>,
    determiners: HashSet<u64>,
    bounds: HashSet<u64>,
    openers: HashSet<u64>,
    general: HashSet<u64>,
}

impl<'a> Heads<'a> {
    /// Looks the sets up.
    pub fn of(prose: Prose<'a>) -> Self {
        let set = |name| prose.language.set(name);
        Self {
            prose,
            nouns: Class::ALL.map(|class| set(class.nouns())),
            verbs: Class::ALL.map(|class| set(class.verbs())),
            text: set("~text-noun"),
            locator: set("~locator-noun"),
            mention: set("~mention-verb"),
            participle: set("made-participle"),
            compound: set("compound-noun"),
            explaining: hashes(&EXPLAINING),
            determiners: hashes(&DETERMINERS),
            bounds: hashes(&BOUNDS),
            openers: hashes(&OPENERS),
            general: hashes(&GENERAL),
        }
    }

    /// The class of a noun, if it is a head that references turn on.
    pub fn class(&self, token: Token) -> Option<Class> {
        if token.kind != TokenKind::Word {
            return None;
        }
        let class =
            Class::ALL.into_iter().zip(self.nouns).find(|(_, nouns)| self.prose.language.holds(*nouns, token)).map(|(class, _)| class);
        class.or_else(|| self.is_any_text(token).then_some(Class::Document))
    }

    /// The class of things that a verb brings about: `agreed` an agreement.
    pub fn class_of_verb(&self, token: Token) -> Option<Class> {
        Class::ALL.into_iter().zip(self.verbs).find(|(_, verbs)| self.prose.language.holds(*verbs, token)).map(|(class, _)| class)
    }

    /// Whether a noun can stand for any text: "the document" may be a law.
    pub fn is_any_text(&self, token: Token) -> bool {
        self.prose.language.holds(self.text, token)
    }

    /// Whether a noun names a part of a text.
    pub fn is_locator(&self, token: Token) -> bool {
        self.prose.language.holds(self.locator, token)
    }

    /// Whether a word is a form of a verb that points elsewhere in a text.
    pub fn is_mention(&self, token: Token) -> bool {
        self.prose.language.holds(self.mention, token)
    }

    /// Whether the word right behind a head says by itself which one is meant.
    pub fn explains(&self, token: Token) -> bool {
        self.explaining.contains(&token.hash) || self.prose.language.holds(self.participle, token)
    }

    /// Whether the word right behind a head makes the head its modifier.
    pub fn compounds(&self, token: Token) -> bool {
        self.prose.language.holds(self.compound, token)
    }

    /// Whether a phrase of reference can begin with this token.
    pub fn opens(&self, token: Token) -> bool {
        token.kind == TokenKind::Number || token.kind == TokenKind::Word && self.openers.contains(&token.hash)
    }

    /// Whether a word makes its sentence general: a modal, "you", "often".
    pub fn generalises(&self, token: Token) -> bool {
        self.general.contains(&token.hash)
    }

    /// Whether a token is one of `words`, whatever its case.
    pub fn is_one_of(&self, token: Token, words: &[&str]) -> bool {
        let text = token.span().of(self.prose.text());
        words.iter().any(|word| text.eq_ignore_ascii_case(word))
    }

    /// Whether a word opens a noun phrase: an article, a demonstrative, a possessive.
    pub fn determines(&self, token: Token) -> bool {
        self.determiners.contains(&token.hash)
    }

    /// Whether a word ends a noun phrase that is read backwards: a preposition, a conjunction, an auxiliary, a pronoun.
    pub fn bounds(&self, token: Token) -> bool {
        !matches!(token.kind, TokenKind::Word | TokenKind::Number | TokenKind::Clitic) || self.bounds.contains(&token.hash)
    }

    /// What tells a noun apart from others, whatever its number.
    pub fn lemma(&self, token: Token) -> u64 {
        let text = token.text(self.prose.text());
        let stem = match text.len() {
            len if len > 4 && text.ends_with("ies") => format!("{}y", &text[..len - 3]),
            len if len > 3 && text.ends_with('s') && !text.ends_with("ss") && !text.ends_with("is") => text[..len - 1].to_owned(),
            _ => return token.hash,
        };
        fold_hash(&stem)
    }
}

fn hashes(words: &[&str]) -> HashSet<u64> {
    words.iter().map(|word| fold_hash(word)).collect()
}
