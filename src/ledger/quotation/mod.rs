//! A quotation held against the text of its source.
//!
//! In go the words of a quotation and a source's text; out comes what became of them, with places on both sides. Marks, spaces
//! and dashes may look different; letters, their case and digits may not. `…` stands for words left out, which are reported
//! rather than judged; words in brackets are first looked for as the source's own, and then taken for the author's. What comes
//! near is shown and never passes.

mod folding;

use std::sync::Arc;

use similar::{Algorithm, DiffOp};

use crate::source::Source;
use crate::span::Span;
use folding::Folded;

/// At most so many words may be left out at one ellipsis.
const LEFT_OUT: usize = 60;
/// The share of a quotation's words that a passage of the source needs to be shown as near.
const NEAR: f64 = 0.65;
/// A quotation of fewer words is near to nothing.
const FEWEST: usize = 3;
/// Words that, left out or cut off, may turn the sense.
const TURNING: [&str; 40] = [
    "not", "no", "never", "none", "neither", "nor", "without", "cannot", "n't", "hardly", "but", "except", "unless", "only", "if",
    "although", "though", "however", "each", "per", "until", "while", "whereas", "may", "might", "could", "would", "should", "perhaps",
    "possibly", "about", "almost", "nearly", "partly", "some", "most", "provided", "yet", "despite", "during",
];

/// What became of a quotation in one source.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// Whether its words are there.
    pub outcome: Outcome,
    /// What a reader has to know, though its words are there.
    pub notes: Vec<Note>,
}

/// Whether the words of a quotation are in a source.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// As they stand: the place in the source, and how often they stand there.
    Exact {
        /// The first place.
        place: Span,
        /// How often.
        times: usize,
    },
    /// In pieces, in order: the places in the source.
    Pieces(Vec<Span>),
    /// Nearly: the passage that comes nearest, and the words that differ on both sides.
    Near {
        /// The passage.
        place: Span,
        /// Words of the quotation that the passage has not, as places in the quotation.
        quoted: Vec<Span>,
        /// Words of the passage that the quotation has not, as places in the source.
        source: Vec<Span>,
    },
    /// Not at all.
    Missing,
}

impl Outcome {
    /// Whether the source holds the quotation.
    pub const fn holds(&self) -> bool {
        matches!(self, Self::Exact { .. } | Self::Pieces(_))
    }
}

/// Something to know of a quotation whose words are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// An ellipsis leaves out words that may turn the sense: those words, in the source.
    Hides {
        /// Everything that is left out.
        omitted: Span,
        /// The word that may turn the sense.
        word: Span,
    },
    /// The source goes on, in the same sentence, with a word that may turn the sense.
    Truncated {
        /// To the end of the sentence.
        rest: Span,
        /// The word.
        word: Span,
    },
    /// Words in brackets that are the author's: their place in the quotation.
    Inserted(Span),
}

/// A source's text, made ready so that many quotations can be held against it.
#[derive(Debug)]
pub struct Text {
    /// The text, under the name of its file.
    pub source: Arc<Source>,
    words: Folded,
}

impl Text {
    /// Of a file.
    pub fn of(source: Arc<Source>) -> Self {
        let words = Folded::of(&source.text);
        Self { source, words }
    }

    /// Holds a quotation, without its marks, against it.
    pub fn hold(&self, quotation: &str) -> Held {
        hold_in(quotation, &self.source.text, &self.words)
    }
}

/// Holds a quotation, without its marks, against a text.
pub fn hold(quotation: &str, text: &str) -> Held {
    let source = Folded::of(text);
    hold_in(quotation, text, &source)
}

fn hold_in(quotation: &str, text: &str, source: &Folded) -> Held {
    let whole = Span::new(0, quotation.len());
    let quoted = Folded::part(quotation, whole);
    if quoted.words() == 0 {
        return Held { outcome: Outcome::Missing, notes: Vec::new() };
    }
    let places = source.find_all(&quoted);
    if let Some(place) = places.first() {
        let opens = pieces(quotation).0.first().is_some_and(|piece| piece.after == Joint::Ellipsis);
        let notes = opens.then(|| before(text, *place)).flatten().into_iter().chain(truncated(text, *place)).collect();
        return Held { outcome: Outcome::Exact { place: *place, times: places.len() }, notes };
    }
    let (pieces, inserted) = pieces(quotation);
    if pieces.len() + inserted.len() > 1
        && let Some(found) = in_order(quotation, text, source, &pieces)
    {
        let mut notes: Vec<Note> = inserted.into_iter().map(Note::Inserted).collect();
        let first = pieces.first().is_some_and(|piece| piece.after == Joint::Ellipsis).then(|| before(text, found[0])).flatten();
        notes.extend(first);
        for (pair, piece) in found.windows(2).zip(pieces.iter().skip(1)) {
            notes.extend((piece.after == Joint::Ellipsis).then(|| hides(text, Span::new(pair[0].end, pair[1].start))).flatten());
        }
        notes.extend(found.last().and_then(|last| truncated(text, *last)));
        return Held { outcome: Outcome::Pieces(found), notes };
    }
    Held { outcome: near(&quoted, source), notes: Vec::new() }
}

/// What stands before a piece of a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Start,
    Ellipsis,
    Insertion,
}

/// A piece of a quotation between ellipses and insertions.
#[derive(Debug, Clone, Copy)]
struct Piece {
    span: Span,
    after: Joint,
}

/// The pieces of a quotation, and its insertions.
fn pieces(quotation: &str) -> (Vec<Piece>, Vec<Span>) {
    let (mut pieces, mut inserted) = (Vec::new(), Vec::new());
    let (mut start, mut at, mut after) = (0, 0, Joint::Start);
    let push = |pieces: &mut Vec<Piece>, start: usize, end: usize, after: Joint| {
        let span = Span::new(start, end).trim(quotation);
        if Span::of(span, quotation).contains(char::is_alphanumeric) {
            pieces.push(Piece { span, after });
            return true;
        }
        false
    };
    while let Some((length, joint)) = quotation[at..].chars().next().map(|c| joint(&quotation[at..], c)) {
        let Some(joint) = joint else {
            at += length;
            continue;
        };
        let pushed = push(&mut pieces, start, at, after);
        // An ellipsis beside an insertion leaves words out all the same.
        after = if !pushed && after == Joint::Ellipsis { after } else { joint };
        if joint == Joint::Insertion {
            inserted.push(Span::new(at, at + length));
        }
        at += length;
        start = at;
    }
    push(&mut pieces, start, quotation.len(), after);
    (pieces, inserted)
}

/// What begins here, and how long it is: an ellipsis, bare or in brackets, an insertion, or a character.
fn joint(rest: &str, c: char) -> (usize, Option<Joint>) {
    let bracketed = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(inner, _)| inner);
    if let Some(inner) = bracketed {
        let dots = matches!(inner.trim(), "..." | "…" | ". . .");
        return (inner.len() + 2, Some(if dots { Joint::Ellipsis } else { Joint::Insertion }));
    }
    for dots in ["...", ". . .", "…"] {
        if let Some(after) = rest.strip_prefix(dots) {
            // A fourth dot is a stop.
            let stop = after.strip_prefix('.').map_or(0, |_| 1);
            return (dots.len() + stop, Some(Joint::Ellipsis));
        }
    }
    (c.len_utf8(), None)
}

/// The places of the pieces in the source: in order, in one paragraph or not too far apart. Each piece of the quotation that an
/// ellipsis sets off has three words or more.
fn in_order(quotation: &str, text: &str, source: &Folded, pieces: &[Piece]) -> Option<Vec<Span>> {
    let folded: Vec<_> = pieces.iter().map(|piece| Folded::part(quotation, piece.span)).collect();
    let ellipses = pieces.iter().skip(1).any(|piece| piece.after == Joint::Ellipsis);
    if folded.is_empty() || ellipses && folded.iter().map(Folded::words).max() < Some(FEWEST) {
        return None;
    }
    let places: Vec<Vec<Span>> = folded.iter().map(|piece| source.find_all(piece)).collect();
    // From each place of the first piece, the nearest place of each further one.
    places.first()?.iter().find_map(|first| {
        let mut found = vec![*first];
        for (piece, places) in pieces.iter().zip(&places).skip(1) {
            let last = found.last()?.end;
            let next = places[places.partition_point(|place| place.start < last)..].first()?;
            let between = text.get(last..next.start)?;
            let most = if piece.after == Joint::Ellipsis { LEFT_OUT } else { FEWEST };
            let one_paragraph = piece.after == Joint::Ellipsis && !between.contains("\n\n");
            if !one_paragraph && between.split_whitespace().count() > most {
                return None;
            }
            found.push(*next);
        }
        Some(found)
    })
}

/// The words in a stretch that may turn the sense.
fn turning(text: &str, stretch: Span) -> impl DoubleEndedIterator<Item = Span> {
    let mut at = stretch.start;
    let turns = |word: &str| {
        let lower = word.to_lowercase().replace('’', "'");
        TURNING.contains(&lower.as_str()) || lower.ends_with("n't") || lower.bytes().any(|b| b.is_ascii_digit())
    };
    let mut found = Vec::new();
    for word in stretch.of(text).split_inclusive(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')) {
        let letters = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if turns(letters) {
            found.push(Span::new(at, at + letters.len()));
        }
        at += word.len();
    }
    found.into_iter()
}

fn hides(text: &str, omitted: Span) -> Option<Note> {
    let omitted = omitted.trim(text);
    turning(text, omitted).next().map(|word| Note::Hides { omitted, word })
}

/// What an ellipsis at the beginning leaves out, from the beginning of the sentence: the word nearest to the cut counts.
fn before(text: &str, place: Span) -> Option<Note> {
    let head = text.get(..place.start)?;
    let start = head.rfind(['.', '!', '?', '\n']).map_or(0, |at| at + 1);
    let omitted = Span::new(start, place.start).trim(text);
    turning(text, omitted).next_back().map(|word| Note::Hides { omitted, word })
}

/// How the source goes on to the end of its sentence, if a word there may turn the sense.
fn truncated(text: &str, place: Span) -> Option<Note> {
    let ended = place.of(text).ends_with(['.', '!', '?']);
    let tail = text.get(place.end..)?;
    let length = tail.char_indices().find(|(at, c)| {
        let next = tail[at + c.len_utf8()..].chars().next();
        matches!(c, '!' | '?') || *c == '.' && next.is_none_or(char::is_whitespace) || *c == '\n' && next == Some('\n')
    });
    let end = place.end + length.map_or(tail.len(), |(at, _)| at);
    let begins = tail.find(char::is_alphanumeric).map_or(end, |at| place.end + at);
    let rest = Span::new(begins.min(end), end).trim(text);
    let word = turning(text, rest).next().filter(|_| !ended && !rest.is_empty())?;
    Some(Note::Truncated { rest, word })
}

/// The passage of a source that comes nearest: as many words as the quotation has, where most of them are its own.
fn near(quoted: &Folded, source: &Folded) -> Outcome {
    let (wanted, all) = (quoted.lower(), source.lower());
    if wanted.len() < FEWEST || all.is_empty() {
        return Outcome::Missing;
    }
    let Some(at) = best_window(&wanted, &all) else { return Outcome::Missing };
    let window = at..(at + wanted.len() + 2).min(all.len());
    let mut kept = 0;
    let (mut alone, mut theirs) = (Vec::new(), Vec::new());
    let (own, passage) = (quoted.spellings(), &source.spellings()[window.clone()]);
    let operations = similar::capture_diff_slices(Algorithm::Myers, &own, passage);
    // Words before the first and behind the last that is shared are none of the passage, but for as many as the quotation has there.
    let fewer = |operation: Option<&DiffOp>| {
        operation.map_or(0, |end| match end {
            DiffOp::Replace { old_len, new_len, .. } => *old_len.min(new_len),
            _ => 0,
        })
    };
    let shared = |operation: &DiffOp| matches!(operation, DiffOp::Equal { .. });
    let (Some(head), Some(tail)) = (operations.iter().position(shared), operations.iter().rposition(shared)) else {
        return Outcome::Missing;
    };
    let first = operations[head].new_range().start - fewer(operations[..head].last());
    let last = operations[tail].new_range().end + fewer(operations.get(tail + 1));
    for operation in &operations {
        if let DiffOp::Equal { len, .. } = operation {
            kept += len;
            continue;
        }
        alone.extend(operation.old_range().map(|word| quoted.place(word)));
        let inside = operation.new_range().filter(|word| (first..last).contains(word));
        theirs.extend(inside.map(|word| source.place(window.start + word)));
    }
    if (kept as f64) < NEAR * wanted.len() as f64 {
        return Outcome::Missing;
    }
    let place = source.place(window.start + first).join(source.place(window.start + last.max(first + 1) - 1));
    Outcome::Near { place, quoted: alone, source: theirs }
}

/// Where the window of as many words begins that shares most with `wanted`; each word counts as often as it is wanted.
fn best_window(wanted: &[String], all: &[String]) -> Option<usize> {
    let mut open: std::collections::HashMap<&str, i32> = std::collections::HashMap::new();
    wanted.iter().for_each(|word| *open.entry(word).or_default() += 1);
    let (mut shared, mut best) = (0_i32, (0_i32, None));
    for (at, word) in all.iter().enumerate() {
        if let Some(left) = open.get_mut(word.as_str()) {
            shared += i32::from(*left > 0);
            *left -= 1;
        }
        if at >= wanted.len()
            && let Some(left) = open.get_mut(all[at - wanted.len()].as_str())
        {
            *left += 1;
            shared -= i32::from(*left > 0);
        }
        if shared > best.0 {
            best = (shared, Some((at + 1).saturating_sub(wanted.len())));
        }
    }
    best.1.filter(|_| f64::from(best.0) >= NEAR * wanted.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEASE: &str = "Clause 8 says little. Under clause 9, the landlord is not permitted to terminate this lease during the fixed term. Rent is due monthly.";

    /// The outcome, and the notes, in words.
    fn told(quotation: &str, text: &str) -> String {
        let held = hold(quotation, text);
        let words = |spans: &[Span], text: &str| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ");
        let outcome = match &held.outcome {
            Outcome::Exact { times: 1, .. } => "exact".to_owned(),
            Outcome::Exact { times, .. } => format!("exact {times} times"),
            Outcome::Pieces(places) => format!("pieces {}", places.len()),
            Outcome::Near { quoted, source, .. } => format!("near “{}” for “{}”", words(quoted, quotation), words(source, text)),
            Outcome::Missing => "missing".to_owned(),
        };
        let note = |note: &Note| match note {
            Note::Hides { word, .. } => format!("hides “{}”", word.of(text)),
            Note::Truncated { rest, .. } => format!("goes on “{}”", rest.of(text)),
            Note::Inserted(place) => format!("inserted {}", place.of(quotation)),
        };
        std::iter::once(outcome).chain(held.notes.iter().map(note)).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn quotations_are_held_against_their_source() {
        for (quotation, expected) in [
            ("the landlord is not permitted to terminate this lease", "exact; goes on “during the fixed term”"),
            ("the landlord is not permitted to terminate this lease during the fixed term.", "exact"),
            ("the landlord is ... permitted to terminate", "pieces 2; hides “not”; goes on “this lease during the fixed term”"),
            ("the landlord is [...] permitted to terminate", "pieces 2; hides “not”; goes on “this lease during the fixed term”"),
            ("... permitted to terminate this lease", "exact; hides “not”; goes on “during the fixed term”"),
            ("the fixed term ... the landlord", "missing"),
            (
                "the landlord [tenant] is not permitted",
                "pieces 2; inserted [tenant]; goes on “to terminate this lease during the fixed term”",
            ),
            ("the landlord is now permitted", "near “now” for “not”"),
            ("landlord is not permitted to terminate this Lease", "near “Lease” for “lease”"),
            ("Rent is due monthly.", "exact"),
            ("Rent is due weekly", "near “weekly” for “monthly”"),
            ("The mill burnt down in the night", "missing"),
            ("", "missing"),
            ("…", "missing"),
        ] {
            assert_eq!(told(quotation, LEASE), expected, "{quotation}");
        }
    }

    #[test]
    fn looks_of_a_source_do_not_count() {
        for (quotation, text) in [
            ("It’s “old” – and grey", "He said: It's \"old\" - and grey, too."),
            ("made publicly-accessible data", "We made publicly-\naccessible data."),
            ("made publiclyaccessible data", "We made publicly-\naccessible data."),
            ("the first mill", "This is the ﬁrst\n   mill."),
            ("so [sic] it was", "And so [sic] it was."),
            ("it fell [12] in May", "Then it fell in May."),
            ("it fell in May", "Then it fell [12] in May."),
        ] {
            assert!(hold(quotation, text).outcome.holds(), "{quotation}: {}", told(quotation, text));
        }
        for (quotation, text) in
            [("10² metres", "It is 102 metres."), ("told us so", "He told US so."), ("43,548 men came", "There 43,549 men came.")]
        {
            assert!(!hold(quotation, text).outcome.holds(), "{quotation}");
        }
    }

    #[test]
    fn a_quotation_that_stands_twice_needs_a_place() {
        assert_eq!(told("the mill", "Here the mill is, there the mill was."), "exact 2 times");
    }

    #[test]
    fn strange_texts_take_no_time() {
        let begun = std::time::Instant::now();
        let text = "may not ".repeat(20_000);
        for quotation in ["may not ... may not ... never", "[[[[", "may may may not", "... ... ...", "a [b] c [d"] {
            hold(quotation, &text);
        }
        assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    }
}
