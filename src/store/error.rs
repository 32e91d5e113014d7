//! What can go wrong in the store. It knows nothing of HTTP.

use std::fmt;

/// A failure of the store.
#[derive(Debug)]
pub enum StoreError {
    /// The database cannot be reached, or gives no connection in time. It may be so only for now.
    Unavailable(String),
    /// What the URL names is no database that can be used, however long one waits.
    Unusable(String),
    /// Another write holds the lock for longer than we wait. It may be so only for now.
    Busy,
    /// The schema is not the one this program needs.
    Migrations(String),
    /// What was read is not what was written: the database was changed by something else.
    Corrupt(String),
    /// The database refused a statement.
    Database(String),
    /// A value that may not be written, and why.
    Refused(String),
    /// A dry run came to its end; nothing is kept.
    DryRun,
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Unavailable(why) => write!(f, "the database cannot be reached: {why}"),
            StoreError::Unusable(why) => write!(f, "the database cannot be used: {why}"),
            StoreError::Busy => f.write_str("another write is under way; try again"),
            StoreError::Migrations(why) => write!(f, "the database needs migrating: {why}"),
            StoreError::Corrupt(why) => write!(f, "the database holds something unexpected: {why}"),
            StoreError::Database(why) => write!(f, "the database refused: {why}"),
            StoreError::Refused(why) => f.write_str(why),
            StoreError::DryRun => f.write_str("a dry run keeps nothing"),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<diesel::result::Error> for StoreError {
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::{DatabaseErrorKind, Error};
        match error {
            Error::DatabaseError(DatabaseErrorKind::ClosedConnection, info) => {
                StoreError::Unavailable(info.message().to_owned())
            }
            Error::DatabaseError(_, info) if is_lock(info.message()) => StoreError::Busy,
            other => StoreError::Database(other.to_string()),
        }
    }
}

fn is_lock(message: &str) -> bool {
    message.contains("database is locked") || message.contains("lock timeout")
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        StoreError::Corrupt(error.to_string())
    }
}
