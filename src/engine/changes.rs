//! `match.fact.number`: changes that their verb does not fit: "rose from 50 to 40", "doubled from 40 to 60", "fell by 150 percent".
//!
//! In go the quantities of a sentence; out comes what no rounding explains, with the two numbers that were compared. A number
//! stands for all that are rounded to it. Two that are rounded alike keep their order, so that only those rounded differently may
//! lie the other way round than they are written: "rose from $4.2 million to $4 million".

use super::numbers::{is, is_hedged, shown, unhedged};
use super::{Found, Seed};
use crate::facts::{Quantity, Unit};
use crate::language::Set;

/// Verbs of rise before a fall, and the other way about.
pub(super) fn misdirected(seed: Seed<'_>) -> Vec<Found> {
    let (rising, falling) = (seed.prose.language.set("~rising-verb"), seed.prose.language.set("~falling-verb"));
    let mut found = Vec::new();
    for step in steps(seed) {
        let Some(verb) =
            verb_before(seed, &step, |at| holds(seed, rising, at) || holds(seed, falling, at) || is(seed, at, &["up", "down"]))
        else {
            continue;
        };
        let rises = holds(seed, rising, verb) || is(seed, verb, &["up"]);
        let contrary = if rises { step.from.value - step.to.value } else { step.to.value - step.from.value };
        if contrary > slack(&step) && !is_ranking(seed, &step) {
            let which = if rises { "less" } else { "more" };
            found.push(label(Found::at(seed.prose.place(verb..verb + 1)).words("which", which), &step));
        }
    }
    found
}

/// By how much two numbers may lie the wrong way round, for being rounded differently.
fn slack(step: &Step<'_>) -> f64 {
    let (one, other) = (step.from.step, step.to.step);
    let alike = (one / other - 1.0).abs() < 1e-9;
    // Halves of tenths are not exact.
    if alike { 0.0 } else { (one + other) / 2.0 + one.max(other) * 1e-9 }
}

/// "Doubled", "tripled", "halved" of two numbers that do otherwise.
pub(super) fn multiplied(seed: Seed<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for step in steps(seed) {
        let Some(verb) = verb_before(seed, &step, |at| factor(seed, at).is_some()) else { continue };
        let Some(factor) = factor(seed, verb) else { continue };
        let (low, high) = ratio(step.from, step.to);
        let before = |words: &[&str]| (1..=2).filter_map(|back| verb.checked_sub(back)).any(|at| is(seed, at, words));
        let more = before(&["than", "over"]);
        let almost = seed.prose.language.set("almost");
        let short = (1..=2).filter_map(|back| verb.checked_sub(back)).any(|at| {
            let length = seed.prose.language.longest(almost, &seed.prose.tokens[at..verb]);
            length > 0
        });
        let (least, most) = match (more, short) {
            (true, _) if factor < 1.0 => (0.0, factor),
            (true, _) => (factor, f64::INFINITY),
            (_, true) if factor < 1.0 => (factor * 0.98, factor * 1.3),
            (_, true) => (factor * 0.75, factor * 1.02),
            _ => (factor * 0.9, factor * 1.25),
        };
        if low.is_finite() && (high < least - 1e-9 || low > most + 1e-9) {
            let exact = step.to.value / step.from.value;
            let shown_ratio = if exact < 1.0 { format!("{exact:.2}") } else { shown(exact) };
            let start = verb - if more && is(seed, verb - 1, &["than"]) { 2.min(verb) } else { 0 };
            found.push(label(Found::at(seed.prose.place(start..verb + 1)).words("ratio", shown_ratio), &step));
        }
    }
    found
}

/// Falls of more than a hundred percent.
pub(super) fn overdrawn(seed: Seed<'_>) -> Vec<Found> {
    let (falling, noun) = (seed.prose.language.set("~falling-verb"), seed.prose.language.set("~reduction"));
    let mut found = Vec::new();
    for quantity in seed.facts.quantities.iter().filter(|quantity| quantity.unit == Unit::Percent && quantity.value > 100.0) {
        let (start, end) = quantity.tokens;
        let verb = |at: usize| holds(seed, falling, at) || holds(seed, noun, at);
        let lead = unhedged(seed, start);
        let lead = lead - usize::from(lead > 0 && is(seed, lead - 1, &["by", "of"]));
        let before = lead.checked_sub(1).filter(|at| verb(*at)).filter(|at| *at + 1 < start || holds(seed, falling, *at));
        let fewer = is(seed, end, &["less", "fewer", "lower", "cheaper", "smaller"]);
        // "Fell to 150 percent of its price", "reduced the 150 percent duty".
        let other = is(seed, end, &["of", "to", "above"]) || is(seed, end + 1, &["of"]);
        if (before.is_some() && !other) || fewer {
            let start = before.unwrap_or(start);
            found.push(Found::at(seed.prose.place(start..if fewer { end + 1 } else { end })));
        }
    }
    found
}

/// A change from one number to another: "from 40 to 50 crowns", "to 50 crowns from 40 crowns".
struct Step<'a> {
    from: &'a Quantity,
    to: &'a Quantity,
    /// The index of its first preposition.
    start: usize,
    /// One past its last token.
    end: usize,
}

fn steps(seed: Seed<'_>) -> Vec<Step<'_>> {
    seed.facts.quantities.windows(2).filter_map(|pair| step(seed, &pair[0], &pair[1])).collect()
}

fn step<'a>(seed: Seed<'a>, first: &'a Quantity, second: &'a Quantity) -> Option<Step<'a>> {
    const NOUN: usize = 2;
    let start = first.tokens.0.checked_sub(1)?;
    let forward = is(seed, start, &["from"]);
    let between = second.tokens.0.checked_sub(1)?;
    let joined = if forward { is(seed, between, &["to"]) } else { is(seed, start, &["to"]) && is(seed, between, &["from"]) };
    let noun = first.tokens.1..before_time(seed, between).max(first.tokens.1);
    // "Crowns a tonne", "miles per hour".
    let rate = noun.len() >= 2 && is(seed, noun.end - 2, &["a", "an", "per"]);
    let noun = if rate { noun.start..noun.end - 2 } else { noun };
    if !joined || noun.len() > NOUN || noun.start > between {
        return None;
    }
    let tokens = seed.prose.tokens;
    // What is counted is said once, or the same both times.
    let bare = tokens.get(second.tokens.1).is_none_or(|after| !after.is_word());
    let same = bare
        || noun
            .clone()
            .zip(second.tokens.1..)
            .all(|(one, other)| tokens.get(other).is_some_and(|other| tokens[one].is_word() && tokens[one].hash == other.hash));
    let year = |quantity: &Quantity| quantity.unit == Unit::Things && quantity.step == 1.0 && (1500.0..=2100.0).contains(&quantity.value);
    let unit = first.unit == second.unit || (forward && first.unit == Unit::Things && second.unit == Unit::Percent);
    let scale = first.step.max(second.step) / first.step.min(second.step) < 100.0;
    let (from, to) = if forward { (first, second) } else { (second, first) };
    // A range is no end of a step: "from 3 to 5 days to one".
    let further = is(seed, second.tokens.1, &["to", "or", "and"]) || is(seed, start.wrapping_sub(1), &["to", "from", "or"]);
    (same && unit && scale && !further && !(year(first) && year(second))).then_some(Step { from, to, start, end: second.tokens.1 })
}

/// The end of what stands before `end` without a time that ends there: "from 50 crowns in 2019 to 60".
pub(super) fn before_time(seed: Seed<'_>, end: usize) -> usize {
    let tokens = seed.prose.tokens;
    let Some(last) = end.checked_sub(1).map(|at| tokens[at].span()) else { return end };
    let dates = &seed.facts.dates;
    let date = dates.partition_point(|date| date.span.start < last.end).checked_sub(1).map(|number| &dates[number]);
    let Some(date) = date.filter(|date| date.span.end >= last.end) else { return end };
    let start = tokens.partition_point(|token| token.span().end <= date.span.start);
    start - usize::from(start > 0 && is(seed, start - 1, &["in", "on", "at", "by", "during"]))
}

/// The verb right before a change, with nothing between but an adverb, a comma, a percentage, a time: "rose sharply, by 20
/// percent, last year, from".
fn verb_before(seed: Seed<'_>, step: &Step<'_>, is_verb: impl Fn(usize) -> bool) -> Option<usize> {
    const NEAR: usize = 8;
    // "More than doubled, rising from".
    let changes = ["~rising-verb", "~falling-verb"].map(|name| seed.prose.language.set(name));
    let mut at = step.start.checked_sub(1)?;
    for _ in 0..NEAR {
        if is_verb(at) {
            return Some(at);
        }
        let timeless = before_time(seed, at + 1);
        if timeless <= at {
            at = timeless.checked_sub(1)?;
            continue;
        }
        let token = seed.prose.tokens[at];
        let quantities = &seed.facts.quantities;
        let before = quantities.partition_point(|quantity| quantity.tokens.0 <= at).checked_sub(1);
        let share = before.map(|number| &quantities[number]).filter(|quantity| at < quantity.tokens.1);
        let passes = token.is(seed.prose.text(), ",")
            || is(seed, at, &["by", "more", "again"])
            || is_hedged(seed, at + 1, 1)
            || token.text(seed.prose.text()).ends_with("ly")
            || changes.iter().any(|set| holds(seed, *set, at))
            || share.is_some_and(|share| matches!(share.unit, Unit::Percent | Unit::Points));
        at = at.checked_sub(1).filter(|_| passes)?;
    }
    None
}

/// Places, in which the first is the highest; scores; clocks.
fn is_ranking(seed: Seed<'_>, step: &Step<'_>) -> bool {
    const AROUND: usize = 10;
    let around = step.start.saturating_sub(AROUND)..step.end + AROUND;
    around.into_iter().any(|at| {
        is(
            seed,
            at,
            &[
                "place", "places", "rank", "ranks", "ranked", "ranking", "rankings", "chart", "charts", "number", "no.", "position",
                "spot", "seed", "tier", "level", "am", "pm", "a.m.", "p.m.", "minus", "negative", "below",
            ],
        )
    })
}

/// By how much a verb multiplies.
fn factor(seed: Seed<'_>, at: usize) -> Option<f64> {
    let factors: [(&[&str], f64); 4] = [
        (&["doubled", "doubling", "doubles", "twofold"], 2.0),
        (&["tripled", "tripling", "triples", "trebled", "threefold"], 3.0),
        (&["quadrupled", "quadrupling", "fourfold"], 4.0),
        (&["halved", "halving", "halves"], 0.5),
    ];
    factors.into_iter().find(|(words, _)| is(seed, at, words)).map(|(_, factor)| factor)
}

/// The least and the greatest ratio of two rounded numbers.
fn ratio(from: &Quantity, to: &Quantity) -> (f64, f64) {
    let half = |quantity: &Quantity| quantity.step.min(quantity.value) / 2.0;
    ((to.value - half(to)) / (from.value + half(from)), (to.value + half(to)) / (from.value - half(from)))
}

fn label(found: Found, step: &Step<'_>) -> Found {
    found.place("from", step.from.span).place("to", step.to.span).label(step.from.span, "from this").label(step.to.span, "to this")
}

fn holds(seed: Seed<'_>, set: Set, at: usize) -> bool {
    seed.prose.tokens.get(at).is_some_and(|token| seed.prose.language.holds(set, *token))
}

#[cfg(test)]
mod tests {
    use crate::engine::tests::told;

    #[test]
    fn verbs_and_numbers_that_go_opposite_ways() {
        for (text, expected) in [
            ("Fares rose from 50 to 40 crowns.", "rose"),
            ("Fares fell sharply, by 20 percent, from 40 crowns to 50 crowns.", "fell"),
            ("The share dropped to 5 percent from 3 percent.", "dropped"),
            ("Sales climbed to $3 million from $4 million.", "climbed"),
            ("Fares rose from 40 to 50 crowns.", ""),
            ("Fares fell to 40 from 50.", ""),
            ("The club rose from 30 to 10 in the rankings.", ""),
            ("It fell from 900 to 1.2 million.", ""),
            ("The wait grew from 90 minutes to 2 hours.", ""),
            ("It fell from 3 to 5 days to one.", ""),
            ("The water rose from 1990 to 1980.", ""),
            ("It fell from minus 5 to 3.", ""),
            ("The price of wheat jumped from 210 crowns a tonne to 190 crowns.", "jumped"),
            ("The fleet was cut from 12 boats to 15.", "cut"),
            ("The price rose from 190 crowns a tonne to 210 crowns.", ""),
            // Rounded less finely, the one may be the other, or lie on its other side.
            ("Sales fell from $3.9 million to $4 million.", ""),
            ("Sales rose from $4.2 million to $4 million.", ""),
            ("Sales were up from $4.0 million to $4 million.", ""),
            ("The share rose from 5.3 percent to 5 percent.", ""),
            ("Sales rose from $4.8 million to $4 million.", "rose"),
            ("Sales rose from $4.2 million to $4.1 million.", "rose"),
            ("Sales rose from $4 million to $3 million.", "rose"),
            ("Crossings rose from 4 to 3.", "rose"),
            ("Deaths fell from 50 in 2019 to 60 in 2023.", "fell"),
            ("Deaths rose last year from 60 to 50.", "rose"),
            ("Deaths fell from 60 in 2019 to 50 in 2023.", ""),
            ("Deaths rose from 50 last May to 60 this May.", ""),
        ] {
            assert_eq!(told("numbers/wrong-direction", text), expected, "{text}");
        }
    }

    #[test]
    fn multiples_that_the_numbers_do_not_make() {
        for (text, expected) in [
            ("Income doubled from $40 million to $60 million.", "doubled"),
            ("Crossings more than tripled, from 200 to 500.", "more than tripled"),
            ("The crew was halved from 40 to 30.", "halved"),
            ("Sales more than doubled, rising from 120 to 205 boats.", "more than doubled"),
            ("Crossings almost doubled from 200 to 450.", "doubled"),
            ("Income doubled from $4 million to $9 million.", ""),
            ("Income roughly doubled from $40 million to $76 million.", ""),
            ("Crossings more than doubled, from 200 to 500.", ""),
            ("Crossings almost doubled, from 200 to 380.", ""),
            ("The crew was halved, from 41 to 20.", ""),
            ("More than halved from 40 to 15.", ""),
            ("The town doubled from 2010 to 2015.", ""),
        ] {
            assert_eq!(told("numbers/wrong-multiple", text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_loses_more_than_all_of_it() {
        for (text, expected) in [
            ("Crossings fell by 150 percent.", "fell by 150 percent"),
            ("Crossings fell 120% in a year.", "fell 120%"),
            ("A reduction of 200 percent was promised.", "reduction of 200 percent"),
            ("The new ferry is 300 percent cheaper.", "300 percent cheaper"),
            ("The debt fell to 150 percent of income.", ""),
            ("Debt fell from 150 percent to 120 percent.", ""),
            ("Crossings rose by 150 percent.", ""),
            ("They reduced the 150 percent duty.", ""),
        ] {
            assert_eq!(told("numbers/impossible-fall", text), expected, "{text}");
        }
    }
}
