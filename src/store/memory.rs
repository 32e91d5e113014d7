//! What an import keeps in mind, of one batch and from one to the next.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use super::awaited::Awaited;
use super::db::SourceRow;
use crate::domain::Id;
use crate::import::fingerprint::Prepared;

/// What an import remembers between its transactions while nobody else writes.
#[derive(Default)]
pub struct Memory {
    pub(super) mentions: HashMap<String, (i64, Id)>,
    pub(super) colleagues: BTreeSet<(Id, Id)>,
    /// Authors and organizations that are not withdrawn.
    pub(super) standing: BTreeSet<Id>,
    /// What was referred to and has not come; this holds whoever else writes.
    pub(super) awaited: Awaited,
}

impl Memory {
    /// What an item that is only mentioned is, where it was mentioned before and nothing else was said of it.
    pub(super) fn mentioned(&self, prepared: &Prepared) -> Option<Id> {
        let (fingerprint, id) = self.mentions.get(prepared.item.source_key()?)?;
        (prepared.item.mentioned && *fingerprint == prepared.fingerprint).then_some(*id)
    }

    /// Remembers whether a thing stands, from now on.
    pub(super) fn stands(&mut self, id: Id, stands: bool) {
        match stands && id.resource().merges() {
            true => self.standing.insert(id),
            false => self.standing.remove(&id),
        };
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.mentions.clear();
        self.colleagues.clear();
        self.standing.clear();
    }
}

/// What the source said in the documents of one batch, which the store does not have yet.
#[derive(Default)]
pub struct Said {
    rows: BTreeMap<String, SourceRow>,
    keys: HashMap<i64, Vec<String>>,
}

impl Said {
    pub(super) fn add(&mut self, row: SourceRow) {
        self.keys.entry(row.id).or_default().push(row.key.clone());
        self.rows.insert(row.key.clone(), row);
    }

    pub(super) fn get(&self, key: &str) -> Option<&SourceRow> {
        self.rows.get(key)
    }

    pub(super) fn keys_of(&self, id: Id) -> impl Iterator<Item = &str> {
        self.keys.get(&id.key()).into_iter().flatten().map(String::as_str)
    }

    /// The rows to keep.
    pub fn into_rows(self) -> Vec<SourceRow> {
        self.rows.into_values().collect()
    }
}
