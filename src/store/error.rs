//! What can go wrong in the store. It knows nothing of HTTP.

use std::fmt;

use super::engine::postgres::{ADVICE, is_elsewhere};

/// A failure of the store.
#[derive(Debug)]
pub enum StoreError {
    /// The database cannot be reached, or gives no connection in time. It may be so only for now.
    Unavailable(String),
    /// What the URL names is no database that can be used, however long one waits.
    Unusable(String),
    /// What is read is a replica that has not come so far as was asked for. It may be so only for now.
    Behind,
    /// The catalog is still being read in. It is so only for now.
    Starting,
    /// Another write holds the lock for longer than we wait. It may be so only for now.
    Busy,
    /// The schema is not the one this program needs.
    Migrations(String),
    /// A newer version of this program has migrated it, or writes to it.
    Newer(String),
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
            StoreError::Behind => f.write_str("the replica of the database is behind; try again"),
            StoreError::Starting => f.write_str("the service has just begun and reads its catalog in; try again"),
            StoreError::Busy => f.write_str("another write is under way; try again"),
            StoreError::Migrations(why) => write!(f, "the database needs migrating: {why}"),
            StoreError::Newer(why) => write!(f, "the database is of a newer Byline; use that one: {why}"),
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
            Error::DatabaseError(DatabaseErrorKind::UnableToSendCommand, info) => {
                StoreError::Unavailable(info.message().to_owned())
            }
            // A replica takes away what is read there where it has to (SQLSTATE 40001).
            Error::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => StoreError::Busy,
            Error::DatabaseError(_, info) if is_lock(info.message()) => StoreError::Busy,
            Error::DatabaseError(_, info) if is_elsewhere(info.message()) => {
                StoreError::Unusable(format!("{}{ADVICE}", info.message()))
            }
            Error::DatabaseError(_, info) if is_going(info.message()) => {
                StoreError::Unavailable(info.message().to_owned())
            }
            other => StoreError::Database(other.to_string()),
        }
    }
}

fn is_lock(message: &str) -> bool {
    message.contains("database is locked") || message.contains("lock timeout")
}

/// What a PostgreSQL server says that ends, or that ends a connection (SQLSTATE 57P01 to 57P03).
fn is_going(message: &str) -> bool {
    message.starts_with("terminating connection") || message.starts_with("the database system is")
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        StoreError::Corrupt(error.to_string())
    }
}
