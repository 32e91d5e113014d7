//! Which version of the program writes to an archive. Once a newer one has opened it, those before it write no
//! more: they know neither its tables nor its records.

use std::cmp::Ordering;

use super::db::Db;
use super::error::StoreError;
use super::migrations;
use super::render::DERIVATION;

/// Where the archive notes it.
const WRITTEN_BY: &str = "written-by";

/// A version: its newest migration, and the version of all that is derived.
type Version = (String, i32);

/// Notes that this version writes; refuses where a newer one does.
pub(super) fn note(db: &mut dyn Db) -> Result<(), StoreError> {
    let own = own()?;
    match noted(db, &own)? {
        Ordering::Greater => Err(newer()),
        Ordering::Equal => Ok(()),
        Ordering::Less => db.set_meta(WRITTEN_BY, &format!("{}/{}", own.0, own.1)),
    }
}

/// Refuses where a newer version writes.
pub(super) fn check(db: &mut dyn Db) -> Result<(), StoreError> {
    if noted(db, &own()?)? == Ordering::Greater { Err(newer()) } else { Ok(()) }
}

/// What is told where something was written by a newer version.
pub(super) fn newer() -> StoreError {
    StoreError::Newer("it writes to it now".to_owned())
}

fn own() -> Result<Version, StoreError> {
    Ok((migrations::newest()?.to_owned(), DERIVATION))
}

/// How the version that is noted compares with ours. One that we cannot read is of a newer one.
fn noted(db: &mut dyn Db, own: &Version) -> Result<Ordering, StoreError> {
    let Some(text) = db.meta(WRITTEN_BY)? else { return Ok(Ordering::Less) };
    let noted = text.split_once('/').and_then(|(schema, of)| Some((schema.to_owned(), of.parse::<i32>().ok()?)));
    Ok(noted.map_or(Ordering::Greater, |noted: Version| noted.cmp(own)))
}
