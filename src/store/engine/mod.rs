//! The two engines. Each gives a connection and the few things in which it differs; `queries.rs` is
//! compiled once inside each, against that engine's connection.

pub mod postgres;
pub mod sqlite;
