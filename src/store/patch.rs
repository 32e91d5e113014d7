//! What a write changed, as a JSON Patch (RFC 6902) of whole top-level fields.

use serde_json::{Map, Value, json};

use super::error::StoreError;

/// The patch that turns one JSON object into another.
pub fn between(before: &[u8], after: &[u8]) -> Result<Vec<u8>, StoreError> {
    let (before, after): (Map<String, Value>, Map<String, Value>) =
        (serde_json::from_slice(before)?, serde_json::from_slice(after)?);
    let mut steps = Vec::new();
    for name in before.keys().filter(|name| !after.contains_key(*name)) {
        steps.push(json!({"op": "remove", "path": pointer(name)}));
    }
    for (name, value) in &after {
        match before.get(name) {
            Some(old) if old == value => {}
            Some(_) => steps.push(json!({"op": "replace", "path": pointer(name), "value": value})),
            None => steps.push(json!({"op": "add", "path": pointer(name), "value": value})),
        }
    }
    Ok(serde_json::to_vec(&steps)?)
}

/// A JSON Pointer to a top-level field (RFC 6901, section 3).
fn pointer(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}
