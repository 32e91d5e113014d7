//! Random conditions on random records, which change meanwhile: the catalog answers as its plain twin does.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::model::filter;
use super::packed;
use crate::catalog::reference::Reference;
use crate::catalog::sort_key::text;
use crate::catalog::{Catalog, Condition, Entry, Facets, Mask, Query, Sort, SortBy, State, Tag, Term, Texts};
use crate::domain::{Id, Resource, Timestamp};

/// Words that are parts of each other.
const WORDS: &[&str] = &["a", "ab", "b", "ba", "abc"];

/// What is asked for: words, masks, several of them, nothing.
const ASKED: &[&str] =
    &["a", "ab", "abc", "a*", "*b", "?b", "*", "a b", "ab a", "a* b?", "ba ab a", "c", "", "\u{2026}"];

/// An article or an author, of few words, so that values collide.
#[derive(Clone, Debug)]
struct Sketch {
    withdrawn: bool,
    modified: i64,
    title: Option<u8>,
    /// Single words of an article's title.
    words: Vec<&'static str>,
    /// Texts of two words: subjects of an article, names of an author.
    texts: Vec<(&'static str, &'static str)>,
    authors: Vec<u64>,
}

fn author(number: u64) -> Id {
    Id::new(Resource::Author, number)
}

impl Sketch {
    fn entry(&self) -> Entry {
        let words = self.words.iter().filter_map(|word| Term::new(Tag::TitleWord, word));
        let texts = [Tag::SubjectLabel, Tag::Name]
            .into_iter()
            .flat_map(|tag| self.texts.iter().filter_map(move |(one, two)| Term::new(tag, &format!("{one} {two}"))));
        let authors = self.authors.iter().filter_map(|number| Term::new(Tag::Author, &author(*number).to_string()));
        Entry {
            state: if self.withdrawn { State::Withdrawn } else { State::Listed },
            etag: self.modified.unsigned_abs(),
            modified: Timestamp::from_micros(self.modified),
            terms: packed(words.chain(texts).chain(authors)),
            has: self.words.len() as u64,
            date: None,
            spans: Box::default(),
            texts: [self.title.and_then(|title| text(&format!("t{title}"))), None],
        }
    }
}

fn sketch() -> impl Strategy<Value = Sketch> {
    let texts = vec((select(WORDS), select(WORDS)), 0..3);
    let title = option::weighted(0.8, 0..6u8);
    (prop::bool::weighted(0.2), 0..40i64, title, vec(select(WORDS), 0..4), texts, vec(1..6u64, 0..3)).prop_map(
        |(withdrawn, modified, title, words, texts, authors)| Sketch {
            withdrawn,
            modified,
            title,
            words,
            texts,
            authors,
        },
    )
}

/// Articles and authors that come, change and go.
fn changes(most: usize) -> impl Strategy<Value = Vec<(Id, Option<Sketch>)>> {
    let id = prop_oneof![
        4 => (1..40u64).prop_map(|number| Id::new(Resource::Article, number)),
        1 => (1..6u64).prop_map(author),
    ];
    vec((id, option::weighted(0.85, sketch())), 0..most)
}

fn texts() -> impl Strategy<Value = Texts> {
    prop_oneof![
        3 => select(ASKED).prop_map(|asked| Texts::AllOf(Mask::words(asked))),
        2 => select(ASKED).prop_map(|asked| Texts::Whole(Mask::whole(asked))),
        1 => select(ASKED).prop_map(|asked| Texts::Exactly(asked.to_owned())),
        2 => select(&ASKED[..12]).prop_map(|asked| Texts::Row(Mask::whole(asked))),
    ]
}

fn condition() -> impl Strategy<Value = Condition> {
    let filters =
        vec(filter(), 0..3).prop_map(|filters| Condition::filters(Query { filters, ..Query::new(Resource::Article) }));
    let term = prop_oneof![
        (1..7u64).prop_map(|number| Condition::Term(Tag::Author, author(number).to_string())),
        select(ASKED).prop_map(|asked| Condition::Term(Tag::SubjectLabel, asked.to_owned())),
    ];
    let text = (select(&[Tag::TitleWord, Tag::SubjectLabel]), texts()).prop_map(|(tag, own)| Condition::Text(tag, own));
    let refers =
        texts().prop_map(|texts| Condition::Refers { by: Tag::Author, to: Resource::Author, under: Tag::Name, texts });
    let id = (select(&[Resource::Article, Resource::Author]), 1..45u64).prop_map(|(of, number)| Id::new(of, number));
    let leaf = prop_oneof![
        1 => Just(Condition::All),
        2 => filters,
        2 => term,
        4 => text,
        3 => refers,
        1 => vec(id, 0..5).prop_map(Condition::Is),
        1 => (0..7u8).prop_map(|title| Condition::Titled(format!("T{title}"))),
    ];
    leaf.prop_recursive(4, 24, 2, |own| {
        (own.clone(), own, 0..3u8).prop_map(|(a, b, how)| match how {
            0 => a.and(b),
            1 => a.or(b),
            _ => a.and_not(b),
        })
    })
}

fn query() -> impl Strategy<Value = Query> {
    let sort = (select(SortBy::of(Resource::Article)), any::<bool>());
    (vec(filter(), 0..2), condition(), sort, 1..8usize, 0..12usize).prop_map(
        |(filters, condition, (by, descending), limit, skip)| Query {
            resource: Resource::Article,
            filters,
            sort: Sort { by, descending },
            after: None,
            limit,
            condition: Some(condition),
            skip,
            facets: Facets::default(),
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn conditions_mean_what_they_say(
        batches in vec(changes(60), 1..4),
        queries in vec(query(), 1..12),
    ) {
        let (mut catalog, mut plain) = (Catalog::default(), Reference::default());
        for batch in &batches {
            let entries = batch.iter().map(|(id, sketch)| (*id, sketch.as_ref().map(Sketch::entry)));
            entries.clone().for_each(|(id, entry)| plain.apply(id, entry));
            catalog.apply_many(entries);
            for query in &queries {
                let mut query = query.clone();
                let mut met = 0;
                // What is passed over is passed over once; the pages after it go on from a place.
                loop {
                    let found = catalog.find(&query);
                    prop_assert_eq!(&found, &plain.find(&query));
                    met += found.hits.len() + query.skip.min(found.total as usize);
                    prop_assert!(met as u64 <= found.total);
                    (query.after, query.skip) = (found.next, 0);
                    if query.after.is_none() {
                        prop_assert_eq!(met as u64, found.total);
                        break;
                    }
                }
            }
        }
    }
}
