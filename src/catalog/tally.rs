//! Counting the records of an answer by facets.
//!
//! Each value is counted by cutting its postings with the records that pass, so that a count is exactly
//! the total of the same query with a filter by the value beside.

use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};

use roaring::RoaringBitmap;

use super::Catalog;
use super::clause::{Candidates, union};
use super::documents::Doc;
use super::entry::Key;
use super::facet::Facet;
use super::paging::page;
use super::postings::Postings;
use super::query::{Hit, Query};
use super::shelf::Shelf;
use super::sort::{Sort, Source};
use super::term::Term;
use crate::domain::{Id, Resource};

/// What is counted beside a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facets {
    /// By what.
    pub of: Vec<&'static Facet>,
    /// How many values of each are told at most, the most frequent ones.
    pub top: usize,
}

/// The order of values. Those that are equal in it are ordered by name, and then by the value itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValuesBy {
    /// The most frequent first.
    Count,
    /// By name: of records as their lists are sorted, years from the first on, words as they are spelled.
    Value,
}

/// What is asked of one facet: values in an order, after a place in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    /// Which.
    pub facet: &'static Facet,
    /// In which order.
    pub by: ValuesBy,
    /// The last one before.
    pub after: Option<Place>,
    /// How many at most.
    pub limit: usize,
}

/// The place of a value in an order; the value need not exist any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// How many records had it.
    pub count: u64,
    /// The key of its name, as those of [`super::Position`].
    pub key: Vec<u8>,
    /// The value.
    pub value: String,
}

/// The values of one facet in the records of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Which.
    pub facet: &'static Facet,
    /// Those that were asked for.
    pub values: Vec<Value>,
    /// How many there are in all.
    pub distinct: u64,
    /// How many records have none of them.
    pub missing: u64,
    /// Where those begin that follow; `None` exactly when none do.
    pub next: Option<Place>,
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// As its filter compares it.
    pub value: String,
    /// How many records have it.
    pub count: u64,
    /// The record that tells its name: of an id what it is of, of a subject or place the newest article
    /// with it. `None` where the value needs none.
    pub named_by: Option<Hit>,
}

impl Catalog {
    /// The records that a query lets through on all pages, by the values of a facet.
    pub fn tally(&self, query: &Query, wanted: &Values) -> Tally {
        let query = &*self.led(query);
        let shelf = self.shelf(query.resource);
        let set = self.narrow(shelf, shelf.candidates(&query.filters), query.condition.as_ref());
        self.tally_of(shelf, &Counted::of(&set, shelf), wanted)
    }

    /// The most frequent values of each of these facets in a set.
    pub(super) fn tallies(&self, shelf: &Shelf, set: &Candidates<'_>, facets: &Facets) -> Vec<Tally> {
        if facets.of.is_empty() {
            return Vec::new();
        }
        let set = Counted::of(set, shelf);
        let top = |facet: &&'static Facet| {
            let wanted = Values { facet, by: ValuesBy::Count, after: None, limit: facets.top };
            self.tally_of(shelf, &set, &wanted)
        };
        facets.of.iter().map(top).collect()
    }

    fn tally_of(&self, shelf: &Shelf, set: &Counted<'_>, wanted: &Values) -> Tally {
        let Values { facet, by, ref after, limit } = *wanted;
        let mut found = set.counts(shelf, facet);
        let distinct = found.len() as u64;
        let rank = |(count, value)| by.rank(count, self.key(facet, value), value);
        if let Some(Place { count, key, value }) = after {
            let after = by.rank(*count, Key::from_bytes(key, facet.has_text_keys()), value);
            // Most counts differ: names are looked up where they do not.
            let counted = |own| if by == ValuesBy::Count { count.cmp(&own) } else { Ordering::Equal };
            found.retain(|own| counted(own.0).then_with(|| rank(*own).cmp(&after)) == Ordering::Greater);
        }
        if by == ValuesBy::Count {
            cut(&mut found, limit.saturating_add(1));
        }
        let mut ranked: Vec<_> = found.into_iter().map(|own| (rank(own), own.0)).collect();
        let more = ranked.len() > limit;
        if more {
            ranked.select_nth_unstable(limit);
            ranked.truncate(limit);
        }
        ranked.sort_unstable();
        let place = |(Rank(_, key, value), count): &(Rank<'_>, u64)| Place {
            count: *count,
            key: key.to_bytes(),
            value: (*value).to_owned(),
        };
        let next = ranked.last().filter(|_| more).map(place);
        let values = ranked.into_iter().map(|(Rank(_, _, value), count)| {
            let named_by = self.named_by(shelf, facet, value);
            Value { value: value.to_owned(), count, named_by }
        });
        let held = &shelf.fields[facet.bit().trailing_zeros() as usize];
        let missing = set.docs.len() - set.hits(held);
        Tally { facet, values: values.collect(), distinct, missing, next }
    }

    /// By what a value stands in the order of names.
    fn key<'a>(&'a self, facet: &Facet, value: &'a str) -> Key<'a> {
        match value.parse::<Id>() {
            Ok(id) if facet.has_ids() => {
                let documents = &self.shelf(id.resource()).documents;
                documents.find(id.number()).map_or(Key::Missing, |doc| documents.key(doc, Source::Text(0)))
            }
            _ if facet.has_text_keys() => Key::Text(value.as_bytes()),
            _ => value.parse().map_or(Key::Missing, Key::Number),
        }
    }

    fn named_by(&self, shelf: &Shelf, facet: &Facet, value: &str) -> Option<Hit> {
        if facet.has_ids() {
            return self.get(value.parse().ok()?);
        }
        if !facet.is_named_in_articles() {
            return None;
        }
        let terms = facet.listed().iter().filter_map(|tag| shelf.terms.get(Term::new(*tag, value)?.as_bytes()));
        let terms: Vec<_> = terms.collect();
        if let [only] = &terms[..]
            && let Some(newest) = shelf.newest_of(only)
        {
            return Some(newest);
        }
        let all = union(&terms);
        let listed = &*all & &shelf.listed;
        let own = if listed.is_empty() { &*all & &shelf.withdrawn } else { listed };
        let sort = Sort::default_of(Resource::Article);
        let view = shelf.order(sort.by).view(sort.descending);
        page(view, &Candidates::Many(Cow::Owned(own)), 0, 1).first().map(|doc| shelf.hit(*doc))
    }
}

/// Where a value stands in an order: by its count where that orders, by its name, by itself.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank<'a>(Reverse<u64>, Key<'a>, &'a str);

impl ValuesBy {
    fn rank<'a>(self, count: u64, key: Key<'a>, value: &'a str) -> Rank<'a> {
        Rank(Reverse(if self == ValuesBy::Count { count } else { 0 }), key, value)
    }
}

/// The values that a facet lists, each once, in no order, each with the postings it was found by. Nothing
/// may have them any more.
fn listed<'a>(shelf: &'a Shelf, facet: &'static Facet) -> impl Iterator<Item = (&'a str, &'a Postings)> {
    let tags = facet.listed();
    tags.iter().enumerate().flat_map(move |(place, tag)| {
        let known = move |value: &str| {
            let term = |tag| Term::new(tag, value).is_some_and(|term| shelf.terms.get(term.as_bytes()).is_some());
            tags[..place].iter().any(|earlier| term(*earlier))
        };
        shelf.terms.under(*tag).filter(move |(value, _)| facet.lists(value) && !known(value))
    })
}

/// Leaves those of the highest counts, at least so many, and all that are equal to the last of these.
fn cut(found: &mut Vec<(u64, &str)>, wanted: usize) {
    if found.len() > wanted {
        let (_, (least, _), _) = found.select_nth_unstable_by_key(wanted - 1, |(count, _)| Reverse(*count));
        let least = *least;
        found.retain(|(count, _)| *count >= least);
    }
}

/// A set of records that much is counted in.
struct Counted<'a> {
    docs: Cow<'a, RoaringBitmap>,
    /// The same, a bit for each ordinal: looking up one costs a fraction.
    bits: Vec<u64>,
}

impl<'a> Counted<'a> {
    fn of(set: &'a Candidates<'_>, shelf: &Shelf) -> Self {
        let docs = match set {
            Candidates::Few(docs) => Cow::Owned(docs.iter().copied().collect()),
            Candidates::Many(docs) => Cow::Borrowed(&**docs),
        };
        // Of nearly all records, those that are not in it are put out.
        let all = shelf.documents.len();
        let is_most = docs.len() > all as u64 / 2;
        let mut bits = vec![if is_most { u64::MAX } else { 0 }; all.div_ceil(64)];
        let mut turn = |doc: Doc| bits[doc as usize / 64] ^= 1 << (doc % 64);
        match is_most {
            true => {
                let mut others = RoaringBitmap::new();
                others.insert_range(0..all as Doc);
                (others - &*docs).iter().for_each(&mut turn);
            }
            false => docs.iter().for_each(&mut turn),
        }
        Counted { docs, bits }
    }

    /// Every value of a facet that any of the set has, with how many have it.
    fn counts<'s>(&self, shelf: &'s Shelf, facet: &'static Facet) -> Vec<(u64, &'s str)> {
        let is_there = |(count, _): &(u64, &str)| *count > 0;
        if let ([tag], [filtered], true) = (facet.listed(), facet.filtered(), facet.lists_all())
            && tag == filtered
            && let Some(column) = shelf.column(*tag)
        {
            return column.count(&self.docs).filter(is_there).collect();
        }
        listed(shelf, facet)
            .map(|(value, own)| (self.count(shelf, facet, value, own), value))
            .filter(is_there)
            .collect()
    }

    /// How many of the set a filter by a value finds. `own` are the postings it was found by.
    fn count(&self, shelf: &Shelf, facet: &Facet, value: &str, own: &Postings) -> u64 {
        if facet.filtered().len() == 1 {
            return self.hits(own);
        }
        let terms = facet.filtered().iter().filter_map(|tag| Term::new(*tag, value));
        let sets: Vec<_> = terms.filter_map(|term| shelf.terms.get(term.as_bytes())).collect();
        match sets[..] {
            [only] => self.hits(only),
            _ => union(&sets).intersection_len(&self.docs),
        }
    }

    fn hits(&self, postings: &Postings) -> u64 {
        match postings {
            Postings::Few(docs) => docs.iter().filter(|doc| self.has(**doc)).count() as u64,
            Postings::Many(docs) => docs.intersection_len(&self.docs),
        }
    }

    fn has(&self, doc: Doc) -> bool {
        self.bits[doc as usize / 64] >> (doc % 64) & 1 == 1
    }
}
