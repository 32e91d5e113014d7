//! HTTP: one route list, thin handlers, one place for each rule.

mod accept;
mod articles;
mod authors;
mod buffer;
mod conditional;
mod cursor;
mod declare;
mod disclaimers;
mod docs;
mod envelope;
mod fields;
mod formats;
mod gather;
mod health;
mod listing;
mod numbers;
mod oai;
mod openapi;
mod organizations;
mod pages;
mod params;
mod problem;
mod relations;
mod request;
mod resourcesync;
mod respond;
mod routes;
mod series;
mod single;
mod site;
mod sitemap;
mod state;
mod well_known;

pub use openapi::document;
pub use routes::{Serving, serve};
pub use state::State;
