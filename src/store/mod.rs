//! The store: the only part that knows a database.
pub mod engine;
