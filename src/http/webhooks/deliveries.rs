//! `/v1/webhooks/{id}/deliveries`: what was delivered, and what was not.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Serialize;

use super::{id, problem, send};
use crate::catalog::Position;
use crate::domain::webhook::Delivery;
use crate::domain::{Grant, Id, Resource, WebhookId};
use crate::http::problem::Problem;
use crate::http::state::State;
use crate::http::{cursor, declare, listing};

/// A page of deliveries.
#[derive(Serialize, utoipa::ToSchema)]
pub struct DeliveryPage {
    /// The deliveries of this page, of the last change first.
    items: Vec<Delivery>,
    /// The path of the next page; null on the last one.
    #[schema(required, example = "/v1/webhooks/wh1/deliveries?limit=20&cursor=AQ")]
    next: Option<String>,
}

/// List a webhook's deliveries
///
/// What waits, what was taken and what was given up, of the last change first. What was taken more than thirty
/// days ago is forgotten, and what was given up more than ninety days ago.
#[utoipa::path(tag = "webhooks", operation_id = "listDeliveries", security(("key" = ["admin"])),
    params(("id" = String, Path, description = "The webhook's id.", example = "wh1"), declare::Paging),
    responses((status = 200, description = "A page of deliveries.", body = DeliveryPage)))]
#[get("/webhooks/{id}/deliveries")]
pub(super) async fn list(
    request: HttpRequest,
    state: web::Data<State>,
    grant: Grant,
    name: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let (path, query) = (request.uri().path().to_owned(), request.query_string().to_owned());
    let read = move |state: &State| page(state, &grant, &name, &path, &query);
    send(StatusCode::OK, &state.read_aside(read).await?)
}

fn page(state: &State, grant: &Grant, name: &str, path: &str, query: &str) -> Result<DeliveryPage, Problem> {
    let (limit, after) = listing::part(state, path, query)?;
    let id: WebhookId = id(name)?;
    let before = after.map_or(i64::MAX, |place| place.id.number() as i64);
    // One more tells whether there is another page.
    let wanted = limit as i64 + 1;
    let mut rows = state.reader.store().deliveries(grant, id, before, wanted).map_err(|error| problem(error, name))?;
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    let last = rows.last().filter(|_| has_more);
    let next = last.map(|(sequence, _)| {
        let place = Position { key: Vec::new(), id: Id::new(Resource::Article, sequence.unsigned_abs()) };
        format!("{path}?limit={limit}&cursor={}", cursor::write(state.reader.settings(), path, &place))
    });
    Ok(DeliveryPage { items: rows.into_iter().map(|(_, delivery)| delivery).collect(), next })
}
