//! What indexes of words must know beside the log: not everything that is found by is told there.

use super::db::Db;
use super::error::StoreError;
use super::open::Store;
use super::upgrade::UPGRADES;
use crate::domain::Id;

/// How often indexes were asked to be made anew.
const REINDEX: &str = "reindex";

/// How many bodies were changed, and whose were the last.
const BODIES: &str = "reindex.bodies";

/// How many of the last are remembered.
const LAST: usize = 200;

/// What an index must have been made for to be of use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// It is the same as long as records are found by the same words.
    pub made_for: String,
    /// How many bodies of articles that were there before were changed so far. What is not served changes without a
    /// word in the log.
    pub bodies: u64,
    /// The articles of the last of them, in their order.
    pub latest: Vec<Id>,
}

impl Store {
    /// Lets every instance make its index anew.
    pub fn reindex(&self) -> Result<(), StoreError> {
        self.write(|db| ask(db))
    }

    /// What an index must have been made for by now.
    pub fn index_order(&self) -> Result<Order, StoreError> {
        self.read(|db| {
            let count = |value: Option<String>| value.unwrap_or_else(|| "0".to_owned());
            let made_for = format!("{}.{}", count(db.meta(REINDEX)?), count(db.meta(UPGRADES)?));
            let (bodies, latest) = noted(db)?;
            Ok(Order { made_for, bodies, latest: latest.into_iter().filter_map(Id::from_key).collect() })
        })
    }
}

/// Lets every instance make its index anew, within a transaction.
pub(super) fn ask(db: &mut dyn Db) -> Result<(), StoreError> {
    let asked = db.meta(REINDEX)?.and_then(|count| count.parse::<u64>().ok()).unwrap_or(0);
    db.set_meta(REINDEX, &(asked + 1).to_string())
}

/// Notes that the bodies of these articles were changed.
pub(super) fn note_bodies(db: &mut dyn Db, ids: &[i64]) -> Result<(), StoreError> {
    if ids.is_empty() {
        return Ok(());
    }
    let (count, mut latest) = noted(db)?;
    latest.extend(ids);
    let last = &latest[latest.len().saturating_sub(LAST)..];
    let words: Vec<String> = last.iter().map(i64::to_string).collect();
    db.set_meta(BODIES, &format!("{} {}", count + ids.len() as u64, words.join(" ")))
}

fn noted(db: &mut dyn Db) -> Result<(u64, Vec<i64>), StoreError> {
    let text = db.meta(BODIES)?.unwrap_or_default();
    let mut words = text.split(' ');
    let count = words.next().and_then(|count| count.parse().ok()).unwrap_or(0);
    Ok((count, words.filter_map(|key| key.parse().ok()).collect()))
}
