//! `/v1/disclaimers/{id}/successor`

use actix_web::{HttpRequest, HttpResponse, post, web};

use super::params::Params;
use super::private::PrivateDisclaimer;
use super::problem::Problem;
use super::state::State;
use super::{content, declare, edit, single};
use crate::domain::{Disclaimer, Grant, Resource};
use crate::import::edit::read;

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
    let mut params = Params::of(&request)?;
    let edit = edit::edit(grant, &mut params);
    params.none_left()?;
    let id = single::id(Resource::Disclaimer, &name)?;
    let (condition, token) = (content::condition(&request)?, content::token(request.headers())?);
    let text = content::read(&request, content, content::JSON).await?;
    let next = read(&text).map_err(Problem::Malformed)?;
    let once = token.map(|token| edit::once(&request, token, &text));
    let created = state.write(move |store| store.succeed(&edit, id, &condition, next, once.as_ref())).await;
    Ok(edit::made(created.map_err(|error| edit::problem(error, Resource::Disclaimer, &name))?))
}
