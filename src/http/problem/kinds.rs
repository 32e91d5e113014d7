//! The kinds of problems: name, status, title and advice. It is the only place of status codes for errors.

use actix_web::http::StatusCode;

/// A kind of problem.
pub(super) struct Kind {
    pub name: &'static str,
    pub status: StatusCode,
    pub title: &'static str,
    pub advice: &'static str,
}

/// Every kind. Names are never changed and never reused.
pub(super) static KINDS: &[Kind] = &[
    kind(
        "invalid-parameter",
        StatusCode::BAD_REQUEST,
        "A parameter is wrong",
        "`errors` names each parameter that is wrong, what is wrong with it, and what would be right. Unknown parameters are refused, so that a misspelt filter cannot go unnoticed.",
    ),
    kind(
        "malformed-content",
        StatusCode::BAD_REQUEST,
        "The content is no JSON object",
        "Send one JSON object (RFC 8259) in UTF-8, in which no key stands twice.",
    ),
    kind(
        "unauthorized",
        StatusCode::UNAUTHORIZED,
        "A key is needed",
        "Send a key that is good as `Authorization: Bearer …` (RFC 6750). Whoever runs the service makes keys with `byline keys`.",
    ),
    kind(
        "forbidden",
        StatusCode::FORBIDDEN,
        "The key is not good for this",
        "The key has not the scope that this operation needs, or is restricted to other series.",
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
        "request-timeout",
        StatusCode::REQUEST_TIMEOUT,
        "The content did not come",
        "Nothing of the content came for 30 seconds. Send it again, without long pauses.",
    ),
    kind(
        "in-use",
        StatusCode::CONFLICT,
        "Other things refer to it",
        "`detail` names them. Let them refer to something else first.",
    ),
    kind(
        "withdrawn",
        StatusCode::GONE,
        "It is withdrawn",
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
        "foreign-place",
        StatusCode::CONFLICT,
        "The log has not this place",
        "The archive was restored from a backup, and the place in `Byline-Sequence` is of another epoch, or beyond the end of the log. Ask without it, and send the place that the answer tells from then on.",
    ),
    kind(
        "precondition-failed",
        StatusCode::PRECONDITION_FAILED,
        "It has changed since",
        "Somebody else has written it since the revision that `If-Match` names. `Link` leads to the present one: look at it, and write again.",
    ),
    kind(
        "content-too-large",
        StatusCode::PAYLOAD_TOO_LARGE,
        "The content is too large",
        "One resource may have 4 MiB; an import 2 GiB, or what the operator allows; a form 256 KiB.",
    ),
    kind(
        "uri-too-long",
        StatusCode::URI_TOO_LONG,
        "The request target is too long",
        "A path with its query may have 32,768 bytes. Ask with fewer values.",
    ),
    kind(
        "unsupported-media-type",
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "The request's content is not read here",
        "Send content of the media type that `Accept` or `Accept-Patch` names; where neither is there, the operation takes none.",
    ),
    kind(
        "invalid-content",
        StatusCode::UNPROCESSABLE_ENTITY,
        "The content cannot be kept as it is",
        "`errors` names every place that is wrong as a JSON Pointer, and says what would be right. Nothing of it was kept.",
    ),
    kind(
        "nothing-imported",
        StatusCode::UNPROCESSABLE_ENTITY,
        "Nothing was imported",
        "The content has no document, or each was refused: `report` tells why, with its line. Nothing of it was kept.",
    ),
    kind(
        "idempotency-key-reused",
        StatusCode::UNPROCESSABLE_ENTITY,
        "The idempotency key was used for another request",
        "An `Idempotency-Key` stands for one request for a day. Take a new one for another request.",
    ),
    kind(
        "precondition-required",
        StatusCode::PRECONDITION_REQUIRED,
        "The write names no revision",
        "Ask for `?view=private`, and send the `ETag` it has as `If-Match`, so that nobody's change is lost (RFC 6585).",
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

pub(super) const fn kind(name: &'static str, status: StatusCode, title: &'static str, advice: &'static str) -> Kind {
    Kind { name, status, title, advice }
}
