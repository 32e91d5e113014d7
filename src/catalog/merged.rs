//! What was merged: whoever asks by its id is answered as by the id of what it leads to.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::condition::{Condition, Filters};
use super::documents::Doc;
use super::entry::{Entry, State};
use super::postings::Postings;
use super::query::{Filter, Query, Test};
use super::term::{Tag, Term};
use super::{Catalog, term};
use crate::domain::Id;

/// The tags of identifiers that a merged thing may still be known by.
const IDENTIFIERS: [Tag; 2] = [Tag::Orcid, Tag::Ror];

impl Catalog {
    /// What a merged thing leads to; `None` of anything else.
    pub fn survivor(&self, id: Id) -> Option<Id> {
        self.merged.get(&id).copied()
    }

    /// Keeps in mind whether a thing is merged.
    pub(super) fn note(&mut self, id: Id, entry: Option<&Entry>) {
        match entry.map(|entry| entry.state) {
            Some(State::Merged(into)) => self.merged.insert(id, into),
            _ => self.merged.remove(&id),
        };
    }

    /// A query with what merged things lead to in the place of their ids.
    pub(super) fn led<'a>(&self, query: &'a Query) -> Cow<'a, Query> {
        let is_plain = query.filters.is_empty() && query.condition.is_none();
        if is_plain || self.merged.is_empty() {
            return Cow::Borrowed(query);
        }
        let mut query = query.clone();
        lead(&mut query.filters, &self.merged);
        self.known_by(&mut query);
        query.condition.iter_mut().for_each(|own| own.lead(&self.merged));
        Cow::Owned(query)
    }
}

impl Catalog {
    /// What merged things lead to beside whoever has an identifier, where they were known by it.
    fn known_by(&self, query: &mut Query) {
        let shelf = self.shelf(query.resource);
        for filter in &mut query.filters {
            let Test::Terms(terms) = &mut filter.test else { continue };
            let identifiers = terms.iter().filter(|own| IDENTIFIERS.iter().any(|tag| *tag as u8 == own.parts().0));
            let postings = identifiers.filter_map(|own| shelf.terms.get(own.as_bytes()));
            // Postings may hold what a record was.
            let now = |doc: &Doc| shelf.documents.find(shelf.documents.number(*doc)) == Some(*doc);
            let docs = postings.flat_map(Postings::docs).filter(now);
            let ids: Vec<Id> = docs.filter_map(|doc| self.survivor(shelf.hit(doc).id)).collect();
            if !ids.is_empty() {
                filter.test = Test::TermsOr(std::mem::take(terms), ids);
            }
        }
    }
}

impl Condition {
    fn lead(&mut self, merged: &BTreeMap<Id, Id>) {
        match self {
            Condition::Filters(Filters(filters)) => lead(filters, merged),
            Condition::Term(tag, value) => {
                *value = survivor(*tag, value, merged).unwrap_or_else(|| std::mem::take(value));
            }
            Condition::And(a, b) | Condition::Or(a, b) | Condition::AndNot(a, b) => {
                a.lead(merged);
                b.lead(merged);
            }
            Condition::All
            | Condition::Text(..)
            | Condition::Refers { .. }
            | Condition::Is(_)
            | Condition::Numbers(_)
            | Condition::Titled(_) => {}
        }
    }
}

fn lead(filters: &mut [Filter], merged: &BTreeMap<Id, Id>) {
    for filter in filters {
        let Test::Terms(terms) = &mut filter.test else { continue };
        for own in terms {
            let (tag, value) = own.parts();
            let led = term::AGENTS.into_iter().find(|agent| *agent as u8 == tag);
            let led = led.and_then(|tag| Term::new(tag, &survivor(tag, value, merged)?));
            *own = led.unwrap_or_else(|| own.clone());
        }
    }
}

/// The value that stands for what a merged thing leads to, where the value is of one.
fn survivor(tag: Tag, value: &str, merged: &BTreeMap<Id, Id>) -> Option<String> {
    let (before, id) = match tag {
        Tag::Set => value.split_once(':').filter(|(kind, _)| *kind == "author")?,
        Tag::Author | Tag::Affiliation | Tag::Publisher => ("", value),
        _ => return None,
    };
    let into = merged.get(&id.parse().ok()?)?;
    Some(if before.is_empty() { into.to_string() } else { format!("{before}:{into}") })
}
