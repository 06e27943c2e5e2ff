//! A seed's text, read by its format into *masked prose*, blocks, marks and metadata.
//!
//! In goes a [`Source`]; out comes a [`Document`]. Nothing here knows words, rules or files, and nothing here fails:
//! any text has a reading.
//!
//! The mask ([`Document::prose`]) is a copy of the text of exactly the same length in bytes, so that a place in the
//! prose is a place in the file. What is not prose is filled byte by byte with one of three fillers.

mod addresses;
pub mod bibtex;
mod front_matter;
mod html;
mod ignored;
mod markdown;
mod mask;
mod plain;
mod slugs;
mod templates;

use crate::source::{Format, Source};
use crate::span::Span;

pub use addresses::unescaped;
pub use ignored::{Options, PRESETS, Preset};

/// Fills a break in layout: line breaks, indentation, list bullets, table rules, whole blocks that are not prose.
pub const BREAK: char = ' ';
/// Fills markup inside or beside a word (`**`, a backslash, the rest of an entity); words go on through it.
pub const JOINT: char = '\0';
/// Fills what stands in the sentence but is no word: code, an image, a formula, a bare address, a citation key.
/// No phrase crosses it.
pub const OPAQUE: char = '\u{1a}';

/// A seed as its format tells it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The masked prose: as many bytes as the text, each kept character at its own place.
    pub prose: String,
    /// The stretches of prose in reading order; they do not overlap, and no sentence crosses their ends.
    pub blocks: Vec<Block>,
    /// Markup that means something to an editor, by start.
    pub marks: Vec<Mark>,
    /// What the front matter says.
    pub metadata: Metadata,
}

/// A stretch of prose between two walls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// What it is on the page.
    pub kind: BlockKind,
    /// From its first to its last byte of text, white space at the ends left out.
    pub span: Span,
}

/// What a block is. A paragraph inside a block quote is a `Quote`, inside a footnote a `Footnote`, and so on outwards:
/// block quote, footnote, table, list, paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The title that a plain text opens with.
    Title,
    /// A heading and its level, from 1.
    Heading(u8),
    /// Ordinary prose.
    Paragraph,
    /// The text of a list item.
    ListItem,
    /// One cell of a table.
    TableCell,
    /// Somebody else's words, set off as a block.
    Quote,
    /// The body of a footnote.
    Footnote,
}

/// A piece of markup and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The whole piece, delimiters included.
    pub span: Span,
    /// What it is.
    pub kind: MarkKind,
}

/// What a mark is, with its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkKind {
    /// A link and where it leads; `text` is empty for an address that stands bare.
    Link {
        /// The address or path, entities and escapes resolved.
        target: String,
        /// The words that carry the link.
        text: Span,
    },
    /// `[text][label]` or `[label][]` whose label no definition explains.
    UndefinedLink {
        /// The label as written.
        label: String,
    },
    /// An image, and where it leads.
    Image {
        /// The address or path.
        target: String,
    },
    /// `[label]: target`, which may go unused.
    LinkDefinition {
        /// The label as written.
        label: String,
    },
    /// A footnote reference, `[^label]`, whether defined or not.
    NoteReference {
        /// The label as written, without the caret.
        label: String,
    },
    /// A footnote's definition; the span covers its body.
    NoteDefinition {
        /// The label as written, without the caret.
        label: String,
    },
    /// A place that `#id` can lead to: a heading (its id as GitHub makes it), an `id` or `name` attribute.
    Anchor {
        /// The id, without `#`.
        id: String,
    },
    /// Emphasised words (`*…*`, `**…**`): often the title of a work.
    Emphasis,
    /// `<abbr title="…">…</abbr>`: letters whose long form the page itself tells.
    Abbreviation,
    /// Code, inline or as a block.
    Code,
    /// An HTML comment.
    Comment,
    /// What a reader of a page does not see as part of its text: its head, controls, what is hidden, the frame around the
    /// page's own content. Its comments and anchors are marked all the same.
    Unseen,
}

/// What the front matter says of the seed, and the head of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// The front matter with its fences; `None` where there is none.
    pub span: Option<Span>,
    /// Its fields in order. A list gives one field an item; a nested table's fields are named with dots. Behind them what the
    /// head of a page says, called as front matter calls it. Where none is called `title`, the text's own title (a plain text's
    /// [`BlockKind::Title`], a first heading of level 1) is added last.
    pub fields: Vec<Field>,
    /// Why it cannot be read, with the place: it does not end, or it is not YAML or TOML.
    pub faults: Vec<(Span, String)>,
}

/// One field of the front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name as written.
    pub name: String,
    /// Its value as text, quotes and escapes resolved.
    pub value: String,
    /// Where the value stands.
    pub span: Span,
}

impl Metadata {
    /// The first field of that name (any case) whose value is not blank.
    pub fn get(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name.eq_ignore_ascii_case(name) && !field.value.trim().is_empty())
    }

    /// Lets the title that the text itself shows be the title where the front matter names none.
    fn add_title(&mut self, prose: &str, span: Span) {
        if self.get("title").is_none() {
            let shown = span.of(prose).replace([JOINT, OPAQUE], "");
            let value = shown.split_whitespace().collect::<Vec<_>>().join(" ");
            self.fields.push(Field { name: "title".to_owned(), value, span });
        }
    }
}

/// Reads a seed; template tags are no prose.
pub fn read(source: &Source) -> Document {
    read_with(source, &Options::default())
}

/// Reads a seed, of which what `options` name is no prose either.
pub fn read_with(source: &Source, options: &Options) -> Document {
    match source.format {
        Format::Plain => plain::read(&source.text, options),
        Format::Markdown => markdown::read(&source.text, options),
        Format::Html => html::read(&source.text, options),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// Holds the clock against reading a text, and one four times as long, made of `many` pieces. What grows with the square of the
    /// length takes sixteen times as long. A busy machine gets three tries.
    pub(super) fn takes_linear_time(name: &str, many: usize, read: impl Fn(usize)) {
        let time = |many| {
            let begun = std::time::Instant::now();
            read(many);
            begun.elapsed()
        };
        let mut tries = (0..3).map(|_| (time(many / 4), time(many)));
        let linear = |(short, long): (Duration, Duration)| long < short * 8 + Duration::from_millis(100);
        assert!(tries.any(linear), "{name:?} takes more than linear time");
    }

    /// Each block as `kind: words`, joints left out and each opaque run as `@`.
    pub(super) fn blocks(document: &Document) -> Vec<String> {
        let show = |block: &Block| {
            let kind = match block.kind {
                BlockKind::Title => "title".to_owned(),
                BlockKind::Heading(level) => format!("heading {level}"),
                BlockKind::Paragraph => "paragraph".to_owned(),
                BlockKind::ListItem => "list-item".to_owned(),
                BlockKind::TableCell => "table-cell".to_owned(),
                BlockKind::Quote => "quote".to_owned(),
                BlockKind::Footnote => "footnote".to_owned(),
            };
            format!("{kind}: {}", words(&document.prose, block.span))
        };
        document.blocks.iter().map(show).collect()
    }

    fn words(prose: &str, span: Span) -> String {
        let mut words = String::new();
        for character in span.of(prose).chars().filter(|c| *c != JOINT) {
            if character != OPAQUE {
                words.push(character);
            } else if !words.ends_with('@') {
                words.push('@');
            }
        }
        words
    }

    /// Each mark as `kind what: text`, with the text of a link in brackets.
    pub(super) fn marks(text: &str, document: &Document) -> Vec<String> {
        let show = |mark: &Mark| {
            let kind = match &mark.kind {
                MarkKind::Link { target, .. } => format!("link {target}"),
                MarkKind::UndefinedLink { label } => format!("undefined {label}"),
                MarkKind::Image { target } => format!("image {target}"),
                MarkKind::LinkDefinition { label } => format!("definition {label}"),
                MarkKind::NoteReference { label } => format!("note {label}"),
                MarkKind::NoteDefinition { label } => format!("footnote {label}"),
                MarkKind::Anchor { id } => format!("anchor {id}"),
                MarkKind::Emphasis => "emphasis".to_owned(),
                MarkKind::Abbreviation => "abbreviation".to_owned(),
                MarkKind::Code => "code".to_owned(),
                MarkKind::Comment => "comment".to_owned(),
                MarkKind::Unseen => "unseen".to_owned(),
            };
            let carried = if let MarkKind::Link { text: words, .. } = mark.kind { format!(" [{}]", words.of(text)) } else { String::new() };
            format!("{kind}: {}{carried}", mark.span.of(text))
        };
        document.marks.iter().map(show).collect()
    }
}
