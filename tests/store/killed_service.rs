//! A service that is killed while others write to it: what it acknowledged is there, and the log is whole.
//!
//! `BYLINE_KILLS` sets how often on each engine.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use byline::domain::{Id, Scope, Timestamp};
use byline::store::NewKey;
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};

use super::killed::{is_whole, kills, random};
use super::property::records;
use crate::support::app::{Database, Engine, both};
use crate::support::dir::Dir;
use crate::support::served::Served;

const WRITERS: usize = 3;

/// What a writer knows of its articles: the title that was acknowledged last, and the one it asked for since
/// without an answer.
#[derive(Default)]
struct Known {
    titles: BTreeMap<String, (String, Option<String>)>,
    /// Titles of new articles that were not acknowledged.
    open: usize,
}

fn key(database: &Database) -> String {
    let new = NewKey { name: "desk".to_owned(), scope: Scope::Write, series: Vec::new(), expires: None };
    format!("Bearer {}", database.store.create_key(&new, Timestamp::now()).unwrap().reveal())
}

/// One write; `None` where it was not acknowledged.
fn write(agent: &ureq::Agent, address: SocketAddr, key: &str, id: Option<&str>, title: &str) -> Option<Value> {
    let content = json!({"titles": [{"text": title}], "status": "published"}).to_string();
    let answer = match id {
        None => agent
            .post(format!("http://{address}/v1/articles"))
            .header("authorization", key)
            .header("content-type", "application/json")
            .send(content),
        Some(id) => agent
            .patch(format!("http://{address}/v1/articles/{id}"))
            .header("authorization", key)
            .header("content-type", "application/merge-patch+json")
            .header("if-match", "*")
            .send(content),
    };
    let mut answer = answer.ok().filter(|answer| answer.status().is_success())?;
    serde_json::from_str(&answer.body_mut().read_to_string().ok()?).ok()
}

fn agent() -> ureq::Agent {
    let config =
        ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_secs(20)));
    config.build().new_agent()
}

/// Writes new articles, and each a second time, until one is not acknowledged or it is over.
fn writer(address: SocketAddr, key: &str, name: &str, over: &AtomicBool) -> Known {
    let (agent, mut known) = (agent(), Known::default());
    for number in (0..).take_while(|_| !over.load(Ordering::Relaxed)) {
        let title = format!("{name} {number}");
        let Some(made) = write(&agent, address, key, None, &title) else {
            known.open += 1;
            break;
        };
        let id = made["id"].as_str().unwrap().to_owned();
        let other = format!("{title} again");
        let done = write(&agent, address, key, Some(&id), &other).is_some();
        known.titles.insert(id, if done { (other, None) } else { (title, Some(other)) });
        if !done {
            break;
        }
    }
    known
}

/// Writes until it is acknowledged, but not for ever; gives how many records there are then.
fn awake(database: &Database, address: SocketAddr, key: &str) -> usize {
    let (agent, deadline) = (agent(), Instant::now() + Duration::from_secs(30));
    while write(&agent, address, key, None, "Awake").is_none() {
        assert!(Instant::now() < deadline, "it does not write");
        thread::sleep(Duration::from_millis(20));
    }
    records(database).len()
}

/// Everything acknowledged is there; of what was not, all or nothing.
fn is_kept(database: &Database, all: &[Known], before: usize) {
    let records = records(database);
    let (mut acknowledged, mut open) = (0, 0);
    for known in all {
        open += known.open;
        for (id, (title, asked)) in &known.titles {
            acknowledged += 1;
            let record = &records[&id.parse::<Id>().unwrap().key()];
            let now = serde_json::from_slice::<Value>(&record.document).unwrap()["title"].clone();
            assert!(now == **title || asked.as_ref().is_some_and(|own| now == **own), "{id}: {now}, not {title}");
        }
    }
    let made = records.len() - before;
    assert!((acknowledged..=acknowledged + open).contains(&made), "{made} of {acknowledged} and {open}");
}

fn writers(address: SocketAddr, key: &str, round: u64, disturb: impl FnOnce()) -> Vec<Known> {
    let over = &AtomicBool::new(false);
    thread::scope(|scope| {
        let all: Vec<_> = (0..WRITERS)
            .map(|n| scope.spawn(move || writer(address, key, &format!("Round {round}, writer {n},"), over)))
            .collect();
        thread::sleep(Duration::from_millis(20 + random(300) as u64));
        disturb();
        over.store(true, Ordering::Relaxed);
        all.into_iter().map(|writer| writer.join().unwrap()).collect()
    })
}

#[test]
fn what_a_killed_service_acknowledged_is_there() {
    both(|database| {
        let (dir, key) = (Dir::new(), key(database));
        for round in 1..=kills() {
            let mut served = Served::start(&dir, &["--database-url", &database.url], "warn");
            let before = awake(database, served.address, &key);
            let all = writers(served.address, &key, round, || served.child.kill().unwrap());
            drop(served);
            is_kept(database, &all, before);
            is_whole(database);
        }
    });
}

#[test]
fn a_service_whose_connections_are_cut_loses_nothing_and_goes_on() {
    both(|database| {
        if database.engine == Engine::Sqlite {
            return;
        }
        let (dir, key) = (Dir::new(), key(database));
        let served = Served::start(&dir, &["--database-url", &database.url], "error");
        // Each round begins with a write: it goes on by itself.
        for round in 1..=kills() {
            let before = awake(database, served.address, &key);
            let all = writers(served.address, &key, round, || {
                // Once is not enough: a writer may have been between two writes.
                let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                           WHERE datname = current_database() AND pid <> pg_backend_pid()";
                let mut conn = byline::store::engine::postgres::establish(&database.url).unwrap();
                for _ in 0..40 {
                    conn.batch_execute(sql).unwrap();
                    thread::sleep(Duration::from_millis(5));
                }
            });
            is_kept(database, &all, before);
            is_whole(database);
        }
        awake(database, served.address, &key);
        assert_eq!(served.stop().0, 0);
    });
}
