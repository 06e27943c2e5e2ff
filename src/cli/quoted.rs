//! Quotations of a seed held against the archive, where the seed has a ledger.
//!
//! In go the quotations, what the ledger cites for their sentences, and the archive; out come findings of the family
//! `quotations`, each with the words of the source beside it. Which sources count: those that a judgement of the sentence cites,
//! else those that the sentence links to, else those of the front matter, else the whole archive.

use std::collections::HashMap;
use std::sync::Arc;

use super::houses::House;
use super::ledgers::{Elsewhere, Held, Library, Said, found_by_ledger};
use crate::Reading;
use crate::document::MarkKind;
use crate::facts::{Quotation, QuotationKind};
use crate::finding::{Detail, Finding};
use crate::ledger::checks::Cited;
use crate::ledger::parts;
use crate::ledger::quotation::{Note, Outcome};
use crate::ledger::seed::{self, Seed};
use crate::source::Source;
use crate::span::Span;

/// Fewer words are a term, which anybody may use.
const FEWEST: usize = 4;

/// What is cited for each sentence, with the claim that it is cited for.
pub(super) type CitedFor<'a> = HashMap<usize, (&'a str, &'a [Cited])>;

/// The sources that a quotation is held against.
struct Against {
    ids: Vec<String>,
    /// Why these.
    why: String,
    /// Whether they are whatever there is.
    all: bool,
}

/// Holds every quotation of a seed against its sources.
pub(super) fn hold(house: &House, library: &Library<'_>, cited: &CitedFor<'_>, text: (&Source, &Reading, &Seed), said: &mut Said) {
    let (source, reading, seed) = text;
    if library.register().archive.is_empty() {
        return;
    }
    let mut end = 0;
    let direct =
        |quotation: &&Quotation| matches!(quotation.kind, QuotationKind::Direct | QuotationKind::Block) && quotation.words >= FEWEST;
    for quotation in reading.facts.quotations.iter().filter(direct) {
        // One within another is part of it.
        if quotation.span.start < end {
            continue;
        }
        end = quotation.span.end;
        let against = against(library, cited, (reading, seed), quotation);
        let words = seed::wording(source, &reading.document, quotation.inner);
        said_of(house, library, &against, (quotation.span, &words), said);
    }
}

fn against(library: &Library<'_>, cited: &CitedFor<'_>, (reading, seed): (&Reading, &Seed), quotation: &Quotation) -> Against {
    let register = library.register();
    let kept = |ids: Vec<String>, why: &str| {
        let ids: Vec<_> = ids.into_iter().filter(|id| register.sources.get(id).is_some_and(|entry| entry.archive.is_some())).collect();
        (!ids.is_empty()).then(|| Against { ids, why: why.to_owned(), all: false })
    };
    let sentence = seed.sentences.partition_point(|sentence| sentence.span.start <= quotation.inner.start).checked_sub(1);
    let judged = sentence.and_then(|at| cited.get(&at));
    let of_claim = || {
        let (id, cited) = judged?;
        kept(cited.iter().map(|cited| cited.id.clone()).collect(), &format!("cited for c:{id}"))
    };
    let named = |value: &str| {
        let named = |(id, entry): &(&String, &crate::ledger::sources::Entry)| *id == value || entry.url.as_deref() == Some(value);
        register.sources.iter().find(named).map(|(id, _)| id.clone())
    };
    let of_links = || {
        let span = seed.sentences.get(sentence?)?.span;
        let within = |place: Span| place.start < span.end && place.end > span.start;
        let links = reading.document.marks.iter().filter(|mark| within(mark.span)).filter_map(|mark| match &mark.kind {
            MarkKind::Link { target, .. } => named(target),
            _ => None,
        });
        kept(links.collect(), "linked to in its sentence")
    };
    let of_front_matter = || {
        let fields = reading.document.metadata.fields.iter();
        let fields = fields.filter(|field| field.name.eq_ignore_ascii_case("source") || field.name.eq_ignore_ascii_case("sources"));
        kept(fields.filter_map(|field| named(field.value.trim())).collect(), "named in the front matter")
    };
    let all = || {
        let archived = register.sources.keys().filter(|id| register.archived(id).is_some());
        Against { ids: archived.cloned().collect(), why: "in the archive".to_owned(), all: true }
    };
    of_claim().or_else(of_links).or_else(of_front_matter).unwrap_or_else(all)
}

/// What there is to say of one quotation.
fn said_of(house: &House, library: &Library<'_>, against: &Against, (span, words): (Span, &str), said: &mut Said) {
    let texts: Vec<(&String, Held)> = against.ids.iter().map(|id| (id, library.text(id))).collect();
    let mut near = None;
    let mut unavailable = None;
    for (id, text) in &texts {
        let text = match &**text {
            Ok(text) => text,
            Err(message) => {
                unavailable.get_or_insert((*id, message));
                continue;
            }
        };
        let held = text.hold(words);
        let name = format!("{id}, {},", against.why);
        match held.outcome {
            Outcome::Exact { .. } | Outcome::Pieces(_) => {
                for note in &held.notes {
                    let (rule, shown, word) = match note {
                        Note::Hides { omitted, word } => ("ellipsis-hides", omitted, word),
                        Note::Truncated { rest, word } => ("truncated-qualifier", rest, word),
                        Note::Inserted(_) => continue,
                    };
                    let place = (Arc::clone(&text.source), *word, "this may turn the sense".to_owned());
                    add(house, rule, span, &[("fault", &name), ("change", shown.of(&text.source.text))], Some(place), said);
                }
                return;
            }
            Outcome::Near { place, .. } => {
                near.get_or_insert((name, Arc::clone(&text.source), place));
            }
            Outcome::Missing => {}
        }
    }
    if let Some((name, text, place)) = near {
        let change = parts::marked(&parts::compare(place.of(&text.text), words));
        let shown = (text, place, "the source’s words".to_owned());
        return add(house, "near-quote", span, &[("fault", &name), ("change", &change)], Some(shown), said);
    }
    if let Some((id, message)) = unavailable {
        let cure = format!("`seedlint sources archive {id} FILE` takes it in");
        return add(house, "unavailable-source", span, &[("fault", id), ("change", message), ("cure", &cure)], None, said);
    }
    if against.all {
        return add(house, "not-in-archive", span, &[], None, said);
    }
    let name = match against.ids.as_slice() {
        [id] => format!("{id}, {},", against.why),
        ids => format!("none of {}, {},", ids.join(", "), against.why),
    };
    add(house, "not-in-source", span, &[("fault", &name)], None, said);
}

fn add(house: &House, rule: &str, span: Span, words: &[(&str, &str)], elsewhere: Option<(Arc<Source>, Span, String)>, said: &mut Said) {
    let Some(rule) = found_by_ledger(house, &format!("quotations/{rule}")) else { return };
    let details = words.iter().map(|(name, words)| (Arc::from(*name), Detail::Words((*words).to_owned()))).collect();
    said.findings.push(Finding { rule, span, details, labels: Vec::new() });
    said.elsewhere.extend(elsewhere.map(|(source, span_there, note)| Elsewhere { finding: (rule, span), source, span: span_there, note }));
}
