//! No two findings of a family on the same words: one inside a longer one goes, unless its level is higher, and then the
//! longer one goes; on equal places the higher level stays, then the higher confidence, then the first name. Findings of two
//! families never meet, and neither do findings without words or about the document as a whole, since each tells of something else that is missing.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::Standing;
use crate::finding::{Confidence, Finding, Level, RuleId};

/// Leaves of `findings` those that stay, in the order of place. The others come back.
pub fn settle<'a>(findings: &mut Vec<Finding>, standing: &dyn Fn(RuleId) -> Standing<'a>) -> Vec<Finding> {
    findings.sort_by(|one, other| {
        let key = |finding: &Finding| (finding.span.start, Reverse(finding.span.end));
        key(one).cmp(&key(other)).then_with(|| weight(standing(other.rule)).cmp(&weight(standing(one.rule))))
    });
    // By family: the finding that reaches furthest so far. In this order, one that ends no further lies inside it.
    let mut furthest: HashMap<&str, usize> = HashMap::new();
    let mut stays = vec![true; findings.len()];
    for (at, finding) in findings.iter().enumerate() {
        let rule = standing(finding.rule);
        if finding.span.is_empty() || rule.whole {
            continue;
        }
        let Some(outer) = furthest.get(rule.family()).copied().filter(|outer| finding.span.end <= findings[*outer].span.end) else {
            furthest.insert(rule.family(), at);
            continue;
        };
        // What weighs more is never lost in what weighs less, however long that is.
        if rule.level > standing(findings[outer].rule).level {
            stays[outer] = false;
            furthest.insert(rule.family(), at);
        } else {
            stays[at] = false;
        }
    }
    let mut stays = stays.into_iter();
    findings.extract_if(.., |_| !stays.next().unwrap_or(true)).collect()
}

/// The greater wins on equal places.
fn weight<'a>(rule: Standing<'a>) -> (Level, Confidence, Reverse<&'a str>) {
    (rule.level, rule.confidence, Reverse(rule.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::triage::tests::{finding, standing};

    #[test]
    fn the_longer_stays_and_then_the_weightier() {
        for (findings, stay) in [
            // Inside.
            (vec![finding(0, 3, 5), finding(1, 0, 9)], vec![(1, 0, 9)]),
            (vec![finding(1, 0, 5), finding(3, 0, 9), finding(0, 4, 9)], vec![(3, 0, 9)]),
            // Inside, and heavier: "could potentially win" must not hide "could potentially".
            (vec![finding(1, 3, 5), finding(0, 0, 9)], vec![(1, 3, 5)]),
            (vec![finding(1, 0, 5), finding(0, 0, 9), finding(1, 4, 9)], vec![(1, 0, 5), (1, 4, 9)]),
            // Across one another: both.
            (vec![finding(1, 0, 5), finding(0, 3, 9)], vec![(1, 0, 5), (0, 3, 9)]),
            // The same place: level, then name.
            (vec![finding(0, 0, 5), finding(1, 0, 5)], vec![(1, 0, 5)]),
            (vec![finding(1, 0, 5), finding(3, 0, 5)], vec![(3, 0, 5)]),
            // Two families.
            (vec![finding(2, 3, 5), finding(0, 0, 9)], vec![(0, 0, 9), (2, 3, 5)]),
            // Without words.
            (vec![finding(0, 0, 0), finding(1, 0, 0), finding(1, 0, 4)], vec![(1, 0, 4), (1, 0, 0), (0, 0, 0)]),
            (vec![], vec![]),
        ] {
            let mut settled = findings.clone();
            settle(&mut settled, &standing);
            let left: Vec<_> = settled.iter().map(|finding| (finding.rule.0, finding.span.start, finding.span.end)).collect();
            assert_eq!(left, stay, "{findings:?}");
        }
    }

    #[test]
    fn order_of_arrival_does_not_matter() {
        let all = [finding(0, 0, 9), finding(1, 0, 9), finding(1, 2, 4), finding(3, 8, 12), finding(2, 2, 4), finding(0, 10, 11)];
        let mut forwards = all.to_vec();
        let mut backwards: Vec<_> = all.iter().rev().cloned().collect();
        settle(&mut forwards, &standing);
        settle(&mut backwards, &standing);
        assert_eq!(forwards, backwards);
    }
}
