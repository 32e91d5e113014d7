//! Bytes of any input form in; domain values and problems out. No database.

pub mod document;
mod json;
pub mod jsonl;
pub mod report;
mod text;
