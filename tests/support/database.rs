//! Throwaway databases of both engines, and what is loaded into them.

use std::io::Cursor;
use std::sync::atomic::{AtomicU32, Ordering};

use byline::domain::{Id, Resource, Timestamp};
use byline::import::fingerprint::prepare;
use byline::import::labels::Labels;
use byline::import::lines;
use byline::import::report::Problem;
use byline::store::{Action, Importer, Migrate, Outcome, Store};

use super::dir::Dir;
use super::postgres::{self, skip};

/// The two engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A database of its own, without a service.
pub struct Database {
    pub engine: Engine,
    pub url: String,
    pub store: Store,
    _dir: Option<Dir>,
}

/// What an import did.
#[derive(Debug, Default)]
pub struct Imported {
    /// Of the documents that could be read.
    pub outcomes: Vec<Outcome>,
    /// Of the lines that could not.
    pub unread: Vec<Vec<Problem>>,
}

/// A fixed clock for everything that is loaded without one: what is made by it is the same on every
/// engine and in every run.
pub const EARLY: &str = "2024-01-01T00:00:00Z";

/// The engines there are here. Where PostgreSQL is missing that is said and counted.
pub fn engines() -> Vec<Engine> {
    static SKIPPED: AtomicU32 = AtomicU32::new(0);
    if postgres::server().is_some() {
        return vec![Engine::Sqlite, Engine::Postgres];
    }
    let count = SKIPPED.fetch_add(1, Ordering::Relaxed) + 1;
    skip(&format!("{count} tests ran on SQLite alone so far"));
    vec![Engine::Sqlite]
}

impl Database {
    /// A new one, empty, with the settings that tests compare by.
    pub fn fresh(engine: Engine) -> Database {
        let database = Database::bare(engine);
        database.settle();
        database
    }

    /// A new one on a PostgreSQL server of its own, likewise.
    pub fn of(server: &postgres::Server) -> Database {
        let url = server.fresh_database();
        let store = Store::open(&url, Migrate::Run).unwrap();
        let database = Database { engine: Engine::Postgres, url, store, _dir: None };
        database.settle();
        database
    }

    /// One that is there, on PostgreSQL.
    pub fn existing(url: &str) -> Database {
        let store = Store::open(url, Migrate::Check).unwrap();
        Database { engine: Engine::Postgres, url: url.to_owned(), store, _dir: None }
    }

    fn settle(&self) {
        self.set_meta("epoch", "test");
        self.set_meta("secret", "a secret that is the same in all tests");
    }

    /// A new one as it comes.
    pub fn bare(engine: Engine) -> Database {
        let (url, dir) = Database::place(engine);
        let store = Store::open(&url, Migrate::Run).unwrap();
        Database { engine, url, store, _dir: dir }
    }

    /// The URL of where one may begin, and what keeps that place.
    pub fn place(engine: Engine) -> (String, Option<Dir>) {
        match engine {
            Engine::Sqlite => {
                let dir = Dir::new();
                (format!("sqlite:{}", dir.path().join("archive.sqlite").display()), Some(dir))
            }
            Engine::Postgres => (postgres::server().unwrap().fresh_database(), None),
        }
    }

    /// The same, for a service; the one that it is of must outlive it.
    pub fn again(&self) -> Database {
        self.through(self.store.clone())
    }

    /// The same, through another store; this one must outlive it.
    pub fn through(&self, store: Store) -> Database {
        Database { engine: self.engine, url: self.url.clone(), store, _dir: None }
    }

    pub fn set_meta(&self, key: &str, value: &str) {
        self.store.write(|db| db.set_meta(key, value)).unwrap();
    }

    /// Takes JSON Lines in as `byline import` does, at a fixed time.
    pub fn import(&self, source: &str, text: &str) -> Imported {
        self.import_at(source, text, EARLY)
    }

    /// Likewise, at another time.
    pub fn import_at(&self, source: &str, text: &str, now: &str) -> Imported {
        let importer = Importer::new(self.store.clone(), source, false);
        run(importer.at(Timestamp::parse(now).unwrap()), text.as_bytes(), &Labels::in_year(2026))
    }

    /// Takes in what must not be refused.
    pub fn load(&self, source: &str, text: &str) -> Imported {
        let imported = self.import(source, text);
        imported.must_succeed();
        imported
    }

    /// Loads the sample archive.
    pub fn load_demo(&self) {
        self.load("demo", byline::demo::ARCHIVE);
    }

    /// Leaves only half of every article's record, as a broken disk might.
    pub fn spoil_records(&self) {
        let (first, last) = Id::range(Resource::Article);
        let spoil = |db: &mut dyn byline::store::db::Db| {
            let ids = db.entity_ids(first, last, i64::MAX)?;
            for ids in ids.chunks(500) {
                let mut rows = db.records(ids)?;
                rows.iter_mut().for_each(|row| row.document.truncate(100));
                db.put_records(&rows)?;
            }
            Ok(())
        };
        self.store.write(spoil).unwrap();
    }

    /// The last number of the log.
    pub fn head(&self) -> i64 {
        self.store.read(|db| db.head()).unwrap().sequence
    }
}

/// Takes JSON Lines in as `byline import` does.
pub fn run(mut importer: Importer, bytes: &[u8], labels: &Labels) -> Imported {
    let mut imported = Imported::default();
    let mut documents = Vec::new();
    for document in lines::read(Cursor::new(bytes), labels) {
        match document {
            Ok(document) => documents.push((document.line, prepare(document))),
            Err(problems) => imported.unread.push(problems),
        }
    }
    while !documents.is_empty() {
        let rest = documents.split_off(documents.len().min(500));
        imported.outcomes.extend(importer.batch(std::mem::replace(&mut documents, rest)).unwrap());
    }
    imported
}

impl Imported {
    pub fn count(&self, action: Action) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.action == action).count()
    }

    pub fn must_succeed(&self) {
        assert!(self.unread.is_empty(), "{:?}", self.unread);
        let refused = self.outcomes.iter().find(|outcome| outcome.action == Action::Rejected);
        assert!(refused.is_none(), "{refused:?}");
    }

    /// The ids of the documents, in order.
    pub fn ids(&self) -> Vec<String> {
        self.outcomes.iter().map(|outcome| outcome.id.unwrap().to_string()).collect()
    }
}
