//! Character references: `&amp;`, `&#8220;`, `&#x201c;`, and `&copy` as old pages write it.
//!
//! In goes text that begins with `&`; out come the characters it stands for and how long it is. The names are those of the
//! HTML Standard (WHATWG, "Named character references", a list that is closed), in `entities.txt`: a name, `!` where it needs
//! no semicolon, and its characters in hexadecimal, in order of name.

use std::borrow::Cow;
use std::cmp::Ordering;

const NAMES: &str = include_str!("entities.txt");
/// The longest name, `CounterClockwiseContourIntegral`.
const LONGEST: usize = 31;
/// The longest name that needs no semicolon.
const LONGEST_OPEN: usize = 6;

/// What the bytes 0x80 to 0x9F are in Windows-1252, which numbers in that range are taken for.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// A character reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reference {
    /// How many bytes it is written in.
    pub length: usize,
    /// What it stands for.
    pub first: char,
    /// What follows that, in the few that stand for two characters.
    pub second: Option<char>,
}

impl Reference {
    /// Its characters.
    pub(super) fn characters(self) -> String {
        [Some(self.first), self.second].into_iter().flatten().collect()
    }
}

/// The reference at the beginning of `text`. In an attribute, one without a semicolon before a letter, digit or `=` is part of
/// an address: `?a=1&copy=2`.
pub(super) fn at(text: &str, in_attribute: bool) -> Option<Reference> {
    let rest = text.strip_prefix('&')?;
    if let Some(number) = rest.strip_prefix('#') {
        return numeric(number);
    }
    let run = rest.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    if rest.as_bytes().get(run) == Some(&b';')
        && let Some((_, characters)) = named(&rest[..run])
    {
        return reference(run + 2, characters);
    }
    let open = (2..=run.min(LONGEST_OPEN)).rev().find_map(|length| match named(&rest[..length]) {
        Some((true, characters)) => Some((length, characters)),
        _ => None,
    });
    let (length, characters) = open?;
    let goes_on = rest.as_bytes().get(length).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'=');
    if in_attribute && goes_on { None } else { reference(length + 1, characters) }
}

/// A text with every reference in it resolved.
pub(super) fn resolved(text: &str, in_attribute: bool) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(hit) = rest.find('&') {
        resolved.push_str(&rest[..hit]);
        rest = &rest[hit..];
        let length = match at(rest, in_attribute) {
            Some(reference) => {
                resolved.push_str(&reference.characters());
                reference.length
            }
            None => {
                resolved.push('&');
                1
            }
        };
        rest = &rest[length..];
    }
    resolved.push_str(rest);
    Cow::Owned(resolved)
}

/// What follows `&#`.
fn numeric(text: &str) -> Option<Reference> {
    let hexadecimal = usize::from(text.starts_with(['x', 'X']));
    let radix = if hexadecimal == 1 { 16 } else { 10 };
    let digits = text[hexadecimal..].bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
    if digits == 0 {
        return None;
    }
    let end = hexadecimal + digits;
    let first = match u32::from_str_radix(&text[hexadecimal..end], radix) {
        Ok(number @ 0x80..=0x9f) => WINDOWS[number as usize - 0x80],
        Ok(number) if number > 0 => char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::REPLACEMENT_CHARACTER,
    };
    let closed = usize::from(text.as_bytes().get(end) == Some(&b';'));
    Some(Reference { length: 2 + end + closed, first, second: None })
}

fn reference(length: usize, characters: &str) -> Option<Reference> {
    let mut characters = characters.split(' ').filter_map(|number| char::from_u32(u32::from_str_radix(number, 16).ok()?));
    Some(Reference { length, first: characters.next()?, second: characters.next() })
}

/// Whether `name` needs no semicolon, and the numbers of its characters. Found by halving the list.
fn named(name: &str) -> Option<(bool, &'static str)> {
    let (mut from, mut to) = (0, NAMES.len());
    while from < to {
        let middle = from + (to - from) / 2;
        let start = NAMES[..middle].rfind('\n').map_or(0, |at| at + 1);
        let end = NAMES[middle..].find('\n').map_or(NAMES.len(), |at| middle + at);
        let (written, characters) = NAMES[start..end].split_once(' ')?;
        let bare = written.trim_end_matches('!');
        match bare.cmp(name) {
            Ordering::Equal => return Some((bare.len() < written.len(), characters)),
            Ordering::Less => from = end + 1,
            Ordering::Greater => to = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_as_browsers_do() {
        for (text, characters) in [
            ("R&amp;D &lt;b&gt;", "R&D <b>"),
            ("&AElig;&zwnj;&nGt;&zz;", "Æ\u{200c}\u{226b}\u{20d2}&zz;"),
            ("&#8220;It&#146;s&#x201D; &#X41;&#66", "“It’s” AB"),
            ("&#0;&#xD800;&#x110000;&#99999999999999999999;", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
            ("&copy2024 AT&ampT &notin; &notit; &ltb", "©2024 AT&T ∉ ¬it; <b"),
            ("a & b && &; &# &#x; &é &CounterClockwiseContourIntegral;", "a & b && &; &# &#x; &é ∳"),
            ("&nbsp&Nbsp;&amp", "\u{a0}&Nbsp;&"),
            ("", ""),
        ] {
            assert_eq!(resolved(text, false), characters, "{text:?}");
        }
        assert_eq!(resolved("?a=1&copy=2&amp;b&lt&ltx;&notin;", true), "?a=1&copy=2&b<&ltx;∉");
    }

    #[test]
    fn every_name_of_the_list_is_found() {
        let mut before = "";
        for line in NAMES.lines() {
            let (written, characters) = line.split_once(' ').unwrap();
            let name = written.trim_end_matches('!');
            assert!(before < name && name.len() <= LONGEST, "{name}");
            assert_eq!(named(name), Some((written.ends_with('!'), characters)));
            assert!(!written.ends_with('!') || (2..=LONGEST_OPEN).contains(&name.len()), "{name}");
            // The mask shows a reference in its own place.
            let found = at(&format!("&{name};"), false).unwrap();
            assert_eq!(found.length, name.len() + 2);
            assert!(found.first.len_utf8() <= found.length);
            before = name;
        }
        assert_eq!(NAMES.lines().count(), 2125);
    }
}
