//! What a question finds: all of it as a set, or the best of it in order.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::sync::Arc;

use roaring::RoaringBitmap;
use tantivy::query::{EnableScoring, Query, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::plan::Plan;
use super::view::{Columns, View};
use crate::domain::Id;

/// The place of a record in the order by relevance: what fits better comes first, then what is newer, then what came
/// later.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rank {
    /// How well it fits (BM25 over its words, each as often as it counts).
    pub score: f32,
    /// Its day of publication.
    pub day: u32,
    /// Its id.
    pub id: Id,
}

/// The best of what was found.
#[derive(Debug, Default)]
pub struct Ranked {
    /// In their order.
    pub ranks: Vec<Rank>,
    /// Whether others follow.
    pub more: bool,
}

impl Eq for Rank {}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rank {
    /// What comes first is the least.
    fn cmp(&self, other: &Self) -> Ordering {
        let score = other.score.total_cmp(&self.score);
        score.then_with(|| other.day.cmp(&self.day)).then_with(|| other.id.number().cmp(&self.id.number()))
    }
}

impl View {
    /// The parts of the index.
    fn parts(&self) -> impl Iterator<Item = (&SegmentReader, &Columns)> {
        self.searcher.segment_readers().iter().zip(&self.columns)
    }

    /// Whether a query finds anything at all.
    pub(super) fn finds(&self, query: &dyn Query) -> bool {
        self.count_up_to(query, 1) > 0
    }

    /// How many records a query finds, counted so far.
    pub(super) fn count_up_to(&self, query: &dyn Query, most: usize) -> usize {
        let Ok(weight) = query.weight(EnableScoring::disabled_from_searcher(&self.searcher)) else { return 0 };
        let mut count = 0;
        for segment in self.searcher.segment_readers() {
            if count >= most {
                break;
            }
            let Ok(mut scorer) = weight.scorer(segment, 1.0) else { continue };
            let mut doc = scorer.doc();
            while doc != TERMINATED && count < most {
                count += usize::from(!segment.is_deleted(doc));
                doc = scorer.advance();
            }
        }
        count
    }

    /// How many records a question finds.
    pub fn count(&self, plan: &Plan) -> u64 {
        plan.query.count(&self.searcher).unwrap_or(0) as u64
    }

    /// The numbers of all records that a question finds.
    pub fn set(&self, plan: &Plan) -> Arc<RoaringBitmap> {
        if let Some(set) = self.sets.get(&plan.name) {
            return set;
        }
        let set = Arc::new(self.numbers(&*plan.query).unwrap_or_default());
        self.sets.insert(plan.name.clone(), set.clone());
        set
    }

    fn numbers(&self, query: &dyn Query) -> tantivy::Result<RoaringBitmap> {
        let weight = query.weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
        let mut bits: Vec<u8> = Vec::new();
        for (segment, Columns { keys, .. }) in self.parts() {
            let alive = segment.alive_bitset();
            weight.for_each_no_score(segment, &mut |docs: &[DocId]| {
                for doc in docs.iter().filter(|doc| alive.is_none_or(|alive| alive.is_alive(**doc))) {
                    let number = keys.first(*doc).and_then(number_of).unwrap_or(0) as usize;
                    if bits.len() <= number / 8 {
                        bits.resize((number / 8 + 1).next_power_of_two(), 0);
                    }
                    bits[number / 8] |= 1 << (number % 8);
                }
            })?;
        }
        Ok(RoaringBitmap::from_lsb0_bytes(0, &bits))
    }

    /// The place of a record in the order of what a question finds; `None` where it is not found.
    pub fn rank(&self, plan: &Plan, id: Id) -> Option<Rank> {
        let weight = plan.query.weight(EnableScoring::enabled_from_searcher(&self.searcher)).ok()?;
        let key = Term::from_field_u64(self.fields.key, id.key() as u64);
        self.parts().find_map(|(segment, columns)| {
            let index = segment.inverted_index(self.fields.key).ok()?;
            let mut own = index.read_postings(&key, IndexRecordOption::Basic).ok()??;
            while own.doc() != TERMINATED && segment.is_deleted(own.doc()) {
                own.advance();
            }
            let doc = Some(own.doc()).filter(|doc| *doc != TERMINATED)?;
            let mut scorer = weight.scorer(segment, 1.0).ok()?;
            let is_found = scorer.doc() <= doc && scorer.seek(doc) == doc;
            let day = columns.days.first(doc).unwrap_or(0) as u32;
            is_found.then(|| Rank { score: scorer.score(), day, id })
        })
    }

    /// The best that a question finds, of those that are let through, behind a place in the order.
    pub fn best(&self, plan: &Plan, after: Option<Rank>, most: usize, admits: impl Fn(Id) -> bool) -> Ranked {
        let mut best = Best { most: most + 1, after, heap: BinaryHeap::new(), admits };
        let Ok(weight) = plan.query.weight(EnableScoring::enabled_from_searcher(&self.searcher)) else {
            return Ranked::default();
        };
        for (segment, columns) in self.parts() {
            if let Err(why) = best.collect(&*weight, segment, columns) {
                log::error!("a part of the search index cannot be read: {why}");
            }
        }
        let mut ranks = best.heap.into_sorted_vec();
        let more = ranks.len() > most;
        ranks.truncate(most);
        Ranked { ranks, more }
    }
}

/// The number of an id, by its key.
fn number_of(key: u64) -> Option<u32> {
    u32::try_from(Id::from_key(key as i64)?.number()).ok()
}

/// The best so far.
struct Best<F> {
    most: usize,
    after: Option<Rank>,
    heap: BinaryHeap<Rank>,
    admits: F,
}

impl<F: Fn(Id) -> bool> Best<F> {
    fn collect(&mut self, weight: &dyn Weight, segment: &SegmentReader, columns: &Columns) -> tantivy::Result<()> {
        let Columns { keys, days } = columns;
        let alive = segment.alive_bitset();
        let threshold = self.threshold();
        weight.for_each_pruning(threshold, segment, &mut |doc, score| {
            if alive.is_none_or(|alive| alive.is_alive(doc))
                && let Some(id) = keys.first(doc).and_then(|key| Id::from_key(key as i64))
            {
                self.offer(Rank { score, day: days.first(doc).unwrap_or(0) as u32, id });
            }
            self.threshold()
        })
    }

    fn offer(&mut self, rank: Rank) {
        let is_behind = self.after.is_none_or(|after| after < rank);
        let is_better = self.heap.len() < self.most || self.heap.peek().is_some_and(|worst| rank < *worst);
        if is_behind && is_better && (self.admits)(rank.id) {
            self.heap.push(rank);
            if self.heap.len() > self.most {
                self.heap.pop();
            }
        }
    }

    /// What fits no better than this is of no interest. What fits as well may be newer.
    fn threshold(&self) -> f32 {
        match self.heap.peek() {
            Some(worst) if self.heap.len() >= self.most => worst.score.next_down(),
            _ => f32::MIN,
        }
    }
}
