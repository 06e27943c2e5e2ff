//! `match.fact.number.overprecise`: numbers exact to the last digit that their sentence calls approximate: "about 4,327".
//!
//! In go the quantities and the words before them; out come both together. Words that only bound a number ("over 4,327") call
//! it nothing of the kind.

use super::numbers::is;
use super::{Found, Seed};
use crate::facts::{Quantity, Unit};

/// The least number that nobody counts to the last digit and calls approximate.
const LARGE: f64 = 1000.0;
/// The unit of the second digit behind the point.
const HUNDREDTHS: f64 = 0.011;
/// The least number of such units that rounding would not do away with: "about 0.05 percent" is as round as it can be.
const DIGITS: f64 = 100.0;
/// Verbs, and their nouns, behind which "about" says what is spoken of.
const SPOKEN: [&str; 12] = ["ask", "asked", "asks", "book", "film", "heard", "know", "learned", "report", "spoke", "story", "wrote"];

/// Exact numbers right behind a word that says "about".
pub(super) fn overprecise(seed: Seed<'_>) -> Vec<Found> {
    let nearness = seed.prose.language.set("nearness");
    let (text, tokens) = (seed.prose.text(), seed.prose.tokens);
    // Letters and digits of a name ("about 1914", "around 2021") are written without a separator.
    let separated = |quantity: &Quantity| quantity.span.of(text).contains(',');
    let exact = |quantity: &Quantity| match quantity.unit {
        Unit::Percent => quantity.step <= HUNDREDTHS && quantity.value / quantity.step >= DIGITS,
        _ => quantity.step == 1.0 && quantity.value >= LARGE && quantity.value % 10.0 != 0.0 && separated(quantity),
    };
    let hedged = |quantity: &Quantity| {
        let start = quantity.tokens.0;
        let length =
            (1..=2).find(|length| start >= *length && seed.prose.language.longest(nearness, &tokens[start - length..start]) == *length)?;
        let spoken = is(seed, start - length, &["about"]) && start > length && is(seed, start - length - 1, &SPOKEN);
        (!spoken).then(|| Found::at(seed.prose.place(start - length..quantity.tokens.1)))
    };
    seed.facts.quantities.iter().filter(|quantity| exact(quantity)).filter_map(hedged).collect()
}

#[cfg(test)]
mod tests {
    use crate::engine::tests::told;

    #[test]
    fn exact_numbers_called_approximate() {
        for (text, expected) in [
            ("About 4,327 guests came.", "About 4,327"),
            ("An estimated 1,057,001 guests came.", "An estimated 1,057,001"),
            ("It cost close to $4,327 to mend.", "close to $4,327"),
            ("The toll rose by roughly 37.48 percent.", "roughly 37.48 percent"),
            ("About 4,320 guests came, roughly 1,057,000 in all.", ""),
            ("Exactly 4,327 guests came, over 4,321 of them by road.", ""),
            ("It was built around 1914, and rose by about 37.5 percent.", ""),
            ("About 0.05 percent came.", ""),
            ("It is a book about 4,327 refugees, and she asked about $4,327.", ""),
            ("The play is about 4,327.5 tonnes of salt.", ""),
        ] {
            assert_eq!(told("numbers/hedged-precision", text), expected, "{text}");
        }
    }
}
