//! What is searched at one moment.

use std::sync::Arc;

use quick_cache::sync::Cache;
use roaring::RoaringBitmap;
use tantivy::columnar::Column;
use tantivy::schema::Field;
use tantivy::{Searcher, SegmentReader, Term};

use super::decoded::Kept;
use super::home::Mark;
use super::schema::Fields;
use super::tongue::tokens;
use super::words::{Kind, Word};
use crate::domain::digest::hash64;

/// How many sets of what was found are kept.
const SETS: usize = 64;

/// Of how many words is kept in which forms they stand in a field.
const WORDS: usize = 4_000;

/// For how many words that were typed those that may be meant are kept.
const MEANT: usize = 1_000;

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
    /// What stands in a field for words in any of their forms.
    forms: Cache<(Field, bool, String), Arc<[Term]>>,
    /// Words of a field that are meant by others.
    meant: Cache<(Field, Meant, String), Arc<[String]>>,
    /// What each part of the index says of its records, in the order of the parts.
    pub(super) columns: Vec<Columns>,
}

/// How a word of a field may be meant by one that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Meant {
    /// It begins so.
    Begun,
    /// It begins nearly so.
    NearlyBegun,
    /// It differs by a letter or two.
    Similar,
}

/// What a part of the index says of its records.
pub(super) struct Columns {
    /// The keys of their ids.
    pub keys: Column<u64>,
    /// Their days of publication.
    pub days: Column<u64>,
}

impl Columns {
    /// Nothing where the part cannot be read, which is said.
    fn of(segment: &SegmentReader) -> Columns {
        let fast = segment.fast_fields();
        let column = |name: &str| {
            fast.u64(name).unwrap_or_else(|why| {
                log::error!("a part of the search index cannot be read: {why}");
                Column::build_empty_column(segment.max_doc())
            })
        };
        Columns { keys: column("key"), days: column("day") }
    }
}

impl View {
    pub(super) fn new(searcher: Searcher, fields: Arc<Fields>, kept: Arc<Kept>, mark: &Mark) -> View {
        let segments: String =
            searcher.generation().segments().iter().map(|(id, deletes)| format!("{id:?}{deletes:?}")).collect();
        View {
            generation: hash64(segments.as_bytes()),
            columns: searcher.segment_readers().iter().map(Columns::of).collect(),
            searcher,
            fields,
            kept,
            sequence: mark.sequence,
            is_complete: mark.complete,
            sets: Cache::new(SETS),
            forms: Cache::new(WORDS),
            meant: Cache::new(MEANT),
        }
    }

    /// In how many records a word stands.
    pub(super) fn count_of(&self, field: Field, token: &str) -> u64 {
        self.searcher.doc_freq(&Term::from_field_text(field, token)).unwrap_or(0)
    }

    /// What stands in a field for a word in any of its forms, in any language.
    pub(super) fn forms(&self, field: Field, word: &Word) -> Arc<[Term]> {
        let key = (field, word.kind == Kind::Spaced, word.form.clone());
        if let Some(own) = self.forms.get(&key) {
            return own;
        }
        let terms = tokens(word).into_iter().map(|token| Term::from_field_text(field, &token));
        let own: Arc<[Term]> = terms.filter(|term| self.searcher.doc_freq(term).is_ok_and(|count| count > 0)).collect();
        self.forms.insert(key, own.clone());
        own
    }

    /// The words of a field that are meant in some way: found once, for whoever types a second word asks for the
    /// first one with every letter.
    pub(super) fn meant(
        &self,
        field: Field,
        meant: Meant,
        form: &str,
        find: impl FnOnce() -> Vec<String>,
    ) -> Arc<[String]> {
        let key = (field, meant, form.to_owned());
        self.meant.get(&key).unwrap_or_else(|| {
            let own: Arc<[String]> = find().into();
            self.meant.insert(key, own.clone());
            own
        })
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
