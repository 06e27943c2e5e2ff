//! `check --fix` and `check --diff`: what has one certain wording is written, or shown.
//!
//! The edits of all findings that would be reported are applied at once, none within another; then the text is read and
//! linted again, until nothing changes. A file is replaced whole, and only if it still is what was read.

use std::collections::HashSet;

use similar::TextDiff;

use super::arguments::Check;
use super::around::Surroundings;
use super::baselines::Baselines;
use super::check;
use super::gate::Gate;
use super::houses::{House, Houses};
use super::seeds::{self, Found, Item};
use super::terminal::Terminal;
use super::{Verdict, destinations, rewrite};
use crate::report::Edit;
use crate::source::Source;

/// Edits that call for others end sooner; more rounds would only go in a circle.
const ROUNDS: usize = 10;

/// A seed with what its text would be.
struct Mended {
    /// Its place in the list of seeds.
    seed: usize,
    source: Source,
    text: String,
    edits: usize,
}

/// Mends the files, tells how much, and whether all of it could be done.
pub(super) fn fix(check: &Check, terminal: &mut Terminal) -> bool {
    let Some((items, mended, mut sound)) = mend(check, terminal) else { return false };
    let (mut edits, mut files) = (0, 0);
    for Mended { seed, source, text, edits: of_seed } in mended {
        let item = &items[seed];
        match rewrite::replace(&item.path, &source.text, &text) {
            Ok(()) => (edits, files) = (edits + of_seed, files + 1),
            Err(reason) => {
                terminal.tell("error", &format!("{}: it is left as it is: {reason}", item.name()));
                sound = false;
            }
        }
    }
    if edits > 0 && !check.quiet {
        let counted = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
        terminal.tell("note", &format!("mended: {} in {}", counted(edits, "place"), counted(files, "file")));
    }
    sound
}

/// Shows what would be changed, as a patch.
pub(super) fn diff(check: &Check, terminal: &mut Terminal) -> Verdict {
    let Some((items, mended, sound)) = mend(check, terminal) else { return Verdict::Trouble };
    for Mended { seed, source, text, .. } in &mended {
        let name = items[*seed].name();
        let patch = TextDiff::from_lines(&source.text, text).unified_diff().header(&format!("a/{name}"), &format!("b/{name}")).to_string();
        terminal.print(|out| out.write_all(patch.as_bytes()));
    }
    match (sound, mended.is_empty() || check.exit_zero) {
        (false, _) => Verdict::Trouble,
        (true, true) => Verdict::Clean,
        (true, false) => Verdict::Findings,
    }
}

/// The seeds, those of them that would change, and whether all could be read. None where a file that steers the check is at
/// fault, or a name unknown: what would be mended is not known then.
fn mend(check: &Check, terminal: &mut Terminal) -> Option<(Vec<Item>, Vec<Mended>, bool)> {
    let mut houses = Houses::new(&check.config);
    let Found { mut items, troubles: missing, named } = seeds::find_among(&check.paths, None, &mut houses, terminal);
    let mut faults = std::mem::take(&mut houses.faults);
    let baselines = Baselines::load(&houses, &Gate::default(), true, &mut faults.baselines);
    baselines.give(&mut items);
    if !faults.is_empty() {
        terminal.faults(&faults);
        terminal.tell("error", "nothing is mended while a configuration, a rule, a lexicon or a baseline is at fault");
        return None;
    }
    if let Err(message) = check::check_selection(check, &mut houses) {
        terminal.tell("error", &message);
        return None;
    }
    // Nothing is mended for a report that is not written then.
    if let Some(refusal) = destinations::refusal(check, &named, &items, &mut houses) {
        terminal.tell("error", &refusal);
        return None;
    }
    let surroundings = Surroundings::default();
    let mut sound = missing.is_empty();
    let mut mended = Vec::new();
    for (seed, item) in items.iter().enumerate() {
        match item.with_text(|source| mended_text(check, houses.get(item.house), &surroundings, item, source)) {
            Ok((source, text, edits)) if edits > 0 => mended.push(Mended { seed, source, text, edits }),
            Ok(_) => {}
            Err(trouble) => {
                terminal.tell("error", &format!("{}: {}", trouble.name, trouble.message));
                sound = false;
            }
        }
    }
    Some((items, mended, sound))
}

/// A text, what it is when it is mended, and by how many edits.
fn mended_text(check: &Check, house: &House, surroundings: &Surroundings, item: &Item, source: Source) -> (Source, String, usize) {
    let mut now = Source::clone(&source);
    let mut seen = HashSet::from([now.text.clone()]);
    let mut count = 0;
    for _ in 0..ROUNDS {
        let judged = check::judge(check, house, surroundings, item, &now, &[]);
        let edits = check::edits(house, &now, &judged);
        let text = with(&now.text, &edits);
        if !seen.insert(text.clone()) {
            break;
        }
        count += edits.len();
        now = Source::new(now.name.clone(), now.format, text);
    }
    (source, now.text.clone(), count)
}

/// A text with its edits, which are apart and in order.
fn with(text: &str, edits: &[Edit]) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits {
        changed.push_str(&text[from..edit.span.start]);
        changed.push_str(&edit.text);
        from = edit.span.end;
    }
    changed.push_str(&text[from..]);
    changed
}
