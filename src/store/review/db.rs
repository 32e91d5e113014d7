//! What a review asks of a database.

use diesel::prelude::*;

use crate::store::error::StoreError;
use crate::store::tables;

/// That somebody looked at a finding, and it is none.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = tables::verdict, treat_none_as_default_value = false)]
pub struct VerdictRow {
    /// The name of the finding.
    pub finding: String,
    /// What it was about.
    pub about: i64,
    /// Who looked.
    pub actor: String,
    /// When, in microseconds.
    pub time: i64,
}

/// The questions of a review.
pub trait ReviewDb {
    /// The names of all findings that are none.
    fn verdicts(&mut self) -> Result<Vec<String>, StoreError>;
    /// Keeps that a finding is none.
    fn put_verdict(&mut self, row: &VerdictRow) -> Result<(), StoreError>;
}
