//! Sets of the first records of an order, at regular places, so that the set of any stretch of it
//! is a difference of two and two short edges.

use roaring::RoaringBitmap;

use super::documents::Doc;
use super::postings::bitmap_memory;

/// The bounds of the distance between two rungs.
const STEP: std::ops::RangeInclusive<usize> = if cfg!(test) { 4..=16 } else { 1024..=8192 };

/// About how many rungs there are between these bounds.
const RUNGS: usize = if cfg!(test) { 4 } else { 64 };

/// The rungs: the one with index `k` holds the first `(k + 1) * step` records of the order.
#[derive(Clone, Debug)]
pub(super) struct Ladder {
    step: usize,
    rungs: Vec<RoaringBitmap>,
}

impl Default for Ladder {
    fn default() -> Self {
        Ladder { step: *STEP.start(), rungs: Vec::new() }
    }
}

impl Ladder {
    /// Builds it for an order.
    pub fn rebuild(&mut self, order: &[Doc]) {
        self.step = (order.len() / RUNGS).clamp(*STEP.start(), *STEP.end());
        self.rungs.clear();
        self.extend(order);
    }

    /// Follows a change of the order. Nothing before `first` has changed; `gone` have left their
    /// places, `come` stand at new ones, told by `ranks`, and may be among those gone.
    pub fn update(&mut self, order: &[Doc], ranks: &[u32], first: usize, gone: &[Doc], come: &[Doc]) {
        let fits = (order.len() / RUNGS).clamp(*STEP.start(), *STEP.end());
        if gone.len() + come.len() > self.step / 2 || fits > self.step * 2 || fits * 2 < self.step {
            return self.rebuild(order);
        }
        self.rungs.truncate(order.len() / self.step);
        // Whoever stayed has moved by no more than this many places.
        let moved = gone.len().max(come.len());
        for (index, rung) in self.rungs.iter_mut().enumerate() {
            let end = (index + 1) * self.step;
            if end <= first {
                continue;
            }
            gone.iter().for_each(|doc| _ = rung.remove(*doc));
            come.iter().filter(|doc| (ranks[**doc as usize] as usize) < end).for_each(|doc| _ = rung.insert(*doc));
            order[end.saturating_sub(moved)..end].iter().for_each(|doc| _ = rung.insert(*doc));
            order[end..order.len().min(end + moved)].iter().for_each(|doc| _ = rung.remove(*doc));
        }
        self.extend(order);
    }

    /// The records between two places of the order.
    pub fn between(&self, order: &[Doc], start: usize, end: usize) -> RoaringBitmap {
        let nearest = |place: usize| ((place + self.step / 2) / self.step).min(self.rungs.len());
        let (below, above) = (nearest(start), nearest(end));
        if below >= above {
            let mut docs = order[start..end].to_vec();
            docs.sort_unstable();
            return docs.into_iter().collect();
        }
        let whole = &self.rungs[above - 1];
        let mut set = match below.checked_sub(1) {
            Some(below) => whole - &self.rungs[below],
            None => whole.clone(),
        };
        let (low, high) = (below * self.step, above * self.step);
        order[low.min(start)..start].iter().for_each(|doc| _ = set.remove(*doc));
        order[start..low.max(start)].iter().for_each(|doc| _ = set.insert(*doc));
        order[high.min(end)..end].iter().for_each(|doc| _ = set.insert(*doc));
        order[end..high.max(end)].iter().for_each(|doc| _ = set.remove(*doc));
        set
    }

    /// The distance between two rungs.
    pub fn step(&self) -> usize {
        self.step
    }

    /// A place at or above this one with nothing of a set between.
    pub fn skip_up(&self, order: &[Doc], set: &RoaringBitmap, place: usize) -> usize {
        let before = self.count_before(order, set, place);
        let above = place.div_ceil(self.step)..self.rungs.len() + 1;
        let even = partition(above, |rung| self.count(set, rung) == before);
        place.max(even.saturating_sub(1) * self.step)
    }

    /// A place at or below this one with nothing of a set between.
    pub fn skip_down(&self, order: &[Doc], set: &RoaringBitmap, place: usize) -> usize {
        let before = self.count_before(order, set, place);
        let even = partition(0..place / self.step + 1, |rung| self.count(set, rung) < before);
        place.min(even * self.step)
    }

    /// How many of a set stand below a place.
    fn count_before(&self, order: &[Doc], set: &RoaringBitmap, place: usize) -> u64 {
        let rung = (place / self.step).min(self.rungs.len());
        let rest = order[rung * self.step..place].iter().filter(|doc| set.contains(**doc)).count();
        self.count(set, rung) + rest as u64
    }

    /// How many of a set stand below a rung.
    fn count(&self, set: &RoaringBitmap, rung: usize) -> u64 {
        rung.checked_sub(1).map_or(0, |index| self.rungs[index].intersection_len(set))
    }

    /// About how many bytes it takes.
    pub fn memory(&self) -> usize {
        self.rungs.iter().map(bitmap_memory).sum()
    }

    /// Adds the rungs that the order is long enough for.
    fn extend(&mut self, order: &[Doc]) {
        while let Some(stretch) = order.get(self.rungs.len() * self.step..(self.rungs.len() + 1) * self.step) {
            let mut docs = stretch.to_vec();
            docs.sort_unstable();
            let mut rung: RoaringBitmap = docs.into_iter().collect();
            if let Some(below) = self.rungs.last() {
                rung |= below;
            }
            self.rungs.push(rung);
        }
    }
}

/// The first of these for which a property fails that holds up to some point; the end, where it fails
/// for none.
fn partition(mut among: std::ops::Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    while among.start < among.end {
        let middle = among.start + (among.end - among.start) / 2;
        if holds(middle) {
            among.start = middle + 1;
        } else {
            among.end = middle;
        }
    }
    among.start
}
