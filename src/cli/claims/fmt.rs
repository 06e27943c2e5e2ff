//! `seedlint claims fmt`: lays ledgers out as seedlint writes them. What they say stays as it is.

use super::super::Verdict;
use super::super::terminal::Terminal;
use super::arguments::Fmt;
use super::counted;
use super::desk::Desk;

pub(super) fn run(asked: &Fmt, terminal: &mut Terminal) -> Verdict {
    let mut desk = Desk::open(&asked.seeds, terminal);
    let opened = desk.with_ledger(terminal);
    let mut changed = 0;
    for opened in &opened {
        let claims = opened.claims.text.as_ref().map(|_| opened.claims.read.what.written());
        let checks = opened.checks.text.as_ref().map(|_| opened.checks.read.what.written());
        let files =
            [(claims, opened.claims.text.as_ref(), &opened.claims.path), (checks, opened.checks.text.as_ref(), &opened.checks.path)];
        for (number, (written, text, path)) in files.into_iter().enumerate() {
            let Some(written) = written.filter(|written| text.is_none_or(|text| text.text != *written)) else { continue };
            changed += 1;
            terminal.line(&crate::paths::name_of(path));
            if asked.check {
                continue;
            }
            let done = if number == 0 { opened.claims.write(&written) } else { opened.checks.write(&written) };
            if let Err(message) = done {
                desk.trouble = true;
                terminal.tell("error", &message);
            }
        }
    }
    if !opened.is_empty() {
        let what = if asked.check { "would be laid out anew" } else { "laid out anew" };
        terminal.line(&format!("{} {what}", counted(changed, "file")));
    }
    match (desk.trouble, asked.check && changed > 0) {
        (true, _) => Verdict::Trouble,
        (false, true) => Verdict::Findings,
        (false, false) => Verdict::Clean,
    }
}
