//! From filters to the set of records that pass them.

use std::borrow::Cow;

use roaring::RoaringBitmap;

use super::clause::{Candidates, Clause};
use super::entry::State;
use super::order::Order;
use super::postings::Postings;
use super::query::{Filter, Range, Test};
use super::shelf::Shelf;
use super::sort::SortBy;
use super::sort_key::{instant, interval};

impl Shelf {
    /// The records that pass all filters. Without a filter by state these are listed ones.
    pub fn candidates(&self, filters: &[Filter]) -> Candidates<'_> {
        let Some(states) = self.states(filters) else { return Candidates::none() };
        let mut clauses = vec![states];
        clauses.extend(filters.iter().filter_map(|filter| self.clause(filter)));
        clauses.sort_by_key(Clause::bound);
        let mut clauses = clauses.into_iter();
        let Some(first) = clauses.next() else { return Candidates::none() };
        clauses.fold(first.all(), |set, clause| if set.len() == 0 { set } else { set.narrow(&clause) })
    }

    /// The clause of those in a state that is asked for.
    fn states(&self, filters: &[Filter]) -> Option<Clause<'_>> {
        let asked = || {
            filters.iter().filter_map(|filter| match &filter.test {
                Test::States(states) => Some((states, filter.negated)),
                _ => None,
            })
        };
        let wanted = |state| asked().all(|(states, negated)| states.contains(&state) != negated);
        let set = match (wanted(State::Listed), wanted(State::Withdrawn) && asked().next().is_some()) {
            (true, true) if !self.withdrawn.is_empty() => Cow::Owned(&self.listed | &self.withdrawn),
            (true, _) => Cow::Borrowed(&self.listed),
            (false, true) => Cow::Borrowed(&self.withdrawn),
            (false, false) => return None,
        };
        Some(Clause::In(set))
    }

    fn clause(&self, filter: &Filter) -> Option<Clause<'_>> {
        let any = |sets: Vec<_>| if filter.negated { Clause::NoneOf(sets) } else { Clause::AnyOf(sets) };
        Some(match &filter.test {
            Test::States(_) => return None,
            Test::Terms(terms) => any(terms.iter().filter_map(|term| self.terms.get(term.as_bytes())).collect()),
            Test::TermsOr(terms, ids) => {
                let mut set: RoaringBitmap = ids.iter().filter_map(|id| self.documents.find(id.number())).collect();
                for own in terms.iter().filter_map(|term| self.terms.get(term.as_bytes())) {
                    set.extend(own.docs());
                }
                match filter.negated {
                    true => Clause::In(Cow::Owned((&self.listed | &self.withdrawn) - set)),
                    false => Clause::In(Cow::Owned(set)),
                }
            }
            Test::Has(fields) => any(self.fields_of(*fields)),
            Test::Missing(fields) => match self.fields_of(*fields) {
                sets if sets.len() > 1 => Clause::NotAll(sets),
                sets => Clause::NoneOf(sets),
            },
            Test::Published(range) => self.published(range),
            Test::Modified(range) => self.modified(range),
            Test::ValidOn(days) => {
                let valid =
                    |(start, end, _): &&(u32, u32, u32)| days.iter().any(|(from, to)| start <= to && from <= end);
                Clause::In(Cow::Owned(self.spans.iter().filter(valid).map(|(_, _, doc)| *doc).collect()))
            }
        })
    }

    fn fields_of(&self, fields: u64) -> Vec<&Postings> {
        self.fields.iter().enumerate().filter(|(bit, _)| fields >> bit & 1 == 1).map(|(_, set)| set).collect()
    }

    /// In the order by first and last day, those that begin within the range stand together. Of those
    /// that begin before it, only the month and the year that its first day lies in reach into it, and
    /// they stand together too.
    fn published(&self, range: &Range<u32>) -> Clause<'_> {
        if range.is_inverted() {
            return Clause::AnyOf(Vec::new());
        }
        let order = self.order(SortBy::Published);
        let (from, to) = (range.from.unwrap_or(0), range.to.unwrap_or(u32::MAX));
        let (month, year) = (from / 100 * 100 + 1, from / 10_000 * 10_000 + 101);
        let mut stretches = vec![(interval((from, 0)), interval((to, u32::MAX)))];
        if month < from {
            stretches.push((interval((month, month + 1)), interval((month, month + 99))));
        }
        if year < from {
            stretches.push((interval((year, year + 1100)), interval((year, year + 1198))));
        }
        let others = self.spans.iter().filter(|(start, end, _)| *start <= to && from <= *end);
        let others: RoaringBitmap = others.map(|(_, _, doc)| *doc).collect();
        self.stretches(order, stretches, others)
    }

    fn modified(&self, range: &Range<i64>) -> Clause<'_> {
        let from = instant(range.from.unwrap_or(i64::MIN));
        let to = instant(range.to.unwrap_or(i64::MAX));
        self.stretches(self.order(SortBy::Modified), vec![(from, to)], RoaringBitmap::new())
    }

    /// The clause of those whose keys lie between two, ends included.
    fn stretches<'a>(&'a self, order: &'a Order, keys: Vec<(u64, u64)>, others: RoaringBitmap) -> Clause<'a> {
        let place = |key: u64| order.bound(&self.documents, key);
        let end = |key: u64| key.checked_add(1).map_or(order.present(), place);
        let stretches = keys.into_iter().map(|(from, to)| (place(from), end(to)));
        Clause::At(order, stretches.filter(|(start, end)| start < end).collect(), others)
    }
}
