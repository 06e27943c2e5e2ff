//! How fast it is: a start from nothing, loading, reading, linting. Run with `cargo bench`; one of them with
//! `cargo bench -- reading`. Figures are for comparing two versions on one quiet machine: nothing here fails.

#![allow(clippy::expect_used, reason = "a bench without its program or folder cannot go on")]

mod prose;
mod words;

use std::process::{Command, Stdio};
use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use seedlint::engine::Settings;
use seedlint::facts::Needs;
use seedlint::finding::Level;
use seedlint::language::Language;
use seedlint::rules::{RuleFile, RuleSet};
use seedlint::source::{Format, Source};
use seedlint::{builtin, lint, read, rules};

fn main() {
    divan::main();
}

/// A seed of a usual length.
const USUAL: usize = 13 * 1024;
/// Long enough that the time to load does not count.
const MEGABYTE: usize = 1024 * 1024;

/// What a check of news asks for.
const NEEDS: Needs<'static> = Needs { hedges: Some("hedge"), around: None, claims_alone: false };

static LANGUAGE: LazyLock<Language> = LazyLock::new(builtin::language);
static RULES: LazyLock<RuleSet> = LazyLock::new(builtin::rule_set);

fn seed(bytes: usize) -> Source {
    Source::new("seed.md", Format::Markdown, prose::of_length(bytes))
}

/// The whole program on one usual seed, from its start to its end.
#[divan::bench]
fn cold_start(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("seed.md"), prose::of_length(USUAL)).expect("a seed");
    bencher.bench_local(|| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_seedlint"));
        command.args(["check", "--format", "short", "--exit-zero", "seed.md"]).current_dir(folder.path());
        assert!(command.stdout(Stdio::null()).status().expect("the program").success());
    });
}

/// The same on the longest of the sample seeds that come with the project.
#[divan::bench]
fn cold_start_on_a_sample_seed(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_seedlint"));
        command.args(["check", "--no-config", "--exit-zero", concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/orra-bridge-toll.md")]);
        assert!(command.stdout(Stdio::null()).status().expect("the program").success());
    });
}

mod loading {
    use super::*;

    #[divan::bench]
    fn language_as_stored() -> Language {
        builtin::language()
    }

    #[divan::bench]
    fn rules_as_stored() -> RuleSet {
        builtin::rule_set()
    }

    /// What a user's own lexicon costs: all of them are compiled anew.
    #[divan::bench]
    fn language_from_its_files() -> Language {
        Language::load(&builtin::folder("lexicons"), &builtin::folder("weights"), &mut Vec::new())
    }

    /// What a user's own rule costs.
    #[divan::bench]
    fn rules_from_their_files() -> RuleSet {
        rules::load(&builtin::rules(), &LANGUAGE, &mut Vec::new())
    }
}

#[divan::bench(args = [USUAL, MEGABYTE])]
fn reading_the_document(bencher: Bencher<'_, '_>, bytes: usize) {
    let source = seed(bytes);
    bencher.counter(BytesCount::new(bytes)).bench_local(|| seedlint::document::read(black_box(&source)));
}

/// Document and facts.
#[divan::bench(args = [USUAL, MEGABYTE])]
fn reading(bencher: Bencher<'_, '_>, bytes: usize) {
    let source = seed(bytes);
    bencher.counter(BytesCount::new(bytes)).bench_local(|| read(&LANGUAGE, NEEDS, black_box(&source)));
}

/// Rules alone, on what was read before.
#[divan::bench(args = [USUAL, MEGABYTE])]
fn linting(bencher: Bencher<'_, '_>, bytes: usize) {
    lint_with(bencher, &RULES, bytes);
}

/// The phrase rules alone, to compare the two below with.
#[divan::bench]
fn linting_with_the_phrases_alone(bencher: Bencher<'_, '_>) {
    lint_words_with(bencher, &phrase_rules());
}

/// Those rules ten times over, as ten houses might have copied them. Equal phrases are looked for once; what grows is what
/// is found.
#[divan::bench]
fn linting_with_ten_copies_of_the_phrases(bencher: Bencher<'_, '_>) {
    let copies = (0..10).flat_map(|number| phrase_rules().into_iter().map(move |file| renamed(file, number)));
    lint_words_with(bencher, &copies.collect::<Vec<_>>());
}

/// Those rules and nine times as many with other words: the shapes of the phrases stay, and so do the lexicons that they
/// name. The cost should hardly grow: phrases of all rules are entered in one index.
#[divan::bench]
fn linting_with_ten_times_as_many_phrases(bencher: Bencher<'_, '_>) {
    let pool = words::pool();
    let varied = (1..10).flat_map(|number| {
        let mut pick = prose::chance(number);
        let pool = &pool;
        phrase_rules().into_iter().map(move |file| words::varied(&renamed(file, number), || pool[pick(pool.len())])).collect::<Vec<_>>()
    });
    lint_words_with(bencher, &phrase_rules().into_iter().chain(varied).collect::<Vec<_>>());
}

fn lint_words_with(bencher: Bencher<'_, '_>, files: &[RuleFile]) {
    let source = Source::new("seed.md", Format::Markdown, words::text(MEGABYTE));
    lint_source_with(bencher, &rules::load(files, &LANGUAGE, &mut Vec::new()), &source);
}

fn phrase_rules() -> Vec<RuleFile> {
    builtin::rules().into_iter().filter(|file| file.source.text.contains("\nmatch.phrases")).collect()
}

fn renamed(file: RuleFile, number: u64) -> RuleFile {
    RuleFile { name: format!("{}-{number}", file.name), ..file }
}

fn lint_with(bencher: Bencher<'_, '_>, rules: &RuleSet, bytes: usize) {
    lint_source_with(bencher, rules, &seed(bytes));
}

fn lint_source_with(bencher: Bencher<'_, '_>, rules: &RuleSet, source: &Source) {
    let reading = read(&LANGUAGE, NEEDS, source);
    let levels: Vec<Level> = rules.iter().map(|(_, rule)| rule.level).collect();
    let settings = Settings { levels: &levels, acronyms: &[], required: &[] };
    let counter = BytesCount::new(source.text.len());
    bencher.counter(counter).bench_local(|| lint(rules, &LANGUAGE, source, black_box(&reading), settings));
}
