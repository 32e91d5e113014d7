//! How far something reaches into the articles: how many have it, and of which years. Subjects are found by the words
//! of their labels too: they have no records of their own.

use std::borrow::Cow;
use std::cmp::Reverse;

use roaring::RoaringBitmap;

use super::Catalog;
use super::clause::Candidates;
use super::paging::page;
use super::postings::Postings;
use super::query::{Hit, Query};
use super::shelf::Shelf;
use super::sort::Sort;
use super::term::{Tag, Term};
use crate::domain::{Id, Resource};

/// A label that subjects of articles have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labelled {
    /// The label, folded.
    pub label: String,
    /// How many articles have it.
    pub articles: u64,
    /// The newest of them.
    pub newest: Hit,
}

impl Catalog {
    /// The labels of subjects that a test lets through, those of most articles first.
    pub fn subjects(&self, fits: impl Fn(&str) -> bool, most: usize) -> Vec<Labelled> {
        let shelf = self.shelf(Resource::Article);
        let labels = shelf.terms.under(Tag::SubjectLabel).filter(|(label, _)| fits(label));
        let mut found: Vec<_> = labels.map(|(label, postings)| (Reverse(postings.len()), label)).collect();
        found.sort_unstable();
        // A label that only the withdrawn have is none, so that some may be left over.
        let labelled = found.into_iter().filter_map(|(_, label)| {
            let postings = shelf.terms.get(Term::new(Tag::SubjectLabel, label)?.as_bytes())?;
            let articles = shelf.listed_of(postings);
            let newest = if articles > 0 { self.newest(shelf, label, postings)? } else { return None };
            Some(Labelled { label: label.to_owned(), articles, newest })
        });
        labelled.take(most).collect()
    }

    fn newest(&self, shelf: &Shelf, label: &str, postings: &Postings) -> Option<Hit> {
        shelf.newest_of(postings).or_else(|| {
            let mut query = Query::new(Resource::Article).with_term(Tag::SubjectLabel, label);
            query.limit = 1;
            self.find(&query).hits.first().copied()
        })
    }

    /// How many articles have an author, an organization or a series.
    pub fn articles_of(&self, tag: Tag, id: Id) -> u64 {
        self.postings_of(tag, id).map_or(0, |postings| self.shelf(Resource::Article).listed_of(postings))
    }

    /// The first and the last year of their dates; `None` where none has a date.
    pub fn years_of(&self, tag: Tag, id: Id) -> Option<(u32, u32)> {
        self.shelf(Resource::Article).years_of(self.postings_of(tag, id)?)
    }

    fn postings_of(&self, tag: Tag, id: Id) -> Option<&Postings> {
        let id = self.survivor(id).unwrap_or(id);
        self.shelf(Resource::Article).terms.get(Term::new(tag, &id.to_string())?.as_bytes())
    }
}

impl Shelf {
    /// How many listed articles are among those of a term: all but the withdrawn and the dead, which are few.
    pub(super) fn listed_of(&self, postings: &Postings) -> u64 {
        match postings {
            Postings::Few(docs) => docs.iter().filter(|doc| self.listed.contains(**doc)).count() as u64,
            Postings::Many(docs) => {
                docs.len() - docs.intersection_len(&self.withdrawn) - docs.intersection_len(&self.dead)
            }
        }
    }

    /// The newest article of a term, where it is found by looking through the order: no set is made for that. Nothing
    /// where dead ordinals are among them, which stand in no order, or where the newest of them is not listed.
    pub(super) fn newest_of(&self, postings: &Postings) -> Option<Hit> {
        let Postings::Many(docs) = postings else { return None };
        if !docs.is_disjoint(&self.dead) {
            return None;
        }
        let sort = Sort::default_of(Resource::Article);
        let view = self.order(sort.by).view(sort.descending);
        let first = page(view, &Candidates::Many(Cow::Borrowed(docs)), 0, 1);
        first.first().filter(|doc| self.listed.contains(**doc)).map(|doc| self.hit(*doc))
    }

    /// The first and the last year of those of a term that are listed. Nearly always the first year that has any of
    /// them is found at once: no set is made of them all.
    fn years_of(&self, postings: &Postings) -> Option<(u32, u32)> {
        let of = match postings {
            Postings::Few(docs) => Cow::Owned(docs.iter().copied().collect()),
            Postings::Many(docs) => Cow::Borrowed(docs),
        };
        let years = self.terms.under(Tag::Year).filter_map(|(year, docs)| Some((year.parse().ok()?, docs)));
        let mut years: Vec<(u32, &Postings)> = years.collect();
        years.sort_unstable_by_key(|(year, _)| *year);
        let is_of = |own: &&(u32, &Postings)| own.1.meets(&of, &self.listed);
        let first = years.iter().find(is_of)?;
        Some((first.0, years.iter().rfind(is_of)?.0))
    }
}

impl Postings {
    /// Whether something of these is in both sets.
    fn meets(&self, one: &RoaringBitmap, other: &RoaringBitmap) -> bool {
        match self {
            Postings::Few(docs) => docs.iter().any(|doc| one.contains(*doc) && other.contains(*doc)),
            Postings::Many(docs) => !docs.is_disjoint(one) && !(docs & one).is_disjoint(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::entry::State;
    use crate::catalog::tests::{packed, sketched};

    /// Articles 1 to 9 of 2011 to 2019; the first is withdrawn, the last was of another author before.
    #[test]
    fn what_is_not_listed_reaches_nowhere() {
        let article = |number: u64, author: u64| {
            let terms = [(Tag::Author, format!("au{author}")), (Tag::Year, format!("{}", 2010 + number))];
            let terms = packed(terms.iter().filter_map(|(tag, value)| Term::new(*tag, value)));
            let state = if number == 1 { State::Withdrawn } else { State::Listed };
            (Id::new(Resource::Article, number), crate::catalog::Entry { terms, state, ..sketched() })
        };
        let mut catalog = Catalog::load((1..10).map(|number| article(number, 1)));
        let author = |number| Id::new(Resource::Author, number);
        assert_eq!(catalog.articles_of(Tag::Author, author(1)), 8);
        assert_eq!(catalog.years_of(Tag::Author, author(1)), Some((2012, 2019)));
        let (id, entry) = article(9, 2);
        catalog.apply(id, Some(entry));
        assert_eq!(catalog.articles_of(Tag::Author, author(1)), 7);
        assert_eq!(catalog.years_of(Tag::Author, author(1)), Some((2012, 2018)));
        assert_eq!(catalog.years_of(Tag::Author, author(2)), Some((2019, 2019)));
        assert_eq!((catalog.articles_of(Tag::Author, author(3)), catalog.years_of(Tag::Author, author(3))), (0, None));
    }
}
