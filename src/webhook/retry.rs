//! When a delivery that failed is tried again.

use std::time::Duration;

const HOUR: u64 = 3_600;

/// The pauses after the first failure, the second and so on, in seconds: five days and seven hours in all.
const PAUSES: [u64; 11] =
    [5, 5 * 60, 30 * 60, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 24 * HOUR, 24 * HOUR, 24 * HOUR, 24 * HOUR];

/// How long to wait after so many failures in a row, from 1; `None` where it is given up.
pub fn pause(failures: usize) -> Option<Duration> {
    PAUSES.get(failures.checked_sub(1)?).map(|seconds| Duration::from_secs(*seconds))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn pauses_grow_for_more_than_five_days_and_end() {
        let all: Vec<Duration> = (1..).map_while(pause).collect();
        assert_eq!(all.first(), Some(&Duration::from_secs(5)));
        assert!(all.is_sorted());
        let whole: Duration = all.iter().sum();
        assert!(whole >= Duration::from_secs(5 * 24 * HOUR) && whole < Duration::from_secs(6 * 24 * HOUR));
        assert_eq!((pause(0), pause(all.len() + 1)), (None, None));
    }
}
