//! Where sentences begin and end.
//!
//! In go the blocks of a document and their tokens; out come sentences in order. Nothing crosses the end of a block.
//! [`stops`] says where a sentence ends; [`enumerations`] where an item of a list that runs on in one block begins, and
//! [`captions`] where a sentence begins that no stop stands before.

mod captions;
mod enumerations;
mod stops;

use std::ops::Range;

use crate::document::{Document, JOINT};
use crate::language::{Language, Token};
use crate::span::Span;
use captions::Captions;
use enumerations::Enumeration;
use stops::Stops;

/// One sentence, or a heading, title, list item or cell, which count as sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From its first character to its last: closing quotation marks and brackets, and the markup of its ends, such as a note
    /// mark, included; trimmed of white space.
    pub span: Span,
    /// The indexes of its tokens.
    pub tokens: Range<usize>,
    /// The index of its block in the document.
    pub block: usize,
}

/// Cuts each block into sentences.
pub fn find(language: &Language, document: &Document, tokens: &[Token]) -> Vec<Sentence> {
    let splitter = Splitter { stops: Stops::new(language, &document.prose), captions: Captions::new(language, &document.prose) };
    let mut at = 0;
    let mut out = Vec::new();
    for (block, b) in document.blocks.iter().enumerate() {
        let first = at;
        while at < tokens.len() && (tokens[at].start as usize) < b.span.end {
            at += 1;
        }
        let earlier = out.len();
        splitter.cut(&tokens[first..at], |range| {
            let own = first + range.start..first + range.end;
            let span = tokens[own.start].span().join(tokens[own.end - 1].span());
            out.push(Sentence { span, tokens: own, block });
        });
        stretch(&document.prose, b.span, &mut out[earlier..]);
    }
    out
}

/// Gives the markup between the sentences of a block, which is no token, to the sentence that it adjoins: a note mark
/// behind a stop to the sentence that the stop ends, the stars of bold type to the first word within.
fn stretch(prose: &str, block: Span, sentences: &mut [Sentence]) {
    let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else { return };
    let head = Span::new(block.start, first.span.start).of(prose);
    let tail = Span::new(last.span.end, block.end).of(prose);
    for i in 1..sentences.len() {
        let (before, after) = shares(Span::new(sentences[i - 1].span.end, sentences[i].span.start).of(prose));
        sentences[i - 1].span.end += before;
        sentences[i].span.start -= after;
    }
    if let Some(first) = sentences.first_mut() {
        first.span.start -= head.find(JOINT).map_or(0, |at| head.len() - at);
    }
    if let Some(last) = sentences.last_mut() {
        last.span.end += tail.rfind(JOINT).map_or(0, |at| at + JOINT.len_utf8());
    }
}

/// How many bytes of the gap between two sentences belong to the one before, and how many to the one after.
fn shares(gap: &str) -> (usize, usize) {
    let space = gap.char_indices().rev().find(|(_, c)| c.is_whitespace());
    let Some((at, c)) = space else { return (gap.len(), 0) };
    let (before, after) = (&gap[..at], &gap[at + c.len_utf8()..]);
    (before.rfind(JOINT).map_or(0, |at| at + JOINT.len_utf8()), after.find(JOINT).map_or(0, |at| after.len() - at))
}

struct Splitter<'a> {
    stops: Stops<'a>,
    captions: Captions<'a>,
}

impl Splitter<'_> {
    /// Cuts the tokens of one block; `sentence` gets the range of each sentence, none of them empty.
    fn cut(&self, tokens: &[Token], mut sentence: impl FnMut(Range<usize>)) {
        let prose = self.stops.prose;
        let mut items = Enumeration::opening(prose, tokens);
        let mut start = 0;
        let mut at = self.captions.head(tokens);
        if at > 0 {
            sentence(0..at);
            start = at;
        }
        while at < tokens.len() {
            let alone = self.stops.separates(tokens, at);
            let begins = alone || items.as_mut().is_some_and(|items| items.goes_on(prose, tokens, at)) || self.captions.credits(tokens, at);
            if begins && at > start {
                sentence(start..at);
                start = at;
            }
            if alone {
                at += 1;
                sentence(start..at);
                start = at;
                continue;
            }
            match self.stops.at(tokens, start, at) {
                Some(stop) => {
                    at = stop.end;
                    if stop.ends {
                        sentence(start..at);
                        start = at;
                    }
                }
                None => at += 1,
            }
        }
        if start < tokens.len() {
            sentence(start..tokens.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::document::{Block, BlockKind};

    fn english() -> Language {
        let mut faults = Vec::new();
        let language = Language::load(&builtin::folder("lexicons"), &[], &mut faults);
        assert!(faults.is_empty(), "{faults:?}");
        language
    }

    /// The sentences of one block.
    fn sentences(language: &Language, text: &str) -> Vec<Sentence> {
        let blocks = vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }];
        let document = Document { prose: text.to_owned(), blocks, ..Document::default() };
        let tokens = language.tokens(text, [Span::new(0, text.len())]);
        let found = find(language, &document, &tokens);
        let mut next = 0;
        for sentence in &found {
            assert_eq!(sentence.tokens.start, next, "every token is in one sentence: {text:?}");
            assert!(sentence.tokens.end > next, "no sentence is empty: {text:?}");
            next = sentence.tokens.end;
        }
        assert_eq!(next, tokens.len(), "{text:?}");
        found
    }

    /// Each case is a block with `|` where one sentence ends and the next begins.
    fn check(cases: &[&str]) {
        let language = english();
        for case in cases {
            let text = case.replace(" | ", " ").replace("| ", "").replace('|', "");
            let found = sentences(&language, &text);
            let shown: Vec<_> = found.iter().map(|sentence| sentence.span.of(&text)).collect();
            let expected: Vec<_> = case.split('|').map(str::trim).collect();
            assert_eq!(shown, expected);
        }
    }

    #[test]
    fn stops_end_sentences() {
        check(&[
            "The ferry sank. | Nobody drowned.",
            "Did it sink? | It did! | Nobody drowned",
            "Really?! | Yes!!! | Then who paid??",
            "It cost 3.5 million. | 40 people paid.",
            "It sank.| Nobody drowned.",
            "the ferry sank. | nobody drowned. | we think",
            "Look at the pier! | we did",
            "See harbour.example.org or main.rs for more. | Then call.",
            "Write to mara.holt@example.org. | She answers.",
            "沈没した。| 誰も死ななかった。",
        ]);
    }

    #[test]
    fn abbreviations_end_no_sentence_but_before_an_opener() {
        check(&[
            "Mr. Holt met Gen. Ruiz, Sen. Ada Lin and Prof. B. C. Marsh.",
            "He moved to St. Ives in Jan. 2020 and to Mt. Vernon, Va., later.",
            "They sued Holt Inc. and Ruiz & Co. of Leeds. | They lost.",
            "They sued Holt Inc. | The court agreed.",
            "He lives in the U.S. | She lives in the E.U. | Both pay.",
            "The U.S. Senate and the D.C. Circuit disagree.",
            "Ships, e.g. Ferries, sink, i.e. they go down, cf. Holt and approx. five others.",
            "Tea, milk, etc. | Holt paid. | Bread, etc., came later.",
            "See p. 5, pp. 6-7, vol. IV, No. 12 and Fig. 3 there.",
            "The answer was no. | Holt left. | He sang no. 9 again.",
            "Holt v. Ruiz and Lin vs. Marsh were heard.",
            "At 5 a.m. Holt left. | He was back by 6 p.m. Monday.",
            "The hall opens daily at 10 a.m. | Visitors pay at the door.",
            "We make a team, you and I. | Did you see Ada I. Holt?",
            "He earned a Ph.D. in Rome. | That was Holt Jr.'s second.",
            "J. R. Holt and J.R. Ruiz met. | W. Lin did not.",
            "The map hangs in Washington, D.C. | Image: Ada Holt.",
        ]);
    }

    #[test]
    fn what_closes_belongs_to_the_sentence() {
        check(&[
            "“It sank.” | “Nobody drowned,” she said. | “Good.”",
            "\"It sank.\" | \"Good,\" she said.",
            "“Why?” she asked. | “Why not?” Holt replied. | “Oh!” | They left.",
            "She turned, 'It sank.' she said.",
            "He said it (the ferry) sank (it had leaked for years.) in May.",
            "(It sank.) | Nobody drowned (he said). | Good.",
            "It sank.[1] | Nobody drowned.[2][3] | Good. [12] | Better.[note 4] | Best.[citation needed] | Done.",
            "It sank.\u{1a}\u{1a} | Nobody drowned.",
            "The share is “51 percent.“ | It stands.",
            "“It sank.” – Mara Holt",
        ]);
    }

    #[test]
    fn markup_belongs_to_the_sentence_it_adjoins() {
        let cases = [
            ("It sank.~~~~ Nobody ~~drowned~~.~~~~", ["It sank.~~~~", "Nobody ~~drowned~~.~~~~"]),
            ("It sank. ~~~~ ~~Nobody~~ drowned.", ["It sank. ~~~~", "~~Nobody~~ drowned."]),
            ("~~It sank.~~ ~~Nobody drowned.~~", ["~~It sank.~~", "~~Nobody drowned.~~"]),
            ("~~It~~ sank. Nobody drowned. ~~~~", ["~~It~~ sank.", "Nobody drowned. ~~~~"]),
        ];
        let language = english();
        for (case, expected) in cases {
            let text = case.replace('~', "\0");
            let shown: Vec<_> = sentences(&language, &text).iter().map(|sentence| sentence.span.of(&text).replace('\0', "~")).collect();
            assert_eq!(shown, expected);
        }
    }

    #[test]
    fn dots_may_go_on() {
        check(&[
            "It was ... well, I mean...see . . . the thing is . . . I left.",
            "I never meant that.... | She left.",
            "They waited... | Then it sank.",
            "“Holt [...] used the pier [...]” (Ruiz 55).",
            "It grew . . . slowly. | . . . The pier was old. . . .",
            "It sank … | The end.",
        ]);
    }

    #[test]
    fn lists_fall_into_items() {
        check(&[
            "1. Boats | 2. Piers | 3. Ropes",
            "1) Boats sink. | 2) Piers rot.",
            "a. Boats | b. Piers",
            "• 9. Boats | • 10. Piers",
            "2.1. Boats and Piers",
            "III. Boats",
            "(a) Boats sink, (b) piers rot, and (c) ropes fray.",
            "The crew won game 2. | They slept.",
        ]);
    }

    #[test]
    fn captions_and_rules_stand_alone() {
        check(&[
            "Figure 2.1 | The old pier before the storm",
            "Figure 2.1 shows the old pier.",
            "The old pier before the storm | Photo: Mara Holt",
            "Second, Open Source: the code of the pier is public.",
            "Thursday, March 12, 2020 | The ferry sank.",
            "The ferry sank. | *** | Nobody drowned.",
            "The ferry was a wreck :-) | Nobody drowned.",
            "They shouted f------ at us.",
        ]);
    }

    #[test]
    fn strange_text_takes_no_time() {
        let language = english();
        let many = 30_000;
        let begun = std::time::Instant::now();
        for text in [
            ". ", "?!", ".)", ".”)", "[", "[... ", " . . .", "1. ", "a.) ", "- ", "*** ", "( ", "U.S. ", "Mr. ", ":-) ", "...[1] ",
            "\u{1a}.",
        ] {
            sentences(&language, &text.repeat(many));
        }
        assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    }
}
