//! `/v1/disclaimers/{id}/successor`

use actix_web::{HttpRequest, HttpResponse, post, web};

use super::private::PrivateDisclaimer;
use super::problem::Problem;
use super::state::State;
use super::{declare, edit};
use crate::domain::{Disclaimer, Grant, Resource};

/// Give a disclaimer new words from a day on
///
/// Makes the disclaimer that holds `from` a day on, and ends this one on the day before: one write, made on a revision
/// of this one. Articles that were published before keep the old words. What is left out of `series`, `language`, `to`,
/// `languages` and `types` is as it was. With an `Idempotency-Key` the same request, sent again within a day, is done
/// once.
#[utoipa::path(tag = "disclaimers", operation_id = "succeedDisclaimer",
    params(("id" = String, Path, description = "The id of the one before.", example = "di2"), declare::Splitting),
    security(("key" = ["write"])), request_body(content = Disclaimer, content_type = "application/json"),
    responses((status = 201, description = "The next one is made; `Location` has its path.", body = PrivateDisclaimer,
        content_type = "application/vnd.byline.private+json")))]
#[post("/disclaimers/{id}/successor")]
pub(super) async fn succeed(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    name: web::Path<String>,
    content: web::Payload,
) -> Result<HttpResponse, Problem> {
    edit::derive(request, state, grant, Resource::Disclaimer, &name, content, |store, own| {
        store.succeed(&own.edit, own.id, &own.condition, own.sent, own.once.as_ref())
    })
    .await
}
