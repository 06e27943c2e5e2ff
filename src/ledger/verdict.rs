//! What a checker can say of a claim, and what such a judgement has to bring.

/// A judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The wording is right, to the recorded level.
    Verified,
    /// Right after the recorded correction.
    NeedsFix,
    /// Wrong.
    False,
    /// Credible sources disagree.
    Disputed,
    /// The source that is cited does not say it.
    Unsupported,
    /// Searched for, without evidence either way.
    NotFound,
    /// A prediction, a private experience, something with one witness.
    NotCheckable,
    /// A judgement of value.
    Opinion,
    /// Nothing to check.
    NoClaim,
    /// An earlier record was a mistake.
    Withdrawn,
}

impl Verdict {
    /// Every verdict with its word.
    pub const NAMES: [(&'static str, Self); 10] = [
        ("verified", Self::Verified),
        ("needs-fix", Self::NeedsFix),
        ("false", Self::False),
        ("disputed", Self::Disputed),
        ("unsupported", Self::Unsupported),
        ("not-found", Self::NotFound),
        ("not-checkable", Self::NotCheckable),
        ("opinion", Self::Opinion),
        ("no-claim", Self::NoClaim),
        ("withdrawn", Self::Withdrawn),
    ];

    /// Its word.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, verdict)| *verdict == self).map_or("", |(name, _)| name)
    }

    /// The verdict that a word names.
    pub fn named(word: &str) -> Option<Self> {
        Self::NAMES.into_iter().find(|(name, _)| *name == word).map(|(_, verdict)| verdict)
    }
}

/// What was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// That somebody said so.
    Attribution,
    /// That it is so.
    Content,
}

impl Level {
    /// Every level with its word.
    pub const NAMES: [(&'static str, Self); 2] = [("attribution", Self::Attribution), ("content", Self::Content)];

    /// Its word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Attribution => "attribution",
            Self::Content => "content",
        }
    }

    /// The level that a word names.
    pub fn named(word: &str) -> Option<Self> {
        Self::NAMES.into_iter().find(|(name, _)| *name == word).map(|(_, level)| level)
    }
}

/// What a source is for one claim; the same newspaper can be primary for one and secondary for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// It knows of its own: the data, the document, the speaker.
    Primary,
    /// It reports what others know.
    Secondary,
    /// It sums up what others report.
    Tertiary,
    /// It judges by training.
    Expert,
    /// It was there.
    OnScene,
}

impl Role {
    /// Every role with its word.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("primary", Self::Primary),
        ("secondary", Self::Secondary),
        ("tertiary", Self::Tertiary),
        ("expert", Self::Expert),
        ("on-scene", Self::OnScene),
    ];

    /// Its word.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, role)| *role == self).map_or("", |(name, _)| name)
    }

    /// The role that a word names.
    pub fn named(word: &str) -> Option<Self> {
        Self::NAMES.into_iter().find(|(name, _)| *name == word).map(|(_, role)| role)
    }
}
