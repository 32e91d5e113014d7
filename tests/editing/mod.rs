//! Writing over HTTP, and who may.
mod drafts;
mod erasure;
mod faults;
mod history;
mod keys;
mod merging;
mod notices;
mod once;
mod removal;
mod schedule;
mod sources;
mod splitting;
mod succession;
mod writing;

use byline::domain::Scope;
use serde_json::{Value, json};

use crate::support::app::App;

/// An article with what it needs and no more.
pub fn article(title: &str) -> Value {
    json!({"titles": [{"text": title}], "status": "published"})
}

/// A key that may write everything.
pub fn writer(app: &App) -> String {
    app.key(Scope::Write, &[])
}

/// The last number of the log, how often a thing was written, and what it is now.
pub fn state(app: &App, path: &str, key: &str) -> (i64, Value) {
    (app.database.head(), app.private(path, key).json())
}
