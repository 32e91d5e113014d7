//! The catalog.

use super::entry::Entry;
use super::query::{Found, Hit, Query};
use super::reference::Reference;
use super::term::Tag;
use crate::domain::{Id, Resource};

/// The index over all public records.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    all: Reference,
}

impl Catalog {
    /// A catalog of these records; each id stands once.
    pub fn load(entries: impl IntoIterator<Item = (Id, Entry)>) -> Self {
        let mut catalog = Catalog::default();
        catalog.apply_many(entries.into_iter().map(|(id, entry)| (id, Some(entry))).collect());
        catalog
    }

    /// Puts a record in, in the place of an older one where there is one, or takes it out.
    pub fn apply(&mut self, id: Id, entry: Option<Entry>) {
        self.apply_many(vec![(id, entry)]);
    }

    /// Does the same for many records; of several changes of one id the last one counts.
    pub fn apply_many(&mut self, changes: Vec<(Id, Option<Entry>)>) {
        changes.into_iter().for_each(|(id, entry)| self.all.apply(id, entry));
    }

    /// Answers a query.
    pub fn find(&self, query: &Query) -> Found {
        self.all.find(query)
    }

    /// One record.
    pub fn get(&self, id: Id) -> Option<Hit> {
        self.all.get(id)
    }

    /// How many records of a resource are listed; withdrawn ones are not.
    pub fn count(&self, resource: Resource) -> u64 {
        self.find(&Query::new(resource)).total
    }

    /// Every record with this term, withdrawn ones too, by id.
    pub fn ids_with(&self, resource: Resource, tag: Tag, value: &str) -> Vec<Hit> {
        let mut query = Query::new(resource).with_term(tag, value).with_withdrawn();
        query.limit = usize::MAX;
        let mut hits = self.find(&query).hits;
        hits.sort_unstable_by_key(|hit| hit.id);
        hits
    }
}
