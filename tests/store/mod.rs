//! Tests of the store.
mod killed;
pub mod migrations;
mod postgres_connection;
mod property;
mod writes;
