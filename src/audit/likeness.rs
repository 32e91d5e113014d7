//! How much two texts have in common, without keeping the texts.

use twox_hash::XxHash3_64;

use crate::domain::text::folded;

/// The smallest hashes of the runs of words of a text (a bottom-k sketch: Broder 1997). Two texts with most of
/// their runs in common have most of these in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sketch(Vec<u64>);

/// How many hashes are kept.
const KEPT: usize = 24;
/// How many words a run has, and, in a script without blanks, how many characters.
const RUN: usize = 4;
const RUN_UNSPACED: usize = 8;

impl Sketch {
    /// Of these paragraphs together.
    pub fn of<'a>(paragraphs: impl Iterator<Item = &'a str>) -> Self {
        let mut hashes = Vec::new();
        for paragraph in paragraphs {
            let text = folded(paragraph);
            let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
            if text.chars().count() > words.len() * 15 {
                let chars: Vec<char> = text.chars().collect();
                hashes.extend(chars.windows(RUN_UNSPACED).map(|run| hash(&run.iter().collect::<String>())));
            } else {
                hashes.extend(words.windows(RUN).map(|run| hash(&run.join(" "))));
            }
        }
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(KEPT);
        hashes.shrink_to_fit();
        Sketch(hashes)
    }

    /// Whether there is enough text to tell.
    pub fn tells(&self) -> bool {
        self.0.len() >= KEPT / 2
    }

    /// Hashes by which like texts find each other: likely at least one is shared.
    pub fn keys(&self) -> impl Iterator<Item = u64> {
        self.0.iter().copied().take(6)
    }

    /// The share of runs in common, from 0 to 1, estimated.
    pub fn likeness(&self, other: &Sketch) -> f64 {
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        let (mut common, mut all) = (0_u32, 0_u32);
        let most = self.0.len().min(other.0.len());
        while all < u32::try_from(most).unwrap_or(0) {
            let (Some(x), Some(y)) = (a.peek(), b.peek()) else { break };
            match x.cmp(y) {
                std::cmp::Ordering::Equal => {
                    common += 1;
                    a.next();
                    b.next();
                }
                std::cmp::Ordering::Less => {
                    a.next();
                }
                std::cmp::Ordering::Greater => {
                    b.next();
                }
            }
            all += 1;
        }
        if all == 0 { 0.0 } else { f64::from(common) / f64::from(all) }
    }
}

fn hash(run: &str) -> u64 {
    XxHash3_64::oneshot(run.as_bytes())
}

/// The share of words that two titles have in common, from 0 to 1 (Jaccard).
pub(super) fn words_in_common(a: &str, b: &str) -> f64 {
    let set = |text: &str| -> std::collections::BTreeSet<String> { text.split(' ').map(str::to_owned).collect() };
    let (a, b) = (set(a), set(b));
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let all = count(a.union(&b).count());
    if all == 0 { 0.0 } else { f64::from(count(a.intersection(&b).count())) / f64::from(all) }
}
