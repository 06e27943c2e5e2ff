//! Which quotation marks belong together.
//!
//! In go the tokens of one block; out come [`Pair`]s by their opening marks, nested ones too, those that nothing closes
//! included. A mark is judged by its shape, by the spaces beside it and by what is open; an apostrophe, and the mark of feet
//! and inches, is none. Knows no sentence and no speaker. Linear in the tokens, whatever they are.

use crate::language::{Language, Set, Token, TokenKind};

/// A stretch between two marks; indexes are those of the block's tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    /// The index of the opening mark.
    pub(super) open: usize,
    /// The index of the first token inside.
    pub(super) inner: usize,
    /// The index of the first token that is not inside.
    pub(super) close: usize,
    /// The index of the first token behind it, its closing mark left behind as well.
    pub(super) end: usize,
    /// Whether a mark closes it.
    pub(super) closed: bool,
    /// The kind of its marks.
    pub(super) class: Class,
}

/// Marks that close one another. Straight and curly marks of one size do: texts mix them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Double,
    Guillemet,
    Single,
    SmallGuillemet,
}

/// How many classes there are.
pub(super) const CLASSES: usize = 4;

/// What a mark does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    /// Opens where nothing of its class is open, and closes otherwise.
    Either,
}

/// What is needed to read marks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marks<'a> {
    language: &'a Language,
    prose: &'a str,
    elision: Set,
}

impl<'a> Marks<'a> {
    pub(super) fn new(language: &'a Language, prose: &'a str) -> Self {
        Self { language, prose, elision: language.set("elision") }
    }

    /// The pairs of a block.
    pub(super) fn pairs(self, tokens: &[Token]) -> Vec<Pair> {
        let closers = self.single_closers(tokens);
        let mut found: Vec<Pair> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut depth = [0_usize; CLASSES];
        let mut dropped = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let Some((class, length)) = self.mark(tokens, at) else {
                at += 1;
                continue;
            };
            let opened = depth[class as usize] > 0;
            let innermost = open.last().is_some_and(|last| found[*last].class == Class::Single);
            let side = match class {
                Class::Single => self.single_side(tokens, at, innermost, &closers),
                Class::SmallGuillemet | Class::Guillemet | Class::Double => self.side(tokens, at, length, opened),
            };
            match side {
                Some(Side::Opens) => {
                    depth[class as usize] += 1;
                    open.push(found.len());
                    let (inner, end) = (at + length, tokens.len());
                    found.push(Pair { open: at, inner, close: end, end, closed: false, class });
                }
                Some(Side::Closes) if opened => {
                    while let Some(last) = open.pop() {
                        depth[found[last].class as usize] -= 1;
                        if found[last].class == class {
                            found[last] = Pair { close: at, end: at + length, closed: true, ..found[last] };
                            break;
                        }
                        // A single mark within that nothing closes was an apostrophe after all.
                        if found[last].class == Class::Single {
                            dropped.push(last);
                        } else {
                            (found[last].close, found[last].end) = (at, at);
                        }
                    }
                }
                _ => {}
            }
            at += length;
        }
        dropped.sort_unstable();
        let mut index = 0;
        found.retain(|_| {
            index += 1;
            dropped.binary_search(&(index - 1)).is_err()
        });
        self.shorten(tokens, &mut found);
        found
    }

    /// The class of the mark at `at` and how many tokens it covers.
    fn mark(self, tokens: &[Token], at: usize) -> Option<(Class, usize)> {
        if tokens[at].kind != TokenKind::Quote {
            return None;
        }
        let text = tokens[at].span().of(self.prose);
        // Two single marks in a row are one double mark of old typing habits.
        let twice = matches!(text, "'" | "`") && tokens.get(at + 1).is_some_and(|next| !next.spaced() && next.is(self.prose, text));
        Some(match text {
            _ if twice => (Class::Double, 2),
            "\"" | "“" | "”" | "„" => (Class::Double, 1),
            "«" | "»" => (Class::Guillemet, 1),
            "‹" | "›" => (Class::SmallGuillemet, 1),
            _ => (Class::Single, 1),
        })
    }

    /// What the spaces beside a mark of `length` tokens tell: whether it can open and whether it can close.
    fn spaces(self, tokens: &[Token], at: usize, length: usize) -> (bool, bool) {
        let before = at.checked_sub(1).map(|i| tokens[i]);
        let after = tokens.get(at + length);
        let free = tokens[at].spaced() || before.is_none_or(|before| self.is_opening(before) || self.is_dash(before));
        let glued = after.is_some_and(|after| !after.spaced() && !self.is_closing(*after));
        (free && glued, !tokens[at].spaced() && !glued)
    }

    fn side(self, tokens: &[Token], at: usize, length: usize, opened: bool) -> Option<Side> {
        let (opens, closes) = self.spaces(tokens, at, length);
        let side = match tokens[at].span().of(self.prose) {
            "„" => Side::Opens,
            "“" | "«" | "‹" if closes => Side::Closes,
            "“" | "«" | "‹" => Side::Opens,
            "”" | "»" | "›" if opens && !opened => Side::Opens,
            "”" | "»" | "›" => Side::Closes,
            _ if self.is_measure(tokens, at, opened) => return None,
            _ if opens => Side::Opens,
            _ if closes || !tokens[at].spaced() => Side::Closes,
            _ => Side::Either,
        };
        Some(match side {
            Side::Either if opened => Side::Closes,
            Side::Either => Side::Opens,
            side => side,
        })
    }

    /// Whether a straight mark stands for inches: behind a number where no quotation is open, or behind feet.
    fn is_measure(self, tokens: &[Token], at: usize, opened: bool) -> bool {
        let number = |i: Option<usize>| i.is_some_and(|i| tokens[i].kind == TokenKind::Number) && !tokens[at].spaced();
        let feet = at.checked_sub(2).is_some_and(|i| matches!(tokens[i].span().of(self.prose), "'" | "’" | "′"));
        number(at.checked_sub(1)) && (!opened || feet)
    }

    /// What a single mark does; `None` for an apostrophe or the mark of feet. `innermost`: the quotation opened last is in
    /// single marks.
    fn single_side(self, tokens: &[Token], at: usize, innermost: bool, closers: &Closers) -> Option<Side> {
        let text = tokens[at].span().of(self.prose);
        let (opens, _) = self.spaces(tokens, at, 1);
        if innermost && self.closes_single(tokens, at) {
            let possessive = at > 0
                && tokens[at - 1].kind == TokenKind::Word
                && tokens[at - 1].text(self.prose).ends_with(['s', 'S'])
                && tokens.get(at + 1).is_some_and(|next| next.spaced() && next.kind == TokenKind::Word)
                && closers.before_opening(at);
            return (!possessive).then_some(Side::Closes);
        }
        let shape = matches!(text, "‘" | "‚" | "'" | "`") && opens && !self.is_elided(tokens, at + 1);
        // What nothing closes is an apostrophe, unless a paragraph opens with it and the next one goes on.
        let leads = at < CLASSES && tokens[..at].iter().all(|token| token.kind == TokenKind::Quote);
        (shape && (closers.after(at) || leads)).then_some(Side::Opens)
    }

    /// Whether a single mark may close: it ends a word or follows a stop, and no letter follows it.
    fn closes_single(self, tokens: &[Token], at: usize) -> bool {
        let (opens, closes) = self.spaces(tokens, at, 1);
        let elided = at >= 2 && tokens[at - 1].is(self.prose, "n") && tokens[at - 2].kind == TokenKind::Quote;
        closes && !opens && !elided && !matches!(tokens[at].span().of(self.prose), "‚" | "`")
    }

    /// For every single mark of a block: whether one that may close stands behind it, and whether before the next that may
    /// open.
    fn single_closers(self, tokens: &[Token]) -> Closers {
        let mut closers = Closers { any: vec![false; tokens.len()], next: vec![false; tokens.len()] };
        let (mut any, mut next) = (false, false);
        for at in (0..tokens.len()).rev() {
            if !matches!(self.mark(tokens, at), Some((Class::Single, _))) {
                continue;
            }
            (closers.any[at], closers.next[at]) = (any, next);
            if self.closes_single(tokens, at) {
                (any, next) = (true, true);
            } else if self.spaces(tokens, at, 1).0 {
                next = false;
            }
        }
        closers
    }

    /// Whether the word at `at` is one that an apostrophe begins: `’tis`, `’n’`, `’90s`, `’08`.
    fn is_elided(self, tokens: &[Token], at: usize) -> bool {
        let Some(word) = tokens.get(at) else { return false };
        let text = word.text(self.prose);
        let digits = text.trim_end_matches('s');
        let decade = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
        (decade && (text.ends_with('s') || !tokens.get(at + 1).is_some_and(|next| next.capital())))
            || self.language.holds(self.elision, *word)
    }

    /// A quotation that nothing closes must not swallow the next one: it ends where the next in the same marks begins. If that
    /// opens a line, the two are paragraphs of one quotation.
    fn shorten(self, tokens: &[Token], pairs: &mut [Pair]) {
        let mut next: [Option<(usize, bool)>; 2 * CLASSES] = [None; 2 * CLASSES];
        for pair in pairs.iter_mut().rev() {
            let straight = tokens[pair.open].span().of(self.prose).is_ascii();
            let slot = 2 * pair.class as usize + usize::from(straight);
            if let (false, Some((limit, closed))) = (pair.closed, next[slot])
                && limit < pair.end
            {
                pair.closed = closed && tokens[limit].after_line_break();
                (pair.close, pair.end) = (limit, limit);
            }
            next[slot] = Some((pair.open, pair.closed));
        }
        uncross(pairs);
    }

    fn is_opening(self, token: Token) -> bool {
        matches!(token.span().of(self.prose), "(" | "[" | "{" | "“" | "‘" | "«" | "‹" | "„" | "‚" | "/" | "¿" | "¡") || {
            // A straight mark in front of a mark opens if it could itself.
            matches!(token.span().of(self.prose), "\"" | "'" | "`") && token.spaced()
        }
    }

    fn is_dash(self, token: Token) -> bool {
        token.span().of(self.prose).starts_with(['-', '–', '—', '―', ':'])
    }

    fn is_closing(self, token: Token) -> bool {
        match token.kind {
            TokenKind::Punctuation => {
                let text = token.span().of(self.prose);
                let dots = text.starts_with('…') || (text.starts_with('.') && text.len() > 1);
                !dots && !matches!(text, "(" | "[" | "{" | "¿" | "¡" | "*" | "_")
            }
            TokenKind::Quote => matches!(token.span().of(self.prose), "”" | "’" | "»" | "›"),
            _ => false,
        }
    }
}

/// See [`Marks::single_closers`].
struct Closers {
    any: Vec<bool>,
    next: Vec<bool>,
}

impl Closers {
    fn after(&self, at: usize) -> bool {
        self.any[at]
    }

    fn before_opening(&self, at: usize) -> bool {
        self.next[at]
    }
}

/// Lets a shortened quotation end before any that would reach beyond it, so that two either nest or follow each other.
fn uncross(pairs: &mut [Pair]) {
    let mut around: Vec<usize> = Vec::new();
    for i in 0..pairs.len() {
        let Pair { open, end, .. } = pairs[i];
        while let Some(outer) = around.pop() {
            let past = pairs[outer].end <= open;
            if !past && pairs[outer].end >= end {
                around.push(outer);
                break;
            }
            if !past {
                (pairs[outer].close, pairs[outer].end) = (open, open);
            }
        }
        around.push(i);
    }
}
