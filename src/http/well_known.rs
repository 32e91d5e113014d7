//! `robots.txt`, the catalogue of APIs, and what all files for machines have in common: they name
//! addresses of this service, and so need its public one.

use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, web};

use super::envelope::Made;
use super::problem::Problem;
use super::respond::Validator;
use super::state::State;
use crate::discovery::well_known::{self, API_CATALOG, LINKSET};
use crate::domain::digest::hash64;
use crate::domain::{Resource, Timestamp};
use crate::oai::Repository;
use crate::store::StoreError;

/// A file that was made.
pub(super) struct Document {
    bytes: Vec<u8>,
    modified: Option<Timestamp>,
}

impl Document {
    /// Of these bytes, which last changed then.
    pub fn new(bytes: Vec<u8>, modified: Option<Timestamp>) -> Self {
        Document { bytes, modified }
    }
}

/// Answers a file of XML: kept, where it was made before and nothing has changed since.
pub(super) async fn answer(
    request: HttpRequest,
    state: web::Data<State>,
    make: impl FnOnce(&State, &str) -> Result<Document, Problem> + Send + 'static,
) -> Result<HttpResponse, Problem> {
    let target = request.path().to_owned();
    let read = move |state: &State| {
        let base = base(state)?;
        let generation = state.reader.generation();
        if let Some(made) = state.pages.get(&target, generation) {
            return Ok(made);
        }
        let Document { bytes, modified } = make(state, base)?;
        let validator = Validator { tag: format!("{:016x}", hash64(&bytes)), modified };
        let made = Made { validator, link: None, bytes: Bytes::from(bytes) };
        state.pages.keep(target, generation, &made);
        Ok(made)
    };
    let made = state.read_aside(read).await?;
    Ok(made.validator.answer(&state, &request, "application/xml", made.bytes))
}

/// The public address of the service; nothing else is put in its place, least of all the address it
/// happens to listen at.
pub(super) fn base(state: &State) -> Result<&str, Problem> {
    state.identity.base_url.as_deref().ok_or_else(|| {
        Problem::NotFound(
            "this names addresses of the service, and its public address is not known; set it with \
             `byline configure base-url=https://…` and start the service anew"
                .to_owned(),
        )
    })
}

/// The kind of record that a part of a path names.
pub(super) fn kind(of: &[Resource], name: &str) -> Result<Resource, Problem> {
    of.iter().copied().find(|resource| resource.plural() == name).ok_or_else(no_page)
}

/// The place of a page, from 1.
pub(super) fn place(text: &str) -> Result<u64, Problem> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|place| plain && *place > 0).ok_or_else(no_page)
}

/// That a list has no such page.
pub(super) fn no_page() -> Problem {
    Problem::NotFound("the list has no such page; its index names those it has".to_owned())
}

/// `/robots.txt`
pub(super) async fn robots(request: HttpRequest, state: web::Data<State>) -> HttpResponse {
    let text = well_known::robots(state.identity.base_url.as_deref());
    let validator = Validator { tag: format!("{:016x}", hash64(text.as_bytes())), modified: None };
    validator.answer(&state, &request, "text/plain; charset=utf-8", text.into())
}

/// `/.well-known/api-catalog`
pub(super) async fn api_catalog(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let harvesting = Repository::of(&state.reader, &state.identity, &state.sets).is_ok();
    let catalog = well_known::api_catalog(base(&state)?, harvesting);
    let json = serde_json::to_vec(&catalog).map_err(StoreError::from)?;
    let validator = Validator { tag: format!("{:016x}", hash64(&json)), modified: None };
    let link = format!("<{API_CATALOG}>; rel=\"api-catalog\"");
    Ok(validator.linked(&state, &request, LINKSET, json.into(), || Some(link)))
}
