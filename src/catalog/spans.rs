//! Records by runs of their numbers: parts of a list that stay the same parts for ever.
//!
//! Numbers are never used again, so that what changes in one run touches no other: lists for crawlers
//! are cut in this way.

use roaring::RoaringBitmap;

use super::clause::Candidates;
use super::shelf::Shelf;
use super::{Catalog, Hit, Query};
use crate::domain::Timestamp;

/// What a query finds within one run of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Which run it is, from 1: numbers from `(place - 1) * size + 1` to `place * size`.
    pub place: u64,
    /// How many records it finds there; at least one.
    pub count: u64,
    /// When anything within the run last changed, whether the query finds it or not.
    pub modified: Timestamp,
}

impl Catalog {
    /// The records that pass a query's filters and have a number of this run, by number.
    pub fn run(&self, query: &Query, place: u64, size: u64) -> Vec<Hit> {
        let shelf = self.shelf(query.resource);
        let set = found(shelf, &self.led(query));
        let docs = numbers(place, size).filter_map(|number| shelf.documents.find(number));
        docs.filter(|doc| set.contains(*doc)).map(|doc| shelf.hit(doc)).collect()
    }

    /// Every run of so many numbers in which a query's filters let something through, in order.
    pub fn spans(&self, query: &Query, size: u64) -> Vec<Span> {
        let shelf = self.shelf(query.resource);
        let set = found(shelf, &self.led(query));
        let runs = shelf.documents.highest().div_ceil(size);
        (1..=runs).filter_map(|place| span(shelf, &set, place, size)).collect()
    }

    /// One such run; `None` where nothing is let through.
    pub fn span(&self, query: &Query, place: u64, size: u64) -> Option<Span> {
        let shelf = self.shelf(query.resource);
        span(shelf, &found(shelf, &self.led(query)), place, size)
    }
}

fn found(shelf: &Shelf, query: &Query) -> RoaringBitmap {
    match shelf.candidates(&query.filters) {
        Candidates::Few(docs) => docs.into_iter().collect(),
        Candidates::Many(docs) => docs.into_owned(),
    }
}

fn span(shelf: &Shelf, set: &RoaringBitmap, place: u64, size: u64) -> Option<Span> {
    let mut span = Span { place, count: 0, modified: Timestamp::from_micros(i64::MIN) };
    for number in numbers(place, size) {
        let Some(doc) = shelf.documents.find(number) else { continue };
        span.modified = span.modified.max(shelf.documents.modified(doc));
        span.count += u64::from(set.contains(doc));
    }
    (span.count > 0).then_some(span)
}

fn numbers(place: u64, size: u64) -> impl Iterator<Item = u64> {
    let last = place.saturating_mul(size);
    last.saturating_sub(size) + 1..=last
}
