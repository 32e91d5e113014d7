//! All integration tests, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "store/mod.rs"]
mod store;
#[path = "support/mod.rs"]
mod support;
