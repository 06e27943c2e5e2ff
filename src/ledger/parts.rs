//! What can be told apart in a sentence (numbers, dates, names, negations, quotations, speakers, links), and what an edit did
//! to it.
//!
//! In go facts, or two wordings; out come [`Part`]s, and a [`Comparison`] word by word. Parts serve display and say how much a
//! confirmation has to answer for; whether a verification holds is never decided by them.

use similar::{Algorithm, DiffOp};

use crate::document::{Document, MarkKind};
use crate::facts::{DateKind, Facts, QuotationKind};
use crate::source::Source;
use crate::span::Span;

/// What a part is. The order is that in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// A number with its unit.
    Number,
    /// A date.
    Date,
    /// Words that negate.
    Not,
    /// Words between quotation marks.
    Quote,
    /// Who says it.
    Who,
    /// A name.
    Name,
    /// Where a link leads.
    Link,
}

impl PartKind {
    /// Every kind with its word.
    pub const NAMES: [(&'static str, Self); 7] = [
        ("number", Self::Number),
        ("date", Self::Date),
        ("not", Self::Not),
        ("quote", Self::Quote),
        ("who", Self::Who),
        ("name", Self::Name),
        ("link", Self::Link),
    ];

    /// Its word.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// One part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Its words.
    pub words: String,
}

impl Part {
    /// As ledgers write it: `number 12%`.
    pub fn written(&self) -> String {
        format!("{} {}", self.kind.name(), self.words)
    }

    /// The part that was written.
    pub fn read(written: &str) -> Option<Self> {
        let (name, words) = written.split_once(' ')?;
        let (_, kind) = PartKind::NAMES.into_iter().find(|(known, _)| *known == name)?;
        Some(Self { kind, words: words.to_owned() })
    }
}

/// Words of grammar that negate, in lower case; `n't` is a token of its own.
const NEGATORS: [&str; 13] =
    ["not", "n't", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot", "nowhere", "hardly"];

fn negates(word: &str) -> bool {
    NEGATORS.iter().any(|negator| word.eq_ignore_ascii_case(negator)) || word.eq_ignore_ascii_case("n’t")
}

/// Finds the parts of a document's sentences, one after the other.
pub struct Finder<'a> {
    source: &'a Source,
    document: &'a Document,
    facts: &'a Facts,
    places: Vec<(Span, Part)>,
    next: usize,
}

impl<'a> Finder<'a> {
    /// Collects what the facts tell.
    pub fn new(source: &'a Source, document: &'a Document, facts: &'a Facts) -> Self {
        let mut finder = Self { source, document, facts, places: Vec::new(), next: 0 };
        let mut places = Vec::new();
        let mut add = |kind, span: Span| places.push((span, Part { kind, words: finder.shown(span) }));
        facts.quantities.iter().for_each(|quantity| add(PartKind::Number, quantity.span));
        facts.dates.iter().filter(|date| date.kind == DateKind::Date).for_each(|date| add(PartKind::Date, date.span));
        let quoted = facts.quotations.iter().filter(|quotation| quotation.kind == QuotationKind::Direct);
        quoted.for_each(|quotation| add(PartKind::Quote, quotation.inner));
        facts.attributions.iter().filter_map(|attribution| attribution.source).for_each(|source| add(PartKind::Who, source));
        for mark in &document.marks {
            if let MarkKind::Link { target, .. } = &mark.kind {
                places.push((mark.span, Part { kind: PartKind::Link, words: target.split_whitespace().collect() }));
            }
        }
        places.sort_by_key(|(span, part)| (span.start, part.kind));
        finder.places = places;
        finder
    }

    /// The parts of sentence number `index`, sorted; sentences are asked for in order.
    pub fn of(&mut self, index: usize) -> Vec<Part> {
        let Some(sentence) = self.facts.sentences.get(index) else { return Vec::new() };
        while self.places.get(self.next).is_some_and(|(span, _)| span.start < sentence.span.start) {
            self.next += 1;
        }
        let here = self.places[self.next..].iter().take_while(|(span, _)| span.start < sentence.span.end);
        let mut parts: Vec<Part> = here.map(|(_, part)| part.clone()).collect();
        self.negators_and_names(index, &mut parts);
        parts.sort();
        parts.dedup();
        parts
    }

    fn negators_and_names(&self, index: usize, parts: &mut Vec<Part>) {
        let Some(tokens) = self.facts.sentences.get(index).and_then(|sentence| self.facts.tokens.get(sentence.tokens.clone())) else {
            return;
        };
        let prose = &self.document.prose;
        let mut name: Option<Span> = None;
        let mut names = Vec::new();
        let mut opens = true;
        for (place, token) in tokens.iter().enumerate() {
            if token.is_word() && negates(&token.text(prose)) {
                parts.push(Part { kind: PartKind::Not, words: self.shown(token.span()) });
            }
            // The capital that begins a sentence tells nothing, unless another follows.
            let leads = opens && !tokens.get(place + 1).is_some_and(|next| next.is_word() && next.capital());
            opens &= !token.is_word();
            let named = token.is_word() && token.capital() && !leads;
            match (named, name) {
                (true, Some(begun)) => name = Some(begun.join(token.span())),
                (true, None) => name = Some(token.span()),
                (false, Some(begun)) => {
                    names.push(begun);
                    name = None;
                }
                (false, None) => {}
            }
        }
        names.extend(name);
        parts.extend(names.into_iter().map(|span| Part { kind: PartKind::Name, words: self.shown(span) }));
    }

    fn shown(&self, span: Span) -> String {
        super::seed::wording(self.source, self.document, span)
    }
}

/// A stretch of words of two wordings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    /// In both.
    Same(String),
    /// Only in the earlier one.
    Was(String),
    /// Only in the later one.
    Now(String),
}

/// The words that two wordings share, and those that they do not, in order.
pub fn compare(was: &str, now: &str) -> Vec<Stretch> {
    let (was, now): (Vec<_>, Vec<_>) = (was.split_whitespace().collect(), now.split_whitespace().collect());
    let mut stretches = Vec::new();
    for operation in similar::capture_diff_slices(Algorithm::Myers, &was, &now) {
        let old = was[operation.old_range()].join(" ");
        let new = now[operation.new_range()].join(" ");
        match operation {
            DiffOp::Equal { .. } => stretches.push(Stretch::Same(old)),
            DiffOp::Delete { .. } => stretches.push(Stretch::Was(old)),
            DiffOp::Insert { .. } => stretches.push(Stretch::Now(new)),
            DiffOp::Replace { .. } => stretches.extend([Stretch::Was(old), Stretch::Now(new)]),
        }
    }
    stretches
}

/// One line: `Output fell [-12%-] {+21%+} in March.`
pub fn marked(stretches: &[Stretch]) -> String {
    let stretch = |stretch: &Stretch| match stretch {
        Stretch::Same(words) => words.clone(),
        Stretch::Was(words) => format!("[-{words}-]"),
        Stretch::Now(words) => format!("{{+{words}+}}"),
    };
    stretches.iter().map(stretch).collect::<Vec<_>>().join(" ")
}

/// What became of the parts of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// In both wordings.
    pub survived: Vec<Part>,
    /// Only in the earlier one.
    pub gone: Vec<Part>,
    /// Only in the later one.
    pub new: Vec<Part>,
}

impl Comparison {
    /// Of the parts of two wordings.
    pub fn of(was: &[Part], now: &[Part]) -> Self {
        let (survived, gone) = was.iter().cloned().partition(|part| now.contains(part));
        Self { survived, gone, new: now.iter().filter(|part| !was.contains(part)).cloned().collect() }
    }

    /// The first kind of part, in order of weight, that did not stay as it was.
    pub fn touched(&self) -> Option<PartKind> {
        self.gone.iter().chain(&self.new).map(|part| part.kind).min()
    }
}

#[cfg(test)]
mod tests {
    use super::super::seed::tests::seed;
    use super::*;

    fn parts(text: &str) -> Vec<Part> {
        seed(text).sentences[0].parts.clone()
    }

    #[test]
    fn parts_are_told_apart() {
        for (text, expected) in [
            ("Output fell 12% in March 2026, the agency said.", "number 12%; date March 2026; who the agency; name March"),
            ("The mill did not lose 40 [men](https://a.example/x).", "number 40; not not; link https://a.example/x"),
            ("“We will never close it,” Mara Holt said.", "not never; quote We will never close it,; who Mara Holt; name Mara Holt"),
        ] {
            let shown: Vec<_> = parts(text).iter().map(Part::written).collect();
            assert_eq!(shown.join("; "), expected);
            assert_eq!(shown.iter().map(|part| Part::read(part)).collect::<Option<Vec<_>>>(), Some(parts(text)));
        }
    }

    #[test]
    fn an_edit_says_what_it_touched() {
        let was = "Output fell 12% in May 2026, the agency said.";
        for (now, touched) in [
            (was, None),
            ("Output dropped 12% in May 2026, the agency said.", None),
            ("Output fell 21% in May 2026, the agency said.", Some(PartKind::Number)),
            ("Output fell 12% in June 2026, the agency said.", Some(PartKind::Date)),
            ("Output did not fall 12% in May 2026, the agency said.", Some(PartKind::Not)),
            ("Output fell 12% in May 2026, the ministry said.", Some(PartKind::Who)),
        ] {
            assert_eq!(Comparison::of(&parts(was), &parts(now)).touched(), touched, "{now}");
        }
    }

    #[test]
    fn words_are_compared_one_by_one() {
        for (was, now, shown) in [
            ("Output fell 12% in March.", "Output fell 21% in March.", "Output fell [-12%-] {+21%+} in March."),
            ("It fell.", "It hardly fell.", "It {+hardly+} fell."),
            ("It hardly fell.", "It fell.", "It [-hardly-] fell."),
            ("It fell.", "It fell.", "It fell."),
            ("", "", ""),
        ] {
            assert_eq!(marked(&compare(was, now)), shown);
        }
    }
}
