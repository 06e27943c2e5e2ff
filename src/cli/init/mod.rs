//! `seedlint init`: a configuration to start from, and on request the hook, the configuration of pre-commit and the workflow.
//!
//! Nothing that stands is written over: where one of the files is there already, none is written. A configuration that stands is
//! left as it is where something else is asked for.

use std::path::{Path, PathBuf};

use super::Verdict;
use super::arguments::Init;
use super::rewrite;
use super::terminal::Terminal;
use crate::{git, paths};

const CONFIGURATION: &str = include_str!("seedlint.toml");
const HOOK: &str = include_str!("pre-commit.sh");
const PRE_COMMIT: &str = include_str!("pre-commit.yaml");
const WORKFLOW: &str = include_str!("workflow.yml");

/// A file that is to be written.
struct Planned {
    path: PathBuf,
    text: String,
    /// Whether it is a program.
    runs: bool,
    /// What it does, and what is left to do.
    told: &'static str,
}

pub(super) fn run(asked: &Init, terminal: &mut Terminal) -> Verdict {
    match planned(asked).and_then(|files| write(&files).map(|()| files)) {
        Ok(files) => {
            for file in &files {
                terminal.line(&format!("{} is written: {}", paths::seen_from_here(&file.path), file.told));
            }
            if files.iter().any(|file| file.text == CONFIGURATION) {
                terminal.line("");
                terminal
                    .line("  Next: `seedlint` checks the seeds. Where many findings stand already, take the `#` from before `baseline` in");
                terminal.line("  seedlint.toml; `seedlint baseline update` then lists them, and from then on only new ones are told.");
            }
            Verdict::Clean
        }
        Err(message) => {
            terminal.tell("error", &message);
            Verdict::Trouble
        }
    }
}

/// What is to be written, all of it free to be.
fn planned(asked: &Init) -> Result<Vec<Planned>, String> {
    let here = Path::new(".");
    let mut known = ["seedlint.toml", ".seedlint.toml", ".config/seedlint.toml"].iter().map(|name| here.join(name));
    let stands = |path: &Path| format!("{} stands already; nothing is written", paths::seen_from_here(path));
    let own = known.find(|path| path.symlink_metadata().is_ok());
    let plain = |path: PathBuf, text: &str, told| Planned { path, text: text.to_owned(), runs: false, told };
    let mut files = match own {
        None => vec![plain(here.join("seedlint.toml"), CONFIGURATION, "what is checked, and how")],
        Some(_) if asked.hook || asked.pre_commit || asked.workflow => Vec::new(),
        Some(path) => return Err(stands(&path)),
    };
    if asked.hook {
        let path = git::open()?.hooks().join("pre-commit");
        files.push(Planned { path, text: HOOK.to_owned(), runs: true, told: "git runs it before each commit" });
    }
    if asked.pre_commit {
        files.push(plain(here.join(".pre-commit-config.yaml"), PRE_COMMIT, "run `pre-commit install` to have it run before each commit"));
    }
    if asked.workflow {
        let root = git::open()?.root().to_owned();
        let text = WORKFLOW.replace("VERSION", env!("CARGO_PKG_VERSION"));
        files.push(plain(root.join(".github/workflows/seeds.yml"), &text, "GitHub runs it on each pull request"));
    }
    match files.iter().find(|file| file.path.symlink_metadata().is_ok()) {
        Some(file) => Err(stands(&file.path)),
        None => Ok(files),
    }
}

/// Writes all of them. Where one cannot be written, those before it are taken away again, or the next try would find them standing.
fn write(files: &[Planned]) -> Result<(), String> {
    for (done, file) in files.iter().enumerate() {
        if let Err(message) = write_one(file) {
            for written in &files[..done] {
                let _ = std::fs::remove_file(&written.path);
            }
            return Err(message);
        }
    }
    Ok(())
}

fn write_one(file: &Planned) -> Result<(), String> {
    let refused = |reason: String| format!("{} cannot be written: {reason}", paths::seen_from_here(&file.path));
    if let Some(folder) = file.path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| refused(crate::input::reason(&error)))?;
    }
    rewrite::create(&file.path, &file.text).map_err(refused)?;
    if file.runs
        && let Err(error) = make_runnable(&file.path)
    {
        let _ = std::fs::remove_file(&file.path);
        return Err(format!("{} cannot be made a program: {error}", paths::seen_from_here(&file.path)));
    }
    Ok(())
}

#[cfg(unix)]
fn make_runnable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755))
}

/// Elsewhere git runs hooks whatever their permissions.
#[cfg(not(unix))]
fn make_runnable(_: &Path) -> std::io::Result<()> {
    Ok(())
}
