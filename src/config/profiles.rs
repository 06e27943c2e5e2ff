//! Profiles: what kind of text the seeds are, as a named set of levels.

use crate::finding::Level;

/// A named set of levels.
#[derive(Debug, PartialEq, Eq)]
pub struct Profile {
    /// As users write it.
    pub name: &'static str,
    /// What is it for.
    pub summary: &'static str,
    /// Rules and families whose level is not the rule's own.
    pub levels: &'static [(&'static str, Level)],
    /// The weights that say how much a sentence hedges: what hedges in a paper is not what hedges in the news.
    pub hedge: &'static str,
}

/// Every profile; the first holds where none is chosen.
pub const PROFILES: [Profile; 4] = [
    Profile { name: "news", summary: "reports of what happened: the rules' own levels", levels: &[], hedge: "hedge" },
    Profile { name: "analysis", summary: "may weigh what is to come", levels: &[("speculation", Level::Note)], hedge: "hedge" },
    Profile {
        name: "opinion",
        summary: "argues in the author's name; facts still need their sources",
        levels: &[("speculation", Level::Off), ("language", Level::Note)],
        hedge: "hedge",
    },
    Profile {
        name: "research",
        summary: "hedges with care, as papers do; every claim still needs its source",
        levels: &[("speculation", Level::Off)],
        hedge: "hedge-research",
    },
];

impl Profile {
    /// The profile that a word names.
    pub fn named(name: &str) -> Option<&'static Self> {
        PROFILES.iter().find(|profile| profile.name == name)
    }
}
