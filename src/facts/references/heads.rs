//! The nouns that phrases of reference turn on, by class, and the closed classes of grammar around them.
//!
//! In goes prose; out come answers about single tokens, each found once a spelling. Knows no phrase.

use crate::facts::Prose;
use crate::facts::dates::{MONTHS, WEEKDAYS};
use crate::language::{ByHash, Set, Table, Token, TokenKind, fold_hash};

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
const OPENERS: [&str; 30] = [
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
];

/// What references are found by, of each spelling.
pub struct Heads {
    table: Table<Spelling>,
}

/// What a spelling is to references.
#[derive(Debug, Clone, Copy)]
struct Spelling {
    class: Option<Class>,
    verb: Option<Class>,
    is: Is,
    /// See [`Heads::lemma`].
    lemma: u64,
    /// See [`Heads::stem`].
    stem: u64,
}

/// Several things at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Is(u32);

impl Is {
    const TEXT: Self = Self(1);
    const LOCATOR: Self = Self(1 << 1);
    const MENTION: Self = Self(1 << 2);
    const EXPLAINING: Self = Self(1 << 3);
    const COMPOUND: Self = Self(1 << 4);
    const OPENER: Self = Self(1 << 5);
    const GENERAL: Self = Self(1 << 6);
    const DETERMINER: Self = Self(1 << 7);
    const BOUND: Self = Self(1 << 8);
    const JOINING: Self = Self(1 << 9);
    const MENTIONED: Self = Self(1 << 10);
    const MONTH: Self = Self(1 << 11);
    const DAY: Self = Self(1 << 12);
    const LIGHT: Self = Self(1 << 13);
    const SITUATION: Self = Self(1 << 14);
    const ARTICLELESS: Self = Self(1 << 15);
    const PRESS: Self = Self(1 << 16);
}

/// The closed classes of words, and what they are.
const CLOSED: [(&[&str], Is); 7] = [
    (&EXPLAINING, Is::EXPLAINING),
    (&DETERMINERS, Is::DETERMINER),
    (&BOUNDS, Is::BOUND),
    (&OPENERS, Is::OPENER),
    (&GENERAL, Is::GENERAL),
    (&["and", "with"], Is::JOINING),
    (&["aforementioned", "aforesaid", "abovementioned", "forementioned", "aforenamed", "mentioned", "said"], Is::MENTIONED),
];

impl Heads {
    /// Looks every spelling up.
    pub fn of(prose: Prose<'_>) -> Self {
        let set = |name| prose.language.set(name);
        let (nouns, verbs) = (Class::ALL.map(|class| set(class.nouns())), Class::ALL.map(|class| set(class.verbs())));
        let sets = [
            (set("~text-noun"), Is::TEXT),
            (set("~locator-noun"), Is::LOCATOR),
            (set("~mention-verb"), Is::MENTION),
            (set("made-participle"), Is::EXPLAINING),
            (set("compound-noun"), Is::COMPOUND),
            (set("light-adjective"), Is::LIGHT),
            (set("~situation-noun"), Is::SITUATION),
            (set("articleless-noun"), Is::ARTICLELESS),
            (set("~press-noun"), Is::PRESS),
        ];
        let mut closed: ByHash<u32> = ByHash::default();
        for (words, is) in CLOSED {
            words.iter().for_each(|word| *closed.entry(fold_hash(word)).or_default() |= is.0);
        }
        for (words, is) in [(MONTHS, Is::MONTH), (WEEKDAYS, Is::DAY), ("yesterday", Is::DAY)] {
            words.split(' ').for_each(|word| *closed.entry(fold_hash(word)).or_default() |= is.0 | Is::OPENER.0);
        }
        let table = prose.vocabulary.table(|token| {
            let class_of = |sets: [Set; CLASSES]| {
                let mut classes = Class::ALL.into_iter().zip(sets).filter(|_| prose.language.knows(token));
                classes.find(|(_, set)| prose.language.holds(*set, token)).map(|(class, _)| class)
            };
            let of_sets = sets.iter().filter(|(set, _)| prose.language.holds(*set, token)).fold(0, |all, (_, is)| all | is.0);
            let is = Is(of_sets | closed.get(&token.hash).copied().unwrap_or_default());
            let class = class_of(nouns).or_else(|| (is.0 & Is::TEXT.0 != 0).then_some(Class::Document));
            Spelling {
                class: class.filter(|_| token.kind == TokenKind::Word),
                verb: class_of(verbs),
                is,
                lemma: lemma(&token.text(prose.text())).unwrap_or(token.hash),
                stem: stem(&token.text(prose.text())),
            }
        });
        Self { table }
    }

    fn is(&self, token: Token, is: Is) -> bool {
        self.table.of(token).is.0 & is.0 != 0
    }

    /// The class of a noun, if it is a head that references turn on.
    pub fn class(&self, token: Token) -> Option<Class> {
        self.table.of(token).class
    }

    /// The class of things that a verb brings about: `agreed` an agreement.
    pub fn class_of_verb(&self, token: Token) -> Option<Class> {
        self.table.of(token).verb
    }

    /// Whether a noun can stand for any text: "the document" may be a law.
    pub fn is_any_text(&self, token: Token) -> bool {
        self.is(token, Is::TEXT)
    }

    /// Whether a word is the name of a month.
    pub fn is_month(&self, token: Token) -> bool {
        self.is(token, Is::MONTH)
    }

    /// Whether a word is the name of a day of the week, or "yesterday".
    pub fn is_day(&self, token: Token) -> bool {
        self.is(token, Is::DAY)
    }

    /// Whether a noun names a part of a text.
    pub fn is_locator(&self, token: Token) -> bool {
        self.is(token, Is::LOCATOR)
    }

    /// Whether a word is a form of a verb that points elsewhere in a text.
    pub fn is_mention(&self, token: Token) -> bool {
        self.is(token, Is::MENTION)
    }

    /// Whether a word says that something was mentioned before.
    pub fn looks_back(&self, token: Token) -> bool {
        self.is(token, Is::MENTIONED)
    }

    /// Whether a word joins two things: "and", "with".
    pub fn joins(&self, token: Token) -> bool {
        token.kind == TokenKind::Word && self.is(token, Is::JOINING)
    }

    /// Whether the word right behind a head says by itself which one is meant.
    pub fn explains(&self, token: Token) -> bool {
        self.is(token, Is::EXPLAINING)
    }

    /// Whether the word right behind a head makes the head its modifier.
    pub fn compounds(&self, token: Token) -> bool {
        self.is(token, Is::COMPOUND)
    }

    /// Whether a word may stand between "the" and its noun without telling which one is meant.
    pub fn is_light(&self, token: Token) -> bool {
        self.is(token, Is::LIGHT)
    }

    /// Whether a noun can sum up what was just said: "this arrangement".
    pub fn sums_up(&self, token: Token) -> bool {
        self.is(token, Is::SITUATION)
    }

    /// Whether a noun names a piece of a newspaper, without being a head of references itself.
    pub fn is_press(&self, token: Token) -> bool {
        self.is(token, Is::PRESS)
    }

    /// Whether a noun needs no article, or may be a verb.
    pub fn lacks_article(&self, token: Token) -> bool {
        self.is(token, Is::ARTICLELESS)
    }

    /// Whether a phrase of reference can begin with this token.
    pub fn opens(&self, token: Token) -> bool {
        token.kind == TokenKind::Number || token.kind == TokenKind::Word && self.is(token, Is::OPENER)
    }

    /// Whether a word makes its sentence general: a modal, "you", "often".
    pub fn generalises(&self, token: Token) -> bool {
        self.is(token, Is::GENERAL)
    }

    /// Whether a word opens a noun phrase: an article, a demonstrative, a possessive.
    pub fn determines(&self, token: Token) -> bool {
        self.is(token, Is::DETERMINER)
    }

    /// Whether a word ends a noun phrase that is read backwards: a preposition, a conjunction, an auxiliary, a pronoun.
    pub fn bounds(&self, token: Token) -> bool {
        !matches!(token.kind, TokenKind::Word | TokenKind::Number | TokenKind::Clitic) || self.is(token, Is::BOUND)
    }

    /// What a verb and the noun made from it have in common.
    pub fn stem(&self, token: Token) -> u64 {
        self.table.of(token).stem
    }

    /// What tells a noun apart from others, whatever its number.
    pub fn lemma(&self, token: Token) -> u64 {
        self.table.of(token).lemma
    }
}

/// What verbs and the nouns made from them have in common: `prop` of "proposed" and "proposal".
fn stem(text: &str) -> u64 {
    let text = text.to_lowercase();
    let bare = ["ing", "ed", "es", "s", "e"].iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(&text);
    let end = bare.char_indices().nth(4).map_or(bare.len(), |(end, _)| end);
    fold_hash(&bare[..end])
}

/// What tells a plural apart from other words, as its singular does; `None` where it is none.
fn lemma(text: &str) -> Option<u64> {
    match text.len() {
        len if len > 4 && text.ends_with("ies") => Some(fold_hash(&format!("{}y", &text[..len - 3]))),
        len if len > 3 && text.ends_with('s') && !text.ends_with("ss") && !text.ends_with("is") => Some(fold_hash(&text[..len - 1])),
        _ => None,
    }
}
