//! A list as one file in a format, made page by page: each by key from where the last one ended, so that
//! nothing is held but the place and the page. What does not change meanwhile is in it exactly once.

use crate::catalog::{Condition, Query, Sort, SortBy, Tag};
use crate::domain::{Identity, Timestamp};
use crate::format::Format;
use crate::store::StoreError;
use crate::store::reader::Reader;

/// How many records are made at a time: a few milliseconds, in which others wait.
pub const PAGE: usize = 50;

/// Why a list cannot be written as one file.
#[derive(Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// No record of it has an entry in the format, and a file without any would not be valid.
    Nothing,
    /// It has entries of kinds that may not stand in one file: so many of each. The filter of this name
    /// tells them apart.
    Mixed(&'static str, Vec<(&'static str, u64)>),
}

impl std::fmt::Display for Hindrance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Hindrance::Nothing => write!(f, "none of these has an entry in this format, and there is no file without"),
            Hindrance::Mixed(filter, kinds) => {
                let kinds: Vec<_> =
                    kinds.iter().map(|(kind, count)| format!("{count} with `{filter}={kind}`")).collect();
                write!(f, "one file holds entries of one kind only; there are {}", kinds.join(" and "))
            }
        }
    }
}

/// The records of a list that have an entry in a format; or why there can be no file of it. A place to go
/// on from is kept.
pub fn entries(format: &Format, mut query: Query, reader: &Reader) -> Result<Query, Hindrance> {
    let Some((filter, kinds)) = format.kinds() else { return Ok(query) };
    // What was withdrawn has an entry no more.
    let listed = Condition::filters(Query::new(query.resource));
    query.condition = Some(match query.condition.take() {
        Some(own) => own.and(listed),
        None => listed,
    });
    let of_kind = |kind: &str| query.clone().with_term(Tag::Format, kind);
    let count = |kind: &str| {
        let mut whole = of_kind(kind);
        (whole.after, whole.limit) = (None, 1);
        reader.find(&whole).0.total
    };
    let found: Vec<_> = kinds.iter().map(|kind| (*kind, count(kind))).filter(|(_, count)| *count > 0).collect();
    match found.as_slice() {
        [] => Err(Hindrance::Nothing),
        [(kind, _)] => Ok(of_kind(kind)),
        _ => Err(Hindrance::Mixed(filter, found)),
    }
}

/// A walk through a list that is written in a format.
pub struct Walk {
    format: &'static Format,
    /// What is listed, from the place that the walk has come to.
    pub query: Query,
    /// How many entries were made.
    count: u64,
    /// Whether one page is all that is wanted.
    is_page: bool,
    /// Whether the file is whole.
    pub is_done: bool,
}

impl Walk {
    /// The whole list, in steps of [`PAGE`] records.
    pub fn whole(format: &'static Format, mut query: Query) -> Walk {
        query.limit = PAGE;
        Walk { format, query, count: 0, is_page: false, is_done: false }
    }

    /// One page of the list, of as many records as the query says.
    pub fn page(format: &'static Format, query: Query) -> Walk {
        Walk { format, query, count: 0, is_page: true, is_done: false }
    }

    /// Appends what stands before the first entry.
    pub fn begin(&self, reader: &Reader, identity: &Identity, out: &mut Vec<u8>) {
        (self.format.many.open)(identity, newest(reader, &self.query), out);
    }

    /// Appends the next entries, and after the last what ends the file.
    pub fn step(&mut self, reader: &Reader, identity: &Identity, out: &mut Vec<u8>) -> Result<(), StoreError> {
        let page = reader.page(&self.query)?;
        for item in &page.items {
            let before = out.len();
            if self.count > 0 {
                out.extend_from_slice(self.format.many.between.as_bytes());
            }
            match self.format.entry(self.query.resource, &item.document, identity, out)? {
                true => self.count += 1,
                false => out.truncate(before),
            }
        }
        self.query.after = page.next;
        if self.is_page || self.query.after.is_none() {
            self.format.many.end(self.count, out);
            self.is_done = true;
        }
        Ok(())
    }
}

/// When the newest of the records changed.
fn newest(reader: &Reader, query: &Query) -> Timestamp {
    let mut newest = query.clone();
    newest.sort = Sort { by: SortBy::Modified, descending: true };
    (newest.after, newest.limit) = (None, 1);
    let (found, _) = reader.find(&newest);
    found.hits.first().map_or(Timestamp::from_micros(0), |hit| hit.modified)
}
