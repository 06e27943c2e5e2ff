//! BibTeX: the file of sources that a seed's front matter names (`bibliography: refs.bib`).
//!
//! In goes a text; out come its [`Work`]s and what is wrong in it, each with its place. The grammar is that of BibTeX: entries
//! `@type{key, field = value, …}`, values in braces, in quotation marks, bare, or several joined with `#`; `@comment`, `@preamble`
//! and `@string` are no entries, and what stands between entries is a comment. Knows no file.

use std::collections::HashSet;

use crate::span::Span;

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// What `[@key]` names it by.
    pub key: String,
    /// The family names of its authors, or else of its editors.
    pub names: Vec<String>,
    /// When it was published.
    pub year: Option<u32>,
}

/// A file of sources, as far as it can be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bibtex {
    /// Its entries, in order.
    pub works: Vec<Work>,
    /// What is wrong, with its place; lower case, no full stop.
    pub faults: Vec<(Span, String)>,
    /// Whether something in it could not be read, and may have been an entry.
    pub gaps: bool,
}

/// The most faults that are told of one file.
const MOST_FAULTS: usize = 20;

/// Reads a file. What can be read in spite of a fault is read.
pub fn read(text: &str) -> Bibtex {
    let mut reader = Reader { text, at: 0, starts: line_starts(text), keys: HashSet::new(), read: Bibtex::default() };
    while let Some(hit) = text[reader.at..].find('@') {
        reader.at += hit;
        reader.entry();
    }
    reader.read
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Where a line begins with `@word{`: an entry begins there, whatever was left open before.
    starts: Vec<usize>,
    keys: HashSet<&'a str>,
    read: Bibtex,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// Takes characters that are no white space and none of `ends`.
    fn word(&mut self, ends: &[char]) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c: char| c.is_whitespace() || ends.contains(&c)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// Notes what cannot be read.
    fn fault(&mut self, from: usize, message: impl Into<String>) {
        self.read.gaps = true;
        self.tell(from, message);
    }

    fn tell(&mut self, from: usize, message: impl Into<String>) {
        if self.read.faults.len() == MOST_FAULTS {
            return;
        }
        let line = self.text[from..].find('\n').map_or(self.text.len(), |end| from + end);
        self.read.faults.push((Span::new(from, line).trim(self.text), message.into()));
    }

    /// Reads what begins at the `@` here. After a fault goes on at the next entry that begins a line.
    fn entry(&mut self) {
        let start = self.at;
        self.at += 1;
        let kind = self.word(&['{', '(', '@', '}', ')', ',', '=', '"']).to_ascii_lowercase();
        self.skip_space();
        let close = match self.rest().chars().next() {
            Some('{') => '}',
            Some('(') => ')',
            // An address in a comment between entries.
            _ => return,
        };
        if kind.is_empty() || kind == "comment" {
            return;
        }
        self.at += 1;
        let read = match kind.as_str() {
            "preamble" => self.value(close).map(|_| None),
            "string" => self.fields(close, Work { key: String::new(), names: Vec::new(), year: None }).map(|_| None),
            _ => self.work(start, close),
        };
        self.skip_space();
        match read {
            Some(work) if self.rest().starts_with(close) => {
                self.at += 1;
                self.read.works.extend(work);
            }
            Some(_) => {
                self.fault(start, format!("this entry is never closed with `{close}`"));
                self.recover(start);
            }
            None => self.recover(start),
        }
    }

    /// Goes to the next `@` that begins a line.
    fn recover(&mut self, start: usize) {
        self.at = self.next_entry(start + 1);
    }

    /// Where the next line from `at` on begins an entry, or the end.
    fn next_entry(&self, at: usize) -> usize {
        self.starts.get(self.starts.partition_point(|start| *start < at)).copied().unwrap_or(self.text.len())
    }

    fn work(&mut self, start: usize, close: char) -> Option<Option<Work>> {
        self.skip_space();
        let key = self.word(&[',', close, '=', '{', '"']);
        self.skip_space();
        if key.is_empty() || self.rest().starts_with('=') {
            self.fault(start, "this entry has no key");
            return None;
        }
        let new = self.keys.insert(key);
        if !new {
            self.tell(start, format!("`{key}` is the key of an entry above"));
        }
        if self.rest().starts_with(',') {
            self.at += 1;
        }
        self.fields(close, Work { key: key.to_owned(), names: Vec::new(), year: None }).map(|work| new.then_some(work))
    }

    /// Reads `name = value` up to the closing bracket, which stays.
    fn fields(&mut self, close: char, mut work: Work) -> Option<Work> {
        let mut editors = Vec::new();
        loop {
            self.skip_space();
            let start = self.at;
            if self.rest().is_empty() || self.rest().starts_with(close) {
                break;
            }
            if self.rest().starts_with('@') {
                return Some(work);
            }
            let name = self.word(&['=', ',', close, '{', '"', '@']).to_ascii_lowercase();
            self.skip_space();
            if name.is_empty() || !self.rest().starts_with('=') {
                let message = if name.is_empty() { "a field is missing here".to_owned() } else { format!("`{name}` has no `=` and value") };
                self.fault(start, message);
                return None;
            }
            self.at += 1;
            let Some(value) = self.value(close) else {
                self.fault(start, format!("the value of `{name}` is missing or never closed"));
                return None;
            };
            match name.as_str() {
                "author" => work.names = family_names(&value),
                "editor" => editors = family_names(&value),
                "year" | "date" | "issued" => work.year = work.year.or_else(|| year(&value)),
                _ => {}
            }
            self.skip_space();
            if self.rest().starts_with(',') {
                self.at += 1;
            } else if !self.rest().is_empty() && !self.rest().starts_with([close, '@']) {
                self.fault(self.at, "a comma is missing before this");
                return None;
            }
        }
        if work.names.is_empty() {
            work.names = editors;
        }
        Some(work)
    }

    /// One value: pieces joined with `#`, without their outer braces or quotation marks.
    fn value(&mut self, close: char) -> Option<String> {
        let mut value = String::new();
        loop {
            self.skip_space();
            let piece = match self.rest().chars().next()? {
                '{' => self.balanced('}')?,
                '"' => self.balanced('"')?,
                _ => self.word(&[',', close, '#', '=', '@']),
            };
            if piece.is_empty() && !self.text[..self.at].ends_with(['}', '"']) {
                return None;
            }
            value.push_str(piece);
            self.skip_space();
            if !self.rest().starts_with('#') {
                return Some(value);
            }
            self.at += 1;
        }
    }

    /// What stands between the mark here and `end`, braces inside balanced. An entry that begins a line inside tells that the
    /// end was forgotten.
    fn balanced(&mut self, end: char) -> Option<&'a str> {
        let start = self.at + 1;
        let limit = self.next_entry(start);
        let mut depth = 0_usize;
        let mut escaped = false;
        for (i, c) in self.text[start..limit].char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                c if c == end && depth == 0 => {
                    self.at = start + i + 1;
                    return Some(&self.text[start..start + i]);
                }
                '{' => depth += 1,
                '}' => depth = depth.checked_sub(1)?,
                _ => {}
            }
        }
        None
    }
}

/// Where each line begins that opens an entry.
fn line_starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        if let Some(rest) = line[indent..].strip_prefix('@') {
            let after = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            if after.len() < rest.len() && after.trim_start().starts_with(['{', '(']) {
                starts.push(at + indent);
            }
        }
        at += line.len();
    }
    starts
}

/// The family names in "Holt, Mara and Jan van der Lee and {Harbour Office}".
fn family_names(value: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut flat = Vec::new();
    for word in value.split_whitespace() {
        // An `and` in braces is part of one name.
        flat.push((word, depth == 0 && word.eq_ignore_ascii_case("and")));
        depth = word.bytes().fold(depth, |depth, byte| match byte {
            b'{' => depth + 1,
            b'}' => depth.saturating_sub(1),
            _ => depth,
        });
    }
    let people = flat.split(|(_, parts)| *parts);
    let family = |words: &[(&str, bool)]| {
        let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let whole = words.join(" ");
        let corporate = whole.starts_with('{') && whole.ends_with('}');
        let name = match whole.split_once(',') {
            Some((family, _)) => family.to_owned(),
            None if corporate => whole,
            None => words.last().map(|word| (*word).to_owned()).unwrap_or_default(),
        };
        plain(&name)
    };
    people.map(family).filter(|name| !name.is_empty() && name != "others").collect()
}

/// A value without braces and commands: `M{\"u}ller` becomes `Müller`, `S{\o}rensen` becomes `Sørensen`.
fn plain(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '{' | '}' => {}
            '\\' => rest = command(rest, &mut out),
            _ => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// Writes what the command stands for whose name begins here. Says what comes behind it.
fn command<'a>(text: &'a str, out: &mut String) -> &'a str {
    let Some(first) = text.chars().next() else { return text };
    let letters = text.len() - text.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let (name, behind) = text.split_at(letters.max(first.len_utf8()));
    if let Some((_, letter)) = LETTERS.iter().find(|(command, _)| *command == name) {
        out.push_str(letter);
        // A space ends the name of a command, and is no part of the word; braces do not hide one.
        return if letters > 0 { behind.trim_start() } else { behind };
    }
    let one = name.chars().count() == 1;
    if !one || !ACCENTS.iter().any(|(mark, _)| *mark == first) {
        out.push(first);
        return &text[first.len_utf8()..];
    }
    let base = behind.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '{' | '}'));
    // `\'{\i}` is an accent on an i without its dot.
    let dotless = ["\\i", "\\j"].iter().find_map(|name| base.strip_prefix(name)).filter(|rest| !rest.starts_with(char::is_alphabetic));
    if let Some(rest) = dotless {
        out.push(accented(first, if base.starts_with("\\i") { 'i' } else { 'j' }));
        return rest;
    }
    let letter = base.chars().next().unwrap_or_default();
    out.push(accented(first, letter));
    &base[letter.len_utf8().min(base.len())..]
}

/// The commands of letters that have none of their own on an English keyboard, and of signs that mean something to TeX.
const LETTERS: [(&str, &str); 18] = [
    ("o", "ø"),
    ("O", "Ø"),
    ("ss", "ß"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("l", "ł"),
    ("L", "Ł"),
    ("aa", "å"),
    ("AA", "Å"),
    ("i", "ı"),
    ("j", "ȷ"),
    ("&", "&"),
    ("%", "%"),
    ("$", "$"),
    ("#", "#"),
    ("_", "_"),
];

/// The commands of accents, each with letters and what they become.
const ACCENTS: [(char, &str); 7] = [
    ('"', "aäeëiïoöuüyÿAÄEËIÏOÖUÜ"),
    ('\'', "aáeéiíoóuúyýcćnńsśzźAÁEÉIÍOÓUÚYÝCĆNŃSŚZŹ"),
    ('`', "aàeèiìoòuùAÀEÈIÌOÒUÙ"),
    ('^', "aâeêiîoôuûAÂEÊIÎOÔUÛ"),
    ('~', "aãnñoõAÃNÑOÕ"),
    ('c', "cçsşCÇSŞ"),
    ('v', "cčsšzžeěrřnňCČSŠZŽEĚRŘNŇ"),
];

fn accented(command: char, letter: char) -> char {
    let pairs = ACCENTS.iter().find(|(mark, _)| *mark == command).map_or("", |(_, pairs)| pairs);
    let mut chars = pairs.chars();
    while let (Some(plain), Some(accented)) = (chars.next(), chars.next()) {
        if plain == letter {
            return accented;
        }
    }
    letter
}

/// The first four digits in a row.
fn year(value: &str) -> Option<u32> {
    let mut runs = value.split(|c: char| !c.is_ascii_digit());
    runs.find(|run| run.len() == 4).and_then(|run| run.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tests::takes_linear_time;

    /// `key: names year` of each entry, `!place: message` of each fault.
    fn shown(text: &str) -> String {
        let read = read(text);
        let works = read.works.iter().map(|work| {
            let year = work.year.map(|year| format!(" {year}")).unwrap_or_default();
            format!("{}: {}{year}", work.key, work.names.join(" & "))
        });
        let faults = read.faults.iter().map(|(at, message)| format!("!{}: {message}", at.of(text)));
        works.chain(faults).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn entries_are_read() {
        for (text, expected) in [
            ("@book{holt2021, author = {Holt, Mara}, title = {On {D}ams}, year = 2021}", "holt2021: Holt 2021"),
            (
                "% a comment, me@example.org\n@string{ab = \"x\"}\n@ARTICLE(lee,\n author = \"Jan van der Lee and Ann Roe\" ,\n date = {2019-04},\n)",
                "lee: Lee & Roe 2019",
            ),
            ("@misc{a, editor = {{Harbour Office}}, year = \"19\" # \"98\"}", "a: Harbour Office 1998"),
            ("@misc{b, author={M{\\\"u}ller, J. and others}, month = jan}@misc{c}", "b: Müller | c: "),
            (
                "@misc{b, author={{Ministry of Food and Agriculture} and Roe, Ann AND {A {b and} c}}}",
                "b: Ministry of Food and Agriculture & Roe & A b and c",
            ),
            (
                r"@misc{b, author={S{\o}rensen, A. and {\L}uk and Wei{\ss} and {\AA}s and Str\ae de, A. and {R\&D and Co} and Garc{\'\i}a and D{\'{\i}}az and \v{C}apek and \'e and \c{c}}}",
                "b: Sørensen & Łuk & Weiß & Ås & Stræde & R&D and Co & García & Díaz & Čapek & é & ç",
            ),
            ("@comment{@}\n@misc{d,}\n@preamble{\"x\"}", "d: "),
            ("", ""),
            ("No entries at all.", ""),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn faults_have_places_and_the_rest_is_read() {
        for (text, expected) in [
            (
                "@book{a, title = {Open\n}\n@book{b, year = 2020}\n",
                "b:  2020 | !@book{a, title = {Open: this entry is never closed with `}`",
            ),
            ("@book{a, title = {Open,\n@book{b}", "b:  | !title = {Open,: the value of `title` is missing or never closed"),
            ("@book{, title = {x}}\n@book{b}", "b:  | !@book{, title = {x}}: this entry has no key"),
            ("@book{a, title {x}}\n@book{b}", "b:  | !title {x}}: `title` has no `=` and value"),
            ("@book{a, title = }\n@book{b}", "b:  | !title = }: the value of `title` is missing or never closed"),
            ("@book{a, title = {x} year = 3}\n@book{b}", "b:  | !year = 3}: a comma is missing before this"),
            ("@book{a}\n@book{a}", "a:  | !@book{a}: `a` is the key of an entry above"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn hostile_files_are_read_in_linear_time() {
        let pieces =
            ["{", "@a{", "@a{b,", "\\", "\"", "@", "#", "@a{b,c={", "@a{b,c=", "@string{", "é", "\n@a{", "and ", "\\o ", "\\'", "\\v{"];
        for nest in pieces {
            takes_linear_time(nest, 20_000, |many| {
                read(&nest.repeat(many));
                read(&format!("@a{{b, author = {{{}}}}}", nest.repeat(many)));
            });
        }
    }
}
