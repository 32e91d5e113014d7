//! The OpenAPI document: made of the route list, finished by rules that hold for every operation.

use std::sync::OnceLock;

use actix_web::dev::ResourceDef;
use utoipa::OpenApi as _;
use utoipa::openapi::path::Operation;
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{
    ContactBuilder, ContentBuilder, HeaderBuilder, InfoBuilder, LicenseBuilder, ObjectBuilder, OpenApi, Ref, RefOr,
    ServerBuilder, Type, tag::TagBuilder,
};
use utoipa_actix_web::AppExt;

use super::problem::{Details, Wrong};

/// Schemas that no answer of a handler names by itself.
#[derive(utoipa::OpenApi)]
#[openapi(components(schemas(Details, Wrong)))]
struct Shared;

/// The document. The same for every process of this version.
pub fn document() -> OpenApi {
    let (_, routes) = actix_web::App::new().into_utoipa_app().configure(super::routes::routes).split_for_parts();
    let mut document = Shared::openapi();
    document.info = InfoBuilder::new()
        .title("Byline")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(DESCRIPTION))
        .license(Some(LicenseBuilder::new().name("MIT OR Apache-2.0").identifier(Some("MIT OR Apache-2.0")).build()))
        .contact(Some(ContactBuilder::new().name(Some("The operator of this service")).build()))
        .build();
    document.servers = Some(vec![ServerBuilder::new().url("/").description(Some("This service")).build()]);
    document.tags =
        Some(TAGS.iter().map(|(name, what)| TagBuilder::new().name(*name).description(Some(*what)).build()).collect());
    document.paths = routes.paths;
    if let (Some(own), Some(found)) = (document.components.as_mut(), routes.components) {
        own.schemas.extend(found.schemas);
    }
    for (path, item) in &mut document.paths.paths {
        if let Some(operation) = item.get.as_mut() {
            finish(path, operation);
        }
    }
    if let Some(components) = document.components.as_mut() {
        let partial = |name: &str| !WHOLE.contains(&name);
        components.schemas.iter_mut().filter(|(name, _)| partial(name)).for_each(|(_, schema)| leave_out(schema));
    }
    document
}

const DESCRIPTION: &str = "Metadata of commentaries: articles, authors, series, organizations and disclaimers.\n\n\
Lists come in an envelope: `items`, an exact `total`, `next` (the path of the next page, or null) and `as_of` (the place \
in the change log at which the page is true). Cursors do not expire. Every key of a record is always there, null or an \
empty list where nothing is known, unless `fields` leaves it out; objects may gain keys, and words such as types may gain \
values, within this version. Errors are problem details (RFC 9457). Every answer has a strong ETag; ask again with \
`If-None-Match`. No key is needed to read.";

const TAGS: &[(&str, &str)] = &[
    ("articles", "Commentaries."),
    ("authors", "Persons who write, translate or edit."),
    ("organizations", "Publishers, affiliations and corporate authors."),
    ("series", "Named runs of commentaries."),
    ("disclaimers", "Standing statements that go with articles."),
    ("service", "The service itself."),
];

/// Schemas whose required keys are always there. Those of records are too, but `fields` may leave
/// them out.
const WHOLE: &[&str] = &[
    "Problem",
    "Wrong",
    "Health",
    "Body",
    "ArticlePage",
    "AuthorPage",
    "OrganizationPage",
    "SeriesPage",
    "DisclaimerPage",
    "RelationPage",
    "RelatedItem",
];

/// Takes the claim away that keys are always there, but for the id of a record, which `fields` keeps.
fn leave_out(schema: &mut RefOr<Schema>) {
    match schema {
        RefOr::T(Schema::Object(object)) => {
            object.required.retain(|name| name == "id" && object.properties.contains_key("modified"))
        }
        RefOr::T(Schema::AllOf(all)) => all.items.iter_mut().for_each(leave_out),
        _ => {}
    }
}

/// Answers that any operation can give, and fields that answers have.
fn finish(path: &str, operation: &mut Operation) {
    let is_api = path.starts_with("/v1");
    let mut add = |status: &str, description: &str| {
        let problem = operation
            .responses
            .responses
            .entry(status.to_owned())
            .or_insert_with(|| RefOr::T(ResponseBuilder::new().description(description).build()));
        if let RefOr::T(response) = problem {
            describe_problem(status, response);
        }
    };
    add("400", "A parameter is wrong or not known; `errors` names it.");
    if path.contains('{') || path.ends_with("/lookup") {
        add("404", "There is no such thing.");
    }
    if is_api {
        add("406", "None of the formats there are is accepted.");
    }
    if operation_is_paged(path) || path.ends_with("/articles") {
        add("410", "The cursor is of another epoch of the archive: begin anew.");
    }
    add("414", "The request target is longer than 8,192 bytes.");
    add("415", "The request has content, and none is read here.");
    add("429", "Too many requests, where a proxy or the operator limits them; `Retry-After` tells when to ask again.");
    add("431", "The header fields are larger than 16,384 bytes.");
    add("500", "The service failed.");
    add("503", "The database cannot be reached or is busy; `Retry-After` tells when to ask again.");
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else { continue };
        match status.as_str() {
            "410" => describe_problem(status, response),
            "200" if is_api => {
                header(response, "ETag", "The strong validator of these bytes.");
                if path.ends_with("{id}") {
                    header(response, "Last-Modified", "When the record last changed.");
                } else if operation_is_paged(path) {
                    header(response, "Link", "The next page, where there is one (RFC 8288).");
                }
            }
            "302" => header(response, "Location", "The path to go to."),
            _ => {}
        }
    }
    if is_api && !path.ends_with("/lookup") && !path.contains("/numbers/") {
        let unchanged =
            ResponseBuilder::new().description("The client has it already (`If-None-Match`, `If-Modified-Since`).");
        operation.responses.responses.insert("304".to_owned(), RefOr::T(unchanged.build()));
    }
}

fn operation_is_paged(path: &str) -> bool {
    path.starts_with("/v1")
        && !path.ends_with("{id}")
        && !path.ends_with("/body")
        && !path.ends_with("/lookup")
        && !path.contains("/numbers/")
}

fn describe_problem(status: &str, response: &mut Response) {
    let content = ContentBuilder::new().schema(Some(RefOr::Ref(Ref::from_schema_name("Problem")))).build();
    response.content.insert("application/problem+json".to_owned(), RefOr::T(content));
    if matches!(status, "429" | "503") {
        header(response, "Retry-After", "Seconds to wait.");
    }
}

fn header(response: &mut Response, name: &str, description: &str) {
    let kind = if name == "Retry-After" { Type::Integer } else { Type::String };
    let schema = ObjectBuilder::new().schema_type(kind).build();
    let header = HeaderBuilder::new().schema(Some(schema)).description(Some(description)).build();
    response.headers.insert(name.to_owned(), RefOr::T(header));
}

/// The methods that a path knows, as `Allow` lists them; `None` where there is no such path.
pub(super) fn allowed(path: &str) -> Option<String> {
    static PATTERNS: OnceLock<Vec<ResourceDef>> = OnceLock::new();
    let patterns = PATTERNS.get_or_init(|| {
        let extra = ["/", "/openapi.json", "/docs", "/docs/{tail}*"].map(str::to_owned);
        document().paths.paths.keys().cloned().chain(extra).map(ResourceDef::new).collect()
    });
    patterns.iter().any(|pattern| pattern.is_match(path)).then(|| "GET, HEAD, OPTIONS".to_owned())
}
