//! Schemas: what the types say, put as readers of answers need it.

use serde_json::{Map, Value, json};

use crate::import::jsonl;

/// Where a reference finds a schema.
const COMPONENTS: &str = "#/components/schemas/";

/// Schemas whose required keys are always there. Those of records are too, but `fields` may leave
/// them out.
const WHOLE: &[&str] = &[
    "Problem",
    "Wrong",
    "Fault",
    "Health",
    "Body",
    "ArticlePage",
    "AuthorPage",
    "OrganizationPage",
    "SeriesPage",
    "DisclaimerPage",
    "RelationPage",
    "CitationPage",
    "Citation",
    "RelatedItem",
    "ChangePage",
    "Change",
    "VersionPage",
    "Version",
    "VersionDifference",
    "PatchStep",
    "Revision",
    "RevisionDocument",
    "RevisionPage",
    "Draft",
    "DraftSeries",
    "DraftPage",
    "ImportPage",
    "ImportReport",
    "ImportField",
    "ImportProblem",
    "FileReport",
    "FacetCounts",
    "FacetValue",
    "FacetMissing",
    "FacetPage",
    "Job",
    "JobReport",
    "Formats",
    "Format",
    "Webhook",
    "WebhookList",
    "WebhookWithSecret",
    "Delivery",
    "DeliveryPage",
];

pub(super) fn tidy(schemas: &mut Map<String, Value>) {
    for (name, schema) in schemas {
        // What is sent, and the private view, are never cut down.
        let is_private = name.ends_with("Source") || name.starts_with("Private");
        if !(is_private || WHOLE.contains(&name.as_str())) {
            leave_out(schema);
        }
        tidy_one(schema);
    }
}

/// Declares the slug among the values that are sent: it is none of them, but it is sent with them.
pub(super) fn add_slug(schemas: &mut Map<String, Value>, source: &str) {
    let properties = schemas.get_mut(source).and_then(|own| own["properties"].as_object_mut());
    properties.into_iter().for_each(|own| drop(own.insert("slug".to_owned(), jsonl::slug_schema())));
}

/// Adds what a merge patch of these values may be, and tells its name: null takes any of them away, and none is
/// needed, in objects inside neither (RFC 7396, section 2). What is in a list stays, as lists are replaced whole.
pub(super) fn add_patch(schemas: &mut Map<String, Value>, source: &str) -> String {
    let name = patch_name(source);
    let mut patch = schemas.get(source).cloned().unwrap_or_default();
    if let Some(object) = patch.as_object_mut() {
        object.shift_remove("required");
        let properties = object.get_mut("properties").and_then(Value::as_object_mut);
        for (_, property) in properties.into_iter().flatten() {
            or_null(property);
            let inner = property.pointer_mut("/oneOf/0/$ref");
            inner.into_iter().for_each(|inner| patch_inside(schemas, inner));
        }
    }
    schemas.insert(name.clone(), patch);
    name
}

/// The name of the schema of what changes these values.
pub(super) fn patch_name(source: &str) -> String {
    format!("{}Patch", source.strip_suffix("Source").unwrap_or(source))
}

/// Lets a reference to an object lead to the patch of it.
fn patch_inside(schemas: &mut Map<String, Value>, reference: &mut Value) {
    let target = reference.as_str().and_then(|own| own.strip_prefix(COMPONENTS)).unwrap_or_default().to_owned();
    if schemas.get(&target).is_some_and(|own| own["properties"].is_object()) {
        *reference = json!(format!("{COMPONENTS}{}", add_patch(schemas, &target)));
    }
}

fn or_null(property: &mut Value) {
    let Some(object) = property.as_object_mut() else { return };
    if let Some(Value::String(own)) = object.get("type") {
        object.insert("type".to_owned(), json!([own, "null"]));
    } else if let Some(own) = object.shift_remove("$ref") {
        object.insert("oneOf".to_owned(), json!([{ "$ref": own }, { "type": "null" }]));
    }
}

/// Takes the claim away that keys are always there, but for the id of a record, which `fields` keeps.
fn leave_out(schema: &mut Value) {
    let is_record = schema["properties"].get("modified").is_some();
    let Some(object) = schema.as_object_mut() else { return };
    match object.get_mut("required") {
        Some(required) if is_record => *required = json!(["id"]),
        Some(_) => drop(object.shift_remove("required")),
        None => {}
    }
    object.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten().for_each(leave_out);
}

/// Some types are those of imports too: there unknown keys are refused and keys have defaults, while
/// objects of answers may grow and hold what they hold.
fn tidy_one(schema: &mut Value) {
    let Some(object) = schema.as_object_mut() else { return };
    object.shift_remove("additionalProperties");
    object.shift_remove("default");
    if let Some(Value::String(text)) = object.get_mut("description") {
        *text = unwrapped(text);
    }
    // What stands beside a reference belongs to the place, not to one of its alternatives.
    let inner = object.get_mut("oneOf").and_then(|all| all.get_mut(0)).and_then(Value::as_object_mut);
    if let Some(description) = inner.and_then(|inner| inner.shift_remove("description")) {
        let alternatives = std::mem::replace(object, Map::from_iter([("description".to_owned(), description)]));
        object.extend(alternatives);
    }
    if let Some(example) = object.shift_remove("example") {
        object.insert("examples".to_owned(), json!([example]));
    }
    for key in ["oneOf", "allOf"] {
        object.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten().for_each(tidy_one);
    }
    if let Some(items) = object.get_mut("items") {
        tidy_one(items);
    }
    let properties = object.get_mut("properties").and_then(Value::as_object_mut);
    properties.into_iter().flatten().for_each(|(_, property)| tidy_one(property));
}

/// Text without the line breaks of its source; paragraphs stay.
pub(super) fn unwrapped(text: &str) -> String {
    text.split("\n\n").map(|paragraph| paragraph.replace('\n', " ")).collect::<Vec<_>>().join("\n\n")
}
