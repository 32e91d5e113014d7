//! The public change log's words.

use serde::{Deserialize, Serialize};

use super::{Id, Timestamp};

/// What happened to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It became visible.
    Created,
    /// Its public bytes changed.
    Updated,
    /// It was withdrawn; a tombstone stays.
    Withdrawn,
    /// It was merged into another, or what it was merged into was; its address leads there.
    Merged,
}

impl ChangeKind {
    /// Its name in the log.
    pub const fn name(self) -> &'static str {
        match self {
            ChangeKind::Created => "created",
            ChangeKind::Updated => "updated",
            ChangeKind::Withdrawn => "withdrawn",
            ChangeKind::Merged => "merged",
        }
    }

    /// Reads a name of the log.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Created, Self::Updated, Self::Withdrawn, Self::Merged].into_iter().find(|kind| kind.name() == name)
    }
}

/// What of a change tells where, what and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its place in the log, from 1; number order is commit order.
    pub sequence: i64,
    /// The record that changed.
    pub id: Id,
    /// What happened to it.
    pub kind: ChangeKind,
    /// When; never earlier than the change before it.
    pub time: Timestamp,
}

/// The public projection of a write: one entry of the gap-free log.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where, what and when.
    pub event: Event,
    /// The top-level fields whose values changed; none of a record that is new.
    pub fields: Vec<String>,
    /// Ids of the series it belonged to before.
    pub series_before: Vec<Id>,
    /// Ids of the series it belongs to since.
    pub series_after: Vec<Id>,
}
