//! What stays the same of a finding when the text around it changes: for baselines, and for "only what is new".
//!
//! The first 16 hexadecimal digits of SHA-256 over version, rule, sentence, match, and which of several equal matches in the
//! sentence it is. Of sentence and match only the words count: their looks (case, kinds of quotation marks, dashes and
//! spaces, markup) may change.

use std::collections::HashMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::document::{BREAK, JOINT, OPAQUE};
use crate::finding::Finding;
use crate::source::Source;
use crate::span::Span;

/// Changes whenever the same words would get another fingerprint.
const VERSION: &str = "1";

/// The fingerprints of a seed's findings, in their order. `sentences` are its sentences and `names` the rule of each
/// finding; a finding outside every sentence goes by its line.
pub fn of_seed(source: &Source, prose: &str, sentences: &[Span], findings: &[Finding], names: &[&str]) -> Vec<String> {
    let mut texts: HashMap<Span, String> = HashMap::new();
    let mut begun: HashMap<(Span, &str), Sha256> = HashMap::new();
    let mut seen: HashMap<(Span, &str, String), usize> = HashMap::new();
    let mut line = Span::default();
    findings
        .iter()
        .zip(names)
        .map(|(finding, name)| {
            let around = sentence_at(sentences, finding.span.start).unwrap_or_else(|| {
                if !(line.covers(Span::empty(finding.span.start)) && line.end > line.start) {
                    line = line_at(&source.text, finding.span.start);
                }
                line
            });
            let sentence = texts.entry(around).or_insert_with(|| normalised(source, prose, around));
            let matched = normalised(source, prose, finding.span);
            let ordinal = seen.entry((around, name, matched.clone())).or_default();
            *ordinal += 1;
            // A long sentence with many findings is hashed once a rule.
            let begun = begun.entry((around, name)).or_insert_with(|| hash([VERSION, name, sentence.as_str()]));
            finish(begun.clone(), &matched, *ordinal)
        })
        .collect()
}

fn hash(parts: [&str; 3]) -> Sha256 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
        hash.update([0]);
    }
    hash
}

fn finish(mut hash: Sha256, matched: &str, ordinal: usize) -> String {
    hash.update(matched);
    hash.update([0]);
    hash.update(ordinal.to_string());
    hash.finalize().iter().take(8).fold(String::with_capacity(16), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// The sentence that holds the byte at `offset`, or ends there.
fn sentence_at(sentences: &[Span], offset: usize) -> Option<Span> {
    let sentence = *sentences.get(sentences.partition_point(|sentence| sentence.start <= offset).checked_sub(1)?)?;
    (offset <= sentence.end).then_some(sentence)
}

/// The sentence around a place, or else its line.
pub fn place_around(source: &Source, sentences: &[Span], offset: usize) -> Span {
    sentence_at(sentences, offset).unwrap_or_else(|| line_at(&source.text, offset))
}

fn line_at(text: &str, offset: usize) -> Span {
    let offset = offset.min(text.len());
    let bytes = text.as_bytes();
    let start = bytes[..offset].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let end = bytes[offset..].iter().position(|byte| *byte == b'\n').map_or(text.len(), |at| offset + at);
    Span::new(start, end)
}

/// The words at a place, whatever they look like; where the mask leaves none, the text's own.
pub(super) fn normalised(source: &Source, prose: &str, span: Span) -> String {
    let masked = folded(span.of(prose));
    if masked.is_empty() { folded(span.of(&source.text)) } else { masked }
}

/// Lower case, straight quotes, plain dashes, single spaces, no fillers.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut apart = false;
    for character in text.chars() {
        if character.is_whitespace() || matches!(character, BREAK | OPAQUE) {
            apart = !folded.is_empty();
            continue;
        }
        if matches!(character, JOINT | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}') {
            continue;
        }
        if std::mem::take(&mut apart) {
            folded.push(' ');
        }
        match character {
            '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2bc}' | '`' => folded.push('\''),
            '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => folded.push('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => folded.push('-'),
            '\u{2026}' => folded.push_str("..."),
            other => folded.extend(other.to_lowercase()),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::RuleId;
    use crate::source::Format;

    /// Fingerprints of each place of `word` in a text whose sentences are its lines.
    fn of(text: &str, word: &str, rule: &str) -> Vec<String> {
        let source = Source::new("a.md", Format::Markdown, text);
        let prose = text.replace('*', "\0");
        let mut at = 0;
        let lines = text.split_inclusive('\n').map(|line| {
            at += line.len();
            Span::new(at - line.len(), at).trim(text)
        });
        let sentences: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
        let findings: Vec<_> = text
            .match_indices(word)
            .map(|(at, _)| Finding { rule: RuleId(0), span: Span::new(at, at + word.len()), details: vec![], labels: vec![] })
            .collect();
        of_seed(&source, &prose, &sentences, &findings, &vec![rule; findings.len()])
    }

    #[test]
    fn looks_do_not_count() {
        let plain = of("Critics said the \"old\" dam - it may - fail.", "may", "a/b");
        assert_eq!(plain[0].len(), 16);
        assert!(plain[0].chars().all(|c| c.is_ascii_hexdigit() && !c.is_ascii_uppercase()));
        for text in [
            "Critics said the “old” dam – it may – fail.",
            "Before it.\n\nCRITICS said  the “old” dam — it *may* — fail.\nAfter it.",
            "  Critics\u{a0}said the \"old\" dam - it may - fail.",
        ] {
            assert_eq!(of(text, "may", "a/b"), plain, "{text}");
        }
    }

    #[test]
    fn words_rule_and_order_count() {
        let text = "It may be and may not.\nIt may be and may not.";
        let found = of(text, "may", "a/b");
        assert_eq!(found[..2], found[2..]);
        assert_ne!(found[0], found[1]);
        assert_ne!(found[0], of(text, "may", "a/c")[0]);
        assert_ne!(found[0], of("It may be and may not!", "may", "a/b")[0]);
        assert_ne!(found[0], of(text, "be", "a/b")[0]);
    }

    #[test]
    fn a_finding_outside_sentences_goes_by_its_line() {
        let of_line = |text: &str, at: usize| {
            let source = Source::new("a.md", Format::Markdown, text);
            let finding = Finding { rule: RuleId(0), span: Span::new(at, at + 2), details: vec![], labels: vec![] };
            of_seed(&source, &" ".repeat(text.len()), &[], &[finding], &["a/b"])
        };
        assert_eq!(of_line("x: {{ y }}\nz", 3), of_line("new\nx: {{ y }}\n", 7));
        assert_ne!(of_line("x: {{ y }}\nz", 3), of_line("q: {{ y }}\nz", 3));
        assert_eq!(of_line("", 0).len(), 1);
    }

    #[test]
    fn the_fingerprint_of_a_version_never_changes() {
        assert_eq!(of("It may be.", "may", "speculation/modal"), ["631d037d41c741c8"]);
    }
}
