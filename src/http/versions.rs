//! `/v1/articles/{id}/versions`: what the public record was.

use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse, get, web};
use serde::Serialize;
use serde_json::{Map, Value};

use super::counted::{self, Counted, Part};
use super::envelope::{Made, VersionPage};
use super::params::Params;
use super::problem::Problem;
use super::respond::{Content, Validator, tag};
use super::state::State;
use super::{accept, access, declare, revisions, single};
use crate::domain::digest::hash64;
use crate::domain::{Grant, Id, Resource, patch};
use crate::record::article::Article;
use crate::store::StoreError;
use crate::store::versions::Version;

/// A version of an article's public record.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Version, example = json!({"number": 2, "modified": "2024-06-01T08:30:00.000000Z", "fields": ["title", "titles"], "path": "/v1/articles/arr/versions/2"}))]
pub struct Listed {
    /// Its number, from 1; the one with the highest number is the record as it is.
    number: usize,
    /// Since when it was so.
    #[schema(value_type = String, format = "date-time")]
    modified: Value,
    /// The top-level fields by which it differs from the version before; empty of the first.
    fields: Vec<String>,
    /// Where it can be had.
    path: String,
}

/// How a version differs from another.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = VersionDifference, example = json!({"article": "arr", "from": 1, "to": 2,
    "patch": [{"op": "replace", "path": "/title", "value": "The Quiet Harbour"}]}))]
pub struct Difference {
    /// The article.
    #[schema(value_type = String)]
    article: Id,
    /// The version that the patch begins with.
    from: usize,
    /// The version that it leads to.
    to: usize,
    /// A JSON Patch (RFC 6902) of whole top-level fields.
    #[schema(value_type = Vec<Step>)]
    patch: Vec<Value>,
}

/// A step of a JSON Patch (RFC 6902, section 4).
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = PatchStep)]
pub struct Step {
    /// `add`, `remove` or `replace`.
    op: &'static str,
    /// The field, as a JSON Pointer (RFC 6901).
    path: String,
    /// The new value; left out where the field is removed.
    #[schema(required = false)]
    value: Value,
}

/// List an article's versions
///
/// What its public record was, the newest first: each with its number, since when it was so, and what
/// was new in it. Old versions show no address that may not be shown today. `view=private` lists the revisions in
/// their place, as `/v1/articles/{id}/revisions` does.
#[utoipa::path(tag = "articles", operation_id = "listVersions",
    params(("id" = String, Path, description = "The article's id.", example = "arr"), declare::Versions),
    security((), ("key" = ["private"])),
    responses((status = 200, description = "A page of versions.", body = VersionPage),
        (status = 410, description = "The article is withdrawn; the problem holds its tombstone.")))]
#[get("/articles/{id}/versions")]
pub(super) async fn list(
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    if access::is_private(request.query_string()) {
        let grant = Grant::extract(&request).await?;
        return revisions::list(request, state, grant, Resource::Article, &id).await;
    }
    accept::json(&request)?;
    let id = single::id(Resource::Article, &id)?;
    let (path, query) = (request.uri().path().to_owned(), request.query_string().to_owned());
    let made = state.read(move |state| page(state, id, &path, &query)).await?;
    Ok(made.answer(&state, &request))
}

fn page(state: &State, id: Id, path: &str, query: &str) -> Result<Made, Problem> {
    let mut params = Params::parse(query)?;
    access::no_view(&mut params);
    let asked = Counted::of(state, path, params, Vec::new())?;
    let as_of = state.reader.sequence();
    let all = versions(state, id)?.into_iter().map(|version| (version.number as u64, version)).collect();
    let part = asked.part(all);
    let json = part.items.into_iter().map(|(number, version)| {
        let listed = Listed {
            number: version.number,
            modified: version.record.get("modified").cloned().unwrap_or_default(),
            path: path_of(id, version.number),
            fields: version.fields,
        };
        Ok((number, serde_json::to_vec(&listed).map_err(StoreError::from)?))
    });
    let items = json.collect::<Result<Vec<_>, Problem>>()?;
    Ok(asked.page(state, as_of, Part { total: part.total, items, more: part.more }))
}

/// Get a version of an article
///
/// The public record as it was, in the same form as `/v1/articles/{id}`. With `view=private` the number is that of a
/// revision.
#[utoipa::path(tag = "articles", operation_id = "getVersion",
    params(("id" = String, Path, description = "The article's id.", example = "arr"),
        ("version" = usize, Path, description = "The number of the version.", example = 1, minimum = 1),
        declare::OneVersion),
    security((), ("key" = ["private"])),
    responses((status = 200, description = "The record as it was.", body = Article),
        (status = 410, description = "The article is withdrawn; the problem holds its tombstone.")))]
#[get("/articles/{id}/versions/{version}")]
pub(super) async fn get(
    request: HttpRequest,
    state: web::Data<State>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    if access::is_private(request.query_string()) {
        let grant = Grant::extract(&request).await?;
        return revisions::get(request, state, grant, Resource::Article, path.into_inner()).await;
    }
    accept::json(&request)?;
    let mut params = Params::of(&request)?;
    access::no_view(&mut params);
    params.none_left()?;
    let (id, number) = path.into_inner();
    let id = single::id(Resource::Article, &id)?;
    let (version, newest) = state
        .read(move |state| {
            let all = versions(state, id)?;
            Ok((one(&all, id, &number)?.clone(), all.len()))
        })
        .await?;
    let json = serde_json::to_vec(&version.record).map_err(StoreError::from)?;
    let validator = Validator { tag: tag(hash64(&json)), modified: None };
    let link = counted::links(&single::path(id), &list_of(id), version.number as u64, newest as u64);
    let fields = vec![(header::LINK, link)];
    Ok(validator.send(&state, &request, Content { media_type: "application/json", bytes: json.into(), fields }))
}

/// Compare two versions of an article
///
/// What leads from another version to this one, by default from the one before: a JSON Patch of whole
/// top-level fields. With `view=private` the numbers are those of revisions.
#[utoipa::path(tag = "articles", operation_id = "compareVersions",
    params(("id" = String, Path, description = "The article's id.", example = "arr"),
        ("version" = usize, Path, description = "The number of the version to end with.", example = 1, minimum = 1),
        declare::Comparing),
    security((), ("key" = ["private"])),
    responses((status = 200, description = "The difference.", body = Difference),
        (status = 410, description = "The article is withdrawn; the problem holds its tombstone.")))]
#[get("/articles/{id}/versions/{version}/diff")]
pub(super) async fn compare(
    request: HttpRequest,
    state: web::Data<State>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    if access::is_private(request.query_string()) {
        let grant = Grant::extract(&request).await?;
        return revisions::compare(request, state, grant, Resource::Article, path.into_inner()).await;
    }
    accept::json(&request)?;
    let mut params = Params::of(&request)?;
    access::no_view(&mut params);
    let from = from(&mut params);
    params.none_left()?;
    let (id, number) = path.into_inner();
    let id = single::id(Resource::Article, &id)?;
    let read = move |state: &State| {
        let all = versions(state, id)?;
        let to = one(&all, id, &number)?;
        let before = from.unwrap_or_else(|| to.number.saturating_sub(1).to_string());
        // Before the first one there was nothing.
        let nothing = Map::new();
        let (from, before) = match before.as_str() {
            "0" => (0, &nothing),
            number => one(&all, id, number).map(|version| (version.number, &version.record))?,
        };
        let patch = patch::between(before, &to.record);
        let difference = Difference { article: id, from, to: to.number, patch };
        Ok(serde_json::to_vec(&difference).map_err(StoreError::from)?)
    };
    let json = state.read(read).await?;
    let validator = Validator { tag: tag(hash64(&json)), modified: None };
    Ok(validator.answer(&state, &request, "application/json", json.into()))
}

/// The number of the version or revision that a comparison begins with.
pub(super) fn from(params: &mut Params) -> Option<String> {
    let from = params.one("from");
    let is_number = |text: &String| text.parse::<u32>().is_ok_and(|number| number >= 1) && !text.starts_with('+');
    if from.as_ref().is_some_and(|text| !is_number(text)) {
        params.refuse("from", "it is not the number of one; write a whole number from 1");
    }
    from
}

/// All versions of an article that is there.
fn versions(state: &State, id: Id) -> Result<Vec<Version>, Problem> {
    single::resolve(state, Resource::Article, &id.to_string())?;
    state.reader.versions(id)?.ok_or_else(|| single::not_found(Resource::Article, &id))
}

fn one<'a>(all: &'a [Version], id: Id, number: &str) -> Result<&'a Version, Problem> {
    all.iter().find(|version| version.number.to_string() == number).ok_or_else(|| {
        let shown: String = number.chars().filter(|c| !c.is_control()).take(20).collect();
        Problem::NotFound(format!("{id} has no version `{shown}`; it has 1 to {}", all.len()))
    })
}

fn path_of(id: Id, number: usize) -> String {
    format!("{}/{number}", list_of(id))
}

fn list_of(id: Id) -> String {
    format!("{}/versions", single::path(id))
}
