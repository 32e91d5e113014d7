//! Byline.
pub mod store;
