//! One seed: its rows on the left, the notes on what is marked in each on the right.

use super::escape::escaped;
use super::marks::{Mark, Setter, is_bare};
use super::rows::{self, Row};
use crate::document::BlockKind;
use crate::finding::Level;
use crate::report::SeedReport;
use crate::report::lines::Lines;
use crate::report::notice::{Aside, Notice};
use crate::report::words;
use crate::source::Format;

/// What is no prose is folded where it has more lines, or more bytes.
const FOLDED: (usize, usize) = (12, 800);

/// The body of the seed's article. Its findings are numbered from `first` on, over all seeds.
pub fn body(seed: &SeedReport<'_>, first: usize) -> String {
    let text = &seed.source.text;
    let lines = Lines::of(text);
    let mut setter = Setter::new(text, seed.prose, seed.source.format != Format::Html, marks(seed, first));
    let mut out = String::with_capacity(text.len() * 2);
    for row in rows::of(text, seed.source.format, seed.blocks) {
        let blank = row.span.of(text).trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty();
        let marked = setter.is_marked(row.span);
        if blank && !marked {
            continue;
        }
        let (mut set, mut numbers) = (String::new(), Vec::new());
        setter.set(&row, &mut set, &mut numbers);
        let layout = row.block.is_none() && !marked && is_layout(row.span.of(text), seed.source.format);
        out.push_str(if layout { "<div class=\"row m\">" } else { "<div class=\"row\">" });
        out.push_str(&paragraph(&row, row.span.of(text), &set, marked));
        if !numbers.is_empty() {
            out.push_str("<aside class=\"notes\" aria-label=\"Findings here\">\n");
            numbers.iter().for_each(|number| out.push_str(&note(&seed.notices[number - first], *number, seed, &lines)));
            out.push_str("</aside>");
        }
        out.push_str("</div>\n");
    }
    if out.is_empty() {
        out.push_str("<p class=\"empty\">This seed is empty.</p>\n");
    }
    out
}

/// Whether what stands between blocks tells a reader nothing: tags, the rule below the head of a table.
fn is_layout(text: &str, format: Format) -> bool {
    format == Format::Html || text.chars().all(|c| c.is_whitespace() || matches!(c, '|' | '-' | ':' | '>'))
}

/// The findings' own places and their other places in the seed.
fn marks(seed: &SeedReport<'_>, first: usize) -> Vec<Mark> {
    let mut marks = Vec::with_capacity(seed.notices.len());
    for (index, notice) in seed.notices.iter().enumerate() {
        marks.push(Mark {
            span: notice.span,
            number: first + index,
            aside: 0,
            class: notice.level.max(Level::Note).name(),
            bare: is_bare(seed.prose, notice.span),
        });
        for (which, aside) in notice.asides.iter().enumerate().filter(|(_, aside)| is_here(aside, notice)) {
            marks.push(Mark {
                span: aside.span,
                number: first + index,
                aside: which + 1,
                class: "aside",
                bare: is_bare(seed.prose, aside.span),
            });
        }
    }
    marks
}

fn is_here(aside: &Aside<'_>, notice: &Notice<'_>) -> bool {
    std::ptr::eq(aside.source, notice.source)
}

/// One row's text in the element that fits it.
fn paragraph(row: &Row, text: &str, set: &str, marked: bool) -> String {
    let set = set.trim_matches(['\n', ' ']);
    match row.block {
        Some((BlockKind::Title, _)) => format!("<h3 class=\"text title\" dir=\"auto\">{set}</h3>"),
        Some((BlockKind::Heading(level), _)) => {
            let level = (level + 2).min(6);
            format!("<h{level} class=\"text\" dir=\"auto\">{set}</h{level}>")
        }
        Some((kind, _)) => {
            let (element, class) = match kind {
                BlockKind::Quote => ("blockquote", " quote"),
                BlockKind::ListItem => ("p", " item"),
                BlockKind::TableCell => ("p", " cells"),
                BlockKind::Footnote => ("p", " footnote"),
                _ => ("p", ""),
            };
            format!("<{element} class=\"text{class}\" dir=\"auto\">{set}</{element}>")
        }
        None => {
            let many = text.matches('\n').count();
            let pre = format!("<pre class=\"text apparatus\" dir=\"auto\">{set}</pre>");
            if many <= FOLDED.0 && text.len() <= FOLDED.1 {
                return pre;
            }
            let open = if marked { " open" } else { "" };
            format!("<details class=\"text folded\"{open}><summary>{many} lines that are no prose</summary>{pre}</details>")
        }
    }
}

/// What is said of one finding: the message, and folded in it the rest.
fn note(notice: &Notice<'_>, number: usize, seed: &SeedReport<'_>, lines: &Lines<'_>) -> String {
    let level = notice.level.max(Level::Note).name();
    let at = lines.at(notice.span.start);
    let mut note = format!(
        "<details class=\"remark {level}\" id=\"n{number}\" data-n=\"{number}\" data-level=\"{level}\" data-family=\"{}\">\
         <summary><span class=\"number\">{number}</span> <b class=\"level\">{level}</b> {}</summary>\n",
        escaped(notice.family()),
        escaped(&notice.message)
    );
    if let Some(help) = &notice.help {
        note.push_str(&format!("<p class=\"help\">{}</p>\n", escaped(help)));
    }
    if let Some(words) = &notice.edit {
        note.push_str(&format!("<p class=\"edit\">Write “<ins>{}</ins>”.</p>\n", escaped(words)));
    }
    if let Some(about) = notice.about.filter(|about| !about.why.is_empty()) {
        note.push_str(&format!("<p class=\"why\"><b>Why</b> {}</p>\n", escaped(about.why)));
    }
    if !notice.asides.is_empty() {
        note.push_str("<ul class=\"places\">\n");
        notice.asides.iter().enumerate().for_each(|(which, aside)| note.push_str(&place(aside, which + 1, notice, number, seed, lines)));
        note.push_str("</ul>\n");
    }
    let rule = escaped(notice.code);
    let rule = notice.url.map_or_else(|| rule.clone(), |url| format!("<a href=\"{}\" rel=\"noreferrer\">{rule}</a>", escaped(url)));
    let confidence = notice.confidence.map(|confidence| format!(" · {} confidence", confidence.name())).unwrap_or_default();
    note.push_str(&format!(
        "<p class=\"rule\"><code>{rule}</code>{confidence} · <a href=\"#f{number}\">line {}, column {}</a></p>\n</details>\n",
        at.line, at.column
    ));
    note
}

/// One of a finding's other places.
fn place(aside: &Aside<'_>, which: usize, notice: &Notice<'_>, number: usize, seed: &SeedReport<'_>, lines: &Lines<'_>) -> String {
    let told = escaped(aside.note);
    if is_here(aside, notice) {
        let words = escaped(&words::in_short(seed.source, seed.prose, aside.span));
        let line = lines.at(aside.span.start).line;
        return format!("<li>{told}: <a href=\"#f{number}-{which}\">“{words}”, line {line}</a></li>\n");
    }
    let line = Lines::of(&aside.source.text).at(aside.span.start).line;
    format!("<li>{told}: {}, line {line}</li>\n", escaped(&aside.source.name))
}
