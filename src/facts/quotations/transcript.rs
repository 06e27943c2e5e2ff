//! What is said in a transcript: paragraphs that open with their speaker's name or initials and a colon.
//!
//! In go blocks and tokens; out come the stretches that somebody speaks, one a block. One label makes no transcript (it may
//! be a note, a term with its meaning, a list of pros and cons): two speakers take turns, each comes twice, and one of them
//! asks. A paragraph without a label goes on with what was said before it, up to a heading.

use std::collections::HashMap;
use std::ops::Range;

use crate::document::BlockKind;
use crate::facts::Prose;
use crate::language::{Token, TokenKind, folded};
use crate::span::Span;

/// How often one speaker speaks, and how often with a question.
#[derive(Debug, Default)]
struct Turns {
    taken: usize,
    asked: usize,
}

/// The most tokens of a label: "Dr. Ines Maria van Varga".
const LABEL: usize = 8;

/// The blocks that are spoken, by number, each with the place of what is said, without its label.
pub(super) fn spoken(prose: Prose<'_>) -> HashMap<usize, Span> {
    let blocks = &prose.document.blocks;
    let labels: Vec<Option<Range<usize>>> = blocks.iter().map(|block| label(prose, block.kind, prose.tokens_in(block.span))).collect();
    let mut turns: HashMap<u64, Turns> = HashMap::new();
    for (block, label) in blocks.iter().zip(&labels) {
        if let Some(label) = label {
            let turns = turns.entry(key(&prose.tokens[label.clone()])).or_default();
            turns.taken += 1;
            turns.asked += usize::from(block.span.of(prose.text()).contains('?'));
        }
    }
    let speakers = || turns.values().filter(|turns| turns.taken > 1);
    if speakers().count() < 2 || !speakers().any(|turns| turns.asked * 2 > turns.taken) {
        return HashMap::new();
    }
    let mut spoken = HashMap::new();
    let mut goes_on = false;
    for (number, (block, label)) in blocks.iter().zip(labels).enumerate() {
        goes_on = match (&label, block.kind) {
            (Some(_), _) => true,
            (None, BlockKind::Paragraph | BlockKind::ListItem) => goes_on,
            _ => false,
        };
        let from = label.map_or(block.span.start, |label| prose.tokens[label.end].end as usize);
        let said = Span::new(from, block.span.end).trim(prose.text());
        if goes_on && !prose.tokens_in(said).is_empty() {
            spoken.insert(number, said);
        }
    }
    spoken
}

/// The name or initials that a paragraph opens with; the colon stands behind.
fn label(prose: Prose<'_>, kind: BlockKind, tokens: Range<usize>) -> Option<Range<usize>> {
    let reach = &prose.tokens[tokens.start..tokens.end.min(tokens.start + LABEL + 1)];
    let length = reach.iter().position(|token| token.is(prose.text(), ":"))?;
    let name = &reach[..length];
    let words = name.iter().filter(|token| token.kind == TokenKind::Word).count();
    let named = |token: &Token| (token.kind == TokenKind::Word && token.capital()) || token.is(prose.text(), ".");
    let asks = name.iter().any(|token| token.is_one_of(&const { folded(["q", "a", "question", "answer", "note", "step", "day", "week"]) }));
    let whole = words > 1 || name.iter().any(|token| token.upper());
    (kind == BlockKind::Paragraph && whole && !asks && name.iter().all(named)).then(|| tokens.start..tokens.start + length)
}

/// What tells one label from another.
fn key(label: &[Token]) -> u64 {
    label.iter().fold(0, |key, token| key.rotate_left(5) ^ token.hash)
}

#[cfg(test)]
mod tests {
    use crate::builtin;
    use crate::kinds::QuotationKind;
    use crate::source::{Format, Source};

    #[test]
    fn speakers_take_turns() {
        let language = builtin::language();
        let asked = "**Ada Roe:** Why did it sink?\n\n**Jan Moor:** It was old.\n\nAnd the pier?\n\n**AR:** Who knew?\n\n**JM:** Everybody.\n\n**AR:** And now?\n\n**JM:** It lies there.\n\n## After\n\nSo it went.";
        let cases: [(&str, &[&str]); 5] = [
            (asked, &["Why did it sink?", "It was old.", "And the pier?", "Who knew?", "Everybody.", "And now?", "It lies there."]),
            // Nobody asks.
            ("Key Findings: It sank.\n\nNext Steps: Raise it.\n\nKey Findings: It lies.\n\nNext Steps: Sell it.", &[]),
            // The writer asks himself.
            ("Q: Why?\n\nA: It was old.\n\nQ: Who knew?\n\nA: Everybody.", &[]),
            ("AR: Why?\n\nJM: It was old.", &[]),
            ("Note: it sank. Why?\n\nStep One: raise it.\n\nNote: it lies. Why?\n\nStep One: sell it.", &[]),
        ];
        for (text, expected) in cases {
            let facts = crate::read(&language, Default::default(), &Source::new("x.md", Format::Markdown, text)).facts;
            let said = facts.quotations.iter().filter(|quotation| quotation.kind == QuotationKind::Block);
            assert_eq!(said.map(|quotation| quotation.span.of(text).trim_start_matches("** ")).collect::<Vec<_>>(), expected, "{text:?}");
        }
    }
}
