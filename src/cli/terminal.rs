//! Standard output and standard error: width, colour, and what happens when nobody reads on.

use std::env;
use std::io::{self, BufWriter, IsTerminal, StderrLock, StdoutLock, Write};

use super::Verdict;
use super::arguments::Color;
use super::houses::Faults;
use crate::finding::Fault;
use crate::report::{Human, Look, Notice, escaped};

/// Rows of prose wider than this are hard to read on.
const WIDEST: usize = 120;

/// Where commands print.
pub(super) struct Terminal {
    out: BufWriter<StdoutLock<'static>>,
    err: StderrLock<'static>,
    color: Color,
    /// Standard output took its last byte: nobody reads on, or the disk is full.
    closed: Option<io::Error>,
}

impl Terminal {
    pub(super) fn new(color: Color) -> Self {
        Self { out: BufWriter::new(io::stdout().lock()), err: io::stderr().lock(), color, closed: None }
    }

    /// Prints to standard output. Once that is closed, prints nothing more; the command goes on, since its verdict counts.
    pub(super) fn print(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        if self.closed.is_none()
            && let Err(error) = write(&mut self.out)
        {
            self.closed = Some(error);
        }
    }

    /// Prints a line to standard output, for people: what a terminal would obey is escaped.
    pub(super) fn line(&mut self, line: &str) {
        self.print(|out| writeln!(out, "{}", escaped(line)));
    }

    /// Makes what was printed visible.
    pub(super) fn flush(&mut self) {
        self.print(|out| out.flush());
    }

    /// Tells of something on standard error: `error: …`, `warning: …`.
    pub(super) fn tell(&mut self, kind: &str, message: &str) {
        // What was printed before belongs before it; and where standard error is closed, nobody can be told.
        self.flush();
        let _ = writeln!(self.err, "seedlint: {kind}: {}", escaped(message));
    }

    /// Prints lines on standard error, for people, as they are.
    pub(super) fn aside(&mut self, lines: &str) {
        self.flush();
        lines.lines().for_each(|line| drop(writeln!(self.err, "{}", escaped(line))));
    }

    /// Draws faults of configuration, rules and lexicons on standard error: file by file, in order of place.
    pub(super) fn faults(&mut self, faults: &Faults) {
        self.flush();
        let look = Look { width: width(), colour: self.colours(io::stderr().is_terminal()) };
        let mut notices = Vec::new();
        for (kind, faults) in faults.by_kind() {
            notices.extend(faults.iter().map(|fault| Notice::of_fault(fault, kind)));
        }
        notices.sort_by_cached_key(|notice| (notice.code, notice.source.name.clone(), notice.span.start));
        let _ = Human::new(look).draw(&mut self.err, &notices);
    }

    /// Draws faults of ledgers on standard error, in their order.
    pub(super) fn ledger_faults(&mut self, faults: &[Fault]) {
        self.flush();
        let look = Look { width: width(), colour: self.colours(io::stderr().is_terminal()) };
        let notices: Vec<_> = faults.iter().map(|fault| Notice::of_fault(fault, "ledger")).collect();
        let _ = Human::new(look).draw(&mut self.err, &notices);
    }

    /// How reports on standard output are to look.
    pub(super) fn look(&self) -> Look {
        Look { width: width(), colour: self.colours(io::stdout().is_terminal()) }
    }

    /// `--color` above `NO_COLOR`, above `CLICOLOR_FORCE` and `FORCE_COLOR`, above whether it is a terminal.
    fn colours(&self, terminal: bool) -> bool {
        let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        let forced = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto if set("NO_COLOR") => false,
            Color::Auto => {
                forced("CLICOLOR_FORCE") || forced("FORCE_COLOR") || (terminal && env::var_os("TERM").is_none_or(|term| term != "dumb"))
            }
        }
    }

    /// Ends the command. A closed pipe ends the printing, not the verdict; output that was lost otherwise is trouble.
    pub(super) fn close(mut self, verdict: Verdict) -> Verdict {
        self.flush();
        match self.closed.take() {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                self.tell("error", &format!("standard output cannot be written: {error}"));
                Verdict::Trouble
            }
            _ => verdict,
        }
    }
}

/// The columns of the terminal, or of `COLUMNS`; the width for what is no terminal otherwise.
fn width() -> usize {
    let told = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    told.or_else(seen).map_or(Look::default().width, |width: usize| width.clamp(40, WIDEST))
}
