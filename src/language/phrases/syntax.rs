//! A phrase as written, into a tree.
//!
//! In goes the text of one phrase; out comes a [`Sequence`] or a [`PhraseError`] that names the bytes at fault. The grammar:
//!
//! ```text
//! phrase   = item { item }
//! item     = [ "-" ] ( word | mark | group | lexicon | shape | any )
//! group    = [ "~" ] "(" phrase { "|" phrase } ")" [ "?" ]
//! lexicon  = [ "~" ] "{" [ name ":" ] lexicon-name "}"
//! word     = [ "~" ] letters and digits
//! shape    = "<" ( "number" | "capital" | "adverb" | "acronym" ) ">"
//! any      = "*" [ digit ]
//! ```
//!
//! A hyphen between two items, without spaces, asks for a hyphen or a space there.

use serde::{Deserialize, Serialize};

use super::super::sets::Sets;
use super::super::tokens::{Token, TokenKind};
use super::super::{Vocabulary, reading};
use crate::span::Span;

/// Items that follow one another.
pub(super) type Sequence = Vec<Item>;

/// One item of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// What it matches.
    pub(super) what: What,
    /// A hyphen stands before it.
    pub(super) hyphen: bool,
    /// Its bytes in the phrase.
    pub(super) span: Span,
}

/// What one item matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// This word or punctuation mark; with `inflected`, any of its forms.
    Word { token: Token, text: String, inflected: bool },
    /// Any entry of a lexicon.
    Lexicon { name: String, inflected: bool, capture: Option<String> },
    /// A token of this shape.
    Shape(Shape),
    /// No word, or up to so many; `(1, 1)` for exactly one.
    Any { least: u8, most: u8 },
    /// One of these.
    Group { alternatives: Vec<Sequence>, optional: bool },
}

/// Shapes of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Shape {
    /// In digits or spelled out, with currency, per cent and separators.
    Number,
    /// Begins with a capital.
    Capital,
    /// Ends in -ly, but for the lexicon `not-adverb`.
    Adverb,
    /// Two capitals or more.
    Acronym,
}

const SHAPES: [(&str, Shape); 4] =
    [("number", Shape::Number), ("capital", Shape::Capital), ("adverb", Shape::Adverb), ("acronym", Shape::Acronym)];

/// Groups may not nest deeper; nobody reads such a phrase.
const DEPTH: usize = 16;

/// Why a phrase cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseError {
    /// The bytes of the phrase at fault.
    pub span: Span,
    /// What is wrong; lower case, no full stop.
    pub message: String,
    /// What would mend it.
    pub help: Option<String>,
}

impl PhraseError {
    pub(super) fn new(span: Span, message: impl Into<String>, help: impl Into<Option<String>>) -> Self {
        Self { span, message: message.into(), help: help.into() }
    }
}

/// Reads one phrase.
pub(super) fn parse(text: &str) -> Result<Sequence, PhraseError> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    let sequence = parser.sequence()?;
    if parser.at < text.len() {
        return Err(parser.here(1, "this `)` closes nothing", None));
    }
    let whole = Span::new(0, text.len());
    let (Some(first), Some(last)) = (sequence.first(), sequence.last()) else {
        return Err(PhraseError::new(whole, "this phrase is empty", None));
    };
    if matches!(first.what, What::Any { .. }) {
        let help = "begin with a word, by which the phrase can be found".to_owned();
        return Err(PhraseError::new(first.span, "a phrase does not begin with `*`", help));
    }
    if matches!(last.what, What::Any { least: 0, .. }) {
        let help = "end with a word, or with `*` for exactly one, so that it is plain what is underlined".to_owned();
        return Err(PhraseError::new(last.span, "a phrase does not end with words that may be absent", help));
    }
    if sequence.iter().all(can_be_empty) {
        return Err(PhraseError::new(whole, "this phrase may match no word at all", "leave at least one word without `?`".to_owned()));
    }
    Ok(sequence)
}

fn can_be_empty(item: &Item) -> bool {
    match &item.what {
        What::Any { least, .. } => *least == 0,
        What::Group { alternatives, optional } => *optional || alternatives.iter().any(|sequence| sequence.iter().all(can_be_empty)),
        _ => false,
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn here(&self, len: usize, message: &str, help: Option<&str>) -> PhraseError {
        PhraseError::new(Span::new(self.at, (self.at + len).min(self.text.len())), message, help.map(str::to_owned))
    }

    /// Items up to the end, a `|` or a `)`.
    fn sequence(&mut self) -> Result<Sequence, PhraseError> {
        let mut items = Vec::new();
        let mut hyphen = false;
        loop {
            let blank = self.rest().len() - self.rest().trim_start().len();
            self.at += blank;
            let adjoins = blank == 0 && !items.is_empty();
            let start = self.at;
            let Some(c) = self.rest().chars().next() else { break };
            if c == '|' || c == ')' {
                break;
            }
            if c == '-' && adjoins && self.rest()[1..].starts_with(|c: char| !c.is_whitespace()) {
                self.at += 1;
                hyphen = true;
                continue;
            }
            let found = self.item(c)?;
            for (i, what) in found.into_iter().enumerate() {
                let joined = matches!(&what.0, What::Word { token, .. } if token.joined());
                items.push(Item { what: what.0, hyphen: joined || (hyphen && i == 0), span: what.1 });
            }
            hyphen = false;
            debug_assert!(self.at > start, "each item takes text");
        }
        Ok(items)
    }

    fn item(&mut self, c: char) -> Result<Vec<(What, Span)>, PhraseError> {
        let start = self.at;
        let inflected = c == '~';
        if inflected {
            self.at += 1;
        }
        let what = match self.rest().chars().next() {
            Some('(') => self.group(inflected)?,
            Some('{') => self.lexicon(inflected)?,
            Some('<') if !inflected => self.shape()?,
            Some('*') if !inflected => self.any()?,
            Some('}' | '>') => return Err(self.here(1, "this bracket closes nothing", None)),
            Some(c) if c.is_alphabetic() || !(inflected || c.is_whitespace()) => return self.words(inflected),
            _ => {
                self.at = start;
                return Err(self.here(1, "`~` stands before nothing that inflects", Some("write it before a word, `(…)` or `{…}`")));
            }
        };
        Ok(vec![(what, Span::new(start, self.at))])
    }

    fn group(&mut self, inflected: bool) -> Result<What, PhraseError> {
        let open = self.at;
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.here(1, "groups nest too deep", None));
        }
        let mut alternatives = Vec::new();
        loop {
            self.at += 1;
            let start = self.at;
            let sequence = self.sequence()?;
            if sequence.is_empty() {
                let help = Some("write `(x)?` for something that may be absent");
                self.at = start.min(self.text.len());
                return Err(self.here(1, "an alternative is empty", help));
            }
            alternatives.push(sequence);
            match self.rest().chars().next() {
                Some('|') => {}
                Some(_) => break,
                None => {
                    self.at = open;
                    return Err(self.here(1, "this `(` is never closed", None));
                }
            }
        }
        self.at += 1;
        self.depth -= 1;
        let optional = self.rest().starts_with('?');
        self.at += usize::from(optional);
        if inflected {
            alternatives.iter_mut().flatten().for_each(inflect);
        }
        Ok(What::Group { alternatives, optional })
    }

    /// What stands between the bracket here and `close`.
    fn bracketed(&mut self, close: char) -> Result<(String, Span), PhraseError> {
        let open = self.at;
        let Some(end) = self.rest().find(close) else {
            return Err(self.here(1, "this bracket is never closed", None));
        };
        let span = Span::new(open + 1, open + end);
        self.at = open + end + 1;
        Ok((span.of(self.text).trim().to_owned(), span))
    }

    fn lexicon(&mut self, inflected: bool) -> Result<What, PhraseError> {
        let (inside, span) = self.bracketed('}')?;
        let (capture, name) = match inside.split_once(':') {
            Some((capture, name)) => (Some(capture.trim().to_owned()), name.trim().to_owned()),
            None => (None, inside),
        };
        let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !is_name(&name) || capture.as_deref().is_some_and(|capture| !is_name(capture)) {
            let help = "write `{lexicon}` or `{name:lexicon}`, in lower case letters, digits and hyphens".to_owned();
            return Err(PhraseError::new(span, "this is no lexicon's name", help));
        }
        if capture.as_deref() == Some("match") {
            return Err(PhraseError::new(span, "`match` is the name of the whole match", "choose another name".to_owned()));
        }
        Ok(What::Lexicon { name, inflected, capture })
    }

    fn shape(&mut self) -> Result<What, PhraseError> {
        let (inside, span) = self.bracketed('>')?;
        match SHAPES.iter().find(|(name, _)| *name == inside) {
            Some((_, shape)) => Ok(What::Shape(*shape)),
            None => {
                let names = SHAPES.map(|(name, _)| format!("`<{name}>`")).join(", ");
                Err(PhraseError::new(span, format!("no shape is named `{inside}`"), format!("the shapes are {names}")))
            }
        }
    }

    fn any(&mut self) -> Result<What, PhraseError> {
        let start = self.at;
        self.at += 1;
        let digits = self.rest().chars().take_while(char::is_ascii_digit).count();
        let written = &self.text[self.at..self.at + digits];
        self.at += digits;
        match written.parse::<u8>() {
            _ if written.is_empty() => Ok(What::Any { least: 1, most: 1 }),
            Ok(most @ 1..=9) => Ok(What::Any { least: 0, most }),
            _ => {
                let span = Span::new(start, self.at);
                Err(PhraseError::new(span, "`*` takes a number from 1 to 9", "`*` is any one word, `*3` up to three".to_owned()))
            }
        }
    }

    /// A run of text without spaces and special characters, which may hold several tokens: `there’s`, `first-ever`.
    fn words(&mut self, inflected: bool) -> Result<Vec<(What, Span)>, PhraseError> {
        let start = self.at;
        let special = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '|' | '{' | '}' | '<' | '>' | '~' | '*');
        let end = self.rest().find(special).map_or(self.text.len(), |len| start + len);
        // A hyphen at the end binds the next item, unless a space follows.
        let binds = self.text[end..].starts_with(|c: char| !c.is_whitespace()) && end > start + 1;
        let end = if binds { start + self.text[start..end].trim_end_matches('-').len() } else { end };
        self.at = end;
        let mut read = Vec::new();
        reading::read(self.text, Span::new(start, end), &Sets::default(), &mut Vocabulary::default(), &mut read);
        if inflected && !(read.len() == 1 && read[0].kind == TokenKind::Word) {
            let help = "write `~` before each word that inflects".to_owned();
            return Err(PhraseError::new(Span::new(start, end), "`~` inflects a single word", help));
        }
        // Quotation marks are transparent in the text, so they ask for nothing in a phrase.
        read.retain(|token| token.kind != TokenKind::Quote);
        let word = |token: Token| (What::Word { token, text: token.text(self.text).to_lowercase(), inflected }, token.span());
        Ok(read.into_iter().map(word).collect())
    }
}

/// Makes what `~(…)` holds inflect.
fn inflect(item: &mut Item) {
    match &mut item.what {
        What::Word { inflected, token, .. } => *inflected = token.kind == TokenKind::Word,
        What::Lexicon { inflected, .. } => *inflected = true,
        What::Group { alternatives, .. } => alternatives.iter_mut().flatten().for_each(inflect),
        What::Shape(_) | What::Any { .. } => {}
    }
}
