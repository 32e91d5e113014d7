//! How well a ranked list answers a query: nDCG.

use std::collections::{BTreeMap, BTreeSet};

/// What the articles are worth to a searcher, by their keys: 3 is what is wanted, 2 good, 1 somewhat. Any other is
/// worth nothing.
pub type Judged = BTreeMap<String, u8>;

/// How deep a searcher looks.
pub const DEPTH: usize = 10;

/// The normalised discounted cumulative gain of a ranked list, the best first, within its first `depth` keys: from 0
/// to 1, the gain being 2^grade - 1 and the discount log2(rank + 1). A key that comes again takes its place in the list and
/// gains nothing. 0 where nothing is judged to be worth anything.
pub fn ndcg<K: AsRef<str>>(ranked: &[K], judged: &Judged, depth: usize) -> f64 {
    let mut seen = BTreeSet::new();
    let got = ranked.iter().map(AsRef::as_ref).map(|key| {
        let grade = judged.get(key).copied().unwrap_or_default();
        if seen.insert(key) { grade } else { 0 }
    });
    let mut best: Vec<u8> = judged.values().copied().collect();
    best.sort_unstable_by(|a, b| b.cmp(a));
    let ideal = dcg(best.into_iter(), depth);
    if ideal > 0.0 { dcg(got, depth) / ideal } else { 0.0 }
}

/// The discounted gain of grades in the order of their ranks.
fn dcg(grades: impl Iterator<Item = u8>, depth: usize) -> f64 {
    let places = (2_u32..).map(|place| f64::from(place).log2());
    grades.take(depth).zip(places).map(|(grade, discount)| (f64::from(grade).exp2() - 1.0) / discount).sum()
}

/// Means over queries.
#[derive(Debug, PartialEq)]
pub struct Means {
    /// Of each language, with the number of its queries.
    pub languages: BTreeMap<String, (f64, usize)>,
    /// Over all queries, each counting alike whatever its language.
    pub all: f64,
}

impl Means {
    /// Of the scores of queries, each with its language; 0 where there are none.
    pub fn of<'a>(scores: impl IntoIterator<Item = (&'a str, f64)>) -> Means {
        let mut sums: BTreeMap<String, (f64, usize)> = BTreeMap::new();
        for (language, score) in scores {
            let (sum, count) = sums.entry(language.to_owned()).or_default();
            *sum += score;
            *count += 1;
        }
        let (sum, count) = sums.values().fold((0.0, 0), |(sum, count), own| (sum + own.0, count + own.1));
        for (sum, count) in sums.values_mut() {
            *sum = mean(*sum, *count);
        }
        Means { languages: sums, all: mean(sum, count) }
    }
}

fn mean(sum: f64, count: usize) -> f64 {
    if count == 0 { 0.0 } else { sum / f64::from(u32::try_from(count).unwrap_or(u32::MAX)) }
}

fn judged() -> Judged {
    [("a", 3), ("b", 2), ("c", 1)].map(|(key, grade)| (key.to_owned(), grade)).into()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[test]
fn the_best_order_is_one_and_nothing_is_nought() {
    assert!(near(ndcg(&["a", "b", "c"], &judged(), DEPTH), 1.0));
    assert!(near(ndcg(&["a", "b", "c", "x", "y"], &judged(), DEPTH), 1.0));
    assert!(near(ndcg::<&str>(&[], &judged(), DEPTH), 0.0));
    assert!(near(ndcg(&["x", "y"], &judged(), DEPTH), 0.0));
    assert!(near(ndcg(&["a"], &Judged::new(), DEPTH), 0.0));
}

#[test]
fn gains_and_discounts_are_those_of_the_definition() {
    // 3 at rank 1, 7 at rank 3; at best 7, 3 and 1 at ranks 1, 2 and 3.
    let ideal = 7.0 + 3.0 / 3_f64.log2() + 1.0 / 2.0;
    assert!(near(ndcg(&["b", "x", "a"], &judged(), DEPTH), (3.0 + 7.0 / 2.0) / ideal));
    assert!(near(ndcg(&["b", "x", "a"], &judged(), DEPTH), 0.692_020_210_352));
}

#[test]
fn a_worse_order_is_worth_less() {
    let of = |ranked: &[&str]| ndcg(ranked, &judged(), DEPTH);
    let falling = [
        of(&["a", "b", "c"]),
        of(&["a", "c", "b"]),
        of(&["b", "a", "c"]),
        of(&["c", "b", "a"]),
        of(&["x", "c", "b", "a"]),
        of(&["x", "c", "b"]),
    ];
    assert!(falling.windows(2).all(|pair| pair[0] > pair[1]), "{falling:?}");
}

#[test]
fn what_lies_below_the_depth_counts_on_neither_side() {
    assert!(near(ndcg(&["x", "a"], &judged(), 1), 0.0));
    assert!(near(ndcg(&["a"], &judged(), 1), 1.0));
    let many: Judged = (0..20).map(|own| (format!("k{own:02}"), 3)).collect();
    let ranked: Vec<String> = many.keys().take(10).cloned().collect();
    assert!(near(ndcg(&ranked, &many, DEPTH), 1.0));
    assert!(ndcg(&ranked[..9], &many, DEPTH) < 1.0);
}

#[test]
fn a_key_that_comes_again_gains_nothing() {
    assert!(near(ndcg(&["a", "a", "a"], &judged(), DEPTH), ndcg(&["a"], &judged(), DEPTH)));
    assert!(ndcg(&["a", "a", "b"], &judged(), DEPTH) < ndcg(&["a", "b"], &judged(), DEPTH));
}

#[test]
fn means_are_over_queries() {
    let means = Means::of([("en", 1.0), ("ja", 0.0), ("en", 0.5), ("en", 0.0)]);
    assert_eq!(means.languages, [("en".to_owned(), (0.5, 3)), ("ja".to_owned(), (0.0, 1))].into());
    assert!(near(means.all, 0.375));
    assert_eq!(Means::of([]), Means { languages: BTreeMap::new(), all: 0.0 });
}
