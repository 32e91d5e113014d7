//! One sort order: who comes after whom, and who stands where.

use roaring::RoaringBitmap;

use super::documents::{Doc, Documents};
use super::entry::Key;
use super::ladder::Ladder;
use super::sort::{SortBy, Source};

/// The records of a resource in ascending order of a key, then of the number of the id; those
/// without key at the end.
#[derive(Clone, Debug)]
pub(super) struct Order {
    pub by: SortBy,
    docs: Vec<Doc>,
    /// The place of each ordinal; of those that are in no place, anything.
    ranks: Vec<u32>,
    /// How many have a key.
    present: usize,
    /// For orders that ranges ask about.
    ladder: Option<Ladder>,
}

/// The changes of an order that one batch brings. Places are those before the batch.
#[derive(Debug, Default)]
pub(super) struct Moves<T> {
    /// Places that become empty.
    pub removed: Vec<u32>,
    /// What comes, each before the record at the place; in order.
    pub inserted: Vec<(u32, T)>,
    /// By how much the number of those with a key changes.
    pub present: isize,
}

/// An order as it is walked: down, those with a key come in reverse, then those without in reverse.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'a> {
    order: &'a Order,
    descending: bool,
}

impl Order {
    pub fn new(by: SortBy) -> Self {
        let ladder = matches!(by.source(), Source::Modified | Source::Date).then(Ladder::default);
        Order { by, docs: Vec::new(), ranks: Vec::new(), present: 0, ladder }
    }

    pub fn len(&self) -> usize {
        self.docs.len()
    }

    /// The place of a record that is in the order.
    pub fn rank(&self, doc: Doc) -> u32 {
        self.ranks[doc as usize]
    }

    /// The first place that does not come before this key and number.
    pub fn lower_bound(&self, documents: &Documents, key: Key<'_>, number: u64) -> usize {
        let source = self.by.source();
        self.docs.partition_point(|doc| (documents.key(*doc, source), documents.number(*doc)) < (key, number))
    }

    /// The first place that does not come before this key, among those that have one.
    pub fn bound(&self, documents: &Documents, key: u64) -> usize {
        self.lower_bound(documents, Key::Number(key), 0)
    }

    /// How many have a key.
    pub fn present(&self) -> usize {
        self.present
    }

    /// The records between two places.
    pub fn between(&self, start: usize, end: usize) -> RoaringBitmap {
        self.ladder.as_ref().map_or_else(
            || self.docs[start..end].iter().copied().collect(),
            |ladder| ladder.between(&self.docs, start, end),
        )
    }

    /// The order as it is walked in a direction.
    pub fn view(&self, descending: bool) -> View<'_> {
        View { order: self, descending }
    }

    /// Sorts all these records anew.
    pub fn rebuild(&mut self, documents: &Documents, docs: impl Iterator<Item = Doc>) {
        let source = self.by.source();
        let key = |doc: Doc| (documents.key(doc, source), documents.number(doc));
        let mut heads: Vec<(u128, Doc)> = docs.map(|doc| (head(documents.key(doc, source)), doc)).collect();
        heads.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| key(a.1).cmp(&key(b.1))));
        self.docs = heads.into_iter().map(|(_, doc)| doc).collect();
        self.present = self.docs.partition_point(|doc| documents.key(*doc, source) != Key::Missing);
        self.ranks = vec![0; documents.len()];
        self.number_from(0, self.docs.len());
        if let Some(ladder) = &mut self.ladder {
            ladder.rebuild(&self.docs);
        }
    }

    /// Makes the changes of one batch, in time that grows with the stretch they span.
    pub fn splice(&mut self, documents: &Documents, moves: &Moves<Doc>) {
        let Moves { removed, inserted, present } = moves;
        let firsts = removed.first().into_iter().chain(inserted.first().map(|(place, _)| place));
        let Some(first) = firsts.min().map(|place| *place as usize) else { return };
        let balanced = removed.len() == inserted.len();
        let lasts = removed.last().map(|place| place + 1).into_iter().chain(inserted.last().map(|(place, _)| *place));
        let end = lasts.max().filter(|_| balanced).map_or(self.docs.len(), |place| place as usize);
        let gone: Vec<Doc> = removed.iter().map(|place| self.docs[*place as usize]).collect();

        let stretch = merged(&self.docs, first, end, removed, inserted);
        let new_end = first + stretch.len();
        if balanced {
            self.docs[first..end].copy_from_slice(&stretch);
        } else {
            self.docs.truncate(first);
            self.docs.extend_from_slice(&stretch);
        }
        self.present = self.present.saturating_add_signed(*present);
        self.ranks.resize(documents.len(), 0);
        self.number_from(first, new_end);
        if let Some(ladder) = &mut self.ladder {
            let come: Vec<Doc> = inserted.iter().map(|(_, doc)| *doc).collect();
            ladder.update(&self.docs, &self.ranks, first, &gone, &come);
        }
    }

    /// About how many bytes it takes.
    pub fn memory(&self) -> usize {
        (self.docs.capacity() + self.ranks.capacity()) * 4 + self.ladder.as_ref().map_or(0, Ladder::memory)
    }

    fn number_from(&mut self, first: usize, end: usize) {
        for (place, doc) in (first as u32..).zip(&self.docs[first..end]) {
            self.ranks[*doc as usize] = place;
        }
    }
}

/// The stretch of `docs` from `first` to `end` without what is removed and with what is inserted.
fn merged(docs: &[Doc], first: usize, end: usize, removed: &[u32], inserted: &[(u32, Doc)]) -> Vec<Doc> {
    let mut stretch = Vec::with_capacity(end - first + inserted.len() - removed.len().min(inserted.len()));
    let mut at = first;
    let (mut removed, mut inserted) = (removed.iter().peekable(), inserted.iter().peekable());
    loop {
        let next_in = inserted.peek().map_or(u32::MAX, |(place, _)| *place);
        let next_out = removed.peek().map_or(u32::MAX, |place| **place);
        let place = (next_in.min(next_out) as usize).min(end);
        stretch.extend_from_slice(&docs[at..place]);
        at = place;
        if next_in <= next_out
            && let Some((_, doc)) = inserted.next()
        {
            stretch.push(*doc);
        } else if removed.next().is_some() {
            at += 1;
        } else {
            return stretch;
        }
    }
}

/// The beginning of a key as a number of the same order.
fn head(key: Key<'_>) -> u128 {
    match key {
        Key::Number(number) => u128::from(number),
        Key::Text(text) => {
            let mut head = [0; 16];
            let length = text.len().min(head.len());
            head[..length].copy_from_slice(&text[..length]);
            u128::from_be_bytes(head)
        }
        Key::Missing => u128::MAX,
    }
}

impl View<'_> {
    pub fn len(self) -> usize {
        self.order.docs.len()
    }

    /// The record at a step of the walk.
    pub fn doc(self, step: usize) -> Doc {
        self.order.docs[self.turn(step)]
    }

    /// The step at which a record is met.
    pub fn step(self, doc: Doc) -> usize {
        self.turn(self.order.ranks[doc as usize] as usize)
    }

    /// The first step behind this key and number.
    pub fn step_after(self, documents: &Documents, key: Key<'_>, number: u64) -> usize {
        let (order, descending) = (self.order, self.descending);
        let place = match documents.find(number) {
            Some(doc) if documents.key(doc, order.by.source()) == key => return self.step(doc) + 1,
            _ => order.lower_bound(documents, key, number),
        };
        match key {
            _ if !descending => place,
            Key::Missing => order.present + order.docs.len() - place.max(order.present),
            _ => order.present - place.min(order.present),
        }
    }

    pub fn is_descending(self) -> bool {
        self.descending
    }

    /// How many steps lie between two places where [`View::skip`] can land.
    pub fn stride(self) -> usize {
        self.order.ladder.as_ref().map_or(0, Ladder::step)
    }

    /// A step from which to walk on, with nothing of the set between: the same one, where no better
    /// is known.
    pub fn skip(self, set: &RoaringBitmap, step: usize) -> usize {
        let Order { docs, present, ladder: Some(ladder), .. } = self.order else { return step };
        if step >= docs.len() {
            return step;
        }
        let place = self.turn(step);
        if !self.descending {
            return ladder.skip_up(docs, set, place).max(step);
        }
        // Everything below this place, down to the end of its half, is still to be walked.
        let (half, lowest) = if step < *present { (*present, 0) } else { (present + docs.len(), *present) };
        (half - ladder.skip_down(docs, set, place + 1).clamp(lowest, place + 1)).max(step)
    }

    /// From place to step, and back.
    fn turn(self, place: usize) -> usize {
        let Order { docs, present, .. } = self.order;
        match self.descending {
            false => place,
            true if place < *present => present - 1 - place,
            true => present + docs.len() - 1 - place,
        }
    }
}
