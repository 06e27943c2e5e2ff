//! Embeds the folder `rules/`: its listing is the registry of rules, lexicons and weights.
//!
//! What they say is compiled here, by the very code that compiles a user's, and stored as it is, so that a start without
//! files of one's own reads none.

#![allow(dead_code, unused_imports, reason = "the script uses a part of the modules that it shares with the library")]

#[path = "src/finding.rs"]
mod finding;
#[path = "src/kinds.rs"]
mod kinds;
#[path = "src/language/mod.rs"]
mod language;
#[path = "src/rules/mod.rs"]
mod rules;
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
use rules::{RuleFile, RuleSet};
use source::{Format, Source};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("rules");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    // A folder stands for all below it; the code is compiled into this script, which runs again when it changes.
    println!("cargo::rerun-if-changed={}", root.display());
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
    let (language, rules) = compile(&sources);
    fs::write(out.join("language.bin"), postcard::to_stdvec(&language).map_err(io::Error::other)?)?;
    fs::write(out.join("rules.bin"), postcard::to_stdvec(&rules).map_err(io::Error::other)?)
}

/// The language and the rules that the built-in files make. What is wrong in a file is told by a test, at its place; the
/// build goes on with what is sound.
fn compile(sources: &[Arc<Source>]) -> (Language, RuleSet) {
    let (mut lexicons, mut weights, mut files, mut faults) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for source in sources {
        match source.name.split('/').next() {
            Some("lexicons") => lexicons.push(Arc::clone(source)),
            Some("weights") => weights.push(Arc::clone(source)),
            _ => files.push(RuleFile { name: source.name.trim_end_matches(".toml").to_owned(), source: Arc::clone(source), own: false }),
        }
    }
    let language = Language::load(&lexicons, &weights, &mut faults);
    let rules = rules::load(&files, &language, &mut faults);
    (language, rules)
}

/// Every TOML file below `folder`.
fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
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
