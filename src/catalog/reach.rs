//! Subjects by the words of their labels: they have no records of their own.

use std::cmp::Reverse;

use super::Catalog;
use super::query::{Hit, Query};
use super::term::Tag;
use crate::domain::Resource;

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
            let mut query = Query::new(Resource::Article).with_term(Tag::SubjectLabel, label);
            query.limit = 1;
            let all = self.find(&query);
            let newest = all.hits.first().copied()?;
            Some(Labelled { label: label.to_owned(), articles: all.total, newest })
        });
        labelled.take(most).collect()
    }
}
