//! Which records have a term.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use roaring::RoaringBitmap;

use super::documents::Doc;
use super::term::Tag;

/// Up to this many ordinals a sorted list is both smaller and faster than a bitmap.
const FEW: usize = if cfg!(test) { 6 } else { 512 };

/// How many ordinals one container of a bitmap holds (the Roaring format).
const CONTAINER: usize = 1 << 16;

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

    /// Those in a list in ascending order. Bits are set in whole words of memory: putting one after the other into a
    /// bitmap took most of the time in which a large catalog is loaded.
    fn of(mut docs: Vec<Doc>) -> Self {
        if docs.len() <= FEW {
            docs.shrink_to_fit();
            return Postings::Few(docs);
        }
        let (mut all, mut bits) = (RoaringBitmap::new(), vec![0u8; CONTAINER / 8]);
        for part in docs.chunk_by(|one, next| *one as usize / CONTAINER == *next as usize / CONTAINER) {
            bits.fill(0);
            part.iter().map(|doc| *doc as usize % CONTAINER).for_each(|bit| bits[bit / 8] |= 1 << (bit % 8));
            all |= RoaringBitmap::from_lsb0_bytes(part[0] - part[0] % CONTAINER as Doc, &bits);
        }
        Postings::Many(all)
    }

    pub fn insert(&mut self, doc: Doc) {
        match self {
            Postings::Many(docs) => _ = docs.insert(doc),
            Postings::Few(docs) => {
                if docs.last().is_none_or(|last| *last < doc) {
                    docs.push(doc);
                } else if let Err(place) = docs.binary_search(&doc) {
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

/// Something for each term, by tag, which is the first byte of a term.
type ByTerm<P> = Vec<HashMap<Box<[u8]>, P, RandomState>>;

/// Changes what a term has.
fn change<P: Default>(terms: &mut ByTerm<P>, term: &[u8], change: impl FnOnce(&mut P)) {
    let Some(tag) = term.first().copied().map(usize::from) else { return };
    if tag >= terms.len() {
        terms.resize_with(tag + 1, HashMap::default);
    }
    match terms[tag].get_mut(term) {
        Some(own) => change(own),
        None => {
            let mut own = P::default();
            change(&mut own);
            terms[tag].insert(term.into(), own);
        }
    }
}

/// A dictionary that is being filled with records in ascending order of their ordinals.
#[derive(Default)]
pub(super) struct Filling {
    terms: ByTerm<Vec<Doc>>,
}

impl Filling {
    /// Notes that a record has a term.
    pub fn insert(&mut self, term: &[u8], doc: Doc) {
        change(&mut self.terms, term, |docs| docs.push(doc));
    }

    /// The dictionary.
    pub fn finish(self) -> Dictionary {
        let finish = |terms: HashMap<Box<[u8]>, Vec<Doc>, RandomState>| {
            terms.into_iter().map(|(term, docs)| (term, Postings::of(docs))).collect()
        };
        Dictionary { terms: self.terms.into_iter().map(finish).collect() }
    }
}

/// The postings of all terms of a resource.
#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    terms: ByTerm<Postings>,
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
        change(&mut self.terms, term, |postings| postings.insert(doc));
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

    /// About how many bytes it takes.
    pub fn memory(&self) -> usize {
        let slots: usize = self.terms.iter().map(HashMap::capacity).sum();
        let slots = slots * (size_of::<(Box<[u8]>, Postings)>() + 1) * 8 / 7;
        let values = self.terms.iter().flatten();
        slots + values.map(|(term, postings)| term.len() + 8 + postings.memory()).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_becomes_the_set_that_single_insertions_make() {
        for docs in [vec![], vec![3], (0..FEW as Doc + 1).collect(), (0..40).map(|n| n * 9_973).collect::<Vec<_>>()] {
            let mut single = Postings::default();
            docs.iter().for_each(|doc| single.insert(*doc));
            assert_eq!(Postings::of(docs.clone()).docs(), docs);
            assert_eq!(single.docs(), docs);
        }
    }
}
