//! [`ReviewDb`] in Diesel, written once and compiled for each engine, as `queries.rs` is.

use diesel::prelude::*;

use super::Conn;
use crate::store::error::StoreError;
use crate::store::review::db::{ReviewDb, VerdictRow};
use crate::store::tables::verdict;

impl ReviewDb for Conn {
    fn verdicts(&mut self) -> Result<Vec<String>, StoreError> {
        Ok(verdict::table.select(verdict::finding).load(self)?)
    }

    fn put_verdict(&mut self, row: &VerdictRow) -> Result<(), StoreError> {
        diesel::insert_into(verdict::table)
            .values(row)
            .on_conflict(verdict::finding)
            .do_update()
            .set(row)
            .execute(self)?;
        Ok(())
    }
}
