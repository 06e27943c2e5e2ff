//! Notes, links and labels of markup.
//!
//! In go the document's marks; out come citations. A note without a definition, a definition without a note, a label
//! that nothing defines and an `#id` that nothing bears lead nowhere; a path to another file cannot be looked up here
//! and counts as an address.

use std::collections::{HashMap, HashSet};

use super::{Citation, CitationKind, supported};
use crate::document::{Mark, MarkKind};
use crate::facts::Prose;
use crate::span::Span;

/// Citations from markup, in order of the marks.
pub(super) fn find(prose: Prose<'_>) -> Vec<Citation> {
    let marks = &prose.document.marks;
    let mut notes: HashMap<String, Span> = HashMap::new();
    let mut anchors: HashMap<&str, Span> = HashMap::new();
    let mut used: HashSet<String> = HashSet::new();
    for mark in marks {
        match &mark.kind {
            MarkKind::NoteDefinition { label } => {
                notes.entry(label.to_lowercase()).or_insert(mark.span);
            }
            MarkKind::Anchor { id } => {
                anchors.entry(id).or_insert(mark.span);
            }
            MarkKind::NoteReference { label } => {
                used.insert(label.to_lowercase());
            }
            _ => {}
        }
    }
    marks.iter().filter_map(|mark| citation(prose, mark, &notes, &anchors, &used)).collect()
}

fn citation(
    prose: Prose<'_>,
    mark: &Mark,
    notes: &HashMap<String, Span>,
    anchors: &HashMap<&str, Span>,
    used: &HashSet<String>,
) -> Option<Citation> {
    let sentence = supported(prose, mark.span.start);
    let new = |kind, target, resolved, sentence| Some(Citation { span: mark.span, kind, target, resolved, sentence });
    match &mark.kind {
        MarkKind::NoteReference { label } => {
            let target = notes.get(&label.to_lowercase()).copied();
            new(CitationKind::Footnote, target, target.is_some(), sentence)
        }
        MarkKind::NoteDefinition { label } if !used.contains(&label.to_lowercase()) => new(CitationKind::Unused, None, false, None),
        MarkKind::UndefinedLink { .. } => new(CitationKind::Label, None, false, sentence),
        MarkKind::Link { target, text } => link(prose, mark.span, target.trim(), *text, anchors, sentence),
        _ => None,
    }
}

fn link(
    prose: Prose<'_>,
    span: Span,
    target: &str,
    text: Span,
    anchors: &HashMap<&str, Span>,
    sentence: Option<usize>,
) -> Option<Citation> {
    if let Some(id) = target.strip_prefix('#') {
        // Browsers take `#` and `#top` to the top of the page.
        let top = id.is_empty() || id.eq_ignore_ascii_case("top");
        let target = anchors.get(id).copied();
        return Some(Citation { span, kind: CitationKind::Anchor, target, resolved: top || target.is_some(), sentence });
    }
    if target.starts_with("mailto:") || target.starts_with("tel:") {
        return None;
    }
    let bare = text.is_empty() || prose.tokens_in(text).is_empty();
    let kind = if bare { CitationKind::BareAddress } else { CitationKind::Link };
    let address = target.split_once("://").map_or(target, |(_, rest)| rest);
    Some(Citation { span, kind, target: None, resolved: !address.trim_matches('/').is_empty(), sentence })
}
