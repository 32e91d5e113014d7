//! A newer version beside an older one. The newer one is played by notes that it would leave.

use byline::domain::{Id, Scope};
use byline::store::db::{Db, EntryRow};
use byline::store::{Migrate, Store, StoreError};
use serde_json::json;

use crate::support::app::{App, both_apps};

/// As if a newer version had opened the archive.
fn opened_by_a_newer_one(app: &App) {
    app.database.set_meta("written-by", "9999-01-01-000000/999999999");
}

fn patch(app: &App, key: &str, id: &str, title: &str) -> u16 {
    app.patch(&format!("/v1/articles/{id}"), key, json!({"titles": [{"text": title}]})).status
}

#[test]
fn an_older_version_reads_on_but_writes_no_more() {
    both_apps(|app| {
        let key = app.key(Scope::Write, &[]);
        let id = app.make("articles", &key, json!({"titles": [{"text": "Quay"}], "status": "published"}));
        assert_eq!(app.get("/readyz").status, 200);
        opened_by_a_newer_one(app);
        let path = format!("/v1/articles/{id}");
        let refused = app.patch(&path, &key, json!({"titles": [{"text": "Mole"}]}));
        refused.problem(503, "unavailable");
        assert!(refused.header("retry-after").is_some());
        // Proxies send no more to it, and what they still do is answered.
        app.get("/readyz").problem(503, "unavailable");
        assert_eq!(app.json(&path)["title"], "Quay");
        assert_eq!(app.json("/v1/articles")["total"], 1);
        for migrate in [Migrate::Run, Migrate::Check] {
            match Store::open(&app.database.url, migrate) {
                Err(why @ StoreError::Newer(_)) => assert!(why.to_string().contains("newer Byline"), "{why}"),
                other => panic!("{:?}", other.map(|store| store.to_string())),
            }
        }
    });
}

#[test]
fn what_an_older_version_cannot_read_it_does_not_answer_from() {
    both_apps(|app| {
        let key = app.key(Scope::Write, &[]);
        let id = app.make("articles", &key, json!({"titles": [{"text": "Quay"}], "status": "published"}));
        let path = format!("/v1/articles/{id}");
        assert_eq!(app.json(&path)["title"], "Quay");
        assert_eq!(patch(app, &key, &id, "Mole"), 200);
        // The newer one writes a record with an entry for its own catalog, and tells it in the log.
        let write = |db: &mut dyn Db| {
            let number = id.parse::<Id>().unwrap().key();
            let mut row = db.records(&[number])?.pop().unwrap();
            row.etag += 1;
            db.put_records(&[row])?;
            let (id, mut bytes) = db.entries_of(&[number])?.pop().unwrap();
            bytes[0] += 1;
            db.put_entries(&[EntryRow { id, bytes }])?;
            let mut change = db.changes(0, 100)?.pop().unwrap();
            change.sequence += 1;
            db.append_changes(&[change])
        };
        app.database.store.write(write).unwrap();
        opened_by_a_newer_one(app);
        for path in [path.as_str(), "/v1/articles", "/v1/articles?q=mole", "/v1/changes"] {
            app.get(path).problem(503, "unavailable");
        }
        assert_eq!(app.get("/healthz").status, 200);
    });
}

#[test]
fn an_older_note_is_brought_up_to_date() {
    both_apps(|app| {
        app.database.set_meta("written-by", "2020-01-01-000000/1");
        let key = app.key(Scope::Write, &[]);
        let id = app.make("articles", &key, json!({"titles": [{"text": "Quay"}], "status": "published"}));
        assert_eq!(patch(app, &key, &id, "Mole"), 200);
        let noted = app.database.store.read(|db| db.meta("written-by")).unwrap().unwrap();
        assert!(noted.as_str() > "2026", "{noted}");
    });
}
