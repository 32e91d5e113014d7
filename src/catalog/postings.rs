//! Which records have a term.

use std::collections::HashMap;

use roaring::RoaringBitmap;

use super::documents::Doc;
use super::term::Tag;

/// Up to this many ordinals a sorted list is both smaller and faster than a bitmap.
const FEW: usize = if cfg!(test) { 6 } else { 512 };

/// A set of ordinals.
#[derive(Clone, Debug)]
pub(super) enum Postings {
    /// In ascending order.
    Few(Vec<Doc>),
    /// Many.
    Many(RoaringBitmap),
}

impl Default for Postings {
    fn default() -> Self {
        Postings::Few(Vec::new())
    }
}

impl Postings {
    pub fn len(&self) -> u64 {
        match self {
            Postings::Few(docs) => docs.len() as u64,
            Postings::Many(docs) => docs.len(),
        }
    }

    pub fn contains(&self, doc: Doc) -> bool {
        match self {
            Postings::Few(docs) => docs.binary_search(&doc).is_ok(),
            Postings::Many(docs) => docs.contains(doc),
        }
    }

    /// All of them, in ascending order.
    pub fn docs(&self) -> Vec<Doc> {
        match self {
            Postings::Few(docs) => docs.clone(),
            Postings::Many(docs) => docs.iter().collect(),
        }
    }

    pub fn insert(&mut self, doc: Doc) {
        match self {
            Postings::Many(docs) => _ = docs.insert(doc),
            Postings::Few(docs) => {
                if let Err(place) = docs.binary_search(&doc) {
                    docs.insert(place, doc);
                }
                if docs.len() > FEW {
                    *self = Postings::Many(docs.drain(..).collect());
                }
            }
        }
    }

    pub fn remove_all(&mut self, gone: &RoaringBitmap) {
        match self {
            Postings::Few(docs) => docs.retain(|doc| !gone.contains(*doc)),
            Postings::Many(docs) => {
                *docs -= gone;
                if docs.len() <= FEW as u64 / 2 {
                    *self = Postings::Few(docs.iter().collect());
                }
            }
        }
    }

    /// About how many bytes it takes.
    pub fn memory(&self) -> usize {
        match self {
            Postings::Few(docs) => docs.capacity() * size_of::<Doc>() + 8,
            Postings::Many(docs) => bitmap_memory(docs),
        }
    }
}

/// About how many bytes a bitmap takes.
pub(super) fn bitmap_memory(docs: &RoaringBitmap) -> usize {
    let statistics = docs.statistics();
    docs.serialized_size() + statistics.n_containers as usize * 56
}

/// The postings of all terms of a resource.
#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    /// By tag, the first byte of a term.
    terms: Vec<HashMap<Box<[u8]>, Postings>>,
}

impl Dictionary {
    /// The postings of a term.
    pub fn get(&self, term: &[u8]) -> Option<&Postings> {
        self.terms.get(usize::from(*term.first()?))?.get(term)
    }

    /// Every value under a tag, in no order, with its postings.
    pub fn under(&self, tag: Tag) -> impl Iterator<Item = (&str, &Postings)> {
        let terms = self.terms.get(tag as usize).into_iter().flatten();
        terms.filter_map(|(term, docs)| Some((std::str::from_utf8(term.get(1..)?).ok()?, docs)))
    }

    /// The values under a tag that any of these records has, in no particular order.
    pub fn values(&self, tag: Tag, of: &RoaringBitmap) -> Vec<String> {
        let is_live = |postings: &Postings| match postings {
            Postings::Few(docs) => docs.iter().any(|doc| of.contains(*doc)),
            Postings::Many(docs) => !docs.is_disjoint(of),
        };
        self.under(tag).filter(|(_, postings)| is_live(postings)).map(|(value, _)| value.to_owned()).collect()
    }

    /// Notes that a record has a term.
    pub fn insert(&mut self, term: &[u8], doc: Doc) {
        let Some(tag) = term.first().copied().map(usize::from) else { return };
        if tag >= self.terms.len() {
            self.terms.resize_with(tag + 1, HashMap::new);
        }
        match self.terms[tag].get_mut(term) {
            Some(postings) => postings.insert(doc),
            None => _ = self.terms[tag].insert(term.into(), Postings::Few(vec![doc])),
        }
    }

    /// Takes records out of all postings; terms that nothing has any more are forgotten.
    pub fn remove_all(&mut self, gone: &RoaringBitmap) {
        for terms in &mut self.terms {
            terms.retain(|_, postings| {
                postings.remove_all(gone);
                postings.len() > 0
            });
        }
    }

    /// Gives back memory that growing took in advance.
    pub fn shrink(&mut self) {
        for postings in self.terms.iter_mut().flat_map(HashMap::values_mut) {
            if let Postings::Few(docs) = postings {
                docs.shrink_to_fit();
            }
        }
    }

    /// About how many bytes it takes.
    pub fn memory(&self) -> usize {
        let slots: usize = self.terms.iter().map(HashMap::capacity).sum();
        let slots = slots * (size_of::<(Box<[u8]>, Postings)>() + 1) * 8 / 7;
        let values = self.terms.iter().flatten();
        slots + values.map(|(term, postings)| term.len() + 8 + postings.memory()).sum::<usize>()
    }
}
