//! The names of the kinds of facts, as rule files and records write them: the one place that knows them.

use super::{CitationKind, ClaimKind, CueKind, DateKind, QuotationKind, ReferenceKind};

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

impl Named for CitationKind {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("footnote", Self::Footnote),
        ("unused", Self::Unused),
        ("link", Self::Link),
        ("label", Self::Label),
        ("anchor", Self::Anchor),
        ("bare-address", Self::BareAddress),
        ("key", Self::Key),
        ("author-year", Self::AuthorYear),
        ("source-line", Self::SourceLine),
    ];
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
