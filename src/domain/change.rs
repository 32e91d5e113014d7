//! The public change log's words.

use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{Id, Resource, Timestamp};

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

vocabulary! {
    /// How a change is told to others.
    Told {
        /// It became visible.
        Created = "created",
        /// Its public bytes changed.
        #[default] Updated = "updated",
        /// It was withdrawn; a tombstone stays.
        Withdrawn = "withdrawn",
        /// It was merged into another, or what it was merged into was; its address leads there.
        Merged = "merged",
        /// It is there, but no longer in any of the series that were asked for.
        Left = "left",
    }
}

impl Told {
    /// All of them.
    pub const ALL: [Told; 5] = [Told::Created, Told::Updated, Told::Withdrawn, Told::Merged, Told::Left];

    /// Reads one of the words.
    pub fn parse(word: &str) -> Option<Told> {
        Told::ALL.into_iter().find(|told| told.word() == word)
    }
}

impl From<ChangeKind> for Told {
    fn from(kind: ChangeKind) -> Told {
        match kind {
            ChangeKind::Created => Told::Created,
            ChangeKind::Updated => Told::Updated,
            ChangeKind::Withdrawn => Told::Withdrawn,
            ChangeKind::Merged => Told::Merged,
        }
    }
}

/// Which changes are wanted. Nothing named is everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Of these resources.
    pub resources: Vec<Resource>,
    /// Records of these series.
    pub series: Vec<Id>,
}

impl Filter {
    /// How a change is told to whoever asked so; `None` where it is nothing to them.
    pub fn tells(&self, change: &Change) -> Option<Told> {
        let is_wanted = |ids: &[Id]| ids.iter().any(|id| self.series.contains(id));
        if !self.resources.is_empty() && !self.resources.contains(&change.event.id.resource()) {
            return None;
        }
        if self.series.is_empty() || is_wanted(&change.series_after) {
            return Some(change.event.kind.into());
        }
        match (is_wanted(&change.series_before), change.event.kind) {
            (false, _) => None,
            (true, ChangeKind::Withdrawn) => Some(Told::Withdrawn),
            (true, _) => Some(Told::Left),
        }
    }
}

/// A place in the log as it is written: the epoch, a hyphen and the number of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The epoch.
    pub epoch: &'a str,
    /// The number of the change; 0 before the first.
    pub number: i64,
}

impl<'a> Place<'a> {
    /// Reads one; `None` where it has not the form of one.
    pub fn parse(text: &'a str) -> Option<Place<'a>> {
        let (epoch, number) = text.rsplit_once('-')?;
        let is_epoch = !epoch.is_empty() && epoch.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase());
        let is_number = (1..=18).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        let number = number.parse().ok().filter(|_| is_epoch && is_number)?;
        Some(Place { epoch, number })
    }

    /// Its number in a log of this epoch that goes so far; `None` where the log has no such place.
    pub fn in_log(self, epoch: &str, head: i64) -> Option<i64> {
        (self.epoch == epoch && self.number <= head).then_some(self.number)
    }
}

impl std::fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.epoch, self.number)
    }
}
