//! Front matter: YAML between `---` lines (or ended by `...`), TOML between `+++` lines, at the very start of a seed.
//!
//! In goes a seed's text of any format; out come its [`Metadata`] and where the body begins. What cannot be read is a fault
//! with its place, and what could be read before it stays.

mod toml;
mod yaml;

use super::{Field, Metadata};
use crate::span::Span;

/// A name longer than this, in bytes, is none that anybody asks for; its field is left out. Names of nested tables are
/// built anew for each field, so that without a limit a hostile file could make them fill the memory.
const LONGEST_NAME: usize = 1000;
/// The most faults that are told of one seed's front matter.
const MOST_FAULTS: usize = 20;

/// What front matter is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Syntax {
    Yaml,
    Toml,
}

/// Reads the front matter. Also says where the body begins: behind the closing fence, or behind a byte-order mark.
pub(super) fn read(text: &str) -> (Metadata, usize) {
    let mut metadata = Metadata::default();
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let Some(Fences { syntax, opening, content, closing }) = Fences::find(text, start) else { return (metadata, start) };
    match syntax {
        Syntax::Yaml => yaml::read(text, content, &mut metadata),
        Syntax::Toml => toml::read(text, content, &mut metadata),
    }
    let end = match closing {
        Some(closing) => closing.end,
        None => {
            let fence = opening.of(text).trim_end();
            let message = format!("front matter does not end; close it with a line `{fence}`");
            metadata.faults.insert(0, (opening.trim(text), message));
            content.end
        }
    };
    metadata.span = Some(Span::new(start, end).trim(text));
    (metadata, end)
}

/// Where front matter stands, in whole lines.
#[derive(Debug)]
struct Fences {
    syntax: Syntax,
    opening: Span,
    content: Span,
    closing: Option<Span>,
}

impl Fences {
    fn find(text: &str, start: usize) -> Option<Self> {
        let opening = line(text, start);
        let syntax = match opening.of(text).trim_end() {
            "---" => Syntax::Yaml,
            "+++" => Syntax::Toml,
            _ => return None,
        };
        let closes = |line: &str| match syntax {
            Syntax::Yaml => matches!(line, "---" | "..."),
            Syntax::Toml => line == "+++",
        };
        let mut closing = line(text, opening.end);
        while !closing.is_empty() && !closes(closing.of(text).trim_end()) {
            closing = line(text, closing.end);
        }
        let content = Span::new(opening.end, closing.start);
        let first = syntax.first_line(content.of(text));
        if closing.is_empty() {
            // A rule across the page (`---`) may open a text too: only what cannot be prose is taken for front matter.
            let content = Span::new(content.start, unclosed_end(text, content, syntax)?);
            return Some(Self { syntax, opening, content, closing: None });
        }
        let opens = first.is_none_or(|first| syntax.is_entry(first));
        opens.then_some(Self { syntax, opening, content, closing: Some(closing) })
    }
}

impl Syntax {
    /// The first line that is neither blank nor a comment.
    fn first_line(self, content: &str) -> Option<&str> {
        content.lines().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
    }

    /// Whether a line looks like `key: value`, or `key = value` or `[table]`.
    fn is_entry(self, line: &str) -> bool {
        let (separator, table) = match self {
            Self::Yaml => (':', '{'),
            Self::Toml => ('=', '['),
        };
        if line.starts_with(table) {
            return true;
        }
        let Some((key, value)) = line.split_once(separator) else { return false };
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '"' | '\'');
        let key = key.trim_end();
        let value_fits = self == Self::Toml || value.is_empty() || value.starts_with(char::is_whitespace);
        value_fits && !key.is_empty() && !key.starts_with(['-', ' ', '.']) && key.chars().all(inside) && key.split(' ').count() <= 3
    }
}

/// Where front matter that nobody closed ends: before the first blank line. None where it does not look like any.
fn unclosed_end(text: &str, content: Span, syntax: Syntax) -> Option<usize> {
    let mut entries = 0;
    let mut at = content.start;
    loop {
        let next = line(text, at);
        let written = next.of(text).trim_end();
        if written.is_empty() {
            break;
        }
        if syntax.is_entry(written) {
            entries += 1;
        } else if entries == 0 || !written.starts_with([' ', '\t', '-', '#', ']', '}']) {
            return None;
        }
        at = next.end;
    }
    let lower = content.of(text).starts_with(|c: char| c.is_lowercase());
    (entries > 1 || (entries == 1 && lower)).then_some(at)
}

/// The line that begins at `start`, its break included; empty at the end of the text.
fn line(text: &str, start: usize) -> Span {
    let rest = &text[start..];
    let end = rest.find(['\n', '\r']).map_or(rest.len(), |at| at + if rest[at..].starts_with("\r\n") { 2 } else { 1 });
    Span::new(start, start + end)
}

impl Metadata {
    fn add_field(&mut self, name: &str, value: &str, span: Span) {
        if name.len() <= LONGEST_NAME {
            self.fields.push(Field { name: name.to_owned(), value: value.to_owned(), span });
        }
    }

    fn append(&mut self, mut other: Self) {
        self.fields.append(&mut other.fields);
        self.faults.append(&mut other.faults);
    }

    fn add_fault(&mut self, span: Span, message: String) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push((span, message));
        }
    }
}

/// The place of a fault at one point: from there to the end of the line, or the whole line where nothing is left of it.
fn fault_place(text: &str, content: Span, at: usize) -> Span {
    let at = at.clamp(content.start, content.end);
    let slice = content.of(text);
    let start = slice[..at - content.start].rfind(['\n', '\r']).map_or(content.start, |hit| content.start + hit + 1);
    let end = line(text, at).end.min(content.end);
    let rest = Span::new(at, end).trim(text);
    if rest.is_empty() { Span::new(start, end).trim(text) } else { rest }
}

/// A quoted value's place without its quotation marks.
fn unquoted(text: &str, span: Span, marks: &[&str]) -> Span {
    let slice = span.of(text);
    let quoted = |mark: &&&str| slice.len() >= 2 * mark.len() && slice.starts_with(**mark) && slice.ends_with(**mark);
    marks.iter().find(quoted).map_or(span, |mark| Span::new(span.start + mark.len(), span.end - mark.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tests::takes_linear_time;

    /// `name=value` of each field, `!` and the place of each fault; then the text that is left.
    fn shown(text: &str) -> (Vec<String>, String) {
        let (metadata, end) = read(text);
        let fields = metadata.fields.iter().map(|f| format!("{}={}", f.name, f.value));
        let faults = metadata.faults.iter().map(|(span, _)| format!("!{}", span.of(text)));
        (fields.chain(faults).collect(), text[end..].to_owned())
    }

    #[test]
    fn front_matter_becomes_fields() {
        let cases: &[(&str, &[&str], &str)] = &[
            ("---\ntitle: A bridge\ndate: 2024-05-01\n---\nText", &["title=A bridge", "date=2024-05-01"], "Text"),
            ("\u{feff}---\r\ntitle: 'É b'\r\n...\r\nText", &["title=É b"], "Text"),
            (
                "---\ntags: [a, \"b\"]\nauthors:\n- Ann\n- name: Bo\n  at: x\n---\n",
                &["tags=a", "tags=b", "authors=Ann", "authors.name=Bo", "authors.at=x"],
                "",
            ),
            ("---\na:\n  b:\n    c: 1\n  d: 2\ne: 3\n---\n", &["a.b.c=1", "a.d=2", "e=3"], ""),
            ("---\na: |\n  x\n  y\nb: >-\n  x\n  y\n---\n", &["a=x\ny", "b=x y"], ""),
            ("---\na: &x 1\nb: *x\n? [p, q]\n: z\nc:\nd: ~\n---\n", &["a=1", "b=*x", "?=z", "c=", "d="], ""),
            ("---\n---\nText", &[], "Text"),
            (
                "+++\ntitle = \"A \\u0042\"\ndate = 2024-05-01\ntags = ['x', 2]\n[p]\nq = true\n+++\nText",
                &["title=A B", "date=2024-05-01", "tags=x", "tags=2", "p.q=true"],
                "Text",
            ),
            ("---\na: 1\nb: c: d\ne: 2\n---\nText", &["a=1", "b=c", "!: d"], "Text"),
            ("---\na: [1\nb: 2\n---\nText", &["!: 2"], "Text"),
            ("---\na: \"x\ny \\\" z\"\nb: 'it''s\n\nso'\nc: 1\n---\nText", &["a=x y \" z", "b=it's  so", "c=1"], "Text"),
            ("---\na: \"x\nb: \"y\"\n---\nText", &["!\"x"], "Text"),
            ("---\na: \"x\n---\nText", &["!\"x"], "Text"),
            ("+++\na = \nb = 2\n+++\nText", &["a=", "b=2", "!a ="], "Text"),
            ("---\ntitle: A bridge\ndate: today\n\nText", &["title=A bridge", "date=today", "!---"], "\nText"),
            ("+++\ntitle = 'x'\n\nText", &["title=x", "!+++"], "\nText"),
            ("---\ntitle: x", &["title=x", "!---"], ""),
            // No front matter: rules across the page.
            ("---\n\nText\n\n---\nMore", &[], "---\n\nText\n\n---\nMore"),
            ("---\nAll of it: text that goes on\nand on.\n\nMore", &[], "---\nAll of it: text that goes on\nand on.\n\nMore"),
            ("---\nNote: a text.\n\nMore", &[], "---\nNote: a text.\n\nMore"),
            ("---", &[], "---"),
            ("--- \n", &[], "--- \n"),
            ("----\na: b\n----\n", &[], "----\na: b\n----\n"),
            (" ---\na: b\n---\n", &[], " ---\na: b\n---\n"),
            ("\n---\na: b\n---\n", &[], "\n---\na: b\n---\n"),
            ("", &[], ""),
            ("\u{feff}", &[], ""),
        ];
        for (text, expected, rest) in cases {
            let (fields, left) = shown(text);
            assert_eq!(fields, *expected, "{text:?}");
            assert_eq!(left, *rest, "{text:?}");
        }
    }

    #[test]
    fn a_value_stands_where_its_field_says() {
        for text in [
            "---\nx: é\nplain: a b # c\ndouble: \"a é b\"\nsingle: 'a b'\nmany: a\nlist: [é, b]\nlong: a b\n---\n",
            "+++\nx = 'é'\nplain = 2024-05-01\ndouble = \"a b\"\nsingle = 'é b'\nlong = \"\"\"a b\"\"\"\nlist = [1, 'x']\n+++\n",
        ] {
            let (metadata, _) = read(text);
            assert!(metadata.fields.len() > 6);
            for field in metadata.fields {
                assert_eq!(field.span.of(text), field.value, "{}", field.name);
            }
        }
    }

    #[test]
    fn hostile_front_matter_is_read_in_linear_time() {
        let many = 10_000;
        for nest in ["[", "{", "- ", "? ", "a: {", "&a ", "\"", ": ", "- a\n", "a: b\n", "a.", "[a.", "[[a]]\n", "[a, [", "'''"] {
            for fence in ["---", "+++"] {
                let key = if fence == "---" { "x: " } else { "x = " };
                takes_linear_time(nest, many, |many| {
                    let (metadata, _) = read(&format!("{fence}\n{key}1\n{}\n{fence}\n", nest.repeat(many)));
                    assert!(metadata.fields.len() <= many + 1 && metadata.faults.len() <= MOST_FAULTS, "{nest:?}");
                    read(&format!("{fence}\n{key}{}", nest.repeat(many)));
                });
            }
        }
    }
}
