//! Reading the change log.

use super::db::ChangeRow;
use super::error::StoreError;
use super::reader::Reader;
use crate::domain::change::{Change, ChangeKind, Event};
use crate::domain::{Id, Timestamp};

impl Reader {
    /// Up to `limit` changes after a place in the log, in order: where, what and when.
    pub fn events(&self, after: i64, limit: i64) -> Result<Vec<Event>, StoreError> {
        let rows = self.source().read(|db| db.changes(after, limit))?;
        rows.iter().map(event).collect()
    }

    /// Up to `limit` changes after a place in the log, in order, none of them newer than what has been
    /// seen: who asks for a record after being told of its change is given the changed one.
    pub fn changes(&self, after: i64, limit: i64) -> Result<Vec<Change>, StoreError> {
        let seen = self.sequence();
        let rows = self.source().read(|db| db.changes(after, limit.min(seen.saturating_sub(after)).max(0)))?;
        rows.iter().map(change).collect()
    }

    /// The end of the log: its last place and time; `None` while nothing has happened.
    pub fn head(&self) -> Result<Option<(i64, Timestamp)>, StoreError> {
        let head = self.source().read(|db| db.head())?;
        Ok((head.sequence > 0).then(|| (head.sequence, Timestamp::from_micros(head.time))))
    }
}

fn event(row: &ChangeRow) -> Result<Event, StoreError> {
    let (id, kind) = (Id::from_key(row.id), ChangeKind::parse(&row.kind));
    let (id, kind) = id.zip(kind).ok_or_else(|| StoreError::Corrupt(format!("change {}", row.sequence)))?;
    Ok(Event { sequence: row.sequence, id, kind, time: Timestamp::from_micros(row.time) })
}

pub(super) fn change(row: &ChangeRow) -> Result<Change, StoreError> {
    Ok(Change {
        event: event(row)?,
        fields: serde_json::from_str(&row.fields)?,
        series_before: serde_json::from_str(&row.series_before)?,
        series_after: serde_json::from_str(&row.series_after)?,
    })
}
