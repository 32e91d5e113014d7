//! What was merged into what.

use std::collections::BTreeMap;

use super::db::Db;
use super::error::StoreError;
use super::keys::MERGED;
use super::neighbours::CHAIN;
use crate::domain::Id;

/// Everything that was merged, with what it was merged into.
pub(super) struct Merges(BTreeMap<Id, Id>);

impl Merges {
    /// All of the archive.
    pub fn read(db: &mut dyn Db) -> Result<Merges, StoreError> {
        let pair = |key: &str, id| Some((Id::from_key(id)?, key.strip_prefix(MERGED)?.parse().ok()?));
        let rows = db.lookup_from(MERGED)?;
        Ok(Merges(rows.iter().filter_map(|row| pair(&row.key, row.id)).collect()))
    }

    /// Says what a thing is merged into now.
    pub fn set(&mut self, id: Id, into: Option<Id>) {
        match into {
            Some(into) => self.0.insert(id, into),
            None => self.0.remove(&id),
        };
    }

    /// What a thing leads to at last: itself, unless it was merged.
    pub fn survivor(&self, id: Id) -> Id {
        let mut last = id;
        for _ in 0..CHAIN {
            match self.0.get(&last) {
                Some(into) => last = *into,
                None => break,
            }
        }
        last
    }

    /// Whether a thing leads to another, or is it.
    pub fn leads(&self, from: Id, to: Id) -> bool {
        let mut last = Some(from);
        for _ in 0..CHAIN {
            match last {
                Some(id) if id != to => last = self.0.get(&id).copied(),
                own => return own.is_some(),
            }
        }
        false
    }
}
