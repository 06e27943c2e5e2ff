//! Exceptions: what a writer or an editor allows, with a reason, in a comment of the seed or in the configuration.
//!
//! In go exceptions and a seed's findings; out come the findings that none of them covers, what each of them did, and
//! findings about exceptions that are themselves at fault. Overlap is settled before: a finding that is allowed still stands
//! for the shorter ones inside it.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use super::comment::{self, Command};
use super::places::Places;
use super::wording::Wordings;
use super::{Known, Standing};
use crate::document::{Document, MarkKind};
use crate::finding::{Detail, Finding, RuleId};
use crate::source::Source;
use crate::span::Span;

/// One exception: for one rule or family, in one stretch of a seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// What is allowed.
    pub target: Target,
    /// Where.
    pub reach: Reach,
    /// Whether all that it names was looked for. Only then can it be told that it allows nothing.
    pub in_force: bool,
}

/// A rule or a family.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// One rule.
    Rule(RuleId),
    /// All rules of a family.
    Family(String),
}

/// How far an exception reaches in a seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Everywhere.
    File,
    /// Findings that begin between these two places.
    Stretch(Span),
    /// Findings on these words, or in a sentence that holds them, whatever they look like.
    Words(String),
}

/// What a name in a comment turns out to be: what is allowed, and whether all of it was looked for; or what the name was
/// most likely meant to be, as a help.
pub type Looked = Result<(Target, bool), Option<String>>;

/// What the comments of a seed allow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comments {
    /// Each name in each comment, in order.
    names: Vec<Named>,
    flaws: Vec<Flaw>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    allow: Allow,
    written: String,
    /// Where the name stands.
    span: Span,
    /// The comment around it.
    comment: Span,
    /// How many names the comment holds.
    beside: usize,
}

/// What is wrong with a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Flaw {
    /// It has no reason, and so allows nothing.
    Unreasoned(Span),
    /// It is no command, or names what is not known: fault, cure.
    Unknown(Span, String, String),
    /// It allows a whole family in the whole file.
    Blanket(Span, String),
}

/// The rules that speak of exceptions; none where a user's rule set has them not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hygiene {
    /// An exception that allows nothing. Fills `{rules}`.
    pub unused: Option<RuleId>,
    /// An exception without a reason.
    pub unreasoned: Option<RuleId>,
    /// A comment that is no exception but was meant to be one. Fills `{fault}` and `{cure}`.
    pub unknown: Option<RuleId>,
    /// A whole family allowed in a whole file. Fills `{rules}`.
    pub blanket: Option<RuleId>,
    /// An entry of a baseline that matches nothing. Fills `{fault}`.
    pub stale: Option<RuleId>,
}

impl Hygiene {
    /// The names of these rules, in order.
    pub const NAMES: [&str; 5] = [
        "hygiene/unused-allow",
        "hygiene/allow-without-reason",
        "hygiene/unknown-allow",
        "hygiene/blanket-allow",
        "hygiene/stale-baseline",
    ];

    /// With the numbers that `number` gives to these names.
    pub fn numbered(number: impl Fn(&str) -> Option<RuleId>) -> Self {
        let [unused, unreasoned, unknown, blanket, stale] = Self::NAMES.map(number);
        Self { unused, unreasoned, unknown, blanket, stale }
    }
}

/// Reads the comments of a seed. `look_up` knows the names of rules and families.
pub fn comments(source: &Source, document: &Document, look_up: &dyn Fn(&str) -> Looked) -> Comments {
    let mut read = Comments::default();
    let mut code = 0;
    let mut commands = Vec::new();
    for mark in &document.marks {
        match mark.kind {
            MarkKind::Code => code = code.max(mark.span.end),
            // What stands in code is shown.
            MarkKind::Comment if mark.span.start >= code => {
                commands.extend(comment::read(&source.text, mark.span).map(|command| (mark.span, command)));
            }
            _ => {}
        }
    }
    if commands.is_empty() {
        return read;
    }
    let mut places = Places::of(&source.text, &document.blocks);
    for (span, command) in commands {
        match command {
            _ if places.is_quoted(span) => {}
            Ok(command) => read.command(span, command, &places, look_up),
            Err(malformed) => read.flaws.push(Flaw::Unknown(malformed.span, malformed.fault, malformed.cure)),
        }
    }
    read
}

impl Comments {
    fn command(&mut self, comment: Span, command: Command, places: &Places<'_>, look_up: &dyn Fn(&str) -> Looked) {
        let Command { file, names, reasoned } = command;
        if file && !places.is_at_top(comment) {
            let cure = "move it up, or write `allow` for one block";
            return self.flaws.push(Flaw::Unknown(comment, "`allow-file` stands at the top, before any text".into(), cure.into()));
        }
        if !reasoned {
            self.flaws.push(Flaw::Unreasoned(comment));
        }
        let beside = names.len();
        let reach = if file { Reach::File } else { Reach::Stretch(places.reach(comment)) };
        for (written, span) in names {
            match look_up(&written) {
                Err(help) => {
                    let cure = help.unwrap_or_else(|| "`seedlint rules list` tells the names".into());
                    self.flaws.push(Flaw::Unknown(span, format!("no rule or family is named `{written}`"), cure));
                }
                Ok((target, _)) if is_hygiene(&written) || matches!(&target, Target::Family(name) if is_hygiene(name)) => {
                    let cure = "mend what it speaks of, or set its level in seedlint.toml".to_owned();
                    self.flaws.push(Flaw::Unknown(span, format!("no comment can allow `{written}`"), cure));
                }
                Ok(_) if !reasoned => {}
                Ok((target, in_force)) => {
                    if let (true, Target::Family(family)) = (file, &target) {
                        self.flaws.push(Flaw::Blanket(span, quoted(family)));
                    }
                    let allow = Allow { target, reach: reach.clone(), in_force };
                    self.names.push(Named { allow, written, span, comment, beside });
                }
            }
        }
    }
}

fn is_hygiene(name: &str) -> bool {
    matches!(name.split('/').next(), Some("hygiene" | "claims"))
}

fn quoted(name: &str) -> String {
    format!("`{name}`")
}

/// What became of a seed's findings by exceptions.
#[derive(Debug, Default)]
pub(super) struct Applied {
    /// How many findings were allowed.
    pub(super) suppressed: usize,
    /// Of each entry of the configuration, whether it covers a finding.
    pub(super) used: Vec<bool>,
    /// Findings about the exceptions in comments.
    pub(super) about: Vec<Finding>,
}

/// Takes what is allowed out of `findings`. `overlapped` are findings that others stand for already: an exception that
/// covers one of them is not unused.
pub(super) fn apply<'a>(
    findings: &mut Vec<Finding>,
    overlapped: &[Finding],
    standing: &dyn Fn(RuleId) -> Standing<'a>,
    known: &Known<'_>,
) -> Applied {
    let allows: Vec<&Allow> = known.comments.names.iter().map(|named| &named.allow).chain(known.entries).collect();
    if allows.is_empty() && known.comments.flaws.is_empty() {
        return Applied::default();
    }
    let mut cover = Cover::of(&allows);
    let mut used = vec![false; allows.len()];
    let before = findings.len();
    let mut starts: HashMap<Key<'_>, Vec<usize>> = HashMap::new();
    let mut covered = |finding: &Finding| {
        let rule = standing(finding.rule);
        let keys = [Key::Rule(finding.rule), Key::Family(rule.family())];
        if !rule.whole {
            keys.iter().filter(|key| cover.stretches.contains_key(key)).for_each(|key| {
                starts.entry(*key).or_default().push(finding.span.start);
            });
        }
        let mut is = false;
        for key in keys {
            let by_words = cover.wordings.get_mut(&key).map(|wordings| wordings.at(finding, known)).unwrap_or_default();
            for at in cover.files.get(&key).into_iter().flatten().chain(&by_words) {
                used[*at] = true;
                is = true;
            }
            is |= !rule.whole && cover.stretches.get(&key).is_some_and(|stretches| stretches.hold(finding.span.start));
        }
        is
    };
    overlapped.iter().for_each(|finding| _ = covered(finding));
    findings.retain(|finding| !covered(finding));
    for (key, places) in &mut starts {
        places.sort_unstable();
        for (at, span) in cover.stretches.get(key).into_iter().flat_map(|stretches| &stretches.each) {
            let first = places.partition_point(|start| *start < span.start);
            used[*at] |= places.get(first).is_some_and(|start| *start <= span.end);
        }
    }
    let suppressed = before - findings.len();
    let about = about(known, &used);
    Applied { suppressed, used: used.split_off(known.comments.names.len()), about }
}

/// What an exception is for, without owning its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key<'a> {
    Rule(RuleId),
    Family(&'a str),
}

impl<'a> Key<'a> {
    fn of(target: &'a Target) -> Self {
        match target {
            Target::Rule(rule) => Self::Rule(*rule),
            Target::Family(family) => Self::Family(family),
        }
    }
}

/// Exceptions by what they are for, so that neither many exceptions nor many findings cost more than they must.
struct Cover<'a> {
    stretches: HashMap<Key<'a>, Stretches>,
    /// Those for the whole file, by number.
    files: HashMap<Key<'a>, Vec<usize>>,
    wordings: HashMap<Key<'a>, Wordings>,
}

/// Stretches in order of start.
#[derive(Default)]
struct Stretches {
    /// The number of each exception, and its stretch.
    each: Vec<(usize, Span)>,
    /// The furthest end of it and all before it.
    furthest: Vec<usize>,
}

impl Stretches {
    fn hold(&self, place: usize) -> bool {
        let begun = self.each.partition_point(|(_, span)| span.start <= place);
        begun.checked_sub(1).is_some_and(|last| place <= self.furthest[last])
    }
}

impl<'a> Cover<'a> {
    fn of(allows: &[&'a Allow]) -> Self {
        let mut cover = Self { stretches: HashMap::new(), files: HashMap::new(), wordings: HashMap::new() };
        let mut words: HashMap<Key<'a>, Vec<(usize, &str)>> = HashMap::new();
        for (at, allow) in allows.iter().enumerate() {
            let key = Key::of(&allow.target);
            match &allow.reach {
                Reach::Stretch(span) => cover.stretches.entry(key).or_default().each.push((at, *span)),
                Reach::File => cover.files.entry(key).or_default().push(at),
                Reach::Words(written) => words.entry(key).or_default().push((at, written)),
            }
        }
        cover.wordings = words.into_iter().map(|(key, words)| (key, Wordings::of(words))).collect();
        for stretches in cover.stretches.values_mut() {
            stretches.each.sort_by_key(|(_, span)| (span.start, Reverse(span.end)));
            let mut furthest = 0;
            stretches.furthest = stretches
                .each
                .iter()
                .map(|(_, span)| {
                    furthest = span.end.max(furthest);
                    furthest
                })
                .collect();
        }
        cover
    }
}

/// Findings about comments: what is wrong with them, and which of them allow nothing.
fn about(known: &Known<'_>, used: &[bool]) -> Vec<Finding> {
    let rules = known.hygiene;
    let mut about = Vec::new();
    let mut tell = |rule: Option<RuleId>, span: Span, details: &[(&str, String)]| {
        let details = details.iter().map(|(name, words)| (Arc::from(*name), Detail::Words(words.clone()))).collect();
        about.extend(rule.map(|rule| Finding { rule, span, details, labels: Vec::new() }));
    };
    for flaw in &known.comments.flaws {
        match flaw {
            Flaw::Unreasoned(span) => tell(rules.unreasoned, *span, &[]),
            Flaw::Unknown(span, fault, cure) => tell(rules.unknown, *span, &[("fault", fault.clone()), ("cure", cure.clone())]),
            Flaw::Blanket(span, family) => tell(rules.blanket, *span, &[("rules", family.clone())]),
        }
    }
    let names: Vec<(&Named, bool)> = known.comments.names.iter().zip(used.iter().copied()).collect();
    for names in names.chunk_by(|one, other| one.0.comment == other.0.comment) {
        let idle: Vec<&Named> = names.iter().filter(|(named, used)| !used && named.allow.in_force).map(|(named, _)| *named).collect();
        if idle.first().is_some_and(|first| first.beside == idle.len()) {
            let all: Vec<_> = idle.iter().map(|named| quoted(&named.written)).collect();
            tell(rules.unused, idle[0].comment, &[("rules", all.join(" or "))]);
        } else {
            idle.iter().for_each(|named| tell(rules.unused, named.span, &[("rules", quoted(&named.written))]));
        }
    }
    about
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;
    use crate::finding::{Confidence, Level};
    use crate::source::Format;
    use crate::triage::{Outcome, Seen, Threshold, decide};

    const NAMES: [&str; 7] = [
        "a/mill",
        "a/river",
        "b/mill",
        "hygiene/unused-allow",
        "hygiene/allow-without-reason",
        "hygiene/unknown-allow",
        "hygiene/blanket-allow",
    ];

    fn number(name: &str) -> Option<RuleId> {
        NAMES.iter().position(|other| *other == name).map(|at| RuleId(u32::try_from(at).unwrap()))
    }

    fn standing(rule: RuleId) -> Standing<'static> {
        Standing { name: NAMES[rule.0 as usize], level: Level::Warning, confidence: Confidence::High, whole: false }
    }

    /// `a/old` is a former name of `a/mill`; `b/mill` was not looked for.
    fn look_up(name: &str) -> Looked {
        match name {
            "a/old" => Ok((Target::Rule(RuleId(0)), true)),
            "a" | "b" | "hygiene" => Ok((Target::Family(name.to_owned()), name == "a")),
            name => number(name).map(|rule| (Target::Rule(rule), name != "b/mill")).ok_or_else(|| Some("did you mean `a`?".to_owned())),
        }
    }

    /// What becomes of a seed in which `a/mill` and `b/mill` flag each "mill", and `a/river` each "the mill on the river".
    fn judged(format: Format, text: &str, entries: &[Allow]) -> Outcome {
        let source = Source::new("a", format, text);
        let document = document::read(&source);
        let places = |words: &str| document.prose.match_indices(words).map(|(at, hit)| Span::new(at, at + hit.len())).collect::<Vec<_>>();
        let found = [(0, "mill"), (2, "mill"), (1, "the mill on the river")];
        let findings = found.into_iter().flat_map(|(rule, words)| {
            places(words).into_iter().map(move |span| Finding { rule: RuleId(rule), span, details: Vec::new(), labels: Vec::new() })
        });
        let sentences: Vec<_> = document.blocks.iter().map(|block| block.span).collect();
        let known = Known {
            source: &source,
            prose: &document.prose,
            sentences: &sentences,
            comments: &comments(&source, &document, &look_up),
            entries,
            hygiene: Hygiene::numbered(number),
            seen: Seen::default(),
        };
        decide(findings.collect(), &standing, Some(&known), Threshold::default())
    }

    /// Each finding that is shown as `rule:words`, and how many were allowed.
    fn told(format: Format, text: &str) -> (Vec<String>, usize) {
        let outcome = judged(format, text, &[]);
        let show = |finding: &Finding| {
            let details: Vec<_> = finding
                .details
                .iter()
                .map(|(_, detail)| match detail {
                    Detail::Words(words) => words.clone(),
                    Detail::Place(_) => String::new(),
                })
                .collect();
            let words = if details.is_empty() { finding.span.of(text).to_owned() } else { details.join("; ") };
            format!("{}: {words}", standing(finding.rule).name.trim_start_matches("hygiene/"))
        };
        (outcome.shown.iter().map(show).collect(), outcome.suppressed)
    }

    #[test]
    fn a_comment_acts_on_its_block_or_on_the_next() {
        for (text, shown, suppressed) in [
            ("mill <!-- seedlint: allow(a/mill) why -->\n\nmill", vec!["b/mill: mill", "a/mill: mill", "b/mill: mill"], 1),
            ("<!-- seedlint: allow(a/mill) why -->\nmill\n\nmill", vec!["b/mill: mill", "a/mill: mill", "b/mill: mill"], 1),
            ("<!-- seedlint: allow(a/old) why -->\n\nmill", vec!["b/mill: mill"], 1),
            ("<!-- seedlint: allow(a/mill, b) why -->\n# mill\nmill", vec!["a/mill: mill", "b/mill: mill"], 2),
            ("mill\n\n<!-- seedlint: allow(b/mill) why -->\n", vec!["a/mill: mill", "b/mill: mill"], 0),
            ("- mill <!-- seedlint: allow(a,b) why -->\n- mill", vec!["a/mill: mill", "b/mill: mill"], 2),
            ("<!-- seedlint: allow(a,b) why -->\n- mill\n- mill", vec!["a/mill: mill", "b/mill: mill"], 2),
            ("- one\n  <!-- seedlint: allow(a,b) why -->\n- mill", vec![], 2),
            // A table and a quotation are one thing to what stands before them.
            ("<!-- seedlint: allow(a,b) why -->\n\n| mill | c |\n|---|---|\n| c | mill |\n\nmill", vec!["a/mill: mill", "b/mill: mill"], 4),
            ("<!-- seedlint: allow(a,b) why -->\n> mill\n>\n> mill\n\n> mill", vec!["a/mill: mill", "b/mill: mill"], 4),
            ("| mill <!-- seedlint: allow(a,b) why --> | mill |\n|---|---|", vec!["a/mill: mill", "b/mill: mill"], 2),
            ("<!-- seedlint: allow-file(a/mill, b/mill) why -->\n\nmill\n\nmill", vec![], 4),
            ("---\na: b\n---\n<!-- seedlint: allow-file(a/mill, b/mill) why -->\nmill", vec![], 2),
        ] {
            let (told, count) = told(Format::Markdown, text);
            assert_eq!((told, count), (shown.iter().map(|s| (*s).to_owned()).collect(), suppressed), "{text}");
        }
    }

    #[test]
    fn comments_in_code_and_in_quotations_are_none() {
        for text in [
            "```\n<!-- seedlint: allow(a,b) why -->\n```\nmill",
            "mill `<!-- seedlint: allow(a,b) why -->`",
            "    <!-- seedlint: allow(a,b) why -->\n\nmill",
            "> <!-- seedlint: allow(a,b) why -->\n> mill",
            "> mill <!-- seedlint: allow(a,b) why -->",
            "> <!-- seedlint: allow(nothing) -->\n\nmill",
        ] {
            assert_eq!(told(Format::Markdown, text), (vec!["a/mill: mill".to_owned(), "b/mill: mill".to_owned()], 0), "{text}");
        }
        // The author's own voice.
        assert_eq!(told(Format::Markdown, "> [!NOTE]\n> <!-- seedlint: allow(a,b) why -->\n> mill"), (vec![], 2));
        assert_eq!(told(Format::Plain, "<!-- seedlint: allow(a,b) why -->\nmill"), (vec![], 2));
    }

    #[test]
    fn comments_in_html_act_as_in_markdown() {
        for (text, shown, suppressed) in [
            ("<p>mill</p><!-- seedlint: allow(a,b) why --><p>mill</p><p>mill</p>", 4, 2),
            ("<p>mill <!-- seedlint: allow(a,b) why --></p><p>mill</p>", 2, 2),
            ("<!-- seedlint: allow-file(a/mill) why -->\n<p>mill</p><p>mill</p>", 2, 2),
            (
                "<!-- seedlint: allow(a,b) why --><table><tr><td>mill</td></tr>\n<tr><td>mill</td></tr></table><table><tr><td>mill</table>",
                2,
                4,
            ),
            ("<!-- seedlint: allow(a,b) why -->\n<blockquote><p>mill</p><p>mill</p></blockquote><p>mill</p>", 2, 4),
            // Somebody else's.
            ("<blockquote><!-- seedlint: allow(a,b) why --><p>mill</p></blockquote>", 2, 0),
            ("<blockquote><p>fine</p><!-- seedlint: allow(a,b) why --></BLOCKQUOTE><p>mill</p>", 2, 0),
            ("<blockquote>fine</blockquote><!-- seedlint: allow(a,b) why --><p>mill</p><blockquote>fine</blockquote>", 0, 2),
            // Code.
            ("<pre><code>x <!-- seedlint: allow(a,b) why --></code></pre><p>mill</p>", 2, 0),
            ("<pre>&lt;!-- seedlint: allow(a,b) why --></pre><p>mill</p>", 2, 0),
        ] {
            let (told, count) = told(Format::Html, text);
            assert_eq!((told.len(), count), (shown, suppressed), "{text}: {told:?}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_comment_is_told() {
        for (text, shown) in [
            ("<!-- seedlint: allow(a/mill) why -->\nfine", vec!["unused-allow: `a/mill`"]),
            ("<!-- seedlint: allow(a/mill, a/river) why -->\nfine", vec!["unused-allow: `a/mill` or `a/river`"]),
            ("<!-- seedlint: allow(a/river, a) why -->\nmill", vec!["unused-allow: `a/river`", "b/mill: mill"]),
            // What was not looked for cannot be told.
            ("<!-- seedlint: allow(b/mill) why -->\nfine", vec![]),
            ("<!-- seedlint: allow(a, b/mill) why -->\nfine", vec!["unused-allow: `a`"]),
            (
                "<!-- seedlint: allow(a/mill) -->\nmill",
                vec!["allow-without-reason: <!-- seedlint: allow(a/mill) -->", "a/mill: mill", "b/mill: mill"],
            ),
            ("<!-- seedlint: allow(a/mil) why -->\nfine", vec!["unknown-allow: no rule or family is named `a/mil`; did you mean `a`?"]),
            ("<!-- seedlint: alow(a) why -->\nfine", vec!["unknown-allow: no command is named `alow`; did you mean `allow`?"]),
            (
                "fine <!-- seedlint: allow-file(a/mill) why -->\n\nmill",
                vec![
                    "unknown-allow: `allow-file` stands at the top, before any text; move it up, or write `allow` for one block",
                    "a/mill: mill",
                    "b/mill: mill",
                ],
            ),
            ("<!-- seedlint: allow-file(a) why -->\nmill", vec!["blanket-allow: `a`", "b/mill: mill"]),
            (
                "<!-- seedlint: allow(hygiene, hygiene/unused-allow, a/mill) why -->\nfine",
                vec![
                    "unused-allow: `a/mill`",
                    "unknown-allow: no comment can allow `hygiene`; mend what it speaks of, or set its level in seedlint.toml",
                    "unknown-allow: no comment can allow `hygiene/unused-allow`; mend what it speaks of, or set its level in seedlint.toml",
                ],
            ),
            // Two that cover the same are both of use.
            ("<!-- seedlint: allow(a/mill) why -->\n<!-- seedlint: allow(a/mill) why -->\nmill", vec!["b/mill: mill"]),
        ] {
            let (mut told, _) = told(Format::Markdown, text);
            let mut shown: Vec<_> = shown.iter().map(|s| (*s).to_owned()).collect();
            told.sort();
            shown.sort();
            assert_eq!(told, shown, "{text}");
        }
    }

    #[test]
    fn what_is_allowed_still_stands_for_what_it_overlaps() {
        // The longer one is allowed: the shorter one inside it does not come up in its stead.
        let text = "<!-- seedlint: allow(a/river) why -->\nIt is the mill on the river.";
        assert_eq!(told(Format::Markdown, text), (vec!["b/mill: mill".to_owned()], 1));
        // The shorter one is allowed, which the longer one stands for: it is shown, and the exception is not in vain.
        let text = "<!-- seedlint: allow(a/mill) why -->\nIt is the mill on the river.";
        let shown = vec!["a/river: the mill on the river".to_owned(), "b/mill: mill".to_owned()];
        assert_eq!(told(Format::Markdown, text), (shown, 0));
    }

    #[test]
    fn an_entry_is_for_a_file_or_for_words() {
        let entry = |rule, reach| Allow { target: Target::Rule(RuleId(rule)), reach, in_force: true };
        let words = |words: &str| Reach::Words(words.to_owned());
        let text = "The owner’s  mill\nis “old”.\n\nThe mill on a hill.";
        for (entries, suppressed, used) in [
            (vec![entry(0, Reach::File)], 2, vec![true]),
            (vec![entry(1, Reach::File)], 0, vec![false]),
            (vec![entry(0, words("the owner's mill is \"OLD\""))], 1, vec![true]),
            (vec![entry(0, words("mill"))], 2, vec![true]),
            (vec![entry(0, words("mil"))], 0, vec![false]),
            (vec![entry(0, words("on a hill"))], 1, vec![true]),
            (vec![entry(0, words("old. the mill"))], 0, vec![false]),
            (vec![entry(0, words("hill")), entry(2, words("owner’s")), entry(0, words("x"))], 2, vec![true, true, false]),
            (vec![entry(0, words(" "))], 0, vec![false]),
        ] {
            let outcome = judged(Format::Plain, text, &entries);
            assert_eq!((outcome.suppressed, outcome.used), (suppressed, used), "{entries:?}");
        }
    }

    #[test]
    fn many_entries_and_findings_cost_no_more_than_they_must() {
        let entry = |number: usize| Allow {
            target: Target::Rule(RuleId(0)),
            reach: Reach::Words(format!("the mill number {number} of the town")),
            in_force: true,
        };
        let entries: Vec<_> = (0..5_000).map(entry).collect();
        let sentences: String = (0..5_000).map(|number| format!("The mill number {number} of the town.\n\n")).collect();
        let outcome = judged(Format::Plain, &sentences, &entries);
        assert_eq!((outcome.suppressed, outcome.used.iter().all(|used| *used)), (5_000, true));
        // One long sentence is not read anew for each of its findings.
        let outcome = judged(Format::Plain, &"mill ".repeat(20_000), &entries[..9]);
        assert_eq!(outcome.suppressed, 0);
    }

    #[test]
    fn many_comments_and_findings_cost_no_more_than_they_must() {
        let text = "<!-- seedlint: allow(a/mill) why -->\n".repeat(20_000) + &"mill ".repeat(20_000);
        let (shown, suppressed) = told(Format::Plain, &text);
        assert_eq!((shown.len(), suppressed), (20_000, 20_000));
    }
}
