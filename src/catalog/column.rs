//! The values that each record has under one tag, by ordinal: for tags of so many values that cutting the
//! postings of each with a set costs more than looking at each record of the set.

use std::collections::HashMap;

use roaring::RoaringBitmap;

use super::documents::Doc;
use super::term::Tag;

/// The tags that have a column.
pub(super) const TAGS: [Tag; 1] = [Tag::Author];

/// A column: lists of numbers, all in one piece of memory, and the value that each number stands for.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    /// Where the list of a record begins, with its length; a list that was replaced stays behind until such
    /// lists are half of all.
    places: Vec<u32>,
    lists: Vec<u32>,
    wasted: usize,
    numbers: HashMap<Box<str>, u32>,
    values: Vec<Box<str>>,
}

/// The place of a list that is empty.
const NONE: u32 = u32::MAX;

impl Column {
    /// Sets the values of a record, each once.
    pub fn set<'a>(&mut self, doc: Doc, values: impl Iterator<Item = &'a str>) {
        let index = doc as usize;
        if index >= self.places.len() {
            self.places.resize(index + 1, NONE);
        }
        self.wasted += self.list(doc).map_or(0, |old| old.len() + 1);
        let place = self.lists.len();
        self.lists.push(0);
        for value in values {
            let number = self.number(value);
            self.lists.push(number);
        }
        let length = self.lists.len() - place - 1;
        self.lists[place] = length as u32;
        self.places[index] = place as u32;
        if length == 0 {
            self.lists.pop();
            self.places[index] = NONE;
        }
        if self.wasted > 1 << 16 && self.wasted > self.lists.len() / 2 {
            self.compact();
        }
    }

    /// How many of a set have each value, in no order.
    pub fn count(&self, set: &RoaringBitmap) -> impl Iterator<Item = (u64, &str)> {
        let mut counts = vec![0u32; self.values.len()];
        for doc in set {
            self.list(doc).into_iter().flatten().for_each(|number| counts[*number as usize] += 1);
        }
        counts.into_iter().zip(&self.values).map(|(count, value)| (u64::from(count), &**value))
    }

    /// Gives back memory that growing took in advance.
    pub fn shrink(&mut self) {
        self.places.shrink_to_fit();
        self.lists.shrink_to_fit();
    }

    /// About how many bytes it takes.
    pub fn memory(&self) -> usize {
        let values: usize = self.values.iter().map(|value| 2 * (value.len() + 16)).sum();
        (self.places.capacity() + self.lists.capacity()) * 4 + values + self.numbers.capacity() * 24
    }

    fn list(&self, doc: Doc) -> Option<&[u32]> {
        let place = *self.places.get(doc as usize).filter(|place| **place != NONE)? as usize;
        let (length, rest) = self.lists[place..].split_first()?;
        rest.get(..*length as usize)
    }

    fn number(&mut self, value: &str) -> u32 {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let number = self.values.len() as u32;
        self.numbers.insert(value.into(), number);
        self.values.push(value.into());
        number
    }

    fn compact(&mut self) {
        let mut lists = Vec::with_capacity(self.lists.len() - self.wasted);
        let places = (0..self.places.len() as Doc).map(|doc| {
            let place = lists.len() as u32;
            let list = self.list(doc)?;
            lists.push(list.len() as u32);
            lists.extend_from_slice(list);
            Some(place)
        });
        self.places = places.map(|place| place.unwrap_or(NONE)).collect();
        self.lists = lists;
        self.wasted = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaced_lists_do_not_pile_up_and_are_not_counted() {
        let mut column = Column::default();
        for round in 0..100_000u32 {
            column.set(
                round % 10,
                [format!("v{round}"), "all".to_owned()].iter().map(String::as_str).take(round as usize % 3),
            );
        }
        assert!(column.lists.len() < 1 << 18);
        let mut counts: Vec<_> = column.count(&(0..11).collect()).filter(|(count, _)| *count > 0).collect();
        counts.sort_unstable();
        let last: Vec<u32> = (99_990..100_000).filter(|round| round % 3 > 0).collect();
        assert_eq!(counts.len(), last.len() + 1);
        assert_eq!(counts.last(), Some(&(last.iter().filter(|round| **round % 3 == 2).count() as u64, "all")));
    }
}
