//! What stands in a seed's text and is no prose, whatever its format: template tags, and what a configuration names.
//!
//! In go a text and [`Options`]; out come [`Stretch`]es, which every format takes out of its prose before it looks for markup.

use std::borrow::Cow;
use std::cmp::Reverse;

use regex::Regex;

use super::mask::{BLOT, Mask};
use super::{BREAK, JOINT, Mark, MarkKind, OPAQUE, templates};
use crate::span::Span;

/// What is no prose, beside template tags.
#[derive(Debug, Clone, Default)]
pub struct Options {
    patterns: Vec<(Part, Regex)>,
}

/// A named set of patterns: what the sources of one site generator or editor hold beside prose.
#[derive(Debug, PartialEq, Eq)]
pub struct Preset {
    /// As configurations write it.
    pub name: &'static str,
    /// What it takes out.
    pub summary: &'static str,
    /// Where a pattern has groups, they are what is taken out, and the rest of the match stays.
    patterns: &'static [(Part, &'static str)],
}

/// What a stretch is in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Something that is no word: [`OPAQUE`].
    Thing,
    /// Markup beside or inside words: [`JOINT`].
    Markup,
    /// Nothing: it has its lines for itself, and parts what stands before and behind.
    Lines,
}

/// Comments, imports, tags and expressions of MDX.
const MDX: [(Part, &str); 4] = [
    (Part::Markup, r"(?s)\{/\*.*?\*/\}"),
    (
        Part::Markup,
        r#"(?m)^(?:import\s[^\n]*?(?:from\s+)?['"][^'"\n]*['"];?|export\s+(?:default|const|let|var|function|async|class|\{|\*)[^\n]*)[ \t]*$"#,
    ),
    (Part::Markup, r#"</?[A-Z][A-Za-z0-9.]*(?:\s(?:\{[^{}]*\}|"[^"]*"|'[^']*'|[^<>{}"'])*)?/?>"#),
    (Part::Thing, r"\{[A-Za-z_$][^{}\n]*\}"),
];

/// Every preset.
pub const PRESETS: [Preset; 6] = [
    Preset {
        name: "jekyll",
        summary: "Liquid tags that have their line for themselves, `comment`, `highlight` and `raw` with what they enclose, \
                  kramdown’s `{: … }`",
        patterns: &[
            (Part::Markup, r"(?s)\{%-?\s*comment\b.*?\{%-?\s*endcomment\s*-?%\}"),
            (Part::Thing, r"(?s)\{%-?\s*highlight\b.*?\{%-?\s*endhighlight\s*-?%\}"),
            (Part::Thing, r"(?s)\{%-?\s*raw\b.*?\{%-?\s*endraw\s*-?%\}"),
            (Part::Thing, r"(?m)^[ \t]*\{%[^\n]*%\}[ \t]*$"),
            (Part::Markup, r"\{:[^}\n]*\}"),
        ],
    },
    Preset {
        name: "hugo",
        summary: "shortcodes that have their line for themselves, `highlight` and `mermaid` with what they enclose",
        patterns: &[
            (Part::Thing, r"(?s)\{\{[<%]\s*highlight\b.*?\{\{[<%]\s*/\s*highlight\s*[>%]\}\}"),
            (Part::Thing, r"(?s)\{\{[<%]\s*mermaid\b.*?\{\{[<%]\s*/\s*mermaid\s*[>%]\}\}"),
            (Part::Thing, r"(?m)^[ \t]*\{\{[<%][^\n]*[>%]\}\}[ \t]*$"),
        ],
    },
    Preset {
        name: "mdx", summary: "imports and exports, comments `{/* … */}`, tags of components, expressions in braces", patterns: &MDX
    },
    Preset {
        name: "docusaurus",
        summary: "what `mdx` takes out, and the lines `:::` around admonitions",
        patterns: &[(Part::Markup, FENCE), MDX[0], MDX[1], MDX[2], MDX[3]],
    },
    Preset {
        name: "pandoc",
        summary: "the lines `:::` around fenced divs, attributes in braces: `{.class}`, `{#id}`",
        patterns: &[(Part::Markup, FENCE), (Part::Markup, r"\{[.#][A-Za-z][^}\n]*\}")],
    },
    Preset {
        name: "obsidian",
        summary: "`[[Page]]` and `[[Page|words]]` but for the words that show, embeds `![[…]]`, comments `%% … %%`, block ids",
        patterns: &[
            (Part::Thing, r"!\[\[[^\]\n]*\]\]"),
            (Part::Markup, r"(\[\[(?:[^\]|\n]*\|)?)[^\]|\n]+(\]\])"),
            (Part::Markup, r"(?s)%%.*?%%"),
            (Part::Markup, r"(?m)[ \t](\^[A-Za-z0-9-]+)[ \t]*$"),
        ],
    },
];

const FENCE: &str = r"(?m)^[ \t]*:{3,}[^\n]*$";

impl Preset {
    /// The preset that a word names.
    pub fn named(name: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.name == name)
    }
}

impl Options {
    /// What `presets` name and `patterns` match.
    pub fn new<'a>(presets: impl IntoIterator<Item = &'a Preset>, patterns: impl IntoIterator<Item = Regex>) -> Self {
        let built_in = presets.into_iter().flat_map(|preset| preset.patterns);
        let built_in = built_in.filter_map(|(part, pattern)| Some((*part, Regex::new(pattern).ok()?)));
        Self { patterns: built_in.chain(patterns.into_iter().map(|pattern| (Part::Thing, pattern))).collect() }
    }
}

/// A stretch that is no prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Its place.
    pub span: Span,
    part: Part,
}

/// Every stretch of the text from `base` on that is no prose, in order; they do not overlap.
pub(super) fn find(text: &str, base: usize, options: &Options) -> Vec<Stretch> {
    let body = &text[base..];
    let place = |start: usize, end: usize| Span::new(base + start, base + end);
    let mut all = Vec::new();
    for (part, pattern) in &options.patterns {
        let mut add = |span: Span| {
            let span = span.trim(text);
            if !span.is_empty() {
                let alone = fills_lines(text, span);
                all.push(Stretch { span, part: if alone { Part::Lines } else { *part } });
            }
        };
        if pattern.captures_len() == 1 {
            pattern.find_iter(body).for_each(|whole| add(place(whole.start(), whole.end())));
        } else {
            for captures in pattern.captures_iter(body) {
                captures.iter().skip(1).flatten().for_each(|group| add(place(group.start(), group.end())));
            }
        }
    }
    all.extend(templates::find(body).into_iter().map(|tag| Stretch { span: place(tag.start, tag.end), part: Part::Thing }));
    if options.patterns.is_empty() {
        return all;
    }
    // Of those that overlap the first one holds, and of those that begin together the longest.
    all.sort_by_key(|stretch| (stretch.span.start, Reverse(stretch.span.end)));
    let mut end = 0;
    all.retain(|stretch| {
        let free = stretch.span.start >= end;
        end = if free { stretch.span.end } else { end };
        free
    });
    all
}

/// The text from `base` on as a parser gets it, of the same length: a stretch may hold what reads as markup, and may stand where
/// markup allows no spaces.
pub(super) fn blotted<'a>(text: &'a str, base: usize, stretches: &[Stretch]) -> Cow<'a, str> {
    if stretches.is_empty() {
        return Cow::Borrowed(&text[base..]);
    }
    let mut blotted = Mask::new(&text[base..]);
    blotted.keep_all();
    for Stretch { span, part } in stretches {
        let span = Span::new(span.start - base, span.end - base);
        match part {
            Part::Lines => blotted.keep_lines(span),
            Part::Thing | Part::Markup => blotted.fill(span, BLOT),
        }
    }
    Cow::Owned(blotted.finish())
}

/// Takes the stretches out of a mask that was made of [`blotted`] text.
pub(super) fn hide(mask: &mut Mask<'_>, stretches: &[Stretch]) {
    for Stretch { span, part } in stretches {
        match part {
            Part::Lines => mask.keep_lines(*span),
            Part::Thing => mask.hide(*span, OPAQUE),
            Part::Markup => mask.hide(*span, JOINT),
        }
    }
}

/// Puts what was blotted out of addresses back into them: `[x]({{ "/2015/09/y" | url }})`.
pub(super) fn restore(marks: &mut [Mark], text: &str, stretches: &[Stretch]) {
    // An address is looked through once for each stretch.
    const LONGEST: usize = 4_000;
    for mark in marks {
        let (MarkKind::Link { target, .. } | MarkKind::Image { target }) = &mut mark.kind else { continue };
        if target.len() > LONGEST {
            continue;
        }
        let from = stretches.partition_point(|stretch| stretch.span.start < mark.span.start);
        for stretch in stretches[from..].iter().take_while(|stretch| stretch.span.end <= mark.span.end) {
            let written = stretch.span.of(text);
            if let Some(at) = target.find(&BLOT.to_string().repeat(written.len())) {
                target.replace_range(at..at + written.len(), written);
            }
        }
    }
}

/// Takes out at once what stands on lines of its own.
pub(super) fn hide_lines(mask: &mut Mask<'_>, stretches: &[Stretch]) {
    stretches.iter().filter(|stretch| stretch.part == Part::Lines).for_each(|stretch| mask.fill(stretch.span, BREAK));
}

/// Whether nothing else stands on the lines of a stretch.
fn fills_lines(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().rev().find(|c| !matches!(c, ' ' | '\t'));
    let after = text[span.end..].chars().find(|c| !matches!(c, ' ' | '\t'));
    let line_end = |c: Option<char>| c.is_none_or(|c| matches!(c, '\n' | '\r'));
    (line_end(before) || text[..span.start].ends_with('\u{feff}')) && line_end(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tests::blocks;
    use crate::source::{Format, Source};

    fn read(format: Format, presets: &[&str], patterns: &[&str], text: &str) -> Vec<String> {
        let presets = presets.iter().map(|name| Preset::named(name).unwrap());
        let options = Options::new(presets, patterns.iter().map(|pattern| Regex::new(pattern).unwrap()));
        blocks(&crate::document::read_with(&Source::new("a", format, text), &options))
    }

    #[test]
    fn every_preset_compiles() {
        for preset in &PRESETS {
            let options = Options::new([preset], []);
            assert_eq!(options.patterns.len(), preset.patterns.len(), "{}", preset.name);
        }
    }

    #[test]
    fn presets_take_out_what_they_name() {
        let cases: &[(&str, &str, &[&str])] = &[
            ("jekyll", "It {% include x %} fell.\n{% include y %}\nSo.", &["paragraph: It @ fell.", "paragraph: So."]),
            ("jekyll", "It fell.\n{: .lead}\n\nSo{: #x} it did.", &["paragraph: It fell.", "paragraph: So it did."]),
            ("jekyll", "It{% comment %} *no*\n\nno {% endcomment %} fell.", &["paragraph: It fell."]),
            ("hugo", "{{< toc >}}\nIt {{< x >}} fell.\n\n{{< highlight go >}}\nmay\n{{< /highlight >}}", &["paragraph: It @ fell."]),
            (
                "mdx",
                "import A from './a'\n\n<A b={c > d}>It fell.</A> Import duties {x.y} rose.",
                &["paragraph: It fell. Import duties @ rose."],
            ),
            ("mdx", "import duties rose\n\n{/* no\n\nno */}\n\nSo.", &["paragraph: import duties rose", "paragraph: So."]),
            ("docusaurus", ":::note\nIt fell.\n:::\nSo.", &["paragraph: It fell.", "paragraph: So."]),
            ("pandoc", "::: {.x}\nIt [fell]{.y}.\n:::\n", &["paragraph: It [fell]."]),
            (
                "obsidian",
                "The [[Mills|mill]] of [[Orsk]] ![[a.png]] fell. ^x1\n%% no %%\nSo.",
                &["paragraph: The mill of Orsk @ fell. ", "paragraph: So."],
            ),
        ];
        for (preset, text, expected) in cases {
            assert_eq!(read(Format::Markdown, &[preset], &[], text), *expected, "{preset} {text:?}");
        }
        assert_eq!(read(Format::Html, &["jekyll"], &[], "<p>It{: .x} fell.</p>"), ["paragraph: It fell."]);
        assert_eq!(read(Format::Plain, &["pandoc"], &[], "It\n::: {.x}\nfell."), ["title: It", "paragraph: fell."]);
    }

    #[test]
    fn a_users_patterns_take_out_what_they_match() {
        let cases: &[(Format, &str, &str, &[&str])] = &[
            (Format::Markdown, r"\[\[.*?\]\]", "It [[*x*]] fell.", &["paragraph: It @ fell."]),
            (Format::Plain, r"(?m)^%.*$", "It\n% no\nfell.", &["title: It", "paragraph: fell."]),
            (Format::Plain, r"(?m)^%.*\n", "A title\n\n% no\nIt fell.", &["title: A title", "paragraph: It fell."]),
            (Format::Plain, r"§\d+", "It fell (§12).", &["paragraph: It fell (@)."]),
            (Format::Markdown, r"(x)y", "It xy fell.", &["paragraph: It @y fell."]),
            (Format::Html, r"\[ad\]", "<p>It [ad] fell.<p>[ad]<p>So.", &["paragraph: It @ fell.", "paragraph: @", "paragraph: So."]),
            (Format::Plain, "", "It fell.", &["paragraph: It fell."]),
            (Format::Plain, "(?s).*", "It fell.", &[]),
        ];
        for (format, pattern, text, expected) in cases {
            assert_eq!(read(*format, &[], &[pattern], text), *expected, "{pattern} {text:?}");
        }
    }

    #[test]
    fn overlapping_stretches_are_one() {
        let options = Options::new([], ["b+", "abc", "a"].map(|pattern| Regex::new(pattern).unwrap()));
        let text = "ééabcbb {{ a }}";
        let spans: Vec<_> = find(text, 2, &options).into_iter().map(|stretch| stretch.span.of(text)).collect();
        assert_eq!(spans, ["abc", "bb", "{{ a }}"]);
    }
}
