//! On what each sentence stands: attributed, sourced, cited, quoted.
//!
//! In go the facts that back a sentence; out comes one [`Standing`] a sentence. Attributed is not sourced: that somebody
//! wants, hopes or knows a thing, or that unnamed people say it, backs nothing.

use std::ops::Range;

use super::{Attribution, Citation, CitationKind, CueKind, Prose, Quotation, QuotationKind};
use crate::span::Span;

/// What can be said of one sentence's backing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Somebody is said to say, think or want it (wide).
    pub attributed: bool,
    /// Said in speech or text by a source that is named or can be identified, or cited (strict). Rules go by this.
    pub sourced: bool,
    /// It carries a note, a link to a source or a key.
    pub cited: bool,
    /// All of it, but for the words that attribute, stands in a quotation.
    pub quoted: bool,
}

/// Judges each sentence, by index.
pub fn find(prose: Prose<'_>, quotations: &[Quotation], citations: &[Citation], attributions: &[Attribution]) -> Vec<Standing> {
    let mut standing = vec![Standing::default(); prose.sentences.len()];
    for sentence in citations.iter().filter(|citation| citation.resolved).filter_map(|citation| citation.sentence) {
        if let Some(standing) = standing.get_mut(sentence) {
            standing.cited = true;
            standing.sourced = true;
        }
    }
    for sentence in citations.iter().filter(|citation| names_source(prose, citation)).filter_map(|citation| citation.sentence) {
        if let Some(standing) = standing.get_mut(sentence) {
            standing.sourced = true;
        }
    }
    for attribution in attributions {
        let sourced = attribution.identified && matches!(attribution.kind, CueKind::Speech | CueKind::Text);
        for sentence in sentences_of(prose, attribution.content).chain(std::iter::once(attribution.sentence)) {
            if let Some(standing) = standing.get_mut(sentence) {
                standing.attributed = true;
                standing.sourced |= sourced;
            }
        }
    }
    let outside = words_outside(prose, quotations, attributions);
    for ((standing, outside), sentence) in standing.iter_mut().zip(outside).zip(prose.sentences) {
        let words = prose.tokens[sentence.tokens.clone()].iter().filter(|token| token.is_word()).count();
        standing.quoted = words > 0 && outside == 0;
        standing.attributed |= standing.quoted || (outside < words && outside * 2 < words);
    }
    standing
}

/// Whether it is a "(Source: Valley Times)": a name in brackets, though it leads nowhere.
fn names_source(prose: Prose<'_>, citation: &Citation) -> bool {
    let bracketed = citation.kind == CitationKind::SourceLine && citation.span.of(prose.text()).starts_with(['(', '[']);
    let tokens = prose.tokens.get(prose.tokens_in(citation.span)).filter(|_| bracketed).unwrap_or_default();
    tokens.iter().skip_while(|token| !token.is(prose.text(), ":")).any(|token| token.is_word() && token.capital())
}

/// The sentences that share words with a place.
fn sentences_of(prose: Prose<'_>, place: Span) -> Range<usize> {
    let start = prose.sentences.partition_point(|sentence| sentence.span.end <= place.start);
    let end = prose.sentences.partition_point(|sentence| sentence.span.start < place.end);
    start..end.max(start)
}

/// Of each sentence: how many words stand neither in a quotation nor in the words that attribute one.
fn words_outside(prose: Prose<'_>, quotations: &[Quotation], attributions: &[Attribution]) -> Vec<usize> {
    let mut backed = vec![false; prose.tokens.len()];
    let mut cover = |place: Span| {
        if let Some(tokens) = backed.get_mut(prose.tokens_in(place)) {
            tokens.fill(true);
        }
    };
    let mut touched = vec![false; prose.sentences.len()];
    for quotation in quotations.iter().filter(|quotation| quotation.kind != QuotationKind::Term) {
        cover(quotation.span);
        sentences_of(prose, quotation.span).for_each(|sentence| touched[sentence] = true);
    }
    for attribution in attributions.iter().filter(|attribution| attribution.quotation.is_some()) {
        cover(attribution.cue);
        if let Some(source) = attribution.source {
            cover(source);
        }
    }
    let outside = |sentence: &super::Sentence| sentence.tokens.clone().filter(|i| prose.tokens[*i].is_word() && !backed[*i]).count();
    prose.sentences.iter().zip(touched).map(|(sentence, touched)| if touched { outside(sentence) } else { usize::MAX }).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::builtin;
    use crate::language::Language;
    use crate::source::{Format, Source};

    #[test]
    fn sentences_stand_on_what_backs_them() {
        let language = Language::load(&builtin::folder("lexicons"), &[], &mut Vec::new());
        // Of each sentence: a attributed, s sourced, c cited, q quoted.
        let cases = [
            ("The dam failed.", "-"),
            ("Critics say the dam failed.", "a"),
            ("Mara Holt says the dam failed.", "as"),
            ("Ulm knows that the dam failed.", "a"),
            ("The dam is thought to have failed.", "a"),
            ("Critics say the dam failed.[^1]\n\n[^1]: Holt, *Dams*, 2021.", "asc -"),
            ("The dam failed.[^2]", "-"),
            ("The dam [failed](https://dam.example/x).", "sc"),
            ("“The dam failed in the night. Nobody was there,” Mara Holt said.", "asq asq"),
            ("The dam failed. Mara Holt said so.", "- as"),
            ("The dam lost 40 gates (Source: Valley Times).", "s"),
            ("The dam lost 40 gates (source: own research).", "-"),
            ("The dam lost 40 gates (Source: [Valley Times](https://times.example)).", "sc"),
        ];
        for (text, expected) in cases {
            let source = Arc::new(Source::new("seed", Format::Markdown, text));
            let facts = crate::read(&language, Default::default(), &source).facts;
            let flags = facts.standing.iter().map(|standing| {
                let marks = [(standing.attributed, 'a'), (standing.sourced, 's'), (standing.cited, 'c'), (standing.quoted, 'q')];
                let on: String = marks.iter().filter(|(on, _)| *on).map(|(_, mark)| *mark).collect();
                if on.is_empty() { "-".to_owned() } else { on }
            });
            assert_eq!(flags.collect::<Vec<_>>().join(" "), expected, "{text:?}");
        }
    }
}
