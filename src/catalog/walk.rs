//! Walking a whole list by pages, without holding anything between them.

use super::{Catalog, Hit, Query};

/// A walk through all records of a query, for exports. Between two pages the catalog may change:
/// what does not change during the walk is met exactly once.
#[derive(Clone, Debug)]
pub struct Walk {
    query: Option<Query>,
}

impl Walk {
    /// Begins where the query begins; its limit is the size of a page.
    pub fn new(query: Query) -> Self {
        Walk { query: Some(query) }
    }

    /// The next page; `None` at the end.
    pub fn next_page(&mut self, catalog: &Catalog) -> Option<Vec<Hit>> {
        let query = self.query.as_mut()?;
        let found = catalog.find(query);
        query.after = found.next;
        if query.after.is_none() {
            self.query = None;
        }
        (!found.hits.is_empty()).then_some(found.hits)
    }
}
