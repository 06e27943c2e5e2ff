//! Brings the claims of a seed up to date with its text.
//!
//! In go claims and a seed; out come the claims anew, and every change by itself, to be told: what was bound other than by
//! equality, what is new, moved, lost. Touches no check. Syncing what is in sync changes nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::anchor::{self, Anchors, How, Lost};
use super::census::Census;
use super::claims::{Claim, Claims};
use super::id;
use super::normal::{Hash, normal};
use super::parts::{Part, PartKind};
use super::seed::Seed;

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Synced {
    /// The claims as they are to be written.
    pub claims: Claims,
    /// Where they stand.
    pub anchors: Anchors,
    /// What changed, in order of place; what is lost comes last.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The claim.
    pub id: String,
    /// The number of its sentence; `None` for a claim that is lost.
    pub sentence: Option<usize>,
    /// What became of it.
    pub what: What,
}

/// What became of a claim.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// It is new.
    New,
    /// It is the rest of a claim that was split.
    SplitOff {
        /// That claim.
        from: String,
    },
    /// It stands elsewhere, as it was.
    Moved,
    /// It looks different, and says the same.
    Cosmetic {
        /// Its wording before.
        was: String,
    },
    /// Its wording is another.
    Reworded {
        /// Its wording before.
        was: String,
        /// How it was found.
        how: How,
    },
    /// Its links lead elsewhere, though its words are the same.
    Relinked {
        /// Where they led.
        was: Vec<String>,
    },
    /// It was not found.
    Lost(Lost),
}

/// The claims of a seed that has none yet. `name` is that of its file.
pub fn begin(name: &str, seed: &Seed) -> Synced {
    let claims = Claims { document: name.to_owned(), id: seed.mint(name), ..Claims::default() };
    sync(&claims, name, seed, |_| false)
}

/// Brings claims up to date. Those that are `retired` are left out, and their ids are not given again.
pub fn sync(old: &Claims, name: &str, seed: &Seed, retired: impl Fn(&str) -> bool) -> Synced {
    let anchors = anchor::anchor(old, seed, &retired);
    let ordinals = ordinals(seed);
    let mut claims = Claims { document: name.to_owned(), id: old.id.clone(), census: Census::of(seed), claims: BTreeMap::new() };
    let mut changes = Vec::new();
    let mut covered = BTreeSet::new();
    let mut rests = BTreeMap::new();
    for (id, bound) in &anchors.bound {
        let (was, sentence) = (&old.claims[id], &seed.sentences[bound.sentence]);
        covered.insert(bound.sentence);
        if let How::Split { rest, .. } = bound.how {
            rests.insert(rest, id.clone());
        }
        let nth = ordinals[bound.sentence];
        let now = Claim {
            text: sentence.wording.clone(),
            hash: sentence.hash,
            nth,
            kind: sentence.kind,
            parts: sentence.parts.clone(),
            from: was.from.clone(),
        };
        changes.extend(told(was, &now, bound.how).map(|what| Change { id: id.clone(), sentence: Some(bound.sentence), what }));
        claims.claims.insert(id.clone(), now);
    }
    for id in anchors.lost.keys() {
        claims.claims.insert(id.clone(), old.claims[id].clone());
    }
    let mut taken: BTreeSet<String> = old.claims.keys().cloned().collect();
    for (at, sentence) in seed.sentences.iter().enumerate() {
        let from = rests.get(&at);
        if covered.contains(&at) || !(sentence.candidate || from.is_some()) {
            continue;
        }
        let id = id::mint(&old.id, &normal(&sentence.wording), ordinals[at], |id| taken.contains(id) || retired(id));
        taken.insert(id.clone());
        let what = from.map_or(What::New, |from| What::SplitOff { from: from.clone() });
        changes.push(Change { id: id.clone(), sentence: Some(at), what });
        let (text, parts) = (sentence.wording.clone(), sentence.parts.clone());
        claims.claims.insert(id, Claim { text, hash: sentence.hash, nth: ordinals[at], kind: sentence.kind, parts, from: from.cloned() });
    }
    changes.sort_by(|one, other| one.sentence.cmp(&other.sentence).then_with(|| one.id.cmp(&other.id)));
    changes.extend(anchors.lost.iter().map(|(id, lost)| Change { id: id.clone(), sentence: None, what: What::Lost(*lost) }));
    Synced { claims, anchors, changes }
}

/// What there is to say of a claim that was found, if anything.
fn told(was: &Claim, now: &Claim, how: How) -> Option<What> {
    let links = |parts: &[Part]| parts.iter().filter(|part| part.kind == PartKind::Link).map(|part| part.words.clone()).collect::<Vec<_>>();
    if was.hash != now.hash {
        return Some(What::Reworded { was: was.text.clone(), how });
    }
    match how {
        How::Moved => Some(What::Moved),
        _ if links(&was.parts) != links(&now.parts) => Some(What::Relinked { was: links(&was.parts) }),
        _ if was.text != now.text => Some(What::Cosmetic { was: was.text.clone() }),
        _ => None,
    }
}

/// Of each sentence: which it is among those with the same hash, from 1.
fn ordinals(seed: &Seed) -> Vec<usize> {
    let mut counts: HashMap<Hash, usize> = HashMap::new();
    let count = |hash| {
        let count = counts.entry(hash).or_default();
        *count += 1;
        *count
    };
    seed.sentences.iter().map(|sentence| sentence.hash).map(count).collect()
}

#[cfg(test)]
mod tests {
    use super::super::seed::tests::seed;
    use super::*;

    const WAS: &str = "# Output

Output fell 12% in March, the agency said. The drop was the steepest since 1997.

The mill lost 40 workers.
";

    /// Each change as `sentence what`, with ids left out.
    fn changes(was: &str, now: &str) -> Vec<String> {
        let synced = sync(&begin("a.md", &seed(was)).claims, "a.md", &seed(now), |_| false);
        let tell = |change: &Change| {
            let what = match &change.what {
                What::New => "new",
                What::SplitOff { .. } => "split off",
                What::Moved => "moved",
                What::Cosmetic { .. } => "cosmetic",
                What::Reworded { .. } => "reworded",
                What::Relinked { .. } => "relinked",
                What::Lost(_) => "lost",
            };
            change.sentence.map_or(what.to_owned(), |at| format!("{at} {what}"))
        };
        synced.changes.iter().map(tell).collect()
    }

    #[test]
    fn each_change_is_told() {
        for (from, to, told) in [
            ("12%", "12%", vec![]),
            ("12%", "21%", vec!["1 reworded"]),
            ("12%", "12 %", vec!["1 cosmetic"]),
            ("The mill lost 40 workers.", "", vec!["lost"]),
            ("40 workers.", "40 workers. The river rose by 3 metres.", vec!["4 new"]),
            ("The drop was the steepest since 1997.", "", vec!["lost"]),
        ] {
            assert_eq!(changes(WAS, &WAS.replace(from, to)), told, "{to}");
        }
        assert_eq!(changes("It [lost](a) 40 men.", "It [lost](b) 40 men."), ["0 relinked"]);
    }

    #[test]
    fn what_is_in_sync_stays_as_it_is() {
        let begun = begin("a.md", &seed(WAS)).claims;
        let again = sync(&begun, "a.md", &seed(WAS), |_| false);
        assert_eq!((again.claims.written(), again.changes.len()), (begun.written(), 0));
    }

    #[test]
    fn two_branches_mint_the_same_ids() {
        let begun = begin("a.md", &seed(WAS)).claims;
        let (one, other) = (format!("{WAS}\nThe river rose by 3 metres.\n"), format!("The river rose by 3 metres.\n\n{WAS}"));
        let ids = |text: &str| sync(&begun, "a.md", &seed(text), |_| false).claims.claims.into_keys().collect::<Vec<_>>();
        assert_eq!(ids(&one), ids(&other));
    }

    #[test]
    fn what_is_retired_is_gone_and_its_id_stays_taken() {
        let begun = begin("a.md", &seed(WAS)).claims;
        let gone = begun.claims.iter().find(|(_, claim)| claim.text.contains("40")).unwrap().0.clone();
        let without = sync(&begun, "a.md", &seed(&WAS.replace("The mill lost 40 workers.", "")), |id| id == gone);
        assert!(without.changes.is_empty() && !without.claims.claims.contains_key(&gone));
        let again = sync(&without.claims, "a.md", &seed(WAS), |id| id == gone);
        assert_eq!(again.changes.len(), 1);
        assert_ne!(again.changes[0].id, gone);
    }
}
