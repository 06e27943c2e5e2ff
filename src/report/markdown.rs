//! Markdown for a person who reads it on a page: the summary of a job of GitHub Actions, a comment, a note.
//!
//! Counts first, then how many claims are sourced, then a table of findings for each seed, each with a link to its line. A
//! summary of GitHub's holds one mebibyte: tables stop before that, and the text says how many findings are not in them.

use std::io::{self, Write};

use super::lines::Lines;
use super::notice::Notice;
use super::statistics::Statistics;
use super::visible::escaped;
use super::{Coverage, Report, SeedReport, Summary, address, closing};
use crate::finding::Level;

/// How many bytes the tables may have: a summary holds 1,048,576, and some room is left for what others write there.
const ROOM: usize = 900_000;
/// How many seeds are listed with their sources.
const LISTED: usize = 1_000;

/// The page, kept until all is counted.
#[derive(Debug, Clone, Default)]
pub struct MarkdownPage {
    /// What the links to lines begin with; without it they are relative.
    base: Option<String>,
    statistics: Option<Statistics>,
    coverage: Vec<(String, Coverage)>,
    tables: String,
    unreadable: Vec<String>,
    /// Findings that have no row.
    left_out: usize,
}

impl MarkdownPage {
    /// A page whose links to lines begin with `base`, as `https://github.com/a/b/blob/0123abc`; with `statistics`, findings are
    /// counted, too.
    pub fn new(base: Option<String>, statistics: Option<Statistics>) -> Self {
        Self { base, statistics, ..Self::default() }
    }

    fn address(&self, name: &str) -> String {
        match &self.base {
            // Without `plain`, GitHub shows the page that Markdown makes, which has no lines.
            Some(base) if !name.starts_with('/') => format!("{base}/{}?plain=1", address::encoded(name)),
            _ => address::of(name),
        }
    }

    fn row(&self, notice: &Notice<'_>, lines: &Lines<'_>) -> String {
        let at = lines.at(notice.span.start);
        let link = format!("[{}:{}]({}#L{})", at.line, at.column, self.address(&notice.source.name), at.line);
        let help = notice.help.as_deref().map(|help| format!("<br>{}", cell(help))).unwrap_or_default();
        let edit = notice.edit.as_deref().map(|words| format!("<br>write “{}”", cell(words))).unwrap_or_default();
        let (sign, level) = (sign(notice.level), notice.level.name());
        format!("| {link} | {sign} {level} | {} | {}{help}{edit} |\n", cell(notice.code), cell(&notice.message))
    }

    /// Adds the table of one seed, as much of it as there is room for.
    fn table(&mut self, seed: &SeedReport<'_>) {
        let name = &seed.source.name;
        let count = closing::counted(seed.notices.len(), "finding");
        let head = format!(
            "\n### [{}]({})\n\n{count}\n\n| place | level | rule | what it says |\n|---|---|---|---|\n",
            cell(name),
            self.address(name)
        );
        let lines = Lines::of(&seed.source.text);
        let mut table = head;
        for (index, notice) in seed.notices.iter().enumerate() {
            let row = self.row(notice, &lines);
            if self.left_out > 0 || self.tables.len() + table.len() + row.len() > ROOM {
                self.left_out += seed.notices.len() - index;
                if index == 0 {
                    return;
                }
                break;
            }
            table.push_str(&row);
        }
        self.tables.push_str(&table);
    }

    fn sources(&self, summary: &Summary) -> String {
        let listed: Vec<_> = self.coverage.iter().filter(|(_, coverage)| coverage.checkable > 0).collect();
        if listed.is_empty() {
            return String::new();
        }
        let mut text = String::from("\n| seed | claims worth checking | sourced | share |\n|---|---:|---:|---:|\n");
        let mut row = |name: &str, coverage: Coverage| {
            let Coverage { checkable, sourced, .. } = coverage;
            text.push_str(&format!("| {name} | {checkable} | {sourced} | {} % |\n", closing::percent(coverage)));
        };
        for (name, coverage) in listed.iter().take(LISTED) {
            row(&format!("[{}]({})", cell(name), self.address(name)), *coverage);
        }
        if listed.len() > LISTED {
            row(&format!("{} more", listed.len() - LISTED), Coverage::default());
        }
        if listed.len() > 1 {
            row("in all", summary.coverage);
        }
        text
    }
}

impl Report for MarkdownPage {
    fn seed(&mut self, _: &mut dyn Write, seed: &SeedReport<'_>) -> io::Result<()> {
        self.statistics.iter_mut().for_each(|statistics| statistics.count(seed));
        self.coverage.extend(seed.coverage.map(|coverage| (seed.source.name.clone(), coverage)));
        if !seed.notices.is_empty() {
            self.table(seed);
        }
        Ok(())
    }

    fn unreadable(&mut self, _: &mut dyn Write, name: &str, message: &str) -> io::Result<()> {
        self.unreadable.push(format!("* {}: {}\n", cell(name), cell(message)));
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let mut page = String::from("## seedlint\n\n");
        page.push_str(&closing::told(summary));
        page.push('\n');
        if !self.unreadable.is_empty() {
            page.push_str("\n**Could not be read:**\n\n");
            self.unreadable.iter().take(LISTED).for_each(|line| page.push_str(line));
            if let Some(more) = self.unreadable.len().checked_sub(LISTED + 1) {
                page.push_str(&format!("* {} more\n", more + 1));
            }
        }
        page.push_str(&self.sources(summary));
        if let Some(statistics) = self.statistics.as_ref().filter(|statistics| !statistics.rules().is_empty()) {
            page.push_str("\n| rule | errors | warnings | notes | seeds |\n|---|---:|---:|---:|---:|\n");
            for (rule, counts) in statistics.rules() {
                let [errors, warnings, notes, files] = [counts.errors, counts.warnings, counts.notes, counts.files];
                page.push_str(&format!("| {} | {errors} | {warnings} | {notes} | {files} |\n", cell(rule)));
            }
        }
        page.push_str(&self.tables);
        if let Some(left_out) = self.left_out() {
            page.push_str(&format!("\n**{left_out}**\n"));
        }
        out.write_all(page.as_bytes())
    }

    fn left_out(&self) -> Option<String> {
        let told =
            |count| format!("{} not in these tables: a job summary holds no more than 1 MiB", closing::counted(count, "more finding"));
        (self.left_out > 0).then(|| told(self.left_out))
    }
}

const fn sign(level: Level) -> &'static str {
    match level {
        Level::Error => "🔴",
        Level::Warning => "🟠",
        Level::Note | Level::Off => "🔵",
    }
}

/// A text as one cell of a table, or one line: what Markdown or HTML would take for markup is escaped.
fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len() + 16);
    let joined: Vec<_> = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).collect();
    for character in escaped(&joined.join(" ")).chars() {
        match character {
            '&' => cell.push_str("&amp;"),
            '<' => cell.push_str("&lt;"),
            '>' => cell.push_str("&gt;"),
            // No address or name in a text becomes a link or calls somebody.
            '@' => cell.push_str("@<!---->"),
            ':' if cell.ends_with("http") || cell.ends_with("https") => cell.push_str("<!---->:"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '#' | '!' | '$' => {
                cell.push('\\');
                cell.push(character);
            }
            _ => cell.push(character),
        }
    }
    cell
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::report::tests::Sketch;

    #[test]
    fn a_finding_is_a_row() {
        let mut sketch = Sketch::new("The dam,\r\n<<“𝔘 | <b>” *bel\u{1b}ieve*\n`@ann`>>, will fail.\n");
        sketch.source.name = "se|eds/a [1].md".into();
        assert_snapshot!(sketch.written(&mut MarkdownPage::new(None, Some(Statistics::default()))), @r"
        ## seedlint

        1 finding in 1 file: 1 warning (1 suppressed)

        | seed | claims worth checking | sourced | share |
        |---|---:|---:|---:|
        | [se\|eds/a \[1\].md](se%7Ceds/a%20%5B1%5D.md) | 41 | 9 | 22 % |

        | rule | errors | warnings | notes | seeds |
        |---|---:|---:|---:|---:|
        | sourcing/vague-authority | 0 | 1 | 0 | 1 |

        ### [se\|eds/a \[1\].md](se%7Ceds/a%20%5B1%5D.md)

        1 finding

        | place | level | rule | what it says |
        |---|---|---|---|
        | [2:1](se%7Ceds/a%20%5B1%5D.md#L2) | 🟠 warning | sourcing/vague-authority | who are ““𝔘 \| &lt;b&gt;” \*bel\\u{1b}ieve\* \`@<!---->ann\`”?<br>name the source, or cite one in the same sentence |
        ");
        let based = sketch.written(&mut MarkdownPage::new(Some("https://github.com/a/b/blob/0123".into()), None));
        assert!(based.contains("(https://github.com/a/b/blob/0123/se%7Ceds/a%20%5B1%5D.md?plain=1#L2)"), "{based}");
    }

    #[test]
    fn cells_hold_no_markup() {
        for (text, written) in [
            ("a | b", "a \\| b"),
            ("a\r\n\n b", "a b"),
            ("<script>&", "&lt;script&gt;&amp;"),
            ("[x](y) ![z]", "\\[x\\](y) \\!\\[z\\]"),
            ("see https://a.b/#1", "see https<!---->://a.b/\\#1"),
            ("\u{202e}x", "\\\\u{202e}x"),
        ] {
            assert_eq!(cell(text), written);
        }
    }

    #[test]
    fn it_fits_into_a_summary_and_says_what_does_not() {
        let mut page = MarkdownPage::default();
        let mut out = Vec::new();
        let mut summary = Summary::default();
        for number in 0..20 {
            let mut sketch = Sketch::new("<<one>>");
            sketch.source.name = format!("seeds/{number}.md");
            let notices: Vec<_> = std::iter::repeat_n(sketch.notices().remove(0), 1_000).collect();
            let coverage = Some(Coverage { checkable: 3, sourced: 1, verified: 0 });
            let seed = SeedReport { source: &sketch.source, notices: &notices, prose: "", blocks: &[], fails_from: None, coverage };
            page.seed(&mut out, &seed).unwrap();
            summary.count(&seed);
        }
        page.end(&mut out, &summary).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert!(written.len() < 1_000_000, "{}", written.len());
        let rows = written.lines().filter(|line| line.contains("#L1)")).count();
        let told = format!("{} more findings not in these tables: a job summary holds no more than 1 MiB", 20_000 - rows);
        assert!(rows > 1_000 && written.ends_with(&format!("\n**{told}**\n")), "{rows}");
        assert_eq!(page.left_out(), Some(told));
    }
}
