//! In what state each claim is: derived from records, anchors, sources, policy and a day, and never stored.
//!
//! In go the checks of a seed and one claim after the other, with the wording that it has now; out come [`Standing`]s. A verdict
//! holds for the wording that was judged, hash for hash. What could not be looked at counts as not passed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use super::checks::{Check, Checks, Signoff};
use super::claims::Claim;
use super::file::name_of;
use super::normal::Hash;
use super::parts::{self, Stretch};
use super::policy::{Criteria, Policy};
use super::sources::Register;
use super::verdict::{Level, Verdict};
use crate::facts::ClaimKind;

/// The state of a claim, lightest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Verified to be so, and everything that is asked of it is there.
    Clean,
    /// Verified that somebody said so, and no more is asked.
    AttributionOnly,
    /// Nobody could check it.
    NotCheckable,
    /// There is nothing to check.
    NoClaim,
    /// May stand unchecked as long as its wording stands.
    Exempt,
    /// Nobody judged it.
    Unchecked,
    /// Verified, but with less than is asked.
    Weak,
    /// A source that it rests on changed, was withdrawn, or is gone.
    SourceDrift,
    /// The verification was for a time that is over.
    Expired,
    /// The wording changed since it was judged.
    Stale,
    /// Searched for in vain.
    NotFound,
    /// Credible sources disagree.
    Disputed,
    /// The source does not say it.
    Unsupported,
    /// Right after a correction.
    NeedsFix,
    /// Its sentence was not found.
    Orphaned,
    /// Two people judged it differently.
    Conflicted,
    /// Wrong.
    False,
}

impl State {
    /// Every state with its word, lightest first.
    pub const NAMES: [(&'static str, Self); 17] = [
        ("clean", Self::Clean),
        ("attribution-only", Self::AttributionOnly),
        ("not-checkable", Self::NotCheckable),
        ("no-claim", Self::NoClaim),
        ("exempt", Self::Exempt),
        ("unchecked", Self::Unchecked),
        ("weak", Self::Weak),
        ("source-drift", Self::SourceDrift),
        ("expired", Self::Expired),
        ("stale", Self::Stale),
        ("not-found", Self::NotFound),
        ("disputed", Self::Disputed),
        ("unsupported", Self::Unsupported),
        ("needs-fix", Self::NeedsFix),
        ("orphaned", Self::Orphaned),
        ("conflicted", Self::Conflicted),
        ("false", Self::False),
    ];

    /// Its word.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, state)| *state == self).map_or("", |(name, _)| name)
    }

    /// Whether a published seed may have claims in this state.
    pub const fn passes(self) -> bool {
        matches!(self, Self::Clean | Self::AttributionOnly | Self::NotCheckable | Self::NoClaim | Self::Exempt)
    }

    /// Whether somebody checked it, and it stands.
    pub const fn verified(self) -> bool {
        matches!(self, Self::Clean | Self::AttributionOnly)
    }
}

/// A claim's state, and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing<'a> {
    /// The state.
    pub state: State,
    /// The judgement that it comes from, with its key: the last one.
    pub check: Option<(&'a str, &'a Check)>,
    /// The judgement that disagrees with it.
    pub against: Option<(&'a str, &'a Check)>,
    /// What is asked and not there, in words.
    pub unmet: Vec<String>,
}

/// What the states of a seed's claims are derived from.
pub struct Bench<'a> {
    checks: &'a Checks,
    register: &'a Register,
    policy: &'a Policy,
    author: Option<&'a str>,
    as_of: Date,
    /// Of each claim: the judgements that are not replaced.
    live: HashMap<&'a str, Vec<(&'a str, &'a Check)>>,
}

impl<'a> Bench<'a> {
    /// Of a seed by `author`, on a day.
    pub fn new(checks: &'a Checks, register: &'a Register, policy: &'a Policy, author: Option<&'a str>, as_of: Date) -> Self {
        let replaced: BTreeSet<&str> = checks.checks.values().flat_map(|check| &check.replaces).map(String::as_str).collect();
        let mut live: HashMap<&str, Vec<(&str, &Check)>> = HashMap::new();
        for (key, check) in &checks.checks {
            if check.verdict != Verdict::Withdrawn && !replaced.contains(key.as_str()) {
                live.entry(&check.claim).or_default().push((key, check));
            }
        }
        live.values_mut().for_each(|checks| checks.sort_by_key(|(key, check)| (check.on, *key)));
        Self { checks, register, policy, author, as_of, live }
    }

    /// The state of a claim as it is after a sync, or was before its sentence was lost. Where other words were judged than stand,
    /// the judgement is that of the words that come nearest.
    pub fn standing_of(&self, id: &str, claim: &Claim, lost: bool) -> Standing<'a> {
        let mut standing = self.standing(id, claim.kind, (!lost).then_some(claim.hash));
        let live = self.live.get(id).filter(|live| standing.state == State::Stale && live.len() > 1);
        let apart = |check: &Check| {
            let words = |stretch: &Stretch| match stretch {
                Stretch::Same(_) => 0,
                Stretch::Was(words) | Stretch::Now(words) => words.split_whitespace().count(),
            };
            parts::compare(&check.text, &claim.text).iter().map(words).sum::<usize>()
        };
        if let Some(nearest) = live.and_then(|live| live.iter().rev().min_by_key(|(_, check)| apart(check))) {
            standing.check = Some(*nearest);
        }
        standing
    }

    /// The state of a claim whose wording has this hash now, or of one whose sentence was not found.
    pub fn standing(&self, id: &str, kind: ClaimKind, now: Option<Hash>) -> Standing<'a> {
        let live = self.live.get(id).map(Vec::as_slice).unwrap_or_default();
        let standing = |state, check| Standing { state, check, against: None, unmet: Vec::new() };
        let Some(now) = now else { return standing(State::Orphaned, live.last().copied()) };
        // Of each person the last word on this wording.
        let mut words: BTreeMap<&str, (&'a str, &'a Check)> = BTreeMap::new();
        for (key, check) in live.iter().filter(|(_, check)| check.hash == now) {
            words.insert(name_of(&check.by), (key, check));
        }
        let last = words.values().max_by_key(|(key, check)| (check.on, *key)).copied();
        let Some((key, check)) = last else {
            let exempt = self.checks.exempt.get(id).filter(|exempt| exempt.hash == now);
            let state = match exempt {
                Some(exempt) if exempt.until.is_none_or(|until| self.as_of <= until) => State::Exempt,
                Some(_) if live.is_empty() => State::Expired,
                _ if live.is_empty() => State::Unchecked,
                _ => State::Stale,
            };
            return standing(state, live.last().copied());
        };
        if let Some(against) = words.values().find(|(_, other)| other.verdict != check.verdict) {
            return Standing { against: Some(*against), ..standing(State::Conflicted, last) };
        }
        let unmet = self.unmet(kind, check, words.len());
        let state = match check.verdict {
            Verdict::False | Verdict::Withdrawn => State::False,
            Verdict::NeedsFix => State::NeedsFix,
            Verdict::Disputed => State::Disputed,
            Verdict::Unsupported => State::Unsupported,
            Verdict::NotFound => State::NotFound,
            _ if check.valid_until.is_some_and(|until| until < self.as_of) => State::Expired,
            Verdict::NotCheckable => State::NotCheckable,
            Verdict::Opinion | Verdict::NoClaim => State::NoClaim,
            Verdict::Verified if self.drifted(check) => State::SourceDrift,
            Verdict::Verified if !unmet.is_empty() => return Standing { unmet, ..standing(State::Weak, Some((key, check))) },
            Verdict::Verified if check.level == Some(Level::Attribution) => State::AttributionOnly,
            Verdict::Verified => State::Clean,
        };
        standing(state, Some((key, check)))
    }

    /// Whether a source is not as it was when it was read, or is not known any more.
    fn drifted(&self, check: &Check) -> bool {
        check.sources.iter().any(|cited| !self.register.is_as_read(cited))
    }

    /// What is asked of a verification and not there.
    fn unmet(&self, kind: ClaimKind, check: &Check, checkers: usize) -> Vec<String> {
        let asked = self.policy.criteria(kind);
        let mut unmet = Vec::new();
        let mut ask = |met: bool, words: String| {
            if !met {
                unmet.push(words);
            }
        };
        let sources: BTreeSet<&str> = check.sources.iter().map(|cited| cited.id.as_str()).collect();
        let trusted = sources.iter().any(|source| self.policy.trusts(source, self.as_of));
        let independent = self.register.independent(sources.iter().copied());
        ask(trusted || sources.len() >= asked.sources, counted(asked.sources, "source", sources.len()));
        ask(trusted || independent >= asked.independent, counted(asked.independent, "independent source", independent));
        ask(checkers >= asked.checkers, counted(asked.checkers, "checker", checkers));
        self.ask_of_sources(asked, check, trusted, &mut ask);
        let level = asked.level != Some(Level::Content) || check.level == Some(Level::Content);
        ask(level, "verified as to content".to_owned());
        let author = self.author.map(name_of).filter(|author| !author.is_empty());
        let own = self.policy.independent_checker && author == Some(name_of(&check.by));
        ask(!own, "a checker who is not the author".to_owned());
        unmet
    }

    fn ask_of_sources(&self, asked: Criteria, check: &Check, trusted: bool, ask: &mut impl FnMut(bool, String)) {
        ask(!asked.locator || check.sources.iter().all(|cited| cited.at.is_some()), "a place in each source".to_owned());
        ask(
            !asked.archive || check.sources.iter().all(|cited| self.register.archived(&cited.id).is_some()),
            "each source archived".to_owned(),
        );
        let quoted = check.sources.iter().any(|cited| cited.quote.is_some() && cited.text.is_some());
        ask(!asked.quote || quoted, "a source quoted word for word".to_owned());
        if let Some(role) = asked.role {
            ask(trusted || check.sources.iter().any(|cited| cited.role == Some(role)), format!("1 {} source", role.name()));
        }
    }

    /// Who signed the seed off as it stands. `document` is [`super::seed::Seed::hash`].
    pub fn signers(&self, document: &str) -> BTreeSet<&'a str> {
        if self.checks.signoffs.is_empty() {
            return BTreeSet::new();
        }
        let seal = self.checks.seal();
        let valid = self.checks.signoffs.values().filter(|signoff| signoff.document == document && signoff.checks == seal);
        valid.map(|signoff| name_of(&signoff.by)).collect()
    }

    /// The last signature that holds no more, and whether the text changed since, and not only what was said of it.
    pub fn lapsed(&self, document: &str) -> Option<(&'a Signoff, bool)> {
        let last = self.checks.signoffs.values().max_by_key(|signoff| signoff.on)?;
        (!self.signers(document).contains(name_of(&last.by))).then_some((last, last.document != document))
    }
}

fn counted(asked: usize, what: &str, has: usize) -> String {
    format!("{asked} {what}{} (has {has})", if asked == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::checks::{Cited, Exempt};
    use super::super::policy::{Demand, Trust};
    use super::super::sources::{Archived, Entry};
    use super::super::verdict::Role;
    use super::*;

    const WORDS: &str = "Output fell 12% in March.";

    fn check(by: &str, day: i8, verdict: Verdict) -> Check {
        Check {
            claim: "7f3kq".into(),
            hash: Hash::of(WORDS),
            text: WORDS.into(),
            verdict,
            level: Some(Level::Content),
            parts: vec![],
            by: by.into(),
            on: date(2026, 8, day),
            note: None,
            correction: None,
            search: None,
            valid_until: None,
            replaces: vec![],
            sources: vec![Cited { id: "iop".into(), text: Some("t1:1".into()), ..Cited::default() }],
        }
    }

    struct Desk {
        checks: Checks,
        register: Register,
        policy: Policy,
        author: Option<&'static str>,
        as_of: Date,
        now: Option<&'static str>,
    }

    impl Desk {
        fn with(checks: impl IntoIterator<Item = Check>) -> Self {
            let mut desk = Self::empty();
            checks.into_iter().for_each(|check| drop(desk.checks.append(check)));
            desk
        }

        fn empty() -> Self {
            let entry = Entry { kind: "dataset".into(), archive: Some("sha256:1".into()), ..Entry::default() };
            let archived = Archived { text: "t1:1".into(), captured: date(2026, 8, 1), path: "1.txt".into() };
            let register = Register { sources: [("iop".to_owned(), entry)].into(), archive: [("sha256:1".to_owned(), archived)].into() };
            let (checks, policy) = (Checks::default(), Policy::default());
            Self { checks, register, policy, author: None, as_of: date(2026, 9, 1), now: Some(WORDS) }
        }

        /// The state after a change.
        fn after(mut self, change: impl FnOnce(&mut Self)) -> (Self, State) {
            change(&mut self);
            let bench = Bench::new(&self.checks, &self.register, &self.policy, self.author, self.as_of);
            let state = bench.standing("7f3kq", ClaimKind::Figure, self.now.map(Hash::of)).state;
            (self, state)
        }
    }

    /// Enters a state by one change, and leaves it by another.
    fn both(desk: Desk, state: State, enter: impl FnOnce(&mut Desk), leave: impl FnOnce(&mut Desk), then: State) {
        let (desk, before) = desk.after(|_| ());
        assert_ne!(before, state, "not yet {}", state.name());
        let (desk, entered) = desk.after(enter);
        assert_eq!(entered, state);
        let (_, left) = desk.after(leave);
        assert_eq!(left, then, "after {}", state.name());
    }

    fn verified() -> Desk {
        Desk::with([check("Amara Okoro", 22, Verdict::Verified)])
    }

    fn add(verdict: Verdict) -> impl FnOnce(&mut Desk) {
        move |desk| drop(desk.checks.append(check("Amara Okoro", 23, verdict)))
    }

    fn edited(desk: &mut Desk) {
        desk.now = Some("Output fell 21% in March.");
    }

    fn restored(desk: &mut Desk) {
        desk.now = Some(WORDS);
    }

    #[test]
    fn every_verdict_makes_its_state_until_another_is_said() {
        use State::{Clean, Disputed, False, NeedsFix, NoClaim, NotCheckable, NotFound, Stale, Unchecked, Unsupported};
        both(Desk::empty(), Clean, add(Verdict::Verified), edited, Stale);
        for (verdict, state) in [
            (Verdict::False, False),
            (Verdict::NeedsFix, NeedsFix),
            (Verdict::Disputed, Disputed),
            (Verdict::Unsupported, Unsupported),
            (Verdict::NotFound, NotFound),
            (Verdict::NotCheckable, NotCheckable),
            (Verdict::Opinion, NoClaim),
            (Verdict::NoClaim, NoClaim),
        ] {
            let again = |desk: &mut Desk| drop(desk.checks.append(check("Amara Okoro", 24, Verdict::Verified)));
            both(Desk::empty(), state, add(verdict), again, Clean);
            both(verified(), state, add(verdict), edited, Stale);
        }
        let withdraw = |desk: &mut Desk| {
            let replaces = desk.checks.checks.keys().cloned().collect();
            desk.checks.append(Check { replaces, ..check("Amara Okoro", 24, Verdict::Withdrawn) });
        };
        both(Desk::empty(), Clean, add(Verdict::Verified), withdraw, Unchecked);
    }

    #[test]
    fn only_the_wording_that_was_judged_is_verified() {
        both(verified(), State::Stale, edited, restored, State::Clean);
        let looks = |desk: &mut Desk| desk.now = Some("Output fell 12 % in March");
        assert_eq!(verified().after(looks).1, State::Clean);
        let marked = |desk: &mut Desk| {
            let hash = Hash::of("Output fell 21% in March.");
            desk.checks.append(Check { hash, ..check("Amara Okoro", 25, Verdict::Verified) });
        };
        both(verified(), State::Stale, edited, marked, State::Clean);
    }

    #[test]
    fn a_lost_sentence_orphans_its_claim() {
        both(verified(), State::Orphaned, |desk| desk.now = None, restored, State::Clean);
    }

    #[test]
    fn unchecked_is_what_nobody_judged() {
        let withdrawn = |desk: &mut Desk| {
            let replaces = desk.checks.checks.keys().cloned().collect();
            desk.checks.append(Check { replaces, ..check("Amara Okoro", 23, Verdict::Withdrawn) });
        };
        both(
            verified(),
            State::Unchecked,
            withdrawn,
            |desk| drop(desk.checks.append(check("Lea Roe", 24, Verdict::Verified))),
            State::Clean,
        );
    }

    #[test]
    fn an_exemption_holds_for_its_wording_and_its_time() {
        let exempt = |until| {
            move |desk: &mut Desk| {
                let exempt = Exempt { hash: Hash::of(WORDS), reason: "baseline".into(), on: date(2026, 8, 1), by: None, until };
                desk.checks.exempt.insert("7f3kq".into(), exempt);
            }
        };
        both(Desk::empty(), State::Exempt, exempt(None), edited, State::Unchecked);
        both(Desk::empty(), State::Exempt, exempt(Some(date(2026, 9, 1))), |desk| desk.as_of = date(2026, 9, 2), State::Expired);
        both(Desk::empty(), State::Exempt, exempt(None), add(Verdict::False), State::False);
        both(Desk::empty(), State::Exempt, exempt(None), add(Verdict::Verified), State::Clean);
    }

    #[test]
    fn what_holds_for_a_time_expires() {
        let desk = Desk::with([Check { valid_until: Some(date(2026, 9, 1)), ..check("Amara Okoro", 22, Verdict::Verified) }]);
        both(desk, State::Expired, |desk| desk.as_of = date(2026, 9, 2), add(Verdict::Verified), State::Clean);
    }

    #[test]
    fn a_source_that_is_not_what_it_was_counts() {
        let drift = State::SourceDrift;
        let text =
            |text: &'static str| move |desk: &mut Desk| desk.register.archive.values_mut().for_each(|archived| archived.text = text.into());
        both(verified(), drift, text("t1:2"), text("t1:1"), State::Clean);
        let retract = |yes| move |desk: &mut Desk| desk.register.sources.values_mut().for_each(|entry| entry.retracted = yes);
        both(verified(), drift, retract(true), retract(false), State::Clean);
        let archive = Desk::empty().register.archive;
        both(verified(), drift, |desk| desk.register.archive.clear(), |desk| desk.register.archive = archive, State::Clean);
        let sources = Desk::empty().register.sources;
        both(verified(), drift, |desk| desk.register.sources.clear(), |desk| desk.register.sources = sources, State::Clean);
    }

    #[test]
    fn two_who_disagree_are_a_conflict_until_one_says_otherwise() {
        let conflicted = State::Conflicted;
        let other = |day, verdict| move |desk: &mut Desk| drop(desk.checks.append(check("Lea Roe", day, verdict)));
        both(verified(), conflicted, other(23, Verdict::False), other(24, Verdict::Verified), State::Clean);
        both(verified(), conflicted, other(23, Verdict::False), add(Verdict::False), State::False);
        let overruled = |desk: &mut Desk| {
            let replaces = desk.checks.checks.keys().cloned().collect();
            desk.checks.append(Check { replaces, ..check("Ed Itor", 25, Verdict::NeedsFix) });
        };
        both(verified(), conflicted, other(23, Verdict::False), overruled, State::NeedsFix);
        assert_eq!(verified().after(other(21, Verdict::Verified)).1, State::Clean, "who agrees is no conflict");
    }

    #[test]
    fn less_than_is_asked_is_weak() {
        let asked = |criteria: Criteria| move |desk: &mut Desk| desk.policy.demands = vec![Demand { kinds: vec![], criteria }];
        let nothing = |desk: &mut Desk| desk.policy = Policy::default();
        let base = Criteria::default();
        for criteria in [
            Criteria { sources: 2, ..base },
            Criteria { independent: 2, ..base },
            Criteria { checkers: 2, ..base },
            Criteria { locator: true, ..base },
            Criteria { quote: true, ..base },
            Criteria { role: Some(Role::Primary), ..base },
        ] {
            both(verified(), State::Weak, asked(criteria), nothing, State::Clean);
        }
        both(
            verified(),
            State::Weak,
            asked(Criteria { checkers: 2, ..base }),
            |desk| drop(desk.checks.append(check("Lea Roe", 24, Verdict::Verified))),
            State::Clean,
        );
        let trust = |desk: &mut Desk| desk.policy.trust = vec![Trust { source: "io*".into(), until: date(2026, 12, 1) }];
        both(verified(), State::Weak, asked(Criteria { sources: 2, role: Some(Role::Primary), ..base }), trust, State::Clean);
        let own = |desk: &mut Desk| {
            desk.policy.independent_checker = true;
            desk.author = Some("Amara Okoro <a@example.org>");
        };
        both(verified(), State::Weak, own, |desk| desk.author = Some("Lea Roe"), State::Clean);
        let unarchived = Desk::with([Check {
            sources: vec![Cited { id: "iop".into(), ..Cited::default() }],
            ..check("Amara Okoro", 22, Verdict::Verified)
        }]);
        let archive = Desk::empty().register.archive;
        let gone = |desk: &mut Desk| {
            desk.policy.demands = vec![Demand { kinds: vec![], criteria: Criteria { archive: true, ..base } }];
            desk.register.archive.clear();
        };
        both(unarchived, State::Weak, gone, |desk| desk.register.archive = archive, State::Clean);
        let unsourced = Desk::with([Check { sources: vec![], ..check("Amara Okoro", 22, Verdict::Verified) }]);
        assert_eq!(unsourced.after(|_| ()).1, State::Weak);
    }

    #[test]
    fn that_it_was_said_is_not_that_it_is_so() {
        let said = |desk: &mut Desk| {
            drop(desk.checks.append(Check { level: Some(Level::Attribution), ..check("Amara Okoro", 23, Verdict::Verified) }))
        };
        let content = |desk: &mut Desk| {
            desk.policy.demands = vec![Demand { kinds: vec![], criteria: Criteria { level: Some(Level::Content), ..Criteria::default() } }]
        };
        both(verified(), State::AttributionOnly, said, content, State::Weak);
    }

    #[test]
    fn any_change_takes_a_signature_back() {
        let mut desk = verified();
        let signoff = Signoff { document: "n1:1".into(), checks: desk.checks.seal(), by: "Lea Roe".into(), on: date(2026, 8, 30) };
        desk.checks.signoffs.insert("260830-lr".into(), signoff);
        let signed =
            |desk: &Desk, document| Bench::new(&desk.checks, &desk.register, &desk.policy, None, desk.as_of).signers(document).len();
        assert_eq!((signed(&desk, "n1:1"), signed(&desk, "n1:2")), (1, 0));
        desk.checks.append(check("Lea Roe", 31, Verdict::Verified));
        assert_eq!(signed(&desk, "n1:1"), 0);
    }
}
