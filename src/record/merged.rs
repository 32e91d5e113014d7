//! Where a merged thing leads: all that the public keeps of it.

use serde::Serialize;

use super::{Frame, Neighbour, Neighbours, Record};
use crate::domain::{Entity, Id, Timestamp};

/// That a thing was merged into another. It is in no list and in no answer: its address leads on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Merged {
    /// Its id.
    pub id: Id,
    /// What it leads to; that is merged into nothing.
    pub merged_into: Id,
    /// Since when it leads there.
    pub modified: Timestamp,
    /// The ORCID iD or ROR id by which it was known: whoever looks for it is led on too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
}

/// What is derived of an entity.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Derived {
    /// Its record.
    Record(Record),
    /// That it is another's by now.
    Merged(Merged),
}

impl Derived {
    /// What is public of an entity; `None` while nothing is. What was merged into something that has not come
    /// yet stays what it is until then.
    pub fn of(frame: &Frame<'_>, entity: Entity, around: &dyn Neighbours) -> Option<Derived> {
        let survivor = entity.merged_into().and_then(|id| around.get(id)).and_then(Neighbour::agent);
        match survivor.filter(|survivor| *survivor != frame.id) {
            Some(merged_into) => {
                let identifier = match Record::derive(frame, entity, around) {
                    Some(Record::Author(own)) => own.orcid,
                    Some(Record::Organization(own)) => own.ror,
                    _ => None,
                };
                Some(Derived::Merged(Merged { id: frame.id, merged_into, modified: frame.modified, identifier }))
            }
            None => Record::derive(frame, entity, around).map(Derived::Record),
        }
    }

    /// Puts another time of modification in.
    pub fn set_modified(&mut self, modified: Timestamp) {
        match self {
            Derived::Record(own) => own.set_modified(modified),
            Derived::Merged(own) => own.modified = modified,
        }
    }

    /// The ids of the series it belongs to, ascending.
    pub fn series(&self) -> Vec<Id> {
        match self {
            Derived::Record(own) => own.series(),
            Derived::Merged(_) => Vec::new(),
        }
    }

    /// The bytes that are kept.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        match self {
            Derived::Record(own) => own.to_bytes(),
            Derived::Merged(own) => serde_json::to_vec(own),
        }
    }
}
