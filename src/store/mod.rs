//! The only part that speaks to a database.

pub mod db;
pub mod engine;
pub mod error;
mod tables;

pub use error::StoreError;
