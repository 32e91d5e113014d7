//! Deriving records in a transaction, and logging what the public sees change.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use serde_json::value::RawValue;

use super::db::{ChangeRow, Db, EntityRow, Head, RecordRow};
use super::error::StoreError;
use super::neighbours::Circle;
use super::session::Draft;
use crate::catalog::Entry;
use crate::domain::article::Status;
use crate::domain::change::ChangeKind;
use crate::domain::digest::hash64;
use crate::domain::{Entity, Id, Resource, Timestamp};
use crate::record::{Frame, RENDERER, Record};

/// The version of all that is derived: of the record and of its catalog entry.
pub const DERIVATION: i32 = RENDERER * 256 + crate::catalog::entry::VERSION as i32;

/// Derives records and collects the changes; [`Derivation::finish`] gives them their numbers.
pub struct Derivation<'a> {
    db: &'a mut dyn Db,
    circle: &'a mut Circle,
    head: Head,
    time: Timestamp,
    changed: Vec<Id>,
    upgrading: bool,
}

impl<'a> Derivation<'a> {
    /// Begins. The write lock is held, so that the number after the log's end is ours; time does not
    /// run backwards even where the clock did.
    pub fn new(db: &'a mut dyn Db, circle: &'a mut Circle, now: Timestamp) -> Result<Self, StoreError> {
        let head = db.head()?;
        let time = now.max(Timestamp::from_micros(head.time));
        Ok(Derivation { db, circle, head, time, changed: Vec::new(), upgrading: false })
    }

    /// Begins to bring records of an older renderer up to date: nothing was written, so that what
    /// differs is no change.
    pub fn upgrade(db: &'a mut dyn Db, circle: &'a mut Circle, now: Timestamp) -> Result<Self, StoreError> {
        Ok(Derivation { upgrading: true, ..Derivation::new(db, circle, now)? })
    }

    /// Derives the records of these ids; `drafts` are newer than what the store has read before.
    pub fn derive(&mut self, ids: &[Id], drafts: &BTreeMap<Id, Draft>) -> Result<(), StoreError> {
        let sources = self.sources(ids, drafts)?;
        self.circle.gather(self.db, sources.iter().map(|s| &*s.entity))?;
        let known = sources.iter().filter(|s| !s.fresh).map(|s| s.id.key()).collect::<Vec<_>>();
        let mut stored: HashMap<i64, RecordRow> = self.db.records(&known)?.into_iter().map(|r| (r.id, r)).collect();
        let (mut added, mut rows, mut changes) = (Vec::new(), Vec::new(), Vec::new());
        for source in &sources {
            let old = stored.remove(&source.id.key());
            let is_new = old.is_none();
            if let Some((row, change)) = self.one(source, old)? {
                if is_new {
                    added.push(row)
                } else {
                    rows.push(row)
                }
                changes.extend(change);
            }
        }
        self.db.insert_records(&added)?;
        self.db.put_records(&rows)?;
        self.db.append_changes(&changes)
    }

    /// The ids whose public bytes changed.
    pub fn finish(self) -> Result<Vec<Id>, StoreError> {
        Ok(self.changed)
    }

    fn sources<'d>(&mut self, ids: &[Id], drafts: &'d BTreeMap<Id, Draft>) -> Result<Vec<Source<'d>>, StoreError> {
        let others: Vec<i64> = ids.iter().filter(|id| !drafts.contains_key(id)).map(|id| id.key()).collect();
        let mut rows: HashMap<i64, EntityRow> = self.db.entities(&others)?.into_iter().map(|r| (r.id, r)).collect();
        let mut sources = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(draft) = drafts.get(id) {
                let kept = draft.before.as_ref().is_some_and(|row| row.paragraphs > 0);
                sources.push(Source {
                    id: *id,
                    slug: draft.slug.clone(),
                    created: draft.created,
                    has_body: draft.body.as_ref().map_or(kept, |body| !body.is_empty()),
                    fresh: draft.before.is_none(),
                    entity: Cow::Borrowed(&draft.entity),
                });
            } else if let Some(row) = rows.remove(&id.key()) {
                sources.push(Source {
                    id: *id,
                    slug: row.slug,
                    created: Timestamp::from_micros(row.created),
                    has_body: row.paragraphs > 0,
                    fresh: false,
                    entity: Cow::Owned(serde_json::from_slice(&row.document)?),
                });
            }
        }
        Ok(sources)
    }

    /// The row to write and the change to log for one record; `None` where nothing differs.
    fn one(
        &mut self,
        source: &Source<'_>,
        old: Option<RecordRow>,
    ) -> Result<Option<(RecordRow, Option<ChangeRow>)>, StoreError> {
        let frame = Frame {
            id: source.id,
            slug: source.slug.as_deref(),
            has_body: source.has_body,
            created: source.created,
            modified: old.as_ref().map_or(self.time, |row| Timestamp::from_micros(row.modified)),
        };
        let Some(mut record) = Record::derive(&frame, &source.entity, self.circle) else {
            return match old {
                Some(_) => {
                    Err(StoreError::Refused(format!("{} is public and cannot become private; withdraw it", source.id)))
                }
                None => Ok(None),
            };
        };
        let mut document = record.to_bytes()?;
        let same = old.as_ref().is_some_and(|row| row.document == document);
        if same && old.as_ref().is_some_and(|row| row.renderer == DERIVATION) {
            return Ok(None);
        }
        let mut change = None;
        if !(same || self.upgrading) {
            if old.is_some() {
                record.set_modified(self.time);
                document = record.to_bytes()?;
            }
            change = Some(self.change(source, old.as_ref(), &record, &document)?);
        }
        let etag = hash64(&document);
        let modified = if change.is_some() { self.time } else { frame.modified };
        let row = RecordRow {
            id: source.id.key(),
            etag: etag as i64,
            modified: modified.micros(),
            renderer: DERIVATION,
            entry: Entry::of(&record, etag).to_bytes(),
            document,
        };
        Ok(Some((row, change)))
    }

    fn change(
        &mut self,
        source: &Source<'_>,
        old: Option<&RecordRow>,
        record: &Record,
        new: &[u8],
    ) -> Result<ChangeRow, StoreError> {
        let before = old.map(|row| row.document.as_slice());
        let kind = match (&*source.entity, before) {
            (Entity::Article(a), before) if a.status == Status::Withdrawn && !before.is_some_and(is_tombstone) => {
                ChangeKind::Withdrawn
            }
            (_, None) => ChangeKind::Created,
            _ => ChangeKind::Updated,
        };
        self.head.sequence += 1;
        self.changed.push(source.id);
        Ok(ChangeRow {
            sequence: self.head.sequence,
            id: source.id.key(),
            kind: kind.name().to_owned(),
            time: self.time.micros(),
            fields: changed_fields(before, new)?,
            series_before: before.map_or(Ok("[]".to_owned()), |b| series_of(source.id, b))?,
            series_after: serde_json::to_string(&record.series())?,
        })
    }
}

/// An entity to derive a record of.
struct Source<'a> {
    id: Id,
    slug: Option<String>,
    created: Timestamp,
    has_body: bool,
    fresh: bool,
    entity: Cow<'a, Entity>,
}

type Fields<'a> = BTreeMap<&'a str, &'a RawValue>;

/// The names of top-level fields that differ, `modified` aside, as a JSON list. All of a new record's
/// fields are new: the list is then empty.
fn changed_fields(before: Option<&[u8]>, after: &[u8]) -> Result<String, StoreError> {
    let Some(before) = before else { return Ok("[]".to_owned()) };
    let (before, after): (Fields, Fields) = (serde_json::from_slice(before)?, serde_json::from_slice(after)?);
    let differs = |(name, value): &(&&str, &&RawValue)| before.get(**name).is_none_or(|b| b.get() != value.get());
    let names: Vec<&str> = after.iter().filter(differs).map(|(name, _)| *name).filter(|n| *n != "modified").collect();
    Ok(serde_json::to_string(&names)?)
}

fn is_tombstone(document: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Standing {
        status: String,
    }
    serde_json::from_slice::<Standing>(document).is_ok_and(|s| s.status == Status::Withdrawn.word())
}

/// The ids of the series a record belongs to, as a JSON list.
fn series_of(id: Id, document: &[u8]) -> Result<String, StoreError> {
    #[derive(serde::Deserialize)]
    struct Named {
        id: String,
    }
    #[derive(serde::Deserialize)]
    struct Appearance {
        series: Option<Named>,
    }
    #[derive(serde::Deserialize)]
    struct Belonging {
        series: Option<Named>,
        #[serde(default)]
        appearances: Vec<Appearance>,
    }
    match id.resource() {
        Resource::Series => return Ok(serde_json::to_string(&[id])?),
        Resource::Author | Resource::Organization => return Ok("[]".to_owned()),
        Resource::Article | Resource::Disclaimer => {}
    }
    let own: Belonging = serde_json::from_slice(document)?;
    let mut ids: Vec<Id> = own
        .appearances
        .into_iter()
        .filter_map(|a| a.series)
        .chain(own.series)
        .filter_map(|s| s.id.parse().ok())
        .collect();
    ids.sort();
    ids.dedup();
    Ok(serde_json::to_string(&ids)?)
}
