//! Words that are like one that stands nowhere.

use std::collections::HashMap;

use tantivy::Term;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;

use super::view::View;

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
        let distances = if length < LONG { 1..=1 } else { 1..=2 };
        distances.map(|distance| self.within(field, form, distance)).find(|found| !found.is_empty()).unwrap_or_default()
    }

    fn within(&self, field: Field, form: &str, distance: u8) -> Vec<String> {
        let query = FuzzyTermQuery::new(Term::from_field_text(field, form), distance, true);
        let mut found: HashMap<String, u64> = HashMap::new();
        for segment in self.searcher.segment_readers() {
            let (Ok(automaton), Ok(index)) = (query.automaton(), segment.inverted_index(field)) else { continue };
            let Ok(mut stream) = index.terms().search(automaton).into_stream() else { continue };
            while stream.advance() {
                if let Ok(word) = std::str::from_utf8(stream.key()) {
                    *found.entry(word.to_owned()).or_default() += u64::from(stream.value().doc_freq);
                }
            }
        }
        let mut found: Vec<(String, u64)> = found.into_iter().collect();
        found.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        found.into_iter().take(MOST).map(|(word, _)| word).collect()
    }
}
