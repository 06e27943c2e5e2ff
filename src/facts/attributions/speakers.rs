//! Who speaks each quotation.
//!
//! In go quotations and the attributions of their neighbourhood; out come the attributions, one more for each quotation
//! that one cue attributes besides its first. A quotation's cue stands in its own sentences, before a colon in front of
//! it, behind a dash below it, in the quotation that it continues, in the sentence before it, or in the quotation that
//! continues it.

use super::{Attribution, CueKind, credits};
use crate::document::BlockKind;
use crate::facts::{Prose, Quotation, QuotationKind};
use crate::span::Span;

/// Gives every quotation its attribution where there is one, and returns all attributions by place. `led` holds for each
/// quotation what leads over to it, which counts where no cue beside it does.
pub(super) fn assign(
    prose: Prose<'_>,
    quotations: &[Quotation],
    led: Vec<Option<Attribution>>,
    mut attributions: Vec<Attribution>,
) -> Vec<Attribution> {
    let cues = attributions.len();
    let mut led = led.into_iter();
    let mut speaker: Vec<Option<usize>> = Vec::with_capacity(quotations.len());
    for (index, quotation) in quotations.iter().enumerate() {
        let lead = led.next().flatten();
        let found = if quotation.kind == QuotationKind::Term {
            None
        } else {
            let own = credited(prose, quotation, &attributions[..cues])
                .or_else(|| beside(prose, quotation, &attributions[..cues]))
                .or_else(|| introduced(prose, quotation, &attributions[..cues]));
            match (own, lead) {
                (None, Some(lead)) => {
                    attributions.push(lead);
                    Some(attributions.len() - 1)
                }
                _ => own,
            }
            .or_else(|| continued(prose, quotations, index, &speaker))
            .or_else(|| told(prose, quotation, &attributions[..cues]))
        };
        speaker.push(found);
    }
    for index in (0..quotations.len().saturating_sub(1)).rev() {
        let (this, next) = (&quotations[index], &quotations[index + 1]);
        let goes_on = match (this.kind, next.kind) {
            (QuotationKind::Direct, QuotationKind::Direct) => adjoins(prose, this, next),
            (QuotationKind::Block, QuotationKind::Block) => between_is_blank(prose, this, next),
            _ => false,
        };
        if speaker[index].is_none() && goes_on {
            speaker[index] = speaker[index + 1];
        }
    }
    for (index, (quotation, found)) in quotations.iter().zip(&speaker).enumerate() {
        let Some(found) = *found else { continue };
        if attributions[found].quotation.is_none() {
            let base = &mut attributions[found];
            base.quotation = Some(index);
            base.direct = !base.content.covers(quotation.span) || quotation.span.len() * 2 > base.content.len();
            if base.direct {
                base.content = quotation.span;
            }
        } else {
            let part = Attribution { quotation: Some(index), content: quotation.span, direct: true, ..attributions[found].clone() };
            attributions.push(part);
        }
    }
    attributions.sort_by_key(|attribution| (attribution.cue.start, attribution.content.start));
    attributions
}

/// How many attributions on either side of a quotation are looked at.
const NEAR: usize = 4;

/// The cue outside the quotation, in the sentences where it begins and ends, that stands nearest to it.
fn beside(prose: Prose<'_>, quotation: &Quotation, attributions: &[Attribution]) -> Option<usize> {
    let first = prose.sentence_at(quotation.span.start)?;
    let last = prose.sentence_at(quotation.span.end.saturating_sub(1))?;
    let near = |place: usize| {
        let middle = attributions.partition_point(|attribution| attribution.cue.start < place);
        middle.saturating_sub(NEAR)..attributions.len().min(middle + NEAR)
    };
    near(quotation.span.start)
        .chain(near(quotation.span.end))
        .filter(|i| {
            let attribution = &attributions[*i];
            (attribution.sentence == first || attribution.sentence == last)
                && attribution.source.is_some()
                && !quotation.span.overlaps(attribution.cue)
                && attribution.kind != CueKind::Intention
        })
        .min_by_key(|i| distance(quotation.span, attributions[*i].cue))
}

const fn distance(a: Span, b: Span) -> usize {
    if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
}

/// The credit of a block quotation, which stands in it; of others, one that is all of the next sentence.
fn credited(prose: Prose<'_>, quotation: &Quotation, attributions: &[Attribution]) -> Option<usize> {
    let last = prose.sentence_at(quotation.span.end.saturating_sub(1))?;
    let end = attributions.partition_point(|attribution| attribution.sentence <= last + 1);
    (end.saturating_sub(NEAR)..end).rev().find(|i| {
        let attribution = &attributions[*i];
        let first = prose.tokens_of(attribution.sentence).first();
        let opens = first.is_some_and(|first| first.start as usize == attribution.cue.start);
        let near = quotation.span.covers(attribution.cue) || (opens && attribution.sentence == last + 1);
        near && credits::is_credit(attribution, prose.text())
    })
}

/// The cue of the sentence before, where that leads over with a colon.
fn introduced(prose: Prose<'_>, quotation: &Quotation, attributions: &[Attribution]) -> Option<usize> {
    let before = prose.sentence_at(quotation.span.start)?.checked_sub(1)?;
    let sentence = prose.sentences.get(before)?;
    let colon = sentence.span.of(prose.text()).trim_end().ends_with(':');
    let end = attributions.partition_point(|attribution| attribution.sentence <= before);
    let speaks = |i: &usize| matches!(attributions[*i].kind, CueKind::Speech | CueKind::Text) && attributions[*i].source.is_some();
    let last = (end.saturating_sub(NEAR)..end).rev().filter(|i| attributions[*i].sentence == before).find(speaks)?;
    colon.then_some(last)
}

/// The cue of the sentence before a quotation that is a sentence: "Roe agreed. “It will fail.”" In a new paragraph the
/// quotation has to be all of it; before a block quotation somebody who can be named has to speak.
fn told(prose: Prose<'_>, quotation: &Quotation, attributions: &[Attribution]) -> Option<usize> {
    let own = prose.sentence_at(quotation.span.start)?;
    let before = own.checked_sub(1)?;
    let opens = prose.tokens_of(own).first().is_some_and(|first| first.start as usize >= quotation.span.start);
    let same_block = prose.sentences[own].block == prose.sentences[before].block;
    let alone = prose.document.blocks.get(prose.sentences[own].block).is_some_and(|block| {
        let outside = Span::new(quotation.span.end, block.span.end.max(quotation.span.end)).of(prose.text());
        block.kind != BlockKind::Quote && !outside.contains(char::is_alphanumeric)
    });
    let block = quotation.kind == QuotationKind::Block;
    if !block && (!opens || !(same_block || alone)) {
        return None;
    }
    let end = attributions.partition_point(|attribution| attribution.sentence <= before);
    let speaks = |attribution: &Attribution| match attribution.kind {
        CueKind::Speech => attribution.identified || !block,
        CueKind::Belief => !block,
        _ => false,
    };
    (end.saturating_sub(NEAR)..end).rev().find(|i| {
        let attribution = &attributions[*i];
        attribution.sentence == before && attribution.source.is_some() && speaks(attribution)
    })
}

/// The speaker of the quotation before, where this one goes on.
fn continued(prose: Prose<'_>, quotations: &[Quotation], index: usize, speaker: &[Option<usize>]) -> Option<usize> {
    let before = index.checked_sub(1)?;
    let (earlier, later) = (&quotations[before], &quotations[index]);
    let follows = if earlier.kind == QuotationKind::Block || later.kind == QuotationKind::Block {
        earlier.kind == later.kind && earlier.span.end <= later.span.start && between_is_blank(prose, earlier, later)
    } else {
        adjoins(prose, earlier, later)
    };
    if follows { speaker[before] } else { None }
}

fn between_is_blank(prose: Prose<'_>, earlier: &Quotation, later: &Quotation) -> bool {
    Span::new(earlier.span.end, later.span.start).of(prose.text()).trim().is_empty()
}

/// Whether the later quotation begins in the sentence where the earlier ends, or in the next: of the same block, or of
/// any where the earlier was left open.
fn adjoins(prose: Prose<'_>, earlier: &Quotation, later: &Quotation) -> bool {
    let (Some(end), Some(start)) = (prose.sentence_at(earlier.span.end.saturating_sub(1)), prose.sentence_at(later.span.start)) else {
        return false;
    };
    let same_block = prose.sentences[end].block == prose.sentences[start].block;
    let quote = prose.document.blocks.get(prose.sentences[start].block).is_some_and(|block| block.kind == BlockKind::Quote);
    start <= end + 1 && (same_block || are_items(prose, earlier, later) || runs_on(prose, earlier, later) || quote)
}

/// Whether each of the two is all of an item of a list.
fn are_items(prose: Prose<'_>, earlier: &Quotation, later: &Quotation) -> bool {
    let item = |quotation: &Quotation| {
        let sentence = prose.sentence_at(quotation.span.start)?;
        let block = prose.document.blocks.get(prose.sentences[sentence].block)?;
        let words = |from: usize, to: usize| Span::new(from, to.max(from)).of(prose.text()).contains(char::is_alphanumeric);
        let alone = !words(block.span.start, quotation.span.start) && !words(quotation.span.end, block.span.end);
        Some(block.kind == BlockKind::ListItem && alone)
    };
    item(earlier) == Some(true) && item(later) == Some(true)
}

/// Whether the earlier quotation has no closing mark at the end of its paragraph and the later opens the next one.
fn runs_on(prose: Prose<'_>, earlier: &Quotation, later: &Quotation) -> bool {
    let open = !earlier.closed || earlier.inner.end == earlier.span.end;
    open && !Span::new(earlier.span.end, later.span.start).of(prose.text()).contains(char::is_alphanumeric)
}
