//! `/v1/webhooks`: who is told of changes by HTTP. Everything here needs a key for everything.

mod deliveries;
mod trial;

use std::time::Duration;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, web};
use serde::Serialize;
use utoipa_actix_web::service_config::ServiceConfig;

use super::content::{self, JSON, MERGE_PATCH};
use super::params::Params;
use super::problem::Problem;
use super::state::State;
use crate::domain::webhook::Webhook;
use crate::domain::{Grant, Timestamp, WebhookId};
use crate::import::edit::{Fields, read, read_patch};
use crate::store::StoreError;
use crate::store::edit::EditError;
use crate::webhook::replay;
use crate::webhook::replay::Replay;
use crate::webhook::sent::{Sent, Source};
use crate::webhook::sign::Secret;

/// What the ids of webhooks look like.
pub(super) const ID: &str = "^wh[1-9a-hjkmnp-tv-z][0-9a-hjkmnp-tv-z]{0,10}$";

/// For how many hours a secret stays good after a rotation: where nothing is said, and at most.
pub(super) const OVERLAP: u32 = 24;
pub(super) const LONGEST_OVERLAP: u32 = 168;

/// All webhooks.
#[derive(Serialize, utoipa::ToSchema)]
pub struct WebhookList {
    /// Those that the key reaches, in the order in which they were made.
    items: Vec<Webhook>,
}

/// A webhook, with its new secret.
#[derive(Serialize, utoipa::ToSchema)]
pub struct WebhookWithSecret {
    #[serde(flatten)]
    webhook: Webhook,
    /// What its deliveries are signed with: `whsec_` and base64 of the key of HMAC-SHA256 (Standard Webhooks).
    /// It is shown now and never again.
    #[schema(example = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")]
    secret: String,
}

/// List webhooks
///
/// Those that the key reaches: a key of series those that are told of no other series.
#[utoipa::path(tag = "webhooks", operation_id = "listWebhooks", security(("key" = ["admin"])),
    responses((status = 200, description = "All of them.", body = WebhookList)))]
#[get("/webhooks")]
async fn list(request: HttpRequest, state: web::Data<State>, grant: Grant) -> Result<HttpResponse, Problem> {
    Params::of(&request)?.none_left()?;
    let read = move |state: &State| Ok(state.reader.store().webhooks(&grant)?);
    send(StatusCode::OK, &WebhookList { items: state.read_aside(read).await? })
}

/// Create a webhook
///
/// It is told of what changes from now on; `/v1/webhooks/{id}/replay` tells it of what was before. Its address
/// is one of the public internet, by `https`, unless the service is run with `BYLINE_WEBHOOK_PRIVATE=1`.
#[utoipa::path(tag = "webhooks", operation_id = "createWebhook", security(("key" = ["admin"])), request_body = Source,
    responses((status = 201, description = "It is made; `Location` has its path.", body = WebhookWithSecret)))]
#[post("/webhooks")]
async fn create(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    content: web::Payload,
) -> Result<HttpResponse, Problem> {
    Params::of(&request)?.none_left()?;
    let sent = sent(&state, read(&content::read(&request, content, JSON).await?))?;
    let made = state.write(move |store| store.add_webhook(&grant, sent, Timestamp::now())).await;
    let (webhook, secret) = made.map_err(|error| problem(error, ""))?;
    let path = format!("/v1/webhooks/{}", webhook.id);
    let mut response = revealed(StatusCode::CREATED, webhook, &secret)?;
    if let Ok(path) = header::HeaderValue::try_from(path) {
        response.headers_mut().insert(header::LOCATION, path);
    }
    Ok(response)
}

/// Get a webhook
///
/// What it is told, how far, and whether it is well.
#[utoipa::path(tag = "webhooks", operation_id = "getWebhook", security(("key" = ["admin"])),
    params(("id" = String, Path, description = "Its id.", example = "wh1")),
    responses((status = 200, description = "The webhook.", body = Webhook)))]
#[get("/webhooks/{id}")]
async fn one(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    name: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    Params::of(&request)?.none_left()?;
    let id = id(&name)?;
    let read = move |state: &State| state.reader.store().webhook(&grant, id).map_err(|error| problem(error, &name));
    send(StatusCode::OK, &state.read_aside(read).await?)
}

/// Change a webhook
///
/// By a JSON Merge Patch (RFC 7396); a list that is null is empty. `enabled` set to true, or another `url`, lets
/// what waits be tried at once.
#[utoipa::path(tag = "webhooks", operation_id = "changeWebhook", security(("key" = ["admin"])),
    params(("id" = String, Path, description = "Its id.", example = "wh1")),
    request_body(content = Source, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "As it is now.", body = Webhook)))]
#[patch("/webhooks/{id}")]
async fn change(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    name: web::Path<String>,
    content: web::Payload,
) -> Result<HttpResponse, Problem> {
    Params::of(&request)?.none_left()?;
    let text = content::read(&request, content, MERGE_PATCH).await?;
    let (id, sent) = (id(&name)?, sent(&state, read_patch(&text))?);
    let changed = state.write(move |store| store.change_webhook(&grant, id, sent)).await;
    send(StatusCode::OK, &changed.map_err(|error| problem(error, &name))?)
}

/// Remove a webhook
///
/// With the log of its deliveries. What waits is not sent any more.
#[utoipa::path(tag = "webhooks", operation_id = "removeWebhook", security(("key" = ["admin"])),
    params(("id" = String, Path, description = "Its id.", example = "wh1")),
    responses((status = 204, description = "It is gone.")))]
#[delete("/webhooks/{id}")]
async fn remove(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    name: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    Params::of(&request)?.none_left()?;
    let id = id(&name)?;
    let removed = state.write(move |store| store.remove_webhook(&grant, id)).await;
    removed.map_err(|error| problem(error, &name))?;
    Ok(HttpResponse::NoContent().finish())
}

/// Rotate a webhook's secret
///
/// Gives it another secret. For some hours deliveries are signed with the one it had as well, so that receivers
/// can change over.
#[utoipa::path(tag = "webhooks", operation_id = "rotateWebhook", security(("key" = ["admin"])),
    params(("id" = String, Path, description = "Its id.", example = "wh1"), super::declare::Rotating),
    responses((status = 200, description = "With its new secret.", body = WebhookWithSecret)))]
#[post("/webhooks/{id}/rotate")]
async fn rotate(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    name: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let mut params = Params::of(&request)?;
    let overlap = overlap(&mut params);
    params.none_left()?;
    let id = id(&name)?;
    let rotated = state.write(move |store| store.rotate_webhook(&grant, id, overlap, Timestamp::now())).await;
    let (webhook, secret) = rotated.map_err(|error| problem(error, &name))?;
    revealed(StatusCode::OK, webhook, &secret)
}

/// Tell a webhook again
///
/// One delivery, or all that came after a place in the change log: for receivers that lost something, and for
/// those that want what was before they were there. What is told again has the `webhook-id` it had.
#[utoipa::path(tag = "webhooks", operation_id = "replayWebhook", security(("key" = ["admin"])),
    params(("id" = String, Path, description = "Its id.", example = "wh1")), request_body = replay::Source,
    responses((status = 202, description = "It will be told.", body = Webhook)))]
#[post("/webhooks/{id}/replay")]
async fn tell_again(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    name: web::Path<String>,
    content: web::Payload,
) -> Result<HttpResponse, Problem> {
    Params::of(&request)?.none_left()?;
    let fields = read(&content::read(&request, content, JSON).await?).map_err(Problem::Malformed)?;
    let (id, replay) = (id(&name)?, Replay::read(fields).map_err(Problem::Content)?);
    let write = move |store: &crate::store::Store| {
        store.replay(&grant, id, &replay, Timestamp::now())?;
        store.webhook(&grant, id)
    };
    send(StatusCode::ACCEPTED, &state.write(write).await.map_err(|error| problem(error, &name))?)
}

/// Every operation on webhooks.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(create).service(one).service(change).service(remove);
    config.service(rotate).service(tell_again).service(trial::test).service(deliveries::list);
}

/// For how long a secret stays good after a rotation.
fn overlap(params: &mut Params) -> Duration {
    let text = params.one("overlap");
    let hours = text.as_deref().map_or(Some(OVERLAP), |text| text.parse().ok().filter(|own| *own <= LONGEST_OVERLAP));
    if hours.is_none() {
        params.refuse("overlap", format!("write a whole number of hours from 0 to {LONGEST_OVERLAP}"));
    }
    Duration::from_secs(u64::from(hours.unwrap_or_default()) * 3_600)
}

fn id(name: &str) -> Result<WebhookId, Problem> {
    name.parse().map_err(|_| not_found(name))
}

/// The values that are sent, by the rules of this service.
fn sent(state: &State, fields: Result<Fields, String>) -> Result<Sent, Problem> {
    Sent::read(fields.map_err(Problem::Malformed)?, state.webhooks_anywhere).map_err(Problem::Content)
}

fn not_found(name: &str) -> Problem {
    Problem::NotFound(format!("there is no webhook `{name}`; see /v1/webhooks"))
}

/// What is answered where something is not done with a webhook.
fn problem(error: EditError, name: &str) -> Problem {
    match error {
        EditError::OutOfReach => Problem::Forbidden,
        EditError::Invalid(faults) => Problem::Content(faults),
        EditError::Store(error) => Problem::Store(error),
        EditError::Unknown | EditError::Stale | EditError::InUse(_) | EditError::Reused => not_found(name),
    }
}

fn revealed(status: StatusCode, webhook: Webhook, secret: &Secret) -> Result<HttpResponse, Problem> {
    send(status, &WebhookWithSecret { webhook, secret: secret.written() })
}

fn send(status: StatusCode, content: &impl Serialize) -> Result<HttpResponse, Problem> {
    let json = serde_json::to_vec(content).map_err(StoreError::from)?;
    Ok(HttpResponse::build(status).insert_header((header::CONTENT_TYPE, JSON)).body(json))
}
