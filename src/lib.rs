//! Byline keeps and serves metadata of numbered commentaries.
//!
//! The modules in reading order; each uses only those above it.

pub mod demo;
pub mod domain;

pub mod record;

pub mod catalog;

pub mod import;

pub mod audit;

pub mod trust;

pub mod webhook;

pub mod store;

pub mod search;

pub mod intake;

pub mod format;

pub mod export;

pub mod site;

pub mod feed;

pub mod discovery;

pub mod oai;

pub mod sru;

pub mod changes;

pub mod courier;

pub mod http;
