//! The document and Swagger UI.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use utoipa_swagger_ui::{Config, SwaggerUi};

use super::respond::{Validator, tag};
use super::single::redirect;
use super::state::State;
use crate::domain::digest::hash64;

/// The OpenAPI document.
pub(super) async fn openapi(request: HttpRequest, state: web::Data<State>) -> HttpResponse {
    let validator = Validator { tag: tag(hash64(&state.openapi)), modified: None };
    validator.answer(&state, &request, "application/json", state.openapi.clone())
}

/// Swagger UI, its assets inside the program.
pub(super) fn swagger() -> SwaggerUi {
    SwaggerUi::new("/docs/{_:.*}").config(Config::from("/openapi.json").try_it_out_enabled(true).use_base_layout())
}

/// `/docs` without its slash.
pub(super) async fn to_swagger() -> HttpResponse {
    redirect(StatusCode::FOUND, "/docs/")
}
