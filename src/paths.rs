//! Paths as seedlint compares and names them. Looks at no disk.

use std::path::{Component, Path, PathBuf};

/// The absolute path, each `..` taken together with the folder before it; links are not followed. An empty path is the
/// current folder, as the parent of a bare name is. The path itself where there is no current folder.
pub fn absolute(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    absolute.components().fold(PathBuf::new(), |mut all, part| {
        if part == Component::ParentDir {
            all.pop();
        } else {
            all.push(part);
        }
        all
    })
}

/// The path with `/`, without `.` in it. A path that is not UTF-8 is named as nearly as can be.
pub fn name_of(path: &Path) -> String {
    let mut name = String::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::RootDir => name.push('/'),
            part => {
                if !(name.is_empty() || name.ends_with('/')) {
                    name.push('/');
                }
                name.push_str(&part.as_os_str().to_string_lossy());
            }
        }
    }
    if name.is_empty() { ".".to_owned() } else { name }
}

/// The name of a path as seen from the current folder, where it lies below; else of the absolute path.
pub fn seen_from_here(path: &Path) -> String {
    let path = absolute(path);
    name_of(path.strip_prefix(absolute(Path::new("."))).unwrap_or(&path))
}

/// What `%20` and its like stand for, as links and baselines write them; anything else is left as it is.
pub fn unescaped(written: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written;
    while let Some((&first, behind)) = rest.split_first() {
        let byte = if let (b'%', [high, low, ..]) = (first, behind) { byte_of([*high, *low]) } else { None };
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &behind[2..] } else { behind };
    }
    bytes
}

/// The byte that two hexadecimal digits stand for.
fn byte_of(digits: [u8; 2]) -> Option<u8> {
    let [high, low] = digits.map(|digit| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok()));
    Some(high? << 4 | low?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_slashes_and_no_dots() {
        for (path, name) in [
            ("./seeds/a.md", "seeds/a.md"),
            ("seeds//a.md", "seeds/a.md"),
            ("../x/./a.md", "../x/a.md"),
            ("/tmp/a.md", "/tmp/a.md"),
            (".", "."),
            ("./", "."),
            ("/", "/"),
            ("", "."),
        ] {
            assert_eq!(name_of(Path::new(path)), name);
        }
    }

    #[test]
    fn two_digits_behind_a_percent_sign_are_a_byte() {
        for (written, bytes) in [
            ("a%20b%2F%2f", b"a b//".as_slice()),
            ("%+A%-1%+0% 1", b"%+A%-1%+0% 1"),
            ("%4", b"%4"),
            ("%%41%zz", b"%A%zz"),
            ("%FF", b"\xff"),
            ("", b""),
        ] {
            assert_eq!(unescaped(written.as_bytes()), bytes, "{written}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn absolute_paths_have_no_dots() {
        for (path, whole) in [("/a/../b/./c", "/b/c"), ("/..", "/"), ("/a/b/../../c", "/c")] {
            assert_eq!(absolute(Path::new(path)), Path::new(whole));
        }
        assert!(absolute(Path::new("x")).is_absolute());
        assert_eq!(absolute(Path::new("")), absolute(Path::new(".")));
    }
}
