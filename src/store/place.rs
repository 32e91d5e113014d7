//! Places in the log that somebody was told of: by another instance perhaps, which had seen more than this one.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::error::StoreError;
use super::reader::Reader;
use crate::domain::change::Place;

/// For how long what was committed is waited for where it is read from a replica.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often it is looked for meanwhile.
const REST: Duration = Duration::from_millis(10);

impl Reader {
    /// Sees everything up to a place in the log; `false` where the log has no such place. Where it is read from
    /// a replica that is behind, that is waited for, which blocks: [`StoreError::Behind`] if it takes too long.
    pub fn reach(&self, place: Place<'_>) -> Result<bool, StoreError> {
        if place.epoch != self.settings().epoch {
            return Ok(false);
        }
        let deadline = Instant::now() + PATIENCE;
        while self.sequence() < place.number {
            self.catch_up()?;
            if self.sequence() >= place.number {
                break;
            }
            // Only the database that is written to knows how long its log is.
            if self.store().read(|db| db.head())?.sequence < place.number {
                return Ok(false);
            }
            if Instant::now() >= deadline {
                return Err(StoreError::Behind);
            }
            std::thread::sleep(REST);
        }
        Ok(true)
    }

    /// Sees what this process has written, as far as it can be seen in time. What was written is kept, whatever
    /// becomes of this.
    pub fn reach_own(&self) {
        let reach = || {
            if !self.follows_replica() {
                return self.refresh();
            }
            let number = self.store().read(|db| db.head())?.sequence;
            self.wrote().fetch_max(number, Ordering::AcqRel);
            self.reach(Place { epoch: &self.settings().epoch, number }).map(|_| ())
        };
        if let Err(why) = reach() {
            log::warn!("what was written is not seen yet: {why}");
        }
    }

    /// A place in the log at which whoever wrote sees the write: the one that has been seen, or that of the write.
    pub fn own_place(&self) -> i64 {
        self.sequence().max(self.wrote().load(Ordering::Acquire))
    }

    /// Sees what was committed so far, by whatever process; `false` where a replica has not all of it yet.
    pub(super) fn sees_all(&self) -> Result<bool, StoreError> {
        let head = if self.follows_replica() { self.store().read(|db| db.head())?.sequence } else { 0 };
        self.catch_up()?;
        Ok(self.sequence() >= head)
    }
}
