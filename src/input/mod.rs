//! Finds the seeds and reads them: paths given, listed or walked, and standard input.
//!
//! In goes what is [`Wanted`]; out come [`Seed`]s in order of name, and [`Trouble`]s, which never stop the rest. Nothing here
//! knows configuration, which cli translates, or what a seed says.

mod files;
mod kept;
mod list;
mod stdin;

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use crate::source::{Format, Source, decoded};
use crate::tree::Tree;

pub use crate::source::STDIN;
pub use files::{Found, Globs, Wanted, find, passes_over, usual_folder};
pub use list::paths_from;
pub use stdin::from_stdin;

/// A file to lint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seed {
    /// Where it is.
    pub path: PathBuf,
    /// How reports name it: the path as given or walked, with `/`, without a leading `./`.
    pub name: String,
    /// How it is written.
    pub format: Format,
    /// Whether it was given itself, and not come upon in a folder.
    pub named: bool,
}

/// A file or folder that could not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The path as given or walked.
    pub name: String,
    /// What is wrong; lower case, no full stop.
    pub message: String,
}

/// How many bytes are looked at to tell text from what is none.
const PROBE: usize = 8 * 1024;
/// Places in a text are kept in 32 bits.
const LONGEST: u64 = u32::MAX as u64;

impl Seed {
    /// Reads the file.
    ///
    /// # Errors
    /// Where it cannot be read, is longer than 4 GiB, or is not UTF-8 text.
    pub fn read(&self) -> Result<Source, Trouble> {
        let trouble = |message: String| Trouble { name: self.name.clone(), message };
        let file = File::open(&self.path).map_err(|error| trouble(reason(&error)))?;
        let length = file.metadata().map_or(0, |metadata| metadata.len());
        if length > LONGEST {
            return Err(trouble(TOO_LONG.into()));
        }
        let text = text_of(file, length).map_err(trouble)?;
        Ok(Source::new(self.name.as_str(), self.format, text))
    }

    /// Reads the file as it is in a tree.
    ///
    /// # Errors
    /// As [`Seed::read`], and where the tree holds it but cannot read it.
    pub fn read_in(&self, tree: &Tree) -> Result<Source, Trouble> {
        if matches!(tree, Tree::Disk) {
            return self.read();
        }
        let trouble = |message: String| Trouble { name: self.name.clone(), message };
        let bytes = tree.read(&self.path).map_err(|error| trouble(reason(&error)))?;
        from_bytes(&self.name, self.format, &bytes)
    }
}

/// A seed whose bytes were read elsewhere.
///
/// # Errors
/// Where they are more than 4 GiB, or no UTF-8 text.
pub fn from_bytes(name: &str, format: Format, bytes: &[u8]) -> Result<Source, Trouble> {
    match text_of(bytes, bytes.len() as u64) {
        Ok(text) => Ok(Source::new(name, format, text)),
        Err(message) => Err(Trouble { name: name.to_owned(), message }),
    }
}

const TOO_LONG: &str = "longer than 4 GiB";

/// Reads a text to its end; `expected` is how long it is thought to be. The error says what is wrong.
fn text_of(reader: impl Read, expected: u64) -> Result<String, String> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
    // One byte more than may be, so that a file that grows meanwhile is noticed.
    reader.take(LONGEST + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() as u64 > LONGEST {
        return Err(TOO_LONG.into());
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err("UTF-16; seeds are UTF-8".into());
    }
    if bytes[..bytes.len().min(PROBE)].contains(&0) {
        return Err("binary".into());
    }
    decoded(bytes)
}

/// Why the system refused, without its number for it.
pub fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_told_from_what_is_none() {
        for (bytes, read) in [
            (&b"plain"[..], Ok("plain")),
            ("“é” 東京".as_bytes(), Ok("“é” 東京")),
            (b"", Ok("")),
            (b"\xef\xbb\xbfmarked", Ok("\u{feff}marked")),
            (b"abc\xffdef", Err("not UTF-8 at byte 3")),
            (b"abc\xe2\x80", Err("not UTF-8 at byte 3")),
            (b"\x89PNG\r\n\x1a\n\0\0", Err("binary")),
            (b"\xff\xfea\0b\0", Err("UTF-16; seeds are UTF-8")),
        ] {
            assert_eq!(text_of(bytes, 0), read.map(str::to_owned).map_err(str::to_owned), "{bytes:?}");
        }
    }

    #[test]
    fn a_nul_far_into_a_text_is_part_of_it() {
        let text = format!("{}\0", "a".repeat(PROBE));
        assert_eq!(text_of(text.as_bytes(), 0), Ok(text.clone()));
    }

    #[test]
    fn a_file_that_has_gone_is_trouble() {
        let seed = Seed { path: "no/such/file.md".into(), name: "no/such/file.md".into(), format: Format::Markdown, named: true };
        assert_eq!(seed.read(), Err(Trouble { name: "no/such/file.md".into(), message: "no such file or directory".into() }));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_too_long_is_refused_before_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long.md");
        File::create(&path).unwrap().set_len(LONGEST + 1).unwrap();
        let seed = Seed { path, name: "long.md".into(), format: Format::Markdown, named: true };
        assert_eq!(seed.read().unwrap_err().message, "longer than 4 GiB");
    }
}
