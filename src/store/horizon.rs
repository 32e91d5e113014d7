//! How far back the past is settled.
//!
//! A record carries the time at which its write began to derive records, and is seen when that write
//! commits: up to ten seconds later where an edit fans out to a hundred thousand records. Whoever notes
//! "I have seen everything until now" by the clock alone misses it. What can be relied on:
//!
//! * Writers take their time after they have taken the write lock, and never one before the last change.
//!   So what commits after an instant at which nobody held the lock has a later time than that instant.
//! * For the same reason nothing will ever have an earlier time than the last change that was seen.
//!
//! The later of both instants is the horizon. Clocks of other hosts may be behind ours, and ours may be
//! set back: the first instant is taken a few seconds earlier.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use super::error::StoreError;
use super::open::Store;
use crate::domain::Timestamp;

/// How far clocks may differ, in microseconds.
const CLOCKS: i64 = 3_000_000;

/// How long an answer about the lock is used again, in microseconds.
const PATIENCE: u64 = 250_000;

/// The last instant at which the past was known to be settled.
#[derive(Debug, Default)]
pub struct Horizon {
    /// Microseconds since some beginning, from which on the lock is looked at again.
    due: AtomicU64,
    quiet: AtomicI64,
}

impl Horizon {
    /// An instant before which no commit to come will lie, once `sees_all` was called: it must make
    /// everything seen that was committed, or tell that it could not. `elapsed` tells the time since some
    /// beginning.
    pub fn of(
        &self,
        store: &Store,
        elapsed: u64,
        sees_all: impl FnOnce() -> Result<bool, StoreError>,
    ) -> Result<Timestamp, StoreError> {
        if elapsed >= self.due.load(Ordering::Acquire) {
            self.due.store(elapsed + PATIENCE, Ordering::Release);
            let asked = Timestamp::now();
            if store.is_quiet()? && sees_all()? {
                self.quiet.fetch_max(asked.micros() - CLOCKS, Ordering::AcqRel);
            }
        }
        Ok(Timestamp::from_micros(self.quiet.load(Ordering::Acquire)))
    }
}
