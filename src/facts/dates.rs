//! Expressions of time, their values, and whether the text says enough to know which time is meant.

use super::Prose;
use crate::span::Span;

/// One expression of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: DateKind,
    /// Its value as TimeML's TIMEX3 writes it (`2021-12`, `2013-W11`, `1939-SU`, `P1M`), if it can be known.
    pub value: Option<String>,
    /// Whether it is relative: to be understood it needs another date.
    pub relative: bool,
    /// Whether the document and its metadata suffice to know which time is meant.
    pub anchored: bool,
}

/// What an expression of time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateKind {
    /// A point or stretch of the calendar.
    Date,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
    /// "recently", "in recent years".
    Vague,
}

/// Finds every expression of time.
pub fn find(_prose: Prose<'_>) -> Vec<Date> {
    Vec::new()
}
