//! Up, down and up again; a schema of a newer program.

use byline::store::copy::Table;
use byline::store::{Migrate, Store, StoreError, revert};
use diesel::connection::SimpleConnection;

use crate::support::app::{App, Database, Engine, both, engines};
use crate::support::dir::Dir;
use crate::support::program::{command, ended};

/// Runs SQL around the store.
fn execute(database: &Database, sql: &str) {
    match database.engine {
        Engine::Sqlite => {
            let path = database.url.strip_prefix("sqlite:").unwrap();
            byline::store::engine::sqlite::writer(path).unwrap().batch_execute(sql).unwrap();
        }
        Engine::Postgres => {
            byline::store::engine::postgres::establish(&database.url).unwrap().batch_execute(sql).unwrap();
        }
    }
}

/// Runs the migration of this name once more.
pub fn again(database: &Database, name: &str) {
    run(database, name, "up.sql");
}

/// Runs a file of the migration of this name.
fn run(database: &Database, name: &str, file: &str) {
    let engine = if database.engine == Engine::Sqlite { "sqlite" } else { "postgres" };
    let all = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine);
    let mut all = std::fs::read_dir(all).unwrap().map(|entry| entry.unwrap().path());
    let own = all.find(|path| path.to_str().unwrap().ends_with(&format!("_{name}"))).unwrap();
    execute(database, &std::fs::read_to_string(own.join(file)).unwrap());
}

fn tables(database: &Database) -> Vec<String> {
    let wanted = [
        "api_key",
        "body",
        "change",
        "delivery",
        "entity",
        "entry",
        "job",
        "lookup",
        "meta",
        "once",
        "record",
        "reference",
        "revision",
        "source",
        "verdict",
        "version",
        "webhook",
    ];
    let there = |table: &&str| {
        let sql = format!("SELECT 1 FROM {table}");
        match database.engine {
            Engine::Sqlite => {
                let path = database.url.strip_prefix("sqlite:").unwrap();
                byline::store::engine::sqlite::writer(path).unwrap().batch_execute(&sql).is_ok()
            }
            Engine::Postgres => {
                byline::store::engine::postgres::establish(&database.url).unwrap().batch_execute(&sql).is_ok()
            }
        }
    };
    wanted.iter().filter(|table| there(table)).map(|table| (*table).to_owned()).collect()
}

#[test]
fn up_down_and_up_again_with_things_in_it() {
    both(|database| {
        database.load_demo();
        assert_eq!(tables(database).len(), Table::ALL.len());
        revert(&database.url).unwrap();
        assert_eq!(tables(database), [""; 0], "down takes everything away");
        let refused = Store::open(&database.url, Migrate::Check);
        assert!(matches!(refused, Err(StoreError::Migrations(_))), "it must be told, not made");
        assert_eq!(tables(database), [""; 0]);
        let again = Store::open(&database.url, Migrate::Run).unwrap();
        assert_eq!(tables(database).len(), Table::ALL.len());
        assert_eq!(again.read(|db| db.head()).unwrap().sequence, 0, "nothing of before came back");
        drop(again);
        revert(&database.url).unwrap();
        assert_eq!(tables(database), [""; 0]);
    });
}

#[test]
fn entries_move_out_of_records_and_back() {
    both(|database| {
        database.load_demo();
        let entries = |store: &Store| store.read(|db| db.entries(0, i64::MAX)).unwrap();
        let wanted = entries(&database.store);
        run(database, "entries", "down.sql");
        execute(database, "DELETE FROM __diesel_schema_migrations WHERE version = '20261129000000'");
        assert_eq!(tables(database).len(), Table::ALL.len() - 1);
        assert_eq!(entries(&Store::open(&database.url, Migrate::Run).unwrap()), wanted);
    });
}

#[test]
fn a_server_that_has_lz4_keeps_documents_in_it() {
    both(|database| {
        if database.engine == Engine::Postgres {
            execute(
                database,
                "DO $$ BEGIN ASSERT NOT (SELECT 'lz4' = ANY(enumvals) FROM pg_settings \
                 WHERE name = 'default_toast_compression') OR (SELECT count(*) = 3 FROM pg_attribute \
                 WHERE attcompression = 'l' AND (attrelid::regclass::text, attname::text) IN \
                 (('record', 'document'), ('entity', 'document'), ('body', 'paragraphs'))); END $$",
            );
        }
    });
}

#[test]
fn after_up_down_up_it_serves_the_same() {
    for engine in engines() {
        let first = App::fresh(engine);
        first.database.load_demo();
        let wanted = first.get("/v1/articles?limit=200");
        let url = first.database.url.clone();
        revert(&url).unwrap();
        let store = Store::open(&url, Migrate::Run).unwrap();
        store.write(|db| db.set_meta("epoch", "test")).unwrap();
        store.write(|db| db.set_meta("secret", "a secret that is the same in all tests")).unwrap();
        let second = first.beside(store);
        second.database.load_demo();
        let second = second.beside(second.database.store.clone());
        assert_eq!(second.get("/v1/articles?limit=200").text(), wanted.text());
    }
}

#[test]
fn opening_twice_changes_nothing() {
    both(|database| {
        let before = database.store.settings().unwrap();
        let again = Store::open(&database.url, Migrate::Run).unwrap();
        assert!(again.settings().unwrap() == before, "epoch and secret are made once");
        Store::open(&database.url, Migrate::Check).unwrap();
    });
}

#[test]
fn a_schema_of_a_newer_program_is_left_alone() {
    both(|database| {
        database.load_demo();
        let sql =
            "INSERT INTO __diesel_schema_migrations (version, run_on) VALUES ('29990101000000', CURRENT_TIMESTAMP)";
        execute(database, sql);
        for migrate in [Migrate::Run, Migrate::Check] {
            match Store::open(&database.url, migrate) {
                Err(why @ StoreError::Newer(_)) => assert!(why.to_string().contains("newer Byline"), "{why}"),
                other => panic!("{:?}", other.map(|store| store.to_string())),
            }
        }
        assert_eq!(tables(database).len(), Table::ALL.len());
    });
}

#[test]
fn what_is_no_database_is_told() {
    let refused = |url: &str| match Store::open(url, Migrate::Run) {
        Err(StoreError::Unusable(why) | StoreError::Unavailable(why)) => why,
        other => panic!("{url}: {:?}", other.map(|store| store.to_string())),
    };
    assert!(refused("mysql://x/y").contains("sqlite:FILE"));
    assert!(refused("sqlite:").contains("names no file"));
    assert!(refused("sqlite::memory:").contains("names no file"));
    refused("sqlite:/nowhere/at/all/archive.sqlite");
    let secret = "postgres://someone:hunter2@127.0.0.1:1/none";
    assert!(!refused(secret).contains("hunter2"), "no password in messages");
}

/// Services that are started together, on a database that holds nothing yet.
#[test]
fn those_who_begin_an_archive_at_once_begin_one() {
    for engine in engines() {
        let (url, _dir) = Database::place(engine);
        let dir = Dir::new();
        let begun = (0..8).map(|_| command(dir.path(), &["migrate", "--database-url", &url]).spawn().unwrap());
        for begun in begun.collect::<Vec<_>>() {
            ended(begun.wait_with_output().unwrap()).must(0);
        }
        assert!(!Store::open(&url, Migrate::Check).unwrap().settings().unwrap().epoch.is_empty());
    }
}
