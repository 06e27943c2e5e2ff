//! Where in a source something stands: `p. 12`, `table 1, row March`, `00:14:32`.
//!
//! In goes what a checker writes; out comes whether another checker could go there. The grammar is small: pieces joined by
//! commas, each a known kind of place with its number or name.

/// What a place can be called, and whether a number has to follow. Sorted by name.
const NAMED: [(&str, bool); 37] = [
    ("act", true),
    ("appendix", false),
    ("art.", true),
    ("article", true),
    ("box", true),
    ("ch.", true),
    ("chapter", true),
    ("clause", true),
    ("col.", false),
    ("column", false),
    ("fig.", true),
    ("figure", true),
    ("footnote", true),
    ("heading", false),
    ("item", true),
    ("l.", true),
    ("line", true),
    ("lines", true),
    ("min.", true),
    ("note", true),
    ("p.", true),
    ("page", true),
    ("pages", true),
    ("para", true),
    ("para.", true),
    ("paragraph", true),
    ("pp.", true),
    ("question", true),
    ("row", false),
    ("sec.", true),
    ("section", true),
    ("sheet", false),
    ("slide", true),
    ("table", true),
    ("tweet", true),
    ("verse", true),
    ("vol.", true),
];

/// Holds a locator against the grammar; the error says what would do.
pub fn check(written: &str) -> Result<(), String> {
    let pieces: Vec<_> = written.split([',', ';']).map(str::trim).collect();
    let sound =
        |piece: &&str| is_time(piece) || is_lines(piece) || is_anchor(piece) || is_section_sign(piece) || is_named(piece) || is_cell(piece);
    // Behind a place, names may follow: "table 1, Mar 2026".
    let first = pieces.first().is_some_and(sound);
    if first && pieces.iter().all(|piece| !piece.is_empty()) {
        return Ok(());
    }
    let example = "`p. 12`, `pp. 12-14`, `§ 3.2`, `table 1, row Mar 2026`, `para 6`, `00:14:32`, `L40-L52` or `#anchor`";
    Err(format!("`{written}` is no place in a source; write it like {example}"))
}

/// `00:14:32`, `14:32`, or from one to another.
fn is_time(piece: &str) -> bool {
    let clock = |time: &str| {
        let parts: Vec<_> = time.trim().split(':').collect();
        (2..=3).contains(&parts.len()) && parts.iter().all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
    };
    piece.split(['-', '–']).all(clock)
}

/// `L40-L52`.
fn is_lines(piece: &str) -> bool {
    piece
        .split(['-', '–'])
        .all(|line| line.trim().strip_prefix('L').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())))
}

/// `#anchor`.
fn is_anchor(piece: &str) -> bool {
    piece.strip_prefix('#').is_some_and(|id| !id.is_empty() && !id.contains(char::is_whitespace))
}

/// `§ 3.2`.
fn is_section_sign(piece: &str) -> bool {
    piece.strip_prefix('§').is_some_and(|rest| is_number(rest.trim_start_matches('§').trim()))
}

/// `B7`, `Sheet1!B7`.
fn is_cell(piece: &str) -> bool {
    let cell = piece.rsplit('!').next().unwrap_or_default();
    let letters = cell.trim_end_matches(|c: char| c.is_ascii_digit());
    (1..=3).contains(&letters.len()) && letters.len() < cell.len() && letters.bytes().all(|b| b.is_ascii_uppercase())
}

fn is_named(piece: &str) -> bool {
    let lower = piece.to_lowercase();
    let (name, rest) = match lower.find(|c: char| c.is_whitespace() || c.is_ascii_digit()) {
        Some(at) => (&lower[..at], lower[at..].trim()),
        None => (lower.as_str(), ""),
    };
    NAMED.iter().any(|(known, number)| *known == name && (if *number { is_number(rest) } else { !rest.is_empty() }))
}

/// A number, Roman or Arabic, with letters and parts, or from one to another: `12`, `3.2(a)`, `iv`, `12-14`, `S3`.
fn is_number(text: &str) -> bool {
    let first = text.split([' ', '-', '–']).next().unwrap_or_default();
    let roman = !first.is_empty() && first.bytes().all(|b| b"ivxlcdmIVXLCDM".contains(&b));
    let sound = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '–' | '(' | ')' | '/' | ' '));
    sound && (roman || first.bytes().any(|b| b.is_ascii_digit()) || first.len() == 1 && first.bytes().all(|b| b.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_from_remarks() {
        for place in [
            "p. 12",
            "pp. 12-14",
            "p.12",
            "§ 3.2",
            "§§ 3–5",
            "table 1, row Mar 2026",
            "Table 1, Mar 2026",
            "fig. 4",
            "col. B",
            "00:14:32",
            "14:32-15:10",
            "L40-L52",
            "L7",
            "#results",
            "tweet 3",
            "para 6",
            "p. iv",
            "Appendix A, table 2",
            "section 3.2(a)",
            "Sheet1!B7",
            "row total",
        ] {
            assert_eq!(check(place), Ok(()), "{place}");
        }
        for remark in
            ["", " ", "see the audio", "somewhere", "table", "p.", "p. twelve", "row", "#", "the table 1", "12", "p. 12,", "L", "14:3a"]
        {
            assert!(check(remark).is_err(), "{remark}");
        }
        assert!(NAMED.map(|(name, _)| name).is_sorted());
    }
}
