//! The schema and its migrations, inside the program.

use std::sync::OnceLock;

use diesel::migration::{MigrationSource, MigrationVersion};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::error::StoreError;
use super::open::Store;

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// What to do with a schema that is not the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Migrate {
    /// Bring it up to date.
    Run,
    /// Refuse to work on it.
    Check,
}

/// Applies to SQLite, one after the other where several begin at once. Gives how many migrations were run.
pub fn sqlite(conn: &mut super::engine::sqlite::Conn, migrate: Migrate) -> Result<usize, StoreError> {
    match apply(conn, SQLITE, Migrate::Check) {
        Err(StoreError::Migrations(_)) if migrate == Migrate::Run => {
            conn.immediate_transaction(|conn| apply(conn, SQLITE, migrate))
        }
        checked => checked,
    }
}

/// Applies to PostgreSQL, while the write lock is held. Gives how many migrations were run.
pub fn postgres(conn: &mut super::engine::postgres::Conn, migrate: Migrate) -> Result<usize, StoreError> {
    apply(conn, POSTGRES, migrate)
}

/// Whether the schema of an open database is still ours.
pub fn check(store: &Store) -> Result<(), StoreError> {
    let newest = newest()?;
    match store.read(|db| db.schema_version())? {
        version if version == newest => Ok(()),
        version if version.as_str() > newest => Err(StoreError::Newer(format!("it is at migration {version}"))),
        version => Err(StoreError::Migrations(format!("it is at {version}, this program needs {newest}"))),
    }
}

/// The version of the newest migration.
pub(super) fn newest() -> Result<&'static str, StoreError> {
    static NEWEST: OnceLock<String> = OnceLock::new();
    if let Some(known) = NEWEST.get() {
        return Ok(known);
    }
    let problem = |e: Box<dyn std::error::Error + Send + Sync>| StoreError::Migrations(e.to_string());
    let all = MigrationSource::<diesel::sqlite::Sqlite>::migrations(&SQLITE).map_err(problem)?;
    let versions = all.iter().map(|m| m.name().version().to_string());
    let newest = versions.max().unwrap_or_default();
    Ok(NEWEST.get_or_init(|| newest))
}

/// Takes every migration back, so that nothing is left of the archive. For tests of the migrations.
pub fn revert(url: &str) -> Result<(), StoreError> {
    let problem = |e: Box<dyn std::error::Error + Send + Sync>| StoreError::Migrations(e.to_string());
    match url.strip_prefix("sqlite:") {
        Some(path) => super::engine::sqlite::writer(path)?.revert_all_migrations(SQLITE).map_err(problem)?,
        None => super::engine::postgres::establish(url)
            .map_err(|e| StoreError::Unavailable(e.to_string()))?
            .revert_all_migrations(POSTGRES)
            .map_err(problem)?,
    };
    Ok(())
}

fn apply<DB: diesel::backend::Backend>(
    conn: &mut impl MigrationHarness<DB>,
    source: impl MigrationSource<DB>,
    migrate: Migrate,
) -> Result<usize, StoreError> {
    let problem = |e: Box<dyn std::error::Error + Send + Sync>| StoreError::Migrations(e.to_string());
    let ours: Vec<String> =
        source.migrations().map_err(problem)?.iter().map(|m| m.name().version().to_string()).collect();
    let applied: Vec<MigrationVersion> = conn.applied_migrations().map_err(problem)?;
    if let Some(newer) = applied.iter().find(|v| !ours.contains(&v.to_string())) {
        return Err(StoreError::Newer(format!("it is at migration {newer}")));
    }
    let pending = ours.len() - applied.len();
    if pending == 0 {
        return Ok(0);
    }
    match migrate {
        Migrate::Run => conn.run_pending_migrations(source).map(|done| done.len()).map_err(problem),
        Migrate::Check => Err(StoreError::Migrations(format!("{pending} to run; run `byline migrate`"))),
    }
}
