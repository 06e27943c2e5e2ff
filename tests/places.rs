//! Whatever the text, its reading keeps every place: the prose is as long as the text, blocks and marks lie in it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails; what is drawn is long")]

use std::sync::LazyLock;

use proptest::prelude::*;
use seedlint::document::{self, BREAK, Document, JOINT, MarkKind, OPAQUE, Options, PRESETS};
use seedlint::source::{Format, Source};
use seedlint::span::Span;

static EVERY_PRESET: LazyLock<Options> = LazyLock::new(|| Options::new(&PRESETS, []));

/// Pieces that parsers trip over.
const FRAGMENTS: &[&str] = &[
    "word",
    "Two words. ",
    "A",
    "1",
    " ",
    "  ",
    "    ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "\u{c}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{a0}",
    "\u{feff}",
    "\0",
    "\u{1a}",
    "é",
    "e\u{301}",
    "“",
    "”",
    "’",
    "—",
    "👩‍👩‍👧",
    "\u{202e}",
    "\u{200b}",
    "한",
    "*",
    "**",
    "***",
    "_",
    "__",
    "~~",
    "~",
    "`",
    "``",
    "```",
    "```\n",
    "~~~\n",
    "\\",
    "\\\n",
    "\\*",
    "\\[",
    "&amp;",
    "&nbsp;",
    "&#8220;",
    "&nGt;",
    "&#0;",
    "&#26;",
    "&#10;",
    "&",
    ";",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](",
    "](x)",
    "[a](b)",
    "[a][b]",
    "[a][]",
    "[b]: c\n",
    "[b]: <c> 'd'\n",
    "[^1]",
    "[^1]: ",
    "[^x",
    "[^é]",
    "<",
    ">",
    "> ",
    ">> ",
    "> [!NOTE]\n",
    "- ",
    "* ",
    "• ",
    "1. ",
    "1) ",
    "- [ ] ",
    "# ",
    "## ",
    "#",
    " {#id}",
    "===\n",
    "---\n",
    "---",
    "+++\n",
    "...\n",
    "***\n",
    "|",
    "| a | b |\n",
    "|---|---|\n",
    "\\|",
    "<b>",
    "</b>",
    "<br>",
    "<a id=\"x\">",
    "<a href='y'>",
    "</a>",
    "<code>",
    "</code>",
    "<img src=x>",
    "<div>\n",
    "</div>\n",
    "<!--",
    "-->",
    "<!-- c -->",
    "<![CDATA[",
    "<?",
    "https://a.example/b",
    "www.a.example",
    "http://",
    "a@b.example",
    "<https://a.example>",
    "<a@b.example>",
    "$",
    "$$",
    "title: x\n",
    "date: \"2024\n",
    "a: [b, c]\n",
    "a: b: c\n",
    "t = 'x'\n",
    "- x\n",
    ": ",
    "key: |\n  x\n",
    ".",
    "!",
    "?",
    "Source: ",
    "<p>",
    "</p>",
    "<P CLASS=x>",
    "<h2>",
    "<li>",
    "<td>",
    "<table>",
    "</table>",
    "<blockquote>",
    "<pre>",
    "<q>",
    "</q>",
    "<sup>",
    "</sup>",
    "<a href=#n1>",
    "<a name=n1>",
    "<li id=fn1>",
    "<a href=#fn1>1</a>",
    "<main>",
    "</main>",
    "<article>",
    "<nav>",
    "<footer>",
    "<span hidden>",
    "</span>",
    "<svg>",
    "<script>",
    "</script>",
    "<title>",
    "</title>",
    "<meta name=date content='2024'>",
    "<time datetime=2024>",
    "<head>",
    "<body>",
    "<br><br>",
    "<b id='",
    "&copy",
    "&#146;",
    "&",
    "{{ a }}",
    "{% b %}\n",
    ":::\n",
    "[[c|d]]",
];

fn text() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        20 => prop::sample::select(FRAGMENTS).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(fragment, 0..60).prop_map(|fragments| fragments.concat())
}

/// Front matter, well formed or not, before such a text.
fn fenced() -> impl Strategy<Value = String> {
    let fence = prop::sample::select(&["---\n", "+++\n", "---\r\n", "\u{feff}---\n"][..]);
    (fence, text(), prop::sample::select(&["---\n", "+++\n", "...\n", ""][..]), text())
        .prop_map(|(open, content, close, body)| format!("{open}title: x\n{content}\n{close}{body}"))
}

fn fits(text: &str, span: Span) -> bool {
    span.start <= span.end && text.get(span.range()).is_some()
}

/// Whether the byte at `at` lies in an entity, whose characters the prose shows in its place.
fn in_entity(text: &str, at: usize) -> bool {
    let from = text[..=at].bytes().rposition(|byte| byte == b'&');
    // HTML knows some without a semicolon.
    let bare = |from: usize| text.as_bytes()[from + 1..=at].iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'#');
    from.is_some_and(|from| bare(from) || text[from + 1..].find(';').is_some_and(|end| from + 1 + end > at))
}

/// Whether the byte at `at` lies in a tag in whose place the prose shows a character: `<br>`, `<q>`.
fn in_shown_tag(text: &str, at: usize) -> bool {
    let from = text[..=at].bytes().rposition(|byte| byte == b'<');
    from.is_some_and(|from| ["<br", "</br", "<q", "</q"].iter().any(|tag| text[from..].starts_with(tag)))
}

fn check(text: &str, document: &Document) -> Result<(), TestCaseError> {
    let Document { prose, blocks, marks, metadata } = document;
    prop_assert_eq!(prose.len(), text.len());
    for (at, character) in prose.char_indices() {
        if ![BREAK, JOINT, OPAQUE].contains(&character) {
            let same = text.get(at..).is_some_and(|rest| rest.starts_with(character));
            prop_assert!(same || in_entity(text, at) || in_shown_tag(text, at), "{:?} at {}", character, at);
        }
    }
    let mut end = 0;
    for block in blocks {
        prop_assert!(fits(text, block.span) && block.span.start >= end, "{:?} after {}", block, end);
        prop_assert!(!block.span.is_empty() && block.span.trim(text) == block.span, "{:?} is not trimmed", block);
        prop_assert!(prose.get(block.span.range()).is_some(), "{:?} cuts a character of the prose", block);
        end = block.span.end;
    }
    let mut start = 0;
    for mark in marks {
        prop_assert!(fits(text, mark.span) && !mark.span.is_empty() && mark.span.start >= start, "{:?} after {}", mark, start);
        if let MarkKind::Link { text: words, .. } = &mark.kind {
            prop_assert!(fits(text, *words) && mark.span.covers(*words), "{:?}", mark);
        }
        start = mark.span.start;
    }
    let places = metadata.fields.iter().map(|field| field.span).chain(metadata.faults.iter().map(|(span, _)| *span));
    for span in places.chain(metadata.span) {
        prop_assert!(fits(text, span), "{:?}", span);
    }
    if let Some(span) = metadata.span {
        prop_assert!(prose[span.range()].chars().all(|c| c == BREAK) && blocks.iter().all(|block| block.span.start >= span.end));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_has_a_reading_that_keeps_places(text in prop_oneof![3 => text(), 1 => fenced()]) {
        for format in [Format::Plain, Format::Markdown, Format::Html] {
            let source = Source::new("x", format, text.clone());
            check(&text, &document::read(&source))?;
            check(&text, &document::read_with(&source, &EVERY_PRESET))?;
        }
    }

    #[test]
    fn the_same_text_reads_the_same(text in text()) {
        for format in [Format::Markdown, Format::Html] {
            let source = Source::new("x", format, text.clone());
            prop_assert_eq!(document::read(&source), document::read(&source));
        }
    }
}
