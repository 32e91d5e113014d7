//! The public document of each resource, derived from the truth when something it shows is written.
//!
//! A record is a pure function of its own entity and its [`Neighbours`]; it shows what a reader may
//! see and nothing else. Neighbours are embedded one hop deep; nothing is counted.

pub mod article;
pub mod author;
pub mod disclaimer;
mod doubt;
pub mod formats;
pub mod merged;
pub mod neighbour;
pub mod noticed;
pub mod organization;
pub mod public;
pub mod series;
pub mod sets;
pub mod withdrawal;

pub use merged::{Derived, Merged};
pub use neighbour::{Neighbour, Neighbours};
pub use noticed::Noticed;

use serde::Serialize;

use crate::domain::article::Status;
use crate::domain::{Entity, Id, Resource, Timestamp};

/// The version of the derivation. Raised whenever the same truth gives other bytes; records of an
/// older version are derived anew, without an entry in the change log.
pub const RENDERER: i32 = 5;

/// What every record is derived from beside the entity and its neighbours.
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    /// Its own id.
    pub id: Id,
    /// Its slug.
    pub slug: Option<&'a str>,
    /// When the text of this article was set; `None` where the archive does not have it.
    pub body: Option<Timestamp>,
    /// The articles that have notices which this one carries.
    pub noticed: &'a [Noticed],
    /// When it was first kept.
    pub created: Timestamp,
    /// When its public bytes last changed.
    pub modified: Timestamp,
}

/// A record of any resource.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Record {
    /// An article, or its tombstone.
    Article(Box<article::Article>),
    /// An author.
    Author(Box<author::Author>),
    /// An organization.
    Organization(Box<organization::Organization>),
    /// A series.
    Series(Box<series::Series>),
    /// A disclaimer.
    Disclaimer(Box<disclaimer::Disclaimer>),
}

impl Record {
    /// Derives the record of an entity; `None` while it is not public.
    pub fn derive(frame: &Frame<'_>, mut entity: Entity, around: &dyn Neighbours) -> Option<Record> {
        if !entity.is_public() {
            return None;
        }
        public::redact_texts(&mut entity, around);
        withdrawal::strip(&mut entity);
        Some(match &entity {
            Entity::Article(own) => Record::Article(Box::new(article::derive(frame, own, around))),
            Entity::Author(own) => Record::Author(Box::new(author::derive(frame, own, around))),
            Entity::Organization(own) => Record::Organization(Box::new(organization::derive(frame, own, around))),
            Entity::Series(own) => Record::Series(Box::new(series::derive(frame, own, around))),
            Entity::Disclaimer(own) => Record::Disclaimer(Box::new(disclaimer::derive(frame, own, around))),
        })
    }

    /// Its id.
    pub fn id(&self) -> Id {
        match self {
            Record::Article(r) => r.id,
            Record::Author(r) => r.id,
            Record::Organization(r) => r.id,
            Record::Series(r) => r.id,
            Record::Disclaimer(r) => r.id,
        }
    }

    /// When its public bytes last changed.
    pub fn modified(&self) -> Timestamp {
        match self {
            Record::Article(r) => r.modified,
            Record::Author(r) => r.modified,
            Record::Organization(r) => r.modified,
            Record::Series(r) => r.modified,
            Record::Disclaimer(r) => r.modified,
        }
    }

    /// Whether it is what stays of a withdrawn thing.
    pub fn is_tombstone(&self) -> bool {
        match self {
            Record::Article(own) => own.status == Status::Withdrawn.word(),
            Record::Author(own) => own.withdrawal.is_some(),
            Record::Organization(own) => own.withdrawal.is_some(),
            Record::Series(own) => own.withdrawal.is_some(),
            Record::Disclaimer(own) => own.withdrawal.is_some(),
        }
    }

    /// Puts another time of modification in.
    pub fn set_modified(&mut self, modified: Timestamp) {
        match self {
            Record::Article(r) => r.modified = modified,
            Record::Author(r) => r.modified = modified,
            Record::Organization(r) => r.modified = modified,
            Record::Series(r) => r.modified = modified,
            Record::Disclaimer(r) => r.modified = modified,
        }
    }

    /// The ids of the series it belongs to, ascending: those in which an article appeared or a
    /// disclaimer stands, and a series itself.
    pub fn series(&self) -> Vec<Id> {
        let mut ids: Vec<Id> = match self {
            Record::Article(own) => {
                let appeared = own.appearances.iter().filter_map(|a| a.series.as_ref());
                appeared.chain(&own.series).map(|series| series.id).collect()
            }
            Record::Series(own) => vec![own.id],
            Record::Disclaimer(own) => own.series.iter().map(|series| series.id).collect(),
            Record::Author(_) | Record::Organization(_) => Vec::new(),
        };
        ids.sort();
        ids.dedup();
        ids
    }

    /// Reads the canonical bytes of a record back.
    pub fn from_bytes(resource: Resource, bytes: &[u8]) -> Result<Record, serde_json::Error> {
        // Texts are looked at once for what is no UTF-8, and not one by one.
        let json = std::str::from_utf8(bytes).map_err(serde::de::Error::custom)?;
        Ok(match resource {
            Resource::Article => Record::Article(serde_json::from_str(json)?),
            Resource::Author => Record::Author(serde_json::from_str(json)?),
            Resource::Organization => Record::Organization(serde_json::from_str(json)?),
            Resource::Series => Record::Series(serde_json::from_str(json)?),
            Resource::Disclaimer => Record::Disclaimer(serde_json::from_str(json)?),
        })
    }

    /// The canonical bytes: compact JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = Vec::with_capacity(6_144);
        serde_json::to_writer(&mut bytes, self)?;
        Ok(bytes)
    }
}
