//! The sample archive: an invented shelf of commentaries on which everything Byline knows occurs once.
//!
//! Nobody and nothing in it exists: hosts end in `.example`, DOIs have the test prefix 10.5555, and
//! ORCID iDs lie in a block that is not given out.

/// The archive in Byline's own JSON Lines ([`crate::import::jsonl`]), referring by keys.
pub const ARCHIVE: &str = include_str!("archive.jsonl");

#[cfg(test)]
mod tests;
