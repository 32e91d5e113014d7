//! What is searched at one moment.

use std::sync::Arc;

use quick_cache::sync::Cache;
use roaring::RoaringBitmap;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use super::decoded::Kept;
use super::home::Mark;
use super::schema::Fields;
use crate::domain::digest::hash64;

/// How many sets of what was found are kept.
const SETS: usize = 64;

/// What is searched at one moment.
pub struct View {
    pub(super) searcher: Searcher,
    pub(super) fields: Arc<Fields>,
    /// The place in the log that it is of.
    pub sequence: i64,
    /// Whether every record is in it.
    pub is_complete: bool,
    /// A number that differs where the order by relevance may.
    pub generation: u64,
    /// Frequent words, decoded; for all states of the index.
    pub(super) kept: Arc<Kept>,
    /// Sets of what was found, by the question.
    pub(super) sets: Cache<String, Arc<RoaringBitmap>>,
}

impl View {
    pub(super) fn new(searcher: Searcher, fields: Arc<Fields>, kept: Arc<Kept>, mark: &Mark) -> View {
        let segments: String =
            searcher.generation().segments().iter().map(|(id, deletes)| format!("{id:?}{deletes:?}")).collect();
        View {
            generation: hash64(segments.as_bytes()),
            searcher,
            fields,
            kept,
            sequence: mark.sequence,
            is_complete: mark.complete,
            sets: Cache::new(SETS),
        }
    }

    /// In how many records a word stands.
    pub(super) fn count_of(&self, field: Field, token: &str) -> u64 {
        self.searcher.doc_freq(&Term::from_field_text(field, token)).unwrap_or(0)
    }

    /// How many records are in it.
    pub fn len(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
