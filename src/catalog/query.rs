//! What is asked of the catalog, and what it answers.

use super::condition::Condition;
use super::entry::{Key, State};
use super::sort::{Sort, Source};
use super::tally::{Facets, Tally};
use super::term::Term;
use crate::domain::{Id, Resource, Timestamp};

/// A list request: filters, order, and the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// What is listed.
    pub resource: Resource,
    /// What must hold; filled by [`Query::accept`].
    pub(super) filters: Vec<Filter>,
    /// In which order.
    pub sort: Sort,
    /// The end of the page before; `None` for the first page. It must come from the same order.
    pub after: Option<Position>,
    /// How many records a page holds at most; at least one.
    pub limit: usize,
    /// What must hold beside the filters.
    pub condition: Option<Condition>,
    /// How many records are passed over before the page.
    pub skip: usize,
    /// By what those on all pages are counted.
    pub facets: Facets,
}

/// One condition: of its name in the query string, with the values that were given.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Filter {
    pub name: &'static str,
    pub negated: bool,
    pub test: Test,
}

/// What a filter looks for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
    /// One of these terms.
    Terms(Vec<Term>),
    /// One of these terms, or to be one of these.
    TermsOr(Vec<Term>, Vec<Id>),
    /// One of these states.
    States(Vec<State>),
    /// Something in one of these fields.
    Has(u64),
    /// Nothing in one of these fields.
    Missing(u64),
    /// A day of publication between these, ends included.
    Published(Range<u32>),
    /// A last change between these microseconds, ends included.
    Modified(Range<i64>),
    /// Validity on a day of one of these intervals.
    ValidOn(Vec<(u32, u32)>),
}

/// Bounds that may be open; both belong to the range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range<T> {
    pub from: Option<T>,
    pub to: Option<T>,
}

/// A parameter that cannot be accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// Its name as given.
    pub parameter: String,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// A place in an order: behind the record with this key and id, which need not exist any more.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Position {
    /// The sort key of the record: a byte that tells whether there is one, then the key. At most
    /// [`super::sort_key::LONGEST`] + 1 bytes.
    pub key: Vec<u8>,
    /// The id of the record.
    pub id: Id,
}

/// One record of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its id.
    pub id: Id,
    /// Its tag.
    pub etag: u64,
    /// The time of its last visible change.
    pub modified: Timestamp,
    /// Ordinary record or tombstone.
    pub state: State,
}

/// An answer: a page and the exact total, of one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The page.
    pub hits: Vec<Hit>,
    /// How many records match, on all pages.
    pub total: u64,
    /// Where the next page begins; `None` exactly when nothing follows.
    pub next: Option<Position>,
    /// What was counted of all of them, facet by facet as asked for.
    pub tallies: Vec<Tally>,
}

impl Query {
    /// Whether it lets every listed record through.
    pub fn is_open(&self) -> bool {
        self.filters.is_empty() && self.condition.is_none()
    }
}

const PRESENT: u8 = 0;
const MISSING: u8 = 1;

impl Position {
    pub(super) fn new(key: Key<'_>, id: Id) -> Self {
        Position { key: key.to_bytes(), id }
    }

    /// The key, as keys of this source are; bytes that are none of them are behind all others.
    pub(super) fn key(&self, source: Source) -> Key<'_> {
        Key::from_bytes(&self.key, matches!(source, Source::Text(_)))
    }
}

impl<'a> Key<'a> {
    /// A byte that tells whether there is one, then the key.
    pub fn to_bytes(self) -> Vec<u8> {
        match self {
            Key::Number(number) => [&[PRESENT], &number.to_be_bytes()[..]].concat(),
            Key::Text(text) => [&[PRESENT], text].concat(),
            Key::Missing => vec![MISSING],
        }
    }

    /// Reads such bytes, of texts or of numbers.
    pub fn from_bytes(bytes: &'a [u8], is_text: bool) -> Self {
        match bytes.split_first() {
            Some((&PRESENT, text)) if is_text => Key::Text(text),
            Some((&PRESENT, number)) => {
                number.try_into().map_or(Key::Missing, |number| Key::Number(u64::from_be_bytes(number)))
            }
            _ => Key::Missing,
        }
    }
}

impl<T: PartialOrd + Copy> Range<T> {
    /// Whether it holds nothing at all.
    pub fn is_inverted(&self) -> bool {
        self.from.zip(self.to).is_some_and(|(from, to)| from > to)
    }
}
