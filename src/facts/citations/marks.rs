//! Notes, links and labels of markup.
//!
//! In go the document's marks, and what stands around the seed as far as it was looked up; out come citations and what they
//! can lead to. A note without a definition, a label that nothing defines, an `#id` that nothing bears and a path to a file
//! that is not there lead nowhere.

use std::collections::{HashMap, HashSet};

use super::around::{Around, BIBLIOGRAPHY, Neighbour, Path, Shelf, spelt};
use super::{Citation, CitationKind, Definition, DefinitionKind, supported};
use crate::document::{Mark, MarkKind, unescaped};
use crate::facts::Prose;
use crate::span::Span;

/// What can be pointed at, by what it is called.
#[derive(Default)]
struct Targets<'a> {
    /// Definitions of notes, by label in lower case.
    notes: HashMap<String, usize>,
    anchors: HashMap<&'a str, usize>,
    /// The same, by [`spelt`].
    spelt: HashMap<String, usize>,
    definitions: Vec<Definition>,
}

impl<'a> Targets<'a> {
    fn of(marks: &'a [Mark]) -> Self {
        let mut targets = Self::default();
        for mark in marks {
            match &mark.kind {
                MarkKind::NoteDefinition { label } => {
                    let number = targets.definitions.len();
                    let first = *targets.notes.entry(label.to_lowercase()).or_insert(number);
                    targets.define(mark.span, DefinitionKind::Note, first);
                }
                MarkKind::Anchor { id } => {
                    let number = targets.definitions.len();
                    let first = *targets.anchors.entry(id).or_insert(number);
                    targets.spelt.entry(spelt(id)).or_insert(number);
                    targets.define(mark.span, DefinitionKind::Anchor, first);
                }
                _ => {}
            }
        }
        targets
    }

    fn define(&mut self, span: Span, kind: DefinitionKind, first: usize) {
        let first = self.definitions.get(first).map(|first| first.span);
        self.definitions.push(Definition { span, kind, used: false, first });
    }

    /// Where a pointer to a definition leads, which is then used.
    fn take(&mut self, definition: Option<usize>) -> Option<Span> {
        let definition = self.definitions.get_mut(definition?)?;
        definition.used = true;
        Some(definition.span)
    }
}

/// Citations from markup and front matter, in order of place, and every note and anchor.
pub(super) fn find(prose: Prose<'_>, around: Option<&Around>) -> (Vec<Citation>, Vec<Definition>) {
    let marks = &prose.document.marks;
    let mut targets = Targets::of(marks);
    let mut citations = bibliographies(prose, around);
    citations.extend(marks.iter().filter_map(|mark| citation(prose, mark, &mut targets, around)));
    (citations, targets.definitions)
}

/// The files of sources that the front matter names.
fn bibliographies(prose: Prose<'_>, around: Option<&Around>) -> Vec<Citation> {
    let fields = prose.document.metadata.fields.iter().filter(|field| field.name == BIBLIOGRAPHY && !field.value.trim().is_empty());
    let citation = |field: &crate::document::Field| {
        let name = field.value.trim();
        let missing = around.is_some_and(|around| around.bibliographies.get(name) == Some(&Shelf::Missing));
        let fault = missing.then(|| format!("there is no file `{name}`"));
        Citation { span: field.span, kind: CitationKind::Bibliography, target: None, resolved: !missing, fault, sentence: None }
    };
    fields.map(citation).collect()
}

fn citation(prose: Prose<'_>, mark: &Mark, targets: &mut Targets<'_>, around: Option<&Around>) -> Option<Citation> {
    let sentence = supported(prose, mark.span.start);
    match &mark.kind {
        MarkKind::NoteReference { label } => {
            let note = targets.notes.get(&label.to_lowercase()).copied();
            Some(Citation::to(mark.span, CitationKind::Footnote, targets.take(note), sentence))
        }
        MarkKind::UndefinedLink { .. } => Some(Citation::to(mark.span, CitationKind::Label, None, sentence)),
        MarkKind::Link { target, text } => link(prose, mark.span, target.trim(), *text, targets, around, sentence),
        MarkKind::Image { target } => Path::of(target).map(|path| file(mark.span, &path, around, None)),
        _ => None,
    }
}

fn link(
    prose: Prose<'_>,
    span: Span,
    target: &str,
    text: Span,
    targets: &mut Targets<'_>,
    around: Option<&Around>,
    sentence: Option<usize>,
) -> Option<Citation> {
    if let Some(id) = target.strip_prefix('#') {
        // Browsers take `#` and `#top` to the top of the page, and `#:~:text=` to words.
        let top = id.is_empty() || id.eq_ignore_ascii_case("top") || id.starts_with(":~:");
        let plain = unescaped(id);
        let anchor = targets.anchors.get(id).or_else(|| targets.anchors.get(plain.as_str())).or_else(|| targets.spelt.get(&spelt(&plain)));
        let anchor = anchor.copied();
        let target = targets.take(anchor);
        return Some(Citation { resolved: top || target.is_some(), ..Citation::to(span, CitationKind::Anchor, target, sentence) });
    }
    if target.starts_with("mailto:") || target.starts_with("tel:") {
        return None;
    }
    if let Some(path) = Path::of(target) {
        return Some(file(span, &path, around, sentence));
    }
    let bare = text.is_empty() || prose.tokens_in(text).is_empty();
    let kind = if bare { CitationKind::BareAddress } else { CitationKind::Link };
    let address = target.split_once("://").map_or(target, |(_, rest)| rest);
    Some(Citation { resolved: !address.trim_matches('/').is_empty(), ..Citation::to(span, kind, None, sentence) })
}

/// A link to another file, or an image.
fn file(span: Span, path: &Path, around: Option<&Around>, sentence: Option<usize>) -> Citation {
    let Path { file, place } = path;
    let fault = match (around.and_then(|around| around.files.get(file)), place) {
        (Some(Neighbour::Missing), _) => Some(format!("there is no file `{file}`")),
        (Some(Neighbour::Page(places)), Some(place)) if !leads(places, place) => Some(format!("`{file}` has no place `#{place}`")),
        _ => None,
    };
    Citation { span, kind: CitationKind::File, target: None, resolved: fault.is_none(), fault, sentence }
}

fn leads(places: &HashSet<String>, place: &str) -> bool {
    place.eq_ignore_ascii_case("top") || place.starts_with(":~:") || places.contains(place) || places.contains(&spelt(place))
}
