//! What somebody who has begun to type may mean.

use std::collections::HashMap;

use tantivy::Term;
use tantivy::query::{BooleanQuery, FuzzyTermQuery};
use tantivy::schema::Field;

use super::conjunction::{Boxed, any};
use super::plan::{Match, Plan};
use super::view::View;
use super::words::{Kind, Word, words};
use crate::domain::{Id, Resource};

/// How many words are taken for a beginning: the most frequent that begin so.
const ENDINGS: usize = 40;

/// A record that may be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// Its id.
    pub id: Id,
    /// Whether its name is only like what was typed.
    pub similar: bool,
}

impl View {
    /// Records whose titles or names have all words that were typed; the last word may be unfinished. Where there are
    /// none, those that have words like them.
    pub fn suggest(&self, resource: Resource, typed: &str, most: usize) -> Vec<Suggested> {
        let Some(shelf) = self.fields.of(resource) else { return Vec::new() };
        let label = shelf.label;
        let typed = typed_words(typed);
        let Some((last, before)) = typed.split_last() else { return Vec::new() };
        for similar in [false, true] {
            let mut clauses: Vec<Boxed> = Vec::new();
            for word in before {
                clauses.push(any_of(label, &self.whole(label, word, similar)));
            }
            clauses.push(any_of(label, &self.begun(label, last, similar)));
            // One clause by itself can leap over what cannot be among the best.
            let query = match (clauses.len(), clauses.pop()) {
                (1, Some(only)) => only,
                (_, last) => {
                    clauses.extend(last);
                    Box::new(BooleanQuery::intersection(clauses))
                }
            };
            let ranked = self.best(&Plan::plain(query), None, most, |_| true);
            if !ranked.ranks.is_empty() {
                return ranked.ranks.iter().map(|rank| Suggested { id: rank.id, similar }).collect();
            }
        }
        Vec::new()
    }

    fn whole(&self, label: Field, word: &Word, similar: bool) -> Vec<String> {
        match similar && self.count_of(label, &word.form) == 0 {
            true => self.similar(label, &word.form),
            false => vec![word.form.clone()],
        }
    }

    /// The most frequent words that begin so, or nearly so.
    fn begun(&self, label: Field, word: &Word, similar: bool) -> Vec<String> {
        if matches!(word.kind, Kind::Pair | Kind::Single) {
            return vec![word.form.clone()];
        }
        let mut found: HashMap<String, u64> = HashMap::new();
        let fuzzy = FuzzyTermQuery::new_prefix(Term::from_field_text(label, &word.form), 1, true);
        for segment in self.searcher.segment_readers() {
            let Ok(index) = segment.inverted_index(label) else { continue };
            let mut note = |key: &[u8], count: u32| {
                if let Ok(word) = std::str::from_utf8(key) {
                    *found.entry(word.to_owned()).or_default() += u64::from(count);
                }
            };
            if similar {
                let Ok(automaton) = fuzzy.automaton() else { continue };
                let Ok(mut stream) = index.terms().search(automaton).into_stream() else { continue };
                while stream.advance() {
                    note(stream.key(), stream.value().doc_freq);
                }
            } else {
                let Ok(mut stream) = index.terms().range().ge(&word.form).into_stream() else { continue };
                while stream.advance() && stream.key().starts_with(word.form.as_bytes()) {
                    note(stream.key(), stream.value().doc_freq);
                }
            }
        }
        let mut found: Vec<(String, u64)> = found.into_iter().collect();
        // What is typed whole is meant before what only begins so.
        found.sort_unstable_by_key(|(own, count)| (*own != word.form, std::cmp::Reverse(*count), own.clone()));
        found.into_iter().take(ENDINGS).map(|(word, _)| word).collect()
    }
}

/// A word in any of these forms.
fn any_of(label: Field, forms: &[String]) -> Boxed {
    any(&forms.iter().map(|form| Term::from_field_text(label, form)).collect::<Vec<_>>())
}

/// What was typed, as words; of what stands without spaces only pairs, where there are any.
fn typed_words(typed: &str) -> Vec<Word> {
    let all = words(typed);
    let has_pairs = all.iter().any(|word| word.kind == Kind::Pair);
    all.into_iter().filter(|word| !has_pairs || word.kind != Kind::Single).take(super::ask::MOST).collect()
}

impl Plan {
    /// A question of which nothing is told.
    pub(super) fn plain(query: Boxed) -> Plan {
        let (name, replaced, tokens, prefixes) = Default::default();
        Plan { query, name, matches: Match::All, replaced, tokens, prefixes }
    }
}
