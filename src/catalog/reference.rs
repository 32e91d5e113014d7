//! The catalog once more, as plainly as can be: every entry is looked at for every query. Tests
//! compare the two.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::entry::{Entry, Key, State};
use super::query::{Filter, Found, Hit, Position, Query, Test};
use crate::domain::Id;

#[derive(Clone, Debug, Default)]
pub struct Reference(BTreeMap<Id, Entry>);

impl Reference {
    pub fn apply(&mut self, id: Id, entry: Option<Entry>) {
        match entry {
            Some(entry) => self.0.insert(id, entry),
            None => self.0.remove(&id),
        };
    }

    pub fn get(&self, id: Id) -> Option<Hit> {
        self.0.get(&id).map(|entry| hit(id, entry))
    }

    pub fn find(&self, query: &Query) -> Found {
        let by_status = query.filters.iter().any(|f| matches!(f.test, Test::States(_)));
        let listed = |entry: &Entry| by_status || entry.state == State::Listed;
        let all = self.0.iter().filter(|(id, _)| id.resource() == query.resource);
        let matching = all.filter(|(_, entry)| listed(entry) && query.filters.iter().all(|f| holds(f, entry)));
        let source = query.sort.by.source();
        let mut places: Vec<_> = matching.map(|(id, entry)| (entry.key(source), *id)).collect();
        let total = places.len() as u64;
        places.sort_by(|a, b| compare(*a, *b, query.sort.descending));
        if let Some(after) = &query.after {
            let after = (after.key(source), after.id);
            places.retain(|place| compare(*place, after, query.sort.descending) == Ordering::Greater);
        }
        let limit = query.limit.max(1);
        let page = &places[..places.len().min(limit)];
        let next = page.last().filter(|_| places.len() > limit).map(|(key, id)| Position::new(*key, *id));
        let hits = page.iter().map(|(_, id)| hit(*id, &self.0[id])).collect();
        Found { hits, total, next }
    }
}

fn hit(id: Id, entry: &Entry) -> Hit {
    Hit { id, etag: entry.etag, modified: entry.modified, state: entry.state }
}

/// Missing keys are last in both directions; ids follow the direction.
fn compare(a: (Key<'_>, Id), b: (Key<'_>, Id), descending: bool) -> Ordering {
    let missing = (a.0 == Key::Missing).cmp(&(b.0 == Key::Missing));
    missing.then(if descending { b.cmp(&a) } else { a.cmp(&b) })
}

fn holds(filter: &Filter, entry: &Entry) -> bool {
    let overlaps = |(start, end): (u32, u32), (from, to): (u32, u32)| start <= to && from <= end;
    let holds = match &filter.test {
        Test::Terms(terms) => terms.iter().any(|term| entry.terms().any(|own| own == term.as_bytes())),
        Test::States(states) => states.contains(&entry.state),
        Test::Has(fields) => entry.has & fields != 0,
        Test::Missing(fields) => !entry.has & fields != 0,
        Test::Published(range) if range.is_inverted() => false,
        Test::Published(range) => {
            let range = (range.from.unwrap_or(0), range.to.unwrap_or(u32::MAX));
            entry.date.iter().chain(&*entry.spans).any(|span| overlaps(*span, range))
        }
        Test::Modified(range) => {
            let micros = entry.modified.micros();
            range.from.is_none_or(|from| from <= micros) && range.to.is_none_or(|to| micros <= to)
        }
        Test::ValidOn(days) => entry.spans.iter().any(|span| days.iter().any(|day| overlaps(*span, *day))),
    };
    holds != filter.negated
}
