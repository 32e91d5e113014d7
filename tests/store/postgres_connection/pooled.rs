//! Pools: what they replace, and where they may be used.

use std::time::Duration;

use byline::store::engine::postgres::{Conn, establish, pool};
use diesel::connection::{SimpleConnection, TransactionManager};
use diesel::prelude::*;

use super::{database_of, notes, number, with, with_notes};
use crate::support::postgres::server;

#[test]
fn a_pool_replaces_connections_that_the_server_ended() {
    let server = or_skip!(server());
    let (url, _conn) = with_notes(server);
    let pool = pool(&with(&url, "application_name=doomed"), 3, Duration::from_secs(20)).unwrap();
    let held: Vec<_> = (0..3).map(|_| pool.get().unwrap()).collect();
    drop(held);
    let database = database_of(&url);
    server.admin(&format!(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity \
         WHERE datname = '{database}' AND application_name = 'doomed'"
    ));
    let mut held: Vec<_> = (0..3).map(|_| pool.get().unwrap()).collect();
    for conn in &mut held {
        assert_eq!(number(conn, "1::bigint"), 1);
    }
    // One that was ended while in use fails once, and does not come back.
    let pid = number(&mut held[0], "pg_backend_pid()::bigint");
    server.admin(&format!("SELECT pg_terminate_backend({pid}, 5000)"));
    assert!(held[0].batch_execute("SELECT 1").is_err());
    drop(held);
    let mut held: Vec<_> = (0..3).map(|_| pool.get().unwrap()).collect();
    for conn in &mut held {
        assert_ne!(number(conn, "pg_backend_pid()::bigint"), pid);
    }
}

#[test]
fn a_transaction_left_open_does_not_come_back_from_the_pool() {
    let server = or_skip!(server());
    let (url, mut other) = with_notes(server);
    let pool = pool(&url, 1, Duration::from_secs(20)).unwrap();
    let mut conn = pool.get().unwrap();
    <Conn as Connection>::TransactionManager::begin_transaction(&mut conn).unwrap();
    diesel::insert_into(notes::table).values((notes::id.eq(1), notes::text.eq("lost"))).execute(&mut conn).unwrap();
    drop(conn);
    let count = pool.get().unwrap().transaction(|conn| notes::table.count().get_result(conn));
    assert_eq!(count, Ok(0_i64));
    assert_eq!(notes::table.count().get_result(&mut other), Ok(0_i64));
}

#[test]
fn a_pool_serves_tasks_of_an_async_runtime() {
    let server = or_skip!(server());
    let url = server.fresh_database();
    let again = url.clone();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let make = move || pool(&url, 2, Duration::from_secs(20)).unwrap();
        let pool = tokio::task::spawn_blocking(make).await.unwrap();
        let tasks: Vec<_> = (0..8)
            .map(|n| {
                let pool = pool.clone();
                tokio::task::spawn_blocking(move || number(&mut pool.get().unwrap(), &format!("{n}::bigint")))
            })
            .collect();
        for (n, task) in (0..).zip(tasks) {
            assert_eq!(task.await.unwrap(), n);
        }
        // On the worker itself connections may be dropped, though not used.
        let (pooled, own) =
            tokio::task::spawn_blocking(move || (pool.get().unwrap(), establish(&again).unwrap())).await.unwrap();
        drop(pooled);
        drop(own);
    });
}
