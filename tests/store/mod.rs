//! Tests of the store.
mod killed;
mod migrations;
mod postgres_connection;
mod property;
mod writes;
