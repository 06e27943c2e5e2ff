//! One line a finding, for editors and for `grep`: `path:line:column: level[rule]: message`.

use std::io::{self, Write};

use super::lines::Lines;
use super::visible::escaped;
use super::{Report, SeedReport, Summary};

/// The short format. Characters that a terminal obeys are escaped, so that a finding is a line.
#[derive(Debug, Clone, Copy, Default)]
pub struct Short;

impl Report for Short {
    fn seed(&mut self, out: &mut dyn Write, seed: &SeedReport<'_>) -> io::Result<()> {
        if seed.notices.is_empty() {
            return Ok(());
        }
        let lines = Lines::of(&seed.source.text);
        let name = escaped(&seed.source.name);
        let mut written = Vec::new();
        for notice in seed.notices {
            let at = lines.at(notice.span.start);
            let (level, message) = (notice.level.name(), escaped(&notice.message));
            writeln!(written, "{name}:{}:{}: {level}[{}]: {message}", at.line, at.column, notice.code)?;
        }
        out.write_all(&written)
    }

    fn end(&mut self, _: &mut dyn Write, _: &Summary) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::{LONG, Sketch};

    #[test]
    fn a_finding_is_a_line() {
        for (text, line) in [
            ("one\r\ntwo <<critics>> say", "seeds/a.md:2:5: warning[sourcing/vague-authority]: who are “critics”?\n"),
            ("👩‍💻 e\u{301} <<東京>>", "seeds/a.md:1:8: warning[sourcing/vague-authority]: who are “東京”?\n"),
            ("one\n<<>>", "seeds/a.md:2:1: warning[sourcing/vague-authority]: who are “”?\n"),
            ("<<a\u{1b}[0m\nb>>", "seeds/a.md:1:1: warning[sourcing/vague-authority]: who are “a\\u{1b}[0m b”?\n"),
        ] {
            assert_eq!(Sketch::new(text).written(&mut Short), line);
        }
        let long = Sketch::new(&LONG.replace("the mill stream", "<<the mill stream>>")).written(&mut Short);
        let column = LONG.find("the mill stream").unwrap() + 1;
        assert_eq!(long, format!("seeds/a.md:1:{column}: warning[sourcing/vague-authority]: who are “the mill stream”?\n"));
    }

    #[test]
    fn a_name_with_a_line_break_stays_on_its_line() {
        let mut sketch = Sketch::new("<<one>>");
        sketch.source.name = "a\nb.md".into();
        assert_eq!(sketch.written(&mut Short), "a\\nb.md:1:1: warning[sourcing/vague-authority]: who are “one”?\n");
    }
}
