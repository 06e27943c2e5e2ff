//! `match.fact.number`: one share told two ways that do not agree, and totals that their parts do not make.
//!
//! "Three in four (60 percent)", "12 of 45 (30 percent)", "14 members: five women and eight men". Each number is held against its
//! rounding interval, parts and wholes too; plain fractions, which are said by eye, get a few points more.

use super::numbers::{by_sentence, is, is_hedged, shown};
use super::{Found, Seed};
use crate::facts::{Quantity, Unit};

/// A share as a fraction or as a count of a whole.
struct Share {
    /// The indexes of its tokens.
    tokens: (usize, usize),
    part: Rounded,
    whole: Rounded,
    /// How many points a percentage may lie off before the two disagree, beside what rounding makes.
    slack: f64,
}

/// A number that stands for all within `half` of it.
#[derive(Clone, Copy)]
struct Rounded {
    value: f64,
    half: f64,
}

impl Rounded {
    /// One that is counted, or said in a word.
    const fn exact(value: f64) -> Self {
        Self { value, half: 0.0 }
    }

    /// One as it is written: whole things are counted, thousands and tenths are rounded.
    fn written(quantity: &Quantity) -> Self {
        let half = if quantity.step == 1.0 { 0.0 } else { quantity.step.min(quantity.value) / 2.0 };
        Self { value: quantity.value, half }
    }
}

impl Share {
    /// The least and the most percent that it may be, as far as its numbers are rounded.
    fn percent(&self) -> (f64, f64) {
        let (part, whole) = (self.part, self.whole);
        ((part.value - part.half) / (whole.value + whole.half) * 100.0, (part.value + part.half) / (whole.value - whole.half) * 100.0)
    }

    /// The sum in words: "12 / 45 = 26.7 percent", "1.2 million / 4 million = 25.6 to 35.7 percent".
    fn sum(&self) -> String {
        let (least, most) = self.percent();
        let percent = if shown(least) == shown(most) { shown(least) } else { format!("{} to {}", shown(least), shown(most)) };
        format!("{} / {} = {percent} percent", amount(self.part.value), amount(self.whole.value))
    }
}

/// So many points may lie between a fraction in words and its percentage.
const FRACTION: f64 = 3.0;
/// So many where the fraction is hedged.
const HEDGED: f64 = 6.0;
/// So many between a count and its percentage, beside the rounding.
const COUNTED: f64 = 0.6;

/// Shares with a percentage right beside them that is another.
pub(super) fn misconverted(seed: Seed<'_>) -> Vec<Found> {
    let percentages = seed.facts.quantities.iter().filter(|quantity| quantity.unit == Unit::Percent);
    let mut found = Vec::new();
    for percent in percentages {
        let Some(share) = share_before(seed, percent).or_else(|| share_after(seed, percent)) else { continue };
        let (least, most) = share.percent();
        let slack = share.slack + percent.step / 2.0 + 1e-9;
        let fits = (least - slack..=most + slack).contains(&percent.value);
        if !fits && share.part.value < share.whole.value {
            let place = seed.prose.place(share.tokens.0..share.tokens.1);
            found.push(Found::at(percent.span).words("sum", share.sum()).place("share", place).label(place, "the same share"));
        }
    }
    found
}

/// The share that a percentage in brackets or after "or" says again: "a third of the mills (30 percent)".
fn share_before(seed: Seed<'_>, percent: &Quantity) -> Option<Share> {
    const NOUN: usize = 5;
    let open = percent.tokens.0.checked_sub(1)?;
    let (start, bracket) = match () {
        () if is(seed, open, &["("]) => (open, true),
        () if is(seed, open, &["or"]) && open > 0 && is(seed, open - 1, &[","]) => (open - 1, false),
        () if is(seed, open, &["—", "–"]) && is(seed, percent.tokens.1, &["—", "–"]) => (open, false),
        () => return None,
    };
    // "(28 percent of them women)", "(28 percent in 2019)" may be of something else.
    if bracket && !is(seed, percent.tokens.1, &[")", ",", ";"]) || !bracket && is(seed, percent.tokens.1, &["of"]) {
        return None;
    }
    let lowest = start.saturating_sub(NOUN + 5);
    let inside = |share: &Share| start - share.tokens.1 <= NOUN && plain_words(seed, share.tokens.1, start);
    let found = (lowest..start).rev().find_map(|at| share_at(seed, at).filter(|share| share.tokens.1 <= start)).filter(inside);
    found.or_else(|| counted_before(seed, start).filter(|_| bracket))
}

/// "Of 48 wells, 12 (25 percent)": the part right before the bracket, and the whole before the comma before it.
fn counted_before(seed: Seed<'_>, open: usize) -> Option<Share> {
    const NOUN: usize = 3;
    let quantities = &seed.facts.quantities;
    let number = quantities.partition_point(|quantity| quantity.tokens.1 <= open).checked_sub(1)?;
    let (whole, part) = (quantities.get(number.checked_sub(1)?)?, quantities[number]);
    let of = whole.tokens.0.checked_sub(1)?;
    let of = if is(seed, of, &["the", "these", "its"]) { of.checked_sub(1)? } else { of };
    let comma = part.tokens.0.checked_sub(1).filter(|at| is(seed, *at, &[","]))?;
    let leads = is(seed, of, &["of"]) && (whole.tokens.1..comma).len() <= NOUN && plain_words(seed, whole.tokens.1, comma);
    let near = open - part.tokens.1 <= 1 && plain_words(seed, part.tokens.1, open);
    let counts = [&part, whole].iter().all(|q| q.unit == Unit::Things && is_whole(q.value));
    let slack = counted_slack(seed, part.tokens.0, whole);
    let (tokens, part, whole) = ((of, part.tokens.1), Rounded::written(&part), Rounded::written(whole));
    (leads && near && counts).then_some(Share { tokens, part, whole, slack })
}

/// The share that brackets behind a percentage say again: "30 percent (a third)", "30 percent, or a third".
fn share_after(seed: Seed<'_>, percent: &Quantity) -> Option<Share> {
    let end = percent.tokens.1;
    let at = if is(seed, end, &["("]) {
        end + 1
    } else if is(seed, end, &[","]) && is(seed, end + 1, &["or"]) {
        end + 2
    } else {
        return None;
    };
    let share = (at..at + 3).find_map(|at| share_at(seed, at))?;
    is(seed, share.tokens.1, &[")", ",", "."]).then_some(share)
}

/// Whether there are only words between two tokens, and none that opens another clause.
fn plain_words(seed: Seed<'_>, start: usize, end: usize) -> bool {
    let clause = ["and", "but", "while", "than", "in", "said", "say", "were", "was", "are", "is", "had", "have"];
    (start..end).all(|at| seed.prose.tokens[at].is_word() && !is(seed, at, &clause))
}

fn share_at(seed: Seed<'_>, at: usize) -> Option<Share> {
    fraction_at(seed, at).or_else(|| counted_at(seed, at))
}

/// "A third", "two-thirds", "half".
fn fraction_at(seed: Seed<'_>, at: usize) -> Option<Share> {
    const PARTS: [(&[&str], f64); 9] = [
        (&["third", "thirds"], 3.0),
        (&["quarter", "quarters", "fourth", "fourths"], 4.0),
        (&["fifth", "fifths"], 5.0),
        (&["sixth", "sixths"], 6.0),
        (&["seventh", "sevenths"], 7.0),
        (&["eighth", "eighths"], 8.0),
        (&["ninth", "ninths"], 9.0),
        (&["tenth", "tenths"], 10.0),
        (&["half"], 2.0),
    ];
    const COUNTS: [(&[&str], f64); 9] = [
        (&["a", "an", "one"], 1.0),
        (&["two"], 2.0),
        (&["three"], 3.0),
        (&["four"], 4.0),
        (&["five"], 5.0),
        (&["six"], 6.0),
        (&["seven"], 7.0),
        (&["eight"], 8.0),
        (&["nine"], 9.0),
    ];
    let named = |list: &[(&[&str], f64)], at: usize| list.iter().find(|(words, _)| is(seed, at, words)).map(|(_, value)| *value);
    let hedged = is_hedged(seed, at, 3);
    let slack = if hedged { HEDGED } else { FRACTION };
    // A half that is the second of a match, or one and a half, is no share.
    if let Some(part) = named(&COUNTS, at)
        && let Some(whole) = named(&PARTS, at + 1)
        && !(1..=2)
            .filter_map(|back| at.checked_sub(back))
            .any(|at| is(seed, at, &["and", "than"]) && is(seed, at - at.min(1), &["one", "two", "more"]))
    {
        return Some(Share { tokens: (at, at + 2), part: Rounded::exact(part), whole: Rounded::exact(whole), slack });
    }
    let article = at.checked_sub(1).is_some_and(|before| is(seed, before, &["a", "an", "one", "and", "first", "second", "the", "other"]));
    let (part, whole) = (Rounded::exact(1.0), Rounded::exact(2.0));
    (is(seed, at, &["half"]) && !article).then_some(Share { tokens: (at, at + 1), part, whole, slack })
}

/// "Three in four", "12 of 45", "12 out of the 45".
fn counted_at(seed: Seed<'_>, at: usize) -> Option<Share> {
    let quantities = &seed.facts.quantities;
    let number = quantities.partition_point(|quantity| quantity.tokens.0 < at);
    let one = is(seed, at, &["one"]);
    let (part, next, end) = match quantities.get(number) {
        Some(part) if part.tokens.0 == at && part.unit == Unit::Things => (Rounded::written(part), number + 1, part.tokens.1),
        _ if one => (Rounded::exact(1.0), number, at + 1),
        _ => return None,
    };
    let of = if is(seed, end, &["out"]) && is(seed, end + 1, &["of"]) {
        end + 2
    } else if is(seed, end, &["of", "in"]) {
        end + 1
    } else {
        return None;
    };
    let of = of + usize::from(is(seed, of, &["the", "every", "its", "all"]));
    let whole = quantities.get(next).filter(|whole| whole.tokens.0 == of && whole.unit == Unit::Things)?;
    let year = (1500.0..=2100.0).contains(&whole.value) && is(seed, of - 1, &["in"]);
    let sound = part.value > 0.0 && whole.value >= 2.0 && is_whole(part.value) && is_whole(whole.value) && !year;
    let slack = counted_slack(seed, at, whole);
    sound.then_some(Share { tokens: (at, whole.tokens.1), part, whole: Rounded::written(whole), slack })
}

/// Whether a number is whole, as 4.1 times a million is, which floats miss by a hair.
fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-3
}

/// How many points a percentage may lie off a count that begins at token `at`, of this whole.
fn counted_slack(seed: Seed<'_>, at: usize, whole: &Quantity) -> f64 {
    const SMALL: f64 = 10.0;
    let hedged = is_hedged(seed, at, 1) || is_hedged(seed, whole.tokens.0, 1);
    match (whole.value <= SMALL, hedged) {
        (false, false) => COUNTED,
        (true, false) => FRACTION,
        (_, true) => HEDGED,
    }
}

/// Totals that the parts listed for them do not make: "14 members: five women and eight men", "five men and eight women, 14 in all".
pub(super) fn mistotalled(seed: Seed<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for quantities in by_sentence(seed, |_| true) {
        let Some((total, parts)) = listed(seed, &quantities).or_else(|| summed(seed, &quantities)) else { continue };
        let sum: f64 = parts.iter().map(|part| part.value).sum();
        let slack = parts.iter().map(|part| part.step / 2.0).sum::<f64>() + total.step / 2.0;
        let slack = if parts.iter().chain([&total]).all(|q| q.step == 1.0) { 0.1 } else { slack };
        let near = (0.6..=1.5).contains(&(sum / total.value));
        if near && (sum - total.value).abs() > slack {
            let terms: Vec<_> = parts.iter().map(|part| amount(part.value)).collect();
            let place = Found::at(total.span).words("sum", format!("{} = {}", terms.join(" + "), amount(sum)));
            found.push(parts.iter().fold(place, |place, part| place.label(part.span, "and this")));
        }
    }
    found
}

/// A number as a reader writes it, with its scale in a word.
fn amount(value: f64) -> String {
    let scale = [(1e12, " trillion"), (1e9, " billion"), (1e6, " million")].into_iter().find(|(scale, _)| value >= *scale);
    scale.map_or_else(|| shown(value), |(scale, word)| shown(value / scale) + word)
}

/// A total, then a colon or bracket, then two parts or more, the last of them after "and".
fn listed(seed: Seed<'_>, quantities: &[Quantity]) -> Option<(Quantity, Vec<Quantity>)> {
    const NOUN: usize = 4;
    let (number, open) = quantities.iter().enumerate().find_map(|(number, total)| {
        let mut after = total.tokens.1..(total.tokens.1 + NOUN).min(seed.prose.tokens.len());
        let open = after.find(|at| is(seed, *at, &[":", "(", "—", "–"]))?;
        ((open > total.tokens.1 || total.unit != Unit::Things) && quantities.get(number + 1).is_some_and(|part| part.tokens.0 == open + 1))
            .then_some((number, open))
    })?;
    let total = quantities[number];
    let bracket = is(seed, open, &["("]);
    let close = |at: usize| if bracket { is(seed, at, &[")"]) } else { is(seed, at, &[".", ";", "—", "–"]) };
    let mut parts: Vec<Quantity> = Vec::new();
    let mut at = open + 1;
    let mut last = false;
    loop {
        let part = quantities.get(number + 1 + parts.len()).filter(|part| part.tokens.0 == at)?;
        parts.push(*part);
        at = (part.tokens.1..part.tokens.1 + NOUN)
            .find(|at| !seed.prose.tokens.get(*at).is_some_and(|token| token.is_word()) || is(seed, *at, &["and"]))?;
        if last {
            break;
        }
        at += usize::from(is(seed, at, &[",", ";"]) && !close(at));
        last = is(seed, at, &["and"]);
        at += usize::from(last);
    }
    let partial = seed.prose.language.set("partial-list-cue");
    let whole = (total.tokens.0.saturating_sub(3)..at).all(|at| !seed.prose.language.holds(partial, seed.prose.tokens[at]));
    let unit = parts.iter().all(|part| part.unit == total.unit && part.value < total.value);
    (last && close(at) && whole && unit && matches!(total.unit, Unit::Things | Unit::Money(_))).then_some((total, parts))
}

/// Parts, then their total: "five men and eight women, 14 in all", "for a total of 14".
fn summed(seed: Seed<'_>, quantities: &[Quantity]) -> Option<(Quantity, Vec<Quantity>)> {
    const NOUN: usize = 3;
    let (total, parts) = quantities.split_last().filter(|(_, parts)| parts.len() >= 2)?;
    let (start, end) = total.tokens;
    let in_all = is(seed, end, &["altogether"]) || is(seed, end, &["in"]) && is(seed, end + 1, &["all", "total"]);
    let total_of =
        start >= 2 && is(seed, start - 1, &["of"]) && is(seed, start - 2, &["total"]) && start >= 3 && is(seed, start - 3, &["a"]);
    let lead = if total_of { start - 3 } else { start };
    let lead = lead.checked_sub(1)?;
    let lead = if is(seed, lead, &["for"]) { lead.checked_sub(1)? } else { lead };
    let parted = is(seed, lead, &[",", "—", "–", ":", ";"]) || (total_of && is(seed, lead + 1, &["for"]));
    // Each part stands a few words before the next, joined by comma or "and".
    let chained = parts.windows(2).all(|pair| {
        let between = pair[0].tokens.1..pair[1].tokens.0;
        let Some(joint) = between.end.checked_sub(1) else { return false };
        between.len() <= NOUN + 2
            && is(seed, joint, &[",", "and"])
            && (between.start..joint).all(|at| seed.prose.tokens[at].is_word() || is(seed, at, &[","]))
    });
    let near = parts.last().is_some_and(|last| lead.saturating_sub(last.tokens.1) <= NOUN + 3);
    let partial = seed.prose.language.set("partial-list-cue");
    let whole = (parts.first()?.tokens.0.saturating_sub(2)..start).all(|at| !seed.prose.language.holds(partial, seed.prose.tokens[at]));
    let unit = parts.iter().all(|part| part.unit == total.unit && part.value < total.value);
    ((in_all || total_of) && parted && chained && near && whole && unit).then(|| (*total, parts.to_vec()))
}

#[cfg(test)]
mod tests {
    use crate::engine::tests::told;

    #[test]
    fn shares_that_are_told_two_ways() {
        for (text, expected) in [
            ("Three in four voters (60 percent) stayed away.", "60 percent"),
            ("A third (28 percent) stayed away.", "28 percent"),
            ("Half of the mills (40 percent) burn coal.", "40 percent"),
            ("Two-thirds, or 60 percent, stayed away.", "60 percent"),
            ("Of 45 mills, 12 of 45 (30 percent) burn coal.", "30 percent"),
            ("The count was 12 out of the 45 mills (37%).", "37%"),
            ("Some 40 percent (one in three) stayed away.", "40 percent"),
            ("Of 48 wells, 12 (30 percent) were dirty.", "30 percent"),
            ("Nearly a quarter of residents — 38 percent — left.", "38 percent"),
            ("Of 48 wells, 12 (25 percent) were dirty.", ""),
            ("Three in four voters (75 percent) stayed away.", ""),
            ("A third (33 percent) stayed away.", ""),
            ("Nearly a third (28 percent) stayed away.", ""),
            ("Two-thirds, or 66 percent, stayed away.", ""),
            ("The count was 12 out of 45 mills (27%).", ""),
            ("The count was 12 out of 45 mills (26.7%).", ""),
            ("A third of the mills closed and the rest (40 percent) burn coal.", ""),
            ("One in four mills closed in 2019 (40 percent in 2020).", ""),
            ("In the second half (40 percent) it fell.", ""),
            ("It took one and a half (40 percent) days.", ""),
            ("Some 1.2 million of the 4 million voters (27 percent) stayed away.", ""),
            ("They are 1.2 million of 4.0 million voters (28%).", ""),
            ("They are 1.2 million of 4,100,000 voters (28%).", ""),
            ("They are 1.2 million of 4.0 million voters (24%).", "24%"),
            ("Of 4 million voters, 1 million (30 percent) stayed away.", ""),
            ("Of 4.0 million voters, 1.1 million (35 percent) stayed away.", "35 percent"),
            ("About 300 of 1,000 voters (33 percent) stayed away.", ""),
        ] {
            assert_eq!(told("numbers/misconverted-share", text), expected, "{text}");
        }
    }

    #[test]
    fn totals_that_their_parts_do_not_make() {
        for (text, expected) in [
            ("The board has 14 members: five women and eight men.", "14"),
            ("The crew landed 30 barrels (12 of cod, 9 of herring and 8 of eel).", "30"),
            ("It cost $16 million: $8 million and $5 million.", "$16 million"),
            ("Five men and eight women, 14 in all, were hurt.", "14"),
            ("They bought 20 nets, 30 hooks and 15 buoys, for a total of 60.", "60"),
            ("The 31 members — 14 from the coast, 12 from the valley and six from the islands — met.", "31"),
            ("The board has 13 members: five women and eight men.", ""),
            ("The board has 14 members, including five women and eight men.", ""),
            ("The house has 12 rooms (two baths and three floors).", ""),
            ("It cost $5.1 million: $3 million and $2 million.", ""),
            ("They bought 20 nets at 3 crowns each, for a total of 65.", ""),
            ("The board has 14 members: five women, eight men.", ""),
            ("The vote was 14 (five and eight in 2019).", ""),
        ] {
            assert_eq!(told("numbers/wrong-total", text), expected, "{text}");
        }
    }
}
