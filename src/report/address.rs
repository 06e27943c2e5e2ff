//! Paths as addresses: what a link or a URI writes for the name of a file.

/// The name of a file as a relative reference (RFC 3986), or as a `file:` address where it is absolute. A colon is encoded,
/// too, so that the first part of a path is not taken for a scheme.
pub fn of(name: &str) -> String {
    let drive = name.as_bytes().get(1..3) == Some(b":/");
    match name {
        _ if drive => format!("file:///{}:{}", &name[..1], encoded(&name[2..])),
        _ if name.starts_with('/') => format!("file://{}", encoded(name)),
        _ => encoded(name),
    }
}

/// Every byte that may not stand in a path as it is, as `%XX`.
pub fn encoded(name: &str) -> String {
    let mut address = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => address.push(char::from(byte)),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_addresses() {
        for (name, address) in [
            ("seeds/mill.md", "seeds/mill.md"),
            ("we, ird%:é.md", "we%2C%20ird%25%3A%C3%A9.md"),
            ("../x/(a) #1?.md", "../x/%28a%29%20%231%3F.md"),
            ("/tmp/a b.md", "file:///tmp/a%20b.md"),
            ("C:/a b.md", "file:///C:/a%20b.md"),
            ("<stdin>", "%3Cstdin%3E"),
            ("a\nb.md", "a%0Ab.md"),
            ("é", "%C3%A9"),
        ] {
            assert_eq!(of(name), address);
        }
    }
}
