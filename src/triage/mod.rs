//! Decides what becomes of a finding: one file a reason to say no.
//!
//! In go a seed's findings and what their rules are; out comes an [`Outcome`]. Nothing is lost silently: what is not shown
//! is counted. Nothing here knows configuration, files or words.

pub mod allow;
pub mod comment;
pub mod fingerprint;
mod levels;
mod overlap;
mod places;
mod seen;
mod wording;

use std::cmp::Reverse;

use allow::{Allow, Comments, Hygiene};

use crate::finding::{Confidence, Finding, Level, RuleId};
use crate::source::Source;
use crate::span::Span;

pub use levels::Threshold;
pub use seen::{Fingerprints, Seen};

/// What triage has to know of a rule, in one seed: the level is the one in force there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing<'a> {
    /// Family and name: `sourcing/vague-authority`.
    pub name: &'a str,
    /// How weighty its findings are here.
    pub level: Level,
    /// How often it is right.
    pub confidence: Confidence,
    /// Whether it speaks of the document as a whole, and its places only stand for it.
    pub whole: bool,
}

impl<'a> Standing<'a> {
    /// The part of the name before `/`.
    pub fn family(self) -> &'a str {
        self.name.split('/').next().unwrap_or(self.name)
    }
}

/// What was said of a seed's findings before they were found, and what it takes to know which are meant.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The seed.
    pub source: &'a Source,
    /// Its masked prose.
    pub prose: &'a str,
    /// Its sentences, in order.
    pub sentences: &'a [Span],
    /// What its comments allow.
    pub comments: &'a Comments,
    /// What the configuration allows in it.
    pub entries: &'a [Allow],
    /// The rules that speak of exceptions.
    pub hygiene: Hygiene,
    /// What was there before.
    pub seen: Seen<'a>,
}

/// What became of a seed's findings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Those to show, by place and then by rule name.
    pub shown: Vec<Finding>,
    /// How many were below the level or the confidence asked for.
    pub hidden: usize,
    /// The fingerprint of each of those, where they were asked for or needed.
    pub fingerprints: Vec<String>,
    /// How many were there before.
    pub known: usize,
    /// Every fingerprint, of what is known and hidden, too, where they were asked for or needed.
    pub met: Fingerprints,
    /// How many a comment or the configuration allows.
    pub suppressed: usize,
    /// Of each of [`Known::entries`], whether it allowed a finding; empty where nothing was said.
    pub used: Vec<bool>,
    /// How many were inside a longer finding of their family, or on the same words as a weightier one.
    pub overlapped: usize,
    /// The heaviest level among those that are shown or hidden: what is hidden still counts.
    pub heaviest: Option<Level>,
}

/// Decides over the findings of one seed. Overlap is settled first, so that what is allowed or hidden never changes what
/// else is shown; then what is allowed goes, then what was there before, and then what is below the threshold.
pub fn decide<'a>(
    findings: Vec<Finding>,
    standing: &dyn Fn(RuleId) -> Standing<'a>,
    known: Option<&Known<'_>>,
    threshold: Threshold,
) -> Outcome {
    let on = |finding: &Finding| standing(finding.rule).level > Level::Off;
    let mut shown: Vec<_> = findings.into_iter().filter(on).collect();
    let overlapped = overlap::settle(&mut shown, standing);
    let mut applied = known.map(|known| allow::apply(&mut shown, &overlapped, standing, known)).unwrap_or_default();
    shown.extend(std::mem::take(&mut applied.about).into_iter().filter(on));
    shown.sort_by(|one, other| {
        let key = |finding: &Finding| (finding.span.start, Reverse(finding.span.end));
        key(one).cmp(&key(other)).then_with(|| standing(one.rule).name.cmp(standing(other.rule).name))
    });
    let mut fingerprints =
        known.filter(|known| known.seen.identifies()).map(|known| identified(&shown, standing, known)).unwrap_or_default();
    let met = fingerprints.iter().cloned().collect();
    let before = known.map(|known| known.seen.known(&fingerprints)).unwrap_or_default();
    let all = shown.len();
    keep(&mut shown, &mut fingerprints, |at, _| !before.get(at).is_some_and(|known| *known));
    let left = shown.len();
    let heaviest = shown.iter().map(|finding| standing(finding.rule).level).max();
    keep(&mut shown, &mut fingerprints, |_, finding| threshold.admits(standing(finding.rule)));
    let hidden = left - shown.len();
    Outcome {
        shown,
        fingerprints,
        known: all - left,
        met,
        suppressed: applied.suppressed,
        used: applied.used,
        hidden,
        overlapped: overlapped.len(),
        heaviest,
    }
}

/// The fingerprints of findings, in their order.
fn identified<'a>(findings: &[Finding], standing: &dyn Fn(RuleId) -> Standing<'a>, known: &Known<'_>) -> Vec<String> {
    let names: Vec<_> = findings.iter().map(|finding| standing(finding.rule).name).collect();
    fingerprint::of_seed(known.source, known.prose, known.sentences, findings, &names)
}

/// Keeps the findings that `keeps` says, and their fingerprints where there are any.
fn keep(findings: &mut Vec<Finding>, fingerprints: &mut Vec<String>, keeps: impl Fn(usize, &Finding) -> bool) {
    let kept: Vec<_> = findings.iter().enumerate().map(|(at, finding)| keeps(at, finding)).collect();
    let mut of_findings = kept.iter();
    findings.retain(|_| of_findings.next().is_some_and(|kept| *kept));
    let mut of_fingerprints = kept.iter();
    fingerprints.retain(|_| of_fingerprints.next().is_some_and(|kept| *kept));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    pub const RULES: [Standing<'static>; 5] = [
        Standing { name: "sourcing/long", level: Level::Note, confidence: Confidence::Medium, whole: false },
        Standing { name: "sourcing/short", level: Level::Warning, confidence: Confidence::High, whole: false },
        Standing { name: "speculation/modal", level: Level::Note, confidence: Confidence::Low, whole: false },
        Standing { name: "sourcing/alike", level: Level::Warning, confidence: Confidence::High, whole: false },
        Standing { name: "sourcing/off", level: Level::Off, confidence: Confidence::High, whole: false },
    ];

    pub fn finding(rule: usize, start: usize, end: usize) -> Finding {
        Finding { rule: RuleId(u32::try_from(rule).unwrap()), span: Span::new(start, end), details: Vec::new(), labels: Vec::new() }
    }

    pub fn standing(rule: RuleId) -> Standing<'static> {
        RULES[rule.0 as usize]
    }

    #[test]
    fn every_finding_is_shown_or_counted() {
        let findings = vec![finding(2, 8, 9), finding(1, 3, 5), finding(0, 0, 9), finding(3, 20, 22), finding(4, 0, 3)];
        let outcome = decide(findings, &standing, None, Threshold::default());
        let shown: Vec<_> = outcome.shown.iter().map(|finding| (finding.rule.0, finding.span.start)).collect();
        assert_eq!((shown, outcome.hidden, outcome.overlapped), (vec![(1, 3), (2, 8), (3, 20)], 0, 1));
    }

    #[test]
    fn what_is_hidden_does_not_change_what_is_shown() {
        // The note lies inside a warning and the other around one: neither is shown, whatever is asked for.
        let findings = vec![finding(0, 3, 5), finding(1, 0, 9), finding(3, 20, 22), finding(0, 19, 30)];
        let outcome = decide(findings, &standing, None, Threshold { level: Level::Warning, ..Threshold::default() });
        let shown: Vec<_> = outcome.shown.iter().map(|finding| finding.span.start).collect();
        assert_eq!((shown, outcome.hidden, outcome.overlapped), (vec![0, 20], 0, 2));
    }

    #[test]
    fn what_is_hidden_still_counts() {
        for (findings, level, shown, heaviest) in [
            (vec![finding(1, 0, 9), finding(2, 20, 22)], Level::Error, 0, Some(Level::Warning)),
            (vec![finding(2, 20, 22)], Level::Warning, 0, Some(Level::Note)),
            (vec![finding(1, 0, 9)], Level::Note, 1, Some(Level::Warning)),
            (vec![finding(4, 0, 9)], Level::Note, 0, None),
            (vec![], Level::Note, 0, None),
        ] {
            let outcome = decide(findings, &standing, None, Threshold { level, ..Threshold::default() });
            assert_eq!((outcome.shown.len(), outcome.heaviest), (shown, heaviest));
        }
    }

    #[test]
    fn findings_on_the_same_words_are_in_order_of_name() {
        let outcome = decide(vec![finding(2, 0, 4), finding(1, 0, 4), finding(1, 0, 0)], &standing, None, Threshold::default());
        let shown: Vec<_> = outcome.shown.iter().map(|finding| (finding.rule.0, finding.span.end)).collect();
        assert_eq!(shown, [(1, 4), (2, 4), (1, 0)]);
    }
}
