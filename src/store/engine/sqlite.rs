//! SQLite, bundled: one writer, readers that may not write, a write-ahead log, every commit on disk.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, CustomizeConnection, Pool};

use crate::store::error::StoreError;

// The same text, compiled for each engine.
#[allow(clippy::duplicate_mod)]
#[path = "queries.rs"]
mod queries;

#[allow(clippy::duplicate_mod)]
#[path = "review.rs"]
mod review;

#[allow(clippy::duplicate_mod)]
#[path = "webhooks.rs"]
mod webhooks;

/// A connection.
pub type Conn = SqliteConnection;

/// A pool of connections.
pub type Connections = Pool<ConnectionManager<Conn>>;

/// Whether a list of keys goes into one statement: no, its text would differ with each length.
const LISTS: bool = false;

/// Rows per insert. Blocks of one size have one text, so that its statement stays prepared.
const ROWS: usize = 16;

/// Runs a statement over rows: in blocks, and one by one where too few are left for one.
macro_rules! over {
    ($conn:expr, $rows:expr, |$values:ident| $statement:expr) => {{
        let (blocks, rest) = $rows.as_chunks::<{ super::ROWS }>();
        for $values in blocks {
            $statement.execute($conn)?;
        }
        for $values in rest {
            $statement.execute($conn)?;
        }
        Ok(())
    }};
}

/// Inserts rows.
macro_rules! insert {
    ($conn:expr, $table:expr, $rows:expr) => {
        super::over!($conn, $rows, |values| diesel::insert_into($table).values(values))
    };
}

/// Inserts those rows that are not there.
macro_rules! insert_new {
    ($conn:expr, $table:expr, $rows:expr) => {
        super::over!($conn, $rows, |values| diesel::insert_or_ignore_into($table).values(values))
    };
}

/// Sets whole rows.
macro_rules! put {
    ($conn:expr, $table:expr, $rows:expr, $key:expr, [$($column:expr),+]) => {
        super::over!($conn, $rows, |values| diesel::replace_into($table).values(values))
    };
}

/// Changes whole rows that are there.
macro_rules! change {
    ($conn:expr, $table:expr, $rows:expr, $key:expr, [$($column:expr),+]) => {{
        for row in $rows {
            diesel::update($table.filter($key.eq(row.id))).set(row).execute($conn)?;
        }
        Ok(())
    }};
}
use {change, insert, insert_new, over, put};

fn begin_write(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<(), StoreError>) -> Result<(), StoreError> {
    conn.immediate_transaction(work)
}

fn begin_read(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<(), StoreError>) -> Result<(), StoreError> {
    conn.transaction(work)
}

/// Writes the file anew, and empties the log beside it.
fn compact(conn: &mut Conn) -> Result<(), StoreError> {
    Ok(conn.batch_execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")?)
}

diesel::table! {
    /// A table to SQLite's eyes, so that the question stays prepared.
    pragma_data_version (data_version) {
        /// The counter.
        data_version -> BigInt,
    }
}

/// SQLite's own counter of commits by other connections.
fn version(conn: &mut Conn) -> Result<i64, StoreError> {
    Ok(pragma_data_version::table.select(pragma_data_version::data_version).get_result(conn)?)
}

/// Takes the write lock for a moment, where it is free.
fn is_quiet(conn: &mut Conn) -> Result<bool, StoreError> {
    conn.batch_execute("PRAGMA busy_timeout = 0")?;
    let taken = conn.batch_execute("BEGIN IMMEDIATE; ROLLBACK").map_err(StoreError::from);
    conn.batch_execute(&format!("PRAGMA busy_timeout = {}", BUSY.as_millis()))?;
    match taken {
        Ok(()) => Ok(true),
        Err(StoreError::Busy) => Ok(false),
        Err(other) => Err(other),
    }
}

/// How long a write waits for another process's write.
const BUSY: Duration = Duration::from_secs(10);

/// For how long nothing is tried where SQLite itself does not wait.
const REST: Duration = Duration::from_millis(10);

/// Opens a connection that may write, and makes the file where it is not there.
pub fn writer(path: &str) -> Result<Conn, StoreError> {
    let mut conn = SqliteConnection::establish(path).map_err(|e| StoreError::Unusable(format!("{path}: {e}")))?;
    let pragmas = format!(
        "PRAGMA busy_timeout = {}; PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
         PRAGMA wal_autocheckpoint = 16000; \
         PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 268435456;",
        BUSY.as_millis()
    );
    // The journal of a new file cannot be set while another process does so, which SQLite does not wait for.
    let deadline = Instant::now() + BUSY;
    loop {
        match conn.batch_execute(&pragmas).map_err(|error| (error.to_string(), StoreError::from(error))) {
            Ok(()) => return Ok(conn),
            Err((_, StoreError::Busy)) if Instant::now() < deadline => std::thread::sleep(REST),
            Err((why, _)) => return Err(StoreError::Unusable(format!("{path}: {why}"))),
        }
    }
}

/// Brings all that was written into the file itself.
pub fn fold(conn: &mut Conn) -> Result<(), StoreError> {
    conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(())
}

/// A pool of connections that only read.
pub fn readers(path: &str, size: u32) -> Result<Connections, StoreError> {
    Pool::builder()
        .max_size(size)
        .min_idle(Some(1))
        .test_on_check_out(false)
        .connection_timeout(Duration::from_secs(5))
        .connection_customizer(Box::new(ReadOnly))
        .build(ConnectionManager::new(path))
        .map_err(|e| StoreError::Unavailable(format!("{path}: {e}")))
}

#[derive(Debug)]
struct ReadOnly;

impl CustomizeConnection<Conn, diesel::r2d2::Error> for ReadOnly {
    fn on_acquire(&self, conn: &mut Conn) -> Result<(), diesel::r2d2::Error> {
        let pragmas = format!(
            "PRAGMA busy_timeout = {}; PRAGMA query_only = ON; PRAGMA mmap_size = 2147418112; PRAGMA cache_size = -8192;",
            BUSY.as_millis()
        );
        conn.batch_execute(&pragmas).map_err(diesel::r2d2::Error::QueryError)
    }
}
