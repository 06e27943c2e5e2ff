//! The compiler-style format: a header, the place, the text with the words underlined, what would mend it.
//!
//! The only file that knows codespan-reporting. It draws whole lines, so it is shown rows instead, and told the true lines
//! and columns of the text that they were cut from.

use std::collections::HashSet;
use std::io::{self, Write};
use std::ops::Range;

use codespan_reporting::diagnostic::{Diagnostic, Label, LabelStyle, Severity};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::termcolor::{Ansi, NoColor};
use codespan_reporting::term::{self, Config, Styles, StylesWriter};

use super::closing;
use super::notice::Notice;
use super::rows::{Rows, TAB};
use super::visible::escaped;
use super::{Coverage, Report, SeedReport, Summary};
use crate::finding::Level;
use crate::source::Source;
use crate::span::Span;

/// The narrowest that a row of text is cut, whatever the terminal.
const NARROWEST: usize = 24;
/// Up to so many rows, a bracket in the margin shows how far a place reaches; beyond, only its two ends are shown, so that
/// the cost of a notice does not grow with the text.
const BRACKETED: usize = 8;

/// How things are to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// How many columns there are.
    pub width: usize,
    /// Whether escape codes for colours are written.
    pub colour: bool,
}

impl Default for Look {
    /// For what is no terminal.
    fn default() -> Self {
        Self { width: 100, colour: false }
    }
}

/// The format for people.
#[derive(Debug)]
pub struct Human {
    look: Look,
    coverage: Vec<(String, Coverage)>,
}

impl Human {
    /// A report that looks like `look`.
    pub const fn new(look: Look) -> Self {
        Self { look, coverage: Vec::new() }
    }

    /// Draws notices, whatever files they are in, in the order given.
    ///
    /// # Errors
    /// Where `out` cannot be written to.
    pub fn draw(&self, out: &mut dyn Write, notices: &[Notice<'_>]) -> io::Result<()> {
        let views = Views::of(notices, self.look.width);
        let config = Config { tab_width: TAB, ..Config::default() };
        let styles = Styles::default();
        let mut drawn = Vec::new();
        for notice in notices {
            let diagnostic = views.diagnostic(notice);
            let drawing = Drawing { views: &views, notice };
            let result = if self.look.colour {
                let mut writer = StylesWriter::new(Ansi::new(&mut drawn), &styles);
                term::emit_to_write_style(&mut writer, &config, &drawing, &diagnostic)
            } else {
                term::emit_to_write_style(&mut NoColor::new(&mut drawn), &config, &drawing, &diagnostic)
            };
            result.map_err(|error| match error {
                Error::Io(error) => error,
                other => io::Error::other(other),
            })?;
            out.write_all(&drawn)?;
            drawn.clear();
        }
        Ok(())
    }
}

impl Report for Human {
    fn seed(&mut self, out: &mut dyn Write, seed: &SeedReport<'_>) -> io::Result<()> {
        self.coverage.extend(seed.coverage.map(|coverage| (seed.source.name.clone(), coverage)));
        // What would mend it is told with the first finding of a rule; after that the reader knows.
        let mut told = HashSet::new();
        let once = |notice: &Notice<'_>| told.insert((notice.code.to_owned(), notice.help.clone()));
        let helped: Vec<bool> = seed.notices.iter().map(once).collect();
        let notices = seed.notices.iter().zip(helped).map(|(notice, helped)| {
            let notice = notice.clone();
            if helped { notice } else { Notice { help: None, ..notice } }
        });
        self.draw(out, &notices.collect::<Vec<_>>())
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        closing::write(out, summary, &self.coverage, self.look.colour)
    }
}

/// The texts that notices are about, as they are displayed.
struct Views<'a>(Vec<View<'a>>);

struct View<'a> {
    source: &'a Source,
    name: String,
    rows: Rows<'a>,
}

impl<'a> Views<'a> {
    fn of(notices: &[Notice<'a>], width: usize) -> Self {
        let mut views: Vec<View<'a>> = Vec::new();
        for source in notices.iter().flat_map(|notice| [notice.source].into_iter().chain(notice.asides.iter().map(|a| a.source))) {
            // Newest first: most notices are about the text of the one before.
            if !views.iter().rev().any(|view| std::ptr::eq(view.source, source)) {
                views.push(View::of(source, width));
            }
        }
        Self(views)
    }

    fn diagnostic(&self, notice: &Notice<'_>) -> Diagnostic<usize> {
        let mut labels = Vec::with_capacity(1 + notice.asides.len());
        self.label(LabelStyle::Primary, notice.source, notice.span, "", &mut labels);
        for aside in &notice.asides {
            self.label(LabelStyle::Secondary, aside.source, aside.span, aside.note, &mut labels);
        }
        let help = notice.help.iter().map(|help| {
            let lines: Vec<_> = help.trim_end().lines().map(escaped).collect();
            format!("help: {}", lines.join("\n      "))
        });
        let edit = notice.edit.iter().map(|edit| format!("fix: {}", escaped(&edit.told(notice.source, notice.span))));
        Diagnostic::new(severity(notice.level))
            .with_code(notice.code)
            .with_message(escaped(&notice.message))
            .with_labels(labels)
            .with_notes(help.chain(edit).collect())
    }

    /// Labels that show `span`: carets under each of one or two rows; a bracket around some more; the two ends of many.
    fn label(&self, style: LabelStyle, source: &Source, span: Span, note: &str, labels: &mut Vec<Label<usize>>) {
        let Some((id, view)) = self.0.iter().enumerate().rev().find(|(_, view)| std::ptr::eq(view.source, source)) else { return };
        let pieces = view.rows.pieces(span);
        let (first, last) = (pieces.first(), pieces.last());
        let mut add = |span: Span, note: &str| labels.push(Label::new(style, id, span.range()).with_message(escaped(note)));
        match pieces.rows() {
            1 => add(first, note),
            3..=BRACKETED => add(first.join(last), note),
            _ => {
                add(first, "");
                add(last, note);
            }
        }
    }
}

impl<'a> View<'a> {
    fn of(source: &'a Source, width: usize) -> Self {
        // The margin: line number, border, spaces, and room for one bracket.
        let digits = source.text.matches('\n').count().checked_ilog10().unwrap_or(0) as usize + 1;
        let rows = Rows::cut(&source.text, width.saturating_sub(digits + 5).max(NARROWEST));
        Self { source, name: escaped(&source.name).into_owned(), rows }
    }
}

/// One notice, and the texts that it is about.
struct Drawing<'v> {
    views: &'v Views<'v>,
    notice: &'v Notice<'v>,
}

impl Drawing<'_> {
    fn get(&self, id: usize) -> Result<&View<'_>, Error> {
        self.views.0.get(id).ok_or(Error::FileMissing)
    }
}

impl<'a> Files<'a> for Drawing<'a> {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.get(id)?.name)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(self.get(id)?.rows.shown())
    }

    fn line_index(&'a self, id: usize, offset: usize) -> Result<usize, Error> {
        Ok(self.get(id)?.rows.row_of_shown(offset))
    }

    fn line_number(&'a self, id: usize, row: usize) -> Result<usize, Error> {
        let rows = &self.get(id)?.rows;
        rows.line_of(row).ok_or(Error::LineTooLarge { given: row, max: rows.count() })
    }

    /// Asked only for the place above the text of each file. It is the notice's own and not that of the caret, which may
    /// stand beside a character that has no width.
    fn column_number(&'a self, id: usize, _: usize, _: usize) -> Result<usize, Error> {
        let view = self.get(id)?;
        let asides = self.notice.asides.iter().filter(|aside| std::ptr::eq(aside.source, view.source));
        let first = if std::ptr::eq(self.notice.source, view.source) {
            Some(self.notice.span.start)
        } else {
            asides.map(|aside| aside.span.start).min()
        };
        Ok(view.rows.lines().at(first.unwrap_or_default()).column)
    }

    fn line_range(&'a self, id: usize, row: usize) -> Result<Range<usize>, Error> {
        let rows = &self.get(id)?.rows;
        rows.shown_row(row).map(Span::range).ok_or(Error::LineTooLarge { given: row, max: rows.count() })
    }
}

const fn severity(level: Level) -> Severity {
    match level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Note | Level::Off => Severity::Note,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    use insta::assert_snapshot;

    use super::*;
    use crate::report::tests::{LONG, Sketch};

    fn drawn(sketch: &Sketch) -> String {
        drawn_at(sketch, 80)
    }

    fn drawn_at(sketch: &Sketch, width: usize) -> String {
        let mut out = Vec::new();
        Human::new(Look { width, colour: false }).draw(&mut out, &sketch.notices()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_finding_is_drawn_like_a_compilers() {
        let sketch = Sketch::new("# Dams\n\nThe dam, <<experts believe>>, will fail by [[2030]].\n");
        assert_snapshot!(drawn(&sketch), @r"
        warning[sourcing/vague-authority]: who are “experts believe”?
          ┌─ seeds/a.md:3:10
          │
        3 │ The dam, experts believe, will fail by 2030.
          │          ^^^^^^^^^^^^^^^               ---- also here
          │
          = help: name the source, or cite one in the same sentence
        ");
    }

    #[test]
    fn a_long_line_is_wrapped_and_keeps_its_places() {
        let sketch = Sketch::new(&LONG.replace("the mill stream", "<<the mill stream>>"));
        assert_snapshot!(drawn(&sketch), @r"
        warning[sourcing/vague-authority]: who are “the mill stream”?
          ┌─ seeds/a.md:1:1955
          │
        1 │ of tanners bought back the towpath at great cost. Everyone knows that the
          │                                                                       ^^^
        1 │ mill stream carries more water now than it did then. The last miller sold
          │ ^^^^^^^^^^^
          │
          = help: name the source, or cite one in the same sentence
        ");
    }

    #[test]
    fn a_match_that_crosses_rows_is_underlined_in_both() {
        let text =
            "The council voted in March to close the bridge to heavy lorries, and <<critics of the council say>> that it did so late.\n";
        assert_snapshot!(drawn_at(&Sketch::new(text), 80), @r"
        warning[sourcing/vague-authority]: who are “critics of the council say”?
          ┌─ seeds/a.md:1:70
          │
        1 │ critics of the council say that it did so late.
          │ ^^^^^^^^^^^^^^^^^^^^^^^^^^
          │
          = help: name the source, or cite one in the same sentence
        ");
    }

    #[test]
    fn a_match_of_some_rows_has_a_bracket_and_one_of_many_two_ends() {
        let sentence = "word ".repeat(30);
        assert_snapshot!(drawn_at(&Sketch::new(&format!("So <<{sentence}ends>> here.")), 60), @r"
        warning[sourcing/vague-authority]: who are “word word word word word word … word word word word ends”?
          ┌─ seeds/a.md:1:4
          │  
        1 │   So word word word word word word word word word word
          │ ╭────^
        1 │ │ word word word word word word word word word word word
        1 │ │ word word word word word word word word word ends
          │ ╰─────────────────────────────────────────────────^
          │  
          = help: name the source, or cite one in the same sentence
        ");
        let sentence = "word ".repeat(300);
        assert_snapshot!(drawn_at(&Sketch::new(&format!("So <<{sentence}ends>> here.")), 60), @r"
        warning[sourcing/vague-authority]: who are “word word word word word word … word word word word ends”?
          ┌─ seeds/a.md:1:4
          │
        1 │ So word word word word word word word word word word
          │    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          ·
        1 │ word word word word ends here.
          │ ^^^^^^^^^^^^^^^^^^^^^^^^
          │
          = help: name the source, or cite one in the same sentence
        ");
    }

    /// The place, the row and the carets of each text. What has no width is left out, so that this file shows what a
    /// terminal does.
    fn snippets(texts: &[&str]) -> String {
        let mut snippets = String::new();
        for text in texts {
            let drawn = drawn(&Sketch::new(text));
            assert!(!drawn.chars().any(|c| c != '\n' && super::super::visible::is_obeyed(c)), "{text:?}");
            let lines: Vec<_> = drawn.lines().collect();
            let place = lines[1].split_once("a.md:").map_or(lines[1], |(_, place)| place);
            snippets.extend([place, "\n", lines[3], "|\n", lines[4], "|\n"]);
        }
        snippets.replace('\u{200b}', "")
    }

    #[test]
    fn odd_characters_are_drawn_safely() {
        assert_snapshot!(snippets(&[
            "one\r\ntwo <<three>>\r\nfour\r\n",
            "👩‍💻 wrote 東京 <<some say>> and left",
            "cafe\u{301}s <<are sai\u{308}d>> to",
            "הם אומרים <<מומחים>> כך",
            "\tone\t<<two>>\tthree",
            "red \u{1b}[31m<<some \u{202e}say>>\u{7}",
            "zero<<\u{200b}>> width",
            "zero<<\u{200b}>>",
        ]), @r"
        2:5
        2 │ two three|
          │     ^^^^^|
        1:14
        1 │ 👩‍💻 wrote 東京 some say and left|
          │                 ^^^^^^^^|
        1:8
        1 │ cafés are saïd to|
          │       ^^^^^^^^|
        1:11
        1 │ הם אומרים מומחים כך|
          │           ^^^^^^|
        1:6
        1 │     one two three|
          │         ^^^|
        1:10
        1 │ red ␛[31msome �say␇|
          │          ^^^^^^^^^|
        1:5
        1 │ zero width|
          │     ^|
        1:5
        1 │ zero|
          │     ^|
        ");
    }

    #[test]
    fn places_without_words_have_a_caret() {
        assert_snapshot!(snippets(&["one <<>>two", "one\n<<>>", "one\nlast <<word>>", "one<<\n>>two", "one<<  >>\ntwo", "<<>>"]), @r"
        1:5
        1 │ one two|
          │     ^|
        2:1
        2 │ |
          │ ^|
        2:6
        2 │ last word|
          │      ^^^^|
        1:4
        1 │ one|
          │    ^|
        1:4
        1 │ one|
          │    ^|
        1:1
        1 │ |
          │ ^|
        ");
    }

    #[test]
    fn other_lines_are_labelled_too() {
        let text = "The [[BWO]] met.\n\nThen it left.\n\nThen the <<BWO>> came again, and the [[BWO]] left.\n";
        assert_snapshot!(drawn(&Sketch::new(text)), @r"
        warning[sourcing/vague-authority]: who are “BWO”?
          ┌─ seeds/a.md:5:10
          │
        1 │ The BWO met.
          │     --- also here
          ·
        5 │ Then the BWO came again, and the BWO left.
          │          ^^^                     --- also here
          │
          = help: name the source, or cite one in the same sentence
        ");
    }

    #[test]
    fn names_messages_and_helps_cannot_steer_the_terminal() {
        let mut sketch = Sketch::new("<<one>>");
        sketch.source.name = "a\u{1b}[2J\n.md".into();
        sketch.message = "what \u{1b} is “{match}”\n?";
        sketch.help = Some("first line\nsecond \u{1b} line");
        assert_snapshot!(drawn(&sketch), @r"
        warning[sourcing/vague-authority]: what \u{1b} is “one”\n?
          ┌─ a\u{1b}[2J\n.md:1:1
          │
        1 │ one
          │ ^^^
          │
          = help: first line
                  second \u{1b} line
        ");
    }

    #[test]
    fn a_fault_is_drawn_in_each_of_its_files() {
        let [one, two] = ["one", "two"]
            .map(|name| Arc::new(Source::new(format!("lexicons/{name}.toml"), crate::source::Format::Plain, "words = [\"{other}\"]\n")));
        let fault = crate::finding::Fault::new(&one, Span::new(9, 18), "the lexicons include each other in a circle")
            .also(&two, Span::new(9, 18), "and back")
            .help("take one of them out");
        let mut out = Vec::new();
        Human::new(Look::default()).draw(&mut out, &[Notice::of_fault(&fault, "rules")]).unwrap();
        assert_snapshot!(String::from_utf8(out).unwrap(), @r#"
        error[rules]: the lexicons include each other in a circle
          ┌─ lexicons/one.toml:1:10
          │
        1 │ words = ["{other}"]
          │          ^^^^^^^^^
          │
          ┌─ lexicons/two.toml:1:10
          │
        1 │ words = ["{other}"]
          │          --------- and back
          │
          = help: take one of them out
        "#);
    }

    #[test]
    fn colour_is_written_only_on_request() {
        let sketch = Sketch::new("<<one>>");
        let mut out = Vec::new();
        Human::new(Look { width: 80, colour: true }).draw(&mut out, &sketch.notices()).unwrap();
        assert!(out.contains(&0x1b));
        assert!(!drawn(&sketch).contains('\u{1b}'));
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

        #[test]
        fn anything_can_be_drawn(text in "(?s)[a-c \\t\r\n“é東\u{301}\u{200b}\u{1b}\u{202e}👩\0]{0,200}", places: [(u8, u8); 3], width in 0_usize..60) {
            // Places need not fit the text, nor stand between characters.
            let span = |(start, end): (u8, u8)| Span::new(usize::from(start), usize::from(end));
            let mut sketch = Sketch::new("");
            sketch.source.text = text;
            sketch.finding.span = span(places[0]);
            sketch.finding.labels.extend(places[1..].iter().map(|at| crate::finding::Label { span: span(*at), note: "here".into() }));
            let drawn = drawn_at(&sketch, width);
            assert!(drawn.contains('^') && !drawn.chars().any(|c| c != '\n' && super::super::visible::is_obeyed(c)));
            sketch.written(&mut crate::report::JsonLines::default());
            sketch.written(&mut crate::report::Short);
        }
    }

    #[test]
    fn many_findings_in_one_long_line_take_time_in_proportion() {
        let source = Source::new("a.md", crate::source::Format::Markdown, "critics ¡say! it is so, ".repeat(50_000));
        let whole = Span::new(0, source.text.len());
        let notices: Vec<_> = (0..10_000)
            .map(|n| Notice {
                claim: None,
                about: None,
                source: &source,
                span: if n % 2 == 0 { Span::new(n * 100, n * 100 + 12) } else { whole },
                level: Level::Note,
                code: "a/b",
                confidence: None,
                message: "m".into(),
                edit: None,
                help: None,
                url: None,
                fingerprint: None,
                asides: Vec::new(),
            })
            .collect();
        let begun = Instant::now();
        Human::new(Look::default()).draw(&mut std::io::sink(), &notices).unwrap();
        // Quadratic, it is minutes; unoptimised and on a busy machine, two seconds.
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    }
}
