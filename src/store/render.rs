//! Rendering records: the bytes, the catalog entry, and what differs from before. No database.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::db::{ChangeRow, EntryRow, RecordRow};
use super::error::StoreError;
use super::neighbours::Circle;
use crate::catalog::Entry;
use crate::domain::article::Status;
use crate::domain::change::ChangeKind;
use crate::domain::digest::hash64;
use crate::domain::{Entity, Id, Resource, Timestamp};
use crate::record::{Derived, Frame, Noticed, RENDERER};

/// The version of all that is derived: of the record and of its catalog entry.
pub const DERIVATION: i32 = RENDERER * 256 + crate::catalog::entry::VERSION as i32;

/// What is the same for all records of a transaction.
pub struct Moment<'a> {
    /// The time of its changes.
    pub time: Timestamp,
    /// Whether records are only brought up to date: what differs is no change then.
    pub upgrading: bool,
    /// Every neighbour.
    pub around: &'a Circle,
}

/// An entity to derive a record of.
pub struct Source {
    /// Its id.
    pub id: Id,
    /// Its slug.
    pub slug: Option<String>,
    /// When it was first kept.
    pub created: Timestamp,
    /// When its body was set; `None` where it has none.
    pub body: Option<Timestamp>,
    /// Whether it is new, so that it has no record yet.
    pub fresh: bool,
    /// Whether others may speak of it already.
    pub awaited: bool,
    /// The ids it refers to, and those of articles with notices that it carries.
    pub references: Vec<Id>,
    /// The articles with notices that it carries.
    pub noticed: Vec<Noticed>,
    /// Its values.
    pub entity: Entity,
}

/// A record to write.
pub struct Rendered {
    /// The row.
    pub row: RecordRow,
    /// What the catalog keeps of it.
    pub entry: EntryRow,
    /// Whether there was none before.
    pub is_new: bool,
    /// The change to log, without its number yet.
    pub change: Option<ChangeRow>,
    /// What the change takes the place of, where there was a record.
    pub before: Option<Vec<u8>>,
}

/// One record; `None` where it is as it was, or is not public.
pub fn one(moment: &Moment<'_>, source: Source, old: Option<&RecordRow>) -> Result<Option<Rendered>, StoreError> {
    let frame = Frame {
        id: source.id,
        slug: source.slug.as_deref(),
        body: source.body,
        noticed: &source.noticed,
        created: source.created,
        modified: old.map_or(moment.time, |row| Timestamp::from_micros(row.modified)),
    };
    let Some(mut derived) = Derived::of(&frame, source.entity, moment.around) else {
        return match old {
            Some(_) => {
                Err(StoreError::Refused(format!("{} is public and cannot become private; withdraw it", source.id)))
            }
            None => Ok(None),
        };
    };
    let mut document = derived.to_bytes()?;
    let same = old.is_some_and(|row| row.document == document);
    if same && old.is_some_and(|row| row.renderer == DERIVATION) {
        return Ok(None);
    }
    let (mut changed, mut before) = (None, None);
    if !(same || moment.upgrading) {
        if old.is_some() {
            derived.set_modified(moment.time);
            document = derived.to_bytes()?;
        }
        let difference = old.map(|old| Difference::between(&old.document, &document)).transpose()?;
        changed = Some(change(moment, source.id, old, &derived, difference.as_ref())?);
        before = difference.map(|difference| serde_json::to_vec(&difference.before)).transpose()?;
    }
    let etag = hash64(&document);
    let modified = if changed.is_some() { moment.time } else { frame.modified };
    let row = RecordRow {
        id: source.id.key(),
        etag: etag as i64,
        modified: modified.micros(),
        renderer: DERIVATION,
        document,
    };
    let entry = EntryRow { id: row.id, bytes: Entry::of_derived(&derived, etag).to_bytes() };
    Ok(Some(Rendered { row, entry, is_new: old.is_none(), change: changed, before }))
}

fn change(
    moment: &Moment<'_>,
    id: Id,
    old: Option<&RecordRow>,
    derived: &Derived,
    difference: Option<&Difference<'_>>,
) -> Result<ChangeRow, StoreError> {
    let before = old.map(|row| row.document.as_slice());
    let kind = match (derived, before) {
        (Derived::Merged(_), _) => ChangeKind::Merged,
        (Derived::Record(record), before) if record.is_tombstone() && !before.is_some_and(is_tombstone) => {
            ChangeKind::Withdrawn
        }
        (Derived::Record(_), None) => ChangeKind::Created,
        (Derived::Record(_), Some(_)) => ChangeKind::Updated,
    };
    // Between a record and what only leads to another, everything differs.
    let is_whole = kind == ChangeKind::Merged || difference.is_some_and(|own| own.before.contains_key("merged_into"));
    Ok(ChangeRow {
        sequence: 0,
        id: id.key(),
        kind: kind.name().to_owned(),
        time: moment.time.micros(),
        fields: difference.filter(|_| !is_whole).map_or(Ok("[]".to_owned()), Difference::fields)?,
        series_before: before.map_or(Ok("[]".to_owned()), |b| series_of(id, b))?,
        series_after: serde_json::to_string(&derived.series())?,
    })
}

type Fields<'a> = BTreeMap<&'a str, &'a RawValue>;

/// What differs between two records of one thing.
struct Difference<'a> {
    /// The old values of the top-level fields that differ.
    before: Fields<'a>,
}

impl<'a> Difference<'a> {
    fn between(before: &'a [u8], after: &'a [u8]) -> Result<Self, StoreError> {
        let (mut before, after): (Fields, Fields) = (serde_json::from_slice(before)?, serde_json::from_slice(after)?);
        before.retain(|name, value| after.get(name).is_none_or(|after| after.get() != value.get()));
        Ok(Difference { before })
    }

    /// The names of the fields, `modified` aside, as a JSON list.
    fn fields(&self) -> Result<String, StoreError> {
        let names: Vec<&str> = self.before.keys().copied().filter(|name| *name != "modified").collect();
        Ok(serde_json::to_string(&names)?)
    }
}

fn is_tombstone(document: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Standing {
        status: Option<String>,
        withdrawal: Option<serde::de::IgnoredAny>,
    }
    serde_json::from_slice::<Standing>(document)
        .is_ok_and(|own| own.withdrawal.is_some() || own.status.is_some_and(|own| own == Status::Withdrawn.word()))
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
