//! A service that is killed in the middle of an import goes on exactly where it was.

use std::net::SocketAddr;
use std::time::Duration;

use byline::store::{Migrate, Store};
use serde_json::Value;

use super::{LINES, authors, counts};
use crate::support::app::{Response, both, exchange};
use crate::support::dir::Dir;
use crate::support::program::byline;
use crate::support::served::Served;

/// So many that they take several transactions.
const COUNT: u64 = 20_000;

fn ask(address: SocketAddr, key: &str, method: &str, path: &str, more: &str, content: &str) -> Response {
    let head = format!("{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {key}\r\n");
    exchange(address, format!("{head}{more}\r\n{content}").as_bytes())
}

fn job(address: SocketAddr, key: &str) -> Value {
    ask(address, key, "GET", "/v1/imports/1", "", "").json()
}

/// Waits until something is written of the import; it is not at its end then.
fn begun(address: SocketAddr, key: &str) {
    while job(address, key)["documents"] == 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn nothing_is_lost_and_nothing_done_twice() {
    both(|database| {
        let dir = Dir::new();
        let arguments = ["--database-url", &database.url, "--spool", "spool"];
        let start = || Served::start(&dir, &arguments, "warn");
        let key = byline(&dir, &["--database-url", &database.url, "keys", "create", "desk", "--scope", "write"]);
        let key = key.must(0).out.trim().to_owned();
        let mut served = start();
        let lines = format!("nonsense\n{}", authors(COUNT as usize));
        let fields = format!("Content-Type: {LINES}\r\nContent-Length: {}\r\n", lines.len());
        let queued = ask(served.address, &key, "POST", "/v1/import?name=people.jsonl", &fields, &lines);
        assert_eq!(queued.status, 202, "{}", queued.text());
        begun(served.address, &key);
        // SIGKILL.
        served.child.kill().unwrap();
        served.child.wait().unwrap();
        let store = Store::open(&database.url, Migrate::Check).unwrap();
        let row = store.read(|db| db.job(1)).unwrap().unwrap();
        assert!(row.line > 0 && (row.line as u64) < COUNT && row.state == "running", "{} {}", row.line, row.state);
        let written = store.read(|db| db.entity_ids(0, i64::MAX, i64::MAX)).unwrap().len() as i64;
        assert_eq!(written, row.line - 1, "the row tells what is written");
        // Nobody knows the job where its file is not.
        let elsewhere = Served::start(&dir, &["--database-url", &database.url, "--spool", "other"], "warn");
        let told = job(elsewhere.address, &key);
        let sqlite = database.url.starts_with("sqlite:");
        assert_eq!(told["state"], if sqlite { "interrupted" } else { "running" }, "{told}");
        assert_eq!(elsewhere.stop().0, 0);
        // It goes on where it was, is asked to end, and goes on again.
        let served = start();
        let (code, log) = served.stop();
        assert_eq!((code, log.contains("panicked")), (0, false), "{log}");
        let served = start();
        let job = loop {
            let job = job(served.address, &key);
            if job["state"] == "done" {
                break job;
            }
            assert!(["queued", "running"].contains(&job["state"].as_str().unwrap()), "{job}");
            std::thread::sleep(Duration::from_millis(20));
        };
        assert_eq!(counts(&job), [COUNT + 1, COUNT, 0, 0, 1], "{job}");
        assert_eq!(job["report"]["files"][0]["problems"].as_array().unwrap().len(), 1);
        let ids = store.read(|db| db.entity_ids(0, i64::MAX, i64::MAX)).unwrap();
        assert_eq!(ids.len() as u64, COUNT);
        let revisions = store.snapshot(|db| {
            ids.iter().map(|id| Ok(db.revisions(*id)?.len())).sum::<Result<usize, byline::store::StoreError>>()
        });
        assert_eq!(revisions.unwrap() as u64, COUNT, "each was written once");
        assert_eq!(served.stop().0, 0);
        assert_eq!(std::fs::read_dir(dir.path().join("spool")).unwrap().count(), 0);
    });
}
