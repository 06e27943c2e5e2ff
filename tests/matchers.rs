//! What a rule file can say, all of it: each matcher, scope, construct and parameter in a rule that uses it, and each in a
//! rule that mistakes it, which is told at its place.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    reason = "a test that cannot go on fails; tables are long"
)]

use std::sync::Arc;

use seedlint::finding::Fault;
use seedlint::language::Language;
use seedlint::rules::{self, Matcher, Pattern, QUESTIONS, RuleFile, RuleSet};
use seedlint::source::{Format, Source};
use seedlint::{builtin, examples};

/// A rule file with these keys among the ones that it must have.
fn file(name: &str, keys: &str, examples: &str, own: bool) -> RuleFile {
    let has = |key: &str| keys.lines().any(|line| line.starts_with(key));
    let needed = ["summary = 'x'", "level = 'note'", "confidence = 'low'", "message = 'x'", "why = 'x'"];
    let missing: Vec<_> = needed.into_iter().filter(|line| !has(line.split(' ').next().unwrap())).collect();
    let text = format!("{}\n{keys}\n[examples]\n{examples}\n", missing.join("\n"));
    RuleFile { name: name.to_owned(), source: Arc::new(Source::new(format!("{name}.toml"), Format::Plain, text)), own }
}

fn load(files: &[RuleFile]) -> (Language, RuleSet, Vec<Fault>) {
    let (language, mut faults) = (builtin::language(), Vec::new());
    let set = rules::load(files, &language, &mut faults);
    (language, set, faults)
}

/// Keys, an example that the rule flags, one that it passes.
const USES: &[(&str, &str, &str)] = &[
    // Scopes of phrases and patterns.
    ("match.phrases = ['~utilise it']", "They <<utilised it>>.", "“They utilised it.”"),
    ("scope = 'prose'\nmatch.phrases = ['mill']", "The <<mill>>.", "# The mill"),
    ("scope = 'heading'\nmatch.phrases = ['mill']", "# The <<mill>>\n\nThe mill.", "The mill."),
    ("scope = 'quotation'\nmatch.phrases = ['mill']", "“The <<mill>>,” not the mill.", "The mill."),
    ("scope = 'line'\nmatch.phrases = ['mill']", "<<Mill>>\nand so on.", "The mill."),
    ("scope = 'document'\nmatch.phrases = ['mill']", "# The <<mill>>", "None."),
    ("match.pattern = 'm.ll'", "The <<mill>>.", "“The mill.”"),
    ("scope = 'heading'\nmatch.pattern = 'm.ll'", "# The <<mill>>\n\nThe mill.", "The mill."),
    ("scope = 'quotation'\nmatch.pattern = 'm.ll'", "“The <<mill>>,” not the mill.", "The mill."),
    ("scope = 'line'\nmatch.pattern = '^m.ll$'", "<<mill>>\nand so on.", "a mill\nmills"),
    ("scope = 'raw'\nmatch.pattern = '\\*m.ll\\*'", "The <<*mill*>>.", "The `*mill*`."),
    ("scope = 'document'\nmatch.pattern = 'm.ll'", "“The <<mill>>”, the mill.", "None."),
    ("match.pattern = '(?<what>m.ll)'\nmessage = 'a {what}'", "The <<mill>>.", "None."),
    ("match.score = { weights = 'hedge', threshold = 0.9 }\nmessage = '{reasons}'", "It is so, <<some>> believe, and may be.", "It is so."),
    (
        "scope = 'heading'\nmatch.score = { weights = 'hedge', threshold = 0.9 }",
        "# It is so, <<some>> believe, and may be",
        "It is so, some believe, and may be.",
    ),
    // What silences.
    ("match.phrases = ['mill']\nunless.facts = ['cited']", "The <<mill>>.", "The [mill](https://a.example)."),
    ("match.phrases = ['mill']\nunless.facts = ['sourced']", "The <<mill>> fell.", "Mara Holt said the mill fell."),
    ("match.phrases = ['mill']\nunless.facts = ['attributed']", "The <<mill>> fell.", "Critics fear the mill fell."),
    (
        "scope = 'quotation'\nmatch.phrases = ['mill']\nunless.facts = ['quoted']",
        "She called it “the <<mill>>” for years.",
        "“The mill fell.”",
    ),
    ("match.phrases = ['mill']\nunless.facts = ['question']", "The <<mill>> fell.", "Is it a mill?"),
    ("match.phrases = ['mill']\nunless.facts = ['conditional']", "The <<mill>> fell.", "If it were a mill, it would fall."),
    ("match.phrases = ['mill']\nunless.facts = ['own-act']", "The <<mill>> fell.", "We saw the mill."),
    ("match.phrases = ['mill']\nunless.facts = ['second-person']", "The <<mill>> fell.", "Your mill fell."),
    ("match.phrases = ['mill']\nunless.facts = ['dated']", "The <<mill>> fell.", "The mill fell in May 2021."),
    ("match.phrases = ['mill']\nunless.phrases = ['so']", "The <<mill>> fell.", "So the mill fell."),
    ("match.phrases = ['mill']\nunless.pattern = 'f.ll'", "The <<mill>> stood.", "The mill fell."),
    ("match.phrases = ['mill']\nunless.phrases = ['so']\nunless.within = 'sentence'", "The <<mill>> fell. So.", "So the mill fell."),
    ("match.phrases = ['mill']\nunless.phrases = ['so']\nunless.within = 'next-sentence'", "So. The <<mill>> fell.", "The mill fell. So."),
    (
        "match.phrases = ['mill']\nunless.phrases = ['so']\nunless.within = 'paragraph'",
        "The <<mill>> fell.\n\nSo.",
        "So. It is. The mill fell.",
    ),
    ("match.phrases = ['mill']\nunless.phrases = ['so']\nunless.within = 'document'", "The <<mill>> fell.", "The mill fell.\n\nSo."),
    ("once = 'document'\nmatch.phrases = ['mill']", "The <<mill>> is a mill.", "None."),
    ("fix = '{match}house'\nmatch.phrases = ['mill']", "The <<mill>>.", "None."),
    ("help = 'x'\nauthority = ['y']\nformerly = ['part/old']\nmatch.phrases = ['mill']", "The <<mill>>.", "None."),
    // Questions, with each of their parameters and placeholders.
    (
        "match.fact.acronym.undefined = { min-uses = 2 }\nmessage = '{acronym} {uses} {guess}'",
        "The <<QRB>> met. The QRB fell.",
        "The QRB met.",
    ),
    ("match.fact.acronym.undefined = { min-letters = 4 }", "The <<QRBX>> met the QRB.", "The QRB met."),
    (
        "match.fact.acronym.undefined = { spelled-out = true }",
        "Mills fear the <<NTVA>>.\n\n# On the National Turbine and Valve Agency",
        "Mills fear the NTVA.",
    ),
    ("match.fact.acronym.late = {}\nmessage = '{acronym} {long}'", "The <<QRB>> met. The Quarry Review Board (QRB) fell.", "None."),
    ("match.fact.acronym.unused = {}\nmessage = '{acronym} {long}'", "The Quarry Review Board (<<QRB>>) fell.", "None."),
    (
        "match.fact.acronym.conflicting = {}\nmessage = '{acronym} {long} {first}'",
        "The Quarry Review Board (QRB) met the Quay Repair Bank (<<QRB>>).",
        "The Quarry Review Board (QRB) met the Quarry Review Board (QRB).",
    ),
    (
        "match.fact.acronym.doubled = {}\nmessage = '{acronym} {long} {first}'",
        "The Quarry Review Board (QRB) met. The Quarry Review Board (<<QREB>>) fell.",
        "The Quarry Review Board (QRB) met. The Quarry Review Board (QRB) fell.",
    ),
    ("match.fact.attribution.sourceless = {}\nmessage = '{source} {cue}'", "It <<is thought>> to be so.", "It is so."),
    ("match.fact.attribution.unidentified = {}\nmessage = '{source} {cue}'", "<<An insider>> said so.", "Mara Holt said so."),
    ("match.fact.citation.broken = { kinds = ['footnote', 'link'] }\nmessage = '{kind} {fault}'", "So.<<[^1]>> <<[It]()>>.", "[It](#x)."),
    ("match.fact.citation.broken = {}", "So.<<[^1]>> <<[It](#x)>> (<<ibid.>>).", "So."),
    (
        "match.fact.citation.unused = { kinds = ['note'] }\nmessage = '{kind}'",
        "So.\n\n<<[^1]: x>>",
        "So [1].\n\n# References\n\n[1] A.\n[2] B.",
    ),
    (
        "match.fact.citation.duplicate = { kinds = ['anchor'] }\nmessage = '{kind}'",
        "# A {#a}\n\nSo.\n\n<<# B {#a}>>",
        "So.[^1]\n\n[^1]: x\n\n[^1]: y",
    ),
    (
        "match.fact.citation.unreadable = {}\nmessage = '{fault}'",
        "---\nbibliography: <<broken.bib>>\n---\n\nSo.",
        "---\nbibliography: refs.bib\n---\n\nSo.",
    ),
    ("match.fact.citation.untraceable = {}", "So.\n\n<<Source: the Gazette>>", "So."),
    ("match.fact.citation.bare = {}", "So: <<https://a.example>>.", "So."),
    (
        "match.fact.claim.unsourced = { kinds = ['figure'], min-score = 0.1 }\nmessage = '{kind} {reasons}'",
        "The mill cost <<4 million euros>> in 2021.",
        "The mill is fine.",
    ),
    ("match.fact.date.unanchored = {}", "It fell <<last May>>.", "It fell in May 2021."),
    ("match.fact.date.vague = {}", "It fell <<recently>>.", "It fell in May 2021."),
    ("match.fact.date.impossible = {}", "It fell on <<31 April 2021>>.", "It fell on 30 April 2021."),
    ("match.fact.date.ambiguous = {}", "It fell on <<03/04/2021>>.", "It fell on 23/04/2021."),
    ("match.fact.date.mistimed = {}", "It fell <<at 10:75>>.", "It fell at 10:45."),
    ("match.fact.date.relative = {}\nmessage = '{date}'", "---\ndate: 2021-05-03\n---\n\nIt fell <<last month>>.", "It fell last month."),
    ("match.fact.date.mismatched = {}\nmessage = '{weekday}'", "It fell on <<Monday, 4 March 2025>>.", "It fell on Tuesday, 4 March 2025."),
    ("match.fact.date.reversed = {}", "It ran <<from 2014 to 2009>>.", "It ran from 2009 to 2014."),
    (
        "match.fact.date.misaged = {}\nmessage = '{age} {expected}'",
        "Rask was born in 1950 and died in 2010 <<aged 70>>.",
        "Rask was born in 1950 and died in 2010 aged 60.",
    ),
    (
        "match.fact.date.misspanned = {}\nmessage = '{sum}'",
        "In <<the 12 years>> from 2001 to 2011 it fell.",
        "In the ten years from 2001 to 2011 it fell.",
    ),
    (
        "match.fact.date.misreckoned = {}\nmessage = '{sum}'",
        "---\ndate: 2015-06-01\n---\n\n<<Ten years ago>>, in 2001, it burned.",
        "---\ndate: 2015-06-01\n---\n\nTen years ago, in 2005, it burned.",
    ),
    (
        "match.fact.date.ahead = {}\nmessage = '{dated}'",
        "---\ndate: 2015-06-01\n---\n\nIt <<was opened in 2017>>.",
        "---\ndate: 2015-06-01\n---\n\nIt was opened in 2014.",
    ),
    (
        "match.fact.date.overdue = {}\nmessage = '{dated}'",
        "---\ndate: 2015-06-01\n---\n\nIt <<will open in 2014>>.",
        "---\ndate: 2015-06-01\n---\n\nIt will open in 2017.",
    ),
    ("match.fact.name.varied = {}\nmessage = '{other}'", "Mohamed Salim met <<Mohammed Salim>>.", "Mohamed Salim met Mohamed Salim."),
    ("match.fact.name.sounded = {}\nmessage = '{other}'", "We saw Steven Park and <<Stephen Park>>.", "We saw Steven Park and Susan Park."),
    (
        "match.fact.name.retitled = {}\nmessage = '{title}'",
        "One Minister Rask spoke, and <<Secretary Rask>> left.",
        "One Minister Rask spoke, and Minister Rask left.",
    ),
    (
        "scope = 'heading'\nmatch.fact.name.headlined = {}\nmessage = '{other}'",
        "# <<Schmitt>> falls\n\nThen Schmidt and then Schmidt fell.",
        "# Schmidt falls\n\nThen Schmidt and then Schmidt fell.",
    ),
    ("match.fact.number.impossible = {}", "We saw <<12 out of 10>> mills.", "We saw 10 out of 12 mills."),
    (
        "match.fact.number.unsummed = {}\nmessage = '{sum}'",
        "Some 60% sank, and the remaining <<50%>> burned.",
        "Some 60% sank, and the remaining 40% burned.",
    ),
    (
        "match.fact.number.miscalculated = {}\nmessage = '{expected}'",
        "Fares rose from 40 to 50 crowns, up <<20%>>.",
        "Fares rose from 40 to 50 crowns, up 25%.",
    ),
    ("match.fact.number.points = {}", "The rate rose <<2%>>, from 3% to 5%.", "The rate rose 2 percentage points, from 3% to 5%."),
    (
        "match.fact.number.miscounted = {}\nmessage = '{items}'",
        "There are <<three>> reasons:\n\n- a\n- b",
        "There are two reasons:\n\n- a\n- b",
    ),
    ("match.fact.number.misdirected = {}\nmessage = '{from} {to} {which}'", "Fares <<rose>> from 50 to 40.", "Fares rose from 40 to 50."),
    (
        "match.fact.number.multiplied = {}\nmessage = '{from} {to} {ratio}'",
        "Fares <<doubled>> from 40 to 60.",
        "Fares doubled from 40 to 80.",
    ),
    ("match.fact.number.overdrawn = {}", "Fares <<fell by 150%>>.", "Fares rose by 150%."),
    ("match.fact.number.misconverted = {}\nmessage = '{sum} {share}'", "A third (<<28%>>) sank.", "A third (33%) sank."),
    (
        "match.fact.number.mistotalled = {}\nmessage = '{sum}'",
        "We saw <<14>> mills: five old and eight new.",
        "We saw 13 mills: five old and eight new.",
    ),
    ("match.fact.number.misjoined = {}", "We saw <<between 40 to 80>> mills.", "We saw between 40 and 80 mills."),
    ("match.fact.number.overprecise = {}", "We saw <<about 4,327>> mills.", "We saw about 4,300 mills."),
    ("match.fact.number.reversed = {}", "We saw <<between 80 and 40>> mills.", "We saw between 40 and 80 mills."),
    (
        "match.fact.number.rescaled = {}\nmessage = '{other}'",
        "The pier cost $4.6 million. A pier for <<$4.6 billion>>!",
        "The pier cost $4.6 million. A pier for $4.6 million!",
    ),
    (
        "match.fact.number.varied = {}\nmessage = '{other}'",
        "The 12 council members met. The <<14>> council members fell.",
        "The 12 council members met. The 12 council members fell.",
    ),
    (
        "scope = 'heading'\nmatch.fact.number.headlined = {}\nmessage = '{other} {number}'",
        "# <<14>> mills sink\n\nWe saw 12 mills sink.",
        "# 14 mills sink\n\nWe saw 14 mills sink.",
    ),
    (
        "match.fact.metadata.missing = { fields = ['licence', 'license'] }\nmessage = '{field}'",
        "<<So it is.>>",
        "---\nlicense: CC0\n---\n\nSo it is.",
    ),
    (
        "match.fact.metadata.required = {}\nmessage = '{field}'",
        "---\ntitle: x\n---\n\n<<So it is.>>",
        "---\ntitle: x\ndate: 2021\n---\n\nSo.",
    ),
    ("match.fact.metadata.malformed = {}\nmessage = '{fault}'", "---\na: 1\nb: c<<: d>>\n---\n\nSo.", "---\na: 1\n---\n\nSo."),
    (
        "match.fact.passage.repeated = { min-words = 13 }\nmessage = '{words}'",
        "The grey ferry from Arnhem to Delft never sails on Sundays or in fog.\n\n<<The grey ferry from Arnhem to Delft never sails on Sundays or in fog>>.",
        "The ferry never sails.\n\nThe ferry never sails.",
    ),
    (
        "match.fact.quotation.unattributed = { min-words = 3 }\nmessage = '{words}'",
        "All fell silent. <<“We will not pay.”>> So it went.",
        "They call it the “silver mile”.",
    ),
    (
        "match.fact.quotation.unlocated = { min-words = 3 }\nmessage = '{words} {source}'",
        "The treaty states that <<“both banks remain open”>>.",
        "The treaty states in article 4 that “both banks remain open”.",
    ),
    ("match.fact.quotation.unclosed = {}", "He said: <<“>>We will not pay. Then he left.", "He said: “We will not pay.”"),
    (
        "match.fact.quotation.slipped = { min-words = 3 }\nmessage = '{quotation}'",
        "He called it “a shameful public waste”. The <<shameful public waste>> went on.",
        "He called it “a shameful public waste”. The waste went on.",
    ),
    (
        "match.fact.reference.unresolved = { kinds = ['definite'] }\nmessage = '{kind}'",
        "They met in Oslo on 3 May 2021. They read <<the document>>.",
        "The aforementioned plan.",
    ),
    ("match.fact.spelling.mixed = {}\nmessage = '{other}'", "Its colour fell. Its <<color>> rose.", "Its colour fell. Its colour rose."),
    ("match.fact.spelling.hyphened = {}\nmessage = '{other}'", "An e-mail fell. An <<email>> rose.", "An email fell. An email rose."),
];

#[test]
fn what_can_be_written_does_what_it_says() {
    let (mut failed, mut sound) = (Vec::new(), 0);
    let quoted = |text: &str| toml::Value::from(text).to_string();
    for (keys, flag, pass) in USES {
        let [flag, pass] = [flag, pass].map(|text| quoted(text));
        let rule = file("part/part", keys, &format!("flags = [{flag}, {flag}]\npasses = [{pass}, {pass}]"), true);
        let (language, set, mut faults) = load(&[rule]);
        let mut tally = examples::Tally::default();
        set.iter().for_each(|(id, _)| examples::run(&set, &language, id, &mut tally, &mut faults));
        failed.extend(faults.iter().map(|fault| format!("{keys}: {}", told(fault))));
        sound += tally.sound;
    }
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
    assert_eq!(sound, 4 * USES.len());
}

#[test]
fn no_question_and_no_parameter_is_left_out() {
    for question in QUESTIONS {
        let name = format!("{}.{}", question.fact, question.fault);
        assert!(USES.iter().any(|(keys, ..)| keys.contains(&format!("match.fact.{name} ="))), "nothing asks {name}");
        let used = || USES.iter().filter(|(keys, ..)| keys.contains(&format!("match.fact.{name} =")));
        for word in question
            .parameters
            .iter()
            .map(|parameter| parameter.name.to_owned())
            .chain(question.placeholders.iter().map(|name| format!("{{{name}}}")))
        {
            assert!(used().any(|(keys, ..)| keys.contains(&word)), "nothing uses {word} of {name}");
        }
        let mistaken = |what: &str| MISTAKES.iter().any(|(keys, ..)| keys.contains(&format!("match.fact.{name} =")) && keys.contains(what));
        for parameter in question.parameters {
            assert!(mistaken(parameter.name), "nothing mistakes {} of {name}", parameter.name);
        }
    }
}

/// Keys, the words at fault, what is told, and the help.
const MISTAKES: &[(&str, &str, &str, &str)] = &[
    ("match.phrases = []", "[]", "this list of phrases is empty", ""),
    ("match.phrases = ['(a']", "(", "this `(` is never closed", ""),
    ("match.pattern = 'a('", "(", "this regular expression does not compile: unclosed group", ""),
    (
        "match.pattern = '(?:\\w{90}){90}'",
        "'(?:\\w{90}){90}'",
        "this regular expression is too large",
        "repeat less, or make two rules of it",
    ),
    (
        "match.phrases = ['a']\nunless.pattern = '(?:\\w{90}){90}'",
        "'(?:\\w{90}){90}'",
        "this regular expression is too large",
        "repeat less, or make two rules of it",
    ),
    ("match.score = { weights = 'hedg', threshold = 0.5 }", "'hedg'", "no weights are named `hedg`", "did you mean `hedge`?"),
    (
        "match.score = { weights = 'hedge', threshold = 5.0 }",
        "{ weights = 'hedge', threshold = 5.0 }",
        "`threshold` is a probability, from 0 to 1",
        "",
    ),
    ("match.score = { weights = 'hedge' }", "{ weights = 'hedge' }", "the key `threshold` is missing", ""),
    (
        "match.phrases = ['a']\nmatch.pattern = 'b'",
        "match",
        "a rule has exactly one matcher",
        "write one of `match.phrases`, `match.pattern`, `match.score`, `match.fact`; a second one is a second rule",
    ),
    ("match.phrase = ['a']", "phrase", "unknown key `phrase`", "did you mean `phrases`?"),
    ("level = 'note'", "", "this rule looks for nothing", "write `match.phrases = […]` or another matcher"),
    ("scope = 'raw'\nmatch.phrases = ['a']", "'raw'", "only `match.pattern` looks at the raw text", ""),
    ("scope = 'line'\nmatch.fact.date.vague = {}", "'line'", "only `match.pattern` and `match.phrases` look at lines", ""),
    ("scope = 'headings'\nmatch.phrases = ['a']", "'headings'", "unknown value `headings`", "did you mean `heading`?"),
    ("match.phrases = ['a']\nunless.facts = ['citd']", "'citd'", "unknown value `citd`", "did you mean `cited`?"),
    (
        "match.phrases = ['a']\nunless.within = 'chapter'",
        "'chapter'",
        "unknown value `chapter`",
        "it may be `sentence`, `next-sentence`, `paragraph`, `document`",
    ),
    ("match.phrases = ['a']\nonce = 'sentence'", "'sentence'", "unknown value `sentence`", "it may be `document`"),
    ("match.phrases = ['a']\nfix = '{b}'", "{b}", "nothing fills `{b}`", "this rule fills `{match}`"),
    ("match.fact.date.vague = {}\nmessage = '{kind}'", "{kind}", "nothing fills `{kind}`", "this rule fills `{match}`"),
    // Facts.
    ("match.fact.dates.vague = {}", "dates", "no kind of fact is named `dates`", "did you mean `date`?"),
    ("match.fact.date.vogue = {}", "vogue", "no fault of this fact is named `vogue`", "did you mean `vague`?"),
    (
        "match.fact.date.zzz = {}",
        "zzz",
        "no fault of this fact is named `zzz`",
        "it may be `unanchored`, `vague`, `relative`, `impossible`, `ambiguous`, `mistimed`, `mismatched`, `reversed`, `misaged`, `misspanned`, `misreckoned`, `ahead`, `overdue`",
    ),
    ("match.fact.date = {}", "fact", "no fault of a fact is named", "write `match.fact.date.vague = {}` or another"),
    ("match.fact = {}", "{}", "no fault of a fact is named", "write `match.fact.date.vague = {}` or another"),
    (
        "match.fact.date.vague = {}\nmatch.fact.date.unanchored = {}",
        "vague",
        "a rule asks one thing of one fact",
        "a second one is a second rule",
    ),
    ("match.fact.date.vague = { kinds = ['date'] }", "kinds", "no parameter is named `kinds`", "it takes none: `{}`"),
    ("match.fact.date.vague = 3", "3", "integer `3` is not a table", ""),
    ("match.fact.acronym.undefined = { min-use = 2 }", "min-use", "no parameter is named `min-use`", "did you mean `min-uses`?"),
    ("match.fact.acronym.undefined = { min-uses = 0 }", "0", "`min-uses` is a whole number, 1 or more", ""),
    ("match.fact.acronym.undefined = { min-uses = '2' }", "'2'", "string \"2\" is not a list of names, a number, `true` or `false`", ""),
    ("match.fact.acronym.undefined = { min-letters = [] }", "[]", "`min-letters` is a whole number, 1 or more", ""),
    ("match.fact.acronym.undefined = { spelled-out = 1 }", "1", "`spelled-out` is `true` or `false`", ""),
    ("match.fact.citation.broken = { kinds = ['footnotes'] }", "'footnotes'", "no kind is named `footnotes`", "did you mean `footnote`?"),
    (
        "match.fact.citation.broken = { kinds = ['source-line'] }",
        "'source-line'",
        "no kind is named `source-line`",
        "it may be `footnote`, `link`, `label`, `anchor`, `file`, `bibliography`, `key`, `author-year`, `ibid`",
    ),
    ("match.fact.citation.unused = { kinds = ['anchor'] }", "'anchor'", "no kind is named `anchor`", "it may be `note`, `entry`"),
    ("match.fact.citation.duplicate = { kinds = [] }", "[]", "`kinds` is a list with one name at least", ""),
    ("match.fact.claim.unsourced = { kinds = 3 }", "3", "`kinds` is a list with one name at least", ""),
    ("match.fact.claim.unsourced = { min-score = 1.5 }", "1.5", "`min-score` is a number from 0 to 1", ""),
    ("match.fact.metadata.missing = {}", "missing", "the parameter `fields` is missing", ""),
    ("match.fact.metadata.missing = { fields = [] }", "[]", "`fields` is a list with one name at least", ""),
    ("match.fact.passage.repeated = { min-words = 2.5 }", "2.5", "`min-words` is a whole number, 12 or more", ""),
    ("match.fact.quotation.unattributed = { min-words = ['2'] }", "['2']", "`min-words` is a whole number, 1 or more", ""),
    ("match.fact.quotation.unlocated = { min-words = -1 }", "-1", "`min-words` is a whole number, 1 or more", ""),
    ("match.fact.quotation.slipped = { min-words = -1 }", "-1", "`min-words` is a whole number, 1 or more", ""),
    ("match.fact.reference.unresolved = { kinds = ['definit'] }", "'definit'", "no kind is named `definit`", "did you mean `definite`?"),
    // What is found elsewhere.
    (
        "found-by = 'triage'",
        "'triage'",
        "nothing finds what this rule speaks of",
        "write `match`; `found-by` stands only in a rule that takes the place of a built-in one with the same",
    ),
    ("found-by = 'nobody'", "'nobody'", "unknown value `nobody`", "it may be `ledger`, `triage`, `corpus`"),
    ("match.phrases = ['a']\nfound-by = 'corpus'", "match", "a rule has `match` or `found-by`, not both", ""),
];

const ANY: &str = "flags = ['<<a>>', '<<a>>']\npasses = ['b', 'b']";

fn told(fault: &Fault) -> String {
    format!("{} [{}] {}", fault.message, fault.span.of(&fault.source.text), fault.help.as_deref().unwrap_or(""))
}

#[test]
fn what_is_mistaken_is_told_at_its_place() {
    let mut failed = Vec::new();
    for (keys, at, message, help) in MISTAKES {
        let (.., faults) = load(&[file("part/part", keys, ANY, true)]);
        let found: Vec<_> = faults.iter().map(told).collect();
        if found != [format!("{message} [{at}] {help}")] {
            failed.push(format!("{keys}: {found:#?}"));
        }
    }
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}

#[test]
fn a_rule_that_is_found_elsewhere_can_only_be_replaced() {
    let elsewhere = |by: &str, own| file("hygiene/stale", &format!("found-by = '{by}'"), "", own);
    let faults_of = |files: &[RuleFile]| load(files).2.iter().map(told).collect::<Vec<_>>();
    assert_eq!(faults_of(&[elsewhere("triage", false)]), [""; 0], "a built-in one");
    assert_eq!(faults_of(&[elsewhere("triage", false), elsewhere("triage", true)]), [""; 0], "one that takes its place");
    let help = "write `match`; `found-by` stands only in a rule that takes the place of a built-in one with the same";
    for (files, message) in [
        (vec![elsewhere("triage", false), elsewhere("ledger", true)], "the built-in rule of this name is found elsewhere ['ledger']"),
        (
            vec![file("hygiene/stale", "match.phrases = ['a']", ANY, false), elsewhere("ledger", true)],
            "nothing finds what this rule speaks of ['ledger']",
        ),
    ] {
        assert_eq!(faults_of(&files), [format!("{message} {help}")]);
    }
}

#[test]
fn every_built_in_expression_compiles() {
    let (_, set, _) = load(&builtin::rules());
    let mut compiled = 0;
    for rule in &set.rules {
        let own = if let Matcher::Pattern(pattern) = &rule.matcher { Some(pattern) } else { None };
        for pattern in own.into_iter().chain(&rule.unless.pattern) {
            compiled += 1;
            assert!(pattern.compile().is_ok(), "{}: {}", rule.name, pattern.written);
        }
    }
    assert!(compiled > 5);
    assert!(Pattern::new("(?:\\w{90}){90}".into(), Vec::new()).compile().is_err(), "the test can fail");
}
