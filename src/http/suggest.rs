//! `/v1/suggest`

use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Serialize;

use super::envelope::Made;
use super::params::Params;
use super::problem::Problem;
use super::respond::{Validator, tag};
use super::state::State;
use super::{accept, declare, listing};
use crate::catalog::Tag;
use crate::domain::Resource;
use crate::domain::digest::hash64;
use crate::domain::text::folded;
use crate::record::Record;
use crate::search::{SEARCHED, Suggested};
use crate::store::StoreError;
use crate::store::reader::Standing;

/// How many of each kind there are at most, and without being asked for.
pub(super) const MOST: usize = 20;
pub(super) const USUAL: usize = 5;

/// The kind of what has no record of its own.
const SUBJECT: &str = "subject";

/// The kinds that can be asked for.
pub(super) fn kinds() -> Vec<&'static str> {
    SEARCHED.map(Resource::name).into_iter().chain([SUBJECT]).collect()
}

/// What may be meant.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Suggestions {
    /// Articles, then authors, organizations, series and subjects; of each kind the best first.
    items: Vec<Suggestion>,
}

/// Something that may be meant.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"kind": "author", "id": "au1", "label": "Jane Doe", "hint": "Harbour Institute; 2019–2024; 12 articles", "link": "/v1/articles?author=au1", "similar": false}))]
pub struct Suggestion {
    /// `article`, `author`, `organization`, `series` or `subject`; there may be more words one day.
    kind: &'static str,
    /// The id of its record, or of a subject in its thesaurus; null of a free keyword.
    #[schema(required)]
    id: Option<String>,
    /// Its title or name.
    label: String,
    /// What tells it from others of the same name; null where nothing does.
    #[schema(required)]
    hint: Option<String>,
    /// Where it leads to: an article's record; the articles of everything else.
    link: String,
    /// Whether its name is only like what was typed.
    similar: bool,
}

/// Suggest
///
/// What somebody who types may mean: titles and names that have every word, the last of which may be unfinished.
/// Where there are none, those that have words like them.
#[utoipa::path(tag = "search", operation_id = "suggest", params(declare::Suggest),
    responses((status = 200, description = "What may be meant.", body = Suggestions)))]
#[get("/suggest")]
pub(super) async fn list(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    accept::json(&request)?;
    let target = request.uri().path_and_query().map(|target| target.as_str().to_owned()).unwrap_or_default();
    let made = state.read(move |state| listing::kept(state, target, made)).await?;
    Ok(made.answer(&state, &request))
}

/// Makes the answer to a path and query.
fn made(state: &State, target: &str) -> Result<Made, Problem> {
    let (_, query) = target.split_once('?').unwrap_or((target, ""));
    let mut params = Params::parse(query)?;
    let typed = params.one("q").unwrap_or_default();
    let wanted = params.all("kind");
    let limit = params.one("limit");
    let known = kinds();
    for other in wanted.iter().filter(|kind| !known.contains(&kind.as_str())) {
        params.refuse("kind", format!("`{other}` is none of the kinds here: {}", known.join(", ")));
    }
    let most = limit.as_deref().map_or(Some(USUAL), |text| text.parse().ok().filter(|most| (1..=MOST).contains(most)));
    if most.is_none() {
        params.refuse("limit", format!("it is no number from 1 to {MOST}"));
    }
    params.none_left()?;
    let is_wanted = move |kind: &str| wanted.is_empty() || wanted.iter().any(|own| own == kind);
    let suggestions = all(state, &typed, most.unwrap_or(USUAL), is_wanted)?;
    let json = serde_json::to_vec(&suggestions).map_err(StoreError::from)?;
    let validator = Validator { tag: tag(hash64(&json)), modified: None };
    Ok(Made { validator, link: None, bytes: json.into() })
}

fn all(state: &State, typed: &str, most: usize, is_wanted: impl Fn(&str) -> bool) -> Result<Suggestions, Problem> {
    let view = state.search.opened()?;
    let mut items = Vec::new();
    for resource in SEARCHED.into_iter().filter(|resource| is_wanted(resource.name())) {
        let most_looked_at = if resource == Resource::Article { most } else { most * 4 };
        let mut found = view.suggest(resource, typed, most_looked_at);
        // Of the same-named, who has most articles comes first.
        if let Some((tag, _)) = articles_by(resource) {
            found.sort_by_cached_key(|found| std::cmp::Reverse(state.reader.articles_of(tag, found.id)));
        }
        for found in found.into_iter().take(most) {
            items.extend(suggestion(state, found)?);
        }
    }
    if is_wanted(SUBJECT) {
        items.extend(subjects(state, typed, most)?);
    }
    Ok(Suggestions { items })
}

/// By which term and which parameter the articles of a thing are found; not of an article.
fn articles_by(resource: Resource) -> Option<(Tag, &'static str)> {
    match resource {
        Resource::Author => Some((Tag::Author, "author")),
        Resource::Organization => Some((Tag::Affiliation, "organization")),
        Resource::Series => Some((Tag::Series, "series")),
        Resource::Article | Resource::Disclaimer => None,
    }
}

/// A suggestion, with what tells it from others.
fn suggestion(state: &State, found: Suggested) -> Result<Option<Suggestion>, Problem> {
    let Standing::Found(stored) = state.reader.record(found.id)? else { return Ok(None) };
    let id = found.id;
    let record = Record::from_bytes(id.resource(), &stored.document).map_err(StoreError::from)?;
    let made = |label: String, parts: Vec<Option<String>>, link: String| {
        let hint = parts.into_iter().flatten().collect::<Vec<_>>().join("; ");
        let hint = (!hint.is_empty()).then_some(hint);
        let kind = id.resource().name();
        Some(Suggestion { kind, id: Some(id.to_string()), label, hint, link, similar: found.similar })
    };
    let Some((tag, parameter)) = articles_by(id.resource()) else {
        let Record::Article(own) = record else { return Ok(None) };
        let Some(title) = own.title.clone() else { return Ok(None) };
        let names: Vec<&str> = own.contributions.iter().take(2).map(|own| own.name.as_str()).collect();
        let names = (!names.is_empty()).then(|| names.join(", "));
        let place = own.series.as_ref().map(|series| match &own.number {
            Some(number) => format!("{} {number}", series.title),
            None => series.title.clone(),
        });
        return Ok(made(title, vec![names, place, own.published.map(|date| date.to_string())], id.path()));
    };
    let link = format!("/v1/articles?{parameter}={id}");
    let count = Some(counted(state.reader.articles_of(tag, id)));
    let years = state.reader.years_of(tag, id);
    let years = years.map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}–{last}"),
    });
    Ok(match record {
        Record::Author(own) => {
            let post = own.affiliations.first().map(|post| post.name.clone());
            made(own.name, vec![post, years, count], link)
        }
        Record::Organization(own) => made(own.name, vec![own.place, years, count], link),
        Record::Series(own) => made(own.title, vec![own.publisher.map(|link| link.name), years, count], link),
        Record::Article(_) | Record::Disclaimer(_) => None,
    })
}

fn counted(articles: u64) -> String {
    if articles == 1 { "1 article".to_owned() } else { format!("{articles} articles") }
}

/// Subjects whose labels have every word that was typed, those of most articles first.
fn subjects(state: &State, typed: &str, most: usize) -> Result<Vec<Suggestion>, Problem> {
    let wanted = folded(typed);
    let words: Vec<&str> = wanted.split(' ').filter(|word| !word.is_empty()).collect();
    let Some((last, before)) = words.split_last() else { return Ok(Vec::new()) };
    let fits = |label: &str| {
        before.iter().all(|word| label.split(' ').any(|own| own == *word))
            && label.split(' ').any(|own| own.starts_with(last))
    };
    let mut made = Vec::new();
    for found in state.reader.subjects(fits, most) {
        let Standing::Found(stored) = state.reader.record(found.newest.id)? else { continue };
        let record = Record::from_bytes(Resource::Article, &stored.document).map_err(StoreError::from)?;
        let Record::Article(own) = record else { continue };
        let Some(subject) = own.subjects.into_iter().find(|own| folded(&own.label) == found.label) else { continue };
        let value = super::params::encode(subject.id.as_deref().unwrap_or(&subject.label));
        let link = format!("/v1/articles?subject={value}");
        let hint = Some(counted(found.articles));
        made.push(Suggestion { kind: SUBJECT, id: subject.id, label: subject.label, hint, link, similar: false });
    }
    Ok(made)
}
