//! The only part that speaks to a database.
//!
//! [`Store`] opens one of the two engines and runs work on it; [`reader::Reader`] answers what the
//! public asks, from the catalog and from records; `ingest.rs` and `session.rs` write.

mod access;
mod arrival;
mod awaited;
mod beside;
mod bodies;
pub mod copy;
pub mod counting;
pub mod db;
mod derive;
pub mod edit;
pub mod engine;
pub mod error;
mod export;
mod filling;
mod finding;
mod foresight;
mod horizon;
mod identity;
mod import;
mod ingest;
pub mod jobs;
mod keys;
mod log;
mod mark;
mod memory;
mod merges;
mod migrations;
mod neighbours;
mod notices;
mod open;
mod place;
mod reach;
pub mod reader;
pub mod reindex;
mod render;
pub mod review;
mod rows;
pub mod seal;
pub mod searchable;
mod session;
pub mod settings;
mod tables;
pub mod upgrade;
pub mod versions;
pub mod webhooks;

pub use access::{ApiKey, NewKey, Secret};
pub use error::StoreError;
pub use export::Selection;
pub use import::Importer;
pub use ingest::{Action, Outcome};
pub use migrations::{Migrate, revert};
pub use open::Store;
pub use settings::Settings;
