//! Lists of what was found by words: the order by relevance, and what is told of the search.

use std::sync::Arc;

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use super::problem::Problem;
use super::state::State;
use crate::catalog::{Condition, Hit, Position, Query};
use crate::domain::{Id, Resource};
use crate::record::Record;
use crate::record::article::Article;
use crate::search::{Match, Plan, Rank, View};
use crate::store::StoreError;
use crate::store::reader::{Page, RETRIES, Stored};

/// What orders by relevance.
pub const RELEVANCE: &str = "relevance";

/// The parts of an article in which what was found can be shown.
pub const PARTS: [&str; 4] = ["title", "abstract", "author", "body"];

/// A search under way: what was asked, of one state of the index.
pub struct Finding {
    view: Arc<View>,
    plan: Plan,
}

/// How a search was answered.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Search, example = json!({"match": "all", "replaced": [], "complete": true, "same_order": true, "highlights": null}))]
pub struct Searched {
    /// `all`: everything that was asked for is in what was found. `similar`: so it is, but for words that stand
    /// nowhere; `replaced` tells which others were looked for. `most`: hardly anything has all of three words or more;
    /// what was found has all but one, or three fourths of them. `any`: nothing has all of it, what was found has some. `none`: nothing was found. There may be more words one day.
    r#match: &'static str,
    /// Words that stand nowhere, and those that were looked for in their place.
    replaced: Vec<Replaced>,
    /// Whether everything that is public can be found: not while the index is being made.
    complete: bool,
    /// Whether the order by relevance is that of the page before: what is written changes it. Then a record may be
    /// met twice, or missed; any other order keeps.
    same_order: bool,
    /// Where the words stand, for each record of the page in its order; null where `highlight` does not ask for it.
    #[schema(required)]
    highlights: Option<Vec<Highlight>>,
}

/// A word that stands nowhere.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Replaced {
    /// As it was asked for.
    #[schema(example = "harbuor")]
    word: String,
    /// Those that were looked for in its place.
    #[schema(example = json!(["harbour"]))]
    by: Vec<String>,
}

/// Where in a record the words stand: pieces of its texts as HTML, the words in `mark`. Null where there are none, or
/// where it was not asked for.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"id": "ar1", "title_html": "The Quiet <mark>Harbour</mark>", "abstract_html": null, "author_html": null, "body_html": null}))]
pub struct Highlight {
    /// The record.
    #[schema(value_type = String)]
    id: Id,
    /// Its title.
    #[schema(required)]
    title_html: Option<String>,
    /// A piece of its abstract.
    #[schema(required)]
    abstract_html: Option<String>,
    /// The name of an author.
    #[schema(required)]
    author_html: Option<String>,
    /// A piece of its body, where that is served.
    #[schema(required)]
    body_html: Option<String>,
}

/// The field that tells that not everything can be found yet.
pub const SEARCH_FIELD: &str = "byline-search";

/// Whether something is looked for by its words.
pub fn searches(path: &str, query: &str) -> bool {
    query.split('&').any(|pair| pair.starts_with("q="))
        || path == "/sru"
        || path == "/v1/suggest"
        || path.ends_with("/similar")
}

/// An answer to a search, with a field that tells so while the index is being made.
pub fn told_whole(state: &State, request: &HttpRequest, mut answer: HttpResponse) -> HttpResponse {
    if searches(request.path(), request.query_string()) && !state.search.is_complete() {
        let told = (HeaderName::from_static(SEARCH_FIELD), HeaderValue::from_static("incomplete"));
        answer.headers_mut().insert(told.0, told.1);
    }
    answer
}

impl Finding {
    /// What somebody asks of a resource's records; nothing where it is blank.
    pub fn of(state: &State, resource: Resource, text: &str) -> Result<Option<Finding>, Problem> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let view = state.search.opened()?;
        Ok(view.plan(resource, text).map(|plan| Finding { plan, view }))
    }

    /// To be among what was found.
    pub fn condition(&self) -> Condition {
        Condition::Numbers(self.view.set(&self.plan))
    }

    /// How it was answered.
    pub fn matches(&self) -> Match {
        self.plan.matches
    }

    /// Words that stand nowhere, each with those that were looked for in its place.
    pub fn replaced(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.plan.replaced.iter().map(|own| (own.word.as_str(), own.by.as_slice()))
    }

    /// Whether everything that is public can be found.
    pub fn is_complete(&self) -> bool {
        self.view.is_complete
    }

    /// A text of an article, or a piece of it, as HTML with the words in `mark`; `None` where it has none of them.
    pub fn mark(&self, text: Option<&str>, of: &Article) -> Option<String> {
        self.plan.mark(text?, of.language.as_ref())
    }

    /// The page of a query in order of relevance, and whether that is the order of the page before.
    pub fn page(&self, state: &State, query: &Query) -> Result<(Page, bool), Problem> {
        let after = query.after.as_ref().and_then(|position| self.place(position));
        let same_order = after.is_none_or(|(_, generation)| generation == self.view.generation);
        // In another order the record that the page before ended with stands elsewhere.
        let after = after.map(|(rank, _)| match same_order {
            true => rank,
            false => self.view.rank(&self.plan, rank.id).unwrap_or(rank),
        });
        for _ in 0..RETRIES {
            let (ranked, total, as_of) = state.reader.passing(query, |passing, sequence| {
                let ranked = self.view.best(&self.plan, after, query.limit, |id| passing.has(id));
                let is_exact = query.is_open() && self.view.sequence == sequence && self.view.is_complete;
                let total = match is_exact {
                    true => self.view.count(&self.plan),
                    false => passing.count_of(&self.view.set(&self.plan)),
                };
                let hits: Vec<Hit> = ranked.ranks.iter().filter_map(|rank| passing.hit(rank.id)).collect();
                ((ranked, hits), total, sequence.min(self.view.sequence))
            });
            let (ranked, hits) = ranked;
            if let Some(items) = state.reader.fetch(&hits)? {
                let last = ranked.ranks.last().filter(|_| ranked.more);
                let next = last.map(|rank| self.position(rank));
                let mut page = Page { items, total, next, as_of, tallies: Vec::new(), names: Default::default() };
                if !query.facets.of.is_empty() {
                    let mut all = query.clone();
                    (all.condition, all.after, all.limit) = (Some(self.condition()), None, 1);
                    let counted = state.reader.page(&all)?;
                    page = Page { tallies: counted.tallies, names: counted.names, total: counted.total, ..page };
                }
                return Ok((page, same_order));
            }
            state.reader.catch_up()?;
        }
        Err(StoreError::Busy.into())
    }

    /// A place in the order by relevance, as cursors hold it.
    fn position(&self, rank: &Rank) -> Position {
        let key = [&self.view.generation.to_be_bytes()[..], &rank.score.to_be_bytes(), &rank.day.to_be_bytes()];
        Position { key: key.concat(), id: rank.id }
    }

    fn place(&self, position: &Position) -> Option<(Rank, u64)> {
        let (generation, rest) = position.key.split_first_chunk::<8>()?;
        let (score, rest) = rest.split_first_chunk::<4>()?;
        let (day, _) = rest.split_first_chunk::<4>()?;
        let (score, day) = (f32::from_be_bytes(*score), u32::from_be_bytes(*day));
        Some((Rank { score, day, id: position.id }, u64::from_be_bytes(*generation)))
    }

    /// What is told of the search beside what it found.
    pub fn told(
        &self,
        state: &State,
        items: &[Arc<Stored>],
        same_order: bool,
        parts: &[String],
    ) -> Result<Bytes, Problem> {
        let mark = |item: &Arc<Stored>| self.highlight(state, item, parts);
        let highlights =
            (!parts.is_empty()).then(|| items.iter().map(mark).collect::<Result<Vec<_>, _>>()).transpose()?;
        let told = Searched {
            r#match: match self.plan.matches {
                Match::All => "all",
                Match::Similar => "similar",
                Match::Most => "most",
                Match::Any => "any",
                Match::None => "none",
            },
            replaced: self
                .plan
                .replaced
                .iter()
                .map(|own| Replaced { word: own.word.clone(), by: own.by.clone() })
                .collect(),
            complete: self.view.is_complete,
            same_order,
            highlights,
        };
        Ok(serde_json::to_vec(&told).map_err(StoreError::from)?.into())
    }

    fn highlight(&self, state: &State, item: &Arc<Stored>, parts: &[String]) -> Result<Highlight, Problem> {
        let asked = |name: &str| parts.iter().any(|part| part == name);
        let record = Record::from_bytes(item.id.resource(), &item.document).map_err(StoreError::from)?;
        let mut own =
            Highlight { id: item.id, title_html: None, abstract_html: None, author_html: None, body_html: None };
        match &record {
            Record::Article(article) => {
                let mark = |text: Option<&str>| self.mark(text, article);
                own.title_html = asked("title").then(|| mark(article.title.as_deref())).flatten();
                own.abstract_html = asked("abstract").then(|| mark(article.r#abstract.as_deref())).flatten();
                if asked("author") {
                    own.author_html = article.contributions.iter().find_map(|own| mark(Some(&own.name)));
                }
                if asked("body") && article.body.is_some() {
                    let paragraphs = state.reader.body(item.id)?.unwrap_or_default();
                    own.body_html = paragraphs.iter().find_map(|text| mark(Some(text)));
                }
            }
            Record::Author(other) => own.title_html = self.plan.mark(&other.name, None),
            Record::Organization(other) => own.title_html = self.plan.mark(&other.name, None),
            Record::Series(other) => own.title_html = self.plan.mark(&other.title, other.language.as_ref()),
            Record::Disclaimer(_) => {}
        }
        Ok(own)
    }
}
