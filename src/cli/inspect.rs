//! `seedlint inspect`: what was read, for looking at any stage.

use super::Verdict;
use super::arguments::{Inspect, InspectFormat};
use super::around::Surroundings;
use super::houses::Houses;
use super::seeds;
use super::terminal::Terminal;
use super::threads;
use crate::facts::Needs;
use crate::input::Trouble;
use crate::report::inspect;

pub(super) fn run(asked: &Inspect, terminal: &mut Terminal) -> Verdict {
    let mut houses = Houses::new(&asked.config);
    let (items, missing) = seeds::find(&asked.paths, &mut houses, terminal);
    let faults = std::mem::take(&mut houses.faults);
    terminal.faults(&faults);
    let mut trouble = !missing.is_empty() || !faults.is_empty();
    let surroundings = Surroundings::default();
    let work = |index: usize| {
        let item = &items[index];
        let shown = item.with_text(|source| {
            let house = houses.get(item.house);
            let needs = Needs { hedges: Some(house.config.profile_at(&item.path).hedge), ..Needs::default() };
            let reading = surroundings.read(item.place(), &house.document, &house.language, needs, &source);
            match asked.format {
                InspectFormat::Jsonl => inspect::record(&source, &reading).map(|record| record + "\n"),
                InspectFormat::Human => Ok(inspect::outline(&source, &reading)),
                InspectFormat::Mask => Ok(inspect::mask(&source, &reading)),
            }
        })?;
        shown.map_err(|error| Trouble { name: item.name().to_owned(), message: error.to_string() })
    };
    threads::in_order(asked.paths.jobs, items.len(), work, |_, shown| match shown {
        Ok(text) => terminal.print(|out| out.write_all(text.as_bytes())),
        Err(unreadable) => {
            trouble = true;
            terminal.tell("error", &format!("{}: {}", unreadable.name, unreadable.message));
        }
    });
    if trouble { Verdict::Trouble } else { Verdict::Clean }
}
