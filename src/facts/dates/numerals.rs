//! What a token that begins with a digit is in a date: a number, an ordinal, a decade, a time of day, a whole date.
//!
//! In goes the token's text; out comes its word, with its value. Knows nothing of what stands beside it.

use super::words::{Clock, Word};

/// What a token that begins with a digit is.
pub(super) fn numeral(text: &str) -> Word {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (head, rest) = text.split_at(digits);
    // Longer numbers are no part of any date; ten digits also keep the value within `u32`.
    if digits > 8 {
        return Word::Other;
    }
    let Ok(value) = head.parse::<u32>() else { return Word::Other };
    let length = u8::try_from(digits).unwrap_or(u8::MAX);
    let rest = rest.to_ascii_lowercase();
    match rest.as_str() {
        "" if digits == 8 => compact(value),
        "" => Word::Whole(value, length),
        "st" | "nd" | "rd" | "th" => Word::Nth(value),
        "s" if (digits == 4 || digits == 2 || digits == 3) && value.is_multiple_of(10) => Word::Tens(value, length),
        "am" | "pm" if (1..=12).contains(&value) => clock(value, 0, rest == "pm", true),
        rest => composed(value, digits, rest),
    }
}

/// "20210106", as wires write it in headers.
fn compact(value: u32) -> Word {
    let (year, month, day) = (value / 10_000, value / 100 % 100, value % 100);
    if (1900..=2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day) {
        return Word::Dotted(year, month, day);
    }
    Word::Other
}

/// A number with marks inside, from its first run of digits on.
fn composed(value: u32, digits: usize, rest: &str) -> Word {
    let Some(mark) = rest.chars().next() else { return Word::Other };
    let after = &rest[mark.len_utf8()..];
    let length = after.bytes().take_while(u8::is_ascii_digit).count();
    let (next, tail) = after.split_at(length);
    let next = next.parse::<u32>().ok();
    match (mark, next, tail) {
        ('t', Some(_), _) if digits == 2 => Word::DayTime(value),
        (',', Some(year), "") if digits <= 2 && length == 4 && (1..=31).contains(&value) => Word::DayYear(value, year),
        (':' | '.', Some(minute), _) if length == 2 && value < 24 && minute < 60 => match tail {
            "" if mark == ':' => clock(value, minute, false, false),
            "am" | "pm" if value <= 12 => clock(value, minute, tail == "pm", true),
            "hrs" | "h" => clock(value, minute, false, true),
            _ if mark == ':' && tail.starts_with(':') => clock(value, minute, false, true),
            _ => dotted(value, minute, mark, tail),
        },
        ('.', Some(second), tail) => dotted(value, second, mark, tail),
        _ => Word::Other,
    }
}

/// "11.11.1918" or "1918.11.11".
fn dotted(first: u32, second: u32, mark: char, tail: &str) -> Word {
    let Some(third) = tail.strip_prefix('.').filter(|_| mark == '.').and_then(|third| third.parse::<u32>().ok()) else {
        return Word::Other;
    };
    let fits = |year: u32, month: u32, day: u32| (1000..=2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    if fits(third, second, first) {
        Word::Dotted(third, second, first)
    } else if fits(first, second, third) {
        Word::Dotted(first, second, third)
    } else {
        Word::Other
    }
}

fn clock(hour: u32, minute: u32, afternoon: bool, plain: bool) -> Word {
    let hour = if plain && afternoon && hour < 12 { hour + 12 } else { hour };
    match (u8::try_from(hour), u8::try_from(minute)) {
        (Ok(hour), Ok(minute)) => Word::Clock(Clock { hour, minute, plain }),
        _ => Word::Other,
    }
}
