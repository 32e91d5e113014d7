//! The few things in which PostgreSQL differs, and the queries compiled against its connection.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use super::Conn;
use crate::store::error::StoreError;

// The same text, compiled for each engine.
#[allow(clippy::duplicate_mod)]
#[path = "../queries.rs"]
mod queries;

#[allow(clippy::duplicate_mod)]
#[path = "../review.rs"]
mod review;

#[allow(clippy::duplicate_mod)]
#[path = "../webhooks.rs"]
mod webhooks;

/// Rows per insert: a statement takes at most 65,535 values.
const ROWS: usize = 1_000;

/// Whether a list of keys goes into one statement: yes, as an array.
const LISTS: bool = true;

/// Inserts rows.
macro_rules! insert {
    ($conn:expr, $table:expr, $rows:expr) => {{
        for block in $rows.chunks(super::ROWS) {
            diesel::insert_into($table).values(block).execute($conn)?;
        }
        Ok(())
    }};
}

/// Inserts those rows that are not there.
macro_rules! insert_new {
    ($conn:expr, $table:expr, $rows:expr) => {{
        for block in $rows.chunks(super::ROWS) {
            diesel::insert_into($table).values(block).on_conflict_do_nothing().execute($conn)?;
        }
        Ok(())
    }};
}

/// Sets whole rows; of each key there is one.
macro_rules! put {
    ($conn:expr, $table:expr, $rows:expr, $key:expr, [$($column:expr),+]) => {{
        use diesel::upsert::excluded;
        for block in $rows.chunks(super::ROWS) {
            diesel::insert_into($table)
                .values(block)
                .on_conflict($key)
                .do_update()
                .set(($($column.eq(excluded($column)),)+))
                .execute($conn)?;
        }
        Ok(())
    }};
}

/// Changes whole rows that are there: many in one statement, since each statement is a way to the server and back.
macro_rules! change {
    ($conn:expr, $table:expr, $rows:expr, $key:expr, $columns:tt) => {
        super::put!($conn, $table, $rows, $key, $columns)
    };
}
use {change, insert, insert_new, put};

/// The key of the advisory lock that serialises writers: "byline" in ASCII.
const WRITE_LOCK: i64 = 0x62_79_6c_69_6e_65;

/// Writers wait for each other, so that the log's numbers are in commit order; not for ever.
pub(in crate::store) fn begin_write(
    conn: &mut Conn,
    work: impl FnOnce(&mut Conn) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    conn.transaction(|conn| {
        conn.batch_execute(&format!("SET LOCAL lock_timeout = '10s'; SELECT pg_advisory_xact_lock({WRITE_LOCK});"))?;
        work(conn)
    })
}

/// One snapshot for all that is read.
fn begin_read(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<(), StoreError>) -> Result<(), StoreError> {
    conn.transaction(|conn| {
        conn.batch_execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
        work(conn)
    })
}

/// Takes away the rows that nobody can see any more.
fn compact(conn: &mut Conn) -> Result<(), StoreError> {
    Ok(conn.batch_execute("VACUUM entity, body, record, version, revision, lookup, once")?)
}

/// Shares the writers' lock for a moment, where none of them has it.
fn is_quiet(conn: &mut Conn) -> Result<bool, StoreError> {
    let taken = format!("SELECT pg_try_advisory_xact_lock_shared({WRITE_LOCK})::int::bigint AS value");
    Ok(diesel::sql_query(taken).get_result::<Number>(conn)?.value == 1)
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    value: i64,
}

/// The counter that every write raises.
fn version(conn: &mut Conn) -> Result<i64, StoreError> {
    let found = diesel::sql_query("SELECT value::bigint AS value FROM meta WHERE key = 'writes'")
        .get_result::<Number>(conn)
        .optional()?;
    Ok(found.map_or(0, |n| n.value))
}
