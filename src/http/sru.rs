//! `/sru`: searching by SRU.

use actix_web::{HttpRequest, HttpResponse, get, web};

use super::declare;
use super::problem::Problem;
use super::respond::Validator;
use super::state::State;
use crate::domain::digest::hash64;
use crate::sru::{self, Source};

/// Search by SRU
///
/// Search/Retrieve via URL 1.1, 1.2 and 2.0, with CQL: `explain`, which any request without a query gets,
/// tells every index and schema; `searchRetrieve` finds articles. What is wrong with a request is told as
/// a diagnostic in the XML, under status 200.
#[utoipa::path(tag = "harvesting", operation_id = "searchRetrieve", params(declare::Sru),
    responses((status = 200, description = "Records, or what the service can do, or diagnostics.", body = String, content_type = "application/xml")))]
#[get("/sru")]
pub(super) async fn get(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let parameters = url::form_urlencoded::parse(request.query_string().as_bytes()).into_owned().collect();
    let asked_at = {
        let connection = request.connection_info();
        format!("{}://{}", connection.scheme(), connection.host())
    };
    let answered = state.read(move |state| {
        let source = Source { reader: &state.reader, identity: &state.identity, asked_at: &asked_at };
        Ok(sru::answer(&source, parameters)?)
    });
    let xml = answered.await?;
    let validator = Validator { tag: format!("{:016x}", hash64(&xml)), modified: None };
    Ok(validator.answer(&state, &request, "application/xml", xml.into(), None))
}
