//! Sentences that begin without a stop before them, as captions and datelines are set in running text.
//!
//! In go the tokens of a block; out comes whether one begins: after `Figure 2.1` or `Thursday, March 15, 2012` at the head of a
//! block, and at `Photo: Mara Holt` behind a caption.

use crate::language::{Language, Set, Token, TokenKind, folded};

/// What is needed to see captions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Captions<'a> {
    language: &'a Language,
    prose: &'a str,
    credit: Set,
    figure: Set,
    weekday: Set,
}

impl<'a> Captions<'a> {
    pub(super) fn new(language: &'a Language, prose: &'a str) -> Self {
        let set = |name| language.set(name);
        Self { language, prose, credit: set("credit-label"), figure: set("figure-label"), weekday: set("weekday") }
    }

    /// How many tokens the label or dateline covers that the block begins with; 0 where it begins otherwise.
    pub(super) fn head(self, block: &[Token]) -> usize {
        let length = match block {
            [label, number, ..] if self.holds(self.figure, *label) && number.kind == TokenKind::Number => 2,
            [label, stop, number, ..]
                if self.holds(self.figure, *label) && stop.is(self.prose, ".") && number.kind == TokenKind::Number =>
            {
                3
            }
            [day, comma, month, date, second, year, ..]
                if self.holds(self.weekday, *day)
                    && comma.is(self.prose, ",")
                    && month.capital()
                    && date.kind == TokenKind::Number
                    && second.is(self.prose, ",")
                    && year.kind == TokenKind::Number =>
            {
                6
            }
            _ => return 0,
        };
        // “Figure 2.1 shows …” goes on with a small letter, “Thursday, March 15, 2012, was …” with a comma.
        let next = block.get(length).is_some_and(|next| next.kind == TokenKind::Word && next.capital() && next.spaced());
        if next { length } else { 0 }
    }

    /// Whether the credit of a picture begins at token `at`, with no stop before it.
    pub(super) fn credits(self, block: &[Token], at: usize) -> bool {
        let colon = |after: &Token| !after.spaced() && after.is(self.prose, ":");
        // “Open Source:” is one word.
        let compound = |before: &Token| before.is_one_of(&const { folded(["open", "closed"]) });
        let before = at.checked_sub(1).is_some_and(|i| block[i].is_word() && block[i].kind != TokenKind::Clitic && !compound(&block[i]));
        before && block[at].capital() && self.holds(self.credit, block[at]) && block.get(at + 1).is_some_and(colon)
    }

    fn holds(self, set: Set, token: Token) -> bool {
        self.language.holds(set, token)
    }
}
