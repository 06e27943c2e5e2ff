//! The features of sentences, for `weights/learn.py`: what is learnt from is what is scored.
//!
//! One sentence a line on standard input; for each, one line of JSON: `{"words": [...], "pairs": [...], "marks": [...]}`
//! as weight files write them, and `"opening"`, those of the words that stand only with the capital of a sentence's
//! beginning. An argument `unquoted` leaves out what stands between quotation marks.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, BufRead, BufWriter, Write};

use seedlint::language::features::{Feature, Features, MARKS, Mark, NAME, NUMBER, START};
use seedlint::language::{Language, fold_hash};
use seedlint::source::{Format, Source};
use seedlint::{builtin, facts};

fn main() -> io::Result<()> {
    let unquoted = std::env::args().any(|argument| argument == "unquoted");
    let language = Language::load(&builtin::folder("lexicons"), &[], &mut Vec::new());
    let mut lexicons: Vec<String> = language.lexicons().map(str::to_owned).collect();
    lexicons.sort();
    let named = MARKS.iter().map(|(name, mark)| ((*name).to_owned(), *mark));
    let (names, marks): (Vec<String>, Vec<Mark>) =
        named.chain(lexicons.iter().map(|name| (format!("{{{name}}}"), Mark::Lexicon(language.set(name))))).unzip();
    let features = Features::new(marks, &language);
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let reading = seedlint::read(&language, Default::default(), &Source::new("x.txt", Format::Plain, line?));
        let prose = reading.document.prose.as_str();
        let tokens = match unquoted {
            true => facts::unquoted(&reading.facts.tokens, &reading.facts.quotations),
            false => Cow::Borrowed(&reading.facts.tokens[..]),
        };
        let mut spelled: HashMap<u64, String> = [NUMBER, NAME, START].map(|key| (fold_hash(key), key.to_owned())).into();
        spelled.extend(tokens.iter().map(|token| (token.hash, token.text(prose).to_lowercase().replace('’', "'"))));
        let (mut words, mut pairs, mut shown, mut opening) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        features.shown(&language, prose, reading.facts.tokens.vocabulary()).visit(&tokens, |feature, place| match feature {
            Feature::Word(key) => {
                let list = if tokens[place.start].capital() && key != fold_hash(NAME) { &mut opening } else { &mut words };
                list.push(spelled[&key].clone());
            }
            Feature::Pair(first, second) => pairs.push(format!("{} {}", spelled[&first], spelled[&second])),
            Feature::Mark(mark) => shown.push(names[mark].as_str()),
        });
        writeln!(out, "{}", serde_json::json!({ "words": words, "opening": opening, "pairs": pairs, "marks": shown }))?;
    }
    Ok(())
}
