//! `match.fact.date.mistimed`: times of day that no clock shows: "at 10:75", "14:30 p.m.".
//!
//! In go the tokens of a seed; out come the times, with the word that makes them one. A ratio or a length ("90:75") is none.

use super::numbers::is;
use super::{Found, Seed};
use crate::language::{Token, TokenKind};

/// Words behind which figures are a time of day.
const BEFORE: [&str; 8] = ["at", "by", "from", "until", "till", "before", "after", "around"];

/// How an hour is written: `10:75`, `14`, `13pm`.
#[derive(Clone, Copy)]
struct Written {
    hour: u8,
    minute: Option<u8>,
    /// Whether half of the day is written in the same token.
    halved: bool,
}

/// Times of day with a minute past 59, and those past noon by the 24-hour clock that say which half of the day.
pub(super) fn mistimed(seed: Seed<'_>) -> Vec<Found> {
    let (text, tokens) = (seed.prose.text(), seed.prose.tokens);
    let written = seed.prose.vocabulary.table(|token| written(token, text));
    let found = tokens.iter().enumerate().filter_map(|(at, token)| {
        let Written { hour, minute, halved } = (*written.of(*token))?;
        let opened = at.checked_sub(1).filter(|before| is(seed, *before, &BEFORE));
        let half = tokens.get(at + 1).filter(|next| !token.joined() && ["a.m.", "p.m.", "am", "pm"].iter().any(|half| next.is(text, half)));
        let end = at + 1 + usize::from(half.is_some());
        let past_the_hour = minute.is_some_and(|minute| minute > 59) && hour < 24 && !is_ratio(seed, at);
        let twice = (half.is_some() || halved) && (13..=24).contains(&hour) && minute.is_none_or(|minute| minute <= 59);
        let start = match opened {
            Some(before) if past_the_hour || (twice && minute.is_none()) => before,
            _ if twice && minute.is_some() => at,
            _ => return None,
        };
        Some(Found::at(seed.prose.place(start..end)))
    });
    found.collect()
}

/// Whether words around figures make them a scale, a share or a verse: "at 1:72 scale", "from 20:80 to 10:90".
fn is_ratio(seed: Seed<'_>, at: usize) -> bool {
    const NEAR: usize = 4;
    let words = ["mix", "mixed", "odds", "ratio", "ratios", "scale", "scales", "shares", "split", "sonnet", "verse", "verses", "with"];
    let around = at.saturating_sub(NEAR)..at + NEAR;
    let named = around.into_iter().any(|near| is(seed, near, &words));
    // "To" and other figures: two of a kind.
    let pair = is(seed, at + 1, &["to"]) || at.checked_sub(1).is_some_and(|before| is(seed, before, &["to"]));
    named || pair
}

/// Reads one token.
fn written(token: Token, text: &str) -> Option<Written> {
    let word = (token.kind == TokenKind::Number).then(|| token.text(text))?;
    let figures = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let halved = match &word[figures.len()..] {
        "" => false,
        half => ["am", "pm"].iter().any(|known| half.eq_ignore_ascii_case(known)).then_some(true)?,
    };
    let two = |figures: &str, least: usize| {
        let fits = (least..=2).contains(&figures.len()) && figures.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| figures.parse().ok()).flatten()
    };
    match figures.split_once(':') {
        Some((hour, minute)) => Some(Written { hour: two(hour, 1)?, minute: Some(two(minute, 2)?), halved }),
        None => Some(Written { hour: two(figures, 1)?, minute: None, halved }),
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::tests::told;

    #[test]
    fn times_that_no_clock_shows() {
        for (text, expected) in [
            ("The ferry leaves at 10:75.", "at 10:75"),
            ("At\n9:60 the ferry leaves.", "At\n9:60"),
            ("The fair opens at 14:30 p.m. on Friday.", "14:30 p.m."),
            ("The fair opens at 14:30pm on Friday.", "14:30pm"),
            ("It runs from 13 p.m. on.", "from 13 p.m."),
            ("It runs until 13pm.", "until 13pm"),
            ("The ferry leaves at 10:45, by 12 p.m. or at 23:59.", ""),
            ("The mix was 10:75, the film 90:75 long, and 14 am I told.", ""),
            ("A ratio of 30:90 at 25:90.", ""),
            ("It is a model at 1:72 scale.", ""),
            ("The split went from 20:80 to 10:90.", ""),
        ] {
            assert_eq!(told("dates/impossible-clock", text), expected, "{text}");
        }
    }
}
