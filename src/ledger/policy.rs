//! What a desk asks of its checks: criteria by kind of claim, trust in sources, and what a seed has to pass.
//!
//! Plain options, `[factcheck]` of the configuration in the words of the ledger; who reads a configuration translates it.

use jiff::civil::Date;

use super::state::State;
use super::verdict::{Level, Role};
use crate::facts::ClaimKind;

/// What a verification has to bring. Of two that hold for one claim, the higher bar counts, value by value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Criteria {
    /// How many sources.
    pub sources: usize,
    /// How many of them that rest on nothing in common.
    pub independent: usize,
    /// How many people who judged the same wording alike.
    pub checkers: usize,
    /// Whether each source needs a place in it.
    pub locator: bool,
    /// Whether each source has to be in the archive.
    pub archive: bool,
    /// Whether a source has to be quoted, word for word.
    pub quote: bool,
    /// What one of the sources has to be.
    pub role: Option<Role>,
    /// What has to be verified.
    pub level: Option<Level>,
}

impl Criteria {
    /// What a desk asks that says nothing: one source.
    pub const STANDARD: Self =
        Self { sources: 1, independent: 0, checkers: 1, locator: false, archive: false, quote: false, role: None, level: None };

    /// The higher bar of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            sources: self.sources.max(other.sources),
            independent: self.independent.max(other.independent),
            checkers: self.checkers.max(other.checkers),
            locator: self.locator || other.locator,
            archive: self.archive || other.archive,
            quote: self.quote || other.quote,
            role: self.role.or(other.role),
            level: self.level.max(other.level),
        }
    }
}

/// Criteria for some claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    /// For these kinds; none for all.
    pub kinds: Vec<ClaimKind>,
    /// What is asked.
    pub criteria: Criteria,
}

/// A source that is enough by itself, for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    /// Ids of sources; `*` at the end stands for any rest.
    pub source: String,
    /// The last day.
    pub until: Date,
}

impl Trust {
    /// Whether a source is trusted on a day.
    pub fn holds(&self, source: &str, day: Date) -> bool {
        let named = match self.source.strip_suffix('*') {
            Some(start) => source.starts_with(start),
            None => source == self.source,
        };
        named && day <= self.until
    }
}

/// All that a desk asks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Policy {
    /// For whatever no demand is made.
    pub demands: Vec<Demand>,
    /// Sources that are enough by themselves.
    pub trust: Vec<Trust>,
    /// Whether the author of a seed may not check it.
    pub independent_checker: bool,
}

impl Policy {
    /// What is asked of a claim.
    pub fn criteria(&self, kind: ClaimKind) -> Criteria {
        let demands = self.demands.iter().filter(|demand| demand.kinds.is_empty() || demand.kinds.contains(&kind));
        demands.map(|demand| demand.criteria).fold(Criteria::STANDARD, Criteria::and)
    }

    /// Whether a source is enough by itself on a day.
    pub fn trusts(&self, source: &str, day: Date) -> bool {
        self.trust.iter().any(|trust| trust.holds(source, day))
    }
}

/// What a seed has to pass.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gate {
    /// Claims may be in none of these states.
    pub deny: Vec<State>,
    /// The share of checkable claims that has to be sourced in the text.
    pub sourced: Option<f64>,
    /// The share of checkable claims that has to be verified.
    pub verified: Option<f64>,
    /// How many people have to sign the seed off.
    pub sign_off: usize,
}

impl Gate {
    /// For a draft: nothing false.
    pub fn draft() -> Self {
        Self { deny: vec![State::False], ..Self::default() }
    }

    /// For a seed under review: nothing that is known to be wrong or out of date.
    pub fn review() -> Self {
        Self { deny: vec![State::False, State::Conflicted, State::Orphaned, State::NeedsFix, State::Stale], ..Self::default() }
    }

    /// For a published seed: every claim checked or exempt.
    pub fn published() -> Self {
        let passes = |state: &State| state.passes();
        Self { deny: State::NAMES.into_iter().map(|(_, state)| state).filter(|state| !passes(state)).collect(), ..Self::default() }
    }
}

/// What seeds have to pass, by status.
#[derive(Debug, Clone, PartialEq)]
pub struct Gates {
    /// Drafts, and seeds that say no status.
    pub draft: Gate,
    /// Seeds under review.
    pub review: Gate,
    /// All others.
    pub published: Gate,
}

impl Default for Gates {
    fn default() -> Self {
        Self { draft: Gate::draft(), review: Gate::review(), published: Gate::published() }
    }
}

impl Gates {
    /// The gate of a seed whose front matter says `status`. Without one it is a draft; an unknown one is held to everything.
    pub fn of(&self, status: Option<&str>) -> &Gate {
        match status.map(|status| status.trim().to_lowercase()).as_deref() {
            None | Some("" | "draft") => &self.draft,
            Some("review") => &self.review,
            Some(_) => &self.published,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_higher_bar_counts() {
        let numbers = Criteria { role: Some(Role::Primary), archive: true, ..Criteria::default() };
        let legal = Criteria { sources: 2, checkers: 2, level: Some(Level::Content), ..Criteria::default() };
        let policy = Policy {
            demands: vec![
                Demand { kinds: vec![ClaimKind::Figure], criteria: numbers },
                Demand { kinds: vec![], criteria: Criteria { locator: true, ..Criteria::default() } },
                Demand { kinds: vec![ClaimKind::Figure, ClaimKind::Causal], criteria: legal },
            ],
            ..Policy::default()
        };
        let figure = policy.criteria(ClaimKind::Figure);
        assert_eq!((figure.sources, figure.checkers, figure.role, figure.archive, figure.locator), (2, 2, Some(Role::Primary), true, true));
        assert_eq!(policy.criteria(ClaimKind::Event), Criteria { locator: true, ..Criteria::STANDARD });
    }

    #[test]
    fn trust_ends() {
        let policy = Policy { trust: vec![Trust { source: "ons-*".into(), until: date(2027, 6, 1) }], ..Policy::default() };
        assert!(policy.trusts("ons-iop", date(2027, 6, 1)));
        assert!(!policy.trusts("ons-iop", date(2027, 6, 2)));
        assert!(!policy.trusts("bls", date(2026, 6, 2)));
    }

    #[test]
    fn the_status_of_a_seed_chooses_its_gate() {
        let gates = Gates::default();
        assert!(!gates.of(None).deny.contains(&State::Stale));
        assert!(gates.of(Some("Review")).deny.contains(&State::Stale));
        for status in ["published", "final"] {
            let gate = gates.of(Some(status));
            assert!(gate.deny.contains(&State::Unchecked) && !gate.deny.contains(&State::Exempt), "{status}");
        }
    }
}
