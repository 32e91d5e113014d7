//! Weighing what is in all words: word after word for some thousand neighbouring records, and of these only those that
//! can be among the best.
//!
//! Most records do not fit a word as well as the best eighth of those that have it: where that is too little, a record must
//! be among the best of some of the words, which a set of each word tells.

use tantivy::Score;
use tantivy::query::Bm25Weight;

use super::decoded::{Decoded, Pair, Records};

/// More than rounding makes of a sum.
const ROUNDED: Score = 1.0001;

/// How many times 64 records are reckoned together.
pub const WINDOW: usize = 64;

/// A form of a word on the way through a part of the index.
pub struct Counted<'a> {
    /// What it counts in a record, by the pair that this has.
    scores: Vec<Score>,
    decoded: &'a Decoded,
    /// It counts no more than this in records that are not among those that fit it best.
    usual: Score,
    /// It counts no more than this anywhere.
    best: Score,
    /// How many of its records were passed, where they are few.
    passed: usize,
}

impl<'a> Counted<'a> {
    /// A form that is weighed so.
    pub fn of(weight: &Bm25Weight, decoded: &'a Decoded) -> Counted<'a> {
        let score = |pair: &Pair| weight.score(pair.length, u32::from(pair.frequency));
        let scores: Vec<Score> = decoded.pairs.iter().map(score).collect();
        let most = |is_best: bool| {
            let own = scores.iter().zip(&decoded.best.pairs).filter(|(_, own)| **own == is_best);
            own.map(|(score, _)| *score).fold(0.0, Score::max)
        };
        let usual = most(false);
        let best = usual.max(most(true));
        Counted { scores, decoded, usual, best, passed: 0 }
    }

    /// Adds what it counts in those records of a window that are found.
    pub fn add_to(&mut self, window: &mut Window<'_>) {
        match &self.decoded.records {
            Records::Few(docs) => {
                let (start, end) = (window.start * 64, (window.start + window.found.len()) * 64);
                let rest = docs.get(self.passed..).unwrap_or_default();
                self.passed += rest.partition_point(|doc| (*doc as usize) < start);
                while let Some(doc) = docs.get(self.passed).map(|doc| *doc as usize).filter(|doc| *doc < end) {
                    window.add(doc - start, self.score(self.passed));
                    self.passed += 1;
                }
            }
            Records::Many(bits, places) => {
                let own = bits.iter().zip(places).skip(window.start);
                for (index, ((bits, place), found)) in own.zip(window.found).enumerate() {
                    for bit in set(bits & found) {
                        let place = *place as usize + (bits & ((1 << bit) - 1)).count_ones() as usize;
                        window.scores[index * 64 + bit] += self.score(place);
                    }
                }
            }
        }
    }

    fn score(&self, place: usize) -> Score {
        self.scores.get(self.decoded.pair(place)).copied().unwrap_or(0.0)
    }
}

/// Which records can be among the best.
pub struct Bounds {
    /// Those with a word that is rare here, which counts much.
    rare: Vec<u64>,
    /// Words that are not, by their places among those that count.
    words: Vec<usize>,
    /// Above what threshold those were found that follow.
    threshold: Score,
    /// A record must be among the best of all words of one of these.
    wanted: Vec<Vec<usize>>,
}

/// For so many words it is found out of which of them a record must be among the best.
const BOUNDED: usize = 8;

impl Bounds {
    pub fn of(counted: &[Counted<'_>], length: usize) -> Bounds {
        let mut rare = vec![0; length];
        let mut words = Vec::new();
        for (place, own) in counted.iter().enumerate() {
            match own.decoded.records {
                Records::Many(..) if words.len() < BOUNDED => words.push(place),
                _ => own.decoded.records.add_to(&mut rare),
            }
        }
        Bounds { rare, words, threshold: Score::MIN, wanted: vec![Vec::new()] }
    }

    /// Finds out anew of which words a record must be among the best to be above a threshold: the least sets of them.
    pub fn raise(&mut self, counted: &[Counted<'_>], threshold: Score) {
        if threshold <= self.threshold {
            return;
        }
        self.threshold = threshold;
        self.wanted.clear();
        let mut least: Vec<usize> = Vec::new();
        let mut sets: Vec<usize> = (0..1 << self.words.len()).collect();
        sets.sort_by_key(|set: &usize| set.count_ones());
        for set in sets {
            let is_in = |place: usize| set >> place & 1 == 1;
            let words = self.words.iter().enumerate().map(|(place, word)| (place, &counted[*word]));
            let most: Score = words.map(|(place, own)| if is_in(place) { own.best } else { own.usual }).sum();
            if most * ROUNDED > threshold && !least.iter().any(|own| own & set == *own) {
                least.push(set);
                let words = self.words.iter().enumerate().filter(|(place, _)| is_in(*place));
                self.wanted.push(words.map(|(_, word)| *word).collect());
            }
        }
    }

    /// Of 64 records those that can be among the best.
    pub fn possible(&self, counted: &[Counted<'_>], index: usize) -> u64 {
        let has = |word: &usize| counted[*word].decoded.best.bits.get(index).copied().unwrap_or(0);
        let sets = self.wanted.iter().map(|words| words.iter().fold(u64::MAX, |all, word| all & has(word)));
        sets.fold(self.rare.get(index).copied().unwrap_or(0), |all, own| all | own)
    }
}

/// Some neighbouring records of a part of the index.
pub struct Window<'a> {
    /// How many times 64 records stand before them.
    pub start: usize,
    /// Those that are found.
    pub found: &'a [u64],
    /// How well each fits, as far as it was reckoned.
    pub scores: &'a mut [Score; WINDOW * 64],
}

impl Window<'_> {
    fn add(&mut self, place: usize, score: Score) {
        if self.found[place / 64] >> (place % 64) & 1 == 1 {
            self.scores[place] += score;
        }
    }
}

/// The bits that are set.
pub fn set(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (bits != 0).then(|| bits.trailing_zeros())?;
        bits &= bits - 1;
        Some(bit as usize)
    })
}
