//! Lists that run on in one block: `1. First 2. Second`, `a) one b) two`, `• this • that`.
//!
//! In go the tokens of a block; out comes where the next item begins. Only a block that opens with a marker is a list,
//! and only the marker that comes next in order, in the same style, goes on with it.

use crate::language::{Token, TokenKind};

/// The list that a block opens, and the item that would come next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Enumeration {
    marker: Marker,
    bullet: Option<u64>,
}

/// One marker without its bullet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marker {
    /// A bullet alone.
    None,
    /// A number and how it ends.
    Number(u64, End),
    /// A small or capital letter and how it ends.
    Letter(char, End),
    /// A section number such as `2.1` or `IV`, whose successor no list awaits.
    Other(End),
}

/// What ends a marker: `.`, `)` or `.)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Stop,
    Bracket,
    Both,
}

impl Enumeration {
    /// The list that begins with the first token, if one does.
    pub(super) fn opening(prose: &str, tokens: &[Token]) -> Option<Self> {
        let bullet = tokens.first().filter(|token| is_bullet(prose, **token)).map(|token| token.hash);
        let marker = marker(prose, &tokens[usize::from(bullet.is_some())..]);
        (bullet.is_some() || marker != Marker::None).then_some(Self { marker, bullet })
    }

    /// Whether the next item begins at token `at`; if so, the one after it is awaited.
    pub(super) fn goes_on(&mut self, prose: &str, tokens: &[Token], at: usize) -> bool {
        if at == 0 {
            return false;
        }
        let rest = &tokens[at..];
        let rest = match self.bullet {
            Some(bullet) if rest[0].hash == bullet => &rest[1..],
            Some(_) => return false,
            None => rest,
        };
        let next = match self.marker {
            Marker::None => Marker::None,
            Marker::Number(n, end) => Marker::Number(n + 1, end),
            Marker::Other(_) => return false,
            Marker::Letter(c, end) => Marker::Letter(char::from_u32(u32::from(c) + 1).unwrap_or(c), end),
        };
        let dash = self.bullet.is_some() && !is_bullet_only(prose, tokens[at]);
        let spaced = if dash { tokens[at].after_line_break() } else { tokens[at].spaced() };
        let found = spaced && (next == Marker::None || marker(prose, rest) == next);
        if found {
            self.marker = next;
        }
        found
    }
}

/// How many tokens a list marker at the start of a sentence covers, bullet included; 0 where there is none.
pub(super) fn marker_length(prose: &str, tokens: &[Token]) -> usize {
    let bullet = usize::from(tokens.first().is_some_and(|token| is_bullet(prose, *token)));
    let opening = usize::from(tokens.get(bullet).is_some_and(|token| token.is(prose, "(")));
    bullet
        + match marker(prose, &tokens[bullet + opening..]) {
            Marker::None => 0,
            Marker::Number(_, end) | Marker::Letter(_, end) | Marker::Other(end) => opening + if end == End::Both { 3 } else { 2 },
        }
}

fn marker(prose: &str, tokens: &[Token]) -> Marker {
    let [first, after, ..] = tokens else { return Marker::None };
    if after.spaced() {
        return Marker::None;
    }
    let bracket = tokens.get(2).is_some_and(|token| !token.spaced() && token.is(prose, ")"));
    let (end, length) = match after.span().of(prose) {
        "." if bracket => (End::Both, 3),
        "." => (End::Stop, 2),
        ")" => (End::Bracket, 2),
        _ => return Marker::None,
    };
    if !tokens.get(length).is_some_and(|token| token.spaced()) {
        return Marker::None;
    }
    let text = first.span().of(prose);
    let mut chars = text.chars();
    match (first.kind, chars.next(), chars.next()) {
        (TokenKind::Word, Some(letter), None) => Marker::Letter(letter, end),
        (TokenKind::Number, Some(_), _) if text.contains('.') && text.len() <= 8 => Marker::Other(end),
        (TokenKind::Word, ..) if first.upper() && text.bytes().all(|b| b"IVXLC".contains(&b)) => Marker::Other(end),
        (TokenKind::Number, Some(_), _) if text.len() <= 3 => text.parse().map_or(Marker::None, |n| Marker::Number(n, end)),
        _ => Marker::None,
    }
}

/// Whether `token` may stand before an item.
fn is_bullet(prose: &str, token: Token) -> bool {
    is_bullet_only(prose, token) || matches!(token.span().of(prose), "–" | "—" | "-" | "*")
}

/// Whether `token` is a bullet and nothing else; a dash goes on with a list only at the start of a line.
pub(super) fn is_bullet_only(prose: &str, token: Token) -> bool {
    matches!(token.span().of(prose), "•" | "⁃" | "‣" | "◦" | "▪" | "●" | "·")
}
