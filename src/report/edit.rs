//! The change of a file that would mend a finding, where one wording is certain.
//!
//! In go what the rule says should stand, and the finding; out comes an [`Edit`], or none where the words stand among markup,
//! which a wording made of words would lose.

use std::borrow::Cow;

use super::notice::fill;
use crate::finding::{Detail, Finding};
use crate::source::Source;
use crate::span::Span;

/// What a rule says should stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fix<'a> {
    /// The wording, with placeholders; empty where the words should go.
    pub template: &'a str,
    /// The placeholder whose place is changed; the match where none is named.
    pub at: Option<&'a str>,
    /// Whether the rule speaks of lines: then the line goes, or nothing.
    pub lines: bool,
}

/// One change of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What stands there instead.
    pub text: String,
}

impl Edit {
    /// The change that mends a finding in a seed, whose masked prose is `prose`.
    pub fn of(fix: Fix<'_>, source: &Source, prose: &str, finding: &Finding) -> Option<Self> {
        let plain = |span: Span| (span.of(prose) == span.of(&source.text)).then(|| span.of(&source.text));
        let place = |name: &str| match finding.details.iter().find(|(known, _)| **known == *name) {
            Some((_, Detail::Place(span))) => Some(*span),
            _ => None,
        };
        if fix.template.is_empty() {
            return Self::away(fix, source, prose, finding.span);
        }
        let span = fix.at.map_or(Some(finding.span), place)?;
        plain(span)?;
        let whole = plain(finding.span)?;
        if finding.details.iter().any(|(_, detail)| matches!(detail, Detail::Place(span) if plain(*span).is_none())) {
            return None;
        }
        let text = fill(fix.template, |name| match finding.details.iter().find(|(known, _)| **known == *name) {
            Some((_, Detail::Words(text))) => Some(Cow::Borrowed(text.as_str())),
            Some((_, Detail::Place(span))) => plain(*span).map(Cow::Borrowed),
            None => (name == "match").then_some(Cow::Borrowed(whole)),
        });
        (text != span.of(&source.text)).then_some(Self { span, text })
    }

    /// Takes words away: with the whole line where it says nothing else, else with the space before them.
    fn away(fix: Fix<'_>, source: &Source, prose: &str, words: Span) -> Option<Self> {
        let text = &source.text;
        let start = text[..words.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[words.end..].find('\n').map_or(text.len(), |at| words.end + at + 1);
        // The file itself is asked: what is no prose, as an image, a tag or a cell, must not go with the words.
        let silent = |from: usize, to: usize| text[from..to].chars().all(|c| c.is_whitespace() || "#*_.,:;!?·•".contains(c));
        let item = text[start..].trim_start().starts_with("* ");
        if silent(start, words.start) && silent(words.end, end) && !item {
            return Some(Self { span: Span::new(start, end), text: String::new() });
        }
        let from = if text[..words.start].ends_with(' ') { words.start - 1 } else { words.start };
        let alone = fix.lines || words.of(prose) != words.of(text);
        (!alone).then(|| Self { span: Span::new(from, words.end), text: String::new() })
    }

    /// What to do, in words, where `at` is the place of the finding.
    pub fn told(&self, source: &Source, at: Span) -> String {
        match (self.text.is_empty(), self.span == at) {
            (true, _) => "delete it".to_owned(),
            (false, true) => format!("write “{}”", self.text),
            (false, false) => format!("write “{}” for “{}”", self.text, self.span.of(&source.text)),
        }
    }
}
