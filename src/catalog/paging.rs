//! From the set of records that pass to one page of them.

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
    // the whole set. Where the set does not lie evenly, the walk is given up.
    let patience = set.len() as usize / 2;
    let expected = wanted.saturating_mul(view.len()) / (set.len() as usize).max(1);
    let mut step = start;
    let mut met = Vec::new();
    if expected <= patience {
        let end = view.len().min(start.saturating_add(patience));
        while step < end && met.len() < wanted {
            let doc = view.doc(step);
            if set.contains(doc) {
                met.push(doc);
            }
            step += 1;
        }
        if met.len() == wanted || step >= view.len() {
            return met;
        }
    }
    best.wanted -= met.len();
    set.iter().for_each(|doc| best.offer(view.step(doc), step));
    met.extend(best.docs(view));
    met
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
        if self.steps.len() >= self.wanted.saturating_mul(2).max(64) {
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
