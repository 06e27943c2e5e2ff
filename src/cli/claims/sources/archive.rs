//! `seedlint sources archive`: takes in a source as it is today. The bytes are kept as they were received, and their text beside
//! them, each under its hash; what is in the archive is never changed.

use std::fs;
use std::path::Path;

use super::Open;
use super::arguments::Archive;
use crate::cli::claims::today;
use crate::cli::rewrite;
use crate::document;
use crate::ledger::seed;
use crate::ledger::sources::{self, Archived};
use crate::paths;
use crate::source::{Format, Source, decoded};

/// A longer file is no source that anybody reads.
const LONGEST: u64 = 64 * 1024 * 1024;
/// A text of more words is no error page.
const SHORT: usize = 150;
/// What pages say that are not what was asked for, in lower case.
const REFUSALS: [&str; 13] = [
    "404",
    "403 forbidden",
    "page not found",
    "page cannot be found",
    "access denied",
    "enable javascript",
    "enable cookies",
    "log in to",
    "sign in to",
    "are you a robot",
    "are you human",
    "captcha",
    "service unavailable",
];

pub(super) fn archive(asked: &Archive, open: &Open) -> Result<String, String> {
    let id = &asked.id;
    let entry = open.entry(id)?;
    if entry.confidential {
        return Err(format!("{id} is confidential: what it said stays out of the repository"));
    }
    let address = asked.file.to_string_lossy();
    if ["http://", "https://"].iter().any(|scheme| address.starts_with(scheme)) {
        return Err(format!("seedlint fetches nothing: save the page, and say `seedlint sources archive {id} FILE`"));
    }
    let bytes = bytes_of(&asked.file)?;
    let text = match &asked.text {
        Some(file) => decoded(bytes_of(file)?).map_err(|message| format!("{}: {message}", paths::name_of(file)))?,
        None => text_of(&asked.file, &bytes)?,
    };
    let words = text.split_whitespace().count();
    if words == 0 {
        return Err(format!("{}: there is no text in it; --text names a file with its text", paths::name_of(&asked.file)));
    }
    let lower = text.to_lowercase();
    if let Some(refusal) = REFUSALS.iter().find(|refusal| words < SHORT && !asked.anyway && lower.contains(**refusal)) {
        let name = paths::name_of(&asked.file);
        return Err(format!("{name}: looks like an error page, with {words} words and “{refusal}”; --anyway takes it in"));
    }
    let hash = sources::bytes_hash(&bytes);
    let stem = hash.trim_start_matches("sha256:").get(..16).unwrap_or_default();
    let path = format!("archive/{stem}.txt");
    let archived = Archived { text: sources::text_hash(&text), captured: asked.as_of.unwrap_or_else(today), path: path.clone() };
    let before = open.register.archived(id).cloned();
    if entry.archive.as_ref() == Some(&hash)
        && before.as_ref().is_some_and(|before| before.text == archived.text && open.folder.join(&before.path).is_file())
    {
        return Ok(format!("{id} is in the archive as it is"));
    }
    keep(&open.folder.join(&path), text.as_bytes())?;
    if text.as_bytes() != bytes.as_slice() {
        let ending = asked.file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).filter(|ending| ending != "txt");
        keep(&open.folder.join(format!("archive/{stem}.{}", ending.unwrap_or_else(|| "bin".to_owned()))), &bytes)?;
    }
    let mut manifest = open.register.archive.clone();
    let changed = before.filter(|before| before.text != archived.text);
    manifest.insert(hash.clone(), archived);
    open.write(1, &sources::written_manifest(&manifest))?;
    // Last, so that what the register names is there.
    let source = open.texts[0].as_ref().ok_or("the register is not there")?;
    open.write(0, &sources::with_archive(source, id, &hash)?)?;
    let further = if changed.is_some() {
        format!("; its text changed since {id} was last taken in: `seedlint sources uses {id}` lists what rests on it")
    } else {
        String::new()
    };
    Ok(format!("{id}: {words} words in {}{further}", paths::name_of(&open.folder.join(path))))
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, String> {
    let told = |error: std::io::Error| format!("{}: {error}", paths::name_of(path));
    let length = fs::metadata(path).map_err(told)?.len();
    if length > LONGEST {
        return Err(format!("{}: is longer than {} MiB", paths::name_of(path), LONGEST / 1024 / 1024));
    }
    fs::read(path).map_err(told)
}

/// The text of a file: as it stands, or as a reader of the page sees it, a paragraph for each block.
fn text_of(path: &Path, bytes: &[u8]) -> Result<String, String> {
    let name = paths::name_of(path);
    let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    let format = Format::of_extension(&ending);
    let Some(format) = format else {
        return Err(format!("{name}: seedlint reads no text out of such a file; --text names a file with its text"));
    };
    let text = decoded(bytes.to_vec()).map_err(|message| format!("{name}: {message}; --text names a file with its text"))?;
    if format != Format::Html {
        return Ok(text);
    }
    let source = Source::new(name, format, text);
    let read = document::read(&source);
    let blocks: Vec<_> =
        read.blocks.iter().map(|block| seed::wording(&source, &read, block.span)).filter(|block| !block.is_empty()).collect();
    Ok(if blocks.is_empty() { String::new() } else { blocks.join("\n\n") + "\n" })
}

/// Writes what the archive has not yet. What it has under the hash of the bytes stays, unless it is not whole.
fn keep(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let told = |message: String| format!("{}: {message}", paths::name_of(path));
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| told(error.to_string()))?;
    }
    let mut file = rewrite::Whole::begin(path).map_err(told)?;
    std::io::Write::write_all(&mut file, bytes).map_err(|error| told(error.to_string()))?;
    file.finish().map_err(told)
}
