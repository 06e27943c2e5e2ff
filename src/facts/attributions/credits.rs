//! The name behind a dash below or beside a quotation: `> … — Mara Holt, Dams`.
//!
//! In goes a sentence; out comes its credit as a [`Cue`], the dash being the words that attribute.

use super::CueKind;
use super::cues::{Cue, subject};
use super::sources;
use super::words::{Class, Words};
use crate::document::BlockKind;
use crate::facts::Sentence;

/// The most tokens of a credit.
const LONGEST: usize = 24;
/// The dashes that open a credit.
const DASHES: [&str; 5] = ["—", "–", "―", "--", "-"];

/// The credit that ends `sentence`, if one does. `quoted` tells of each token whether it stands in a quotation.
pub(super) fn find(words: &Words<'_>, sentence: &Sentence, quoted: &[bool]) -> Option<Cue> {
    let tokens = sentence.tokens.clone();
    let low = tokens.start.max(tokens.end.saturating_sub(LONGEST));
    let dash = (low..tokens.end).rev().find(|i| words.is_mark(*i, &DASHES))?;
    let block = words.prose.document.blocks.get(sentence.block)?;
    let before = dash.checked_sub(1);
    let behind_quotation = before.is_some_and(|before| words.is_quote(before) && (quoted.get(before.saturating_sub(1)) == Some(&true)));
    let own_line = words.token(dash)?.after_line_break() || dash == tokens.start;
    let opens = behind_quotation || (own_line && block.kind == BlockKind::Quote);
    if !opens || !words.is(dash + 1, Class::CAPITAL) {
        return None;
    }
    let source = sources::right(words, dash + 1, tokens.end)?;
    let content = if dash > tokens.start { tokens.start..dash } else { tokens };
    Some(Cue { tokens: dash..dash + 1, kind: CueKind::Speech, source: Some(subject(source)), content })
}

/// Whether the words that attribute are the dash of a credit.
pub(super) fn is_credit(cue: &str) -> bool {
    DASHES.contains(&cue)
}
