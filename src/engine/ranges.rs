//! `match.fact.number.reversed`, `misjoined`: ranges that run backwards ("between 80 and 40 million", "pages 45–31") or begin in
//! one way and go on in another ("between 5 to 10").
//!
//! In go the quantities, and for pages and the like the numbers behind a label; out comes each range whose first number is the
//! greater as it is written. Left are times of day ("between 9 and 5"), what lies between two things and not on the way from the
//! one to the other ("the gap between 60 and 40 percent"), a second number that is a twentieth of the first or less, which has
//! another unit, and a last page with digits left out ("345–47"). "From 80 to 40" may be a fall, and a bare "45–31" a score.

use super::numbers::is;
use super::{Found, Seed};
use crate::facts::{Quantity, Unit};
use crate::language::{TokenKind, fold_hash};

/// Numbers between which there is nothing: "between 80 and 40 million", "pages 45–31".
pub(super) fn reversed(seed: Seed<'_>) -> Vec<Found> {
    let between = seed.facts.quantities.windows(2).filter_map(|pair| between_reversed(seed, &pair[0], &pair[1]));
    let mut found: Vec<_> = between.collect();
    found.extend(pages_reversed(seed));
    found.sort_by_key(|found| found.span);
    found
}

fn between_reversed(seed: Seed<'_>, first: &Quantity, second: &Quantity) -> Option<Found> {
    const HOURS: f64 = 24.0;
    const BEFORE: usize = 6;
    let start = first.tokens.0.checked_sub(1).filter(|at| is(seed, *at, &["between"]))?;
    let next = is(seed, first.tokens.1, &["and"]) && first.tokens.1 + 1 == second.tokens.0;
    let unit = first.unit == second.unit || first.unit == Unit::Things;
    // "80 and 40 million": the unit of the second is that of both, unless the first can stand for itself.
    let scale = if first.step < second.step && second.step >= 1e3 && first.value < 1e3 { second.step.max(1.0) } else { 1.0 };
    let scaled = [1e3, 1e6, 1e9, 1e12].into_iter().rev().find(|unit| scale >= *unit / 10.0 && second.value >= *unit).unwrap_or(1.0);
    let value = first.value * if scale > 1.0 { scaled } else { 1.0 };
    let reversed = value > second.value && value / second.value < 20.0;
    let clock =
        first.unit == Unit::Things && second.unit == Unit::Things && first.value <= HOURS && second.value <= HOURS / 2.0 && scale == 1.0;
    let chosen = (1..=BEFORE).filter_map(|back| start.checked_sub(back)).any(|at| {
        is(
            seed,
            at,
            &[
                "difference",
                "differences",
                "gap",
                "choice",
                "choose",
                "chose",
                "ratio",
                "relation",
                "relationship",
                "match",
                "game",
                "vote",
                "split",
                "distance",
            ],
        )
    });
    (next && unit && reversed && !clock && !chosen).then(|| Found::at(seed.prose.place(start..second.tokens.1)))
}

/// Ranges that begin with "between" and go on with "to" or a dash: "between 500 to 600", "between $5-10". Two ranges with an
/// "and" ("between 2019–20 and 2021–22") are joined as they should be.
pub(super) fn misjoined(seed: Seed<'_>) -> Vec<Found> {
    let (text, tokens) = (seed.prose.text(), seed.prose.tokens);
    let signed = |at: usize| at + usize::from(tokens.get(at).is_some_and(|token| token.kind == TokenKind::Symbol));
    // The end of a number that is written in figures.
    let number = |at: usize| {
        let figures = signed(at);
        tokens.get(figures).filter(|token| token.kind == TokenKind::Number)?;
        let cent = is(seed, figures + 1, &["per"]) && is(seed, figures + 2, &["cent"]);
        let scaled = is(seed, figures + 1, &["thousand", "million", "billion", "trillion", "percent"]);
        let scaled = figures + 1 + if cent { 2 } else { usize::from(scaled) };
        Some(scaled + usize::from(is(seed, scaled, &["%"])))
    };
    let range = |at: usize| {
        // "The link between 4 to 5" is between things.
        let noun = at.checked_sub(1).is_some_and(|before| is(seed, before, &["difference", "gap", "link", "ratio", "relation"]));
        let first = (!noun && is(seed, at, &["between"])).then(|| number(at + 1)).flatten()?;
        let joined = tokens.get(first).is_some_and(|next| next.joined());
        let join =
            usize::from(!joined && ["to", "–", "—", "-"].iter().any(|word| tokens.get(first).is_some_and(|token| token.is(text, word))));
        let end = (joined || join > 0).then(|| number(first + join)).flatten()?;
        let more = tokens.get(end).is_some_and(|next| next.joined()) || is(seed, end, &["and"]);
        (!more).then(|| Found::at(seed.prose.place(at..end)))
    };
    let between = fold_hash("between");
    (0..tokens.len()).filter(|at| tokens[*at].hash == between).filter_map(range).collect()
}

/// Labels of what is numbered in order.
const ORDERED: &[&str] =
    &["page", "pages", "pp", "pp.", "p.", "chapters", "lines", "verses", "sections", "paragraphs", "articles", "ages", "aged", "footnotes"];

fn pages_reversed(seed: Seed<'_>) -> Vec<Found> {
    let (text, tokens) = (seed.prose.text(), seed.prose.tokens);
    let number = |at: usize| tokens.get(at).filter(|token| token.kind == TokenKind::Number).map(|token| token.text(text));
    let mut found = Vec::new();
    for at in 1..tokens.len() {
        if tokens[at].kind != TokenKind::Number {
            continue;
        }
        let label = if is(seed, at - 1, &["."]) && at > 1 { at - 2 } else { at - 1 };
        if !is(seed, label, ORDERED) {
            continue;
        }
        let dash = ["–", "-", "—"].iter().any(|mark| tokens.get(at + 1).is_some_and(|dash| dash.is(text, mark)));
        let next = if dash {
            at + 2
        } else if tokens.get(at + 1).is_some_and(|next| next.joined()) {
            at + 1
        } else {
            continue;
        };
        let (Some(first), Some(last)) = (number(at), number(next)) else { continue };
        // "345–47" means 347.
        if first.len() == last.len()
            && let (Ok(one), Ok(other)) = (first.parse::<u32>(), last.parse::<u32>())
            && one > other
            && tokens.get(next + 1).is_none_or(|after| !after.joined())
        {
            found.push(Found::at(seed.prose.place(label..next + 1)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::engine::tests::check;

    #[test]
    fn ranges_that_are_joined_two_ways() {
        check(
            "numbers/broken-range",
            &[
                ("The fair drew between 500 to 600 guests.", "between 500 to 600"),
                ("It cost between $5-10 a head.", "between $5-10"),
                ("It cost between 5–10 million crowns.", "between 5–10 million"),
                ("It cost between 5 million to 10 million crowns.", "between 5 million to 10 million"),
                ("Between 5% to 10% of it went.", "Between 5% to 10%"),
                ("The fair drew between 500 and 600 guests.", ""),
                ("It fell between 2019–20 and 2021–22.", ""),
                ("It fell between 2019-20 and 2021-22.", ""),
                ("It lies between 2nd-hand shops.", ""),
                ("The link between 4 to 5 was cut.", ""),
                ("Between 5 per cent to 10 per cent of it went.", "Between 5 per cent to 10 per cent"),
                ("The ferry runs between Ulm and Roe.", ""),
            ],
        );
    }

    #[test]
    fn numbers_that_run_backwards() {
        check(
            "numbers/reversed-range",
            &[
                ("It drew between 80 and 40 million guests.", "between 80 and 40 million"),
                ("It cost between $80 million and $40 million.", "between $80 million and $40 million"),
                ("Between 60 and 40 percent came.", "Between 60 and 40 percent"),
                ("See pages 45-31 of the report.", "pages 45-31"),
                ("See pp. 145–131.", "pp. 145–131"),
                ("It drew between 40 and 80 million guests.", ""),
                ("It drew between 900 and 1.2 million guests.", ""),
                ("The gate is open between 9 and 5.", ""),
                ("See pages 345–47.", ""),
                ("The club won 45–31.", ""),
                ("The difference between 60 and 40 percent is large.", ""),
            ],
        );
    }
}
