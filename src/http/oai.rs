//! `/oai`: harvesting by OAI-PMH 2.0.

use actix_web::web;
use actix_web::{HttpRequest, HttpResponse, get, post};

use super::problem::Problem;
use super::state::State;
use super::{buffer, content, declare, respond};
use crate::oai::Repository;

/// Harvest by OAI-PMH
///
/// The Open Archives Initiative Protocol for Metadata Harvesting 2.0: all six verbs. What is wrong with a
/// request is told in the XML, under status 200. A list goes on with its `resumptionToken`, which does not
/// expire. Sets: `series:{id}`, `author:{id}`, `subject:{label}`, `language:{tag}`, `year:{year}`.
/// Withdrawn articles stay in all lists, as deleted.
#[utoipa::path(tag = "harvesting", operation_id = "harvest", params(declare::Harvest), responses((status = 200, description = "The answer, or the protocol's errors.", body = String, content_type = "text/xml")))]
#[get("/oai")]
pub(super) async fn get(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let form = request.query_string().to_owned();
    answer(request, state, form).await
}

/// Harvest by OAI-PMH, with the arguments as a form
///
/// As by GET (OAI-PMH 2.0, section 3.1.1.2).
#[utoipa::path(tag = "harvesting", operation_id = "harvestByForm",
    request_body(content = String, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "The answer, or the protocol's errors.", body = String, content_type = "text/xml")))]
#[post("/oai")]
pub(super) async fn post(
    request: HttpRequest,
    state: web::Data<State>,
    content: web::Payload,
) -> Result<HttpResponse, Problem> {
    let form = content::form(&request, content).await?;
    answer(request, state, form).await
}

async fn answer(request: HttpRequest, state: web::Data<State>, form: String) -> Result<HttpResponse, Problem> {
    let answered = state.read(move |state| {
        let repository = Repository::of(&state.reader, &state.identity, &state.sets).map_err(off)?;
        let mut out = buffer::take(1 << 16);
        repository.answer(&form, &mut out)?;
        Ok(buffer::bytes(out))
    });
    Ok(respond::fresh(&request, respond::TEXT_XML, answered.await?))
}

fn off(missing: Vec<&'static str>) -> Problem {
    Problem::NotFound(format!(
        "harvesting is off until the archive is told {} (`byline configure`) and the service is started anew",
        missing.join(", ")
    ))
}
