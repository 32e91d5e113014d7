//! Opening a database and running work on it.

use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use diesel::r2d2::{Pool, PooledConnection};

use super::db::Db;
use super::engine::{postgres, sqlite};
use super::error::StoreError;
use super::mark;
use super::migrations::{self, Migrate};
use super::settings::Settings;

/// A database of either engine. Cloning it shares it.
#[derive(Clone)]
pub struct Store {
    engine: Arc<Engine>,
    commits: Arc<AtomicU64>,
}

enum Engine {
    Sqlite {
        path: String,
        writer: Mutex<sqlite::Conn>,
        readers: sqlite::Connections,
        watcher: Mutex<sqlite::Conn>,
    },
    Postgres {
        url: String,
        pool: postgres::Pool,
        /// Whether a pooler gives each transaction another connection: then what belongs together has to be one.
        apart: bool,
    },
}

impl Engine {
    fn postgres(url: &str) -> Result<Engine, StoreError> {
        let pool = postgres::pool(url, READERS, Duration::from_secs(5)).map_err(unavailable)?;
        Ok(Engine::Postgres { url: url.to_owned(), pool, apart: postgres::is_apart(url) })
    }
}

/// How many connections read at once.
const READERS: u32 = 8;

impl Store {
    /// Opens the database that a URL names: `sqlite:PATH` (a file is made where there is none) or
    /// `postgres://…`. Blocks; call it from a plain thread.
    pub fn open(url: &str, migrate: Migrate) -> Result<Store, StoreError> {
        let engine = if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path).to_owned();
            if path.is_empty() || path.contains(['?', '\0']) || path == ":memory:" {
                return Err(StoreError::Unusable(format!("`{url}` names no file; write `sqlite:byline.sqlite`")));
            }
            let mut writer = sqlite::writer(&path)?;
            migrations::sqlite(&mut writer, migrate)?;
            writer.write(&mut |db| begin(db))?;
            let (readers, watcher) = (sqlite::readers(&path, READERS)?, Mutex::new(sqlite::writer(&path)?));
            Engine::Sqlite { path, writer: Mutex::new(writer), readers, watcher }
        } else if is_postgres(url) {
            let mut conn = postgres::establish(url).map_err(unavailable)?;
            // One after the other, where several instances start at once.
            postgres::begin_write(&mut conn, |conn| {
                migrations::postgres(conn, migrate)?;
                begin(conn)
            })?;
            Engine::postgres(url)?
        } else {
            return Err(StoreError::Unusable(
                "its URL is neither `sqlite:FILE` nor `postgres://USER:PASSWORD@HOST/DATABASE`".to_owned(),
            ));
        };
        Ok(Store::around(engine))
    }

    /// Opens a replica of a database: it is read, and never written to. Blocks; call it from a plain thread.
    pub fn replica(url: &str) -> Result<Store, StoreError> {
        if !is_postgres(url) {
            return Err(StoreError::Unusable(
                "the URL to read from is not `postgres://USER:PASSWORD@HOST/DATABASE`; only PostgreSQL has replicas"
                    .to_owned(),
            ));
        }
        let store = Store::around(Engine::postgres(url)?);
        // The database itself was looked at before.
        match migrations::check(&store) {
            Err(StoreError::Migrations(why) | StoreError::Database(why)) => {
                Err(StoreError::Unavailable(format!("the replica: {why}")))
            }
            checked => checked.map(|()| store),
        }
    }

    fn around(engine: Engine) -> Store {
        Store { engine: Arc::new(engine), commits: Default::default() }
    }

    /// Whether the other is this one.
    pub fn is_same(&self, other: &Store) -> bool {
        Arc::ptr_eq(&self.engine, &other.engine)
    }

    /// Whether a call may block for longer than a disk read: PostgreSQL is asked over a network.
    pub fn blocks(&self) -> bool {
        matches!(*self.engine, Engine::Postgres { .. })
    }

    /// Runs work on a connection that reads. Single questions need no transaction.
    pub fn read<T>(&self, work: impl FnOnce(&mut dyn Db) -> Result<T, StoreError>) -> Result<T, StoreError> {
        match &*self.engine {
            Engine::Sqlite { readers, .. } => work(&mut *taken(readers)?),
            Engine::Postgres { pool, apart: false, .. } => work(&mut *taken(pool)?),
            Engine::Postgres { apart: true, .. } => self.snapshot(work),
        }
    }

    /// Runs work that sees one state of the database throughout.
    pub fn snapshot<T>(&self, work: impl FnOnce(&mut dyn Db) -> Result<T, StoreError>) -> Result<T, StoreError> {
        match &*self.engine {
            Engine::Sqlite { readers, .. } => once(work, |inner| taken(readers)?.read(inner)),
            Engine::Postgres { pool, .. } => once(work, |inner| taken(pool)?.read(inner)),
        }
    }

    /// Runs work in a transaction that holds the write lock; all of it is kept or nothing.
    pub fn write<T>(&self, work: impl FnOnce(&mut dyn Db) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let work = |db: &mut dyn Db| {
            mark::note(db)?;
            let writes = db.meta("writes")?.and_then(|n| n.parse::<i64>().ok()).unwrap_or(0);
            db.set_meta("writes", &(writes + 1).to_string())?;
            work(db)
        };
        let answer = match &*self.engine {
            Engine::Sqlite { writer, .. } => {
                let mut conn = writer.lock().unwrap_or_else(PoisonError::into_inner);
                once(work, |inner| conn.write(inner))
            }
            Engine::Postgres { pool, .. } => once(work, |inner| taken(pool)?.write(inner)),
        };
        self.commits.fetch_add(1, Ordering::AcqRel);
        answer
    }

    /// How many transactions of this process have ended. Whoever keeps what it read watches it.
    pub fn commits(&self) -> u64 {
        self.commits.load(Ordering::Acquire)
    }

    /// A number that differs after any commit, by whatever process.
    pub fn version(&self) -> Result<i64, StoreError> {
        match &*self.engine {
            Engine::Sqlite { watcher, .. } => watcher.lock().unwrap_or_else(PoisonError::into_inner).version(),
            Engine::Postgres { .. } => self.read(|db| db.version()),
        }
    }

    /// Whether no process writes at this moment. Does not wait for one.
    pub fn is_quiet(&self) -> Result<bool, StoreError> {
        match &*self.engine {
            Engine::Sqlite { watcher, .. } => watcher.lock().unwrap_or_else(PoisonError::into_inner).is_quiet(),
            Engine::Postgres { .. } => self.read(|db| db.is_quiet()),
        }
    }

    /// Makes an SQLite file whole by itself, so that it can be moved: nothing is left beside it.
    pub fn close_file(&self) -> Result<(), StoreError> {
        match &*self.engine {
            Engine::Sqlite { writer, .. } => sqlite::fold(&mut writer.lock().unwrap_or_else(PoisonError::into_inner)),
            Engine::Postgres { .. } => Ok(()),
        }
    }

    /// Gives back the room of what is gone: on SQLite the file is written anew, on PostgreSQL rows that
    /// nobody can see are taken away.
    pub fn compact(&self) -> Result<(), StoreError> {
        match &*self.engine {
            Engine::Sqlite { writer, .. } => writer.lock().unwrap_or_else(PoisonError::into_inner).compact(),
            // Not in a transaction (VACUUM).
            Engine::Postgres { pool, .. } => taken(pool)?.compact(),
        }
    }

    /// Where files that go with it are kept, where nothing else is said: beside a file, or where the system
    /// keeps what is not for long.
    pub fn beside(&self) -> PathBuf {
        match &*self.engine {
            Engine::Sqlite { path, .. } => PathBuf::from(format!("{path}-imports")),
            Engine::Postgres { .. } => std::env::temp_dir().join("byline-imports"),
        }
    }

    /// Where an index of it is kept, where nothing else is said: beside a file; nowhere with a server.
    pub fn index_dir(&self) -> Option<PathBuf> {
        match &*self.engine {
            Engine::Sqlite { path, .. } => Some(PathBuf::from(format!("{path}-search"))),
            Engine::Postgres { .. } => None,
        }
    }

    /// Its settings.
    pub fn settings(&self) -> Result<Settings, StoreError> {
        self.read(|db| Settings::load(db))
    }
}

/// A connection of a pool.
fn taken<M: diesel::r2d2::ManageConnection>(pool: &Pool<M>) -> Result<PooledConnection<M>, StoreError> {
    pool.get().map_err(|e| StoreError::Unavailable(e.to_string()))
}

fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

/// What every archive has that is opened by this version.
fn begin(db: &mut dyn Db) -> Result<(), StoreError> {
    mark::note(db)?;
    Settings::initialise(db)
}

fn unavailable(error: postgres::ConnectError) -> StoreError {
    match error.is_temporary() {
        true => StoreError::Unavailable(error.to_string()),
        false => StoreError::Unusable(error.to_string()),
    }
}

/// Lets work that is done once be passed where work may be asked for more often.
fn once<T>(
    work: impl FnOnce(&mut dyn Db) -> Result<T, StoreError>,
    run: impl FnOnce(&mut dyn FnMut(&mut dyn Db) -> Result<(), StoreError>) -> Result<(), StoreError>,
) -> Result<T, StoreError> {
    let (mut work, mut answer) = (Some(work), None);
    run(&mut |db| {
        if let Some(work) = work.take() {
            answer = Some(work(db)?);
        }
        Ok(())
    })?;
    answer.ok_or_else(|| StoreError::Database("the transaction did not run".to_owned()))
}

impl fmt::Display for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.engine {
            Engine::Sqlite { path, .. } => write!(f, "sqlite:{path}"),
            Engine::Postgres { url, .. } => f.write_str(&postgres::redacted(url)),
        }
    }
}
