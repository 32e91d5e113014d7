//! What a query lets through, asked record by record.

use std::borrow::Cow;

use roaring::RoaringBitmap;

use super::clause::Candidates;
use super::query::Hit;
use super::shelf::Shelf;
use super::term::Tag;
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

    /// How many they are.
    pub fn count(&self) -> u64 {
        self.docs.len()
    }

    /// The first and the last year of their dates; `None` where none has a date.
    pub fn years(&self) -> Option<(u32, u32)> {
        let years = self.shelf.terms.values(Tag::Year, &self.docs);
        let years: Vec<u32> = years.iter().filter_map(|year| year.parse().ok()).collect();
        years.iter().min().copied().zip(years.iter().max().copied())
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
