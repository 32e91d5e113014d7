//! Questions put together of others: and, or, not, as query languages have them.

use std::borrow::Cow;
use std::sync::Arc;

use roaring::RoaringBitmap;

use super::clause::{Candidates, Clause};
use super::entry::Key;
use super::index::Catalog;
use super::postings::Postings;
use super::query::{Filter, Query};
use super::shelf::Shelf;
use super::sort::{SortBy, Source};
use super::sort_key;
use super::term::{Tag, Term};
use super::words::Mask;
use crate::domain::{Id, Resource};

/// What must hold of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Nothing: every record.
    All,
    /// All filters of a query.
    Filters(Filters),
    /// This term.
    Term(Tag, String),
    /// A text under this tag that is as it says.
    Text(Tag, Texts),
    /// A term, which is the id of a record that has a text under a tag of its own.
    Refers {
        /// The tag of the term.
        by: Tag,
        /// What is referred to.
        to: Resource,
        /// The tag of its texts.
        under: Tag,
        /// How one of them is.
        texts: Texts,
    },
    /// To be one of these.
    Is(Vec<Id>),
    /// A number that is one of these.
    Numbers(Arc<RoaringBitmap>),
    /// This title, as it is shown.
    Titled(String),
    /// Both.
    And(Box<Condition>, Box<Condition>),
    /// At least one of the two.
    Or(Box<Condition>, Box<Condition>),
    /// The first and not the second.
    AndNot(Box<Condition>, Box<Condition>),
}

/// The filters of a query, as a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Filters(pub(super) Vec<Filter>);

/// How a text is, folded.
#[derive(Clone, Debug, PartialEq)]
pub enum Texts {
    /// It is as the mask says, from end to end.
    Whole(Mask),
    /// All of these words are in it.
    AllOf(Vec<Mask>),
    /// These words stand in it in a row.
    Row(Mask),
    /// It is this one, not folded.
    Exactly(String),
}

impl Condition {
    /// What the filters of a query let through.
    pub fn filters(query: Query) -> Self {
        Condition::Filters(Filters(query.filters))
    }

    /// This and that.
    pub fn and(self, other: Condition) -> Self {
        Condition::And(Box::new(self), Box::new(other))
    }

    /// This or that.
    pub fn or(self, other: Condition) -> Self {
        Condition::Or(Box::new(self), Box::new(other))
    }

    /// This, and not that.
    pub fn and_not(self, other: Condition) -> Self {
        Condition::AndNot(Box::new(self), Box::new(other))
    }
}

impl Texts {
    fn fit(&self, text: &str) -> bool {
        match self {
            Texts::Whole(mask) => mask.is(text),
            Texts::Exactly(own) => own == text,
            Texts::Row(mask) => mask.is_in_a_row(text),
            Texts::AllOf(masks) => !masks.is_empty() && masks.iter().all(|mask| mask.is_in(text)),
        }
    }
}

impl Catalog {
    /// The records of which a condition holds; some that are no more may be among them.
    pub(super) fn meeting(&self, shelf: &Shelf, condition: &Condition) -> RoaringBitmap {
        match condition {
            Condition::All => &shelf.listed | &shelf.withdrawn,
            Condition::Filters(Filters(filters)) => match shelf.candidates(filters) {
                Candidates::Few(docs) => docs.into_iter().collect(),
                Candidates::Many(docs) => docs.into_owned(),
            },
            Condition::Term(tag, value) => union(Term::new(*tag, value).and_then(|t| shelf.terms.get(t.as_bytes()))),
            Condition::Text(tag, texts) => match texts {
                // Words are kept one by one: the first that is nowhere ends it.
                Texts::AllOf(masks) if *tag == Tag::TitleWord => intersection(masks.iter().map(|m| word(shelf, m))),
                texts => union(fitting(shelf, *tag, texts)),
            },
            Condition::Refers { by, to, under, texts } => {
                let target = self.shelf(*to);
                let docs = union(fitting(target, *under, texts)) & (&target.listed | &target.withdrawn);
                let ids = docs.iter().map(|doc| target.hit(doc).id);
                union(ids.filter_map(|id| shelf.terms.get(Term::new(*by, &id.to_string())?.as_bytes())))
            }
            Condition::Is(ids) => {
                let own = ids.iter().filter(|id| id.resource() == shelf.resource);
                own.filter_map(|id| shelf.documents.find(id.number())).collect()
            }
            Condition::Numbers(numbers) => shelf.documents.with_numbers(numbers),
            Condition::Titled(title) => titled(shelf, title),
            Condition::And(a, b) => {
                let set = self.meeting(shelf, a);
                if set.is_empty() { set } else { set & self.meeting(shelf, b) }
            }
            Condition::Or(a, b) => self.meeting(shelf, a) | self.meeting(shelf, b),
            Condition::AndNot(a, b) => {
                let set = self.meeting(shelf, a);
                if set.is_empty() { set } else { set - self.meeting(shelf, b) }
            }
        }
    }

    /// Those of the candidates of which a condition holds.
    pub(super) fn narrow<'a>(
        &'a self,
        shelf: &'a Shelf,
        set: Candidates<'a>,
        condition: Option<&Condition>,
    ) -> Candidates<'a> {
        match condition {
            Some(condition) => set.narrow(&Clause::In(Cow::Owned(self.meeting(shelf, condition)))),
            None => set,
        }
    }
}

/// The records with a word.
fn word(shelf: &Shelf, mask: &Mask) -> RoaringBitmap {
    match mask.plain() {
        Some(plain) => union(Term::new(Tag::TitleWord, plain).and_then(|term| shelf.terms.get(term.as_bytes()))),
        None => union(shelf.terms.under(Tag::TitleWord).filter(|(own, _)| mask.is(own)).map(|(_, docs)| docs)),
    }
}

/// The records of each text under a tag that is as it should be.
fn fitting<'a>(shelf: &'a Shelf, tag: Tag, texts: &'a Texts) -> impl Iterator<Item = &'a Postings> {
    // A whole text is a term; whatever else is looked for may be in any.
    let whole = match texts {
        Texts::Whole(mask) => mask.plain(),
        _ => None,
    };
    let own = whole.map(|text| [&[tag as u8], text.as_bytes()].concat());
    let one = own.as_ref().and_then(|own| shelf.terms.get(own));
    let all = own.is_none().then(|| shelf.terms.under(tag)).into_iter().flatten();
    all.filter(|(own, _)| texts.fit(own)).map(|(_, docs)| docs).chain(one)
}

fn union<'a>(sets: impl IntoIterator<Item = &'a Postings>) -> RoaringBitmap {
    let mut all = RoaringBitmap::new();
    for set in sets {
        match set {
            Postings::Few(docs) => all.extend(docs),
            Postings::Many(docs) => all |= docs,
        }
    }
    all
}

fn intersection(mut sets: impl Iterator<Item = RoaringBitmap>) -> RoaringBitmap {
    let mut all = sets.next().unwrap_or_default();
    while !all.is_empty()
        && let Some(set) = sets.next()
    {
        all &= set;
    }
    all
}

/// Those that stand together in the order by title, under one key.
fn titled(shelf: &Shelf, title: &str) -> RoaringBitmap {
    let order = shelf.order(SortBy::Title);
    match (sort_key::text(title), order.by.source()) {
        (Some(key), Source::Text(_)) => {
            let place = |number| order.lower_bound(&shelf.documents, Key::Text(&key), number);
            order.between(place(0), place(u64::MAX))
        }
        _ => RoaringBitmap::new(),
    }
}
