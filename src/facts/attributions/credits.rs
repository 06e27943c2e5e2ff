//! The name behind a dash below or beside a quotation: `> … — Mara Holt, Dams`.
//!
//! In goes a sentence; out comes its credit as a [`Cue`], the dash being the words that attribute.

use super::cues::{Cue, subject};
use super::sources;
use super::words::{Class, Words};
use super::{Attribution, CueKind};
use crate::document::BlockKind;
use crate::facts::Sentence;

/// The most tokens of a credit.
const LONGEST: usize = 24;
/// The dashes that open a credit.
const DASHES: [&str; 5] = ["—", "–", "―", "--", "-"];

/// The most tokens of a credit that no dash sets off.
const LINE: usize = 14;
/// What a dash stands behind where a credit follows it on the line.
const STOPS: [&str; 5] = [".", "!", "?", "…", ")"];

/// The credit that ends `sentence`, if one does. `quoted` tells of each token whether it stands in a quotation.
pub(super) fn find(words: &Words<'_>, sentence: &Sentence, quoted: &[bool]) -> Option<Cue> {
    let tokens = sentence.tokens.clone();
    let low = tokens.start.max(tokens.end.saturating_sub(LONGEST));
    let block = words.prose.document.blocks.get(sentence.block)?;
    let Some(dash) = (low..tokens.end).rev().find(|i| words.is_mark(*i, &DASHES)) else {
        return (block.kind == BlockKind::Quote).then(|| line(words, sentence)).flatten();
    };
    let before = dash.checked_sub(1);
    let behind_quotation = before.is_some_and(|before| words.is_quote(before) && (quoted.get(before.saturating_sub(1)) == Some(&true)));
    let own_line = words.token(dash)?.after_line_break() || dash == tokens.start;
    let behind_stop = before.is_some_and(|before| words.is_mark(before, &STOPS) || words.is_quote(before));
    if !words.token(dash + 1)?.capital() {
        return None;
    }
    let source = sources::right(words, dash + 1, tokens.end)?;
    let name = source.end == tokens.end && source.len() > 1 && source.clone().all(|i| words.is(i, Class::CAPITAL));
    let opens = behind_quotation || (block.kind == BlockKind::Quote && (own_line || ((behind_stop || name) && lasts(words, sentence))));
    if !opens {
        return None;
    }
    let content = if dash > tokens.start { tokens.start..dash } else { tokens };
    Some(Cue { tokens: dash..dash + 1, kind: CueKind::Speech, source: Some(subject(source)), content })
}

/// Whether nothing of its block stands behind the sentence.
fn lasts(words: &Words<'_>, sentence: &Sentence) -> bool {
    let block = words.prose.document.blocks.get(sentence.block);
    block.is_some_and(|block| words.token(sentence.tokens.end).is_none_or(|next| next.start as usize >= block.span.end))
}

/// A last line of a block quotation that is a name and what goes with it: `Dan Tarn, Clerk, Ulm`. The name itself is the cue.
fn line(words: &Words<'_>, sentence: &Sentence) -> Option<Cue> {
    let tokens = sentence.tokens.clone();
    let own_line = words.token(tokens.start)?.after_line_break();
    let clause = |i: usize| words.is(i, Class::AUXILIARY.or(Class::SUBJECT)) || words.is_mark(i, &[".", "!", "?", ":"]);
    // An initial has its stop.
    let initial = |i: usize| words.is_mark(i, &["."]) && words.is(i - 1, Class::CAPITAL) && i + 1 < tokens.end;
    let fits = own_line && tokens.len() <= LINE && lasts(words, sentence) && tokens.clone().all(|i| !clause(i) || initial(i));
    if !fits || !words.is(tokens.start, Class::CAPITAL) || !words.is(tokens.start + 1, Class::CAPITAL) {
        return None;
    }
    let source = sources::right(words, tokens.start, tokens.end)?;
    Some(Cue { tokens: source.clone(), kind: CueKind::Speech, source: Some(subject(source)), content: tokens })
}

/// Whether the words that attribute are the dash of a credit, or the name of one without a dash.
pub(super) fn is_credit(attribution: &Attribution, text: &str) -> bool {
    DASHES.contains(&attribution.cue.of(text)) || attribution.source == Some(attribution.cue)
}
