//! One condition on records: what it lets through, and at what cost.

use std::borrow::Cow;

use roaring::RoaringBitmap;

use super::documents::Doc;
use super::order::Order;
use super::postings::Postings;

/// Up to this many candidates are looked at one by one.
const FEW: u64 = if cfg!(test) { 8 } else { 512 };

/// A set of ordinals under way to an answer.
#[derive(Debug)]
pub(super) enum Candidates<'a> {
    /// In no particular order, none twice.
    Few(Vec<Doc>),
    /// Many.
    Many(Cow<'a, RoaringBitmap>),
}

/// A condition.
#[derive(Debug)]
pub(super) enum Clause<'a> {
    /// Member of one of these.
    AnyOf(Vec<&'a Postings>),
    /// Member of none of these.
    NoneOf(Vec<&'a Postings>),
    /// Not member of all of these, of which there are two or more.
    NotAll(Vec<&'a Postings>),
    /// Member of this set.
    In(Cow<'a, RoaringBitmap>),
    /// At one of these stretches of an order, or member of a set.
    At(&'a Order, Vec<(usize, usize)>, RoaringBitmap),
}

impl<'a> Clause<'a> {
    /// How many it lets through at most.
    pub fn bound(&self) -> u64 {
        match self {
            Clause::AnyOf(sets) => sets.iter().map(|set| set.len()).sum(),
            Clause::NoneOf(_) | Clause::NotAll(_) => u64::MAX,
            Clause::In(set) => set.len(),
            Clause::At(_, stretches, others) => {
                stretches.iter().map(|(start, end)| (end - start) as u64).sum::<u64>() + others.len()
            }
        }
    }

    /// Whether it lets a record through. The record must be in the order a clause looks at.
    pub fn admits(&self, doc: Doc) -> bool {
        match self {
            Clause::AnyOf(sets) => sets.iter().any(|set| set.contains(doc)),
            Clause::NoneOf(sets) => !sets.iter().any(|set| set.contains(doc)),
            Clause::NotAll(sets) => !sets.iter().all(|set| set.contains(doc)),
            Clause::In(set) => set.contains(doc),
            Clause::At(order, stretches, others) => {
                let rank = order.rank(doc) as usize;
                stretches.iter().any(|(start, end)| (*start..*end).contains(&rank)) || others.contains(doc)
            }
        }
    }

    /// All it lets through. Not for negative clauses, which let through what they do not know.
    pub fn all(self) -> Candidates<'a> {
        if self.bound() <= FEW {
            return Candidates::Few(self.few());
        }
        Candidates::Many(match self {
            Clause::AnyOf(sets) => union(&sets),
            Clause::In(set) => set,
            Clause::At(order, stretches, others) => Cow::Owned(stretch_set(order, &stretches, &others)),
            Clause::NoneOf(_) | Clause::NotAll(_) => Cow::Owned(RoaringBitmap::new()),
        })
    }

    fn few(&self) -> Vec<Doc> {
        let mut docs = Vec::new();
        match self {
            Clause::AnyOf(sets) => {
                for set in sets {
                    match set {
                        Postings::Few(set) => docs.extend_from_slice(set),
                        Postings::Many(set) => docs.extend(set),
                    }
                }
                if sets.len() > 1 {
                    docs.sort_unstable();
                    docs.dedup();
                }
            }
            Clause::In(set) => docs.extend(&**set),
            Clause::At(order, stretches, others) => docs.extend(stretch_set(order, stretches, others)),
            Clause::NoneOf(_) | Clause::NotAll(_) => {}
        }
        docs
    }

    /// Takes out of a set what it does not let through.
    fn narrow(&self, set: Cow<'a, RoaringBitmap>) -> Candidates<'a> {
        let narrowed = match self {
            Clause::AnyOf(_) if self.bound() <= FEW => {
                return Candidates::Few(self.few().into_iter().filter(|doc| set.contains(*doc)).collect());
            }
            Clause::AnyOf(sets) => and(set, &union(sets)),
            Clause::In(own) => and(set, own),
            Clause::At(order, stretches, others) => and(set, &stretch_set(order, stretches, others)),
            Clause::NoneOf(sets) => sets.iter().fold(set, |set, out| match out {
                Postings::Many(out) => without(set, out),
                Postings::Few(out) => without(set, &out.iter().copied().collect()),
            }),
            Clause::NotAll(sets) => without(set, &intersection(sets)),
        };
        Candidates::Many(narrowed)
    }
}

impl<'a> Candidates<'a> {
    /// Nothing.
    pub fn none() -> Self {
        Candidates::Few(Vec::new())
    }

    /// How many they are.
    pub fn len(&self) -> u64 {
        match self {
            Candidates::Few(docs) => docs.len() as u64,
            Candidates::Many(docs) => docs.len(),
        }
    }

    /// Those that a clause lets through.
    pub fn narrow(self, clause: &Clause<'a>) -> Self {
        let narrowed = match self {
            Candidates::Few(mut docs) => {
                docs.retain(|doc| clause.admits(*doc));
                Candidates::Few(docs)
            }
            Candidates::Many(docs) => clause.narrow(docs),
        };
        match narrowed {
            Candidates::Many(docs) if docs.len() <= FEW => Candidates::Few(docs.iter().collect()),
            narrowed => narrowed,
        }
    }
}

/// All that are in any of these.
pub(super) fn union<'a>(sets: &[&'a Postings]) -> Cow<'a, RoaringBitmap> {
    if let [Postings::Many(set)] = sets {
        return Cow::Borrowed(set);
    }
    let mut all = RoaringBitmap::new();
    for set in sets {
        match set {
            Postings::Few(docs) => all.extend(docs),
            Postings::Many(docs) => all |= docs,
        }
    }
    Cow::Owned(all)
}

fn intersection(sets: &[&Postings]) -> RoaringBitmap {
    let smallest = sets.iter().min_by_key(|set| set.len());
    let mut docs = smallest.map(|set| union(&[set]).into_owned()).unwrap_or_default();
    for set in sets {
        match set {
            Postings::Many(set) => docs &= set,
            Postings::Few(_) => docs = docs.iter().filter(|doc| set.contains(*doc)).collect(),
        }
    }
    docs
}

fn stretch_set(order: &Order, stretches: &[(usize, usize)], others: &RoaringBitmap) -> RoaringBitmap {
    stretches.iter().fold(others.clone(), |set, (start, end)| set | order.between(*start, *end))
}

fn and<'a>(set: Cow<'a, RoaringBitmap>, other: &RoaringBitmap) -> Cow<'a, RoaringBitmap> {
    Cow::Owned(match set {
        Cow::Borrowed(set) => set & other,
        Cow::Owned(set) => set & other,
    })
}

fn without<'a>(set: Cow<'a, RoaringBitmap>, other: &RoaringBitmap) -> Cow<'a, RoaringBitmap> {
    Cow::Owned(match set {
        Cow::Borrowed(set) => set - other,
        Cow::Owned(set) => set - other,
    })
}
