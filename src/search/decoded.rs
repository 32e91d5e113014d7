//! The postings of frequent words, decoded: what questions of several of them are answered from.
//!
//! A part of the index never changes, so neither does what was decoded of it; what is no longer asked for makes
//! room for what is.

use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;
use tantivy::index::SegmentId;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{SegmentReader, Term};

/// How many bytes are kept at most.
const MOST: u64 = 96 << 20;

/// Of about how many words at most.
const WORDS: usize = 1_000;

/// Where a word stands in a part of the index, and how often in each record.
#[derive(Default)]
pub struct Decoded {
    /// A bit for each record of the part.
    pub bits: Vec<u64>,
    /// For each that has the word, in their order; what stands oftener than 255 times counts so often.
    pub frequencies: Vec<u8>,
    /// The highest of these.
    pub highest: u8,
}

/// What was decoded last.
pub struct Kept {
    words: Cache<(SegmentId, Term), Arc<Decoded>, Bytes>,
}

#[derive(Clone)]
struct Bytes;

impl Weighter<(SegmentId, Term), Arc<Decoded>> for Bytes {
    fn weight(&self, _: &(SegmentId, Term), own: &Arc<Decoded>) -> u64 {
        (own.bits.len() * 8 + own.frequencies.len() + 200) as u64
    }
}

impl Default for Kept {
    fn default() -> Self {
        Kept { words: Cache::with_weighter(WORDS, MOST, Bytes) }
    }
}

impl Kept {
    /// A word in a part of the index.
    pub fn word(&self, segment: &SegmentReader, term: &Term) -> tantivy::Result<Arc<Decoded>> {
        let key = (segment.segment_id(), term.clone());
        if let Some(own) = self.words.get(&key) {
            return Ok(own);
        }
        let index = segment.inverted_index(term.field())?;
        let own = match index.read_block_postings(term, IndexRecordOption::WithFreqs)? {
            Some(postings) => Arc::new(Decoded::of(postings, segment.max_doc())),
            None => Arc::default(),
        };
        self.words.insert(key, own.clone());
        Ok(own)
    }
}

impl Decoded {
    fn of(mut postings: BlockSegmentPostings, records: u32) -> Decoded {
        let mut bits = vec![0; records.div_ceil(64) as usize];
        let mut frequencies = Vec::with_capacity(postings.doc_freq() as usize);
        while postings.block_len() > 0 {
            for doc in postings.docs() {
                bits[*doc as usize / 64] |= 1 << (doc % 64);
            }
            frequencies.extend(postings.freqs().iter().map(|count| (*count).min(255) as u8));
            postings.advance();
        }
        let highest = frequencies.iter().max().copied().unwrap_or(0);
        Decoded { bits, frequencies, highest }
    }

    /// Its records among the 64 of a place.
    pub fn word(&self, index: usize) -> u64 {
        self.bits.get(index).copied().unwrap_or(0)
    }
}
