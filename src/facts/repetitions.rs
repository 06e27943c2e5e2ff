//! Passages that stand in the seed twice, word for word.
//!
//! In goes prose; out come the longest runs of at least twelve words that an earlier place of the seed holds too. Case and
//! kinds of apostrophe do not count, nor does punctuation. Runs do not cross blocks; headings, titles and block quotes are
//! left aside, and so is a quotation that stands twice in its own quotation marks. Found with a rolling hash (Karp and
//! Rabin, 1987) in linear time: the earlier text is known by every fourth window, the later one is asked at every word.

use std::ops::Range;

use super::Prose;
use crate::document::BlockKind;
use crate::language::{ByHash, Token, TokenKind};
use crate::span::Span;

/// The fewest words that count.
const FEWEST_WORDS: usize = 12;
/// From so many words on, a passage need not hold a whole sentence.
const LONG: usize = 24;
/// Every how many words a window of the earlier text is kept.
const STRIDE: usize = 4;
/// How many words a window holds: any run of [`FEWEST_WORDS`] contains a kept window.
const WINDOW: usize = FEWEST_WORDS + 1 - STRIDE;
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// One passage that repeats an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repetition {
    /// The later passage.
    pub span: Span,
    /// The earlier one.
    pub first: Span,
    /// How many words they share.
    pub words: usize,
}

/// Finds every repeated passage.
pub fn find(prose: Prose<'_>) -> Vec<Repetition> {
    let words = words(prose);
    let mut kept: ByHash<usize> = ByHash::default();
    let mut seen = Seen::of(words.len());
    let mut found = Vec::new();
    let mut hashes = Windows::over(prose.tokens, &words);
    let mut free_from = 0;
    while let Some((at, hash)) = hashes.next_window() {
        let earlier = if at >= free_from && seen.holds(hash) { kept.get(&hash).copied() } else { None };
        if let Some((later, first)) = earlier.and_then(|earlier| repeated(prose.tokens, &words, free_from, earlier, at)) {
            free_from = later.end;
            let passage = |range: Range<usize>| prose.place(words[range.start].token..words[range.end - 1].token + 1);
            let on_purpose = is_quoted(prose.tokens, &words, &later) && is_quoted(prose.tokens, &words, &first);
            if !on_purpose && (later.len() >= LONG || holds_sentence(prose, &words, &later)) {
                found.push(Repetition { words: later.len(), span: passage(later), first: passage(first) });
            }
        }
        if at % STRIDE == 0 {
            kept.entry(hash).or_insert(at);
            seen.insert(hash);
        }
    }
    found
}

/// Whether a hash may have been kept: a bit of each hash (a Bloom filter of one function), small enough to be near at hand.
struct Seen(Vec<u64>);

impl Seen {
    /// For a text of so many words.
    fn of(words: usize) -> Self {
        Self(vec![0; (words / 16).next_power_of_two()])
    }

    const fn place(&self, hash: u64) -> (usize, u32) {
        // The upper bits depend on all the words of a window.
        ((hash >> 32) as usize & (self.0.len() - 1), (hash >> 26) as u32 % 64)
    }

    fn insert(&mut self, hash: u64) {
        let (at, bit) = self.place(hash);
        self.0[at] |= 1 << bit;
    }

    fn holds(&self, hash: u64) -> bool {
        let (at, bit) = self.place(hash);
        self.0[at] >> bit & 1 == 1
    }
}

/// A word that counts, and the block that it stands in.
#[derive(Clone, Copy)]
struct Word {
    token: usize,
    block: usize,
}

fn words(prose: Prose<'_>) -> Vec<Word> {
    let mut words = Vec::new();
    for sentence in prose.sentences {
        let kind = prose.document.blocks.get(sentence.block).map(|block| block.kind);
        if matches!(kind, Some(BlockKind::Title | BlockKind::Heading(_) | BlockKind::Quote)) {
            continue;
        }
        let counted = sentence.tokens.clone().filter(|at| prose.tokens[*at].is_word());
        words.extend(counted.map(|token| Word { token, block: sentence.block }));
    }
    words
}

/// The hashes of all windows of [`WINDOW`] words, one after the other.
struct Windows<'a> {
    tokens: &'a [Token],
    words: &'a [Word],
    at: usize,
    hash: u64,
    /// What the oldest word of a window weighs.
    weight: u64,
}

impl<'a> Windows<'a> {
    fn over(tokens: &'a [Token], words: &'a [Word]) -> Self {
        let weight = (1..WINDOW).fold(1_u64, |weight, _| weight.wrapping_mul(BASE));
        let mut windows = Self { tokens, words, at: 0, hash: 0, weight };
        let first = words.iter().take(WINDOW);
        windows.hash = first.fold(0, |hash, word| hash.wrapping_mul(BASE).wrapping_add(tokens[word.token].hash));
        windows
    }

    /// The index of the first word of the next window, and its hash.
    fn next_window(&mut self) -> Option<(usize, u64)> {
        if self.at + WINDOW > self.words.len() {
            return None;
        }
        let now = (self.at, self.hash);
        let oldest = self.tokens[self.words[self.at].token].hash;
        if let Some(next) = self.words.get(self.at + WINDOW) {
            let without = self.hash.wrapping_sub(oldest.wrapping_mul(self.weight));
            self.hash = without.wrapping_mul(BASE).wrapping_add(self.tokens[next.token].hash);
        }
        self.at += 1;
        Some(now)
    }
}

/// The longest run around word `later` that also stands around word `earlier`, if it is long enough. It does not reach
/// back before `free_from`, and the two do not overlap.
fn repeated(tokens: &[Token], words: &[Word], free_from: usize, earlier: usize, later: usize) -> Option<(Range<usize>, Range<usize>)> {
    let apart = later - earlier;
    if apart < FEWEST_WORDS {
        return None;
    }
    let (block, first_block) = (words[later].block, words[earlier].block);
    let same = |at: usize| {
        let (word, first) = (words[at], words[at - apart]);
        word.block == block && first.block == first_block && tokens[word.token].hash == tokens[first.token].hash
    };
    let lowest = free_from.max(apart).max(later.saturating_sub(STRIDE));
    let start = (lowest..later).rev().take_while(|at| same(*at)).last().unwrap_or(later);
    let end = (later..words.len().min(start + apart)).take_while(|at| same(*at)).last().map_or(start, |last| last + 1);
    (end.saturating_sub(start) >= FEWEST_WORDS).then(|| (start..end, start - apart..end - apart))
}

/// Whether three quarters of a sentence lie in a run of words, and not only the parts that two sentences of one shape share.
fn holds_sentence(prose: Prose<'_>, words: &[Word], run: &Range<usize>) -> bool {
    let (first, last) = (words[run.start].token, words[run.end - 1].token);
    let next = prose.sentences.partition_point(|sentence| sentence.tokens.end <= first);
    let before = |token: usize| words.partition_point(|word| word.token < token);
    prose.sentences[next..].iter().take_while(|sentence| sentence.tokens.start <= last).any(|sentence| {
        let Range { start, end } = sentence.tokens;
        let shared = before(end.min(last + 1)) - before(start.max(first));
        shared * 4 >= (before(end) - before(start)) * 3
    })
}

/// Whether a run of words stands in quotation marks, all but the few words that lead to them: it is quoted on purpose.
fn is_quoted(tokens: &[Token], words: &[Word], run: &Range<usize>) -> bool {
    const FEW: usize = 3;
    let start = words[run.start].token.saturating_sub(1);
    let end = tokens.len().min(words[run.end - 1].token + 3);
    let is_quote = |token: &Token| token.kind == TokenKind::Quote;
    let (Some(open), Some(close)) = (tokens[start..end].iter().position(is_quote), tokens[start..end].iter().rposition(is_quote)) else {
        return false;
    };
    let inside = tokens[start + open..=start + close].iter().filter(|token| token.is_word()).count();
    inside + FEW >= run.len()
}

#[cfg(test)]
mod tests {
    use crate::facts;
    use crate::language::Language;
    use crate::source::{Format, Source};

    fn found(text: &str) -> Vec<(usize, String, String)> {
        let language = Language::default();
        let document = crate::document::read(&Source::new("a.md", Format::Markdown, text));
        let facts = facts::find(&language, Default::default(), &document);
        facts.repetitions.iter().map(|r| (r.words, r.span.of(text).to_owned(), r.first.of(text).to_owned())).collect()
    }

    #[test]
    fn passages_that_stand_twice() {
        let sentence = "The harbour was closed for three weeks after the storm had broken the northern pier.";
        let cases = [
            (format!("{sentence}\n\nNobody came.\n\n{sentence}"), 1),
            (format!("He wrote that {sentence} So it was. Later, {} It stayed so.", sentence.to_lowercase()), 1),
            (format!("{sentence} {sentence}"), 1),
            (format!("{sentence} {sentence} {sentence}"), 2),
            (format!("{sentence} Nobody came."), 0),
            // Two sentences of one shape.
            ("How many hours would the crew need to paint the hull of the green boat before the feast in June?\n\nHow many hours would the crew need to paint the hull of the red one once the storms have passed?".to_owned(), 0),
            ("The harbour was closed. Nobody came. The harbour was closed.".to_owned(), 0),
            (format!("# {sentence}\n\n{sentence}"), 0),
            (format!("> {sentence}\n\n{sentence}"), 0),
            (format!("He said: “{sentence}” She said: “{sentence}”"), 0),
            (String::new(), 0),
        ];
        for (text, expected) in cases {
            assert_eq!(found(&text).len(), expected, "{text:?}");
        }
    }

    #[test]
    fn the_whole_passage_is_found() {
        let passage = "the old ferry sailed from the quay at six and came back by noon with mail";
        for before in ["One", "One two", "One two three", "One two three four"] {
            let text = format!("{before} {passage} now.\n\nThen again {passage} later.");
            let (words, span, first) = found(&text).pop().unwrap_or_default();
            assert_eq!((words, span.as_str(), first.as_str()), (16, passage, passage), "{text}");
        }
    }

    #[test]
    fn periodic_text_gives_few_results() {
        let text = "may ".repeat(20_000);
        assert!((1..40).contains(&found(&text).len()));
    }
}
