//! Tests of the store.
pub mod killed;
mod killed_service;
pub mod migrations;
mod postgres_connection;
mod property;
mod writes;
