//! Imports over HTTP.
mod asked;
mod jobs;
mod killed;
mod reach;
mod report;

use serde_json::Value;

use crate::support::app::{App, Response};

pub const LINES: &str = "application/x-ndjson";

/// An import of JSON Lines.
pub fn import(app: &App, key: &str, query: &str, lines: &str) -> Response {
    app.post(&format!("/v1/import{query}"), key, LINES, &[], lines.as_bytes())
}

/// Likewise, as a job.
pub fn asked_aside(app: &App, key: &str, query: &str, lines: &str) -> Response {
    app.post(&format!("/v1/import{query}"), key, LINES, &["Prefer: respond-async"], lines.as_bytes())
}

/// Asks until the service is not busy.
pub fn patiently(ask: impl Fn() -> Response) -> Response {
    std::iter::repeat_with(ask).find(|answer| answer.status != 503).unwrap()
}

/// An import as a job; gives its path.
pub fn aside(app: &App, key: &str, query: &str, lines: &str) -> String {
    let queued = asked_aside(app, key, query, lines);
    assert_eq!(queued.status, 202, "{}", queued.text());
    queued.header("location").unwrap().to_owned()
}

/// What whoever has a key is told.
pub fn ask(app: &App, key: &str, path: &str) -> Response {
    app.get_with(path, &[("authorization", &format!("Bearer {key}"))])
}

/// A job once it has ended.
pub fn ended(app: &App, key: &str, path: &str) -> Value {
    loop {
        let job = ask(app, key, path);
        assert_eq!(job.status, 200, "{}", job.text());
        if !["queued", "running"].contains(&job.json()["state"].as_str().unwrap()) {
            return job.json();
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

/// Its counts: documents, created, updated, unchanged, refused.
pub fn counts(report: &Value) -> [u64; 5] {
    ["documents", "created", "updated", "unchanged", "refused"].map(|name| report[name].as_u64().unwrap())
}

/// So many authors, one a line.
pub fn authors(count: usize) -> String {
    let line = |n| format!("{{\"resource\":\"author\",\"key\":\"a{n}\",\"names\":[{{\"full\":\"Author {n}\"}}]}}\n");
    (0..count).map(line).collect()
}
