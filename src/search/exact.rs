//! Words that must be there as they are asked for, and nothing like them: for languages of questions that have
//! signs of their own.

use std::collections::HashSet;
use std::sync::Arc;

use roaring::RoaringBitmap;

use super::ask::{self, Part};
use super::plan::{Maker, Match, Plan};
use super::view::View;
use crate::domain::Resource;

/// How words are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// All of them must be there.
    All,
    /// One of them must be.
    Any,
    /// They must stand in a row.
    Row,
}

impl View {
    /// The numbers of the articles that have words in any of their forms, anywhere or in one of [`ask::PARTS`]. `*`
    /// at the end of a word stands for any ending; `None` where a mask stands elsewhere, which no index answers.
    pub fn having(&self, within: Option<&'static str>, words: Words, text: &str) -> Option<Arc<RoaringBitmap>> {
        let mut wanted = Vec::new();
        for word in text.split_whitespace() {
            let stem = word.strip_suffix('*').filter(|_| words != Words::Row).unwrap_or(word);
            if stem.contains(['*', '?']) {
                return None;
            }
            wanted.extend(ask::plain(word, false));
        }
        if words == Words::Row {
            wanted = ask::row(text).into_iter().collect();
        }
        let parts: Vec<Part> = wanted.into_iter().map(|wanted| Part { wanted, within, negated: false }).collect();
        let mut maker = Maker::new(self, Resource::Article, *self.fields.of(Resource::Article)?);
        let query = match words {
            Words::Any => maker.one_of(&parts),
            Words::All | Words::Row => maker.each_of(&parts),
        };
        let name = format!("exactly {words:?} {within:?} {text}");
        let (tokens, prefixes) = (HashSet::new(), Vec::new());
        Some(self.set(&Plan { query, name, matches: Match::All, replaced: Vec::new(), tokens, prefixes }))
    }
}
