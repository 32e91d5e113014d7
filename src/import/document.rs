//! The unit of an import: one document, with all it says.

use super::report::Problem;
use crate::domain::{Entity, Id, Timestamp};

/// One line of JSON Lines or one text: written whole or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Where it stands, from 1; for messages. A text file is line 1.
    pub line: u64,
    /// What it says, in an order in which each item refers only to those before it, to other lines of
    /// the source, or to what the archive already has.
    pub items: Vec<Item>,
    /// What an editor should know about it: values that were dropped, read otherwise, or in doubt.
    pub problems: Vec<Problem>,
}

/// Keys that begin so hold inside one document only: what they name is known by what it says, not by
/// its key.
pub const LOCAL: char = '~';

/// One resource that a document speaks of.
///
/// References inside `entity` are ids, or keys written `@key`: the key of an item of this document or
/// of another of the same source.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its key in the source, without `@`. The same key of the same source is the same resource,
    /// however often it is imported.
    pub key: Option<String>,
    /// The id it had where it was exported, or has here.
    pub id: Option<Id>,
    /// Its slug where it was exported.
    pub slug: Option<String>,
    /// When it was first kept, where it was exported.
    pub created: Option<Timestamp>,
    /// When its public bytes last changed, where it was exported.
    pub modified: Option<Timestamp>,
    /// Whether the document is about it, or only mentions it (an author of an article, its series):
    /// what is mentioned is matched with what is known, and made new where nothing matches.
    pub mentioned: bool,
    /// The values.
    pub entity: Entity,
}

impl Item {
    /// Its key, where the key holds in the whole source.
    pub fn source_key(&self) -> Option<&str> {
        self.key.as_deref().filter(|key| !key.starts_with(LOCAL))
    }

    /// What a document is about.
    pub fn subject(key: impl Into<String>, entity: Entity) -> Self {
        Item { key: Some(key.into()), id: None, slug: None, created: None, modified: None, mentioned: false, entity }
    }

    /// What a document mentions.
    pub fn mentioned(key: impl Into<String>, entity: Entity) -> Self {
        Item { mentioned: true, ..Item::subject(key, entity) }
    }
}
