//! Markdown: CommonMark with tables, footnotes, strikethrough, task lists, alerts and heading attributes.
//!
//! In goes a text; out comes its [`Document`]. pulldown-cmark says, byte by byte, what is markup; this folder turns its
//! events into mask, blocks and marks. Knows no words and no rules.

mod inline;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, BrokenLinkCallback, CowStr, Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};

use super::html::tokens::{self, Piece};
use super::ignored::{self, Stretch};
use super::mask::Mask;
use super::slugs::Slugs;
use super::{BREAK, Block, BlockKind, Document, Mark, MarkKind, front_matter};
use crate::span::Span;

/// How deep quotes and lists can be opened on one line.
const MOST_NESTED: usize = 200;

/// Reads Markdown.
pub(super) fn read(text: &str, ignoring: &ignored::Options) -> Document {
    let (mut metadata, base) = front_matter::read(text);
    let stretches = ignored::find(text, base, ignoring);
    let body = parseable(text, base, &stretches);
    let body = body.as_ref();
    let mut reader = Reader::new(text, base);
    let mut events = Parser::new_with_broken_link_callback(body, options(body), Some(|link| broken_link(body, &link))).into_offset_iter();
    for (event, range) in events.by_ref() {
        reader.event(&event, range);
    }
    reader.flush();
    reader.definitions(&events);
    let Reader { mut mask, blocks, mut marks, .. } = reader;
    ignored::hide(&mut mask, &stretches);
    let prose = mask.finish();
    if let Some(Block { kind: BlockKind::Heading(1), span }) = blocks.first() {
        metadata.add_title(&prose, *span);
    }
    ignored::restore(&mut marks, text, &stretches);
    marks.sort_by_key(|mark| (mark.span.start, usize::MAX - mark.span.end));
    Document { prose, blocks, marks, metadata }
}

/// The body as the parser gets it, of the same length. What is no prose is blotted out. So are container marks beyond
/// [`MOST_NESTED`] on one line: the parser takes quadratic time over lines that go on in very deep quotes and lists (20,000
/// levels and as many lines: two seconds).
fn parseable<'a>(text: &'a str, base: usize, stretches: &[Stretch]) -> Cow<'a, str> {
    let body = ignored::blotted(text, base, stretches);
    let mut cuts = Vec::new();
    let mut at = 0;
    for line in body.split_inclusive(['\n', '\r']) {
        let prefix = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit() || " \t>-*+.)".contains(c)).len();
        if prefix > MOST_NESTED {
            let marks = line[..prefix].match_indices(['>', '-', '*', '+', '.', ')']);
            cuts.extend(marks.skip(MOST_NESTED).take(1).map(|(from, _)| Span::new(at + from, at + prefix)));
        }
        at += line.len();
    }
    if cuts.is_empty() {
        return body;
    }
    let mut parseable = Mask::new(&body);
    parseable.keep_all();
    cuts.into_iter().for_each(|cut| parseable.fill(cut, BREAK));
    Cow::Owned(parseable.finish())
}

/// Formulas only where a displayed one stands: elsewhere two dollar signs in a paragraph are money.
fn options(body: &str) -> Options {
    let math = if body.contains("$$") { Options::ENABLE_MATH } else { Options::empty() };
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | math
}

/// Lets `[text][label]` and `[label][]` without a definition be links, so that they can be marked. `[1][2]` is a pair of
/// citation keys, `a[i][j]` an expression, `[sic]` a remark.
fn broken_link<'a>(body: &str, link: &BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)> {
    let written = body.get(link.span.clone())?;
    let number = |c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | ',' | '-' | '–' | ' ');
    let wanted = match link.link_type {
        LinkType::Reference => !written.chars().all(number),
        LinkType::Collapsed => true,
        _ => false,
    };
    let attached = body[..link.span.start].ends_with(char::is_alphanumeric);
    (wanted && !attached).then_some((CowStr::Borrowed(""), CowStr::Borrowed("")))
}

/// The block that is being read: from its first inline content on.
#[derive(Debug, Clone, Copy)]
struct Run {
    start: usize,
    /// The end of what was read last.
    at: usize,
    /// Whether that was a line break, so that what follows is layout, not markup.
    broken: bool,
}

/// A link whose end was not yet seen.
#[derive(Debug)]
struct OpenLink {
    /// The whole link, or the opening tag of one in HTML.
    span: Span,
    /// Where its words begin.
    text: usize,
    target: String,
    /// `<address>`, which has no words.
    bare: bool,
    /// Whether no definition explains it.
    undefined: bool,
}

/// A heading whose end was not yet seen.
#[derive(Debug, Default)]
struct OpenHeading {
    level: u8,
    /// Whether it names its own id.
    named: bool,
    /// Its words, for its id.
    words: String,
}

struct Reader<'a> {
    text: &'a str,
    /// Where the parsed body begins in the text.
    base: usize,
    mask: Mask<'a>,
    blocks: Vec<Block>,
    marks: Vec<Mark>,
    slugs: Slugs,
    quotes: usize,
    notes: usize,
    cells: usize,
    lists: usize,
    heading: Option<OpenHeading>,
    run: Option<Run>,
    /// Text without a gap, in which addresses and undefined notes are looked for.
    stretch: Option<Span>,
    /// How many images, code blocks and bare addresses are open, whose content is no prose.
    hidden: usize,
    links: Vec<OpenLink>,
    /// An open `<a href>`.
    html_link: Option<OpenLink>,
    /// Where an open `<code>` begins.
    html_code: Option<usize>,
    /// The start tag of an `<abbr>` that tells its long form, while it is open.
    html_abbreviation: Option<Span>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, base: usize) -> Self {
        Self {
            text,
            base,
            mask: Mask::new(text),
            blocks: Vec::new(),
            marks: Vec::new(),
            slugs: Slugs::default(),
            quotes: 0,
            notes: 0,
            cells: 0,
            lists: 0,
            heading: None,
            run: None,
            stretch: None,
            hidden: 0,
            links: Vec::new(),
            html_link: None,
            html_code: None,
            html_abbreviation: None,
        }
    }

    fn mark(&mut self, span: Span, kind: MarkKind) {
        // A code block of nothing but white space has no place.
        if !span.is_empty() {
            self.marks.push(Mark { span, kind });
        }
    }

    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        let span = Span::new(self.base + range.start, self.base + range.end);
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(*tag, span),
            Event::Html(_) | Event::Rule | Event::TaskListMarker(_) => {}
            inline if self.hidden == 0 => self.leaf(inline, span),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::Link { .. } | Tag::Image { .. } => {
                return self.start_inline(tag, span);
            }
            _ => self.flush(),
        }
        match tag {
            Tag::BlockQuote(None) => self.quotes += 1,
            Tag::FootnoteDefinition(label) => {
                self.notes += 1;
                self.mark(span.trim(self.text), MarkKind::NoteDefinition { label: label.to_string() });
            }
            Tag::TableCell => self.cells += 1,
            Tag::List(_) => self.lists += 1,
            Tag::Heading { level, id, .. } => {
                self.heading = Some(OpenHeading { level: *level as u8, named: id.is_some(), words: String::new() });
                if let Some(id) = id {
                    self.mark(span.trim(self.text), MarkKind::Anchor { id: id.to_string() });
                }
            }
            Tag::CodeBlock(_) => {
                self.hidden += 1;
                self.mark(span.trim(self.text), MarkKind::Code);
            }
            Tag::HtmlBlock => self.html_block(span),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => return self.end_inline(tag, span),
            _ => self.flush(),
        }
        match tag {
            // An alert (`[!NOTE]`) is the author's own voice.
            TagEnd::BlockQuote(None) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::FootnoteDefinition => self.notes = self.notes.saturating_sub(1),
            TagEnd::TableCell => self.cells = self.cells.saturating_sub(1),
            TagEnd::List(_) => self.lists = self.lists.saturating_sub(1),
            TagEnd::CodeBlock => self.hidden = self.hidden.saturating_sub(1),
            TagEnd::Heading(_) => self.end_heading(span),
            _ => {}
        }
    }

    fn end_heading(&mut self, span: Span) {
        let Some(heading) = self.heading.take() else { return };
        if heading.named {
            return;
        }
        let id = self.slugs.give(&heading.words);
        if !id.is_empty() {
            self.mark(span.trim(self.text), MarkKind::Anchor { id });
        }
    }

    /// HTML that stands as a block of its own: no prose, but comments and anchors.
    fn html_block(&mut self, span: Span) {
        for piece in tokens::pieces(self.text, span) {
            match piece {
                Piece::Comment(span) => self.mark(span, MarkKind::Comment),
                Piece::Tag(tag) => self.anchors(&tag),
                Piece::Text(_) | Piece::Raw(_) | Piece::Other(_) => {}
            }
        }
    }

    /// Ends the block that is being read.
    fn flush(&mut self) {
        self.flush_stretch();
        self.html_link = None;
        self.html_code = None;
        self.html_abbreviation = None;
        let Some(run) = self.run.take() else { return };
        let from = self.blocks.last().map_or(0, |block| block.span.end);
        let span = Span::new(run.start.max(from), run.at.max(from)).trim(self.text);
        if !self.mask.is_blank(span) {
            self.blocks.push(Block { kind: self.block_kind(), span });
        }
    }

    fn block_kind(&self) -> BlockKind {
        match &self.heading {
            _ if self.quotes > 0 => BlockKind::Quote,
            _ if self.notes > 0 => BlockKind::Footnote,
            _ if self.cells > 0 => BlockKind::TableCell,
            Some(heading) => BlockKind::Heading(heading.level),
            None if self.lists > 0 => BlockKind::ListItem,
            None => BlockKind::Paragraph,
        }
    }

    /// Marks every link definition, used or not.
    fn definitions<'b, F: BrokenLinkCallback<'b>>(&mut self, events: &OffsetIter<'b, F>) {
        for (_, definition) in events.reference_definitions().iter() {
            let span = Span::new(self.base + definition.span.start, self.base + definition.span.end).trim(self.text);
            let label = span.of(self.text).strip_prefix('[').and_then(|rest| rest.split_once("]:"));
            if let Some((label, _)) = label {
                self.mark(span, MarkKind::LinkDefinition { label: label.to_owned() });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tests::{blocks, marks};

    #[test]
    fn blocks_are_prose_between_walls() {
        let cases: &[(&str, &[&str])] = &[
            ("# A *Bridge* #\n\nIt **fell**\nat noon.  \nSo.", &["heading 1: A Bridge", "paragraph: It fell\nat noon.  \nSo."]),
            ("A Bridge\n===\nSub\n---\nIt fell.", &["heading 1: A Bridge", "heading 2: Sub", "paragraph: It fell."]),
            ("## Set {#x}\n", &["heading 2: Set"]),
            (
                "- one\n- two\n\n  more\n  - deep\n1. first",
                &["list-item: one", "list-item: two", "list-item: more", "list-item: deep", "list-item: first"],
            ),
            ("- tight\n  - deep\n  back?", &["list-item: tight", "list-item: deep\n  back?"]),
            ("- [ ] to do\n- [x] done", &["list-item: to do", "list-item: done"]),
            ("> It fell.\n> - All\n>   of it.\n\nSo.", &["quote: It fell.", "quote: All\n    of it.", "paragraph: So."]),
            ("> [!NOTE]\n> My own words.", &["paragraph: My own words."]),
            ("| a | b \\| c |\n|---|---|\n| *d* | `e` |\n", &["table-cell: a", "table-cell: b | c", "table-cell: d", "table-cell: @"]),
            ("It fell.[^1]\n\n[^1]: See *there*.\n\n    More.\n", &["paragraph: It fell.", "footnote: See there.", "footnote: More."]),
            ("Text\n\n    code\n\n```\nmore\n```\n\n***\n\nEnd", &["paragraph: Text", "paragraph: End"]),
            ("<div>\nhtml\n</div>\n\nText", &["paragraph: Text"]),
            ("a <b>c</b>d<br>e <img src=x> f", &["paragraph: a cd    e @ f"]),
            ("![a chart](b.png)", &["paragraph: @"]),
            (
                "See [the *report*](x) and [it][r] and <http://a.example> or www.a.example.\n\n[r]: y",
                &["paragraph: See the report and it and @ or @."],
            ),
            ("a \\* b &amp; c&nbsp;d &#8220;e&rdquo; &nope;", &["paragraph: a * b & c\u{a0}d “e” &nope;"]),
            ("un*believ*able ~~struck~~", &["paragraph: unbelievable struck"]),
            ("It fell[^a] here[^b].\n", &["paragraph: It fell here."]),
            ("Say `x` and <code>y</code> now.", &["paragraph: Say @ and @ now."]),
            ("US$5m and A$6m; $$x^2$$", &["paragraph: US$5m and A$6m; @"]),
            ("US$5m [it](x) and A$6m", &["paragraph: US$5m it and A$6m"]),
            ("\u{feff}---\ntitle: x\n---\nText", &["paragraph: Text"]),
            ("a\0b \u{1a} c", &["paragraph: a b   c"]),
            ("<!-- a -->\n\nText <!-- b --> more", &["paragraph: Text  more"]),
            ("<a id=\"x\"></a>\n\nText", &["paragraph: Text"]),
            ("[r]: y\nText", &["paragraph: Text"]),
            ("It {% x %} fell {{ y }}, see www.a.example/{{ z }} now.", &["paragraph: It @ fell @, see @ now."]),
            ("", &[]),
            ("\u{feff}", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(blocks(&read(text, &ignored::Options::default())), *expected, "{text:?}");
        }
    }

    #[test]
    fn markup_is_marked() {
        let cases: &[(&str, &[&str])] = &[
            ("[a *b*](x?q&amp;r \"t\")", &["link x?q&r: [a *b*](x?q&amp;r \"t\") [a *b*]", "emphasis: *b*"]),
            ("[a][R] [r][] [r]\n\n[r]: y 't'", &["link y: [a][R] [a]", "link y: [r][] [r]", "link y: [r] [r]", "definition r: [r]: y 't'"]),
            ("> [Un used]: <y>\n> text", &["definition Un used: [Un used]: <y>"]),
            ("[a][no] and [b][] but [sic], [1][2], x[i][j]", &["undefined no: [a][no]", "undefined b: [b][]"]),
            ("![x](y) ![x][no]", &["image y: ![x](y)", "image : ![x][no]", "undefined no: ![x][no]"]),
            ("[![x](y)](z)", &["link z: [![x](y)](z) [![x](y)]", "image y: ![x](y)"]),
            (
                "<http://a.example> <b@a.example>",
                &["link http://a.example: <http://a.example> []", "link mailto:b@a.example: <b@a.example> []"],
            ),
            (
                "at http://a.example/b\\_c?d&amp;e. [http://b.example](c)",
                &["link http://a.example/b_c?d&e: http://a.example/b\\_c?d&amp;e []", "link c: [http://b.example](c) [http://b.example]"],
            ),
            ("`http://a.example [^x]`", &["code: `http://a.example [^x]`"]),
            ("a[^1] b[^two], \\[^three] [^]\n\n[^1]: Note.", &["note 1: [^1]", "note two: [^two]", "footnote 1: [^1]: Note."]),
            (
                "# A b\n# A b\n# C {#d}\n# `E` [f](g)\n",
                &[
                    "anchor a-b: # A b",
                    "anchor a-b-1: # A b",
                    "anchor d: # C {#d}",
                    "anchor e-f: # `E` [f](g)",
                    "code: `E`",
                    "link g: [f](g) [f]",
                ],
            ),
            (
                "<a name=\"x\"></a> <span id=y>z</span>\n\n<div id='w'>\n",
                &["anchor x: <a name=\"x\">", "anchor y: <span id=y>", "anchor w: <div id='w'>"],
            ),
            ("see <a href=\"x\">the <b>report</b></a>", &["link x: <a href=\"x\">the <b>report</b></a> [the <b>report</b>]"]),
            ("<!-- a -->\ntext <!-- b -->", &["comment: <!-- a -->", "comment: <!-- b -->"]),
            ("text <!-- b --> more\n\n<!-- open\n\nend", &["comment: <!-- b -->", "comment: <!-- open\n\nend"]),
            ("***a*** _b_", &["emphasis: ***a***", "emphasis: **a**", "emphasis: _b_"]),
            ("```rust\nx\n```\n", &["code: ```rust\nx\n```"]),
        ];
        for (text, expected) in cases {
            assert_eq!(marks(text, &read(text, &ignored::Options::default())), *expected, "{text:?}");
        }
    }

    #[test]
    fn a_first_heading_is_the_title() {
        let cases = [
            ("# A *Bridge*\n\nIt fell.", Some(("A Bridge", "A *Bridge*"))),
            ("---\ntitle: Given\n---\n# A Bridge\n", Some(("Given", "Given"))),
            ("## A Bridge\n", None),
            ("It fell.\n\n# A Bridge", None),
        ];
        for (text, expected) in cases {
            let document = read(text, &ignored::Options::default());
            let title = document.metadata.get("title");
            assert_eq!(title.map(|field| (field.value.as_str(), field.span.of(text))), expected, "{text:?}");
        }
    }

    #[test]
    fn an_entity_is_its_character_padded() {
        assert_eq!(read("R&amp;D \\*x*y*", &ignored::Options::default()).prose, "R&\0\0\0\0D \0*x\0y\0");
        assert_eq!(read("[a](b)c  \nd", &ignored::Options::default()).prose, "\0a\0\0\0\0c  \nd");
    }
}
