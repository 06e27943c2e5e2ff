//! One-line cases: a seed, and what its citations are.

use std::sync::Arc;

use crate::builtin;
use crate::facts::Needs;
use crate::language::Language;
use crate::source::{Format, Source};

use super::{Around, CitationKind, DefinitionKind, Neighbour, Shelf, Works};

/// Each citation as `words|kind|+` or `-` for whether it leads somewhere`|sentence`.
fn shown(format: Format, text: &str) -> String {
    shown_in(None, format, text)
}

/// The same, with what stands around the seed. Of definitions, those that are unused or duplicate.
fn shown_in(around: Option<&Around>, format: Format, text: &str) -> String {
    let language = Language::load(&builtin::folder("lexicons"), &[], &mut Vec::new());
    let source = Arc::new(Source::new("seed", format, text));
    let facts = crate::read(&language, Needs { around, ..Needs::default() }, &source).facts;
    let one = |citation: &super::Citation| {
        let kind = match citation.kind {
            CitationKind::Footnote => "note",
            CitationKind::File => "file",
            CitationKind::Bibliography => "bib",
            CitationKind::Ibid => "ibid",
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
    let definition = |definition: &super::Definition| {
        let words = definition.span.of(text);
        match definition.first.filter(|first| *first != definition.span) {
            Some(_) => Some(format!("{words}|again")),
            None if !definition.used && definition.kind != DefinitionKind::Anchor => Some(format!("{words}|unused")),
            None => None,
        }
    };
    facts.citations.iter().map(one).chain(facts.definitions.iter().filter_map(definition)).collect::<Vec<_>>().join(" ; ")
}

#[test]
fn markup_leads_somewhere_or_nowhere() {
    let cases = [
        ("The dam failed.[^1] It rained.\n\n[^1]: Holt, *Dams*, p. 4.", "[^1]|note|+|0"),
        ("The dam failed.[^2] It rained.\n\n[^1]: Holt, *Dams*, p. 4.", "[^2]|note|-|0 ; [^1]: Holt, *Dams*, p. 4.|unused"),
        ("It rained. The [dam](https://dam.example/x) failed.", "[dam](https://dam.example/x)|link|+|1"),
        ("The [dam][report] failed.", "[dam][report]|label|-|0"),
        ("# Rain\n\nSee [above](#rain) and [below](#snow).", "[above](#rain)|anchor|+|1 ; [below](#snow)|anchor|-|1"),
        (
            "# By rain.example\n\nSee [it](#by-rain-example) and [it](#by-rain-).",
            "[it](#by-rain-example)|anchor|+|1 ; [it](#by-rain-)|anchor|-|1",
        ),
        ("It failed: <https://dam.example/x>", "<https://dam.example/x>|bare|+|0"),
        ("Write to [us](mailto:a@dam.example).", ""),
        ("The [dam]() failed.", "[dam]()|link|-|0"),
        ("As the log shows, see note 4.\n\n[^1]: Log.", "note 4|note|-|0 ; [^1]: Log.|unused"),
        ("See note 4 of the treaty.", ""),
        ("The dam failed [@holt2021].", "[@holt2021]|key|-|0"),
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
        ("It failed (Holt 2021) in rain (Roe 2019).\n\nReferences\n\nHolt, M. Dams. 2021.", "Holt 2021|author|+|0 ; Roe 2019|author|-|0"),
        ("It failed (Holt 2021) in rain (Oslo, 2019).\n\nReferences\n\nHolt, M. Dams. 2021.", "Holt 2021|author|+|0"),
        ("Holt (2021) and Roe (2019) saw it.\n\nReferences\n\nHolt, M. Dams. 2021.", "(2021)|author|+|0 ; (2019)|author|-|0"),
        ("They met there (May 2015).\n\nReferences\n\nHolt, M. 2021. Dams.", ""),
        ("It failed (Holt et al., 2021).", "Holt et al., 2021|author|+|0"),
        ("It failed (Holt et al., 2021).\n\nReferences\n\nRoe, J. Rain.", "Holt et al., 2021|author|-|0"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(Format::Plain, text), expected, "{text:?}");
    }
}

#[test]
fn keys_are_held_against_the_list_and_the_front_matter() {
    let cases = [
        ("It broke [@holt2021, p. 4].\n\n## References\n\n[holt2021] Holt, M. Dams.", "[@holt2021, p. 4]|key|+|0"),
        ("It broke [see @holt2021; -@lee].\n\n## References\n\n[holt2021] Holt, M. Dams.", "@holt2021|key|+|0 ; @lee|key|-|0"),
        (
            "It broke [holt2021].\n\n## References\n\n[holt2021] Holt, M. Dams.\n[lee2019] Lee. Rain.",
            "[holt2021]|key|+|0 ; [lee2019] Lee. Rain.|unused",
        ),
        ("It broke [Hol21, Lee19].\n\n## References\n\n- [Hol21] Holt, M. Dams.", "Hol21|key|+|0 ; Lee19|key|-|0"),
        ("It broke [holt2021].\n\n## References\n\nRoe, A. Rain.", "[holt2021]|key|-|0"),
        ("It broke [figure2a] and [sic].", ""),
        (
            "---\nreferences:\n- id: holt2021\n  title: Dams\n---\n\nIt broke [@holt2021] and [@lee2019].",
            "[@holt2021]|key|+|0 ; [@lee2019]|key|-|0",
        ),
        (
            "---\nbibliography: refs.bib\n---\n\nIt broke [@holt2021]. @lee2019 saw it, and @dam_fan.",
            "refs.bib|bib|+|none ; [@holt2021]|key|+|0 ; @lee2019|key|+|1",
        ),
        ("Write to @holt2021 or a@dam.example.", ""),
        ("It broke [@{holt 2021}].", ""),
        ("It broke [1].\n\n## References\n\n[1] Holt, M. Dams.\n[1] Lee. Rain.", "[1]|key|+|0 ; [1] Lee. Rain.|again"),
        ("It broke [@b].\n\n## References\n\n- [@b2]: Holt.\n- [@b2]: Lee.", "[@b]|key|-|0"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(Format::Markdown, text), expected, "{text:?}");
    }
}

#[test]
fn what_stands_around_a_seed_is_looked_at() {
    let page = Neighbour::Page(Arc::new(["costs".to_owned()].into()));
    let works = |faults: &[&str]| {
        Shelf::Read(Arc::new(Works {
            keys: ["holt2021".to_owned()].into(),
            dated: [(crate::language::fold_hash("Holt"), 2021)].into(),
            faults: faults.iter().map(|fault| (*fault).to_owned()).collect(),
            gaps: !faults.is_empty(),
        }))
    };
    let around = Around {
        files: [("notes.md".to_owned(), page), ("map.png".to_owned(), Neighbour::Present), ("gone.md".to_owned(), Neighbour::Missing)]
            .into(),
        bibliographies: [
            ("refs.bib".to_owned(), works(&[])),
            ("bad.bib".to_owned(), works(&["2:1: bad"])),
            ("gone.bib".to_owned(), Shelf::Missing),
            ("refs.json".to_owned(), Shelf::Unknown),
        ]
        .into(),
    };
    let cases = [
        ("See [it](notes.md).", "[it](notes.md)|file|+|0"),
        ("See [it](notes.md#costs).", "[it](notes.md#costs)|file|+|0"),
        ("See [it](notes.md#rain).", "[it](notes.md#rain)|file|-|0"),
        (
            "See [it](gone.md#x), ![](map.png), ![](gone.md), [there](unasked.md).",
            "[it](gone.md#x)|file|-|0 ; ![](map.png)|file|+|none ; ![](gone.md)|file|-|none ; [there](unasked.md)|file|+|0",
        ),
        ("---\nbibliography: gone.bib\n---\n\nIt broke [@lee2019].", "gone.bib|bib|-|none ; [@lee2019]|key|+|0"),
        ("---\nbibliography: refs.json\n---\n\nIt broke [@lee2019].", "refs.json|bib|+|none ; [@lee2019]|key|+|0"),
        (
            "---\nbibliography: refs.bib\n---\n\nIt broke [@holt2021; @lee2019].",
            "refs.bib|bib|+|none ; @holt2021|key|+|0 ; @lee2019|key|-|0",
        ),
        (
            "---\nbibliography: refs.bib\n---\n\nIt broke (Holt 2021), (Holt et al. 2019).",
            "refs.bib|bib|+|none ; Holt 2021|author|+|0 ; Holt et al. 2019|author|-|0",
        ),
        (
            "---\nbibliography: [refs.bib, bad.bib]\n---\n\nIt broke [@lee2019].",
            "refs.bib|bib|+|none ; bad.bib|bib|+|none ; [@lee2019]|key|+|0",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(shown_in(Some(&around), Format::Markdown, text), expected, "{text:?}");
    }
}

#[test]
fn notes_in_plain_text_and_what_stands_for_them() {
    let notes = "\n\nNotes\n\n1. Holt, Dams, p. 4.\n2. Ibid., p. 9.";
    let cases = [
        ("The dam failed.¹ It rained.²", "¹|note|+|0 ; ²|note|+|1 ; Ibid.|ibid|+|4"),
        ("The dam failed.¹ It rained.³ So.²", "¹|note|+|0 ; ³|note|-|1 ; ²|note|+|2 ; Ibid.|ibid|+|5"),
        ("The dam failed¹ on 40 m² and rained².", "¹|note|+|0 ; ²|note|+|0 ; Ibid.|ibid|+|3"),
        ("The dam failed (see note 2), cf. note 4.", "note 2|note|+|0 ; note 4|note|-|0 ; Ibid.|ibid|+|3 ; Holt, Dams, p. 4.|unused"),
        ("The dam failed [1].", "[1]|key|+|0 ; Ibid.|ibid|+|3 ; Ibid., p. 9.|unused"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(Format::Plain, &format!("{text}{notes}")), expected, "{text:?}");
    }
    for (text, expected) in [
        ("It failed (ibid.).", "ibid.|ibid|-|0"),
        ("It failed.[^1] So.[^2]\n\n[^1]: Ibid., p. 4.\n\n[^2]: Ibid.", "[^1]|note|+|0 ; [^2]|note|+|1 ; Ibid.|ibid|-|2 ; Ibid.|ibid|+|3"),
        (
            "It failed.<sup>1</sup> It snowed<sup>2</sup> CO<sub>2</sub>.<sup>4</sup>\n\n## Notes\n\n1. Holt.\n2. Lee.",
            "1|note|+|0 ; 2|note|+|1 ; 4|note|-|1",
        ),
        ("It [failed](https://dam.example) (ibid., p. 3).", "[failed](https://dam.example)|link|+|0 ; ibid.|ibid|+|0"),
        ("Few readers know what ibid. means.", ""),
        ("It fell.[^1]\n\n[^1]: Holt.\n\n[^1]: Lee.", "[^1]|note|+|0 ; [^1]: Lee.|again"),
        (
            "# Rain {#a}\n\n# Snow {#a}\n\n<a id=\"b\"></a> See [it](#a), [%61](#%61).",
            "[it](#a)|anchor|+|2 ; [%61](#%61)|anchor|+|2 ; # Snow {#a}|again",
        ),
    ] {
        assert_eq!(shown(Format::Markdown, text), expected, "{text:?}");
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
