//! Numbers with what they count: "4.6 million crowns", "20 %", "three reasons", "$50".
//!
//! In go the tokens; out come [`Quantity`]s by place. Written in figures, or in words up to a hundred; ordinals, years alone,
//! times of day, dates and parts of names are none. How exact a number is meant to be is read from how it is written.

use super::{Date, Prose};
use crate::language::{Token, TokenKind};
use crate::span::Span;

/// A number and what it counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// From the number or currency sign to the unit, if that is a sign or a word for a share.
    pub span: Span,
    /// The index of its first token, and one past its last.
    pub tokens: (usize, usize),
    /// How much.
    pub value: f64,
    /// The unit of its last written digit: 0.1 for "4.6", 1,000,000 for "40 million".
    pub step: f64,
    /// What it counts.
    pub unit: Unit,
}

/// What a quantity counts, as far as it can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Hundredths: `%`, "percent".
    Percent,
    /// Differences of hundredths: "percentage points".
    Points,
    /// Money, by the hash of its sign.
    Money(u64),
    /// Whatever the next word says.
    Things,
}

impl Unit {
    /// The word for it in records.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::Points => "points",
            Self::Money(_) => "money",
            Self::Things => "things",
        }
    }
}

/// Numbers in words; what is longer is written in figures.
const WORDS: [(&str, f64); 29] = [
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("hundred", 100.0),
    ("thousand", 1e3),
    ("dozen", 12.0),
];

/// Words behind a number that multiply it.
const SCALES: [(&str, f64); 8] =
    [("hundred", 1e2), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12), ("m", 1e6), ("bn", 1e9), ("dozen", 12.0)];

/// Finds every quantity outside dates.
pub fn find(prose: Prose<'_>, dates: &[Date]) -> Vec<Quantity> {
    let begins = prose.vocabulary.table(|token| match token.kind {
        TokenKind::Number => true,
        TokenKind::Word => word(&WORDS, prose.text(), token).is_some(),
        _ => false,
    });
    let mut quantities = Vec::new();
    let mut dates = dates.iter().peekable();
    let mut i = 0;
    while let Some(token) = prose.tokens.get(i) {
        while dates.next_if(|date| date.span.end <= token.start as usize).is_some() {}
        let dated = dates.peek().is_some_and(|date| date.span.start <= token.start as usize);
        match (!dated && *begins.of(*token)).then(|| quantity(prose, i)).flatten() {
            Some(quantity) => {
                i = quantity.tokens.1;
                quantities.push(quantity);
            }
            None => i += 1,
        }
    }
    quantities
}

fn quantity(prose: Prose<'_>, i: usize) -> Option<Quantity> {
    let text = prose.text();
    let token = prose.tokens[i];
    let (mut value, mut step) = match token.kind {
        TokenKind::Number => figures(&token.text(text))?,
        TokenKind::Word => (word(&WORDS, text, token).filter(|_| !token.upper())?, 1.0),
        _ => return None,
    };
    // "COVID-19", "Room 4": a part of a name.
    let follows = |j: usize| prose.tokens.get(j).copied().filter(|next| !next.after_line_break() || next.kind != TokenKind::Number);
    if token.joined() || follows(i + 1).is_some_and(Token::joined) || named(prose, i) {
        return None;
    }
    let mut end = i + 1;
    while let Some(scale) = follows(end).filter(|next| next.kind == TokenKind::Word).and_then(|next| word(&SCALES, text, next)) {
        value *= scale;
        step *= scale;
        end += 1;
    }
    let mut start = i;
    let mut unit = Unit::Things;
    if let Some(sign) = i.checked_sub(1).map(|before| prose.tokens[before]).filter(|sign| sign.kind == TokenKind::Symbol && !token.spaced())
    {
        match sign.span().of(text) {
            "+" | "~" | "<" | ">" | "=" => {}
            "$" | "€" | "£" | "¥" | "₹" | "₽" | "₩" | "₪" | "₺" => {
                start = i - 1;
                unit = Unit::Money(sign.hash);
            }
            _ => return None,
        }
    }
    let is = |j: usize, words: &[&str]| {
        prose.tokens.get(j).is_some_and(|token| words.iter().any(|word| token.text(text).eq_ignore_ascii_case(word)))
    };
    if is(end, &["%", "percent", "pct"]) {
        unit = Unit::Percent;
        end += 1;
    } else if is(end, &["per"]) && is(end + 1, &["cent"]) {
        unit = Unit::Percent;
        end += 2;
    } else if is(end, &["percentage"]) && is(end + 1, &["points", "point"]) {
        unit = Unit::Points;
        end += 2;
    }
    Some(Quantity { span: prose.place(start..end), tokens: (start, end), value, step, unit })
}

/// Whether the number before token `i` or behind it makes it a part of something else: "Room 4", "No. 4", "4:30".
fn named(prose: Prose<'_>, i: usize) -> bool {
    let before = i.checked_sub(1).map(|before| prose.tokens[before]);
    before.is_some_and(|before| {
        let inside = prose.sentence_at(before.start as usize).is_some_and(|sentence| prose.sentences[sentence].tokens.start < i - 1);
        before.spaced() && before.capital() && before.kind == TokenKind::Word && inside && prose.tokens[i].kind == TokenKind::Number
            || ["#", "§", "№", "No.", "no.", "Nos."].iter().any(|mark| before.is(prose.text(), mark))
            || (before.is(prose.text(), ".")
                && i > 1
                && prose.tokens[i - 2].text(prose.text()).eq_ignore_ascii_case("no")
                && !before.spaced())
    })
}

fn word(list: &[(&str, f64)], text: &str, token: Token) -> Option<f64> {
    let written = token.text(text);
    list.iter().find(|(word, _)| written.eq_ignore_ascii_case(word)).map(|(_, value)| *value)
}

/// A number in figures, and the unit of its last digit: "1,200", "4.6", "12m" (which is 12 with a scale).
fn figures(text: &str) -> Option<(f64, f64)> {
    const LONGEST: usize = 15;
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let scale = match text[digits.len()..].to_ascii_lowercase().as_str() {
        "" => 1.0,
        "k" => 1e3,
        "m" => 1e6,
        "bn" | "b" => 1e9,
        "tn" => 1e12,
        _ => return None,
    };
    let (whole, fraction) = digits.split_once('.').map_or((digits, ""), |(whole, fraction)| (whole, fraction));
    let mut groups = whole.split([',', '\u{a0}', '\u{202f}']);
    let first = groups.next()?;
    let sound = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let grouped = groups.clone().all(|group| group.len() == 3 && sound(group)) && (groups.next().is_none() || first.len() <= 3);
    if text.len() > LONGEST || first.is_empty() || !sound(first) || !sound(fraction) || !grouped {
        return None;
    }
    let plain: String = digits.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let value: f64 = plain.parse().ok()?;
    let step = (0..fraction.len()).fold(1.0, |step, _| step / 10.0);
    Some((value * scale, step * scale))
}

#[cfg(test)]
mod tests {
    use crate::builtin;
    use crate::source::{Format, Source};

    #[test]
    fn numbers_are_read_with_what_they_count() {
        let language = builtin::language();
        for (text, expected) in [
            ("It cost $4.6 million, or 1,200 a head.", "$4.6 million=4600000/100000 money; 1,200=1200/1 things"),
            (
                "Of three towns 20 % and 5.5 per cent fell by 2 percentage points.",
                "three=3/1 things; 20 %=20/1 percent; 5.5 per cent=5.5/0.1 percent; 2 percentage points=2/1 points",
            ),
            ("Two hundred men paid €12m.", "Two hundred=200/100 things; €12m=12000000/1000000 money"),
            ("On 4 May 2021 at 4:30 in Room 4 the 3rd COVID-19 case and No. 7 fell.", ""),
            ("The 27-nation bloc and 1,20 and 1.2.3 fell.", ""),
        ] {
            let facts = crate::read(&language, Default::default(), &Source::new("x", Format::Plain, text)).facts;
            let shown = facts.quantities.iter().map(|q| format!("{}={}/{} {}", q.span.of(text), q.value, q.step, q.unit.name()));
            assert_eq!(shown.collect::<Vec<_>>().join("; "), expected, "{text}");
        }
    }
}
