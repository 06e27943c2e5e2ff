//! The rules that come with seedlint: they load without a fault, their examples turn out as marked, and their texts keep to one form.

use std::fmt::Write as _;

use seedlint::finding::Fault;
use seedlint::language::Language;
use seedlint::rules::{RuleFile, RuleSet};
use seedlint::{builtin, examples, rules};

fn load() -> (Language, RuleSet, Vec<Fault>) {
    let mut faults = Vec::new();
    let language = Language::load(&builtin::folder("lexicons"), &builtin::folder("weights"), &mut faults);
    let files: Vec<_> = builtin::rules()
        .into_iter()
        .map(|source| RuleFile { name: source.name.trim_end_matches(".toml").to_owned(), source, own: false })
        .collect();
    let rules = rules::load(&files, &language, &mut faults);
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
