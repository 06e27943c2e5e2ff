//! Where each claim stands in its seed now.
//!
//! In go the claims, with the census of when they were last looked at, and the seed; out comes for each claim its sentence and
//! how it was found, or that it is lost. First by equality, cosmetic equality included; then by likeness, with bars that fall the
//! closer the place fits: one sentence gone and one come between two that stayed says more than any score. The bars are
//! those of Hypothesis's and Doorstop's users' complaints: never one score for place and wording together, a lead over
//! whatever comes second, and rather lost than guessed.
//!
//! Likeness finds a sentence; whether a verification holds is decided by hashes alone. A sentence that the census has was there
//! before, and no claim that vanished is taken for it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::alignment::{self, Alignment};
use super::census::Census;
use super::claims::{Claim, Claims};
use super::normal::{Brief, Hash};
use super::parts::PartKind;
use super::seed::Seed;
use super::similarity::{Lexis, Words};

/// One sentence gone and one come, between two that stayed in place.
const ONE_FOR_ONE: f64 = 0.45;
/// Several gone or come in the same place.
const SAME_PLACE: f64 = 0.55;
/// Anywhere else, and then with a section, a quotation or two parts in common.
const ELSEWHERE: f64 = 0.75;
/// What a sentence has to be ahead of the next best.
const LEAD: f64 = 0.1;
/// How much of a sentence has to be in the two that it was split into, or that were made one.
const COVERED: f64 = 0.8;
/// How much of each half has to come from it.
const OWN: f64 = 0.6;
/// A word that stands in more sentences leads to none.
const COMMON: usize = 64;
/// Of so many sentences that share words with a claim, the likeness is weighed.
const WEIGHED: usize = 8;

/// Where the claims of a seed stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Anchors {
    /// The claims that were found, by id.
    pub bound: BTreeMap<String, Bound>,
    /// The claims that were not.
    pub lost: BTreeMap<String, Lost>,
}

/// A claim that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound {
    /// The number of its sentence.
    pub sentence: usize,
    /// How it was found.
    pub how: How,
}

/// How a claim was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum How {
    /// Equal, in its place.
    Same,
    /// Equal, elsewhere.
    Moved,
    /// By likeness.
    Edited {
        /// From 0 to 1.
        likeness: f64,
        /// Where it was looked for.
        place: Place,
    },
    /// Most of it is in this sentence and the one beside it.
    Split {
        /// How much of it is in the two.
        covered: f64,
        /// The sentence that the rest of it is in.
        rest: usize,
    },
    /// This sentence is made of it and of the one beside it.
    Merged {
        /// How much of the sentence is from the two.
        covered: f64,
    },
}

/// How well the place of a sentence fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Between the same sentences, with nothing else gone or come.
    OneForOne,
    /// Between the same sentences.
    Same,
    /// Somewhere else.
    Elsewhere,
}

/// A claim that was not found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lost {
    /// The new sentence that comes nearest, and its likeness, where there is one to speak of.
    pub nearest: Option<(usize, f64)>,
    /// Whether that one would do, if another did not come as near.
    pub unclear: bool,
}

impl Anchors {
    /// The claims that stand in each sentence.
    pub fn by_sentence(&self) -> HashMap<usize, Vec<&str>> {
        let mut claims: HashMap<usize, Vec<&str>> = HashMap::new();
        self.bound.iter().for_each(|(id, bound)| claims.entry(bound.sentence).or_default().push(id));
        claims
    }

    /// Whether every claim was found by equality, in its place.
    pub fn is_same(&self) -> bool {
        self.lost.is_empty() && self.bound.values().all(|bound| bound.how == How::Same)
    }
}

/// Finds the claims in a seed, but for those that are `retired`.
pub fn anchor(claims: &Claims, seed: &Seed, retired: impl Fn(&str) -> bool) -> Anchors {
    let old = claims.census.placed();
    let new = Census::of(seed).placed();
    let briefs = |placed: &[(Brief, Option<Brief>)]| placed.iter().map(|(brief, _)| *brief).collect::<Vec<_>>();
    let alignment = alignment::align(&briefs(&old), &briefs(&new));
    let mut occurrences: HashMap<Brief, Vec<usize>> = HashMap::new();
    old.iter().enumerate().for_each(|(at, (brief, _))| occurrences.entry(*brief).or_default().push(at));

    let mut anchors = Anchors::default();
    let mut vanished = Vec::new();
    for (id, claim) in claims.claims.iter().filter(|(id, _)| !retired(id)) {
        let at = occurrences.get(&claim.hash.brief()).and_then(|places| places.get(claim.nth - 1)).copied();
        let equal = at.and_then(|at| alignment.now[at]).filter(|(now, _)| seed.sentences[*now].hash == claim.hash);
        match equal {
            Some((sentence, moved)) => {
                let how = if moved { How::Moved } else { How::Same };
                anchors.bound.insert(id.clone(), Bound { sentence, how });
            }
            None => vanished.push((id.as_str(), claim, at)),
        }
    }
    if !vanished.is_empty() {
        bind_returned(&mut anchors, &mut vanished, seed);
        Search::new(&alignment, &old, &new, seed, vanished).run(&mut anchors);
    }
    anchors
}

/// A claim whose sentence is not where it was, and where that was.
type Vanished<'a> = (&'a str, &'a Claim, Option<usize>);

/// Binds claims that were lost, and whose very wording is back.
fn bind_returned(anchors: &mut Anchors, vanished: &mut Vec<Vanished<'_>>, seed: &Seed) {
    let bound: HashSet<usize> = anchors.bound.values().map(|bound| bound.sentence).collect();
    let mut free: HashMap<Hash, Vec<usize>> = HashMap::new();
    let sentences = seed.sentences.iter().enumerate().rev().filter(|(at, _)| !bound.contains(at));
    sentences.for_each(|(at, sentence)| free.entry(sentence.hash).or_default().push(at));
    vanished.retain(|(id, claim, _)| match free.get_mut(&claim.hash).and_then(Vec::pop) {
        Some(sentence) => {
            anchors.bound.insert((*id).to_owned(), Bound { sentence, how: How::Moved });
            false
        }
        None => true,
    });
}

/// The search for claims whose wording changed.
struct Search<'a> {
    alignment: &'a Alignment,
    old: &'a [(Brief, Option<Brief>)],
    new: &'a [(Brief, Option<Brief>)],
    seed: &'a Seed,
    vanished: Vec<Vanished<'a>>,
    lexis: Lexis,
    /// The words of each claim that vanished.
    claims: Vec<Words>,
    /// The words of each sentence.
    sentences: Vec<Words>,
    /// By gap: how many old sentences are gone from it, and the sentences that are new in it.
    gaps: HashMap<usize, (usize, Vec<usize>)>,
    /// Of each claim: the new sentences that share most words with it.
    near: Vec<Vec<usize>>,
}

/// A claim and a sentence that may be its own.
#[derive(Debug, Clone, Copy)]
struct Pair {
    claim: usize,
    sentence: usize,
    likeness: f64,
    place: Place,
    admitted: bool,
}

impl<'a> Search<'a> {
    fn new(
        alignment: &'a Alignment,
        old: &'a [(Brief, Option<Brief>)],
        new: &'a [(Brief, Option<Brief>)],
        seed: &'a Seed,
        vanished: Vec<Vanished<'a>>,
    ) -> Self {
        let mut lexis = Lexis::default();
        let sentences = seed.sentences.iter().map(|sentence| lexis.learn(&sentence.wording)).collect();
        let claims = vanished.iter().map(|(_, claim, _)| lexis.learn(&claim.text)).collect();
        lexis.weigh();
        let mut gaps: HashMap<usize, (usize, Vec<usize>)> = HashMap::new();
        for (at, now) in alignment.now.iter().enumerate() {
            gaps.entry(alignment.old_gap[at]).or_default().0 += usize::from(now.is_none());
        }
        alignment.unseen.iter().for_each(|at| gaps.entry(alignment.new_gap[*at]).or_default().1.push(*at));
        let mut search = Self { alignment, old, new, seed, vanished, lexis, claims, sentences, gaps, near: Vec::new() };
        search.near = search.near();
        search
    }

    /// Of each claim: the new sentences that share most words with it, of those that are not in many; and the only one in its gap.
    fn near(&self) -> Vec<Vec<usize>> {
        let mut places: HashMap<u32, Vec<usize>> = HashMap::new();
        for at in &self.alignment.unseen {
            self.sentences[*at].different().for_each(|word| places.entry(word).or_default().push(*at));
        }
        let near = |claim: usize| {
            let mut shared: HashMap<usize, usize> = HashMap::new();
            for places in self.claims[claim].different().filter_map(|word| places.get(&word)).filter(|places| places.len() <= COMMON) {
                places.iter().for_each(|at| *shared.entry(*at).or_default() += 1);
            }
            if let Some((_, [only])) = self.gap(claim).map(|(gone, come)| (gone, &come[..])) {
                shared.entry(*only).or_default();
            }
            let mut most: Vec<_> = shared.into_iter().collect();
            most.sort_unstable_by_key(|(at, count)| (std::cmp::Reverse(*count), *at));
            most.into_iter().map(|(at, _)| at).take(WEIGHED).collect()
        };
        (0..self.vanished.len()).map(near).collect()
    }

    fn run(&self, anchors: &mut Anchors) {
        let mut left: Vec<bool> = vec![true; self.vanished.len()];
        let mut free: HashSet<usize> = self.alignment.unseen.iter().copied().collect();
        let mut bind = |claim: usize, sentence: usize, how: How, left: &mut Vec<bool>| {
            left[claim] = false;
            anchors.bound.insert(self.vanished[claim].0.to_owned(), Bound { sentence, how });
        };
        for claim in 0..self.vanished.len() {
            if let Some((sentence, rest, covered)) = self.split(claim, &free) {
                free.remove(&sentence);
                free.remove(&rest);
                bind(claim, sentence, How::Split { covered, rest }, &mut left);
            }
        }
        for (one, other, sentence, covered) in self.merged() {
            if left[one] && left[other] && free.remove(&sentence) {
                bind(one, sentence, How::Merged { covered }, &mut left);
                bind(other, sentence, How::Merged { covered }, &mut left);
            }
        }
        let mut pairs = self.pairs(&left, &free);
        loop {
            let best = clear(&pairs);
            if best.is_empty() {
                break;
            }
            for pair in &best {
                free.remove(&pair.sentence);
                bind(pair.claim, pair.sentence, How::Edited { likeness: pair.likeness, place: pair.place }, &mut left);
            }
            pairs.retain(|pair| left[pair.claim] && free.contains(&pair.sentence));
        }
        for claim in (0..self.vanished.len()).filter(|claim| left[*claim]) {
            let near = pairs.iter().filter(|pair| pair.claim == claim).max_by(|one, other| one.likeness.total_cmp(&other.likeness));
            let lost = Lost { nearest: near.map(|pair| (pair.sentence, pair.likeness)), unclear: near.is_some_and(|pair| pair.admitted) };
            anchors.lost.insert(self.vanished[claim].0.to_owned(), lost);
        }
    }

    /// The gap that a claim is gone from, with what is gone from it and come into it.
    fn gap(&self, claim: usize) -> Option<&(usize, Vec<usize>)> {
        self.gaps.get(&self.alignment.old_gap[self.vanished[claim].2?])
    }

    /// Two sentences side by side that a claim was split into: the one that keeps its id, the other, and how much is covered.
    fn split(&self, claim: usize, free: &HashSet<usize>) -> Option<(usize, usize, f64)> {
        let words = &self.claims[claim];
        let (_, come) = self.gap(claim)?;
        let here = |at: &usize| free.contains(at) && come.binary_search(at).is_ok();
        let covered = |one: usize| {
            let (first, second) = (&self.sentences[one], self.sentences.get(one + 1)?);
            let covered = self.lexis.share(words, &first.and(second));
            let fits = [first, second].iter().all(|half| self.lexis.share(half, words) >= OWN && self.lexis.share(words, half) < COVERED);
            (here(&one) && here(&(one + 1)) && fits && covered >= COVERED).then_some((one, one + 1, covered))
        };
        let begins: BTreeSet<usize> = self.near[claim].iter().flat_map(|at| [at.saturating_sub(1), *at]).collect();
        let (one, other, covered) = begins.into_iter().filter_map(covered).max_by(|one, other| one.2.total_cmp(&other.2))?;
        let kept = |at: usize| {
            let parts = &self.seed.sentences[at].parts;
            let shared = self.vanished[claim].1.parts.iter().filter(|part| parts.contains(part)).count();
            (shared, (self.lexis.share(words, &self.sentences[at]) * 1000.0) as u32)
        };
        Some(if kept(other) > kept(one) { (other, one, covered) } else { (one, other, covered) })
    }

    /// Two claims that stood side by side and are one sentence now, and how much of that is covered.
    fn merged(&self) -> Vec<(usize, usize, usize, f64)> {
        let places = self.vanished.iter().enumerate().filter_map(|(claim, (_, _, at))| at.map(|at| (at, claim)));
        let by_place: BTreeMap<usize, usize> = places.collect();
        let mut found = Vec::new();
        for (at, one) in &by_place {
            let Some(other) = by_place.get(&(at + 1)) else { continue };
            let both = self.claims[*one].and(&self.claims[*other]);
            let here =
                |at: &&usize| [one, other].iter().all(|claim| self.gap(**claim).is_some_and(|(_, come)| come.binary_search(at).is_ok()));
            for sentence in self.near[*one].iter().filter(here) {
                let words = &self.sentences[*sentence];
                let covered = self.lexis.share(words, &both);
                let half = |claim: usize| {
                    let claim = &self.claims[claim];
                    self.lexis.share(claim, words) >= OWN && self.lexis.share(words, claim) < COVERED
                };
                if covered >= COVERED && half(*one) && half(*other) {
                    found.push((*one, *other, *sentence, covered));
                }
            }
        }
        found
    }

    /// Each claim that is left with the free sentences that are most like it.
    fn pairs(&self, left: &[bool], free: &HashSet<usize>) -> Vec<Pair> {
        let claims = (0..self.vanished.len()).filter(|claim| left[*claim]);
        claims.flat_map(|claim| self.near[claim].iter().filter(|at| free.contains(at)).map(move |at| self.pair(claim, *at))).collect()
    }

    fn pair(&self, claim: usize, sentence: usize) -> Pair {
        let likeness = self.lexis.likeness(&self.claims[claim], &self.sentences[sentence]);
        let gap = self.vanished[claim].2.map(|at| self.alignment.old_gap[at]);
        let place = match gap.and_then(|gap| self.gaps.get(&gap)) {
            Some((gone, come)) if gap == Some(self.alignment.new_gap[sentence]) => {
                if *gone == 1 && come.len() == 1 {
                    Place::OneForOne
                } else {
                    Place::Same
                }
            }
            _ => Place::Elsewhere,
        };
        let admitted = match place {
            Place::OneForOne => likeness >= ONE_FOR_ONE,
            Place::Same => likeness >= SAME_PLACE,
            Place::Elsewhere => likeness >= ELSEWHERE && self.speaks_for(claim, sentence),
        };
        Pair { claim, sentence, likeness, place, admitted }
    }

    /// Whether anything but its likeness speaks for a sentence elsewhere.
    fn speaks_for(&self, claim: usize, sentence: usize) -> bool {
        let (_, was, at) = self.vanished[claim];
        let section = at.is_some_and(|at| self.old[at].1.is_some() && self.old[at].1 == self.new[sentence].1);
        let shared: Vec<_> = was.parts.iter().filter(|part| self.seed.sentences[sentence].parts.contains(part)).collect();
        section || shared.len() >= 2 || shared.iter().any(|part| part.kind == PartKind::Quote)
    }
}

/// The pairs of which each side is ahead of all else that the other side could be paired with.
fn clear(pairs: &[Pair]) -> Vec<Pair> {
    // The best and the second best of each.
    let mut of_claim: HashMap<usize, (f64, f64)> = HashMap::new();
    let mut of_sentence: HashMap<usize, (f64, f64)> = HashMap::new();
    let note = |best: &mut (f64, f64), likeness: f64| {
        *best = if likeness > best.0 { (likeness, best.0) } else { (best.0, best.1.max(likeness)) };
    };
    for pair in pairs {
        note(of_claim.entry(pair.claim).or_insert((-1.0, -1.0)), pair.likeness);
        note(of_sentence.entry(pair.sentence).or_insert((-1.0, -1.0)), pair.likeness);
    }
    let leads = |likeness: f64, best: (f64, f64)| likeness >= best.0 && likeness - best.1 >= LEAD;
    let clear =
        |pair: &&Pair| pair.admitted && leads(pair.likeness, of_claim[&pair.claim]) && leads(pair.likeness, of_sentence[&pair.sentence]);
    pairs.iter().filter(clear).copied().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::seed::tests::seed;
    use super::super::sync;
    use super::*;

    /// Claims of every sentence of a text but headings, each with its words.
    fn claims(text: &str) -> Claims {
        let mut seed = seed(text);
        seed.sentences.iter_mut().for_each(|sentence| sentence.candidate = !sentence.heading);
        sync::begin("a.md", &seed).claims
    }

    /// What becomes of each claim of `was`, in order of place: its first word, how it is found, and the sentence.
    fn told(was: &str, now: &str) -> Vec<String> {
        let (claims, seed) = (claims(was), seed(now));
        let anchors = anchor(&claims, &seed, |_| false);
        let placed: Vec<_> = claims.census.placed().into_iter().map(|(brief, _)| brief).collect();
        let mut by_place: Vec<_> = claims.claims.iter().collect();
        let places = |claim: &Claim| placed.iter().enumerate().filter(|(_, brief)| **brief == claim.hash.brief()).nth(claim.nth - 1);
        by_place.sort_by_key(|(_, claim)| places(claim).map(|(at, _)| at));
        let tell = |(id, claim): (&String, &Claim)| {
            let word = claim.text.split(' ').next().unwrap_or_default();
            match anchors.bound.get(id) {
                Some(Bound { sentence, how }) => {
                    let how = match how {
                        How::Same => "same",
                        How::Moved => "moved",
                        How::Edited { .. } => "edited",
                        How::Split { .. } => "split",
                        How::Merged { .. } => "merged",
                    };
                    format!("{word} {how} {sentence}")
                }
                None if anchors.lost[id].unclear => format!("{word} unclear"),
                None => format!("{word} lost"),
            }
        };
        by_place.into_iter().map(tell).collect()
    }

    const CONTEXT: [&str; 2] = ["The figures came out on Monday.", "Exports to the north held steady.\n\nImports grew a little."];

    /// A sentence between two others.
    fn between(sentence: &str) -> String {
        format!("{}\n\n{sentence}\n\n{}", CONTEXT[0], CONTEXT[1])
    }

    #[test]
    fn every_edited_sentence_is_found_again() {
        let was = "Output fell 12% in March, the agency said.";
        for (now, how) in [
            (was, "same"),
            ("Output fell 1.2% in March, the agency said.", "edited"),
            ("Output fell 21% in March, the agency said.", "edited"),
            ("Output fell 12 % in March – the agency said.", "same"),
            ("Output rose 12% in March, the agency said.", "edited"),
            ("Output fell 12% in August, the agency said.", "edited"),
            ("Output fell 12% in March, the ministry said.", "edited"),
            ("Output did not fall 12% in March, the agency said.", "edited"),
            ("In March, output fell 12%, according to the agency.", "edited"),
        ] {
            let expected = ["The same 0", &format!("Output {how} 1"), "Exports same 2", "Imports same 3"];
            assert_eq!(told(&between(was), &between(now)), expected, "{now}");
        }
    }

    #[test]
    fn what_is_deleted_is_lost_whatever_stands_elsewhere() {
        let was = format!("{}\n\nOutput fell 11% in May, the agency said.", between("Output fell 12% in March, the agency said."));
        let now = was.replace("Output fell 12% in March, the agency said.\n\n", "");
        assert_eq!(told(&was, &now), ["The same 0", "Output lost", "Exports same 1", "Imports same 2", "Output same 3"]);
    }

    #[test]
    fn places_decide_what_likeness_is_enough() {
        let was = between("Output fell 12% in March, the agency said.");
        for (now, told_of_it) in [
            (format!("{}\n\n{}\n\nOutput fell 12% in March, the agency said.", CONTEXT[0], CONTEXT[1]), "moved 3"),
            (format!("{}\n\n{}\n\nOutput fell 21% in March, the agency said.", CONTEXT[0], CONTEXT[1]), "edited 3"),
            (between("Output fell 21% in March, the agency said. Output fell 22% in March, the agency said."), "unclear"),
            (between("The mill burnt down in the night."), "lost"),
        ] {
            assert_eq!(told(&was, &now)[1], format!("Output {told_of_it}"), "{now}");
        }
        // Without parts to speak for it, a section has to.
        let (was, now) = ("The old mill by the bridge burnt down at last.", "The old mill by the bridge burnt down at length.");
        for (heading, found) in [("", "The lost"), ("# Mills\n\n", "The edited 4")] {
            let was = format!("{heading}{}", between(was));
            let now = format!("{heading}{}\n\n{}\n\n{now}", CONTEXT[0], CONTEXT[1]);
            assert_eq!(told(&was, &now)[1], found);
        }
    }

    #[test]
    fn sentences_are_split_and_made_one() {
        let (one, two) = ("The mill burnt in the night of 3 May.", "Forty families lost their homes in the fire.");
        let whole = "The mill burnt in the night of 3 May, and forty families lost their homes in the fire.";
        assert_eq!(told(&between(whole), &between(&format!("{one} {two}")))[1], "The split 1");
        let merged = told(&between(&format!("{one} {two}")), &between(whole));
        assert_eq!(merged[1..3], ["The merged 1", "Forty merged 1"]);
    }

    #[test]
    fn equal_sentences_keep_their_claims_apart() {
        let was = "The mill burnt.\n\nIt was old.\n\nThe mill burnt.";
        assert_eq!(told(was, was), ["The same 0", "It same 1", "The same 2"]);
        assert_eq!(told(was, "The mill burnt.\n\nIt was old."), ["The same 0", "It same 1", "The lost"]);
    }

    #[test]
    fn a_seed_that_became_empty_loses_every_claim() {
        assert_eq!(told("The mill burnt. It was old.", ""), ["The lost", "It lost"]);
    }

    #[test]
    fn a_lost_claim_is_found_when_its_words_come_back() {
        let was = claims(&between("Output fell 12% in March, the agency said."));
        let without = seed(&format!("{}\n\n{}", CONTEXT[0], CONTEXT[1]));
        let synced = sync::sync(&was, "a.md", &without, |_| false).claims;
        assert_eq!(synced.claims.len(), 4);
        let back = anchor(&synced, &seed(&between("Output fell 12% in March, the agency said.")), |_| false);
        assert!(back.lost.is_empty(), "{back:?}");
    }

    #[test]
    fn a_seed_of_many_sentences_takes_no_time() {
        let text = |word: &str| {
            (0..4000).map(|n| format!("The {word} mill number {n} burnt on day {} of that year.\n\n", n % 365)).collect::<String>()
        };
        let (claims, now) = (claims(&text("old")), seed(&text("new")));
        let begun = std::time::Instant::now();
        let anchors = anchor(&claims, &now, |_| false);
        assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
        assert_eq!(anchors.bound.len() + anchors.lost.len(), 4000);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn deleting_a_sentence_binds_its_claim_to_no_other(words in proptest::collection::vec("(mill|output|agency) (fell|rose|burnt) (12|21)% in (May|June)", 3..12), gone in 0usize..12) {
            let text = |words: &[&String]| words.iter().map(|words| format!("The {words}.")).collect::<Vec<_>>().join("\n\n");
            let gone = gone % words.len();
            let claims = claims(&text(&words.iter().collect::<Vec<_>>()));
            let left: Vec<_> = words.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, words)| words).collect();
            let now = seed(&text(&left));
            let anchors = anchor(&claims, &now, |_| false);
            prop_assert_eq!(anchors.lost.len(), 1);
            for (id, bound) in &anchors.bound {
                prop_assert_eq!(now.sentences[bound.sentence].hash, claims.claims[id].hash);
            }
        }
    }
}
