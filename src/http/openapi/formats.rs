//! Media types of records and lists, from the table of formats.

use serde_json::{Value, json};

use super::{Shape, listed};
use crate::domain::Resource;
use crate::format::{self, Format};
use crate::http::{facets, listing};

/// Adds every format of a resource to an answer that has JSON.
pub(super) fn add(response: &mut Value, resource: Resource) {
    let Some(content) = response.get_mut("content").and_then(Value::as_object_mut) else { return };
    for format in format::of(resource).filter(|format| !format.is_json()) {
        content.entry(format.media_type).or_insert_with(|| json!({ "schema": schema(format) }));
    }
}

/// JSON of another vocabulary may be anything; all else is text or bytes to a reader of this document.
fn schema(format: &Format) -> Value {
    let is_json = format.media_type.ends_with("json") && format.name != format::NDJSON.name;
    match is_json {
        true => json!({ "description": format.title }),
        false => json!({ "type": "string", "description": format.title }),
    }
}

/// Beside every list its operation with a suffix for the format.
pub(super) fn export(paths: &mut Value) {
    let Some(all) = paths.as_object_mut() else { return };
    for (path, item) in std::mem::take(all) {
        let with_suffix = match (Shape::of(&path), listed(&path)) {
            (Shape::List, Some([resource])) => Some(operation(item["get"].clone(), *resource)),
            _ => None,
        };
        let own = with_suffix.map(|operation| (format!("{path}.{{format}}"), json!({ "get": operation })));
        all.insert(path, item);
        all.extend(own);
    }
}

/// The parameters of lists that only JSON has.
const ONLY_JSON: &[&str] = &["fields", listing::HIGHLIGHT, facets::FACETS, facets::FACET_LIMIT];

fn operation(mut operation: Value, resource: Resource) -> Value {
    let id = operation["operationId"].as_str().unwrap_or_default().replacen("list", "export", 1);
    let summary = operation["summary"].as_str().unwrap_or_default().replacen("List", "Export", 1);
    operation["operationId"] = json!(id);
    operation["summary"] = json!(summary);
    operation["description"] = json!(
        "The list as one file in a format of `/v1/formats`, by the same filters and in the same order. It is \
         complete; with `limit` or `cursor` it is one page, and `Link` leads to the next. `json` is the list as it is \
         without a suffix: always paged."
    );
    let mut extensions: Vec<&str> = format::of(resource).map(|format| format.extension).collect();
    extensions.dedup();
    let suffix = json!({
        "name": "format", "in": "path", "required": true,
        "description": "The extension of the format.",
        "schema": { "type": "string", "enum": extensions },
        "example": format::NDJSON.extension,
    });
    if let Some(parameters) = operation.get_mut("parameters").and_then(Value::as_array_mut) {
        parameters.retain(|own| !ONLY_JSON.iter().any(|name| own["name"] == *name));
        for own in parameters.iter_mut().filter(|own| own["name"] == "limit") {
            own["schema"].as_object_mut().map(|schema| schema.shift_remove("default"));
        }
        let after_own = parameters.iter().filter(|own| own["in"] == "path").count();
        parameters.insert(after_own, suffix);
    }
    operation["responses"]["200"]["description"] = json!("The file.");
    operation
}

/// What may stand behind the first dot of a path, as alternatives of a regular expression.
pub(super) fn extensions(resource: Resource) -> String {
    format::of(resource).map(|format| format.extension.replace('.', "\\.")).collect::<Vec<_>>().join("|")
}
