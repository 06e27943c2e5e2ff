//! One-line cases: a sentence, and its figure.

use crate::builtin;
use crate::kinds::ClaimKind;
use crate::language::Language;
use crate::source::{Format, Source};

fn figure(language: &Language, text: &str) -> String {
    let facts = crate::read(language, Default::default(), &Source::new("x", Format::Plain, text)).facts;
    let found = facts.claims.iter().find(|claim| claim.kind == ClaimKind::Figure);
    found.map_or("", |claim| claim.focus.of(text)).to_owned()
}

fn check(cases: &[(&str, &str)]) {
    let language = Language::load(&builtin::folder("lexicons"), &builtin::folder("weights"), &mut Vec::new());
    let found: Vec<_> = cases.iter().map(|(text, _)| (*text, figure(&language, text))).collect();
    let wanted: Vec<_> = cases.iter().map(|(text, wanted)| (*text, (*wanted).to_owned())).collect();
    assert_eq!(found, wanted);
}

#[test]
fn a_figure_holds_its_unit_or_what_it_counts() {
    check(&[
        ("The lake rose by 2.6 percentage points.", "2.6 percentage points"),
        ("The council passed a 99-paragraph charter.", "99-paragraph"),
        ("The pier cost $5m.", "$5m"),
        ("The pier cost US$5.2bn.", "US$5.2bn"),
        ("The pier cost 41 million euros.", "41 million euros"),
        ("The pier cost EUR 41 million.", "EUR 41 million"),
        ("The range holds 3,044 glaciers.", "3,044 glaciers"),
        ("The ferry carried 214 people to the isle.", "214 people"),
        ("The mill cut 300 skilled dock jobs.", "300 skilled dock jobs"),
        ("Of the crew, 38 drowned.", "38"),
        ("The turbine makes 20MW.", "20MW"),
        ("Prices rose by 10 to 15 percent.", "10 to 15 percent"),
        ("Prices rose by 10–15%.", "10–15%"),
        ("The town lost two thirds of its trees.", "two thirds"),
        ("Some 40 to 50 boats sank.", "40 to 50 boats"),
    ]);
}

#[test]
fn money_shares_and_large_numbers_go_before_counts() {
    check(&[
        ("The 14 mills used 6 percent of the water.", "6 percent"),
        ("The 14 mills paid $300 each.", "$300"),
        ("The 14 mills used 3 million litres.", "3 million"),
        ("The 14 mills had 80 wheels.", "14 mills"),
    ]);
}

#[test]
fn numbers_that_name_or_order_are_no_figures() {
    check(&[
        ("The team at 18F closed.", ""),
        ("The page 18f.gsa.example closed.", ""),
        ("It runs 10x faster.", ""),
        ("The memo M-15-13 closed it.", ""),
        ("The file report_2.pdf closed it.", ""),
        ("The reader opened line 7 of it.", ""),
        ("Version 3.1 opened.", ""),
        ("The reader opened version 3.1 and chapter 12.", ""),
        ("The editors cut No. 14 from it.", ""),
        ("Why 1: the gate opened.", ""),
        ("1) The gate opened.", ""),
        ("The gate opened; 2) it closed.", ""),
        ("The Boeing 737 landed in Oslo.", ""),
        ("It closed on the 22nd.", ""),
    ]);
}

#[test]
fn ages_times_scores_and_round_words_are_no_figures() {
    check(&[
        ("Ann Lee, 43, opened it.", ""),
        ("A man aged 43 opened it.", ""),
        ("She left at the age of 43.", ""),
        ("The work lasted 18 months.", ""),
        ("The work lasted 23 minutes.", ""),
        ("They began a 12-month programme.", ""),
        ("They began a six-to-12-month pause.", ""),
        ("By Ann Lee | 4 min read", ""),
        ("The court closed it in a 5-4 vote.", ""),
        ("The home side won 3–1.", ""),
        ("It opened a hundred doors.", ""),
        ("It closed dozens of doors.", ""),
        ("The two teams met.", ""),
        ("They signed a five-point plan.", ""),
    ]);
}
