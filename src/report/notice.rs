//! What there is to say of one fault, in words: what every format draws or writes.
//!
//! In go a [`Finding`] with what its rule says of itself, or a [`Fault`], which brings its own words; out comes a
//! [`Notice`]. Nothing here knows a format, lines or columns.

use std::borrow::Cow;

use super::edit::{Edit, Fix};
use super::words;
use crate::finding::{Confidence, Detail, Fault, Finding, Level};
use crate::source::Source;
use crate::span::Span;

/// What a rule says of itself, in one seed: the level is the one in force there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleText<'a> {
    /// Family and name: `sourcing/vague-authority`.
    pub name: &'a str,
    /// How weighty its findings are here.
    pub level: Level,
    /// How often it is right.
    pub confidence: Confidence,
    /// What is wrong, with placeholders.
    pub message: &'a str,
    /// What would mend it, with placeholders.
    pub help: Option<&'a str>,
    /// What the match should read instead, with placeholders.
    pub fix: Option<Fix<'a>>,
    /// Where it is documented.
    pub url: Option<&'a str>,
    /// What does not hang on the seed.
    pub about: About<'a>,
}

/// What a rule says of itself wherever it is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About<'a> {
    /// What it flags, in a few words.
    pub summary: &'a str,
    /// Why it matters.
    pub why: &'a str,
    /// On whose authority.
    pub authority: &'a [String],
    /// What would satisfy it, with placeholders.
    pub help: Option<&'a str>,
    /// The level that it has by itself.
    pub level: Level,
}

/// One fault, ready to be drawn or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice<'a> {
    /// The text at fault.
    pub source: &'a Source,
    /// The place at fault.
    pub span: Span,
    /// How weighty it is.
    pub level: Level,
    /// The rule's name; `rule`, `lexicon`, `weights` or `config` for a fault in such a file.
    pub code: &'a str,
    /// How often the rule is right; a fault is no matter of opinion and has none.
    pub confidence: Option<Confidence>,
    /// What is wrong, placeholders filled.
    pub message: String,
    /// What would mend it, placeholders filled.
    pub help: Option<String>,
    /// What should stand instead, where one wording is certain.
    pub edit: Option<Edit>,
    /// Where the rule is documented.
    pub url: Option<&'a str>,
    /// What stays the same of a finding when the text around it changes; only data formats write it.
    pub fingerprint: Option<String>,
    /// Other places that the reader has to see.
    pub asides: Vec<Aside<'a>>,
    /// The claim in the ledger that it is about, by id; only data formats write it.
    pub claim: Option<String>,
    /// What its rule says of itself; a fault has none.
    pub about: Option<About<'a>>,
}

/// A second place, perhaps in another file, and why it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aside<'a> {
    /// The text it is in.
    pub source: &'a Source,
    /// The place.
    pub span: Span,
    /// Why it matters.
    pub note: &'a str,
}

impl<'a> Notice<'a> {
    /// What there is to say of a finding in a seed, whose masked prose is `prose`.
    pub fn of_finding(source: &'a Source, prose: &str, finding: &'a Finding, rule: RuleText<'a>) -> Self {
        let filled = |template| fill(template, |name| placeholder(name, source, prose, finding));
        Self {
            source,
            span: finding.span,
            level: rule.level,
            code: rule.name,
            confidence: Some(rule.confidence),
            message: filled(rule.message),
            help: rule.help.map(filled),
            edit: rule.fix.and_then(|fix| Edit::of(fix, source, prose, finding)),
            url: rule.url,
            fingerprint: None,
            asides: finding.labels.iter().map(|label| Aside { source, span: label.span, note: &label.note }).collect(),
            claim: None,
            about: Some(rule.about),
        }
    }

    /// What there is to say of a fault in a file that steers seedlint; `code` says which kind of file.
    pub fn of_fault(fault: &'a Fault, code: &'a str) -> Self {
        Self {
            source: &fault.source,
            span: fault.span,
            level: Level::Error,
            code,
            confidence: None,
            message: fault.message.clone(),
            help: fault.help.clone(),
            edit: None,
            url: None,
            fingerprint: None,
            asides: fault.elsewhere.iter().map(|(source, span, note)| Aside { source, span: *span, note }).collect(),
            claim: None,
            about: None,
        }
    }

    /// The part of the rule's name before the stroke.
    pub fn family(&self) -> &'a str {
        self.code.split('/').next().unwrap_or(self.code)
    }

    /// Message and help, a line each: for formats that have one text for both.
    pub fn told(&self) -> String {
        match &self.help {
            Some(help) => format!("{}\nhelp: {}", self.message, help.trim_end()),
            None => self.message.clone(),
        }
    }

    /// The same and the fix: for formats that have one text for all that is said.
    pub fn told_with_fix(&self) -> String {
        match &self.edit {
            Some(edit) => format!("{}\nfix: {}", self.told(), edit.told(self.source, self.span)),
            None => self.told(),
        }
    }
}

/// What stands for the placeholder `name`; `None` where the finding does not say.
fn placeholder<'f>(name: &str, source: &Source, prose: &str, finding: &'f Finding) -> Option<Cow<'f, str>> {
    let words = |span| Cow::Owned(words::in_short(source, prose, span));
    match finding.details.iter().find(|(known, _)| **known == *name) {
        Some((_, Detail::Words(text))) => Some(Cow::Borrowed(text)),
        Some((_, Detail::Place(span))) => Some(words(*span)),
        None => (name == "match").then(|| words(finding.span)),
    }
}

/// `template` with its `{name}`s replaced; one that nothing stands for is left as written.
pub(super) fn fill<'f>(template: &str, value: impl Fn(&str) -> Option<Cow<'f, str>>) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        rest = &rest[open..];
        match rest.find('}').and_then(|close| Some((close, value(&rest[1..close])?))) {
            Some((close, words)) => {
                filled.push_str(&words);
                rest = &rest[close + 1..];
            }
            None => {
                filled.push('{');
                rest = &rest[1..];
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::finding::RuleId;
    use crate::source::Format;

    fn message_of(template: &str) -> String {
        let source = Source::new("a.md", Format::Markdown, "Some *critics\nsay* it is `so`.");
        let prose = "Some \0critics say\0 it is \u{1a}\u{1a}\u{1a}\u{1a}.";
        let finding = Finding {
            rule: RuleId(0),
            span: Span::new(0, 18),
            details: vec![
                (Arc::from("who"), Detail::Place(Span::new(5, 13))),
                (Arc::from("reasons"), Detail::Words("2 reasons, {who}".into())),
            ],
            labels: Vec::new(),
        };
        let rule = RuleText {
            name: "sourcing/vague-authority",
            level: Level::Warning,
            confidence: Confidence::High,
            message: template,
            fix: None,
            help: None,
            url: None,
            about: About { summary: "", why: "", authority: &[], help: None, level: Level::Warning },
        };
        Notice::of_finding(&source, prose, &finding, rule).message
    }

    #[test]
    fn placeholders_are_filled() {
        for (template, message) in [
            ("who are “{match}”?", "who are “Some critics say”?"),
            ("{who}: {reasons}", "critics: 2 reasons, {who}"),
            ("{nothing} {match", "{nothing} {match"),
            ("{{who}}", "{critics}"),
            ("none", "none"),
            ("", ""),
        ] {
            assert_eq!(message_of(template), message, "{template}");
        }
    }
}
