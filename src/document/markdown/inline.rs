//! What stands inside a Markdown block: text, emphasis, links, notes, code, inline HTML.
//!
//! Each piece is masked as it comes. The gap between two pieces is markup, filled with joints, or, after a line break,
//! layout, filled with breaks.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{OpenLink, Reader, Run};
use crate::document::html::elements;
use crate::document::html::tokens::{self, Piece};
use crate::document::{BREAK, JOINT, MarkKind, OPAQUE, addresses};
use crate::span::Span;

impl Reader<'_> {
    pub(super) fn leaf(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Text(characters) => self.characters(span, characters),
            Event::SoftBreak | Event::HardBreak => {
                self.reach(span.start);
                self.mask.keep_lines(span);
                self.pass(span.end, true);
                self.heading_words(" ");
            }
            Event::Code(code) => {
                self.filled(span, OPAQUE);
                self.heading_words(code);
                self.mark(span, MarkKind::Code);
            }
            Event::InlineMath(formula) if formula.starts_with(|c: char| c.is_ascii_digit()) => {
                // `US$5m and A$6m` is no formula.
                self.filled(span, JOINT);
                self.mask.keep(span);
            }
            Event::InlineMath(_) | Event::DisplayMath(_) => self.filled(span, OPAQUE),
            Event::FootnoteReference(label) => {
                self.filled(span, JOINT);
                self.mark(span, MarkKind::NoteReference { label: label.to_string() });
            }
            Event::InlineHtml(_) => self.inline_html(span),
            _ => {}
        }
    }

    pub(super) fn start_inline(&mut self, tag: &Tag<'_>, span: Span) {
        let seen = self.hidden == 0;
        match tag {
            Tag::Link { link_type, dest_url, .. } => {
                let bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let scheme = if *link_type == LinkType::Email { "mailto:" } else { "" };
                let target = format!("{scheme}{dest_url}");
                if seen && bare {
                    self.filled(span, OPAQUE);
                } else if seen {
                    self.reach(span.start);
                    self.pass(span.start, false);
                }
                let whole = self.whole(*link_type, span);
                self.links.push(OpenLink { span: whole, text: span.start + 1, target, bare, undefined: undefined(*link_type) });
                self.hidden += usize::from(bare);
            }
            Tag::Image { link_type, dest_url, .. } => {
                if seen {
                    let span = self.whole(*link_type, span);
                    self.filled(span, OPAQUE);
                    self.mark(span, MarkKind::Image { target: dest_url.to_string() });
                    if undefined(*link_type) {
                        self.undefined_link(span);
                    }
                }
                self.hidden += 1;
            }
            _ if seen => {
                self.reach(span.start);
                self.pass(span.start, false);
                if matches!(tag, Tag::Emphasis | Tag::Strong) {
                    self.mark(span, MarkKind::Emphasis);
                }
            }
            _ => {}
        }
    }

    pub(super) fn end_inline(&mut self, tag: TagEnd, span: Span) {
        let mut end = span.end;
        match tag {
            TagEnd::Image => self.hidden = self.hidden.saturating_sub(1),
            TagEnd::Link => {
                let Some(link) = self.links.pop() else { return };
                self.hidden = self.hidden.saturating_sub(usize::from(link.bare));
                end = link.span.end;
                if self.hidden == 0 {
                    self.flush_stretch_in(true);
                    self.end_link(link);
                }
            }
            _ => {}
        }
        if self.hidden == 0 {
            self.reach(end);
            self.pass(end, false);
        }
    }

    /// A link with the `[]` behind it, which the parser leaves out.
    fn whole(&self, link: LinkType, span: Span) -> Span {
        let collapsed = matches!(link, LinkType::Collapsed | LinkType::CollapsedUnknown);
        let left_out = collapsed && self.text[span.end..].starts_with("[]");
        Span::new(span.start, span.end + if left_out { 2 } else { 0 })
    }

    fn end_link(&mut self, link: OpenLink) {
        let text = if link.bare {
            Span::empty(link.span.start)
        } else {
            let end = self.run.map_or(link.text, |run| run.at);
            Span::new(link.text, end.max(link.text))
        };
        if link.undefined {
            self.undefined_link(link.span);
        } else {
            self.mark(link.span, MarkKind::Link { target: link.target, text });
        }
    }

    /// Marks `[text][label]` or `[label][]`.
    fn undefined_link(&mut self, span: Span) {
        let written = span.of(self.text).trim_start_matches('!');
        let label = match written.rsplit_once("][") {
            Some((text, "]")) => text.get(1..),
            Some((_, label)) => label.strip_suffix(']'),
            None => None,
        };
        if let Some(label) = label.map(str::to_owned) {
            self.mark(span, MarkKind::UndefinedLink { label });
        }
    }

    /// Text, an escaped character, or an entity.
    fn characters(&mut self, span: Span, characters: &str) {
        let stretch = self.stretch.take();
        let gap = stretch.map(|stretch| Span::new(stretch.end, span.start));
        if gap.is_some_and(|gap| gap.start == gap.end || gap.of(self.text) == "\\") {
            self.stretch = stretch;
            self.fill_gap(span.start);
        } else {
            self.stretch = stretch;
            self.reach(span.start);
        }
        if span.of(self.text) == characters {
            self.mask.keep(span);
        } else {
            self.mask.show(span, characters);
        }
        self.pass(span.end, false);
        self.stretch = Some(self.stretch.map_or(span, |stretch| stretch.join(span)));
        self.heading_words(characters);
    }

    fn heading_words(&mut self, characters: &str) {
        if let Some(heading) = &mut self.heading {
            heading.words.push_str(characters);
        }
    }

    /// A piece that is no text.
    fn filled(&mut self, span: Span, filler: char) {
        self.reach(span.start);
        self.mask.fill(span, filler);
        self.pass(span.end, false);
    }

    /// Goes on to a piece that begins at `at` and is no text.
    fn reach(&mut self, at: usize) {
        self.flush_stretch();
        self.fill_gap(at);
    }

    /// Fills what lies between the piece before and `at`.
    fn fill_gap(&mut self, at: usize) {
        let run = self.run.get_or_insert(Run { start: at, at, broken: false });
        if run.at < at {
            self.mask.fill(Span::new(run.at, at), if run.broken { BREAK } else { JOINT });
            run.at = at;
        }
    }

    /// Notes that everything up to `end` was read.
    fn pass(&mut self, end: usize, broken: bool) {
        if let Some(run) = &mut self.run {
            run.at = run.at.max(end);
            run.broken = broken;
        }
    }

    /// Looks for addresses and undefined notes in the text that was read since the last piece of another kind.
    pub(super) fn flush_stretch(&mut self) {
        self.flush_stretch_in(!self.links.is_empty());
    }

    fn flush_stretch_in(&mut self, link: bool) {
        let Some(stretch) = self.stretch.take() else { return };
        for address in addresses::find(self.text, stretch) {
            self.mask.fill(address.span, OPAQUE);
            if !link {
                let target = resolved(&address.target);
                self.mark(address.span, MarkKind::Link { target, text: Span::empty(address.span.start) });
            }
        }
        self.undefined_notes(stretch);
    }

    /// `[^label]` without a definition stays text to the parser.
    fn undefined_notes(&mut self, stretch: Span) {
        let mut from = stretch.start;
        while let Some(hit) = Span::new(from, stretch.end).of(self.text).find("[^") {
            let start = from + hit;
            let rest = Span::new(start + 2, stretch.end).of(self.text);
            let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '^')).unwrap_or(rest.len());
            from = start + 2 + length;
            let label = &rest[..length];
            let escaped = self.text[..start].bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1;
            if !escaped && !label.is_empty() && rest[length..].starts_with(']') {
                let span = Span::new(start, from + 1);
                self.mask.fill(span, JOINT);
                self.mark(span, MarkKind::NoteReference { label: label.to_owned() });
            }
        }
    }

    fn inline_html(&mut self, span: Span) {
        let mut filler = JOINT;
        self.reach(span.start);
        for piece in tokens::pieces(self.text, span) {
            match piece {
                Piece::Comment(span) => self.mark(span, MarkKind::Comment),
                Piece::Tag(tag) => {
                    if elements::of(tag.name).parts_words() {
                        filler = BREAK;
                    } else if tag.is("img") {
                        filler = OPAQUE;
                    }
                    self.inline_tag(&tag);
                }
                Piece::Text(_) | Piece::Raw(_) | Piece::Other(_) => {}
            }
        }
        self.mask.fill(span, filler);
        self.pass(span.end, false);
    }

    fn inline_tag(&mut self, tag: &tokens::Tag<'_>) {
        self.anchors(tag);
        if tag.is("img")
            && let Some(target) = tag.attribute("src")
        {
            self.mark(tag.span, MarkKind::Image { target });
        } else if tag.is("a") && tag.closing {
            if let Some(link) = self.html_link.take() {
                let text = Span::new(link.text, tag.span.start);
                self.mark(link.span.join(tag.span), MarkKind::Link { target: link.target, text });
            }
        } else if tag.is("a")
            && let Some(target) = tag.attribute("href")
        {
            self.html_link = Some(OpenLink { span: tag.span, text: tag.span.end, target, bare: false, undefined: false });
        } else if tag.is("code") && tag.closing {
            if let Some(start) = self.html_code.take() {
                let span = Span::new(start, tag.span.end);
                self.mask.fill(span, OPAQUE);
                self.mark(span, MarkKind::Code);
            }
        } else if tag.is("code") {
            self.html_code = Some(tag.span.start);
        } else if tag.spells_out() {
            self.html_abbreviation = Some(tag.span);
        } else if tag.is("abbr")
            && let Some(open) = self.html_abbreviation.take()
        {
            self.mark(open.join(tag.span), MarkKind::Abbreviation);
        }
    }

    /// Marks the places that a tag's attributes name.
    pub(super) fn anchors(&mut self, tag: &tokens::Tag<'_>) {
        let id = tag.attribute("id").or_else(|| tag.is("a").then(|| tag.attribute("name")).flatten());
        if let Some(id) = id.filter(|id| !id.is_empty()) {
            self.mark(tag.span, MarkKind::Anchor { id });
        }
    }
}

const fn undefined(link: LinkType) -> bool {
    matches!(link, LinkType::ReferenceUnknown | LinkType::CollapsedUnknown)
}

/// An address without Markdown's escapes.
fn resolved(address: &str) -> String {
    let mut characters = address.chars().peekable();
    let mut resolved = String::with_capacity(address.len());
    while let Some(character) = characters.next() {
        let escapes = character == '\\' && characters.peek().is_some_and(char::is_ascii_punctuation);
        if !escapes {
            resolved.push(character);
        }
    }
    resolved.replace("&amp;", "&")
}
