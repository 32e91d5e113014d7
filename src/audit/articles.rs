//! Articles that are likely one: nearly the same text, or nearly the same title by the same hands.

use std::collections::{BTreeSet, HashMap};

use super::facts::{Archive, ArticleFacts};
use super::finding::{Finding, Kind};
use super::likeness::words_in_common;
use crate::domain::Id;

/// Articles under one key beyond which it says nothing: a line that all share.
const CROWD: usize = 60;

pub(super) fn check(archive: &Archive, findings: &mut Vec<Finding>) {
    let mut blocks: HashMap<Key<'_>, Vec<usize>> = HashMap::new();
    for (at, article) in archive.articles.iter().enumerate() {
        for key in article.sketch.keys().map(Key::Text).chain([Key::Title(&article.folded)]) {
            blocks.entry(key).or_default().push(at);
        }
        for word in longest_words(&article.folded) {
            for part in &article.contributions {
                blocks.entry(Key::Hand(part.author, word)).or_default().push(at);
            }
        }
    }
    let mut seen = BTreeSet::new();
    for places in blocks.values().filter(|places| places.len() <= CROWD) {
        for (at, first) in places.iter().enumerate() {
            for second in places.iter().skip(at + 1) {
                let of = |place: &usize| archive.articles.get(*place);
                let new = first != second && seen.insert((*first, *second));
                if let (true, Some(a), Some(b)) = (new, of(first), of(second)) {
                    findings.extend(compare(a, b));
                }
            }
        }
    }
}

#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Text(u64),
    Title(&'a str),
    Hand(Id, &'a str),
}

fn longest_words(title: &str) -> Vec<&str> {
    let mut words: Vec<&str> = title.split(' ').filter(|word| word.len() > 3).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.truncate(3);
    words
}

fn compare(a: &ArticleFacts, b: &ArticleFacts) -> Option<Finding> {
    let related = a.related.contains(&b.id) || b.related.contains(&a.id);
    if related || a.language != b.language {
        return None;
    }
    let titles = words_in_common(&a.folded, &b.folded);
    let hands = a.contributions.iter().any(|part| b.contributions.iter().any(|other| other.author == part.author));
    let told = a.sketch.tells() && b.sketch.tells();
    let texts = if told { a.sketch.likeness(&b.sketch) } else { 0.0 };
    let reason = if texts >= 0.8 && (titles >= 0.5 || hands) {
        "their texts are nearly the same"
    } else if titles >= 0.8 && hands && (texts >= 0.3 || !told && !numbered_apart(a, b)) {
        "they have nearly the same title and an author in common"
    } else {
        return None;
    };
    let (first, second) = if a.id < b.id { (b, a) } else { (a, b) };
    let reason = format!("it looks like {}, “{}”: {reason}", second.id, second.title);
    Some(Finding::pair(Kind::LikelyDuplicate, first.id, second.id, "title", Some(first.title.clone()), reason))
}

/// Whether both have their own number in one series, as the parts of a yearly review have.
fn numbered_apart(a: &ArticleFacts, b: &ArticleFacts) -> bool {
    a.places.iter().any(|place| {
        let same = |other: &&super::facts::PlaceFacts| other.series == place.series && other.number != place.number;
        place.number.is_some() && b.places.iter().any(|other| same(&other) && other.number.is_some())
    })
}
