//! The command line: one file a command, and what they share.
//!
//! In go the process's arguments; out comes its exit status. The one place where configuration, rules, seeds and reports
//! meet; everything that can be known without the others lives with them.

mod add_allow;
mod arguments;
mod around;
mod asked;
mod baseline;
mod baselines;
mod check;
mod claims;
mod completions;
mod config;
mod destinations;
mod exceptions;
mod explain;
mod fix;
mod formats;
mod gate;
mod houses;
mod init;
mod inspect;
mod ledgers;
mod man;
mod new_rule;
mod outputs;
mod profile;
mod quoted;
mod rewrite;
mod rules;
mod schema;
mod score;
mod seeds;
mod terminal;
mod threads;

use std::ffi::OsString;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

use crate::toml_file;
use arguments::{Arguments, Command};
use terminal::Terminal;

/// What a command came to: the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// Done, and nothing to stop for.
    Clean,
    /// Findings at or above the level that fails.
    Findings,
    /// Something could not be done as asked.
    Trouble,
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        Self::from(match verdict {
            Verdict::Clean => 0,
            Verdict::Findings => 1,
            Verdict::Trouble => 2,
        })
    }
}

/// Runs the command that the arguments ask for.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<_> = arguments.into_iter().collect();
    let parsed = match ambiguous(&arguments).or_else(|| mistyped(&arguments)) {
        Some(error) => Err(error),
        None => Arguments::try_parse_from(with_command(arguments.clone()))
            .map_err(|error| without_command(error, &arguments))
            .and_then(|arguments| arguments.checked()),
    };
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => {
            let lost = error.print().is_err_and(|error: std::io::Error| error.kind() != std::io::ErrorKind::BrokenPipe);
            return if error.use_stderr() || lost { Verdict::Trouble } else { Verdict::Clean }.into();
        }
    };
    let mut terminal = Terminal::new(arguments.color);
    // A panic outside of any file is a bug, too; its status is that of what could not be done.
    let verdict = panic::catch_unwind(AssertUnwindSafe(|| command(&arguments.command, &mut terminal)));
    terminal.close(verdict.unwrap_or(Verdict::Trouble)).into()
}

fn command(command: &Command, terminal: &mut Terminal) -> Verdict {
    // Whoever names a configuration does not mean the defaults.
    if let Some(file) = command.config()
        && (!file.exists() || file.is_dir())
    {
        let wrong = if file.is_dir() { "is a folder, not a configuration" } else { "does not exist" };
        terminal.tell("error", &format!("{}: {wrong}", file.display()));
        return Verdict::Trouble;
    }
    match command {
        Command::Check(check) => check::run(check, terminal),
        Command::Explain(explain) => explain::run(explain, terminal),
        Command::Rules(rules) => rules::run(rules, terminal),
        Command::Inspect(inspect) => inspect::run(inspect, terminal),
        Command::Claims(asked) => claims::run(asked, terminal),
        Command::Sources(asked) => claims::run_sources(asked, terminal),
        Command::Baseline(asked) => baseline::run(asked, terminal),
        Command::Config(config) => config::run(config, terminal),
        Command::Init(asked) => init::run(asked, terminal),
        Command::Schema(asked) => schema::run(asked, terminal),
        Command::Completions(asked) => completions::run(asked, terminal),
        Command::Man(asked) => man::run(asked, terminal),
    }
}

/// The arguments with `check` before them, where a path comes first or nothing does.
fn with_command(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let start = after_global(&arguments);
    let bare = match arguments.get(start).map(|first| first.to_string_lossy()).as_deref() {
        None => start == 1 || arguments.get(start - 1).is_some_and(|last| last != GLOBAL),
        Some("-") => true,
        Some(first) => !first.starts_with('-') && !is_command(first),
    };
    if bare {
        arguments.insert(start.min(arguments.len()), "check".into());
    }
    arguments
}

/// The option that goes with every command, and so may stand before it.
const GLOBAL: &str = "--color";

/// Where the arguments go on after the name of the program and global options.
fn after_global(arguments: &[OsString]) -> usize {
    let mut at = 1;
    while let Some(option) = arguments.get(at).and_then(|argument| argument.to_str()) {
        match option.strip_prefix(GLOBAL) {
            Some("") => at = (at + 2).min(arguments.len()),
            Some(value) if value.starts_with('=') => at += 1,
            _ => break,
        }
    }
    at
}

/// The error, or where it is about an option with no command before it, one that says so.
fn without_command(error: clap::Error, arguments: &[OsString]) -> clap::Error {
    let option = arguments.get(after_global(arguments)).and_then(|first| first.to_str()).filter(|first| first.starts_with('-'));
    match option {
        Some(option) if error.kind() == ErrorKind::UnknownArgument => {
            let message = format!("options need the word `check` before them: `seedlint check {option} …`");
            Arguments::command().error(ErrorKind::UnknownArgument, message)
        }
        _ => error,
    }
}

fn is_command(name: &str) -> bool {
    Arguments::command().get_subcommands().any(|command| command.get_name() == name)
}

/// A usage error where the only argument is the name of a command and of a folder, so that neither is meant for sure.
fn ambiguous(arguments: &[OsString]) -> Option<clap::Error> {
    let [only] = arguments.get(after_global(arguments)..)? else { return None };
    let name = only.to_str().filter(|name| *name != "check" && is_command(name))?;
    let message = format!("`{name}` is a command and a folder here; write `./{name}` for the folder, or say more for the command");
    Path::new(name).is_dir().then(|| Arguments::command().error(ErrorKind::InvalidValue, message))
}

/// A usage error where the first argument is no path, but nearly the name of a command.
fn mistyped(arguments: &[OsString]) -> Option<clap::Error> {
    let first = arguments.get(after_global(arguments))?.to_str()?;
    let word = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !word || is_command(first) || Path::new(first).exists() {
        return None;
    }
    let command = Arguments::command();
    let near = toml_file::nearest(first, command.get_subcommands().map(clap::Command::get_name))?;
    let message = format!("{first}: does not exist; did you mean the command `{near}`?");
    Some(Arguments::command().error(ErrorKind::InvalidSubcommand, message))
}
