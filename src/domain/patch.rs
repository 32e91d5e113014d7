//! How two states of a thing differ, as a JSON Patch (RFC 6902) of whole top-level fields.

use serde_json::{Map, Value, json};

/// The steps that turn one JSON object into another.
pub fn between(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<Value> {
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    let mut steps: Vec<Value> = gone.map(|name| json!({"op": "remove", "path": pointer(name)})).collect();
    for (name, value) in after {
        match before.get(name) {
            Some(old) if old == value => {}
            Some(_) => steps.push(json!({"op": "replace", "path": pointer(name), "value": value})),
            None => steps.push(json!({"op": "add", "path": pointer(name), "value": value})),
        }
    }
    steps
}

/// A JSON Pointer to a top-level field (RFC 6901, section 3).
fn pointer(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}
