//! `seedlint man [COMMAND]…`: a page of the manual, in roff.

use clap::CommandFactory;

use super::Verdict;
use super::arguments::{Arguments, Man};
use super::terminal::Terminal;

pub(super) fn run(asked: &Man, terminal: &mut Terminal) -> Verdict {
    let mut command = Arguments::command();
    // Now every command knows its whole name, `seedlint-rules-test`, and the options that go with all of them.
    command.build();
    let mut page = &command;
    for name in &asked.command {
        let Some(inner) = page.find_subcommand(name) else {
            let known: Vec<_> = page.get_subcommands().map(|command| format!("`{}`", command.get_name())).collect();
            let known = if known.is_empty() { "it has none".to_owned() } else { format!("it may be {}", known.join(", ")) };
            terminal.tell("error", &format!("`{}` has no command `{name}`; {known}", page.get_bin_name().unwrap_or("seedlint")));
            return Verdict::Trouble;
        };
        page = inner;
    }
    let page = clap_mangen::Man::new(page.clone());
    terminal.print(|out| page.render(&mut { out }));
    Verdict::Clean
}
