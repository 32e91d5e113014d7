//! What holds for every request: limits, methods, identity, the log line, fields of every answer.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, ResponseError, web};

use super::problem::Problem;
use super::respond::{NO_CACHE, tag};
use super::state::State;
use super::{access, sequence, starting};

/// The longest request target that is read, in bytes.
const TARGET: usize = 32_768;

/// The most bytes of header fields that are read.
const FIELDS: usize = 16_384;

/// The fields that scripts of other sites may send.
const ALLOWED_FIELDS: &str = "Accept, Authorization, Content-Type, Idempotency-Key, If-Match, If-Modified-Since, \
     If-None-Match, Prefer, X-Request-Id, Byline-Sequence";

static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// That the client wants no content, so that none need be made.
struct Head;

/// Whether the client wants no content.
pub(super) fn is_head(request: &HttpRequest) -> bool {
    request.extensions().contains::<Head>()
}

/// Wraps every request.
pub(super) async fn guard(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let begun = Instant::now();
    let method = request.method().clone();
    let id = request_id(&request);
    // HEAD is GET without the content (RFC 9110, section 9.3.2): the server leaves the content out.
    if method == Method::HEAD {
        request.extensions_mut().insert(Head);
        request.head_mut().method = Method::GET;
    }
    let admitted = admit(&request).await;
    // No cache keeps what a key opens, nor that it does not.
    let is_private = match &admitted {
        Ok(with_key) => *with_key,
        Err(problem) => matches!(problem, Problem::Unauthorized | Problem::Forbidden),
    };
    let mut response = match admitted {
        Err(problem) => request.into_response(problem.error_response()).map_into_boxed_body(),
        Ok(_) => next.call(request).await?.map_into_boxed_body(),
    };
    // A handler's error is a problem already; anything else went wrong before one was reached.
    if let Some(error) = response.response().error().filter(|error| error.as_error::<Problem>().is_none()) {
        let problem = as_problem(error).error_response();
        response = response.into_response(problem).map_into_boxed_body();
    }
    // Swagger UI has no words for an asset there is not.
    if response.status() == StatusCode::NOT_FOUND && !response.headers().contains_key(header::CONTENT_TYPE) {
        response = response.into_response(nothing_here().error_response()).map_into_boxed_body();
    }
    if is_private {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    }
    mark(&mut response, id.clone(), is_private);
    let id = id.to_str().unwrap_or("-");
    let route = response.request().match_pattern().unwrap_or_else(|| "-".to_owned());
    let (status, micros) = (response.status().as_u16(), begun.elapsed().as_micros() as u64);
    log::info!(target: "byline::request", "id={id} method={method} route={route} status={status} micros={micros}");
    Ok(response)
}

/// Lets a request in that can be answered from here; gives whether it needed a key.
async fn admit(request: &ServiceRequest) -> Result<bool, Problem> {
    if let Some(problem) = refuse(request) {
        return Err(problem);
    }
    let with_key = access::admit(request).await?;
    starting::wait(request, with_key).await?;
    sequence::reach(request, with_key).await?;
    Ok(with_key)
}

/// Why a request is not looked at any further.
fn refuse(request: &ServiceRequest) -> Option<Problem> {
    let target = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
    let (mut fields, mut has_body) = (0, false);
    for (name, value) in request.headers() {
        fields += name.as_str().len() + value.len() + 4;
        has_body |= name == header::TRANSFER_ENCODING || (name == header::CONTENT_LENGTH && value.as_bytes() != b"0");
    }
    if target > TARGET {
        Some(Problem::TargetTooLong)
    } else if fields > FIELDS {
        Some(Problem::FieldsTooLarge)
    } else if let Some(allow) = unknown_method(request, has_body) {
        Some(Problem::Method(allow))
    } else if has_body && matches!(*request.method(), Method::GET | Method::DELETE) {
        Some(Problem::Body)
    } else {
        None
    }
}

/// The methods of a path that does not know the one of a request: that goes before what is wrong with its
/// content, and before the question for a key.
fn unknown_method(request: &ServiceRequest, has_body: bool) -> Option<String> {
    // What is read by GET is found by the routes, which refuse the rest.
    if *request.method() == Method::OPTIONS || (*request.method() == Method::GET && !has_body) {
        return None;
    }
    let allow = super::openapi::allowed(request.path())?;
    (!allow.split(", ").any(|own| own == request.method().as_str())).then_some(allow)
}

pub(super) fn nothing_here() -> Problem {
    Problem::NotFound("there is nothing at this path; see /docs/".to_owned())
}

/// What the framework found wrong, as a problem.
fn as_problem(error: &actix_web::Error) -> Problem {
    match error.as_response_error().status_code() {
        StatusCode::NOT_FOUND => nothing_here(),
        status if status.is_client_error() => Problem::parameter("path", error.to_string()),
        _ => Problem::Store(crate::store::StoreError::Database(error.to_string())),
    }
}

/// The id a proxy gave, where it is plain; else one of our own.
fn request_id(request: &ServiceRequest) -> HeaderValue {
    static PROCESS: LazyLock<String> = LazyLock::new(|| format!("{:x}-", std::process::id()));
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let plain = |id: &&HeaderValue| {
        let bytes = id.as_bytes();
        (1..=64).contains(&bytes.len()) && bytes.iter().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b))
    };
    let own = || {
        let count = tag(COUNT.fetch_add(1, Ordering::Relaxed));
        HeaderValue::try_from([&PROCESS, count.trim_start_matches('0')].concat())
    };
    let given = request.headers().get(&REQUEST_ID).filter(plain).cloned();
    given.or_else(|| own().ok()).unwrap_or(HeaderValue::from_static("-"))
}

/// Fields of every answer: the place in the log, for scripts of other sites (Fetch standard, section 3.3), against guessing
/// of media types, and to find the request in the log.
fn mark(response: &mut ServiceResponse, id: HeaderValue, has_key: bool) {
    let state = response.request().app_data::<web::Data<State>>();
    let place = state.and_then(|state| state.told.field(&state.reader, has_key));
    let fields = response.headers_mut();
    let exposed =
        HeaderValue::from_static("ETag, Link, Location, Retry-After, X-Request-Id, Byline-Search, Byline-Sequence");
    if let Some((name, place)) = place {
        fields.insert(name, place);
    }
    fields.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    fields.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    fields.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    fields.insert(REQUEST_ID.clone(), id);
}

/// Answers what no route takes: `OPTIONS`, a method the path does not know, a path there is not.
pub(super) async fn unrouted(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, Problem> {
    let Some(allow) = super::openapi::allowed(request.path()) else {
        if super::accept::names(&request, "text/html") {
            return Ok(super::site::refused(&state, &request, &nothing_here()).await);
        }
        return Err(nothing_here());
    };
    if request.method() != Method::OPTIONS {
        return Err(Problem::Method(allow));
    }
    Ok(HttpResponse::NoContent()
        .insert_header((header::ALLOW, allow.as_str()))
        .insert_header((header::ACCESS_CONTROL_ALLOW_METHODS, allow.as_str()))
        .insert_header((header::ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED_FIELDS))
        .insert_header((header::ACCESS_CONTROL_MAX_AGE, "86400"))
        .insert_header(NO_CACHE)
        .finish())
}
