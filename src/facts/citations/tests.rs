//! One-line cases: a seed, and what its citations are.

use std::sync::Arc;

use crate::builtin;
use crate::language::Language;
use crate::source::{Format, Source};

use super::CitationKind;

/// Each citation as `words|kind|+` or `-` for whether it leads somewhere`|sentence`.
fn shown(format: Format, text: &str) -> String {
    let language = Language::load(&builtin::folder("lexicons"), &[], &mut Vec::new());
    let source = Arc::new(Source::new("seed", format, text));
    let facts = crate::read(&language, Default::default(), &source).facts;
    let one = |citation: &super::Citation| {
        let kind = match citation.kind {
            CitationKind::Footnote => "note",
            CitationKind::Unused => "unused",
            CitationKind::Link => "link",
            CitationKind::Label => "label",
            CitationKind::Anchor => "anchor",
            CitationKind::BareAddress => "bare",
            CitationKind::Key => "key",
            CitationKind::AuthorYear => "author",
            CitationKind::SourceLine => "line",
        };
        let sentence = citation.sentence.map_or("none".to_owned(), |sentence| sentence.to_string());
        format!("{}|{kind}|{}|{sentence}", citation.span.of(text), if citation.resolved { "+" } else { "-" })
    };
    facts.citations.iter().map(one).collect::<Vec<_>>().join(" ; ")
}

#[test]
fn markup_leads_somewhere_or_nowhere() {
    let cases = [
        ("The dam failed.[^1] It rained.\n\n[^1]: Holt, *Dams*, p. 4.", "[^1]|note|+|0"),
        ("The dam failed.[^2] It rained.\n\n[^1]: Holt, *Dams*, p. 4.", "[^2]|note|-|0 ; [^1]: Holt, *Dams*, p. 4.|unused|-|none"),
        ("It rained. The [dam](https://dam.example/x) failed.", "[dam](https://dam.example/x)|link|+|1"),
        ("The [dam][report] failed.", "[dam][report]|label|-|0"),
        ("# Rain\n\nSee [above](#rain) and [below](#snow).", "[above](#rain)|anchor|+|1 ; [below](#snow)|anchor|-|1"),
        ("It failed: <https://dam.example/x>", "<https://dam.example/x>|bare|+|0"),
        ("Write to [us](mailto:a@dam.example).", ""),
        ("The [dam]() failed.", "[dam]()|link|-|0"),
        ("As the log shows, see note 4.\n\n[^1]: Log.", "note 4|note|-|0 ; [^1]: Log.|unused|-|none"),
        ("See note 4 of the treaty.", ""),
        ("The dam failed [@holt2021].", "[@holt2021]|key|+|0"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(Format::Markdown, text), expected, "{text:?}");
    }
}

#[test]
fn numbers_and_authors_count_where_sources_are_listed() {
    let cases = [
        ("The dam failed [1]. It rained [2].\n\nReferences\n\n[1] Holt, Dams.", "[1]|key|+|0 ; [2]|key|-|1"),
        ("The dam failed [1, 2].\n\nReferences\n\n[1] Holt, Dams.\n[2] Roe, Rain.", "[1, 2]|key|+|0"),
        ("The dam failed.[1-3]\n\nReferences\n\n[1] Holt, Dams.\n[2] Roe, Rain.", "[1-3]|key|-|0"),
        ("“We saw [3] men,” he said.", ""),
        ("It broke [3] and stayed so.", ""),
        ("It began in [2019].", ""),
        ("The dam failed (Holt 2021; Roe, 2019).\n\nReferences\n\nHolt, M. Dams. 2021.", "Holt 2021|author|+|0 ; Roe, 2019|author|-|0"),
        ("Holt (2021) saw it.\n\nReferences\n\nHolt, M. (2021). Dams.", "(2021)|author|+|0"),
        ("They met there (Paris, 2015).", ""),
        ("They met there (May 2015).\n\nReferences\n\nHolt, M. 2021. Dams.", ""),
        ("It failed (Holt et al., 2021).", "Holt et al., 2021|author|-|0"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(Format::Plain, text), expected, "{text:?}");
    }
}

#[test]
fn source_lines_want_an_address_or_a_dated_title() {
    let cases = [
        ("The dam failed.\n\nSource: The Valley Times", "Source: The Valley Times|line|-|none"),
        (
            "The dam failed.\n\nSource: The Valley Times, “A dam fails”, 4 May 2021",
            "Source: The Valley Times, “A dam fails”, 4 May 2021|line|+|none",
        ),
        ("By Mara Holt\nSource: Valley", "Source: Valley|line|-|none"),
        ("The dam failed.\n\nVia Valley Times", "Via Valley Times|line|-|none"),
        ("Via a tunnel, the water left.", ""),
        ("The source was a spring.", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(Format::Plain, text), expected, "{text:?}");
    }
}

#[test]
fn source_lines_support_the_sentence_before_them() {
    let cases = [
        ("It rained. The dam failed (Source: Valley Times).", "(Source: Valley Times)|line|-|1"),
        ("The dam failed. (Source: Valley Times) It rained.", "(Source: Valley Times)|line|-|0"),
        ("The dam failed. [Source: dam.example]", "[Source: dam.example]|line|+|0"),
        ("It rained. The dam failed. Source: Valley Times.", "Source: Valley Times.|line|-|1"),
        ("It rained. The dam failed.\nSource: Valley Times", "Source: Valley Times|line|-|1"),
        ("The dam failed (source unknown).", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(Format::Plain, text), expected, "{text:?}");
    }
    let linked = [
        (
            "The dam failed (Source: [Valley Times](https://times.example/x)).",
            "(Source: [Valley Times](https://times.example/x))|line|+|0 ; [Valley Times](https://times.example/x)|link|+|none",
        ),
        (
            "The [Valley Times](https://times.example/x) came out. The dam failed (Source: the Valley Times).",
            "[Valley Times](https://times.example/x)|link|+|0 ; (Source: the Valley Times)|line|+|1",
        ),
    ];
    for (text, expected) in linked {
        assert_eq!(shown(Format::Markdown, text), expected, "{text:?}");
    }
}
