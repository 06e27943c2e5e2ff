//! Two ledgers that went apart, made one again: by records, not by lines.
//!
//! In go the ledgers of both sides, and of where they parted; out comes their union, and the keys of records that both sides
//! changed differently, which somebody has to look at. Nothing is lost: judgements are only ever appended, so a record that one
//! side has is in the union, and each was held against its seal when it was read.

use std::collections::{BTreeMap, BTreeSet};

use super::canonical;
use super::checks::{Checks, Record};
use super::claims::{self, Claims};
use super::file::is_marker;

/// What came of two sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged<T> {
    /// Everything that is clear; of what is not, our side.
    pub union: T,
    /// What both sides changed differently.
    pub conflicts: Vec<Conflict>,
}

/// One record that each side has otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Its header: `check.7f3kq-260822-ao`.
    pub header: String,
    /// As our side has it, with its seal; `None` where our side has none.
    pub ours: Option<String>,
    /// As the other side has it.
    pub theirs: Option<String>,
}

/// Unites two checks files that were one at `base`.
pub fn checks(base: &Checks, ours: &Checks, theirs: &Checks) -> Merged<Checks> {
    let mut conflicts = Vec::new();
    let union = Checks {
        checks: records(&base.checks, &ours.checks, &theirs.checks, &mut conflicts),
        exempt: records(&base.exempt, &ours.exempt, &theirs.exempt, &mut conflicts),
        retired: records(&base.retired, &ours.retired, &theirs.retired, &mut conflicts),
        signoffs: records(&base.signoffs, &ours.signoffs, &theirs.signoffs, &mut conflicts),
    };
    Merged { union, conflicts }
}

fn records<R: Record + Clone + PartialEq>(
    base: &BTreeMap<String, R>,
    ours: &BTreeMap<String, R>,
    theirs: &BTreeMap<String, R>,
    conflicts: &mut Vec<Conflict>,
) -> BTreeMap<String, R> {
    let written = |key: &str, record: &R| record.written(key);
    united(base, ours, theirs, |key, ours, theirs| {
        let header = format!("{}.{key}", R::TABLE);
        conflicts.push(Conflict { header, ours: Some(written(key, ours)), theirs: Some(written(key, theirs)) });
    })
}

/// The records of both sides. Of one that both have, the side that changed it counts; where both did, `differ` is told.
fn united<R: Clone + PartialEq>(
    base: &BTreeMap<String, R>,
    ours: &BTreeMap<String, R>,
    theirs: &BTreeMap<String, R>,
    mut differ: impl FnMut(&str, &R, &R),
) -> BTreeMap<String, R> {
    let keys: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let mut union = BTreeMap::new();
    for key in keys {
        let record = match (ours.get(key), theirs.get(key)) {
            (Some(our), Some(their)) if our == their || base.get(key) == Some(their) => our,
            (Some(our), Some(their)) if base.get(key) == Some(our) => their,
            (Some(our), Some(their)) => {
                differ(key, our, their);
                our
            }
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => continue,
        };
        union.insert(key.clone(), record.clone());
    }
    union
}

/// Unites two claims files. Both censuses are kept, and claims that one side dropped come back, as the next sync tells what of
/// them is there.
pub fn claims(base: &Claims, ours: &Claims, theirs: &Claims) -> Merged<Claims> {
    let mut conflicts = Vec::new();
    let union = united(&base.claims, &ours.claims, &theirs.claims, |key, our, their| {
        let (our, their) = (claims::record(key, our), claims::record(key, their));
        conflicts.push(Conflict { header: format!("claim.{key}"), ours: Some(our), theirs: Some(their) });
    });
    let mut one_of = |name: &str, base: &String, ours: &String, theirs: &String| {
        if ours != theirs && ours != base && theirs != base {
            let line = |value: &String| {
                let mut line = String::new();
                canonical::field(&mut line, name, &canonical::Value::Text(value.clone()));
                Some(line)
            };
            conflicts.push(Conflict { header: name.to_owned(), ours: line(ours), theirs: line(theirs) });
        }
        if ours == base { theirs.clone() } else { ours.clone() }
    };
    let document = one_of("document", &base.document, &ours.document, &theirs.document);
    let id = one_of("id", &base.id, &ours.id, &theirs.id);
    let census = match () {
        () if theirs.census == base.census => ours.census.clone(),
        () if ours.census == base.census => theirs.census.clone(),
        () => ours.census.with(&theirs.census),
    };
    Merged { union: Claims { document, id, census, claims: union }, conflicts }
}

/// A file with the records in conflict between markers, as git leaves them, so that nobody takes it for whole. `written` is
/// the union.
pub fn with_markers(written: &str, conflicts: &[Conflict]) -> String {
    let mut text = written.to_owned();
    for Conflict { ours, theirs, .. } in conflicts {
        let (ours, theirs) = (ours.as_deref().unwrap_or_default(), theirs.as_deref().unwrap_or_default());
        let both = format!("<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n");
        text = text.replacen(ours, &both, 1);
    }
    text
}

/// The two sides of a file in which git left conflicts, each whole; `None` where there is none, or the markers do not pair.
pub fn sides(text: &str) -> Option<(String, String)> {
    let (mut ours, mut theirs) = (String::new(), String::new());
    let mut side = Side::Both;
    let mut met = false;
    for line in text.split_inclusive('\n') {
        let marker = is_marker(line).then(|| line.trim_end().chars().next()).flatten();
        side = match (marker, side) {
            (Some('<'), Side::Both) => Side::Ours,
            (Some('|'), Side::Ours) => Side::Base,
            (Some('='), Side::Ours | Side::Base) => Side::Theirs,
            (Some('>'), Side::Theirs) => {
                met = true;
                Side::Both
            }
            (Some(_), _) => return None,
            (None, side) => {
                if matches!(side, Side::Both | Side::Ours) {
                    ours.push_str(line);
                }
                if matches!(side, Side::Both | Side::Theirs) {
                    theirs.push_str(line);
                }
                side
            }
        };
    }
    (met && side == Side::Both).then_some((ours, theirs))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Both,
    Ours,
    Base,
    Theirs,
}

#[cfg(test)]
mod tests {
    use super::super::checks::tests::{read_text, sample};
    use super::super::seed::tests::seed;
    use super::super::sync;
    use super::super::verdict::Verdict;
    use super::*;

    fn marked(by: &str, claim: &str, verdict: Verdict) -> Checks {
        let mut checks = sample();
        let check = checks.checks.values().next().unwrap().clone();
        checks.append(super::super::checks::Check { claim: claim.into(), by: by.into(), verdict, ..check });
        checks
    }

    #[test]
    fn different_judgements_are_united_and_equal_ones_are_one() {
        let (one, other) = (marked("Lea Roe", "x0m2d", Verdict::False), marked("Jan Moor", "7f3kq", Verdict::Verified));
        let merged = checks(&sample(), &one, &other);
        assert_eq!((merged.conflicts.len(), merged.union.checks.len()), (0, 4));
        assert_eq!(read_text(&merged.union.written()), Ok(merged.union.clone()));
        assert_eq!(checks(&sample(), &one, &one).union, one);
        assert_eq!(checks(&sample(), &other, &one).union, merged.union, "whichever side is ours");
    }

    #[test]
    fn what_one_side_dropped_is_kept() {
        let mut less = sample();
        less.checks.clear();
        assert_eq!(checks(&sample(), &less, &sample()).union, sample());
    }

    #[test]
    fn one_key_with_two_records_is_a_conflict_that_can_be_seen() {
        let (one, other) = (marked("Lea Roe", "x0m2d", Verdict::False), marked("Lea Roe", "x0m2d", Verdict::Verified));
        let merged = checks(&sample(), &one, &other);
        assert_eq!(merged.conflicts.iter().map(|conflict| conflict.header.as_str()).collect::<Vec<_>>(), ["check.x0m2d-260822-lr"]);
        let text = with_markers(&merged.union.written(), &merged.conflicts);
        assert_eq!(read_text(&text).unwrap_err()[0].1, "a merge was left undone here");
        let (ours, theirs) = sides(&text).unwrap();
        assert_eq!((read_text(&ours), read_text(&theirs)), (Ok(one), Ok(other)));
    }

    #[test]
    fn markers_have_to_pair() {
        for text in ["a\n", "<<<<<<< a\nx\n", "=======\n", "<<<<<<< a\nx\n=======\ny\n<<<<<<< b\n", "<<<<<<< a\n>>>>>>> b\n"] {
            assert_eq!(sides(text), None, "{text}");
        }
        let three = "a\n<<<<<<< ours\nb\n||||||| base\nc\n=======\nd\n>>>>>>> theirs\ne\n";
        assert_eq!(sides(three), Some(("a\nb\ne\n".into(), "a\nd\ne\n".into())));
    }

    #[test]
    fn claims_of_two_branches_are_united() {
        let text = "Output fell 12% in March.\n\nThe mill lost 40 men.\n";
        let base = sync::begin("a.md", &seed(text)).claims;
        let after = |text: &str| sync::sync(&base, "a.md", &seed(text), |_| false).claims;
        let (one, other) = (after(&format!("{text}\nThe river rose 3 metres.\n")), after(&text.replace("40", "50")));
        let merged = claims(&base, &one, &other);
        assert_eq!((merged.conflicts.len(), merged.union.claims.len()), (0, 3));
        let both = format!("{}\nThe river rose 3 metres.\n", text.replace("40", "50"));
        let synced = sync::sync(&merged.union, "a.md", &seed(&both), |_| false);
        assert!(synced.changes.is_empty(), "{:?}", synced.changes);
        let third = after(&text.replace("40", "60"));
        let merged = claims(&base, &other, &third);
        assert_eq!(merged.conflicts.len(), 1);
        assert!(sides(&with_markers(&merged.union.written(), &merged.conflicts)).is_some());
    }
}
