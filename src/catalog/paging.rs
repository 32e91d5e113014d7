//! From the set of records that pass to one page of them.

use roaring::RoaringBitmap;

use super::clause::Candidates;
use super::documents::Doc;
use super::order::View;

/// The first records of a set from a step of the order on, as they come, at most `wanted`.
pub(super) fn page(view: View<'_>, set: &Candidates<'_>, start: usize, wanted: usize) -> Vec<Doc> {
    let mut best = Best { wanted, steps: Vec::new(), worst: usize::MAX };
    let set = match set {
        Candidates::Few(docs) => {
            docs.iter().for_each(|doc| best.offer(view.step(*doc), start));
            return best.docs(view);
        }
        Candidates::Many(set) => set,
    };
    // Walking the order looks at about so many records if the set lies evenly in it; picking looks at
    // the whole set.
    let expected = wanted.saturating_mul(view.len()) / (set.len() as usize).max(1);
    let patience = expected.saturating_mul(PATIENCE.0).saturating_add(PATIENCE.1);
    let mut walk = Walk { view, set, wanted, step: start, met: Vec::new() };
    if patience as u64 <= set.len() {
        walk.on(patience);
        // Where it does not lie evenly, stretches without any of it are skipped.
        for _ in 0..SKIPS {
            if walk.is_done() {
                return walk.met;
            }
            walk.step = view.skip(set, walk.step);
            walk.on(view.stride());
        }
        if walk.is_done() {
            return walk.met;
        }
    }
    best.wanted -= walk.met.len();
    // Ids, dates and changes mostly rise together: the best come first, the others are refused.
    match view.is_descending() {
        true => set.iter().rev().for_each(|doc| best.offer(view.step(doc), walk.step)),
        false => set.iter().for_each(|doc| best.offer(view.step(doc), walk.step)),
    }
    walk.met.extend(best.docs(view));
    walk.met
}

/// The step after so many records of a set, from a step on.
pub(super) fn skip(view: View<'_>, set: &Candidates<'_>, start: usize, count: usize) -> usize {
    match set {
        Candidates::Few(docs) => {
            let mut steps: Vec<_> = docs.iter().map(|doc| view.step(*doc)).filter(|step| *step >= start).collect();
            steps.sort_unstable();
            steps.get(count).copied().unwrap_or(view.len())
        }
        Candidates::Many(set) => {
            let mut steps = (start..view.len()).filter(|step| set.contains(view.doc(*step)));
            steps.nth(count).unwrap_or(view.len())
        }
    }
}

/// How much longer than expected a walk may take: a factor, and some steps.
const PATIENCE: (usize, usize) = if cfg!(test) { (1, 1) } else { (4, 256) };

/// How often a walk is helped over a stretch before the rest is picked.
const SKIPS: usize = 4;

/// Going through an order step by step.
struct Walk<'a> {
    view: View<'a>,
    set: &'a RoaringBitmap,
    wanted: usize,
    step: usize,
    met: Vec<Doc>,
}

impl Walk<'_> {
    /// Goes on so many steps, or until enough are met.
    fn on(&mut self, steps: usize) {
        let end = self.view.len().min(self.step.saturating_add(steps));
        while self.step < end && self.met.len() < self.wanted {
            let doc = self.view.doc(self.step);
            if self.set.contains(doc) {
                self.met.push(doc);
            }
            self.step += 1;
        }
    }

    fn is_done(&self) -> bool {
        self.met.len() >= self.wanted || self.step >= self.view.len()
    }
}

/// The smallest steps that were offered.
struct Best {
    wanted: usize,
    steps: Vec<usize>,
    /// No step from here on is wanted any more.
    worst: usize,
}

impl Best {
    fn offer(&mut self, step: usize, start: usize) {
        if step < start || step >= self.worst {
            return;
        }
        self.steps.push(step);
        if self.steps.len() >= self.wanted.saturating_mul(2).max(2) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        if self.wanted > 0 && self.steps.len() > self.wanted {
            let (_, worst, _) = self.steps.select_nth_unstable(self.wanted - 1);
            self.worst = *worst;
        }
        self.steps.truncate(self.wanted);
    }

    fn docs(mut self, view: View<'_>) -> Vec<Doc> {
        self.cut();
        self.steps.sort_unstable();
        self.steps.into_iter().map(|step| view.doc(step)).collect()
    }
}
