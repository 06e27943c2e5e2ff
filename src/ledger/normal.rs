//! What of a wording counts: its normal form, and the hash of it.
//!
//! In goes the wording of a sentence as a reader sees it; out come its normal form and a hash that names the version of this
//! file. Two wordings with one normal form differ in looks only, and that is the only difference over which a verification
//! holds. So whatever may change what a sentence says is kept: case (US, us), digits as written (10² is not 102), the sign
//! of a number, question marks, every kind of bracket, the words of links.
//!
//! What is cosmetic: how characters are composed (NFC), the shapes of quotation marks, spaces and dots, ligatures, characters
//! that nobody sees, the stop at the end, a space before `%`, and whether a dash or a comma sets off a part of a sentence.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

/// Changes whenever one wording would get another normal form. Hashes carry it, so older ones stay known for what they are.
pub const VERSION: &str = "n1";

/// How many hexadecimal digits of a hash are kept: 48 bits.
const DIGITS: usize = 12;

/// The first half of a [`struct@Hash`], for a census, where each sentence of a seed takes one.
pub type Brief = u32;

/// The hash of a normal form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(u64);

impl Hash {
    /// Of a wording.
    pub fn of(wording: &str) -> Self {
        Self::of_normal(&normal(wording))
    }

    /// Of a wording that is normal already.
    pub fn of_normal(normal: &str) -> Self {
        let digest = Sha256::digest(normal);
        Self(digest.iter().take(DIGITS / 2).fold(0, |value, byte| value << 8 | u64::from(*byte)))
    }

    /// As ledgers write it: `n1:8d1e7c55a0b3`.
    pub fn written(self) -> String {
        format!("{VERSION}:{:0DIGITS$x}", self.0)
    }

    /// The hash that was written; the error says what is wrong.
    pub fn read(written: &str) -> Result<Self, String> {
        let Some((version, digits)) = written.split_once(':') else { return Err(format!("a hash reads `{VERSION}:` and {DIGITS} digits")) };
        if version != VERSION {
            return Err(format!("wordings are hashed as `{version}` here, of which this version of seedlint does not know"));
        }
        let sound = digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        u64::from_str_radix(digits, 16).ok().filter(|_| sound).map(Self).ok_or_else(|| format!("a hash has {DIGITS} digits, 0 to f"))
    }

    /// The first 32 bits.
    pub const fn brief(self) -> Brief {
        (self.0 >> 16) as Brief
    }
}

/// The normal form of a wording.
pub fn normal(wording: &str) -> String {
    let plain = wording.is_ascii();
    let folded = if plain { folded(wording.chars(), wording.len()) } else { folded(wording.nfc(), wording.len()) };
    without_stop(&folded)
}

/// Stands for a dash or comma that sets off a part of a sentence.
const APART: &str = " - ";
/// A sign before a number.
const MINUS: char = '\u{2212}';

fn folded(characters: impl Iterator<Item = char>, length: usize) -> String {
    let mut out = String::with_capacity(length);
    let mut characters = characters.filter(|c| !unseen(*c)).peekable();
    while let Some(c) = characters.next() {
        match c {
            c if c.is_whitespace() => space(&mut out),
            '%' | '‰' => {
                if out.strip_suffix(' ').is_some_and(|before| before.ends_with(digit)) {
                    out.pop();
                }
                out.push(c);
            }
            // Behind a digit a comma may part numbers.
            ',' if characters.peek().is_some_and(|next| next.is_whitespace()) && !out.ends_with(digit) => set_off(&mut out),
            '.' => dot(&mut out),
            '\u{2026}' => (0..3).for_each(|_| dot(&mut out)),
            '\u{2014}' | '\u{2015}' => set_off(&mut out),
            '-' if characters.peek() == Some(&'-') => {
                while characters.next_if_eq(&'-').is_some() {}
                set_off(&mut out);
            }
            '-' | '\u{2010}'..='\u{2013}' => dash(&mut out, c, characters.peek().copied()),
            c => match (quotation_mark(c), ligature(c)) {
                (Some(straight), _) => out.push(straight),
                (None, Some(letters)) => out.push_str(letters),
                (None, None) => out.push(c),
            },
        }
    }
    out
}

fn digit(c: char) -> bool {
    c.is_numeric()
}

fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// A dash or comma that sets off: the same whatever spaces stand around it.
fn set_off(out: &mut String) {
    let kept = out.trim_end().len();
    out.truncate(kept);
    if !out.ends_with(APART.trim_end()) {
        out.push_str(APART);
    }
}

/// Dots with spaces between them are one ellipsis.
fn dot(out: &mut String) {
    if out.ends_with(". ") {
        out.pop();
    }
    out.push('.');
}

/// A hyphen, or a dash of its width: with spaces around it one that sets off, inside a word or between numbers a hyphen, before
/// a number its sign. An en dash before a number may be either, and stays what it is.
fn dash(out: &mut String, c: char, next: Option<char>) {
    let inside = out.ends_with(char::is_alphanumeric);
    let spaced = out.is_empty() || out.ends_with(' ');
    match next {
        Some(next) if next.is_whitespace() && spaced => set_off(out),
        Some(next) if digit(next) && !inside => out.push(if matches!(c, '\u{2012}' | '\u{2013}') { '\u{2013}' } else { MINUS }),
        _ => out.push('-'),
    }
}

fn quotation_mark(c: char) -> Option<char> {
    match c {
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2bc}' | '`' | '\u{b4}' => Some('\''),
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => Some('"'),
        _ => None,
    }
}

const fn ligature(c: char) -> Option<&'static str> {
    match c {
        '\u{fb00}' => Some("ff"),
        '\u{fb01}' => Some("fi"),
        '\u{fb02}' => Some("fl"),
        '\u{fb03}' => Some("ffi"),
        '\u{fb04}' => Some("ffl"),
        '\u{fb05}' | '\u{fb06}' => Some("st"),
        _ => None,
    }
}

/// Soft hyphens, joiners, marks of order. What turns the order of what follows around is seen, and stays.
const fn unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\0')
}

/// Without the full stop at the end, also inside a closing quotation mark or bracket.
fn without_stop(folded: &str) -> String {
    let trimmed = folded.trim_end_matches(' ');
    let closing = |c: char| matches!(c, '"' | '\'' | ')' | ']');
    let ended = trimmed.strip_suffix('.').filter(|rest| !rest.ends_with('.')).unwrap_or(trimmed);
    let body = ended.trim_end_matches(closing);
    let inner = body.strip_suffix('.').filter(|rest| !rest.ends_with('.') && body.len() < ended.len()).unwrap_or(body);
    format!("{inner}{}", &ended[body.len()..])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn looks_do_not_count() {
        for (one, other) in [
            ("Output fell 12% in March, the agency said.", "Output fell 12 % in March — the agency said."),
            ("Output fell 12% in March, the agency said.", "Output fell 12\u{202f}% in March – the agency said"),
            ("“It’s old,” she said.", "\"It's old,\" she said."),
            ("She said “it is old”.", "She said “it is old.”"),
            ("the well-known mill", "the well\u{2011}known mill"),
            ("from 2019–20", "from 2019-20"),
            ("It was … old", "It was ... old"),
            ("It was . . . old", "It was ... old"),
            ("Zo\u{eb} left", "Zoe\u{308} left"),
            ("the ﬁrst ﬂoor", "the first floor"),
            ("an ex\u{ad}ample\u{200b}", "an example"),
            ("It  is\u{a0}old.", "It is old"),
            ("The mill—the old one—burnt", "The mill – the old one – burnt"),
            ("It fell to −12 degrees", "It fell to -12 degrees"),
        ] {
            assert_eq!(normal(one), normal(other));
        }
    }

    #[test]
    fn what_may_change_the_sense_counts() {
        for (one, other) in [
            ("It fell 12%", "It fell 1.2%"),
            ("It fell 12%", "It fell 21%"),
            ("Output fell", "Output rose"),
            ("It fell—12%", "It fell −12%"),
            ("It fell - 12%", "It fell -12%"),
            ("It fell –12%", "It fell -12%"),
            ("told us", "told US"),
            ("10² metres", "102 metres"),
            ("CO₂", "CO2"),
            ("It fell.", "It fell?"),
            ("the soldiers, who fled,", "the soldiers who fled"),
            ("1,200 men", "1, 200 men"),
            ("1,200 men", "1200 men"),
            ("3, 2", "3 - 2"),
            ("the US-China deal", "the US, China deal"),
            ("the “old” mill", "the old mill"),
            ("the 'old' mill", "the \"old\" mill"),
            ("12 km", "12 m"),
            ("10−2", "10-2"),
            ("\u{202e}12", "12"),
            ("It fell...", "It fell."),
            ("(it fell)", "it fell"),
        ] {
            assert_ne!(normal(one), normal(other));
        }
    }

    #[test]
    fn hashes_are_read_as_written_and_never_change() {
        let hash = Hash::of("Output fell 12% in March, the agency said.");
        assert_eq!(hash.written(), "n1:0ab43dc89b0d");
        assert_eq!(Hash::read(&hash.written()), Ok(hash));
        assert_eq!(format!("{:08x}", hash.brief()), hash.written()[3..11]);
        for (wrong, told) in [
            ("8d1e7c55a0b3", "a hash reads `n1:` and 12 digits"),
            ("n1:8d1e", "a hash has 12 digits, 0 to f"),
            ("n1:8D1E7C55A0B3", "a hash has 12 digits, 0 to f"),
            ("n7:8d1e7c55a0b3", "wordings are hashed as `n7` here, of which this version of seedlint does not know"),
        ] {
            assert_eq!(Hash::read(wrong), Err(told.to_owned()));
        }
    }

    proptest! {
        #[test]
        fn digits_and_letters_stay(text in "\\PC{0,40}") {
            let kept = |text: &str| text.nfc().filter(|c| c.is_ascii_alphanumeric()).collect::<String>();
            let expanded = text.chars().any(|c| ligature(c).is_some());
            prop_assert!(expanded || kept(&normal(&text)) == kept(&text));
        }
    }
}
