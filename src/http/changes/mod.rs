//! `/v1/changes`: the public change log, as pages, as lines and as a stream of events.
//!
//! The log has no gaps, its order is that of the commits, and it goes back to the beginning: whoever
//! applies it to an empty copy has what the archive has. What applies a change is asking for the record:
//! the feed says what to ask for.

mod asked;
mod events;
mod lines;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, guard, web};

use super::problem::Problem;
use super::respond::{Content, Validator, tag};
use super::state::State;
use super::{accept, declare};
use crate::changes::{Piece, Shown, place};
use crate::domain::digest::hash64;
use crate::store::StoreError;
use asked::Asked;

pub(super) use asked::SINCE;
pub use events::Streams;

/// The media types of the feed, the default one first.
const TYPES: [&str; 3] = ["application/json", "application/x-ndjson", "text/event-stream"];

/// A page of changes.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct ChangePage {
    /// The changes of this page, in the order of the log.
    items: Vec<Shown>,
    /// The path of the next page; null where the log ends here for now.
    #[schema(required, example = "/v1/changes?since=k3v7-128")]
    next: Option<String>,
    /// The place up to which the log has been read: ask with it as `since` for what comes after.
    #[schema(example = "k3v7-128")]
    as_of: String,
}

/// List changes
///
/// What the public saw change, in the order in which it was committed, from the beginning of the archive
/// or from a place on: `since` takes the `as_of` of any answer. There are no gaps, and places stay valid
/// for ever; a place of another epoch (the archive was restored from a backup) or beyond the end answers
/// 410: walk the lists anew. Applying a change is asking for the record it names: one that is 410 by now
/// goes, everything else takes the place of what was there.
///
/// As `application/x-ndjson`, or with the suffix `.ndjson`, all changes up to now, one in a line. As
/// `text/event-stream` (Server-Sent Events), all changes up to now and then each as it is committed;
/// `Last-Event-ID` goes before `since`.
#[utoipa::path(tag = "changes", operation_id = "listChanges", params(declare::Changes),
    responses((status = 200, description = "A page of changes.", content(
        (ChangePage = "application/json"), (String = "application/x-ndjson"), (String = "text/event-stream")))))]
#[get("/changes")]
pub(super) async fn list(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    match accept::one_of(&request, &TYPES)? {
        "application/x-ndjson" => lines::answer(request, state).await,
        "text/event-stream" => events::answer(request, state).await,
        _ => page(request, state).await,
    }
}

/// The log as one file, in the scope of `/v1`.
pub(super) fn routes(scope: actix_web::Scope) -> actix_web::Scope {
    scope.service(web::resource("/changes.ndjson").guard(guard::Get()).to(by_suffix))
}

async fn by_suffix(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    lines::answer(request, state).await
}

async fn page(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let query = request.query_string().to_owned();
    let read = move |state: &State| {
        let asked = Asked::parse(state, &query)?;
        let piece = Piece::read(&state.reader, &asked.filter, asked.after, asked.limit.unwrap_or(asked::LIMIT))?;
        let as_of = place(&state.reader, piece.read_to);
        let next = (!piece.is_end).then(|| asked.path("/v1/changes", &as_of));
        let page = ChangePage { items: piece.changes, next, as_of };
        Ok((serde_json::to_vec(&page).map_err(StoreError::from)?, page.next))
    };
    let (json, next) = state.read(read).await?;
    let validator = Validator { tag: tag(hash64(&json)), modified: None };
    let fields = next.map(|next| (header::LINK, format!("<{next}>; rel=\"next\""))).into_iter().collect();
    Ok(validator.send(&state, &request, Content { media_type: TYPES[0], bytes: json.into(), fields }))
}
