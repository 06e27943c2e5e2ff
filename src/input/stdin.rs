//! A seed from standard input.

use std::io::Read;
use std::path::Path;

use super::{Trouble, text_of};
use crate::paths::name_of;
use crate::source::{Format, STDIN, Source};

/// Reads a seed from `reader`. `filename` names it in reports and tells its format; without one, or where its ending tells
/// no format, the seed is plain text, in which nothing is masked.
///
/// # Errors
/// Where it cannot be read, is longer than 4 GiB, or is not UTF-8 text.
pub fn from_stdin(reader: impl Read, filename: Option<&Path>) -> Result<Source, Trouble> {
    let name = filename.map_or_else(|| STDIN.to_owned(), name_of);
    let extension = filename.and_then(|path| path.extension()).and_then(|extension| extension.to_str());
    let format = extension.and_then(Format::of_extension).unwrap_or(Format::Plain);
    match text_of(reader, 0) {
        Ok(text) => Ok(Source::new(name, format, text)),
        Err(message) => Err(Trouble { name, message }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_format() {
        for (filename, name, format) in [
            (None, "<stdin>", Format::Plain),
            (Some("./seeds/a.md"), "seeds/a.md", Format::Markdown),
            (Some("a.TXT"), "a.TXT", Format::Plain),
            (Some("a.unknown"), "a.unknown", Format::Plain),
        ] {
            let source = from_stdin(&b"text"[..], filename.map(Path::new)).unwrap();
            assert_eq!((source.name.as_str(), source.format, source.text.as_str()), (name, format, "text"));
        }
        assert_eq!(from_stdin(&b"\xff"[..], None).unwrap_err().message, "not UTF-8 at byte 0");
    }
}
