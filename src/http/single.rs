//! One record: by id, by slug, with a suffix for its format.

use std::sync::Arc;

use actix_web::http::{StatusCode, header};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, web};

use super::params::Params;
use super::problem::Problem;
use super::respond::{self, Content, Fields, NO_CACHE, Validator};
use super::state::State;
use super::{accept, access, envelope, private};
use crate::domain::digest::hash64;
use crate::domain::{Id, Identity, Resource};
use crate::format::{self, Format};
use crate::site::address;
use crate::store::StoreError;
use crate::store::reader::{Standing, Stored};

/// Answers one record, in the format of its name's suffix, or else in the one the client likes best.
pub async fn answer(
    request: HttpRequest,
    state: web::Data<State>,
    resource: Resource,
    name: String,
) -> Result<HttpResponse, Problem> {
    if access::is_private(request.query_string()) {
        return private::answer(request, state, resource, name).await;
    }
    let (name, suffix) = name.split_once('.').map_or((name.as_str(), None), |(name, suffix)| (name, Some(suffix)));
    let format = match suffix {
        Some(suffix) => of_suffix(suffix, resource, &state.identity)?,
        None => accept::format(&request, resource, &state.identity)?,
    };
    let own = name.to_owned();
    let stored = match state.read(move |state| find(state, resource, &own)).await? {
        Found::Record(stored) => stored,
        Found::Elsewhere(id) => {
            let suffix = suffix.map(|suffix| format!(".{suffix}")).unwrap_or_default();
            return Ok(redirect(StatusCode::FOUND, &with_query(&(path(id) + &suffix), request.query_string())));
        }
    };
    match format.is_json() {
        true => json(&request, &state, &stored),
        false => file(&request, &state, &stored, format, suffix.is_some()),
    }
}

/// The format behind the first dot of a path.
pub fn of_suffix(suffix: &str, resource: Resource, identity: &Identity) -> Result<&'static Format, Problem> {
    let format = format::of_extension(suffix, resource).ok_or_else(|| {
        let shown: String = suffix.chars().filter(|c| !c.is_control()).take(20).collect();
        let offered = format::of(resource).filter(|format| format.is_offered(identity));
        let all = offered.map(|format| format.extension).collect::<Vec<_>>().join(", ");
        Problem::NotFound(format!("there is no format `{shown}` of {}; there are {all}", resource.plural()))
    })?;
    match format.missing(identity) {
        missing if missing.is_empty() => Ok(format),
        missing => Err(Problem::NotFound(format!(
            "{} cannot be had until the archive is told {} (`byline configure`) and the service is started anew",
            format.extension,
            missing.join(" and ")
        ))),
    }
}

fn json(request: &HttpRequest, state: &State, stored: &Stored) -> Result<HttpResponse, Problem> {
    let query = request.query_string();
    if query.is_empty() {
        let validator = Validator { tag: respond::tag(stored.etag), modified: Some(stored.modified) };
        let link = || describes(state, stored.id);
        return Ok(validator.linked(state, request, "application/json", stored.document.clone(), link));
    }
    let mut params = Params::parse(query)?;
    let fields = params.one("fields");
    let fields = state.fields_of(stored.id.resource()).choose(&mut params, fields.as_deref());
    access::no_view(&mut params);
    params.none_left()?;
    let tag = format!("{:016x}-{:08x}", stored.etag, hash64(query.as_bytes()) as u32);
    let validator = Validator { tag, modified: Some(stored.modified) };
    Ok(validator.answer(state, request, "application/json", envelope::shown(stored, fields.as_ref())?))
}

/// A record in another format than JSON. Its tag is made of its bytes: they depend on the record, on
/// who the archive says it is, and on this version of the program.
fn file(
    request: &HttpRequest,
    state: &State,
    stored: &Stored,
    format: &'static Format,
    by_suffix: bool,
) -> Result<HttpResponse, Problem> {
    let mut params = Params::of(request)?;
    no_fields(&mut params);
    access::no_view(&mut params);
    params.none_left()?;
    let Some(bytes) = made(state, stored, format)? else {
        // Not every record has what a format needs.
        if by_suffix {
            return Err(Problem::NotFound(format!("{} cannot be had as {}", stored.id, format.extension)));
        }
        accept::json(request)?;
        return json(request, state, stored);
    };
    let validator = Validator { tag: tag(format, &bytes), modified: Some(stored.modified) };
    let fields = fields(format, &format!("inline; filename=\"{}.{}\"", stored.id, format.extension));
    let (links, mut fields): (Vec<_>, Vec<_>) = fields.into_iter().partition(|(name, _)| *name == header::LINK);
    let mut links: Vec<String> = links.into_iter().map(|(_, link)| link).chain(describes(state, stored.id)).collect();
    let canonical = path(stored.id);
    match by_suffix {
        true => links.push(format!("<{canonical}>; rel=\"canonical\"")),
        false => fields.push((header::CONTENT_LOCATION, format!("{canonical}.{}", format.extension))),
    }
    fields.extend((!links.is_empty()).then(|| (header::LINK, links.join(", "))));
    Ok(validator.send(state, request, Content { media_type: format.content_type, bytes, fields }))
}

/// A record in a format, where it has what that needs. It is kept for whoever asks again: of the same record, the
/// same is made.
fn made(state: &State, stored: &Stored, format: &Format) -> Result<Option<Bytes>, Problem> {
    let Stored { id, etag, modified, .. } = stored;
    let key = format!("{id}.{} {etag:016x} {}", format.name, modified.micros());
    if let Some(bytes) = state.answers.get(&key) {
        return Ok(Some(bytes));
    }
    let made = format.file(id.resource(), &stored.document, *modified, &state.identity).map_err(StoreError::from)?;
    let bytes = made.map(Bytes::from);
    if let Some(bytes) = &bytes {
        state.answers.insert(key, bytes.clone());
    }
    Ok(bytes)
}

/// The link from metadata to the page of what it describes (Signposting, FAIR profile).
fn describes(state: &State, id: Id) -> Option<String> {
    let base = state.identity.base_url.as_deref().unwrap_or_default();
    let page = || ["<", base, &address::page(id, None), ">; rel=\"describes\"; type=\"text/html\""].concat();
    (id.resource() != Resource::Disclaimer).then(page)
}

/// Refuses `fields`, which only JSON has.
pub fn no_fields(params: &mut Params) {
    if !params.all("fields").is_empty() {
        params.refuse("fields", "only JSON can be cut down to some fields; leave it out, or ask for JSON");
    }
}

/// The tag of bytes in a format.
pub fn tag(format: &Format, bytes: &[u8]) -> String {
    format!("{:016x}-{}", hash64(bytes), format.name)
}

/// What every file in a format says of itself: under which name to keep it (RFC 6266), and which
/// vocabulary to read it by (RFC 6906).
pub fn fields(format: &Format, disposition: &str) -> Fields {
    let profile = format.profile.map(|profile| (header::LINK, format!("<{profile}>; rel=\"profile\"")));
    std::iter::once((header::CONTENT_DISPOSITION, disposition.to_owned())).chain(profile).collect()
}

/// What a name in a path leads to.
pub(super) enum Found {
    /// The thing itself: it is its id.
    Record(Arc<Stored>),
    /// What has this slug, or had it; what the thing of this name was merged into.
    Elsewhere(Id),
}

pub(super) fn find(state: &State, resource: Resource, name: &str) -> Result<Found, Problem> {
    let id = name.parse::<Id>().ok().filter(|id| id.resource() == resource);
    if let Some(id) = id {
        match state.reader.record(id)? {
            Standing::Found(stored) => return Ok(Found::Record(stored)),
            Standing::Withdrawn(stored) => return Err(Problem::Withdrawn(stored)),
            Standing::Merged(id) => return Ok(Found::Elsewhere(id)),
            Standing::Unknown => {}
        }
    }
    // No slug holds control characters, and not every database takes them.
    if name.contains(char::is_control) {
        return Err(not_found(resource, &name));
    }
    let slug = state.reader.by_slug(resource, name)?;
    slug.map(Found::Elsewhere).ok_or_else(|| not_found(resource, &name))
}

/// The id in a path, where it names something that is not withdrawn; a slug is taken too.
pub fn resolve(state: &State, resource: Resource, name: &str) -> Result<Arc<Stored>, Problem> {
    match find(state, resource, name)? {
        Found::Record(stored) => Ok(stored),
        Found::Elsewhere(_) => Err(not_found(resource, &name)),
    }
}

/// An error where nothing public has, or had, this id.
pub fn must_exist(state: &State, id: Id) -> Result<(), Problem> {
    match state.reader.record(id)? {
        Standing::Found(_) | Standing::Merged(_) => Ok(()),
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
    id.path()
}

pub(super) fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// A redirect that may change one day, so that caches ask again.
pub fn redirect(status: StatusCode, to: &str) -> HttpResponse {
    HttpResponse::build(status).insert_header((header::LOCATION, to)).insert_header(NO_CACHE).finish()
}
