//! All integration tests, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "openapi/mod.rs"]
mod openapi;
#[path = "store/mod.rs"]
mod store;
#[path = "support/mod.rs"]
mod support;
