//! Random entries, edits and queries: the catalog answers as its plain twin does.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::Sketch;
use crate::catalog::query::{Filter, Range, Test};
use crate::catalog::reference::Reference;
use crate::catalog::sort_key::days;
use crate::catalog::{Catalog, Entry, Facets, Hit, Query, Sort, SortBy, State, Tag, Term, Walk};
use crate::domain::{Id, PartialDate, Resource};

type Change = (u64, Option<Sketch>);

const TAGS: [Tag; 3] = [Tag::Series, Tag::Author, Tag::Year];

fn date() -> impl Strategy<Value = PartialDate> {
    (2020..2023i16, 0..4u8, 0..4u8).prop_map(|(year, month, day)| {
        let text = match (month, day) {
            (0, _) => format!("{year}"),
            (month, 0) => format!("{year}-{:02}", [1, 2, 12][month as usize - 1]),
            (month, day) => format!("{year}-{:02}-{:02}", [1, 2, 12][month as usize - 1], day * 10 - 9),
        };
        PartialDate::parse(&text).unwrap()
    })
}

fn sketch() -> impl Strategy<Value = Sketch> {
    let terms = vec((prop::sample::select(&TAGS), 0..5u8), 0..6);
    let spans = vec(date().prop_map(days), 0..2);
    let texts = (option::weighted(0.8, 0..9u8), option::weighted(0.5, 0..15u8)).prop_map(|(a, b)| [a, b]);
    let date = option::weighted(0.9, date().prop_map(days));
    (prop::bool::weighted(0.15), -5..40i64, terms, 0..16u64, date, spans, texts).prop_map(
        |(withdrawn, modified, terms, has, date, spans, texts)| Sketch {
            withdrawn,
            modified,
            terms,
            has,
            date,
            spans,
            texts,
        },
    )
}

fn changes(most: usize) -> impl Strategy<Value = Vec<Change>> {
    vec((1..70u64, option::weighted(0.8, sketch())), 0..most)
}

pub fn filter() -> impl Strategy<Value = Filter> {
    let term = (prop::sample::select(&TAGS), 0..6u8).prop_map(|(tag, v)| Term::new(tag, &format!("v{v}")).unwrap());
    let states = prop::sample::subsequence(vec![State::Listed, State::Withdrawn], 0..=2);
    let bounds = (option::of(date()), option::of(date()))
        .prop_map(|(from, to)| Range { from: from.map(|d| days(d).0), to: to.map(|d| days(d).1) });
    let instants = (option::of(-6..41i64), option::of(-6..41i64)).prop_map(|(from, to)| Range { from, to });
    let test = prop_oneof![
        6 => vec(term, 0..4).prop_map(Test::Terms),
        1 => states.prop_map(Test::States),
        2 => (0..32u64).prop_map(Test::Has),
        2 => (1..32u64).prop_map(Test::Missing),
        3 => bounds.prop_map(Test::Published),
        2 => instants.prop_map(Test::Modified),
        1 => vec(date().prop_map(days), 0..3).prop_map(Test::ValidOn),
    ];
    (test, any::<bool>()).prop_map(|(test, negated)| {
        let negated = negated && matches!(test, Test::Terms(_) | Test::States(_) | Test::Has(_));
        Filter { name: "", negated, test }
    })
}

fn query() -> impl Strategy<Value = Query> {
    let sort = (prop::sample::select(SortBy::of(Resource::Article)), any::<bool>());
    (vec(filter(), 0..4), sort, 1..8usize).prop_map(|(filters, (by, descending), limit)| Query {
        resource: Resource::Article,
        filters,
        sort: Sort { by, descending },
        after: None,
        limit,
        condition: None,
        skip: 0,
        facets: Facets::default(),
    })
}

fn article(number: u64) -> Id {
    Id::new(Resource::Article, number)
}

#[derive(Default)]
struct Both {
    catalog: Catalog,
    plain: Reference,
    current: BTreeMap<Id, Entry>,
}

impl Both {
    fn apply(&mut self, changes: &[Change]) {
        let changes: Vec<_> =
            changes.iter().map(|(number, sketch)| (article(*number), sketch.as_ref().map(Sketch::entry))).collect();
        for (id, entry) in &changes {
            self.plain.apply(*id, entry.clone());
            match entry {
                Some(entry) => self.current.insert(*id, entry.clone()),
                None => self.current.remove(id),
            };
        }
        match &changes[..] {
            [(id, entry)] => self.catalog.apply(*id, entry.clone()),
            _ => self.catalog.apply_many(changes),
        }
    }

    /// All pages of a query, each compared; gives the hits.
    fn compare(&self, query: &Query) -> Vec<Hit> {
        let mut query = query.clone();
        let mut all = Vec::new();
        loop {
            let found = self.catalog.find(&query);
            assert_eq!(found, self.plain.find(&query));
            all.extend(found.hits);
            match found.next {
                Some(next) => query.after = Some(next),
                None => return all,
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn pages_and_totals_are_those_of_the_plain_twin(
        loaded in changes(90),
        batches in vec(changes(12), 0..6),
        singles in changes(8),
        queries in vec(query(), 1..8),
    ) {
        let entries = loaded.iter().filter_map(|(number, sketch)| Some((article(*number), sketch.as_ref()?.entry())));
        let mut both = Both { catalog: Catalog::load(entries.clone()), ..Both::default() };
        entries.for_each(|(id, entry)| {
            both.plain.apply(id, Some(entry.clone()));
            both.current.insert(id, entry);
        });
        for batch in batches.iter().map(Vec::as_slice).chain(singles.chunks(1)) {
            both.apply(batch);
            for query in &queries {
                let all = both.compare(query);
                prop_assert_eq!(all.len() as u64, both.catalog.find(query).total);
            }
        }
        for query in &queries {
            let mut all: Vec<_> = both.compare(query).into_iter().collect();
            all.sort_by_key(|hit| hit.id);
            let spans = both.catalog.spans(query, 16);
            let runs: Vec<_> = spans.iter().flat_map(|span| both.catalog.run(query, span.place, 16)).collect();
            prop_assert_eq!(&runs, &all);
            for span in &spans {
                let run = both.catalog.run(query, span.place, 16);
                prop_assert_eq!(run.len() as u64, span.count);
                prop_assert!(run.iter().all(|hit| hit.modified <= span.modified));
            }
        }
        for number in 1..70 {
            prop_assert_eq!(both.catalog.get(article(number)), both.plain.get(article(number)));
        }
        for (tag, value) in TAGS.iter().flat_map(|tag| (0..5u8).map(move |value| (*tag, format!("v{value}")))) {
            let shelf = both.catalog.shelf(Resource::Article);
            let counted = shelf.terms.get(Term::new(tag, &value).unwrap().as_bytes()).map_or(0, |own| shelf.listed_of(own));
            let query = Query::new(Resource::Article).with_term(tag, &value);
            prop_assert_eq!(counted, both.plain.find(&query).total);
        }
        let listed = both.current.values().filter(|entry| entry.state == State::Listed).count();
        prop_assert_eq!(both.catalog.count(Resource::Article), listed as u64);
    }

    /// While the list is walked it changes; cursors may stand behind records that were edited or
    /// taken out. What does not change is met exactly once.
    #[test]
    fn a_walk_meets_what_stays_exactly_once(
        loaded in changes(90),
        batches in vec(changes(6), 20),
        query in query(),
    ) {
        let mut both = Both::default();
        both.apply(&loaded);
        let before = both.current.clone();
        let (mut walk, mut twin) = (Walk::new(query.clone()), query.clone());
        let mut met = Vec::new();
        let mut touched = std::collections::BTreeSet::new();
        let mut batches = batches.iter();
        while let Some(page) = walk.next_page(&both.catalog) {
            let found = both.plain.find(&twin);
            prop_assert_eq!(&page, &found.hits);
            twin.after = found.next;
            met.extend(page.iter().map(|hit| hit.id));
            let batch = batches.next().map(Vec::as_slice).unwrap_or_default();
            touched.extend(batch.iter().map(|(number, _)| article(*number)));
            both.apply(batch);
        }
        let mut first = Reference::default();
        before.into_iter().for_each(|(id, entry)| first.apply(id, Some(entry)));
        let whole = Query { limit: usize::MAX, ..query };
        for hit in first.find(&whole).hits.iter().filter(|hit| !touched.contains(&hit.id)) {
            prop_assert_eq!(met.iter().filter(|id| **id == hit.id).count(), 1, "{}", hit.id);
        }
    }

    #[test]
    fn an_entry_reads_back_from_its_bytes(sketch in sketch(), cut in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let entry = sketch.entry();
        let mut bytes = entry.to_bytes();
        prop_assert_eq!(Entry::from_bytes(&bytes), Some(entry));
        let place = cut.index(bytes.len());
        prop_assert!(Entry::from_bytes(&bytes[..place]).is_none_or(|part| part.terms().count() < sketch.terms.len()));
        bytes[place] = byte;
        _ = Entry::from_bytes(&bytes);
    }

    #[test]
    fn garbage_is_no_entry_and_no_panic(bytes in vec(any::<u8>(), 0..200), body in vec(any::<u8>(), 0..200)) {
        _ = Entry::from_bytes(&bytes);
        let versioned = [&[crate::catalog::entry::VERSION, 0][..], &body].concat();
        if let Some(entry) = Entry::from_bytes(&versioned) {
            let catalog = Catalog::load([(article(1), entry)]);
            prop_assert_eq!(catalog.find(&Query::new(Resource::Article)).total, 1);
        }
    }
}
