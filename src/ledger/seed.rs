//! A seed as the ledger sees it: sentences with their wording, hash and parts.
//!
//! In go a source, its document and its facts; out comes a [`Seed`]. The unit is the author's sentence as a reader sees it,
//! never rewritten: markup is left out, white space is single, and what is no word but stands in the sentence (code, a
//! formula, a citation key) is there as written, since it may be what was checked.

use super::normal::{Hash, normal};
use super::parts::{self, Part};
use crate::document::{BlockKind, Document, JOINT, OPAQUE};
use crate::facts::{CHECKABLE, ClaimKind, Facts, QuotationKind};
use crate::source::Source;
use crate::span::Span;

/// Of one seed, what the ledger goes by.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Seed {
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
}

/// One sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Where it stands in the seed's text.
    pub span: Span,
    /// What a reader sees.
    pub wording: String,
    /// Of its wording.
    pub hash: Hash,
    /// Which block it stands in.
    pub block: usize,
    /// Whether it is a heading or a title.
    pub heading: bool,
    /// Whether it is taken into the ledger when it is new.
    pub candidate: bool,
    /// What would have to be checked first.
    pub kind: ClaimKind,
    /// What can be told apart in it: numbers, dates, names.
    pub parts: Vec<Part>,
}

/// The shortest quotation, in words, that makes its sentence a claim whatever else it says.
const QUOTED_WORDS: usize = 4;

/// Reads a seed.
pub fn read(source: &Source, document: &Document, facts: &Facts) -> Seed {
    let mut parts = parts::Finder::new(source, document, facts);
    with_parts(source, document, facts, |index| parts.of(index))
}

/// The same without parts, which only tell where a sentence went, and are written: for whoever finds that none went anywhere.
pub fn bare(source: &Source, document: &Document, facts: &Facts) -> Seed {
    with_parts(source, document, facts, |_| Vec::new())
}

fn with_parts(source: &Source, document: &Document, facts: &Facts, mut parts: impl FnMut(usize) -> Vec<Part>) -> Seed {
    let mut quotations = facts.quotations.iter().filter(|q| q.kind != QuotationKind::Term && q.words >= QUOTED_WORDS).peekable();
    let mut quantities = facts.quantities.iter().peekable();
    let sentence = |(index, sentence): (usize, &crate::facts::Sentence)| {
        let Span { start, end } = sentence.span;
        while quotations.next_if(|quotation| quotation.span.end <= start).is_some() {}
        while quantities.next_if(|quantity| quantity.span.end <= start).is_some() {}
        let quoted = quotations.peek().is_some_and(|quotation| quotation.span.start < end);
        let counted = quantities.peek().is_some_and(|quantity| quantity.span.start < end);
        let claim = facts.claims.get(index);
        let heading = is_heading(document, sentence.block);
        let worth = claim.is_some_and(|claim| claim.score >= CHECKABLE);
        let wording = wording(source, document, sentence.span);
        Sentence {
            span: sentence.span,
            hash: Hash::of(&wording),
            block: sentence.block,
            heading,
            candidate: !heading && (worth || quoted || counted),
            kind: claim.map_or(ClaimKind::Other, |claim| claim.kind),
            parts: parts(index),
            wording,
        }
    };
    Seed { sentences: facts.sentences.iter().enumerate().map(sentence).collect() }
}

fn is_heading(document: &Document, block: usize) -> bool {
    document.blocks.get(block).is_some_and(|block| matches!(block.kind, BlockKind::Title | BlockKind::Heading(_)))
}

impl Seed {
    /// The sentence that holds the byte at `offset`.
    pub fn at(&self, offset: usize) -> Option<&Sentence> {
        let last = self.sentences.partition_point(|sentence| sentence.span.start <= offset).checked_sub(1)?;
        self.sentences.get(last).filter(|sentence| offset < sentence.span.end)
    }

    /// Of all its wordings, for a sign-off.
    pub fn hash(&self) -> String {
        let hashes: Vec<_> = self.sentences.iter().map(|sentence| sentence.hash.written()).collect();
        Hash::of_normal(&hashes.join("\n")).written()
    }

    /// The id of its document, if it has none yet. `name` is that of its file.
    pub fn mint(&self, name: &str) -> String {
        let text: Vec<_> = self.sentences.iter().map(|sentence| normal(&sentence.wording)).collect();
        super::id::of_document(name, &text.join("\n"))
    }
}

/// What a reader sees at a place.
pub fn wording(source: &Source, document: &Document, span: Span) -> String {
    let prose = span.of(&document.prose);
    let mut out = String::with_capacity(prose.len());
    let mut apart = false;
    let mut opaque = None;
    let mut push = |piece: &str, apart: &mut bool| {
        if std::mem::take(apart) && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(piece);
    };
    for (at, c) in prose.char_indices() {
        if c == OPAQUE {
            opaque.get_or_insert(at);
            continue;
        }
        if let Some(from) = opaque.take() {
            push(&as_written(source, Span::new(span.start + from, span.start + at)), &mut apart);
        }
        match c {
            JOINT => {}
            c if c.is_whitespace() => apart = true,
            c => push(c.encode_utf8(&mut [0; 4]), &mut apart),
        }
    }
    if let Some(from) = opaque {
        push(&as_written(source, Span::new(span.start + from, span.end)), &mut apart);
    }
    out
}

fn as_written(source: &Source, span: Span) -> String {
    span.of(&source.text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::builtin;
    use crate::language::Language;
    use crate::source::Format;

    /// The built-in language, loaded once a test binary.
    pub(in crate::ledger) fn english() -> &'static Language {
        static LANGUAGE: std::sync::OnceLock<Language> = std::sync::OnceLock::new();
        LANGUAGE.get_or_init(builtin::language)
    }

    /// A text as the ledger sees it.
    pub(in crate::ledger) fn seed(text: &str) -> Seed {
        let source = Source::new("a.md", Format::Markdown, text);
        let reading = crate::read(english(), Default::default(), &source);
        read(&source, &reading.document, &reading.facts)
    }

    #[test]
    fn wordings_are_what_a_reader_sees() {
        for (text, wording) in [
            ("Output *fell* 12&nbsp;% in\nMarch.[^1]\n\n[^1]: Table 1.", "Output fell 12\u{a0}% in March."),
            ("Output [fell](https://a.example/x) in `march 3`, $12$ too.", "Output fell in `march 3`, $12$ too."),
            ("Output <!-- x --> fell.", "Output fell."),
            ("It fell \\* there.", "It fell * there."),
        ] {
            let found = seed(text);
            let shown = found.sentences.first().map(|sentence| sentence.wording.replace('\u{a0}', " "));
            assert_eq!(shown.as_deref(), Some(wording.replace('\u{a0}', " ").as_str()), "{text}");
        }
    }

    #[test]
    fn candidates_are_what_can_be_checked() {
        for (text, candidate) in [
            ("Unemployment in the county fell to 4.1 percent in March 2021.", true),
            ("# Unemployment in the county fell to 4.1 percent", false),
            ("“We will never close the mill again,” she wrote.", true),
            ("Some like it so.", false),
            ("Perhaps three mills were there?", true),
        ] {
            assert_eq!(seed(text).sentences[0].candidate, candidate, "{text}");
        }
    }
}
