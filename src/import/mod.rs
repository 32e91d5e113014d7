//! Import: the bytes of any input form in, values and a list of problems out.
//!
//! Nothing here touches a database or the network. A reader never stops at the first failure: it
//! yields what it could read and says what it could not.

pub mod bytes;
pub mod commentary;
pub mod corpus;
pub mod document;
pub mod edit;
mod fields;
pub mod fingerprint;
pub mod form;
pub mod html;
mod json;
pub mod jsonl;
pub mod labels;
mod layout;
pub mod lines;
pub mod manuscript;
pub mod markdown;
pub mod merge;
mod page_edges;
pub mod pdf;
pub mod report;
mod text;
pub mod wxr;
