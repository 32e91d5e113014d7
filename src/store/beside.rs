//! Work beside the writing: a connection is used by one thread, and all that needs none is done by
//! others meanwhile.

use std::sync::mpsc::channel;
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::error::StoreError;

/// How many items are worked on at once. So few are not worth another thread.
const BLOCK: usize = 64;

/// Works on items on other threads while this one writes the results, which it is given block by block
/// and in order. Where one is not there yet, this thread works on the next that nobody has begun.
pub(super) fn beside<T: Send, R: Send>(
    items: Vec<T>,
    work: impl Fn(T) -> Result<R, StoreError> + Sync,
    write: impl FnOnce(&mut dyn Iterator<Item = Result<Vec<R>, StoreError>>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let blocks = items.len().div_ceil(BLOCK);
    let threads = thread::available_parallelism().map_or(1, |cores| cores.get()).min(blocks);
    let waiting = Mutex::new((0..blocks, items.into_iter()));
    let next = || {
        let (number, block) = {
            let (numbers, items) = &mut *waiting.lock().unwrap_or_else(PoisonError::into_inner);
            (numbers.next()?, items.take(BLOCK).collect::<Vec<T>>())
        };
        Some((number, block.into_iter().map(&work).collect::<Result<Vec<R>, StoreError>>()))
    };
    thread::scope(|scope| {
        let (send, results) = channel();
        for _ in 1..threads {
            let (send, next) = (send.clone(), &next);
            // Where the receiver has gone, it has told why.
            scope.spawn(move || while next().is_some_and(|result| send.send(result).is_ok()) {});
        }
        drop(send);
        let mut done: Vec<_> = (0..blocks).map(|_| None).collect();
        write(&mut (0..blocks).map(|wanted| {
            loop {
                if let Some(result) = done[wanted].take() {
                    return result;
                }
                let result = results.try_recv().ok().or_else(next).or_else(|| results.recv().ok());
                let Some((number, result)) = result else {
                    return Err(StoreError::Corrupt("work beside the writing ended early".to_owned()));
                };
                done[number] = Some(result);
            }
        }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squares(count: usize) -> Result<Vec<usize>, StoreError> {
        let items: Vec<usize> = (0..count).collect();
        let mut squares = Vec::new();
        let work = |n| if n == 700 { Err(StoreError::Busy) } else { Ok(n * n) };
        beside(items, work, |results| {
            for block in results {
                squares.extend(block?);
            }
            Ok(())
        })?;
        Ok(squares)
    }

    #[test]
    fn results_come_in_order() {
        for count in [0, 1, BLOCK, BLOCK + 1, 700] {
            let expected: Vec<usize> = (0..count).map(|n| n * n).collect();
            assert_eq!(squares(count).ok(), Some(expected));
        }
    }

    #[test]
    fn a_failure_ends_the_work() {
        assert!(matches!(squares(10_000), Err(StoreError::Busy)));
    }
}
