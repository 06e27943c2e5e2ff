//! What a configuration asks of fact-checks, in the words of the ledger.
//!
//! In goes `[factcheck]`; out come a [`Policy`] and [`Gates`], and a fault at each word that the ledger does not know. What is
//! unknown is left out, and its fault fails the run.

use std::collections::BTreeSet;

use crate::config::{Factcheck, SeedGate, Written};
use crate::facts::ClaimKind;
use crate::finding::Fault;
use crate::kinds::Named;
use crate::ledger::file::civil;
use crate::ledger::policy::{Criteria, Demand, Gate, Gates, Policy, Trust};
use crate::ledger::state::State;
use crate::ledger::verdict::{Level, Role};
use crate::toml_file;

/// What a desk asks.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Of its checks.
    pub(super) policy: Policy,
    /// Of its seeds.
    pub(super) gates: Gates,
}

/// Translates what a configuration says.
pub(super) fn read(written: &Factcheck, faults: &mut Vec<Fault>) -> Asked {
    let mut reader = Reader { written, faults };
    // Each at its own place once, whether or not a policy asks for it.
    let sound: Vec<_> = written.criteria.keys().map(|name| (name.as_str(), reader.criteria(name))).collect();
    let mut demands = Vec::new();
    for demand in &written.policy {
        let names = implied(written, &demand.criteria);
        let criteria =
            sound.iter().filter(|(name, _)| names.contains(name)).map(|(_, criteria)| *criteria).fold(Criteria::default(), Criteria::and);
        let kinds: Vec<_> = demand.kinds.iter().filter_map(|kind| reader.word("kind of claim", kind, ClaimKind::NAMES)).collect();
        if kinds.len() == demand.kinds.len() {
            demands.push(Demand { kinds, criteria });
        }
    }
    let trust = written.trust.iter().filter_map(|trust| {
        let until = civil(&trust.until.value);
        if until.is_none() {
            let at = &trust.until.at;
            reader.faults.push(Fault::new(&at.source, at.span, "a day is written like 2027-06-01"));
        }
        Some(Trust { source: trust.source.value.clone(), until: until? })
    });
    let trust = trust.collect();
    let independent_checker = written.independent_checker.as_ref().is_some_and(|written| written.value);
    let gates = Gates {
        draft: reader.gate(&written.draft, Gate::draft()),
        review: reader.gate(&written.review, Gate::review()),
        published: reader.gate(&written.published, Gate::published()),
    };
    Asked { policy: Policy { demands, trust, independent_checker }, gates }
}

/// The names of criteria, and of all that they imply.
fn implied<'a>(written: &'a Factcheck, name: &'a str) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    let mut next = Some(name);
    while let Some(name) = next.filter(|name| names.insert(*name)) {
        next = written.criteria.get(name).and_then(|criteria| criteria.implies.as_deref());
    }
    names
}

struct Reader<'a> {
    written: &'a Factcheck,
    faults: &'a mut Vec<Fault>,
}

impl Reader<'_> {
    /// What one table of criteria says by itself.
    fn criteria(&mut self, name: &str) -> Criteria {
        let Some(written) = self.written.criteria.get(name) else { return Criteria::default() };
        Criteria {
            sources: written.sources,
            independent: written.independent,
            checkers: written.checkers,
            locator: written.locator,
            archive: written.archive,
            quote: written.quote,
            role: written.role.as_ref().and_then(|role| self.word("role of a source", role, &Role::NAMES)),
            level: written.level.as_ref().and_then(|level| self.word("level of a verification", level, &Level::NAMES)),
        }
    }

    fn gate(&mut self, written: &SeedGate, standard: Gate) -> Gate {
        let share = |share: &Option<Written<f64>>| share.as_ref().map(|share| share.value);
        let deny = written.deny.as_ref().map(|states| {
            let states = states.iter().filter_map(|state| self.word("state of a claim", state, &State::NAMES));
            states.collect()
        });
        Gate {
            deny: deny.unwrap_or(standard.deny),
            sourced: share(&written.sourced),
            verified: share(&written.verified),
            sign_off: written.sign_off.as_ref().map_or(standard.sign_off, |people| people.value),
        }
    }

    /// What a word means, of those that there are.
    fn word<T: Copy>(&mut self, what: &str, word: &Written<String>, names: &[(&str, T)]) -> Option<T> {
        let found = names.iter().find(|(name, _)| *name == word.value).map(|(_, value)| *value);
        if found.is_none() {
            let fault = Fault::new(&word.at.source, word.at.span, format!("unknown {what} `{}`", word.value));
            let known = || format!("it may be {}", names.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", "));
            let help = toml_file::did_you_mean(&word.value, names.iter().map(|(name, _)| *name));
            self.faults.push(fault.help(help.unwrap_or_else(known)));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    fn asked(text: &str) -> (Asked, Vec<(String, String, String)>) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("seedlint.toml"), text.replace('|', "\n")).unwrap();
        let mut faults = Vec::new();
        let config = config::load(&folder.path().join("seedlint.toml"), &mut faults);
        let asked = read(&config.factcheck, &mut faults);
        let told = |fault: Fault| (fault.span.of(&fault.source.text).to_owned(), fault.message, fault.help.unwrap_or_default());
        (asked, faults.into_iter().map(told).collect())
    }

    #[test]
    fn nothing_written_asks_for_the_standard() {
        let (asked, faults) = asked("");
        assert_eq!((asked.policy, asked.gates, faults), (Policy::default(), Gates::default(), vec![]));
    }

    #[test]
    fn criteria_bring_what_they_imply() {
        let (asked, faults) = asked(
            "[factcheck]|independent-checker = true|policy = [{ kinds = ['figure'], criteria = 'legal' }]|\
             [factcheck.criteria]|standard = { sources = 1, locator = true }|\
             numbers = { implies = 'standard', role = 'primary', archive = true }|legal = { implies = 'numbers', sources = 2, level = 'content' }|\
             [[factcheck.trust]]|source = 'ons-*'|until = 2027-06-01|\
             [factcheck.gate.review]|deny = ['false']|[factcheck.gate.published]|sourced = 0.8|verified = 1|sign-off = 2",
        );
        assert_eq!(faults, []);
        let expected = Criteria {
            sources: 2,
            locator: true,
            archive: true,
            role: Some(Role::Primary),
            level: Some(Level::Content),
            ..Criteria::STANDARD
        };
        assert_eq!(asked.policy.criteria(ClaimKind::Figure), expected);
        assert_eq!(asked.policy.criteria(ClaimKind::Event), Criteria::STANDARD);
        assert!(asked.policy.independent_checker && asked.policy.trusts("ons-iop", jiff::civil::date(2027, 6, 1)));
        assert_eq!(asked.gates.review.deny, [State::False]);
        let published = Gate { sourced: Some(0.8), verified: Some(1.0), sign_off: 2, ..Gate::published() };
        assert_eq!((asked.gates.draft, asked.gates.published), (Gate::draft(), published));
    }

    #[test]
    fn words_that_the_ledger_does_not_know_are_faults() {
        for (text, at, message, help) in [
            ("[factcheck.gate.draft]|deny = ['stael']", "'stael'", "unknown state of a claim `stael`", "did you mean `stale`?"),
            (
                "[factcheck.criteria.a]|level = 'deep'",
                "'deep'",
                "unknown level of a verification `deep`",
                "it may be `attribution`, `content`",
            ),
            ("[factcheck.criteria.a]|role = 'primry'", "'primry'", "unknown role of a source `primry`", "did you mean `primary`?"),
            (
                "[factcheck]|policy = [{ kinds = ['figures'], criteria = 'a' }]|criteria.a = { sources = 2 }",
                "'figures'",
                "unknown kind of claim `figures`",
                "did you mean `figure`?",
            ),
            (
                "[[factcheck.trust]]|source = 'a'|until = 2027-06-01T10:00:00Z",
                "2027-06-01T10:00:00Z",
                "a day is written like 2027-06-01",
                "",
            ),
        ] {
            let (_, faults) = asked(text);
            assert_eq!(faults, [(at.to_owned(), message.to_owned(), help.to_owned())], "{text}");
        }
    }
}
