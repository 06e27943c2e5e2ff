//! Examples with the words at fault marked: `<<Critics say>> the dam will fail.`
//!
//! In goes an example as written; out comes its text without the marks, and the spans that they marked.

use crate::span::Span;

/// An example without its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The text of the seed.
    pub text: String,
    /// What was marked, in bytes of that text.
    pub spans: Vec<Span>,
}

/// Takes the marks out of an example. Three or more `<` or `>` in a row are text. Fails, with the byte at fault and what
/// is wrong, where a mark is not closed or closes nothing.
pub fn read(written: &str) -> Result<Marked, (usize, &'static str)> {
    let mut text = String::with_capacity(written.len());
    let mut spans = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut at = 0;
    while at < written.len() {
        let rest = &written[at..];
        let run = |mark: u8| rest.bytes().take_while(|b| *b == mark).count();
        match (run(b'<'), run(b'>')) {
            (2, _) => {
                if open.is_some() {
                    return Err((at, "this `<<` stands inside another"));
                }
                open = Some((text.len(), at));
                at += 2;
            }
            (_, 2) => {
                let Some((start, _)) = open.take() else { return Err((at, "this `>>` closes no `<<`")) };
                spans.push(Span::new(start, text.len()));
                at += 2;
            }
            (run @ 1.., _) | (_, run @ 1..) => {
                text.push_str(&rest[..run]);
                at += run;
            }
            _ => {
                let end = rest.find(['<', '>']).unwrap_or(rest.len());
                text.push_str(&rest[..end]);
                at += end;
            }
        }
    }
    match open {
        Some((_, at)) => Err((at, "this `<<` is never closed")),
        None => Ok(Marked { text, spans }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_out() {
        for (written, text, spans) in [
            ("<<Critics say>> so", "Critics say so", vec!["Critics say"]),
            ("a <b> <<c>>", "a <b> c", vec!["c"]),
            ("<<<<<<< HEAD", "<<<<<<< HEAD", vec![]),
            ("<<é>><<ü>>", "éü", vec!["é", "ü"]),
            ("<<>>x", "x", vec![""]),
            ("plain", "plain", vec![]),
        ] {
            let marked = read(written).unwrap_or_else(|error| panic!("{written}: {error:?}"));
            assert_eq!(marked.text, text);
            assert_eq!(marked.spans.iter().map(|span| span.of(text)).collect::<Vec<_>>(), spans, "{written}");
        }
        assert_eq!(read("a <<b"), Err((2, "this `<<` is never closed")));
        assert_eq!(read("a b>>"), Err((3, "this `>>` closes no `<<`")));
        assert_eq!(read("<<a <<b>>>>"), Err((4, "this `<<` stands inside another")));
    }
}
