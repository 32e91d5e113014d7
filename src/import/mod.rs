//! Bytes of any input form in; domain values and problems out. No database.

pub mod corpus;
pub mod document;
mod json;
pub mod jsonl;
pub mod labels;
pub mod lines;
pub mod report;
mod text;
