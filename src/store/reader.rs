//! What the public asks: pages and records of one state of the archive.
//!
//! A [`Reader`] holds the catalog and a cache of records. Both follow the change log: before an answer
//! the reader makes sure that it has seen every commit that was done when the question came
//! ([`Reader::refresh`]). A cached record is used only while its tag is the one the catalog names, so
//! that nothing has to be thrown out of the cache, and a page's items and total are of one moment.
//!
//! A reader that has begun answers single records from the database until its catalog is read in
//! (`filling.rs`); everything else waits for that.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

use bytes::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::counting::{Names, named};
use super::db::DocumentRow;
use super::error::StoreError;
use super::filling::{Seen, news, read_entries};
use super::horizon::Horizon;
use super::open::Store;
use super::settings::Settings;
use super::upgrade::UPGRADES;
use super::{mark, migrations};
use crate::catalog::{Found, Hit, Labelled, Passing, Position, Query, Sort, SortBy, Span, State, Tag, Tally, Values};
use crate::domain::{Id, Resource, Timestamp};

/// How many bytes of records are kept in memory, where nothing else is said.
const CACHE: u64 = 64 << 20;

/// How long another process's commit may go unseen. Commits of this process are seen at once.
const SQLITE_PATIENCE: Duration = Duration::from_millis(5);
const POSTGRES_PATIENCE: Duration = Duration::from_millis(50);

/// Answers what the public asks.
pub struct Reader {
    store: Store,
    /// What is read: the same, or a replica of it.
    source: Store,
    settings: Settings,
    /// Where the log ended when it began.
    begun: i64,
    /// The catalog, once it is read in.
    seen: OnceLock<RwLock<Seen>>,
    records: Cache<Id, Arc<Stored>, Size>,
    started: Instant,
    patience: Duration,
    /// Microseconds after `started` until which what we have seen needs no check.
    fresh_until: AtomicU64,
    version: AtomicI64,
    commits: AtomicU64,
    refreshing: Mutex<()>,
    horizon: Horizon,
    /// The place in the log of the last write of this process that is known.
    wrote: AtomicI64,
}

/// A record as it is stored.
#[derive(Debug)]
pub struct Stored {
    /// Its id.
    pub id: Id,
    /// A hash of its bytes.
    pub etag: u64,
    /// When they last changed.
    pub modified: Timestamp,
    /// The JSON.
    pub document: Bytes,
}

impl Stored {
    pub(super) fn of(id: Id, row: DocumentRow) -> Stored {
        let modified = Timestamp::from_micros(row.modified);
        Stored { id, etag: row.etag as u64, modified, document: row.document.into() }
    }
}

/// What is known of an id.
#[derive(Debug)]
pub enum Standing {
    /// A record.
    Found(Arc<Stored>),
    /// A tombstone.
    Withdrawn(Arc<Stored>),
    /// Nothing by itself: it was merged into this one.
    Merged(Id),
    /// Nothing, and nothing ever was.
    Unknown,
}

/// A page of a list, of one moment.
#[derive(Debug)]
pub struct Page {
    /// Its records.
    pub items: Vec<Arc<Stored>>,
    /// How many match on all pages.
    pub total: u64,
    /// Where the next page begins.
    pub next: Option<Position>,
    /// What was counted of all that match.
    pub tallies: Vec<Tally>,
    /// The records that tell the names of the values that were counted.
    pub names: Names,
    /// The place in the log at which it is true.
    pub as_of: i64,
}

#[derive(Clone)]
struct Size;

impl Weighter<Id, Arc<Stored>> for Size {
    fn weight(&self, _: &Id, value: &Arc<Stored>) -> u64 {
        value.document.len() as u64 + 128
    }
}

impl Reader {
    /// Reads the catalog in and is ready to answer.
    pub fn open(store: Store) -> Result<Reader, StoreError> {
        let reader = Reader::begin(store.clone(), store)?;
        reader.fill()?;
        Ok(reader)
    }

    /// One that answers single records, and all else once it is filled. `source` is the database itself, or a
    /// replica of it: all that is public is read there, and what was written is seen once it has come there.
    pub fn begin(store: Store, source: Store) -> Result<Reader, StoreError> {
        let settings = source.settings()?;
        if settings.epoch != store.settings()?.epoch {
            return Err(StoreError::Unusable(
                "what is to be read is no replica of it: the epoch is another".to_owned(),
            ));
        }
        let patience = if store.blocks() { POSTGRES_PATIENCE } else { SQLITE_PATIENCE };
        Ok(Reader {
            settings,
            begun: source.read(|db| db.head())?.sequence,
            seen: OnceLock::new(),
            records: cache(CACHE),
            started: Instant::now(),
            patience,
            fresh_until: AtomicU64::new(0),
            version: AtomicI64::new(0),
            commits: AtomicU64::new(0),
            refreshing: Mutex::new(()),
            horizon: Horizon::default(),
            wrote: AtomicI64::new(0),
            store,
            source,
        })
    }

    /// Keeps so many bytes of records in memory in place of the default.
    pub fn with_cache(self, bytes: u64) -> Reader {
        Reader { records: cache(bytes), ..self }
    }

    /// The database behind it, which is written to.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// What all that is public is read from: that database, or a replica of it.
    pub fn source(&self) -> &Store {
        &self.source
    }

    /// Whether it reads from a replica of the database that is written to.
    pub(super) fn follows_replica(&self) -> bool {
        !self.store.is_same(&self.source)
    }

    /// The place in the log of the last write of this process that is known.
    pub(super) fn wrote(&self) -> &AtomicI64 {
        &self.wrote
    }

    /// The archive's settings as they were when the service started.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Takes a catalog that was read in when the database had this version.
    pub(super) fn take(&self, seen: Seen, version: i64) {
        self.version.store(version, Ordering::Release);
        let _ = self.seen.set(RwLock::new(seen));
    }

    /// Whether the catalog is read in: until then only single records are answered without waiting.
    pub fn is_whole(&self) -> bool {
        self.seen.get().is_some()
    }

    /// Whether [`Reader::refresh`] would ask the database now.
    pub fn is_due(&self) -> bool {
        self.elapsed() >= self.fresh_until.load(Ordering::Acquire)
            || self.store.commits() != self.commits.load(Ordering::Acquire)
    }

    fn elapsed(&self) -> u64 {
        self.started.elapsed().as_micros() as u64
    }

    /// Sees every commit done so far: by this process always, by others but for the last moment.
    pub fn refresh(&self) -> Result<(), StoreError> {
        // What is read from the database is as new as it can be.
        if !self.is_whole() || !self.is_due() {
            return Ok(());
        }
        self.catch_up()
    }

    /// Sees every commit done so far, by whatever process.
    pub fn catch_up(&self) -> Result<(), StoreError> {
        let _one = self.refreshing.lock().unwrap_or_else(PoisonError::into_inner);
        let (asked, commits) = (self.elapsed(), self.store.commits());
        let version = self.source.version()?;
        if version != self.version.load(Ordering::Acquire) {
            self.follow()?;
            self.version.store(version, Ordering::Release);
        }
        self.commits.store(commits, Ordering::Release);
        self.fresh_until.store(asked + self.patience.as_micros() as u64, Ordering::Release);
        Ok(())
    }

    /// Brings the catalog to the end of the log.
    fn follow(&self) -> Result<(), StoreError> {
        let (mut from, known) = {
            let seen = self.seen();
            (seen.sequence, seen.upgrades.clone())
        };
        // An upgrade changes records without a word in the log: all are read anew, once it has ended.
        if self.source.read(|db| db.meta(UPGRADES))? != known {
            let new = Seen::load(&self.source)?.ok_or_else(mark::newer)?;
            let mut seen = self.seen_mut();
            *seen = Seen { generation: seen.generation + 1, ..new };
            return Ok(());
        }
        loop {
            let (sequence, entries) = self.source.snapshot(|db| news(db, from))?;
            if sequence == from {
                return Ok(());
            }
            let mut seen = self.seen_mut();
            seen.catalog.apply_many(entries);
            seen.sequence = sequence;
            seen.generation += 1;
            from = sequence;
        }
    }

    /// Sees what was committed since, and reads the entries of these hits anew: an upgrade of records
    /// changes them without a word in the log.
    pub fn reload(&self, hits: &[Hit]) -> Result<(), StoreError> {
        self.catch_up()?;
        let _one = self.refreshing.lock().unwrap_or_else(PoisonError::into_inner);
        let ids: Vec<i64> = hits.iter().map(|hit| hit.id.key()).collect();
        let entries = self.source.read(|db| read_entries(db, &ids))?;
        let mut seen = self.seen_mut();
        seen.catalog.apply_many(entries);
        seen.generation += 1;
        Ok(())
    }

    /// Waits until the catalog is read in.
    fn seen(&self) -> RwLockReadGuard<'_, Seen> {
        self.seen.wait().read().unwrap_or_else(PoisonError::into_inner)
    }

    fn seen_mut(&self) -> RwLockWriteGuard<'_, Seen> {
        self.seen.wait().write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The place in the log that has been seen.
    pub fn sequence(&self) -> i64 {
        if self.is_whole() { self.seen().sequence } else { self.begun }
    }

    /// A number that differs after anything that is answered from changed. What is made of answers may
    /// be kept while it is the same.
    pub fn generation(&self) -> u64 {
        self.seen().generation
    }

    /// What the catalog says of an id, without reading it.
    pub fn hit(&self, id: Id) -> Option<Hit> {
        self.seen().catalog.get(id)
    }

    /// What a merged thing leads to; `None` of anything else.
    pub fn survivor(&self, id: Id) -> Option<Id> {
        self.seen().catalog.survivor(id)
    }

    /// The record of an id where it is in memory and as the catalog says.
    pub fn cached(&self, hit: &Hit) -> Option<Arc<Stored>> {
        self.records.get(&hit.id).filter(|stored| stored.etag == hit.etag)
    }

    /// An instant before which no commit to come will lie; what is answered from now on shows everything
    /// that was committed until then, and the last change of an article lies not after it.
    pub fn horizon(&self) -> Result<Timestamp, StoreError> {
        let quiet = self.horizon.of(&self.store, self.elapsed(), || self.sees_all())?;
        let mut last = Query::new(Resource::Article).with_withdrawn();
        (last.sort, last.limit) = (Sort { by: SortBy::Modified, descending: true }, 1);
        let (found, _) = self.find(&last);
        Ok(found.hits.first().map_or(quiet, |hit| hit.modified.max(quiet)))
    }

    /// Every value that records of a resource have under a tag, in order.
    pub fn values(&self, resource: Resource, tag: Tag) -> Vec<String> {
        self.seen().catalog.values(resource, tag)
    }

    /// What is known of an id.
    pub fn record(&self, id: Id) -> Result<Standing, StoreError> {
        if !self.is_whole() {
            return self.read_record(id);
        }
        for _ in 0..RETRIES {
            let Some(hit) = self.hit(id) else {
                return Ok(self.survivor(id).map_or(Standing::Unknown, Standing::Merged));
            };
            if let Some(stored) = self.cached(&hit) {
                return Ok(standing(stored, hit.state));
            }
            if let Some(stored) = self.fetch(&[hit])?.and_then(|mut items| items.pop()) {
                return Ok(standing(stored, hit.state));
            }
            self.reload(&[hit])?;
        }
        Err(StoreError::Busy)
    }

    /// A page of a list.
    pub fn page(&self, query: &Query) -> Result<Page, StoreError> {
        for _ in 0..RETRIES {
            let (found, as_of) = self.find(query);
            let named = named(&found.tallies);
            if let (Some(items), Some(names)) = (self.fetch(&found.hits)?, self.names(&named)?) {
                let Found { total, next, tallies, .. } = found;
                return Ok(Page { items, total, next, tallies, names, as_of });
            }
            self.reload(&[found.hits, named].concat())?;
        }
        Err(StoreError::Busy)
    }

    /// What is counted by a facet, without the records that tell names.
    pub(super) fn tally(&self, query: &Query, wanted: &Values) -> (Tally, i64) {
        let seen = self.seen();
        (seen.catalog.tally(query, wanted), seen.sequence)
    }

    /// The ids and the total of a page, without its records.
    pub fn find(&self, query: &Query) -> (Found, i64) {
        let seen = self.seen();
        (seen.catalog.find(query), seen.sequence)
    }

    /// The labels of subjects that a test lets through, those of most articles first.
    pub fn subjects(&self, fits: impl Fn(&str) -> bool, most: usize) -> Vec<Labelled> {
        self.seen().catalog.subjects(fits, most)
    }

    /// How many articles have an author, an organization or a series.
    pub fn articles_of(&self, tag: Tag, id: Id) -> u64 {
        self.seen().catalog.articles_of(tag, id)
    }

    /// The first and the last year of their dates.
    pub fn years_of(&self, tag: Tag, id: Id) -> Option<(u32, u32)> {
        self.seen().catalog.years_of(tag, id)
    }

    /// Asks what a query lets through, and as of which place in the log.
    pub fn passing<T>(&self, query: &Query, ask: impl FnOnce(&Passing<'_>, i64) -> T) -> T {
        let seen = self.seen();
        ask(&seen.catalog.passing(query), seen.sequence)
    }

    /// Every run of so many numbers in which a query's filters let something through.
    pub fn spans(&self, query: &Query, size: u64) -> Vec<Span> {
        self.seen().catalog.spans(query, size)
    }

    /// One such run, with its records by number.
    pub fn run(&self, query: &Query, place: u64, size: u64) -> Option<(Span, Vec<Hit>)> {
        let seen = self.seen();
        Some((seen.catalog.span(query, place, size)?, seen.catalog.run(query, place, size)))
    }

    /// The ids of articles that relate to this one.
    pub fn related_to(&self, id: Id) -> Vec<Hit> {
        self.seen().catalog.ids_with(Resource::Article, Tag::RelationTarget, &id.to_string())
    }

    /// The place of a record in an order.
    pub fn position(&self, id: Id, by: SortBy) -> Option<Position> {
        self.seen().catalog.position(id, by)
    }

    /// The records of these hits; `None` where one is no longer as its hit says.
    pub fn fetch(&self, hits: &[Hit]) -> Result<Option<Vec<Arc<Stored>>>, StoreError> {
        let mut items: Vec<Option<Arc<Stored>>> = hits.iter().map(|hit| self.cached(hit)).collect();
        let missing: Vec<i64> =
            hits.iter().zip(&items).filter(|(_, item)| item.is_none()).map(|(hit, _)| hit.id.key()).collect();
        if !missing.is_empty() {
            let rows = self.source.read(|db| db.documents(&missing))?;
            let mut rows: std::collections::HashMap<i64, DocumentRow> =
                rows.into_iter().map(|row| (row.id, row)).collect();
            for (hit, item) in hits.iter().zip(items.iter_mut()).filter(|(_, item)| item.is_none()) {
                let Some(row) = rows.remove(&hit.id.key()).filter(|row| row.etag as u64 == hit.etag) else {
                    return Ok(None);
                };
                let stored = Arc::new(Stored::of(hit.id, row));
                self.records.insert(hit.id, stored.clone());
                *item = Some(stored);
            }
        }
        Ok(items.into_iter().collect())
    }

    /// Reads records into memory before they are asked for, the newest articles first, as far as the
    /// cache reaches. Where the database is asked over a network, nothing: it has better things to do.
    pub fn warm(&self) -> Result<(), StoreError> {
        let mut query = Query::new(Resource::Article);
        query.limit = WARM;
        let enough = self.records.capacity() / 10 * 9;
        while !self.store.blocks() && self.records.weight() < enough {
            let (found, _) = self.find(&query);
            self.fetch(&found.hits)?;
            query.after = found.next;
            if query.after.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// Whether the database answers and its schema is ours.
    pub fn is_ready(&self) -> Result<(), StoreError> {
        self.source.read(|db| db.head().map(|_| ()))?;
        migrations::check(&self.store)?;
        self.store.read(mark::check)
    }
}

/// A cache for so many bytes of records, which have some thousands each.
fn cache(bytes: u64) -> Cache<Id, Arc<Stored>, Size> {
    Cache::with_weighter((bytes >> 12) as usize, bytes, Size)
}

/// How many records are read at once before they are asked for.
const WARM: usize = 200;

/// How often a page is tried again when writes run into it.
pub const RETRIES: usize = 8;

pub(super) fn standing(stored: Arc<Stored>, state: State) -> Standing {
    match state {
        State::Listed => Standing::Found(stored),
        State::Withdrawn => Standing::Withdrawn(stored),
        State::Merged(into) => Standing::Merged(into),
    }
}
