//! Tests of the store.
mod migrations;
mod postgres_connection;
mod property;
mod writes;
