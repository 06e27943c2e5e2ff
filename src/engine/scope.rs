//! Where in a seed a rule looks: whose words stand at a place.
//!
//! In go blocks, quotations and headings; out comes [`Places`], which says whether a place is the author's own prose. The
//! author answers for that alone: not for quoted words, not for the bibliography, not for headings unless a rule asks.

use crate::document::{BlockKind, MarkKind};
use crate::facts::{Facts, Prose};
use crate::rules::{Reach, Scope};
use crate::span::Span;

/// Whose words stand where.
pub(super) struct Places {
    /// Blocks of the author's prose, in order.
    authorial: Vec<Span>,
    headings: Vec<Span>,
    /// Quotations, block quotes among them, joined where they nest.
    quoted: Vec<Span>,
    code: Vec<Span>,
}

impl Places {
    pub(super) fn of(prose: Prose<'_>, facts: &Facts) -> Self {
        let document = prose.document;
        let mut places = Self { authorial: Vec::new(), headings: Vec::new(), quoted: Vec::new(), code: Vec::new() };
        let mut bibliography: Option<u8> = None;
        for block in &document.blocks {
            match block.kind {
                BlockKind::Title => places.headings.push(block.span),
                BlockKind::Heading(level) => {
                    if bibliography.is_none_or(|outer| level <= outer) {
                        bibliography = heads_bibliography(prose, block.span).then_some(level);
                    }
                    places.headings.push(block.span);
                }
                BlockKind::Quote => {}
                BlockKind::Paragraph | BlockKind::ListItem | BlockKind::TableCell | BlockKind::Footnote => {
                    if bibliography.is_none() {
                        places.authorial.push(block.span);
                    }
                }
            }
        }
        for quotation in &facts.quotations {
            match places.quoted.last_mut() {
                Some(last) if quotation.span.start < last.end => last.end = last.end.max(quotation.span.end),
                _ => places.quoted.push(quotation.span),
            }
        }
        let code = document.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Code | MarkKind::Comment | MarkKind::Unseen));
        for mark in code {
            match places.code.last_mut() {
                Some(last) if mark.span.start < last.end => last.end = last.end.max(mark.span.end),
                _ => places.code.push(mark.span),
            }
        }
        places
    }

    /// Whether a rule of this scope may report this place; `reach` says what prose is to it.
    pub(super) fn hold(&self, scope: Scope, reach: Reach, span: Span) -> bool {
        match scope {
            Scope::Prose => match reach {
                Reach::Own => within(&self.authorial, span) && !self.quotes(span),
                Reach::Quoted => within(&self.authorial, span) || within(&self.quoted, span),
                Reach::All => true,
            },
            Scope::Heading => within(&self.headings, span),
            Scope::Quotation => self.quotes(span),
            Scope::Raw => !touches(&self.code, span),
            Scope::Line | Scope::Document => true,
        }
    }

    /// Whether the first or the last character of a place is quoted.
    fn quotes(&self, span: Span) -> bool {
        touches(&self.quoted, Span::new(span.start, span.start + 1))
            || touches(&self.quoted, Span::new(span.end.saturating_sub(1), span.end))
    }
}

/// Whether one of these spans, which are in order and disjoint, covers `span`.
fn within(spans: &[Span], span: Span) -> bool {
    let at = spans.partition_point(|s| s.start <= span.start);
    at > 0 && spans[at - 1].covers(span)
}

/// Whether one of these spans, which are in order and disjoint, shares a byte with `span`.
fn touches(spans: &[Span], span: Span) -> bool {
    let at = spans.partition_point(|s| s.end <= span.start);
    spans.get(at).is_some_and(|s| s.overlaps(span))
}

/// Whether a heading says that what follows is a list of sources.
fn heads_bibliography(prose: Prose<'_>, heading: Span) -> bool {
    let set = prose.language.set("bibliography-heading");
    let tokens = &prose.tokens[prose.tokens_in(heading)];
    let words = tokens.iter().filter(|token| token.is_word()).count();
    let first = tokens.iter().position(|token| token.is_word());
    first.is_some_and(|first| prose.language.longest(set, &tokens[first..]) == words)
}
