//! Articles that are like one.

use std::collections::HashMap;

use tantivy::Term;
use tantivy::query::{BooleanQuery, EmptyQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::plan::Plan;
use super::tongue::{Tongue, joins, token};
use super::view::View;
use super::words::{Kind, words};
use crate::domain::{LanguageTag, Resource};
use crate::record::article::Article;

/// How many of its words are asked for: those that tell it from others best.
const WORDS: usize = 24;

impl View {
    /// The question for articles that speak of the same as this one.
    pub fn like(&self, article: &Article) -> Plan {
        let language = article.language.as_ref();
        let mut counts: HashMap<String, u32> = HashMap::new();
        let mut add = |text: &str, language: Option<&LanguageTag>, weight: u32| {
            for word in words(text) {
                // Single letters of a stretch stand in its pairs already.
                if word.kind != Kind::Single && joins(&word.form).next().is_none() {
                    *counts.entry(token(Tongue::of(language), &word)).or_default() += weight;
                }
            }
        };
        article.titles.iter().for_each(|own| add(&own.text, own.language.as_ref().or(language), 4));
        article.subtitles.iter().for_each(|own| add(&own.text, own.language.as_ref().or(language), 2));
        article.abstracts.iter().for_each(|own| add(&own.text, own.language.as_ref().or(language), 1));
        let labels = article.subjects.iter().chain(&article.places);
        labels.for_each(|own| add(&own.label, own.language.as_ref().or(language), 3));
        let Some(shelf) = self.fields.of(Resource::Article) else { return Plan::plain(Box::new(EmptyQuery)) };
        let all = self.len().max(1) as f32;
        let mut weighed: Vec<(f32, String)> = counts
            .into_iter()
            .filter_map(|(token, count)| {
                let having = self.count_of(shelf.all, &token);
                (having > 1).then(|| (count as f32 * (1.0 + all / having as f32).ln(), token))
            })
            .collect();
        weighed.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        weighed.truncate(WORDS);
        let query = |(_, token): &(f32, String)| -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_text(shelf.all, token), IndexRecordOption::WithFreqs))
        };
        Plan::plain(Box::new(BooleanQuery::union(weighed.iter().map(query).collect())))
    }
}
