//! Words that are like one that stands nowhere.

use std::collections::HashMap;

use tantivy::Term;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;

use super::view::{Meant, View};

/// How many of them are taken.
const MOST: usize = 3;

/// Up to how many letters one may differ, and from how many on two.
const SHORT: usize = 3;
const LONG: usize = 6;

impl View {
    /// The most frequent words of a field that differ from this one by a letter or two: one that is missing, too
    /// many, another, or two that changed places.
    pub(super) fn similar(&self, field: Field, form: &str) -> Vec<String> {
        let length = form.chars().count();
        if length < SHORT {
            return Vec::new();
        }
        let found = self.meant(field, Meant::Similar, form, || {
            let distances = if length < LONG { 1..=1 } else { 1..=2 };
            let mut found = distances.map(|distance| self.within(field, form, distance));
            found.find(|found| !found.is_empty()).unwrap_or_default()
        });
        found.to_vec()
    }

    fn within(&self, field: Field, form: &str, distance: u8) -> Vec<String> {
        let found = self.words_like(field, &FuzzyTermQuery::new(Term::from_field_text(field, form), distance, true));
        let mut found: Vec<(String, u64)> = found.into_iter().collect();
        found.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        found.into_iter().take(MOST).map(|(word, _)| word).collect()
    }

    /// The words of a field that are like one, with in how many records each stands. What tells them is made once for
    /// all parts of the index: that takes longer than finding them.
    pub(super) fn words_like(&self, field: Field, like: &FuzzyTermQuery) -> HashMap<String, u64> {
        let mut found: HashMap<String, u64> = HashMap::new();
        let Ok(automaton) = like.automaton() else { return found };
        for segment in self.searcher.segment_readers() {
            let Ok(index) = segment.inverted_index(field) else { continue };
            let Ok(mut stream) = index.terms().search(&automaton).into_stream() else { continue };
            while stream.advance() {
                note(&mut found, stream.key(), stream.value().doc_freq);
            }
        }
        found
    }

    /// Likewise, of those that begin so.
    pub(super) fn words_begun(&self, field: Field, form: &str) -> HashMap<String, u64> {
        let mut found: HashMap<String, u64> = HashMap::new();
        for segment in self.searcher.segment_readers() {
            let Ok(index) = segment.inverted_index(field) else { continue };
            let Ok(mut stream) = index.terms().range().ge(form).into_stream() else { continue };
            while stream.advance() && stream.key().starts_with(form.as_bytes()) {
                note(&mut found, stream.key(), stream.value().doc_freq);
            }
        }
        found
    }
}

fn note(found: &mut HashMap<String, u64>, key: &[u8], count: u32) {
    let Ok(word) = std::str::from_utf8(key) else { return };
    match found.get_mut(word) {
        Some(all) => *all += u64::from(count),
        None => _ = found.insert(word.to_owned(), u64::from(count)),
    }
}
