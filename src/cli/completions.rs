//! `seedlint completions SHELL`: what a shell needs to complete the command line.

use clap::CommandFactory;

use super::Verdict;
use super::arguments::{Arguments, Completions};
use super::terminal::Terminal;

pub(super) fn run(asked: &Completions, terminal: &mut Terminal) -> Verdict {
    let mut script = Vec::new();
    clap_complete::generate(asked.shell, &mut Arguments::command(), "seedlint", &mut script);
    terminal.print(|out| out.write_all(&script));
    Verdict::Clean
}
