//! A text as words whose looks do not count, each with its place.
//!
//! Words are compared as they are spelled: case and digits count, kinds of quotation marks, dashes and spaces do not. A word
//! that a line break cut in two is read both ways. A mark of a note, `[12]`, is no word.

use unicode_normalization::UnicodeNormalization;

use crate::span::Span;

/// The words of a text.
#[derive(Debug, Default)]
pub(super) struct Folded {
    words: Vec<Word>,
    /// The places in `words` of each spelling, sorted by spelling; empty in a quotation.
    index: Vec<u32>,
}

#[derive(Debug)]
struct Word {
    spelling: String,
    place: Span,
    /// Whether it and the next are one word that a line break cut.
    cut: bool,
}

impl Folded {
    /// The words of a source.
    pub(super) fn of(text: &str) -> Self {
        let mut folded = Self::part(text, Span::new(0, text.len()));
        folded.index = (0..folded.words.len() as u32).collect();
        let words = &folded.words;
        folded.index.sort_by(|one, other| words[*one as usize].spelling.cmp(&words[*other as usize].spelling).then(one.cmp(other)));
        folded
    }

    /// The words of a part of a text.
    pub(super) fn part(text: &str, part: Span) -> Self {
        let mut words: Vec<Word> = Vec::new();
        let mut start = None;
        let slice = part.of(text);
        for (at, c) in slice.char_indices().chain([(slice.len(), ' ')]) {
            if is_part_of_word(c) || start.is_some() && joins(slice, at, c) {
                start.get_or_insert(at);
                continue;
            }
            if let Some(from) = start.take() {
                let place = Span::new(part.start + from, part.start + at);
                if !is_note_mark(slice, from, at) {
                    words.push(Word { spelling: spelled(place.of(text)), place, cut: is_cut(slice, at) });
                }
            }
        }
        Self { words, index: Vec::new() }
    }

    /// How many words.
    pub(super) fn words(&self) -> usize {
        self.words.len()
    }

    /// The place of a word.
    pub(super) fn place(&self, word: usize) -> Span {
        self.words.get(word).map_or(Span::default(), |word| word.place)
    }

    /// Every word as it is spelled.
    pub(super) fn spellings(&self) -> Vec<&str> {
        self.words.iter().map(|word| word.spelling.as_str()).collect()
    }

    /// Every word in lower case.
    pub(super) fn lower(&self) -> Vec<String> {
        self.words.iter().map(|word| word.spelling.to_lowercase()).collect()
    }

    /// Where the words of `sought` stand one behind the other, in order of place.
    pub(super) fn find_all(&self, sought: &Self) -> Vec<Span> {
        // From the rarest word on, so that what is everywhere costs nothing; a word that was cut may be any.
        let starts = sought.words.iter().enumerate().map(|(nth, word)| (self.places_of(&word.spelling), nth));
        let Some((places, nth)) = starts.min_by_key(|(places, _)| places.len()) else { return Vec::new() };
        let mut found: Vec<Span> = places.iter().filter_map(|at| self.matches((*at as usize).checked_sub(nth)?, sought)).collect();
        if found.is_empty() && self.words.iter().any(|word| word.cut) {
            found = (0..self.words.len()).filter_map(|at| self.matches(at, sought)).collect();
        }
        found.dedup();
        found
    }

    fn places_of(&self, spelling: &str) -> &[u32] {
        let of = |at: &u32| self.words[*at as usize].spelling.as_str();
        let start = self.index.partition_point(|at| of(at) < spelling);
        let length = self.index[start..].partition_point(|at| of(at) == spelling);
        &self.index[start..start + length]
    }

    /// The place of `sought` from word number `at` on, if it stands there.
    fn matches(&self, at: usize, sought: &Self) -> Option<Span> {
        let (mut own, mut other) = (at, 0);
        while let Some(wanted) = sought.words.get(other) {
            let word = self.words.get(own)?;
            let next = self.words.get(own + 1).filter(|_| word.cut);
            let joined = next.is_some_and(|next| {
                let rest = wanted.spelling.strip_prefix(word.spelling.as_str());
                rest.is_some_and(|rest| rest == next.spelling || rest.strip_prefix('-') == Some(&next.spelling))
            });
            if joined {
                own += 2;
            } else if word.spelling == wanted.spelling {
                own += 1;
            } else {
                return None;
            }
            other += 1;
        }
        let last = own.checked_sub(1)?;
        Some(self.words.get(at)?.place.join(self.words.get(last)?.place))
    }
}

fn is_part_of_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '%' | '‰' | '$' | '€' | '£' | '¥' | '§' | '+' | '=' | '<' | '>' | '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}')
}

/// Whether a mark inside a word or a number joins what stands on both sides: `don't`, `1,200`, `11.96`, `well-known`.
fn joins(text: &str, at: usize, c: char) -> bool {
    let joint = matches!(c, '\'' | '’' | ',' | '.' | ':' | '/' | '-' | '\u{2010}' | '\u{2011}' | '@' | '&' | '_');
    let next = text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
    let digits = matches!(c, ',' | ':');
    let before = text[..at].chars().next_back();
    joint
        && next.is_some_and(char::is_alphanumeric)
        && (!digits || before.is_some_and(char::is_numeric) && next.is_some_and(char::is_numeric))
}

/// Whether a word is a number in brackets and nothing else: the mark of a note.
fn is_note_mark(text: &str, from: usize, to: usize) -> bool {
    text[from..to].bytes().all(|b| b.is_ascii_digit()) && text[..from].ends_with('[') && text[to..].starts_with(']')
}

/// Whether a line break cut the word that ends here: a hyphen, and then the next line.
fn is_cut(text: &str, end: usize) -> bool {
    let Some(rest) = text[end..].strip_prefix(['-', '\u{2010}', '\u{ad}']) else { return false };
    rest.trim_start_matches([' ', '\t', '\r']).strip_prefix('\n').is_some_and(|next| next.trim_start().starts_with(char::is_lowercase))
}

fn spelled(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.nfc() {
        match c {
            '\u{ad}' | '\u{200b}'..='\u{200d}' => {}
            '’' => out.push('\''),
            '\u{2010}' | '\u{2011}' => out.push('-'),
            'ﬀ' => out.push_str("ff"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            'ﬃ' => out.push_str("ffi"),
            'ﬄ' => out.push_str("ffl"),
            c => out.push(c),
        }
    }
    out
}
