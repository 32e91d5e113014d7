//! Every error over HTTP, as problem details (RFC 9457).

mod kinds;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, ResponseError, get, web};
use serde::Serialize;
use serde_json::value::RawValue;
use std::fmt;

use self::kinds::{KINDS, Kind, kind};
use super::content::MERGE_PATCH;
use super::fields::FieldTree;
use super::respond::NO_CACHE;
use crate::catalog::Invalid;
use crate::domain::{Id, Resource};
use crate::import::edit::Fault;
use crate::intake::Report;
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
    /// A place in the log that it does not have, to go on from.
    StalePlace,
    /// A place in the log that it does not have, which an answer must not be older than.
    ForeignPlace,
    /// No such thing, or no such path.
    NotFound(String),
    /// A withdrawn thing, with its tombstone.
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
    /// No key, or none that is good.
    Unauthorized,
    /// A key that is good for less than this.
    Forbidden,
    /// Content that is no JSON object, and why.
    Malformed(String),
    /// Content of a media type that is not read here, with the one that is.
    MediaType(&'static str),
    /// Content of which nothing came for too long.
    TooSlow,
    /// More content than is read.
    ContentTooLarge,
    /// Content that cannot be, with everything that is wrong with it.
    Content(Vec<Fault>),
    /// An import of which nothing was taken.
    NothingImported(Box<Report>),
    /// A write that names no revision.
    PreconditionRequired,
    /// A write on another revision than the present one of this thing.
    Stale(Id),
    /// Something to which these refer.
    InUse(Vec<Id>),
    /// A name of a request that was used for another one.
    Reused,
    /// The store failed.
    Store(StoreError),
}

/// A parameter or a place in the content that is wrong: one of the two is named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"parameter": "limit", "detail": "`0` is not a page size; write a whole number from 1 to 200"}))]
pub struct Wrong {
    /// The parameter's name as given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false)]
    pub parameter: Option<String>,
    /// The place in the content, a JSON Pointer (RFC 6901).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false, example = "/titles/0/language")]
    pub pointer: Option<String>,
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
    /// The parameters, or the places in the content, that are wrong; left out where it is none of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<Wrong>,
    /// What stays of a withdrawn thing: a record of its kind, with its `withdrawal`; left out elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Tombstone, required = false)]
    tombstone: Option<Box<RawValue>>,
    /// Why no document was taken; left out elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Report, required = false)]
    report: Option<Box<Report>>,
}

/// A record of any kind.
struct Tombstone;

impl utoipa::PartialSchema for Tombstone {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        let all = Resource::ALL.into_iter().map(|own| utoipa::openapi::Ref::from_schema_name(FieldTree::schema(own)));
        all.fold(utoipa::openapi::schema::AnyOfBuilder::new(), |any, own| any.item(own)).into()
    }
}

impl utoipa::ToSchema for Tombstone {}

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
        report: None,
    });
    serde_json::json!(details)
}

impl Problem {
    /// One wrong parameter.
    pub fn parameter(parameter: impl Into<String>, detail: impl Into<String>) -> Self {
        Problem::Parameters(vec![Wrong::parameter(parameter, detail)])
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
            Problem::ForeignPlace => "foreign-place",
            Problem::NotFound(_) => "not-found",
            Problem::Withdrawn(_) => "withdrawn",
            Problem::NotAcceptable(_) => "not-acceptable",
            Problem::Method(_) => "method-not-allowed",
            Problem::TargetTooLong => "uri-too-long",
            Problem::FieldsTooLarge => "fields-too-large",
            Problem::Body | Problem::MediaType(_) => "unsupported-media-type",
            Problem::Unauthorized => "unauthorized",
            Problem::Forbidden => "forbidden",
            Problem::Malformed(_) => "malformed-content",
            Problem::TooSlow => "request-timeout",
            Problem::ContentTooLarge => "content-too-large",
            Problem::Content(_) => "invalid-content",
            Problem::NothingImported(_) => "nothing-imported",
            Problem::PreconditionRequired => "precondition-required",
            Problem::Stale(_) => "precondition-failed",
            Problem::InUse(_) => "in-use",
            Problem::Reused => "idempotency-key-reused",
            Problem::Store(
                StoreError::Unavailable(_)
                | StoreError::Unusable(_)
                | StoreError::Behind
                | StoreError::Starting
                | StoreError::Busy
                | StoreError::Migrations(_)
                | StoreError::Newer(_),
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
            Problem::Content(faults) => {
                faults.iter().map(|f| format!("{}: {}", f.pointer, f.detail)).collect::<Vec<_>>().join("; ")
            }
            Problem::Malformed(why) => why.clone(),
            Problem::MediaType(media_type) => format!("this is read as {media_type}"),
            Problem::InUse(ids) => {
                let ids = ids.iter().map(Id::to_string).collect::<Vec<_>>().join(", ");
                format!("{ids} refer to it; let them refer to something else first")
            }
            Problem::Parameters(wrong) => wrong
                .iter()
                .map(|w| format!("{}: {}", w.parameter.as_deref().unwrap_or_default(), w.detail))
                .collect::<Vec<_>>()
                .join("; "),
            Problem::NotFound(what) => what.clone(),
            Problem::UnknownCursor(why) => format!("cursor: {why}"),
            Problem::Withdrawn(stored) => format!("{} was withdrawn; see `tombstone`", stored.id),
            Problem::NotAcceptable(types) => format!("this can be had as {}", types.join(", ")),
            Problem::Method(allow) => format!("this path knows {allow}"),
            Problem::NothingImported(report) => match report.documents {
                0 => "there is no document in it".to_owned(),
                1 => "the document was refused; see `report`".to_owned(),
                count => format!("all {count} documents were refused; see `report`"),
            },
            Problem::Store(_)
            | Problem::StaleCursor
            | Problem::StalePlace
            | Problem::ForeignPlace
            | Problem::TargetTooLong
            | Problem::FieldsTooLarge
            | Problem::Body
            | Problem::Unauthorized
            | Problem::Forbidden
            | Problem::TooSlow
            | Problem::ContentTooLarge
            | Problem::PreconditionRequired
            | Problem::Stale(_)
            | Problem::Reused => self.kind().advice.to_owned(),
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
            Problem::UnknownCursor(why) => vec![Wrong::parameter("cursor", *why)],
            Problem::Content(faults) => faults.iter().map(Wrong::from).collect(),
            _ => Vec::new(),
        };
        let report = match self {
            Problem::NothingImported(report) => Some(report.clone()),
            _ => None,
        };
        Details {
            r#type: format!("/problems/{}", kind.name),
            title: kind.title.to_owned(),
            status: kind.status.as_u16(),
            detail: self.detail(),
            errors,
            tombstone,
            report,
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
            Problem::Unauthorized => {
                response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
            }
            Problem::MediaType(media_type) if *media_type == MERGE_PATCH => {
                response.insert_header(("Accept-Patch", *media_type));
            }
            Problem::MediaType(media_type) => {
                response.insert_header((header::ACCEPT, *media_type));
            }
            Problem::TooSlow => {
                response.force_close();
            }
            Problem::Stale(id) => {
                let link = format!("<{}?view=private>; rel=\"latest-version\"", super::single::path(*id));
                response.insert_header((header::LINK, link));
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

impl Wrong {
    /// A parameter that is wrong.
    pub fn parameter(parameter: impl Into<String>, detail: impl Into<String>) -> Self {
        Wrong { parameter: Some(parameter.into()), pointer: None, detail: detail.into() }
    }
}

impl From<Invalid> for Wrong {
    fn from(invalid: Invalid) -> Self {
        Wrong::parameter(invalid.parameter, invalid.message)
    }
}

impl From<&Fault> for Wrong {
    fn from(fault: &Fault) -> Self {
        Wrong { parameter: None, pointer: Some(fault.pointer.clone()), detail: fault.detail.clone() }
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
