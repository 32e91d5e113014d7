//! `/v1/{resource}/{id}/revisions`: what was written, by whom and why.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa_actix_web::service_config::ServiceConfig;

use super::counted::{self, Counted, Part};
use super::envelope::{Made, RevisionPage};
use super::params::Params;
use super::private::PRIVATE;
use super::problem::Problem;
use super::respond::{Content, Validator, tag};
use super::state::State;
use super::versions::{self, Step};
use super::{accept, declare, edit, single};
use crate::domain::digest::hash64;
use crate::domain::{Grant, Id, Resource, Timestamp, patch};
use crate::store::StoreError;
use crate::store::edit::{Kind, Revision};

/// A write of a thing.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Revision, example = json!({"revision": 2, "at": "2026-05-07T08:30:00.000000Z", "by": "desk",
    "message": "The author has written to us.", "kind": "changed",
    "patch": [{"op": "replace", "path": "/byline", "value": "By Jane Doe"}], "path": "/v1/articles/arr/revisions/2"}))]
pub struct Listed {
    /// Its number, from 1.
    #[schema(minimum = 1)]
    revision: i64,
    /// When it was written.
    at: Timestamp,
    /// Who wrote it: the name of a key; `import` on the command line; `scheduler`.
    by: String,
    /// Why.
    #[schema(required)]
    message: Option<String>,
    /// `created`, `changed`, or `removed`: a draft that came back later under its id.
    kind: &'static str,
    /// How it leads from the revision before to this one: a JSON Patch (RFC 6902) of whole top-level fields. Null
    /// of the first, and where what was before is not kept.
    #[schema(required, value_type = Option<Vec<Step>>)]
    patch: Option<Vec<Value>>,
    /// Where it can be had with all values as they were then.
    path: String,
}

/// A write of a thing, and what the thing was then.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = RevisionDocument)]
pub struct Whole {
    /// The write.
    #[serde(flatten)]
    listed: Listed,
    /// All values as they were then, the slug too: what a PUT takes to bring them back.
    #[schema(value_type = Object)]
    document: Map<String, Value>,
}

/// How a revision differs from another.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = RevisionDifference, example = json!({"id": "arr", "from": 1, "to": 3,
    "patch": [{"op": "replace", "path": "/byline", "value": "By Jane Doe"}]}))]
pub struct Difference {
    /// The thing.
    #[schema(value_type = String)]
    id: Id,
    /// The revision that the patch begins with; 0 where there was nothing before.
    #[schema(minimum = 0)]
    from: i64,
    /// The revision that it leads to.
    #[schema(minimum = 1)]
    to: i64,
    /// A JSON Patch (RFC 6902) of whole top-level fields.
    #[schema(value_type = Vec<Step>)]
    patch: Vec<Value>,
}

impl Listed {
    fn of(id: Id, own: Revision) -> (Listed, Option<Map<String, Value>>) {
        let Revision { number, at, by, message, kind, patch, document } = own;
        let kind = match kind {
            Kind::Created => "created",
            Kind::Changed => "changed",
            Kind::Removed => "removed",
        };
        (Listed { revision: number, at, by, message, kind, patch, path: path(id, number) }, document)
    }
}

/// Declares the history of a resource.
macro_rules! history {
    ($module:ident, $resource:expr, $tag:literal, $name:literal, $a:literal, $all:literal, $one:literal, $diff:literal, $example:literal) => {
        mod $module {
            use super::*;

            #[utoipa::path(tag = $tag, operation_id = concat!("list", $name, "Revisions"),
                summary = concat!("List the revisions of ", $a),
                description = "Every write, the newest first: who, when, why, and what, as a JSON Patch from the \
                    revision before. Public versions, of articles, stand under `/v1/articles/{id}/versions`.",
                params(("id" = String, Path, description = "Its id.", example = $example), declare::Paging),
                security(("key" = ["private"])),
                responses((status = 200, description = "A page of revisions.", body = RevisionPage)))]
            #[get($all)]
            pub async fn list(
                request: HttpRequest,
                state: web::Data<State>,
                grant: Grant,
                id: web::Path<String>,
            ) -> Result<HttpResponse, Problem> {
                super::list(request, state, grant, $resource, &id).await
            }

            #[utoipa::path(tag = $tag, operation_id = concat!("get", $name, "Revision"),
                summary = concat!("Get a revision of ", $a),
                description = "One write, and all values as they were then. A PUT of `document` brings them back, by \
                    another revision.",
                params(("id" = String, Path, description = "Its id.", example = $example),
                    ("revision" = i64, Path, description = "The number of the revision.", example = 1, minimum = 1)),
                security(("key" = ["private"])),
                responses((status = 200, description = "The revision.", body = Whole)))]
            #[get($one)]
            pub async fn get(
                request: HttpRequest,
                state: web::Data<State>,
                grant: Grant,
                path: web::Path<(String, String)>,
            ) -> Result<HttpResponse, Problem> {
                super::get(request, state, grant, $resource, path.into_inner()).await
            }

            #[utoipa::path(tag = $tag, operation_id = concat!("compare", $name, "Revisions"),
                summary = concat!("Compare two revisions of ", $a),
                description = "What leads from another revision to this one, by default from the one before: a JSON \
                    Patch of whole top-level fields.",
                params(("id" = String, Path, description = "Its id.", example = $example),
                    ("revision" = i64, Path, description = "The number of the revision to end with.", example = 1, minimum = 1),
                    declare::Stepping),
                security(("key" = ["private"])),
                responses((status = 200, description = "The difference.", body = Difference)))]
            #[get($diff)]
            pub async fn compare(
                request: HttpRequest,
                state: web::Data<State>,
                grant: Grant,
                path: web::Path<(String, String)>,
            ) -> Result<HttpResponse, Problem> {
                super::compare(request, state, grant, $resource, path.into_inner()).await
            }

            pub fn routes(config: &mut ServiceConfig<'_>) {
                config.service(list).service(get).service(compare);
            }
        }
    };
}

history!(
    articles,
    Resource::Article,
    "articles",
    "Article",
    "an article",
    "/articles/{id}/revisions",
    "/articles/{id}/revisions/{revision}",
    "/articles/{id}/revisions/{revision}/diff",
    "arr"
);
history!(
    authors,
    Resource::Author,
    "authors",
    "Author",
    "an author",
    "/authors/{id}/revisions",
    "/authors/{id}/revisions/{revision}",
    "/authors/{id}/revisions/{revision}/diff",
    "au3"
);
history!(
    organizations,
    Resource::Organization,
    "organizations",
    "Organization",
    "an organization",
    "/organizations/{id}/revisions",
    "/organizations/{id}/revisions/{revision}",
    "/organizations/{id}/revisions/{revision}/diff",
    "or1"
);
history!(
    series,
    Resource::Series,
    "series",
    "Series",
    "a series",
    "/series/{id}/revisions",
    "/series/{id}/revisions/{revision}",
    "/series/{id}/revisions/{revision}/diff",
    "se1"
);
history!(
    disclaimers,
    Resource::Disclaimer,
    "disclaimers",
    "Disclaimer",
    "a disclaimer",
    "/disclaimers/{id}/revisions",
    "/disclaimers/{id}/revisions/{revision}",
    "/disclaimers/{id}/revisions/{revision}/diff",
    "di2"
);

/// Every operation of histories.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    for routes in [articles::routes, authors::routes, organizations::routes, series::routes, disclaimers::routes] {
        routes(config);
    }
}

/// What is asked of a history, and the form it is told in. Under the address of versions it is their private view.
fn asked(request: &HttpRequest) -> Result<(Params, &'static str), Problem> {
    let mut params = Params::of(request)?;
    if request.match_pattern().is_some_and(|pattern| pattern.contains("/versions")) {
        params.one("view");
        return Ok((params, PRIVATE));
    }
    accept::json(request)?;
    Ok((params, "application/json"))
}

/// Answers a page of revisions.
pub(super) async fn list(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    resource: Resource,
    name: &str,
) -> Result<HttpResponse, Problem> {
    let (params, media_type) = asked(&request)?;
    let id = single::id(resource, name)?;
    let made = state.read_aside(move |state| page(state, &grant, id, params)).await?;
    Ok(made.answer_as(&state, &request, media_type))
}

fn page(state: &State, grant: &Grant, id: Id, params: Params) -> Result<Made, Problem> {
    let asked = Counted::of(state, &list_of(id), params, Vec::new())?;
    let as_of = state.reader.sequence();
    let all = history(state, grant, id)?.into_iter().map(|own| (own.number as u64, own)).collect();
    let Part { total, items, more } = asked.part(all);
    let items = items.into_iter().map(|(number, own)| {
        let (listed, _) = Listed::of(id, own);
        Ok((number, serde_json::to_vec(&listed).map_err(StoreError::from)?))
    });
    let items = items.collect::<Result<Vec<_>, Problem>>()?;
    Ok(asked.page(state, as_of, Part { total, items, more }))
}

/// Answers one revision.
pub(super) async fn get(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    resource: Resource,
    (name, number): (String, String),
) -> Result<HttpResponse, Problem> {
    let (params, media_type) = asked(&request)?;
    params.none_left()?;
    let id = single::id(resource, &name)?;
    let one = move |state: &State| {
        let all = history(state, &grant, id)?;
        let newest = all.first().map_or(0, |own| own.number);
        let own = find(&all, id, &number)?.clone();
        let (listed, document) = Listed::of(id, own);
        let document = document.ok_or_else(|| not_kept(id))?;
        let latest = format!("{}?view=private", single::path(id));
        let link = counted::links(&latest, &list_of(id), listed.revision as u64, newest as u64);
        Ok((serde_json::to_vec(&Whole { listed, document }).map_err(StoreError::from)?, link))
    };
    let (json, link) = state.read_aside(one).await?;
    let validator = Validator { tag: tag(hash64(&json)), modified: None };
    let fields = vec![(header::LINK, link)];
    Ok(validator.send(&state, &request, Content { media_type, bytes: json.into(), fields }))
}

/// Answers how a revision differs from another.
pub(super) async fn compare(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    resource: Resource,
    (name, number): (String, String),
) -> Result<HttpResponse, Problem> {
    let (mut params, media_type) = asked(&request)?;
    let from = versions::from(&mut params);
    params.none_left()?;
    let id = single::id(resource, &name)?;
    let read = move |state: &State| {
        let all = history(state, &grant, id)?;
        let to = find(&all, id, &number)?;
        let before = from.unwrap_or_else(|| (to.number - 1).to_string());
        // Before the first one there was nothing.
        let nothing = Map::new();
        let (from, before) = match before.as_str() {
            "0" => (0, Some(&nothing)),
            number => find(&all, id, number).map(|own| (own.number, own.document.as_ref()))?,
        };
        let (Some(before), Some(after)) = (before, &to.document) else { return Err(not_kept(id)) };
        let difference = Difference { id, from, to: to.number, patch: patch::between(before, after) };
        Ok(serde_json::to_vec(&difference).map_err(StoreError::from)?)
    };
    let json = state.read_aside(read).await?;
    let validator = Validator { tag: tag(hash64(&json)), modified: None };
    Ok(validator.answer(&state, &request, media_type, json.into()))
}

fn history(state: &State, grant: &Grant, id: Id) -> Result<Vec<Revision>, Problem> {
    let all = state.reader.store().history(grant, id);
    all.map_err(|error| edit::problem(error, id.resource(), &id.to_string()))
}

fn find<'a>(all: &'a [Revision], id: Id, number: &str) -> Result<&'a Revision, Problem> {
    all.iter().find(|own| own.number.to_string() == number).ok_or_else(|| {
        let shown: String = number.chars().filter(|c| !c.is_control()).take(20).collect();
        let newest = all.first().map_or(0, |own| own.number);
        Problem::NotFound(format!("{id} has no revision `{shown}`; it has 1 to {newest}"))
    })
}

fn not_kept(id: Id) -> Problem {
    Problem::NotFound(format!("what {id} was then is not kept"))
}

fn path(id: Id, number: i64) -> String {
    format!("{}/{number}", list_of(id))
}

/// The path of the revisions of a thing.
pub(super) fn list_of(id: Id) -> String {
    format!("{}/revisions", single::path(id))
}
