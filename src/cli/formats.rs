//! `--format FORMAT` and `--format FORMAT=FILE`: which reports are written, and where to.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command, ValueEnum};

use super::destinations;
use crate::paths;

/// How findings are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people: the words underlined, in context
    Human,
    /// A line each
    Short,
    /// One JSON document
    Json,
    /// A JSON object a line
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    #[value(name = "github")]
    GitHub,
    /// Code quality report of GitLab
    #[value(name = "gitlab")]
    GitLab,
    /// JUnit's XML
    #[value(name = "junit")]
    JUnit,
    /// Diagnostics for reviewdog
    Rdjson,
    /// A page of Markdown, such as a job summary of GitHub Actions
    Markdown,
    /// A page for the browser: the seeds as text, each finding marked in place
    Html,
}

impl Format {
    /// Whether those who read it look for files from the root of the repository.
    pub(super) const fn names_from_root(self) -> bool {
        matches!(self, Self::Sarif | Self::GitHub | Self::GitLab | Self::Markdown)
    }

    /// Whether it tells the fingerprint of a finding.
    pub(super) const fn has_fingerprints(self) -> bool {
        matches!(self, Self::Json | Self::Jsonl | Self::Sarif | Self::GitLab)
    }
}

/// A report that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) format: Format,
    /// The file to write it to; `None` for standard output.
    pub(super) file: Option<PathBuf>,
}

/// Reads the value of one `--format`.
#[derive(Debug, Clone, Copy)]
pub(super) struct AskedParser;

impl TypedValueParser for AskedParser {
    type Value = Asked;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<Asked, clap::Error> {
        let text = value.to_str().ok_or_else(|| clap::Error::new(ErrorKind::InvalidUtf8).with_cmd(command))?;
        let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(file)));
        let format = EnumValueParser::<Format>::new().parse_ref(command, argument, OsStr::new(name))?;
        if file == Some("") {
            return Err(command.clone().error(ErrorKind::InvalidValue, format!("--format {text}: a file must stand behind `=`")));
        }
        Ok(Asked { format, file: file.filter(|file| *file != "-").map(PathBuf::from) })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Format::value_variants().iter().filter_map(Format::to_possible_value)))
    }
}

/// What keeps the reports from being written side by side: two on standard output, or in one file.
pub(super) fn conflict(asked: &[Asked]) -> Option<String> {
    let printed: Vec<_> = asked.iter().filter(|asked| asked.file.is_none()).collect();
    if let [_, second, ..] = printed[..] {
        let name = second.format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        return Some(format!("only one report can go to standard output: write `--format {name}=FILE` for the other"));
    }
    let files: Vec<_> = asked.iter().filter_map(|asked| asked.file.as_deref()).collect();
    // Links and `..` lead to the same file by other names; one that does not stand yet is in a folder that does.
    let place = |file: &std::path::Path| {
        let whole = paths::absolute(file);
        let inside = |whole: &std::path::Path| Some(whole.parent()?.canonicalize().ok()?.join(whole.file_name()?));
        whole.canonicalize().ok().or_else(|| inside(&whole)).unwrap_or(whole)
    };
    let places: Vec<_> = files.iter().map(|file| place(file)).collect();
    let is = |one: &PathBuf, other: &PathBuf| one == other || destinations::same(one, other);
    let twice = (1..places.len()).find(|at| places[..*at].iter().any(|other| is(other, &places[*at])))?;
    Some(format!("two reports cannot be written to one file: {}", paths::name_of(files[twice])))
}
