//! A text with a name: a seed, a rule file, a configuration. What spans are spans of.

/// How a seed is written; decides how its prose is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// Text without markup.
    Plain,
    /// CommonMark with tables, footnotes and front matter.
    #[default]
    Markdown,
    /// A web page, or a part of one.
    Html,
}

impl Format {
    /// The endings of file names that tell a format, in the order in which documents list them.
    pub const ENDINGS: [(&str, Self); 6] = [
        ("md", Self::Markdown),
        ("markdown", Self::Markdown),
        ("txt", Self::Plain),
        ("text", Self::Plain),
        ("html", Self::Html),
        ("htm", Self::Html),
    ];

    /// The format that a file-name extension (without the dot, any case) names.
    pub fn of_extension(extension: &str) -> Option<Self> {
        Self::ENDINGS.into_iter().find(|(ending, _)| ending.eq_ignore_ascii_case(extension)).map(|(_, format)| format)
    }
}

/// What standard input is called where it is given no name.
pub const STDIN: &str = "<stdin>";

/// One text, as it was read, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// How reports name it: the path as given or walked, with `/`; `<stdin>` for standard input.
    pub name: String,
    /// How it is written; TOML files that seedlint itself reads count as plain.
    pub format: Format,
    /// The whole text, a byte-order mark included.
    pub text: String,
}

/// Bytes as text. The error says what is wrong, and at which byte.
pub fn decoded(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| format!("not UTF-8 at byte {}", error.utf8_error().valid_up_to()))
}

impl Source {
    /// A text under a name.
    pub fn new(name: impl Into<String>, format: Format, text: impl Into<String>) -> Self {
        Self { name: name.into(), format, text: text.into() }
    }
}
