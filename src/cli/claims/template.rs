//! What a checker says: by options, or in an editor on a template, as `git commit` does. Nothing is filled in beforehand.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use serde::Deserialize;

use super::super::terminal::Terminal;
use super::arguments::Mark;
use super::desk::text_at;
use crate::ledger::verdict::{Level, Role, Verdict};
use crate::source::Source;
use crate::toml_file;

/// What a checker says, not yet looked at.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Draft {
    pub(super) verdict: String,
    pub(super) level: Option<String>,
    pub(super) note: Option<String>,
    pub(super) correction: Option<String>,
    pub(super) search: Option<String>,
    pub(super) valid_until: Option<jiff::civil::Date>,
    pub(super) replaces: Vec<String>,
    pub(super) sources: Vec<DraftSource>,
    /// Whether they say that they compared the wording with its sources.
    pub(super) compared: bool,
    /// Where it was written, if in an editor.
    pub(super) file: Option<PathBuf>,
}

/// One source as it was written.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct DraftSource {
    pub(super) id: String,
    pub(super) at: String,
    pub(super) role: String,
    pub(super) quote: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[derive(Default)]
struct Raw {
    verdict: String,
    level: String,
    note: String,
    correction: String,
    search: String,
    valid_until: String,
    replaces: Vec<String>,
    compared: String,
    source: Vec<DraftSource>,
}

/// What the options say.
pub(super) fn of_options(asked: &Mark) -> Result<Draft, String> {
    let most = [asked.at.len(), asked.role.len(), asked.quote.len()].into_iter().max().unwrap_or_default();
    if most > asked.source.len() {
        return Err("--at, --role and --quote belong to a source: say --source before each".to_owned());
    }
    let nth = |list: &[String], index: usize| list.get(index).cloned().unwrap_or_default();
    let source = |(index, id): (usize, &String)| DraftSource {
        id: id.clone(),
        at: nth(&asked.at, index),
        role: nth(&asked.role, index),
        quote: nth(&asked.quote, index),
    };
    Ok(Draft {
        verdict: asked.verdict.clone().unwrap_or_default(),
        level: asked.level.clone(),
        note: asked.note.clone(),
        correction: asked.correction.clone(),
        search: asked.search.clone(),
        valid_until: asked.valid_until,
        replaces: asked.replaces.clone(),
        sources: asked.source.iter().enumerate().map(source).collect(),
        compared: asked.attest,
        file: None,
    })
}

/// Opens the editor on a template and reads what was written. Faults in it are drawn; the error says where it is kept.
pub(super) fn of_editor(id: &str, about: &[String], by: &str, terminal: &mut Terminal) -> Result<Draft, String> {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let Some(editor) = set("VISUAL").or_else(|| set("EDITOR")) else {
        return Err(format!("no editor is known: set EDITOR, or say the verdict: `seedlint claims mark c:{id} VERDICT --attest`"));
    };
    let path = std::env::temp_dir().join(format!("seedlint-{id}-{}.toml", std::process::id()));
    let kept = || format!("what you wrote is kept in {}", path.display());
    fs::write(&path, template(about, by)).map_err(|error| format!("{}: {error}", path.display()))?;
    terminal.flush();
    let mut words = editor.split_whitespace();
    let status = Command::new(words.next().unwrap_or_default()).args(words).arg(&path).status();
    match status {
        Ok(status) if status.success() => {}
        Ok(_) => return Err(format!("the editor was left with an error, so nothing was recorded; {}", kept())),
        Err(error) => return Err(format!("the editor `{editor}` cannot be run: {error}")),
    }
    let source = text_at(&path)?.ok_or_else(|| "the editor left no file, so nothing was recorded".to_owned())?;
    let mut faults = Vec::new();
    let raw: Option<Raw> = toml_file::read(&source, &mut faults);
    terminal.ledger_faults(&faults);
    let raw = raw.filter(|_| faults.is_empty()).ok_or_else(|| format!("nothing was recorded; {}", kept()))?;
    draft(raw, &source, &path).map_err(|message| format!("{message}; {}", kept()))
}

fn draft(raw: Raw, source: &Arc<Source>, path: &Path) -> Result<Draft, String> {
    let filled = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let valid_until = match raw.valid_until.trim() {
        "" => None,
        day => Some(day.parse().map_err(|_| format!("{}: `{day}` is no day; write it like 2026-08-22", source.name))?),
    };
    Ok(Draft {
        verdict: raw.verdict.trim().to_owned(),
        level: filled(raw.level),
        note: filled(raw.note),
        correction: filled(raw.correction),
        search: filled(raw.search),
        valid_until,
        replaces: raw.replaces,
        sources: raw.source.into_iter().filter(|source| *source != DraftSource::default()).collect(),
        compared: raw.compared.trim() == "yes",
        file: Some(path.to_owned()),
    })
}

fn template(about: &[String], by: &str) -> String {
    let head: String = about.iter().flat_map(|line| line.lines()).map(|line| format!("# {line}\n")).collect();
    let verdicts = Verdict::NAMES.map(|(name, _)| name).join(" ");
    let (levels, roles) = (Level::NAMES.map(|(name, _)| name).join(" "), Role::NAMES.map(|(name, _)| name).join(" "));
    format!(
        "{head}#
# Nothing is filled in on purpose. A blank verdict records nothing.

verdict = \"\"       # {verdicts}
level = \"\"         # {levels}: that it is so, or that somebody said so
note = \"\"          # needed for disputed and not-checkable
correction = \"\"    # needed for needs-fix: what the text should say
search = \"\"        # needed for not-found: where you looked
valid-until = \"\"   # the last day on which it holds, like 2026-08-22
replaces = []      # keys of records that this one takes the place of

# I, {by}, have compared this wording with its sources. Write \"yes\":
compared = \"\"

# One table a source; roles: {roles}
[[source]]
id = \"\"            # in factcheck/sources.toml
at = \"\"            # p. 12, table 1, 00:14:32
role = \"\"
quote = \"\"         # its very words
"
    )
}
