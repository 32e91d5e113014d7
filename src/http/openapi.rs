//! The OpenAPI document: made of the route list, finished by rules that hold for every operation.

mod answers;
mod formats;
mod links;
mod parameters;
mod schemas;
mod webhooks;

use std::sync::OnceLock;

use actix_web::dev::ResourceDef;
use serde_json::{Map, Value, json};
use utoipa::OpenApi as _;
use utoipa_actix_web::AppExt;

use super::access;
use super::fields::FieldTree;
use super::problem::{Details, Wrong};
use crate::domain::Resource;

/// Schemas that no answer of a handler names by itself.
#[derive(utoipa::OpenApi)]
#[openapi(components(schemas(Details, Wrong)))]
struct Shared;

/// The document. The same for every process of this version.
pub fn document() -> Value {
    let (_, routes) = actix_web::App::new().into_utoipa_app().configure(super::routes::routes).split_for_parts();
    let mut schemas = components(&Shared::openapi());
    schemas.extend(components(&routes));
    schemas::tidy(&mut schemas);
    for resource in Resource::ALL {
        schemas.insert(fields_name(resource), field_names(&schemas, resource));
        let source = source_name(resource);
        schemas::add_slug(&mut schemas, &source);
        schemas::add_patch(&mut schemas, &source);
    }
    schemas.sort_keys();
    let mut paths = json!(routes.paths);
    formats::export(&mut paths);
    for (path, item) in paths.as_object_mut().into_iter().flatten() {
        parameters::as_forms(item);
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            parameters::finish(path, method, operation);
            answers::finish(path, method, operation);
            parameters::add_place(path, operation);
            links::add(operation);
        }
    }
    let mut parameters = parameters::share(&mut paths);
    parameters.extend([parameters::place()]);
    let (responses, headers, examples) = (answers::responses(), answers::headers(), answers::examples());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Byline",
            "summary": "Metadata of commentaries: who wrote what, where and when.",
            "description": DESCRIPTION,
            "contact": { "name": "The operator of this service" },
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
            "version": env!("CARGO_PKG_VERSION"),
        },
        "servers": [{ "url": "/", "description": "This service" }],
        "tags": TAGS.iter().map(|(name, what)| json!({ "name": name, "description": what })).collect::<Vec<_>>(),
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": parameters,
            "responses": responses,
            "headers": headers,
            "examples": examples,
            "securitySchemes": { access::SCHEME: { "type": "http", "scheme": "bearer", "description": KEYS } },
        },
    })
}

const DESCRIPTION: &str = "Articles, authors, series, organizations and disclaimers, as public records. No key is needed \
to read.\n\n\
**Lists** come in an envelope: `items`, an exact `total`, `next` (the path of the next page, or null) and `as_of` (the \
place in the change log at which the page is true). Follow `next` until it is null; cursors do not expire. Different \
filters must all hold; a repeated one holds if any of its values does, and with `all.` before its name if each of them \
does; `not.` before its name leaves out what it would find. A parameter that does not exist here, or a value that cannot be, is refused with 400 and named in `errors`.\n\n\
**Records** have every key always, null or an empty list where nothing is known, unless `fields` leaves it out. Within \
this version objects may gain keys, and words such as types may gain values: pass over what you do not know. Text is \
plain Unicode.\n\n\
**HTTP**: every answer of `/v1` has an `ETag`, a strong one but for long exports; ask again with `If-None-Match` and be told 304 \
where nothing has changed. Every answer has a `Byline-Sequence`, a place in the change log; whoever sends it with the next \
request is not answered from an older state, though another instance of the service may answer. Answers come compressed where `Accept-Encoding` allows. HEAD works wherever GET does. Errors are problem \
details (RFC 9457); their `type` leads to an explanation. Every answer has an `X-Request-Id` that finds it in the \
service's log.";

const KEYS: &str = "A key that whoever runs the service has made with `byline keys`. Its scope is `private` (reading \
what is private), `write` or `admin`; each takes in those before it.";

const TAGS: &[(&str, &str)] = &[
    ("articles", "Commentaries: who wrote them, where they appeared, what they are about."),
    ("authors", "Persons who write, translate or edit."),
    ("organizations", "Publishers, affiliations and corporate authors."),
    ("series", "Named runs of commentaries, and their numbers."),
    ("disclaimers", "Standing statements that go with articles."),
    ("search", "Finding by what was typed so far, and by likeness."),
    ("changes", "What the public saw change, in order and without gaps: for whoever keeps a copy."),
    ("webhooks", "Who is told of changes by HTTP; for whoever runs the service."),
    ("imports", "Taking documents in, for whoever has a key, and how far that is."),
    ("harvesting", "The whole archive, what changed in it and what is in it, for catalogues and aggregators."),
    ("service", "The service itself: whether it lives, and what its problems mean."),
];

fn components(document: &utoipa::openapi::OpenApi) -> Map<String, Value> {
    match json!(document.components)["schemas"].take() {
        Value::Object(schemas) => schemas,
        _ => Map::new(),
    }
}

/// The name of the schema that lists the fields of a resource's records.
pub(super) fn fields_name(resource: Resource) -> String {
    format!("{}Field", FieldTree::schema(resource))
}

/// The name of the schema of what changes a resource.
fn patch_name(resource: Resource) -> String {
    schemas::patch_name(&source_name(resource))
}

/// The name of the schema of what sets a resource's values.
fn source_name(resource: Resource) -> String {
    format!("{}Source", FieldTree::schema(resource))
}

fn field_names(schemas: &Map<String, Value>, resource: Resource) -> Value {
    json!({
        "type": "string",
        "description": format!("The name of a field of {}; dots reach inside.", resource.plural()),
        "enum": FieldTree::of(schemas, resource).paths(),
        "examples": ["id"],
    })
}

/// The kind of thing an operation's path begins with.
fn resource_of(path: &str) -> Option<&'static [Resource]> {
    static ALL: [Resource; 5] = Resource::ALL;
    let segment = path.strip_prefix("/v1/")?.split(['/', '.']).next()?;
    ALL.chunks(1).find(|resource| resource[0].plural() == segment)
}

/// The kind of thing a list holds.
fn listed(path: &str) -> Option<&'static [Resource]> {
    resource_of(&format!("/v1/{}", path.rsplit('/').next().unwrap_or_default()))
}

/// What an operation answers, as far as that tells its statuses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A page of records.
    List,
    /// One record.
    Record,
    /// The paragraphs of an article, or what is like it: a list that has no pages.
    Body,
    /// A citation of an article.
    Citation,
    /// A page of relations or versions.
    Relations,
    /// A page of revisions, which only whoever has a key is shown.
    Revisions,
    /// A version of a record, or how it differs.
    Version,
    /// What is made beside another thing: the second of two that were taken for one, the next one.
    Split,
    /// One thing that only whoever has a key is shown.
    Private,
    /// A redirect, by identifier.
    Lookup,
    /// A redirect, by number.
    Number,
    /// A list that has no pages.
    Whole,
    /// A page of the change log.
    Changes,
    /// What is erased.
    Erasure,
    /// Something of webhooks, which a key opens and no cache keeps.
    Webhook,
    /// An answer of OAI-PMH, which has words of its own for what is wrong.
    Harvest,
    /// An answer of SRU, which has words of its own for what is wrong.
    Search,
    /// Something that is no data of the archive.
    Service,
}

impl Shape {
    fn of(path: &str) -> Shape {
        match path.rsplit('/').next().unwrap_or_default() {
            "oai" => Shape::Harvest,
            "sru" => Shape::Search,
            _ if !path.starts_with("/v1/") => Shape::Service,
            _ if path.starts_with("/v1/webhooks") => Shape::Webhook,
            "{id}" => Shape::Record,
            "{number}" => Shape::Number,
            "body" | "similar" => Shape::Body,
            "citation" => Shape::Citation,
            "relations" | "versions" => Shape::Relations,
            "revisions" => Shape::Revisions,
            "diff" if path.contains("/revisions/") => Shape::Private,
            "{version}" | "diff" => Shape::Version,
            "{revision}" | "{job}" => Shape::Private,
            "lookup" => Shape::Lookup,
            "formats" | "suggest" => Shape::Whole,
            "changes" => Shape::Changes,
            "split" | "successor" => Shape::Split,
            "erasures" => Shape::Erasure,
            _ => Shape::List,
        }
    }
}

/// The methods that a path knows, as `Allow` lists them; `None` where there is no such path.
pub(super) fn allowed(path: &str) -> Option<String> {
    static PATTERNS: OnceLock<Vec<(ResourceDef, String)>> = OnceLock::new();
    let patterns = PATTERNS.get_or_init(|| {
        let files = super::routes::FILES.iter().chain(super::site::PATHS).chain([&super::feeds::PATH]);
        let extra = files.map(|path| ((*path).to_owned(), allow(&["get"])));
        let document = document();
        let paths = document["paths"].as_object().into_iter().flatten().map(|(path, item)| {
            let methods: Vec<&str> =
                item.as_object().into_iter().flatten().map(|(method, _)| method.as_str()).collect();
            (path.clone(), allow(&methods))
        });
        paths.chain(extra).map(|(path, allow)| (ResourceDef::new(path), allow)).collect()
    });
    patterns.iter().find(|(pattern, _)| pattern.is_match(path)).map(|(_, allow)| allow.clone())
}

/// HEAD is known wherever GET is, and OPTIONS everywhere.
fn allow(methods: &[&str]) -> String {
    let own =
        methods.iter().map(|method| if *method == "get" { "GET, HEAD".to_owned() } else { method.to_uppercase() });
    own.chain(["OPTIONS".to_owned()]).collect::<Vec<_>>().join(", ")
}
