//! `match.fact.quotation`: words between quotation marks that nobody said, that cannot be found, that never end.

use std::collections::HashMap;
use std::ops::Range;

use super::{Found, Seed};
use crate::document::BlockKind;
use crate::facts::{Attribution, Quotation, QuotationKind};
use crate::language::{ByHash, Token, TokenKind, folded};
use crate::rules::{Reach, Scope};
use crate::span::Span;

/// Quotations of `min_words` or more without a speaker and without a source.
pub(super) fn unattributed(seed: Seed<'_>, min_words: usize) -> Vec<Found> {
    // A block may be set off for other reasons than that somebody said it.
    let spoken = |quotation: &Quotation| quotation.kind == QuotationKind::Direct && quotation.words >= min_words;
    let open = outer(seed)
        .filter(|(quotation, attribution)| spoken(quotation) && !imagined(seed, quotation) && !backed(seed, quotation, *attribution));
    open.map(|(quotation, _)| found(quotation)).collect()
}

/// Quoted texts of `min_words` or more, without a word on where in the text they stand.
pub(super) fn unlocated(seed: Seed<'_>, min_words: usize) -> Vec<Found> {
    let mut locating = HashMap::new();
    let open = outer(seed).filter_map(|(quotation, attribution)| {
        let attribution = attribution?;
        let long = quotation.kind != QuotationKind::Term && quotation.words >= min_words && !names(seed, quotation);
        let open = long && quotes_text(seed, attribution) && !located(seed, quotation, attribution, &mut locating);
        let source = attribution.source.unwrap_or(attribution.cue);
        open.then(|| found(quotation).place("source", source).label(source, "quoted from this"))
    });
    open.collect()
}

/// The opening marks of quotations that never end.
pub(super) fn unclosed(seed: Seed<'_>) -> Vec<Found> {
    let open = outer(seed).filter(|(quotation, _)| !quotation.closed && quotation.kind != QuotationKind::Block);
    open.map(|(quotation, _)| Found::at(Span::new(quotation.span.start, quotation.inner.start))).collect()
}

/// Words of what somebody said that come back later without quotation marks: its first or last `min_words` or more, two of them
/// of substance, or twice as many from anywhere.
pub(super) fn slipped(seed: Seed<'_>, min_words: usize) -> Vec<Found> {
    let said = |attribution: Option<&Attribution>| attribution.is_some_and(|said| said.source.is_some());
    let direct = outer(seed).filter(|(quotation, attribution)| quotation.kind == QuotationKind::Direct && said(*attribution));
    let spoken: Vec<Span> = direct.map(|(quotation, _)| quotation.inner).collect();
    let mut quoted = Quoted::default();
    let mut words = Vec::new();
    for (number, span) in spoken.iter().enumerate() {
        each_window(seed, seed.prose.tokens_in(*span), min_words, &mut words, |hash, place| quoted.add(hash, place, number));
    }
    if quoted.windows.is_empty() {
        return Vec::new();
    }
    let mut runs: Vec<Run> = Vec::new();
    let blocks = &seed.prose.document.blocks;
    let in_cell = |block: usize| blocks.get(block).is_some_and(|block| block.kind == BlockKind::TableCell);
    for sentence in seed.prose.sentences.iter().filter(|sentence| !in_cell(sentence.block)) {
        let mut trail: Vec<(u64, Span)> = Vec::new();
        each_window(seed, sentence.tokens.clone(), min_words, &mut words, |hash, span| {
            trail.push((hash, span));
            let Some(first) = quoted.first.get(&hash).copied() else { return };
            if holder(&spoken, span).is_some() || !seed.places.hold(Scope::Prose, Reach::Own, span) {
                return;
            }
            if span.start < quoted.windows[first].place.start {
                // The author said it first.
                quoted.first.remove(&hash);
                return;
            }
            let begun = runs.last_mut().filter(|run| run.span.end > span.start);
            match begun.and_then(|run| Some((quoted.after(run.last, hash)?, run))) {
                Some((next, run)) => {
                    run.span.end = span.end;
                    run.source.end = quoted.windows[next].place.end;
                    run.last = next;
                    run.words += 1;
                }
                None => runs.push(quoted.run_to(first, &trail, min_words)),
            }
        });
    }
    runs.retain(|run| has_substance(seed, run.span) && is_at_edge(seed, &spoken, run, min_words));
    let mut found: Vec<Found> = Vec::new();
    for run in runs {
        // What runs on from one quotation into another is one finding.
        match found.last_mut().filter(|found| found.span.end > run.span.start) {
            Some(begun) => {
                begun.span.end = run.span.end;
                *begun = std::mem::take(begun).label(run.source, "and here");
            }
            None => found.push(Found::at(run.span).place("quotation", run.source).label(run.source, "quoted here")),
        }
    }
    found
}

/// The runs of words of quotations, in order.
#[derive(Default)]
struct Quoted {
    windows: Vec<Window>,
    /// The first with a hash.
    first: ByHash<usize>,
}

/// One run of words of a quotation.
struct Window {
    hash: u64,
    place: Span,
    /// The quotation's number.
    quotation: usize,
}

impl Quoted {
    fn add(&mut self, hash: u64, place: Span, quotation: usize) {
        self.first.entry(hash).or_insert(self.windows.len());
        self.windows.push(Window { hash, place, quotation });
    }

    /// The run that ends with a window of a quotation, which is the last of the `trail`: the windows of the prose, hash and place.
    /// So far back as the two agree, for the words before may have been taken for those of an earlier quotation.
    fn run_to(&self, last: usize, trail: &[(u64, Span)], min_words: usize) -> Run {
        let agrees = |back: usize| {
            let (before, (hash, _)) = (last.checked_sub(back)?, trail.get(trail.len().checked_sub(back + 1)?)?);
            (self.windows[before].hash == *hash && self.windows[before].quotation == self.windows[last].quotation).then_some(())
        };
        let back = (1..PASSAGE).take_while(|back| agrees(*back).is_some()).last().unwrap_or(0);
        let place = |at: usize| self.windows.get(at).map_or(Span::default(), |window| window.place);
        let trailed = |back: usize| trail.iter().rev().nth(back).map_or(Span::default(), |(_, span)| *span);
        Run { span: trailed(back).join(trailed(0)), source: place(last - back).join(place(last)), last, words: min_words + back }
    }

    /// The window one word on in the same quotation, if it has this hash.
    fn after(&self, window: usize, hash: u64) -> Option<usize> {
        let (here, next) = (self.windows.get(window)?, self.windows.get(window + 1)?);
        (next.hash == hash && next.quotation == here.quotation).then_some(window + 1)
    }
}

/// Tells every run of `length` words among these tokens: a hash of them, and where they stand.
fn each_window(seed: Seed<'_>, tokens: Range<usize>, length: usize, words: &mut Vec<usize>, mut tell: impl FnMut(u64, Span)) {
    words.clear();
    words.extend(tokens.filter(|at| seed.prose.tokens[*at].is_word()));
    let hash = |hash: u64, at: &usize| hash.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(seed.prose.tokens[*at].hash);
    for window in words.windows(length.max(1)) {
        if let (Some(first), Some(last)) = (window.first(), window.last()) {
            tell(window.iter().fold(0, hash), seed.prose.tokens[*first].span().join(seed.prose.tokens[*last].span()));
        }
    }
}

/// So many words said again are a repeated passage, and no slip.
const PASSAGE: usize = 12;

/// Whether a run stands at the beginning or the end of what was said, or is long; a short quotation that comes back whole is a
/// name for something, a long run is a repeated passage.
fn is_at_edge(seed: Seed<'_>, spoken: &[Span], run: &Run, min_words: usize) -> bool {
    const TERM: usize = 5;
    let Some(holder) = holder(spoken, run.source) else { return false };
    let (all, part) = (seed.prose.tokens_in(holder), seed.prose.tokens_in(run.source));
    let empty = |range: Range<usize>| seed.prose.tokens.get(range).is_none_or(|tokens| !tokens.iter().any(|token| token.is_word()));
    let (leads, ends) = (empty(all.start..part.start), empty(part.end..all.end));
    let apart = (leads && ends && run.words <= TERM) || run.words >= PASSAGE;
    !apart && (leads || ends || run.words >= min_words * 2)
}

/// A run of words that were quoted before.
struct Run {
    span: Span,
    source: Span,
    /// The last window of the quotation that it takes in.
    last: usize,
    words: usize,
}

/// The one of these spans, which are in order and disjoint, that covers a place.
fn holder(spans: &[Span], place: Span) -> Option<Span> {
    let at = spans.partition_point(|span| span.start <= place.start).checked_sub(1)?;
    spans.get(at).copied().filter(|span| span.covers(place))
}

/// Whether two words of a place or more are long and no names: what remains are phrases that anybody writes.
fn has_substance(seed: Seed<'_>, span: Span) -> bool {
    const LONG: usize = 6;
    let tokens = &seed.prose.tokens[seed.prose.tokens_in(span)];
    tokens.iter().filter(|token| token.kind == TokenKind::Word && !token.capital() && token.span().len() >= LONG).count() >= 2
}

/// The quotations that stand in no other, which is the other's affair, each with who says it.
fn outer<'a>(seed: Seed<'a>) -> impl Iterator<Item = (&'a Quotation, Option<&'a Attribution>)> {
    let mut attribution_of = vec![None; seed.facts.quotations.len()];
    for attribution in &seed.facts.attributions {
        if let Some(number) = attribution.quotation {
            attribution_of[number].get_or_insert(attribution);
        }
    }
    let mut end = 0;
    seed.facts.quotations.iter().zip(attribution_of).filter(move |(quotation, _)| {
        let nested = quotation.span.end <= end;
        end = end.max(quotation.span.end);
        !nested
    })
}

/// Whether it stands as the name of a thing, between an article and the bracket with its short form: `the “…” (DUAG)`.
fn names(seed: Seed<'_>, quotation: &Quotation) -> bool {
    let tokens = seed.prose.tokens_in(quotation.span);
    let article = |token: &Token| token.is_one_of(&const { folded(["the", "a", "an"]) });
    let led = tokens.start.checked_sub(1).is_some_and(|before| article(&seed.prose.tokens[before]));
    led && seed.prose.tokens.get(tokens.end).is_some_and(|after| after.is(seed.prose.text(), "("))
}

fn found(quotation: &Quotation) -> Found {
    Found::at(quotation.span).words("words", quotation.words.to_string())
}

/// Of sentences that were asked about, whether they say where in a text something stands: one may hold many quotations.
type Locating = HashMap<usize, bool>;

/// Whether somebody is said to say it, in its first or last sentence, or a colon leads in to it, or a source is given for it
/// there. The quotation marks alone attribute it to nobody.
fn backed(seed: Seed<'_>, quotation: &Quotation, attribution: Option<&Attribution>) -> bool {
    let spoken = attribution.is_some_and(|attribution| attribution.source.is_some());
    let ends = [quotation.span.start, quotation.span.end.saturating_sub(1)].map(|offset| seed.prose.sentence_at(offset));
    let led_in = seed.prose.text()[..quotation.span.start].trim_end_matches([' ', '\n', '\0']).ends_with(':');
    spoken || led_in || ends.into_iter().flatten().any(|sentence| cited(seed, sentence) || somebody_speaks(seed, sentence))
}

/// Whether the words are nobody's in particular: a question, an example ("such as", "like", "or"), a title, a text on a
/// screen, as the word before them tells.
fn imagined(seed: Seed<'_>, quotation: &Quotation) -> bool {
    let set = seed.prose.language.set("example-cue");
    let before = seed.prose.tokens.partition_point(|token| (token.end as usize) <= quotation.span.start);
    let cue = (1..=3.min(before)).any(|back| {
        let tokens = &seed.prose.tokens[before - back..before];
        seed.prose.language.longest(set, tokens) == tokens.len()
    });
    let inner = quotation.inner.of(seed.prose.text()).trim_end_matches(['\0', ' ', ',']);
    cue || inner.ends_with('?')
}

fn cited(seed: Seed<'_>, sentence: usize) -> bool {
    seed.facts.standing.get(sentence).is_some_and(|standing| standing.cited)
}

fn somebody_speaks(seed: Seed<'_>, sentence: usize) -> bool {
    let attributions = &seed.facts.attributions;
    let from = attributions.partition_point(|attribution| attribution.sentence < sentence);
    attributions[from..].iter().take_while(|attribution| attribution.sentence == sentence).any(|attribution| attribution.source.is_some())
}

/// Whether what is quoted is a text, which has pages, and not a speaker, who has none.
fn quotes_text(seed: Seed<'_>, attribution: &Attribution) -> bool {
    let named = |source| names_text(seed, source) || long_form(seed, source).is_some_and(|long| names_text(seed, long));
    attribution.source.is_some_and(named)
}

/// Whether a noun phrase is headed by a word for a text: its last word, or the one before its first preposition ("the
/// report of 2018").
fn names_text(seed: Seed<'_>, span: Span) -> bool {
    let set = seed.prose.language.set("paged-text");
    let prepositions = seed.prose.language.set("preposition");
    let words = seed.prose.tokens[seed.prose.tokens_in(span)].iter().filter(|token| token.is_word());
    let head = words.take_while(|word| !seed.prose.language.holds(prepositions, **word)).last();
    head.is_some_and(|head| seed.prose.language.holds(set, *head))
}

/// What a short form in `span` is short for.
fn long_form(seed: Seed<'_>, span: Span) -> Option<Span> {
    let from = seed.facts.acronyms.partition_point(|acronym| acronym.span.start < span.start);
    let inside = seed.facts.acronyms[from..].iter().take_while(|acronym| acronym.span.start < span.end);
    inside.into_iter().find(|acronym| span.covers(acronym.span)).and_then(|acronym| acronym.long)
}

/// Whether its first or last sentence says where in the text the words stand: a page, a section, a note, a link; or the one that
/// leads in to them, or the one before that, cites the text.
fn located(seed: Seed<'_>, quotation: &Quotation, attribution: &Attribution, locating: &mut Locating) -> bool {
    let ends = [quotation.span.start, quotation.span.end.saturating_sub(1)].map(|offset| seed.prose.sentence_at(offset));
    let led_in = cited(seed, attribution.sentence) || attribution.sentence.checked_sub(1).is_some_and(|before| cited(seed, before));
    let mut locates = |sentence| cited(seed, sentence) || *locating.entry(sentence).or_insert_with(|| has_locator(seed, sentence));
    led_in || ends.into_iter().flatten().any(&mut locates)
}

/// Whether a sentence holds a locator with its number. One without, "in the same paragraph", locates nothing.
fn has_locator(seed: Seed<'_>, sentence: usize) -> bool {
    let set = seed.prose.language.set("~locator");
    let tokens = seed.prose.tokens_of(sentence);
    let is_number = |token: &Token| token.span().of(seed.prose.text()).starts_with(|c: char| c.is_numeric());
    let numbered = |at: usize| tokens[at + 1..].iter().take(2).any(is_number);
    tokens.iter().enumerate().any(|(at, token)| seed.prose.language.holds(set, *token) && numbered(at))
}

#[cfg(test)]
mod tests {
    use crate::engine::tests::told;

    #[test]
    fn words_that_slip_out_of_their_marks() {
        for (text, expected) in [
            (
                "Jan Moor called it “a reckless waste of public money”. This reckless waste of public money went on.",
                "reckless waste of public money",
            ),
            (
                "Jan Moor said: “We share the water in an equitable manner.” The town should share it in an equitable manner.",
                "in an equitable manner",
            ),
            ("Jan Moor called it “a reckless waste of public money”. The “reckless waste of public money” went on.", ""),
            (
                "A reckless waste of public money! Jan Moor called it “a reckless waste of public money”. It is a reckless waste of public money.",
                "",
            ),
            ("Jan Moor said: “It is the end of the line.” It was the end of the line.", ""),
            ("Jan Moor calls it “user agreement generator”. The user agreement generator works.", ""),
            ("It went on. Nothing was said.", ""),
            (
                "Jan Moor called it “a reckless waste of public money”. Ana Rask feared “public money spent without any measure”. \
                 It was a reckless waste of public money spent without any measure.",
                "a reckless waste of public money spent without any measure",
            ),
            (
                "Ana Rask asked for “measured spending of public money”. Jan Moor called it “a reckless waste, measured spending of public money \
                 and honest accounts”. It was measured spending of public money and honest accounts.",
                "measured spending of public money and honest accounts",
            ),
        ] {
            assert_eq!(told("quotations/slipped-marks", text), expected, "{text}");
        }
    }
}
