//! `seedlint claims …`: the ledger of seeds, one file a command.
//!
//! [`desk`] opens seeds with their ledgers, and is the one place that reads and writes ledger files. Reading commands never write.

mod arguments;
mod audit;
mod confirm;
mod desk;
mod diff;
mod fmt;
mod init;
mod log;
mod mark;
mod next;
mod records;
mod show;
mod sign;
mod sources;
mod status;
mod sync;
mod template;
mod unite;

pub(super) use arguments::Claims;
pub(super) use desk::today;
pub(super) use sources::{Sources, run as run_sources};
pub(super) use status::lapse;

use super::Verdict;
use super::terminal::Terminal;

pub(super) fn run(claims: &Claims, terminal: &mut Terminal) -> Verdict {
    match claims {
        Claims::Init(asked) => init::run(asked, terminal),
        Claims::Sync(asked) => sync::run(asked, terminal),
        Claims::Status(asked) => status::run(asked, terminal),
        Claims::Next(asked) => next::run(asked, terminal),
        Claims::Show(asked) => show::run(asked, terminal),
        Claims::Mark(asked) => mark::run(asked, terminal),
        Claims::Confirm(asked) => confirm::run(asked, terminal),
        Claims::Exempt(asked) => records::exempt(asked, terminal),
        Claims::Retire(asked) => records::retire(asked, terminal),
        Claims::Sign(asked) => sign::run(asked, terminal),
        Claims::Diff(asked) => diff::run(asked, terminal),
        Claims::Log(asked) => log::run(asked, terminal),
        Claims::Audit(asked) => audit::run(asked, terminal),
        Claims::Fmt(asked) => fmt::run(asked, terminal),
        Claims::Resolve(asked) => unite::resolve(asked, terminal),
        Claims::MergeDriver(asked) => unite::driver(asked, terminal),
    }
}

/// `1 claim`, `2 claims`.
fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
