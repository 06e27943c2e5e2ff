//! `match.fact.number`: numbers that cannot be right together.
//!
//! Each question looks at the quantities of one sentence, and finds only what its words leave no other reading for.

use super::changes::before_time;
use super::{Found, Seed};
use crate::document::BlockKind;
use crate::facts::{Quantity, Unit};
use crate::span::Span;

/// Parts that are more than their whole: "12 out of 10 members", "120 percent of voters".
pub(super) fn impossible(seed: Seed<'_>) -> Vec<Found> {
    let people = seed.prose.language.set("people");
    let mut found = Vec::new();
    for quantity in &seed.facts.quantities {
        if quantity.unit == Unit::Percent && quantity.value > 100.0 && is(seed, quantity.tokens.1, &["of"]) {
            let noun = quantity.tokens.1
                + 1
                + usize::from(is(seed, quantity.tokens.1 + 1, &["all", "the", "its", "their", "our", "eligible", "registered"]));
            if seed.prose.tokens.get(noun).is_some_and(|token| seed.prose.language.holds(people, *token)) {
                found.push(Found::at(place(seed, quantity.tokens.0, noun + 1)));
            }
        }
    }
    for pair in seed.facts.quantities.windows(2) {
        let [part, whole] = pair else { continue };
        let at = part.tokens.1;
        let out_of = is(seed, at, &["out"]) && is(seed, at + 1, &["of"]);
        let of_the = is(seed, at, &["of"]) && is(seed, at + 1, &["the", "its", "their"]);
        let between = at + 2 + usize::from(out_of && is(seed, at + 2, &["the", "every", "its", "their"]));
        let plain = [part, whole].iter().all(|q| q.unit == Unit::Things && q.value.fract() == 0.0);
        // "500 of the 27 nations’ soldiers", "1,000 of the 2021 intake": the second counts something else.
        let other = (1500.0..=2100.0).contains(&whole.value)
            || (of_the && (0..3).any(|ahead| is(seed, whole.tokens.1 + ahead, &["’s", "'s", "’", "'"])));
        if (out_of || of_the) && between == whole.tokens.0 && plain && !other && part.value > whole.value {
            found.push(Found::at(part.span.join(whole.span)));
        }
    }
    found
}

/// Shares with a rest that do not make a hundred: "60 percent came by road, 30 by rail and the remaining 20 percent by sea".
pub(super) fn unsummed(seed: Seed<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for shares in by_sentence(seed, |quantity| quantity.unit == Unit::Percent) {
        let Some((rest, others)) = shares.split_last() else { continue };
        let start = rest.tokens.0;
        let named = (1..=3).filter_map(|back| start.checked_sub(back)).any(|at| is(seed, at, &["remaining"]))
            || (start >= 2 && is(seed, start - 1, &["other"]) && is(seed, start - 2, &["the"]));
        let sum: f64 = shares.iter().map(|share| share.value).sum();
        let slack: f64 = shares.iter().map(|share| share.step / 2.0).sum::<f64>() + 1e-9;
        let whole = others.iter().all(|share| !is(seed, share.tokens.1, &["points", "of"]) || is(seed, share.tokens.1, &["of"]));
        if named && !others.is_empty() && whole && (sum - 100.0).abs() > slack && others.iter().all(|share| share.value < 100.0) {
            let found_here = Found::at(rest.span).words("sum", shown(sum));
            found.push(others.iter().fold(found_here, |found, share| found.label(share.span, "and this")));
        }
    }
    found
}

/// Changes in percent that do not fit the two numbers that they lie between: "rose 20 percent, from 40 to 50".
pub(super) fn miscalculated(seed: Seed<'_>) -> Vec<Found> {
    changes(seed, |change| {
        let (low, high) = change.relative()?;
        let stated = change.stated;
        let fits = stated.value + stated.step / 2.0 + SLACK >= low && stated.value - stated.step / 2.0 - SLACK <= high;
        let expected = shown(change.exact());
        (change.to.unit != Unit::Percent && !fits).then(|| Found::at(stated.span).words("expected", expected))
    })
}

/// Differences of two percentages called percent: "rose 2 percent, from 3 to 5 percent".
pub(super) fn points(seed: Seed<'_>) -> Vec<Found> {
    changes(seed, |change| {
        let (low, high) = change.relative()?;
        let difference = (change.to.value - change.from.value).abs();
        let is_difference =
            (difference - change.stated.value).abs() <= (change.from.step + change.to.step + change.stated.step) / 2.0 - 1e-9;
        let fits = (low..=high).contains(&change.stated.value);
        (change.to.unit == Unit::Percent && is_difference && !fits).then(|| Found::at(change.stated.span))
    })
}

/// Percentages are often rounded by eye.
const SLACK: f64 = 0.5;

/// A change from one number to another, and the percentage that is said of it.
struct Change<'a> {
    from: &'a Quantity,
    to: &'a Quantity,
    stated: &'a Quantity,
}

impl Change<'_> {
    /// The least and the most percent that the change may be, as far as its numbers are rounded.
    fn relative(&self) -> Option<(f64, f64)> {
        let (from, to) = (self.from, self.to);
        let (low, high) = (from.value - from.step / 2.0, from.value + from.step / 2.0);
        if low <= 0.0 || from.value == to.value {
            return None;
        }
        let ends = [(to.value - to.step / 2.0) / high, (to.value + to.step / 2.0) / low].map(|ratio| (ratio - 1.0) * 100.0);
        let (first, last) = if to.value < from.value { (-ends[1], -ends[0]) } else { (ends[0], ends[1]) };
        Some((first.max(0.0), last))
    }

    fn exact(&self) -> f64 {
        ((self.to.value / self.from.value - 1.0) * 100.0).abs()
    }
}

/// The changes that are told with one percentage right beside them, of which `judge` finds something.
fn changes(seed: Seed<'_>, judge: impl Fn(&Change<'_>) -> Option<Found>) -> Vec<Found> {
    let mut found = Vec::new();
    for quantities in by_sentence(seed, |_| true) {
        let ends: Vec<_> = quantities.windows(2).filter(|pair| is_from_to(seed, &pair[0], &pair[1])).collect();
        let [[from, to]] = ends[..] else { continue };
        let stated: Vec<_> = quantities.iter().filter(|q| q.unit == Unit::Percent && q.span != from.span && q.span != to.span).collect();
        let [stated] = stated[..] else { continue };
        if is_beside(seed, stated, from, to) && !has_other_base(seed, stated, from, to) {
            let label = |found: Found| found.label(from.span, "from this").label(to.span, "to this");
            found.extend(judge(&Change { from, to, stated }).map(label));
        }
    }
    found
}

/// "Rose 20 percent, from 40 to 50", "from 40 to 50 crowns a day, up 20 percent", "from 40 to 50, an increase of about 20 percent".
fn is_beside(seed: Seed<'_>, stated: &Quantity, from: &Quantity, to: &Quantity) -> bool {
    const NEAR: usize = 9;
    let change = seed.prose.language.set("~change");
    let changes = |at: usize| {
        seed.prose.tokens.get(at).is_some_and(|token| seed.prose.language.holds(change, *token)) || is(seed, at, &["up", "down"])
    };
    if stated.tokens.1 <= from.tokens.0 {
        let lead = from.tokens.0 - 1;
        let told = (1..=5).filter_map(|back| stated.tokens.0.checked_sub(back)).any(changes);
        let end = lead - usize::from(is(seed, lead - 1, &[",", "(", "—", "–"]));
        return told && before_time(seed, end) == stated.tokens.1;
    }
    let between = to.tokens.1..stated.tokens.0;
    let Some(lead) = unhedged(seed, stated.tokens.0).checked_sub(1) else { return false };
    let told = changes(lead) || (is(seed, lead, &["of", "by"]) && (1..=2).any(|back| lead >= back && changes(lead - back)));
    let elsewhere = between.clone().any(|at| is(seed, at, &["and", "but", "while", "where", "when", "as", "which", "who", "that", ";"]));
    // "The market rose 3 percent": a verb of another subject, where no comma parts the two.
    let apart = is(seed, lead, &["up", "down"]) || between.clone().any(|at| is(seed, at, &[",", "(", "—", "–"]));
    told && apart && !elsewhere && between.len() <= NEAR
}

/// Whether the percentage may be one of another base than the number that the change starts from, or of one of several steps.
fn has_other_base(seed: Seed<'_>, stated: &Quantity, from: &Quantity, to: &Quantity) -> bool {
    const AFTER: usize = 6;
    let (first, last) = (from.tokens.0.min(stated.tokens.0), to.tokens.1.max(stated.tokens.1));
    is(seed, stated.tokens.1, &["a", "an", "per", "of", "on"])
        || (first..last + AFTER)
            .any(|at| is(seed, at, &["annual", "annually", "average", "each", "compared", "than", "respectively", "yearly"]))
}

/// "From 40 to 50", "from $3 million to $4 million"; "from 3 to 5 percent" has one unit for both.
fn is_from_to(seed: Seed<'_>, from: &Quantity, to: &Quantity) -> bool {
    let start = from.tokens.0.checked_sub(1).is_some_and(|at| is(seed, at, &["from"]));
    let year = |quantity: &Quantity| quantity.unit == Unit::Things && quantity.step == 1.0 && (1500.0..=2100.0).contains(&quantity.value);
    let unit = from.unit == to.unit || (from.unit == Unit::Things && to.unit == Unit::Percent);
    let scale = from.step.max(to.step) / from.step.min(to.step) < 100.0;
    let joined = to.tokens.0.checked_sub(1).is_some_and(|at| is(seed, at, &["to"]) && before_time(seed, at) == from.tokens.1);
    start && unit && scale && joined && !(year(from) && year(to))
}

/// A list whose lead-in names another number of items than it has: "three reasons:" above two items.
pub(super) fn miscounted(seed: Seed<'_>) -> Vec<Found> {
    let blocks = &seed.prose.document.blocks;
    let mut found = Vec::new();
    for (number, block) in blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Paragraph) {
        if !block.span.of(seed.prose.text()).trim_end_matches(['\0', ' ']).ends_with(':') {
            continue;
        }
        let Some(quantity) = announced(seed, block.span) else { continue };
        let items = blocks[number + 1..].iter().take_while(|block| block.kind == BlockKind::ListItem).map(|block| block.span);
        let Some(items) = counted(&seed.source.text, items).filter(|items| *items > 1) else { continue };
        if items as f64 != quantity.value {
            found.push(Found::at(quantity.span).words("items", items.to_string()));
        }
    }
    found
}

/// The number that a lead-in announces: a small whole one, the only one of its last sentence, right before a plural noun.
fn announced(seed: Seed<'_>, block: Span) -> Option<&Quantity> {
    let sentence = seed.prose.sentences.get(seed.prose.sentence_at(block.end.saturating_sub(1))?)?;
    let first = seed.facts.quantities.partition_point(|quantity| quantity.span.start < sentence.span.start);
    let mut inside = seed.facts.quantities[first..].iter().take_while(|quantity| quantity.span.start < sentence.span.end);
    let quantity = inside.next().filter(|_| inside.next().is_none())?;
    let set = seed.prose.language.set("~list-noun");
    let noun = (quantity.tokens.1..(quantity.tokens.1 + 3).min(sentence.tokens.end))
        .find(|at| seed.prose.language.holds(set, seed.prose.tokens[*at]))?;
    // "Two of the three reasons", "at least three reasons", "three more reasons", "the reasons for three groups".
    let hedged = (1..=3)
        .filter_map(|back| quantity.tokens.0.checked_sub(back))
        .any(|at| is(seed, at, &["of", "to", "most", "top", "first", "last", "or", "other", "another", "every"]));
    let hedged = hedged || is_hedged(seed, quantity.tokens.0, 3);
    let whole = quantity.unit == Unit::Things && quantity.value.fract() == 0.0 && (2.0..=12.0).contains(&quantity.value);
    let ends = !(noun + 1..sentence.tokens.end)
        .any(|at| is(seed, at, &["including", "example", "particularly", "especially", "these", "like", "one", "some"]));
    (whole && !hedged && ends).then_some(quantity)
}

/// How many items of a list stand at its outermost level; `None` where an item has no bullet or number of its own in sight.
fn counted(text: &str, items: impl Iterator<Item = Span>) -> Option<usize> {
    let mut count = 0;
    let mut outermost = None;
    for item in items {
        let line = text[..item.start].rfind('\n').map_or(0, |end| end + 1);
        let lead = &text[line..item.start];
        let bullet = lead.trim_start();
        let indent = lead.len() - bullet.len();
        let marked = bullet.starts_with(['-', '*', '+', '•'])
            || (bullet.starts_with(|c: char| c.is_ascii_digit()) && bullet.trim_end().ends_with(['.', ')']));
        let outermost = *outermost.get_or_insert(indent);
        if indent == outermost && marked {
            count += 1;
        } else if indent < outermost || (indent == outermost && count == 0) {
            return None;
        }
    }
    Some(count)
}

/// The quantities of each sentence that are `wanted`.
pub(super) fn by_sentence(seed: Seed<'_>, wanted: impl Fn(&Quantity) -> bool) -> Vec<Vec<Quantity>> {
    let mut sentences: Vec<(usize, Vec<Quantity>)> = Vec::new();
    for quantity in seed.facts.quantities.iter().filter(|quantity| wanted(quantity)) {
        let Some(sentence) = seed.prose.sentence_at(quantity.span.start) else { continue };
        match sentences.last_mut().filter(|(last, _)| *last == sentence) {
            Some((_, quantities)) => quantities.push(*quantity),
            None => sentences.push((sentence, vec![*quantity])),
        }
    }
    sentences.into_iter().map(|(_, quantities)| quantities).collect()
}

/// Whether the token at an index is one of these words, in any case.
pub(super) fn is(seed: Seed<'_>, at: usize, words: &[&str]) -> bool {
    seed.prose.tokens.get(at).is_some_and(|token| words.iter().any(|word| token.text(seed.prose.text()).eq_ignore_ascii_case(word)))
}

/// Whether one of the `near` tokens before token `at` says that a number there is not exact: "about", "more than", "nearly".
pub(super) fn is_hedged(seed: Seed<'_>, at: usize, near: usize) -> bool {
    let set = seed.prose.language.set("approximator");
    (1..=near).filter_map(|back| at.checked_sub(back)).any(|start| seed.prose.language.longest(set, &seed.prose.tokens[start..at]) > 0)
}

/// Where the words begin that stand right before token `at` and say that a number there is not exact; `at` where none do.
pub(super) fn unhedged(seed: Seed<'_>, at: usize) -> usize {
    const LONGEST: usize = 3;
    let set = seed.prose.language.set("approximator");
    let entry = |length: &usize| at >= *length && seed.prose.language.longest(set, &seed.prose.tokens[at - length..at]) == *length;
    (1..=LONGEST).rev().find(entry).map_or(at, |length| at - length)
}

fn place(seed: Seed<'_>, start: usize, end: usize) -> Span {
    seed.prose.place(start..end)
}

/// A number as a reader writes it, with one digit behind the point at most.
pub(super) fn shown(value: f64) -> String {
    let tenths = format!("{value:.1}");
    tenths.strip_suffix(".0").map_or(tenths.clone(), str::to_owned)
}
