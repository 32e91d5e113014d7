//! What a query lets through, asked record by record.

use std::borrow::Cow;

use roaring::RoaringBitmap;

use super::clause::Candidates;
use super::query::Hit;
use super::shelf::Shelf;
use crate::domain::Id;

/// The records that a query lets through.
pub struct Passing<'a> {
    shelf: &'a Shelf,
    docs: Cow<'a, RoaringBitmap>,
}

impl<'a> Passing<'a> {
    pub(super) fn new(shelf: &'a Shelf, set: Candidates<'a>) -> Self {
        let docs = match set {
            Candidates::Few(docs) => Cow::Owned(docs.into_iter().collect()),
            Candidates::Many(docs) => docs,
        };
        Passing { shelf, docs }
    }

    /// Whether a record is among them.
    pub fn has(&self, id: Id) -> bool {
        self.shelf.documents.find(id.number()).is_some_and(|doc| self.docs.contains(doc))
    }

    /// One of them.
    pub fn hit(&self, id: Id) -> Option<Hit> {
        let doc = self.shelf.documents.find(id.number())?;
        self.docs.contains(doc).then(|| self.shelf.hit(doc))
    }

    /// How many of the records with these numbers are among them.
    pub fn count_of(&self, numbers: &RoaringBitmap) -> u64 {
        self.docs.intersection_len(&self.shelf.documents.with_numbers(numbers))
    }
}
