//! Work on many things that do not depend on each other, done on all cores. What the work is, its callers say.

use std::num::NonZeroUsize;
use std::{panic, thread};

/// With fewer things than this another thread costs more time than it saves.
const FEW: usize = 64;

/// How many threads have a core of their own.
pub(crate) fn available() -> NonZeroUsize {
    thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// Divides things among threads, and returns each thread's result, in the things' order.
pub(crate) fn shared<T: Send, R: Send>(mut things: Vec<T>, work: impl Fn(Vec<T>) -> R + Sync) -> Vec<R> {
    let threads = available().get().min(things.len() / FEW + 1);
    let share = things.len().div_ceil(threads).max(1);
    let mut others = Vec::with_capacity(threads);
    while things.len() > share {
        others.push(things.split_off((things.len() - 1) / share * share));
    }
    let work = &work;
    thread::scope(|scope| {
        // The shares were split off from the end. All threads start before any is waited for.
        let others: Vec<_> = others.into_iter().rev().map(|share| scope.spawn(move || work(share))).collect();
        let mut done = vec![work(things)];
        for other in others {
            // A panic of a worker is a bug of ours; it goes on here.
            done.push(other.join().unwrap_or_else(|cause| panic::resume_unwind(cause)));
        }
        done
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_becomes_of_things_keeps_their_order() {
        for many in [0, 1, FEW, 3 * FEW + 1, 1_000] {
            let things: Vec<usize> = (0..many).collect();
            let shares = shared(things.clone(), |share| share);
            assert!(shares.len() <= available().get());
            assert_eq!(shares.concat(), things);
        }
    }
}
