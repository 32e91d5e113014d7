//! The database engines: how a connection to each is made.
pub mod postgres;
