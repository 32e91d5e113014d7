//! Every error over HTTP, and the only place of status codes for errors: problem details (RFC 9457).

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, ResponseError, get, web};
use serde::Serialize;
use serde_json::value::RawValue;
use std::fmt;

use super::respond::NO_CACHE;
use crate::catalog::Invalid;
use crate::store::StoreError;
use crate::store::reader::Stored;

/// What went wrong with a request.
#[derive(Debug)]
pub enum Problem {
    /// Parameters that are wrong, each with what would be right.
    Parameters(Vec<Wrong>),
    /// A cursor that is none of the list, and why.
    UnknownCursor(&'static str),
    /// A cursor of another epoch.
    StaleCursor,
    /// A place in the log that it does not have.
    StalePlace,
    /// No such thing, or no such path.
    NotFound(String),
    /// A withdrawn article, with its tombstone.
    Withdrawn(std::sync::Arc<Stored>),
    /// No representation that the client accepts, with the media types there are.
    NotAcceptable(Vec<&'static str>),
    /// A method the path does not know, with those it does.
    Method(String),
    /// A request target longer than is read.
    TargetTooLong,
    /// Header fields larger than are read.
    FieldsTooLarge,
    /// A content coding of a request body that is not read, or a body where none belongs.
    Body,
    /// The store failed.
    Store(StoreError),
}

/// A parameter that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"parameter": "limit", "detail": "`0` is not a page size; write a whole number from 1 to 200"}))]
pub struct Wrong {
    /// Its name as given.
    pub parameter: String,
    /// What is wrong, and what would be right.
    pub detail: String,
}

/// Problem details (RFC 9457).
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Problem, example = json!({
    "type": "/problems/invalid-parameter", "title": "A parameter is wrong", "status": 400,
    "detail": "limit: `0` is not a page size; write a whole number from 1 to 200",
    "errors": [{"parameter": "limit", "detail": "`0` is not a page size; write a whole number from 1 to 200"}]
}))]
pub struct Details {
    /// A URI reference that names the kind of problem for ever, and explains it when followed.
    #[schema(format = "uri-reference")]
    r#type: String,
    /// The kind of problem in words.
    title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What is wrong with this request, and what would be right.
    detail: String,
    /// The parameters that are wrong; left out where it is none of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<Wrong>,
    /// What stays of a withdrawn article; left out elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = crate::record::article::Article, required = false)]
    tombstone: Option<Box<RawValue>>,
}

/// A kind of problem.
struct Kind {
    name: &'static str,
    status: StatusCode,
    title: &'static str,
    advice: &'static str,
}

/// Every kind. Names are never changed and never reused.
static KINDS: &[Kind] = &[
    kind(
        "invalid-parameter",
        StatusCode::BAD_REQUEST,
        "A parameter is wrong",
        "`errors` names each parameter that is wrong, what is wrong with it, and what would be right. Unknown parameters are refused, so that a misspelt filter cannot go unnoticed.",
    ),
    kind(
        "not-found",
        StatusCode::NOT_FOUND,
        "There is no such thing",
        "Nothing is known, and never was, under this address. What was withdrawn answers 410 instead.",
    ),
    kind(
        "unknown-cursor",
        StatusCode::NOT_FOUND,
        "There is no page with this cursor",
        "A cursor belongs to a list with its filters and its order, and is taken from `next` as it is. Keep the filters, or begin the walk without `cursor`.",
    ),
    kind(
        "method-not-allowed",
        StatusCode::METHOD_NOT_ALLOWED,
        "The method is not known here",
        "The `Allow` field lists the methods that are.",
    ),
    kind(
        "not-acceptable",
        StatusCode::NOT_ACCEPTABLE,
        "No acceptable representation",
        "The `Accept` field of the request leaves out every format there is; `detail` lists them.",
    ),
    kind(
        "withdrawn",
        StatusCode::GONE,
        "The article is withdrawn",
        "`tombstone` tells what it was, since when and why it is withdrawn, and what to read instead. A withdrawal may be undone.",
    ),
    kind(
        "stale-cursor",
        StatusCode::GONE,
        "The cursor is of another epoch",
        "The archive was restored from a backup, and what the cursor points into is no longer. Begin the walk anew without `cursor`.",
    ),
    kind(
        "stale-place",
        StatusCode::GONE,
        "The log has no such place",
        "The archive was restored from a backup, and the place is of another epoch, or beyond the end of the log. Walk the lists anew, and go on from their `as_of`.",
    ),
    kind(
        "uri-too-long",
        StatusCode::URI_TOO_LONG,
        "The request target is too long",
        "A path with its query may have 8,192 bytes. Ask with fewer values.",
    ),
    kind(
        "unsupported-media-type",
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "The request's content is not read here",
        "This operation takes no content. Send none.",
    ),
    kind(
        "fields-too-large",
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
        "The header fields are too large",
        "Header fields may have 16,384 bytes together. Send fewer or shorter ones.",
    ),
    kind(
        "internal",
        StatusCode::INTERNAL_SERVER_ERROR,
        "The service failed",
        "The fault is the service's, and is in its log under the request's id (`X-Request-Id`).",
    ),
    kind(
        "unavailable",
        StatusCode::SERVICE_UNAVAILABLE,
        "The service is busy or cannot reach its database",
        "Ask again after the seconds that `Retry-After` gives.",
    ),
];

/// The names of all kinds.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|kind| kind.name)
}

/// A problem of this kind, as it is sent.
pub(super) fn example(name: &str) -> serde_json::Value {
    let details = KINDS.iter().find(|kind| kind.name == name).map(|kind| Details {
        r#type: format!("/problems/{}", kind.name),
        title: kind.title.to_owned(),
        status: kind.status.as_u16(),
        detail: kind.advice.to_owned(),
        errors: Vec::new(),
        tombstone: None,
    });
    serde_json::json!(details)
}

const fn kind(name: &'static str, status: StatusCode, title: &'static str, advice: &'static str) -> Kind {
    Kind { name, status, title, advice }
}

impl Problem {
    /// One wrong parameter.
    pub fn parameter(parameter: impl Into<String>, detail: impl Into<String>) -> Self {
        Problem::Parameters(vec![Wrong { parameter: parameter.into(), detail: detail.into() }])
    }

    /// The problem as it is sent.
    pub(super) fn to_json(&self) -> serde_json::Value {
        serde_json::json!(self.details())
    }

    fn name(&self) -> &'static str {
        match self {
            Problem::Parameters(_) => "invalid-parameter",
            Problem::UnknownCursor(_) => "unknown-cursor",
            Problem::StaleCursor => "stale-cursor",
            Problem::StalePlace => "stale-place",
            Problem::NotFound(_) => "not-found",
            Problem::Withdrawn(_) => "withdrawn",
            Problem::NotAcceptable(_) => "not-acceptable",
            Problem::Method(_) => "method-not-allowed",
            Problem::TargetTooLong => "uri-too-long",
            Problem::FieldsTooLarge => "fields-too-large",
            Problem::Body => "unsupported-media-type",
            Problem::Store(
                StoreError::Unavailable(_) | StoreError::Unusable(_) | StoreError::Busy | StoreError::Migrations(_),
            ) => "unavailable",
            Problem::Store(
                StoreError::Corrupt(_) | StoreError::Database(_) | StoreError::Refused(_) | StoreError::DryRun,
            ) => "internal",
        }
    }

    fn kind(&self) -> &'static Kind {
        static UNKNOWN: Kind = kind("internal", StatusCode::INTERNAL_SERVER_ERROR, "The service failed", "");
        KINDS.iter().find(|kind| kind.name == self.name()).unwrap_or(&UNKNOWN)
    }

    /// The kind of problem in words.
    pub(super) fn title(&self) -> &'static str {
        self.kind().title
    }

    /// What is wrong with this request.
    pub(super) fn detail(&self) -> String {
        match self {
            Problem::Parameters(wrong) => {
                wrong.iter().map(|w| format!("{}: {}", w.parameter, w.detail)).collect::<Vec<_>>().join("; ")
            }
            Problem::NotFound(what) => what.clone(),
            Problem::UnknownCursor(why) => format!("cursor: {why}"),
            Problem::Withdrawn(stored) => format!("{} was withdrawn; see `tombstone`", stored.id),
            Problem::NotAcceptable(types) => format!("this can be had as {}", types.join(", ")),
            Problem::Method(allow) => format!("this path knows {allow}"),
            Problem::Store(_)
            | Problem::StaleCursor
            | Problem::StalePlace
            | Problem::TargetTooLong
            | Problem::FieldsTooLarge
            | Problem::Body => self.kind().advice.to_owned(),
        }
    }

    fn details(&self) -> Details {
        let kind = self.kind();
        let tombstone = match self {
            Problem::Withdrawn(stored) => serde_json::from_slice(&stored.document).ok(),
            _ => None,
        };
        let errors = match self {
            Problem::Parameters(wrong) => wrong.clone(),
            Problem::UnknownCursor(why) => vec![Wrong { parameter: "cursor".to_owned(), detail: (*why).to_owned() }],
            _ => Vec::new(),
        };
        Details {
            r#type: format!("/problems/{}", kind.name),
            title: kind.title.to_owned(),
            status: kind.status.as_u16(),
            detail: self.detail(),
            errors,
            tombstone,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name(), self.detail())
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.kind().status
    }

    fn error_response(&self) -> HttpResponse {
        if let Problem::Store(error) = self {
            log::error!("{error}");
        }
        let mut response = HttpResponse::build(self.status_code());
        response.insert_header((header::CONTENT_TYPE, "application/problem+json")).insert_header(NO_CACHE);
        match self {
            Problem::Method(allow) => {
                response.insert_header((header::ALLOW, allow.as_str()));
            }
            Problem::Store(_) if self.status_code() == StatusCode::SERVICE_UNAVAILABLE => {
                response.insert_header((header::RETRY_AFTER, "2"));
            }
            _ => {}
        }
        response.body(serde_json::to_vec(&self.details()).unwrap_or_default())
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Problem::Store(error)
    }
}

impl From<Invalid> for Wrong {
    fn from(invalid: Invalid) -> Self {
        Wrong { parameter: invalid.parameter, detail: invalid.message }
    }
}

/// Explain a kind of problem
///
/// What the `type` of a problem means and what to do about it, as plain text.
#[utoipa::path(
    tag = "service",
    operation_id = "explainProblem",
    params(("name" = String, Path, description = "The kind of problem: the last part of its `type`.", example = "not-found")),
    responses((status = 200, description = "The explanation.", body = String, content_type = "text/plain",
        example = "There is no such thing (404)\n\nNothing is known, and never was, under this address. What was withdrawn answers 410 instead.\n"))
)]
#[get("/problems/{name}")]
pub(super) async fn explain(request: HttpRequest, name: web::Path<String>) -> Result<HttpResponse, Problem> {
    super::params::Params::of(&request)?.none_left()?;
    let kind = KINDS.iter().find(|kind| kind.name == name.as_str());
    let kind = kind.ok_or_else(|| {
        let all = KINDS.iter().map(|k| k.name).collect::<Vec<_>>().join(", ");
        Problem::NotFound(format!("there is no problem of this name; there are {all}"))
    })?;
    let text = format!("{} ({})\n\n{}\n", kind.title, kind.status.as_u16(), kind.advice.replace('`', ""));
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").insert_header(NO_CACHE).body(text))
}
