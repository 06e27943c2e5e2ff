//! One-line cases: a text, and who says what in it.

use std::sync::Arc;

use super::CueKind;
use crate::builtin;
use crate::language::Language;
use crate::source::{Format, Source};

fn language() -> Language {
    let mut faults = Vec::new();
    let language = Language::load(&builtin::folder("lexicons"), &[], &mut faults);
    assert!(faults.is_empty(), "{faults:?}");
    language
}

/// Each attribution as `source|cue|kind`, with `+` behind the kind where the source is identified.
fn shown(language: &Language, text: &str) -> String {
    let source = Arc::new(Source::new("seed", Format::Markdown, text));
    let facts = crate::read(language, Default::default(), &source).facts;
    let one = |attribution: &super::Attribution| {
        let kind = match attribution.kind {
            CueKind::Speech => "speech",
            CueKind::Text => "text",
            CueKind::Belief => "belief",
            CueKind::Intention => "intention",
            CueKind::Sourceless => "sourceless",
        };
        let source = attribution.source.map_or("-", |source| source.of(text));
        format!("{source}|{}|{kind}{}", attribution.cue.of(text), if attribution.identified { "+" } else { "" })
    };
    facts.attributions.iter().map(one).collect::<Vec<_>>().join(" ; ")
}

fn check(cases: &[(&str, &str)]) {
    let language = language();
    for (text, expected) in cases {
        assert_eq!(shown(&language, text), *expected, "{text:?}");
    }
}

#[test]
fn verbs_of_speech_take_their_subjects() {
    check(&[
        ("The dam, Mara Holt said, will fail.", "Mara Holt|said|speech+"),
        ("Mara Holt said that the dam will fail.", "Mara Holt|said|speech+"),
        ("“The dam will fail,” said Mara Holt, an engineer.", "Mara Holt|said|speech+"),
        ("The dam will fail, said Mara Holt.", "Mara Holt|said|speech+"),
        ("Mara Holt, an engineer from Ulm, told the council that the dam will fail.", "Mara Holt|told|speech+"),
        ("Mara Holt on Monday denied it.", "Mara Holt|denied|speech+"),
        ("Mara Holt this week also said so.", "Mara Holt|said|speech+"),
        ("A spokesman for the water office said the dam was safe.", "A spokesman for the water office|said|speech"),
        ("The clerk, Jo Roe, said the union expected rain.", "The clerk|said|speech+"),
        ("A study by the Ulm Law School professor Jo Roe found three leaks.", "A study by the Ulm Law School professor Jo Roe|found|text+"),
        ("Data from the 2014 Survey show that rain fell.", "Data from the 2014 Survey|show|text+"),
        ("The engineers I met said the dam was safe.", "The engineers|said|speech"),
        ("“It will fail,” said Dr. Mara A. Holt, head of the water office.", "Dr. Mara A. Holt|said|speech+"),
        ("“It will fail,” said Sen. I. Roe.", "Sen. I. Roe|said|speech+"),
        ("It will fail, Gov. Mara Q. Holt Jr. said.", "Gov. Mara Q. Holt Jr.|said|speech+"),
        ("Forty men are lost, the coast guard said.", "the coast guard|said|speech+"),
        ("The council’s agency said in March that the dam was safe.", "The council’s agency|said|speech+"),
        ("Some companies said that they would pay.", "Some companies|said|speech"),
        ("It will fail, The Ulm Journal reports.", "The Ulm Journal|reports|text+"),
        ("The mayor has accused the builders of fraud.", "The mayor|has accused|speech+"),
        ("Some farmers, however, question the plan.", "Some farmers|question|speech"),
        ("Critics, among them the engineer Mara Holt, say the dam will fail.", "Critics|say|speech+"),
        ("Mara Holt, 52, said the dam loses 4.1 million crowns a year.", "Mara Holt|said|speech+"),
        ("Mara Holt, the deputy mayor, said the dam loses 4.1 million crowns a year.", "Mara Holt|said|speech+"),
        ("But Mara Holt, 52, said the mayor resigned.", "Mara Holt|said|speech+"),
        ("Mara Holt, a clerk, said Ulm lost.", "Mara Holt|said|speech+"),
        ("Ulm loses money, a lot of it, said Mara Holt.", "Mara Holt|said|speech+"),
        ("Ulm loses money, a lot of it, said the mayor.", "the mayor|said|speech+"),
        (
            "A poll by Norlot of 1,004 adults between 3 and 7 June found 58 percent against it.",
            "A poll by Norlot of 1,004 adults|found|text+",
        ),
        ("A poll in Ulm between 3 and 7 June found 58 percent against it.", "A poll|found|text"),
        ("Mara Holt, who said the dam would fail, left.", "Mara Holt|said|speech+"),
    ]);
}

#[test]
fn unnamed_people_are_not_identified() {
    check(&[
        ("Critics say the dam will fail.", "Critics|say|speech"),
        ("Many believe the dam will fail.", "Many|believe|belief"),
        ("Bavarian officials warned that the dam will fail.", "Bavarian officials|warned|speech"),
        ("Some experts argue that the dam will fail.", "Some experts|argue|speech"),
        ("According to observers, the dam will fail.", "observers|According to|speech"),
        ("According to the Ulm Water Board, the dam will fail.", "the Ulm Water Board|According to|speech+"),
    ]);
}

#[test]
fn definite_offices_institutions_and_records_are_identified() {
    check(&[
        ("It is the tallest dam in Bavaria, the county engineer said.", "the county engineer|said|speech+"),
        ("The dam is old, according to the county register.", "the county register|according to|speech+"),
        ("The dam is old, according to the dam builders’ association.", "the dam builders’ association|according to|speech+"),
        ("The dam leaks, police said.", "police|said|speech+"),
        ("The dam leaks, some police said.", "some police|said|speech"),
        ("The mayor said that the dam leaks.", "The mayor|said|speech+"),
        ("A mayor said that the dam leaks.", "A mayor|said|speech"),
        ("Three mayors said that the dam leaks.", "Three mayors|said|speech"),
        ("The dam leaks, as municipal records show.", "municipal records|show|text+"),
        ("The dam leaks, as the harbour report shows.", "the harbour report|shows|text"),
        ("The dam leaks, as old records show.", "old records|show|text"),
        ("Figures from the municipality show that the dam leaks.", "Figures from the municipality|show|text+"),
        ("Figures from experts show that the dam leaks.", "Figures from experts|show|text"),
        ("The dam leaks, according to the indictment.", "the indictment|according to|speech+"),
        ("The dam leaks, according to a table that the county released in May.", "a table|according to|speech+"),
        ("The dam leaks, according to a table that critics released in May.", "a table|according to|speech"),
        ("The dam leaks, as its annual report shows.", "its annual report|shows|text+"),
        ("The dam leaks, the director of the museum said.", "the director of the museum|said|speech+"),
        ("The dam leaks, officials said.", "officials|said|speech"),
        ("The dam leaks, the county’s critics said.", "the county’s critics|said|speech"),
        ("“Not yet,” he went on. “But ask me in May.”", "he|went on|speech ; he|went on|speech"),
        ("It rained, the work went on.", ""),
    ]);
}

#[test]
fn what_was_named_before_is_identified() {
    check(&[
        ("Mara Holt left. She said it rained.", "She|said|speech+"),
        ("Critics met. They said it rained.", "They|said|speech"),
        ("The report says it rained.", "The report|says|text"),
        ("The Ulm Water Report came out. The report says it rained.", "The report|says|text+"),
        ("Minister Jo Roe arrived. The minister said it rained.", "The minister|said|speech+"),
        ("A minister arrived. The minister said it rained.", "The minister|said|speech"),
    ]);
}

#[test]
fn belief_and_intention_are_told_from_speech() {
    check(&[
        ("Mara Holt thinks the dam will fail.", "Mara Holt|thinks|belief+"),
        ("Ulm wants to close the dam.", "Ulm|wants|intention+"),
        ("Both aspire to close the dam.", "Both|aspire|intention"),
        ("Ulm knows that the dam is weak.", "Ulm|knows|belief+"),
        ("The survey finds that the dam is weak.", "The survey|finds|text"),
        ("Mara Holt added two stones.", ""),
        ("The plan for the dam was new.", ""),
        ("New reports came in.", ""),
        ("It also deserves mentioning that the dam is old.", ""),
        ("There are several promising plans in Ulm.", ""),
        ("It is possible that suspected leaks might stop.", ""),
        ("The ducts described in it went on.", ""),
        ("Ulm attacks there might stop.", ""),
        ("A leaflet warning of rain spread.", "A leaflet|warning|text"),
    ]);
}

#[test]
fn passives_and_adverbs_have_no_source() {
    check(&[
        ("The dam is thought to be weak.", "-|is thought|sourceless"),
        ("It is believed that the dam is weak.", "-|is believed|sourceless"),
        ("The dam is reportedly weak.", "-|reportedly|sourceless"),
        ("The dam is thought by Mara Holt to be weak.", "Mara Holt|is thought|belief+"),
        ("A dam that’s expected to fail was sold.", "-|’s expected|sourceless"),
        ("The dam is expected to fail by Friday.", "-|is expected|sourceless"),
    ]);
}

#[test]
fn nouns_attribute_with_a_clause_or_a_possessor() {
    check(&[
        ("The claim that the dam is weak spread.", "-|claim|sourceless"),
        ("Holt’s claim that the dam is weak spread.", "Holt|claim|speech+"),
        ("A statement by Mara Holt about the dam spread.", "Mara Holt|statement|speech+"),
        ("The call was short.", ""),
    ]);
}

#[test]
fn quotations_get_their_speakers() {
    let language = language();
    let speakers = |text: &str| {
        let source = Arc::new(Source::new("seed", Format::Markdown, text));
        let facts = crate::read(&language, Default::default(), &source).facts;
        let speaker = |i: usize| facts.attributions.iter().find(|a| a.quotation == Some(i)).and_then(|a| a.source);
        (0..facts.quotations.len()).map(|i| speaker(i).map_or("-", |s| s.of(text))).collect::<Vec<_>>().join(" ; ")
    };
    let cases = [
        ("“The dam will surely fail,” Mara Holt said. “It will fail in May.”", "Mara Holt ; Mara Holt"),
        ("“The dam will surely fail. It will fail in May,” Mara Holt said.", "Mara Holt"),
        ("Mara Holt said: “The dam will surely fail this year.”", "Mara Holt"),
        ("“The dam will surely fail this year.” It rained.", "-"),
        ("> The dam will surely fail.\n>\n> — Mara Holt, *Dams*", "Mara Holt ; Mara Holt"),
        ("“The dam will surely fail this year.” — Mara Holt", "Mara Holt"),
        ("Jo Roe found three leaks.\n\n> The dam will surely fail.", "-"),
        ("Mara Holt writes:\n\n> The dam will surely fail.", "Mara Holt"),
        ("> The dam is a joy to us all. — **Mara Holt**\n\n> Thankful for the dam! - **Jo Roe**", "Mara Holt ; Jo Roe"),
        ("> The dam is a joy -- **Mara Holt**", "Mara Holt"),
        ("> *“The dam is a joy to us.”*\n>\n> **—Mara Holt**", "Mara Holt ; Mara Holt ; Mara Holt"),
        ("> “The dam is a joy to us.”\n> Mara Holt, Clerk, Ulm", "Mara Holt ; Mara Holt"),
        ("> “The dam is a joy to us.”\n> It will be here for years.", "- ; -"),
        ("“The dam is a joy to us all!” - **Will Roe**", "Will Roe"),
        // What leads over.
        ("A clerk, and friend of the dam, noted, “the dam will fail this year.”", "A clerk"),
        ("The farmers started to think, “What if the dam fails this year?”", "The farmers"),
        ("It makes us say “we have to look after the dam” again.", "us"),
        ("In Mara Holt’s words, “the dam will fail this year.”", "Mara Holt"),
        ("Our team’s motto is “no dam will fail this year.”", "Our team"),
        ("Mara Holt: “The dam will surely fail this year.”", "Mara Holt"),
        ("Note: “The dam will surely fail this year.”", "-"),
        ("Answers that we got:\n\n- “The dam will fail.”\n- “The dam will stand a year.”", "Answers ; Answers"),
        // Labels.
        ("**Roe:** It fails. The sign was “no dam here stands still” today.\n\n**Holt:** Yes.\n\n**Roe:** No.", "Roe"),
        // The sentence before, and paragraphs of one quotation.
        ("Mara Holt agreed. “The dam will surely fail this year.”", "Mara Holt"),
        ("The dam will fail, Holt said.\n\n“It will fail this very year.”", "Holt"),
        ("Mara Holt said: “The dam fails.\n\n“It fails in May.\n\n“And then it rains.”", "Mara Holt ; Mara Holt ; Mara Holt"),
        ("The dam will fail. “It will fail this very year.”", "-"),
    ];
    for (text, expected) in cases {
        assert_eq!(speakers(text), expected, "{text:?}");
    }
}

#[test]
fn any_text_is_read_in_linear_time() {
    let language = language();
    let pieces = ["said ", "and said ", "\"a\" he said ", ", ", "X, ", "not ", "that ", "(", "Source: a. ", "[1] ", "“", "his claim by "];
    for piece in pieces {
        let text = piece.repeat(10_000);
        let before = std::time::Instant::now();
        let source = Arc::new(Source::new("seed", Format::Plain, text));
        let _ = crate::read(&language, Default::default(), &source);
        assert!(before.elapsed().as_secs() < 10, "{piece:?} took {:?}", before.elapsed());
    }
}
