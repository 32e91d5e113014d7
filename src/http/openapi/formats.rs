//! Media types of records and lists, from the table of formats.

use serde_json::{Value, json};

use crate::domain::Resource;
use crate::format::{self, Format};

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

/// What may stand behind the first dot of a path, as alternatives of a regular expression.
pub(super) fn extensions(resource: Resource) -> String {
    format::of(resource).map(|format| format.extension.replace('.', "\\.")).collect::<Vec<_>>().join("|")
}
