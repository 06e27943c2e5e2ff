//! What a rule can ask of the facts: one row for each `match.fact.<fact>.<fault>`.
//!
//! The one place that knows names, parameters, placeholders and labels. Rule files are read by it, and the table in
//! `docs/rules.md` is written from it.

use serde::{Deserialize, Serialize};

use crate::kinds::{CitationKind, ClaimKind, DefinitionKind, Named, ReferenceKind};

/// One thing that a rule can ask.
#[derive(Debug, Clone, Copy)]
pub struct Question {
    /// What the engine answers.
    pub ask: Ask,
    /// The kind of fact.
    pub fact: &'static str,
    /// What is wrong with it.
    pub fault: &'static str,
    /// What it finds, in a few words.
    pub finds: &'static str,
    /// What can be set.
    pub parameters: &'static [Parameter],
    /// What it fills beside `{match}`.
    pub placeholders: &'static [&'static str],
    /// What is shown beside the words at fault; empty where nothing is.
    pub labels: &'static str,
    /// Whose words it is about, where the rule's scope is prose.
    pub reach: Reach,
}

/// The questions, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each has its row in the table, which says what it is")]
pub enum Ask {
    AcronymUndefined,
    AcronymLate,
    AcronymUnused,
    AcronymConflicting,
    AcronymDoubled,
    AttributionSourceless,
    AttributionUnidentified,
    CitationBroken,
    CitationUnused,
    CitationDuplicate,
    CitationUnreadable,
    CitationUntraceable,
    CitationBare,
    ClaimUnsourced,
    DateUnanchored,
    DateVague,
    DateImpossible,
    DateMismatched,
    DateAmbiguous,
    DateMistimed,
    DateRelative,
    DateReversed,
    DateMisaged,
    DateMisspanned,
    DateMisreckoned,
    DateAhead,
    DateOverdue,
    MetadataMissing,
    MetadataRequired,
    MetadataMalformed,
    NameVaried,
    NameSounded,
    NameRetitled,
    NameHeadlined,
    NumberImpossible,
    NumberOverprecise,
    NumberUnsummed,
    NumberMiscalculated,
    NumberPoints,
    NumberMiscounted,
    NumberMisdirected,
    NumberMultiplied,
    NumberOverdrawn,
    NumberMisconverted,
    NumberMistotalled,
    NumberReversed,
    NumberMisjoined,
    NumberRescaled,
    NumberVaried,
    NumberHeadlined,
    PassageRepeated,
    QuotationUnattributed,
    QuotationUnlocated,
    QuotationUnclosed,
    QuotationSlipped,
    ReferenceUnresolved,
    SpellingMixed,
    SpellingHyphened,
}

/// Whose words a question is about, where the rule's scope is prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The author's own.
    Own,
    /// The author's own and quoted ones, which are looked at from outside.
    Quoted,
    /// All: markup stands where it stands.
    All,
}

/// One parameter.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its name in the table.
    pub name: &'static str,
    /// What it may be.
    pub takes: Takes,
    /// What it says, in a few words.
    pub says: &'static str,
}

/// What a parameter may be.
#[derive(Debug, Clone, Copy)]
pub enum Takes {
    /// A list of these names; all where it is absent.
    Kinds(fn() -> Vec<&'static str>),
    /// A whole number: the least that it may be, and what it is where it is absent.
    Count(usize, usize),
    /// A number from 0 to 1, and what it is where it is absent.
    Share(f64),
    /// A list of names, which must be there.
    Fields,
    /// `true` or `false`, which it is where it is absent.
    Flag,
}

/// The names of the kinds of a fact.
fn names<K: Named>() -> Vec<&'static str> {
    K::NAMES.iter().map(|(name, _)| *name).collect()
}

/// The kinds of pointers that can be broken: those that lead somewhere.
fn pointers() -> Vec<&'static str> {
    let pointer = |kind: &CitationKind| !matches!(kind, CitationKind::SourceLine | CitationKind::BareAddress);
    CitationKind::NAMES.iter().filter(|(_, kind)| pointer(kind)).map(|(name, _)| *name).collect()
}

/// The kinds of definitions that want a pointer. An anchor may be meant for links from elsewhere.
fn pointed() -> Vec<&'static str> {
    DefinitionKind::NAMES.iter().filter(|(_, kind)| *kind != DefinitionKind::Anchor).map(|(name, _)| *name).collect()
}

const KINDS: &str = "which kinds";
const WORDS: &str = "from how many words on";

/// A row without parameters.
const fn plain(ask: Ask, fact: &'static str, fault: &'static str, finds: &'static str) -> Question {
    Question { ask, fact, fault, finds, parameters: &[], placeholders: &[], labels: "", reach: Reach::Own }
}

const fn count(name: &'static str, absent: usize, says: &'static str) -> Parameter {
    Parameter { name, takes: Takes::Count(1, absent), says }
}

const fn kinds(names: fn() -> Vec<&'static str>) -> Parameter {
    Parameter { name: "kinds", takes: Takes::Kinds(names), says: KINDS }
}

/// Every question, by fact and fault.
pub const QUESTIONS: &[Question] = &[
    Question {
        parameters: &[
            count("min-uses", 1, "how often it stands in the prose"),
            count("min-letters", 1, "how long it is"),
            Parameter { name: "spelled-out", takes: Takes::Flag, says: "only where its letters fit words of the text" },
        ],
        placeholders: &["acronym", "uses", "guess"],
        labels: "the next uses, and words that it may stand for",
        ..plain(
            Ask::AcronymUndefined,
            "acronym",
            "undefined",
            "a short form that nothing spells out; those in the lexicon `acronym-known` and under `[vocabulary] acronyms` need none",
        )
    },
    Question {
        placeholders: &["acronym", "long"],
        labels: "the long form",
        ..plain(Ask::AcronymLate, "acronym", "late", "one that is spelled out only after its first use")
    },
    Question {
        placeholders: &["acronym", "long"],
        labels: "the long form",
        ..plain(Ask::AcronymUnused, "acronym", "unused", "one that is introduced and never used")
    },
    Question {
        placeholders: &["acronym", "long", "first"],
        labels: "both long forms",
        ..plain(Ask::AcronymConflicting, "acronym", "conflicting", "one that is introduced for two things; `{first}` is the first")
    },
    Question {
        placeholders: &["acronym", "long", "first"],
        labels: "the long form and its first short form",
        ..plain(Ask::AcronymDoubled, "acronym", "doubled", "one for what has another short form already, which is `{first}`")
    },
    Question {
        placeholders: &["source", "cue"],
        ..plain(Ask::AttributionSourceless, "attribution", "sourceless", "words that report and name nobody: \"is thought to\"")
    },
    Question {
        placeholders: &["source", "cue"],
        ..plain(
            Ask::AttributionUnidentified,
            "attribution",
            "unidentified",
            "a source of speech whom a reader could not find: \"an insider\"",
        )
    },
    Question {
        parameters: &[kinds(pointers)],
        placeholders: &["kind", "fault"],
        reach: Reach::All,
        ..plain(Ask::CitationBroken, "citation", "broken", "a pointer that leads nowhere; `{fault}` says why")
    },
    Question {
        parameters: &[kinds(pointed)],
        placeholders: &["kind"],
        reach: Reach::All,
        ..plain(
            Ask::CitationUnused,
            "citation",
            "unused",
            "a note that nothing points to; an entry in the list of sources, where others of the list are pointed to",
        )
    },
    Question {
        parameters: &[kinds(names::<DefinitionKind>)],
        placeholders: &["kind"],
        labels: "the first definition",
        reach: Reach::All,
        ..plain(Ask::CitationDuplicate, "citation", "duplicate", "a note, anchor or entry that bears the label of one before it")
    },
    Question {
        placeholders: &["fault"],
        reach: Reach::All,
        ..plain(
            Ask::CitationUnreadable,
            "citation",
            "unreadable",
            "a file of sources, named under `bibliography` in the front matter, that has a fault; `{fault}` says where",
        )
    },
    Question {
        reach: Reach::All,
        ..plain(Ask::CitationUntraceable, "citation", "untraceable", "a \"Source: …\" line without a way to find the source")
    },
    Question { reach: Reach::All, ..plain(Ask::CitationBare, "citation", "bare", "a bare address") },
    Question {
        parameters: &[
            kinds(names::<ClaimKind>),
            Parameter { name: "min-score", takes: Takes::Share(0.5), says: "how much of a claim it is, from 0 to 1" },
        ],
        placeholders: &["kind", "reasons"],
        ..plain(Ask::ClaimUnsourced, "claim", "unsourced", "a sentence that claims, and neither cites nor is said by an identified source")
    },
    plain(
        Ask::DateUnanchored,
        "date",
        "unanchored",
        "a relative time, where neither text nor metadata tell what it counts from: \"last Friday\"",
    ),
    plain(Ask::DateVague, "date", "vague", "a time that no calendar has: \"recently\""),
    Question {
        placeholders: &["date"],
        ..plain(
            Ask::DateRelative,
            "date",
            "relative",
            "a relative time that the seed's own date makes a day, month or year, which is `{date}`",
        )
    },
    plain(Ask::DateImpossible, "date", "impossible", "a day that its month does not have: \"31 April\""),
    plain(Ask::DateAmbiguous, "date", "ambiguous", "a date in figures whose month two countries read differently: \"03/04/2021\""),
    plain(Ask::DateMistimed, "date", "mistimed", "a time of day that no clock shows: \"at 10:75\", \"14:30 p.m.\""),
    Question {
        placeholders: &["weekday"],
        ..plain(Ask::DateMismatched, "date", "mismatched", "a date with its year whose weekday is another; `{weekday}` says which")
    },
    plain(
        Ask::DateReversed,
        "date",
        "reversed",
        "a span that ends before it begins: \"from 2014 to 2009\", \"born in 1950, died in 1920\"",
    ),
    Question {
        placeholders: &["age", "expected"],
        labels: "the two dates",
        ..plain(Ask::DateMisaged, "date", "misaged", "an age at death that does not fit the years of birth and death beside it")
    },
    Question {
        placeholders: &["sum"],
        labels: "the two years",
        ..plain(
            Ask::DateMisspanned,
            "date",
            "misspanned",
            "a number of years that does not fit the two years beside it: \"the 12 years from 2001 to 2011\"",
        )
    },
    Question {
        placeholders: &["sum"],
        labels: "the year",
        ..plain(
            Ask::DateMisreckoned,
            "date",
            "misreckoned",
            "a count of years that the two dates do not make: \"ten years ago, in 2001\" in a seed of 2015, \"the 50th anniversary of the 1955 flood\"",
        )
    },
    Question {
        placeholders: &["dated"],
        ..plain(Ask::DateAhead, "date", "ahead", "a past tense with a date after the seed's own, which is `{dated}`")
    },
    Question {
        placeholders: &["dated"],
        ..plain(Ask::DateOverdue, "date", "overdue", "a future tense with a date before the seed's own, which is `{dated}`")
    },
    Question {
        parameters: &[Parameter { name: "fields", takes: Takes::Fields, says: "the field, then other names for it" }],
        placeholders: &["field"],
        reach: Reach::All,
        ..plain(Ask::MetadataMissing, "metadata", "missing", "a field that the front matter lacks")
    },
    Question {
        placeholders: &["field"],
        reach: Reach::All,
        ..plain(Ask::MetadataRequired, "metadata", "required", "fields that `[metadata] required` names and the front matter lacks")
    },
    Question {
        placeholders: &["fault"],
        reach: Reach::All,
        ..plain(Ask::MetadataMalformed, "metadata", "malformed", "front matter that cannot be read")
    },
    Question {
        placeholders: &["other"],
        labels: "the other spelling",
        ..plain(Ask::NameVaried, "name", "varied", "a name that stands elsewhere with one letter more, less or another")
    },
    Question {
        placeholders: &["other"],
        labels: "the other spelling",
        ..plain(Ask::NameSounded, "name", "sounded", "a name that stands elsewhere in another spelling that sounds the same")
    },
    Question {
        placeholders: &["title"],
        labels: "the other title",
        ..plain(Ask::NameRetitled, "name", "retitled", "a person with another title than before: \"Minister Rask\", \"Secretary Rask\"")
    },
    Question {
        placeholders: &["other"],
        labels: "the spelling of the text",
        ..plain(Ask::NameHeadlined, "name", "headlined", "a name in the title that the text spells otherwise; for `scope = \"heading\"`")
    },
    plain(Ask::NumberImpossible, "number", "impossible", "a part that is more than its whole: \"12 out of 10\""),
    plain(Ask::NumberOverprecise, "number", "overprecise", "a number exact to its last digit that is called approximate: \"about 4,327\""),
    Question {
        placeholders: &["sum"],
        labels: "the other shares",
        ..plain(Ask::NumberUnsummed, "number", "unsummed", "shares that do not make a hundred percent with \"the remaining\" ones")
    },
    Question {
        placeholders: &["expected"],
        labels: "the numbers of the change",
        ..plain(
            Ask::NumberMiscalculated,
            "number",
            "miscalculated",
            "a change in percent that does not fit its numbers: \"up 20 percent, from 40 to 50\"",
        )
    },
    Question {
        labels: "the percentages",
        ..plain(Ask::NumberPoints, "number", "points", "percentage points called percent: \"up 2 percent, from 3 percent to 5 percent\"")
    },
    Question { placeholders: &["items"], ..plain(Ask::NumberMiscounted, "number", "miscounted", "\"three reasons:\" above a list of two") },
    Question {
        placeholders: &["from", "to", "which"],
        labels: "the numbers of the change",
        ..plain(
            Ask::NumberMisdirected,
            "number",
            "misdirected",
            "a verb of rise or fall that its numbers contradict: \"rose from 50 to 40\"",
        )
    },
    Question {
        placeholders: &["from", "to", "ratio"],
        labels: "the numbers of the change",
        ..plain(Ask::NumberMultiplied, "number", "multiplied", "\"doubled\", \"halved\" and their like of two numbers that do otherwise")
    },
    plain(Ask::NumberOverdrawn, "number", "overdrawn", "a fall of more than a hundred percent"),
    Question {
        placeholders: &["sum", "share"],
        labels: "the share in words",
        ..plain(
            Ask::NumberMisconverted,
            "number",
            "misconverted",
            "a percentage beside the same share told otherwise: \"a third (28 percent)\"",
        )
    },
    Question {
        placeholders: &["sum"],
        labels: "the parts",
        ..plain(
            Ask::NumberMistotalled,
            "number",
            "mistotalled",
            "a total that its parts do not make: \"14 members: five women and eight men\"",
        )
    },
    plain(Ask::NumberMisjoined, "number", "misjoined", "a range with \"between\" and \"to\" or a dash: \"between 5 to 10\""),
    plain(Ask::NumberReversed, "number", "reversed", "a range that runs backwards: \"between 80 and 40 million\", \"pages 45–31\""),
    Question {
        placeholders: &["other"],
        labels: "the other figure",
        ..plain(Ask::NumberRescaled, "number", "rescaled", "the figure of one thing with \"million\" here and \"billion\" there")
    },
    Question {
        placeholders: &["other"],
        labels: "the other number",
        ..plain(Ask::NumberVaried, "number", "varied", "\"the 12 council members\" here, \"the 14 council members\" there")
    },
    Question {
        placeholders: &["other", "number"],
        labels: "the numbers of the text",
        ..plain(
            Ask::NumberHeadlined,
            "number",
            "headlined",
            "a number in the title that the text gives otherwise; for `scope = \"heading\"`",
        )
    },
    Question {
        // The fact knows no shorter ones.
        parameters: &[Parameter { name: "min-words", takes: Takes::Count(12, 12), says: WORDS }],
        placeholders: &["words"],
        labels: "where it stands first",
        ..plain(Ask::PassageRepeated, "passage", "repeated", "a passage that stands twice")
    },
    Question {
        parameters: &[count("min-words", 4, WORDS)],
        placeholders: &["words"],
        reach: Reach::Quoted,
        ..plain(Ask::QuotationUnattributed, "quotation", "unattributed", "a quotation without a speaker and without a source")
    },
    Question {
        parameters: &[count("min-words", 4, WORDS)],
        placeholders: &["words", "source"],
        labels: "what is quoted",
        reach: Reach::Quoted,
        ..plain(Ask::QuotationUnlocated, "quotation", "unlocated", "a quoted text without page, section, note or link")
    },
    Question { reach: Reach::Quoted, ..plain(Ask::QuotationUnclosed, "quotation", "unclosed", "a quotation that never ends") },
    Question {
        parameters: &[count("min-words", 4, WORDS)],
        placeholders: &["quotation"],
        labels: "where it is quoted",
        ..plain(Ask::QuotationSlipped, "quotation", "slipped", "words of a quotation that come back without quotation marks")
    },
    Question {
        parameters: &[kinds(names::<ReferenceKind>)],
        placeholders: &["kind"],
        ..plain(Ask::ReferenceUnresolved, "reference", "unresolved", "\"the document\", where no document was named")
    },
    Question {
        placeholders: &["other"],
        labels: "the other spelling",
        ..plain(Ask::SpellingMixed, "spelling", "mixed", "a word in both its British and its American spelling")
    },
    Question {
        placeholders: &["other"],
        labels: "the other spelling",
        ..plain(Ask::SpellingHyphened, "spelling", "hyphened", "a word both with a hyphen and closed up")
    },
];

impl Question {
    /// The row of a question.
    pub fn of(ask: Ask) -> &'static Self {
        // Every question has its row, which a test holds.
        QUESTIONS.iter().find(|question| question.ask == ask).unwrap_or(&QUESTIONS[0])
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_question_has_one_row_in_order() {
        let asked: HashSet<Ask> = QUESTIONS.iter().map(|question| question.ask).collect();
        assert_eq!(asked.len(), QUESTIONS.len());
        assert_eq!(QUESTIONS.len(), QUESTIONS.iter().map(|question| question.ask as usize).max().map_or(0, |last| last + 1));
        assert!(QUESTIONS.is_sorted_by_key(|question| question.fact), "by fact");
    }
}
