//! Paths from a list, one a line or one a NUL.

use std::io::Read;
use std::path::PathBuf;

use super::reason;

/// Reads a list of paths: separated by NUL bytes where there are any, as `git diff --name-only -z` writes them, else by
/// line breaks. Empty ones are passed over; nothing else is trimmed, since a name may begin and end with anything.
///
/// # Errors
/// Where it cannot be read; says what is wrong.
pub fn paths_from(mut reader: impl Read) -> Result<Vec<PathBuf>, String> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    let end = if bytes.contains(&0) { 0 } else { b'\n' };
    let names = bytes.split(|byte| *byte == end).map(|name| match name.strip_suffix(b"\r") {
        Some(name) if end == b'\n' => name,
        _ => name,
    });
    Ok(names.filter(|name| !name.is_empty()).map(path_of).collect())
}

#[cfg(unix)]
fn path_of(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn path_of(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_lines_or_nuls() {
        for (list, paths) in [
            (&b""[..], vec![]),
            (b"\n\n", vec![]),
            (b"a.md", vec!["a.md"]),
            (b"a.md\nseeds/b c.md\n", vec!["a.md", "seeds/b c.md"]),
            (b"a.md\r\n\r\nb.md\r\n", vec!["a.md", "b.md"]),
            (b" a.md \n", vec![" a.md "]),
            (b"a.md\0odd\nname.md\0", vec!["a.md", "odd\nname.md"]),
            (b"a.md\r\0", vec!["a.md\r"]),
        ] {
            assert_eq!(paths_from(list), Ok(paths.into_iter().map(PathBuf::from).collect()), "{list:?}");
        }
    }
}
