//! Documents and events that only a date tells apart: "February 2021's agreement", "a 2019 study", "last year's report".
//!
//! In goes a place in a sentence; out comes such a phrase, and what names the thing more fully.

use super::heads::Class;
use super::mentions::Mentions;
use super::{Read, Reader, ReferenceKind};
use crate::language::{Token, TokenKind, folded};
use crate::span::Span;

impl Reader<'_> {
    /// "February 2021's agreement", "a 2019 study", "last year's report".
    pub(super) fn dated(&self, at: usize, mentions: &Mentions) -> Option<Read> {
        let start = at;
        let mut next = at + usize::from(self.word_is(at, &const { folded(["a", "an", "the", "its", "their", "his", "her"]) }));
        next = self.after_time(next)?;
        next += match (self.token(next), self.token(next + 1)) {
            (Some(token), _) if token.kind == TokenKind::Clitic => 1,
            // `2021’s` is read as a number, a mark and a letter.
            (Some(mark), Some(letter))
                if mark.kind == TokenKind::Quote
                    && !mark.spaced()
                    && !letter.spaced()
                    && self.word_is(next + 1, &const { folded(["s"]) }) =>
            {
                2
            }
            _ => 0,
        };
        let mut head = next;
        while head < next + 3 && self.head(head).is_none() {
            let token = self.token(head)?;
            if token.kind != TokenKind::Word || token.capital() || self.heads.bounds(token) || self.heads.determines(token) {
                return None;
            }
            head += 1;
        }
        let (noun, class) = self.head(head)?;
        if matches!(class, Class::Side | Class::Effort) || self.names_its_source(head) {
            return None;
        }
        // What took place was spoken of before; of texts the date alone may tell two apart.
        let event = matches!(class, Class::Meeting | Class::Speech | Class::Message);
        let known = if self.word_is(at, &const { folded(["the"]) }) { mentions.same_noun(self.heads, noun) } else { None };
        let known = known.or_else(|| if event { mentions.faint(self.heads, noun, class, self.number) } else { None });
        let candidate = self.fuller_name(head, class).or(known);
        Some((start..head + 1, ReferenceKind::Dated, candidate))
    }

    /// The token behind an expression of time at `at` that tells one document from another.
    fn after_time(&self, at: usize) -> Option<usize> {
        let is_month = |at| self.token(at).is_some_and(|token| self.heads.is_month(token));
        let is_day = |at| self.token(at).is_some_and(|token| self.heads.is_day(token));
        let is_year =
            |at| self.token(at).is_some_and(|token: Token| token.kind == TokenKind::Number && is_year(&token.text(self.prose.text())));
        let owns = |at| self.token(at).is_some_and(|token: Token| token.kind == TokenKind::Clitic && token.end - token.start > 1);
        let end = match () {
            () if is_year(at) => return Some(at + 1),
            () if is_month(at) && is_year(at + 1) => return Some(at + 2),
            () if self.word_is(at, &const { folded(["last", "this"]) })
                && self.word_is(at + 1, &const { folded(["year", "month", "week"]) }) =>
            {
                at + 2
            }
            () if self.word_is(at, &const { folded(["last", "this"]) }) && (is_month(at + 1) || is_day(at + 1)) => at + 2,
            () if (is_month(at) || is_day(at)) && self.token(at).is_some_and(|t| t.capital() || t.end - t.start > 8) => at + 1,
            () => return None,
        };
        owns(end).then_some(end)
    }

    /// Whether the words behind a head name who made the thing: "by the bank", "in Nature", "between the two".
    fn names_its_source(&self, head: usize) -> bool {
        let named = self.token(head + 2).is_some_and(|token| token.capital() || token.kind == TokenKind::Quote);
        self.word_is(head + 1, &const { folded(["by", "from", "between"]) })
            || self.word_is(head + 1, &const { folded(["in", "of", "with", "at"]) })
                && (named || self.word_is(head + 2, &const { folded(["the"]) }))
            || self.token(head + 1).is_some_and(|token| token.is(self.prose.text(), "(") || token.kind == TokenKind::Quote)
            || self.token(head + 1).is_some_and(|token| token.is(self.prose.text(), ",")) && named
            || self.token(head + 1).is_some_and(|token| token.is(self.prose.text(), ","))
                && self.word_is(head + 2, &const { folded(["which", "whose"]) })
            || self.word_is(head + 1, &const { folded(["that", "which"]) })
                && (head + 3..head + 7).any(|at| self.token(at).is_some_and(|token| token.capital() && token.kind == TokenKind::Word))
    }

    /// A link or a capitalised name in the same sentence that names the thing more fully than its date.
    fn fuller_name(&self, head: usize, class: Class) -> Option<Span> {
        let tokens = self.prose.tokens;
        let sentence = self.prose.place(self.bounds.clone());
        let next = self.links.partition_point(|link| link.start < sentence.start);
        if let Some(link) = self.links.get(next).filter(|link| sentence.covers(**link)) {
            return Some(*link);
        }
        let reach = head.saturating_sub(40).max(self.bounds.start)..self.bounds.end.min(head + 40);
        let last = reach.clone().find(|at| {
            let token = tokens[*at];
            token.capital() && *at > reach.start && tokens[at - 1].capital() && self.heads.class(token) == Some(class)
        })?;
        let words = tokens[reach.start..=last].iter().rev().take_while(|token| token.kind == TokenKind::Word && token.capital()).count();
        Some(self.prose.place(last + 1 - words..last + 1))
    }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20")) && text.bytes().all(|byte| byte.is_ascii_digit())
}
