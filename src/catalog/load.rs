//! Filling a catalog with everything at once: one thread takes the terms of records in, which are most of the
//! work, and whoever reads the records all the rest.

use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

use super::documents::Doc;
use super::entry::Entry;
use super::index::{Catalog, place};
use super::postings::{Dictionary, Filling};
use super::shelf::Shelf;
use crate::domain::{Id, Resource};

/// How many batches wait for the thread at most, so that entries take little memory.
const WAITING: usize = 4;

/// Records whose terms are to be taken in: the place of their resource, their ordinal, themselves.
type Batch = Vec<(usize, Doc, Entry)>;

/// A catalog that is being filled.
pub struct Loading {
    catalog: Catalog,
    batches: SyncSender<Batch>,
    terms: JoinHandle<[Dictionary; 5]>,
}

impl Loading {
    /// An empty one.
    pub fn begin() -> Self {
        let (batches, received) = sync_channel::<Batch>(WAITING);
        let terms = std::thread::spawn(move || {
            let mut terms = Resource::ALL.map(|_| Filling::default());
            for (place, doc, entry) in received.into_iter().flatten() {
                entry.terms().for_each(|term| terms[place].insert(term, doc));
            }
            terms.map(Filling::finish)
        });
        Loading { catalog: Catalog::default(), batches, terms }
    }

    /// Takes records in; of several entries of one id the last counts.
    pub fn take(&mut self, entries: impl IntoIterator<Item = (Id, Entry)>) {
        let mut batch = Vec::new();
        for (id, entry) in entries {
            self.catalog.note(id, Some(&entry));
            let doc = self.catalog.shelf_mut(id.resource()).push(id.number(), &entry);
            batch.extend(doc.map(|doc| (place(id.resource()), doc, entry)));
        }
        // Where the thread has ended before its time, `finish` tells.
        let _ = self.batches.send(batch);
    }

    /// The catalog, sorted.
    pub fn finish(self) -> Catalog {
        let Loading { mut catalog, batches, terms } = self;
        drop(batches);
        catalog.shelves.iter_mut().for_each(Shelf::sort);
        let terms = terms.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        catalog.shelves.iter_mut().zip(terms).for_each(|(shelf, terms)| shelf.terms = terms);
        catalog
    }
}
