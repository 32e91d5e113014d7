//! `/v1/webhooks/{id}/test`: a delivery that tells of nothing, to see whether it arrives.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, post, web};
use serde::Serialize;

use super::{id, problem, send};
use crate::courier;
use crate::domain::{Grant, Timestamp};
use crate::http::params::Params;
use crate::http::problem::Problem;
use crate::http::state::State;
use crate::store::StoreError;
use crate::webhook::send::{Ended, Message, Sender};

/// What became of a test.
#[derive(Serialize, utoipa::ToSchema)]
pub struct WebhookTest {
    /// The `webhook-id` it was sent with.
    #[schema(example = "wh1-test-1712910600000000")]
    id: String,
    /// Whether it was taken.
    taken: bool,
    /// The status that was answered; null where nothing was.
    #[schema(required, minimum = 100, maximum = 599, example = 204)]
    status: Option<u16>,
    /// Why it was not taken.
    #[schema(required)]
    error: Option<String>,
}

/// Test a webhook
///
/// Sends a `webhook.test` now, signed as every delivery is, and tells what was answered, within 15 seconds. It
/// changes nothing: it is not in the log, and a receiver that answers 410 does not disable the webhook by it.
#[utoipa::path(tag = "webhooks", operation_id = "testWebhook", security(("key" = ["admin"])),
    params(("id" = String, Path, description = "Its id.", example = "wh1")),
    responses((status = 200, description = "What became of it.", body = WebhookTest)))]
#[post("/webhooks/{id}/test")]
pub(super) async fn test(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    name: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    Params::of(&request)?.none_left()?;
    let work = move |state: &State| tried(state, &grant, &name);
    send(StatusCode::OK, &state.read_aside(work).await?)
}

fn tried(state: &State, grant: &Grant, name: &str) -> Result<WebhookTest, Problem> {
    let (id, now) = (id(name)?, Timestamp::now());
    let target = state.reader.store().webhook_target(grant, id, now);
    let (url, secrets) = target.map_err(|error| problem(error, name))?;
    let (message, body) = courier::test(id, now)?;
    let sender = Sender::new(state.webhooks_anywhere).map_err(StoreError::Unavailable)?;
    let ended = sender.send(&url, &secrets, Message { id: &message, timestamp: now.seconds(), body: &body });
    let (status, error) = match ended {
        Ended::Taken(status) => (Some(status), None),
        Ended::Gone => (Some(410), Some("it answered 410".to_owned())),
        Ended::Failed(failed) => (failed.status, Some(failed.why)),
    };
    Ok(WebhookTest { id: message, taken: error.is_none(), status, error })
}
