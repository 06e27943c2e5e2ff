//! Embeds the folder `rules/`: its listing is the registry of rules, lexicons and weights.
//!
//! The lexicons and weights are compiled here, by the very code that compiles a user's, and stored as they are, so that a
//! start without files of one's own reads none.

#![allow(dead_code, unused_imports, reason = "the script uses a part of the modules that it shares with the library")]

#[path = "src/finding.rs"]
mod finding;
#[path = "src/language/mod.rs"]
mod language;
#[path = "src/source.rs"]
mod source;
#[path = "src/span.rs"]
mod span;
#[path = "src/toml_file.rs"]
mod toml_file;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs, io};

use language::Language;
use source::{Format, Source};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src/language");
    println!("cargo::rerun-if-changed=src/toml_file.rs");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("rules");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let mut files = Vec::new();
    list(&root, &mut files)?;
    files.sort();
    let mut table = String::from("&[\n");
    let mut sources = Vec::new();
    for file in &files {
        let name = file.strip_prefix(&root).unwrap_or(file).to_string_lossy().replace('\\', "/");
        let _ = writeln!(table, "    ({name:?}, include_str!({:?})),", file.to_string_lossy());
        sources.push(Arc::new(Source::new(name, Format::Plain, fs::read_to_string(file)?)));
    }
    table.push(']');
    fs::write(out.join("builtin.rs"), table)?;
    fs::write(out.join("language.bin"), image(&sources)?)
}

/// The language that the built-in lexicons and weights make, as bytes.
fn image(sources: &[Arc<Source>]) -> io::Result<Vec<u8>> {
    let below = |folder: &str| sources.iter().filter(|source| source.name.starts_with(folder)).cloned().collect::<Vec<_>>();
    // What is wrong in a built-in file is told by a test, at its place; the build goes on with what is sound.
    let language = Language::load(&below("lexicons/"), &below("weights/"), &mut Vec::new());
    postcard::to_stdvec(&language).map_err(io::Error::other)
}

/// Every TOML file below `folder`. Cargo is told to look again when a file comes or goes.
fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
