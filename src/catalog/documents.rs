//! The columns: what is kept of each record, by ordinal.

use std::collections::HashMap;

use roaring::RoaringBitmap;

use super::entry::{Entry, Key};
use super::sort::{Source, TEXTS};
use super::sort_key::{instant, interval};
use super::texts::Texts;
use crate::domain::Timestamp;

/// The ordinal of a record within its resource: small numbers, so that sets of them are small.
pub(super) type Doc = u32;

/// No date; no interval of days is as large.
const UNDATED: u64 = u64::MAX;

/// How many ids share a page of the table from id to ordinal.
const PAGE: usize = 512;

/// No record has this id.
const VACANT: Doc = Doc::MAX;

/// All columns of one resource.
#[derive(Clone, Debug, Default)]
pub(super) struct Documents {
    numbers: Vec<u64>,
    etags: Vec<u64>,
    modified: Vec<i64>,
    dates: Vec<u64>,
    /// A hash of everything that postings hold of a record.
    prints: Vec<u64>,
    texts: [Texts; TEXTS],
    by_number: HashMap<u64, Box<[Doc; PAGE]>>,
    /// Ordinals that nothing points to any more.
    free: Vec<Doc>,
}

impl Documents {
    /// The ordinal of the record with this number.
    pub fn find(&self, number: u64) -> Option<Doc> {
        let page = self.by_number.get(&(number / PAGE as u64))?;
        Some(page[number as usize % PAGE]).filter(|doc| *doc != VACANT)
    }

    /// The ordinals of the records with these numbers.
    pub fn with_numbers(&self, numbers: &RoaringBitmap) -> RoaringBitmap {
        let mut bits = vec![0u8; self.numbers.len().div_ceil(8)];
        let mut last = None;
        for number in numbers {
            let place = u64::from(number) / PAGE as u64;
            let page = match last {
                Some((own, page)) if own == place => page,
                _ => self.by_number.get(&place),
            };
            last = Some((place, page));
            if let Some(doc) = page.map(|page| page[number as usize % PAGE]).filter(|doc| *doc != VACANT) {
                bits[doc as usize / 8] |= 1 << (doc % 8);
            }
        }
        RoaringBitmap::from_lsb0_bytes(0, &bits)
    }

    /// No record has a higher number.
    pub fn highest(&self) -> u64 {
        self.by_number.keys().max().map_or(0, |page| page * PAGE as u64 + PAGE as u64 - 1)
    }

    /// How many ordinals there are, holes included.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Gives the record with this number an ordinal.
    pub fn add(&mut self, number: u64) -> Doc {
        let doc = self.free.pop().unwrap_or_else(|| self.grow());
        self.numbers[doc as usize] = number;
        self.place(number, doc);
        doc
    }

    /// Fills the columns of an ordinal.
    pub fn set(&mut self, doc: Doc, entry: &Entry, print: u64) {
        let index = doc as usize;
        self.etags[index] = entry.etag;
        self.modified[index] = entry.modified.micros();
        self.dates[index] = entry.date.map_or(UNDATED, interval);
        self.prints[index] = print;
        self.texts.iter_mut().zip(&entry.texts).for_each(|(column, text)| column.set(doc, text.as_deref()));
    }

    /// Forgets which record an ordinal stands for; the ordinal is not used again until
    /// [`Documents::reuse`].
    pub fn remove(&mut self, doc: Doc) {
        self.place(self.numbers[doc as usize], VACANT);
        self.texts.iter_mut().for_each(|column| column.set(doc, None));
    }

    /// Allows ordinals to be used again.
    pub fn reuse(&mut self, docs: impl Iterator<Item = Doc>) {
        self.free.extend(docs);
    }

    /// Gives back memory that growing took in advance.
    pub fn shrink(&mut self) {
        for column in [&mut self.numbers, &mut self.etags, &mut self.dates, &mut self.prints] {
            column.shrink_to_fit();
        }
        self.modified.shrink_to_fit();
        self.texts.iter_mut().for_each(Texts::shrink);
    }

    pub fn number(&self, doc: Doc) -> u64 {
        self.numbers[doc as usize]
    }

    pub fn etag(&self, doc: Doc) -> u64 {
        self.etags[doc as usize]
    }

    pub fn modified(&self, doc: Doc) -> Timestamp {
        Timestamp::from_micros(self.modified[doc as usize])
    }

    pub fn print(&self, doc: Doc) -> u64 {
        self.prints[doc as usize]
    }

    /// The sort key of a record.
    pub fn key(&self, doc: Doc, source: Source) -> Key<'_> {
        match source {
            Source::Modified => Key::Number(instant(self.modified[doc as usize])),
            Source::Date => match self.dates[doc as usize] {
                UNDATED => Key::Missing,
                date => Key::Number(date),
            },
            Source::Text(slot) => self.texts[slot].get(doc).map_or(Key::Missing, Key::Text),
        }
    }

    /// About how many bytes they take.
    pub fn memory(&self) -> usize {
        let columns = 8
            * (self.numbers.capacity()
                + self.etags.capacity()
                + self.modified.capacity()
                + self.dates.capacity()
                + self.prints.capacity());
        let pages = self.by_number.len() * (PAGE * size_of::<Doc>() + 32);
        columns + pages + self.free.capacity() * 4 + self.texts.iter().map(Texts::memory).sum::<usize>()
    }

    fn grow(&mut self) -> Doc {
        self.numbers.push(0);
        self.etags.push(0);
        self.modified.push(0);
        self.dates.push(UNDATED);
        self.prints.push(0);
        self.numbers.len() as Doc - 1
    }

    fn place(&mut self, number: u64, doc: Doc) {
        let page = self.by_number.entry(number / PAGE as u64).or_insert_with(|| Box::new([VACANT; PAGE]));
        page[number as usize % PAGE] = doc;
    }
}
