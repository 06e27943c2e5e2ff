//! What was read, as JSON: one object a document, for scripts and for looking at any stage.
//!
//! In goes a [`Reading`]; out comes the record of the contract in `docs/output-formats.md`. Its own serialisable shapes, so that
//! a change inside is no change for scripts.

use serde::Serialize;

use super::lines::Lines;
use super::{visible, words};
use crate::Reading;
use crate::document::{BlockKind, JOINT, OPAQUE};
use crate::kinds::Named;
use crate::source::Source;
use crate::span::Span;

#[derive(Serialize)]
struct Record<'a> {
    version: u32,
    path: &'a str,
    metadata: Metadata<'a>,
    blocks: Vec<Block>,
    sentences: Vec<Sentence<'a>>,
    quotations: Vec<Quotation>,
    attributions: Vec<Attribution>,
    acronyms: Vec<Acronym<'a>>,
    dates: Vec<Date<'a>>,
    references: Vec<Reference<'a>>,
    citations: Vec<Citation>,
    quantities: Vec<Quantity>,
}

#[derive(Serialize)]
struct Metadata<'a> {
    title: Option<&'a str>,
    date: Option<&'a str>,
}

#[derive(Serialize)]
struct Place {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Worded<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct Block {
    kind: &'static str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Sentence<'a> {
    start: usize,
    end: usize,
    attributed: bool,
    sourced: bool,
    cited: bool,
    quoted: bool,
    claim: Claim<'a>,
    hedged: Hedged<'a>,
}

#[derive(Serialize)]
struct Claim<'a> {
    score: f64,
    kind: &'static str,
    reasons: &'a [String],
}

#[derive(Serialize)]
struct Hedged<'a> {
    score: f64,
    reasons: Vec<&'a str>,
}

#[derive(Serialize)]
struct Quotation {
    start: usize,
    end: usize,
    speaker: Option<Place>,
    kind: &'static str,
}

#[derive(Serialize)]
struct Attribution {
    source: Option<Place>,
    cue: Cue,
    content: Place,
    kind: &'static str,
}

#[derive(Serialize)]
struct Cue {
    start: usize,
    end: usize,
    kind: &'static str,
}

#[derive(Serialize)]
struct Acronym<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    long: Option<Worded<'a>>,
}

#[derive(Serialize)]
struct Date<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    kind: &'static str,
    value: Option<&'a str>,
    anchored: bool,
}

#[derive(Serialize)]
struct Reference<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    candidate: Option<Place>,
}

#[derive(Serialize)]
struct Citation {
    start: usize,
    end: usize,
    kind: &'static str,
    target: Option<Place>,
}

#[derive(Serialize)]
struct Quantity {
    start: usize,
    end: usize,
    value: f64,
    unit: &'static str,
}

/// The record of one document, on one line, without the line break.
pub fn record(source: &Source, reading: &Reading) -> serde_json::Result<String> {
    let text = source.text.as_str();
    let (document, facts) = (&reading.document, &reading.facts);
    let sentences = facts.sentences.iter().enumerate().map(|(i, sentence)| sentence_record(text, reading, i, sentence.span));
    let mut speakers = vec![None; facts.quotations.len()];
    for attribution in &facts.attributions {
        if let (Some(number), Some(source)) = (attribution.quotation, attribution.source) {
            speakers[number].get_or_insert(source);
        }
    }
    let quotations = facts.quotations.iter().zip(speakers).map(|(quotation, speaker)| {
        let Place { start, end } = quotation.span.into();
        Quotation { start, end, speaker: speaker.map(Place::from), kind: quotation.kind.name() }
    });
    let record = Record {
        version: 1,
        path: &source.name,
        metadata: Metadata {
            title: document.metadata.get("title").map(|f| f.value.as_str()),
            date: document.metadata.get("date").map(|f| f.value.as_str()),
        },
        blocks: document.blocks.iter().map(|b| Block { kind: block_kind(b.kind), start: b.span.start, end: b.span.end }).collect(),
        sentences: sentences.collect(),
        quotations: quotations.collect(),
        attributions: facts.attributions.iter().map(attribution_record).collect(),
        acronyms: facts
            .acronyms
            .iter()
            .map(|a| Acronym { start: a.span.start, end: a.span.end, text: &a.text, long: a.long.map(|long| worded(text, long)) })
            .collect(),
        dates: facts
            .dates
            .iter()
            .map(|d| Date {
                start: d.span.start,
                end: d.span.end,
                text: d.span.of(text),
                kind: d.kind.name(),
                value: d.value.as_deref(),
                anchored: d.anchored,
            })
            .collect(),
        references: facts
            .references
            .iter()
            .map(|r| Reference { start: r.span.start, end: r.span.end, text: r.span.of(text), candidate: r.candidate.map(Place::from) })
            .collect(),
        citations: facts
            .citations
            .iter()
            .map(|c| Citation { start: c.span.start, end: c.span.end, kind: c.kind.name(), target: c.target.map(Place::from) })
            .collect(),
        quantities: facts
            .quantities
            .iter()
            .map(|q| Quantity { start: q.span.start, end: q.span.end, value: q.value, unit: q.unit.name() })
            .collect(),
    };
    serde_json::to_string(&record)
}

fn sentence_record<'a>(text: &'a str, reading: &'a Reading, index: usize, span: Span) -> Sentence<'a> {
    let facts = &reading.facts;
    let (standing, claim, hedge) = (&facts.standing[index], &facts.claims[index], facts.hedges.get(index));
    Sentence {
        start: span.start,
        end: span.end,
        attributed: standing.attributed,
        sourced: standing.sourced,
        cited: standing.cited,
        quoted: standing.quoted,
        claim: Claim { score: rounded(claim.score), kind: claim.kind.name(), reasons: &claim.reasons },
        hedged: Hedged {
            score: hedge.map_or(0.0, |hedge| rounded(hedge.score)),
            reasons: hedge.map_or_else(Vec::new, |hedge| hedge.reasons.iter().map(|reason| reason.of(text)).collect()),
        },
    }
}

fn attribution_record(attribution: &crate::facts::Attribution) -> Attribution {
    Attribution {
        source: attribution.source.map(Place::from),
        cue: Cue { start: attribution.cue.start, end: attribution.cue.end, kind: attribution.kind.name() },
        content: attribution.content.into(),
        kind: if attribution.direct { "direct" } else { "indirect" },
    }
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self { start: span.start, end: span.end }
    }
}

fn worded(text: &str, span: Span) -> Worded<'_> {
    Worded { start: span.start, end: span.end, text: span.of(text) }
}

/// Four places are enough to rank by, and keep the record readable.
fn rounded(score: f64) -> f64 {
    (score * 10_000.0).round() / 10_000.0
}

const fn block_kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Title => "title",
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem => "list-item",
        BlockKind::TableCell => "table-cell",
        BlockKind::Quote => "quote",
        BlockKind::Footnote => "footnote",
    }
}

/// The reading for people: block by block, sentence by sentence, with what is known of each.
pub fn outline(source: &Source, reading: &Reading) -> String {
    let (document, facts) = (&reading.document, &reading.facts);
    let lines = Lines::of(&source.text);
    let mut shown = format!("{}\n", visible::escaped(&source.name));
    for field in &document.metadata.fields {
        shown.push_str(&format!("  {}\n", visible::escaped(&format!("{}: {}", field.name, field.value))));
    }
    let mut block = None;
    for (number, sentence) in facts.sentences.iter().enumerate() {
        if block.replace(sentence.block) != Some(sentence.block) {
            shown.push_str(&format!("  {}\n", block_kind(document.blocks[sentence.block].kind)));
        }
        let at = lines.at(sentence.span.start);
        let words = words::at(source, &document.prose, sentence.span);
        shown.push_str(&format!("    {}:{} {}\n", at.line, at.column, visible::escaped(&words)));
        for note in notes(source, reading, number) {
            shown.push_str(&format!("        {}\n", visible::escaped(&note)));
        }
    }
    shown
}

/// What is known of one sentence, a line each.
fn notes(source: &Source, reading: &Reading, number: usize) -> Vec<String> {
    let facts = &reading.facts;
    let span = facts.sentences[number].span;
    let words = |span: Span| words::in_short(source, &reading.document.prose, span);
    let (standing, claim, hedge) = (&facts.standing[number], &facts.claims[number], facts.hedges.get(number));
    let flags =
        [(standing.attributed, "attributed"), (standing.sourced, "sourced"), (standing.cited, "cited"), (standing.quoted, "quoted")];
    let flags: Vec<_> = flags.iter().filter(|(is, _)| *is).map(|(_, name)| *name).collect();
    let mut notes = vec![format!(
        "claim {:.2} {}, hedged {:.2} {}",
        claim.score,
        claim.kind.name(),
        hedge.map_or(0.0, |hedge| hedge.score),
        flags.join(" ")
    )];
    let attributions = facts.attributions.partition_point(|a| a.sentence < number);
    let attributions = facts.attributions[attributions..].iter().take_while(|a| a.sentence == number);
    notes.extend(attributions.map(|a| {
        let source = a.source.map_or_else(|| "nobody".to_owned(), words);
        format!("attribution: {source} | {} ({}{})", words(a.cue), a.kind.name(), if a.identified { ", identified" } else { "" })
    }));
    let value = |date: &crate::facts::Date| date.value.clone().unwrap_or_else(|| "?".into());
    notes.extend(
        inside(&facts.dates, span, |d| d.span)
            .map(|d| format!("{}: {} = {}{}", d.kind.name(), words(d.span), value(d), if d.anchored { "" } else { ", not anchored" })),
    );
    notes.extend(
        inside(&facts.references, span, |r| r.span)
            .map(|r| format!("{} reference: {} -> {}", r.kind.name(), words(r.span), r.candidate.map_or_else(|| "?".into(), words))),
    );
    notes.extend(inside(&facts.quotations, span, |q| q.span).map(|q| format!("{} quotation: {}", q.kind.name(), words(q.span))));
    notes
}

/// Of `facts`, which are in order of place, those that lie inside `span`.
fn inside<T>(facts: &[T], span: Span, place: impl Fn(&T) -> Span + Copy) -> impl Iterator<Item = &T> {
    let first = facts.partition_point(|fact| place(fact).start < span.start);
    facts[first..].iter().take_while(move |fact| place(fact).start < span.end).filter(move |fact| span.covers(place(fact)))
}

/// The masked prose with its fillers made visible: `·` for markup inside words, `▒` for what is no word.
pub fn mask(source: &Source, reading: &Reading) -> String {
    let prose = reading.document.prose.replace(JOINT, "·").replace(OPAQUE, "▒");
    let lines: Vec<_> = prose.split('\n').map(visible::escaped).collect();
    format!("{}\n{}\n", visible::escaped(&source.name), lines.join("\n"))
}
