//! Rules held against a reading: findings come out.
//!
//! In go a [`RuleSet`], a seed and its [`Reading`]; out come [`Finding`]s by place and rule. One file a matcher. Knows no
//! level but "off", decides nothing about what is shown, and makes no words: a finding holds numbers and places.

mod acronyms;
mod alike;
mod attributions;
mod changes;
mod citations;
mod claims;
mod clocks;
mod dates;
mod figures;
mod metadata;
mod names;
mod numbers;
mod passages;
mod patterns;
mod phrases;
mod points;
mod precision;
mod quotations;
mod ranges;
mod references;
mod scope;
mod scores;
mod shares;
mod spans;
mod spellings;
mod tenses;
mod unless;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use crate::Reading;
use crate::facts::{Facts, Prose};
use crate::finding::{Detail, Finding, Label, Level, RuleId};
use crate::language::{Language, fold_hash};
use crate::rules::{Ask, FactMatch, Matcher, RuleSet};
use crate::source::Source;
use crate::span::Span;

/// What the configuration says that a matcher has to know.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settings<'a> {
    /// The level in force of each rule, by [`RuleId`]; a rule that is off does not run.
    pub levels: &'a [Level],
    /// Short forms that need no expansion, beside the lexicon `acronym-known`.
    pub acronyms: &'a [String],
    /// Fields that the front matter must have.
    pub required: &'a [String],
}

/// Everything that a matcher looks at.
#[derive(Clone, Copy)]
struct Seed<'a> {
    rules: &'a RuleSet,
    source: &'a Source,
    prose: Prose<'a>,
    facts: &'a Facts,
    settings: Settings<'a>,
    places: &'a scope::Places,
}

impl Seed<'_> {
    fn runs(&self, id: RuleId) -> bool {
        self.settings.levels.get(id.0 as usize).is_some_and(|level| *level != Level::Off)
    }
}

/// Finds what the rules flag in a seed, by start, end and rule.
pub fn lint(rules: &RuleSet, language: &Language, source: &Source, reading: &Reading, settings: Settings<'_>) -> Vec<Finding> {
    let facts = &reading.facts;
    let prose = Prose {
        language,
        document: &reading.document,
        tokens: &facts.tokens,
        vocabulary: facts.tokens.vocabulary(),
        sentences: &facts.sentences,
    };
    let places = scope::Places::of(prose, facts);
    let seed = Seed { rules, source, prose, facts, settings, places: &places };

    let (mut findings, silencing) = phrases::find(seed);
    findings.extend(patterns::find(seed));
    for (id, rule) in rules.iter().filter(|(id, _)| seed.runs(*id)) {
        let found = match &rule.matcher {
            Matcher::Fact(fact) => in_fact(seed, fact),
            Matcher::Score(score) => scores::find(seed, score),
            // Phrases and patterns of all rules are looked for at once; what is found elsewhere is not found here.
            Matcher::Phrases | Matcher::Pattern(_) | Matcher::Elsewhere(_) => continue,
        };
        findings.extend(found.into_iter().map(|found| found.by(id)));
    }
    let mut asked = unless::Asked::default();
    findings.retain(|finding| {
        let rule = rules.rule(finding.rule);
        let silenced = |asked| unless::silenced(seed, finding.rule, finding.span, &silencing, asked);
        places.hold(rule.scope, rule.matcher.reach(), finding.span) && !silenced(&mut asked)
    });
    findings.sort_by_key(|finding| (finding.span, finding.rule));
    let mut findings = once(rules, prose.text(), findings);
    findings.sort_by_key(|finding| (finding.span, finding.rule));
    findings
}

fn in_fact(seed: Seed<'_>, asked: &FactMatch) -> Vec<Found> {
    match asked.ask {
        Ask::AcronymUndefined => acronyms::undefined(seed, asked),
        Ask::AcronymLate => acronyms::late(seed),
        Ask::AcronymUnused => acronyms::unused(seed),
        Ask::AcronymConflicting => acronyms::conflicting(seed),
        Ask::AcronymDoubled => acronyms::doubled(seed),
        Ask::AttributionSourceless => attributions::sourceless(seed),
        Ask::AttributionUnidentified => attributions::unidentified(seed),
        Ask::CitationBroken => citations::broken(seed, asked),
        Ask::CitationUnused => citations::unused(seed, asked),
        Ask::CitationDuplicate => citations::duplicate(seed, asked),
        Ask::CitationUnreadable => citations::unreadable(seed),
        Ask::CitationUntraceable => citations::untraceable(seed),
        Ask::CitationBare => citations::bare(seed),
        Ask::ClaimUnsourced => claims::unsourced(seed, asked),
        Ask::DateUnanchored => dates::unanchored(seed),
        Ask::DateRelative => dates::relative(seed),
        Ask::DateVague => dates::vague(seed),
        Ask::DateImpossible => dates::impossible(seed),
        Ask::DateAmbiguous => dates::ambiguous(seed),
        Ask::DateMistimed => clocks::mistimed(seed),
        Ask::DateMismatched => dates::mismatched(seed),
        Ask::DateReversed => spans::reversed(seed),
        Ask::DateMisaged => spans::misaged(seed),
        Ask::DateMisspanned => spans::misspanned(seed),
        Ask::DateMisreckoned => tenses::misreckoned(seed),
        Ask::DateAhead => tenses::ahead(seed),
        Ask::DateOverdue => tenses::overdue(seed),
        Ask::MetadataMissing => metadata::missing(seed, asked.names("fields")),
        Ask::MetadataRequired => metadata::required(seed),
        Ask::MetadataMalformed => metadata::malformed(seed),
        Ask::NameVaried => names::varied(seed),
        Ask::NameSounded => names::sounded(seed),
        Ask::NameRetitled => names::retitled(seed),
        Ask::NameHeadlined => names::headlined(seed),
        Ask::NumberImpossible => numbers::impossible(seed),
        Ask::NumberOverprecise => precision::overprecise(seed),
        Ask::NumberUnsummed => numbers::unsummed(seed),
        Ask::NumberMiscalculated => numbers::miscalculated(seed),
        Ask::NumberPoints => numbers::points(seed),
        Ask::NumberMiscounted => numbers::miscounted(seed),
        Ask::NumberMisdirected => changes::misdirected(seed),
        Ask::NumberMultiplied => changes::multiplied(seed),
        Ask::NumberOverdrawn => changes::overdrawn(seed),
        Ask::NumberMisconverted => shares::misconverted(seed),
        Ask::NumberMistotalled => shares::mistotalled(seed),
        Ask::NumberReversed => ranges::reversed(seed),
        Ask::NumberMisjoined => ranges::misjoined(seed),
        Ask::NumberRescaled => figures::rescaled(seed),
        Ask::NumberVaried => figures::varied(seed),
        Ask::NumberHeadlined => figures::headlined(seed),
        Ask::PassageRepeated => passages::repeated(seed, asked.count("min-words")),
        Ask::QuotationUnattributed => quotations::unattributed(seed, asked.count("min-words")),
        Ask::QuotationUnlocated => quotations::unlocated(seed, asked.count("min-words")),
        Ask::QuotationUnclosed => quotations::unclosed(seed),
        Ask::QuotationSlipped => quotations::slipped(seed, asked.count("min-words")),
        Ask::ReferenceUnresolved => references::unresolved(seed, asked),
        Ask::SpellingMixed => spellings::mixed(seed),
        Ask::SpellingHyphened => spellings::hyphened(seed),
    }
}

/// A finding whose rule is not yet noted.
#[derive(Debug, Clone, Default)]
struct Found {
    span: Span,
    details: Vec<(Arc<str>, Detail)>,
    labels: Vec<Label>,
}

impl Found {
    fn at(span: Span) -> Self {
        Self { span, ..Self::default() }
    }

    fn detail(mut self, name: &str, detail: Detail) -> Self {
        self.details.push((Arc::from(name), detail));
        self
    }

    fn words(self, name: &str, words: impl Into<String>) -> Self {
        self.detail(name, Detail::Words(words.into()))
    }

    fn place(self, name: &str, span: Span) -> Self {
        self.detail(name, Detail::Place(span))
    }

    fn label(mut self, span: Span, note: impl Into<Cow<'static, str>>) -> Self {
        self.labels.push(Label { span, note: note.into() });
        self
    }

    /// Labels the other places of one thing: five of them, and how many more there are.
    fn others(mut self, places: &[Span], note: &'static str) -> Self {
        const SHOWN: usize = 5;
        for (i, span) in places.iter().take(SHOWN).enumerate() {
            let more = places.len().saturating_sub(SHOWN);
            let note = if i + 1 == SHOWN && more > 0 { Cow::Owned(format!("{note}, and {more} more")) } else { Cow::Borrowed(note) };
            self = self.label(*span, note);
        }
        self
    }

    fn by(self, rule: RuleId) -> Finding {
        Finding { rule, span: self.span, details: self.details, labels: self.labels }
    }
}

/// Of the findings of rules that report a thing once, keeps the first of each thing, with the others as labels. A thing
/// is the same words. Expects findings in order of place.
fn once(rules: &RuleSet, prose: &str, findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    let mut first: HashMap<(RuleId, u64), (usize, Vec<Span>)> = HashMap::new();
    for finding in findings {
        if !rules.rule(finding.rule).once {
            kept.push(finding);
            continue;
        }
        let words: Vec<&str> = finding.span.of(prose).split_whitespace().collect();
        let key = (finding.rule, fold_hash(&words.join(" ")));
        match first.get_mut(&key) {
            Some((_, others)) => others.push(finding.span),
            None => {
                first.insert(key, (kept.len(), Vec::new()));
                kept.push(finding);
            }
        }
    }
    for (at, others) in first.into_values() {
        let labels = Found::default().others(&others, "also here").labels;
        kept[at].labels.extend(labels);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{builtin, source::Format};

    /// The findings of a rule that comes with seedlint in a text, read as Markdown.
    fn findings(rule: &str, text: &str) -> Vec<Finding> {
        let (language, rules) = (builtin::language(), builtin::rule_set());
        let Some(id) = rules.named(rule) else { panic!("no rule is named {rule}") };
        let levels: Vec<_> = rules.iter().map(|(other, _)| if other == id { Level::Warning } else { Level::Off }).collect();
        let source = Source::new("a.md", Format::Markdown, text);
        let reading = crate::read(&language, crate::facts::Needs::default(), &source);
        lint(&rules, &language, &source, &reading, Settings { levels: &levels, acronyms: &[], required: &[] })
    }

    /// What a rule finds in a text: the words, with "; " between.
    pub(super) fn told(rule: &str, text: &str) -> String {
        findings(rule, text).iter().map(|finding| finding.span.of(text)).collect::<Vec<_>>().join("; ")
    }

    /// What a rule finds in a text: one detail of each finding, with "; " between.
    pub(super) fn told_details(rule: &str, text: &str, name: &str) -> String {
        let detail = |finding: &Finding| match finding.details.iter().find(|(detail, _)| **detail == *name) {
            Some((_, Detail::Words(words))) => words.clone(),
            Some((_, Detail::Place(span))) => span.of(text).to_owned(),
            None => "-".to_owned(),
        };
        findings(rule, text).iter().map(detail).collect::<Vec<_>>().join("; ")
    }

    /// Holds what a rule finds in texts against what it should.
    pub(super) fn check(rule: &str, cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            assert_eq!(told(rule, text), *expected, "{rule}: {text}");
        }
    }
}
