//! Work on many things at once, taken in order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// No more threads than this, whatever is asked for: more only cost memory.
const MOST: usize = 256;

/// Does `work` for each index below `count` on `jobs` threads, and hands each result to `take` as soon as its turn has
/// come, whichever was ready first. `jobs` of 0 means as many as the machine has cores.
pub(super) fn in_order<T: Send>(jobs: usize, count: usize, work: impl Fn(usize) -> T + Sync, mut take: impl FnMut(usize, T)) {
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    let jobs = if jobs == 0 { cores() } else { jobs }.min(count).min(MOST);
    if jobs <= 1 {
        return (0..count).for_each(|index| take(index, work(index)));
    }
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..jobs {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= count || sender.send((index, work(index))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut turn = 0;
        let mut early = BTreeMap::new();
        for (index, result) in receiver {
            early.insert(index, result);
            while let Some(result) = early.remove(&turn) {
                take(turn, result);
                turn += 1;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whatever_the_number_of_threads() {
        for jobs in [0, 1, 3, 50] {
            let mut taken = Vec::new();
            let slow = |index: usize| {
                thread::sleep(std::time::Duration::from_micros(if index.is_multiple_of(7) { 500 } else { 0 }));
                index * index
            };
            in_order(jobs, 40, slow, |index, result| taken.push((index, result)));
            assert_eq!(taken, (0..40).map(|index| (index, index * index)).collect::<Vec<_>>());
        }
        in_order(4, 0, |_| (), |_, ()| panic!("nothing to take"));
    }
}
