//! `byline copy`, `byline backup`, `byline restore`

use byline::domain::{Scope, Timestamp};
use byline::store::copy::{Place, Table};
use byline::store::{Migrate, Store};
use serde_json::json;

use crate::support::app::{App, Database, Engine, both, engines};
use crate::support::dir::Dir;
use crate::support::program::byline;

/// Every row of every table but the facts that a copy may have of its own.
fn everything(store: &Store) -> Vec<String> {
    let all = |table| store.read(|db| db.rows(table, &Place::default(), i64::from(u16::MAX))).unwrap();
    Table::ALL.into_iter().filter(|table| *table != Table::Meta).map(|table| format!("{:?}", all(table))).collect()
}

fn facts(store: &Store) -> Vec<(String, String)> {
    let all = store.read(|db| db.all_meta()).unwrap();
    all.into_iter().filter(|(key, _)| key != "writes").collect()
}

/// An archive with a history: changes, a withdrawal, a draft, an old version.
fn fill(database: &Database) {
    database.load_demo();
    let later = byline::demo::ARCHIVE.replace("Cables on the Seabed, Law on the Shelf", "Cables and Law");
    database.import_at("demo", &later, "2024-02-01T00:00:00Z").must_succeed();
    database.store.write(|db| db.set_meta("setting.repository-name", "A Test")).unwrap();
}

/// What editors do and whoever runs the service: keys, a merge, a webhook with a delivery that waits, an erasure.
fn use_it(database: &Database) {
    let app = App::on(database.again());
    let key = app.key(Scope::Admin, &[]);
    assert_eq!(app.patch("/v1/authors/au3", &key, json!({"merged_into": "au4"})).status, 200);
    let hook = json!({"url": "https://partner.example/hook"});
    assert_eq!(app.write("POST", "/v1/webhooks", &key, &[], &hook).status, 201);
    let once = ["Idempotency-Key: \"5f1c\""];
    let made = app.write("POST", "/v1/authors", &key, &once, &json!({"names": [{"full": "Ada Oldname"}]}));
    assert_eq!(made.status, 201);
    let erased =
        app.write("POST", "/v1/erasures", &key, &[], &json!({"text": "Ada Oldname", "replacement": "Ada Newman"}));
    assert_eq!(erased.status, 200, "{}", erased.text());
    assert_eq!(database.store.take_due(10, Timestamp::now()).unwrap().len(), 1);
}

/// What it left, asked for over HTTP.
fn is_used(database: &Database) {
    let app = App::on(database.again());
    let merged = app.get("/v1/authors/au3");
    assert_eq!((merged.status, merged.header("location")), (302, Some("/v1/authors/au4")));
    let all = app.get("/v1/authors.ndjson").text();
    assert!(all.contains("Ada Newman") && !all.contains("Oldname"), "{all}");
    assert!(!everything(&database.store).concat().contains("Oldname"));
}

#[test]
fn a_copy_has_everything_on_whichever_engine() {
    both(|database| {
        fill(database);
        use_it(database);
        for engine in engines() {
            let dir = Dir::new();
            let other = Database::bare(engine);
            byline(&dir, &["--database-url", &database.url, "copy", "--to", &other.url]).must(0);
            let copy = Store::open(&other.url, Migrate::Check).unwrap();
            assert_eq!(everything(&copy), everything(&database.store), "{engine:?}");
            assert_eq!(facts(&copy), facts(&database.store), "{engine:?}");
            is_used(&other);
            // And back again.
            let third = Database::bare(Engine::Sqlite);
            byline(&dir, &["--database-url", &other.url, "copy", "--to", &third.url]).must(0);
            assert_eq!(everything(&third.store), everything(&database.store), "{engine:?}");
        }
    });
}

#[test]
fn a_copy_goes_nowhere_but_into_an_empty_database() {
    both(|database| {
        database.load_demo();
        let dir = Dir::new();
        let other = Database::bare(Engine::Sqlite);
        other.load("t", r#"{"resource":"author","key":"a","names":[{"full":"Someone"}]}"#);
        let before = everything(&other.store);
        let refused = byline(&dir, &["--database-url", &database.url, "copy", "--to", &other.url]).must(3);
        assert!(refused.err.contains("is not empty"), "{refused:?}");
        assert_eq!(everything(&other.store), before);
    });
}

#[test]
fn a_backup_is_one_file_and_a_restored_archive_begins_another_epoch() {
    both(|database| {
        fill(database);
        let dir = Dir::new();
        let told = byline(&dir, &["--database-url", &database.url, "backup", "kept.sqlite"]).must(0);
        assert!(told.out.contains("kept.sqlite"), "{told:?}");
        let files: Vec<String> =
            std::fs::read_dir(dir.path()).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
        assert_eq!(files, ["kept.sqlite"]);
        let again = byline(&dir, &["--database-url", &database.url, "backup", "kept.sqlite"]).must(2);
        assert!(again.err.contains("is there already"), "{again:?}");
        // What comes after the backup is lost, and nobody may take what follows for it.
        database.import_at("demo", &byline::demo::ARCHIVE.replace("Cables on", "Ropes on"), "2024-03-01T00:00:00Z");
        for engine in engines() {
            let other = Database::bare(engine);
            byline(&dir, &["--database-url", &other.url, "restore", "kept.sqlite"]).must(0);
            let kept =
                Store::open(&format!("sqlite:{}", dir.path().join("kept.sqlite").display()), Migrate::Check).unwrap();
            assert_eq!(everything(&other.store), everything(&kept), "{engine:?}");
            let app = App::on(other);
            let epoch = app.database.store.settings().unwrap().epoch;
            assert_ne!(epoch, "test");
            app.get("/v1/changes?since=test-1").problem(410, "stale-place");
            assert_eq!(app.json("/v1/changes?limit=1")["items"][0]["place"], format!("{epoch}-1"));
            let titles = app.get("/v1/articles?limit=200&fields=title").text();
            assert!(titles.contains("Cables and Law") && !titles.contains("Ropes on"), "{titles}");
        }
    });
}

#[test]
fn what_is_no_backup_is_told() {
    let dir = Dir::new();
    let missing = byline(&dir, &["restore", "nothing.sqlite"]).must(4);
    assert!(missing.err.contains("nothing.sqlite: there is no such file"), "{missing:?}");
    dir.file("text.sqlite", "This is no database.");
    let text = byline(&dir, &["restore", "text.sqlite"]).must(3);
    assert!(text.err.contains("text.sqlite"), "{text:?}");
    assert_eq!(std::fs::read_to_string(dir.path().join("text.sqlite")).unwrap(), "This is no database.");
}

#[test]
fn what_a_broken_backup_left_is_in_nobodys_way() {
    let dir = Dir::new();
    dir.file("kept.sqlite.part", "half a page");
    byline(&dir, &["backup", "kept.sqlite"]).must(0);
    assert!(!dir.path().join("kept.sqlite.part").exists());
}
