//! Whether the service lives, and whether it can answer.

use std::time::Duration;

use actix_web::http::header;
use actix_web::rt::time::timeout;
use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Serialize;

use super::params::Params;
use super::problem::Problem;
use super::starting;
use super::state::State;
use crate::store::StoreError;

/// How long the catalog may take to be read in, and the database to say that it is ready: less than whoever asks would wait.
const PATIENCE: Duration = Duration::from_secs(3);

/// How the service is.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"status": "ok"}))]
pub struct Health {
    /// `ok`
    status: String,
}

/// Whether the service can answer.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"status": "ok", "search": "complete"}))]
pub struct Readiness {
    /// `ok`
    status: String,
    /// `complete`: everything that is public can be found by its words. `building`: not yet; the index is being
    /// made.
    search: &'static str,
}

fn ok() -> HttpResponse {
    HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(Health { status: "ok".to_owned() })
}

/// Whether the process lives
#[utoipa::path(tag = "service", operation_id = "isAlive",
    description = "Answers as long as the process can answer at all.",
    responses((status = 200, description = "It lives.", body = Health)))]
#[get("/healthz")]
pub(super) async fn alive(request: HttpRequest) -> Result<HttpResponse, Problem> {
    Params::of(&request)?.none_left()?;
    Ok(ok())
}

/// Whether the service can answer
#[utoipa::path(tag = "service", operation_id = "isReady",
    description = "Answers 200 when the database is reached, its schema is the one this program needs, and the catalog is \
        read in; otherwise 503. In the first moments of a large archive single records are answered while this is 503.",
    responses((status = 200, description = "It is ready.", body = Readiness)))]
#[get("/readyz")]
pub(super) async fn ready(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    Params::of(&request)?.none_left()?;
    starting::whole(&state, PATIENCE).await?;
    // Whatever the database says instead, it is not ready.
    let unwell = |why: String| Problem::Store(StoreError::Unavailable(why));
    let ready = timeout(PATIENCE, state.read(|state| Ok(state.reader.is_ready()?))).await;
    let late = |_| unwell(format!("it did not answer within {} s", PATIENCE.as_secs()));
    ready.map_err(late)?.map_err(|problem| unwell(problem.to_string()))?;
    let search = if state.search.is_complete() { "complete" } else { "building" };
    let ready = Readiness { status: "ok".to_owned(), search };
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(ready))
}
