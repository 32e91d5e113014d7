//! The catalog once more, as plainly as can be: every entry is looked at for every query. Tests
//! compare the two.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::condition::{Condition, Filters, Texts};
use super::entry::{Entry, Key, State};
use super::query::{Filter, Found, Hit, Position, Query, Test};
use super::sort_key;
use super::term::{Tag, Term};
use super::words::Mask;
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
        let all = self.0.iter().filter(|(id, _)| id.resource() == query.resource);
        let meets = |id: &Id, entry: &Entry| query.condition.as_ref().is_none_or(|own| self.meets(own, *id, entry));
        let matching = all.filter(|(id, entry)| passes(&query.filters, entry) && meets(id, entry));
        let source = query.sort.by.source();
        let mut places: Vec<_> = matching.map(|(id, entry)| (entry.key(source), *id)).collect();
        let total = places.len() as u64;
        places.sort_by(|a, b| compare(*a, *b, query.sort.descending));
        if let Some(after) = &query.after {
            let after = (after.key(source), after.id);
            places.retain(|place| compare(*place, after, query.sort.descending) == Ordering::Greater);
        }
        places.drain(..query.skip.min(places.len()));
        let limit = query.limit.max(1);
        let page = &places[..places.len().min(limit)];
        let next = page.last().filter(|_| places.len() > limit).map(|(key, id)| Position::new(*key, *id));
        let hits = page.iter().map(|(_, id)| hit(*id, &self.0[id])).collect();
        Found { hits, total, next, tallies: Vec::new() }
    }

    fn meets(&self, condition: &Condition, id: Id, entry: &Entry) -> bool {
        let meets = |own: &Condition| self.meets(own, id, entry);
        match condition {
            Condition::All => true,
            Condition::Filters(Filters(filters)) => passes(filters, entry),
            Condition::Term(tag, value) => {
                Term::new(*tag, value).is_some_and(|term| entry.terms().any(|own| own == term.as_bytes()))
            }
            Condition::Text(tag, texts) => fits(entry, *tag, texts),
            Condition::Refers { by, to, under, texts } => {
                let ids = values(entry, *by).into_iter().filter_map(|value| value.parse::<Id>().ok());
                ids.filter(|id| id.resource() == *to)
                    .filter_map(|id| self.0.get(&id))
                    .any(|own| fits(own, *under, texts))
            }
            Condition::Is(ids) => ids.contains(&id),
            Condition::Numbers(numbers) => u32::try_from(id.number()).is_ok_and(|own| numbers.contains(own)),
            Condition::Titled(title) => sort_key::text(title).is_some_and(|key| entry.texts[0] == Some(key)),
            Condition::And(a, b) => meets(a) && meets(b),
            Condition::Or(a, b) => meets(a) || meets(b),
            Condition::AndNot(a, b) => meets(a) && !meets(b),
        }
    }
}

/// The texts that an entry has under a tag.
fn values(entry: &Entry, tag: Tag) -> Vec<&str> {
    entry.values(tag).collect()
}

fn fits(entry: &Entry, tag: Tag, texts: &Texts) -> bool {
    let values = values(entry, tag);
    let has = |mask: &Mask, text: &str| {
        text.split(' ').any(|word| mask.plain().map_or_else(|| mask.is(word), |plain| plain == word))
    };
    match texts {
        Texts::Exactly(own) => values.contains(&own.as_str()),
        Texts::Whole(mask) => values.iter().any(|text| mask.is(text)),
        Texts::Row(mask) => values.iter().any(|text| {
            let words: Vec<&str> = text.split(' ').collect();
            let rows = (0..words.len()).flat_map(|from| (from + 1..=words.len()).map(move |to| (from, to)));
            rows.into_iter().any(|(from, to)| {
                let row = words[from..to].join(" ");
                row.matches(' ').count() == mask.spaces() && mask.is(&row)
            })
        }),
        Texts::AllOf(masks) if masks.is_empty() => false,
        // The words of a title are kept one by one.
        Texts::AllOf(masks) if tag == Tag::TitleWord => masks.iter().all(|m| values.iter().any(|text| has(m, text))),
        Texts::AllOf(masks) => values.iter().any(|text| masks.iter().all(|m| has(m, text))),
    }
}

/// Whether all filters let an entry through; without a filter by state it must be listed.
fn passes(filters: &[Filter], entry: &Entry) -> bool {
    let by_status = filters.iter().any(|filter| matches!(filter.test, Test::States(_)));
    (by_status || entry.state == State::Listed) && filters.iter().all(|filter| holds(filter, entry))
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
        Test::Terms(terms) | Test::TermsOr(terms, _) => {
            terms.iter().any(|term| entry.terms().any(|own| own == term.as_bytes()))
        }
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
