//! Words that are somebody else's: between quotation marks, set off as a block, or behind a speaker's name in a transcript.
//!
//! In go tokens, sentences and blocks; out come quotations, outer ones before those within. [`marks`] says which marks
//! belong together, [`kinds`] whether somebody says the words or a term or title is only named, [`transcript`] who takes turns; here paragraphs of one quotation
//! are joined. The words of no quotation are the author's.

mod kinds;
mod marks;
mod transcript;

use super::Prose;
use crate::document::BlockKind;
use crate::kinds::QuotationKind;
use crate::language::{Token, TokenKind};
use crate::span::Span;
use kinds::Kinds;
use marks::{CLASSES, Class, Marks, Pair};

/// One quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// With its quotation marks.
    pub span: Span,
    /// Without them.
    pub inner: Span,
    /// How it is set off.
    pub kind: QuotationKind,
    /// How many words it holds.
    pub words: usize,
    /// Whether its closing mark was found (or, in a quotation of several paragraphs, stands later).
    pub closed: bool,
}

/// Finds every quotation.
pub fn find(prose: Prose<'_>) -> Vec<Quotation> {
    let kinds = Kinds::new(prose);
    let marks = Marks::new(prose.language, prose.text());
    let mut paragraphs = Paragraphs::default();
    let mut found = Vec::new();
    let mut at = 0;
    let spoken = transcript::spoken(prose);
    for (number, block) in prose.document.blocks.iter().enumerate() {
        let first = at;
        at += prose.tokens[at..].partition_point(|token| (token.start as usize) < block.span.end);
        let tokens = &prose.tokens[first..at];
        let counts = running_words(tokens);
        let set_off = if block.kind == BlockKind::Quote { Some(block.span) } else { spoken.get(&number).copied() };
        if let Some(span) = set_off {
            let words = counts[tokens.len()] - counts[tokens.partition_point(|token| (token.start as usize) < span.start)];
            found.push(Quotation { span, inner: span, kind: QuotationKind::Block, words, closed: true });
        }
        paragraphs.next();
        for pair in marks.pairs(tokens) {
            let words = counts[pair.close] - counts[pair.inner];
            let inside = &tokens[pair.inner..pair.close];
            if words == 0 && inside.iter().take(CLASSES).all(|token| token.kind != TokenKind::Opaque) {
                continue;
            }
            let leads = pair.open < CLASSES && tokens[..pair.open].iter().all(|token| token.kind == TokenKind::Quote);
            paragraphs.meet(found.len(), pair, leads, pair.end == tokens.len());
            found.push(quotation(kinds, prose, first, pair, words));
        }
    }
    paragraphs.join(&mut found);
    found
}

fn quotation(kinds: Kinds<'_>, prose: Prose<'_>, first: usize, pair: Pair, words: usize) -> Quotation {
    let whole = first + pair.open..first + pair.end;
    let inside = first + pair.inner..first + pair.close;
    let inner = prose.place(inside.clone());
    let kind = kinds.kind(whole.clone(), inside, words);
    Quotation { span: prose.place(whole), inner, kind, words, closed: pair.closed }
}

/// At each index how many words stand before that token; a hyphenated word is one, a clitic none.
fn running_words(tokens: &[Token]) -> Vec<usize> {
    let counts = |token: &Token| matches!(token.kind, TokenKind::Word | TokenKind::Number) && !token.joined();
    let mut total = 0;
    let mut running = Vec::with_capacity(tokens.len() + 1);
    running.push(0);
    running.extend(tokens.iter().map(|token| {
        total += usize::from(counts(token));
        total
    }));
    running
}

/// Quotations of several paragraphs: each paragraph opens with a mark, and only the last one has a mark that closes.
#[derive(Debug, Default)]
struct Paragraphs {
    /// By class: the quotation that runs to the end of the block before, and of this one.
    before: [Option<usize>; CLASSES],
    now: [Option<usize>; CLASSES],
    /// Each quotation that goes on in the next block, with the one that it goes on in.
    links: Vec<(usize, usize)>,
    /// Single marks that nothing closes.
    doubtful: Vec<usize>,
}

impl Paragraphs {
    /// Goes on to the next block.
    fn next(&mut self) {
        self.before = std::mem::take(&mut self.now);
    }

    /// Notes quotation number `index`; `leads` if it opens its block, `lasts` if it reaches to the end of the block.
    fn meet(&mut self, index: usize, pair: Pair, leads: bool, lasts: bool) {
        let class = pair.class as usize;
        if leads && let Some(before) = self.before[class].take() {
            self.links.push((before, index));
        }
        if !pair.closed && lasts {
            self.now[class] = Some(index);
        }
        if !pair.closed && pair.class == Class::Single {
            self.doubtful.push(index);
        }
    }

    /// Lets every paragraph of a quotation know whether it is closed in the end, and drops single marks that neither close nor
    /// go on: they were apostrophes.
    fn join(mut self, found: &mut Vec<Quotation>) {
        self.links.sort_unstable();
        for &(before, after) in self.links.iter().rev() {
            found[before].closed = found[after].closed;
        }
        self.doubtful.retain(|index| !found[*index].closed);
        let mut doubtful = self.doubtful.into_iter().peekable();
        let mut index = 0;
        found.retain(|_| {
            let dropped = doubtful.next_if_eq(&index).is_some();
            index += 1;
            !dropped
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::document::{Block, Document};
    use crate::facts::sentences;
    use crate::language::Language;
    use QuotationKind::{Block as Set, Direct, Term};

    fn english() -> Language {
        let mut faults = Vec::new();
        let language = Language::load(&builtin::folder("lexicons"), &[], &mut faults);
        assert!(faults.is_empty(), "{faults:?}");
        language
    }

    /// The quotations of paragraphs between blank lines; one that begins with `>` is a block quote.
    fn quotations(language: &Language, text: &str) -> Vec<Quotation> {
        let mut blocks = Vec::new();
        let mut at = 0;
        for part in text.split("\n\n") {
            let quote = part.starts_with('>');
            let span = Span::new(at + usize::from(quote), at + part.len());
            blocks.push(Block { kind: if quote { BlockKind::Quote } else { BlockKind::Paragraph }, span });
            at += part.len() + 2;
        }
        let document = Document { prose: text.to_owned(), blocks, ..Document::default() };
        let tokens = language.tokens(text, document.blocks.iter().map(|block| block.span));
        let sentences = sentences::find(language, &document, &tokens);
        find(Prose { language, document: &document, tokens: &tokens, vocabulary: tokens.vocabulary(), sentences: &sentences })
    }

    #[test]
    fn quotations_are_found_and_told_apart() {
        let language = english();
        let cases: &[(&str, &[(QuotationKind, &str)])] = &[
            ("“We sail at dawn,” she said. “The tide is right.”", &[(Direct, "“We sail at dawn,”"), (Direct, "“The tide is right.”")]),
            ("\"We sail at dawn,\" she said.", &[(Direct, "\"We sail at dawn,\"")]),
            ("“It rained.” Nobody minded.", &[(Direct, "“It rained.”")]),
            ("The so-called “experts” left.", &[(Term, "“experts”")]),
            ("The word “bot” is vague.", &[(Term, "“bot”")]),
            ("He called the plan “a mess.”", &[(Direct, "“a mess.”")]),
            ("“No,” the minister replied.", &[(Direct, "“No,”")]),
            ("It has a “target,” which is what the claim is about.", &[(Term, "“target,”")]),
            ("They read “A Room of One’s Own” aloud.", &[(Term, "“A Room of One’s Own”")]),
            ("“Who Stole the Tarts?” opens in May.", &[(Term, "“Who Stole the Tarts?”")]),
            ("The headline said: “Mayor Quits Over Harbour Deal.”", &[(Direct, "“Mayor Quits Over Harbour Deal.”")]),
            ("A sign read “KEEP OFF THE GRASS PLEASE”.", &[(Direct, "“KEEP OFF THE GRASS PLEASE”")]),
            // Nested ones come after what they stand in.
            ("“She told me ‘go home’ and I went,” he said.", &[(Direct, "“She told me ‘go home’ and I went,”"), (Direct, "‘go home’")]),
            ("“‘Stop,’ he cried,” she recalled.", &[(Direct, "“‘Stop,’ he cried,”"), (Direct, "‘Stop,’")]),
            ("\"Is it \"quoted\" twice?\" she asked.", &[(Direct, "\"Is it \"quoted\" twice?\""), (Term, "\"quoted\"")]),
            // Apostrophes.
            ("It was the ’90s, and rock ’n’ roll won.", &[]),
            ("It was the '90s, and rock 'n' roll won the voters' hearts.", &[]),
            ("'Tis the owners' fault, the players' union wrote.", &[]),
            ("‘The experts’ view is wrong,’ he said.", &[(Direct, "‘The experts’ view is wrong,’")]),
            ("Those ‘freedom fighters’ lost.", &[(Term, "‘freedom fighters’")]),
            ("“Keep the ‘hood clean,” he told the residents’ meeting.", &[(Direct, "“Keep the ‘hood clean,”")]),
            ("'We won’t go,' she said. 'It's late already.'", &[(Direct, "'We won’t go,'"), (Direct, "'It's late already.'")]),
            // Feet and inches.
            ("He is 6'2\" tall and owns a 12\" record.", &[]),
            ("\"I am 6'2\" tall,\" he said.", &[(Direct, "\"I am 6'2\" tall,\"")]),
            ("\"That was in 1999\" was all he wrote.", &[(Direct, "\"That was in 1999\"")]),
            // Other marks, and marks the wrong way round.
            ("«Nous partons demain», said the mayor.", &[(Direct, "«Nous partons demain»")]),
            ("„Wir gehen nach Hause“, said the mayor.", &[(Direct, "„Wir gehen nach Hause“")]),
            ("''We sail at dawn,'' she said.", &[(Direct, "''We sail at dawn,''")]),
            ("The claim is “mostly false.“ It stands.", &[(Term, "“mostly false.“")]),
            ("The share is 51 percent.“ It stands.", &[]),
            ("”We sail at dawn,” she said.", &[(Direct, "”We sail at dawn,”")]),
            ("He wrote “” and left.", &[]),
            ("It fell—“a shock to us all”—in May.", &[(Direct, "“a shock to us all”")]),
            ("(“We sail at dawn.”)", &[(Direct, "“We sail at dawn.”")]),
            ("> We sail “at dawn” today.\n\nSo it went.", &[(Set, " We sail “at dawn” today."), (Term, "“at dawn”")]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let found = quotations(&language, text);
            let shown: Vec<_> = found.iter().map(|quotation| (quotation.kind, quotation.span.of(text))).collect();
            assert_eq!(&shown[..], *expected, "{text:?}");
            assert!(found.iter().all(|quotation| quotation.closed), "{text:?}");
        }
    }

    #[test]
    fn what_nothing_closes_ends_with_its_paragraph_or_at_the_next() {
        let language = english();
        let cases: &[(&str, &[(bool, &str)])] = &[
            ("“We sail at dawn. He left.\n\nNobody minded.", &[(false, "“We sail at dawn. He left.")]),
            ("“We sail at dawn. “We sail,” he said. So it went.", &[(false, "“We sail at dawn."), (true, "“We sail,”")]),
            ("\"We sail at dawn. He left.\n\nThe \"tide\" came.", &[(false, "\"We sail at dawn. He left."), (true, "\"tide\"")]),
            ("“We sail.\n\n“We sail on.\n\n“And on,” he said.", &[(true, "“We sail."), (true, "“We sail on."), (true, "“And on,”")]),
            ("“We sail.\n“We sail on,” he said.", &[(true, "“We sail."), (true, "“We sail on,”")]),
            ("‘We sail.\n\n‘We sail on,’ he said.", &[(true, "‘We sail."), (true, "‘We sail on,’")]),
            ("“We sail.\n\n“We sail on.\n\nSo it went.", &[(false, "“We sail."), (false, "“We sail on.")]),
            (
                "\"We read the “Post” daily.\n\n\"Always,\" he said.",
                &[(true, "\"We read the “Post” daily."), (true, "“Post”"), (true, "\"Always,\"")],
            ),
        ];
        for (text, expected) in cases {
            let found = quotations(&language, text);
            let shown: Vec<_> = found.iter().map(|quotation| (quotation.closed, quotation.span.of(text))).collect();
            assert_eq!(&shown[..], *expected, "{text:?}");
        }
    }

    #[test]
    fn quotations_nest_or_follow_one_another() {
        let language = english();
        let pieces = ["“a ", "‘b ", "c’ ", "d” ", "«e ", "f» ", "\"g ", "h\" ", "'i ", "j' ", "k\n\n"];
        let mut seed = 1_usize;
        for _ in 0..300 {
            let text: String = std::iter::repeat_with(|| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                pieces[(seed >> 33) % pieces.len()]
            })
            .take(40)
            .collect();
            let mut around: Vec<Span> = Vec::new();
            for quotation in quotations(&language, text.trim()) {
                while around.last().is_some_and(|outer| outer.end <= quotation.span.start) {
                    around.pop();
                }
                assert!(around.last().is_none_or(|outer| outer.covers(quotation.span)), "{text:?}: {quotation:?}");
                assert!(quotation.span.covers(quotation.inner), "{text:?}: {quotation:?}");
                around.push(quotation.span);
            }
        }
    }

    #[test]
    fn inner_span_and_words_leave_the_marks_out() {
        let text = "''A well-known can't,'' he said.";
        let found = quotations(&english(), text);
        assert_eq!((found[0].inner.of(text), found[0].words), ("A well-known can't,", 3));
    }

    #[test]
    fn a_hundred_thousand_marks_take_no_time() {
        let language = english();
        let many = 100_000;
        let texts = [
            "“".repeat(many),
            "\"".repeat(many),
            "“‘".repeat(many),
            "“ a ".repeat(many / 4),
            "'a ".repeat(many / 4),
            "said “A B” ".repeat(many / 10),
            format!("{}a{}", "“".repeat(many), "”".repeat(many)),
            format!("{}{}", "“ ‘".repeat(many), "” ’".repeat(many)),
        ];
        let begun = std::time::Instant::now();
        for text in texts {
            quotations(&language, &text);
        }
        assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    }
}
