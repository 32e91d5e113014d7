//! Reading the catalog in: at the start, while single records are answered already, and whenever all records
//! were made anew.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::db::Db;
use super::error::StoreError;
use super::mark;
use super::open::Store;
use super::reader::{Reader, Standing, Stored, standing};
use super::upgrade::{UPGRADES, upgrade_records};
use crate::catalog::{Catalog, Entry, Loading, State};
use crate::domain::Id;

/// How many entries are read at once.
const BATCH: i64 = 2_000;

/// The catalog as of a place in the log.
pub(super) struct Seen {
    pub(super) catalog: Catalog,
    pub(super) sequence: i64,
    /// How many upgrades of records had ended.
    pub(super) upgrades: Option<String>,
    /// Rises whenever the catalog changes.
    pub(super) generation: u64,
}

impl Seen {
    /// The catalog as of now; `None` where an entry is of another version of this program.
    pub(super) fn load(store: &Store) -> Result<Option<Seen>, StoreError> {
        store.snapshot(|db| {
            let (sequence, upgrades) = (db.head()?.sequence, db.meta(UPGRADES)?);
            let (mut loading, mut after) = (Loading::begin(), 0);
            loop {
                let page = db.entries(after, BATCH)?;
                let Some((last, _)) = page.last() else { break };
                after = *last;
                let Some(entries) = page.iter().map(|(key, bytes)| entry(*key, bytes)).collect::<Option<Vec<_>>>()
                else {
                    return Ok(None);
                };
                loading.take(entries);
            }
            Ok(Some(Seen { catalog: loading.finish(), sequence, upgrades, generation: 0 }))
        })
    }
}

impl Reader {
    /// Reads the catalog in, for whoever waits for it. Records that an older version of this program wrote are
    /// brought up to date first. Blocks.
    pub fn fill(&self) -> Result<(), StoreError> {
        let (store, source) = (self.store(), self.source());
        let version = source.version()?;
        let seen = match Seen::load(source)? {
            Some(seen) => seen,
            None => {
                upgrade_records(store, &AtomicBool::new(false))?;
                Seen::load(source)?.ok_or_else(|| match self.follows_replica() {
                    false => StoreError::Corrupt("a catalog entry cannot be read".to_owned()),
                    true => StoreError::Behind,
                })?
            }
        };
        self.take(seen, version);
        Ok(())
    }

    /// What the database says of an id, without a catalog.
    pub(super) fn read_record(&self, id: Id) -> Result<Standing, StoreError> {
        let key = id.key();
        let read = |db: &mut dyn Db| Ok((db.entries_of(&[key])?.pop(), db.documents(&[key])?.pop()));
        let (Some((key, bytes)), row) = self.source().snapshot(read)? else { return Ok(Standing::Unknown) };
        // It is of another version, and read once it is brought up to date.
        let (_, entry) = entry(key, &bytes).ok_or(StoreError::Starting)?;
        if let State::Merged(into) = entry.state {
            return Ok(Standing::Merged(into));
        }
        let row = row.filter(|row| row.etag as u64 == entry.etag).ok_or(StoreError::Starting)?;
        Ok(standing(Arc::new(Stored::of(id, row)), entry.state))
    }
}

/// Entries of records that changed after a sequence, and how far that is.
#[allow(clippy::type_complexity)]
pub(super) fn news(db: &mut dyn Db, after: i64) -> Result<(i64, Vec<(Id, Option<Entry>)>), StoreError> {
    let changes = db.changes(after, 20_000)?;
    let sequence = changes.last().map_or(after, |change| change.sequence);
    let ids: BTreeSet<i64> = changes.into_iter().map(|change| change.id).collect();
    let ids: Vec<i64> = ids.into_iter().collect();
    Ok((sequence, read_entries(db, &ids)?))
}

pub(super) fn read_entries(db: &mut dyn Db, ids: &[i64]) -> Result<Vec<(Id, Option<Entry>)>, StoreError> {
    // Older ones were brought up to date when it was opened, and older versions write no more since.
    let one =
        |(key, bytes): (i64, Vec<u8>)| entry(key, &bytes).map(|(id, entry)| (id, Some(entry))).ok_or_else(mark::newer);
    db.entries_of(ids)?.into_iter().map(one).collect()
}

fn entry(key: i64, bytes: &[u8]) -> Option<(Id, Entry)> {
    Some((Id::from_key(key)?, Entry::from_bytes(bytes)?))
}
