//! `seedlint sources …`: the register of sources and the archive of their texts.
//!
//! The register, `factcheck/sources.toml`, is a file that people edit, too: commands add to it and leave the rest as it is. The
//! archive is written by commands alone. Nothing here fetches anything.

mod add;
mod archive;
mod arguments;
mod tell;

use std::path::PathBuf;
use std::sync::Arc;

pub(in crate::cli) use arguments::Sources;

use super::super::Verdict;
use super::super::houses::Houses;
use super::super::ledgers::REGISTER;
use super::super::rewrite;
use super::super::seeds::factcheck_folder;
use super::super::terminal::Terminal;
use super::desk::text_at;
use super::records::told;
use crate::finding::Fault;
use crate::ledger::sources::{self, Register};
use crate::paths;
use crate::source::Source;

pub(in crate::cli) fn run(asked: &Sources, terminal: &mut Terminal) -> Verdict {
    match asked {
        Sources::Add(asked) => told(Open::at(&asked.register, terminal).and_then(|open| add::add(asked, &open)), terminal),
        Sources::Archive(asked) => told(Open::at(&asked.register, terminal).and_then(|open| archive::archive(asked, &open)), terminal),
        Sources::List(asked) => tell::list(asked, terminal),
        Sources::Show(asked) => tell::show(asked, terminal),
        Sources::Uses(asked) => tell::uses(asked, terminal),
        Sources::Verify(asked) => tell::verify(asked, terminal),
    }
}

/// The register as it was read, with the texts of its two files where they stand.
struct Open {
    folder: PathBuf,
    texts: [Option<Arc<Source>>; 2],
    register: Register,
}

impl Open {
    /// The register that the configuration in force here goes by. What is wrong with it is drawn.
    fn at(asked: &arguments::Register, terminal: &mut Terminal) -> Result<Self, String> {
        let mut houses = Houses::new(&asked.config);
        let house = houses.of_folder(std::path::Path::new("."));
        let faults = std::mem::take(&mut houses.faults);
        terminal.faults(&faults);
        if !faults.is_empty() {
            return Err("nothing was done: the configuration is faulty".to_owned());
        }
        let folder = factcheck_folder(&houses.get(house).config);
        let [sources, archive] = REGISTER.map(|name| text_at(&folder.join(name)));
        let (texts, mut faults) = ([sources?, archive?], Vec::new());
        let register = register(&texts, &mut faults);
        terminal.ledger_faults(&faults);
        register.map(|register| Self { folder, texts, register }).ok_or_else(|| "nothing was done: the register is faulty".to_owned())
    }

    /// Writes one of the files anew, if it still is what was read.
    fn write(&self, number: usize, text: &str) -> Result<(), String> {
        let path = self.folder.join(REGISTER[number]);
        let folder = std::fs::create_dir_all(&self.folder).map_err(|error| error.to_string());
        let written = folder.and_then(|()| match &self.texts[number] {
            Some(read) if read.text == text => Ok(()),
            Some(read) => rewrite::replace(&path, &read.text, text),
            None => rewrite::create(&path, text),
        });
        written.map_err(|message| format!("{}: {message}; run the command again", paths::name_of(&path)))
    }

    /// The name of the file of sources.
    fn name(&self) -> String {
        paths::name_of(&self.folder.join(REGISTER[0]))
    }

    /// A source that has to be registered. The error says how to do that.
    fn entry(&self, id: &str) -> Result<&sources::Entry, String> {
        let near = || crate::toml_file::did_you_mean(id, self.register.sources.keys().map(String::as_str));
        let how = || near().unwrap_or_else(|| format!("`seedlint sources add {id} --kind KIND --title WORDS` does that"));
        self.register.sources.get(id).ok_or_else(|| format!("no source is registered as `{id}`; {}", how()))
    }
}

/// What both files say. `None` where anything is wrong.
fn register(texts: &[Option<Arc<Source>>; 2], faults: &mut Vec<Fault>) -> Option<Register> {
    let [sources, archive] = texts;
    let sources = sources.as_ref().map(|source| sources::read(source, faults));
    let archive = archive.as_ref().map(|source| sources::read_manifest(source, faults));
    Some(Register {
        sources: sources.unwrap_or_else(|| Some(Default::default()))?,
        archive: archive.unwrap_or_else(|| Some(Default::default()))?,
    })
}
