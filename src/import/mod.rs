//! Bytes of any input form in; domain values and problems out. No database.

pub mod document;
pub mod fingerprint;
pub mod merge;
pub mod report;
