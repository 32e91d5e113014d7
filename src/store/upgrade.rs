//! Records of an older version of the derivation, brought up to date beside the service.

use std::sync::atomic::{AtomicBool, Ordering};

use super::derive::Derivation;
use super::error::StoreError;
use super::neighbours::Circle;
use super::open::Store;
use super::render::DERIVATION;
use crate::domain::{Id, Timestamp};

/// Where the archive counts the upgrades of records that have ended.
pub(super) const UPGRADES: &str = "upgrades";

/// Brings records of an older renderer up to date, a few hundred at a time, until all are or `stop` is
/// set. Gives how many there were.
pub fn upgrade_records(store: &Store, stop: &AtomicBool) -> Result<usize, StoreError> {
    let mut total = 0;
    loop {
        if stop.load(Ordering::Acquire) {
            return Ok(total);
        }
        let done = store.write(|db| {
            let ids: Vec<Id> = db.outdated(DERIVATION, 500)?.into_iter().filter_map(Id::from_key).collect();
            let mut circle = Circle::default();
            let mut derivation = Derivation::upgrade(db, &mut circle, Timestamp::now())?;
            derivation.derive(&ids, &mut Default::default(), &mut Default::default())?;
            Ok(ids.len())
        })?;
        total += done;
        if done == 0 {
            if total > 0 {
                store.write(|db| {
                    let ended = db.meta(UPGRADES)?.and_then(|n| n.parse::<u64>().ok()).unwrap_or(0);
                    db.set_meta(UPGRADES, &(ended + 1).to_string())
                })?;
            }
            return Ok(total);
        }
    }
}
