//! Tests of the store.
mod postgres_connection;
