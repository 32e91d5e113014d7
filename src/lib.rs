//! Byline.
pub mod import;
