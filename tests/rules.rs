//! The rules that come with seedlint: they load without a fault, their examples turn out as marked, and their texts keep to one form.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot read its files fails")]

use std::fmt::Write as _;

use seedlint::engine::Settings;
use seedlint::finding::{Fault, Level};
use seedlint::language::Language;
use seedlint::rules::RuleSet;
use seedlint::source::{Format, Source};
use seedlint::{builtin, examples, rules};

fn load() -> (Language, RuleSet, Vec<Fault>) {
    let mut faults = Vec::new();
    let language = Language::load(&builtin::folder("lexicons"), &builtin::folder("weights"), &mut faults);
    let rules = rules::load(&builtin::rules(), &language, &mut faults);
    (language, rules, faults)
}

fn told(faults: &[Fault]) -> String {
    let mut told = String::new();
    for fault in faults {
        let line = fault.source.text[..fault.span.start].lines().count().max(1);
        let _ = writeln!(
            told,
            "{}:{line}: {} [{}] {}",
            fault.source.name,
            fault.message,
            fault.span.of(&fault.source.text),
            fault.help.as_deref().unwrap_or("")
        );
        for (source, span, note) in &fault.elsewhere {
            let _ = writeln!(told, "    {note} [{}]", span.of(&source.text));
        }
    }
    told
}

#[test]
fn every_file_loads_without_a_fault() {
    let (_, rules, faults) = load();
    assert_eq!(faults, [], "\n{}", told(&faults));
    assert!(rules.rules.len() >= 30);
}

#[test]
fn every_example_turns_out_as_marked() {
    let (language, rules, _) = load();
    let mut faults = Vec::new();
    let mut tally = examples::Tally::default();
    for (id, _) in rules.iter() {
        examples::run(&rules, &language, id, &mut tally, &mut faults);
    }
    assert!(faults.is_empty(), "{} of {} examples fail\n{}", tally.failed, tally.failed + tally.sound, told(&faults));
}

#[test]
fn the_stored_language_is_the_one_that_the_files_make() {
    let (language, ..) = load();
    let stored = builtin::language();
    let mut names: Vec<_> = language.lexicons().map(str::to_owned).collect();
    names.sort();
    let text = builtin::folder("lexicons").iter().map(|source| source.text.as_str()).collect::<String>();
    let span = [seedlint::span::Span::new(0, text.len())];
    let (tokens, again) = (language.tokens(&text, span), stored.tokens(&text, span));
    for name in names.iter().flat_map(|name| [name.clone(), format!("~{name}")]) {
        let (one, other) = (language.set(&name), stored.set(&name));
        let differs = (0..tokens.len()).find(|at| language.longest(one, &tokens[*at..]) != stored.longest(other, &again[*at..]));
        assert_eq!(differs, None, "{name}");
    }
    assert_eq!(language.weights_names(), stored.weights_names());
}

#[test]
fn the_stored_rules_find_what_those_of_the_files_find() {
    let (language, rules, _) = load();
    let stored = builtin::rule_set();
    let levels = vec![Level::Warning; rules.rules.len()];
    let settings = Settings { levels: &levels, acronyms: &[], required: &[] };
    let examples = rules.rules.iter().flat_map(|rule| rule.examples.flags.iter().chain(&rule.examples.passes));
    let mut found = 0;
    for example in examples {
        let source = Source::new("example", Format::Markdown, example.text.as_str());
        let reading = seedlint::read(&language, Default::default(), &source);
        let [by_file, by_store] = [&rules, &stored].map(|rules| seedlint::lint(rules, &language, &source, &reading, settings));
        assert_eq!(by_file, by_store, "{}", example.text);
        found += by_file.len();
    }
    assert!(found > rules.rules.len());
}
