//! `seedlint claims init`: begins ledgers. Everything that stands is exempt, bound to its wording, so that the gate is open at
//! once and whatever is edited from now on is seen.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::Verdict;
use super::super::rewrite;
use super::super::terminal::Terminal;
use super::arguments::Init;
use super::counted;
use super::desk::{Desk, Opened, text_at};
use crate::ledger::checks::{Checks, Exempt};
use crate::ledger::sync;
use crate::paths;

/// What git has to know: ledgers end their lines as everywhere, and a driver unites them. Where none is configured, git goes line
/// by line, and the seals tell if it lost one.
const ATTRIBUTES: [&str; 2] = ["*.claims.toml text eol=lf merge=seedlint", "*.checks.toml text eol=lf merge=seedlint"];

pub(super) fn run(asked: &Init, terminal: &mut Terminal) -> Verdict {
    let mut desk = Desk::open(&asked.seeds, terminal);
    let (mut begun, mut kept, mut sentences, mut claims) = (0, 0, 0, 0);
    for opened in std::mem::take(&mut desk.opened) {
        if opened.has_ledger() {
            kept += 1;
            continue;
        }
        match begin(&opened, &asked.reason, desk.today) {
            Ok(number) => {
                begun += 1;
                sentences += opened.seed.sentences.len();
                claims += number;
            }
            Err(message) => {
                desk.trouble = true;
                terminal.tell("error", &message);
            }
        }
    }
    if kept > 0 {
        let has = if kept == 1 { "1 seed has a ledger, which stays as it is" } else { "seeds that have a ledger keep it as it is" };
        terminal.tell("note", &format!("{has}; `seedlint claims sync` brings it up to date"));
    }
    if begun > 0 {
        terminal.line(&format!("{}, {}: {}", counted(begun, "seed"), counted(sentences, "sentence"), counted(claims, "claim")));
        terminal.line(&format!("every claim is exempt as it stands (since {}); an edit ends that", desk.today));
        terminal.line("`seedlint claims next` shows the cheapest way down");
    }
    // Whoever was stopped before this was written begins again.
    if begun + kept > 0
        && let Err(message) = write_attributes()
    {
        desk.trouble = true;
        terminal.tell("error", &message);
    }
    if desk.trouble || begun + kept == 0 { Verdict::Trouble } else { Verdict::Clean }
}

/// Writes the ledger of a seed that has none. The checks come first: claims alone would not be exempt.
fn begin(opened: &Opened, reason: &str, today: jiff::civil::Date) -> Result<usize, String> {
    let claims = sync::begin(&opened.file_name(), &opened.seed).claims;
    let exempt = |(id, claim): (&String, &crate::ledger::claims::Claim)| {
        (id.clone(), Exempt { hash: claim.hash, reason: reason.to_owned(), on: today, by: None, until: None })
    };
    let checks = Checks { exempt: claims.claims.iter().map(exempt).collect(), ..Checks::default() };
    opened.checks.write(&checks.written())?;
    opened.claims.write(&claims.written())?;
    Ok(claims.claims.len())
}

/// Adds what is missing to `.gitattributes` at the root of the repository, or in the current folder.
fn write_attributes() -> Result<(), String> {
    let path = root().join(".gitattributes");
    let told = |message: String| format!("{}: {message}", paths::name_of(&path));
    let read = text_at(&path)?;
    let text = read.as_ref().map(|source| source.text.clone()).unwrap_or_default();
    let missing: Vec<_> = ATTRIBUTES.iter().filter(|line| !text.lines().any(|written| written.trim() == **line)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut new = text.clone();
    if !new.is_empty() && !new.ends_with('\n') {
        new.push('\n');
    }
    missing.into_iter().for_each(|line| {
        new.push_str(line);
        new.push('\n');
    });
    match read {
        Some(_) => rewrite::replace(&path, &text, &new),
        None => rewrite::create(&path, &new),
    }
    .map_err(told)
}

fn root() -> PathBuf {
    let here = fs::canonicalize(".").unwrap_or_default();
    let root = here.ancestors().find(|folder| folder.join(".git").exists());
    match root {
        Some(root) if root != here => root.to_owned(),
        _ => Path::new("").to_owned(),
    }
}
