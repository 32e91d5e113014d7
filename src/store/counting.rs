//! Facets as they are told: counts of the catalog, and the records that tell the names of what is counted.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::error::StoreError;
use super::reader::{RETRIES, Reader, Stored};
use crate::catalog::{Hit, Query, Tally, Values};
use crate::domain::Id;

/// Records by id.
pub type Names = BTreeMap<Id, Arc<Stored>>;

/// The values of a facet, of one moment.
#[derive(Debug)]
pub struct Counted {
    /// The values.
    pub tally: Tally,
    /// The records that tell their names.
    pub names: Names,
    /// The place in the log at which it is true.
    pub as_of: i64,
}

impl Reader {
    /// Values of a facet in all records that a query lets through.
    pub fn count(&self, query: &Query, wanted: &Values) -> Result<Counted, StoreError> {
        for _ in 0..RETRIES {
            let (tally, as_of) = self.tally(query, wanted);
            let named = named([&tally]);
            if let Some(names) = self.names(&named)? {
                return Ok(Counted { tally, names, as_of });
            }
            self.reload(&named)?;
        }
        Err(StoreError::Busy)
    }

    /// The records of these hits; `None` where one is no longer as its hit says.
    pub(super) fn names(&self, hits: &[Hit]) -> Result<Option<Names>, StoreError> {
        let records = self.fetch(hits)?;
        Ok(records.map(|all| all.into_iter().map(|record| (record.id, record)).collect()))
    }
}

/// The records that tell the names of values, each once.
pub(super) fn named<'a>(tallies: impl IntoIterator<Item = &'a Tally>) -> Vec<Hit> {
    let values = tallies.into_iter().flat_map(|own| &own.values);
    let hits: BTreeMap<Id, Hit> = values.filter_map(|own| own.named_by).map(|hit| (hit.id, hit)).collect();
    hits.into_values().collect()
}
