//! Everything about the records of one resource.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use roaring::RoaringBitmap;

use super::column::{self, Column};
use super::documents::{Doc, Documents};
use super::entry::{Entry, Key, State};
use super::order::{Moves, Order};
use super::postings::{Dictionary, Postings};
use super::present;
use super::query::Hit;
use super::sort::SortBy;
use super::term::Tag;
use crate::domain::{Id, Resource};

/// Up to so many dead ordinals are not worth a pass.
const DEAD: u64 = if cfg!(test) { 8 } else { 4096 };

/// The index of one resource.
///
/// A record that is replaced keeps its ordinal while its terms stay as they are; otherwise it gets a
/// new one, and postings keep the old one, which is in no order and in no state, until enough of
/// them have gathered for one pass through all postings. Every answer is therefore cut with the
/// records of a state.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    pub resource: Resource,
    pub documents: Documents,
    pub terms: Dictionary,
    /// By bit of [`present::bit`], or of a facet: who has something there.
    pub fields: Vec<Postings>,
    /// Further intervals of days, each with whose it is.
    pub spans: Vec<(u32, u32, Doc)>,
    pub listed: RoaringBitmap,
    pub withdrawn: RoaringBitmap,
    pub orders: Vec<Order>,
    /// By place in [`column::TAGS`]; of articles alone, which alone are counted by values.
    columns: Vec<Column>,
    /// Ordinals that only postings know any more.
    pub dead: RoaringBitmap,
    hasher: RandomState,
}

/// What a change does to its record.
struct Step<'a> {
    number: u64,
    entry: Option<&'a Entry>,
    old: Option<Doc>,
    print: u64,
    /// Whether the record keeps its ordinal.
    stays: bool,
}

impl Shelf {
    pub fn new(resource: Resource) -> Self {
        Shelf {
            resource,
            documents: Documents::default(),
            terms: Dictionary::default(),
            fields: vec![Postings::default(); present::BITS],
            spans: Vec::new(),
            listed: RoaringBitmap::new(),
            withdrawn: RoaringBitmap::new(),
            orders: SortBy::of(resource).iter().map(|by| Order::new(*by)).collect(),
            columns: match resource {
                Resource::Article => vec![Column::default(); column::TAGS.len()],
                _ => Vec::new(),
            },
            dead: RoaringBitmap::new(),
            hasher: RandomState::default(),
        }
    }

    /// Takes a record in, leaving the orders to [`Shelf::sort`] and the terms to the caller, who is given the
    /// ordinal under which to note them; of one id the last entry counts.
    pub fn push(&mut self, number: u64, entry: &Entry) -> Option<Doc> {
        let step = self.step(number, Some(entry));
        let doc = self.enter(&step);
        (!step.stays).then_some(doc)
    }

    /// Sorts everything anew, and gives back spare memory; terms aside.
    pub fn sort(&mut self) {
        let (live, documents) = (&self.listed | &self.withdrawn, &self.documents);
        std::thread::scope(|scope| {
            for order in &mut self.orders {
                scope.spawn(|| order.rebuild(documents, live.iter()));
            }
        });
        self.documents.shrink();
        self.spans.shrink_to_fit();
        self.columns.iter_mut().for_each(Column::shrink);
    }

    /// Makes changes, in ascending order of number, each number once.
    pub fn apply(&mut self, changes: &[(u64, Option<Entry>)]) {
        let steps: Vec<_> = changes.iter().map(|(number, entry)| self.step(*number, entry.as_ref())).collect();
        // Sorting anew costs less than finding the place of every one.
        let anew = steps.len() > self.orders[0].len();
        let plans: Vec<_> = match anew {
            true => Vec::new(),
            false => self.orders.iter().map(|order| plan(order, &self.documents, &steps)).collect(),
        };
        let docs: Vec<_> = steps.iter().map(|step| self.write(step)).collect();
        if anew {
            let live = &self.listed | &self.withdrawn;
            self.orders.iter_mut().for_each(|order| order.rebuild(&self.documents, live.iter()));
        }
        for (order, plan) in self.orders.iter_mut().zip(plans) {
            let inserted = plan.inserted.into_iter().map(|(place, step)| (place, docs[step])).collect();
            let moves = Moves { removed: plan.removed, inserted, present: plan.present };
            order.splice(&self.documents, &moves);
        }
        if self.dead.len() > (self.documents.len() as u64 / 8).max(DEAD) {
            self.sweep();
        }
    }

    /// How the order with this key stands.
    pub fn order(&self, by: SortBy) -> &Order {
        self.orders.iter().find(|order| order.by == by).unwrap_or(&self.orders[0])
    }

    /// The column of a tag, where it has one.
    pub fn column(&self, tag: Tag) -> Option<&Column> {
        let place = column::TAGS.iter().position(|own| *own == tag)?;
        self.columns.get(place)
    }

    /// What an answer says of a record.
    pub fn hit(&self, doc: Doc) -> Hit {
        Hit {
            id: Id::new(self.resource, self.documents.number(doc)),
            etag: self.documents.etag(doc),
            modified: self.documents.modified(doc),
            state: if self.withdrawn.contains(doc) { State::Withdrawn } else { State::Listed },
        }
    }

    /// About how many bytes it takes, by part.
    pub fn memory(&self) -> [(&'static str, usize); 6] {
        let fields = self.fields.iter().map(Postings::memory).sum::<usize>() + self.spans.capacity() * 12;
        let states = [&self.listed, &self.withdrawn, &self.dead];
        [
            ("columns", self.documents.memory()),
            ("terms", self.terms.memory()),
            ("values", self.columns.iter().map(Column::memory).sum()),
            ("fields", fields),
            ("states", states.into_iter().map(super::postings::bitmap_memory).sum()),
            ("orders", self.orders.iter().map(Order::memory).sum()),
        ]
    }

    fn step<'a>(&self, number: u64, entry: Option<&'a Entry>) -> Step<'a> {
        let old = self.documents.find(number);
        let print = entry.map_or(0, |e| self.hasher.hash_one((e.state, &e.terms, e.has, &e.spans)));
        let stays = entry.is_some() && old.is_some_and(|doc| self.documents.print(doc) == print);
        Step { number, entry, old, print, stays }
    }

    /// Makes one change everywhere but in the orders; gives the ordinal that stands for the record
    /// from now on, if any does.
    fn write(&mut self, step: &Step<'_>) -> Doc {
        let doc = self.enter(step);
        if let Some(entry) = step.entry.filter(|_| !step.stays) {
            entry.terms().for_each(|term| self.terms.insert(term, doc));
        }
        doc
    }

    /// Likewise, but for the postings of its terms.
    fn enter(&mut self, step: &Step<'_>) -> Doc {
        if let Some(old) = step.old.filter(|_| !step.stays) {
            self.documents.remove(old);
            self.listed.remove(old);
            self.withdrawn.remove(old);
            self.dead.insert(old);
        }
        let Some(entry) = step.entry else { return Doc::MAX };
        if let Some(doc) = step.old.filter(|_| step.stays) {
            self.documents.set(doc, entry, step.print);
            return doc;
        }
        let doc = self.documents.add(step.number);
        self.documents.set(doc, entry, step.print);
        match entry.state {
            State::Listed => self.listed.insert(doc),
            State::Withdrawn => self.withdrawn.insert(doc),
            // Only what its run of numbers shows of the time of its last change counts on.
            State::Merged(_) => false,
        };
        for (tag, column) in column::TAGS.iter().zip(&mut self.columns) {
            column.set(doc, entry.values(*tag));
        }
        let held = self.fields.iter_mut().enumerate().filter(|(bit, _)| entry.has >> bit & 1 == 1);
        held.for_each(|(_, postings)| postings.insert(doc));
        self.spans.extend(entry.spans.iter().map(|(start, end)| (*start, *end, doc)));
        doc
    }

    /// Takes dead ordinals out of all postings, and frees them.
    fn sweep(&mut self) {
        let dead = std::mem::take(&mut self.dead);
        self.terms.remove_all(&dead);
        self.fields.iter_mut().for_each(|postings| postings.remove_all(&dead));
        self.spans.retain(|(_, _, doc)| !dead.contains(*doc));
        self.documents.reuse(dead.into_iter());
    }
}

/// What the steps do to an order; places and keys are those before any of them.
fn plan(order: &Order, documents: &Documents, steps: &[Step<'_>]) -> Moves<usize> {
    let source = order.by.source();
    let mut moves = Moves { removed: Vec::new(), inserted: Vec::new(), present: 0 };
    let here = |key: Key<'_>| isize::from(key != Key::Missing);
    for (index, step) in steps.iter().enumerate() {
        let old = step.old.map(|doc| (documents.key(doc, source), order.rank(doc)));
        let new = step.entry.map(|entry| entry.key(source));
        let same_key = new.is_some() && old.map(|(key, _)| key) == new;
        if same_key && step.stays {
            continue;
        }
        if let Some((key, rank)) = old {
            moves.removed.push(rank);
            moves.present -= here(key);
        }
        if let Some(key) = new {
            let place = match old {
                Some((_, rank)) if same_key => rank,
                _ => order.lower_bound(documents, key, step.number) as u32,
            };
            moves.inserted.push((place, index));
            moves.present += here(key);
        }
    }
    moves.removed.sort_unstable();
    moves.inserted.sort_by_key(|(place, index)| {
        let step = &steps[*index];
        (*place, step.entry.map(|entry| entry.key(source)), step.number)
    });
    moves
}
