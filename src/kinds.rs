//! The kinds of facts and their names, as rule files and records write them: the one place that knows them.
//!
//! Plain values, so that rules can be read without knowing how a fact is found.

/// A kind of fact with a name for each of its values.
pub trait Named: Copy + 'static {
    /// Every value with its name, in the order in which documents list them.
    const NAMES: &'static [(&'static str, Self)];

    /// The name of this value.
    fn name(self) -> &'static str
    where
        Self: PartialEq,
    {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// What a citation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CitationKind {
    /// A footnote mark.
    Footnote,
    /// A link to an address outside.
    Link,
    /// A reference link whose label is defined nowhere.
    Label,
    /// A link to a place in this seed, `#id`.
    Anchor,
    /// A link to another file, `notes.md#id`, or an image in one.
    File,
    /// A file of sources that the front matter names.
    Bibliography,
    /// An address that stands bare in the text.
    BareAddress,
    /// A bracketed number or key in plain text: `[3]`, `[@smith2020]`.
    Key,
    /// Author and year in brackets.
    AuthorYear,
    /// "ibid.", which stands for the citation before.
    Ibid,
    /// A line that names a source: "Source: …".
    SourceLine,
}

/// What a pointer can lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DefinitionKind {
    /// The text of a note.
    Note,
    /// A place that `#id` leads to.
    Anchor,
    /// An entry in the seed's list of sources.
    Entry,
}

/// Kinds of claims, as in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimKind {
    /// A number of something.
    Figure,
    /// When something happened.
    Date,
    /// That something happened.
    Event,
    /// More, less or other than something else.
    Comparison,
    /// First, only, largest.
    Superlative,
    /// That one thing brought about another.
    Causal,
    /// That somebody said something.
    Attribution,
    /// Somebody's very words.
    Quote,
    /// What will happen.
    Prediction,
    /// A judgement.
    Opinion,
    /// Anything else that can be checked.
    Other,
}

/// What a cue says of its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CueKind {
    /// It said so.
    Speech,
    /// A text says so.
    Text,
    /// It thinks so.
    Belief,
    /// It wants so.
    Intention,
    /// Nobody is named: "is thought to", "reportedly".
    Sourceless,
}

/// What an expression of time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateKind {
    /// A point or stretch of the calendar.
    Date,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
    /// "recently", "in recent years".
    Vague,
}

/// How a quotation is set off, and what it seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuotationKind {
    /// Somebody's words.
    Direct,
    /// A word or two held at arm's length, a term being named, a title.
    Term,
    /// A block quote.
    Block,
}

/// How a phrase refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReferenceKind {
    /// "the document", "the two sides".
    Definite,
    /// "this agreement", "these talks".
    Demonstrative,
    /// "the aforementioned effort", "said report".
    Aforementioned,
    /// "in the same paragraph", "see above": a place in some text.
    Locating,
    /// "February 2021's agreement", "a 2019 study": a document that only its date tells apart.
    Dated,
}

impl Named for CitationKind {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("footnote", Self::Footnote),
        ("link", Self::Link),
        ("label", Self::Label),
        ("anchor", Self::Anchor),
        ("file", Self::File),
        ("bibliography", Self::Bibliography),
        ("bare-address", Self::BareAddress),
        ("key", Self::Key),
        ("author-year", Self::AuthorYear),
        ("ibid", Self::Ibid),
        ("source-line", Self::SourceLine),
    ];
}

impl Named for DefinitionKind {
    const NAMES: &'static [(&'static str, Self)] = &[("note", Self::Note), ("anchor", Self::Anchor), ("entry", Self::Entry)];
}

impl Named for ClaimKind {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("figure", Self::Figure),
        ("date", Self::Date),
        ("event", Self::Event),
        ("comparison", Self::Comparison),
        ("superlative", Self::Superlative),
        ("causal", Self::Causal),
        ("attribution", Self::Attribution),
        ("quote", Self::Quote),
        ("prediction", Self::Prediction),
        ("opinion", Self::Opinion),
        ("other", Self::Other),
    ];
}

impl Named for CueKind {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("speech", Self::Speech),
        ("text", Self::Text),
        ("belief", Self::Belief),
        ("intention", Self::Intention),
        ("sourceless", Self::Sourceless),
    ];
}

impl Named for DateKind {
    const NAMES: &'static [(&'static str, Self)] =
        &[("date", Self::Date), ("duration", Self::Duration), ("set", Self::Set), ("vague", Self::Vague)];
}

impl Named for QuotationKind {
    const NAMES: &'static [(&'static str, Self)] = &[("direct", Self::Direct), ("term", Self::Term), ("block", Self::Block)];
}

impl Named for ReferenceKind {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("definite", Self::Definite),
        ("demonstrative", Self::Demonstrative),
        ("aforementioned", Self::Aforementioned),
        ("locating", Self::Locating),
        ("dated", Self::Dated),
    ];
}
