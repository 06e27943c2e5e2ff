//! The phrase language: all phrases of all rules, found in one pass over the tokens of a sentence.
//!
//! In go phrases, each under the number of its owner; out comes a [`PhraseSet`] that finds, for each owner, its leftmost
//! and then longest matches, which do not overlap. Knows nothing of rules: an owner is a number.

mod program;
mod syntax;

use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use program::{Program, Run, Scratch, ShapeSets, Start};
use syntax::Shape;

pub use syntax::PhraseError;

use super::tokens::ByHash;
use super::{Language, Token, TokenKind};

/// Many phrases, indexed by what they begin with.
#[derive(Debug, Serialize, Deserialize)]
pub struct PhraseSet {
    phrases: Vec<Phrase>,
    by_word: ByHash<Vec<u32>>,
    by_set: HashMap<super::Set, Vec<u32>>,
    by_shape: Vec<(Shape, Vec<u32>)>,
    shapes: ShapeSets,
}

#[derive(Debug, Serialize, Deserialize)]
struct Phrase {
    owner: u32,
    program: Program,
    /// What the second token must be one of; empty for anything.
    seconds: Vec<Start>,
}

/// One match of one owner's phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Whose phrase it is.
    pub owner: u32,
    /// The tokens it covers, by index in the slice that was searched.
    pub tokens: Range<usize>,
    /// What it captured: names and token ranges.
    pub captures: Vec<(String, Range<usize>)>,
}

impl PhraseSet {
    /// A set without phrases.
    pub fn new(language: &Language) -> Self {
        let shapes = ShapeSets { number_word: language.set("number-word"), not_adverb: language.set("not-adverb") };
        Self { phrases: Vec::new(), by_word: ByHash::default(), by_set: HashMap::new(), by_shape: Vec::new(), shapes }
    }

    /// Adds a phrase of `owner`, and tells the names that it captures.
    pub fn add(&mut self, owner: u32, phrase: &str, language: &Language) -> Result<Vec<String>, PhraseError> {
        let program = program::compile(&syntax::parse(phrase)?, &language.lexicons)?;
        let number = u32::try_from(self.phrases.len()).unwrap_or(u32::MAX);
        for start in program.starts() {
            match start {
                Start::Word(hash) => enter(self.by_word.entry(hash).or_default(), number),
                Start::Set(set) => {
                    enter(self.by_set.entry(set).or_default(), number);
                    language.lexicons.heads(set).for_each(|hash| enter(self.by_word.entry(hash).or_default(), number));
                }
                Start::Shape(shape) => match self.by_shape.iter_mut().find(|(other, _)| *other == shape) {
                    Some((_, phrases)) => enter(phrases, number),
                    None => self.by_shape.push((shape, vec![number])),
                },
            }
        }
        let captures = program.captures.clone();
        let seconds = program.seconds(&language.lexicons);
        self.phrases.push(Phrase { owner, seconds, program });
        Ok(captures)
    }

    /// Every match in the tokens of one sentence, by owner and place.
    pub fn find(&self, language: &Language, prose: &str, tokens: &[Token]) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut scratch = Scratch::default();
        let mut candidates = Vec::new();
        // Where the next token stands that is no quotation mark.
        let mut next_at = 0;
        for (at, token) in tokens.iter().enumerate() {
            next_at = next_at.max(at + 1);
            while tokens.get(next_at).is_some_and(|token| token.kind == TokenKind::Quote) {
                next_at += 1;
            }
            // No match begins inside a hyphenated word.
            if token.joined() {
                continue;
            }
            let next = tokens.get(next_at).copied();
            candidates.clear();
            self.candidates(language, prose, *token, &mut candidates);
            for number in &candidates {
                let phrase = &self.phrases[*number as usize];
                if !phrase.seconds.is_empty() && !next.is_some_and(|next| phrase.goes_on_with(next, language)) {
                    continue;
                }
                let run = Run { program: &phrase.program, lexicons: &language.lexicons, shapes: self.shapes, prose, tokens, start: at };
                if let Some(way) = run.longest(&mut scratch) {
                    let named = phrase.program.captures.iter().zip(way.captures);
                    let captures = named.filter_map(|(name, place)| place.map(|(start, end)| (name.clone(), start..end)));
                    hits.push(Hit { owner: phrase.owner, tokens: at..way.end, captures: captures.collect() });
                }
            }
        }
        leftmost_longest(&mut hits);
        hits
    }

    fn candidates(&self, language: &Language, prose: &str, token: Token, numbers: &mut Vec<u32>) {
        if let Some(found) = self.by_word.get(&token.hash) {
            numbers.extend(found);
        }
        if token.word != 0 {
            for set in language.lexicons.sets_of(token) {
                if let Some(found) = self.by_set.get(&set) {
                    numbers.extend(found);
                }
            }
        }
        let number =
            |token: Token| matches!(token.kind, TokenKind::Number | TokenKind::Symbol) || language.holds(self.shapes.number_word, token);
        let may_be = |shape: Shape| match shape {
            Shape::Number => number(token),
            Shape::Capital | Shape::Acronym => token.capital(),
            Shape::Adverb => token.kind == TokenKind::Word && token.span().of(prose).ends_with('y'),
        };
        numbers.extend(self.by_shape.iter().filter(|(shape, _)| may_be(*shape)).flat_map(|(_, phrases)| phrases));
        numbers.sort_unstable();
        numbers.dedup();
    }
}

impl Phrase {
    fn goes_on_with(&self, next: Token, language: &Language) -> bool {
        self.seconds.iter().any(|second| match second {
            Start::Word(hash) => *hash == next.hash,
            Start::Set(set) => language.holds(*set, next),
            Start::Shape(_) => true,
        })
    }
}

fn enter(numbers: &mut Vec<u32>, number: u32) {
    if numbers.last() != Some(&number) {
        numbers.push(number);
    }
}

/// Keeps, for each owner, the leftmost match, of those that begin together the longest, and none that overlaps it.
fn leftmost_longest(hits: &mut Vec<Hit>) {
    hits.sort_by(|a, b| {
        (a.owner, a.tokens.start, std::cmp::Reverse(a.tokens.end)).cmp(&(b.owner, b.tokens.start, std::cmp::Reverse(b.tokens.end)))
    });
    let mut last: Option<(u32, usize)> = None;
    hits.retain(|hit| {
        let free = last.is_none_or(|(owner, end)| owner != hit.owner || end <= hit.tokens.start);
        if free {
            last = Some((hit.owner, hit.tokens.end));
        }
        free
    });
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::source::{Format, Source};
    use crate::span::Span;

    fn language() -> Language {
        let files = [
            ("say.toml", "source = 'x'\ninflect = 'verb'\nwords = ['say', 'argue', 'point out']"),
            ("who.toml", "source = 'x'\nwords = ['critics', 'some experts', 'people familiar with the matter', 'May']"),
            ("all.toml", "source = 'x'\nwords = ['~{say}', '{who}']"),
            ("irregular.toml", "source = 'x'\n[irregular]\nsay = ['says', 'said', 'saying']"),
            ("number-word.toml", "source = 'x'\nwords = ['three', 'million', 'twenty-five']"),
            ("not-adverb.toml", "source = 'x'\nwords = ['family']"),
        ];
        let sources: Vec<_> = files.iter().map(|(name, text)| Arc::new(Source::new(*name, Format::Plain, *text))).collect();
        let mut faults = Vec::new();
        let language = Language::load(&sources, &[], &mut faults);
        assert_eq!(faults, []);
        language
    }

    /// What `phrase` matches in `text`, each match with its captures, joined by ` / `.
    fn found(phrase: &str, text: &str) -> String {
        let language = language();
        let mut set = PhraseSet::new(&language);
        set.add(0, phrase, &language).unwrap_or_else(|error| panic!("{phrase}: {error:?}"));
        let tokens = language.tokens(text, [Span::new(0, text.len())]);
        let place = |range: &Range<usize>| tokens[range.start].span().join(tokens[range.end - 1].span()).of(text);
        let shown = |hit: &Hit| {
            let captures: String = hit.captures.iter().map(|(name, range)| format!(" [{name}={}]", place(range))).collect();
            format!("{}{captures}", place(&hit.tokens))
        };
        set.find(&language, text, &tokens).iter().map(shown).collect::<Vec<_>>().join(" / ")
    }

    #[test]
    fn phrases_match_as_documented() {
        for (phrase, text, matches) in [
            ("in recent years", "In\n recent   years, in recent times", "In\n recent   years"),
            ("there's no way", "There’s no way out", "There’s no way"),
            // Lower case matches any case; a capital matches only a capital.
            ("may", "May may MAY", "May / may / MAY"),
            ("May", "May may MAY", "May / MAY"),
            ("US", "us Us US", "US"),
            // Hyphens: one in the phrase matches a space too, a space matches no hyphen.
            ("game-changing", "a game-changing, game changing idea", "game-changing / game changing"),
            ("first ever", "the first-ever pact", ""),
            ("ever", "the first-ever pact, ever", "ever"),
            ("first", "the first-ever pact", ""),
            ("<number>-(page|paragraph)", "a 99-paragraph pact of 3 page", "99-paragraph / 3 page"),
            // Punctuation stops a match, quotation marks do not.
            ("critics say", "critics, say; critics “say”", "critics “say"),
            ("not only * , but", "not only here, but there", "not only here, but"),
            // Alternatives, options, gaps.
            ("(very)? (big|large) house", "a very big house, a large house, very house", "very big house / large house"),
            ("critics *2 say", "critics say, critics of it say, critics of all of it say", "critics say / critics of it say"),
            ("might *", "it might well, might.", "might well"),
            ("critics * say", "critics say, critics often say", "critics often say"),
            // Inflection.
            ("~suspect", "suspects suspected suspecting suspicion", "suspects / suspected / suspecting"),
            ("~(show|say) that", "shows that, said that, saying that", "shows that / said that / saying that"),
            ("~{say}", "argues, pointed out, said, say", "argues / pointed out / said / say"),
            ("{say}", "argues, point out, said, say", "point out / say"),
            ("{all}", "argues, critics", "argues / critics"),
            // Lexicons with set phrases, captures, case.
            (
                "{who} ~{say}",
                "Some experts say; people familiar with the matter said",
                "Some experts say / people familiar with the matter said",
            ),
            ("{name:who} (have|has)? ~{say}", "critics have argued", "critics have argued [name=critics]"),
            ("{who}", "In May it may", "May"),
            // Shapes.
            ("<number> (people)?", "€ 1,200 and 4.1% and three million people", "€ 1,200 / 4.1% / three million people"),
            ("<adverb> <capital>", "quickly Ann, family Ann, only Bo", "quickly Ann"),
            ("<acronym>", "NATO and the U.S. and Nato", "NATO / U.S."),
            // Leftmost, then longest, without overlap.
            ("(a|a b|b c)", "a b c", "a b"),
            ("may may", "may may may may may", "may may / may may"),
            // A possessive follows the bare word.
            ("the agreement", "the agreement’s terms", "the agreement"),
            // An opaque token is no word.
            ("see *3 there", "see \u{1a}\u{1a} there, see it there", "see it there"),
        ] {
            assert_eq!(found(phrase, text), matches, "{phrase:?} in {text:?}");
        }
    }

    #[test]
    fn each_way_to_get_it_wrong_is_told_at_its_place() {
        for (phrase, at, message) in [
            ("", "", "this phrase is empty"),
            ("a (b|c", "(", "this `(` is never closed"),
            ("a b) c", ")", "this `)` closes nothing"),
            ("a (b|) c", ")", "an alternative is empty"),
            ("a {who", "{", "this bracket is never closed"),
            ("a who} b", "}", "this bracket closes nothing"),
            ("a {whoo} b", "{whoo}", "no lexicon is named `whoo`"),
            ("a {Who} b", "Who", "this is no lexicon's name"),
            ("{match:who} b", "match:who", "`match` is the name of the whole match"),
            ("a <nummer> b", "nummer", "no shape is named `nummer`"),
            ("* a", "*", "a phrase does not begin with `*`"),
            ("a *2", "*2", "a phrase does not end with words that may be absent"),
            ("a *12 b", "*12", "`*` takes a number from 1 to 9"),
            ("(a)?", "(a)?", "this phrase may match no word at all"),
            ("a ~ b", "~", "`~` stands before nothing that inflects"),
            ("~first-ever", "first-ever", "`~` inflects a single word"),
            ("~{who}", "~{who}", "the lexicon `who` does not say how its words inflect"),
        ] {
            let language = language();
            let error = PhraseSet::new(&language).add(0, phrase, &language).expect_err(phrase);
            assert_eq!((error.span.of(phrase), error.message.as_str()), (at, message), "{phrase:?}");
        }
    }

    #[test]
    fn a_long_run_of_one_word_stays_cheap() {
        let text = "may ".repeat(20_000);
        assert_eq!(found("may *9 may *9 may *9 might", &text), "");
        let nested = "(a (b)? (c)?)? ".repeat(40) + "d";
        assert_eq!(found(&nested, &"a ".repeat(2_000)), "");
    }
}
