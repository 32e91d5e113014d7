//! Writers that are killed: what was committed is whole, and the same work done again ends it.
//!
//! `BYLINE_KILLS` sets how often on each engine.

use std::hash::{BuildHasher, RandomState};
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use byline::store::{Migrate, Store};
use diesel::connection::SimpleConnection;
use serde_json::Value;

use super::property::derived_anew;
pub use super::property::records;
use crate::support::app::{Database, Engine, both};
use crate::support::dir::Dir;
use crate::support::program::{byline, command};

const ARTICLES: usize = 300;

pub fn kills() -> u64 {
    std::env::var("BYLINE_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(5)
}

/// Every article with this in its title, all of one author and one series whose names change too.
fn wave(number: u64) -> String {
    let head = format!(
        r#"{{"resource":"author","key":"j","names":[{{"full":"Jo {number}"}}]}}
{{"resource":"series","key":"s","titles":[{{"text":"Series {number}"}}]}}"#
    );
    let article = |n| {
        format!(
            r#"{{"resource":"article","key":"a{n}","titles":[{{"text":"Title {number}"}}],"contributions":[{{"author":"@j"}}],"appearances":[{{"series":"@s","number":"{n}"}}]}}"#
        )
    };
    std::iter::once(head).chain((0..ARTICLES).map(article)).collect::<Vec<_>>().join("\n")
}

/// Some number below another, another each time.
pub fn random(below: u128) -> u128 {
    u128::from(RandomState::new().hash_one(Instant::now())) % below
}

fn start(dir: &Dir, database: &Database, number: u64) -> Child {
    dir.file("wave.jsonl", wave(number));
    command(dir.path(), &["--database-url", &database.url, "import", "--source", "waves", "wave.jsonl"])
        .spawn()
        .unwrap()
}

/// What a killed writer leaves, to whoever opens the database next.
pub fn is_whole(database: &Database) {
    let store = Store::open(&database.url, Migrate::Check).unwrap();
    let changes = store.read(|db| db.changes(0, i64::MAX)).unwrap();
    let places: Vec<i64> = changes.iter().map(|change| change.sequence).collect();
    assert_eq!(places, (1..=places.len() as i64).collect::<Vec<_>>(), "a gap in the log");
    assert!(changes.is_sorted_by_key(|change| change.time));
    let records = records(database);
    // Each record is what its last change made it, and all that it shows is of one moment.
    for change in changes.iter().rev().take(ARTICLES) {
        assert!(records[&change.id].modified >= change.time);
    }
    derived_anew(database, &records);
}

/// How many articles have the title of a wave.
fn titled(database: &Database, number: u64) -> usize {
    let title = Value::from(format!("Title {number}"));
    let has = |document: &[u8]| serde_json::from_slice::<Value>(document).unwrap()["title"] == title;
    records(database).values().filter(|row| has(&row.document)).count()
}

/// How long a wave takes, so that kills fall all over it.
fn undisturbed(dir: &Dir, database: &Database) -> Duration {
    let begun = Instant::now();
    assert!(start(dir, database, 0).wait().unwrap().success());
    begun.elapsed()
}

#[test]
fn a_killed_import_leaves_a_whole_archive_and_goes_on() {
    both(|database| {
        let dir = Dir::new();
        let time = undisturbed(&dir, database);
        for number in 1..=kills() {
            let mut child = start(&dir, database, number);
            thread::sleep(Duration::from_micros(random(time.as_micros()) as u64));
            // SIGKILL; where it has ended already there is nothing to kill.
            let _ = child.kill();
            child.wait().unwrap();
            is_whole(database);
            let again = start(&dir, database, number).wait_with_output().unwrap();
            assert!(again.status.success(), "{again:?}");
            assert_eq!(titled(database, number), ARTICLES);
        }
        is_whole(database);
    });
}

#[test]
fn an_import_whose_connection_is_cut_says_so_and_loses_nothing() {
    both(|database| {
        if database.engine == Engine::Sqlite {
            return;
        }
        let dir = Dir::new();
        let time = undisturbed(&dir, database);
        let mut cut = 0;
        for number in 1..=kills() {
            let child = start(&dir, database, number);
            thread::sleep(Duration::from_micros(random(time.as_micros()) as u64));
            // The backends of the other connections to this database: of the writer, and of our own pool.
            let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                       WHERE datname = current_database() AND pid <> pg_backend_pid()";
            byline::store::engine::postgres::establish(&database.url).unwrap().batch_execute(sql).unwrap();
            let ended = child.wait_with_output().unwrap();
            if !ended.status.success() {
                cut += 1;
                let said = String::from_utf8_lossy(&ended.stderr);
                assert_eq!(ended.status.code(), Some(3), "{said}");
                assert!(said.contains("byline: the database"), "{said}");
            }
            is_whole(database);
            byline(&dir, &["--database-url", &database.url, "import", "--source", "waves", "wave.jsonl"]).must(0);
            assert_eq!(titled(database, number), ARTICLES);
        }
        eprintln!("{cut} of {} imports were cut off", kills());
    });
}
