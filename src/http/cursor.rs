//! Cursors: opaque, self-checking, without expiry.
//!
//! A cursor holds the place after which a page begins, and a mark of the list it belongs to. It is
//! sealed, so that what we read back is what we gave.

use super::problem::Problem;
use crate::catalog::Position;
use crate::domain::Id;
use crate::domain::digest::hash64;
use crate::store::Settings;
use crate::store::seal::{Purpose, Unsealed};

/// The longest cursor that is looked at.
pub const LONGEST: usize = 2_000;

/// Writes a cursor for a list, which is named by all that selects and orders it.
pub fn write(settings: &Settings, list: &str, position: &Position) -> String {
    seal(settings, list, &[&position.id.key().to_be_bytes(), &position.key[..]].concat())
}

/// Reads a cursor back.
pub fn read(settings: &Settings, list: &str, text: &str) -> Result<Position, Problem> {
    let place = unseal(settings, list, text)?;
    let (id, key) = place.split_first_chunk::<8>().ok_or_else(foreign)?;
    let id = Id::from_key(i64::from_be_bytes(*id)).ok_or_else(foreign)?;
    Ok(Position { key: key.to_vec(), id })
}

/// Writes a cursor for a list whose places are these bytes.
pub fn seal(settings: &Settings, list: &str, place: &[u8]) -> String {
    settings.seal(Purpose::Cursor, &[&hash64(list.as_bytes()).to_be_bytes(), place].concat())
}

/// Reads the place back.
pub fn unseal(settings: &Settings, list: &str, text: &str) -> Result<Vec<u8>, Problem> {
    let well_formed = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if !(1..=LONGEST).contains(&text.len()) || !well_formed {
        return Err(Problem::parameter(
            "cursor",
            format!("it is not 1 to {LONGEST} letters, digits, `-` and `_`; take it from `next` as it is"),
        ));
    }
    let message = settings.unseal(Purpose::Cursor, text).map_err(|why| match why {
        Unsealed::Foreign => foreign(),
        Unsealed::Stale => Problem::StaleCursor,
    })?;
    let (own, place) = message.split_first_chunk::<8>().ok_or_else(foreign)?;
    if u64::from_be_bytes(*own) != hash64(list.as_bytes()) {
        return Err(Problem::UnknownCursor(
            "it belongs to a list with other filters or another order; keep them, or begin without it",
        ));
    }
    Ok(place.to_vec())
}

/// What is said of a cursor that nobody here wrote.
pub fn foreign() -> Problem {
    Problem::UnknownCursor("it is not a cursor of this service; take it from `next` as it is")
}
