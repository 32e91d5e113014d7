//! The first moments of a service whose archive is large: single records are answered at once, everything else when
//! the catalog is read in.

use std::time::{Duration, Instant};

use actix_web::dev::ServiceRequest;
use actix_web::http::Method;
use actix_web::rt::time::sleep;
use actix_web::web;

use super::problem::Problem;
use super::state::State;
use crate::domain::Id;
use crate::store::StoreError;

/// For how long a request waits: less than proxies and clients do.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often it is looked meanwhile.
const REST: Duration = Duration::from_millis(10);

/// What is made of no record, or waits by itself.
const PLAIN: [&str; 4] = ["/healthz", "/readyz", "/openapi.json", "/docs"];

/// Waits until what a request asks for can be answered.
pub(super) async fn wait(request: &ServiceRequest, with_key: bool) -> Result<(), Problem> {
    let Some(state) = request.app_data::<web::Data<State>>() else { return Ok(()) };
    if state.reader.is_whole() || (!with_key && needs_no_catalog(request)) {
        return Ok(());
    }
    whole(state, PATIENCE).await
}

/// Waits until the catalog is read in, for so long at most.
pub(super) async fn whole(state: &State, most: Duration) -> Result<(), Problem> {
    let deadline = Instant::now() + most;
    while !state.reader.is_whole() {
        if Instant::now() >= deadline {
            return Err(StoreError::Starting.into());
        }
        sleep(REST).await;
    }
    Ok(())
}

fn needs_no_catalog(request: &ServiceRequest) -> bool {
    let path = request.path();
    let is_plain = PLAIN.contains(&path) || path.starts_with("/docs/");
    is_plain || (*request.method() == Method::GET && names_record(path))
}

/// Whether a path is that of one record in some format.
fn names_record(path: &str) -> bool {
    let own = path.split('.').next().unwrap_or_default();
    let name = own.rsplit('/').next().unwrap_or_default();
    name.parse::<Id>().is_ok_and(|id| id.path() == own)
}
