//! A comment that allows something changes nothing else: every other finding stays, with its words.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::sync::LazyLock;

use proptest::prelude::*;
use seedlint::engine::Settings;
use seedlint::finding::{Level, RuleId};
use seedlint::language::Language;
use seedlint::rules::RuleSet;
use seedlint::source::{Format, Source};
use seedlint::triage::allow::{self, Hygiene, Target};
use seedlint::triage::{self, Known, Standing, Threshold};
use seedlint::{builtin, rules};

static LANGUAGE: LazyLock<Language> = LazyLock::new(builtin::language);
static RULES: LazyLock<RuleSet> = LazyLock::new(builtin::rule_set);

/// Rule and words of each finding that is shown, and how many were allowed.
fn found(text: &str) -> (Vec<(String, String)>, usize) {
    let source = Source::new("a.md", Format::Markdown, text);
    let levels: Vec<Level> = RULES.rules.iter().map(|rule| rule.level).collect();
    let settings = Settings { levels: &levels, acronyms: &[], required: &[] };
    let reading = seedlint::read(&LANGUAGE, Default::default(), &source);
    let findings = seedlint::lint(&RULES, &LANGUAGE, &source, &reading, settings);
    let standing = |id: RuleId| {
        let rule = RULES.rule(id);
        Standing { name: &rule.name, level: rule.level, confidence: rule.confidence, whole: rule.scope == rules::Scope::Document }
    };
    let sentences: Vec<_> = reading.facts.sentences.iter().map(|sentence| sentence.span).collect();
    let look_up = |name: &str| RULES.named(name).map(|rule| (Target::Rule(rule), true)).ok_or(None);
    let known = Known {
        source: &source,
        prose: &reading.document.prose,
        sentences: &sentences,
        comments: &allow::comments(&source, &reading.document, &look_up),
        entries: &[],
        hygiene: Hygiene::default(),
        seen: triage::Seen::default(),
    };
    let outcome = triage::decide(findings, &standing, Some(&known), Threshold::default());
    let words = |finding: &seedlint::finding::Finding| (RULES.rule(finding.rule).name.clone(), finding.span.of(text).to_owned());
    let mut shown: Vec<_> = outcome.shown.iter().map(words).collect();
    shown.sort();
    (shown, outcome.suppressed)
}

/// Blocks of every kind, with something to flag in most.
const BLOCKS: [&str; 10] = [
    "Critics say the mill may perhaps close. It is the largest mill of the valley.",
    "# Experts believe so",
    "- many observers say it could fall\n- needless to say, it fell\n  1. critics say so",
    "| critics say so | fine |\n|---|---|\n| fine | it might possibly fall |",
    "> Critics say so, and *nobody* knows.",
    "> [!NOTE]\n> Observers say that it is so.",
    "See [the report][no] and the BWO. The BWO left last week.",
    "```\ncritics say\n```",
    "Text.[^1]\n\n[^1]: Experts say so.",
    "“It fell,” critics say. They said that “the mill” stood `here`.",
];

/// The name of a rule that finds something in these blocks.
fn rule() -> impl Strategy<Value = String> {
    let mut names: Vec<_> = found(&BLOCKS.join("\n\n")).0.into_iter().map(|(rule, _)| rule).collect();
    names.dedup();
    assert!(names.len() > 8, "{names:?}");
    prop::sample::select(names)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn a_comment_changes_no_other_finding(
        blocks in prop::collection::vec(prop::sample::select(&BLOCKS[..]), 1..6),
        at in any::<prop::sample::Index>(),
        rule in rule(),
    ) {
        let at = at.index(blocks.len());
        let comment = format!("<!-- seedlint: allow({rule}) a reason -->");
        let (before, after) = blocks.split_at(at);
        let text = blocks.join("\n\n");
        let with = [before, &[&format!("{comment}\n{}", after[0])], &after[1..]].concat().join("\n\n");
        let (without, _) = found(&text);
        let (allowed, suppressed) = found(&with);
        let others = |found: &[(String, String)]| found.iter().filter(|(name, _)| *name != rule).cloned().collect::<Vec<_>>();
        prop_assert_eq!(others(&allowed), others(&without), "{}", with);
        prop_assert_eq!(allowed.len() + suppressed, without.len(), "{}", with);
    }
}
