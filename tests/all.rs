//! All integration tests, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "api/mod.rs"]
mod api;
#[path = "changes/mod.rs"]
mod changes;
#[path = "cli/mod.rs"]
mod cli;
mod collection;
#[path = "discovery/mod.rs"]
mod discovery;
#[path = "editing/mod.rs"]
mod editing;
#[path = "engines/mod.rs"]
mod engines;
#[path = "facets/mod.rs"]
mod facets;
#[path = "feeds/mod.rs"]
mod feeds;
#[path = "formats/mod.rs"]
mod formats;
#[path = "imports/mod.rs"]
mod imports;
#[path = "instances/mod.rs"]
mod instances;
#[path = "oai/mod.rs"]
mod oai;
#[path = "openapi/mod.rs"]
mod openapi;
mod privacy;
mod relevance;
#[path = "search/mod.rs"]
mod search;
#[path = "site/mod.rs"]
mod site;
#[path = "sru/mod.rs"]
mod sru;
#[path = "store/mod.rs"]
mod store;
#[path = "support/mod.rs"]
mod support;
mod walls;
#[path = "webhooks/mod.rs"]
mod webhooks;
