//! Author and year in brackets: "(Smith 2020; Lee et al., 2021)", "Smith (2020)".
//!
//! In go the tokens and the list of sources; out come citations. "(Paris, 2015)" looks the same: without "et al.", a
//! second author or a page, it counts only where the list of sources bears it out, or another of its form. Where the seed lists no
//! sources at all there is nothing to look it up in, and it counts as sound.

use std::collections::HashSet;
use std::ops::Range;

use super::bibliography::Bibliography;
use super::{Citation, CitationKind, is_mark, supported, text_is, year};
use crate::facts::Prose;
use crate::facts::dates::MONTHS;
use crate::language::{TokenKind, fold_hash, folded};
use crate::span::Span;

/// The most tokens between the brackets.
const LONGEST: usize = 60;

/// Authors with years, by place.
pub(super) fn find(prose: Prose<'_>, bibliography: &Bibliography) -> Vec<Citation> {
    let mut citations = Vec::new();
    let mut i = 0;
    while i < prose.tokens.len() {
        let close = is_mark(prose, i, "(")
            .then(|| (i + 1..prose.tokens.len().min(i + LONGEST)).find(|j| is_mark(prose, *j, ")") || is_mark(prose, *j, "(")))
            .flatten()
            .filter(|close| is_mark(prose, *close, ")"));
        let Some(close) = close else {
            i += 1;
            continue;
        };
        citations.extend(bracket(prose, bibliography, i, close));
        i = close;
    }
    citations.retain(|(citation, _)| !bibliography.lists(citation.span));
    let borne_out: HashSet<Form> = citations.iter().filter(|work| work.0.resolved).map(|work| work.1.form).collect();
    let counts = |(citation, shape): &(Citation, Shape)| {
        let sure = shape.sure && (!borne_out.is_empty() || !bibliography.has_works());
        citation.resolved || sure || (shape.ends && borne_out.contains(&shape.form))
    };
    let kept = bibliography.is_kept();
    citations.into_iter().filter(counts).map(|(citation, _)| Citation { resolved: citation.resolved || !kept, ..citation }).collect()
}

/// What a citation looks like. One that could be something else counts where one of its form leads to an entry.
#[derive(Debug, Clone, Copy)]
struct Shape {
    form: Form,
    /// Whether nothing else looks so: "(Holt et al., 2021)", "(Holt 2021, p. 4)".
    sure: bool,
    /// Whether the year ends it.
    ends: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Form {
    /// "(Holt 2021)".
    Plain,
    /// "(Holt, 2021)".
    Comma,
    /// "Holt (2021)".
    Alone,
}

/// The citations between two brackets.
fn bracket(prose: Prose<'_>, bibliography: &Bibliography, open: usize, close: usize) -> Vec<(Citation, Shape)> {
    let mut found = Vec::new();
    let mut start = open + 1;
    for i in open + 1..=close {
        if i == close || is_mark(prose, i, ";") {
            found.extend(work(prose, bibliography, start..i, open));
            start = i + 1;
        }
    }
    if found.len() > 1 {
        found.iter_mut().for_each(|(_, shape)| shape.sure = true);
    }
    found
}

fn work(prose: Prose<'_>, bibliography: &Bibliography, tokens: Range<usize>, open: usize) -> Option<(Citation, Shape)> {
    let dated = tokens.clone().find(|i| year(prose, *i).is_some())?;
    let published = year(prose, dated)?;
    let alone = dated == tokens.start;
    let names = if alone { open.saturating_sub(5)..open } else { tokens.start..dated };
    if !names.clone().all(|i| belongs(prose, i)) && !alone {
        return None;
    }
    let lookup = |i: usize| bibliography.works.get(&(prose.tokens[i].hash, published)).copied();
    let shelved = |i: usize| bibliography.shelved_work(prose.tokens[i].hash, published);
    let mut capitals = names.clone().filter(|i| prose.tokens[*i].capital() && !is_month(prose, *i));
    let target = names.clone().filter(|i| prose.tokens[*i].capital()).find_map(lookup);
    let shelved = target.is_none() && names.clone().filter(|i| prose.tokens[*i].capital()).any(shelved);
    capitals.next()?;
    let others = names.clone().any(|i| text_is(prose, i, &const { folded(["al", "al.", "&"]) }))
        || (!alone && names.clone().any(|i| text_is(prose, i, &const { folded(["and"]) })));
    let page = (dated + 1..tokens.end).any(|i| text_is(prose, i, &const { folded(["p", "pp", "p.", "pp."]) }));
    let span = if alone { prose.place(open..tokens.end + 1) } else { prose.place(tokens.clone()) };
    let strong = (others || page) && dated + 1 + usize::from(page) * 4 >= tokens.end.min(dated + 5);
    let form = match alone {
        true => Form::Alone,
        false if is_mark(prose, dated - 1, ",") => Form::Comma,
        false => Form::Plain,
    };
    let ends = dated + 1 == tokens.end && (!alone || prose.tokens[open - 1].capital());
    let shape = Shape { form, sure: strong, ends };
    let sentence = supported(prose, span.start);
    let citation = Citation::to(Span::new(span.start, span.end), CitationKind::AuthorYear, target, sentence);
    Some((Citation { resolved: citation.resolved || shelved, ..citation }, shape))
}

/// Whether the token can stand among the authors of a work.
fn belongs(prose: Prose<'_>, i: usize) -> bool {
    let token = prose.tokens[i];
    match token.kind {
        TokenKind::Word => {
            (token.capital() && !is_month(prose, i))
                || text_is(
                    prose,
                    i,
                    &const {
                        folded(["and", "et", "al", "al.", "see", "e.g.", "cf", "also", "of", "the", "de", "van", "von", "der", "la", "in"])
                    },
                )
        }
        TokenKind::Punctuation => [",", ".", "-"].iter().any(|mark| is_mark(prose, i, mark)),
        TokenKind::Clitic => true,
        TokenKind::Symbol => is_mark(prose, i, "&"),
        _ => false,
    }
}

fn is_month(prose: Prose<'_>, i: usize) -> bool {
    const OTHERS: [u64; 17] = folded([
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "spring", "summer", "autumn", "winter", "fall",
    ]);
    MONTHS.split(' ').any(|month| prose.tokens[i].hash == fold_hash(month)) || text_is(prose, i, &OTHERS)
}
