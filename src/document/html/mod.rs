//! HTML: pages as they are written, and as browsers save them.
//!
//! In goes a text; out comes its [`Document`]. Text is prose where a reader of the page would see it as part of the text: not
//! scripts and styles, not controls, not what is hidden, not the frame around the page's own content. The tokens of
//! [`tokens`] and the elements that are open ([`open`]) say what a piece of text is; [`prose`] builds blocks and marks.

pub(super) mod elements;
mod entities;
mod head;
mod notes;
mod open;
mod prose;
pub(super) mod tokens;

use std::borrow::Cow;
use std::collections::HashSet;

use super::ignored::{self, Options};
use super::{BREAK, Block, BlockKind, Document, JOINT, Mark, MarkKind, OPAQUE, front_matter};
use crate::span::Span;
use elements::Element;
use head::Head;
use open::{MOST_OPEN, Open, Role, Stack};
use prose::Prose;
use tokens::{Piece, Tag};

/// Classes of what only screen readers read out, and of buttons that look like words.
const INVISIBLE: [&str; 6] = ["screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden", "assistive-text", "mw-editsection"];
/// Ids of what readers wrote below a page.
const COMMENTS: [&str; 3] = ["comments", "respond", "disqus_thread"];

/// Reads HTML.
pub(super) fn read(text: &str, options: &Options) -> Document {
    let (mut metadata, base) = front_matter::read(text);
    let stretches = ignored::find(text, base, options);
    let blotted = ignored::blotted(text, base, &stretches);
    // Tokens are places, so the text before the body counts too.
    let whole: Cow<'_, str> = if stretches.is_empty() { text.into() } else { format!("{}{blotted}", &text[..base]).into() };
    let place = Span::new(base, whole.len());
    let mut reader = Reader::new(text, true);
    reader.read_all(tokens::pieces(&whole, place));
    // A page is hidden as a whole until its programs run. A clean report on it would be one on nothing.
    if reader.prose.blocks.is_empty() {
        reader = Reader::new(text, false);
        reader.read_all(tokens::pieces(&whole, place));
    }
    let Reader { mut prose, head, content, .. } = reader;
    ignored::hide(&mut prose.mask, &stretches);
    ignored::restore(&mut prose.marks, text, &stretches);
    if let Some(page) = head.own_addresses().first() {
        prose.marks.iter_mut().for_each(|mark| lead_from(page, mark));
    }
    if mostly_inside(&prose.blocks, &content) {
        prose.leave_out(&frame(base, text.len(), &content));
    }
    head.tell(&mut metadata, prose.title());
    prose.tell(metadata)
}

/// Lets a link lead where it leads from the page's own address: what a page names beside itself does not lie beside a copy of it.
fn lead_from(page: &str, mark: &mut Mark) {
    let (MarkKind::Link { target, .. } | MarkKind::Image { target }) = &mut mark.kind else { return };
    let Some((scheme, rest)) = page.split_once("://") else { return };
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let whole = path.split('/').next().is_some_and(|first| first.contains(':')) || target.starts_with("//");
    if path.is_empty() || whole {
        return;
    }
    let site = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let folder = rest.split(['?', '#']).next().unwrap_or_default().rsplit_once('/').map_or(site, |(folder, _)| folder);
    *target = if target.starts_with('/') { format!("{scheme}://{site}{target}") } else { format!("{scheme}://{folder}/{target}") };
}

/// Whether most of the words stand inside of what the page calls its content. Elsewhere these are the boxes beside it.
fn mostly_inside(blocks: &[Block], content: &[Span]) -> bool {
    let inside = |block: &&Block| prose::within(content, block.span.start);
    let all: usize = blocks.iter().map(|block| block.span.len()).sum();
    let own: usize = blocks.iter().filter(inside).map(|block| block.span.len()).sum();
    own * 2 >= all && own > 0
}

/// What lies around the content.
fn frame(base: usize, end: usize, content: &[Span]) -> Vec<Span> {
    let starts = std::iter::once(base).chain(content.iter().map(|span| span.end));
    let ends = content.iter().map(|span| span.start).chain([end]);
    starts.zip(ends).map(|(start, end)| Span::new(start, end)).filter(|gap| !gap.is_empty()).collect()
}

struct Reader<'a, 'h> {
    text: &'a str,
    /// Whether attributes can hide an element.
    hiding: bool,
    prose: Prose<'a>,
    head: Head,
    stack: Stack<'h>,
    /// How many elements are open beyond [`MOST_OPEN`].
    beyond: usize,
    /// How many are open that are no part of the prose.
    hidden: usize,
    /// How many are open that are no word.
    opaque: usize,
    /// How many are open whose lines are lines.
    lines: usize,
    /// How many `<q>` are open.
    quotations: usize,
    /// How many links are open.
    links: usize,
    /// How many `<p>` are open.
    paragraphs: usize,
    /// How many drawings and formulas are open, whose elements are not those of HTML.
    foreign: usize,
    /// How many are open that the page calls its content.
    contents: usize,
    /// Where the content stands.
    content: Vec<Span>,
    /// Whether a paragraph was read.
    begun: bool,
    /// Whether the raw text that comes next is JSON-LD.
    json: bool,
    /// The notes that a mark led to.
    noted: HashSet<String>,
    /// The page's own addresses, once a link was met.
    own: Option<Vec<String>>,
    /// Where the bracket stands that closes the mark of a note.
    bracket: Option<usize>,
}

impl<'a, 'h> Reader<'a, 'h> {
    fn new(text: &'a str, hiding: bool) -> Self {
        Self {
            text,
            hiding,
            prose: Prose::new(text),
            head: Head::default(),
            stack: Stack::default(),
            beyond: 0,
            hidden: 0,
            opaque: 0,
            lines: 0,
            quotations: 0,
            links: 0,
            paragraphs: 0,
            foreign: 0,
            contents: 0,
            content: Vec::new(),
            begun: false,
            json: false,
            noted: HashSet::new(),
            own: None,
            bracket: None,
        }
    }

    fn read_all(&mut self, pieces: impl Iterator<Item = Piece<'h>>) {
        for piece in pieces {
            self.piece(piece);
        }
        self.end_all();
    }

    /// Whether what comes next is prose.
    fn visible(&self) -> bool {
        self.hidden == 0 && self.opaque == 0
    }

    fn piece(&mut self, piece: Piece<'h>) {
        match piece {
            Piece::Text(span) => self.words(span),
            Piece::Tag(tag) if tag.closing => self.end(&tag),
            Piece::Tag(tag) => self.start(&tag),
            Piece::Comment(span) => {
                self.head.comment(self.text, span);
                self.prose.mark(span, MarkKind::Comment);
                self.joint(span, JOINT);
            }
            Piece::Raw(span) if self.json => self.head.json(self.text, span),
            Piece::Raw(span) => {
                let title = self.stack.0.last().is_some_and(|open| open.name.eq_ignore_ascii_case("title"));
                if title && self.foreign == 0 {
                    self.head.title(self.text, span);
                }
            }
            Piece::Other(span) => self.joint(span, JOINT),
        }
    }

    fn words(&mut self, span: Span) {
        let words = span.of(self.text).trim();
        let blank = words.is_empty() || (words == "^" && self.stack.around().note);
        if !blank && self.stack.0.last().is_some_and(|open| open.name.eq_ignore_ascii_case("head")) {
            self.end_innermost(Span::empty(span.start));
        }
        if self.visible() && (!blank || words.is_empty()) {
            let kind = self.stack.around().kind();
            let bracket = self.bracket.take().filter(|at| *at == span.start).map_or(Span::empty(span.start), |at| Span::new(at, at + 1));
            self.prose.joint(bracket, JOINT);
            self.prose.words(Span::new(bracket.end, span.end), self.lines > 0, kind, self.links > 0);
        }
    }

    /// Markup in a line.
    fn joint(&mut self, span: Span, filler: char) {
        if self.visible() {
            self.prose.joint(span, filler);
        }
    }

    fn start(&mut self, tag: &Tag<'h>) {
        let element = elements::of(tag.name);
        self.head.tag(tag);
        self.imply(tag, element);
        self.anchor(tag);
        if element.parts_words() && element != Element::Break {
            self.wall(tag.span.start);
        }
        match element {
            Element::Break => self.line_break(tag.span),
            Element::Void => self.joint(tag.span, if tag.is("wbr") { JOINT } else { BREAK }),
            _ if tag.is("hr") || tag.is("isindex") => {}
            _ if tag.is("img") => self.image(tag),
            _ if tag.closed && (self.foreign > 0 || is_foreign(tag.name)) => {}
            _ if self.stack.0.len() >= MOST_OPEN => self.beyond += 1,
            _ => self.push(tag, element),
        }
    }

    /// Ends the elements that a start tag ends.
    fn imply(&mut self, tag: &Tag<'_>, element: Element) {
        let at = Span::empty(tag.span.start);
        let in_head =
            ["meta", "link", "title", "style", "script", "base", "noscript", "template", "bgsound"].iter().any(|name| tag.is(name));
        if !in_head && self.stack.0.last().is_some_and(|open| open.name.eq_ignore_ascii_case("head")) {
            self.end_innermost(at);
        }
        while let Some(found) = self.stack.ended_before(tag.name, element, self.paragraphs) {
            if tag.is("a") {
                self.take_out(found, at);
            } else {
                self.end_down_to(found, at);
            }
        }
    }

    fn push(&mut self, tag: &Tag<'h>, element: Element) {
        let note = self.note(tag, element);
        let mut around = self.stack.around().inside(tag.name);
        around.note |= note.is_some();
        let hidden = self.hides(tag, element);
        let covered = hidden.is_none() && self.hiding && tag.names("aria-hidden", &["true"]) && !is_content(tag);
        let hidden = hidden.or(covered.then_some(JOINT));
        let role = self.role(tag, hidden.is_some());
        if role == Role::Content && self.contents == 0 {
            self.uncover(tag.span.start);
        }
        match role {
            Role::Quotation(_) if hidden.is_none() && self.visible() => {
                self.prose.quotation_mark(tag.span, self.quotations.is_multiple_of(2))
            }
            // Programs set times side by side and part them by style alone.
            _ => self.joint(tag.span, if tag.is("time") && self.prose.ends_in_word(tag.span.start) { BREAK } else { JOINT }),
        }
        self.json = tag.is("script") && tag.names("type", &["application/ld+json"]);
        self.hidden += usize::from(hidden.is_some());
        self.opaque += usize::from(element == Element::Opaque);
        self.lines += usize::from(role == Role::Lines);
        self.quotations += usize::from(matches!(role, Role::Quotation(_)));
        self.links += usize::from(matches!(role, Role::Link { .. }));
        self.foreign += usize::from(is_foreign(tag.name));
        self.paragraphs += usize::from(tag.is("p"));
        self.contents += usize::from(role == Role::Content);
        if tag.is("time") && !self.begun && self.visible() {
            self.head.time(tag);
        }
        self.stack.0.push(Open { name: tag.name, element, tag: tag.span, around, hidden, covered, role, note });
    }

    /// Shows what comes next in spite of `aria-hidden`, which a dialog sets on all that lies behind it.
    fn uncover(&mut self, at: usize) {
        let before = self.hidden;
        for open in self.stack.0.iter_mut().filter(|open| open.covered) {
            (open.hidden, open.covered) = (None, false);
            self.hidden -= 1;
        }
        if self.hidden < before {
            self.wall(at);
        }
    }

    fn role(&self, tag: &Tag<'_>, hidden: bool) -> Role {
        match tag.name.to_ascii_lowercase().as_str() {
            "em" | "i" | "strong" | "b" | "cite" => Role::Emphasis,
            "q" => Role::Quotation(if self.quotations.is_multiple_of(2) { '”' } else { '’' }),
            "a" => match tag.attribute("href") {
                Some(target) => Role::Link { target: target.trim().to_owned(), author: tag.names("rel", &["author"]) },
                None => Role::None,
            },
            "sup" => Role::Superscript,
            "abbr" if tag.spells_out() => Role::Abbreviation,
            "code" | "kbd" | "samp" | "script" | "style" | "template" => Role::Code,
            "math" => Role::Opaque,
            "pre" if hidden => Role::Code,
            "pre" | "listing" => Role::Lines,
            _ if !hidden && is_content(tag) => Role::Content,
            _ => Role::None,
        }
    }

    /// What a tag's element is filled with, if it is no part of the prose.
    fn hides(&self, tag: &Tag<'_>, element: Element) -> Option<char> {
        let own = match element {
            Element::Skipped if ["script", "style", "template", "noscript", "title"].iter().any(|name| tag.is(name)) => Some(JOINT),
            Element::SkippedBlock if tag.is("dialog") && tag.attribute("open").is_some() => None,
            Element::Skipped | Element::SkippedBlock => Some(BREAK),
            _ => None,
        };
        let asked = self.hiding
            && (tag.attribute("hidden").is_some()
                || tag.names("class", &INVISIBLE)
                || tag.attribute("style").is_some_and(|style| shows_nothing(&style)));
        own.or_else(|| (asked || self.is_frame(tag) || (tag.is("pre") && self.is_code(tag))).then_some(JOINT))
    }

    /// Whether a tag opens a part of the page's frame.
    fn is_frame(&self, tag: &Tag<'_>) -> bool {
        let role = |names: &[&str]| tag.names("role", names);
        if tag.is("nav") || tag.is("search") || role(&["navigation", "search", "dialog", "alertdialog"]) {
            return true;
        }
        let foot = (tag.is("footer") && !self.stack.holds(&["section", "blockquote", "figure"])) || role(&["contentinfo"]);
        (foot && self.contents == 0 && !notes::names_notes(tag)) || tag.names("id", &COMMENTS)
    }

    /// Whether a `<pre>` holds code and not lines of text.
    fn is_code(&self, tag: &Tag<'_>) -> bool {
        const SAYS: [&str; 7] = ["code", "highlight", "language-", "lang-", "brush", "prettyprint", "listing"];
        let says = |value: Option<String>| value.is_some_and(|class| SAYS.iter().any(|word| class.to_ascii_lowercase().contains(word)));
        let inside = self.text[tag.span.end..].trim_start();
        let first = inside.strip_prefix("<span></span>").unwrap_or(inside).trim_start();
        let opens =
            ["<code", "<kbd", "<samp"].iter().any(|name| first.get(..name.len()).is_some_and(|first| first.eq_ignore_ascii_case(name)));
        opens || inside.len() > first.len() || says(tag.attribute("class"))
    }

    fn image(&mut self, tag: &Tag<'_>) {
        if !self.visible() || tag.attribute("alt").is_some_and(|words| words.is_empty()) {
            return self.joint(tag.span, BREAK);
        }
        let target = tag.attribute("src").unwrap_or_default();
        let target = if target.starts_with("data:") { "data:".to_owned() } else { target };
        // One that stands alone is no block of prose.
        self.prose.joint(tag.span, OPAQUE);
        self.prose.mark(tag.span, MarkKind::Image { target });
    }

    fn line_break(&mut self, span: Span) {
        if self.visible() {
            self.prose.line_break(span, self.stack.around().kind());
        }
    }

    /// Marks the place that a tag's attributes name.
    fn anchor(&mut self, tag: &Tag<'_>) {
        let id = tag.attribute("id").or_else(|| tag.is("a").then(|| tag.attribute("name")).flatten());
        if let Some(id) = id.filter(|id| !id.is_empty()) {
            self.prose.mark(tag.span, MarkKind::Anchor { id });
        }
    }

    /// The note whose body begins with a tag. Where only a small anchor bears its id, the block around is the note.
    fn note(&mut self, tag: &Tag<'_>, element: Element) -> Option<String> {
        let id = tag.attribute("id").or_else(|| tag.is("a").then(|| tag.attribute("name")).flatten())?;
        let is_note = (self.noted.contains(&id) || notes::is_note_id(&id) || tag.names("role", &["doc-footnote", "doc-endnote"]))
            && !tag.names("role", &["doc-noteref"]);
        let around = self.stack.around();
        if around.note && self.noted.contains(&id) {
            self.rename_note(id);
            return None;
        }
        if !is_note || !self.visible() || around.note || matches!(around.block, BlockKind::Heading(_)) {
            return None;
        }
        if element != Element::Inline {
            const TOO_LARGE: [&str; 10] = ["html", "body", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6"];
            let fits = matches!(element, Element::Block | Element::Cell) && !TOO_LARGE.iter().any(|name| tag.is(name));
            return fits.then_some(id);
        }
        if self.prose.has_words() {
            return None;
        }
        let small = |open: &Open<'_>| ["p", "li", "dd", "dt", "small"].iter().any(|name| open.name.eq_ignore_ascii_case(name));
        let called = |open: &Open<'_>| {
            let tag = open.tag.of(self.text);
            open.name.eq_ignore_ascii_case("div") && tag.contains("footnote") && !tag.contains("footnotes")
        };
        match self.stack.make_note(|open| open.note.is_none() && (small(open) || called(open))) {
            Some(block) => self.stack.0[block].note = Some(id),
            None => self.prose.note = Some((id, tag.span.start)),
        }
        None
    }

    /// Calls the note that is being read by the id that a mark leads to; the box around it may bear another.
    fn rename_note(&mut self, id: String) {
        let noted = &self.noted;
        let label = self.stack.0.iter_mut().rev().find_map(|open| open.note.as_mut());
        if let Some(label) = label.filter(|label| !noted.contains(*label)) {
            *label = id;
        }
    }

    fn end(&mut self, tag: &Tag<'_>) {
        let element = elements::of(tag.name);
        if element == Element::Break {
            return self.line_break(tag.span);
        }
        if element == Element::Void || tag.is("img") || tag.is("hr") {
            return self.joint(tag.span, BREAK);
        }
        if self.beyond > 0 {
            self.beyond -= 1;
            return if element.parts_words() { self.wall(tag.span.start) } else { self.joint(tag.span, JOINT) };
        }
        match self.stack.ended_by(tag.name, element) {
            Some(found) if element == Element::Inline || tag.is("code") || tag.is("kbd") || tag.is("samp") => {
                self.take_out(found, tag.span)
            }
            Some(found) => self.end_down_to(found, tag.span),
            None if element.parts_words() => self.wall(tag.span.start),
            None => self.joint(tag.span, JOINT),
        }
    }

    /// What stood before ends, and what comes next is a block of its own.
    fn wall(&mut self, at: usize) {
        if self.visible() {
            self.flush(at);
        }
    }

    fn flush(&mut self, at: usize) {
        if let Some(block) = self.prose.flush(at, self.stack.around().kind()) {
            self.begun |= block.kind == BlockKind::Paragraph && block.span.len() > 100;
        }
    }

    /// Ends the element at `found` and all that is open in it.
    fn end_down_to(&mut self, found: usize, end: Span) {
        while self.stack.0.len() > found + 1 {
            self.end_innermost(Span::empty(end.start));
        }
        self.end_innermost(end);
    }

    fn end_innermost(&mut self, end: Span) {
        if let Some(last) = self.stack.0.len().checked_sub(1) {
            self.take_out(last, end);
        }
    }

    fn end_all(&mut self) {
        let end = Span::empty(self.text.len());
        while !self.stack.0.is_empty() {
            self.end_innermost(end);
        }
        self.flush(end.start);
    }

    /// Ends one element; `end` is its end tag, or empty where it has none.
    fn take_out(&mut self, found: usize, end: Span) {
        if self.stack.0[found].element.parts_words() {
            self.wall(end.start);
        }
        let open = self.stack.0.remove(found);
        self.hidden -= usize::from(open.hidden.is_some());
        self.opaque -= usize::from(open.element == Element::Opaque);
        self.lines -= usize::from(open.role == Role::Lines);
        self.quotations -= usize::from(matches!(open.role, Role::Quotation(_)));
        self.links -= usize::from(matches!(open.role, Role::Link { .. }));
        self.foreign -= usize::from(is_foreign(open.name));
        self.paragraphs -= usize::from(open.name.eq_ignore_ascii_case("p"));
        self.contents -= usize::from(open.role == Role::Content);
        let whole = open.tag.join(end);
        if open.role == Role::Content && self.contents == 0 && self.hidden == 0 {
            self.content.push(whole);
        }
        if !self.visible() {
            return;
        }
        if let Some(filler) = open.hidden {
            self.prose.joint(whole, filler);
            let kind = if open.role == Role::Code { MarkKind::Code } else { MarkKind::Unseen };
            return self.prose.mark(whole, kind);
        }
        self.prose.joint(end, JOINT);
        if let Some(label) = open.note {
            self.prose.mark(whole, MarkKind::NoteDefinition { label });
        }
        match open.role {
            Role::Emphasis => self.prose.mark(whole, MarkKind::Emphasis),
            Role::Abbreviation => self.prose.mark(whole, MarkKind::Abbreviation),
            Role::Quotation(mark) if !end.is_empty() => self.prose.closing_mark(open.tag, end, mark),
            Role::Link { target, author } => self.link(whole, Span::new(open.tag.end, end.start), target, author),
            Role::Superscript => self.prose.superscript(whole, Span::new(open.tag.end, end.start)),
            Role::Opaque => self.prose.thing(whole),
            Role::Code => {
                self.prose.thing(whole);
                self.prose.mark(whole, MarkKind::Code);
            }
            Role::None | Role::Quotation(_) | Role::Lines | Role::Content => {}
        }
    }

    /// A link: to a source, to a note, from a note back to its mark.
    fn link(&mut self, span: Span, inside: Span, target: String, author: bool) {
        let words = self.prose.mask.shown(inside);
        if author && inside.len() < 200 {
            self.head.author(words.split_whitespace().collect::<Vec<_>>().join(" "), inside.trim(self.text));
        }
        let script = target.get(..11).is_some_and(|scheme| scheme.eq_ignore_ascii_case("javascript:"));
        if words.trim().is_empty() || script {
            return;
        }
        let own = self.own.get_or_insert_with(|| self.head.own_addresses());
        let Some(id) = notes::fragment(&target, own).filter(|id| !id.is_empty()) else {
            return self.prose.mark(span, MarkKind::Link { target, text: inside });
        };
        if (self.stack.around().note || self.prose.note.is_some()) && notes::leads_back(&words) {
            return self.prose.blank(span);
        }
        let raised = self.stack.holds(&["sup"]) || inside.of(self.text).contains("<sup") || inside.of(self.text).contains("<SUP");
        let brackets = Span::new(span.start.saturating_sub(1), span.end + 1);
        let bracketed = self.prose.mask.shown(brackets).starts_with('[') && brackets.of(self.text).ends_with(']');
        let called = raised || bracketed || words.trim().starts_with('[') || notes::is_note_id(&id) || self.prose.is_called_note(span);
        if called && notes::is_mark(&words) {
            self.noted.insert(id.clone());
            if bracketed {
                self.prose.joint(Span::new(brackets.start, span.start), JOINT);
                self.bracket = Some(span.end);
            }
            self.prose.note_mark(span, inside, id);
        } else {
            self.prose.mark(span, MarkKind::Link { target: format!("#{id}"), text: inside });
        }
    }
}

/// Whether a tag opens what the page calls its content.
fn is_content(tag: &Tag<'_>) -> bool {
    tag.is("main") || tag.is("article") || tag.names("role", &["main", "article"])
}

fn is_foreign(name: &str) -> bool {
    name.eq_ignore_ascii_case("svg") || name.eq_ignore_ascii_case("math")
}

/// Whether a style attribute hides its element.
fn shows_nothing(style: &str) -> bool {
    let plain: String = style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    plain.contains("display:none") || plain.contains("visibility:hidden")
}

#[cfg(test)]
mod tests;
