//! `ListRecords`, `ListIdentifiers` and `ListSets`, page by page (OAI-PMH 2.0, sections 3.5, 4.3, 4.5 and
//! 4.6).

use super::fault::{Code, Fault};
use super::item::Item;
use super::request::Selection;
use super::token::{ListToken, Progress, SetToken};
use super::{Answer, Repository, sets};
use crate::catalog::{Query, Sort, SortBy, Tag};
use crate::domain::Resource;
use crate::format::xml::Xml;
use crate::store::StoreError;
use crate::store::reader::{Page, Standing};

/// How many items a page holds.
const PAGE: usize = 100;

/// How far a list has come, and how it goes on.
struct Rest {
    /// How many items came before this page.
    cursor: u64,
    /// How many there are altogether.
    size: u64,
    /// The token of the next page; none on the last.
    token: Option<String>,
}

impl Repository<'_> {
    /// The first page of a list.
    pub(super) fn first_page(&self, of: Selection, out: &mut Xml<'_>) -> Answer {
        let query = query(&of).with_modified(of.from, of.until);
        let page = self.reader.page(&query)?;
        if page.items.is_empty() {
            return Ok(Err(vec![Fault::new(Code::NoRecordsMatch, "no record has these dates and this set")]));
        }
        let progress = Progress { cursor: 0, size: page.total };
        self.page(of, page, progress, out).map(Ok)
    }

    /// Another page of a list.
    pub(super) fn next_page(&self, token: ListToken, out: &mut Xml<'_>) -> Result<(), StoreError> {
        let ListToken { of, after, progress } = token;
        // What comes after a place in the order changed no earlier than `from`.
        let mut query = query(&of).with_modified(None, of.until);
        query.after = Some(after.clone());
        let mut page = self.reader.page(&query)?;
        if page.items.is_empty() {
            // What was left has changed since, and is no more in this set or time. A list ends with an
            // item, so the last one is given once more.
            if let Standing::Found(last) | Standing::Withdrawn(last) = self.reader.record(after.id)? {
                page.items.push(last);
            }
        }
        self.page(of, page, progress, out)
    }

    fn page(&self, of: Selection, page: Page, progress: Progress, out: &mut Xml<'_>) -> Result<(), StoreError> {
        let items = page.items.iter().map(|stored| Item::read(stored)).collect::<Result<Vec<_>, _>>()?;
        let cursor = progress.cursor + items.len() as u64;
        // Records that change during the walk are met again at its end: there may be more than there were.
        let size = if page.next.is_some() { progress.size.max(cursor + 1) } else { cursor };
        out.element(of.verb()).children(|out| {
            for item in &items {
                self.record(item, of.prefix, of.records, out);
            }
            let token = page.next.map(|after| {
                let progress = Progress { cursor, size: progress.size };
                ListToken { of, after, progress }.write(self.reader.settings())
            });
            rest(Rest { cursor: progress.cursor, size, token }, out);
        });
        Ok(())
    }

    /// A page of the sets.
    pub(super) fn list_sets(&self, token: Option<SetToken>, out: &mut Xml<'_>) -> Answer {
        let all = self.sets.of(self.reader);
        let begin = token.as_ref().map_or(0, |token| all.partition_point(|set| *set <= token.after));
        let page = all.get(begin..all.len().min(begin + PAGE)).unwrap_or_default();
        // A list ends with an item; where there is none any more, the last one is given once more.
        let page = if page.is_empty() { all.last().map(std::slice::from_ref).unwrap_or_default() } else { page };
        if page.is_empty() {
            return Ok(Err(vec![Fault::new(Code::NoRecordsMatch, "the archive is empty: there are no sets yet")]));
        }
        let described = page.iter().map(|set| Ok((set, sets::describe(self.reader, set)?)));
        let described = described.collect::<Result<Vec<_>, StoreError>>()?;
        let before = token.map_or(0, |token| token.progress.cursor);
        let progress = Progress { cursor: before + page.len() as u64, size: all.len() as u64 };
        let next = page.last().filter(|last| all.last() != Some(last)).cloned();
        out.element("ListSets").children(|out| {
            described.iter().for_each(|(set, description)| description.write(set, out));
            let token = next.map(|after| SetToken { after, progress }.write(self.reader.settings()));
            rest(Rest { cursor: before, size: progress.size, token }, out);
        });
        Ok(Ok(()))
    }
}

/// What a list is of, in the order of change.
fn query(of: &Selection) -> Query {
    let mut query = Query::new(Resource::Article).with_withdrawn();
    if !of.prefix.format.is_total() {
        query = query.with_term(Tag::Format, of.prefix.format.name);
    }
    if let Some(set) = &of.set {
        query = query.with_term(Tag::Set, set);
    }
    query.sort = Sort { by: SortBy::Modified, descending: false };
    query.limit = PAGE;
    query
}

/// Ends a page with its token: an empty one ends a list of several pages, and a single page has none.
fn rest(Rest { cursor, size, token }: Rest, out: &mut Xml<'_>) {
    if cursor > 0 || token.is_some() {
        let element = out.element("resumptionToken").attribute("completeListSize", &size.to_string());
        element.attribute("cursor", &cursor.to_string()).text(&token.unwrap_or_default());
    }
}
