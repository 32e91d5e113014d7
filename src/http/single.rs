//! One record: by id, by slug, with a suffix for its format.

use std::sync::Arc;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};

use super::params::Params;
use super::problem::Problem;
use super::respond::{NO_CACHE, Validator};
use super::state::State;
use super::{accept, envelope};
use crate::domain::digest::hash64;
use crate::domain::{Id, Resource};
use crate::format;
use crate::store::reader::{Standing, Stored};

/// Answers one record.
pub async fn answer(
    request: HttpRequest,
    state: web::Data<State>,
    resource: Resource,
    name: String,
) -> Result<HttpResponse, Problem> {
    let name = match name.split_once('.') {
        Some((name, extension)) => {
            format::of_extension(extension, resource).ok_or_else(|| not_found(resource, &name))?;
            name.to_owned()
        }
        None => {
            accept::format(&request)?;
            name
        }
    };
    let query = request.query_string().to_owned();
    let found = state.read(move |state| find(state, resource, &name)).await?;
    let stored = match found {
        Found::Record(stored) => stored,
        Found::Slug(id) => return Ok(redirect(StatusCode::FOUND, &with_query(&path(id), &query))),
    };
    if query.is_empty() {
        let validator = Validator { tag: format!("{:016x}", stored.etag), modified: Some(stored.modified) };
        return Ok(validator.answer(&state, &request, "application/json", stored.document.clone(), None));
    }
    let mut params = Params::of(&request)?;
    let fields = params.one("fields").map(|list| state.fields_of(resource).select(&list));
    let fields = match fields {
        Some(Err(detail)) => {
            params.refuse("fields", detail);
            None
        }
        Some(Ok(fields)) => Some(fields),
        None => None,
    };
    params.none_left()?;
    let tag = format!("{:016x}-{:08x}", stored.etag, hash64(query.as_bytes()) as u32);
    let validator = Validator { tag, modified: Some(stored.modified) };
    let bytes = envelope::shown(&stored, fields.as_ref())?;
    Ok(validator.answer(&state, &request, "application/json", bytes, None))
}

/// What a name in a path leads to.
pub(super) enum Found {
    /// The thing itself: it is its id.
    Record(Arc<Stored>),
    /// What has this slug, or had it.
    Slug(Id),
}

pub(super) fn find(state: &State, resource: Resource, name: &str) -> Result<Found, Problem> {
    let id = name.parse::<Id>().ok().filter(|id| id.resource() == resource);
    if let Some(id) = id {
        match state.reader.record(id)? {
            Standing::Found(stored) => return Ok(Found::Record(stored)),
            Standing::Withdrawn(stored) => return Err(Problem::Withdrawn(stored)),
            Standing::Unknown => {}
        }
    }
    // No slug holds control characters, and not every database takes them.
    if name.contains(char::is_control) {
        return Err(not_found(resource, &name));
    }
    let slug = state.reader.by_slug(resource, name)?;
    slug.map(Found::Slug).ok_or_else(|| not_found(resource, &name))
}

/// The id in a path, where it names something that is not withdrawn; a slug is taken too.
pub fn resolve(state: &State, resource: Resource, name: &str) -> Result<Arc<Stored>, Problem> {
    match find(state, resource, name)? {
        Found::Record(stored) => Ok(stored),
        Found::Slug(_) => Err(not_found(resource, &name)),
    }
}

/// An error where nothing public has this id.
pub fn must_exist(state: &State, id: Id) -> Result<(), Problem> {
    match state.reader.record(id)? {
        Standing::Found(_) => Ok(()),
        Standing::Withdrawn(stored) => Err(Problem::Withdrawn(stored)),
        Standing::Unknown => Err(not_found(id.resource(), &id)),
    }
}

/// Reads an id of a resource out of a path.
pub fn id(resource: Resource, name: &str) -> Result<Id, Problem> {
    name.parse::<Id>().ok().filter(|id| id.resource() == resource).ok_or_else(|| not_found(resource, &name))
}

/// That there is no such thing.
pub fn not_found(resource: Resource, name: &dyn std::fmt::Display) -> Problem {
    let shown: String = name.to_string().chars().filter(|c| !c.is_control()).take(80).collect();
    Problem::NotFound(format!("there is no {} `{shown}`; see /v1/{}", resource.name(), resource.plural()))
}

/// The path of a record.
pub fn path(id: Id) -> String {
    format!("/v1/{}/{id}", id.resource().plural())
}

fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// A redirect that may change one day, so that caches ask again.
pub fn redirect(status: StatusCode, to: &str) -> HttpResponse {
    HttpResponse::build(status).insert_header((header::LOCATION, to)).insert_header(NO_CACHE).finish()
}
