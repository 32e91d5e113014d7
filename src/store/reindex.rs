//! When indexes of words have to be made anew: they follow the log, and not everything is told there.

use super::error::StoreError;
use super::open::Store;
use super::upgrade::UPGRADES;
use crate::store::db::Db;

/// How often it was asked for.
const REINDEX: &str = "reindex";

impl Store {
    /// Lets every instance make its index anew.
    pub fn reindex(&self) -> Result<(), StoreError> {
        self.write(|db| ask(db))
    }

    /// What an index must have been made for to be of use.
    pub fn index_order(&self) -> Result<String, StoreError> {
        self.read(|db| {
            let count = |value: Option<String>| value.unwrap_or_else(|| "0".to_owned());
            Ok(format!("{}.{}", count(db.meta(REINDEX)?), count(db.meta(UPGRADES)?)))
        })
    }
}

/// Lets every instance make its index anew, within a transaction.
pub(super) fn ask(db: &mut dyn Db) -> Result<(), StoreError> {
    let asked = db.meta(REINDEX)?.and_then(|count| count.parse::<u64>().ok()).unwrap_or(0);
    db.set_meta(REINDEX, &(asked + 1).to_string())
}
