//! Scan: the values of an index around a term, and how many records each finds (SRU 1.2, "scan";
//! OASIS scan 1.0).
//!
//! An index of titles is listed by its words; every other by its whole values, counted as `==` finds
//! them. Values are as they are compared: folded, so that case and accents do not matter.

use super::cql::{self, Clause, Search};
use super::diagnostic::Diagnostic;
use super::index::{self, Kind};
use super::plan::{self, Wrong};
use super::request::Request;
use super::term::Term;
use super::{Source, response};
use crate::catalog::{Query, Tag};
use crate::domain::Resource;
use crate::domain::text::folded;
use crate::store::StoreError;

/// How many terms an answer holds where nothing is said.
pub const DEFAULT: usize = 20;

/// How many it holds at most; a server may give fewer than were asked for.
pub const MOST: usize = 100;

/// How many values that find nothing are passed over for one that does.
const PATIENCE: usize = 1_000;

/// What is asked of a scan.
#[derive(Debug)]
pub struct Asked {
    /// The index, and the term to begin at, as a clause of CQL.
    pub clause: String,
    /// Where in the answer that term is to stand: 1 for the first, 0 for before it.
    pub position: usize,
    /// The most terms.
    pub maximum: usize,
}

/// A term of an index.
#[derive(Debug, PartialEq, Eq)]
pub struct Value {
    /// As it is searched for.
    pub value: String,
    /// How many records it finds.
    pub total: u64,
    /// Whether nothing is before it, and nothing after it, in the index.
    pub ends: (bool, bool),
}

/// The answer to a scan.
pub fn answer(source: &Source<'_>, request: &Request) -> Result<Vec<u8>, StoreError> {
    let found = match &request.wrong {
        Some(diagnostic) => Err(Wrong::Diagnostic(diagnostic.clone())),
        None => values(source, &request.scan),
    };
    match found {
        Ok(values) => Ok(response::scan(request, &values, None)),
        Err(Wrong::Diagnostic(diagnostic)) => Ok(response::scan(request, &[], Some(&diagnostic))),
        Err(Wrong::Store(error)) => Err(error),
    }
}

fn values(source: &Source<'_>, asked: &Asked) -> Result<Vec<Value>, Wrong> {
    let read = cql::parse(&asked.clause).map_err(plan::unreadable)?;
    let Clause::Search(search) = read.clause else {
        return Err(Diagnostic::new(10, "a scan is of one index, without `and`, `or` or `not`").into());
    };
    if !read.sort.is_empty() {
        return Err(Diagnostic::new(80, "the terms of an index are in the order of their letters").into());
    }
    let index = index::find(&search.index)?;
    let Some(known) = index.kind.terms() else {
        return Err(Diagnostic::new(16, format!("{} cannot be scanned", search.index)).into());
    };
    // What is wrong with the clause is wrong with a search for it too; whole titles are no terms.
    // It may begin anywhere, though.
    match plan::search(source, &search) {
        Err(Wrong::Diagnostic(wrong)) if wrong.code == 36 => {}
        searched => drop(searched?),
    }
    if index.kind == Kind::Title && matches!(search.relation.name.name.as_str(), "==" | "exact") {
        return Err(Diagnostic::new(22, "titles are listed by their words; use `=`").into());
    }
    if asked.position > asked.maximum + 1 {
        return Err(Diagnostic::new(120, asked.position.to_string()).into());
    }
    let mut list: Vec<String> = known.iter().flat_map(|(of, tag)| source.reader.values(*of, *tag)).collect();
    list.sort_unstable();
    list.dedup();
    let begin = Term::read(&search.term)?.plain;
    let begin = if index.kind.is_text() { folded(&begin) } else { begin.to_lowercase() };
    let start = list.partition_point(|value| folded_or(index.kind, value) < begin);
    let walk = Walk { source, search, kind: index.kind, list: &list };
    let before = asked.position.saturating_sub(1);
    // Position 0 is that of the term itself, before all that is told.
    let is_there = list.get(start).is_some_and(|value| folded_or(index.kind, value) == begin);
    let skipped = usize::from(asked.position == 0 && is_there);
    let (mut values, is_first) = walk.some((0..start).rev(), before)?;
    values.reverse();
    let (after, is_last) = walk.some(start + skipped..list.len(), asked.maximum.saturating_sub(before))?;
    values.extend(after);
    if let Some(first) = values.first_mut() {
        first.ends.0 = is_first && skipped == 0;
    }
    if let Some(last) = values.last_mut() {
        last.ends.1 = is_last;
    }
    Ok(values)
}

/// A value as it is compared with what is asked for.
fn folded_or(kind: Kind, value: &str) -> String {
    if kind.is_text() { value.to_owned() } else { value.to_lowercase() }
}

/// A walk along the values of an index.
struct Walk<'a> {
    source: &'a Source<'a>,
    search: Search,
    kind: Kind,
    list: &'a [String],
}

impl Walk<'_> {
    /// The next values that find something, so many at most, and whether there are no others.
    fn some(&self, places: impl Iterator<Item = usize>, most: usize) -> Result<(Vec<Value>, bool), Wrong> {
        let (mut found, mut missed) = (Vec::new(), 0);
        for value in places.filter_map(|at| self.list.get(at)) {
            let total = self.total(value)?;
            if total == 0 {
                missed += 1;
            } else if found.len() < most {
                found.push(Value { value: value.clone(), total, ends: (false, false) });
            } else {
                return Ok((found, false));
            }
            if missed > PATIENCE {
                return Ok((found, false));
            }
        }
        Ok((found, true))
    }

    /// How many records a value finds.
    fn total(&self, value: &str) -> Result<u64, Wrong> {
        let mut search = self.search.clone();
        search.term = value.to_owned();
        search.relation.name.name = if self.kind == Kind::Title { "=" } else { "==" }.to_owned();
        let mut query = Query::new(Resource::Article);
        query.condition = Some(plan::search(self.source, &search)?);
        query.limit = 1;
        Ok(self.source.reader.find(&query).0.total)
    }
}

impl Kind {
    /// Where its values are; `None` where they cannot be listed.
    pub fn terms(self) -> Option<Vec<(Resource, Tag)>> {
        let names = |of: &[Resource]| of.iter().map(|of| (*of, Tag::Name)).collect();
        Some(match self {
            Kind::Title => vec![(Resource::Article, Tag::TitleWord)],
            Kind::Creator => names(&[Resource::Author, Resource::Organization, Resource::Article]),
            Kind::Publisher => names(&[Resource::Organization]),
            Kind::Series => names(&[Resource::Series]),
            Kind::Label(label, _) => vec![(Resource::Article, label)],
            Kind::Date => vec![(Resource::Article, Tag::Year)],
            Kind::Language => vec![(Resource::Article, Tag::Language)],
            Kind::Type => vec![(Resource::Article, Tag::Type), (Resource::Article, Tag::Content)],
            Kind::Issn => vec![(Resource::Series, Tag::Issn)],
            Kind::All | Kind::Anywhere | Kind::Abstract => return None,
            Kind::Modified | Kind::Id | Kind::Identifier | Kind::Relation => return None,
        })
    }
}
