//! Answers that any operation can give, fields that answers have, and examples.

use serde_json::{Map, Value, json};

use super::schemas::unwrapped;
use super::{Shape, formats, listed, parameters, patch_name, resource_of, webhooks};
use crate::domain::Resource;
use crate::http::content::MERGE_PATCH;
use crate::http::fields::FieldTree;
use crate::http::private::PRIVATE;
use crate::http::problem::{self, Problem};
use crate::http::sequence;
use crate::import::edit::Fault;

/// Declares what an operation answers beside its own.
pub(super) fn finish(path: &str, method: &str, operation: &mut Value) {
    if let Some(Value::String(text)) = operation.get_mut("description") {
        *text = unwrapped(text);
    }
    let sent = operation.pointer_mut("/requestBody/content").and_then(Value::as_object_mut);
    if let (Some(sent), Some([resource])) = (sent, resource_of(path)) {
        let mut value = least(*resource);
        match path.rsplit('/').next() {
            Some("split") => value = json!({ (resource.name()): value, "articles": ["ar5"] }),
            Some("successor") => value["from"] = json!("2027-01-01"),
            _ => {}
        }
        if let Some(patch) = sent.get_mut(MERGE_PATCH) {
            patch["schema"] = json!({ "$ref": format!("#/components/schemas/{}", patch_name(*resource)) });
        }
        let example = json!({ "least": { "summary": "The least that is needed.", "value": value } });
        sent.values_mut().for_each(|own| own["examples"] = example.clone());
    }
    let shape = Shape::of(path);
    // What is asked by a form has no validator: only what is read by GET can be known already.
    let by_form = operation.get("requestBody").is_some();
    let (reads, with_key) = (method == "get", operation.get("security").is_some());
    let takes_place = parameters::takes_place(path, operation);
    let Some(Value::Object(responses)) = operation.get_mut("responses") else { return };
    // All but articles are public from the start.
    let may_be_gone = shape == Shape::Webhook || path.starts_with("/v1/articles");
    responses.retain(|status, _| status != "204" || may_be_gone);
    for (status, response) in responses.iter_mut() {
        if shape == Shape::Webhook {
            response["headers"] = header_references(webhooks::fields(status));
            continue;
        }
        if with_key && !reads {
            response["headers"] = header_references(match status.as_str() {
                "202" => &["Location", "Cache-Control"],
                "200" if path.starts_with("/v1/import") || path == "/v1/erasures" => &["Cache-Control"],
                "201" => &["ETag", "Location", "Cache-Control"],
                "200" => &["ETag", "Cache-Control"],
                _ => &["Cache-Control"],
            });
            continue;
        }
        fields(if by_form { Shape::Harvest } else { shape }, status, response);
        example(response);
        let described = match shape {
            Shape::Record => resource_of(path),
            Shape::List => listed(path),
            _ => None,
        };
        if let ("200", Some([resource])) = (status.as_str(), described) {
            formats::add(response, *resource);
            if with_key {
                let name = format!("#/components/schemas/Private{}", FieldTree::schema(*resource));
                response["content"][PRIVATE] = json!({ "schema": { "$ref": name } });
            }
        }
        let of_revisions = match shape {
            Shape::Relations => "RevisionPage",
            Shape::Version if path.ends_with("/diff") => "RevisionDifference",
            _ => "RevisionDocument",
        };
        if status == "200" && with_key && matches!(shape, Shape::Relations | Shape::Version) {
            let name = format!("#/components/schemas/{of_revisions}");
            response["content"][PRIVATE] = json!({ "schema": { "$ref": name } });
        }
    }
    let shapes = [
        Shape::Whole,
        Shape::Changes,
        Shape::List,
        Shape::Record,
        Shape::Body,
        Shape::Citation,
        Shape::Relations,
        Shape::Revisions,
        Shape::Search,
        Shape::Version,
        Shape::Private,
    ];
    if reads && !by_form && shapes.contains(&shape) {
        responses.insert("304".to_owned(), reference("NotModified"));
    }
    let mut names = match shape {
        Shape::Webhook => webhooks::refusals(path, method, by_form),
        _ if with_key && !reads => refusals(path, method),
        _ => problems(path, shape),
    };
    if shape == Shape::Split {
        names.extend(["NotFound", "PreconditionFailed", "PreconditionRequired"]);
    }
    if takes_place {
        let status = |name: &&str| RESPONSES.iter().find(|(own, ..)| own == name).map(|(_, status, ..)| *status);
        for (own, name) in [("400", "InvalidParameter"), ("409", "ForeignPlace")] {
            if !names.iter().any(|name| status(name) == Some(own)) {
                names.push(name);
            }
        }
    }
    if by_form {
        names.push("RequestTimeout");
        names.extend(Some("FormTooLarge").filter(|_| matches!(shape, Shape::Harvest | Shape::Search)));
    }
    // Every key is good for the list of drafts: it is shown what it reaches.
    let forbids = |name: &&str| path != "/v1/drafts" || *name != "Forbidden";
    let keys = ["Unauthorized", "Forbidden"].into_iter().filter(|_| with_key).filter(forbids);
    for name in names.into_iter().chain(keys) {
        let status = RESPONSES.iter().find(|(own, ..)| *own == name).map_or("default", |(_, status, ..)| status);
        responses.insert(status.to_owned(), reference(name));
    }
    responses.sort_keys();
}

/// The least that a resource needs.
fn least(resource: Resource) -> Value {
    match resource {
        Resource::Article => json!({ "titles": [{ "text": "The Quiet Harbour", "language": "en" }] }),
        Resource::Author => json!({ "names": [{ "full": "Jane Doe", "given": "Jane", "family": "Doe" }] }),
        Resource::Organization => json!({ "names": [{ "text": "Harbour Institute" }] }),
        Resource::Series => json!({ "titles": [{ "text": "Harbour Notes" }] }),
        Resource::Disclaimer => json!({ "text": "The views are the author’s own.", "language": "en" }),
    }
}

/// The problems a write can be answered with.
fn refusals(path: &str, method: &str) -> Vec<&'static str> {
    let own: &[&str] = match method {
        "post" if path == "/v1/import" => {
            &["BadRequest", "ImportTooLarge", "UnsupportedMediaType", "NothingImportedOrReused"]
        }
        "delete" if path.starts_with("/v1/imports/") => &["InvalidParameter", "NotFound", "UnexpectedContent"],
        "post" if path == "/v1/erasures" => {
            &["BadRequest", "ContentTooLarge", "UnsupportedMediaType", "InvalidContent"]
        }
        "post" => &["BadRequest", "ContentTooLarge", "UnsupportedMediaType", "InvalidContentOrReused"],
        "delete" => &[
            "InvalidParameter",
            "NotFound",
            "InUse",
            "PreconditionFailed",
            "UnexpectedContent",
            "InvalidContent",
            "PreconditionRequired",
        ],
        _ => &[
            "BadRequest",
            "NotFound",
            "PreconditionFailed",
            "ContentTooLarge",
            "UnsupportedMediaType",
            "InvalidContent",
            "PreconditionRequired",
        ],
    };
    own.iter().copied().chain(ANY).collect()
}

/// The problems that whatever needs a key can be answered with.
pub(super) const ANY: [&str; 5] = ["TargetTooLong", "TooManyRequests", "FieldsTooLarge", "Internal", "Unavailable"];

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/responses/{name}") })
}

/// The problems an operation can answer with.
fn problems(path: &str, shape: Shape) -> Vec<&'static str> {
    let is_protocol = matches!(shape, Shape::Harvest | Shape::Search);
    let mut names: Vec<&str> = Some("InvalidParameter").filter(|_| !is_protocol).into_iter().collect();
    names.extend(match shape {
        Shape::Search => None,
        Shape::List if !path.contains('{') => Some("UnknownCursor"),
        Shape::List | Shape::Relations | Shape::Revisions => Some("NotFoundOrUnknownCursor"),
        Shape::Whole | Shape::Changes => None,
        Shape::Harvest => Some("HarvestingIsOff"),
        Shape::Service if !path.contains('{') => None,
        _ => Some("NotFound"),
    });
    if !is_protocol && !matches!(shape, Shape::Service | Shape::Lookup) && !path.ends_with(".{format}") {
        names.push("NotAcceptable");
    }
    names.extend(match shape {
        Shape::List if path.contains("{id}") => Some("WithdrawnOrStaleCursor"),
        Shape::List | Shape::Revisions => Some("StaleCursor"),
        Shape::Changes => Some("StalePlace"),
        Shape::Relations => Some("WithdrawnOrStaleCursor"),
        Shape::Record | Shape::Number | Shape::Body | Shape::Citation | Shape::Version => Some("Withdrawn"),
        _ => None,
    });
    names.extend([
        "TargetTooLong",
        "UnexpectedContent",
        "TooManyRequests",
        "FieldsTooLarge",
        "Internal",
        "Unavailable",
    ]);
    names
}

/// Names, statuses and descriptions of answers that operations share, with the problems they hold.
const RESPONSES: &[(&str, &str, &str, &[&str])] = &[
    (
        "NotModified",
        "304",
        "The client has it already: what it named in `If-None-Match` or `If-Modified-Since` still holds.",
        &[],
    ),
    (
        "InvalidParameter",
        "400",
        "A parameter is wrong, or there is none of this name; `errors` names each and says what would be right.",
        &["invalid-parameter"],
    ),
    (
        "BadRequest",
        "400",
        "A parameter is wrong, or the content is no JSON object.",
        &["invalid-parameter", "malformed-content"],
    ),
    ("Unauthorized", "401", "A key is needed, and none was sent that is good.", &["unauthorized"]),
    ("Forbidden", "403", "The key has not the scope for this, or is restricted to other series.", &["forbidden"]),
    ("NotFound", "404", "There is no such thing, and never was.", &["not-found"]),
    ("UnknownCursor", "404", "`cursor` is none of this list.", &["unknown-cursor"]),
    (
        "NotFoundOrUnknownCursor",
        "404",
        "There is no such thing, or `cursor` is none of this list.",
        &["not-found", "unknown-cursor"],
    ),
    (
        "HarvestingIsOff",
        "404",
        "Harvesting is off until the archive is told its name and address: `detail` lists the settings that are missing.",
        &["not-found"],
    ),
    ("NotAcceptable", "406", "`Accept` leaves out every format there is.", &["not-acceptable"]),
    ("RequestTimeout", "408", "Nothing of the content came for 30 seconds.", &["request-timeout"]),
    ("InUse", "409", "Other things refer to it; `detail` names them.", &["in-use"]),
    (
        "ForeignPlace",
        "409",
        "The log has not the place that `Byline-Sequence` names, because the archive was restored from a backup: ask without it.",
        &["foreign-place"],
    ),
    ("Withdrawn", "410", "It is withdrawn; `tombstone` is what stays of it.", &["withdrawn"]),
    ("StaleCursor", "410", "The cursor is of another epoch of the archive: begin anew.", &["stale-cursor"]),
    (
        "StalePlace",
        "410",
        "The log has no such place, because the archive was restored from a backup: walk the lists anew.",
        &["stale-place"],
    ),
    (
        "WithdrawnOrStaleCursor",
        "410",
        "What the path names is withdrawn and `tombstone` is what stays of it, or the cursor is of another epoch of the archive.",
        &["withdrawn", "stale-cursor"],
    ),
    (
        "PreconditionFailed",
        "412",
        "Somebody else has written it since that revision; `Link` leads to the present one.",
        &["precondition-failed"],
    ),
    ("ImportTooLarge", "413", "The content has more than the operator allows.", &["content-too-large"]),
    ("ContentTooLarge", "413", "The content has more than 4 MiB.", &["content-too-large"]),
    ("FormTooLarge", "413", "The form has more than 256 KiB.", &["content-too-large"]),
    ("TargetTooLong", "414", "The request target is longer than 32,768 bytes.", &["uri-too-long"]),
    ("UnexpectedContent", "415", "The request has content, and none is read here.", &["unsupported-media-type"]),
    (
        "UnsupportedMediaType",
        "415",
        "The content is of another media type than the one that is read; `Accept` or `Accept-Patch` names it.",
        &["unsupported-media-type"],
    ),
    (
        "InvalidContent",
        "422",
        "What was sent cannot be; `errors` names every place that is wrong and says what would be right.",
        &["invalid-content"],
    ),
    (
        "NothingImportedOrReused",
        "422",
        "Not one document was taken, and `report` tells why of each; or the `Idempotency-Key` was used for another request.",
        &["nothing-imported", "idempotency-key-reused"],
    ),
    (
        "InvalidContentOrReused",
        "422",
        "What was sent cannot be, or its `Idempotency-Key` was used for another request.",
        &["invalid-content", "idempotency-key-reused"],
    ),
    ("PreconditionRequired", "428", "The write names no revision in `If-Match`.", &["precondition-required"]),
    (
        "TooManyRequests",
        "429",
        "Too many requests, where the operator or a proxy limits them; `Retry-After` tells when to ask again.",
        &[],
    ),
    ("FieldsTooLarge", "431", "The header fields are larger than 16,384 bytes.", &["fields-too-large"]),
    ("Internal", "500", "The service failed, by a fault of its own.", &["internal"]),
    (
        "Unavailable",
        "503",
        "The database is busy or cannot be reached, or what is read has not come as far as `Byline-Sequence` asks; `Retry-After` tells when to ask again.",
        &["unavailable"],
    ),
];

/// The answers that operations share.
pub(super) fn responses() -> Map<String, Value> {
    let all = RESPONSES.iter().map(|(name, status, description, problems)| {
        let mut response = json!({ "description": description });
        if *status == "304" {
            response["headers"] = header_references(&["ETag", "Cache-Control", "Vary"]);
        } else {
            let mut content = json!({ "schema": { "$ref": "#/components/schemas/Problem" } });
            for problem in *problems {
                content["examples"][problem] = json!({ "value": problem_example(problem) });
            }
            response["headers"] = match *status {
                "401" => header_references(&["WWW-Authenticate", "Cache-Control"]),
                "412" => header_references(&["Link"]),
                "429" | "503" => header_references(&["Retry-After"]),
                _ => header_references(&[]),
            };
            response["content"]["application/problem+json"] = content;
        }
        ((*name).to_owned(), response)
    });
    all.collect()
}

fn problem_example(name: &str) -> Value {
    match name {
        "invalid-parameter" => {
            Problem::parameter("limit", "`0` is not a page size; write a whole number from 1 to 200").to_json()
        }
        "not-found" => Problem::NotFound("there is no article `ar0`; see /v1/articles".to_owned()).to_json(),
        "invalid-content" => Problem::Content(vec![Fault::at(
            "/titles/0/language",
            "`english` is not a language tag; write one such as `en`, `ja` or `zh-Hant` (BCP 47)",
        )])
        .to_json(),
        "not-acceptable" => Problem::NotAcceptable(vec!["application/json"]).to_json(),
        "withdrawn" => {
            let mut details = problem::example(name);
            let tombstone = parse(include_str!("../examples/tombstone.json"));
            details["detail"] =
                json!(format!("{} was withdrawn; see `tombstone`", tombstone["id"].as_str().unwrap_or_default()));
            details["tombstone"] = tombstone;
            details
        }
        _ => problem::example(name),
    }
}

const HEADERS: &[(&str, &str, &str)] = &[
    ("ETag", "The strong validator of these bytes, for `If-None-Match`.", "\"0f6f2b7c5d1e9a34\""),
    ("Last-Modified", "When what is shown last changed.", "Fri, 12 Apr 2024 08:30:00 GMT"),
    (
        "Link",
        "The next page of a list, where there is one; of a record, the page for people that it describes, and the profile of its format (RFC 8288, RFC 6906).",
        "</v1/articles?cursor=AQ>; rel=\"next\"",
    ),
    ("Location", "The path to go to.", "/v1/articles/ar1"),
    (
        "Cache-Control",
        "Any cache may keep a public answer, and asks each time whether it still holds; none keeps a private one.",
        "public, no-cache",
    ),
    ("WWW-Authenticate", "How to say who asks (RFC 6750).", "Bearer"),
    ("Vary", "On what of a request the answer depends.", "Accept, Accept-Encoding"),
    (
        sequence::NAME,
        "A place in the change log, not before the one that the answer shows; after a write, one that shows the write. Send it with the next request, and no instance of the service answers from an older state.",
        "0g3k-42",
    ),
    ("X-Request-Id", "The id of this request in the service's log.", "1f3a-42"),
];

/// The fields that answers have.
pub(super) fn headers() -> Map<String, Value> {
    let texts = HEADERS.iter().map(|(name, description, example)| {
        let schema = json!({ "type": "string", "examples": [example] });
        ((*name).to_owned(), json!({ "description": description, "schema": schema }))
    });
    let seconds = json!({ "type": "integer", "minimum": 0, "examples": [2] });
    let retry = json!({ "description": "Seconds to wait.", "schema": seconds });
    texts.chain([("Retry-After".to_owned(), retry)]).collect()
}

/// References to these fields, and to those that every answer has.
fn header_references(names: &[&str]) -> Value {
    let names = names.iter().chain(&["X-Request-Id", sequence::NAME]);
    let one = |name: &&str| ((*name).to_owned(), json!({ "$ref": format!("#/components/headers/{name}") }));
    Value::Object(names.map(one).collect())
}

/// Adds the fields of an operation's own answers.
fn fields(shape: Shape, status: &str, response: &mut Value) {
    let names: &[&str] = match (status, shape) {
        ("200", Shape::Service) => &[],
        ("200", Shape::Harvest) => &["Cache-Control", "Vary"],
        (
            "200",
            Shape::List
            | Shape::Changes
            | Shape::Relations
            | Shape::Version
            | Shape::Body
            | Shape::Revisions
            | Shape::Private,
        ) => &["ETag", "Link", "Cache-Control", "Vary"],
        ("200", Shape::Record | Shape::Lookup | Shape::Number) => {
            &["ETag", "Last-Modified", "Link", "Cache-Control", "Vary"]
        }
        ("200", Shape::Citation) => &["ETag", "Last-Modified", "Link", "Cache-Control", "Vary"],
        ("200", _) => &["ETag", "Cache-Control", "Vary"],
        ("302", _) => &["Location", "Cache-Control"],
        _ => &["Cache-Control"],
    };
    response["headers"] = header_references(names);
}

/// Examples of answers: what the sample archive answers to these requests, by the name of the schema.
pub const EXAMPLES: &[(&str, &str, &str)] = &[
    ("Article", "/v1/articles/arr", include_str!("../examples/article.json")),
    ("ArticlePage", "/v1/articles?limit=1", include_str!("../examples/article_page.json")),
    ("Body", "/v1/articles/arr/body", include_str!("../examples/body.json")),
    ("VersionPage", "/v1/articles/arr/versions", include_str!("../examples/version_page.json")),
    ("RelationPage", "/v1/articles/arr/relations", include_str!("../examples/relation_page.json")),
    ("CitationPage", "/v1/articles/citations?limit=2&style=ieee", include_str!("../examples/citation_page.json")),
    ("FacetPage", "/v1/facets/series?limit=2", include_str!("../examples/facet_page.json")),
    ("Author", "/v1/authors/au3", include_str!("../examples/author.json")),
    ("AuthorPage", "/v1/authors?limit=1", include_str!("../examples/author_page.json")),
    ("Organization", "/v1/organizations/or1", include_str!("../examples/organization.json")),
    ("OrganizationPage", "/v1/organizations?limit=1", include_str!("../examples/organization_page.json")),
    ("Series", "/v1/series/se1", include_str!("../examples/series.json")),
    ("SeriesPage", "/v1/series?limit=1", include_str!("../examples/series_page.json")),
    ("Disclaimer", "/v1/disclaimers/di2", include_str!("../examples/disclaimer.json")),
    ("DisclaimerPage", "/v1/disclaimers?limit=1", include_str!("../examples/disclaimer_page.json")),
    ("Formats", "/v1/formats", include_str!("../examples/formats.json")),
    ("ChangePage", "/v1/changes?limit=2", include_str!("../examples/change_page.json")),
    ("Health", "/healthz", r#"{"status":"ok"}"#),
];

pub(super) fn examples() -> Map<String, Value> {
    let one = |(name, request, text): &(&str, &str, &str)| {
        let summary = format!("What the sample archive answers to `{request}`");
        ((*name).to_owned(), json!({ "summary": summary, "value": parse(text) }))
    };
    EXAMPLES.iter().map(one).collect()
}

/// Names the example of an answer's schema.
fn example(response: &mut Value) {
    let Some(content) = response.pointer_mut("/content/application~1json") else { return };
    let schema = content["schema"]["$ref"].as_str().and_then(|r| r.rsplit('/').next()).unwrap_or_default();
    let Some((name, ..)) = EXAMPLES.iter().find(|(name, ..)| *name == schema) else { return };
    content["examples"] = json!({ "sample": { "$ref": format!("#/components/examples/{name}") } });
}

/// The examples are checked by a test; one that is broken shows as null.
fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}
