//! What each token can be in an attribution: a verb of speech, a preposition, a title, …
//!
//! In goes the prose; out comes one [`Class`] a token, looked up once. Knows lexicons and forms of words, but no clause.

use crate::facts::Prose;
use crate::language::{Set, Token, TokenKind};

/// What a token can be, several things at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Class(u64);

impl Class {
    pub(super) const SAY: Self = Self(1);
    pub(super) const WRITE: Self = Self(1 << 1);
    pub(super) const ACT: Self = Self(1 << 2);
    pub(super) const BELIEVE: Self = Self(1 << 3);
    pub(super) const INTEND: Self = Self(1 << 4);
    /// Any of the five above in its base form.
    pub(super) const BASE: Self = Self(1 << 5);
    /// A verb that attributes only with a clause or a quotation.
    pub(super) const NEEDS_CLAUSE: Self = Self(1 << 6);
    pub(super) const SAY_NOUN: Self = Self(1 << 7);
    pub(super) const PUBLICATION: Self = Self(1 << 8);
    pub(super) const ROLE: Self = Self(1 << 9);
    pub(super) const ORGANISATION: Self = Self(1 << 10);
    pub(super) const HEARSAY: Self = Self(1 << 11);
    pub(super) const ACCORDING: Self = Self(1 << 12);
    pub(super) const DETERMINER: Self = Self(1 << 13);
    pub(super) const QUANTIFIER: Self = Self(1 << 14);
    pub(super) const SUBJECT: Self = Self(1 << 15);
    pub(super) const OBJECT: Self = Self(1 << 16);
    pub(super) const PREPOSITION: Self = Self(1 << 17);
    pub(super) const CONJUNCTION: Self = Self(1 << 18);
    pub(super) const AUXILIARY: Self = Self(1 << 19);
    pub(super) const ADVERB: Self = Self(1 << 20);
    pub(super) const RELATIVE: Self = Self(1 << 21);
    pub(super) const BE: Self = Self(1 << 22);
    pub(super) const HAVE: Self = Self(1 << 23);
    pub(super) const POSSESSIVE: Self = Self(1 << 24);
    pub(super) const THAT: Self = Self(1 << 25);
    pub(super) const TO: Self = Self(1 << 26);
    pub(super) const OF: Self = Self(1 << 27);
    pub(super) const BY: Self = Self(1 << 28);
    /// A capitalised word that is no function word, or an acronym; at a sentence's start still to be doubted.
    pub(super) const CAPITAL: Self = Self(1 << 29);
    pub(super) const AUTHORITY: Self = Self(1 << 30);
    pub(super) const WEEKDAY: Self = Self(1 << 31);
    pub(super) const AND: Self = Self(1 << 32);
    pub(super) const NOT: Self = Self(1 << 33);
    pub(super) const WH: Self = Self(1 << 34);
    pub(super) const ON: Self = Self(1 << 35);
    pub(super) const TIME: Self = Self(1 << 36);
    /// A verb that leads over to a verb of speech: "continued to claim".
    pub(super) const CATENATIVE: Self = Self(1 << 37);
    pub(super) const ATTITUDE: Self = Self(1 << 38);
    /// A verb that is as often a noun: "calls", "states".
    pub(super) const NOUN_TOO: Self = Self(1 << 39);
    /// A verb of wanting that attributes whatever its object is.
    pub(super) const WANT: Self = Self(1 << 40);
    pub(super) const BELIEVE_NOUN: Self = Self(1 << 41);
    /// A verb that is one of speech only beside a quotation: "went on".
    pub(super) const RESUME: Self = Self(1 << 42);
    pub(super) const VERB: Self = Self(0b1_1111);
    pub(super) const FUNCTION: Self = Self(
        Self::DETERMINER.0
            | Self::QUANTIFIER.0
            | Self::SUBJECT.0
            | Self::OBJECT.0
            | Self::PREPOSITION.0
            | Self::CONJUNCTION.0
            | Self::AUXILIARY.0,
    );

    pub(super) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// How far back the opening mark of a short quotation is looked for, in tokens.
const QUOTED_REACH: usize = 24;

/// Which lexicon gives which class.
const LEXICONS: [(&str, Class); 39] = [
    ("~say", Class::SAY),
    ("~write-verb", Class::WRITE),
    ("~resuming-verb", Class::SAY),
    ("~resuming-verb", Class::RESUME),
    ("~speech-act", Class::ACT),
    ("~believe", Class::BELIEVE),
    ("~intend", Class::INTEND),
    ("say", Class::BASE),
    ("write-verb", Class::BASE),
    ("speech-act", Class::BASE),
    ("believe", Class::BASE),
    ("intend", Class::BASE),
    ("~clause-verb", Class::NEEDS_CLAUSE),
    ("~say-noun", Class::SAY_NOUN),
    ("~publication", Class::PUBLICATION),
    ("~person-role", Class::ROLE),
    ("~organisation", Class::ORGANISATION),
    ("~institution", Class::ORGANISATION),
    ("hearsay", Class::HEARSAY),
    ("according", Class::ACCORDING),
    ("determiner", Class::DETERMINER),
    ("quantifier", Class::QUANTIFIER),
    ("subject-pronoun", Class::SUBJECT),
    ("object-pronoun", Class::OBJECT),
    ("relative", Class::RELATIVE),
    ("preposition", Class::PREPOSITION),
    ("conjunction", Class::CONJUNCTION),
    ("auxiliary", Class::AUXILIARY),
    ("adverb", Class::ADVERB),
    ("authority", Class::AUTHORITY),
    ("people", Class::AUTHORITY),
    ("time-noun", Class::TIME),
    ("~want", Class::WANT),
    ("~believe-noun", Class::BELIEVE_NOUN),
    ("~noun-verb", Class::NOUN_TOO),
    ("~say-noun", Class::NOUN_TOO),
    ("~publication", Class::NOUN_TOO),
    ("~catenative", Class::CATENATIVE),
    ("attitude", Class::ATTITUDE),
];

/// How a verb is inflected, as far as its ending tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Base,
    /// `says`.
    Third,
    /// `said`, past tense or participle.
    Past,
    /// `saying`.
    Ing,
}

/// The classes of all tokens, by index.
pub(super) struct Words<'a> {
    pub(super) prose: Prose<'a>,
    classes: Vec<Class>,
    /// How many tokens an entry that starts here covers; 1 for most.
    lengths: Vec<u8>,
}

impl<'a> Words<'a> {
    pub(super) fn read(prose: Prose<'a>) -> Self {
        let sets = LEXICONS.map(|(name, class)| (prose.language.set(name), class));
        let attributing = prose.language.set("attributing");
        let known = Known { sets, prose };
        let classes = prose.vocabulary.table(|token| known.class(token));
        let mut words = Self { prose, classes: Vec::with_capacity(prose.tokens.len()), lengths: vec![1; prose.tokens.len()] };
        for (i, token) in prose.tokens.iter().enumerate() {
            let mut class = *classes.of(*token);
            let length = prose.language.longest(attributing, prose.tokens.get(i..(i + 8).min(prose.tokens.len())).unwrap_or_default());
            if length > 1 {
                class = class.or(known.phrase(&prose.tokens[i..i + length]));
                words.lengths[i] = u8::try_from(length).unwrap_or(1);
            }
            let before = words.classes.last().copied().unwrap_or_default();
            words.classes.push(match token.kind {
                TokenKind::Clitic => clitic(&token.text(prose.text()), before, i.checked_sub(1).map(|p| prose.tokens[p]), prose),
                TokenKind::Quote if words.is_plural_possessive(i) => Class::POSSESSIVE,
                _ if words.is_initial(i) || words.is_forename(i, class, before) => class.without(Class::FUNCTION).or(Class::CAPITAL),
                _ => class,
            });
        }
        words
    }

    /// Whether the auxiliary at `i` is a forename: "Will Roe", "May Holt" inside a sentence.
    fn is_forename(&self, i: usize, class: Class, before: Class) -> bool {
        let capital = |i: usize| self.token(i).is_some_and(|token| token.kind == TokenKind::Word && token.capital());
        class.any(Class::AUXILIARY) && capital(i) && capital(i + 1) && i > 0 && !before.any(Class::CAPITAL) && {
            let sentence = self.token(i).and_then(|token| self.prose.sentence_at(token.start as usize));
            sentence.is_some_and(|sentence| self.prose.sentences[sentence].tokens.start < i)
        }
    }

    /// Whether the letter at `i` stands for a forename: the "A" of "Mara A. Holt" is no article, the "I" of "I. Roe" no pronoun.
    fn is_initial(&self, i: usize) -> bool {
        let (Some(letter), Some(stop), Some(name)) = (self.token(i), self.token(i + 1), self.token(i + 2)) else { return false };
        let initial = letter.kind == TokenKind::Word && letter.end - letter.start == 1 && letter.capital();
        initial && !stop.spaced() && stop.is(self.prose.text(), ".") && name.kind == TokenKind::Word && name.capital()
    }

    /// Whether the mark at `i` is the apostrophe of a plural possessor: "the mill owners' association". A quotation would have had to
    /// open with the same sort of mark shortly before.
    fn is_plural_possessive(&self, i: usize) -> bool {
        let text = |i: usize| self.token(i).map_or("", |token| token.span().of(self.prose.text()));
        let apostrophe = |i: usize| matches!(text(i), "'" | "’");
        let (Some(mark), Some(next), Some(before)) = (self.token(i), self.token(i + 1), i.checked_sub(1)) else { return false };
        let shaped = apostrophe(i) && !mark.spaced() && next.spaced() && next.kind == TokenKind::Word && !next.capital();
        shaped && text(before).ends_with('s') && !(i.saturating_sub(QUOTED_REACH)..i).any(|i| matches!(text(i), "'" | "‘"))
    }

    pub(super) fn class(&self, i: usize) -> Class {
        self.classes.get(i).copied().unwrap_or_default()
    }

    pub(super) fn is(&self, i: usize, class: Class) -> bool {
        self.class(i).any(class)
    }

    /// How many tokens the entry at `i` covers.
    pub(super) fn length(&self, i: usize) -> usize {
        self.lengths.get(i).map_or(1, |length| usize::from(*length))
    }

    pub(super) fn token(&self, i: usize) -> Option<Token> {
        self.prose.tokens.get(i).copied()
    }

    pub(super) fn is_word(&self, i: usize) -> bool {
        self.token(i).is_some_and(Token::is_word)
    }

    pub(super) fn is_quote(&self, i: usize) -> bool {
        self.token(i).is_some_and(|token| token.kind == TokenKind::Quote)
    }

    /// Whether the token is one of these marks.
    pub(super) fn is_mark(&self, i: usize, marks: &[&str]) -> bool {
        self.token(i).is_some_and(|token| token.kind == TokenKind::Punctuation && marks.contains(&token.span().of(self.prose.text())))
    }

    /// Whether the token is an adverb that may stand between a subject and its verb.
    pub(super) fn is_adverb(&self, i: usize) -> bool {
        self.is(i, Class::ADVERB)
            || self.token(i).is_some_and(|token| {
                token.kind == TokenKind::Word && !token.capital() && {
                    let text = token.span().of(self.prose.text());
                    text.len() > 4 && text.ends_with("ly") && !self.is(i, Class::VERB.or(Class::ROLE))
                }
            })
    }

    /// Whether the word looks like a plural noun.
    pub(super) fn is_plural(&self, i: usize) -> bool {
        self.token(i).is_some_and(|token| {
            let text = token.span().of(self.prose.text());
            (text.len() > 3 && text.ends_with('s') && !["ss", "us", "is"].iter().any(|end| text.ends_with(end)))
                || ["people", "men", "women", "children", "media", "police", "data"].iter().any(|word| text.eq_ignore_ascii_case(word))
        })
    }

    /// How the verb at `i` is inflected.
    pub(super) fn form(&self, i: usize) -> Form {
        let text = self.token(i).map(|token| token.text(self.prose.text())).unwrap_or_default();
        // The past of these is the base form too, and the more frequent.
        let unchanged = ["put", "read", "set", "cast", "bet"].iter().any(|word| text.eq_ignore_ascii_case(word));
        if self.is(i, Class::BASE) && !unchanged {
            Form::Base
        } else if text.ends_with("ing") {
            Form::Ing
        } else if text.ends_with('s') && !text.eq_ignore_ascii_case("was") {
            Form::Third
        } else {
            Form::Past
        }
    }
}

/// The sets that give classes.
struct Known<'a> {
    sets: [(Set, Class); LEXICONS.len()],
    prose: Prose<'a>,
}

impl Known<'_> {
    /// The class of a spelling.
    fn class(&self, token: Token) -> Class {
        let capital = if token.kind == TokenKind::Word && token.capital() { Class::CAPITAL } else { Class::default() };
        let sets = if self.prose.language.knows(token) { self.sets.as_slice() } else { &[] };
        let of_sets = sets.iter().filter(|(set, _)| self.prose.language.holds(*set, token));
        let class = of_sets.fold(capital, |class, (_, of_set)| class.or(*of_set)).or(grammar(&token.text(self.prose.text())));
        match class.any(Class::FUNCTION.or(Class::ADVERB)) && !token.inner_capital() {
            true => class.without(Class::CAPITAL),
            false => class,
        }
    }

    /// The classes of a set phrase.
    fn phrase(&self, tokens: &[Token]) -> Class {
        let holds = |set: Set| self.prose.language.longest(set, tokens) == tokens.len();
        self.sets.iter().filter(|(set, _)| holds(*set)).fold(Class::default(), |class, (_, of_set)| class.or(*of_set))
    }
}

/// What a single function word is beyond its word class.
fn grammar(text: &str) -> Class {
    const LONGEST: usize = "wednesday".len();
    if text.len() > LONGEST {
        return Class::default();
    }
    match text.to_ascii_lowercase().as_str() {
        "am" | "is" | "are" | "was" | "were" | "be" | "been" | "being" => Class::BE,
        "has" | "have" | "had" | "having" => Class::HAVE,
        "who" | "which" | "whom" => Class::RELATIVE,
        "that" => Class::THAT.or(Class::RELATIVE),
        "to" => Class::TO,
        "of" => Class::OF,
        "by" => Class::BY,
        "on" => Class::ON,
        "and" | "or" | "but" => Class::AND,
        "not" | "never" | "no" => Class::NOT,
        "how" | "why" | "what" | "whether" | "if" | "where" | "when" => Class::WH,
        "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday" => Class::WEEKDAY,
        _ => Class::default(),
    }
}

/// What a clitic is, after the word of class `before`.
fn clitic(text: &str, before: Class, host: Option<Token>, prose: Prose<'_>) -> Class {
    let tail: String = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let pronoun = before.any(Class::SUBJECT.or(Class::RELATIVE).or(Class::WH))
        || host.is_some_and(|host| matches!(host.text(prose.text()).as_ref(), "here" | "Here" | "let" | "Let"));
    match tail.as_str() {
        "s" if pronoun => Class::AUXILIARY.or(Class::BE).or(Class::HAVE),
        "s" => Class::POSSESSIVE,
        "re" | "m" => Class::AUXILIARY.or(Class::BE),
        "ve" => Class::AUXILIARY.or(Class::HAVE),
        "d" | "ll" => Class::AUXILIARY,
        "nt" => Class::ADVERB.or(Class::NOT),
        _ => Class::default(),
    }
}
