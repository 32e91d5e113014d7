//! What somebody who has begun to type may mean.

use std::cmp::Reverse;
use std::collections::HashMap;

use tantivy::Term;
use tantivy::query::{FuzzyTermQuery, Occur};
use tantivy::schema::Field;

use super::conjunction::{Boxed, Conjunction, any};
use super::plan::{Match, Plan};
use super::view::{Meant, View};
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
            // Where a word is nowhere, the others need not be looked for.
            let whole = before.iter().map(|word| Some(self.whole(label, word, similar)).filter(|own| !own.is_empty()));
            let Some(mut forms) = whole.collect::<Option<Vec<_>>>() else { continue };
            forms.push(self.begun(label, last, similar));
            let Some(query) = self.all_of(label, &forms) else { continue };
            let ranked = self.best(&Plan::plain(query), None, most, |_| true);
            if !ranked.ranks.is_empty() {
                return ranked.ranks.iter().map(|rank| Suggested { id: rank.id, similar }).collect();
            }
        }
        Vec::new()
    }

    /// The question for what has each of some words, in one of its forms; nothing where one has no forms.
    fn all_of(&self, label: Field, words: &[Vec<String>]) -> Option<Boxed> {
        let terms = |forms: &Vec<String>| forms.iter().map(|form| Term::from_field_text(label, form)).collect();
        let words: Vec<Vec<Term>> = words.iter().map(terms).collect();
        if words.iter().any(Vec::is_empty) {
            return None;
        }
        Some(match &words[..] {
            // A word by itself can leap over what cannot be among the best. Sums of several forms are made in one
            // order for all records, so that those that fit as well keep the order of their days.
            [only] if only.len() == 1 => any(only),
            _ => {
                let words = words.into_iter().map(|forms| (Occur::Must, forms)).collect();
                Box::new(Conjunction::new(words, self.kept.clone()))
            }
        })
    }

    fn whole(&self, label: Field, word: &Word, similar: bool) -> Vec<String> {
        match (self.count_of(label, &word.form) > 0, similar) {
            (true, _) => vec![word.form.clone()],
            (false, true) => self.similar(label, &word.form),
            (false, false) => Vec::new(),
        }
    }

    /// The most frequent words that begin so, or nearly so.
    fn begun(&self, label: Field, word: &Word, similar: bool) -> Vec<String> {
        let form = &word.form;
        if matches!(word.kind, Kind::Pair | Kind::Single) {
            return if self.count_of(label, form) > 0 { vec![form.clone()] } else { Vec::new() };
        }
        let found = match similar {
            true => self.meant(label, Meant::NearlyBegun, form, || {
                let term = Term::from_field_text(label, form);
                most_frequent(self.words_like(label, &FuzzyTermQuery::new_prefix(term, 1, true)), form)
            }),
            false => self.meant(label, Meant::Begun, form, || most_frequent(self.words_begun(label, form), form)),
        };
        found.to_vec()
    }
}

/// The most frequent words. What is typed whole is meant before what only begins so.
fn most_frequent(words: HashMap<String, u64>, typed: &str) -> Vec<String> {
    let mut words: Vec<(String, u64)> = words.into_iter().collect();
    words.sort_unstable_by(|one, other| {
        let key = |(own, count): &(String, u64)| (own != typed, Reverse(*count));
        key(one).cmp(&key(other)).then_with(|| one.0.cmp(&other.0))
    });
    words.into_iter().take(ENDINGS).map(|(word, _)| word).collect()
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
