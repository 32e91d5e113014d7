//! The catalog.

use std::collections::BTreeMap;

use super::entry::Entry;
use super::load::Loading;
use super::paging::{page, skip};
use super::passing::Passing;
use super::query::{Found, Hit, Position, Query};
use super::shelf::Shelf;
use super::sort::SortBy;
use super::term::Tag;
use crate::domain::{Id, Resource};

/// The index over all public records.
///
/// Reading takes it shared, changing takes it alone: it belongs behind a lock, together with the
/// sequence number of the change log up to which it was fed.
#[derive(Clone, Debug)]
pub struct Catalog {
    pub(super) shelves: [Shelf; 5],
    /// What was merged, and what it leads to.
    pub(super) merged: BTreeMap<Id, Id>,
}

impl Default for Catalog {
    fn default() -> Self {
        Catalog { shelves: Resource::ALL.map(Shelf::new), merged: BTreeMap::new() }
    }
}

impl Catalog {
    /// A catalog of these records; of several entries of one id the last counts.
    pub fn load(entries: impl IntoIterator<Item = (Id, Entry)>) -> Self {
        let mut loading = Loading::begin();
        loading.take(entries);
        loading.finish()
    }

    /// Puts a record in, in the place of an older one where there is one, or takes it out.
    pub fn apply(&mut self, id: Id, entry: Option<Entry>) {
        self.note(id, entry.as_ref());
        self.shelf_mut(id.resource()).apply(&[(id.number(), entry)]);
    }

    /// Does the same for many records, at the cost of about one pass through each order; of several
    /// changes of one id the last counts.
    pub fn apply_many(&mut self, changes: impl IntoIterator<Item = (Id, Option<Entry>)>) {
        let mut by_resource = Resource::ALL.map(|_| Vec::new());
        for (id, entry) in changes {
            self.note(id, entry.as_ref());
            by_resource[place(id.resource())].push((id.number(), entry));
        }
        for (shelf, mut changes) in self.shelves.iter_mut().zip(by_resource) {
            // The sort is stable: reversed, the last change of a number comes first and stays.
            changes.reverse();
            changes.sort_by_key(|(number, _)| *number);
            changes.dedup_by_key(|(number, _)| *number);
            shelf.apply(&changes);
        }
    }

    /// Answers a query.
    pub fn find(&self, query: &Query) -> Found {
        let query = &*self.led(query);
        let shelf = self.shelf(query.resource);
        let order = shelf.order(query.sort.by);
        let source = order.by.source();
        let view = order.view(query.sort.descending);
        let after = query.after.as_ref();
        let start = after.map_or(0, |p| view.step_after(&shelf.documents, p.key(source), p.id.number()));
        let set = self.narrow(shelf, shelf.candidates(&query.filters), query.condition.as_ref());
        let start = if query.skip > 0 { skip(view, &set, start, query.skip) } else { start };
        let limit = query.limit.max(1);
        let mut docs = page(view, &set, start, limit.saturating_add(1));
        let more = docs.len() > limit;
        docs.truncate(limit);
        let hits: Vec<_> = docs.iter().map(|doc| shelf.hit(*doc)).collect();
        let position = |doc| Position::new(shelf.documents.key(doc, source), shelf.hit(doc).id);
        let next = docs.last().filter(|_| more).map(|doc| position(*doc));
        let tallies = self.tallies(shelf, &set, &query.facets);
        Found { hits, total: set.len(), next, tallies }
    }

    /// What a query lets through, its page aside.
    pub fn passing(&self, query: &Query) -> Passing<'_> {
        let query = &*self.led(query);
        let shelf = self.shelf(query.resource);
        let set = self.narrow(shelf, shelf.candidates(&query.filters), query.condition.as_ref());
        Passing::new(shelf, set)
    }

    /// One record; what was merged has none.
    pub fn get(&self, id: Id) -> Option<Hit> {
        if self.merged.contains_key(&id) {
            return None;
        }
        let shelf = self.shelf(id.resource());
        shelf.documents.find(id.number()).map(|doc| shelf.hit(doc))
    }

    /// The place of a record in an order.
    pub fn position(&self, id: Id, by: SortBy) -> Option<Position> {
        let documents = &self.shelf(id.resource()).documents;
        documents.find(id.number()).map(|doc| Position::new(documents.key(doc, by.source()), id))
    }

    /// How many records of a resource are listed; withdrawn ones are not.
    pub fn count(&self, resource: Resource) -> u64 {
        self.shelf(resource).listed.len()
    }

    /// Every record with this term, withdrawn ones too, by id.
    pub fn ids_with(&self, resource: Resource, tag: Tag, value: &str) -> Vec<Hit> {
        let mut query = Query::new(resource).with_term(tag, value).with_withdrawn();
        query.limit = usize::MAX;
        let mut hits = self.find(&query).hits;
        hits.sort_unstable_by_key(|hit| hit.id);
        hits
    }

    /// Every value that records of a resource have under a tag, withdrawn ones too, in order.
    pub fn values(&self, resource: Resource, tag: Tag) -> Vec<String> {
        let shelf = self.shelf(resource);
        let live = &shelf.listed | &shelf.withdrawn;
        let mut values = shelf.terms.values(tag, &live);
        values.sort_unstable();
        values
    }

    /// About how many bytes the records of a resource take, by part of the index.
    pub fn memory(&self, resource: Resource) -> [(&'static str, usize); 6] {
        self.shelf(resource).memory()
    }

    pub(super) fn shelf(&self, resource: Resource) -> &Shelf {
        &self.shelves[place(resource)]
    }

    pub(super) fn shelf_mut(&mut self, resource: Resource) -> &mut Shelf {
        &mut self.shelves[place(resource)]
    }
}

/// Its place in [`Resource::ALL`].
pub(super) fn place(resource: Resource) -> usize {
    Resource::ALL.iter().position(|own| *own == resource).unwrap_or(0)
}
