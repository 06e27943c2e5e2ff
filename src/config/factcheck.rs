//! What a desk asks of its fact-checks, as `[factcheck]` says it.
//!
//! In go the raw tables of a file and what it inherits; out comes a [`Factcheck`]. Names of the desk's own criteria are checked
//! here; words of the ledger (states, kinds, roles) keep their places, so that cli can check them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use toml::value::Datetime;

use super::{Place, Written, raw};
use crate::finding::Fault;
use crate::source::Source;
use crate::toml_file::{self, Spanned, place};

/// What a desk asks of its fact-checks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Factcheck {
    /// Whether the author of a seed may not check it.
    pub independent_checker: Option<Written<bool>>,
    /// Criteria by name. A name replaces an inherited one.
    pub criteria: BTreeMap<String, Criteria>,
    /// Which criteria hold for which claims; inherited ones first.
    pub policy: Vec<Demand>,
    /// Sources that are enough by themselves; inherited ones first.
    pub trust: Vec<Trust>,
    /// For drafts.
    pub draft: SeedGate,
    /// For seeds under review.
    pub review: SeedGate,
    /// For all others.
    pub published: SeedGate,
}

/// What a verification has to bring.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Criteria {
    /// The criteria that are asked for as well. They stand, and lead to no circle.
    pub implies: Option<String>,
    /// How many sources.
    pub sources: usize,
    /// How many of them that rest on nothing in common.
    pub independent: usize,
    /// How many people who judged alike.
    pub checkers: usize,
    /// Whether each source needs a place in it.
    pub locator: bool,
    /// Whether each source has to be in the archive.
    pub archive: bool,
    /// Whether a source has to be quoted.
    pub quote: bool,
    /// What one of the sources has to be.
    pub role: Option<Written<String>>,
    /// What has to be verified.
    pub level: Option<Written<String>>,
}

/// Criteria for some claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    /// For these kinds; none for all.
    pub kinds: Vec<Written<String>>,
    /// Their name. They stand.
    pub criteria: String,
}

/// A source that is enough by itself, for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    /// Its id, or the start of one with `*` behind.
    pub source: Written<String>,
    /// The last day.
    pub until: Written<Datetime>,
}

/// What a seed of one status has to pass.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SeedGate {
    /// The states that no claim may be in.
    pub deny: Option<Vec<Written<String>>>,
    /// The share of claims that have to name a source, from 0 to 1.
    pub sourced: Option<Written<f64>>,
    /// The share of claims that have to be verified, from 0 to 1.
    pub verified: Option<Written<f64>>,
    /// How many people have to sign the seed off.
    pub sign_off: Option<Written<usize>>,
}

/// Reads what a file says, over what it inherits.
pub(super) fn read(file: raw::Factcheck, source: &Arc<Source>, into: &mut Factcheck, faults: &mut Vec<Fault>) {
    replace(&mut into.independent_checker, file.independent_checker.map(|value| written(source, value)));
    let (own, policy) = (file.criteria, file.policy);
    let implied: Vec<_> = own.iter().filter_map(|(name, raw)| Some((name.get_ref().clone(), raw.implies.clone()?))).collect();
    into.criteria.extend(own.into_iter().map(|(name, raw)| (name.into_inner(), criteria(raw, source))));
    for (name, implies) in implied {
        let sound = is_criteria(&implies, into, source, faults);
        if sound && leads_back(&name, into) {
            faults.push(Fault::new(source, place(&implies), "these criteria imply each other in a circle"));
        }
        if !sound || leads_back(&name, into) {
            into.criteria.entry(name).and_modify(|criteria| criteria.implies = None);
        }
    }
    for demand in policy {
        if is_criteria(&demand.criteria, into, source, faults) {
            let kinds = demand.kinds.into_iter().map(|kind| written(source, kind)).collect();
            into.policy.push(Demand { kinds, criteria: demand.criteria.into_inner() });
        }
    }
    let trust = |raw: raw::Trust| Trust { source: written(source, raw.source), until: written(source, raw.until) };
    into.trust.extend(file.trust.into_iter().map(trust));
    let raw::Gates { draft, review, published } = file.gate;
    for (raw, gate) in [(draft, &mut into.draft), (review, &mut into.review), (published, &mut into.published)] {
        replace(&mut gate.deny, raw.deny.map(|states| states.into_iter().map(|state| written(source, state)).collect()));
        replace(&mut gate.sourced, raw.sourced.and_then(|share| checked_share(share, source, faults)));
        replace(&mut gate.verified, raw.verified.and_then(|share| checked_share(share, source, faults)));
        replace(&mut gate.sign_off, raw.sign_off.map(|people| written(source, people)));
    }
}

fn written<T>(source: &Arc<Source>, spanned: Spanned<T>) -> Written<T> {
    let at = Place { source: Arc::clone(source), span: place(&spanned) };
    Written { value: spanned.into_inner(), at }
}

fn replace<T>(inherited: &mut Option<T>, own: Option<T>) {
    if own.is_some() {
        *inherited = own;
    }
}

fn criteria(raw: raw::Criteria, source: &Arc<Source>) -> Criteria {
    let raw::Criteria { implies, sources, independent, checkers, locator, archive, quote, role, level } = raw;
    let (implies, role, level) =
        (implies.map(Spanned::into_inner), role.map(|role| written(source, role)), level.map(|level| written(source, level)));
    Criteria { implies, sources, independent, checkers, locator, archive, quote, role, level }
}

/// Whether criteria of this name stand. Otherwise that is a fault.
fn is_criteria(name: &Spanned<String>, known: &Factcheck, source: &Arc<Source>, faults: &mut Vec<Fault>) -> bool {
    if known.criteria.contains_key(name.get_ref()) {
        return true;
    }
    let fault = Fault::new(source, place(name), format!("no criteria are named `{}`", name.get_ref()));
    let help = toml_file::did_you_mean(name.get_ref(), known.criteria.keys().map(String::as_str));
    faults.push(fault.help(help.unwrap_or_else(|| format!("write them under `[factcheck.criteria.{}]`", name.get_ref()))));
    false
}

/// Whether criteria imply themselves in the end.
fn leads_back(name: &str, known: &Factcheck) -> bool {
    let next = |name: &str| known.criteria.get(name).and_then(|criteria| criteria.implies.as_deref());
    let mut met = BTreeSet::new();
    let mut at = name;
    while let Some(implied) = next(at).filter(|implied| met.insert(*implied)) {
        at = implied;
    }
    met.contains(name)
}

fn checked_share(share: Spanned<f64>, source: &Arc<Source>, faults: &mut Vec<Fault>) -> Option<Written<f64>> {
    if (0.0..=1.0).contains(share.get_ref()) {
        return Some(written(source, share));
    }
    faults.push(Fault::new(source, place(&share), "a share is a number from 0 to 1").help("1.0 asks it of every claim"));
    None
}
