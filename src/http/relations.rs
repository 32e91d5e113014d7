//! `/v1/articles/{id}/relations`: both directions.

use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::envelope::{self, Frame, Made, RelationPage};
use super::problem::Problem;
use super::state::State;
use super::{accept, cursor, declare, listing, single};
use crate::catalog::{Hit, Position};
use crate::domain::identifier::WebUrl;
use crate::domain::{Id, Resource};
use crate::record::neighbour::ArticleLink;
use crate::store::StoreError;
use crate::store::reader::{RETRIES, Stored};

/// One relation of an article.
#[derive(Serialize, utoipa::ToSchema)]
pub struct RelatedItem {
    /// `outgoing`: the article says so of itself. `incoming`: the other says so of this one.
    #[schema(example = "incoming")]
    direction: String,
    /// How they are related, as the one that says so puts it: `responds_to`, `corrects`, …
    #[schema(example = json!(["responds_to"]))]
    types: Vec<String>,
    /// The other article; null where it is not in this archive.
    #[schema(required)]
    article: Option<ArticleLink>,
    /// The other's DOI, where it is named by it.
    #[schema(required)]
    doi: Option<String>,
    /// The other's address, where it is named by it.
    #[schema(required)]
    url: Option<WebUrl>,
    /// How the other is cited, where that is all that is known.
    #[schema(required)]
    citation: Option<String>,
}

/// List an article's relations
///
/// What it says of other works, then what other articles of the archive say of it.
#[utoipa::path(tag = "articles", operation_id = "listRelations",
    params(("id" = String, Path, description = "The article's id.", example = "arr"), declare::Paging),
    responses((status = 200, description = "A page of relations.", body = RelationPage),
        (status = 410, description = "The article is withdrawn; the problem holds its tombstone.")))]
#[get("/articles/{id}/relations")]
pub(super) async fn list(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    accept::json(&request)?;
    let id = single::id(Resource::Article, &id)?;
    let path = request.uri().path().to_owned();
    let query = request.query_string().to_owned();
    let made = state.read(move |state| settled(state, id, &path, &query)).await?;
    Ok(made.answer(&state, &request))
}

/// A page of one moment: where a write ran into it, it is made anew.
fn settled(state: &State, id: Id, path: &str, query: &str) -> Result<Made, Problem> {
    for _ in 0..RETRIES {
        match page(state, id, path, query)? {
            Ok(made) => return Ok(made),
            Err(outrun) => state.reader.reload(&outrun)?,
        }
    }
    Err(Problem::Store(StoreError::Busy))
}

/// The part of a stored record that matters here, its values as they are.
#[derive(Deserialize)]
struct Outgoing<'a> {
    #[serde(borrow)]
    relations: Vec<Relation<'a>>,
}

#[derive(Deserialize)]
struct Relation<'a> {
    r#type: String,
    #[serde(borrow)]
    article: Option<&'a RawValue>,
    #[serde(borrow)]
    doi: &'a RawValue,
    #[serde(borrow)]
    url: &'a RawValue,
    #[serde(borrow)]
    citation: &'a RawValue,
}

/// A relation as it is sent.
#[derive(Serialize)]
struct Sent<'a> {
    direction: &'static str,
    types: Vec<String>,
    article: Option<serde_json::Value>,
    doi: Option<&'a RawValue>,
    url: Option<&'a RawValue>,
    citation: Option<&'a RawValue>,
}

/// Outgoing relations are places 1, 2, …; incoming ones follow by the id of their article. Where a
/// record is no longer as the catalog said, the hits that were outrun.
fn page(state: &State, id: Id, path: &str, query: &str) -> Result<Result<Made, Vec<Hit>>, Problem> {
    let (limit, after) = listing::part(state, path, query)?;
    let settings = state.reader.settings();
    let own = single::resolve(state, Resource::Article, &id.to_string())?;
    let outgoing: Outgoing = serde_json::from_slice(&own.document).map_err(StoreError::from)?;
    let as_of = state.reader.sequence();
    let incoming: Vec<Hit> = state.reader.related_to(id).into_iter().filter(|hit| hit.id != id).collect();
    let total = (outgoing.relations.len() + incoming.len()) as u64;
    let (skip_out, skip_in) = match &after {
        None => (0, 0),
        Some(place) if place.key.is_empty() => (place.id.number() as usize, 0),
        Some(place) => (usize::MAX, incoming.partition_point(|hit| hit.id <= place.id)),
    };
    let mut items: Vec<(Vec<u8>, Position)> = Vec::new();
    for (index, relation) in outgoing.relations.iter().enumerate().skip(skip_out).take(limit) {
        let place = Position { key: Vec::new(), id: Id::new(Resource::Article, index as u64 + 1) };
        items.push((json(&sent_outgoing(relation)?)?, place));
    }
    let room = limit - items.len();
    let hits: Vec<Hit> = incoming.iter().skip(skip_in).take(room).copied().collect();
    let Some(others) = state.reader.fetch(&hits)? else { return Ok(Err(hits)) };
    for other in &others {
        items.push((json(&sent_incoming(other, id)?)?, Position { key: vec![1], id: other.id }));
    }
    let seen = skip_out.min(outgoing.relations.len()) + skip_in + items.len();
    let last = items.last().filter(|_| (seen as u64) < total).map(|(_, place)| place);
    let next = last.map(|place| format!("{path}?limit={limit}&cursor={}", cursor::write(settings, path, place)));
    let tags = std::iter::once(own.etag).chain(others.iter().map(|o| o.etag));
    let bytes: Vec<Vec<u8>> = items.iter().map(|(bytes, _)| bytes.clone()).collect();
    let path = &format!("{path}?{query}");
    Ok(Ok(envelope::make(&bytes, tags, Frame { total, next, epoch: &settings.epoch, as_of, path, extras: &[] })))
}

fn json(sent: &Sent<'_>) -> Result<Vec<u8>, Problem> {
    Ok(serde_json::to_vec(sent).map_err(StoreError::from)?)
}

fn sent_outgoing<'a>(relation: &Relation<'a>) -> Result<Sent<'a>, Problem> {
    let article = relation.article.map(|raw| serde_json::from_str(raw.get())).transpose();
    Ok(Sent {
        direction: "outgoing",
        types: vec![relation.r#type.clone()],
        article: article.map_err(StoreError::from)?,
        doi: Some(relation.doi),
        url: Some(relation.url),
        citation: Some(relation.citation),
    })
}

/// How another article, by its own record, is related to this one.
fn sent_incoming(other: &Stored, to: Id) -> Result<Sent<'static>, Problem> {
    let record: serde_json::Value = serde_json::from_slice(&other.document).map_err(StoreError::from)?;
    let to = to.to_string();
    let names_us = |item: &&serde_json::Value| item["article"]["id"] == to.as_str();
    let items = |field: &str| record[field].as_array().cloned().unwrap_or_default();
    let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let mut types: Vec<String> = items("relations").iter().filter(names_us).map(|r| word(&r["type"])).collect();
    types.extend(items("notices").iter().filter(names_us).map(|n| format!("{}_in", word(&n["kind"]))));
    if record["withdrawal"]["successor"]["id"] == to.as_str() {
        types.push("replaced_by".to_owned());
    }
    let fields = ["id", "type", "title", "number", "doi", "url"];
    let link = fields.iter().map(|name| ((*name).to_owned(), record[*name].clone())).collect();
    let article = Some(serde_json::Value::Object(link));
    Ok(Sent { direction: "incoming", types, article, doi: None, url: None, citation: None })
}
