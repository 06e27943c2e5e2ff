//! Notes as web pages have them: a small mark that links to a place further down, where the note stands.
//!
//! HTML has no footnotes. What is one is told by habit: how marks look, and what writers and programs call their places.

use super::tokens::Tag;
use crate::document::unescaped;

/// Whether words that carry a link to a place in the page look like the mark of a note: `1`, `[12]`, `*`, `a`.
pub(super) fn is_mark(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| c.is_whitespace() || "[]()^.".contains(c));
    let bare = ["note ", "fn "].into_iter().find_map(|prefix| bare.strip_prefix(prefix)).unwrap_or(bare);
    let digits = !bare.is_empty() && bare.len() <= 4 && bare.bytes().all(|byte| byte.is_ascii_digit());
    let roman = (1..=5).contains(&bare.len()) && bare.bytes().all(|byte| b"ivx".contains(&byte));
    let letter = bare.len() == 1 && bare.bytes().all(|byte| byte.is_ascii_lowercase());
    let sign = !bare.is_empty() && bare.chars().count() <= 3 && bare.chars().all(|c| "*†‡§¶#‖".contains(c));
    digits || roman || letter || sign
}

/// Whether words that carry a link lead back from a note to its mark.
pub(super) fn leads_back(words: &str) -> bool {
    let words = words.trim();
    let arrow = |c: char| "↩↑^⏎⤴⬆\u{fe0e}\u{fe0f}".contains(c) || c.is_whitespace();
    words.chars().all(arrow) || is_mark(words) || ["back", "return", "jump up", "jump back"].contains(&words.to_lowercase().as_str())
}

/// Whether an id is that of a note, and not of its mark: `fn1`, `fn:1`, `_ftn1`, `footnote-1`, `cite_note-moor_3`.
pub(super) fn is_note_id(id: &str) -> bool {
    const NAMES: [&str; 8] = ["fn", "_ftn", "ftn", "_edn", "footnote", "endnote", "note", "cite_note"];
    let id = id.to_ascii_lowercase();
    NAMES.into_iter().filter_map(|name| id.strip_prefix(name)).any(|rest| {
        let label = rest.trim_start_matches([':', '-', '_', '.']);
        let numbered = label.starts_with(|c: char| c.is_ascii_digit()) && label.bytes().all(|byte| byte.is_ascii_alphanumeric());
        numbered || (id.starts_with("cite_note-") && !label.is_empty())
    })
}

/// Whether what a tag calls itself has to do with notes.
pub(super) fn names_notes(tag: &Tag<'_>) -> bool {
    let of_notes = |value: String| ["footnote", "endnote", "noteref", "fnref"].iter().any(|word| value.to_ascii_lowercase().contains(word));
    ["class", "id", "role", "epub:type"].into_iter().filter_map(|name| tag.attribute(name)).any(of_notes)
}

/// The id of a link to a place in the page itself, whose own addresses are given. A page that a browser saved holds its whole
/// address in such links.
pub(super) fn fragment(target: &str, own: &[String]) -> Option<String> {
    let (page, id) = target.trim().split_once('#')?;
    let bare = |address: &str| address.split_once("://").map_or(address, |(_, rest)| rest).trim_end_matches('/').to_owned();
    let here = page.is_empty() || own.iter().any(|own| bare(own) == bare(page));
    here.then(|| unescaped(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_look_small() {
        for words in ["1", "[12]", " [a] ", "*", "††", "(iv)", "^3", "note 4", "2020"] {
            assert!(is_mark(words), "{words}");
        }
        for words in ["", "[]", "the report", "10,000", "AB", "12345", "A"] {
            assert!(!is_mark(words), "{words}");
        }
        assert!(leads_back("↩\u{fe0e}") && leads_back(" ^ ") && leads_back("Back") && !leads_back("the mill"));
    }

    #[test]
    fn ids_tell_notes_from_marks() {
        for id in ["fn1", "fn:1", "_ftn12", "footnote-1", "FN2", "cite_note-moor-3", "cite_note-4", "note3", "fn-12b"] {
            assert!(is_note_id(id), "{id}");
        }
        for id in ["fnref1", "_ftnref1", "footnote-anchor-1", "cite_ref-1", "notes", "note", "fn", "footnotes", "fnord"] {
            assert!(!is_note_id(id), "{id}");
        }
    }

    #[test]
    fn a_link_into_the_page_has_a_fragment() {
        let own = ["https://mill.example/a/".to_owned()];
        for (target, id) in [
            ("#fn1", Some("fn1")),
            ("#fn%3A1", Some("fn:1")),
            ("#a%zz%", Some("a%zz%")),
            ("http://mill.example/a#x", Some("x")),
            ("https://mill.example/b#x", None),
            ("/b", None),
            ("#", Some("")),
        ] {
            assert_eq!(fragment(target, &own).as_deref(), id, "{target}");
        }
    }
}
