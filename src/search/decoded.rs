//! The postings of frequent words, decoded: what questions of several of them are answered from.
//!
//! How well a record fits a word follows from how often it has the word and how long it is. Of such pairs a word has
//! some hundred in a million records: each record has the number of its pair, so that a question reckons once for each
//! pair, and looks it up for each record.
//!
//! A part of the index never changes, so neither does what was decoded of it; what is no longer asked for makes
//! room for what is.

use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader, Term};

/// How many bytes are kept at most.
const MOST: u64 = 96 << 20;

/// Where a word stands in fewer than one of so many records, these are noted one by one.
const SPARSE: u32 = 32;

/// No more than one in so many records is among the best.
const EIGHTH: usize = 8;

/// Of about how many words at most.
const WORDS: usize = 1_000;

/// Where a word stands in a part of the index, and how it counts in each record.
#[derive(Default)]
pub struct Decoded {
    /// The records that have it.
    pub records: Records,
    /// For each of them, in their order, its pair.
    kinds: Kinds,
    /// The pairs.
    pub pairs: Vec<Pair>,
    /// Those that fit it best; nothing of a word that stands in few.
    pub best: Best,
}

/// The eighth of its records that fits a word best, or a little less.
#[derive(Default)]
pub struct Best {
    /// Whether those with a pair are among them, for each pair.
    pub pairs: Vec<bool>,
    /// A bit for each record of the part.
    pub bits: Vec<u64>,
}

/// Records of a part of the index.
pub enum Records {
    /// In their order.
    Few(Vec<DocId>),
    /// A bit for each record of the part, and how many stand before each 64 of them.
    Many(Vec<u64>, Vec<u32>),
}

impl Default for Records {
    fn default() -> Self {
        Records::Few(Vec::new())
    }
}

impl Records {
    /// Sets the bits of these records among those of all.
    pub fn add_to(&self, all: &mut [u64]) {
        match self {
            Records::Few(docs) => {
                for doc in docs {
                    if let Some(word) = all.get_mut(*doc as usize / 64) {
                        *word |= 1 << (doc % 64);
                    }
                }
            }
            Records::Many(bits, _) => all.iter_mut().zip(bits).for_each(|(all, own)| *all |= own),
        }
    }
}

/// How a word may stand in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// How often; what is oftener than 255 times counts so often.
    pub frequency: u8,
    /// How long the record is, as the index notes lengths.
    pub length: u8,
}

/// The places of pairs among all of a word.
enum Kinds {
    Few(Vec<u8>),
    Many(Vec<u16>),
}

impl Default for Kinds {
    fn default() -> Self {
        Kinds::Few(Vec::new())
    }
}

/// What was decoded last.
pub struct Kept {
    words: Cache<(SegmentId, Term), Arc<Decoded>, Bytes>,
}

#[derive(Clone)]
struct Bytes;

impl Weighter<(SegmentId, Term), Arc<Decoded>> for Bytes {
    fn weight(&self, _: &(SegmentId, Term), own: &Arc<Decoded>) -> u64 {
        own.bytes() as u64
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
            Some(postings) => {
                let lengths = segment.get_fieldnorms_reader(term.field())?;
                let records = segment.max_doc();
                let average = index.total_num_tokens() as f32 / records as f32;
                Arc::new(Decoded::of(postings, &lengths, records, average))
            }
            None => Arc::default(),
        };
        self.words.insert(key, own.clone());
        Ok(own)
    }
}

impl Decoded {
    fn of(mut postings: BlockSegmentPostings, lengths: &FieldNormReader, records: u32, average: f32) -> Decoded {
        let count = postings.doc_freq();
        let is_few = count.saturating_mul(SPARSE) < records;
        let mut docs: Vec<DocId> = Vec::with_capacity(if is_few { count as usize } else { 0 });
        let mut bits: Vec<u64> = vec![0; if is_few { 0 } else { records.div_ceil(64) as usize }];
        let mut kinds: Vec<u16> = Vec::with_capacity(count as usize);
        let mut pairs = Pairs::default();
        while postings.block_len() > 0 {
            match is_few {
                true => docs.extend_from_slice(postings.docs()),
                false => postings.docs().iter().for_each(|doc| bits[*doc as usize / 64] |= 1 << (doc % 64)),
            }
            for (doc, count) in postings.docs().iter().zip(postings.freqs()) {
                let pair = Pair { frequency: (*count).min(255) as u8, length: lengths.fieldnorm_id(*doc) };
                kinds.push(pairs.place(pair));
            }
            postings.advance();
        }
        let best = if is_few { Best::default() } else { Best::of(&bits, &kinds, &pairs.all, average) };
        let kinds = match pairs.all.len() <= 1 << u8::BITS {
            true => Kinds::Few(kinds.into_iter().map(|kind| kind as u8).collect()),
            false => Kinds::Many(kinds),
        };
        let mut all = 0;
        let place = |bits: &u64| {
            let before = all;
            all += bits.count_ones();
            before
        };
        let places = bits.iter().map(place).collect();
        let records = if is_few { Records::Few(docs) } else { Records::Many(bits, places) };
        Decoded { records, kinds, pairs: pairs.all, best }
    }

    /// Which of the pairs the record has that comes behind so many others with the word.
    pub fn pair(&self, place: usize) -> usize {
        match &self.kinds {
            Kinds::Few(kinds) => kinds.get(place).map_or(0, |kind| usize::from(*kind)),
            Kinds::Many(kinds) => kinds.get(place).map_or(0, |kind| usize::from(*kind)),
        }
    }

    /// The highest frequency.
    pub fn highest(&self) -> u8 {
        self.pairs.iter().map(|pair| pair.frequency).max().unwrap_or(0)
    }

    fn bytes(&self) -> usize {
        let kinds = match &self.kinds {
            Kinds::Few(kinds) => kinds.len(),
            Kinds::Many(kinds) => kinds.len() * 2,
        };
        let records = match &self.records {
            Records::Few(docs) => docs.len() * 4,
            Records::Many(bits, _) => bits.len() * 12,
        };
        records + kinds + self.pairs.len() * 2 + self.best.bits.len() * 8 + 200
    }
}

impl Best {
    /// Of a word in a part of the index whose records have so many words each.
    fn of(bits: &[u64], kinds: &[u16], pairs: &[Pair], average: f32) -> Best {
        let mut counts = vec![0usize; pairs.len()];
        kinds.iter().for_each(|kind| counts[usize::from(*kind)] += 1);
        let mut order: Vec<(f32, usize)> = pairs.iter().map(|pair| pair.fit(average)).zip(0..).collect();
        order.sort_unstable_by(|one, other| other.0.total_cmp(&one.0));
        let mut best = vec![false; pairs.len()];
        let mut rest = kinds.len() / EIGHTH;
        for (_, place) in order {
            let Some(left) = rest.checked_sub(counts[place]) else { break };
            (rest, best[place]) = (left, true);
        }
        let mut kinds = kinds.iter();
        let word = |own: &u64| {
            let (mut rest, mut word) = (*own, 0);
            while rest != 0 {
                let bit = rest & rest.wrapping_neg();
                word |= if kinds.next().is_some_and(|kind| best[usize::from(*kind)]) { bit } else { 0 };
                rest ^= bit;
            }
            word
        };
        let bits = bits.iter().map(word).collect();
        Best { pairs: best, bits }
    }
}

impl Pair {
    /// About how much it counts (BM25): which pairs are the best is not asked anew when records become longer.
    fn fit(self, average: f32) -> f32 {
        let (frequency, length) = (f32::from(self.frequency), FieldNormReader::id_to_fieldnorm(self.length) as f32);
        frequency / (frequency + 1.2 * (0.25 + 0.75 * length / average))
    }
}

/// Pairs that were met, each with its place.
struct Pairs {
    all: Vec<Pair>,
    /// By frequency and length; the places count from one.
    places: Vec<u16>,
}

impl Default for Pairs {
    fn default() -> Self {
        Pairs { all: Vec::new(), places: vec![0; 1 << 16] }
    }
}

impl Pairs {
    fn place(&mut self, pair: Pair) -> u16 {
        let place = &mut self.places[usize::from(pair.frequency) << 8 | usize::from(pair.length)];
        if *place == 0 {
            self.all.push(pair);
            // A frequency is at least one: there are fewer pairs than places.
            *place = self.all.len() as u16;
        }
        *place - 1
    }
}
