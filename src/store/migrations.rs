//! The schema and its migrations, inside the program.

use diesel::migration::{MigrationSource, MigrationVersion};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::error::StoreError;

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

/// Applies to SQLite. Gives how many migrations were run.
pub fn sqlite(conn: &mut super::engine::sqlite::Conn, migrate: Migrate) -> Result<usize, StoreError> {
    apply(conn, SQLITE, migrate)
}

/// Applies to PostgreSQL. Gives how many migrations were run.
pub fn postgres(conn: &mut super::engine::postgres::Conn, migrate: Migrate) -> Result<usize, StoreError> {
    apply(conn, POSTGRES, migrate)
}

/// Takes every migration back; for tests.
pub fn revert_sqlite(conn: &mut super::engine::sqlite::Conn) -> Result<(), StoreError> {
    conn.revert_all_migrations(SQLITE).map(|_| ()).map_err(|e| StoreError::Migrations(e.to_string()))
}

/// Takes every migration back; for tests.
pub fn revert_postgres(conn: &mut super::engine::postgres::Conn) -> Result<(), StoreError> {
    conn.revert_all_migrations(POSTGRES).map(|_| ()).map_err(|e| StoreError::Migrations(e.to_string()))
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
        return Err(StoreError::Migrations(format!("it was made by a newer Byline (migration {newer}); use that one")));
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
