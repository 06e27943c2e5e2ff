//! What the format for people ends with: how many claims are sourced, seed by seed, and everything counted.

use std::io::{self, Write};

use super::visible::escaped;
use super::{Coverage, Summary};

/// Writes the closing lines; `seeds` are those of which each gets one of its own.
pub fn write(out: &mut dyn Write, summary: &Summary, seeds: &[(String, Coverage)], colour: bool) -> io::Result<()> {
    let mut lines = String::new();
    for (name, coverage) in seeds.iter().filter(|(_, coverage)| coverage.checkable > 0) {
        lines.push_str(&format!("{}: {}\n", escaped(name), sourced(*coverage)));
    }
    if seeds.len() != 1 && summary.coverage.checkable > 0 {
        lines.push_str(&format!("in all: {}\n", sourced(summary.coverage)));
    }
    if !lines.is_empty() {
        lines.push('\n');
    }
    lines.push_str(&verdict_with_rest(summary, colour));
    lines.push('\n');
    if summary.unreadable > 0 {
        let painted = paint("could not be read", RED, colour);
        lines.push_str(&format!("{} {painted}\n", counted(summary.unreadable, "file")));
    }
    out.write_all(lines.as_bytes())
}

/// The same without the seeds: findings counted, and what was not read.
pub fn told(summary: &Summary) -> String {
    let unread = (summary.unreadable > 0).then(|| format!("; {} could not be read", counted(summary.unreadable, "file")));
    verdict_with_rest(summary, false) + &unread.unwrap_or_default()
}

fn verdict_with_rest(summary: &Summary, colour: bool) -> String {
    let (verdict, set_aside) = (verdict(summary, colour), set_aside(summary));
    if set_aside.is_empty() { verdict } else { format!("{verdict} ({set_aside})") }
}

const RED: &str = "1;31";
const YELLOW: &str = "1;33";
const GREEN: &str = "1;32";

/// `9 of 41 checkable claims are sourced (22 %)`.
pub fn sourced(coverage: Coverage) -> String {
    let Coverage { checkable, sourced, .. } = coverage;
    let (claims, are) = if checkable == 1 { ("claim", "is") } else { ("claims", "are") };
    format!("{sourced} of {checkable} checkable {claims} {are} sourced ({} %)", percent(coverage))
}

/// The sourced share of the claims: 100 means all, and 0 none.
pub fn percent(coverage: Coverage) -> usize {
    let Coverage { checkable, sourced, .. } = coverage;
    let rounded = (sourced * 200 + checkable).checked_div(checkable * 2).unwrap_or(100);
    if sourced == 0 || sourced >= checkable { rounded } else { rounded.clamp(1, 99) }
}

/// `12 findings in 2 files: 1 error, 3 warnings, 8 notes`.
fn verdict(summary: &Summary, colour: bool) -> String {
    if summary.shown() == 0 {
        let files = counted(summary.files, "file");
        return match (summary.files, summary.hidden, summary.unreadable) {
            (0, ..) => "no files were read".to_owned(),
            (_, 0, _) if summary.known > 0 => format!("nothing new to flag in {files}"),
            (_, 0, 0) => format!("{}: nothing to flag in {files}", paint("all clear", GREEN, colour)),
            (_, 0, _) => format!("nothing to flag in {files}"),
            _ => format!("nothing to show in {files}"),
        };
    }
    let levels = [(summary.errors, "error", RED), (summary.warnings, "warning", YELLOW), (summary.notes, "note", GREEN)];
    let levels = levels.into_iter().filter(|(count, ..)| *count > 0);
    let levels: Vec<_> = levels.map(|(count, name, code)| paint(&counted(count, name), code, colour)).collect();
    format!("{} in {}: {}", counted(summary.shown(), "finding"), counted(summary.files, "file"), levels.join(", "))
}

/// What was found and is not shown.
fn set_aside(summary: &Summary) -> String {
    let kinds = [
        (summary.hidden, "below the level or confidence asked for"),
        (summary.suppressed, "suppressed"),
        (summary.known, "known from before"),
        (summary.settled, "settled by a verified claim"),
        (summary.overlapped, "within others"),
    ];
    let kinds: Vec<_> = kinds.into_iter().filter(|(count, _)| *count > 0).map(|(count, kind)| format!("{count} {kind}")).collect();
    kinds.join(", ")
}

/// `1 finding`, `2 findings`.
pub fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// `text` in the colour of an ANSI code.
fn paint(text: &str, code: &str, colour: bool) -> String {
    if colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn closing(summary: &Summary, seeds: &[(&str, usize, usize)]) -> String {
        let seeds: Vec<_> = seeds
            .iter()
            .map(|(name, sourced, checkable)| ((*name).to_owned(), Coverage { checkable: *checkable, sourced: *sourced, verified: 0 }))
            .collect();
        let mut summary = Summary { files: seeds.len(), ..*summary };
        seeds.iter().for_each(|(_, coverage)| summary.coverage += *coverage);
        let mut out = Vec::new();
        write(&mut out, &summary, &seeds, false).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn everything_is_counted() {
        let set_aside = Summary { hidden: 4, suppressed: 1, known: 5, settled: 2, overlapped: 6, ..Summary::default() };
        let summary = Summary { errors: 1, warnings: 3, notes: 8, unreadable: 1, ..set_aside };
        assert_snapshot!(closing(&summary, &[("seeds/a.md", 9, 41), ("seeds/b.md", 0, 1), ("seeds/empty.md", 0, 0)]), @r"
        seeds/a.md: 9 of 41 checkable claims are sourced (22 %)
        seeds/b.md: 0 of 1 checkable claim is sourced (0 %)
        in all: 9 of 42 checkable claims are sourced (21 %)

        12 findings in 3 files: 1 error, 3 warnings, 8 notes (4 below the level or confidence asked for, 1 suppressed, 5 known from before, 2 settled by a verified claim, 6 within others)
        1 file could not be read
        ");
        assert_snapshot!(closing(&Summary { notes: 1, ..Summary::default() }, &[("a.md", 199, 200)]), @r"
        a.md: 199 of 200 checkable claims are sourced (99 %)

        1 finding in 1 file: 1 note
        ");
    }

    #[test]
    fn all_is_clear_only_where_all_was_seen() {
        assert_snapshot!(closing(&Summary::default(), &[("a.md", 0, 0), ("b.md", 0, 0)]), @"all clear: nothing to flag in 2 files");
        let hidden = Summary { hidden: 2, ..Summary::default() };
        assert_snapshot!(closing(&hidden, &[("a.md", 0, 0)]), @"nothing to show in 1 file (2 below the level or confidence asked for)");
        let known = Summary { known: 3, ..Summary::default() };
        assert_snapshot!(closing(&known, &[("a.md", 0, 0)]), @"nothing new to flag in 1 file (3 known from before)");
        let unread = Summary { unreadable: 1, ..Summary::default() };
        assert_snapshot!(closing(&unread, &[("a.md", 0, 0)]), @r"
        nothing to flag in 1 file
        1 file could not be read
        ");
        assert_snapshot!(closing(&unread, &[]), @r"
        no files were read
        1 file could not be read
        ");
    }
}
