//! The phrase language: all phrases of all rules, found in one pass over the tokens of a sentence.
//!
//! In go phrases, each under the number of its owner; out comes a [`PhraseSet`] that finds, for each owner, its leftmost
//! and then longest matches, which do not overlap. Knows nothing of rules: an owner is a number.

mod index;
mod program;
mod run;
mod syntax;

use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use index::{Index, Nodes};
use program::Program;
use run::{Place, Run, Scratch, ShapeSets};

pub use syntax::PhraseError;

use super::{Language, Token, Vocabulary};

/// Many phrases, indexed by what they begin with.
#[derive(Debug, Serialize, Deserialize)]
pub struct PhraseSet {
    phrases: Vec<Phrase>,
    /// Of phrases added so far; [`PhraseSet::enter`] brings it up to date.
    index: Index,
    shapes: ShapeSets,
    /// Numbers by text, while phrases are added.
    #[serde(skip)]
    by_text: HashMap<String, usize>,
    added: u32,
}

/// A phrase, however many have it.
#[derive(Debug, Serialize, Deserialize)]
struct Phrase {
    /// Who has it, and as the how manyth phrase of all.
    owners: Vec<(u32, u32)>,
    program: Program,
}

/// One match of one owner's phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit<'a> {
    /// Whose phrase it is.
    pub owner: u32,
    /// The tokens it covers, by index in the slice that was searched.
    pub tokens: Range<usize>,
    /// What it captured: names and token ranges.
    pub captures: Vec<(&'a str, Range<usize>)>,
}

impl PhraseSet {
    /// A set without phrases.
    pub fn new(language: &Language) -> Self {
        let shapes = ShapeSets { number_word: language.set("number-word"), not_adverb: language.set("not-adverb") };
        Self { phrases: Vec::new(), index: Index::default(), shapes, by_text: HashMap::new(), added: 0 }
    }

    /// Adds a phrase of `owner`, and tells the names that it captures. It is looked for after [`PhraseSet::enter`].
    pub fn add(&mut self, owner: u32, phrase: &str, language: &Language) -> Result<Vec<String>, PhraseError> {
        self.added += 1;
        if let Some(known) = self.by_text.get(phrase).and_then(|number| self.phrases.get_mut(*number)) {
            known.owners.push((owner, self.added));
            return Ok(known.program.captures.clone());
        }
        let program = program::compile(&syntax::parse(phrase)?, &language.lexicons)?;
        let captures = program.captures.clone();
        self.by_text.insert(phrase.to_owned(), self.phrases.len());
        self.phrases.push(Phrase { owners: vec![(owner, self.added)], program });
        Ok(captures)
    }

    /// Enters the phrases in the index, once all are added.
    pub fn enter(&mut self) {
        self.index = Index::of(self.phrases.iter().map(|phrase| &phrase.program));
    }

    /// A search through the sentences of a document.
    pub fn search<'a>(&'a self, language: &'a Language, prose: &'a str, vocabulary: &Vocabulary) -> Search<'a> {
        let nodes = self.index.nodes(language, prose, self.shapes, vocabulary);
        Search { set: self, language, prose, nodes, scratch: Scratch::default(), candidates: Vec::new(), ranked: Vec::new() }
    }
}

/// The phrases of a set as they are looked for in a document.
pub struct Search<'a> {
    set: &'a PhraseSet,
    language: &'a Language,
    prose: &'a str,
    nodes: Nodes,
    scratch: Scratch,
    candidates: Vec<u32>,
    /// Hits with the rank of their phrase.
    ranked: Vec<(u32, Hit<'a>)>,
}

impl<'a> Search<'a> {
    /// Every match in the tokens of one sentence, by owner and place.
    pub fn find(&mut self, tokens: &[Token]) -> impl Iterator<Item = Hit<'a>> + '_ {
        let place = Place { sets: &self.language.lexicons.sets, shapes: self.set.shapes, prose: self.prose, tokens };
        // No match begins inside a hyphenated word.
        for (start, _) in tokens.iter().enumerate().filter(|(_, token)| !token.joined()) {
            self.candidates.clear();
            self.set.index.candidates(&place, &self.nodes, start, &mut self.candidates);
            self.candidates.sort_unstable();
            self.candidates.dedup();
            for number in &self.candidates {
                let phrase = &self.set.phrases[*number as usize];
                let Some(way) = (Run { program: &phrase.program, place, start }).longest(&mut self.scratch) else { continue };
                for (owner, rank) in &phrase.owners {
                    let named = phrase.program.captures.iter().zip(&way.captures);
                    let captures = named.filter_map(|(name, place)| place.map(|(start, end)| (name.as_str(), start..end))).collect();
                    self.ranked.push((*rank, Hit { owner: *owner, tokens: start..way.end, captures }));
                }
            }
        }
        leftmost_longest(&mut self.ranked);
        self.ranked.drain(..).map(|(_, hit)| hit)
    }
}

/// Keeps, for each owner, the leftmost match, of those that begin together the longest, and none that overlaps it.
fn leftmost_longest(hits: &mut Vec<(u32, Hit<'_>)>) {
    hits.sort_unstable_by_key(|(rank, hit)| (hit.owner, hit.tokens.start, std::cmp::Reverse(hit.tokens.end), *rank));
    let mut last: Option<(u32, usize)> = None;
    hits.retain(|(_, hit)| {
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
        set.enter();
        let tokens = language.tokens(text, [Span::new(0, text.len())]);
        let place = |range: &Range<usize>| tokens[range.start].span().join(tokens[range.end - 1].span()).of(text);
        let shown = |hit: Hit<'_>| {
            let captures: String = hit.captures.iter().map(|(name, range)| format!(" [{name}={}]", place(range))).collect();
            format!("{}{captures}", place(&hit.tokens))
        };
        set.search(&language, text, tokens.vocabulary()).find(&tokens).map(shown).collect::<Vec<_>>().join(" / ")
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
