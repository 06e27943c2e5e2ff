//! The examples of rules, run: each through the very reading and linting that seeds get.
//!
//! In go rules and a language; out come faults in the rule files, one for each way in which an example did not turn out as
//! marked. An example sees its own rule alone, as if it were on.

use crate::engine::Settings;
use crate::facts::{Around, Needs};
use crate::finding::{Fault, Level, RuleId};
use crate::language::Language;
use crate::rules::{Ask, Example, Matcher, Rule, RuleSet};
use crate::source::Source;
use crate::span::Span;
use crate::toml_file;

/// How one marked or unmarked place of an example turned out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Marked, and found just there.
    Reported,
    /// Nothing marked, nothing found.
    Silent,
    /// Marked, and not found.
    Missing(Span),
    /// Found, and not marked.
    Noisy(Span),
    /// Found, but not just where it is marked: the mark, and what was found.
    Misplaced(Span, Span),
}

/// How the examples of some rules turned out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Examples that turned out as marked.
    pub sound: usize,
    /// Examples that did not.
    pub failed: usize,
}

/// Runs the examples of one rule, counts them, and adds a fault for each place that turned out otherwise.
pub fn run(rules: &RuleSet, language: &Language, id: RuleId, tally: &mut Tally, faults: &mut Vec<Fault>) {
    let rule = rules.rule(id);
    for example in rule.examples.flags.iter().chain(&rule.examples.passes) {
        let outcomes = judge(&example.marked, &found(rules, language, id, example));
        let failures: Vec<_> = outcomes.into_iter().filter_map(|outcome| fault(rule, example, outcome)).collect();
        if failures.is_empty() {
            tally.sound += 1;
        } else {
            tally.failed += 1;
            faults.extend(failures);
        }
    }
}

/// Where the rule finds something in an example.
fn found(rules: &RuleSet, language: &Language, id: RuleId, example: &Example) -> Vec<Span> {
    let mut levels = vec![Level::Off; rules.rules.len()];
    levels[id.0 as usize] = Level::Error;
    let rule = rules.rule(id);
    // A rule about required fields needs some that are: these.
    let asks = matches!(&rule.matcher, Matcher::Fact(fact) if fact.ask == Ask::MetadataRequired);
    let required = if asks { vec!["title".to_owned(), "date".to_owned()] } else { Vec::new() };
    let settings = Settings { levels: &levels, acronyms: &[], required: &required };
    let source = Source::new("example", rule.examples.format, example.text.as_str());
    let document = crate::document::read(&source);
    let around = Around::in_example(&document);
    let facts = crate::facts::find(language, Needs { around: Some(&around), ..Needs::default() }, &document);
    let reading = crate::Reading { document, facts };
    crate::lint(rules, language, &source, &reading, settings).into_iter().map(|finding| finding.span).collect()
}

/// Compares what is marked with what was found; both in order of place.
fn judge(marked: &[Span], found: &[Span]) -> Vec<Outcome> {
    if marked.is_empty() && found.is_empty() {
        return vec![Outcome::Silent];
    }
    let meets = |a: &Span, b: &Span| a == b || a.overlaps(*b);
    let of_mark = marked.iter().map(|mark| match found.iter().find(|found| meets(found, mark)) {
        _ if found.contains(mark) => Outcome::Reported,
        Some(found) => Outcome::Misplaced(*mark, *found),
        None => Outcome::Missing(*mark),
    });
    let unmarked = found.iter().filter(|found| !marked.iter().any(|mark| meets(found, mark)));
    of_mark.chain(unmarked.map(|found| Outcome::Noisy(*found))).collect()
}

fn fault(rule: &Rule, example: &Example, outcome: Outcome) -> Option<Fault> {
    let place = |span: Span| toml_file::place_inside(&rule.source, &example.written, written(example, span));
    let fault = |span: Span, message: &str| Fault::new(&rule.source, place(span), format!("{}: {message}", rule.name));
    match outcome {
        Outcome::Reported | Outcome::Silent => None,
        Outcome::Missing(mark) => Some(fault(mark, "missing: this is marked, and the rule does not find it")),
        Outcome::Noisy(found) => Some(fault(found, "noisy: the rule finds this, and it is not marked")),
        Outcome::Misplaced(mark, found) => {
            let note = format!("found here: “{}”", found.of(&example.text));
            Some(fault(mark, "misplaced: the rule finds something else than what is marked").also(&rule.source, place(found), note))
        }
    }
}

/// A place of the example's text as a place of the example as written, marks included.
fn written(example: &Example, span: Span) -> Span {
    let marks = |holds: &dyn Fn(&Span) -> bool| 2 * example.marked.iter().filter(|mark| holds(mark)).count();
    let start = span.start + marks(&|mark| mark.start <= span.start) + marks(&|mark| mark.end <= span.start);
    let end = span.end
        + marks(&|mark| mark.start < span.end || (mark.start == span.start && span.is_empty()))
        + marks(&|mark| mark.end < span.end);
    Span::new(start, end.max(start))
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::toml_file::Spanned;

    #[test]
    fn places_of_an_example_turn_out_in_five_ways() {
        let at = Span::new;
        for (marked, found, outcomes) in [
            (vec![], vec![], vec![Outcome::Silent]),
            (vec![at(0, 3)], vec![at(0, 3)], vec![Outcome::Reported]),
            (vec![at(0, 3)], vec![], vec![Outcome::Missing(at(0, 3))]),
            (vec![], vec![at(0, 3)], vec![Outcome::Noisy(at(0, 3))]),
            (vec![at(0, 3)], vec![at(0, 5)], vec![Outcome::Misplaced(at(0, 3), at(0, 5))]),
            (
                vec![at(0, 3), at(6, 9)],
                vec![at(6, 9), at(10, 12)],
                vec![Outcome::Missing(at(0, 3)), Outcome::Reported, Outcome::Noisy(at(10, 12))],
            ),
        ] {
            assert_eq!(judge(&marked, &found), outcomes);
        }
    }

    #[test]
    fn a_place_of_the_text_is_found_in_the_text_as_written() {
        let written_text = "a <<b>> c <<d>>";
        let example = Example {
            written: Spanned::new(0..0, written_text.to_owned()),
            text: "a b c d".to_owned(),
            marked: vec![Span::new(2, 3), Span::new(6, 7)],
        };
        for (span, shown) in
            [(Span::new(0, 1), "a"), (Span::new(2, 3), "b"), (Span::new(4, 5), "c"), (Span::new(6, 7), "d"), (Span::new(2, 5), "b>> c")]
        {
            assert_eq!(written(&example, span).of(written_text), shown);
        }
    }
}
