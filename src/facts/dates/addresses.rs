//! What the address of a link tells of a date beside it: "we wrote in [September](/2015/09/15/launch)".
//!
//! In go the dates of a text that nothing anchors, and its links; each date whose sentence links to a dated address is
//! anchored by it, since a reader has the year before their eyes.

use super::Date;
use crate::document::MarkKind;
use crate::facts::Prose;

/// Anchors the dates that share a sentence with a link to a dated address.
pub fn anchor(prose: Prose<'_>, dates: &mut [Date]) {
    if !dates.iter().any(|date| date.relative && !date.anchored) {
        return;
    }
    let mut dated: Vec<usize> = Vec::new();
    for mark in &prose.document.marks {
        let MarkKind::Link { target, text } = &mark.kind else { continue };
        if is_dated(target) {
            dated.extend(prose.sentence_at(text.start));
        }
    }
    dated.sort_unstable();
    for date in dates.iter_mut().filter(|date| date.relative && !date.anchored) {
        date.anchored = prose.sentence_at(date.span.start).is_some_and(|sentence| dated.binary_search(&sentence).is_ok());
    }
}

/// Whether an address holds a year and a month in its path: `/2016/07/21/launch`, `/2016/07/launch`, `/2016-07-21-launch`.
fn is_dated(address: &str) -> bool {
    let mut parts = address.split(['/', '-', '_']).map(number_of).peekable();
    while let Some(part) = parts.next() {
        let year = part.is_some_and(|year| (1900..2100).contains(&year));
        if year && parts.peek().copied().flatten().is_some_and(|month| (1..=12).contains(&month)) {
            return true;
        }
    }
    false
}

/// A part of an address that is all digits.
fn number_of(part: &str) -> Option<u32> {
    let digits = matches!(part.len(), 1 | 2 | 4) && part.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| part.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_tell_a_date_by_year_and_month() {
        for (address, dated) in [
            ("https://gazette.example/2016/07/21/mill-sold", true),
            ("/2016/07/mill-sold", true),
            ("posts/2016-07-21-mill-sold.md", true),
            ("https://gazette.example/2016/mill-sold", false),
            ("https://gazette.example/20160721", false),
            ("https://gazette.example/reports/1016/07", false),
            ("https://gazette.example/2016/77", false),
            ("", false),
        ] {
            assert_eq!(is_dated(address), dated, "{address}");
        }
    }
}
