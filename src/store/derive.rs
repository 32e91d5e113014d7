//! Deriving records in a transaction, and logging what the public sees change.

use std::collections::{BTreeMap, HashMap};

use super::beside::beside;
use super::db::{Db, EntityRow, Head, RecordRow, VersionRow};
use super::error::StoreError;
use super::neighbours::Circle;
use super::notices;
use super::render::{self, Moment, Source};
use super::rows::Later;
use super::session::Draft;
use crate::domain::{Entity, Id, Timestamp};

/// Derives records and collects the changes; [`Derivation::finish`] gives them their numbers.
pub struct Derivation<'a> {
    db: &'a mut dyn Db,
    circle: &'a mut Circle,
    head: Head,
    now: Timestamp,
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
        Ok(Derivation { db, circle, head, now, time, changed: Vec::new(), upgrading: false })
    }

    /// Begins to bring records of an older renderer up to date: nothing was written, so that what
    /// differs is no change.
    pub fn upgrade(db: &'a mut dyn Db, circle: &'a mut Circle, now: Timestamp) -> Result<Self, StoreError> {
        Ok(Derivation { upgrading: true, ..Derivation::new(db, circle, now)? })
    }

    /// Derives the records of these ids and takes their drafts, which are newer than what the store has
    /// read before. Meanwhile `later` is written.
    pub fn derive(
        &mut self,
        ids: &[Id],
        drafts: &mut BTreeMap<Id, Draft>,
        later: &mut Later,
    ) -> Result<(), StoreError> {
        let mut sources = self.sources(ids, drafts)?;
        notices::bring(self.db, &mut sources, later)?;
        self.circle.gather(self.db, sources.iter().flat_map(|source| source.references.iter().copied()))?;
        let known = sources.iter().filter(|s| !s.fresh).map(|s| s.id.key()).collect::<Vec<_>>();
        let mut stored: HashMap<i64, RecordRow> = self.db.records(&known)?.into_iter().map(|r| (r.id, r)).collect();
        let with_old = |source: Source| {
            let old = stored.remove(&source.id.key());
            (source, old)
        };
        let due = sources.into_iter().map(with_old).collect();
        let moment = Moment { time: self.time, upgrading: self.upgrading, around: self.circle };
        beside(
            due,
            |(source, old)| render::one(&moment, source, old.as_ref()),
            |results| {
                later.write(self.db)?;
                for block in results {
                    let (mut added, mut rows, mut changes, mut versions) = (vec![], vec![], vec![], vec![]);
                    let (mut new_entries, mut entries) = (vec![], vec![]);
                    for rendered in block?.into_iter().flatten() {
                        match rendered.is_new {
                            true => (added.push(rendered.row), new_entries.push(rendered.entry)),
                            false => (rows.push(rendered.row), entries.push(rendered.entry)),
                        };
                        if let Some(mut change) = rendered.change {
                            self.head.sequence += 1;
                            change.sequence = self.head.sequence;
                            self.changed.extend(Id::from_key(change.id));
                            let (id, sequence) = (change.id, change.sequence);
                            versions.extend(rendered.before.map(|before| VersionRow { id, sequence, before }));
                            changes.push(change);
                        }
                    }
                    self.db.insert_records(&added)?;
                    self.db.put_records(&rows)?;
                    self.db.insert_entries(&new_entries)?;
                    self.db.put_entries(&entries)?;
                    self.db.append_changes(&changes)?;
                    self.db.insert_versions(&versions)?;
                }
                Ok(())
            },
        )
    }

    /// The ids whose public bytes changed.
    pub fn finish(self) -> Vec<Id> {
        self.changed
    }

    fn sources(&mut self, ids: &[Id], drafts: &mut BTreeMap<Id, Draft>) -> Result<Vec<Source>, StoreError> {
        let others: Vec<i64> = ids.iter().filter(|id| !drafts.contains_key(id)).map(|id| id.key()).collect();
        let mut rows: HashMap<i64, EntityRow> = self.db.entities(&others)?.into_iter().map(|r| (r.id, r)).collect();
        let mut sources = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(draft) = drafts.remove(id) {
                let kept = draft.before.as_ref().and_then(EntityRow::body_set);
                sources.push(Source {
                    id: *id,
                    slug: draft.slug,
                    created: draft.created,
                    body: draft.body.as_ref().map_or(kept, |body| (!body.is_empty()).then_some(self.now)),
                    fresh: draft.before.is_none(),
                    awaited: draft.before.is_some() || draft.awaited,
                    references: draft.references,
                    noticed: Vec::new(),
                    entity: draft.entity,
                });
            } else if let Some(row) = rows.remove(&id.key()) {
                let mut entity: Entity = serde_json::from_slice(&row.document)?;
                sources.push(Source {
                    id: *id,
                    body: row.body_set(),
                    slug: row.slug,
                    created: Timestamp::from_micros(row.created),
                    fresh: false,
                    awaited: true,
                    references: entity.references(),
                    noticed: Vec::new(),
                    entity,
                });
            }
        }
        Ok(sources)
    }
}
