//! The elements that are open while a page is read.
//!
//! Tags of real pages are left out and crossed. What ends what follows the HTML Standard (WHATWG, "Tree construction") as far
//! as a reader of prose would notice. Knows names, not prose.

use super::elements::Element;
use crate::document::BlockKind;
use crate::span::Span;

/// As many elements may be open as in browsers; what is opened beyond that is not nested deeper.
pub(super) const MOST_OPEN: usize = 512;

const LISTS: [&str; 4] = ["ol", "ul", "menu", "dir"];

/// An element whose end was not yet seen.
#[derive(Debug, Clone)]
pub(super) struct Open<'a> {
    /// Its name as written.
    pub name: &'a str,
    pub element: Element,
    /// Its start tag.
    pub tag: Span,
    pub around: Around,
    /// What its place is filled with where it stands in a line, if it is no part of the prose.
    pub hidden: Option<char>,
    /// Whether nothing but `aria-hidden` hides it.
    pub covered: bool,
    pub role: Role,
    /// The note whose body it is.
    pub note: Option<String>,
}

/// What is done when an element ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    None,
    Emphasis,
    /// `<q>`, and the mark that closes it.
    Quotation(char),
    /// A link.
    Link {
        /// Where it leads.
        target: String,
        /// Whether its words are the author's name.
        author: bool,
    },
    Superscript,
    /// An abbreviation with its long form.
    Abbreviation,
    /// Something that is no word.
    Opaque,
    /// Code, a script: no prose, but marked.
    Code,
    /// The page's own content, among menus and adverts.
    Content,
    /// Text whose lines are lines.
    Lines,
}

/// What a block inside an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Around {
    pub quote: bool,
    pub note: bool,
    pub block: BlockKind,
}

impl Around {
    pub(super) const PAGE: Self = Self { quote: false, note: false, block: BlockKind::Paragraph };

    /// The same inside of one more element.
    pub(super) fn inside(self, name: &str) -> Self {
        let block = match name.to_ascii_lowercase().as_str() {
            "p" if self.block == BlockKind::TableCell => BlockKind::Paragraph,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading(name.as_bytes()[1] - b'0'),
            "li" | "dt" | "dd" => BlockKind::ListItem,
            "td" | "th" => BlockKind::TableCell,
            "table" | "caption" | "figcaption" | "blockquote" => BlockKind::Paragraph,
            _ => self.block,
        };
        Self { quote: self.quote || name.eq_ignore_ascii_case("blockquote"), block, ..self }
    }

    pub(super) fn kind(self) -> BlockKind {
        match self {
            Self { quote: true, .. } => BlockKind::Quote,
            Self { note: true, .. } => BlockKind::Footnote,
            Self { block, .. } => block,
        }
    }
}

/// The elements that are open, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Stack<'a>(pub Vec<Open<'a>>);

impl<'a> Stack<'a> {
    /// The innermost of that name that an end tag could end.
    pub(super) fn ended_by(&self, name: &str, element: Element) -> Option<usize> {
        let is_heading = |name: &str| matches!(name.as_bytes(), [b'h' | b'H', b'1'..=b'6']);
        let headed = is_heading(name);
        let wanted = |open: &Open<'_>| open.name.eq_ignore_ascii_case(name) || (headed && is_heading(open.name));
        match element {
            Element::Cell if name.eq_ignore_ascii_case("table") => self.innermost(wanted, |_| false),
            Element::Cell => self.innermost(wanted, |open| named(open.name, &["table"])),
            _ if name.eq_ignore_ascii_case("li") => self.innermost(wanted, |open| is_cell(open) || named(open.name, &LISTS)),
            _ => self.innermost(wanted, is_cell),
        }
    }

    /// The element that a start tag ends though nothing says so, such as the list item before it. `paragraphs`: how many are
    /// open, since most stacks hold none.
    pub(super) fn ended_before(&self, name: &str, element: Element, paragraphs: usize) -> Option<usize> {
        let own = |wanted: &[&str], barriers: &[&str]| {
            self.innermost(
                |open| named(open.name, wanted),
                |open| named(open.name, barriers) || (element != Element::Cell && is_cell(open)),
            )
        };
        let found = match name.to_ascii_lowercase().as_str() {
            "li" => own(&["li"], &LISTS),
            "dt" | "dd" => own(&["dt", "dd"], &["dl"]),
            "tr" => own(&["tr"], &["table"]),
            "td" | "th" => own(&["td", "th"], &["tr", "table"]),
            "tbody" | "thead" | "tfoot" => own(&["tbody", "thead", "tfoot", "caption"], &["table"]),
            "option" | "optgroup" => own(&["option"], &["select", "datalist"]),
            "a" => own(&["a"], &[]),
            _ => None,
        };
        let parts = paragraphs > 0 && matches!(element, Element::Block | Element::Cell);
        let paragraph = || self.innermost(|open| named(open.name, &["p"]), |open| is_cell(open) || named(open.name, &["button"]));
        found.or_else(|| parts.then(paragraph).flatten())
    }

    fn innermost(&self, wanted: impl Fn(&Open<'a>) -> bool, barrier: impl Fn(&Open<'a>) -> bool) -> Option<usize> {
        let found = self.0.iter().rposition(|open| wanted(open) || barrier(open))?;
        wanted(&self.0[found]).then_some(found)
    }

    /// Whether one of these is open.
    pub(super) fn holds(&self, names: &[&str]) -> bool {
        self.0.iter().any(|open| named(open.name, names))
    }

    /// What a block is that stands here.
    pub(super) fn around(&self) -> Around {
        self.0.last().map_or(Around::PAGE, |open| open.around)
    }

    /// Makes of the innermost block, if it is one of these, and of all that is open in it, a note. Says which element it is.
    pub(super) fn make_note(&mut self, fits: impl Fn(&Open<'_>) -> bool) -> Option<usize> {
        let block = self.0.iter().rposition(|open| open.element != Element::Inline).filter(|at| fits(&self.0[*at]))?;
        self.0[block..].iter_mut().for_each(|open| open.around.note = true);
        Some(block)
    }
}

/// Whether what is opened inside ends nothing outside.
fn is_cell(open: &Open<'_>) -> bool {
    open.element == Element::Cell
}

fn named(name: &str, names: &[&str]) -> bool {
    names.iter().any(|other| name.eq_ignore_ascii_case(other))
}
